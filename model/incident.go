package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// What is done to an escalation as a whole: raised, its level set, made a major incident, resolved,
// reopened, merged, corrected. Each is a function of an edit, so that screen and command line do the
// same, in one step that undo takes back. All of them add lines to the log.

// liaisons are the departments that deal with an escalation where nobody named one, by level.
var liaisons = [...]string{1: "team", 2: "department", 3: "directors"}

// LiaisonAt is who deals with an escalation at a level, 1 to 3: whoever was named, else the usual
// department of the level.
func LiaisonAt(level int, named string) string {
	if named == "" || slices.Contains(liaisons[:], named) {
		return liaisons[level]
	}
	return named
}

// Raising is what a new escalation is made of. What is left empty follows from the record it is about.
type Raising struct {
	About           ID // an account, project, task, risk, blocker, or anything that belongs to one
	Title           string
	Impact, Urgency int // 1 to 3; 0 is 2
	Level           int // 0 is 1
	Liaison         string
	Type            EscalationType
	Contact         ID
}

// Home is the account and the project a record belongs to, itself included; 0 where there is none.
func (s *Snapshot) Home(id ID) (account, project ID) {
	for range 8 {
		switch r := s.Get(id).(type) {
		case *Account:
			return r.ID, project
		case *Project:
			project = cmp.Or(project, r.ID)
			id = r.Account
		case owned:
			id = r.Owner()
		default:
			return account, project
		}
	}
	return account, project
}

// Raise makes an escalation about a record, opened now, with its clocks running. What it is about is
// linked: a task or a risk is blocked by it, a blocker is behind it.
func (e *Edit) Raise(x Raising) (ID, error) {
	r := e.Get(x.About)
	if r == nil {
		return 0, noSuch(x.About)
	}
	account, project := e.base.Home(x.About)
	if account == 0 && project == 0 {
		return 0, fmt.Errorf("%s belongs to no account or project: nobody could be told", x.About)
	}
	n := e.base.schema.Prefix(EscalationPrefix).New().(*Escalation)
	n.Title = cmp.Or(strings.TrimSpace(x.Title), e.base.schema.Of(x.About).Title(e.Ctx, r))
	n.Account, n.Project, n.Contact = account, project, x.Contact
	n.Impact, n.Urgency, n.Level = cmp.Or(x.Impact, 2), cmp.Or(x.Urgency, 2), cmp.Or(x.Level, 1)
	if min(n.Impact, n.Urgency, n.Level) < 1 || max(n.Impact, n.Urgency, n.Level) > 3 {
		return 0, errors.New("impact, urgency and level are each 1, 2 or 3")
	}
	n.Type = cmp.Or(x.Type, n.Type)
	n.Liaison = cmp.Or(x.Liaison, LiaisonAt(n.Level, ""))
	n.Opened, n.Owned = e.Ctx.Now, e.Ctx.me()
	switch r.(type) {
	case *Task, *Risk:
		n.Blocks = []ID{x.About}
	case *Blocker:
		n.About = []ID{x.About}
	case *Account, *Project:
	default:
		n.Links = []Link{{To: x.About}}
	}
	n.Events = n.Log(Event{At: e.Ctx.Now, Kind: "opened", Text: n.Title})
	n.Events = n.Log(Event{At: e.Ctx.Now, Kind: "level", Who: n.Liaison, Text: fmt.Sprintf("level %d", n.Level)})
	n.NextUpdate = e.Ctx.NextWord(n)
	return e.Put(EscalationPrefix, n), nil
}

// escalationOf is an escalation as the edit has left it.
func (e *Edit) escalationOf(id ID) (*Escalation, error) {
	x, ok := e.Get(id).(*Escalation)
	if !ok {
		return nil, noSuch(id)
	}
	return x, nil
}

// SetLevel raises or lowers who is involved, and the department that deals with it; none named is the
// usual one of the level, unless somebody else deals with it already.
func (e *Edit) SetLevel(id ID, level int, liaison string) error {
	if level < 1 || level > 3 {
		return fmt.Errorf("%d is no level: 1, 2 or 3", level)
	}
	return Update(e, id, func(x *Escalation) error {
		if liaison == "" {
			liaison = LiaisonAt(level, x.Liaison)
		}
		if x.Level == level && x.Liaison == liaison {
			return fmt.Errorf("%s is at level %d with %s already", id, level, liaison)
		}
		x.Level, x.Liaison = level, liaison
		x.Events = x.Log(Event{At: e.Ctx.Now, Kind: "level", Who: liaison, Text: fmt.Sprintf("level %d", level)})
		return nil
	})
}

