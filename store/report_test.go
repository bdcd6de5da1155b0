package store

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
)

// TestChangedInTheSameSecond: what was changed right after a report was sent, be it in the same second,
// has changed since; what was changed before it has not.
func TestChangedInTheSameSecond(t *testing.T) {
	s, c := openNew(t)
	var p, risk, early model.ID
	put := func(title string, project model.ID) *model.Risk {
		return &model.Risk{Title: title, Project: project, Probability: 5, Time: 5, Status: "open"}
	}
	must[Changed](t)(edit(s, "Plan", func(e *model.Edit) error {
		p = e.Put("P", &model.Project{Name: "Crane", Currency: "EUR"})
		risk, early = e.Put("R", put("Late wind", p)), e.Put("R", put("Early wind", p))
		return nil
	}))
	c.add(time.Hour)
	must[Changed](t)(edit(s, "Before", func(e *model.Edit) error { return e.Set(early, "probability", "1") }))
	must[Changed](t)(edit(s, "Send", func(e *model.Edit) error {
		e.Put("RP", &model.Report{Title: "Status", Type: "status", Project: p, AsOf: s.Now(), Sent: s.Now(), Text: "as sent"})
		return nil
	}))
	must[Changed](t)(edit(s, "After", func(e *model.Edit) error { return e.Set(risk, "probability", "1") }))
	c.add(time.Minute)
	st, err := s.Status(s.Snapshot().Ctx(s.Now()), p)
	if err != nil {
		t.Fatal(err)
	}
	text := st.Markdown()
	if _, since, _ := strings.Cut(text, "## Since the last report"); !strings.Contains(since, "Late wind") || strings.Contains(since, "Early wind") {
		t.Errorf("%s", text)
	}
}
