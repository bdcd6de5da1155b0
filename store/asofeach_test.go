package store

import (
	"errors"
	"maps"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// TestAsOfEach: one walk gives at each moment what AsOf gives, newest first, and ends quietly where
// the journal begins.
func TestAsOfEach(t *testing.T) {
	s, c := openNew(t)
	times := []date.Instant{s.Now()}
	_, id := addPerson(t, s, "Ana")
	for i := range 9 {
		c.add(time.Hour)
		if i == 5 {
			must[Changed](t)(edit(s, "Delete", func(e *model.Edit) error { return e.Delete(id) }))
			_, id = addPerson(t, s, "Cy")
		} else {
			must[Changed](t)(rename(s, id, string(rune('a'+i))))
		}
		times = append(times, s.Now(), s.Now().Add(30*time.Minute))
	}
	asked := append([]date.Instant{times[0].Add(-time.Hour), times[0].Add(-2 * time.Hour)}, times...)
	var seen []date.Instant
	err := s.AsOfEach(asked, func(at date.Instant, was *model.Snapshot) error {
		want, err := s.AsOf(at)
		if err != nil || was.Seq != want.Seq || !maps.Equal(packed(was), packed(want)) {
			t.Errorf("at %v: entry %d, want %d; %v", at.In(nil), was.Seq, want.Seq, err)
		}
		seen = append(seen, at)
		return nil
	})
	if err != nil || len(seen) != len(times) {
		t.Errorf("%d moments of %d, %v", len(seen), len(times), err)
	}
	for i := 1; i < len(seen); i++ {
		if seen[i] > seen[i-1] {
			t.Error("not the newest first")
		}
	}
	stop := errors.New("enough")
	n := 0
	if err := s.AsOfEach(times, func(date.Instant, *model.Snapshot) error { n++; return stop }); !errors.Is(err, stop) || n != 1 {
		t.Errorf("stopped after %d: %v", n, err)
	}
	if err := s.AsOfEach(nil, func(date.Instant, *model.Snapshot) error { return stop }); err != nil {
		t.Error(err)
	}
}
