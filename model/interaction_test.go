package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// talkDesk is the desk with two contacts, a project and a second escalation.
func talkDesk(t testing.TB) *model.Snapshot {
	t.Helper()
	return edited(t, desk(t), "2026-11-20 09:01", func(e *model.Edit) error {
		e.Put(model.ContactPrefix, &model.Contact{Name: "Sven Kowalke", Account: id("A-1"), Influence: "high"})
		e.Put(model.ContactPrefix, &model.Contact{Name: "Ruta Janson", Account: id("A-1"), Influence: "low"})
		e.Put(model.AccountPrefix, &model.Account{Name: "Elsewhere", Tier: "small", Status: "active"})
		e.Put(model.ContactPrefix, &model.Contact{Name: "Olga", Account: id("A-2"), Influence: "low"})
		e.Put(model.ProjectPrefix, &model.Project{Name: "Rollout", Account: id("A-1"), Phase: "executing", Method: "waterfall"})
		x := model.Kinds().Prefix(model.EscalationPrefix).New().(*model.Escalation)
		x.Title, x.Account, x.Project, x.Contact, x.Opened = "Wrong article", id("A-1"), id("P-1"), id("C-2"), berlinAt("2026-11-20 08:30")
		e.Put(model.EscalationPrefix, x)
		e.Put(model.TaskPrefix, &model.Task{Name: "Head", Project: id("P-1"), Constraint: "ASAP", Type: "fixed units"})
		return nil
	})
}

func chipsOf(chips []model.Chip) string {
	var out []string
	for _, c := range chips {
		s := c.Text
		if c.Bad {
			s = "bad"
		}
		out = append(out, c.Name+"="+s)
	}
	return strings.Join(out, "; ")
}

// TestWhoIsMeant: only the beginning of a word of a name means somebody, and only where one person is meant.
func TestWhoIsMeant(t *testing.T) {
	s := edited(t, talkDesk(t), "2026-11-18 10:00", func(e *model.Edit) error {
		for _, n := range []string{"Dr Ruth Adeyemi-Cole", "Helene Brandt", "Sven Brandt-Lund", "Anna Brandner", "Ruth Brandenburg"} {
			e.Put(model.ContactPrefix, &model.Contact{Name: n, Account: id("A-1"), Influence: "high"})
		}
		return nil
	})
	c := s.Ctx(berlinAt("2026-11-20 09:12"))
	for typed, want := range map[string]string{
		"hel": "Helene Brandt", "cole": "Dr Ruth Adeyemi-Cole", "adey": "Dr Ruth Adeyemi-Cole", "Adeyemi-Cole": "Dr Ruth Adeyemi-Cole", "ruth.brandenburg": "Ruth Brandenburg",
		"eleh": "no contact of Northwind", "emi": "no contact", "brandn": "Anna Brandner", "rut": "more of the name", "ruth": "Dr Ruth Adeyemi-Cole C-4 or Ruth Brandenburg C-8? write more of the name, or @C-4",
		"bran": "Helene Brandt C-5 or Sven Brandt-Lund C-6 or Anna Brandner C-7 or 1 more?", "c-7": "Anna Brandner",
	} {
		talk, _, err := model.ReadTalk(c, id("A-1"), "@"+typed+" hello")
		got := c.NameOf(talk.Contact)
		if err != nil {
			if got = err.Error(); talk.Contact != 0 {
				t.Errorf("@%s: %s, and %s is taken", typed, got, talk.Contact)
			}
		}
		if got != want && (err == nil || !strings.Contains(got, want)) {
			t.Errorf("@%s: %q, want %q", typed, got, want)
		}
	}
}

