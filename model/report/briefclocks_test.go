package report

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// saidOf is what the brief says of one matter.
func saidOf(t testing.TB, b *Brief, id string) Owed {
	t.Helper()
	for _, o := range b.Owed {
		if o.Ref == ref(t, id) {
			return o
		}
	}
	t.Fatalf("%s is not told", id)
	return Owed{}
}

// TestBriefTellsEachClock: of a matter with a late solution the update and the answer that are owed are
// told as well, each once and in the order they are due.
func TestBriefTellsEachClock(t *testing.T) {
	s := lively(t)
	o := saidOf(t, briefOf(t, s, "A-3", 0), "E-7")
	at := -1
	for _, want := range []string{"The solution was due on Friday 13 November", "our next update on Tuesday 17 November at 12:00", "our answer to your last message"} {
		i := strings.Index(o.Text, want)
		if i <= at || strings.Count(o.Text, want) != 1 {
			t.Errorf("%q is not told once and in order: %s", want, o.Text)
		}
		at = i
	}
	if !o.Late || !strings.HasSuffix(strings.TrimSuffix(o.Text, "\""), ".") || strings.Contains(o.Text, "..") {
		t.Errorf("%+v", o)
	}
	for _, a := range []string{"A-1", "A-2", "A-3"} {
		c := s.Ctx(briefNow)
		for _, o := range briefOf(t, s, a, 0).Owed {
			e, ok := model.Find[*model.Escalation](s, o.Ref)
			if !ok {
				continue
			}
			x := c.Clocks(e)
			for i := range x.All {
				k := &x.All[i]
				said := strings.Contains(strings.ToLower(o.Text), clockNouns[k.Which])
				if runs := k.Going() && k.State != "paused"; runs && !said {
					t.Errorf("%s: %s is %s and not told: %s", e.ID, k.Which.Title(), k.State, o.Text)
				} else if !k.Going() && said {
					t.Errorf("%s: %s does not go on and is told: %s", e.ID, k.Which.Title(), o.Text)
				}
			}
		}
	}
}

// TestBriefOfAMatterWithoutTerms: with no agreement nobody has said by when, but a word that has no answer is
// told, and so is what the customer was told last.
func TestBriefOfAMatterWithoutTerms(t *testing.T) {
	id := ref(t, "E-1")
	tell := func(x model.Escalation) Owed {
		x.ID, x.Title, x.Account, x.Status, x.Impact, x.Urgency = id, "Gate stuck", ref(t, "A-1"), "open", 2, 2
		cal := &model.Calendar{Meta: model.Meta{ID: ref(t, "CAL-1")}, Name: "Office", Zone: "UTC"}
		acct := &model.Account{Meta: model.Meta{ID: ref(t, "A-1")}, Name: "New", Calendar: cal.ID}
		s := model.NewSnapshot(model.Kinds()).With([]model.Change{{ID: cal.ID, After: cal}, {ID: acct.ID, After: acct}, {ID: id, After: &x}})
		return saidOf(t, briefOf(t, s, "A-1", 0), "E-1")
	}
	wrote := model.Event{At: briefNow - 86400, Kind: "contact", Direction: "in", Text: "and now?"}
	answer := model.Event{At: briefNow - 3600, Kind: "contact", Direction: "out", Text: "soon"}
	for _, tc := range []struct {
		x    model.Escalation
		want string
		late bool
	}{
		{model.Escalation{Events: []model.Event{wrote}}, `"Gate stuck" is open. Your message of Thursday 19 November has no answer from us yet.`, false},
		{model.Escalation{Events: []model.Event{wrote, answer}}, `"Gate stuck" is open. Nothing is agreed about when you hear from us next.`, false},
		{model.Escalation{NextUpdate: briefNow - 7200}, `"Gate stuck" is open. Our next update was due on Friday 20 November at 07:12 and is late.`, true},
		{model.Escalation{NextUpdate: briefNow + 7200}, `"Gate stuck" is open. Our next update is due on Friday 20 November at 11:12.`, false},
	} {
		if o := tell(tc.x); o.Text != tc.want || o.Late != tc.late {
			t.Errorf("%s (late %v), want %s", o.Text, o.Late, tc.want)
		}
	}
}

// TestBriefKeepsWhatIsLate: what is late is told though there is more than a brief has room for, and what
// is only counted says how much of it is late.
func TestBriefKeepsWhatIsLate(t *testing.T) {
	acct := &model.Account{Meta: model.Meta{ID: ref(t, "A-1")}, Name: "New"}
	for _, tc := range []struct {
		late, open int
		want       string
	}{{3, 9, "And four smaller matters."}, {7, 9, "And two smaller matters."}, {13, 15, "And five smaller matters, three of them late."}} {
		changes := []model.Change{{ID: acct.ID, After: acct}}
		for i := range tc.open {
			due := date.YMD(2026, 11, 1)
			if i >= tc.late {
				due = date.YMD(2026, 12, 1)
			}
			p := &model.Promise{Meta: model.Meta{ID: model.NewID(model.PromisePrefix, uint64(i+1))}, What: "x", Account: acct.ID, Due: due, State: "open"}
			changes = append(changes, model.Change{ID: p.ID, After: p})
		}
		text := briefOf(t, model.NewSnapshot(model.Kinds()).With(changes), "A-1", 0).Spoken()
		if !strings.Contains(text, tc.want) {
			t.Errorf("%d late: no %q in\n%s", tc.late, tc.want, text)
		}
	}
}
