package account

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// handlers are the actions of the page.
func handlers() map[act.Name]func(*Pane, pane.Env) pane.Effect {
	return map[act.Name]func(*Pane, pane.Env) pane.Effect{
		"move.down":     func(p *Pane, _ pane.Env) pane.Effect { return p.move(1) },
		"move.up":       func(p *Pane, _ pane.Env) pane.Effect { return p.move(-1) },
		"move.top":      func(p *Pane, _ pane.Env) pane.Effect { return p.move(-len(p.rows)) },
		"move.bottom":   func(p *Pane, _ pane.Env) pane.Effect { return p.move(len(p.rows)) },
		"move.pagedown": func(p *Pane, _ pane.Env) pane.Effect { return p.move(max(p.grid.h-1, 1)) },
		"move.pageup":   func(p *Pane, _ pane.Env) pane.Effect { return p.move(-max(p.grid.h-1, 1)) },
		"move.halfdown": func(p *Pane, _ pane.Env) pane.Effect { return p.move(max(p.grid.h/2, 1)) },
		"move.halfup":   func(p *Pane, _ pane.Env) pane.Effect { return p.move(-max(p.grid.h/2, 1)) },
		"move.left":     func(p *Pane, _ pane.Env) pane.Effect { return p.aside(-1) },
		"move.right":    func(p *Pane, _ pane.Env) pane.Effect { return p.aside(1) },
		"detail.next":   func(p *Pane, _ pane.Env) pane.Effect { return p.part(1) },
		"detail.prev":   func(p *Pane, _ pane.Env) pane.Effect { return p.part(-1) },
		"account.since": (*Pane).askSince,
		"record.open":   (*Pane).open,
		"record.new":    (*Pane).make,
		"record.why":    (*Pane).why,
		"record.contact": func(p *Pane, _ pane.Env) pane.Effect {
			if id := p.Selected(); id.Is(model.EscalationPrefix) || id.Is(model.ContactPrefix) || id.Is(model.ProjectPrefix) {
				return pane.On{ID: id, Action: "record.contact"}
			}
			return pane.On{ID: p.id, Action: "record.contact"}
		},
		"record.edit":     func(p *Pane, _ pane.Env) pane.Effect { return pane.On{ID: p.Selected(), Action: "record.edit"} },
		"record.act":      func(p *Pane, _ pane.Env) pane.Effect { return pane.On{ID: p.Selected(), Action: "record.act"} },
		"record.template": func(p *Pane, _ pane.Env) pane.Effect { return pane.On{ID: p.id, Action: "record.template"} },
	}
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "record.copy":
		return pane.On{ID: p.Selected(), Action: r.Action, Arg: r.Arg}
	case "record.raise":
		return pane.On{ID: cmp.Or(p.Selected(), p.id), Action: r.Action, Arg: r.Arg}
	}
	if f, ok := handlers()[r.Action]; ok {
		return f(p, env)
	}
	return nil
}

// enabled says why an action has nothing to do here.
func (p *Pane) enabled(a act.Name) (bool, string) {
	if p.id == 0 {
		return false, "no customer is shown"
	}
	if p.facts == nil && a != "record.edit" && a != "record.contact" {
		return false, "the page is still being put together"
	}
	if a == "record.new" && p.under().makes == "" {
		return false, "nothing is made in this part of the page"
	}
	return true, ""
}

// under is the row under the cursor.
func (p *Pane) under() row {
	if p.cursor < len(p.rows) {
		return p.rows[p.cursor]
	}
	return row{}
}

// skip moves off pictures and gaps, on in the direction of travel, or back where none follow.
func (p *Pane) skip(step int) {
	for _, dir := range []int{step, -step} {
		for i := p.cursor; i >= 0 && i < len(p.rows); i += dir {
			if !p.rows[i].idle {
				p.cursor = i
				return
			}
		}
	}
}

func (p *Pane) move(n int) pane.Effect {
	p.cursor = max(min(p.cursor+n, len(p.rows)-1), 0)
	if n < 0 {
		p.skip(-1)
	} else {
		p.skip(1)
	}
	return nil
}

