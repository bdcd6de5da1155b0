package model_test

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// A moment of a record that keeps other hours than the workspace names its zone wherever a time of day is told,
// and only there; at the same hour, and in JSON, nothing is added.
func TestZoneNamedWhereItDiffers(t *testing.T) {
	at := func(s string) date.Instant {
		x, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return date.Of(x)
	}
	for _, x := range []struct{ zone, when, want, json string }{
		{"America/New_York", "2026-11-20T09:45:00-05:00", "today 09:45 EST", "2026-11-20T09:45:00-05:00"},
		{"America/New_York", "2026-11-21T09:45:00-05:00", "Sat 09:45 EST", "2026-11-21T09:45:00-05:00"},
		{"America/New_York", "2026-11-25T09:45:00-05:00", "Wed 25", "2026-11-25T09:45:00-05:00"},
		{"Europe/Rome", "2026-11-20T09:45:00+01:00", "today 09:45", "2026-11-20T09:45:00+01:00"},
		{"America/Sao_Paulo", "2026-11-20T09:45:00-03:00", "today 09:45 -03", "2026-11-20T09:45:00-03:00"},
		{"Europe/Berlin", "2026-11-20T09:45:00+01:00", "today 09:45", "2026-11-20T09:45:00+01:00"},
	} {
		now := at("2026-11-20T09:12:00+01:00")
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
		home := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Home", Zone: "Europe/Berlin", Week: model.OfficeWeek(), MinutesPerDay: 480})
		away := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Away", Zone: x.zone, Week: model.OfficeWeek(), MinutesPerDay: 480})
		w := model.Kinds().Prefix(model.WorkspacePrefix).New().(*model.Workspace)
		w.Calendar = home
		e.Put(model.WorkspacePrefix, w)
		p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		p.Name, p.Calendar, p.Start = "Rollout", away, at(x.when)
		id := e.Put(model.ProjectPrefix, p)
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		s := e.Base().With(b.Changes)
		c := s.Ctx(now).For(s.Get(id))
		f := model.Kinds().Prefix(model.ProjectPrefix).Field("start")
		if got := f.Show(c, s.Get(id)); got != x.want {
			t.Errorf("%s in %s: %q, want %q", x.when, x.zone, got, x.want)
		}
		if got := f.JSON(c, s.Get(id)); got != x.json {
			t.Errorf("%s in %s: JSON %v", x.when, x.zone, got)
		}
	}
}