// usualCadence is how often the customer hears from us in a major incident, where nobody says it.
var usualCadence = date.Span{N: 3600, Unit: date.Hours}

// SetMajor makes an escalation a major incident with a cadence of updates (empty: the one it had, or
// hourly), or ends that.
func (e *Edit) SetMajor(id ID, on bool, cadence date.Span) error {
	return Update(e, id, func(x *Escalation) error {
		switch {
		case !on && !x.Major:
			return fmt.Errorf("%s is no major incident", id)
		case on && !x.Open():
			return fmt.Errorf("%s is %s: reopen it first", id, x.Status)
		case on:
			cadence = majorCadence(x, cadence)
			if x.Major && x.Cadence == cadence {
				return fmt.Errorf("%s is a major incident with that cadence already", id)
			}
			x.Cadence = cadence
		}
		if x.Major = on; !on {
			x.NextUpdate = 0 // told by the cadence that is over
		}
		return nil // settle logs it
	})
}

// majorText is the line a change of it leaves in the log; majorEvery reads it.
func majorText(e *Escalation) string {
	if !e.Major {
		return "over"
	}
	return "update every " + e.Cadence.Text(date.Usual)
}

// majorEvery is the cadence from a line on; 0 where it is over.
func majorEvery(text string) date.Span {
	s, ok := strings.CutPrefix(text, "update every ")
	if !ok {
		return date.Span{}
	}
	span, err := date.ParseSpan(s, date.Usual)
	if err != nil {
		return date.Span{}
	}
	return span
}

// MajorDue is when the customer would be owed the next word if an escalation were made a major incident
// now with a cadence (empty: the one it had, or hourly), or that were ended; 0 where none would be.
func (c *Ctx) MajorDue(e *Escalation, on bool, cadence date.Span) date.Instant {
	n := *e
	if n.Major = on; on {
		n.Cadence = majorCadence(e, cadence)
	} else {
		n.NextUpdate = 0
	}
	n.Events = e.Log(Event{At: c.Now, Kind: "major", Text: majorText(&n)})
	if k := &c.Clocks(&n).All[clock.Update]; k.Going() && k.Due != worktime.Never {
		return k.Due
	}
	return 0
}

// majorCadence is the cadence a declaration means.
func majorCadence(e *Escalation, told date.Span) date.Span {
	switch {
	case !told.IsZero():
		return told
	case !e.Cadence.IsZero():
		return e.Cadence
	}
	return usualCadence
}

// majorTerms are the terms of an escalation with the cadence of the major incident it is, or was,
// laid over them from the line of its log on that says so.
func (e *Escalation) majorTerms(base []clock.Terms) []clock.Terms {
	type turn struct {
		at    date.Instant
		every date.Span
	}
	var turns []turn
	for x := range e.Counted() {
		if x.Kind == "major" {
			turns = append(turns, turn{x.At, majorEvery(x.Text)})
		}
	}
	if len(turns) == 0 {
		if !e.Major {
			return base
		}
		turns = append(turns, turn{e.Opened, e.Cadence})
	}
	from := make([]date.Instant, 0, len(base)+len(turns))
	for i := range base {
		from = append(from, base[i].From)
	}
	for _, t := range turns {
		from = append(from, t.at)
	}
	slices.Sort(from)
	var out []clock.Terms
	for _, at := range slices.Compact(from) {
		var t clock.Terms
		for i := range base {
			if base[i].From <= at {
				t = base[i]
			}
		}
		if t.Hours == nil {
			continue
		}
		t.From = at
		var every date.Span
		var since date.Instant
		for _, x := range turns {
			if x.at <= at {
				every, since = x.every, x.at
			}
		}
		if usual := t.Targets; !every.IsZero() {
			t.Since = since
			t.Updates, t.UpdatePauses = false, nil // in a major incident the customer hears from us whoever we wait for
			t.Targets = func(severity int) (out clock.Targets) {
				if usual != nil {
					out = usual(severity)
				}
				out[clock.Update] = every
				return out
			}
		}
		out = append(out, t)
	}
	return out
}

// Resolve ends an escalation: the customer has what was asked for.
func (e *Edit) Resolve(id ID, words string) error { return e.end(id, "resolved", words) }

