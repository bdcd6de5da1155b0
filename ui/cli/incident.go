package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
	"tandem/store"
)

const raiseLong = `Raises an escalation about any record that belongs to a customer: an account, a project, a
task, a risk, an order. It is opened now, its clocks run, and what it is about is linked; a task or
a risk is blocked by it. Severity is impact + urgency - 1, each from 1 (gravest) to 3. Other fields
are taken as field=value, as add takes them.`

const raiseExample = `  tandem raise T-14 --impact 1 --urgency 2
  tandem raise Northwind 'Portal is down' --impact 1 --urgency 1 --level 2 --with Facilities
  tandem raise A-1 'Where is my invoice?' --type support --json
  tandem raise A-1 'Dock doors jam' impact=1 urgency=2 owner='Ada Byron'`

func (a *app) raiseCmd() *cobra.Command {
	var x model.Raising
	var kind string
	c := a.command("raise REF [TITLE] [FIELD=VALUE...] [flags]", "Raise an escalation", raiseLong, raiseExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, -1); err != nil {
			return err
		}
		values, words, err := raiseValues(cmd, args[1:])
		if err != nil {
			return err
		}
		x.Title, x.Type = strings.Join(words, " "), model.EscalationType(kind)
		return a.reading(func(s *store.Store) error {
			return a.incidentDo(s, "raise "+args[0], func(e *model.Edit) (model.ID, error) {
				id, err := refs(e.Ctx, args[:1])
				if err != nil {
					return 0, err
				}
				x.About = id[0]
				made, err := e.Raise(x)
				if err != nil || len(values) == 0 {
					return made, err
				}
				k := e.Base().Schema().Prefix(model.EscalationPrefix)
				return made, model.Update(e, made, func(n *model.Escalation) error { return apply(e.Ctx, k, n, values) })
			})
		})
	})
	p := c.Flags()
	p.IntVar(&x.Impact, "impact", 2, "`1-3`: 1 is the gravest")
	p.IntVar(&x.Urgency, "urgency", 2, "`1-3`: 1 is at once")
	p.IntVar(&x.Level, "level", 1, "`1-3`: who is involved")
	p.StringVar(&x.Liaison, "with", "", "the `DEPARTMENT` that deals with it")
	p.StringVar(&kind, "type", "", "complaint, incident, support or `TYPE` request")
	c.ValidArgsFunction = a.completeRefs
	return c
}

// raiseValues parts the words of a title from field=value, which raise takes as add does. What has a flag of
// its own is set by it; severity is made of two others, so its value is refused with what makes it.
func raiseValues(cmd *cobra.Command, args []string) (values []assignment, words []string, err error) {
	given, words := assignments(args)
	k := model.Kinds().Prefix(model.EscalationPrefix)
	for _, v := range given {
		name := strings.ToLower(v.field)
		if f := k.FindField(v.field); f != nil {
			name = f.Name
		}
		flag := map[string]string{"impact": "impact", "urgency": "urgency", "level": "level", "type": "type", "liaison": "with", "with": "with"}[name]
		switch {
		case name == "severity":
			return nil, nil, badField(name, errors.New("is impact + urgency - 1: write impact=1 urgency=1 for severity 1, impact=1 urgency=3 for 3"))
		case name == "title":
			words = append(words, v.value)
		case flag == "":
			if k.FindField(v.field) == nil {
				return nil, nil, noField(k, v.field)
			}
			values = append(values, v)
		default:
			if err := cmd.Flags().Set(flag, v.value); err != nil {
				return nil, nil, badField(name, fmt.Errorf("%q is no number from 1 to 3", v.value))
			}
		}
	}
	return values, words, nil
}

const incidentLong = `What is done to an escalation besides words and waits: its level, a major incident with its own
cadence of updates, the root cause, the post-mortem, and putting the log right. The log itself is
never rewritten: a correction is a new line that names the one it is about.`

const incidentExample = `  tandem incident level E-7 2 --with Logistics
  tandem incident major E-7 --every 30m
  tandem incident correct E-7 4 --at 'today 09:10' --text 'Called, not mailed.'
  tandem incident strike E-7 5 --text 'was another customer'
  tandem incident merge E-9 E-7
  tandem incident log E-7 > communication.md`

