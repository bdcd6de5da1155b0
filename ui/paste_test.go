package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
)

// TestPasteMakesRecords: lines pasted onto a list are shown as the records they would become,
// made in one step and taken back in one.
func TestPasteMakesRecords(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("2") // risks, of the project in sight
	before := d.store.Snapshot().Count("R")
	d.Paste("- Supplier is late\r\n\r\n* [ ] Key person leaves\r2. \x1b[31mRed\x1b[0m \u202etape\n-\n")
	d.Has("Make 3 risks of the lines pasted", "✓ Supplier is late", "✓ Key person leaves", "✓ Red tape", "enter makes 3 risks").Fits()
	if d.store.Snapshot().Count("R") != before {
		t.Fatal("the preview made records")
	}
	d.Press("enter").Has("Paste 3 risks", "u undo")
	if n := d.store.Snapshot().Count("R"); n != before+3 {
		t.Errorf("%d risks, want %d more than %d", n, 3, before)
	}
	d.Press("u").Has("Undone: Paste 3 risks")
	if n := d.store.Snapshot().Count("R"); n != before {
		t.Errorf("%d risks after undo, want %d", n, before)
	}
	d.Paste("one\ntwo").Press("esc")
	if n := d.store.Snapshot().Count("R"); n != before {
		t.Error("esc made records")
	}
}

// TestPasteTellsWhatCannotBe: a line that cannot be taken says why, and the others can.
func TestPasteTellsWhatCannotBe(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("2").Paste("fine\n"+strings.Repeat("x", 501)+"\n").Has("501 letters are too many for a name", "1 of 2 lines cannot be taken", "Make 1 risk of")
	d.Press("esc").Paste(strings.Repeat("line\n", 1001)).Has("More than 1000 lines").Lacks("lines pasted")
	d.Paste("\n \n\t").Lacks("lines pasted")
	empty := start(t, 120, 36, false)
	empty.Press("e", "2").Paste("a risk of nothing\n").Has("None of the lines can become a risk").Press("enter").Lacks("None of")
	if n := empty.store.Snapshot().Count("R"); n != 0 {
		t.Errorf("%d risks", n)
	}
}

// TestPasteIsNeverKeys: what is pasted where no text goes is not taken for commands.
func TestPasteIsNeverKeys(t *testing.T) {
	for _, keys := range [][]string{{"t"}, {"d"}, {"t", "w"}, {"enter"}} {
		d := start(t, 120, 36, true)
		seq := d.store.Snapshot()
		d.Press(keys...).Paste("D\nx\nq\naX")
		if d.Quit() || d.store.Snapshot() != seq {
			t.Errorf("%v: a paste did something", keys)
		}
	}
}

