package store

import (
	"testing"
	"time"
)

// TestKeepSoManyRuns: of runs on one day as many are kept as asked for, ten where nothing was.
func TestKeepSoManyRuns(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	var list []BackupInfo
	for i := range 20 {
		list = append(list, BackupInfo{Kind: kindAuto, Time: now.Add(-time.Duration(i) * time.Minute)})
	}
	for runs, want := range map[int]int{0: 10, 1: 1, 3: 3, 50: 20} {
		if kept := len(list) - len(surplus(list, now, runs)); kept != want {
			t.Errorf("asked for %d, kept %d, want %d", runs, kept, want)
		}
	}
}