// end logs the end of an escalation; the record follows its log.
func (e *Edit) end(id ID, kind EventKind, words string) error {
	return Update(e, id, func(x *Escalation) error {
		x.Events = x.Log(Event{At: max(e.Ctx.Now, x.Opened), Kind: kind, Text: words})
		x.Status, x.Waiting = EscalationStatus(kind), Waiting{}
		if x.Resolved == 0 {
			x.Resolved = max(e.Ctx.Now, x.Opened)
		}
		return nil
	})
}

// Reopen lets an escalation go on. The time it was closed is a pause, and what was spent before
// still counts. by is who wanted it: "in" the customer, who is then owed an answer.
func (e *Edit) Reopen(id ID, by Direction, words string) error {
	return Update(e, id, func(x *Escalation) error {
		switch {
		case x.Open():
			return fmt.Errorf("%s is open", id)
		case x.MergedInto != 0:
			return fmt.Errorf("%s was merged into %s, which goes on for both", id, x.MergedInto)
		}
		x.Status, x.Resolved = "open", 0
		x.Events = x.Log(Event{At: e.Ctx.Now, Kind: "reopened", Direction: by, Text: words})
		return nil
	})
}

// Merge lets one escalation go on in another: the first is closed and points to the survivor, whose
// clocks read both logs from then on. Neither log is rewritten. What the first was about, blocked and
// was held up by is added to the survivor, and the graver of the two decides how severe that is.
func (e *Edit) Merge(id, into ID) error {
	x, err := e.escalationOf(id)
	if err != nil {
		return err
	}
	y, err := e.escalationOf(into)
	switch {
	case err != nil:
		return err
	case id == into:
		return fmt.Errorf("%s cannot be merged into itself", id)
	case x.MergedInto != 0:
		return fmt.Errorf("%s was merged into %s already", id, x.MergedInto)
	case y.MergedInto != 0:
		return fmt.Errorf("%s was merged into %s: merge into that", into, y.MergedInto)
	case !y.Open():
		return fmt.Errorf("%s is %s: reopen it first", into, y.Status)
	case e.base.accountOf(x) != e.base.accountOf(y):
		return fmt.Errorf("%s and %s are of two customers", id, into)
	}
	if err := Update(e, id, func(x *Escalation) error {
		x.Events = x.Log(Event{At: max(e.Ctx.Now, x.Opened), Kind: "merged", Text: "into " + into.String()})
		x.Status, x.Waiting, x.MergedInto, x.Resolved = "closed", Waiting{}, into, max(e.Ctx.Now, x.Opened)
		return nil
	}); err != nil {
		return err
	}
	return Update(e, into, func(y *Escalation) error {
		y.About, y.Blocks = joined(y.About, x.About), joined(y.Blocks, x.Blocks)
		if x.Severity() < y.Severity() {
			y.Impact, y.Urgency, y.ByHand, y.Why = x.Impact, x.Urgency, x.ByHand, x.Why
		}
		y.Level, y.Contact = max(y.Level, x.Level), cmp.Or(y.Contact, x.Contact)
		y.Events = y.Log(Event{At: e.Ctx.Now, Kind: "note", Text: id.String() + " was merged into this: " + x.Title})
		return nil
	})
}

