package model

import (
	"slices"

	"tandem/model/date"
)

// Escalation is something a customer wants solved: a complaint, an incident, a request. Its
// event log is the truth from which its clocks are computed.
type Escalation struct {
	Meta
	Title            string
	Account, Project ID
	Contact          ID
	Type             EscalationType
	Impact, Urgency  int // 1 critical .. 3
	ByHand           int // severity set by hand, 0: computed
	Why              string
	Level            int // 1 to 3: who is involved
	Liaison          string
	Owned            ID
	Status           EscalationStatus
	Opened, Resolved date.Instant
	NextUpdate       date.Instant
	Waiting          Waiting
	Events           []Event
	About            []ID
	EscapedFrom      ID // the project whose tests let it through
	Blocks           []ID
	Major            bool      // a major incident: the customer hears from us at its cadence
	Cadence          date.Span // of a major incident
	MergedInto       ID        // the escalation that took this one's log over
	Whys             []Why
	Cause            string
	PostMortem       string
}

// Why is an answer to "why did that happen?": of the first row the matter itself, of each later one
// the row above it. The last is the root cause.
type Why struct {
	Because  string
	Evidence string
}

// EscalationType is what kind of matter it is.
type EscalationType string

// EscalationStatus is where it stands.
type EscalationStatus string

// Party is who is waited on.
type Party string

// Parties are all there are.
var Parties = []Party{"customer", "vendor", "department", "team"}

// Waiting is on whom something waits, who there, for what, and when to ask again.
type Waiting struct {
	On    Party
	Who   string
	What  string
	Nudge date.Instant
	From  ID // the vendor's record, where one is waited for
}

// Event is one line of an escalation's log. Direction in is the customer speaking, out is us. Lines
// stand in the order they were told, are known by their number from 1, and are never rewritten: see
// escalationlog.go.
type Event struct {
	At        date.Instant // when it happened
	Kind      EventKind
	Direction Direction
	Who       string
	Text      string
	Told      date.Instant // when it was logged, where that was later
	Corrects  int          // of a correction or a void: the number of the line it is about
}

// EventKind is what happened.
type EventKind string

// Owner is the account, or the project.
func (e *Escalation) Owner() ID {
	if e.Account != 0 {
		return e.Account
	}
	return e.Project
}

// Open reports whether it is neither resolved nor closed.
func (e *Escalation) Open() bool { return e.Status != "resolved" && e.Status != "closed" }

// Severity is impact + urgency - 1, each 1 to 3, so 1 (critical) to 5; or what was set by hand.
func (e *Escalation) Severity() int {
	if e.ByHand > 0 {
		return e.ByHand
	}
	return min(max(e.Impact, 1), 3) + min(max(e.Urgency, 1), 3) - 1
}

// Log returns a copy of the event log with one more line at its end, which is where a line belongs
// even when it tells of something earlier.
func (e *Escalation) Log(x Event) []Event {
	return append(slices.Clip(slices.Clone(e.Events)), x)
}

func waitingFields[T any](at func(*T) *Waiting) []Field {
	return []Field{
		Enum("waiting_on", func(x *T) *Party { return &at(x).On }, OneOf("customer", "vendor", "department", "team"), Label("Waits on")),
		Text("waiting_who", func(x *T) *string { return &at(x).Who }, Label("Who"), Help("who there")),
		Text("waiting_what", func(x *T) *string { return &at(x).What }, Label("For what"), Help("what is awaited"), Search()),
		Ref("waiting_vendor", func(x *T) *ID { return &at(x).From }, To(VendorPrefix), OnDelete(Clear), Label("Which vendor"), Help("the vendor's own record: its promised times count")),
		Time("nudge", func(x *T) *date.Instant { return &at(x).Nudge }, Help("when to ask again")),
	}
}

