package triage

import (
	"errors"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/pane"
)

// handlers is what each action does here.
var handlers map[act.Name]func(*Pane, pane.Env, act.Result) pane.Effect

// verbs are the actions that decide, and what they decide.
var verbs = map[act.Name]triage.Verb{
	"triage.accept": triage.Accept, "triage.contact": triage.Contact, "triage.wait": triage.Wait, "triage.waituntil": triage.Wait, "triage.snooze": triage.Snooze,
	"triage.escalate": triage.Escalate, "triage.link": triage.Link, "triage.close": triage.Close, "triage.reason": triage.Close,
	"entry.send": triage.Contact,
}

type handler = func(*Pane, pane.Env, act.Result) pane.Effect

func init() {
	handlers = map[act.Name]handler{
		"triage.contact":   startWords,
		"entry.send":       sendWords,
		"entry.leave":      leaveWords,
		"entry.clear":      clearEntry,
		"triage.repeat":    repeat,
		"triage.markalike": markAlike,
		"triage.hat":       func(p *Pane, _ pane.Env, _ act.Result) pane.Effect { return p.turn(1) },
		"triage.hatback":   func(p *Pane, _ pane.Env, _ act.Result) pane.Effect { return p.turn(2) },
		"list.mark":        move(func(p *Pane) { p.table.Toggle() }),
		"list.filter":      beginFilter,
		"triage.markgroup": markGroup,
		"filter.apply":     applyFilter,
		"filter.clear":     dropFilter,
		"record.why":       func(p *Pane, _ pane.Env, _ act.Result) pane.Effect { p.why = !p.why; return nil },
		"record.open":      open,
		"record.source":    openBehind,
		"record.edit":      edit,
		"triage.copy":      copyItems,
		"filter.complete":  completeFilter,
		"move.down":        move(func(p *Pane) { p.table.Move(1) }),
		"move.up":          move(func(p *Pane) { p.table.Move(-1) }),
		"move.top":         move(func(p *Pane) { p.table.Home() }),
		"move.bottom":      move(func(p *Pane) { p.table.End() }),
		"move.pagedown":    move(func(p *Pane) { p.table.Page(1) }),
		"move.pageup":      move(func(p *Pane) { p.table.Page(-1) }),
		"move.halfdown":    move(func(p *Pane) { p.table.HalfPage(1) }),
		"move.halfup":      move(func(p *Pane) { p.table.HalfPage(-1) }),
		"move.left":        move(func(p *Pane) { p.table.Scroll(-1) }),
		"move.right":       move(func(p *Pane) { p.table.Scroll(1) }),
	}
	for _, v := range triage.Views {
		handlers[act.Name(fmt.Sprintf("triage.view.%d", v))] = func(p *Pane, _ pane.Env, _ act.Result) pane.Effect { return p.show(v) }
	}
	handlers["triage.reason"], handlers["triage.snooze"] = closeFor, snoozeFor
	handlers["triage.waituntil"] = waitUntil
	for name, v := range verbs {
		if handlers[name] == nil {
			handlers[name] = func(p *Pane, env pane.Env, r act.Result) pane.Effect {
				return p.decide(env, triage.Decision{Verb: v, Arg: r.Arg})
			}
		}
	}
}

func move(f func(*Pane)) handler {
	return func(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
		f(p)
		return p.selected()
	}
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	if f := handlers[r.Action]; f != nil && p.q != nil {
		return f(p, env, r)
	}
	return nil
}

