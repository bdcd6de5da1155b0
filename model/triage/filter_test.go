package triage

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/query"
)

// late is a world with one task for each age of its finish, in days before now.
func late(t testing.TB, ages ...int) *world {
	w := newWorld(t)
	w.edit(func(e *model.Edit) error {
		for i, n := range ages {
			finish := (now.Day(berlin) - dayOf(n)).At(17, 0, berlin)
			e.Put(model.TaskPrefix, &model.Task{Name: "Task " + string(rune('A'+i)), Project: rollout, Start: finish - 86400, Finish: finish,
				Meta: model.Meta{Tags: []string{"imported"}, ExternalID: "WEB-" + string(rune('1'+i)), Notes: "words of the customer"}})
		}
		e.Put(model.PromisePrefix, &model.Promise{What: "A plan", Account: northwind, Due: day("18 nov"), State: "open"})
		e.Put(model.BlockerPrefix, &model.Blocker{Title: "No key", About: model.NewID(model.TaskPrefix, 1), Project: rollout, Severity: 2, State: "open", Raised: now - 999})
		return nil
	})
	return w
}

func refsIn(items []*Item) string {
	var out []string
	for _, it := range items {
		out = append(out, it.Key().String())
	}
	return strings.Join(out, " ")
}

func TestFilter(t *testing.T) {
	w := late(t, 3, 10, 40, 100)
	q := Build(w.snap.Ctx(w.now))
	all := q.Items(Now, model.Both)
	if len(all) != 5 {
		t.Fatalf("%d items: %s", len(all), refsIn(all))
	}
	for text, want := range map[string]string{
		"":                            "M-1 B-1 T-4 T-3 T-2",
		"late>28":                     "T-4 T-3",
		"late<=10 -signal:promise":    "B-1 T-2",
		"signal:promise":              "M-1",
		"signal:\"promise overdue\"":  "M-1",
		"sign:blocked":                "B-1",
		"side:pm":                     "B-1 T-4 T-3 T-2",
		"project:P-1 late>=40":        "T-4 T-3",
		"project:rollout task":        "T-4 T-3 T-2",
		"account:northwind side:dm":   "M-1",
		"WEB-3":                       "T-3",
		"tag:imported age>50":         "T-4",
		"due<-6w":                     "T-4",
		"breached:yes":                "M-1",
		"points<0":                    "",
		"t-1":                         "B-1",
		"\"no key\" or plan":          "M-1 B-1",
		"northwind -(late>5 or plan)": "",
	} {
		got, err := q.Filter(text, all, false)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if refsIn(got) != want {
			t.Errorf("%s: %s, want %s", text, refsIn(got), want)
		}
	}
}

func TestFilterSaysWhatIsWrong(t *testing.T) {
	w := late(t, 3, 40)
	q := Build(w.snap.Ctx(w.now))
	all := q.Items(Now, model.Both)
	for _, text := range []string{"nonsense:1", "late>x", "(late>3"} {
		got, err := q.Filter(text, all, false)
		if _, ok := err.(*query.Error); !ok || got != nil {
			t.Errorf("%s: %v, %s", text, err, refsIn(got))
		}
	}
	if got, err := q.Filter("late>28 poi:", all, true); err == nil || refsIn(got) != "T-2" {
		t.Errorf("half typed: %s, %v", refsIn(got), err)
	}
	if got, err := q.Filter("late>28 nonsense:1", all, true); err == nil || len(got) == len(all) {
		t.Errorf("a term that cannot be read: %s, %v", refsIn(got), err)
	}
}

// Every field of a line has a value for some item, and each says what it is.
func TestLines(t *testing.T) {
	w := late(t, 3, 40)
	q := Build(w.snap.Ctx(w.now))
	k := Lines()
	for i := range k.Fields {
		f := &k.Fields[i]
		switch f.Name {
		case "links_to", "created", "changed", "source", "custom", "on":
			continue // those of all records, or empty here
		}
		found := false
		for _, it := range q.Items(Now, model.Both) {
			found = found || f.Key(q.Ctx(), (&line{}).show(it)).Set || !f.IsZero((&line{}).show(it))
		}
		if !found {
			t.Errorf("no item has a %s", f.Name)
		}
	}
	if model.Kinds().Prefix(k.Prefix) != nil {
		t.Errorf("%s is a kind of record", k.Prefix)
	}
}

func TestDaysLate(t *testing.T) {
	w := late(t, 3, 40)
	q := Build(w.snap.Ctx(w.now))
	if n := q.Find(model.NewID(model.TaskPrefix, 2)).DaysLate(); n != 40 {
		t.Errorf("%d days late", n)
	}
	w.decide(Snooze, "9", model.NewID(model.TaskPrefix, 2))
	if it := Build(w.snap.Ctx(w.now)).Find(model.NewID(model.TaskPrefix, 2)); it.View != Scheduled || it.DaysLate() != 0 {
		t.Errorf("put away and %d days late", it.DaysLate())
	}
}

// Three thousand late tasks are put away as one batch.
func TestThousandsAtOnce(t *testing.T) {
	ages := make([]int, 3000)
	for i := range ages {
		ages[i] = 30 + i%300
	}
	w := late(t, ages...)
	q := Build(w.snap.Ctx(w.now))
	items, err := q.Filter("late>28 signal:late", q.Items(Now, model.Both), false)
	if err != nil || len(items) != 3000 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	d := Decision{Verb: Snooze, Arg: "m"}
	w.edit(func(e *model.Edit) error { return d.Apply(e, q, items) })
	after := Build(w.snap.Ctx(w.now))
	if n := after.Count(Scheduled, model.Both); n != 3000 || after.Count(Now, model.Both) != 1 {
		t.Errorf("%d put away, %d left", n, after.Count(Now, model.Both))
	}
}
