package triage

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

func dayOf(n int) date.Day { return date.Day(n) }

func TestRead(t *testing.T) {
	for in, want := range map[string]Decision{
		"accept":                {Accept, ""},
		"ACCEPT":                {Accept, ""},
		"contact":               {Contact, ""},
		"contact all is well":   {Contact, "all is well"},
		"wait":                  {Wait, "c"},
		"wait vendor":           {Wait, "v"},
		"wait T":                {Wait, "t"},
		"snooze":                {Snooze, "1"},
		"snooze 3":              {Snooze, "3"},
		"snooze hours":          {Snooze, "h"},
		"snooze Monday":         {Snooze, "m"},
		"snooze fri +2w":        {Snooze, "d fri +2w"},
		"escalate":              {Escalate, "2"},
		"escalate level 3":      {Escalate, "3"},
		"link":                  {Link, "1"},
		"link E-7":              {Link, "E-7"},
		"close":                 {Close, ""},
		"close done":            {Close, ""},
		"close not-ours":        {Close, "n"},
		"close not ours":        {Close, "n"},
		"close resolved":        {Close, "r"},
		"close resolved itself": {Close, "r"},
		"close sold the yard":   {Close, "o sold the yard"},
		"close o sold the yard": {Close, "o sold the yard"},
	} {
		words := strings.Fields(in)
		got, err := Read(words[0], words[1:], now)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", in, got, err)
		}
	}
	for in, want := range map[string]string{
		"sleep": "write one of accept, contact", "accept it": "takes nothing", "wait aunt": "customer, vendor", "snooze soonish": "or a date",
		"escalate 4": "write 1, 2 or 3", "link that": "or a reference", "link 0": "or a reference",
	} {
		words := strings.Fields(in)
		if _, err := Read(words[0], words[1:], now); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", in, err)
		}
	}
}

// Every word that completion offers is read.
func TestSaysIsRead(t *testing.T) {
	for _, v := range AllVerbs {
		for _, w := range v.Says() {
			if _, err := Read(string(v), []string{w[0]}, now); err != nil {
				t.Errorf("%s %s: %v", v, w[0], err)
			}
		}
		if verbs[v] == nil {
			t.Errorf("%s decides nothing", v)
		}
	}
	if len(AllVerbs) != len(verbs) {
		t.Errorf("%d of %d verbs are listed", len(AllVerbs), len(verbs))
	}
}

// A date is opening time of its day, a time is itself; neither is later than the item's own due
// time, and what has passed is refused.
func TestSnoozeUntilDate(t *testing.T) {
	w := late(t, 3)
	w.edit(func(e *model.Edit) error {
		e.Put(model.BlockerPrefix, &model.Blocker{Title: "Due soon", Project: rollout, Severity: 2, State: "open", Raised: now, Due: at("27 nov 12:00")})
		return nil
	})
	q := Build(w.snap.Ctx(w.now))
	task, blocker := q.About(model.NewID(model.TaskPrefix, 1))[0], q.Find(model.NewID(model.BlockerPrefix, 2))
	for arg, want := range map[string]string{"d 30 nov": "30 nov", "d 28 nov": "30 nov", "d 30 nov 15:30": "30 nov 15:30", "d mon": "mon"} {
		if got := q.SnoozeUntil(task, arg); got.Day(berlin) != at(want).Day(berlin) {
			t.Errorf("%s: %s, want %s", arg, got.RFC3339(berlin), want)
		}
	}
	if got := q.SnoozeUntil(task, "d 30 nov 15:30"); got != at("30 nov 15:30") {
		t.Errorf("a time: %s", got.RFC3339(berlin))
	}
	if got := q.SnoozeUntil(blocker, "d eoy"); got != at("27 nov 12:00") {
		t.Errorf("past its due time: %s", got.RFC3339(berlin))
	}
	for _, arg := range []string{"d yesterday", "d 09:00", "d nonsense", "d ", "d"} {
		if got := q.SnoozeUntil(task, arg); got != 0 {
			t.Errorf("%q: %s", arg, got.RFC3339(berlin))
		}
	}
	e := model.NewEdit(w.snap, w.now)
	if err := (Decision{Verb: Snooze, Arg: "d yesterday"}).Apply(e, q, []*Item{task}); err == nil || !strings.Contains(err.Error(), `"yesterday" is no time`) {
		t.Error(err)
	}
}

func TestAbout(t *testing.T) {
	w := late(t, 3, 10)
	q := Build(w.snap.Ctx(w.now))
	for ref, want := range map[string]string{"T-1": "B-1", "B-1": "B-1", "T-2": "T-2", "P-1": ""} {
		id, err := model.ParseID(ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := refsIn(q.About(id)); got != want {
			t.Errorf("%s: %q, want %q", ref, got, want)
		}
	}
	w.decide(Snooze, "2", model.NewID(model.TaskPrefix, 2))
	q = Build(w.snap.Ctx(w.now))
	track := q.Find(model.NewID(model.TaskPrefix, 2)).Blocker
	if got := refsIn(q.About(track)); got != "T-2" {
		t.Errorf("its blocker %s: %q", track, got)
	}
	w.edit(func(e *model.Edit) error {
		e.Put(model.BlockerPrefix, &model.Blocker{Title: "Second", About: model.NewID(model.TaskPrefix, 1), Project: rollout, Severity: 3, State: "open", Raised: now})
		return nil
	})
	if got := Build(w.snap.Ctx(w.now)).About(model.NewID(model.TaskPrefix, 1)); len(got) != 2 {
		t.Errorf("two blockers of one task: %s", refsIn(got))
	}
}
