package form

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// input is one field of the form: what stands in it and what that was taken for.
type input struct {
	f       *model.Field
	line    entry.Entry
	rows    string // the text of a list, which has no line
	count   int    // rows in it
	shown   [][]string
	start   string // the text of the stored value
	various bool   // several records hold different values
	emptied bool   // of various values: taken away from all
	opened  string // the text the form opened with, presets included

	brief string // a moment as people write it, without its seconds
	whole string // the exact moment that brief stands for while it is left as it is

	exact   string // the value in its exact form; empty while it is wrong
	valid   bool
	of      any    // the record as it is typed so far, which may have fewer choices; nil: all
	echo    string // what was understood, in words
	beside  string // what is said beside the value whatever it is
	off     bool   // what is said there tells that the value cannot stay
	err     string
	doubt   string // what is kept, though hardly meant
	refused string // what the checks said of the value refusedAt
	refuAt  string
}

// newInput makes the field with the text of its stored value, which is not to be set again.
func newInput(f *model.Field, text string) *input {
	in := &input{f: f}
	in.line.Lines = f.Type == model.TypeLong
	in.set(text)
	in.start = in.raw()
	return in
}

// raw is the text as it stands.
func (in *input) raw() string {
	if in.f.Type == model.TypeList {
		return in.rows
	}
	return in.line.Value()
}

// set replaces the text. What a list was taken for is worked out anew.
func (in *input) set(text string) {
	if in.f.Type == model.TypeList {
		in.rows, in.shown = text, nil
		return
	}
	in.line.Set(text)
}

// enter gets the field ready to be typed into, the cursor behind its text. A short value is
// typed anew rather than mended, so the first thing typed takes its place; words are mended.
func (in *input) enter() {
	in.line.Set(in.line.Value())
	switch in.f.Type {
	case model.TypeText, model.TypeLong, model.TypeTags, model.TypeRefs, model.TypeList:
	default:
		in.line.Marked = in.raw() != ""
	}
}

// dirty reports whether saving would set the field.
func (in *input) dirty() bool { return in.raw() != in.start || in.emptied }

// keep is what a draft remembers: the value as understood, so that "tomorrow" stays the day
// it was, or what was typed.
func (in *input) keep() string {
	if in.valid && in.exact != "" {
		return in.exact
	}
	return in.raw()
}

// problem is what is wrong with the value, "" if nothing is known to be.
func (in *input) problem() string {
	if in.err != "" {
		return in.err
	}
	if in.refused != "" && in.refuAt == in.raw() {
		return in.refused
	}
	return ""
}

// editable tells what can be opened in an editor.
func (in *input) editable() bool {
	return in.f.Type == model.TypeLong || in.f.Type == model.TypeList || in.f.Type == model.TypeText
}

// key types into the field and reports whether its value changed.
func (in *input) key(k tea.KeyPressMsg) bool {
	switch in.f.Type {
	case model.TypeFlag:
		return in.flagKey(k)
	case model.TypeEnum:
		if by, ok := sideways[k.String()]; ok && in.cycle(by) {
			return true
		}
	case model.TypeList:
		return false
	}
	return in.line.Key(k)
}

// sideways are the keys that step through values.
var sideways = map[string]int{"left": -1, "right": 1, "space": 1}

// flagKey switches a flag; a flag can hold no wrong text.
func (in *input) flagKey(k tea.KeyPressMsg) bool {
	was := in.raw()
	if _, ok := sideways[k.String()]; ok {
		in.set(map[bool]string{true: "no", false: "yes"}[in.raw() == "yes"])
	} else if v, ok := yesNo[strings.ToLower(k.Text)]; ok {
		in.set(v)
	}
	return in.raw() != was
}

// yesNo is what may be typed for yes and no.
var yesNo = map[string]string{"y": "yes", "t": "yes", "1": "yes", "n": "no", "f": "no", "0": "no"}

// cycle steps to another choice; it does nothing while the text is no choice, since then the
// arrows move within what is being typed.
func (in *input) cycle(by int) bool {
	all := in.choices()
	n := len(all)
	i := slices.IndexFunc(all, func(c model.Choice) bool { return c.Value == in.raw() })
	switch {
	case n == 0 || i < 0 && in.raw() != "":
		return false
	case i < 0 && by > 0:
		i = n - 1
	case i < 0:
		i = 0
	}
	in.set(all[((i+by)%n+n)%n].Value)
	in.line.Marked = true
	return true
}

// choices are those that mean something for the record as it is typed so far.
func (in *input) choices() []model.Choice {
	if in.of == nil {
		return in.f.Choices
	}
	return in.f.ChoicesOf(in.of)
}

// header is the line an editor shows above the rows of a list.
func (in *input) header() string {
	var cols []string
	for i := range in.f.Rows {
		if in.f.Rows[i].Stored() {
			cols = append(cols, in.f.Rows[i].Name)
		}
	}
	return "# " + strings.Join(cols, " | ")
}