// TestPasteIntoFields: into every text entry a paste is one step, which alt+u takes back.
func TestPasteIntoFields(t *testing.T) {
	undo := tea.KeyPressMsg{Code: 'u', Mod: tea.ModAlt}
	for name, keys := range map[string][]string{"filter": {"/"}, "palette": {":"}, "search": {"ctrl+f"}, "help": {"?"}, "form": {"n"}} {
		d := start(t, 120, 36, true)
		d.Press(keys...).Type("zq ").Paste("many pasted words")
		d.Has("zq many pasted words").Send(undo).Has("zq").Lacks("pasted words").Send(undo)
		d.Lacks("zq")
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

// TestHugeHostilePaste: a megabyte of escape sequences, wide and combining signs into every
// place; none stalls and none of it reaches the terminal.
func TestHugeHostilePaste(t *testing.T) {
	hostile := strings.Repeat("\x1b[2J\x1b]52;c;QQ==\x07\x1b[201~q\x00é日👨‍👩‍👧\u202e\u009b31m\n", 1<<20/40)
	for name, keys := range map[string][]string{"list": {}, "filter": {"/"}, "palette": {":"}, "search": {"ctrl+f"}, "help": {"?"}, "form": {"n"}, "triage words": {"t", "c"}, "import": {":"}} {
		d := start(t, 120, 36, true)
		d.Press(keys...)
		if name == "import" {
			d.Type("import a file").Press("enter")
		}
		began := time.Now()
		d.Paste(hostile)
		raw := d.Raw()
		d.Type("x").Press("backspace", "left").Fits()
		limit := 3 * time.Second
		if testing.Short() {
			limit = 30 * time.Second // with the race detector everything takes ten times as long
		}
		if took := time.Since(began); took > limit {
			t.Errorf("%s: %v", name, took)
		}
		for _, bad := range []string{"\x1b[2J", "\x1b]", "\x1b[201~", "\u202e", "\u009b", "\x00", "\x07"} {
			if strings.Contains(raw, bad) {
				t.Errorf("%s: %q reached the screen", name, bad)
			}
		}
		if d.Quit() {
			t.Errorf("%s: the paste was taken for keys", name)
		}
		d.Press("esc", "esc", "esc").Fits()
	}
}

// TestCursorInFields: the terminal's cursor stands on the cell after what was typed, in every
// entry, wide signs and joined ones counted as they are drawn. An input method shows itself there.
func TestCursorInFields(t *testing.T) {
	for name, keys := range map[string][]string{"filter": {"/"}, "palette": {":"}, "search": {"ctrl+f"}, "help": {"?"}, "form": {"n"}, "triage words": {"t", "c"}} {
		for text, width := range map[string]int{"abc": 3, "日本": 4, "e\u0301a": 2, "👨‍👩‍👧": 2, "한국어x": 7} {
			d := start(t, 120, 36, true)
			d.Press(keys...)
			x0, y0, ok := d.Cursor()
			if !ok {
				t.Fatalf("%s: no cursor", name)
			}
			d.Send(tea.KeyPressMsg{Code: tea.KeyExtended, Text: text}) // as an input method hands it over
			x, y, ok := d.Cursor()
			if !ok || y != y0 || x != x0+width {
				t.Errorf("%s: %q moves the cursor from %d,%d to %d,%d, want %d cells", name, text, x0, y0, x, y, width)
			}
			d.Press("left")
			if back, _, _ := d.Cursor(); back >= x {
				t.Errorf("%s: %q: left goes from %d to %d", name, text, x, back)
			}
			d.Fits()
		}
	}
	d := start(t, 120, 36, true)
	if _, _, ok := d.Cursor(); ok {
		t.Error("a list shows a text cursor")
	}
}

// TestManyLinesAtOnce keeps the most that a paste may bring quick.
func TestManyLinesAtOnce(t *testing.T) {
	d := start(t, 120, 36, true)
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "pasted line %d\n", i)
	}
	d.Press("2").Paste(b.String()).Has("Make 1000 risks").Press("enter").Has("Paste 1000 risks").Press("u").Has("Undone")
}

// TestDiscardADraft: a form can be left without a draft; the palette brings it back, and lists
// the drafts there are.
func TestDiscardADraft(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("n").Type("Half a thought").Press("ctrl+x").Has("Discarded").Lacks("New project")
	d.Press("n").Has("New project").Lacks("Half a thought").Press("esc")
	d.Press(":").Type("bring back").Has("new project").Press("enter").Has("New project", "Half a thought")
	d.Press("esc").Has("Kept as a draft").Press(":").Type("discard draft").Has("new project").Press("enter").Has("Discarded.")
	d.Press("n").Lacks("Half a thought").Press("esc")
	d.Press("n").Type("Another one").Press("esc", ":").Type("draft: new").Press("enter").Has("Another one").Press("ctrl+x")
	again := start(t, 120, 36, true)
	again.Press("n", "ctrl+x").Lacks("Discarded", "New project")
}

// TestPasteOutline: on a project its tasks are made, in the outline of the lines, ticked ones done;
// the preview offers projects instead.
func TestPasteOutline(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("g")
	before := d.store.Snapshot()
	d.Paste("Prepare\n  - [x] Book rooms\n  - [ ] Print\n\t\tBadges\nHold it\n")
	d.Has("Make 5 tasks", "of Patient portal", "✓   Book rooms   done", "makes projects instead").Fits()
	d.Press("l").Has("Make 5 projects", "have no outline", "makes tasks instead").Press("h").Has("Make 5 tasks").Press("enter").Has("Paste 5 tasks")
	now := d.store.Snapshot()
	if now.Count("P") != before.Count("P") || now.Count("T") != before.Count("T")+5 {
		t.Fatalf("%d projects, %d tasks", now.Count("P"), now.Count("T"))
	}
	by := map[string]*model.Task{}
	for x := range model.Each[*model.Task](now, "T") {
		by[x.Name] = x
	}
	up := by["Prepare"].ID
	if by["Book rooms"].Parent != up || by["Print"].Parent != up || by["Badges"].Parent != by["Print"].ID || by["Hold it"].Parent != 0 {
		t.Error("the outline is not that of the lines")
	}
	if by["Book rooms"].Done == 0 || by["Print"].Done != 0 || by["Hold it"].Project != by["Prepare"].Project {
		t.Errorf("done %v and %v", by["Book rooms"].Done, by["Print"].Done)
	}
	d.Press("u")
	if d.store.Snapshot().Count("T") != before.Count("T") {
		t.Error("undo leaves tasks")
	}
}
