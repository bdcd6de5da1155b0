package ui_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/store"
	"tandem/ui"
	"tandem/ui/uitest"
)

func TestSearchFindsAndOpens(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press("ctrl+f").Has("Search everything", "the last changed first")
	d.Type("printer offl").Has("Label printer offline at dock 4", "escalation", "1/", "enter open")
	d.Press("enter").Lacks("Search everything").Has("Label printer offline at dock 4")
	d.Press("esc").Has("escalations  4/") // enter opened it over its list
}

func TestSearchShowsTheMatch(t *testing.T) {
	d := start(t, 140, 40, true)
	var id model.ID
	if _, err := d.store.Do("note", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, d.store.Now())
		id = e.Put("R", &model.Risk{Title: "Ferry strike", Project: model.NewID("P", 1), Status: "open",
			Meta: model.Meta{Notes: strings.Repeat("Filler words here. ", 20) + "The Überführung in Łódź is at risk."}})
		return e.Batch()
	}); err != nil {
		t.Fatal(err)
	}
	d.Press("u", "U") // the screen takes the newest snapshot over
	d.Press("ctrl+f").Type("uberfuhrung lodz").Has("Ferry strike", "notes: ", "Überführung in Łódź", id.String(), "1 found")
	d.Press("ctrl+u").Type(id.String()).Has("Ferry strike")
	d.Press("ctrl+o").Lacks("Search everything").Has("Ferry strike")
	d.Press("ctrl+f").Type("ferry strkie").Has("words like these", "Ferry strike")
}

func TestSearchNarrowsByKind(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press("ctrl+f").Type("printer").Has("task", "escalation")
	all := d.Screen()
	d.Press("tab").Has("kind:")
	d.Press("shift+tab").Lacks("kind:project")
	d.Press("ctrl+u").Type("kind:risk printer").Has("risk")
	if strings.Contains(list(d.Screen()), " task ") {
		t.Errorf("tasks among the risks:\n%s", d.Screen())
	}
	d.Press("ctrl+u").Type("kind:unicorn x").Has("no kind of record is called")
	d.Press("esc").Lacks("Search everything")
	_ = all
}

// list is the part of the screen with the hits.
func list(screen string) string {
	lines := strings.Split(screen, "\n")
	return strings.Join(lines[3:min(len(lines), 20)], "\n")
}

// Enter means what was typed, however late the answer comes: here it is given after the key.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press("ctrl+f")
	m := d.Model()
	var late []tea.Cmd
	for _, r := range "card terminals" {
		_, cmd := m.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		late = append(late, cmd)
	}
	_, cmd := m.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	if cmd != nil {
		late = append(late, cmd)
	}
	d.Has("Search everything")
	slices.Reverse(late) // and the stale answers come last of all
	for _, c := range late {
		d.Run(c)
	}
	d.Lacks("Search everything").Has("Card terminals")
}

// An edit is found at once, and a record that is gone no more.
func TestSearchSeesEdits(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press("ctrl+f").Type("zebra").Has("Nothing fits").Press("esc")
	d.Press("2", "n").Type("Zebra crossing closed").Press("tab").Type("P-1").Press("ctrl+s")
	d.Press("ctrl+f").Type("zebra").Has("Zebra crossing closed", "1 found").Press("esc")
	d.Press("u").Press("ctrl+f").Type("zebra").Has("Nothing fits")
}

func TestPaletteTakesArguments(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press("t", ":").Type("snooze").Has("Snooze").Press("enter").Has("Snooze: 3 working days", "Snooze: Monday")
	d.Type("3").Has("Snooze: 3 working days").Press("enter").Has("Snooze")
	d.Press("u")
	d.Press(":").Type("snooze 3").Press("enter").Has("Snooze").Press("u", "esc")
	d.Press(":").Type("list risks status:open").Press("enter").Has("risks", "status:open")
	d.Press(":").Type("filter printer").Press("enter").Has("printer")
	d.Press(":").Type("show A-1").Press("enter").Has("Northwind Logistics")
	d.Press(":").Type("search label").Press("enter").Has("Search everything", "> label")
}

func TestPaletteSetsAValue(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press(":").Type("list risks").Press("enter")
	d.Press(":").Type("set title=Renamed from the palette").Press("enter").Has("Renamed from the palette")
	d.Press("u").Lacks("Renamed from the palette  R")
	d.Press(":").Type("set nonsense=1").Press("enter").Has("nonsense")
}

func TestPaletteSaysWhyNot(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press(":").Type("next place").Has("there is no place to go forward to").Press("enter").Has("Next place: there is no place")
	d.Has("Commands") // nothing was done, so nothing is closed
}

