package triage

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the pictures anew")

// A few pictures of the whole screen, as text.
func TestPictures(t *testing.T) {
	for _, tc := range []struct {
		name, keys string
		w, h       int
	}{
		{"now_120", "", 120, 36}, {"now_80", "j", 80, 24}, {"why_100", "=", 100, 30}, {"words_80", "c o k", 80, 24}, {"done_80", "x X n a 6", 80, 24},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := newDriver(t, 20).press(tc.keys).screen(tc.w, tc.h) + "\n"
			path := filepath.Join("testdata", tc.name+".txt")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the screen is not as in %s (go test ./ui/triage -update writes it):\n%s", path, got)
			}
		})
	}
}
