package model

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"tandem/model/date"
	"tandem/model/money"
	"tandem/model/worktime"
)

// Why says what the number that orders variances is made of: money, days, and how far the task
// drives the finish.
func (x *Comparison) Why(c *Ctx, v *Variance) []string {
	day := float64(c.Scale.Seconds(date.Days))
	out := []string{c.NameOf(v.Task) + " (" + v.Task.String() + "): " + v.Words(c) + ".", ""}
	row := func(name string, a BaselineTask, absent bool) {
		if absent || a.Start == 0 && a.Finish == 0 {
			out = append(out, fmt.Sprintf("%-9s not in the plan", name))
			return
		}
		moment := func(at date.Instant) string { return at.In(c.Loc).Format("Mon 2 Jan 2006 15:04") }
		out = append(out, fmt.Sprintf("%-9s %s to %s, %s, work %s, %s", name, moment(a.Start), moment(a.Finish), a.Duration.Show(c.Scale), a.Work.Show(c.Scale), a.Cost.Show()))
	}
	row("baseline", v.Was, v.State == VarianceNew)
	row("now", v.Is, v.State == VarianceGone)
	drive := "it drives the finish (no float): x 1"
	if !v.Critical {
		n := max(0, 1-float64(v.Float)/day/tenDays)
		drive = fmt.Sprintf("it has %s of float: x %s", date.Span{N: v.Float, Unit: date.Days}.Show(c.Scale), trimFloat(n, 2))
	}
	cost := "a day's delay costs " + x.PerDay.Show()
	switch {
	case x.PerDay.IsZero():
		cost = "what a day's delay costs is not known, so it counts nothing"
	case x.PerDay.Code != "" && slices.Contains(x.Unpriced, x.PerDay.Code):
		cost += ", and no rate from " + string(x.PerDay.Code) + " to " + string(x.home) + " is known, so it counts nothing"
	case x.Assumed:
		cost = "a day's delay is taken as " + x.PerDay.Show() + ": the baseline's cost over its days, for the project tells none"
	}
	more, home := SignedMoney(v.Cost), cmp.Or(x.home, v.Cost.Code)
	if v.Cost.Minor != 0 && slices.Contains(x.Unpriced, v.Cost.Code) {
		more += ": no rate from " + string(v.Cost.Code) + " to " + string(home) + " is known, so it counts nothing"
	}
	return append(out, "", "costs more       "+more, fmt.Sprintf("ends later       %s; %s; %s", SignedSpan(c, v.Finish, date.Days), cost, drive),
		"so it hurts by   "+SignedMoney(money.Amount{Minor: major(v.Hurt, home), Code: home}))
}

// major is an amount in minor units, the nearest: a sum of floats lies a hair beside its cent.
func major(x float64, code money.Code) int64 {
	for range code.Digits() {
		x *= 10
	}
	return int64(math.Round(x))
}

// Markdown is the comparison as a table: the whole, then the tasks that differ, what hurts first.
func (x *Comparison) Markdown(c *Ctx) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\n", oneLine(x.Project.Name), oneLine(x.Name()))
	b.WriteString("| task | | start | finish | duration | work | cost |\n|---|---|--:|--:|--:|--:|--:|\n")
	line := func(v *Variance, name string) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", name, v.Task, SignedSpan(c, v.Start, date.Days), SignedSpan(c, v.Finish, date.Days),
			SignedSpan(c, v.Duration, date.Days), SignedSpan(c, v.Work, date.Hours), SignedMoney(v.Cost))
	}
	line(&x.Total, "**"+tableText(x.Project.Name)+"**")
	same := 0
	for _, v := range x.ByHurt() {
		if v.Zero() {
			same++
			continue
		}
		name := tableText(c.NameOf(v.Task))
		if v.Summary {
			name = "**" + name + "**"
		}
		switch v.State {
		case VarianceNew:
			name += " (new)"
		case VarianceGone:
			name += " (out of the plan)"
		}
		line(&v, name)
	}
	if same > 0 {
		fmt.Fprintf(&b, "\n%d tasks are as planned.\n", same)
	}
	return b.String()
}

// tableText keeps a name from ending its cell.
func tableText(s string) string { return strings.ReplaceAll(strings.TrimSpace(oneLine(s)), "|", "\\|") }

// Lines say how a forecast moved, look by look, the newest first: when, by what, to when.
func (s *Slip) Lines(c *Ctx) []string {
	points := s.Changed()
	day := func(at date.Instant) string { return at.In(c.Loc).Format("Mon 2 Jan 2006") }
	var out []string
	for i := len(points) - 1; i >= 0; i-- {
		p := points[i]
		line := fmt.Sprintf("%-16s %s", day(p.At), day(p.Finish))
		if i > 0 {
			if by := c.finishBy(c.Hours(), points[i-1].Finish, p.Finish); by != 0 {
				line += "  " + SignedSpan(c, by, date.Days)
			}
		}
		what := string(p.Source)
		if p.Label != "" {
			what += " " + p.Label
		}
		out = append(out, line+"  ("+what+")")
	}
	return out
}

// Hours is the working time of the context's calendar.
func (c *Ctx) Hours() *worktime.Calendar {
	if c.Calendar == nil {
		return c.Snap.Hours(0, c.Loc)
	}
	return c.Snap.Hours(c.Calendar.ID, c.Loc)
}

// SlipMarkdown is the milestones of a project as a table, and how each moved.
func SlipMarkdown(c *Ctx, project ID, slips []Slip) string {
	if p, ok := Find[*Project](c.Snap, project); ok {
		c = c.For(p)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Milestones of %s\n\n| milestone | | first told | forecast | slip | trend |\n|---|---|---|---|--:|---|\n", oneLine(c.NameOf(project)))
	day := func(at date.Instant) string { return at.In(c.Loc).Format("2 Jan 2006") }
	for i := range slips {
		s := &slips[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", tableText(s.Name), s.Task, day(s.Points[0].Finish), day(s.Points[len(s.Points)-1].Finish), SignedSpan(c, s.By, date.Days), s.Trend())
	}
	return b.String()
}
