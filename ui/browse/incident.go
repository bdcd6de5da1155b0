package browse

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// canWork says why a record is not worked on as an escalation.
func canWork(env pane.Env, id model.ID) (bool, string) {
	if _, ok := model.Find[*model.Escalation](env.Snap, id); !ok {
		return false, "go to an escalation: this works on its log, its causes and its level"
	}
	return true, ""
}

// incidents is what each choice of the verb does to an escalation.
func incidents(arg string) func(pane.Env, *model.Escalation) pane.Effect {
	switch arg {
	case "c":
		return func(env pane.Env, e *model.Escalation) pane.Effect {
			x := report.IncidentOf(env.Ctx(), e)
			return pane.Open{Overlay: dialog.Reader("Communication log of "+Describe(env, e.ID), x.Communication(), "", nil)}
		}
	case "m":
		return askMajor
	case "w":
		return askWhy
	case "a":
		return askRemedy
	case "p":
		return postMortem
	case "f":
		return func(env pane.Env, e *model.Escalation) pane.Effect { return askFix(env, e, false) }
	case "x":
		return func(env pane.Env, e *model.Escalation) pane.Effect { return askFix(env, e, true) }
	case "g":
		return askMerge
	case "r":
		return reopen
	}
	return showLog
}

// Incident does one of the choices of the verb to an escalation.
func Incident(env pane.Env, id model.ID, arg string) pane.Effect {
	e, ok := model.Find[*model.Escalation](env.Snap, id)
	if !ok {
		_, why := canWork(env, id)
		return pane.Toast{Text: why, Bad: true}
	}
	return incidents(arg)(env, e)
}

// showLog shows the log in the order of what happened, each line with its number.
func showLog(env pane.Env, e *model.Escalation) pane.Effect {
	lines := []string{"A line is put right by a new one that names it: " + env.Key("detail", "record.incident", "I") + " f fixes a line, " + env.Key("detail", "record.incident", "I") + " x strikes one.", ""}
	for _, l := range logLines(env, e) {
		lines = append(lines, l.text)
	}
	return pane.Open{Overlay: dialog.Message("Log of "+Describe(env, e.ID), lines)}
}

// logText is a line of a log for people.
type logText struct {
	text   string
	struck bool
}

// logLines words the log: number, when, what, who, text, and what was put right.
func logLines(env pane.Env, e *model.Escalation) []logText {
	c := env.Ctx().For(e)
	var out []logText
	for _, l := range c.Snap.LogOf(e) {
		what := string(l.Kind)
		if l.Kind == "contact" {
			what = map[model.Direction]string{"in": "customer"}[l.Direction]
			if what == "" {
				what = "us"
			}
		}
		no := strconv.Itoa(l.Line)
		if l.Of != e.ID {
			no = l.Of.String() + " " + no
		}
		s := fmt.Sprintf("%s. %s %s", no, c.ClockTime(l.At, c.Loc), what)
		if l.Who != "" {
			s += ", " + l.Who
		}
		if l.Text != "" {
			s += ": " + l.Text
		}
		if note := l.Note(c.Now, c.Loc); note != "" {
			s += " (" + note + ")"
		}
		out = append(out, logText{layout.Clean(s), l.Struck})
	}
	return out
}

// askMajor asks for the cadence of a major incident; of one that is it, nothing ends it.
func askMajor(env pane.Env, e *model.Escalation) pane.Effect {
	c := env.Ctx().For(e)
	read := func(text string) (date.Span, bool, error) {
		switch text = strings.ToLower(strings.TrimSpace(text)); {
		case text == "over" && e.Major:
			return date.Span{}, false, nil
		case text == "":
			return date.Span{}, true, nil
		}
		s, err := date.ParseSpan(text, c.Scale)
		if err != nil || s.N <= 0 || s.Unit == date.Percent {
			return s, true, errors.New("a cadence: 30m, 1h, or 1eh around the clock")
		}
		return s, true, nil
	}
	next := func(s date.Span, on bool) string {
		at := c.MajorDue(e, on, s)
		if at == 0 {
			return "; no update is owed by it yet"
		}
		return "; next update due " + c.ClockTime(at, c.Loc)
	}
	hint := "how often the customer hears from us: 30m, 1h, 1eh around the clock; enter alone is hourly"
	if e.Major {
		hint = "another cadence, or over: updates are then owed by the agreement again"
	}
	return pane.Open{Overlay: dialog.Ask("Major incident "+Describe(env, e.ID), hint, func(text string) (string, error) {
		s, on, err := read(text)
		switch {
		case err != nil:
			return "", err
		case !on:
			return "the major incident is over" + next(s, on), nil
		case s.IsZero():
			return "hourly, or as often as it was before, whoever we wait for" + next(s, on), nil
		}
		return "an update every " + s.Show(c.Scale) + ", whoever we wait for" + next(s, on), nil
	}, func(text string) pane.Effect {
		s, on, _ := read(text) // it was just read
		return pane.Change("Major incident "+Describe(env, e.ID), env.Now, func(x *model.Edit) error { return x.SetMajor(e.ID, on, s) })
	})}
}

