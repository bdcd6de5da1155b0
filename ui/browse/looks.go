package browse

import (
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/money"
	"tandem/ui/layout"
	"tandem/ui/table"
)

// look is how a column stands in a list: the room it wants, the least that still says
// something, and how long it stays when room is short (100 stays longest).
type look struct {
	name      string
	wish, min int
	stay      int
	title     string // instead of the field's label
}

// name is the look of the column that names a record; min is what it wants at the least.
func name(field string, min int) look {
	return look{name: field, wish: 48, min: min, stay: 100}
}

// looks are the columns of the lists in their order. In half a screen (58 cells) those with the
// highest stay are left, so they are the ones that tell most; in a kind that is not named here
// the fields say what they want.
var looks = map[string][]look{
	model.TaskPrefix: {name("name", 26), {name: "finish", wish: 9, min: 9, stay: 90}, {name: "percent", wish: 4, min: 4, stay: 80}, {name: "project", wish: 20, min: 12, stay: 50},
		{name: "duration", wish: 6, min: 6, stay: 40, title: "dur"}, {name: "start", wish: 9, min: 9, stay: 30}, {name: "assigned", wish: 16, min: 12, stay: 45}},
	model.RiskPrefix: {name("title", 34), {name: "score", wish: 5, min: 5, stay: 90}, {name: "review", wish: 9, min: 9, stay: 80}, {name: "status", wish: 9, min: 9, stay: 70},
		{name: "owner", wish: 18, min: 10, stay: 60}, {name: "project", wish: 20, min: 10, stay: 55}, {name: "response", wish: 9, min: 8, stay: 50},
		{name: "probability", wish: 4, min: 4, stay: 30}, {name: "impact", wish: 6, min: 6, stay: 30}},
	model.ActionPrefix: {name("what", 24), {name: "due", wish: 9, min: 9, stay: 90}, {name: "state", wish: 7, min: 7, stay: 80}, {name: "owner", wish: 18, min: 10, stay: 70},
		{name: "for", wish: 24, min: 12, stay: 50}, {name: "type", wish: 11, min: 10, stay: 40}},
	model.CostLinePrefix: {name("name", 21), {name: "planned", wish: 8, min: 7, stay: 90}, {name: "spent", wish: 8, min: 7, stay: 85}, {name: "left", wish: 8, min: 7, stay: 80},
		{name: "project", wish: 20, min: 12, stay: 60}, {name: "category", wish: 11, min: 11, stay: 50}, {name: "from", wish: 9, min: 9, stay: 30}, {name: "to", wish: 9, min: 9, stay: 40}},
	model.LedgerPrefix: {{name: "date", wish: 9, min: 9, stay: 90}, name("text", 24), {name: "amount", wish: 11, min: 9, stay: 90}, {name: "entry", wish: 10, min: 10, stay: 80},
		{name: "project", wish: 20, min: 12, stay: 50}, {name: "vendor", wish: 18, min: 10, stay: 40}},
	model.PersonPrefix: {name("name", 22), {name: "role", wish: 22, min: 14, stay: 90}, {name: "load", wish: 5, min: 5, stay: 85}, {name: "rate", wish: 7, min: 7, stay: 70}, {name: "capacity", wish: 8, min: 8, stay: 60},
		{name: "department", wish: 18, min: 10, stay: 50}, {name: "calendar", wish: 18, min: 10, stay: 30}},
	model.AccountPrefix: {name("name", 22), {name: "health", wish: 12, min: 12, stay: 95}, {name: "value", wish: 8, min: 7, stay: 90}, {name: "renewal", wish: 9, min: 9, stay: 80}, {name: "open", wish: 4, min: 4, stay: 70},
		{name: "status", wish: 8, min: 8, stay: 60}, {name: "tier", wish: 9, min: 9, stay: 50}, {name: "sponsor", wish: 22, min: 12, stay: 30}},
	model.ContactPrefix: {name("name", 22), {name: "role", wish: 22, min: 12, stay: 80}, {name: "influence", wish: 9, min: 9, stay: 60}, {name: "account", wish: 20, min: 10, stay: 75},
		{name: "email", wish: 28, min: 16, stay: 40}},
	model.InteractionPrefix: {{name: "when", wish: 11, min: 11, stay: 90}, name("summary", 24), {name: "direction", wish: 3, min: 3, stay: 80}, {name: "mood", wish: 4, min: 4, stay: 75},
		{name: "account", wish: 20, min: 10, stay: 70}, {name: "channel", wish: 7, min: 7, stay: 60}, {name: "contact", wish: 18, min: 10, stay: 40}},
	model.PromisePrefix: {name("what", 26), {name: "due", wish: 9, min: 9, stay: 90}, {name: "forecast", wish: 9, min: 9, stay: 76}, {name: "slack", wish: 6, min: 6, stay: 74}, {name: "state", wish: 12, min: 12, stay: 80}, {name: "account", wish: 20, min: 9, stay: 70},
		{name: "to", wish: 18, min: 12, stay: 40}, {name: "task", wish: 26, min: 14, stay: 30}},
	model.EscalationPrefix: {name("title", 28), {name: "severity", wish: 3, min: 3, stay: 90}, {name: "clock_due", wish: 20, min: 11, stay: 85, title: "next due"}, {name: "clock_bar", wish: 24, min: 20, stay: 78, title: "clock"}, {name: "status", wish: 8, min: 8, stay: 80},
		{name: "level", wish: 5, min: 5, stay: 60}, {name: "account", wish: 20, min: 10, stay: 88}, {name: "opened", wish: 11, min: 11, stay: 30}},
	model.AnswerPrefix: {name("verbatim", 23), {name: "score", wish: 5, min: 5, stay: 90}, {name: "measure", wish: 5, min: 5, stay: 85, title: "asked"}, {name: "when", wish: 11, min: 9, stay: 80},
		{name: "account", wish: 20, min: 10, stay: 82}, {name: "touchpoint", wish: 10, min: 10, stay: 40}, {name: "followed_up", wish: 11, min: 9, stay: 50, title: "followed"}},
	model.BenefitPrefix: {name("name", 26), {name: "realised", wish: 8, min: 8, stay: 90}, {name: "planned", wish: 9, min: 9, stay: 85}, {name: "latest", wish: 6, min: 6, stay: 80},
		{name: "target", wish: 6, min: 6, stay: 75}, {name: "account", wish: 20, min: 12, stay: 70}, {name: "baseline", wish: 8, min: 8, stay: 30}, {name: "status", wish: 9, min: 9, stay: 60}},
	model.ReportPrefix: {name("title", 28), {name: "type", wish: 8, min: 6, stay: 70}, {name: "project", wish: 20, min: 10, stay: 60}, {name: "as_of", wish: 11, min: 9, stay: 90},
		{name: "colour", wish: 6, min: 6, stay: 50}, {name: "sent", wish: 11, min: 9, stay: 40}, {name: "sent_to", wish: 18, min: 10, stay: 30}},
	model.BlockerPrefix: {name("title", 26), {name: "severity", wish: 3, min: 3, stay: 90}, {name: "state", wish: 8, min: 8, stay: 85}, {name: "waiting_on", wish: 16, min: 10, stay: 80},
		{name: "due", wish: 11, min: 9, stay: 70}, {name: "about", wish: 26, min: 14, stay: 50}, {name: "raised", wish: 11, min: 9, stay: 30}},
}