// enabled says why an action cannot run now.
func (p *Pane) enabled(a act.Name) (bool, string) {
	if p.q == nil {
		return false, "the workspace is still opening"
	}
	switch a {
	case "triage.repeat":
		if p.last == nil {
			return false, "nothing was decided yet"
		}
		return anyAble(p.q, *p.last, p.targets())
	case "triage.link":
		if p.current() != nil && p.view != triage.Done && p.marked() == 0 && len(p.candidates(p.current())) == 0 {
			return false, "nothing of the same project or customer to link it to"
		}
		return anyAble(p.q, triage.Decision{Verb: triage.Accept}, p.targets())
	case "triage.markalike", "triage.markgroup", "list.mark", "record.open", "record.edit", "record.source", "triage.copy", "record.why":
		if p.current() == nil {
			return false, "the list is empty"
		}
		return true, ""
	}
	if a == "triage.reason" { // with one that any item can be closed for
		return anyAble(p.q, triage.Decision{Verb: triage.Close, Arg: "n"}, p.targets())
	}
	if v, ok := verbs[a]; ok {
		return anyAble(p.q, triage.Decision{Verb: v}, p.targets())
	}
	return true, ""
}

// decide asks for a decision about the marked items, or the one under the cursor. When it
// is durable the cursor stands on the next item.
func (p *Pane) decide(env pane.Env, d triage.Decision) pane.Effect {
	q := p.q
	items, left, why := able(q, d, p.targets())
	if len(items) == 0 {
		return pane.Toast{Text: why, Bad: true}
	}
	keys := make([]model.ID, len(items))
	here := false
	for i, it := range items {
		keys[i] = it.Key()
		here = here || it == p.current()
	}
	next := p.after(keys)
	e := pane.Change(d.Label(q, items), env.Now, func(e *model.Edit) error { return d.Apply(e, q, items) })
	e.Then = func([]model.ID) pane.Effect {
		p.last = &d
		p.decided = append(p.decided, keys)
		for _, k := range keys { // those that the filter hides keep theirs
			p.table.SetMark(uint64(k), false)
		}
		if here && next != 0 {
			p.table.MoveTo(uint64(next))
		}
		if left > 0 {
			what, _, _ := strings.Cut(e.Label, ": ")
			return pane.Effects{p.selected(), pane.Toast{Text: fmt.Sprintf("%s; %d left marked: %s", what, left, why), Bad: true}}
		}
		return p.selected()
	}
	return e
}

// anyAble reports whether a decision can be made for any of the items, and why not for the first.
func anyAble(q *triage.Queue, d triage.Decision, items []*triage.Item) (bool, string) {
	ok, why := d.Enabled(q, items)
	if ok || len(items) < 2 || d.Verb == triage.Link {
		return ok, why
	}
	for _, it := range items {
		if ok, _ := d.Enabled(q, []*triage.Item{it}); ok {
			return true, ""
		}
	}
	return false, why
}

// able are those of the marked items that a decision can be made for. Where it cannot be made for all, the
// others stay marked: left is how many, why is what stands against the first of them. To link is about all
// of them at once.
func able(q *triage.Queue, d triage.Decision, items []*triage.Item) (out []*triage.Item, left int, why string) {
	ok, why := d.Enabled(q, items)
	if ok {
		return items, 0, ""
	}
	if len(items) < 2 || d.Verb == triage.Link {
		return nil, len(items), why
	}
	for _, it := range items {
		if ok, _ := d.Enabled(q, []*triage.Item{it}); ok {
			out = append(out, it)
		}
	}
	if ok, still := d.Enabled(q, out); len(out) > 0 && !ok {
		return nil, len(items), still
	}
	return out, len(items) - len(out), why
}

// closeFor closes with a reason, which is typed where none of the short ones says it.
func closeFor(p *Pane, env pane.Env, r act.Result) pane.Effect {
	if r.Arg != triage.InWords {
		return p.decide(env, triage.Decision{Verb: triage.Close, Arg: r.Arg})
	}
	if ok, why := anyAble(p.q, triage.Decision{Verb: triage.Close, Arg: "n"}, p.targets()); !ok {
		return pane.Toast{Text: why, Bad: true}
	}
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return "", errors.New("say in a few words why it is closed")
		}
		return "It is kept with the item.", nil
	}
	return pane.Open{Overlay: dialog.Ask("Close because", "in a few words", read, func(s string) pane.Effect {
		return p.decide(p.env, triage.Decision{Verb: triage.Close, Arg: triage.InWords + " " + strings.TrimSpace(s)})
	})}
}

