package model_test

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
)

// A rule is read as people say it; Monday 2 March 2026 is the day it begins where none is named.
func TestParseSeries(t *testing.T) {
	p := newPlanner(t)
	c := p.snap.Ctx(march(1, 0, 0))
	c.Loc = time.UTC
	from := march(2, 0, 0).Day(nil)
	for in, want := range map[string]string{
		"weekly 3 times":                     "03-02 03-09 03-16",
		"weekly mon thu x4":                  "03-02 03-05 03-09 03-12",
		"every 2 weeks 3 times":              "03-02 03-16 03-30",
		"daily 3":                            "03-02 03-03 03-04",
		"every 3 days until 9 mar":           "03-02 03-05 03-08",
		"weekdays 6 times":                   "03-02 03-03 03-04 03-05 03-06 03-09",
		"monthly 31 4 times":                 "03-31 04-30 05-31 06-30",
		"monthly first mon 3 times":          "03-02 04-06 05-04",
		"monthly last fri 2 times":           "03-27 04-24",
		"yearly 2 times":                     "03-02 03-02",
		"fridays until 20 mar":               "03-06 03-13 03-20",
		"weekly wed from 1 jun x2":           "06-03 06-10",
		"Every Month, 2 times":               "03-02 04-02",
		"every second tue 2 times":           "03-10 04-14",
		"every second week x3":               "03-02 03-16 03-30",
		"every 2nd day x3":                   "03-02 03-04 03-06",
		"every third month x3":               "03-02 06-02 09-02",
		"every third month on the 15th x2":   "03-15 06-15",
		"every second month first mon x2":    "03-02 05-04",
		"monthly last day x3":                "03-31 04-30 05-31",
		"last day of each month x2":          "03-31 04-30",
		"first day of every month x2":        "04-01 05-01",
		"monthly first weekday x2":           "03-02 04-01",
		"every last workday of the month x2": "03-31 04-30",
		"every 2 years until 2029-01-01":     "03-02 03-02",
		"weekly":                             "03-02 03-09 03-16 03-23 03-30 04-06 04-13 04-20 04-27 05-04 05-11 05-18",
	} {
		s, err := model.ParseSeries(c, in, from)
		var got []string
		for _, d := range s.Days() {
			got = append(got, d.Time().Format("01-02"))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q is %v (%v), want %s", in, got, err, want)
		}
		if err == nil && s.Text(c) == "" {
			t.Errorf("%q says nothing", in)
		}
	}
	for in, want := range map[string]string{
		"monthly first mon tue": "first takes one day, not mon and tue", "monthly first and third mon": "one place of a month at a time, not first and third",
		"weekly first mon": "first is a place in a month", "monthly first": "first of what", "monthly first week": "first week",
		"every last week": "last week", "daily mon": "daily and mon", "monthly mon": "monthly and mon", "every second weekday": "second weekday", "weekdays mon": "weekdays and mon",
		"monthly 15 first mon": "15 and first", "daily last day": "last is a place in a month",
	} {
		if s, err := model.ParseSeries(c, in, from); err == nil || !strings.Contains(strings.ReplaceAll(err.Error(), `"`, ""), want) {
			t.Errorf("%q is %v (%v), want an error with %q", in, s.Text(c), err, want)
		}
	}
	for _, in := range []string{"", "now and then", "weekly 0 times", "weekly 9999 times", "weekly until", "weekly until someday", "mon until 1 mar 2026"} {
		if s, err := model.ParseSeries(c, in, from); err == nil {
			t.Errorf("%q is taken for %v", in, s.Text(c))
		}
	}
}

func TestRepeatATask(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("Report", 1, after(a), func(t *model.Task) { t.Work = days(1) })
	p.task("C", 1)
	p.settle()
	c := p.snap.Ctx(march(1, 0, 0))
	s, err := model.ParseSeries(c.For(p.get(b)), "weekly fri 3 times", march(2, 0, 0).Day(nil))
	if err != nil {
		t.Fatal(err)
	}
	var ids []model.ID
	if err := p.apply(func(e *model.Edit) (err error) { ids, err = model.RepeatTask(e, b, s); return err }); err != nil {
		t.Fatal(err)
	}
	if got := p.names(); got != "A Report(Report 1 Report 2 Report 3) C" {
		t.Errorf("outline %s", got)
	}
	for i, want := range []string{"Fri 6 > Fri 6", "Fri 13 > Fri 13", "Fri 20 > Fri 20"} {
		p.stored(ids[i], want)
	}
	p.stored(b, "Fri 6 > Fri 20")
	if x := p.get(b); !x.Recurring || x.Work.N != 0 || len(x.Links) != 1 || p.get(ids[0]).Work.N != days(1).N {
		t.Errorf("%+v", x)
	}
	for says, id := range map[string]model.ID{"is a summary": b, "no such": model.NewID("T", 99)} {
		if err := p.apply(func(e *model.Edit) error { _, err := model.RepeatTask(e, id, s); return err }); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
	p.edit(func(e *model.Edit) { _ = e.Set(a, "percent", "50") })
	if err := p.apply(func(e *model.Edit) error { _, err := model.RepeatTask(e, a, s); return err }); err == nil {
		t.Error("a series of a task that has begun")
	}
}

// What would move is told and nothing is stored; the earlier start of a task that waits is refused
// with what it waits for.
func TestTry(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 2)
	b := p.task("B", 2, after(a))
	side := p.task("Side", 3)
	p.settle()
	before := packed(p.snap)
	day := int64(8 * 3600)
	g, err := p.snap.Try(p.project, march(1, 0, 0), func(e *model.Edit) error { return model.Stretch(e, a, 2*day, 0) })
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Moved) != 2 || g.Slip != 2*day || g.Critical {
		t.Errorf("moved %v, slip %d, critical %v", g.Moved, g.Slip, g.Critical)
	}
	if g, err = p.snap.Try(p.project, march(1, 0, 0), func(e *model.Edit) error { return model.Stretch(e, side, 3*day, day) }); err != nil || !g.Critical || g.Slip != 3*day {
		t.Errorf("%v %+v", err, g)
	}
	if string(packed(p.snap)) != string(before) {
		t.Error("something was stored")
	}
	for says, f := range map[string]func(e *model.Edit) error{
		"starts when A":                  func(e *model.Edit) error { return model.Stretch(e, b, 0, -day) },
		"cannot be shorter than nothing": func(e *model.Edit) error { return model.Stretch(e, b, -9*day, 0) },
		"no such":                        func(e *model.Edit) error { return model.Stretch(e, model.NewID("T", 99), day, 0) },
		"its constraint says otherwise": func(e *model.Edit) error {
			_ = e.Set(side, "constraint", "ALAP")
			return model.Stretch(e, side, 0, day)
		},
	} {
		if _, err := p.snap.Try(p.project, march(1, 0, 0), f); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
	// Later and back again.
	if err := p.apply(func(e *model.Edit) error { return model.Stretch(e, b, 0, 3*day) }); err != nil {
		t.Fatal(err)
	}
	p.stored(b, "Mon 9 > Tue 10")
	if err := p.apply(func(e *model.Edit) error { return model.Stretch(e, b, 0, -2*day) }); err != nil {
		t.Fatal(err)
	}
	p.stored(b, "Thu 5 > Fri 6")
}