// treeLooks are those of the outline; projects and tasks share its columns. A name that can be
// read is worth more than all else.
var treeLooks = []look{name("name", 28), {name: "outline_number", wish: 8, min: 7, stay: 10, title: "wbs"}, {name: "duration", wish: 6, min: 6, stay: 40, title: "dur"}, {name: "start", wish: 9, min: 6, stay: 30}, {name: "finish", wish: 9, min: 9, stay: 90},
	{name: "percent", wish: 4, min: 4, stay: 60}, {name: "assigned", wish: 16, min: 14, stay: 20}}

// chartLooks are those of the outline beside the time chart, which shows progress and about when: the day a task
// ends is read here.
var chartLooks = []look{name("name", 28), {name: "outline_number", wish: 8, min: 7, stay: 85, title: "wbs"}, {name: "duration", wish: 6, min: 6, stay: 96, title: "dur"}, {name: "start", wish: 9, min: 9, stay: 60}, {name: "finish", wish: 9, min: 9, stay: 95},
	{name: "percent", wish: 5, min: 5, stay: 65}, {name: "assigned", wish: 16, min: 14, stay: 20}}

// leadOf is the field whose cell carries the sign and the reference: the one that names the
// record, or what an answer says.
func leadOf(k *model.Kind) string {
	if f := k.TitleField(); f != nil {
		return f.Name
	}
	if k.Prefix == model.AnswerPrefix {
		return "verbatim"
	}
	return ""
}

func (l *list) looks() []look {
	if l.tree && l.charted {
		return chartLooks
	}
	if l.tree {
		return treeLooks
	}
	return looks[l.kind.Prefix]
}

// usualColumns are the columns of a list nobody has changed.
func (l *list) usualColumns() []string {
	ks := l.looks()
	if ks == nil && !l.keyed {
		return l.kind.Columns
	}
	out := slices.Clone(l.kind.Columns)
	if ks != nil {
		out = make([]string, len(ks))
	}
	for i := range ks {
		out[i] = ks[i].name
	}
	if l.keyed && !slices.Contains(out, keyField) {
		out = append(out, keyField)
	}
	return out
}

// codeRoom is what the code of a currency and a blank take more than its sign.
const codeRoom = 3

// zoneRoom is what the short name of a zone takes behind a time of day: " AEST".
const zoneRoom = 5

