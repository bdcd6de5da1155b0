package browse

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/dialog"
)

// m u puts off what is not done, of a task or of the whole project; nothing is meant where no day is typed but
// the status date, else today, and what would come of it is said before.
func TestUnfinishedWorkLater(t *testing.T) {
	d := planOf(t).goes("Dig").press("m u")
	ask, ok := d.opens.(*dialog.AskView)
	if !ok {
		t.Fatalf("it opens %T", d.opens)
	}
	ask.Paste(d.env, "2026-12-02")
	if s := ansi.Strip(strings.Join(ask.Draw(d.env, 90, 12, true), "\n")); !strings.Contains(s, "1 task starts from Wed 2 Dec on.") {
		t.Errorf("%s", s)
	}
	d.do(ask.Handle(d.env, actRun("palette.run")))
	if got := d.dates("Dig"); got != "Wed 2 > Thu 3" {
		t.Errorf("Dig is at %s", got)
	}
	if got := d.dates("Pour"); got != "Fri 4 > Mon 7" {
		t.Errorf("Pour, which waits for it, is at %s", got)
	}
	d.takeBack()
	d.outline(fresh)

	d.p.list().table.MoveToRow(0)
	d.press("m s")
	if !strings.Contains(d.toast, "Go to a task first") {
		t.Errorf("of a project two are made: %q", d.toast)
	}
	d.opens = nil
	d.press("m u")
	if ask, ok = d.opens.(*dialog.AskView); !ok {
		t.Fatalf("on the project it opens %T", d.opens)
	}
	ask.Paste(d.env, "2026-12-02")
	d.do(ask.Handle(d.env, actRun("palette.run")))
	if got := d.dates("Dig"); got != "Wed 2 > Thu 3" {
		t.Errorf("Dig is at %s", got)
	}
}
