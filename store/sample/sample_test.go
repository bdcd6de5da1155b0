package sample

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// moments are times of day and year at which relative dates like to go wrong.
var moments = []struct{ name, at string }{
	{"friday", "2026-11-20T09:12:00+01:00"},
	{"monday before opening", "2026-11-23T06:40:00+01:00"},
	{"lunch", "2026-11-24T12:30:00+01:00"},
	{"evening", "2026-11-24T18:30:00+01:00"},
	{"saturday", "2026-11-21T15:00:00+01:00"},
	{"sunday night", "2026-11-22T03:00:00+01:00"},
	{"clocks go forward", "2026-03-29T02:30:00+01:00"},
	{"clocks go back", "2026-10-25T02:30:00+02:00"},
	{"clocks go back in New York", "2026-11-01T05:30:00Z"},
	{"leap day", "2028-02-29T10:00:00+01:00"},
	{"new year", "2027-01-01T00:05:00+01:00"},
	{"last second", "2026-12-31T23:59:59+01:00"},
	{"christmas", "2026-12-25T12:00:00+01:00"},
	{"easter", "2027-03-28T11:00:00+02:00"},
	{"summer", "2026-07-15T16:59:00+02:00"},
}

func instant(t testing.TB, s string) date.Instant {
	t.Helper()
	x, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return date.Of(x)
}

// made builds a sample on an empty workspace and checks it.
func made(t testing.TB, now date.Instant, opt Options) *model.Snapshot {
	t.Helper()
	return madeOn(t, model.NewSnapshot(model.Kinds()), now, opt)
}

func madeOn(t testing.TB, base *model.Snapshot, now date.Instant, opt Options) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(base, now)
	if err := Build(e, opt); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return base.With(b.Changes)
}

// each runs a test at every moment, with the life-like workspace and the larger one.
func each(t *testing.T, run func(t *testing.T, s *model.Snapshot, now date.Instant)) {
	t.Helper()
	for _, m := range moments {
		now := instant(t, m.at)
		for _, n := range []int{0, 1500} {
			t.Run(fmt.Sprintf("%s/%d", m.name, n), func(t *testing.T) { run(t, made(t, now, Options{Seed: 3, Records: n}), now) })
		}
	}
}

func TestCounts(t *testing.T) {
	want := map[string][2]int{"A": {3, 3}, "C": {12, 12}, "P": {5, 5}, "T": {150, 165}, "BL": {4, 4}, "SC": {3, 3}, "H": {12, 12}, "R": {14, 14}, "CL": {25, 25}, "LE": {60, 60},
		"I": {40, 40}, "M": {18, 18}, "E": {10, 10}, "N": {30, 30}, "B": {14, 14}, "AC": {16, 16}, "CAL": {4, 4}, "W": {1, 1},
		"S": {10, 10}, "TE": {36, 36}, "CR": {7, 7}, "D": {10, 10}, "SH": {17, 17}, "RP": {8, 8}, "L": {6, 6}, "FX": {11, 11}, "TP": {5, 5},
		"AG": {5, 5}, "ST": {8, 8}, "RD": {42, 42}, "IT": {11, 11}, "O": {13, 13}, "BF": {6, 6}, "OP": {7, 7}, "V": {12, 12}, "PU": {17, 17}, "RV": {5, 5}}
	for _, m := range moments {
		s := made(t, instant(t, m.at), Options{})
		for _, k := range s.Schema().Kinds {
			if n, w := s.Count(k.Prefix), want[k.Prefix]; n < w[0] || n > w[1] {
				t.Errorf("%s: %d %s, want %v", m.name, n, k.Plural, w)
			}
		}
	}
}

func TestRecordsAreExact(t *testing.T) {
	life := made(t, fri, Options{}).Total()
	for _, n := range []int{1, life, life + 1, life + 19, life + 20, life + 21, life + 150, 1000, 1017, 10_000} {
		if got := made(t, fri, Options{Seed: 9, Records: n}).Total(); got != max(n, life) {
			t.Errorf("%d records wanted, %d made", n, got)
		}
	}
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), fri)
	for _, n := range []int{-1, maxRecords + 1} {
		if err := Build(e, Options{Records: n}); err != ErrRecords {
			t.Errorf("%d records: %v, want ErrRecords", n, err)
		}
	}
	if err := Build(model.NewEdit(model.NewSnapshot(model.Kinds()), 0), Options{}); err == nil {
		t.Error("a sample without a moment was made")
	}
}

// TestSharesAreLifelike holds the shares that measurements rely on.
func TestSharesAreLifelike(t *testing.T) {
	s := made(t, fri, Options{Seed: 1, Records: 10_000})
	if n := s.Count("T"); n < 5700 || n > 6300 {
		t.Errorf("%d tasks of 10,000", n)
	}
	if n := s.Count("B"); n < 900 || n > 1100 {
		t.Errorf("%d blockers of 10,000", n)
	}
	names, linked, notes, total := map[string]bool{}, 0, 0, 0
	for x := range model.Each[*model.Task](s, "T") {
		names[x.Name] = true
		if len(x.Links) > 0 {
			linked++
		}
	}
	for _, k := range s.Schema().Kinds {
		for r := range s.All(k.Prefix) {
			total++
			if r.Base().Notes != "" {
				notes++
			}
		}
	}
	if p := 100 * linked / s.Count("T"); p < 26 || p > 36 {
		t.Errorf("%d %% of the tasks have a dependency, want about 30", p)
	}
	if p := 100 * notes / total; p < 17 || p > 23 {
		t.Errorf("%d %% of the records have notes, want about 20", p)
	}
	if len(names) < s.Count("T")/2 {
		t.Errorf("only %d different names of %d tasks", len(names), s.Count("T"))
	}
}