// tableColumns turns the chosen columns into those of the table.
func (l *list) tableColumns() []table.Column {
	known := map[string]look{}
	for _, k := range l.looks() {
		known[k.name] = k
	}
	out := make([]table.Column, 0, len(l.columns))
	first, _, _ := strings.Cut(strings.TrimPrefix(l.sort, "-"), ",")
	titles := headings(l.flatKind(), l.columns)
	for i, name := range l.columns {
		f := field(l.flatKind(), name)
		if f == nil {
			continue
		}
		c := table.Column{Name: name, Title: titles[i], Width: max(f.Width, len(titles[i])), Min: leastOf(f, titles[i]), Priority: 20 - i}
		if name == leadOf(l.kind) {
			c.Flex, c.Width, c.Min, c.Priority = 1, 34, 26, 100
		}
		if numeric(f) {
			c.Align = layout.Right
		}
		if k, ok := known[name]; ok {
			c.Width, c.Min, c.Priority = k.wish, k.min, k.stay
			if k.title != "" {
				c.Title = k.title
			}
		}
		if name == keyField {
			c.Title, c.Width, c.Min, c.Priority = "key", 10, 7, 48
		}
		if l.ascii && (f.Type == model.TypeMoney || computedMoney[f.Name]) { // "EUR 780k" for one sign and 780k
			c.Min, c.Width = c.Min+codeRoom, c.Width+codeRoom
		}
		if f.Type == model.TypeRef || f.Type == model.TypeRefs || f.Type == model.TypeText || f.Type == model.TypeCalc && f.Width > 12 {
			c.Max = max(2*c.Width, textMost) // of room that others do not need
		}
		if f.Type == model.TypeTime {
			c.Max = max(c.Width, f.Width) + zoneRoom // where a zone is named behind the time
		}
		if c.Flex > 0 {
			c.Max = 0
		}
		if name == first && l.sort != l.plainKind().Sort { // an order that somebody asked for is seen
			c.Priority = max(c.Priority, 95)
		}
		if name == first { // its heading has a sign
			c.Min, c.Width = max(c.Min, len(c.Title)+1), max(c.Width, len(c.Title)+1)
		}
		if n := l.widths[name]; n > 0 {
			c.Width, c.Min, c.Max, c.Flex = n, min(c.Min, n), n, 0
		}
		out = append(out, c)
	}
	return out
}

// textMost is how wide a column of text grows at least, where its rows need it and others leave the room.
const textMost = 48

// leastOf is the fewest cells in which a column of a field still says something: a name that is cut to
// half a word tells less than the column beside it that keeps the room.
func leastOf(f *model.Field, title string) int {
	n := min(max(f.Width, 4), 8)
	switch f.Type {
	case model.TypeRef:
		n = 10
	case model.TypeEnum:
		n = min(f.Width, 10)
	}
	return max(n, min(len(title), 9))
}

// headings are the titles of columns as people read them: the label, and where another column has the
// same, the name of the field, or that it is a value of one's own.
func headings(k *model.Kind, names []string) []string {
	n := map[string]int{}
	out := make([]string, len(names))
	for i, name := range names {
		if f := field(k, name); f != nil {
			out[i] = strings.ToLower(f.Label)
			n[out[i]]++
		}
	}
	for i, name := range names {
		switch own := strings.HasPrefix(name, model.CustomPrefix); {
		case n[out[i]] < 2:
		case own:
			out[i] += ", own"
		case out[i] != name:
			out[i] = strings.ReplaceAll(name, "_", " ")
		}
	}
	return out
}

// field finds a column's field in a kind; a project answers for some of a task's columns.
func field(k *model.Kind, name string) *model.Field {
	if f := k.Field(name); f != nil {
		return f
	}
	if name == "percent" {
		return k.Field("done")
	}
	if strings.HasPrefix(name, model.CustomPrefix) {
		return k.FindField(name)
	}
	return nil
}

func numeric(f *model.Field) bool {
	switch f.Type {
	case model.TypeInt, model.TypeNumber, model.TypeMoney, model.TypePercent, model.TypeSpan:
		return true
	case model.TypeCalc:
		return f.Width <= 10
	}
	return false
}

// computedMoney are the fields that are worked out as an amount.
var computedMoney = map[string]bool{"spent": true, "left": true}

// shortMoney shortens an amount so that those of a column can be compared at a glance; where
// each cent counts, in the ledger, only one that would not fit.
func shortMoney(c *model.Ctx, f *model.Field, r model.Record, shown string) string {
	if f.Type != model.TypeMoney && !computedMoney[f.Name] || f.Name == "amount" && len(shown) <= 11 {
		return shown
	}
	a, err := money.Parse(f.Text(c, r), c.Currency)
	if err != nil {
		return shown
	}
	s := a.Short()
	if c.ASCII {
		s = money.Spell(s)
	}
	return s
}
