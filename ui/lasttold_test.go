package ui

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	tea "charm.land/bubbletea/v2"
)

// again is a model of the next run on the same workspace.
func (m *Model) again(t *testing.T, memory *memory) *Model {
	t.Helper()
	next, err := New(Options{Path: m.opt.Path, Now: m.opt.Now, Tick: func(time.Duration, func() tea.Msg) tea.Cmd { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	next.w, next.h = 120, 36
	next.opened(opened{store: m.store, memory: memory})
	return next
}

// TestToldLast: until all records are read the screen tells what it told last of the same step of history, and
// says that it does; of another step it tells nothing.
func TestToldLast(t *testing.T) {
	m := openedPacked(t)
	m.hears(m.verify()())
	_ = m.remindSoon()()
	kept := readMemory(m.opt.Path)
	if kept.Told == nil || kept.Told.Decide == 0 || len(kept.Told.Health) == 0 {
		t.Fatalf("told %+v", kept.Told)
	}
	health := "health " // of the account the cursor is on, as the page of accounts says it above the list

	next := m.again(t, kept)
	if !next.env.Cold || !next.facts.old || next.facts.now != m.facts.now || next.facts.press != m.facts.press {
		t.Fatalf("cold %v, facts %+v, want %+v", next.env.Cold, next.facts, m.facts)
	}
	first := ansi.Strip(next.header(120))
	if !strings.Contains(first, "to decide…") {
		t.Errorf("first line %q", first)
	}
	if screen := ansi.Strip(next.View().Content); strings.Count(screen, health) == 0 || strings.Count(screen, "▇") < 10 {
		t.Errorf("no health:\n%s", screen)
	}
	next.hears(next.verify()())
	if next.facts != m.facts || next.env.Told != nil {
		t.Errorf("facts %+v, want %+v", next.facts, m.facts)
	}
	if line := ansi.Strip(next.header(120)); !strings.Contains(line, "to decide ") {
		t.Errorf("counted it says %q, before %q", line, first)
	}

	kept.Told.Seq++
	if other := m.again(t, kept); other.facts.known || strings.Contains(other.header(120), "decide") {
		t.Errorf("facts %+v of another step", other.facts)
	}
}

// TestForetell: a command that filled the workspace leaves what the screen would count, and of what the screen
// remembers nothing else is lost.
func TestForetell(t *testing.T) {
	m := openedPacked(t)
	if err := writeMemory(m.opt.Path, memory{Recent: []string{"x"}, Zoom: true}); err != nil {
		t.Fatal(err)
	}
	Foretell(m.store)
	kept := readMemory(m.opt.Path)
	if !kept.Zoom || len(kept.Recent) != 1 {
		t.Errorf("lost what was remembered: %+v", kept)
	}
	next := m.again(t, kept)
	if !next.facts.old || next.facts.now == 0 {
		t.Fatalf("facts %+v", next.facts)
	}
	m.hears(m.verify()())
	want := m.toldNow()
	if got := kept.Told; got.Seq != want.Seq || got.Open != want.Open || got.Held != want.Held || got.Blocked != want.Blocked || got.Decide != want.Decide || !maps.Equal(got.Health, want.Health) {
		t.Errorf("foretold %+v, counted %+v", got, want)
	}
}
