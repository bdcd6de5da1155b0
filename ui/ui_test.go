package ui_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/store"
	"tandem/store/sample"
	"tandem/ui"
	"tandem/ui/uitest"
)

var clock = time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)

// desk is a program on a store of its own, both at a fixed moment.
type desk struct {
	*uitest.Driver
	store *store.Store
	path  string
}

func noTick(time.Duration, func() tea.Msg) tea.Cmd { return nil }

func open(t testing.TB, path string) *store.Store {
	t.Helper()
	st, err := store.Open(store.Options{Path: path, Now: func() time.Time { return clock }, NoBackup: true})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// fill puts a sample into the store; records 0 is the life-like one.
func fill(t testing.TB, st *store.Store, records int) {
	t.Helper()
	_, err := st.Do("sample", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, st.Now())
		if err := sample.Build(e, sample.Options{Seed: 1, Records: records}); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func start(t testing.TB, w, h int, sampled bool, change ...func(*ui.Options)) desk {
	t.Helper()
	return startAs(t, w, h, sampled, func(m tea.Model) tea.Model { return m }, change...)
}

// startWrapped starts the sample at the usual size with something between it and the driver.
func startWrapped(t testing.TB, wrap func(tea.Model) tea.Model, change ...func(*ui.Options)) desk {
	t.Helper()
	return startAs(t, 120, 36, true, wrap, change...)
}

func startAs(t testing.TB, w, h int, sampled bool, wrap func(tea.Model) tea.Model, change ...func(*ui.Options)) desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.db")
	st := open(t, path)
	if sampled {
		fill(t, st, 0)
	}
	t.Cleanup(func() { st.Close() })
	opt := ui.Options{Open: func([]string) (*store.Store, error) { return st, nil }, Path: path, Now: func() time.Time { return clock }, Tick: noTick}
	for _, f := range change {
		f(&opt)
	}
	m, err := ui.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	return desk{uitest.New(t, wrap(m), w, h), st, path}
}

func TestWelcomeOffersTheSample(t *testing.T) {
	d := start(t, 120, 36, false)
	d.Has("Welcome to tandem", "sample workspace", "Import what you have")
	d.Press("s").Has("Warehouse rollout", "Corvid Health", "Fill with the sample workspace")
	d.Press("u").Has("Undone")
	if n := d.store.Snapshot().Count("T"); n != 0 {
		t.Errorf("%d tasks after undo", n)
	}
}

func TestTwoPanesFollowOneAnother(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Has("PM  1 Plan", "DM  6 Acc", "Patient portal", "Corvid Health  A-3")
	d.Press("/").Type("Warehouse").Press("enter").Has("Northwind Logistics  A-1", "€1.5M a year")
	d.Press("tab", "7").Has("Label printer offline")
}

func TestNewRiskByForm(t *testing.T) {
	d := start(t, 120, 36, true)
	n := d.store.Snapshot().Count("R")
	d.Press("2", "n").Has("New risk").Type("Ferry strike in week 49").Press("tab").Type("Warehouse").Press("enter", "ctrl+s")
	d.Has("Ferry strike in week 49")
	if got := d.store.Snapshot().Count("R"); got != n+1 {
		t.Fatalf("%d risks, want %d:\n%s", got, n+1, d.Screen())
	}
	d.Press("u")
	if got := d.store.Snapshot().Count("R"); got != n {
		t.Errorf("%d risks after undo, want %d", got, n)
	}
	d.Press("U")
	if got := d.store.Snapshot().Count("R"); got != n+1 {
		t.Errorf("%d risks after redo", got)
	}
}

// TestWrongValueStays types a wrong date: the field says what it wants, and the text stays.
func TestWrongValueStays(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("6", "}", "}", "}", "n").Has("New promise").Type("Send the plan").Press("tab", "tab", "tab")
	d.Type("someday").Press("ctrl+s").Has("someday", "not a date")
}

// TestMorning is the main job: a blocker on a task and an escalation at a customer, both
// decided in triage by key, and taken back.
func TestMorning(t *testing.T) {
	d := start(t, 120, 36, true)
	before := d.store.Snapshot()
	d.Press("t").Has("triage", "Now", "Card terminals")
	d.Press("a").Has("Accept")
	d.Press("w", "v").Has("vendor")
	d.Press("s", "3").Has("Snooze")
	d.Press("x").Has("u undo")
	d.Press("c").Type("The engineer comes at ten").Press("enter")
	for range 5 {
		d.Press("u")
	}
	after := d.store.Snapshot()
	for _, k := range before.Schema().Kinds {
		for r := range before.All(k.Prefix) {
			got := after.Get(r.Base().ID)
			if got == nil || string(k.Append(nil, got)) != string(k.Append(nil, r)) {
				t.Errorf("%s is not as it was", r.Base().ID)
			}
		}
		if before.Count(k.Prefix) != after.Count(k.Prefix) {
			t.Errorf("%d %s, want %d", after.Count(k.Prefix), k.Plural, before.Count(k.Prefix))
		}
	}
}

func TestDeleteIsUndoable(t *testing.T) {
	d := start(t, 120, 36, true)
	n := d.store.Snapshot().Total()
	d.Press("D").Has("Delete P-", "u undo")
	if got := d.store.Snapshot().Total(); got >= n {
		t.Errorf("%d records after delete of a project, had %d", got, n)
	}
	d.Press("u")
	if got := d.store.Snapshot().Total(); got != n {
		t.Errorf("%d records after undo, want %d", got, n)
	}
}

func TestPaletteAndSearch(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press(":").Type("list promi").Press("enter").Has("Revised cut-over")
	d.Press("ctrl+f").Type("label printer offl").Has("escalation").Press("enter").Has("Label printer offline at dock 4")
	d.Press("[").Has("Revised cut-over")
}

func TestDisabledKeySaysWhy(t *testing.T) {
	d := start(t, 120, 36, false)
	d.Press("esc", "enter").Has("the list is empty")
	d.Press("8", "}").Has("only answers live on this tab")
}

func TestFormDraftSurvives(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("2", "n").Type("Half a thought").Press("esc").Has("draft")
	d.Press("n").Has("Half a thought", "typed before")
}

// TestDraftOfSeveralSurvives: what was typed for all marked records, or into one value, is there
// again after esc and after a crash, for the same records only, until it is saved.
func TestDraftOfSeveralSurvives(t *testing.T) {
	second := func(d time.Duration, msg func() tea.Msg) tea.Cmd {
		if d == time.Second {
			return msg
		}
		return nil
	}
	d := start(t, 120, 36, true)
	d.Press("2", "space", "space", "e", "shift+tab").Has("2 risks").Type("half a cause").Press("esc").Has("Kept as a draft")
	d.Press(":").Type("draft: 2 risks").Has("half a cause").Press("esc", "esc")
	d.Press("space", "e").Has("3 risks").Lacks("half a cause").Press("esc")
	d.Press("k", "space", "e").Has("2 risks", "half a cause", "typed before").Press("ctrl+s").Has("Edit 2 risks")
	d.Press("e").Has("half a cause").Lacks("typed before").Press("esc")

	c := start(t, 120, 36, true, func(o *ui.Options) { o.Tick = second })
	c.Press("2", "i").Press("ctrl+u").Type("Words before the crash")
	again := reopened(t, c)
	again.Press("2", "i").Has("Words before the crash").Press("tab").Has("Words before the crash").Press("esc", "i").Lacks("typed before")
	again.Press("esc").Press("space", "space", "e", "shift+tab").Type("For two before the crash")
	again = reopened(t, c)
	again.Press("2", "space", "space", "e").Has("For two before the crash")
}

// reopened is a second program on the same store, as after a crash of the first.
func reopened(t *testing.T, d desk) *uitest.Driver {
	t.Helper()
	m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return d.store, nil }, Path: d.path, Now: func() time.Time { return clock }, Tick: func(d time.Duration, msg func() tea.Msg) tea.Cmd {
		if d == time.Second {
			return msg
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return uitest.New(t, m, 120, 36)
}

func TestZoomAndWidths(t *testing.T) {
	d := start(t, 200, 50, true)
	d.Has("objectives").Press("z").Lacks("6 Acc").Press("z").Has("6 Acc")
	d.Resize(99, 30).Lacks("6 Accounts", "6 Acc").Press("tab").Has("6 Acc")
	d.Resize(39, 9).Has("wants 40x10")
}

func TestMouse(t *testing.T) {
	d := start(t, 120, 36, true)
	lines := d.Lines()
	for y, l := range lines {
		if x := strings.Index(l, "7 Esc"); x >= 0 && y == 1 {
			d.Click(len([]rune(l[:x])), y).Has("Label printer offline")
			return
		}
	}
	t.Errorf("no tab 7 to click:\n%s", strings.Join(lines, "\n"))
}

// TestGeometry draws every surface at many sizes: no panic, no line wider or narrower than
// the screen, in colour and in ASCII.
func TestGeometry(t *testing.T) {
	surfaces := map[string][]string{
		"home": nil, "zoom": {"z"}, "triage": {"t"}, "contact": {"t", "c"}, "pending": {"t", "w"}, "today": {"d"}, "record": {"enter"}, "form": {"e"}, "new": {"n"},
		"palette": {":"}, "search": {"ctrl+f", "a"}, "help": {"?"}, "filter": {"/", "a"}, "why": {"="}, "columns": {"v", "c"}, "views": {"v", "v"}, "naming": {"v", "s"}, "groups": {"v", "g"}, "other": {"tab"},
	}
	for i, k := range []string{"2", "3", "4", "5", "7", "8", "9", "0"} {
		surfaces["tab "+k] = []string{k}
		surfaces["tab "+k+" record"] = []string{k, "enter"}
		_ = i
	}
	for name, keys := range surfaces {
		for _, ascii := range []bool{false, true} {
			d := start(t, 120, 36, true, func(o *ui.Options) { o.ASCII, o.NoColor = ascii, ascii })
			d.Press(keys...)
			for _, w := range []int{1, 2, 7, 39, 40, 41, 60, 79, 80, 99, 100, 120, 159, 160, 200, 250} {
				for _, h := range []int{1, 2, 9, 10, 11, 24, 36, 60} {
					d.Resize(w, h).Fits()
				}
			}
			if ascii {
				for _, r := range d.Resize(120, 36).Screen() {
					if r > 126 && !strings.ContainsRune("éäöüÄÖÜßàèółž’€£", r) {
						t.Errorf("%s: %q is no ASCII", name, r)
						break
					}
				}
			}
			if t.Failed() {
				t.Fatalf("surface %s ascii %v", name, ascii)
			}
		}
	}
}

func TestSecondStartShowsAll(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("2", "n").Type("Ferry strike").Press("tab").Type("P-1").Press("ctrl+s")
	if err := d.store.Close(); err != nil {
		t.Fatal(err)
	}
	st := open(t, d.path)
	defer st.Close()
	found := false
	for r := range model.Each[*model.Risk](st.Snapshot(), "R") {
		found = found || r.Title == "Ferry strike"
	}
	if !found {
		t.Error("the risk is gone after a restart")
	}
	if _, err := st.Undo(); err != nil {
		t.Errorf("undo after a restart: %v", err)
	}
}

// TestDraftSurvivesACrash types into a form and never leaves it: the next start has the words.
func TestDraftSurvivesACrash(t *testing.T) {
	second := func(d time.Duration, msg func() tea.Msg) tea.Cmd {
		if d == time.Second {
			return msg
		}
		return nil
	}
	d := start(t, 120, 36, true, func(o *ui.Options) { o.Tick = second })
	d.Press("2", "n").Type("Words before the crash")
	m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return d.store, nil }, Path: d.path, Now: func() time.Time { return clock }, Tick: noTick})
	if err != nil {
		t.Fatal(err)
	}
	again := uitest.New(t, m, 120, 36)
	again.Press("2", "n").Has("Words before the crash")
	again.Press("tab").Type("P-1").Press("ctrl+s")
	again.Press("n").Lacks("Words before the crash                ")
}