// askWhy asks why once more, and again until nothing is answered.
func askWhy(env pane.Env, e *model.Escalation) pane.Effect {
	about := e.Title
	if n := len(e.Whys); n > 0 {
		about = e.Whys[n-1].Because
	}
	title := fmt.Sprintf("Why %d of 5: %s?", len(e.Whys)+1, strings.TrimRight(layout.Clean(about), ".?"))
	read := func(text string) (string, error) {
		if strings.TrimSpace(text) == "" {
			return "", errors.New("say because of what; esc ends it")
		}
		because, evidence, _ := strings.Cut(text, "|")
		said := "because: " + strings.TrimSpace(because)
		if evidence != "" {
			said += "; shown by: " + strings.TrimSpace(evidence)
		}
		return said, nil
	}
	enter := "next"
	if len(e.Whys) >= 4 {
		enter = "save"
	}
	return pane.Open{Overlay: dialog.Ask(title, "because ...; after a | what shows it. The last answer is the root cause", read, func(text string) pane.Effect {
		because, evidence, _ := strings.Cut(text, "|")
		edit := pane.Change("Why of "+Describe(env, e.ID), env.Now, func(x *model.Edit) error { return x.AddWhy(e.ID, because, evidence) })
		edit.Quiet = true
		edit.Then = func([]model.ID) pane.Effect {
			next := *e
			next.Whys = append(append([]model.Why(nil), e.Whys...), model.Why{Because: strings.TrimSpace(because)})
			if len(next.Whys) >= 5 {
				return pane.Toast{Text: "Five whys: the root cause is " + next.Whys[4].Because}
			}
			return askWhy(env, &next)
		}
		return edit
	}).Saying(enter)}
}

// askRemedy asks for an action against the cause.
func askRemedy(env pane.Env, e *model.Escalation) pane.Effect {
	c := env.Ctx().For(e)
	read := func(text string) (string, date.Day, error) {
		what, due, dated := strings.Cut(text, "|")
		if what = strings.TrimSpace(what); what == "" {
			return "", 0, errors.New("say what is to be done")
		}
		if !dated {
			return what, 0, nil
		}
		day, err := date.ParseDay(strings.TrimSpace(due), c.Now.Day(c.Loc))
		return what, day, err
	}
	return pane.Open{Overlay: dialog.Ask("Action on the cause of "+Describe(env, e.ID), "what is to be done; after a | by when: keep a spare print head | eom", func(text string) (string, error) {
		what, day, err := read(text)
		if err != nil {
			return "", err
		}
		by := "in two weeks"
		if day != 0 {
			by = "by " + day.Short(c.Now.Day(c.Loc))
		}
		return what + ", " + by + "; triage asks 90 days after it was done whether it helped", nil
	}, func(text string) pane.Effect {
		what, day, _ := read(text) // it was just read
		return pane.Change("Action on "+Describe(env, e.ID), env.Now, func(x *model.Edit) error {
			_, err := x.ActOnCause(e.ID, what, day, 0)
			return err
		})
	})}
}

// postMortem shows the draft; enter keeps it with the escalation, as it was edited.
func postMortem(env pane.Env, e *model.Escalation) pane.Effect {
	text := report.IncidentOf(env.Ctx(), e).PostMortem()
	return pane.Open{Overlay: dialog.Reader("Post-mortem of "+Describe(env, e.ID), text, "keeps it with the escalation", func(text string) pane.Effect {
		return pane.Change("Post-mortem of "+Describe(env, e.ID), env.Now, func(x *model.Edit) error {
			return model.Update(x, e.ID, func(e *model.Escalation) error {
				e.PostMortem = text
				return nil
			})
		})
	})}
}