// after is the item that follows the cursor and is none of the given; at the end of the
// list the nearest above. 0 if there is none.
func (p *Pane) after(keys []model.ID) model.ID {
	gone := make(map[model.ID]bool, len(keys))
	for _, k := range keys {
		gone[k] = true
	}
	at := p.table.Cursor()
	for _, it := range p.rows[min(at, len(p.rows)):] {
		if !gone[it.Key()] {
			return it.Key()
		}
	}
	for i := min(at, len(p.rows)) - 1; i >= 0; i-- {
		if !gone[p.rows[i].Key()] {
			return p.rows[i].Key()
		}
	}
	return 0
}

func repeat(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	if p.last == nil {
		return pane.Toast{Text: "nothing was decided yet", Bad: true}
	}
	return p.decide(env, *p.last)
}

// startWords opens the line for words to the customer. What was typed for this item and
// not sent is still there.
func startWords(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	p.typing = inWords
	if p.about != p.Selected() {
		p.words.Set("")
	}
	p.about = p.Selected()
	return nil
}

func sendWords(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	p.typing = inList
	eff := p.decide(env, triage.Decision{Verb: triage.Contact, Arg: strings.TrimSpace(p.words.Value())})
	if e, ok := eff.(pane.Edit); ok {
		then := e.Then
		e.Then = func(ids []model.ID) pane.Effect {
			p.words.Set("")
			return then(ids)
		}
		return e
	}
	return eff
}

func leaveWords(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	p.typing = inList
	return nil
}

func clearEntry(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	if p.typing == inWords {
		p.words.Set("")
		return nil
	}
	p.filter.Set("")
	p.refill()
	return p.selected()
}

func dropFilter(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	p.typing = inList
	p.filter.Set("")
	p.refill()
	return p.selected()
}

// turn goes round the hats: all, PM, DM.
func (p *Pane) turn(by int) pane.Effect {
	p.hat = (p.hat + model.Hat(by)) % 3
	p.table.ClearMarks()
	p.fill()
	return p.selected()
}

// markAlike marks all that belong with the item under the cursor, or takes all marks off.
func markAlike(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	if p.marked() > 0 {
		p.table.ClearMarks()
		return nil
	}
	it := p.current()
	if it == nil {
		return nil
	}
	items, why := p.q.Alike(it, p.rows)
	for _, x := range items {
		p.table.SetMark(uint64(x.Key()), true)
	}
	if why == "" {
		return pane.Toast{Text: "nothing else here is like " + it.Key().String()}
	}
	return pane.Toast{Text: fmt.Sprintf("%d marked: %s", len(items), why)}
}

func open(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	return pane.Record(p.Selected())
}

// openBehind opens what the item is about; for a record itself, the blocker that holds
// what was decided, else its project or customer.
func openBehind(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	it := p.current()
	if it == nil {
		return nil
	}
	for _, id := range []model.ID{it.Subject, it.Blocker, it.Project(), it.Account()} {
		if id != 0 && id != it.Key() {
			return pane.Record(id)
		}
	}
	return pane.Toast{Text: "nothing lies behind this one"}
}

func edit(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	it := p.current()
	if it == nil {
		return nil
	}
	id := it.Key()
	if it.View == triage.Waiting && it.Blocker != 0 {
		id = it.Blocker // who is waited on, for what, and when to ask again
	}
	return form.Edit(env, id)
}

func copyItems(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	var out []string
	for _, it := range p.targets() {
		out = append(out, strings.Join([]string{it.Key().String(), it.Title(), it.Who(), it.DueText(), it.Score.String()}, "\t"))
	}
	return pane.Copy{Text: strings.Join(out, "\n")}
}
