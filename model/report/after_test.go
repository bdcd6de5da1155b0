package report

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// The report of a delivered project tells of hypercare with what is open, of the defects charged to it,
// and of a promise that the plan will not keep.
func TestAfterDelivery(t *testing.T) {
	w := newWorld(t)
	w.snap = edit(t, w.snap, now, func(e *model.Edit) {
		if err := model.Update(e, w.project, func(p *model.Project) error {
			p.Phase, p.HypercareUntil = "hypercare", date.YMD(2026, 12, 4)
			p.Exit = []model.Criterion{{What: "No critical error"}}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for x := range model.Each[*model.Escalation](e.Base(), model.EscalationPrefix) {
			if err := e.Set(x.ID, "escaped_from", w.project.String()); err != nil {
				t.Fatal(err)
			}
		}
		if err := e.Set(w.task, "duration", "20d"); err != nil {
			t.Fatal(err)
		}
		e.Put(model.PromisePrefix, &model.Promise{What: "Go-live in time", Account: w.account, Due: date.YMD(2026, 11, 23), Task: w.task, State: "open"})
	})
	text := w.status(t).Markdown()
	for _, want := range []string{"- hypercare until 4 Dec 2026, 1 exit criterion unmet: No critical error", "- escaped defects charged to the project: ", "forecast for "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
