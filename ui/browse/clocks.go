package browse

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/worktime"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// barCells is how wide the bar of a clock is on a record; half of it where room is short.
const barCells = 10

// clockFieldNames are the fields of the list that the bars of a record show better.
var clockFieldNames = map[string]bool{"clock": true, "clock_due": true, "clock_left": true, "clock_bar": true, "clock_state": true, "waiting_share": true}

// clocks adds the four clocks of an escalation, each on a line in a fixed place: a bar of the time
// used, what is left, when it is due, and why. Below it, in full, who was waited for and what the
// log could not be read for.
func (d *Detail) clocks(c *model.Ctx, rec model.Record) {
	e, ok := rec.(*model.Escalation)
	if !ok {
		return
	}
	x := c.Clocks(e)
	if d.untimed(c, e) {
		return
	}
	for i := range x.All {
		k := &x.All[i]
		l := line{label: k.Which.Title()}
		if k.State == clock.None {
			l.empty = true
		} else {
			l.text, l.style = layout.Clean(d.clockText(c, k)), clockStyle(d.env.Theme, k)
		}
		d.add(l)
	}
	if !d.brief {
		if text := waitedText(x); text != "" {
			d.text(line{label: "waited so far", style: d.env.Theme.Text}, text)
		}
	}
	for _, i := range x.Issues {
		d.text(line{label: "log", style: d.env.Theme.Warm}, i.Text())
	}
	d.add(line{})
}

// untimed says in place of four empty lines why nothing is timed; it reports whether that is so.
func (d *Detail) untimed(c *model.Ctx, e *model.Escalation) bool {
	why, on := c.Untimed(e)
	switch {
	case why == "":
		return false
	case on.Is(model.AccountPrefix):
		why += "; " + d.env.Key("browse", "record.template", "Y") + " on " + on.String() + " makes one (tandem agree " + on.String() + ")"
	case on != 0:
		why += "; give " + on.String() + " an account"
	}
	d.text(line{label: "clocks", style: d.env.Theme.Warm}, why)
	d.add(line{})
	return true
}

// clockText is what a clock says in one line. What stopped in time has a check instead of a bar.
func (d *Detail) clockText(c *model.Ctx, k *clock.Clock) string {
	g := &d.env.Theme.Glyphs
	left := model.ClockLeft(k)
	if k.Stop != 0 {
		sign := g.Check
		if k.State == clock.Breached {
			sign = g.Breach
		}
		return sign + " " + left
	}
	cells, wide, gap := barCells, 14, "  "
	switch room := d.room(); {
	case room < 32: // the due time is worth more than a long bar
		cells, wide, gap = 3, 12, " "
	case room < 44:
		cells /= 2
	}
	text := model.ClockBar(k, cells, c.ASCII) + " " + layout.Fit(left, max(layout.Width(left), wide), layout.Left)
	if k.Due == worktime.Never {
		return text
	}
	text += gap + c.ClockTime(k.Due, k.Hours().Location())
	if why := c.ClockWhy(k); why != "" && !d.brief {
		_, spans, _ := strings.Cut(why, " = ")
		if why = text + "  = " + spans; layout.Width(why) <= d.room() { // half a reason is none; = tells it all
			text = why
		}
	}
	if k.Said {
		text += "  as told"
	}
	return text
}

// waitedText is who was waited for and for how long: "vendor 1 h 05 (spare part, Shipfast)".
func waitedText(x *clock.Clocks) string {
	var out []string
	for _, w := range model.WaitLines(x) {
		out = append(out, w.Text)
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, ", ") + fmt.Sprintf("; share of life waiting %.0f %%", x.WaitShare("")*100)
}

func clockStyle(th *theme.Theme, k *clock.Clock) theme.Style {
	switch {
	case k.State == clock.Breached:
		return th.Hot
	case k.Stop != 0, k.State == clock.Paused:
		return th.Dim
	case model.ClockShare(k) >= .5:
		return th.Warm
	}
	return th.Text
}

// clockLines say for each clock what its time is made of: "resolution: 4 h 20 = today 13:40-18:00".
func clockLines(c *model.Ctx, e *model.Escalation) []string {
	x := c.Clocks(e)
	var out []string
	for i := range x.All {
		k := &x.All[i]
		if k.State == clock.None {
			continue
		}
		s := k.Which.Title() + ": " + string(k.State) + ", " + model.ClockSaid(k)
		if _, spans, ok := strings.Cut(c.ClockWhy(k), " = "); ok {
			s += " = " + spans
		}
		if k.Due == worktime.Never {
			s += "; never due"
		} else {
			s += "; due " + c.ClockTime(k.Due, k.Hours().Location())
		}
		out = append(out, s+".")
		for p := range k.Pauses() {
			out = append(out, "   less "+c.PauseText(k, p))
		}
	}
	if text := waitedText(x); text != "" {
		out = append(out, "waited so far: "+text)
	}
	return out
}

// clockBreached reports that a clock of an escalation is over and still goes on.
func clockBreached(c *model.Ctx, e *model.Escalation) bool {
	k := c.Clocks(e).Next()
	return k != nil && k.State == clock.Breached
}

// gravity is how severe an escalation is and who is involved, for its heading; in full with how that
// comes about.
func (d *Detail) gravity(rec model.Record, full bool) string {
	e, ok := rec.(*model.Escalation)
	if !ok {
		return ""
	}
	dot := " " + d.env.Theme.Glyphs.Dot + " "
	s := dot + fmt.Sprintf("severity %d", e.Severity())
	if e.ByHand == 0 && full {
		s = dot + fmt.Sprintf("impact %d + urgency %d - 1 = severity %d", e.Impact, e.Urgency, e.Severity())
	}
	s += dot + fmt.Sprintf("level %d", e.Level)
	if e.Liaison != "" {
		s += dot + layout.Clean(e.Liaison)
	}
	return s
}
