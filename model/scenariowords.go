package model

import (
	"fmt"
	"strings"

	"tandem/model/date"
	"tandem/model/money"
)

// ContrastLine is one measure of the plan beside each scenario.
type ContrastLine struct {
	Name  string
	Live  string
	Cells []ContrastCell // in the order of the scenarios
}

// ContrastCell is a measure of a scenario: what it is, by how much it differs, and whether that is
// worse (above 0), better (below 0) or the same.
type ContrastCell struct {
	Text, By string
	Worse    int
}

// ContrastLines are the measures by which scenarios are held side by side. c is the context of the
// project.
func ContrastLines(c *Ctx, live *Outcome, list []*Contrast) []ContrastLine {
	day := func(at date.Instant) string {
		if at == 0 {
			return "none"
		}
		return at.Day(c.Loc).Short(c.Now.Day(c.Loc))
	}
	span := func(n int64) string { return date.Span{N: n, Unit: date.Days}.Show(c.Scale) }
	var out []ContrastLine
	add := func(name, of string, cell func(x *Contrast) ContrastCell) {
		l := ContrastLine{Name: name, Live: of}
		for _, x := range list {
			l.Cells = append(l.Cells, cell(x))
		}
		out = append(out, l)
	}
	short := func(a money.Amount) string {
		if c.ASCII {
			return money.Spell(a.Short())
		}
		return a.Short()
	}
	cash := func(a, b money.Amount) ContrastCell {
		by := less(a, b)
		sign := ""
		if by.Minor > 0 {
			sign = "+"
		}
		return ContrastCell{Text: short(a), By: byOrNone(by.Minor != 0, sign+short(by)), Worse: sign64(by.Minor)}
	}
	add("finish", day(live.Finish), func(x *Contrast) ContrastCell {
		return ContrastCell{Text: day(x.Finish), By: byOrNone(x.FinishBy != 0, SignedSpan(c, x.FinishBy, date.Days)), Worse: sign64(x.FinishBy)}
	})
	if live.Target != 0 {
		late := func(n int64) string {
			switch {
			case n > 0:
				return span(n) + " late"
			case n < 0:
				return span(-n) + " early"
			}
			return "on the day"
		}
		add("against target", late(live.Late), func(x *Contrast) ContrastCell {
			return ContrastCell{Text: late(x.Late), Worse: sign64(max(x.Late, 0) - max(live.Late, 0))}
		})
	}
	add("cost of tasks", short(live.Cost), func(x *Contrast) ContrastCell { return cash(x.Cost, live.Cost) })
	add("budget", short(live.Budget), func(x *Contrast) ContrastCell { return cash(x.Budget, live.Budget) })
	add("critical tasks", fmt.Sprint(len(live.Critical)), func(x *Contrast) ContrastCell {
		by := ""
		if len(x.OnPath)+len(x.OffPath) > 0 {
			by = fmt.Sprintf("+%d -%d", len(x.OnPath), len(x.OffPath))
		}
		return ContrastCell{Text: fmt.Sprint(len(x.Critical)), By: by, Worse: len(x.Critical) - len(live.Critical)}
	})
	add("float, mean", span(live.Float), func(x *Contrast) ContrastCell {
		return ContrastCell{Text: span(x.Float), By: byOrNone(x.Float != live.Float, SignedSpan(c, x.Float-live.Float, date.Days)), Worse: sign64(live.Float - x.Float)}
	})
	add("under 2 d of float", fmt.Sprintf("%d of %d", live.Near, live.Open), func(x *Contrast) ContrastCell {
		return ContrastCell{Text: fmt.Sprintf("%d of %d", x.Near, x.Open), Worse: x.Near - live.Near}
	})
	add("tasks moved", "", func(x *Contrast) ContrastCell {
		by := ""
		if x.Added+x.Dropped > 0 {
			by = fmt.Sprintf("+%d -%d", x.Added, x.Dropped)
		}
		return ContrastCell{Text: fmt.Sprint(len(x.Moved)), By: by}
	})
	add("risk, money", short(live.Exposure.Money), func(x *Contrast) ContrastCell { return cash(x.Exposure.Money, live.Exposure.Money) })
	add("risk, delay", span(live.Exposure.Delay), func(x *Contrast) ContrastCell {
		n := x.Exposure.Delay - live.Exposure.Delay
		return ContrastCell{Text: span(x.Exposure.Delay), By: byOrNone(n != 0, SignedSpan(c, n, date.Days)), Worse: sign64(n)}
	})
	add("clashes with now", "", func(x *Contrast) ContrastCell {
		n := len(x.Branch.Clashes) + len(x.Branch.Problems)
		return ContrastCell{Text: fmt.Sprint(n), Worse: n}
	})
	return undated(out, list)
}

// undated takes what follows from dates away from the scenarios that cannot be computed, and says so
// where their finish would be.
func undated(lines []ContrastLine, list []*Contrast) []ContrastLine {
	for _, l := range lines {
		cell := ContrastCell{Text: "-"}
		switch l.Name {
		case "cost of tasks", "budget", "risk, money", "clashes with now":
			continue
		case "finish":
			cell = ContrastCell{Text: notComputable, Worse: 1}
		}
		for i, x := range list {
			if x.Stored != "" {
				l.Cells[i] = cell
			}
		}
	}
	return lines
}

// notComputable stands where the finish of a scenario would: Stored says why.
const notComputable = "not computable"

func byOrNone(differs bool, s string) string {
	if differs {
		return s
	}
	return ""
}

func sign64(n int64) int { return int(min(max(n, -1), 1)) }

// ContrastMarkdown is the scenarios side by side, as a table, and what each says.
func ContrastMarkdown(c *Ctx, live *Outcome, list []*Contrast) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Scenarios of %s\n\n| | as it is |", oneLine(live.Schedule.Project.Name))
	for _, x := range list {
		fmt.Fprintf(&b, " %s |", tableText(x.Name))
	}
	b.WriteString("\n|---|--:|" + strings.Repeat("--:|", len(list)) + "\n")
	for _, l := range ContrastLines(c, live, list) {
		fmt.Fprintf(&b, "| %s | %s |", l.Name, l.Live)
		for _, x := range l.Cells {
			fmt.Fprintf(&b, " %s |", strings.TrimSpace(x.Text+" "+x.By))
		}
		b.WriteString("\n")
	}
	for _, x := range list {
		fmt.Fprintf(&b, "\n## %s (%s)\n\n", oneLine(x.Name), x.Scenario)
		if x.Stored != "" {
			fmt.Fprintf(&b, "%s: %s\n\n", notComputable, oneLine(x.Stored))
		}
		for i := range x.Branch.Scenario.Steps {
			fmt.Fprintf(&b, "- %s\n", oneLine(x.Branch.Scenario.Steps[i].Text()))
		}
		for _, p := range x.Branch.Problems {
			fmt.Fprintf(&b, "- cannot be applied: %s\n", oneLine(p.Message))
		}
		for _, p := range x.Branch.Clashes {
			fmt.Fprintf(&b, "- changed since the branch: %s\n", oneLine(p.Message))
		}
	}
	return b.String()
}
