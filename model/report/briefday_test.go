package report

import (
	"errors"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// briefOn is the brief of an account for a day so many days from the moment of the tests.
func briefOn(t *testing.T, s *model.Snapshot, account string, days int) *Brief {
	t.Helper()
	c := s.Ctx(briefNow)
	b, err := BriefFor(c, ref(t, account), nil, 0, c.Now.Day(c.Loc)+date.Day(days))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBriefForADay: it bears the day of the meeting, says from when it is, and tells all that falls due
// by then, however much that is.
func TestBriefForADay(t *testing.T) {
	s := lively(t)
	next, on := briefOf(t, s, "A-1", 0), briefOn(t, s, "A-1", 3)
	if want := "Brief for Northwind Logistics, 23 November 2026"; on.Title() != want {
		t.Errorf("%q, want %q", on.Title(), want)
	}
	text := on.Spoken()
	if want := "This is for our meeting on Monday 23 November; it tells how things stand on Friday 20 November."; !strings.Contains(text, want) {
		t.Errorf("%q is not in\n%s", want, text)
	}
	told := func(b *Brief) map[model.ID]bool {
		out := map[model.ID]bool{}
		for _, o := range b.Owed {
			out[o.Ref] = true
		}
		return out
	}
	if m := ref(t, "M-2"); told(next)[m] || !told(on)[m] {
		t.Errorf("the promise for that Monday: told in the usual one %v, in the one for the day %v", told(next)[m], told(on)[m])
	}
	for _, o := range on.Owed {
		if o.Late && o.Due > briefNow {
			t.Errorf("%s is told as late before it is", o.Ref)
		}
	}
}

// TestBriefForTheReview names the meeting that is planned on the day, and points out to us alone what
// falls due before it.
func TestBriefForTheReview(t *testing.T) {
	s := lively(t)
	c := s.Ctx(briefNow)
	day := MeetingDay(c, ref(t, "A-1"))
	if got := day.String(); got != "2026-12-02" {
		t.Fatal("the next meeting is on", got)
	}
	b := briefOn(t, s, "A-1", int(day-c.Now.Day(c.Loc)))
	if want := "This is for \"Northwind, the quarter\" on Wednesday 2 December"; !strings.Contains(b.Spoken(), want) {
		t.Errorf("%q is not in\n%s", want, b.Spoken())
	}
	if strings.Contains(b.Spoken(), "before we meet") || !strings.Contains(b.Ours(), "fall due before we meet, the first of them on Friday 20 November at") {
		t.Errorf("what falls due before it:\n%s", b.Ours())
	}
	if today := briefOn(t, s, "A-1", 0); strings.Contains(today.Markdown(), "before we meet,") || strings.Contains(today.Spoken(), "it tells how") {
		t.Error("today's is written for another day")
	}
}

// TestBriefForAMeetingInTheCalendar says its hour as well, where it is near.
func TestBriefForAMeetingInTheCalendar(t *testing.T) {
	e := model.NewEdit(lively(t), briefNow)
	e.Put(model.InteractionPrefix, &model.Interaction{Summary: "Northwind weekly.", Account: ref(t, "A-1"), When: briefNow + 5*86400, Channel: "meeting", Direction: "out"})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)
	if d := MeetingDay(s.Ctx(briefNow), ref(t, "A-1")).String(); d != "2026-11-25" {
		t.Errorf("the next meeting is on %s", d)
	}
	if text := briefOn(t, s, "A-1", 5).Spoken(); !strings.Contains(text, "This is for \"Northwind weekly\" on Wednesday 25 November at 10:12; it tells") {
		t.Errorf("%.300s", text)
	}
	if text := briefOn(t, s, "A-1", 6).Spoken(); !strings.Contains(text, "This is for our meeting on Thursday 26 November; it tells") {
		t.Errorf("%.300s", text)
	}
}

// TestBriefForADayThatIsOver is refused.
func TestBriefForADayThatIsOver(t *testing.T) {
	c := lively(t).Ctx(briefNow)
	if _, err := BriefFor(c, ref(t, "A-1"), nil, 0, c.Now.Day(c.Loc)-1); !errors.Is(err, ErrMeetingPast) {
		t.Error(err)
	}
	if d := MeetingDay(c, ref(t, "A-99")); d != 0 {
		t.Error("a customer who is not there is met on", d)
	}
}
