package flow

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var (
	moment  = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))
	project = model.NewID(model.ProjectPrefix, 1)
)

// page is the pane over so many cards: every second was finished, each after one to four days, one
// of ten is under way.
func page(t testing.TB, cards int) (*Pane, pane.Env) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	e.Put(model.ProjectPrefix, &model.Project{Name: "Support", Method: "kanban", Phase: "executing"})
	for i := range cards {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order, x.Created = fmt.Sprintf("Card %d\x1b[31m", i+1), project, i+1, moment-60*86400
		switch {
		case i%2 == 0:
			x.Done, x.ActualFinish = 100_00, moment-date.Instant(1+i%50)*86400
			x.ActualStart = x.ActualFinish - date.Instant(i%4)*86400
		case i%10 == 1:
			x.Done, x.ActualStart = 20_00, moment-date.Instant(1+i%30)*86400
		}
		e.Put(model.TaskPrefix, x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	p := New()
	env := pane.Env{Snap: e.Base().With(b.Changes), Now: moment, Theme: theme.New("none", true, true, false), Rev: 1}
	p.Sync(env)
	p.Return(env, pane.Page{Open: project})
	answer(p, env)
	return p, env
}

// answer gives the pane what it asks for.
func answer(p *Pane, env pane.Env) {
	if e, ok := p.Needs(env, 120, 36).(pane.Past); ok {
		if r, ok := e.Work(context.Background(), nil).(pane.Run); ok {
			r()
		}
	}
}

func do(p *Pane, env pane.Env, name act.Name) pane.Effect {
	e := p.Handle(env, act.Result{Action: name})
	answer(p, env)
	return e
}

// TestGeometry: exact at any size, each picture, full and empty.
func TestGeometry(t *testing.T) {
	for _, cards := range []int{0, 3, 60} {
		p, env := page(t, cards)
		for range views {
			for _, th := range []*theme.Theme{theme.New("auto", true, false, false), theme.New("auto", false, true, true)} {
				env.Theme = th
				p.Sync(env)
				for w := 0; w < 140; w += 9 {
					for _, h := range []int{0, 1, 3, 5, 12, 24, 50} {
						lines := p.Draw(env, w, h, true)
						if len(lines) != h {
							t.Fatalf("%dx%d: %d lines", w, h, len(lines))
						}
						for _, l := range lines {
							if n := ansi.StringWidth(l); n != w {
								t.Fatalf("%d cards, view %d, %dx%d: %q is %d wide", cards, p.view, w, h, l, n)
							}
						}
					}
				}
			}
			do(p, env, "move.right")
		}
	}
}

// TestMeasures: what the page says is what the cards tell.
func TestMeasures(t *testing.T) {
	p, env := page(t, 60)
	s := ansi.Strip(strings.Join(p.Draw(env, 140, 40, true), "\n"))
	for _, want := range []string{"Support", "12 weeks", "2.5 done a week", "cycle time 1 d, 85 % within 3", "6 under way", "60 of 60 cards by their actual dates", "cumulative flow", "n 30", "mean 2.5", "Little:"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q:\n%s", want, s)
		}
	}
	if len(p.known.old) != 6 || p.known.old[0].days < p.known.old[5].days {
		t.Errorf("ages %+v", p.known.old)
	}
	oldest := p.known.old[0].id
	if p.Selected() != oldest {
		t.Errorf("the cursor is on %s, the oldest is %s", p.Selected(), oldest)
	}
	do(p, env, "move.down")
	if p.Selected() == oldest {
		t.Error("the cursor stays")
	}
	if e, ok := do(p, env, "record.open").(pane.Go); !ok || e.Page.ID != p.Selected() {
		t.Errorf("%v", e)
	}
	do(p, env, "scale.in")
	if s := ansi.Strip(strings.Join(p.Draw(env, 140, 40, true), "\n")); !strings.Contains(s, "8 weeks") || len(p.known.weeks) != 8 {
		t.Errorf("still %d weeks", len(p.known.weeks))
	}
	at := p.Selected()
	p.Sync(env)
	if p.Selected() != at {
		t.Error("the cursor left its card")
	}
	if here, ok := p.Here(); !ok || here.Open != project || here.ID != at {
		t.Errorf("%+v", here)
	}
}

// TestClick: an item of the list takes the cursor, twice opens.
func TestClick(t *testing.T) {
	p, env := page(t, 60)
	p.Draw(env, 140, 40, true)
	s := p.spots[2]
	p.Click(env, s.x+1, s.y, false)
	if p.row != 2 {
		t.Errorf("row %d", p.row)
	}
	if _, ok := p.Click(env, s.x+1, s.y, true).(pane.Go); !ok {
		t.Error("twice does not open")
	}
	if p.Click(env, 0, 0, false) != nil {
		t.Error("the headline is an item")
	}
	p.Wheel(env, 0, 0, -9)
	if p.row != 0 {
		t.Errorf("row %d", p.row)
	}
}

// TestFew: too few finished items say nothing of percentiles.
func TestFew(t *testing.T) {
	p, env := page(t, 3)
	s := ansi.Strip(strings.Join(p.Draw(env, 140, 40, true), "\n"))
	if !strings.Contains(s, "too few for percentiles") || strings.Contains(s, "85 %") {
		t.Errorf("\n%s", s)
	}
}

// BenchmarkMeasure is what an edit costs, off the event loop, with 5,000 cards.
func BenchmarkMeasure(b *testing.B) {
	p, env := page(b, 5000)
	for b.Loop() {
		p.asked = asked{}
		answer(p, env)
	}
}