// What was chosen stands first the next time, and after a restart; so does the place.
func TestMemoryAcrossRestarts(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("7", "j").Has("escalations  2/")
	d.Press(":").Type("zoom").Press("enter").Lacks("PM  1 Plan").Press("z")
	info, err := os.Stat(d.path + ".state")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("what is remembered is not kept for oneself: %v %v", info, err)
	}
	again := reopen(t, d)
	again.Has("escalations  2/").Press(":")
	lines := again.Lines()
	first := ""
	for i, l := range lines {
		if strings.Contains(l, "> ") && strings.Contains(l, "│") {
			first = lines[i+1]
			break
		}
	}
	if !strings.Contains(first, "Zoom") {
		t.Errorf("the first command is %q", first)
	}
}

// A memory that is broken, or of another version, is none.
func TestBrokenMemory(t *testing.T) {
	d := start(t, 120, 36, true)
	for _, s := range []string{"{", `{"place":{"place":"moon","tab":99,"kind":"ZZ","ref":"ZZ-9","open":"T-999999"}}`, `{"recent":["gone",""]}`, "\x00"} {
		if err := os.WriteFile(d.path+".state", []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		reopen(t, d).Has("PM  1 Plan").Press(":").Has("Commands")
	}
}

// reopen starts the program anew on the same workspace.
func reopen(t *testing.T, d desk) *uitest.Driver {
	t.Helper()
	m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return d.store, nil }, Path: d.path, Now: func() time.Time { return clock }, Tick: noTick})
	if err != nil {
		t.Fatal(err)
	}
	return uitest.New(t, m, 120, 36)
}

// Back and forth is as in a browser: every tab, kind, filter and opened record is a page, with the
// cursor where it was.
func TestBackAndForth(t *testing.T) {
	d := start(t, 120, 36, true)
	where := func() string {
		var out []string
		for _, l := range d.Lines() {
			out = append(out, strings.TrimRight(l, " "))
		}
		return strings.Join(out[1:len(out)-1], "\n") // without the clock and the footer
	}
	d.Press("2", "j", "j")
	var pages []string
	visit := func(keys ...string) {
		pages = append(pages, where())
		d.Press(keys...)
	}
	visit("}")             // another kind
	visit("7")             // another tab, on the other side
	visit("j", "enter")    // an opened record
	visit("esc", "6", "}") // and away
	pages = append(pages, where())
	d.Press("/").Type("a").Press("enter")
	filtered := where()
	d.Press("[")
	if got := where(); got != pages[len(pages)-1] {
		t.Errorf("the filter is not taken back:\n%s\nwant\n%s", got, pages[len(pages)-1])
	}
	d.Press("]")
	if got := where(); got != filtered {
		t.Errorf("the filter does not come again:\n%s\nwant\n%s", got, filtered)
	}
	d.Press("t").Has("triage").Press("[")
	if got := where(); got != filtered {
		t.Errorf("from triage back:\n%s\nwant\n%s", got, filtered)
	}
	for range 20 {
		d.Press("[")
	}
	d.Has("first place")
	for range 20 {
		d.Press("]")
	}
	d.Has("triage", "no place to go forward")
}

// A record that is gone meanwhile is no page to fall into.
func TestBackToWhatIsGone(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("2", "n").Type("A risk of a day").Press("tab").Type("P-1").Press("ctrl+s").Press("enter").Has("A risk of a day")
	d.Press("6", "u", "[").Fits()
	d.Press("[", "[", "]", "]").Fits()
}

// BenchmarkSearchKey is a letter typed into the search over 100,000 records, and the frame after.
func BenchmarkSearchKey(b *testing.B) {
	m := bench(b, 100_000, false)
	d := uitest.Over(b, m, 200, 50)
	d.Press("ctrl+f")
	words := []rune("delivery windows label")
	var worst time.Duration
	i := 0
	for b.Loop() {
		if i%len(words) == 0 {
			d.Press("ctrl+u")
		}
		from := time.Now()
		d.Type(string(words[i%len(words)]))
		d.Raw()
		worst = max(worst, time.Since(from))
		i++
	}
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
}

// BenchmarkFilterKey is a letter typed into the filter of the outline over 100,000 records, and
// the frame after it.
func BenchmarkFilterKey(b *testing.B) {
	d := uitest.Over(b, bench(b, 100_000, false), 200, 50)
	d.Press("1", "{", "/")
	words := []rune("delivery windows")
	var worst time.Duration
	i := 0
	for b.Loop() {
		if i%len(words) == 0 {
			d.Press("ctrl+u")
		}
		from := time.Now()
		d.Type(string(words[i%len(words)]))
		d.Raw()
		worst = max(worst, time.Since(from))
		i++
	}
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
}