// TestReadTalk is the little language of a contact, row by row. Today is Friday 20 November 2026.
func TestReadTalk(t *testing.T) {
	s := talkDesk(t)
	c := s.Ctx(berlinAt("2026-11-20 09:12"))
	fri, mon := date.YMD(2026, 11, 27), date.YMD(2026, 11, 23)
	for _, x := range []struct {
		text, chips, words string
		want               model.Talk
		bad                bool
	}{
		{text: "Part arrives at two", words: "Part arrives at two", want: model.Talk{Channel: "mail", Direction: "out"}},
		{text: "call Part is here", chips: "channel=phone", words: "Part is here", want: model.Talk{Channel: "phone", Direction: "out"}},
		{text: "Call back tomorrow", words: "Call back tomorrow", want: model.Talk{Channel: "mail", Direction: "out"}},
		{text: `\call is a word`, words: `\call is a word`, want: model.Talk{Channel: "mail", Direction: "out"}},
		{text: "meet: done", chips: "channel=meeting", words: "done", want: model.Talk{Channel: "meeting", Direction: "out"}},
		{text: "<still down", chips: "direction=they said", words: "still down", want: model.Talk{Channel: "mail", Direction: "in"}},
		{text: "call < -- still down", chips: "channel=phone; direction=they said; mood=-2 furious", words: "still down", want: model.Talk{Channel: "phone", Direction: "in", Mood: -2}},
		{text: "> :+1 chat fine", chips: "direction=we said; mood=+1 pleased; channel=chat", words: "fine", want: model.Talk{Channel: "chat", Direction: "out", Mood: 1}},
		{text: ":-2 gone", chips: "mood=-2 furious", words: "gone", want: model.Talk{Channel: "mail", Direction: "out", Mood: -2}},
		{text: ":3 gone", chips: "mood=bad", words: "gone", want: model.Talk{Channel: "mail", Direction: "out"}, bad: true},
		{text: ":-) fine", words: ":-) fine", want: model.Talk{Channel: "mail", Direction: "out"}},
		{text: "@sven all well", chips: "contact=Sven Kowalke", words: "all well", want: model.Talk{Channel: "mail", Direction: "out", Contact: id("C-1")}},
		{text: "@jans all well", chips: "contact=Ruta Janson", words: "all well", want: model.Talk{Channel: "mail", Direction: "out", Contact: id("C-2")}},
		{text: "@kow all well", chips: "contact=Sven Kowalke", words: "all well", want: model.Talk{Channel: "mail", Direction: "out", Contact: id("C-1")}},
		{text: "@svk all well", chips: "contact=bad", words: "all well", want: model.Talk{Channel: "mail", Direction: "out"}, bad: true},
		{text: "@owal all well", chips: "contact=bad", words: "all well", want: model.Talk{Channel: "mail", Direction: "out"}, bad: true},
		{text: "@c-2 all well", chips: "contact=Ruta Janson", words: "all well", want: model.Talk{Channel: "mail", Direction: "out", Contact: id("C-2")}},
		{text: "told @ruta, as agreed", chips: "contact=Ruta Janson", words: "told Ruta Janson, as agreed", want: model.Talk{Channel: "mail", Direction: "out", Contact: id("C-2")}},
		{text: "@olga hello", chips: "contact=bad", words: "hello", want: model.Talk{Channel: "mail", Direction: "out"}, bad: true},
		{text: "E-2 fixed in test", chips: "about=E-2", words: "fixed in test", want: model.Talk{Channel: "mail", Direction: "out", Escalation: id("E-2")}},
		{text: "E-9 fixed", chips: "about=bad", words: "fixed", want: model.Talk{Channel: "mail", Direction: "out"}, bad: true},
		{text: "fixed, see E-2", words: "fixed, see E-2", want: model.Talk{Channel: "mail", Direction: "out"}},
		{text: "call on it !fri new print head", chips: "channel=phone; promise=promise Fri 27", words: "on it",
			want: model.Talk{Channel: "phone", Direction: "out", Promises: []model.Due{{On: fri, What: "new print head"}}}},
		{text: "on it ?mon call Grauwerk !27 nov the head is there", chips: "action=action Mon 23; promise=promise Fri 27", words: "on it",
			want: model.Talk{Channel: "mail", Direction: "out", Actions: []model.Due{{On: mon, What: "call Grauwerk"}}, Promises: []model.Due{{On: fri, What: "the head is there"}}}},
		{text: "really ?! good !", words: "really ?! good !", want: model.Talk{Channel: "mail", Direction: "out"}},
		{text: "this is !important", chips: "promise=bad", words: "this is !important", want: model.Talk{Channel: "mail", Direction: "out"}, bad: true},
		{text: `this is \!important`, words: "this is !important", want: model.Talk{Channel: "mail", Direction: "out"}},
		{text: "call on it !mon 11:00 new print head ?fri at 9:30, call back", chips: "channel=phone; promise=promise Mon 23 by 11:00; action=action Fri 27 by 09:30", words: "on it",
			want: model.Talk{Channel: "phone", Direction: "out", Promises: []model.Due{{On: mon, What: "new print head by 11:00"}}, Actions: []model.Due{{On: fri, What: "call back by 09:30"}}}},
		{text: "on it !mon at the dock 12 boxes !fri 12 boxes", chips: "promise=promise Mon 23; promise=promise Fri 27", words: "on it",
			want: model.Talk{Channel: "mail", Direction: "out", Promises: []model.Due{{On: mon, What: "at the dock 12 boxes"}, {On: fri, What: "12 boxes"}}}},
		{text: "on it !mon 11:00", chips: "promise=promise Mon 23 by 11:00; promise=bad", words: "on it",
			want: model.Talk{Channel: "mail", Direction: "out", Promises: []model.Due{{On: mon}}}, bad: true},
		{text: "on it !fri", chips: "promise=promise Fri 27; promise=bad", words: "on it", want: model.Talk{Channel: "mail", Direction: "out", Promises: []model.Due{{On: fri}}}, bad: true},
		{text: "on it !yesterday a head", chips: "promise=promise 19 Nov; promise=bad", words: "on it",
			want: model.Talk{Channel: "mail", Direction: "out", Promises: []model.Due{{On: date.YMD(2026, 11, 19), What: "a head"}}}, bad: true},
		{text: "", want: model.Talk{Channel: "mail", Direction: "out"}, bad: true},
		{text: "call <", chips: "channel=phone; direction=they said", want: model.Talk{Channel: "phone", Direction: "in"}, bad: true},
	} {
		got, chips, err := model.ReadTalk(c, id("A-1"), x.text)
		if (err != nil) != x.bad || got.Words != x.words {
			t.Errorf("%q: %q, error %v", x.text, got.Words, err)
		}
		if s := chipsOf(chips); s != x.chips {
			t.Errorf("%q: chips %q, want %q", x.text, s, x.chips)
		}
		x.want.Account, x.want.Words = id("A-1"), x.words
		if !sameTalk(got, x.want) {
			t.Errorf("%q: %+v", x.text, got)
		}
	}
}

