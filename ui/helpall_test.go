package ui

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/store"
	"tandem/store/sample"
	"tandem/ui/act"
	"tandem/ui/uitest"
)

// sampled is a program on the sample, with its driver.
func sampled(t *testing.T, w, h int) (*Model, *uitest.Driver) {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC) }
	path := filepath.Join(t.TempDir(), "t.db")
	st, err := store.Open(store.Options{Path: path, Now: now, NoBackup: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if _, err := st.Do("sample", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, st.Now())
		if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	}); err != nil {
		t.Fatal(err)
	}
	m, err := New(Options{Open: func([]string) (*store.Store, error) { return st, nil }, Path: path, Now: now,
		Tick: func(time.Duration, func() tea.Msg) tea.Cmd { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return m, uitest.New(t, m, w, h)
}

// On every page and tab, whatever record the cursor is on, the help lists each action of the footer, and
// says the word by which the footer calls it: who reads "a resolve" below finds it under ?.
func TestHelpSaysWhatTheFooterSays(t *testing.T) {
	m, d := sampled(t, 160, 50)
	places := [][]string{{"d"}, {"t"}, {"d", "enter"}, {"t", "enter"}}
	for _, k := range "1234567890" {
		places = append(places, []string{string(k)}, []string{string(k), "}"}, []string{string(k), "enter"})
	}
	for _, k := range "ahbsfnvmco" {
		places = append(places, []string{"p", string(k)})
	}
	seen := map[string]bool{}
	for _, keys := range places {
		d.Press(keys...)
		for range 8 {
			rows := map[act.Name]act.Row{}
			for _, s := range m.env.Keys.Help(m.chain()) {
				for _, r := range s.Rows {
					rows[r.Action] = r
				}
			}
			for _, h := range m.disp.Footer(m.chain()) {
				r, ok := rows[h.Action]
				def, _ := m.env.Keys.Def(h.Action)
				said := strings.ToLower(strings.Join([]string{r.Title, r.Here, r.Help, def.Short}, " "))
				if !ok || !strings.Contains(said, strings.ToLower(h.Text)) {
					t.Errorf("%v: the footer has %q, the help %+v", keys, h.Text, r)
				}
				seen[h.Text] = true
			}
			d.Press("j")
		}
		d.Press("esc", "esc", "esc", "1")
	}
	for _, word := range []string{"resolve", "keep", "deliver", "triage"} {
		if !seen[word] {
			t.Errorf("no footer has %q: the test looks at too little", word)
		}
	}
}

// Under ? on the page of today stands the verb of the very record: resolve, on an escalation.
func TestHelpOfToday(t *testing.T) {
	m, d := sampled(t, 120, 36)
	d.Press("d")
	for range 40 {
		if m.atHand(model.EscalationPrefix) != 0 {
			break
		}
		d.Press("j")
	}
	if !slices.ContainsFunc(m.disp.Footer(m.chain()), func(h act.Hint) bool { return h.Text == "resolve" }) {
		t.Fatalf("the footer says nothing of it:\n%s", d.Screen())
	}
	d.Press("?").Type("resolve").Has("accept or resolve")
	d.Press("ctrl+u").Type("triage").Has("Triage")
}