// forEditor is the text to edit: the one last typed, right or wrong.
func (in *input) forEditor() string {
	if in.f.Type != model.TypeList {
		return in.raw()
	}
	return in.header() + "\n" + in.rows
}

// fromEditor takes back what the person saved. The header is dropped if it is still as it was
// given; if it was changed it is read as a row, and the error says so.
func (in *input) fromEditor(text string) {
	if in.f.Type == model.TypeList {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		head, rest, _ := strings.Cut(text, "\n")
		if strings.TrimSpace(head) == in.header() {
			text = rest
		}
	}
	in.set(strings.TrimRight(text, " \n"))
}

// evaluate reads every changed field into a copy of the record: references first, since the
// zone and currency of the rest hang on them. skip is left as it is.
func (f *Form) evaluate(env pane.Env, skip *input) {
	f.stale, f.rev = false, env.Rev
	base := env.Snap.Get(f.id)
	if base == nil {
		base = f.kind.New()
	}
	f.scratch = f.kind.Copy(base)
	for _, refs := range []bool{true, false} {
		c := env.Ctx().For(f.scratch)
		for i, in := range f.inputs {
			if isRef(in.f) != refs {
				continue
			}
			in.echo, in.of = "", f.scratch
			if in == skip {
				in.err, in.valid = "", false
				continue
			}
			f.read(c, in, i == f.at)
			if in.f.Type == model.TypeList {
				f.preview(c, in)
			}
		}
	}
	f.follow(env)
	f.besides(env)
	f.doubts(env)
}

// follow shows in the choices that nobody touched what another field made of them, as the measure of
// an answer does of its scale.
func (f *Form) follow(env pane.Env) {
	if f.ids != nil || !slices.ContainsFunc(f.inputs, func(in *input) bool { return in.f.Leads() }) {
		return
	}
	c := env.Ctx().For(f.scratch)
	for _, in := range f.inputs {
		if in.f.Type != model.TypeEnum || in.dirty() {
			continue
		}
		if text := f.editText(c, in.f, f.scratch); text != in.start {
			in.set(text)
			in.start, in.opened = in.raw(), in.raw()
		}
	}
}

// besides notes what stands beside each value of one record, once all of them are read.
func (f *Form) besides(env pane.Env) {
	c := env.Ctx().For(f.scratch)
	for _, in := range f.inputs {
		if in.beside, in.off = "", false; f.ids == nil && in.valid {
			in.beside, in.off = in.f.Beside(c, f.scratch)
		}
	}
}

// doubts says at its field what would be kept though it can hardly be meant. It keeps nobody from
// saving.
func (f *Form) doubts(env pane.Env) {
	for _, in := range f.inputs {
		in.doubt = ""
	}
	for _, p := range f.kind.Doubts(env.Ctx(), f.scratch) {
		if i := f.index(p.Field); i >= 0 && f.inputs[i].valid && (f.ids == nil || f.inputs[i].dirty()) {
			f.inputs[i].doubt = p.Message
		}
	}
}

// isRef tells the types that name other records.
func isRef(f *model.Field) bool { return f.Type == model.TypeRef || f.Type == model.TypeRefs }

// read parses one field. A field that was not touched keeps what is stored.
func (f *Form) read(c *model.Ctx, in *input, focused bool) {
	in.err, in.valid, in.exact = "", true, ""
	if text := f.plain(c, in); in.dirty() && in.f.Amends(text) {
		in.exact = text // what each record has is another matter
		return
	}
	if in.dirty() {
		if err := in.f.ReadTyped(c, f.scratch, f.plain(c, in)); err != nil {
			in.err, in.valid = err.Error(), false
			return
		}
		in.exact = in.f.Text(c, f.scratch)
	}
	if focused && (!in.various || in.dirty()) {
		in.echo = echo(c, in.f, f.scratch)
		if in.echo == in.raw() {
			in.echo = ""
		}
	}
}

// previewRows is how many rows of a list are made ready to be looked at.
const previewRows = 8

// preview splits the first rows of a list into the values that are there, names beside references.
func (f *Form) preview(c *model.Ctx, in *input) {
	if in.shown != nil {
		return
	}
	in.count, in.shown = 0, [][]string{}
	for line := range strings.SplitSeq(in.rows, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		in.count++
		if in.count > previewRows {
			continue
		}
		var cells []string
		for i, cell := range strings.Split(line, "|") {
			cell = strings.TrimSpace(layout.Clean(cell))
			if id, err := model.ParseID(cell); err == nil && i < len(in.f.Rows) && in.f.Rows[i].Type == model.TypeRef {
				cell = f.label(c, id)
			}
			if cell != "" {
				cells = append(cells, cell)
			}
		}
		in.shown = append(in.shown, cells)
	}
}