func sameTalk(a, b model.Talk) bool {
	same := func(x, y []model.Due) bool {
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if x[i] != y[i] {
				return false
			}
		}
		return true
	}
	return a.Account == b.Account && a.Contact == b.Contact && a.Escalation == b.Escalation && a.Channel == b.Channel && a.Direction == b.Direction &&
		a.Mood == b.Mood && a.Words == b.Words && same(a.Promises, b.Promises) && same(a.Actions, b.Actions)
}

// TestMatters: which escalation a contact is taken to be about, from where it is logged.
func TestMatters(t *testing.T) {
	s := talkDesk(t)
	s = edited(t, s, "2026-11-20 09:05", func(e *model.Edit) error {
		e.Put(model.PromisePrefix, &model.Promise{What: "Plan", Account: id("A-1"), To: id("C-2"), Due: date.YMD(2026, 11, 27), State: "open"})
		return e.LogContact(id("E-1"), "out", "on it") // E-2 still waits for its first word
	})
	c := s.Ctx(berlinAt("2026-11-20 09:12"))
	for _, x := range []struct{ about, want string }{
		{"A-1", "E-2 E-1 -"},
		{"C-2", "E-2 E-1 -"},
		{"C-1", "E-1 - E-2"},
		{"P-1", "E-2 - E-1"},
		{"T-1", "- E-2 E-1"},
		{"M-1", "- E-2 E-1"},
		{"E-1", "E-1 - E-2"},
		{"E-2", "E-2 - E-1"},
		{"A-2", "-"},
	} {
		talk, ok := c.TalkAbout(id(x.about))
		if !ok {
			t.Fatalf("%s belongs to no customer", x.about)
		}
		var got []string
		for _, m := range c.Matters(talk) {
			if m == 0 {
				got = append(got, "-")
			} else {
				got = append(got, m.String())
			}
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: %s, want %s", x.about, strings.Join(got, " "), x.want)
		}
	}
	if _, ok := c.TalkAbout(id("CAL-1")); ok {
		t.Error("a calendar belongs to a customer")
	}
}

// TestLogTalk: all that comes of one sentence is one change, and it is taken back as one.
func TestLogTalk(t *testing.T) {
	s := talkDesk(t)
	c := s.Ctx(berlinAt("2026-11-20 09:12"))
	base, _ := c.TalkAbout(id("E-1"))
	said, _, err := model.ReadTalk(c.For(s.Get(id("A-1"))), id("A-1"), "call :-1 @sven On it !fri new print head ?mon call Grauwerk")
	if err != nil {
		t.Fatal(err)
	}
	talk := base.Say(said)
	if got, want := c.TalkLabel(talk), "Log call on E-1: first response stopped in time, update clock now due today 11:12, promise for Fri 27, action for Mon 23"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	e := model.NewEdit(s, berlinAt("2026-11-20 09:12"))
	in, err := e.LogTalk(talk)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Changes) != 4 {
		t.Errorf("%d changes", len(b.Changes))
	}
	next := s.With(b.Changes)
	x, _ := model.Find[*model.Interaction](next, in)
	if x.Summary != "On it" || x.Channel != "phone" || x.Mood != -1 || x.Contact != id("C-1") || x.Escalation != id("E-1") || x.When != berlinAt("2026-11-20 09:12") {
		t.Errorf("interaction %+v", x)
	}
	p, _ := model.Find[*model.Promise](next, id("M-1"))
	a, _ := model.Find[*model.Action](next, id("AC-1"))
	if p == nil || p.What != "new print head" || p.To != id("C-1") || p.Due != date.YMD(2026, 11, 27) || len(p.Links) != 1 || p.Links[0].To != in {
		t.Errorf("promise %+v", p)
	}
	if a == nil || a.What != "call Grauwerk" || a.For != id("E-1") || a.Due != date.YMD(2026, 11, 23) || a.Account != id("A-1") {
		t.Errorf("action %+v", a)
	}
	if back := next.With(b.Invert().Changes); back.Count(model.PromisePrefix)+back.Count(model.ActionPrefix)+back.Count(model.InteractionPrefix) != 0 {
		t.Error("it is not taken back as one")
	}
}