func (a *app) incidentCmd() *cobra.Command {
	c := a.command("incident VERB ESCALATION...", "Levels, major incidents, causes, corrections", incidentLong, incidentExample, func(cmd *cobra.Command, args []string) error {
		var names []string
		for _, x := range cmd.Commands() {
			names = append(names, x.Name())
		}
		if len(args) > 0 {
			return usagef("%q is not done to an escalation: write one of %s", args[0], strings.Join(names, ", "))
		}
		return usagef("say what to do: write one of %s", strings.Join(names, ", "))
	})
	c.AddCommand(a.levelCmd(), a.majorCmd(), a.reopenCmd(), a.mergeCmd(), a.linesCmd(), a.correctCmd(), a.strikeCmd(), a.whysCmd(), a.remedyCmd(),
		a.textCmd("log", "The communication log", "Writes what was said to the customer and by them, word for word, in Markdown: a log that the customer may be shown.", (*report.Incident).Communication),
		a.textCmd("post-mortem", "The post-mortem", "Writes the draft of what was learned, in Markdown: timeline from the log, clocks, waits, causes, actions. --keep stores it with the escalation.", (*report.Incident).PostMortem))
	return c
}

// incidentDo makes one edit about an escalation and shows its clocks.
func (a *app) incidentDo(s *store.Store, label string, do func(e *model.Edit) (model.ID, error)) error {
	var id model.ID
	_, err := s.Do(label, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var err error
		if id, err = do(e); err != nil {
			var fail *Fail
			if errors.As(err, &fail) {
				return model.Batch{}, err
			}
			return model.Batch{}, &Fail{Code: Failed, Message: err.Error(), Err: err}
		}
		return e.Batch()
	})
	if err != nil {
		return withoutNewID(err, id)
	}
	if id.Is(model.EscalationPrefix) {
		return a.clocks(s, id.String())
	}
	c := a.ctx(s.Snapshot())
	if a.flags.json {
		return writeJSON(a.out, object(c, id))
	}
	return a.say("added ", id.String(), "  ", c.NameOf(id))
}

// onEscalation is a command about one escalation, named first.
func (a *app) onEscalation(use, short, long, example string, least, most int, do func(e *model.Edit, id model.ID, args []string) error) *cobra.Command {
	c := a.command(use, short, long, example, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, least, most); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			return a.incidentDo(s, strings.SplitN(use, " ", 2)[0]+" "+args[0], func(e *model.Edit) (model.ID, error) {
				x, err := escalationNamed(e.Ctx, args[0])
				if err != nil {
					return 0, err
				}
				return x.ID, do(e, x.ID, args[1:])
			})
		})
	})
	c.ValidArgsFunction = a.offerEscalations
	return c
}

func (a *app) levelCmd() *cobra.Command {
	var with string
	c := a.onEscalation("level ESCALATION LEVEL", "Set who is involved", "Raises or lowers the level: 1 those who work on it, 2 the department's lead, 3 management. It is logged.",
		"  tandem incident level E-7 2\n  tandem incident level E-7 3 --with 'Plant director'", 2, 2, func(e *model.Edit, id model.ID, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil {
				return usagef("%q is no level: 1, 2 or 3", args[0])
			}
			return e.SetLevel(id, n, with)
		})
	c.Flags().StringVar(&with, "with", "", "the `DEPARTMENT` that deals with it")
	return c
}

func (a *app) majorCmd() *cobra.Command {
	var every string
	var end bool
	c := a.onEscalation("major ESCALATION", "Make it a major incident, or end that", "In a major incident the customer hears from us at its own cadence, whoever we wait for. 1h is working time, 1eh counts around the clock.",
		"  tandem incident major E-7\n  tandem incident major E-7 --every 30m\n  tandem incident major E-7 --end", 1, 1, func(e *model.Edit, id model.ID, _ []string) error {
			var span date.Span
			if every != "" {
				s, err := date.ParseSpan(every, e.Ctx.Scale)
				if err != nil || s.N <= 0 || s.Unit == date.Percent {
					return badField("--every", fmt.Errorf("%q is no cadence: write 30m, 1h or 1eh", every))
				}
				span = s
			}
			return e.SetMajor(id, !end, span)
		})
	c.Flags().StringVar(&every, "every", "", "`CADENCE` of updates: 30m, 1h, 1eh (the one it had, or hourly)")
	c.Flags().BoolVar(&end, "end", false, "it is over")
	return c
}

func (a *app) reopenCmd() *cobra.Command {
	var text string
	var in bool
	c := a.onEscalation("reopen ESCALATION", "Let it go on", "Opens it again: the time it was closed is a pause, and what was spent before still counts.",
		"  tandem incident reopen E-7\n  tandem incident reopen E-7 --in --text 'Down again.'", 1, 1, func(e *model.Edit, id model.ID, _ []string) error {
			by := model.Direction("")
			if in {
				by = "in"
			}
			return e.Reopen(id, by, text)
		})
	c.Flags().StringVarP(&text, "text", "t", "", "why, a `SENTENCE`")
	c.Flags().BoolVar(&in, "in", false, "the customer wants it: they are owed an answer")
	return c
}

