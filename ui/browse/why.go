package browse

import (
	"context"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/money"
	"tandem/model/report"
	"tandem/model/triage"
	"tandem/ui/dialog"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Why shows where a record's computed values come from, and if it waits in triage, the terms
// of its rank with their evidence. The tasks behind a load can be opened from there. The colour of a
// project takes as long as a status report and is worked out off the event loop before.
func Why(env pane.Env, id model.ID) pane.Effect {
	switch rec := env.Snap.Get(id).(type) {
	case nil:
		return nil
	case *model.Project:
		c := env.Ctx().For(rec)
		return pane.Ask{Owner: whyColour{}, Run: func(context.Context) (pane.Effect, error) {
			colours := colourLines(c, rec)
			return pane.Run(func() pane.Effect { return why(env, rec, colours) }), nil
		}}
	default:
		return why(env, rec, nil)
	}
}

// whyColour owns the question for the colour of a project: only the newest is answered.
type whyColour struct{}

// why is the box of Why, with lines that come first.
func why(env pane.Env, rec model.Record, lines []string) pane.Effect {
	id := rec.Base().ID
	k := env.Snap.Schema().Of(id)
	c := env.Ctx().For(rec)
	var open []dialog.Choice
	for i := range k.Fields {
		f := &k.Fields[i]
		if clockFieldNames[f.Name] || f.Type != model.TypeCalc || f.Help == "" || !f.Key(c, rec).Set {
			continue
		}
		if p, ok := rec.(*model.Person); ok && f.Name == "load" {
			lines, open = append(lines, c.LoadLines(p)[:1]...), loadChoices(c, p)
			continue
		}
		value := strings.TrimSpace(f.Show(c, rec))
		if value == "" { // a list leaves out what is usual; here it was asked for
			value = f.Text(c, rec)
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s.", labelOf(f), value, because(f, rec, value)))
	}
	if e, ok := rec.(*model.Escalation); ok {
		lines = append(lines, clockLines(c, e)...)
	}
	if rank := rankLines(env, id); len(rank) > 0 {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, rank...)
	}
	if len(lines) == 0 {
		lines = []string{"Nothing of this record is computed, and it does not wait in triage.", "What was entered, and when, stands in its history (" + env.Key("browse", "record.open", "enter") + " opens the record)."}
	}
	for i := range lines {
		if lines[i] = layout.Clean(lines[i]); env.Theme.ASCII {
			lines[i] = money.Spell(lines[i])
		}
	}
	q := dialog.Choose("Why "+Describe(env, id), lines, open)
	if len(open) > 0 {
		q.Saying("open", "close")
	}
	return pane.Open{Overlay: q}
}

// colourLines are what the computed colour of a project is made of, as the status report has it, and what was
// reported; none of a project that is over.
func colourLines(c *model.Ctx, p *model.Project) (out []string) {
	if c.Cold {
		return nil
	}
	told, parts := report.ColoursWhy(c, p)
	if len(parts) == 0 {
		return nil
	}
	first := told.ComputedWords() + ", the worst of its parts"
	if said := told.ReportedWords(c.Now.Day(c.Loc)); said != "" {
		first += "; " + said
	}
	out = append(out, first+":")
	for _, x := range parts {
		out = append(out, fmt.Sprintf("  %s %s: %s.", x.Name, x.Colour, x.Why))
	}
	return append(out, "")
}

// loadChoices are the tasks that somebody's load is made of, as Ctx.LoadLines tells them; each leads there.
func loadChoices(c *model.Ctx, p *model.Person) (out []dialog.Choice) {
	for _, line := range c.LoadLines(p)[1:] {
		out = append(out, dialog.Choice{Title: layout.Clean(strings.TrimPrefix(line, " "))})
	}
	for i, x := range c.LoadTasks(p) {
		out[i].Effect = func() pane.Effect { return pane.Record(x.Task) }
	}
	return out
}

// because says what a computed value is made of, in the record's own numbers where they are few.
func because(f *model.Field, rec model.Record, value string) string {
	switch x := rec.(type) {
	case *model.Task:
		switch {
		case f.Name != "critical" || value != "no":
		case x.Complete():
			return "it is done, and can slip no more"
		case x.Inactive:
			return "it is out of the plan"
		default:
			return "it has float, and can slip before the project does"
		}
	case *model.Escalation:
		if f.Name == "severity" && x.ByHand == 0 {
			return fmt.Sprintf("impact %d + urgency %d - 1, from 1 critical to 5", x.Impact, x.Urgency)
		}
		if f.Name == "severity" {
			return "set by hand, because " + x.Why
		}
	case *model.Risk:
		switch f.Name {
		case "score":
			return fmt.Sprintf("probability %d x impact %d on the PMBOK scales", x.Probability, x.Impact())
		case "impact":
			return fmt.Sprintf("the worst of time %d, cost %d, quality %d, satisfaction %d", x.Time, x.Cost, x.Quality, x.Satisfaction)
		}
	}
	return f.Help
}

func rankLines(env pane.Env, id model.ID) []string {
	q := triage.Build(env.Ctx())
	for _, v := range []triage.View{triage.Now, triage.Doing, triage.Waiting, triage.Scheduled} {
		for _, it := range q.Items(v, model.Both) {
			if it.Ref() != id && it.Subject != id && it.Blocker != id {
				continue
			}
			out := []string{fmt.Sprintf("It waits in triage (%s) with %s points, the sum of", v, it.Score)}
			for _, t := range it.Terms() {
				out = append(out, fmt.Sprintf("%6s  %s: %s", t.Points, t.Label, t.Evidence))
			}
			if when := it.LeavesWhen(); when != "" {
				out = append(out, "", "It leaves the queue when: "+when+".")
			}
			return out
		}
	}
	return nil
}
