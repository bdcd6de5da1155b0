package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestOwed: of each kind that is done at some time, what is still to be done about it and what is over; of the
// others nobody would ask.
func TestOwed(t *testing.T) {
	for _, x := range []struct {
		name  string
		r     model.Record
		open  bool
		known bool
	}{
		{"a task begun", &model.Task{Done: 99_99}, true, true}, {"a task done", &model.Task{Done: 100_00}, false, true},
		{"a project in hypercare", &model.Project{Phase: "hypercare"}, true, true}, {"a project handed over", &model.Project{Phase: "handed over"}, true, true}, {"a project closed", &model.Project{Phase: "closed"}, false, true},
		{"a blocker put away", &model.Blocker{State: "snoozed"}, true, true}, {"a blocker closed", &model.Blocker{State: "closed"}, false, true},
		{"a sprint ahead", &model.Sprint{Status: "planned"}, true, true}, {"a sprint over", &model.Sprint{Status: "closed"}, false, true},
		{"a promise with a new date", &model.Promise{State: "renegotiated"}, true, true}, {"a promise broken", &model.Promise{State: "broken"}, false, true},
		{"an escalation waiting", &model.Escalation{Status: "waiting"}, true, true}, {"an escalation resolved", &model.Escalation{Status: "resolved"}, false, true},
		{"an action under way", &model.Action{State: "doing"}, true, true}, {"an action dropped", &model.Action{State: "dropped"}, false, true},
		{"an order to be accepted", &model.Order{Status: "delivered"}, true, true}, {"an order accepted", &model.Order{Status: "accepted"}, false, true},
		{"a purchase planned", &model.Purchase{Status: "planned"}, true, true}, {"a purchase here", &model.Purchase{Status: "received"}, false, true},
		{"a person", &model.Person{}, false, false}, {"a rate", &model.Rate{}, false, false}, {"an account", &model.Account{}, false, false},
	} {
		if open, known := model.Owed(x.r); open != x.open || known != x.known {
			t.Errorf("%s: open %v, known %v", x.name, open, known)
		}
	}
}

// TestFieldsOfDueAndState: what a kind calls its due day and its state are fields that it has, of the right
// type; and what can be open or over has one that says so, but for a task, which tells by its progress, and a
// review, which is over once it was held.
func TestFieldsOfDueAndState(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		for _, name := range k.DueFields() {
			f := k.Field(name)
			if f == nil || f.Type != model.TypeDate && f.Type != model.TypeTime && f.Type != model.TypeCalc {
				t.Errorf("%s is due by %q: %+v", k.Name, name, f)
			}
		}
		if f := k.StateField(); f != nil && (f.Type != model.TypeEnum || len(f.Choices) < 2) {
			t.Errorf("the state of %s is %+v", k.Name, f)
		}
		if k.HasState() && k.StateField() == nil && k.Prefix != model.TaskPrefix && k.Prefix != model.ReviewPrefix {
			t.Errorf("%s is open or not, and no field says which", k.Name)
		}
	})
	for kind, want := range map[string]string{"promise": "state", "risk": "status", "project": "phase", "opportunity": "stage"} {
		k, err := model.Kinds().Named(kind)
		if err != nil || k.StateField() == nil || k.StateField().Name != want {
			t.Errorf("the state of a %s is not its %s: %v", kind, want, err)
		}
	}
}

// TestMeasureOn: the day to look whether an action helped is so many days after it was done; none where nobody
// wants to know, it is not done, or it is told already.
func TestMeasureOn(t *testing.T) {
	c := with().Ctx(healthNow)
	c.Loc = nil
	done := date.YMD(2026, 11, 2)
	for _, x := range []struct {
		a    model.Action
		want date.Day
	}{
		{model.Action{State: "done", DoneOn: done, MeasureAfter: 30}, date.YMD(2026, 12, 2)},
		{model.Action{State: "done", MeasureAfter: 7, Meta: model.Meta{Changed: daysAgo(10)}}, date.YMD(2026, 11, 17)}, // when nobody said the day, that of its last change
		{model.Action{State: "done", DoneOn: done}, 0},
		{model.Action{State: "doing", DoneOn: done, MeasureAfter: 30}, 0},
		{model.Action{State: "done", DoneOn: done, MeasureAfter: 30, Effect: "two days less"}, 0},
	} {
		if got := x.a.MeasureOn(c); got != x.want {
			t.Errorf("%+v: %s, want %s", x.a, got, x.want)
		}
	}
}
