package triage

import (
	"strings"
	"testing"

	"tandem/model/triage"
)

// TestStanding: an item that comes before others with more points says why; where the points tell it
// says nothing.
func TestStanding(t *testing.T) {
	low := &triage.Item{View: triage.Now, First: true, Breached: true, Score: 10}
	due := &triage.Item{View: triage.Now, First: true, Score: 20}
	top := &triage.Item{View: triage.Now, First: true, Score: 90}
	p := &Pane{rows: []*triage.Item{top, due, low, {View: triage.Now, Score: 50}}}
	for it, want := range map[*triage.Item]string{low: "Breached, so", due: "Due today, so", top: "", p.rows[3]: ""} {
		got := p.standing(it)
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%d points: %q, want %q", it.Score, got, want)
		}
	}
}
