package report

import (
	"cmp"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// Title is what the report is called.
func (s *Status) Title() string {
	return fmt.Sprintf("Status of %s, %s", s.Project.Name, s.day(s.At.Day(s.ctx.Loc)))
}

// Markdown is the report as it is sent: the same facts give the same bytes.
func (s *Status) Markdown() string {
	w := &writer{}
	w.line("# %s", escape(s.Title()))
	w.line("")
	head := fmt.Sprintf("computed **%s**", s.Colour)
	if t := ToldOf(s.ctx, s.Project); t.Reported != "" && t.Reported != s.Colour {
		head += fmt.Sprintf(" (%s)", t.ReportedWords(s.At.Day(s.ctx.Loc)))
	}
	if s.Account != nil {
		head += " · for " + escape(s.Account.Name)
	}
	head += fmt.Sprintf(" · %.0f %% of the work done", s.Percent)
	w.line("%s", head)
	w.line("")
	for _, p := range s.Parts {
		w.line("- %s: **%s**, %s", p.Name, p.Colour, escape(p.Why))
	}
	s.writeDates(w)
	s.writeCost(w)
	s.writeRisks(w)
	s.writeNeeds(w)
	s.writeCustomer(w)
	s.writeChanges(w)
	return w.b.String()
}

// writer collects lines.
type writer struct{ b strings.Builder }

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.b, format+"\n", args...)
}

func (w *writer) head(s string) { w.line("\n## %s\n", s) }

// escape keeps a name from being read as Markdown.
func escape(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_[]<>|", r) || i == 0 && strings.ContainsRune("#+-", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (s *Status) day(d date.Day) string {
	if d == 0 {
		return "no date"
	}
	return d.Time().Format("2 Jan 2006")
}

func (s *Status) writeDates(w *writer) {
	loc := s.ctx.Loc
	if s.Start == 0 && s.Finish == 0 && s.Target == 0 && len(s.Next) == 0 && len(s.Late) == 0 {
		return
	}
	w.head("Dates")
	w.line("| | date |\n|---|---|")
	for _, x := range []struct {
		name string
		at   date.Instant
	}{{"start", s.Start}, {"finish as planned", s.Finish}, {"finish in the baseline", s.BaseFinish}, {"target", s.Target}} {
		if x.at != 0 {
			w.line("| %s | %s |", x.name, s.day(x.at.Day(loc)))
		}
	}
	slip, than := s.Slip, ""
	if s.Target == 0 {
		slip, than = s.BaseSlip, " against the baseline"
	}
	if s.Finish != 0 && slip != 0 {
		late := "late"
		if slip < 0 {
			late = "early"
		}
		w.line("| difference%s | %s %s |", than, days(max(slip, -slip)), late)
	}
	s.writeMilestones(w)
	if s.NextMore > 0 {
		w.line("\n- and %s more", count(s.NextMore, "milestone", "milestones"))
	}
	if len(s.Late) > 0 {
		w.line("")
		for _, t := range s.Late {
			w.line("- overdue since %s: %s (%s)", s.day(cmp.Or(t.Finish, t.Deadline).Day(loc)), escape(t.Name), t.ID)
		}
		if s.LateMore > 0 {
			w.line("- and %d more overdue", s.LateMore)
		}
	}
}

func (s *Status) writeCost(w *writer) {
	if len(s.Cost) == 0 {
		return
	}
	w.head("Cost")
	w.line("| | planned | spent | committed |\n|---|--:|--:|--:|")
	for _, x := range s.Cost {
		w.line("| %s | %s | %s | %s |", x.Planned.Code, x.Planned.Show(), x.Spent.Show(), x.Committed.Show())
	}
}

func (s *Status) writeRisks(w *writer) {
	if len(s.Risks) == 0 {
		return
	}
	w.head("Top risks")
	for _, r := range s.Risks {
		extra := ""
		if r.Risk.Response != "" {
			extra = ", " + string(r.Risk.Response)
		}
		if name := s.ctx.NameOf(r.Risk.Owned); name != "" {
			extra += ", " + escape(name)
		}
		w.line("- %.2f %s (%s%s)", r.Score, escape(r.Risk.Title), r.Risk.ID, extra)
	}
}

func (s *Status) writeNeeds(w *writer) {
	if len(s.Needed) == 0 {
		return
	}
	w.head("Decisions needed")
	for _, n := range s.Needed {
		by := ""
		switch {
		case n.Late:
			by = fmt.Sprintf(", was needed by %s", s.day(n.By))
		case n.By != 0:
			by = fmt.Sprintf(", by %s", s.day(n.By))
		}
		w.line("- %s (%s%s)", escape(n.What), n.Record.Base().ID, by)
	}
}

func (s *Status) writeCustomer(w *writer) {
	c := s.Customer
	if len(c.Open) == 0 && len(c.Promises) == 0 && c.Last == nil && c.Escaped == 0 && len(c.After) == 0 {
		return
	}
	w.head("The customer")
	for _, e := range c.Open {
		w.line("- open, severity %d: %s (%s)", e.Severity(), escape(e.Title), e.ID)
	}
	for _, p := range c.Promises {
		late := ""
		if p.Due < s.At.Day(s.ctx.Loc) {
			late = ", overdue"
		}
		if f, ok := s.ctx.PromiseOutlook(p); ok && late == "" && f.At.Day(s.ctx.Loc) > p.Due {
			late = ", forecast for " + s.day(f.At.Day(s.ctx.Loc))
		} else if ok && f.Late {
			late += ", its work is late and not rescheduled: at the earliest " + s.day(f.At.Day(s.ctx.Loc))
		}
		w.line("- promised for %s%s: %s (%s)", s.day(p.Due), late, escape(p.What), p.ID)
	}
	for i := range c.After {
		open := ""
		if x := c.After[i].Open(); x != "" {
			open = ", " + escape(x)
		}
		w.line("- %s until %s%s", c.After[i].What, s.day(c.After[i].Until), open)
	}
	if c.Escaped > 0 {
		w.line("- escaped defects charged to the project: %d", c.Escaped)
	}
	if a := c.Last; a != nil {
		said := ""
		if a.Verbatim != "" {
			said = ": \"" + escape(a.Verbatim) + "\""
		}
		w.line("- last answer %s, %s %d%s", s.day(a.When.Day(s.ctx.Loc)), strings.ToUpper(string(a.Measure)), a.Score, said)
	}
}

func (s *Status) writeChanges(w *writer) {
	if s.Since == 0 {
		return
	}
	w.head("Since the last report, " + s.day(s.Since.Day(s.ctx.Loc)))
	if len(s.Changes) == 0 {
		w.line("- nothing that this report tells of has changed")
	}
	for _, x := range s.Changes {
		ref := ""
		if x.About != 0 {
			ref = " (" + x.About.String() + ")"
		}
		w.line("- %s%s", escape(x.What), ref)
	}
}

// Keep makes the record of a report as it was sent, and gives the project the colour that was
// told. to are contacts and people, others whoever has no record.
func (s *Status) Keep(e *model.Edit, text string, to []model.ID, others string) (model.ID, error) {
	r := &model.Report{Title: s.Title(), Type: "status", Project: s.Project.ID, AsOf: s.At, Colour: s.Colour, To: to, Recipients: others, Sent: s.At, Text: text}
	r.Base().ID = e.NextID(model.ReportPrefix)
	id := e.Put(model.ReportPrefix, r)
	return id, model.Update(e, s.Project.ID, func(p *model.Project) error {
		p.Reported, p.StatusDate = s.Colour, s.At
		return nil
	})
}
