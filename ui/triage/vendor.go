package triage

import (
	"fmt"
	"strings"

	"tandem/model/date"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/layout"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// onVendor is the argument of a wait for a vendor.
const onVendor = "v"

// waitUntil waits for what the second key says, by then, and asks until when. Which vendor it is, is asked
// first where the records do not name one: those waited for nearby stand first. The small letter asks
// nothing: it takes what the record names, and nobody where it names none.
func waitUntil(p *Pane, env pane.Env, r act.Result) pane.Effect {
	d := triage.Decision{Verb: triage.Wait, Arg: r.Arg}
	if ok, _ := anyAble(p.q, d, p.targets()); !ok {
		return p.decide(env, d)
	}
	var names []string
	if r.Arg == onVendor {
		names = p.q.Vendors(p.targets())
	}
	if len(names) == 0 {
		return p.askAgain(r.Arg)
	}
	var items []palette.Item
	for _, name := range names {
		items = append(items, palette.Item{ID: name, Title: layout.Clean(name), Effect: func() pane.Effect { return p.askAgain(onVendor + " " + name) }})
	}
	items = append(items, palette.Item{ID: "", Title: "None in particular", Detail: "the wait names no vendor", Effect: func() pane.Effect { return p.askAgain(r.Arg) }})
	return pane.Open{Overlay: palette.New(env, items, nil).With("Wait on which vendor", nil)}
}

// askAgain asks when to ask again. Enter alone takes the usual time, which is named.
func (p *Pane) askAgain(arg string) pane.Effect {
	items := p.targets()
	if len(items) == 0 {
		return nil
	}
	loc := p.q.Ctx().Loc
	if rec := p.snap.Get(items[0].Subject); rec != nil {
		loc = p.q.Ctx().For(rec).Loc
	}
	says := func(at date.Instant) string { return at.In(loc).Format("Mon 2 Jan 2006 15:04") }
	read := func(s string) (string, error) {
		s = strings.TrimSpace(s)
		at := p.q.AskAgain(items[0], s)
		if at == 0 {
			return "", fmt.Errorf("%q is no date ahead: write fri, +3d, eom, 12 jan 9:00", s)
		}
		if why := p.q.Sooner(items[0], s); why != "" {
			return "It comes back " + says(at) + ": " + why + ".", nil
		}
		return "It comes back " + says(at) + ", sooner where it is due sooner.", nil
	}
	hint := "enter alone: " + says(p.q.AskAgain(items[0], "")) + "; or a date: fri, +3d, eom, 12 jan"
	return pane.Open{Overlay: dialog.Ask("Ask again", hint, read, func(s string) pane.Effect {
		if s = strings.TrimSpace(s); s != "" {
			s = " " + triage.Until + " " + s
		}
		return p.decide(p.env, triage.Decision{Verb: triage.Wait, Arg: arg + s})
	}).Saying("wait")}
}