// askFix asks for the number of a line, and how it should have read; a struck one needs no words.
func askFix(env pane.Env, e *model.Escalation, strike bool) pane.Effect {
	c := env.Ctx().For(e)
	read := func(text string) (model.Correction, string, error) {
		f := model.Correction{Strike: strike}
		no, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		n, err := strconv.Atoi(no)
		if err != nil || n < 1 || n > len(e.Events) {
			return f, "", fmt.Errorf("the number of a line, 1 to %d", len(e.Events))
		}
		l := e.Lines()[n-1]
		f.Line, rest = n, strings.TrimSpace(rest)
		was := strings.TrimSpace(c.ClockTime(l.At, c.Loc) + " " + string(l.Kind) + " " + l.Text)
		if l.Struck {
			return f, "", fmt.Errorf("line %d is struck already: %s", n, was)
		}
		if when, words, ok := strings.Cut(rest, "|"); ok && !strike {
			if when = strings.TrimSpace(when); when != "" {
				if f.At, err = date.Parse(when, c.Now, c.Loc); err != nil {
					return f, "", err
				}
			}
			rest = strings.TrimSpace(words)
		}
		if head, words, ok := strings.Cut(rest, "<"); ok && strings.TrimSpace(head) == "" && !strike {
			f.Direction, rest = "in", strings.TrimSpace(words)
		}
		f.Text = rest
		if !strike && f.At == 0 && f.Direction == "" && f.Text == "" {
			return f, "", errors.New("now how it should have read: " + was)
		}
		return f, was, nil
	}
	verb, hint := "Fix a line of ", "its number, then the words, or a time | the words; < first: the customer said it: 4 today 09:10 | Called, not mailed."
	if strike {
		verb, hint = "Strike a line of ", "its number, then why if you like: 5 was another customer. The line stays in sight and counts no more"
	}
	return pane.Open{Overlay: dialog.Ask(verb+Describe(env, e.ID), hint, func(text string) (string, error) {
		f, was, err := read(text)
		switch {
		case err != nil:
			return "", err
		case strike:
			return "strikes: " + was, nil
		}
		said := "instead of " + was
		if f.At != 0 {
			said += "; at " + c.ClockTime(f.At, c.Loc)
		}
		return said, nil
	}, func(text string) pane.Effect {
		f, _, _ := read(text) // it was just read
		return pane.Change(verb+Describe(env, e.ID), env.Now, func(x *model.Edit) error { return x.Correct(e.ID, f) })
	})}
}

// askMerge asks for the escalation that goes on with both logs.
func askMerge(env pane.Env, e *model.Escalation) pane.Effect {
	read := func(text string) (model.ID, error) {
		id, err := env.Ctx().Resolve(strings.TrimSpace(text), []string{model.EscalationPrefix})
		if err != nil {
			return 0, err
		}
		trial := model.NewEdit(env.Snap, env.Now)
		return id, trial.Merge(e.ID, id)
	}
	return pane.Open{Overlay: dialog.Ask("Merge "+Describe(env, e.ID), "the escalation that goes on for both: a reference or a few letters of its title", func(text string) (string, error) {
		id, err := read(text)
		if err != nil {
			return "", err
		}
		return "goes on as " + Describe(env, id), nil
	}, func(text string) pane.Effect {
		id, _ := read(text) // it was just read
		return pane.Change("Merge "+e.ID.String()+" into "+Describe(env, id), env.Now, func(x *model.Edit) error { return x.Merge(e.ID, id) })
	})}
}

func reopen(env pane.Env, e *model.Escalation) pane.Effect {
	return pane.Change("Reopen "+Describe(env, e.ID), env.Now, func(x *model.Edit) error { return x.Act(e.ID, "reopen") })
}

// incidentHandlers are the actions on escalations and agreements in a list.
func incidentHandlers() map[act.Name]handler {
	return map[act.Name]handler{
		"record.raise":    func(p *Pane, env pane.Env, r act.Result) pane.Effect { return Raise(env, p.Marked(), r.Arg) },
		"record.incident": func(p *Pane, env pane.Env, r act.Result) pane.Effect { return Incident(env, p.Selected(), r.Arg) },
		"triage.wait":     func(p *Pane, env pane.Env, r act.Result) pane.Effect { return WaitOn(env, p.Marked(), r.Arg) },
		"record.template": func(p *Pane, env pane.Env, _ act.Result) pane.Effect { return CopyTemplate(env, p.Selected()) },
	}
}

// incidentDetail are they on one record.
func incidentDetail() map[act.Name]func(*Detail, pane.Env, act.Result) pane.Effect {
	return map[act.Name]func(*Detail, pane.Env, act.Result) pane.Effect{
		"record.raise":    func(d *Detail, env pane.Env, r act.Result) pane.Effect { return Raise(env, []model.ID{d.id}, r.Arg) },
		"record.incident": func(d *Detail, env pane.Env, r act.Result) pane.Effect { return Incident(env, d.id, r.Arg) },
		"triage.wait":     func(d *Detail, env pane.Env, r act.Result) pane.Effect { return WaitOn(env, []model.ID{d.id}, r.Arg) },
		"record.template": func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return CopyTemplate(env, d.id) },
	}
}

// incidentEnabled says why one of the actions cannot be done to a record; known is false for any other.
func incidentEnabled(env pane.Env, a act.Name, id model.ID) (ok bool, why string, known bool) {
	if env.Snap == nil {
		return false, "", false
	}
	switch a {
	case "record.raise":
		ok, why = canRaise(env, id)
	case "record.incident":
		ok, why = canWork(env, id)
	case "record.template":
		ok, why = canTemplate(env, id)
	case "triage.wait":
		ok, why = canWait(env, id)
	default:
		return false, "", false
	}
	return ok, why, true
}
