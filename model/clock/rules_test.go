package clock_test

import (
	"strings"
	"testing"
	"time"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

const office = "office UTC Mon-Fri 09:00-17:00 off 2026-12-25"

// usual is one agreement since always: 1 h, 2 h, 4 h, 8 h at any severity unless rows say other.
func usual(t testing.TB, rows ...string) []clock.Terms {
	_, hours := calendar(t, office)
	row := "1h 2h 4h 8h"
	if len(rows) > 0 {
		row = rows[0]
	}
	return []clock.Terms{{Hours: hours, Targets: targets(t, [5]string{row, row, row, row, row}), Pauses: parties("customer+vendor"), Updates: true}}
}

func replay(t testing.TB, log, now string, list []clock.Terms) *clock.Clocks {
	t.Helper()
	x := clock.Replay(clock.Log{Severity: 3, Events: events(t, log)}, list, moment(t, now))
	for i := range x.All {
		checkSpans(t, &x.All[i])
	}
	return x
}

// TestDecided holds what the package says where tools differ. 2026-11-20 is a Friday.
func TestDecided(t *testing.T) {
	for _, x := range []struct{ name, log, now, clock, want string }{
		{"exactly at its due time is in time", "2026-11-20T09:00Z o; 2026-11-20T10:00Z out", "2026-11-20T10:00Z", "first", "met 2026-11-20T10:00Z 60 0"},
		{"a second later is not", "2026-11-20T09:00Z o; 2026-11-20T10:00:01Z out", "2026-11-20T11:00Z", "first", "breached 2026-11-20T10:00Z 60 0"},
		{"a deadline at closing is the closing instant", "2026-11-20T16:00Z o", "2026-11-20T16:30Z", "first", "running 2026-11-20T17:00Z 30 30"},
		{"after it, outside of hours, it is breached", "2026-11-20T16:00Z o", "2026-11-20T17:01Z", "first", "breached 2026-11-20T17:00Z 60 0"},
		{"an answer outside of hours answers", "2026-11-20T08:00Z o; 2026-11-20T16:30Z in; 2026-11-21T11:00Z out", "2026-11-22T11:00Z", "reply", "met 2026-11-23T10:30Z 30 90"},
		{"a second message does not move the reply", "2026-11-20T09:00Z o; 2026-11-20T10:00Z in; 2026-11-20T11:30Z in", "2026-11-20T11:45Z", "reply", "running 2026-11-20T12:00Z 105 15"},
		{"closing answers", "2026-11-20T09:00Z o; 2026-11-20T10:00Z in; 2026-11-20T11:00Z res", "2026-11-20T15:00Z", "reply", "met 2026-11-20T12:00Z 60 60"},
		{"a word after the end is owed an answer", "2026-11-20T09:00Z o; 2026-11-20T09:30Z out; 2026-11-20T10:00Z res; 2026-11-20T11:00Z in", "2026-11-20T12:00Z", "reply", "running 2026-11-20T13:00Z 60 60"},
		{"closing what is resolved answers it", "2026-11-20T09:00Z o; 2026-11-20T09:30Z out; 2026-11-20T10:00Z res; 2026-11-20T11:00Z in; 2026-11-20T11:30Z res", "2026-11-20T15:00Z", "reply", "met 2026-11-20T13:00Z 30 90"},
		{"ended before a first word was owed", "2026-11-20T09:00Z o; 2026-11-20T09:30Z res", "2026-11-23T09:30Z", "first", "stopped 2026-11-20T10:00Z 30 30"},
		{"ended after it", "2026-11-20T09:00Z o; 2026-11-20T12:30Z res", "2026-11-23T09:30Z", "first", "breached 2026-11-20T10:00Z 210 -150"},
		{"closed time is a pause and the total is kept", "2026-11-20T09:00Z o; 2026-11-20T12:00Z res; 2026-11-23T10:00Z re", "2026-11-23T11:00Z", "resolution", "running 2026-11-23T15:00Z 240 240"},
		{"resolved, then closed, ended with the first", "2026-11-20T09:00Z o; 2026-11-20T12:00Z res; 2026-11-20T16:00Z res", "2026-11-23T11:00Z", "resolution", "met 2026-11-20T17:00Z 180 300"},
		{"waiting stops the resolution", "2026-11-20T09:00Z o; 2026-11-20T10:00Z wait vendor; 2026-11-20T12:00Z resume", "2026-11-20T13:00Z", "resolution", "running 2026-11-23T11:00Z 120 360"},
		{"and stands while it lasts", "2026-11-20T09:00Z o; 2026-11-20T10:00Z wait vendor", "2026-11-20T13:00Z", "resolution", "paused 2026-11-23T12:00Z 60 420"},
		{"but not for a party that is not agreed", "2026-11-20T09:00Z o; 2026-11-20T10:00Z wait team", "2026-11-20T13:00Z", "resolution", "running 2026-11-20T17:00Z 240 240"},
		{"a breach before the wait stays one", "2026-11-19T09:00Z o; 2026-11-20T10:00Z wait vendor", "2026-11-20T13:00Z", "resolution", "breached 2026-11-19T17:00Z 540 -60"},
		{"the customer's word ends a wait on the customer", "2026-11-20T09:00Z o; 2026-11-20T10:00Z wait customer; 2026-11-20T11:00Z in", "2026-11-20T13:00Z", "resolution", "running 2026-11-23T10:00Z 180 300"},
		{"a pausable update pauses", "2026-11-20T09:00Z o; 2026-11-20T09:30Z out; 2026-11-20T10:00Z wait vendor", "2026-11-20T15:00Z", "update", "paused 2026-11-23T10:30Z 30 210"},
		{"an update is owed from our last word", "2026-11-20T09:00Z o; 2026-11-20T09:30Z out; 2026-11-20T11:00Z out", "2026-11-20T11:30Z", "update", "running 2026-11-20T15:00Z 30 210"},
		{"nothing is owed before our first word", "2026-11-20T09:00Z o; 2026-11-20T09:30Z in", "2026-11-20T15:00Z", "update", ""},
		{"a holiday is no working time", "2026-12-24T16:30Z o", "2026-12-25T12:00Z", "first", "running 2026-12-28T09:30Z 30 30"},
		{"a line out of order is counted where it belongs", "2026-11-20T09:00Z o; 2026-11-20T11:30Z in; 2026-11-20T09:30Z out", "2026-11-20T12:00Z", "first", "met 2026-11-20T10:00Z 30 30"},
		{"a line ahead does not count yet", "2026-11-20T09:00Z o; 2026-11-20T12:30Z out", "2026-11-20T12:00Z", "first", "breached 2026-11-20T10:00Z 180 -120"},
		{"a wait on nobody stops nothing", "2026-11-20T09:00Z o; 2026-11-20T10:00Z wait", "2026-11-20T12:00Z", "resolution", "running 2026-11-20T17:00Z 180 300"},
	} {
		if got := told(&replay(t, x.log, x.now, usual(t)).All[short[x.clock]]); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// TestIssues holds that what was mended in a log is told with its line.
func TestIssues(t *testing.T) {
	x := replay(t, "2026-11-20T09:00Z o; 2026-11-20T11:30Z in; 2026-11-20T09:30Z out; 2026-11-20T09:40Z wait; 2026-11-21T09:00Z out", "2026-11-20T12:00Z", usual(t))
	var got []string
	for _, i := range x.Issues {
		got = append(got, i.Text())
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{"line 3 lies before", "line 4 is a wait that names no party", "line 5 lies in the future"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
}

// TestBoundary: by the other rule a deadline at closing is the next opening, and an answer in
// between is in time.
func TestBoundary(t *testing.T) {
	list := usual(t)
	list[0].Boundary = worktime.Opening
	k := replay(t, "2026-11-20T16:00Z o; 2026-11-21T12:00Z out", "2026-11-21T13:00Z", list).All[clock.First]
	if got := told(&k); got != "met 2026-11-23T09:00Z 60 0" {
		t.Error(got)
	}
	list[0].Boundary = worktime.Closing
	k = replay(t, "2026-11-20T16:00Z o; 2026-11-21T12:00Z out", "2026-11-21T13:00Z", list).All[clock.First]
	if got := told(&k); got != "breached 2026-11-20T17:00Z 60 0" {
		t.Error(got)
	}
}

// TestNoTime: a target of no time at all outside of hours is the next opening, inside of them at once.
func TestNoTime(t *testing.T) {
	for now, want := range map[string]string{"2026-11-21T12:00Z": "2026-11-23T09:00Z", "2026-11-20T12:00Z": "2026-11-20T12:00Z"} {
		k := replay(t, now+" o", now, usual(t, "0h 1h 1h 1h")).All[clock.First]
		if got := k.Due.In(time.UTC).Format("2006-01-02T15:04Z"); got != want || k.State != clock.Running {
			t.Errorf("%s: due %s %s, want %s", now, got, k.State, want)
		}
	}
}

// TestNever: without any working time nothing is ever due, and it is said.
func TestNever(t *testing.T) {
	c, err := worktime.New(worktime.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	list := usual(t)
	list[0].Hours = c
	x := replay(t, "2026-11-20T09:00Z o; 2026-11-20T10:00Z in", "2027-11-20T09:00Z", list)
	for _, w := range []clock.Which{clock.First, clock.Reply, clock.Resolution} {
		if k := x.All[w]; k.Due != worktime.Never || k.State != clock.Running || k.Left != 0 || k.Elapsed != 0 {
			t.Errorf("%s: %+v", w, k)
		}
	}
	if len(x.Issues) != 1 || !strings.Contains(x.Issues[0].Text(), "no working time") {
		t.Error(x.Issues)
	}
}

// TestElapsed: a target in elapsed time counts around the clock, and its closed time too.
func TestElapsed(t *testing.T) {
	k := replay(t, "2026-11-20T16:00Z o", "2026-11-21T16:00Z", usual(t, "2eh 1h 1h 2ed")).All
	if got := told(&k[clock.First]); got != "breached 2026-11-20T18:00Z 1440 -1320" {
		t.Error(got)
	}
	if got := told(&k[clock.Resolution]); got != "running 2026-11-22T16:00Z 1440 1440" {
		t.Error(got)
	}
}

// TestSaid: the moment the customer was told binds where it comes before the target, or without one.
func TestSaid(t *testing.T) {
	at := func(s string) date.Instant { return moment(t, s) }
	_, hours := calendar(t, office)
	for _, x := range []struct {
		said, want string
		terms      []clock.Terms
	}{
		{"2026-11-20T12:00Z", "running 2026-11-20T12:00Z 60 60", usual(t)},
		{"2026-11-20T16:00Z", "running 2026-11-20T14:00Z 60 180", usual(t)},
		{"2026-11-20T09:30Z", "running 2026-11-20T14:00Z 60 180", usual(t)}, // before our last word: kept or not, it is over
		{"2026-11-20T12:00Z", "running 2026-11-20T12:00Z 60 60", []clock.Terms{{Hours: hours}}},
		{"2026-11-20T10:30Z", "breached 2026-11-20T10:30Z 60 -30", []clock.Terms{{Hours: hours}}},
	} {
		log := clock.Log{Severity: 3, Said: at(x.said), Events: events(t, "2026-11-20T09:00Z o; 2026-11-20T10:00Z out")}
		k := clock.Replay(log, x.terms, at("2026-11-20T11:00Z")).All[clock.Update]
		if got := told(&k); got != x.want {
			t.Errorf("told %s: %q, want %q", x.said, got, x.want)
		}
	}
}

// TestLapsed: what began under an agreement keeps it after its end; what began later owes nothing.
func TestLapsed(t *testing.T) {
	list := append(usual(t), clock.Terms{From: moment(t, "2026-11-20T00:00Z"), Lapsed: true, Hours: usual(t)[0].Hours})
	if k := replay(t, "2026-11-19T16:00Z o", "2026-11-20T12:00Z", list).All[clock.Resolution]; told(&k) != "running 2026-11-20T16:00Z 240 240" {
		t.Error(told(&k))
	}
	if k := replay(t, "2026-11-20T10:00Z o", "2026-11-20T12:00Z", list).All[clock.Resolution]; k.State != clock.None {
		t.Error(told(&k))
	}
}

// TestWaited: share of life by party, in working time.
func TestWaited(t *testing.T) {
	x := replay(t, "2026-11-20T09:00Z o; 2026-11-20T10:00Z wait vendor; 2026-11-20T12:00Z wait team; 2026-11-20T13:00Z resume", "2026-11-20T17:00Z", usual(t))
	if x.Life != 8*3600 || len(x.Waited) != 2 || x.Waited[0].Work != 7200 || x.Waited[1].Work != 3600 {
		t.Errorf("%d %+v", x.Life, x.Waited)
	}
	if x.WaitShare("vendor") != .25 || x.WaitShare("") != .375 || x.WaitShare("customer") != 0 {
		t.Error(x.WaitShare("vendor"), x.WaitShare(""))
	}
	if k := &x.All[clock.Resolution]; k.Whole-k.Elapsed != 7200 {
		t.Error("the time without subtraction", k.Whole, k.Elapsed)
	}
	n := 0
	for p := range x.All[clock.Resolution].Pauses() {
		if n++; p.Party != "vendor" {
			t.Error(p)
		}
	}
	if n != 1 {
		t.Error(n, "pauses")
	}
}

// TestHalf: half of the time, with pauses cut out.
func TestHalf(t *testing.T) {
	x := replay(t, "2026-11-20T14:00Z o; 2026-11-20T15:00Z wait vendor; 2026-11-20T16:00Z resume", "2026-11-20T16:30Z", usual(t))
	if at := x.All[clock.Resolution].Half(); at != moment(t, "2026-11-23T11:00Z") {
		t.Error(at.In(time.UTC))
	}
	if x.All[clock.Update].Half() != 0 {
		t.Error("half of nothing")
	}
}

// TestCounts: how often a clock was met and missed over its turns.
func TestCounts(t *testing.T) {
	x := replay(t, "2026-11-20T09:00Z o; 2026-11-20T09:10Z in; 2026-11-20T09:20Z out; 2026-11-20T10:00Z in; 2026-11-20T13:00Z out; 2026-11-20T14:00Z in", "2026-11-20T14:10Z", usual(t))
	if k := x.All[clock.Reply]; k.Kept != 1 || k.Missed != 1 || !k.Going() {
		t.Errorf("%+v", k)
	}
	if k := x.Next(); k.Which != clock.Reply {
		t.Errorf("next is %s", k.Which)
	}
	if at := x.After(moment(t, "2026-11-20T16:00Z")); at != moment(t, "2026-11-23T12:00Z") {
		t.Error("the next word", at.In(time.UTC))
	}
	if empty := clock.Replay(clock.Log{}, nil, 1); empty.Next() != nil || empty.WaitShare("") != 0 || empty.After(5) != 0 {
		t.Error("an empty log owes something")
	}
}