// part goes to the head of the next part, or of the one before; round at the ends.
func (p *Pane) part(step int) pane.Effect {
	n := len(p.rows)
	for k, i := 1, 0; k <= n; k++ {
		if i = (p.cursor + k*step%n + n) % n; p.rows[i].head {
			p.cursor = i
			return nil
		}
	}
	return nil
}

// aside folds or unfolds at a head where that says something, else goes to the column beside.
func (p *Pane) aside(step int) pane.Effect {
	r := p.under()
	if open := !p.folded[r.section]; r.head && (step < 0) == open && len(p.grid.cols) < 2 {
		return p.fold()
	}
	for i := range p.grid.cols {
		c := &p.grid.cols[i]
		if p.cursor < c.from || p.cursor >= c.to {
			continue
		}
		if i+step < 0 || i+step >= len(p.grid.cols) {
			return nil
		}
		to := p.grid.cols[i+step]
		p.cursor = max(min(to.from+to.off+(p.cursor-c.from-c.off), to.to-1), to.from)
		p.skip(1)
		return nil
	}
	return nil
}

// fold folds the part under the cursor, or unfolds it; the cursor goes to its head.
func (p *Pane) fold() pane.Effect {
	s := p.under().section
	if s == "" {
		return nil
	}
	if p.folded[s] {
		delete(p.folded, s)
	} else {
		p.folded[s] = true
	}
	for i, r := range p.rows {
		if r.section == s && r.head {
			p.cursor = i
		}
	}
	p.lay()
	return nil
}

// open opens what is under the cursor: a record, the list that goes on, the reason for a number.
func (p *Pane) open(env pane.Env) pane.Effect {
	r := p.under()
	switch {
	case r.head:
		return p.fold()
	case r.part != "":
		return p.why(env)
	case r.more == allNews:
		p.folded[allNews] = true
		p.lay()
	case r.more != "":
		prefix, filter, _ := strings.Cut(r.more, " ")
		return pane.Go{Page: pane.Page{Place: "home", Kind: prefix, Query: filter}}
	case r.id != 0:
		return pane.Record(r.id)
	case r.makes != "":
		return p.make(env)
	}
	return nil
}

// make opens the form of a new record of the part under the cursor, for this customer. Contacts are
// logged in a sentence.
func (p *Pane) make(env pane.Env) pane.Effect {
	prefix := p.under().makes
	if prefix == model.InteractionPrefix {
		return pane.On{ID: p.id, Action: "record.contact"}
	}
	k := env.Snap.Schema().Prefix(prefix)
	if k == nil {
		return nil
	}
	return pane.Open{Overlay: form.New(env, k, nil, map[string]string{"account": p.id.String()})}
}

// why explains the number under the cursor: a part of the health with the records it rests on, all
// parts at the head, else what a record computes.
func (p *Pane) why(pane.Env) pane.Effect {
	r := p.under()
	switch {
	case p.facts == nil:
		return nil
	case r.part != "":
		return p.whyPart(r.part)
	case r.id != 0 && r.section != "health":
		return pane.On{ID: r.id, Action: "record.why"}
	}
	return p.whyHealth()
}

// termsShown is how many records a part of the health names before it only counts them.
const termsShown = 18

func (p *Pane) whyPart(name string) pane.Effect {
	f := p.facts
	for _, x := range f.health.Parts {
		if x.Name != name {
			continue
		}
		lines := []string{fmt.Sprintf("%s: %s.", upper(x.Title), clean(x.Why))}
		if x.Known {
			lines = append(lines, fmt.Sprintf("That is %.0f of 100, and of its weight %s of %s points.", x.Value, x.Points, x.Most))
		}
		for _, mv := range p.moves() {
			if mv.Part.Name == name {
				lines = append(lines, fmt.Sprintf("%s since %s: %s.", mv.By.Signed(), f.since.Short(f.c.Now, f.c.Loc), clean(mv.Why)))
			}
		}
		return p.explain("Why "+x.Title, lines, f.c.HealthEvidence(f.a, name))
	}
	return nil
}

