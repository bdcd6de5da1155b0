package account

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// TestSinceIsAskedFor: a day makes the news begin there and says so; what is still to come is refused
// while it is typed; nothing typed is the last visit again.
func TestSinceIsAskedFor(t *testing.T) {
	d := at(t, "A-1", 160, 60)
	first := d.P.since
	d.Act("account.since")
	d.Answer("tomorrow")
	if d.Overlay == nil || d.P.since != first {
		t.Fatalf("tomorrow is taken: %v", d.P.since)
	}
	d.Overlay = nil
	d.Act("account.since")
	d.Answer("1 oct")
	loc := d.Env.Ctx().Loc
	if got := d.P.since.In(loc).Format("2006-01-02"); got != "2026-10-01" || !d.P.byHand || d.Overlay != nil {
		t.Errorf("since %s, by hand %v", got, d.P.byHand)
	}
	d.Sees("1 Oct")
	d.Act("account.since")
	d.Answer("  ")
	if d.P.byHand || d.P.since.In(loc).Format("2006-01-02") == "2026-10-01" {
		t.Errorf("since %s, by hand %v", d.P.since.In(loc), d.P.byHand)
	}
}

// TestMoreIsOlder: the further back the news begin, the more there are: of a month at least those of a day.
func TestMoreIsOlder(t *testing.T) {
	d := at(t, "A-1", 160, 200)
	count := func(since string) int {
		d.Act("account.since")
		d.Answer(since)
		return len(d.P.facts.news)
	}
	day, month := count("-1d"), count("-60d")
	if month < day || month == 0 {
		t.Errorf("%d in a day, %d in sixty", day, month)
	}
}

// TestWhyAddsUp: the reasons of the health name every part, and their points are those of the model.
func TestWhyAddsUp(t *testing.T) {
	d := at(t, "A-1", 160, 60)
	d.Act("record.why")
	s := d.Window(140, 60)
	a, _ := model.Find[*model.Account](d.Env.Snap, id(t, "A-1"))
	h := d.Env.Ctx().Health(a)
	sum := model.Tenths(0)
	for _, p := range h.Parts {
		sum += p.Points
		if !strings.Contains(s, p.Title) {
			t.Errorf("no %q in\n%s", p.Title, s)
		}
	}
	if sum != h.Exact {
		t.Errorf("the parts are %s, the health %s", sum, h.Exact)
	}
}

// TestChangedElsewhere: a promise that is kept elsewhere leaves the overdue ones, an undo brings it back,
// and the cursor stays on the record it was on.
func TestChangedElsewhere(t *testing.T) {
	d := at(t, "A-1", 200, 120)
	var late *model.Promise
	for _, p := range d.Env.Snap.PromisesOf(id(t, "A-1")) {
		if p.Open() && p.Due < moment.Day(nil) {
			late = p
		}
	}
	if late == nil {
		t.Fatal("no promise is overdue")
	}
	d.to("E-1")
	was := d.Env.Ctx().Health(account(t, d)).Exact
	e := model.NewEdit(d.Env.Snap, moment)
	if err := model.Update(e, late.ID, func(p *model.Promise) error {
		p.Due, p.State, p.ClosedOn = moment.Day(nil), "kept", moment.Day(nil)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	if d.P.Selected() != id(t, "E-1") {
		t.Errorf("on %s", d.P.Selected())
	}
	if now := d.Env.Ctx().Health(account(t, d)).Exact; now <= was || d.P.facts.health.Exact != now {
		t.Errorf("health was %s and is %s, the page has %s", was, now, d.P.facts.health.Exact)
	}
	d.Take(b.Invert())
	if now := d.P.facts.health.Exact; now != was {
		t.Errorf("after an undo %s, was %s", now, was)
	}
}

func account(t *testing.T, d driver) *model.Account {
	t.Helper()
	a, ok := model.Find[*model.Account](d.Env.Snap, d.P.id)
	if !ok {
		t.Fatal("the customer is gone")
	}
	return a
}

// TestKeysOfARow: enter opens the record of the row; what is done to a record goes to that of the row,
// and on a row without one to the customer.
func TestKeysOfARow(t *testing.T) {
	d := at(t, "A-1", 160, 120)
	d.to("E-1").Press("enter")
	if d.Went.ID != id(t, "E-1") {
		t.Errorf("opened %s", d.Went.ID)
	}
	d.Act("record.raise")
	if d.On.ID != id(t, "E-1") || d.On.Action != "record.raise" {
		t.Errorf("%+v", d.On)
	}
	d.part("health")
	d.Act("record.raise")
	if d.On.ID != d.P.id {
		t.Errorf("%+v", d.On)
	}
	d.Press("g")
	if d.P.cursor != 0 && d.P.under().idle {
		t.Errorf("the top is row %d, a gap", d.P.cursor)
	}
}

// TestNobodyIsShown: without a customer every key says so and nothing is done.
func TestNobodyIsShown(t *testing.T) {
	d := at(t, "A-1", 120, 40)
	d.P = New()
	d.P.Sync(d.Env)
	for _, name := range []act.Name{"record.open", "record.new", "record.why", "account.since"} {
		if ok, why := d.P.enabled(name); ok || !strings.Contains(why, "no customer is shown") {
			t.Errorf("%s: %v %q", name, ok, why)
		}
	}
	d.Do(d.P.Return(d.Env, pane.Page{Open: id(t, "A-2")}))
	if ok, why := d.P.enabled("record.why"); !ok || d.P.id != id(t, "A-2") {
		t.Errorf("of %s: %q", d.P.id, why)
	}
}
