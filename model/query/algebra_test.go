package query_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
)

// terms are filters that are right for blockers, to be put together at random.
var terms = []string{
	"room", "no", `"no licence"`, "B-1", "zebra",
	"state:open", "state:open,waiting", "state!=open", "state>=doing", "state:", "waiting_on:*",
	"severity<=2", "severity>3", "severity!=3", "severity:1,4", "level=0",
	"due<today", "due>=today", "due:", "due:w48", "due<=+7d",
	"tag:later", "tag:", "project:P-1", "project:roll", "project:", "owner:me", "blocks:sign",
	"title:wait", `title="no room"`, "title!=x", "notes:", "kind:blocker", "ref:B-2,B-3",
}

func drawFilter(t *rapid.T, depth int) string {
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return rapid.SampledFrom(terms).Draw(t, "term")
	}
	a, b := drawFilter(t, depth-1), drawFilter(t, depth-1)
	switch rapid.IntRange(0, 4).Draw(t, "how") {
	case 0:
		return "(" + a + " or " + b + ")"
	case 1:
		return "-(" + a + ")"
	case 2:
		return "not (" + a + ") " + b
	case 3:
		return "(" + a + " and " + b + ")"
	}
	return a + " " + b
}

// What a filter means follows from its parts: not is the rest, or is either, and is both.
func TestAlgebra(t *testing.T) {
	c := world(t)
	recs := list(c, "B")
	k := model.Kinds().Prefix("B")
	rapid.Check(t, func(t *rapid.T) {
		run := func(q string) []model.Record {
			p, err := query.Parse(q, k)
			if err != nil {
				t.Fatalf("%q: %v", q, err)
			}
			loose, err := query.Lenient(q+" ", k)
			if err != nil {
				t.Fatalf("%q, leniently: %v", q, err)
			}
			got := query.Filter(c, p, recs)
			if refs(got) != refs(query.Filter(c, loose, recs)) {
				t.Fatalf("%q: Lenient reads something else", q)
			}
			return got
		}
		a, b := drawFilter(t, 3), drawFilter(t, 2)
		inA, inB := run(a), run(b)
		keep := func(want func(a, b bool) bool) string {
			return refs(slices.DeleteFunc(slices.Clone(recs), func(r model.Record) bool {
				return !want(slices.Contains(inA, r), slices.Contains(inB, r))
			}))
		}
		for q, want := range map[string]string{
			"-(" + a + ")":                            keep(func(a, _ bool) bool { return !a }),
			"not not (" + a + ")":                     refs(inA),
			"(" + a + ") (" + b + ")":                 keep(func(a, b bool) bool { return a && b }),
			"(" + a + ") or (" + b + ")":              keep(func(a, b bool) bool { return a || b }),
			"-((" + a + ") or (" + b + "))":           keep(func(a, b bool) bool { return !a && !b }),
			"(" + a + ") or (" + b + ") zebra":        refs(inA),
			"\t(" + a + ")\n AND (" + a + ") ":        refs(inA),
			"( (" + a + ")or(" + b + ") )(" + b + ")": keep(func(_, b bool) bool { return b }),
		} {
			if got := refs(run(q)); got != want {
				t.Fatalf("%q: %s, want %s", q, got, want)
			}
		}
	})
}

// Days are those of the zone it is read in, and values move with the moment.
func TestBindReadsTheMoment(t *testing.T) {
	c := world(t)
	task := func(start string) model.Record {
		at, err := date.Parse(start, now, nil)
		if err != nil {
			t.Fatal(err)
		}
		return &model.Task{Name: "x", Start: at}
	}
	q, err := query.Parse("start:today", model.Kinds().Prefix("T"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		zone  string
		start string
		days  int
		want  bool
	}{
		{"UTC", "2026-11-20T00:00:00Z", 0, true},
		{"UTC", "2026-11-20T23:59:59Z", 0, true},
		{"UTC", "2026-11-21T00:00:00Z", 0, false},
		{"UTC", "2026-11-21T00:00:00Z", 1, true},
		{"Asia/Tokyo", "2026-11-19T15:00:00Z", 0, true},
		{"Asia/Tokyo", "2026-11-19T14:59:59Z", 0, false},
		{"America/Los_Angeles", "2026-11-20T07:59:59Z", 0, false},
		{"America/Los_Angeles", "2026-11-21T07:59:59Z", 0, true},
	} {
		loc, err := time.LoadLocation(x.zone)
		if err != nil {
			t.Fatal(err)
		}
		n := *c
		n.Loc, n.Now = loc, now.Add(time.Duration(x.days)*24*time.Hour)
		if got := q.Bind(&n)(task(x.start)); got != x.want {
			t.Errorf("%s in %s, %d days on: %v", x.start, x.zone, x.days, got)
		}
	}
}

// A filter is shared, its bound function is not: each goroutine binds its own.
func TestQueryIsShared(t *testing.T) {
	c := world(t)
	q, err := query.Parse("project:roll or owner:ada or room", model.Kinds().Prefix("B"))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := refs(query.Filter(c, q, list(c, "B"))); got != "B-1 B-3" {
					t.Error(got)
				}
			}
		})
	}
	wg.Wait()
}

// Where there is no snapshot, names are references and nothing falls over.
func TestWithoutSnapshot(t *testing.T) {
	c := &model.Ctx{Now: now}
	recs := []model.Record{&model.Blocker{Title: "a", Project: model.NewID("P", 1)}, &model.Blocker{Title: "b"}}
	recs[0].Base().ID, recs[1].Base().ID = model.NewID("B", 1), model.NewID("B", 2)
	for q, want := range map[string]string{"project:P-1": "B-1", "project:p": "B-1", "owner:me": "", "a": "B-1", "score:": "B-1 B-2"} {
		p, err := query.Parse(q, nil)
		if strings.HasPrefix(q, "score") { // of risks alone
			p, err = query.Parse("-"+q, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := refs(query.Filter(c, p, recs)); got != want {
			t.Errorf("%q: %q, want %q", q, got, want)
		}
	}
}
