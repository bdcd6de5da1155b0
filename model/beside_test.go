package model_test

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// TestScoreBeside: the steps of each scale and its good end, before anything is typed and after; what does
// not lie on it is told at once.
func TestScoreBeside(t *testing.T) {
	f := model.Kinds().Prefix(model.AnswerPrefix).Field("score")
	for _, x := range []struct {
		measure model.Measure
		scale   model.Scale
		score   int
		want    string
		wrong   bool
	}{
		{"NPS", "0-10", model.NoScore, "0 to 10, promoter from 9", false},
		{"NPS", "0-10", 11, "lies outside its scale 0-10", true},
		{"NPS", "0-10", 0, "0 to 10, promoter from 9", false},
		{"CSAT", "1-5", 0, "lies outside its scale 1-5", true},
		{"CSAT", "1-5", 5, "1 to 5, satisfied from 4", false},
		{"CSAT", "1-3", 2, "1 to 3, satisfied from 3", false},
		{"CSAT", "1-10", 2, "1 to 10, satisfied from 8", false},
		{"CES", "1-7", model.NoScore, "1 to 7, easy from 5", false},
	} {
		a := &model.Answer{Measure: x.measure, Scale: x.scale, Score: x.score}
		if got, wrong := f.Beside(&model.Ctx{}, a); got != x.want || wrong != x.wrong {
			t.Errorf("%s %s %d: %q %v", x.measure, x.scale, x.score, got, wrong)
		}
	}
}

// TestMomentBeside: a moment is labelled with the zone of its customer where that is not ours, by the time
// of year it lies in.
func TestMomentBeside(t *testing.T) {
	now := date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
	home := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Home", Zone: "Europe/Berlin", Week: model.OfficeWeek(), MinutesPerDay: 480})
	away := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Away", Zone: "America/New_York", Week: model.OfficeWeek(), MinutesPerDay: 480})
	w := model.Kinds().Prefix(model.WorkspacePrefix).New().(*model.Workspace)
	w.Calendar = home
	e.Put(model.WorkspacePrefix, w)
	near := e.Put(model.AccountPrefix, &model.Account{Name: "Near"})
	far := e.Put(model.AccountPrefix, &model.Account{Name: "Far", Calendar: away})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)
	f := model.Kinds().Prefix(model.AnswerPrefix).Field("when")
	july := date.Of(time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC))
	for _, x := range []struct {
		account model.ID
		when    date.Instant
		want    string
	}{{near, 0, ""}, {near, july, ""}, {far, 0, "time in EST"}, {far, now, "time in EST"}, {far, july, "time in EDT"}} {
		a := &model.Answer{Account: x.account, When: x.when}
		if got, wrong := f.Beside(s.Ctx(now).For(a), a); got != x.want || wrong {
			t.Errorf("%s at %d: %q", x.account, x.when, got)
		}
	}
}
