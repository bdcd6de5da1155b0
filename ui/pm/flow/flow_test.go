package flow

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

var (
	moment  = uitest.Moment
	project = model.NewID(model.ProjectPrefix, 1)
)

// page is the pane over so many cards: every second was finished, each after one to four days, one
// of ten is under way.
func page(t testing.TB, cards int) *uitest.Desk[*Pane] {
	t.Helper()
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
	return uitest.DeskOn(t, New(), e.Base().With(b.Changes), project, func(d *uitest.Desk[*Pane]) { d.W, d.H = 140, 40 })
}

// TestGeometry: exact at any size, each picture, full and empty.
func TestGeometry(t *testing.T) {
	for _, cards := range []int{0, 3, 60} {
		d := page(t, cards)
		for range views {
			uitest.Exact(d, uitest.Steps(9), []int{0, 1, 3, 5, 12, 24, 50}, nil, uitest.Clean, uitest.Plain(""))
			d.Act("move.right")
		}
	}
}

// TestMeasures: what the page says is what the cards tell.
func TestMeasures(t *testing.T) {
	d := page(t, 60)
	d.Sees("Support", "12 weeks", "2.5 done a week", "cycle time 1 d, 85 % within 3", "6 under way", "60 of 60 cards by their actual dates", "cumulative flow", "n 30", "mean 2.5", "Little's law:")
	if strings.Contains(d.Screen(120, 36), "before ,") {
		t.Error("the page names a day that there is not")
	}
	if len(d.P.known.old) != 6 || d.P.known.old[0].days < d.P.known.old[5].days {
		t.Errorf("ages %+v", d.P.known.old)
	}
	oldest := d.P.known.old[0].id
	if d.P.Selected() != oldest {
		t.Errorf("the cursor is on %s, the oldest is %s", d.P.Selected(), oldest)
	}
	d.Act("move.down")
	if d.P.Selected() == oldest {
		t.Error("the cursor stays")
	}
	if e, ok := d.Act("record.open").(pane.Go); !ok || e.Page.ID != d.P.Selected() {
		t.Errorf("%v", e)
	}
	d.Act("scale.in")
	if s := d.Screen(140, 40); !strings.Contains(s, "8 weeks") || len(d.P.known.weeks) != 8 {
		t.Errorf("still %d weeks", len(d.P.known.weeks))
	}
	at := d.P.Selected()
	d.P.Sync(d.Env)
	if d.P.Selected() != at {
		t.Error("the cursor left its card")
	}
	if here, ok := d.P.Here(); !ok || here.Open != project || here.ID != at {
		t.Errorf("%+v", here)
	}
}

// TestClick: an item of the list takes the cursor, twice opens.
func TestClick(t *testing.T) {
	d := page(t, 60)
	d.P.Draw(d.Env, 140, 40, true)
	s := d.P.spots[2]
	d.P.Click(d.Env, s.x+1, s.y, false)
	if d.P.row != 2 {
		t.Errorf("row %d", d.P.row)
	}
	if _, ok := d.P.Click(d.Env, s.x+1, s.y, true).(pane.Go); !ok {
		t.Error("twice does not open")
	}
	if d.P.Click(d.Env, 0, 0, false) != nil {
		t.Error("the headline is an item")
	}
	d.P.Wheel(d.Env, 0, 0, -9)
	if d.P.row != 0 {
		t.Errorf("row %d", d.P.row)
	}
}

// TestFew: too few finished items say nothing of percentiles.
func TestFew(t *testing.T) {
	d := page(t, 3)
	s := d.Screen(140, 40)
	if !strings.Contains(s, "too few for percentiles") || strings.Contains(s, "85 %") {
		t.Errorf("\n%s", s)
	}
}

// BenchmarkMeasure is what an edit costs, off the event loop, with 5,000 cards.
func BenchmarkMeasure(b *testing.B) {
	d := page(b, 5000)
	for b.Loop() {
		d.P.asked = asked{}
		d.Do(d.P.Needs(d.Env, 120, 36))
	}
}