// tidy writes a value that was understood the way the form writes values.
func (f *Form) tidy(env pane.Env, in *input) {
	if !in.valid || !in.dirty() || f.ids != nil && !isRef(in.f) {
		return
	}
	c := env.Ctx().For(f.scratch)
	text := f.editText(c, in.f, f.scratch)
	if in.f.Type == model.TypeTime {
		in.brief, in.whole = text, f.seconds(c, in.f, text)
	}
	if in.raw() != text {
		at := in.refuAt == in.raw()
		in.set(text)
		if at {
			in.refuAt = in.raw()
		}
	}
}

// editText is the value as it stands in the field: the form people write where that reads
// back to exactly the same value, else the exact one.
func (f *Form) editText(c *model.Ctx, fd *model.Field, r model.Record) string {
	exact := fd.Text(c, r)
	nice := exact
	switch {
	case exact == "":
	case fd.Type == model.TypeDate:
		if d, err := date.ParseDay(exact, c.Now.Day(c.Loc)); err == nil {
			nice = d.Time().Format("2 Jan 2006")
		}
	case fd.Type == model.TypeTime:
		if i, err := date.Parse(exact, c.Now, c.Loc); err == nil {
			nice = i.In(c.Loc).Format("2 Jan 2006 15:04")
		}
	case fd.Type == model.TypeMoney:
		nice = fd.Show(c, r)
	case isRef(fd):
		return f.labelAll(c, fd, r)
	}
	if nice != exact {
		probe := f.kind.Copy(r)
		if fd.Parse(c, probe, nice) != nil || fd.Text(c, probe) != exact && !sameMinute(c, fd, r, probe) {
			return exact
		}
	}
	return nice
}

// seconds is the exact moment of a field, where a text leaves its seconds out; else nothing.
func (f *Form) seconds(c *model.Ctx, fd *model.Field, text string) string {
	probe := f.kind.Copy(f.scratch)
	exact := fd.Text(c, f.scratch)
	if exact == text || fd.Parse(c, probe, text) != nil || fd.Text(c, probe) == exact {
		return ""
	}
	return exact
}

// sameMinute reports two moments that differ in their seconds alone, which people do not write.
func sameMinute(c *model.Ctx, fd *model.Field, a, b model.Record) bool {
	if fd.Type != model.TypeTime {
		return false
	}
	more := fd.Key(c, a).Num - fd.Key(c, b).Num
	return more >= 0 && more < 60
}

// plain is the text for the field's own parser: references in place of labels.
func (f *Form) plain(c *model.Ctx, in *input) string {
	switch in.f.Type {
	case model.TypeTime:
		if in.whole != "" && in.raw() == in.brief {
			return in.whole
		}
	case model.TypeRef:
		return f.unlabel(c, in.raw())
	case model.TypeRefs:
		parts := strings.Split(in.raw(), ",")
		for i := range parts {
			parts[i] = f.unlabel(c, parts[i])
		}
		return strings.Join(parts, ",")
	}
	return in.raw()
}

// echo says in words what a value was taken for; "" where the text says it already.
func echo(c *model.Ctx, f *model.Field, r model.Record) string {
	exact := f.Text(c, r)
	if exact == "" {
		return ""
	}
	switch f.Type {
	case model.TypeDate:
		if d, err := date.ParseDay(exact, c.Now.Day(c.Loc)); err == nil {
			return d.Time().Format("Mon 2 Jan 2006") + away(int(d-c.Now.Day(c.Loc)))
		}
	case model.TypeTime:
		if i, err := date.Parse(exact, c.Now, c.Loc); err == nil {
			return i.In(c.Loc).Format("Mon 2 Jan 2006 15:04 MST")
		}
	case model.TypeSpan:
		if s, err := date.ParseSpan(exact, c.Scale); err == nil {
			return spanWords(s)
		}
	case model.TypeMoney:
		return f.Show(c, r)
	case model.TypeEnum, model.TypePercent, model.TypeNumber, model.TypeTags:
		return exact
	}
	return ""
}

// away says how far a day is from today.
func away(days int) string {
	switch {
	case days == 0:
		return ", today"
	case days == 1:
		return ", tomorrow"
	case days > 1:
		return fmt.Sprintf(", in %d d", days)
	case days == -1:
		return ", yesterday"
	}
	return fmt.Sprintf(", %d d ago", -days)
}

// spanWords tells a length of work in hours, the one unit that means the same everywhere.
func spanWords(s date.Span) string {
	if s.Unit == date.Percent {
		return s.Text(date.Usual) + " of the predecessor's duration"
	}
	h, unit := s.Minutes()/60, "h"
	if h > -1 && h < 1 {
		h, unit = s.Minutes(), "min"
	}
	out := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", h), "0"), ".") + " " + unit
	if s.Elapsed() {
		out += " by the clock"
	} else {
		out += " of work"
	}
	if s.Est {
		out += ", an estimate"
	}
	return out
}
