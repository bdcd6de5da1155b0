package model

import (
	"cmp"
	"fmt"
	"iter"
	"strings"

	"tandem/model/date"
)

// Criterion is one thing that must be true before hypercare may end.
type Criterion struct {
	What     string
	Measure  string // how one sees it
	Evidence string
	MetOn    date.Day
	MetBy    ID
}

// Met reports whether somebody noted it as met.
func (x *Criterion) Met() bool { return x.MetOn != 0 }

// HypercareEnd is a period after delivery that ends on a day, and what is still open about it.
type HypercareEnd struct {
	What  string // "hypercare", "warranty"
	Until date.Day
	Unmet []string // exit criteria of hypercare that are not met
	Cases []ID     // open escalations of the project
}

// Open says what is still open in a few words: "2 of 4 exit criteria unmet: no critical error for
// three weeks, ...", "1 case open"; "" where nothing is.
func (h *HypercareEnd) Open() string {
	var out []string
	if n := len(h.Unmet); n > 0 {
		s := plainCount(n, "exit criterion", "exit criteria") + " unmet: " + h.Unmet[0]
		if n > 1 {
			s += ", " + h.Unmet[1]
		}
		if n > 2 {
			s += fmt.Sprintf(" and %d more", n-2)
		}
		out = append(out, s)
	}
	if n := len(h.Cases); n > 0 {
		out = append(out, plainCount(n, "case", "cases")+" open")
	}
	return strings.Join(out, "; ")
}

