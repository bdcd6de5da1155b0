package report

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/sample"
)

var briefNow = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

func lively(t testing.TB) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), briefNow)
	if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return model.NewSnapshot(model.Kinds()).With(b.Changes)
}

func ref(t testing.TB, s string) model.ID {
	t.Helper()
	id, err := model.ParseID(s)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func briefOf(t testing.TB, s *model.Snapshot, account string, since date.Instant) *Brief {
	t.Helper()
	c := s.Ctx(briefNow)
	from := since
	if from == 0 {
		from, _ = BriefSince(c, ref(t, account))
	}
	b, err := BriefOf(c, ref(t, account), s.Rewind(ref(t, account), from), since)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBriefReadsAloud: every line is a sentence, no heading is empty, no jargon, nothing doubled,
// and one page is enough. It holds for each customer of the sample.
func TestBriefReadsAloud(t *testing.T) {
	s := lively(t)
	ends := regexp.MustCompile(`[.!?]"?\)?( \([A-Z]+-\d+\))?$`)
	bad := regexp.MustCompile(`(?i)\bNPS\b|\bCSAT\b|\bCES\b|\bSLA\b|P80|  |\.\.|\(0\)|\b1 (days|points|answers)|%|A-0`)
	for _, a := range []string{"A-1", "A-2", "A-3"} {
		text := briefOf(t, s, a, 0).Markdown()
		lines := strings.Split(strings.TrimSpace(text), "\n")
		if n := len(strings.Fields(text)); n < 150 || n > 1250 {
			t.Errorf("%s: %d words", a, n)
		}
		for i, l := range lines {
			switch {
			case l == "":
			case strings.HasPrefix(l, "#"):
				if i+2 >= len(lines) || strings.HasPrefix(lines[i+2], "#") {
					t.Errorf("%s: nothing stands under %q", a, l)
				}
			case !ends.MatchString(strings.TrimPrefix(l, "- ")):
				t.Errorf("%s: no sentence: %q", a, l)
			}
			if m := bad.FindString(l); m != "" {
				t.Errorf("%s: %q cannot be read aloud: %q", a, m, l)
			}
		}
	}
}

// TestBriefOfADayThatIsDue: what is due today is told although graver things come first; a day that only
// the plan knows is not called the new one; what is only counted stands in the part for us.
func TestBriefOfADayThatIsDue(t *testing.T) {
	s := lively(t)
	e := model.NewEdit(s, briefNow)
	var due []model.ID
	for _, what := range []string{"First", "Second", "Third"} {
		due = append(due, e.Put(model.PromisePrefix, &model.Promise{What: what, Account: model.NewID(model.AccountPrefix, 1), Due: briefNow.Day(s.Ctx(briefNow).Loc), State: "open"}))
	}
	late := e.Put(model.PromisePrefix, &model.Promise{What: "The racks", Account: model.NewID(model.AccountPrefix, 1), Due: briefNow.Day(nil) - 4, State: "open", Task: model.NewID(model.TaskPrefix, 25)})
	batch, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	b := briefOf(t, e.Base().With(batch.Changes), "A-1", 0)
	said := b.Spoken()
	for _, id := range append(due, late) {
		if !strings.Contains(said, "("+id.String()+")") {
			t.Errorf("%s is not told:\n%s", id, said)
		}
	}
	if !strings.Contains(said, "By our plan it is ready") || !strings.Contains(said, "a new day is not agreed yet") || strings.Contains(said, "The new day is") {
		t.Errorf("a forecast is told as a promise:\n%s", said)
	}
	if b.MoreOwed == 0 {
		t.Fatal("nothing is counted only")
	}
	for _, f := range b.Untold {
		if strings.Contains(said, f.Ref.String()+")") || !strings.Contains(b.Ours(), f.Ref.String()+")") {
			t.Errorf("%s stands in the wrong part", f.Ref)
		}
	}
	if len(b.Untold) != b.MoreOwed+b.MoreBadly+b.MoreWell {
		t.Errorf("%d untold of %d, %d, %d", len(b.Untold), b.MoreOwed, b.MoreBadly, b.MoreWell)
	}
}

// TestBriefOfNorthwind: what the sample's first customer is known by is on its page.
func TestBriefOfNorthwind(t *testing.T) {
	b := briefOf(t, lively(t), "A-1", 0)
	text := b.Markdown()
	for _, want := range []string{"# Brief for Northwind Logistics, 20 November 2026", "## What to say", `"Label printer offline at dock 4" has been open since Thursday 19 November.`,
		`We had promised Olaf Petri "Proposal for service credits with the renewal" for Wednesday 18 November and did not keep it. We owe you a new day for it.`,
		"We will not keep that day: by our plan it is ready on", "smaller matters.", "## The projects", "Warehouse rollout is", "## For us only", "The relation stands at", "### Whom we meet",
		"Helene Brandt, chief operating officer, is our sponsor and decides.", "Olaf Petri, purchasing", "### How satisfied they are",
		"Asked how likely they are to recommend us, five answered: none would, three would not, and two are undecided.", "minus 60", "That is too few to say anything by.",
		"Settle the new day for", "### Renewal and opportunities", "€1,450,000 a year, is up for renewal on Wednesday 30 December"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if !b.Owed[0].Late || b.Last == nil || b.Before == nil || len(b.Points) == 0 || len(b.Points) > briefPoints {
		t.Errorf("%+v", b)
	}
	if b.Markdown() != text {
		t.Error("the same facts give other bytes")
	}
	for _, f := range append(b.Well, b.Badly...) {
		if f.At <= b.Since || f.At > b.At {
			t.Errorf("%s is not of the time told: %s", f.Text, f.At.RFC3339(nil))
		}
	}
}

// TestBriefForThem: what is read aloud is one page of 80 columns, names days that still read right
// later, tells each matter and promise once, and holds nothing that is for us only.
func TestBriefForThem(t *testing.T) {
	s := lively(t)
	ours := regexp.MustCompile(`(?i)influence|sponsor|chance|relation stands|what we want|depends on this|They |This may happen|€|renewal in|gave us|furious|unhappy`)
	moving := regexp.MustCompile(`(?i)tomorrow|yesterday|\btoday\b|days ago|\blast [MTWFS][a-z]+day|in \d+ days|for \d+ days`)
	refs := regexp.MustCompile(`\((?:E|M)-\d+\)`)
	for _, a := range []string{"A-1", "A-2", "A-3"} {
		b := briefOf(t, s, a, 0)
		said, whole := b.Spoken(), b.Markdown()
		if !strings.HasPrefix(whole, said) || strings.Count(whole, "\n## For us only\n") != 1 || strings.Contains(said, "For us only") {
			t.Errorf("%s: the parts are not apart", a)
		}
		if n := linesAt(said, 80); n > 55 {
			t.Errorf("%s: %d lines are more than a page\n%s", a, n, said)
		}
		if m := ours.FindString(said); m != "" {
			t.Errorf("%s: %q is not to be said\n%s", a, m, said)
		}
		if m := moving.FindString(said + b.standing() + textOf(b.Points) + textOf(b.Chances)); m != "" {
			t.Errorf("%s: %q is wrong when it is read later", a, m)
		}
		seen := map[string]bool{}
		for _, r := range refs.FindAllString(said, -1) {
			if seen[r] {
				t.Errorf("%s: %s is told twice\n%s", a, r, said)
			}
			seen[r] = true
		}
		met := map[model.ID]bool{}
		for _, p := range b.People {
			met[p.Contact.ID] = true
		}
		for _, p := range s.PromisesOf(ref(t, a)) {
			if p.Open() && p.Due != 0 && p.To.Is(model.ContactPrefix) && !met[p.To] {
				t.Errorf("%s: %s waits for %s and is not among whom we meet", a, p.To, p.ID)
			}
		}
	}
}

// linesAt counts the lines of a text on a screen of so many columns.
func linesAt(text string, columns int) (n int) {
	for l := range strings.Lines(text) {
		n++
		w := 0
		for _, word := range strings.Fields(l) {
			if k := len([]rune(word)); w > 0 && w+1+k > columns {
				n, w = n+1, k
			} else {
				w += 1 + k
			}
		}
	}
	return n
}

// TestBriefSince: another moment tells more, and says so.
func TestBriefSince(t *testing.T) {
	s := lively(t)
	short, long := briefOf(t, s, "A-3", briefNow-2*86400), briefOf(t, s, "A-3", briefNow-60*86400)
	if len(long.Badly)+long.MoreBadly <= len(short.Badly)+short.MoreBadly || strings.Contains(long.Markdown(), "the meeting of") || !strings.Contains(long.Markdown(), "Since Monday 21 September: what went badly") {
		t.Errorf("%d and %d facts\n%s", len(short.Badly), len(long.Badly), long.Markdown())
	}
	if _, err := BriefOf(s.Ctx(briefNow), ref(t, "A-99"), nil, 0); err == nil || !strings.Contains(err.Error(), "A-99") {
		t.Error(err)
	}
}

// TestBriefOfAMeetingAhead: what is in the calendar is named, and is no last word of anybody.
func TestBriefOfAMeetingAhead(t *testing.T) {
	s := lively(t)
	x := &model.Interaction{Meta: model.Meta{ID: ref(t, "I-900")}, Summary: "Steering of the rollout", Account: ref(t, "A-1"), Contact: ref(t, "C-1"), Channel: "meeting", When: briefNow + 86400}
	text := briefOf(t, s.With([]model.Change{{ID: x.ID, After: x}}), "A-1", 0).Markdown()
	if !strings.Contains(text, `The next meeting is "Steering of the rollout", on Saturday 21 November at`) || strings.Count(text, "Steering of the rollout") != 1 {
		t.Error(text)
	}
}

// TestBriefOfNobody: of a customer nothing is known of, that is what it says.
func TestBriefOfNobody(t *testing.T) {
	s := model.NewSnapshot(model.Kinds()).With([]model.Change{{ID: ref(t, "A-1"), After: &model.Account{Meta: model.Meta{ID: ref(t, "A-1")}, Name: "New & *bold*"}}})
	text := briefOf(t, s, "A-1", 0).Markdown()
	for _, want := range []string{`New & \*bold\*`, "Too little is known", "## What we do not know", "Nobody there has told us lately", "No sponsor is named.", "No contact of theirs", "The day of the renewal"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, not := range []string{"Whom we meet", "What to say", "The projects", "what went", "How satisfied"} {
		if strings.Contains(text, not) {
			t.Errorf("an empty %q in\n%s", not, text)
		}
	}
}

func TestBriefIsKept(t *testing.T) {
	s := lively(t)
	b := briefOf(t, s, "A-1", 0)
	e := model.NewEdit(s, briefNow)
	id := b.Keep(e, b.Markdown(), nil, "the board")
	batch, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	r, ok := model.Find[*model.Report](s.With(batch.Changes), id)
	if !ok || r.Type != "brief" || r.Account != ref(t, "A-1") || r.Sent != briefNow || r.Text != b.Markdown() || r.Recipients != "the board" {
		t.Errorf("%+v", r)
	}
}

// TestNews: newest first, only what lies between, and what has no date comes from the workspace of then.
func TestNews(t *testing.T) {
	s := lively(t)
	c := s.Ctx(briefNow)
	account, since := ref(t, "A-1"), briefNow-7*86400
	list := News(c, account, since, nil)
	if len(list) < 4 {
		t.Fatalf("%d things", len(list))
	}
	for i, f := range list {
		if f.At <= since || f.At > briefNow || f.Text == "" || s.Get(f.Ref) == nil {
			t.Errorf("%+v", f)
		}
		if i > 0 && f.At > list[i-1].At {
			t.Error("not the newest first")
		}
	}
	a, _ := model.Find[*model.Account](s, account)
	p := s.TheirProjects(account)[0]
	then, plan := *a, *p
	then.Status, then.Sponsor, plan.Reported = "active", 0, model.Green
	was := s.With([]model.Change{{ID: a.ID, After: &then}, {ID: p.ID, After: &plan}})
	text := ""
	for _, f := range News(c, account, since, was) {
		text += f.Text + "\n"
	}
	for _, want := range []string{"The account was active and is at risk now.", "Helene Brandt is the sponsor now.", "Warehouse rollout was reported green and is reported amber now."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if News(c, ref(t, "A-99"), since, nil) != nil {
		t.Error("news of nobody")
	}
}

func TestSaying(t *testing.T) {
	today := date.YMD(2026, 11, 20) // a Friday
	for d, want := range map[date.Day]string{today: "on Friday 20 November", today + 1: "on Saturday 21 November", today - 3: "on Tuesday 17 November", today + 7: "on Friday 27 November",
		date.YMD(2027, 1, 1): "on Friday 1 January 2027"} {
		if got := sayDay(d, today); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
	for in, want := range map[string]string{"one": "one.", "two.": "two.", " three?  ": "three?", "": "", "he said \"no.\"": "he said \"no.\""} {
		if got := sentence(in); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for in, want := range map[string]string{"Head of stores": "head of stores", "CTO": "CTO", "IT lead": "IT lead", "": ""} {
		if got := lower(in); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := listed([]string{"a", "b", "c"}) + "|" + listed([]string{"a"}) + "|" + listed(nil); got != "a, b and c|a|" {
		t.Error(got)
	}
	if many(1, "day", "days") != "one day" || many(2, "day", "days") != "two days" || many(40, "day", "days") != "40 days" {
		t.Error("numbers are not said right")
	}
	if sayScore(-22.2) != "minus 22" || sayScore(.3) != "0" || sayScore(-.2) != "0" {
		t.Error("scores are not said right")
	}
	if got := quoted(`He said "no"`); got != `"He said 'no'."` {
		t.Error(got)
	}
}

// textOf joins what facts say.
func textOf(list []Fact) (text string) {
	for _, f := range list {
		text += f.Text + "\n"
	}
	return text
}
