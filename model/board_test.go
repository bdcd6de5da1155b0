package model_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

// boarded is a workspace with one kanban project and so many cards, the first of them under way.
func boarded(t testing.TB, cards int, cols ...model.BoardColumn) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
	p := e.Put(model.ProjectPrefix, &model.Project{Name: "Support", Method: "kanban", Phase: "executing", Columns: cols})
	for i := range cards {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order = "Card", p, i+1
		x.Points = decimal.MustNew(int64(i%5), 0)
		e.Put(model.TaskPrefix, x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

// moved does an edit and gives the snapshot after it.
func moved(t testing.TB, s *model.Snapshot, at date.Instant, fn func(*model.Edit) error) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(s, at)
	if err := fn(e); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes)
}

var (
	project1 = model.NewID(model.ProjectPrefix, 1)
	task1    = model.NewID(model.TaskPrefix, 1)
)

func task(t testing.TB, s *model.Snapshot, id model.ID) *model.Task {
	t.Helper()
	x, ok := model.Find[*model.Task](s, id)
	if !ok {
		t.Fatalf("%s is gone", id)
	}
	return x
}

func TestBoardColumns(t *testing.T) {
	for _, c := range []struct {
		name string
		p    model.Project
		want string
	}{
		{"kanban", model.Project{Method: "kanban"}, "Backlog waiting, Ready waiting 5, Doing working 3, Review working 2, Done done"},
		{"scrum", model.Project{Method: "scrum"}, "Backlog waiting, Ready waiting, Doing working, Review working, Done done"},
		{"waterfall", model.Project{Method: "waterfall"}, "To do waiting, Doing working, Done done"},
		{"own", model.Project{Columns: []model.BoardColumn{{Name: "A"}, {Name: "B", Limit: 1, Hard: true}, {Name: "C"}}}, "A waiting, B working 1 hard, C done"},
		{"one", model.Project{Columns: []model.BoardColumn{{Name: "All"}}}, "All done"},
	} {
		var got []string
		for _, x := range c.p.BoardColumns() {
			text := x.Name + " " + string(x.Stage)
			if x.Limit > 0 {
				text += " " + string(rune('0'+x.Limit))
			}
			if x.Hard {
				text += " hard"
			}
			got = append(got, text)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// TestPlaces: a card lies where its column says, unless its progress says otherwise.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		column  string
		done    model.Pct
		started bool
		want    string
	}{
		{"", 0, false, "Backlog"}, {"", 30_00, false, "Doing"}, {"", 100_00, false, "Done"}, {"ready ", 0, false, "Ready"}, {"Review", 30_00, true, "Review"},
		{"Done", 30_00, true, "Doing"}, {"Done", 0, false, "Backlog"}, {"Doing", 100_00, true, "Done"}, {"Parked", 0, false, "Parked"}, {"Parked", 100_00, false, "Done"},
	} {
		s := moved(t, boarded(t, 1), now, func(e *model.Edit) error {
			return model.Update(e, task1, func(x *model.Task) error {
				x.Column, x.Done = c.column, c.done
				if c.started {
					x.ActualStart = now
				}
				return nil
			})
		})
		b := s.Board(project1)
		if got := b.Columns[b.Of(task1)].Name; got != c.want {
			t.Errorf("%q at %d: in %s, want %s", c.column, c.done, got, c.want)
		}
	}
}

// TestMoveCard: into the last column a card is done as of now, and out of it as far as it was.
func TestMoveCard(t *testing.T) {
	s := boarded(t, 1)
	b := s.Board(project1)
	go1 := func(to string, reason string) func(*model.Edit) error {
		return func(e *model.Edit) error { return e.MoveCard(task1, b.Named(to), reason) }
	}
	s = moved(t, s, now, go1("doing", ""))
	if x := task(t, s, task1); x.Column != "Doing" || x.ActualStart != now || x.Done != 0 {
		t.Errorf("begun: %+v", x)
	}
	s = moved(t, s, now, func(e *model.Edit) error {
		return model.Update(e, task1, func(x *model.Task) error { x.Done, x.Remaining.N = 40_00, x.Duration.N*6/10; return nil })
	})
	before := task(t, s, task1)
	s = moved(t, s, now+3600, go1("Done", ""))
	if x := task(t, s, task1); x.Done != 100_00 || x.ActualFinish != now+3600 || x.Remaining.N != 0 || x.ActualStart != now {
		t.Errorf("done: %+v", x)
	}
	s = moved(t, s, now+7200, go1("Doing", "not good yet"))
	x := task(t, s, task1)
	if x.Done != before.Done || x.ActualFinish != 0 || x.Remaining.N != before.Remaining.N || x.ActualStart != now {
		t.Errorf("opened again: %d %% %+v", x.Done, x.Remaining)
	}
	want := []model.Move{{At: now, From: "Backlog", To: "Doing"}, {At: now + 3600, From: "Doing", To: "Done", Was: 40_00}, {At: now + 7200, From: "Done", To: "Doing", Reason: "not good yet"}}
	if d := cmp.Diff(want, x.Moves); d != "" {
		t.Error(d)
	}
	s = moved(t, s, now, func(e *model.Edit) error {
		return model.Update(e, task1, func(x *model.Task) error { x.Done, x.Moves = 100_00, nil; return nil })
	})
	s = moved(t, s, now, go1("Ready", ""))
	if x := task(t, s, task1); x.Done != 50_00 || x.Complete() {
		t.Errorf("done elsewhere and opened here: %d %%", x.Done)
	}
	e := model.NewEdit(s, now)
	if err := e.MoveCard(task1, 99, ""); err == nil {
		t.Error("a column that is not there takes a card")
	}
	if err := e.MoveCard(project1, 0, ""); err == nil {
		t.Error("a project is moved")
	}
}

// TestHardLimit: a full column with a hard limit takes a card only for a reason; a soft one takes it.
func TestHardLimit(t *testing.T) {
	s := boarded(t, 3, model.BoardColumn{Name: "To do"}, model.BoardColumn{Name: "Doing", Limit: 1, Hard: true}, model.BoardColumn{Name: "Look", Limit: 1}, model.BoardColumn{Name: "Done"})
	two, three := model.NewID("T", 2), model.NewID("T", 3)
	s = moved(t, s, now, func(e *model.Edit) error { return errors.Join(e.MoveCard(task1, 1, ""), e.MoveCard(two, 2, "")) })
	var full *model.LimitError
	if err := model.NewEdit(s, now).MoveCard(three, 1, " "); !errors.As(err, &full) || full.Cards != 1 || !strings.Contains(err.Error(), "limit of 1") {
		t.Errorf("%v", err)
	}
	s = moved(t, s, now, func(e *model.Edit) error { return errors.Join(e.MoveCard(three, 1, "it burns")) })
	if x := task(t, s, three); x.Moves[0].Reason != "it burns" || !s.Board(project1).Over(1) {
		t.Errorf("%+v", x.Moves)
	}
	s = moved(t, s, now, func(e *model.Edit) error { return e.MoveCard(three, 2, "") })
	if !s.Board(project1).Over(2) {
		t.Error("the soft limit held")
	}
	// Two in one edit count one another.
	e := model.NewEdit(boarded(t, 2, s.Board(project1).Columns...), now)
	if err := e.MoveCard(task1, 1, ""); err != nil {
		t.Fatal(err)
	}
	if err := e.MoveCard(two, 1, ""); !errors.As(err, &full) {
		t.Errorf("the second of two: %v", err)
	}
}

// TestRanks: whatever cards are moved up and down, their order is that of a plain list; and what
// shows above a card did before unless it was moved.
func TestRanks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(rt, "cards")
		s := boarded(t, n)
		var want []model.ID
		for i := range n {
			want = append(want, model.NewID(model.TaskPrefix, uint64(i+1)))
		}
		for range rapid.IntRange(1, 12).Draw(rt, "moves") {
			at, by := rapid.IntRange(0, n-1).Draw(rt, "at"), rapid.IntRange(-3, 3).Draw(rt, "by")
			id := want[at]
			s = moved(t, s, now, func(e *model.Edit) error { return e.RankCard(id, by) })
			to := min(max(at+by, 0), n-1)
			want = append(want[:at:at], want[at+1:]...)
			want = append(want[:to:to], append([]model.ID{id}, want[to:]...)...)
			var got []model.ID
			for _, x := range s.Board(project1).Cards[0] {
				got = append(got, x.ID)
			}
			if d := cmp.Diff(want, got); d != "" {
				rt.Fatal(d)
			}
		}
	})
}

