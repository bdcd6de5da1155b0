package query_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/query"
)

// due, status and state mean the same of every kind, whatever its field is called.
func TestAliases(t *testing.T) {
	c := world(t)
	edit := model.NewEdit(c.Snap, now)
	for _, s := range []model.PromiseState{"open", "renegotiated", "kept", "broken"} {
		edit.Put("M", &model.Promise{What: "Labels", Account: model.NewID("A", 1), Due: now.Day(nil) + 1, State: s})
	}
	b, err := edit.Batch()
	if err != nil {
		t.Fatal(err)
	}
	c = c.Snap.With(b.Changes).Ctx(now)
	c.Loc = nil
	for _, x := range []struct{ kind, q, want string }{
		{"T", "status:open", "T-1 T-2"}, {"T", "state:open", "T-1 T-2"}, {"T", "status:done", "T-3"}, {"T", "-status:open", "T-3"},
		{"T", "status!=open", "T-3"}, {"T", "status=open", "T-1 T-2"}, {"T", "status:open,done", "T-1 T-2 T-3"}, {"T", "status:*", "T-1 T-2 T-3"}, {"T", "status:", ""},
		{"T", "due<2026-12-01", "T-1"}, {"T", "status:open due<+7d", "T-1"}, {"T", "due>2026-12-01", ""}, {"T", "due:", "T-2 T-3"}, {"T", "due:*", "T-1"},
		{"M", "state:open", "M-1 M-2"}, {"M", "status:open", "M-1 M-2"}, {"M", "state=open", "M-1"}, {"M", "state:open,kept", "M-1 M-2 M-3"},
		{"M", "status:done", "M-3 M-4"}, {"M", "-state:open", "M-3 M-4"}, {"M", "status:renegotiated", "M-2"},
		{"B", "status:open", "B-1 B-2 B-3"}, {"B", "status=waiting", "B-2"}, {"B", "status:snoo", "B-3"},
		{"P", "status:open", "P-1 P-2"}, {"P", "status:exec", "P-1"}, {"R", "due<2026-12-01", "R-1"}, {"E", "state:open", "E-1 E-2"},
	} {
		q, err := query.Parse(x.q, model.Kinds().Prefix(x.kind))
		if err != nil {
			t.Errorf("%s %q: %v", x.kind, x.q, err)
			continue
		}
		if got := refs(query.Filter(c, q, list(c, x.kind))); got != x.want {
			t.Errorf("%s %q: got %q, want %q", x.kind, x.q, got, x.want)
		}
	}
}

// What trackers call things: a column of a board is a status, a word a priority, key the number they gave.
func TestWordsOfTrackers(t *testing.T) {
	c := world(t)
	e := model.NewEdit(c.Snap, now)
	for id, f := range map[uint64]func(*model.Task){
		1: func(t *model.Task) { t.Column, t.Priority, t.ExternalID = "READY TO CODE", 700, "SNP-614" },
		2: func(t *model.Task) { t.Column, t.Priority = " ready to code ", 900 },
		3: func(t *model.Task) { t.Priority = 300 },
	} {
		if err := model.Update(e, model.NewID("T", id), func(t *model.Task) error { f(t); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	c = c.Snap.With(b.Changes).Ctx(now)
	for q, want := range map[string]string{`status:"Ready to code"`: "T-1 T-2", `status:"ready to code" or status:done`: "T-1 T-2 T-3", `status!="ready to code"`: "T-3", `-status:"ready to code"`: "T-3",
		"status:doing": "", "priority:high": "T-1", "priority>=high": "T-1 T-2", "priority:low,highest": "T-2 T-3", "priority<medium": "T-3", "priority:700": "T-1", "key:SNP-614": "T-1", "key:*": "T-1", "key:": "T-2 T-3"} {
		p, err := query.Parse(q, model.Kinds().Prefix("T"))
		if err != nil {
			t.Errorf("%q: %v", q, err)
			continue
		}
		if got := refs(query.Filter(c, p, list(c, "T"))); got != want {
			t.Errorf("%q: got %q, want %q", q, got, want)
		}
	}
	for q, want := range map[string]string{"status:broken": `status is open, done or the name of a column here, not "broken"`, `-status:"ready to code"`: "", "priority:low": ""} {
		p, err := query.Parse(q, model.Kinds().Prefix("T"))
		if err == nil {
			err = p.Check(c)
		}
		if (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", q, err)
		}
	}
	for q, want := range map[string]string{"status:opn": "did you mean open?", "status:dne": "did you mean done?", "priority:huge": "priority is a number", "status<done": "is open or done"} {
		if _, err := query.Parse(q, model.Kinds().Prefix("T")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", q, err)
		}
	}
}

// A deadline comes before the finish that is planned.
func TestDueOfATask(t *testing.T) {
	c := world(t)
	e := model.NewEdit(c.Snap, now)
	if err := e.Set(model.NewID("T", 1), "deadline", "2026-12-24 17:00"); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	c = c.Snap.With(b.Changes).Ctx(now)
	for q, want := range map[string]string{"due:2026-12-24": "T-1", "due<2026-12-01": "", "due<=2026-12-24": "T-1"} {
		p, err := query.Parse(q, model.Kinds().Prefix("T"))
		if err != nil {
			t.Fatal(err)
		}
		if got := refs(query.Filter(c, p, list(c, "T"))); got != want {
			t.Errorf("%q: got %q, want %q", q, got, want)
		}
	}
}

// What is called otherwise, or means nothing of a kind, is said with the fields there are.
func TestAliasErrors(t *testing.T) {
	for _, x := range []struct{ kind, q, says string }{
		{"T", "assignee:Ada", "did you mean assigned or assignments?"},
		{"T", "end<today", "did you mean finish?"},
		{"H", "status:open", "is not a field of people"},
		{"P", "customer:north", "did you mean account?"},
	} {
		if _, err := query.Parse(x.q, model.Kinds().Prefix(x.kind)); err == nil || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s %q: %v", x.kind, x.q, err)
		}
	}
}

// The words are offered, and values behind them.
func TestAliasesAreOffered(t *testing.T) {
	for _, x := range []struct{ kind, q, want string }{
		{"T", "du", "due:"}, {"T", "stat", "status:"}, {"T", "status:", "status:open"}, {"T", "due<", "due<today"},
		{"M", "status:", "status:open"}, {"R", "due<", "due<+7d"}, {"E", "state:w", "state:waiting"}, {"CR", "status:", "status:open"},
	} {
		got := query.Complete(x.q, len(x.q), model.Kinds().Prefix(x.kind))
		if !strings.Contains(" "+strings.Join(got, " ")+" ", " "+x.want+" ") {
			t.Errorf("%s %q: offered %q, not %q", x.kind, x.q, got, x.want)
		}
	}
}
