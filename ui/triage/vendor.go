package triage

import (
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// onVendor is the argument of a wait for a vendor.
const onVendor = "v"

// waitFor waits for what the second key says. Which vendor it is, is asked where the records do not
// name one: those waited for nearby stand first.
func waitFor(p *Pane, env pane.Env, r act.Result) pane.Effect {
	d := triage.Decision{Verb: triage.Wait, Arg: r.Arg}
	if ok, _ := d.Enabled(p.q, p.targets()); !ok || r.Arg != onVendor {
		return p.decide(env, d)
	}
	names := p.q.Vendors(p.targets())
	if len(names) == 0 {
		return p.decide(env, d)
	}
	var items []palette.Item
	for _, name := range names {
		items = append(items, palette.Item{ID: name, Title: layout.Clean(name), Effect: func() pane.Effect {
			return p.decide(p.env, triage.Decision{Verb: triage.Wait, Arg: onVendor + " " + name})
		}})
	}
	items = append(items, palette.Item{ID: "", Title: "None in particular", Detail: "the wait names no vendor", Effect: func() pane.Effect {
		return p.decide(p.env, d)
	}})
	return pane.Open{Overlay: palette.New(env, items, nil).With("Wait on which vendor", nil)}
}