func TestBoardChecks(t *testing.T) {
	e := model.NewEdit(boarded(t, 0), now)
	bad := []model.BoardColumn{{Name: "A"}, {Name: " a"}, {}, {Name: "B", Hard: true}}
	_ = model.Update(e, project1, func(x *model.Project) error { x.Columns = bad; return nil })
	_, err := e.Batch()
	for _, want := range []string{"there twice", "has no name", "hard without a limit"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

// BenchmarkBoard lays out a board of 5,000 cards.
func BenchmarkBoard(b *testing.B) {
	s := boarded(b, 5000)
	for b.Loop() {
		s.Board(project1)
	}
}

// TestRanksOfEqualCards: cards that came in with one and the same place, as an import may have them,
// are moved one place by one key, on the board, in the backlog and in a sprint; and a card never moves alone
// past others that stand as they did.
func TestRanksOfEqualCards(t *testing.T) {
	for _, x := range []struct {
		at, by, order int
		want          string
	}{
		{0, 1, 0, "2134"}, {3, -1, 0, "1243"}, {0, 2, 0, "2314"}, {3, -3, 0, "4123"}, {1, 9, 0, "1342"}, {1, 0, 0, "1234"},
		{0, -1, 0, "1234"}, {0, 1, 7, "2134"}, {3, -1, 7, "1243"}, {2, -2, -3, "3124"},
	} {
		s := boarded(t, 4)
		s = moved(t, s, now, func(e *model.Edit) error {
			for i := range 4 {
				if err := model.Update(e, model.NewID(model.TaskPrefix, uint64(i+1)), func(t *model.Task) error { t.Order = x.order; return nil }); err != nil {
					return err
				}
			}
			return nil
		})
		id := model.NewID(model.TaskPrefix, uint64(x.at+1))
		for name, rank := range map[string]func(*model.Edit) error{
			"board":   func(e *model.Edit) error { return e.RankCard(id, x.by) },
			"backlog": func(e *model.Edit) error { return e.RankTask(id, x.by) },
		} {
			next := moved(t, s, now, rank)
			got := ""
			for _, c := range next.Board(project1).Cards[0] {
				got += strings.TrimPrefix(c.ID.String(), "T-")
			}
			if got != x.want {
				t.Errorf("%s: card %d of order %d by %d: %s, want %s", name, x.at+1, x.order, x.by, got, x.want)
			}
		}
	}
}

// A state of a tracker in which all is complete is a done column of its own; one that holds open work too is
// not, and what is complete of it lies under Done.
func TestDoneStatesOfATracker(t *testing.T) {
	for _, c := range []struct {
		name   string
		source string
		open   bool // a second card of the state is open
		want   string
	}{
		{"of a tracker", "jira", false, "Backlog, Ready, Doing, Review, Asked working, Resolved done 1, Done"},
		{"with open work in it", "jira", true, "Backlog, Ready, Doing, Review, Resolved working 1, Asked working, Done 1"},
		{"made here", "", false, "Backlog, Ready, Doing, Review, Resolved working, Asked working, Done 1"},
	} {
		s := moved(t, boarded(t, 3), now, func(e *model.Edit) error {
			for i, column := range []string{"Resolved", "Asked", "resolved"} {
				if err := model.Update(e, model.NewID(model.TaskPrefix, uint64(i+1)), func(x *model.Task) error {
					x.Column, x.Source = column, c.source
					if i == 0 {
						x.Done, x.ActualFinish = 100_00, now
					}
					x.Inactive = i == 2 && !c.open
					return nil
				}); err != nil {
					return err
				}
			}
			return nil
		})
		b := s.Board(project1)
		var got []string
		for i, col := range b.Columns {
			text := col.Name
			if col.Name == "Resolved" || col.Name == "Asked" {
				text += " " + string(col.Stage)
			}
			if n := len(b.Cards[i]); n > 0 && col.Name != "Asked" {
				text += " " + string(rune('0'+n))
			}
			got = append(got, text)
		}
		if x := strings.Join(got, ", "); x != c.want {
			t.Errorf("%s: %s, want %s", c.name, x, c.want)
		}
	}
}
