package layout

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/theme"
)

func TestHeadline(t *testing.T) {
	th := theme.New("dark", true, false, false)
	for _, c := range []struct {
		w    int
		want string
	}{
		{44, " Rollout  P-1 · scope             2 of 3 ok "},
		{33, " Rollout  P-1 · scope  2 of 3 ok "},
		{32, " Rollout  P-1 · scope           "},
		{28, " Rollout  P-1 · scope       "},
		{14, " Rollout  P-1…"},
		{5, " Rol…"},
		{0, ""},
	} {
		got := ansi.Strip(Headline(c.w, "Rollout\x1b[31m", "P-1 · scope", "2 of 3 ok", th.Hot, th))
		if got != c.want {
			t.Errorf("at %d: %q, want %q", c.w, got, c.want)
		}
	}
	for w := range 60 {
		if got := Headline(w, "日本語 Rollout", "P-1", "right", th.Ok, th); Width(got) != w {
			t.Errorf("at %d: %d cells", w, Width(got))
		}
	}
	if got := Headline(44, "Rollout", "", "", th.Ok, th); strings.TrimSpace(ansi.Strip(got)) != "Rollout" {
		t.Errorf("a name alone is %q", ansi.Strip(got))
	}
}