func (a *app) mergeCmd() *cobra.Command {
	c := a.command("merge ESCALATION INTO", "Let one go on in another", "Closes the first and points it to the second, whose clocks read both logs from then on. Neither log is rewritten.",
		"  tandem incident merge E-9 E-7", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 2, 2); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error {
				return a.incidentDo(s, "merge "+args[0]+" into "+args[1], func(e *model.Edit) (model.ID, error) {
					x, err := escalationNamed(e.Ctx, args[0])
					if err != nil {
						return 0, err
					}
					y, err := escalationNamed(e.Ctx, args[1])
					if err != nil {
						return 0, err
					}
					return y.ID, e.Merge(x.ID, y.ID)
				})
			})
		})
	c.ValidArgsFunction = a.offerEscalations
	return c
}

// lineOf reads the number of a line.
func lineOf(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, usagef("%q is no line: tandem incident lines E-7 numbers them", text)
	}
	return n, nil
}

func (a *app) correctCmd() *cobra.Command {
	var at, direction string
	var f model.Correction
	c := a.onEscalation("correct ESCALATION LINE", "Put a line of the log right", "Adds a line that says how another should have read. Both stay in sight; the clocks read the log as corrected.",
		"  tandem incident correct E-7 4 --at 'today 09:10'\n  tandem incident correct E-7 4 --direction in --text 'They rang us.'", 2, 2, func(e *model.Edit, id model.ID, args []string) error {
			var err error
			if f.Line, err = lineOf(args[0]); err != nil {
				return err
			}
			if at != "" {
				if f.At, err = date.Parse(at, e.Ctx.Now, e.Ctx.For(e.Get(id)).Loc); err != nil {
					return badField("--at", err)
				}
			}
			if f.Direction = model.Direction(direction); direction != "" && direction != "in" && direction != "out" {
				return badField("--direction", fmt.Errorf("%q is neither in nor out", direction))
			}
			return e.Correct(id, f)
		})
	c.Flags().StringVar(&at, "at", "", "`TIME` at which it happened")
	c.Flags().StringVar(&direction, "direction", "", "`in|out`: they spoke, or we")
	c.Flags().StringVar(&f.Who, "who", "", "`WHO` it was")
	c.Flags().StringVarP(&f.Text, "text", "t", "", "what was said, a `SENTENCE`")
	return c
}

func (a *app) strikeCmd() *cobra.Command {
	f := model.Correction{Strike: true}
	c := a.onEscalation("strike ESCALATION LINE", "Strike a line of the log", "Adds a line that strikes another: it should not be there. Both stay in sight; the clocks leave it out.",
		"  tandem incident strike E-7 5 --text 'was another customer'", 2, 2, func(e *model.Edit, id model.ID, args []string) error {
			var err error
			if f.Line, err = lineOf(args[0]); err != nil {
				return err
			}
			return e.Correct(id, f)
		})
	c.Flags().StringVarP(&f.Text, "text", "t", "", "why, a `SENTENCE`")
	return c
}

func (a *app) linesCmd() *cobra.Command {
	c := a.command("lines ESCALATION", "The log with its numbers", "Lists the log in the order of what happened, with the number of each line, what was corrected or struck, and the logs merged into it.",
		"  tandem incident lines E-7\n  tandem incident lines E-7 --json", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, 1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error { return a.lines(s, args[0]) })
		})
	c.ValidArgsFunction = a.offerEscalations
	return c
}

// lines prints a log.
func (a *app) lines(s *store.Store, name string) error {
	c := a.ctx(s.Snapshot())
	e, err := escalationNamed(c, name)
	if err != nil {
		return err
	}
	loc := c.For(e).Loc
	log := c.Snap.LogOf(e)
	list := make([]model.Object, len(log))
	g := grid{cols: []column{{head: "line"}, {head: "when"}, {head: "event"}, {head: "who"}, {head: "text", keep: keepTitle}, {name: "note"}}}
	for i, l := range log {
		line, when := strconv.Itoa(l.Line), c.ClockTime(l.At, loc)
		if l.Of != e.ID {
			line = l.Of.String() + " " + line
		}
		if a.exact() {
			when = l.At.RFC3339(loc)
		}
		g.add(line, when, strings.TrimSpace(string(l.Kind)+" "+string(l.Direction)), l.Who, l.Text, l.Note(c.Now, loc))
		list[i] = model.Object{{Name: "of", Value: l.Of.String()}, {Name: "line", Value: l.Line}, {Name: "at", Value: clockTime(l.At, loc)}, {Name: "event", Value: string(l.Kind)},
			{Name: "direction", Value: string(l.Direction)}, {Name: "who", Value: l.Who}, {Name: "text", Value: l.Text}, {Name: "told", Value: clockTime(l.Told, loc)},
			{Name: "corrects", Value: l.Corrects}, {Name: "struck", Value: l.Struck}, {Name: "by", Value: l.By}, {Name: "was", Value: l.Was}}
	}
	if a.flags.json {
		return writeAll(a.out, list)
	}
	return a.put(&g, a.width(), c.ASCII)
}

