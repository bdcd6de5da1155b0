package browse

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
)

// logValue shows the log of an escalation: each line with its number, as it reads now, with what was
// put right and the logs that were merged into it. What was struck is dim. Of a long log the newest
// lines show; those before are folded above them.
func (d *Detail) logValue(e *model.Escalation, l line) {
	lines := logLines(d.env, e)
	from := max(len(lines)-d.most("events"), 0)
	if d.brief {
		from = max(len(lines)-1, 0) // a preview has room for the newest
	}
	if from > 0 && !d.brief {
		m := line{label: l.label, text: fmt.Sprintf("and %d more", from), style: d.env.Theme.Dim}
		if !d.open["field events"] {
			m.fold = "field events"
		}
		d.add(m)
		l.label = ""
	}
	for _, x := range lines[from:] {
		at := len(d.lines)
		d.hanging(line{label: l.label, text: x.text, field: l.field})
		if x.struck {
			for k := at; k < len(d.lines); k++ {
				d.lines[k].style = d.env.Theme.Dim
			}
		}
		l.label = ""
	}
}

// daysOff shows what a calendar keeps this year and next: public holidays, those that are worked, and
// the days people told. A calendar without any working time says what that means.
func (d *Detail) daysOff(c *model.Ctx, rec model.Record) {
	cal, ok := rec.(*model.Calendar)
	if !ok || d.brief {
		return
	}
	if c.Snap.Hours(cal.ID, nil).Empty() {
		d.gapBefore()
		d.text(line{label: "no hours", style: d.env.Theme.Hot}, "It has no working time at all: nothing in it is ever due.")
	}
	today := c.Now.Day(c.Loc)
	year := today.Time().Year()
	label := "days off"
	if cal.Country != "" {
		label += " " + layout.Clean(strings.TrimSpace(cal.Country+" "+cal.Region))
	}
	d.gapBefore()
	n := 0
	for _, y := range []int{year, year + 1} {
		for _, x := range cal.DaysOff(c.Snap, y) {
			if x.Day < today {
				continue
			}
			if n++; n > d.most("days off") {
				continue
			}
			d.add(line{label: label, text: layout.Clean(dayOffText(x)), style: d.env.Theme.Text})
			label = ""
		}
	}
	d.more("days off", n)
}

// dayOffText words a day: "Thu 24 Dec 2026  Christmas Eve (08:00-12:00)".
func dayOffText(x model.DayOff) string {
	s := x.Day.Time().Format("Mon 2 Jan 2006") + "  " + x.Name
	var notes []string
	if x.For != 0 {
		notes = append(notes, "for "+x.For.Time().Format("Mon 2 Jan"))
	}
	if x.Worked {
		notes = append(notes, "worked")
	}
	for _, h := range x.Hours {
		notes = append(notes, fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60))
	}
	if len(notes) > 0 {
		s += " (" + strings.Join(notes, ", ") + ")"
	}
	return s
}