// packed is every record as it would be stored.
func packed(s *model.Snapshot) []byte {
	var out []byte
	for _, k := range s.Schema().Kinds {
		for r := range s.All(k.Prefix) {
			out = append(k.Append(out, r), r.Base().ID.String()...)
		}
	}
	return out
}

func TestDeterministic(t *testing.T) {
	for _, opt := range []Options{{}, {Seed: 5}, {Seed: 5, Records: 2000}} {
		a, b := packed(made(t, fri, opt)), packed(made(t, fri, opt))
		if !bytes.Equal(a, b) {
			t.Errorf("%+v: two runs differ", opt)
		}
		opt.Seed++
		if bytes.Equal(a, packed(made(t, fri, opt))) {
			t.Errorf("%+v: another seed gives the same records", opt)
		}
	}
}

// TestNowOnlyMovesDates: the sample tells the same story on whatever day it is made.
func TestNowOnlyMovesDates(t *testing.T) {
	titles := func(s *model.Snapshot) (out []string) {
		for _, k := range s.Schema().Kinds {
			for r := range s.All(k.Prefix) {
				if k.Prefix != model.LedgerPrefix { // their texts tell days
					out = append(out, k.Title(s.Ctx(fri), r))
				}
			}
		}
		return out
	}
	want := titles(made(t, fri, Options{}))
	for _, m := range moments {
		if got := titles(made(t, instant(t, m.at), Options{})); !slices.Equal(got, want) {
			t.Errorf("%s: other records than on a Friday", m.name)
		}
	}
}

// TestFieldsReadBack: every value is one the forms would take (enums, bounds, clean text), and
// the stored form reads back.
func TestFieldsReadBack(t *testing.T) {
	each(t, func(t *testing.T, s *model.Snapshot, now date.Instant) {
		for _, k := range s.Schema().Kinds {
			for r := range s.All(k.Prefix) {
				id := r.Base().ID
				if _, err := k.Decode(id, string(k.Append(nil, r))); err != nil {
					t.Errorf("%s: %v", id, err)
				}
				if id.Num() > 70 && id.Num()%29 > 0 {
					continue // a part of the large workspace is enough
				}
				c, x := s.Ctx(now).For(r), k.Copy(r)
				for i := range k.Fields {
					f := &k.Fields[i]
					text := f.Text(c, r)
					if text == "" || !f.Stored() {
						continue
					}
					if err := f.Parse(c, x, text); err != nil {
						t.Errorf("%s %s: %v", id, f.Name, err)
					} else if again := f.Text(c, x); again != text {
						t.Errorf("%s %s: %q reads back as %q", id, f.Name, text, again)
					}
				}
			}
		}
	})
}

// TestNamesAreUnique: for kinds that people pick by name.
func TestNamesAreUnique(t *testing.T) {
	for _, n := range []int{0, 40_000} {
		s := made(t, fri, Options{Records: n})
		c := s.Ctx(fri)
		for _, prefix := range []string{"A", "C", "P", "H", "CAL"} {
			k := s.Schema().Prefix(prefix)
			seen := map[string]bool{}
			for r := range s.All(prefix) {
				if name := k.Title(c, r); seen[name] {
					t.Errorf("%d records: two %s are called %q", n, k.Plural, name)
				} else {
					seen[name] = true
				}
			}
		}
	}
	for _, prefix := range []string{"R", "E", "B", "M", "CL", "AC"} {
		s := made(t, fri, Options{})
		k := s.Schema().Prefix(prefix)
		seen := map[string]bool{}
		for r := range s.All(prefix) {
			if name := k.Title(s.Ctx(fri), r); seen[name] {
				t.Errorf("two %s are called %q", k.Plural, name)
			} else {
				seen[name] = true
			}
		}
	}
}

// TestExistingSettings: the settings record is changed, not replaced; its calendar stays.
func TestExistingSettings(t *testing.T) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), fri-1000)
	cal := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Mine", Zone: "Asia/Tokyo", Week: model.OfficeWeek(), MinutesPerDay: 480, MinutesPerWk: 2400, DaysPerMonth: 20})
	w := &model.Workspace{Name: "Fresh", Currency: "USD", Calendar: cal, StaleDays: 7, QuietDays: 60, SoonHours: 12}
	w.ID = model.WorkspaceID
	e.Put(model.WorkspacePrefix, w)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	base := e.Base().With(b.Changes)
	for _, n := range []int{0, 1000} {
		s := madeOn(t, base, fri, Options{Records: n})
		got := s.Workspace()
		if got.Name != "Northbound delivery" || got.Currency != "EUR" || got.StaleDays != 7 || got.Created != fri-1000 {
			t.Errorf("settings are %+v", got)
		}
		if me, ok := model.Find[*model.Person](s, got.Me); !ok || me.Name != "Mara Lindqvist" {
			t.Errorf("me is %v", got.Me)
		}
		if c, ok := model.Find[*model.Calendar](s, got.Calendar); !ok || c.Zone != "Europe/Berlin" {
			t.Errorf("the calendar is %v", got.Calendar)
		}
		if c, ok := model.Find[*model.Calendar](s, cal); !ok || c.Name != "Mine" {
			t.Error("the calendar that was there is gone")
		}
		if n > 0 && s.Total() != n {
			t.Errorf("%d records, want %d with those that were there", s.Total(), n)
		}
		if base.Workspace().Name != "Fresh" {
			t.Error("the snapshot before was written to")
		}
	}
}