// TestTalkMoves: which clocks a word stops or starts.
func TestTalkMoves(t *testing.T) {
	s := talkDesk(t)
	base, _ := s.Ctx(berlinAt("2026-11-20 09:12")).TalkAbout(id("E-1"))
	moves := func(s *model.Snapshot, when string, d model.Direction) string {
		talk := base
		talk.Direction, talk.Words = d, "words"
		return strings.Join(s.Ctx(berlinAt(when)).TalkMoves(talk), ", ")
	}
	if got := moves(s, "2026-11-20 10:12", "out"); got != "first response stopped, too late, update clock now due today 13:12" {
		t.Error(got)
	}
	s = edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	if got := moves(s, "2026-11-20 10:30", "in"); got != "reply clock now due today 11:30" {
		t.Error(got)
	}
	s = edited(t, s, "2026-11-20 10:30", func(e *model.Edit) error { return e.LogContact(id("E-1"), "in", "still down") })
	if got := moves(s, "2026-11-20 10:40", "out"); got != "reply clock stopped in time, update clock now due today 13:40" {
		t.Error(got)
	}
	if got := moves(s, "2026-11-20 10:40", "in"); got != "" {
		t.Errorf("a second message moves %q", got)
	}
	talk := base
	talk.Escalation = 0
	if s.Ctx(berlinAt("2026-11-20 10:40")).TalkMoves(talk) != nil {
		t.Error("a clock of nothing moves")
	}
}

// TestTalkElsewhere: what a contact ends on the record it is logged on.
func TestTalkElsewhere(t *testing.T) {
	s := talkDesk(t)
	s = edited(t, s, "2026-11-20 09:05", func(e *model.Edit) error {
		e.Put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: 2, Account: id("A-1"), Contact: id("C-2"), When: berlinAt("2026-11-18 09:00"), Touchpoint: "quarterly"})
		e.Put(model.StakeholderPrefix, &model.Stakeholder{Name: "Ruta", Project: id("P-1"), Contact: id("C-2"), Interest: "high", Influence: "high", RACI: "informed", Cadence: 7})
		return nil
	})
	log := func(about, text string) {
		t.Helper()
		s = edited(t, s, "2026-11-20 09:20", func(e *model.Edit) error {
			base, ok := e.Ctx.TalkAbout(id(about))
			if !ok {
				t.Fatal(about)
			}
			said, _, err := model.ReadTalk(e.Ctx, base.Account, text)
			if err != nil {
				t.Fatal(err)
			}
			_, err = e.LogTalk(base.Say(said))
			return err
		})
	}
	log("N-1", "< sorry for the harsh words")
	if a, _ := model.Find[*model.Answer](s, id("N-1")); a.FollowedUp != 0 {
		t.Error("the customer's own word is a follow-up")
	}
	log("N-1", "call We changed the shift plan")
	if a, _ := model.Find[*model.Answer](s, id("N-1")); a.FollowedUp != berlinAt("2026-11-20 09:20") || a.FollowUp != "We changed the shift plan" {
		t.Errorf("answer %+v", a)
	}
	log("SH-1", "meet Talked it over")
	if x, _ := model.Find[*model.Stakeholder](s, id("SH-1")); x.Last != date.YMD(2026, 11, 20) {
		t.Errorf("stakeholder %+v", x)
	}
	log("T-1", "On course !fri the head")
	if p, _ := model.Find[*model.Promise](s, id("M-1")); p.Task != id("T-1") || p.Account != id("A-1") {
		t.Errorf("promise %+v", p)
	}
	if n := s.Count(model.InteractionPrefix); n != 4 {
		t.Errorf("%d interactions", n)
	}
	if _, err := model.NewEdit(s, berlinAt("2026-11-20 09:20")).LogTalk(model.Talk{About: id("CAL-1"), Words: "x"}); err == nil {
		t.Error("a contact with nobody")
	}
}
