package browse

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// part is a part of a record's lines; an empty line stands between two.
type part int

const (
	facts part = iota
	times
	amounts
	words
	tables
	origin
	groups
)

// planned are the fields that stand with the dates although they are none.
var planned = map[string]bool{"percent": true, "physical_percent": true, "done": true, "constraint": true, "proximity": true}

// groupOf says where a value stands: facts first, then dates, money, long words and tables. A
// short text is a fact like any other.
func groupOf(f *model.Field, text string) part {
	switch f.Type {
	case model.TypeDate, model.TypeTime, model.TypeSpan:
		return times
	case model.TypeMoney:
		return amounts
	case model.TypeLong:
		return words
	case model.TypeList:
		return tables
	}
	switch {
	case f.Name == "source" || f.Name == "external_id":
		return origin
	case planned[f.Name]:
		return times
	case computedMoney[f.Name]:
		return amounts
	case f.Type == model.TypeText && layout.Width(text) > 36:
		return words
	}
	return facts
}

// usual are values that say nothing, for every record has them until somebody changes them.
var usual = map[string]string{
	"constraint": "ASAP", "type": "fixed units", "priority": "500", "spread": "even",
}

// unsaid are fields that the heading, the outline or the history show better, and those kept
// for the program's own use.
var unsaid = map[string]bool{"created": true, "changed": true, "custom": true, "order": true, "outline_level": true, "summary": true, "fingerprint": true}

// says reports whether a field's value tells something worth a line.
func says(c *model.Ctx, f *model.Field, rec model.Record, text string) bool {
	k := f.Key(c, rec)
	switch {
	case f.Title, unsaid[f.Name], clockFieldNames[f.Name], strings.HasSuffix(f.Name, "_minutes"), f.IsZero(rec), !k.Set, strings.TrimSpace(text) == "":
		return false
	case f.Type == model.TypeSpan && k.Num == 0, f.Type == model.TypeFlag && text == "no":
		return false
	case f.Name == "currency":
		w := c.Snap.Workspace()
		return w == nil || rec.Base().ID == w.ID || text != w.Currency
	case f.Name == "verbatim":
		return false // it is the heading
	}
	if u, ok := usual[f.Name]; ok && u == text {
		return false
	}
	if t, ok := rec.(*model.Task); ok && f.Name == "physical_percent" {
		return t.Physical != t.Done
	}
	return true
}

// titleOf is what a record is called; an answer by what was answered.
func titleOf(c *model.Ctx, k *model.Kind, rec model.Record) string {
	if a, ok := rec.(*model.Answer); ok {
		s := fmt.Sprintf("%s %d on %s", a.Measure, a.Score, a.Scale)
		if a.Verbatim != "" {
			s += ": " + a.Verbatim
		}
		return layout.Clean(s)
	}
	return layout.Clean(k.Title(c, rec))
}

// layOut makes the lines for a width.
func (d *Detail) layOut(w int) {
	rec := d.env.Snap.Get(d.id)
	var was line
	row := 0
	if l := d.under(); l != nil {
		was, row = *l, d.stops[d.at]
	}
	d.lines, d.stops = d.lines[:0], d.stops[:0]
	if rec == nil {
		return
	}
	k := d.env.Snap.Schema().Of(d.id)
	c := d.env.Ctx().For(rec)
	d.label = labelColumn(k, w, d.brief)
	d.heading(k, c, rec)
	d.clocks(c, rec)
	shown := d.main(k, c, rec)
	d.values(k, c, rec, shown)
	d.daysOff(c, rec)
	d.backLinks()
	d.names(k, rec)
	d.past(c)
	for i := range d.lines {
		if d.lines[i].stop() {
			d.stops = append(d.stops, i)
		}
	}
	d.stay(was, row)
}

// stay keeps the cursor on the line it was on, though lines above it came or went; a change of the
// history keeps its place on the screen as well, so that the eye finds it where it was.
func (d *Detail) stay(was line, row int) {
	d.at = max(min(d.at, len(d.stops)-1), 0)
	defer func() {
		if was.rev != nil && d.at < len(d.stops) && d.top > 0 {
			d.top += d.stops[d.at] - row
		}
	}()
	if !was.stop() || d.at < len(d.stops) && alike(&d.lines[d.stops[d.at]], &was) {
		return
	}
	for i, row := range d.stops {
		if alike(&d.lines[row], &was) {
			d.at = i
			return
		}
	}
}

// alike reports whether two lines are about the same thing.
func alike(a, b *line) bool {
	return a.to == b.to && sameField(a.field, b.field) && a.fold == b.fold && a.page == b.page &&
		(a.rev == b.rev || a.rev != nil && b.rev != nil && *a.rev == *b.rev) // a history read again has new lines of the same changes
}

// sameField compares by name, for the fields of custom values are made anew each time.
func sameField(a, b *model.Field) bool {
	return a == b || a != nil && b != nil && a.Name == b.Name
}

// briefText is the lines of a long text in a preview.
const briefText = 4

// text adds a value of any length, its label before the first line.
func (d *Detail) text(l line, text string) {
	rows := layout.Wrap(text, d.room())
	if d.brief && len(rows) > briefText {
		rows = append(rows[:briefText-1:briefText-1], strings.Join(rows[briefText-1:], " "))
	}
	for _, s := range rows {
		l.text = layout.Clean(s)
		d.add(l)
		l.label, l.field = "", nil
	}
}

// heading is the name of the record over two lines and a blank one: what a long name leaves free
// says what the record belongs to.
func (d *Detail) heading(k *model.Kind, c *model.Ctx, rec model.Record) {
	m := moodOf(c, rec)
	l := line{title: true, label: rec.Base().ID.String(), style: m.title(d.env.Theme).With(theme.Bold)}
	lead := layout.Width(l.label) + 2
	if signed[k.Prefix] {
		lead += 2
		if sign := m.sign(&d.env.Theme.Glyphs); sign != "" {
			l.label, l.sign = sign+" "+l.label, m.signStyle(d.env.Theme)
		} else {
			l.label = "  " + l.label
		}
	}
	rows := layout.Wrap(titleOf(c, k, rec), max(d.width-lead-2, 8))
	if d.brief && len(rows) > 2 {
		rows = []string{rows[0], strings.Join(rows[1:], " ")}
	}
	for i, s := range rows {
		if i > 0 {
			l.label, l.sign = strings.Repeat(" ", lead-2), theme.Style{}
		}
		l.text = "  " + s
		d.add(l)
	}
	if len(rows) < 2 {
		d.add(line{title: true, label: strings.Repeat(" ", lead-2), text: "  " + d.place(k, rec), style: d.env.Theme.Dim})
	}
	d.add(line{})
}

// place says what a record belongs to, or what it is.
func (d *Detail) place(k *model.Kind, rec model.Record) string {
	if o, ok := rec.(interface{ Owner() model.ID }); ok && o.Owner() != 0 {
		text := d.refText(o.Owner()) + d.gravity(rec, true)
		if layout.Width(text) > d.width-12 {
			text = d.refText(o.Owner()) + d.gravity(rec, false)
		}
		return text
	}
	if k.Prefix == model.AccountPrefix {
		return k.Name + " " + d.env.Theme.Glyphs.Dot + " " + d.env.Key(act.Global, "app.show", "p") + " a the customer's page"
	}
	return k.Name
}