// joined is a list with what another adds to it.
func joined(a, b []ID) []ID {
	out := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Correction is how a line should have read; what is empty stays as it was.
type Correction struct {
	Line      int // of the escalation's own log, from 1
	At        date.Instant
	Direction Direction
	Who, Text string
	Strike    bool // it should not be there at all
}

// Correct adds a line to the log that puts another right, or strikes it. Both stay in sight; clocks,
// signals and reports read the log as corrected.
func (e *Edit) Correct(id ID, f Correction) error {
	return Update(e, id, func(x *Escalation) error {
		if f.Line < 1 || f.Line > len(x.Events) {
			return fmt.Errorf("%s has no line %d: its log has lines 1 to %d", id, f.Line, len(x.Events))
		}
		l := x.Lines()[f.Line-1]
		if l.Struck {
			return fmt.Errorf("line %d is struck already, by line %d", f.Line, l.By)
		}
		ev := Event{At: e.Ctx.Now, Kind: "void", Text: f.Text, Corrects: f.Line}
		if !f.Strike {
			ev = Event{At: cmp.Or(f.At, l.At), Kind: "correction", Direction: f.Direction, Who: f.Who, Text: f.Text, Told: e.Ctx.Now, Corrects: f.Line}
			if f.At == 0 && f.Direction == "" && f.Who == "" && f.Text == "" {
				return errors.New("say what line it should have been: its time, direction, who or text")
			}
		}
		x.Events = x.Log(ev)
		return nil
	})
}

// AddWhy adds an answer to the question why of the row above; the fifth, or a last one, is the root
// cause, which is told as such where nobody has told another.
func (e *Edit) AddWhy(id ID, because, evidence string) error {
	if because = strings.TrimSpace(because); because == "" {
		return errors.New("say because of what")
	}
	return Update(e, id, func(x *Escalation) error {
		last := ""
		if n := len(x.Whys); n > 0 {
			last = x.Whys[n-1].Because
		}
		x.Whys = append(slices.Clip(slices.Clone(x.Whys)), Why{because, strings.TrimSpace(evidence)})
		if x.Cause == "" || x.Cause == last {
			x.Cause = because
		}
		return nil
	})
}

// effectAfter is how many days after it was done the effect of an action is looked at.
const effectAfter = 90

// ActOnCause adds a corrective action to an escalation, due in two weeks where no day is told. Its
// effect is to be measured 90 days after it was done; triage asks for it.
func (e *Edit) ActOnCause(id ID, what string, due date.Day, owner ID) (ID, error) {
	x, err := e.escalationOf(id)
	if err != nil {
		return 0, err
	}
	if what = strings.TrimSpace(what); what == "" {
		return 0, errors.New("say what is to be done")
	}
	a := e.base.schema.Prefix(ActionPrefix).New().(*Action)
	a.What, a.For, a.Type, a.Project, a.Account = what, id, "corrective", x.Project, x.Account
	a.Owned, a.MeasureAfter = cmp.Or(owner, x.Owned), effectAfter
	a.Due = cmp.Or(due, e.Ctx.For(x).Now.Day(e.Ctx.For(x).Loc)+14)
	return e.Put(ActionPrefix, a), nil
}

// ActionsFor are the actions that were taken for a record, in order of their numbers.
func (s *Snapshot) ActionsFor(id ID) []*Action {
	var out []*Action
	for r := range s.RefsTo(id) {
		if a, ok := r.(*Action); ok && a.For == id {
			out = append(out, a)
		}
	}
	return out
}

// escalationVerbs are what can be done to an escalation besides editing it.
func escalationVerbs() []Verb {
	as := func(f func(*Escalation) string) func(*Ctx, Record) string {
		return func(_ *Ctx, r Record) string { return f(r.(*Escalation)) }
	}
	return []Verb{
		{Name: "resolve", Title: "Resolve", Help: "Notes that the customer has what was asked for; the clocks stop.",
			Why: as(func(x *Escalation) string {
				if !x.Open() {
					return "it is " + string(x.Status) + " already"
				}
				return ""
			}),
			Asks: "what solved it? enter leaves it blank",
			Read: func(_ *Ctx, _ Record, answer string) (string, error) { return oneLine(answer), nil },
			Tell: func(e *Edit, id ID, answer string) error { return e.Resolve(id, oneLine(answer)) }},
		{Name: "close", Title: "Close", Help: "Closes what is resolved, for good unless it is reopened.",
			Why: as(func(x *Escalation) string {
				switch x.Status {
				case "resolved":
					return ""
				case "closed":
					return "it is closed already"
				}
				return "it is not resolved yet"
			}), Do: func(e *Edit, id ID) error { return e.end(id, "closed", "") }},
		{Name: "reopen", Title: "Reopen", Help: "Lets it go on: the time it was closed is a pause, and what was spent before still counts.",
			Why: as(func(x *Escalation) string {
				switch {
				case x.Open():
					return "it is open"
				case x.MergedInto != 0:
					return "it was merged into " + x.MergedInto.String() + ", which goes on for both"
				}
				return ""
			}), Do: func(e *Edit, id ID) error { return e.Reopen(id, "", "") }},
		{Name: "major", Title: "Make it a major incident", Help: "The customer hears from us at its cadence, hourly unless told otherwise, whoever we wait for.",
			Why: as(func(x *Escalation) string {
				switch {
				case x.Major:
					return "it is a major incident"
				case !x.Open():
					return "it is " + string(x.Status)
				}
				return ""
			}), Do: func(e *Edit, id ID) error { return e.SetMajor(id, true, date.Span{}) }},
		{Name: "minor", Title: "End the major incident", Help: "Updates are owed by the agreement again.",
			Why: as(func(x *Escalation) string {
				if !x.Major {
					return "it is no major incident"
				}
				return ""
			}), Do: func(e *Edit, id ID) error { return e.SetMajor(id, false, date.Span{}) }},
	}
}
