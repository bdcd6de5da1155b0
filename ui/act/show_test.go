package act

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func words(hints []Hint) string {
	var out []string
	for _, h := range hints {
		s := h.Key + " " + h.Text
		if h.Choices != "" {
			s += " (" + h.Choices + ")"
		}
		if !h.Enabled {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestFooterOfTriage(t *testing.T) {
	d := NewDispatcher(product(t))
	chain := Chain{ScopeOf("triage"), ScopeOf(Global)}
	want := "a accept, c contact, w wait (c v d t), s snooze (1-9 h m d), E escalate (1-3), L link (1-9), x close, X reason (r n u p o), . again, M mark group (a b w m r p c), space mark, W wait until (c v d t), " +
		"z zoom, t triage, d today, p picture, : commands, ? keys, u undo"
	if got := words(d.Footer(chain)); got != want {
		t.Errorf("footer:\n%s\nwant:\n%s", got, want)
	}
	d.Press(chain, "s", "s")
	if got, want := words(d.Footer(chain)), "s one working day, 2-9 working days, h two hours, m Monday, d a date, esc leave"; got != want {
		t.Errorf("pending footer = %q, want %q", got, want)
	}
	d.Reset()
	d.Press(chain, "w", "w")
	if got, want := words(d.Footer(chain)), "w customer, v vendor, d department, t team, esc leave"; got != want {
		t.Errorf("pending footer = %q, want %q", got, want)
	}
}

func TestFooterFollowsTheChain(t *testing.T) {
	tab := product(t)
	detail := words(tab.Footer(Chain{ScopeOf("detail"), ScopeOf("browse"), ScopeOf(Global)}, ""))
	if strings.Count(detail, "enter ") != 1 || !strings.Contains(detail, "enter open") {
		t.Errorf("the inner scope does not win: %s", detail)
	}
	form := words(tab.Footer(Chain{ScopeOf("form"), ScopeOf("browse"), ScopeOf(Global)}, ""))
	if strings.Contains(form, "undo") || !strings.Contains(form, "ctrl+s save") {
		t.Errorf("the form shows keys that it would type: %s", form)
	}
	browse := ScopeOf("browse")
	browse.Enabled = func(n Name) (bool, string) { return n != "record.edit", "read only" }
	if got := words(tab.Footer(Chain{browse}, "")); !strings.Contains(got, "e edit!") || !strings.Contains(got, "n new,") {
		t.Errorf("footer = %s", got)
	}
	if got := tab.Footer(Chain{browse}, "ghost"); len(got) == 0 {
		t.Error("an unknown pending verb empties the footer")
	}
}

// TestFooterInTheWordsOfAScope: a scope words an action as it is meant there; the rest stays as usual.
func TestFooterInTheWordsOfAScope(t *testing.T) {
	keys, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	sc := ScopeOf("palette")
	sc.Short = func(n Name) string {
		if n == "palette.run" {
			return "save"
		}
		return ""
	}
	got := map[Name]string{}
	for _, h := range keys.Footer(Chain{sc}, "") {
		got[h.Action] = h.Text
	}
	if got["palette.run"] != "save" || got["palette.close"] != "close" {
		t.Errorf("%v", got)
	}
}

// TestFooterShowsTheLikely: what is likely at hand comes after the first hint, in its order, unranked or
// not; what cannot be done stays where its rank has it, and out of sight without one.
func TestFooterShowsTheLikely(t *testing.T) {
	tab := product(t)
	sc := ScopeOf("browse")
	sc.Likely = func() []Name {
		return []Name{"record.contact", "record.incident", "record.raise", "record.why", "app.brief"}
	}
	sc.Enabled = func(n Name) (bool, string) { return n != "record.incident" && n != "record.why", "not here" }
	got := words(tab.Footer(Chain{sc, ScopeOf(Global)}, ""))
	if want := "enter open, c contact, E escalate (1-3 w), B brief, n new, e edit"; !strings.HasPrefix(got, want) {
		t.Errorf("footer %s\nwant   %s", got, want)
	}
	if strings.Contains(got, "I incident") || !strings.Contains(got, "= why!") || strings.Count(got, "c contact") != 1 {
		t.Errorf("footer %s", got)
	}
	inner := ScopeOf("detail")
	inner.Likely = func() []Name { return nil }
	if got := words(tab.Footer(Chain{inner, sc}, "")); strings.Contains(got, "contact") {
		t.Errorf("the inner scope has no say: %s", got)
	}
}

func TestHelp(t *testing.T) {
	tab := product(t)
	browse := ScopeOf("browse")
	browse.Enabled = func(n Name) (bool, string) { return n != "record.edit", "read only" }
	help := tab.Help(Chain{ScopeOf("job"), browse, ScopeOf(Global)})
	var titles []string
	rows := map[Name]Row{}
	for _, s := range help {
		titles = append(titles, s.Title)
		for _, r := range s.Rows {
			rows[r.Action] = r
		}
	}
	if want := []string{"While work is under way", "Lists", "Everywhere"}; !slices.Equal(titles, want) {
		t.Errorf("sections %v, want %v", titles, want)
	}
	if r := rows["record.edit"]; r.Enabled || r.Reason != "read only" {
		t.Errorf("disabled row = %+v", r)
	}
	if r := rows["record.new"]; !r.Enabled || r.Reason != "" || r.Help == "" {
		t.Errorf("enabled row = %+v", r)
	}
	if _, there := rows["app.back"]; there {
		t.Error("help shows esc of the global scope though the job takes it")
	}
}

func TestKeyFor(t *testing.T) {
	tab := product(t)
	if got := tab.KeyFor(Chain{ScopeOf("browse"), ScopeOf(Global)}, "app.undo"); got != "u" {
		t.Errorf("KeyFor = %q", got)
	}
	if got := tab.KeyFor(Chain{ScopeOf("dialog"), ScopeOf(Global)}, "app.undo"); got != "" {
		t.Errorf("KeyFor behind a dialog = %q", got)
	}
}

func TestAllHoldsEveryAction(t *testing.T) {
	extra := def("loose")
	tab, err := NewTable(append(Defs(), extra), Bindings())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[Name]bool{}
	for _, r := range tab.All() {
		seen[r.Action] = true
	}
	for _, d := range append(Defs(), extra) {
		if !seen[d.Name] {
			t.Errorf("%q is missing", d.Name)
		}
	}
}

func TestMarkdown(t *testing.T) {
	md := product(t).Markdown()
	for _, want := range []string{
		"### Everywhere\n", "### Triage\n", "| `ctrl+f` | Search everything |", "`2-9` working days, `h` two hours",
		"| `j` `down` | Down |",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("no %q in:\n%s", want, md)
		}
	}
	for _, line := range strings.Split(md, "\n") {
		if strings.HasPrefix(line, "|") && strings.Count(line, "|")-strings.Count(line, "\\|") != 4 {
			t.Errorf("row with other than three cells: %s", line)
		}
	}
	odd, err := NewTable([]Def{def("pipe")}, []Binding{on("own", "pipe", "|")})
	if err != nil || !strings.Contains(odd.Markdown(), "`\\|`") || !strings.Contains(odd.Markdown(), "### own") {
		t.Errorf("a bar as key: %v", err)
	}
}

// The product's manners, as data.
func TestProductKeys(t *testing.T) {
	tab := product(t)
	tests := map[string]string{
		"browse": "n record.new, e record.edit, enter record.open, / list.filter, space list.mark, * list.markall, j move.down, k move.up, " +
			"g move.top, G move.bottom, down move.down, pgdown move.pagedown, ctrl+d move.halfdown, h move.left, s list.sort, S list.reverse, " +
			"D record.delete, v list.view, } kind.next, { kind.prev, y record.copy, o record.source, c record.contact, = record.why, esc app.back, : app.palette, ? app.help, " +
			"t app.triage, d app.today, tab pane.other, z pane.zoom, 1 tab.1, 0 tab.10, ctrl+f app.search, u app.undo, U app.redo, " +
			"[ history.back, ] history.forward, q app.quit, ctrl+c app.cancel, ctrl+z app.suspend",
		"triage": "a triage.accept, c triage.contact, w triage.wait, W triage.waituntil, s triage.snooze, E triage.escalate, L triage.link, x triage.close, " +
			"X triage.reason, . triage.repeat, space list.mark, * triage.markalike, tab triage.hat, = record.why, e record.edit, " +
			"enter record.open, 1 triage.view.1, 6 triage.view.6, 7 tab.7, u app.undo, j move.down",
		"triage.text": "enter entry.send, esc entry.leave, ctrl+c entry.leave, ctrl+z app.suspend",
		"form": "tab form.next, shift+tab form.prev, down move.down, up move.up, ctrl+s form.save, enter form.enter, ctrl+e form.editor, " +
			"ctrl+u entry.clear, esc form.close, ctrl+c form.close, ctrl+z app.suspend",
		"filter":  "enter filter.apply, esc filter.clear, up move.up, down move.down",
		"palette": "up move.up, ctrl+n move.down, ctrl+p move.up, enter palette.run, esc palette.close",
		"help":    "esc help.close, down move.down",
		"dialog":  "y dialog.yes, n dialog.no, enter dialog.ok, esc dialog.cancel, ctrl+c dialog.cancel",
		"job":     "esc job.cancel, ctrl+c job.cancel, q app.quit",
		"detail":  "esc detail.close, enter detail.follow, e record.edit, j move.down, tab detail.next",
		"chart":   "+ scale.in, - scale.out",
	}
	for scope, list := range tests {
		chain := Chain{ScopeOf(scope), ScopeOf(Global)}
		for _, item := range strings.Split(list, ", ") {
			key, action, _ := strings.Cut(item, " ")
			if got := NewDispatcher(tab).Press(chain, key, ""); got.Action != Name(action) {
				t.Errorf("%s: %q does %q, want %q", scope, key, got.Action, action)
			}
		}
	}
}

// Text entries and dialogs must not let a key through, and must offer a way out.
func TestClosedScopesHaveAWayOut(t *testing.T) {
	tab := product(t)
	for _, p := range places {
		if p.name == Global || p.leak != LeakNone {
			continue
		}
		chain := Chain{ScopeOf(p.name), ScopeOf(Global)}
		for _, key := range []string{"esc", "ctrl+c"} {
			if got := NewDispatcher(tab).Press(chain, key, ""); got.Kind != Run || got.Scope != p.name {
				t.Errorf("%s: %s gives %+v", p.name, key, got)
			}
		}
		if got := NewDispatcher(tab).Press(chain, "q", "q"); got.Action == "app.quit" {
			t.Errorf("%s: q quits", p.name)
		}
	}
}

func TestDefsReadWell(t *testing.T) {
	for _, d := range Defs() {
		if !strings.HasSuffix(d.Help, ".") || strings.Contains(d.Help, "\n") || len(d.Help) > 130 {
			t.Errorf("%s: help %q is no single short sentence line", d.Name, d.Help)
		}
		if s := short(&d); strings.Contains(s, "\n") || len(fmt.Sprint(s)) > 40 {
			t.Errorf("%s: short %q", d.Name, s)
		}
	}
	for _, p := range places {
		if TitleOf(p.name) == p.name {
			t.Errorf("scope %q has no heading", p.name)
		}
	}
	if sc := ScopeOf("own"); sc.Name != "own" || sc.Leak != LeakAll || sc.Text {
		t.Errorf("unknown scope = %+v", sc)
	}
}