func plainCount(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// InHypercare reports whether the project is delivered and watched, and not yet handed over.
func (p *Project) InHypercare() bool { return p.Phase == "hypercare" }

// Unmet lists the exit criteria of hypercare that nobody noted as met.
func (p *Project) Unmet() []string {
	var out []string
	for i := range p.Exit {
		if x := &p.Exit[i]; !x.Met() {
			out = append(out, x.What)
		}
	}
	return out
}

// HypercareEnds are the periods after delivery of a project that still run or have run out: its
// hypercare, until it is handed over, and its warranty, until it is closed.
func (c *Ctx) HypercareEnds(p *Project) []HypercareEnd {
	var out []HypercareEnd
	cases := c.Snap.CasesOf(p.ID)
	if p.InHypercare() && p.HypercareUntil != 0 {
		out = append(out, HypercareEnd{What: "hypercare", Until: p.HypercareUntil, Unmet: p.Unmet(), Cases: cases})
	}
	if p.WarrantyUntil != 0 && p.Phase != "closed" && (p.InHypercare() || p.Phase == "handed over") {
		out = append(out, HypercareEnd{What: "warranty", Until: p.WarrantyUntil, Cases: cases})
	}
	return out
}

type casesOfKey struct{}

// CasesOf are the open escalations of a project, in the order of their numbers.
func (s *Snapshot) CasesOf(project ID) []ID {
	return Memo(s, EscalationPrefix, casesOfKey{}, func(all iter.Seq[Record]) map[ID][]ID {
		m := map[ID][]ID{}
		for r := range all {
			if e := r.(*Escalation); e.Open() && e.Project != 0 {
				m[e.Project] = append(m[e.Project], e.ID)
			}
		}
		return m
	})[project]
}

type escapedKey struct{}

// Escaped are the escalations charged to a project as defects that escaped its own tests, open ones
// and closed, whoever owns them now.
func (s *Snapshot) Escaped(project ID) []ID {
	return Memo(s, EscalationPrefix, escapedKey{}, func(all iter.Seq[Record]) map[ID][]ID {
		m := map[ID][]ID{}
		for r := range all {
			if e := r.(*Escalation); e.EscapedFrom != 0 {
				m[e.EscapedFrom] = append(m[e.EscapedFrom], e.ID)
			}
		}
		return m
	})[project]
}

// afterFields are what a project keeps of its life after delivery.
func afterFields() []Field {
	return []Field{
		Date("warranty_until", func(p *Project) *date.Day { return &p.WarrantyUntil }, Help("what breaks until then is ours to mend")),
		List("exit_criteria", func(p *Project) *[]Criterion { return &p.Exit }, []Field{
			Text("criterion", func(x *Criterion) *string { return &x.What }, Required()),
			Text("measure", func(x *Criterion) *string { return &x.Measure }),
			Text("evidence", func(x *Criterion) *string { return &x.Evidence }),
			Date("met_on", func(x *Criterion) *date.Day { return &x.MetOn }),
			Ref("met_by", func(x *Criterion) *ID { return &x.MetBy }, To(PersonPrefix, ContactPrefix), OnDelete(Clear)),
		}, Help("what must be true before hypercare ends: criterion | how one sees it | evidence | met on | by whom")),
		Ref("service_owner", func(p *Project) *ID { return &p.Service }, To(PersonPrefix), OnDelete(Clear), Help("who answers for it once it is handed over")),
		List("handover", func(p *Project) *[]HandoverItem { return &p.Handover }, []Field{
			Text("item", func(x *HandoverItem) *string { return &x.What }, Required()),
			Ref("owner", func(x *HandoverItem) *ID { return &x.Owned }, To(PersonPrefix, ContactPrefix), OnDelete(Clear)),
			Date("done_on", func(x *HandoverItem) *date.Day { return &x.DoneOn }),
			Ref("done_by", func(x *HandoverItem) *ID { return &x.By }, To(PersonPrefix, ContactPrefix), OnDelete(Clear)),
			Text("evidence", func(x *HandoverItem) *string { return &x.Evidence }),
		}, Label("Handover list"), Help("what is to be handed over besides the usual: item | owner | done on | by whom | evidence")),
		Date("handed_over", func(p *Project) *date.Day { return &p.HandedOver }, Help("when the service took it over")),
		Calc("escaped_defects", func(c *Ctx, p *Project) Val {
			if n := len(c.Snap.Escaped(p.ID)); n > 0 {
				return ValNum(float64(n), 0)
			}
			return None()
		}, Width(7), Label("Escaped"), Adds(), Help("escalations charged to it as defects that its own tests let through")),
		Calc("open_cases", func(c *Ctx, p *Project) Val {
			if n := len(c.Snap.CasesOf(p.ID)); n > 0 {
				return ValNum(float64(n), 0)
			}
			return None()
		}, Width(6), Label("Cases"), Adds(), Help("open escalations and support cases of the project")),
		Calc("exit_met", func(_ *Ctx, p *Project) Val {
			if len(p.Exit) == 0 {
				return None()
			}
			v := ValNum(float64(len(p.Exit)-len(p.Unmet()))/float64(len(p.Exit))*100, 0)
			v.Show = fmt.Sprintf("%d of %d", len(p.Exit)-len(p.Unmet()), len(p.Exit))
			return v
		}, Width(8), Label("Exit met"), Help("exit criteria of hypercare that are met")),
	}
}

// checkAfter finds what does not fit in a project's life after delivery.
func checkAfter(p *Project) []Problem {
	if p.HypercareUntil != 0 && p.WarrantyUntil != 0 && p.WarrantyUntil < p.HypercareUntil {
		return []Problem{{Field: "warranty_until", Message: "ends before hypercare does"}}
	}
	return nil
}

// MeetCriterion notes an exit criterion of a project as met today by the person who sits here, or as
// unmet again; what is written about its evidence stays unless new evidence is given.
func (e *Edit) MeetCriterion(project ID, i int, met bool, evidence string) error {
	return Update(e, project, func(p *Project) error {
		if i < 0 || i >= len(p.Exit) {
			return fmt.Errorf("%s has no exit criterion %d", project, i+1)
		}
		list := append([]Criterion(nil), p.Exit...)
		x := &list[i]
		x.MetOn, x.MetBy = 0, 0
		if met {
			x.MetOn, x.MetBy = e.Ctx.today(p), e.Ctx.me()
		}
		x.Evidence = cmp.Or(evidence, x.Evidence)
		p.Exit = list
		return nil
	})
}
