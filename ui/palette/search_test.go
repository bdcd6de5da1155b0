package palette

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/search"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// desk is a search over a few records, answered at once.
func searchBench(t *testing.T, names ...string) (*Search, pane.Env, *pane.Effect) {
	t.Helper()
	var changes []model.Change
	for i, n := range names {
		a := &model.Account{Name: n, Meta: model.Meta{ID: model.NewID("A", uint64(i+1)), Changed: date.Instant(i + 1), Notes: "words about " + n}}
		changes = append(changes, model.Change{ID: a.ID, After: a})
	}
	env := pane.Env{Snap: model.NewSnapshot(model.Kinds()).With(changes), Theme: theme.New("dark", true, false, false), Rev: 1}
	x, err := search.Grow(context.Background(), env.Snap, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var did pane.Effect
	s := NewSearch(env, Desk{
		Find: func(s *Search, q *search.Query) pane.Effect {
			r, err := x.Find(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			return s.Answer(q, r, x.Total(), x.Total())
		},
		Open:  func(id model.ID) pane.Effect { return pane.Select{ID: id} },
		Place: func(id model.ID) pane.Effect { return pane.Go{Page: pane.Page{ID: id}} },
		Preview: func(_ pane.Env, id model.ID, w, h int) []string {
			return layout.Block([]string{"record " + id.String()}, w, h)
		},
	})
	s.Ask()
	return s, env, &did
}

func TestSearchDraws(t *testing.T) {
	s, env, _ := searchBench(t, "Müller & Söhne", "日本 Freight \x1b[2J", strings.Repeat("very long ", 40), "")
	for _, q := range []string{"", "muller", "words", "日", "nothing like this", "kind:unicorn", "A-2"} {
		s.line.Set(q)
		s.Ask()
		for w := 0; w <= 200; w += 1 + w/10 {
			for _, h := range []int{0, 1, 2, 3, 9, 18, 30, 60} {
				lines := s.Draw(env, w, h, true)
				if len(lines) != h {
					t.Fatalf("%q %dx%d: %d lines", q, w, h, len(lines))
				}
				for _, l := range lines {
					if layout.Width(l) != w || strings.Contains(l, "\x1b[2J") {
						t.Fatalf("%q %dx%d: %d cells: %q", q, w, h, layout.Width(l), l)
					}
				}
				if sw, sh := s.Size(env, w, h); sw > w || sh > h {
					t.Fatalf("wants %dx%d of %dx%d", sw, sh, w, h)
				}
			}
		}
	}
	s.line.Set("muller wor")
	s.Ask()
	body := strings.Join(s.Draw(env, 100, 24, true), "\n")
	for _, want := range []string{"1 found", "Müller & Söhne", "notes: words about", "account", "A-1", "record A-1"} {
		if !strings.Contains(ansi.Strip(body), want) {
			t.Errorf("lacks %q:\n%s", want, ansi.Strip(body))
		}
	}
	if lit := env.Theme.Match.On(env.Theme.Select).Open() + "Müller"; !strings.Contains(body, lit) {
		t.Errorf("the match is not lit: %q", body)
	}
}

func TestSearchActs(t *testing.T) {
	var names []string
	for i := range 50 {
		names = append(names, fmt.Sprintf("Account %02d", i))
	}
	s, env, _ := searchBench(t, names...)
	s.Draw(env, 100, 30, true)
	do := func(a act.Name) pane.Effect {
		return s.Handle(env, act.Result{Kind: act.Run, Action: a, Scope: "search"})
	}
	if s.Foot() != "1/50" || s.Selected() != model.NewID("A", 50) {
		t.Errorf("%s on %s: the one changed last comes first", s.Foot(), s.Selected())
	}
	do("move.down")
	do("move.pagedown")
	do("move.bottom")
	if s.Foot() != "50/50" {
		t.Error(s.Foot())
	}
	do("move.top")
	do("move.down")
	if got := do("search.open"); fmt.Sprint(got) != fmt.Sprint(pane.Effects{pane.Close{}, pane.Select{ID: model.NewID("A", 49)}}) {
		t.Errorf("opened %v", got)
	}
	if _, ok := do("search.place").(pane.Effects)[1].(pane.Go); !ok {
		t.Error("not shown in its list")
	}
	do("search.kind")
	if s.line.Value() != "kind:account " {
		t.Errorf("narrowed by %q", s.line.Value())
	}
	do("search.kind")
	if s.line.Value() != "" {
		t.Errorf("after the last kind %q", s.line.Value())
	}
	s.line.Set("nothing of the kind")
	s.Ask()
	if do("search.open") != nil || s.Selected() != 0 {
		t.Error("nothing is opened")
	}
}

// Every action bound in the scope of the search is one it can do.
func TestEverySearchKeyIsHandled(t *testing.T) {
	for _, b := range act.Bindings() {
		if _, ok := searchActions[b.Action]; b.Scope == "search" && b.Action != "app.suspend" && !ok {
			t.Errorf("%s is bound and not done", b.Action)
		}
	}
}
