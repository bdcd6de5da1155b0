package transfer_test

import (
	"strings"
	"testing"

	"tandem/model"
)

// What is said to be done of a task goes out as the work its people have done too: Project takes their work for
// true, and would open a finished task as not begun.
func TestDoneGoesOutAsWork(t *testing.T) {
	x := newScene(t, "aspose_Software_Development_Plan")
	before := written(t, x.s, x.p.ID)
	for _, c := range []struct {
		percent string
		want    []string
	}{
		{"100", []string{"/PercentWorkComplete[1]: 0 -> 100", "/RemainingWork[1]: PT4H0M0S -> PT0H0M0S", "/ActualWork[1]"}},
		{"25", []string{"/PercentWorkComplete[1]: 0 -> 25", "/RemainingWork[1]: PT4H0M0S -> PT3H0M0S", "/ActualWork[1]"}},
	} {
		s := asTyped(t, x.s, func(e *model.Edit) error {
			for _, task := range x.tasks {
				if len(task.Assignments) > 0 && task.Done == 0 {
					return e.Set(task.ID, "percent", c.percent)
				}
			}
			return nil
		})
		said := strings.Join(differences(t, before, written(t, s, x.p.ID)), "\n")
		for _, of := range []string{"/Task#", "/Assignment#"} {
			lines := ""
			for line := range strings.Lines(said) {
				if strings.Contains(line, of) {
					lines += line
				}
			}
			for _, w := range c.want {
				if !strings.Contains(lines, w) {
					t.Errorf("%s%%: %s%s is not in\n%s", c.percent, of, w, lines)
				}
			}
		}
	}
}