func escalationKind() *Kind {
	return define(func() *Escalation {
		return &Escalation{Type: "incident", Impact: 2, Urgency: 2, Level: 1, Status: "open"}
	}, Kind{
		Name: "escalation", Plural: "escalations", Prefix: EscalationPrefix, Hat: DM,
		Help:    "Something a customer wants solved, with the log of what was said and done.",
		Verbs:   escalationVerbs(),
		Columns: []string{"title", "severity", "clock_due", "level", "account", "status", "opened"},
		Sort:    "clock_due,status,-resolved,severity,opened", // what is over has no due time, and comes last
		Fields: append(append([]Field{
			Text("title", func(e *Escalation) *string { return &e.Title }, Named()),
			Ref("account", func(e *Escalation) *ID { return &e.Account }, To(AccountPrefix), OnDelete(Cascade)),
			Ref("project", func(e *Escalation) *ID { return &e.Project }, To(ProjectPrefix), OnDelete(Orphan)),
			Ref("contact", func(e *Escalation) *ID { return &e.Contact }, To(ContactPrefix), OnDelete(Clear)),
			Enum("type", func(e *Escalation) *EscalationType { return &e.Type }, OneOf("complaint", "incident", "support", "request")),
			Int("impact", func(e *Escalation) *int { return &e.Impact }, Between(1, 3), Required(), Help("1 critical .. 3 low")),
			Int("urgency", func(e *Escalation) *int { return &e.Urgency }, Between(1, 3), Required(), Help("1 at once .. 3 can wait")),
			Int("severity_by_hand", func(e *Escalation) *int { return &e.ByHand }, Between(0, 5), Help("instead of impact + urgency - 1")),
			Text("severity_reason", func(e *Escalation) *string { return &e.Why }),
			Int("level", func(e *Escalation) *int { return &e.Level }, Between(1, 3), Required(), Help("who is involved: 1 team .. 3 directors")),
			Text("liaison", func(e *Escalation) *string { return &e.Liaison }, Label("Liaison"), Help("the department that deals with it")),
			Ref("owner", func(e *Escalation) *ID { return &e.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Enum("status", func(e *Escalation) *EscalationStatus { return &e.Status }, OneOf("open", "waiting", "resolved", "closed")),
			Time("opened", func(e *Escalation) *date.Instant { return &e.Opened }),
			Time("resolved", func(e *Escalation) *date.Instant { return &e.Resolved }),
			Time("next_update", func(e *Escalation) *date.Instant { return &e.NextUpdate }, Label("Update told"), Help("when we told the customer to expect our next word; it counts where it comes before what the agreement asks for, until we have spoken")),
		}, append(waitingFields(func(e *Escalation) *Waiting { return &e.Waiting }),
			List("events", func(e *Escalation) *[]Event { return &e.Events }, eventFields(), Help("add lines at the end; what was logged stays, a line with corrects puts it right")),
			Refs("about", func(e *Escalation) *[]ID { return &e.About }, To(TaskPrefix, RiskPrefix, BlockerPrefix), OnDelete(Clear), Help("tasks, risks and blockers behind it")),
			Refs("blocks", func(e *Escalation) *[]ID { return &e.Blocks }, To(TaskPrefix, RiskPrefix), OnDelete(Clear), Help("tasks that cannot go on, and risks it feeds, until it is solved")),
			Flag("major", func(e *Escalation) *bool { return &e.Major }, Label("Major incident"), Help("the customer hears from us at its cadence until it is over")),
			Work("cadence", func(e *Escalation) *date.Span { return &e.Cadence }, Help("how often the customer hears from us while it is a major incident: 1h, or 1eh around the clock")),
			Ref("merged_into", func(e *Escalation) *ID { return &e.MergedInto }, To(EscalationPrefix), OnDelete(Clear), Label("Merged into"), Help("the escalation that goes on with both logs")),
			List("whys", func(e *Escalation) *[]Why { return &e.Whys }, []Field{
				Text("because", func(x *Why) *string { return &x.Because }, Required(), Search()),
				Text("evidence", func(x *Why) *string { return &x.Evidence }, Search()),
			}, Label("Five whys"), Help("one answer a line, each to the question why of the line above: because | evidence")),
			Ref("escaped_from", func(e *Escalation) *ID { return &e.EscapedFrom }, To(ProjectPrefix), OnDelete(Clear), Help("the project whose tests let the defect through: it is charged with it")),
			Text("cause", func(e *Escalation) *string { return &e.Cause }, Label("Root cause"), Search()),
			Long("post_mortem", func(e *Escalation) *string { return &e.PostMortem }, Search()),
			Calc("agreement", func(c *Ctx, e *Escalation) Val {
				return ValText(c.Clocks(e).Under)
			}, Width(18), Help("the agreement its clocks are held to")),
			Calc("severity", func(_ *Ctx, e *Escalation) Val { return ValNum(float64(e.Severity()), 0) }, Width(5), Label("Sev"), Help("1 critical .. 5")),
		)...), append(clockFields(), vendorFields[Escalation]()...)...),
		Check: func(c *Ctx, r Record) []Problem {
			e := r.(*Escalation)
			var out []Problem
			if e.Account == 0 && e.Project == 0 {
				out = append(out, Problem{Field: "account", Message: "an escalation belongs to an account or a project"})
			}
			if e.ByHand != 0 && e.Why == "" {
				out = append(out, Problem{Field: "severity_reason", Message: "a severity set by hand wants its reason"})
			}
			if e.MergedInto == e.ID && e.ID != 0 {
				out = append(out, Problem{Field: "merged_into", Message: "an escalation cannot be merged into itself"})
			}
			out = append(out, checkParents(c, e.ID, "merged_into", func(id ID) ID {
				x, _ := Find[*Escalation](c.Snap, id)
				if id == e.ID {
					x = e
				}
				if x == nil {
					return 0
				}
				return x.MergedInto
			})...)
			if e.Cadence.N < 0 || e.Major && e.Cadence.IsZero() {
				out = append(out, Problem{Field: "cadence", Message: "a major incident wants to know how often the customer hears from us: 1h"})
			}
			return append(out, checkOrder("resolved", e.Opened, e.Resolved)...)
		},
	})
}

func eventFields() []Field {
	return []Field{
		Time("at", func(x *Event) *date.Instant { return &x.At }, Required()),
		Enum("event", func(x *Event) *EventKind { return &x.Kind }, OneOf("opened", "contact", "wait", "resume", "level", "resolved", "reopened", "closed", "note", "severity", "void", "major", "merged", "correction")),
		Enum("direction", func(x *Event) *Direction { return &x.Direction }, OneOf("in", "out")),
		Text("who", func(x *Event) *string { return &x.Who }),
		Text("text", func(x *Event) *string { return &x.Text }),
		Time("told", func(x *Event) *date.Instant { return &x.Told }, Help("when it was logged, where that was later")),
		Int("corrects", func(x *Event) *int { return &x.Corrects }, Between(0, 99_999), Help("the number of the line that this one corrects or strikes")),
	}
}