// explain shows the lines, and below them the evidence, each piece of which can be opened.
func (p *Pane) explain(title string, lines []string, terms []model.HealthTerm) pane.Effect {
	if len(terms) == 0 {
		return pane.Open{Overlay: dialog.Message(title, lines)}
	}
	var choices []dialog.Choice
	for _, t := range terms[:min(len(terms), termsShown)] {
		choices = append(choices, dialog.Choice{Title: t.Ref.String() + "  " + layout.TruncateWith(clean(t.Text), 64, "..."), Effect: func() pane.Effect {
			return pane.Record(t.Ref)
		}})
	}
	if n := len(terms) - termsShown; n > 0 {
		lines = append(lines, fmt.Sprintf("It rests on these records, and on %d more:", n))
	} else {
		lines = append(lines, "It rests on these records:")
	}
	return pane.Open{Overlay: dialog.Choose(title, lines, choices).Saying("open", "close")}
}

func (p *Pane) whyHealth() pane.Effect {
	f := p.facts
	if !f.health.Known {
		return pane.Open{Overlay: dialog.Message("Why the health is unknown", []string{"There is no evidence for any of its parts yet.", "", "Log a contact, ask how satisfied they are, or write down what they were promised."})}
	}
	lines := []string{fmt.Sprintf("Health %d of 100: %s, the sum of", f.health.Score, f.health.Exact)}
	for _, x := range f.health.Parts {
		if x.Known {
			lines = append(lines, fmt.Sprintf("%5s of %-5s %s: %s", x.Points, x.Most, x.Title, clean(x.Why)))
		}
	}
	if u := f.health.Unknown(); len(u) > 0 {
		lines = append(lines, "", "Left out, for there is no evidence: "+strings.Join(u, ", ")+". The rest is weighed anew.")
	}
	if moves := p.moves(); len(moves) > 0 {
		lines = append(lines, "", fmt.Sprintf("It was %s on %s:", f.before.Exact, f.since.Short(f.c.Now, f.c.Loc)))
		for _, mv := range moves {
			lines = append(lines, fmt.Sprintf("%5s %s: %s", mv.By.Signed(), mv.Part.Title, clean(mv.Why)))
		}
	}
	return pane.Open{Overlay: dialog.Message("Why health "+fmt.Sprint(f.health.Score), lines)}
}

func (p *Pane) moves() []model.HealthMove {
	if p.facts.before == nil || !p.facts.before.Known {
		return nil
	}
	return p.facts.health.Moved(p.facts.before)
}

// askSince asks from when news should count; nothing typed is the last visit again.
func (p *Pane) askSince(env pane.Env) pane.Effect {
	read := func(text string) (date.Instant, error) {
		if strings.TrimSpace(text) == "" {
			return 0, nil
		}
		c := env.Ctx()
		at, _, err := date.ParseRange(text, c.Now, c.Loc)
		if err == nil && at >= c.Now {
			err = errors.New("that is still to come")
		}
		return at, err
	}
	say := func(text string) (string, error) {
		at, err := read(text)
		if err != nil || at == 0 {
			return "your last visit", err
		}
		return "what changed since " + at.In(env.Ctx().Loc).Format("Mon 2 Jan 2006 15:04"), nil
	}
	return pane.Open{Overlay: dialog.Ask("Since when", "a day or a moment: yesterday, -2w, 1 oct; nothing: your last visit", say, func(text string) pane.Effect {
		at, err := read(text)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		p.byHand = at != 0
		if p.since = at; at == 0 {
			p.since = p.visit(p.id, env.Now)
		}
		return p.gather(p.env)
	}).Saying("show")}
}

// Click implements pane.Mouser.
func (p *Pane) Click(env pane.Env, x, y int, double bool) pane.Effect {
	for i := range p.grid.cols {
		c := &p.grid.cols[i]
		at := c.from + c.off + y - headLines
		if x < c.x || x >= c.x+c.w || y < headLines || at >= c.to || p.rows[at].idle {
			continue
		}
		again := p.cursor == at
		p.cursor = at
		if double || p.rows[at].head && again {
			return p.open(env)
		}
	}
	return nil
}

// Wheel implements pane.Mouser: it moves the cursor within its column.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect { return p.move(lines) }
