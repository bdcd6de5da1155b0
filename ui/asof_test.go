package ui

import (
	"testing"
	"time"

	"tandem/model/date"
)

// Days that have gone by are read as people mean them.
func TestBackTo(t *testing.T) {
	at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC) // a Friday
	m, err := New(Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	loc := m.env.Ctx().Loc
	for in, want := range map[string]date.Instant{
		"yesterday": date.YMD(2026, 11, 20).At(0, 0, loc).Add(-time.Second), "today": date.Of(at), "now": date.Of(at),
		"1 oct 2026": date.YMD(2026, 10, 2).At(0, 0, loc).Add(-time.Second), "mon": date.YMD(2026, 11, 17).At(0, 0, loc).Add(-time.Second),
	} {
		if got, err := m.backTo(in); err != nil || got != want {
			t.Errorf("%q is %s (%v), want %s", in, got.RFC3339(loc), err, want.RFC3339(loc))
		}
	}
	for _, in := range []string{"", "tomorrow", "2027-01-01", "whenever"} {
		if got, err := m.backTo(in); err == nil {
			t.Errorf("%q is %s", in, got.RFC3339(loc))
		}
	}
}