func (a *app) whysCmd() *cobra.Command {
	var evidence string
	c := a.onEscalation("whys ESCALATION BECAUSE", "Ask why once more", "Adds an answer to the question why of the answer before: five of them usually reach the root cause.",
		"  tandem incident whys E-7 'The print head broke.'\n  tandem incident whys E-7 'It was worn.' --evidence 'photo of 20 Nov'", 2, -1, func(e *model.Edit, id model.ID, args []string) error {
			return e.AddWhy(id, strings.Join(args, " "), evidence)
		})
	c.Flags().StringVar(&evidence, "evidence", "", "what `SHOWS` it")
	return c
}

func (a *app) remedyCmd() *cobra.Command {
	var due, owner string
	c := a.command("remedy ESCALATION WHAT", "Add an action against the cause", "Adds a corrective action, due in two weeks where no day is told. Triage asks 90 days after it was done whether it helped.",
		"  tandem incident remedy E-7 'Keep a spare print head' --due 'eom' --owner Carla", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 2, -1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error {
				return a.incidentDo(s, "remedy "+args[0], func(e *model.Edit) (model.ID, error) {
					x, err := escalationNamed(e.Ctx, args[0])
					if err != nil {
						return 0, err
					}
					var day date.Day
					if due != "" {
						if day, err = date.ParseDay(due, e.Ctx.Now.Day(e.Ctx.For(x).Loc)); err != nil {
							return 0, badField("--due", err)
						}
					}
					var who model.ID
					if owner != "" {
						if who, err = e.Ctx.Resolve(owner, []string{model.PersonPrefix}); err != nil {
							return 0, notFound(err)
						}
					}
					return e.ActOnCause(x.ID, strings.Join(args[1:], " "), day, who)
				})
			})
		})
	c.Flags().StringVar(&due, "due", "", "`DAY` by which it is done")
	c.Flags().StringVar(&owner, "owner", "", "`PERSON` who does it")
	c.ValidArgsFunction = a.offerEscalations
	return c
}

// textCmd is a command that writes a text about an escalation.
func (a *app) textCmd(name, short, long string, text func(*report.Incident) string) *cobra.Command {
	var out string
	var keep bool
	c := a.command(name+" ESCALATION [flags]", short, long, "  tandem incident "+name+" E-7\n  tandem incident "+name+" E-7 --out "+name+".md", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		if err := a.pageOnly(); err != nil {
			return err
		}
		open := a.reading
		if keep {
			open = a.with
		}
		return open(func(s *store.Store) error { return a.incidentText(s, args[0], out, keep, text) })
	})
	c.Flags().StringVar(&out, "out", "", "write it to `FILE`, which must not be there yet")
	if name == "post-mortem" {
		c.Flags().BoolVar(&keep, "keep", false, "store it with the escalation")
	}
	c.ValidArgsFunction = a.offerEscalations
	return c
}

func (a *app) incidentText(s *store.Store, name, out string, keep bool, text func(*report.Incident) string) error {
	c := a.ctx(s.Snapshot())
	e, err := escalationNamed(c, name)
	if err != nil {
		return err
	}
	words := text(report.IncidentOf(c, e))
	if keep {
		if _, err := s.Do("post-mortem of "+e.ID.String(), func(snap *model.Snapshot) (model.Batch, error) {
			x := model.NewEdit(snap, a.today())
			if err := x.Set(e.ID, "post_mortem", words); err != nil {
				return model.Batch{}, err
			}
			return x.Batch()
		}); err != nil {
			return err
		}
	}
	if err := a.writeText(out, words); err != nil {
		return err
	}
	switch {
	case a.flags.json:
		return writeJSON(a.out, model.Object{{Name: "ref", Value: e.ID.String()}, {Name: "kept", Value: keep}, {Name: "file", Value: cmp.Or(out, "")}, {Name: "text", Value: words}})
	case out != "":
		return a.say("written to ", out)
	}
	_, err = a.out.WriteString(words)
	return err
}
