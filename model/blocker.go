package model

import (
	"slices"

	"tandem/model/date"
)

// Blocker is something that is stuck. Triage decides blockers; a decision on a signal (a late
// task, a promise past due) makes one that remembers it, About and Signal saying of what.
type Blocker struct {
	Meta
	Title            string
	About            ID     // the record it is about
	Signal           string // the signal it stands for; empty: written by hand
	Fingerprint      string // the state of the signal when it was decided
	Project, Account ID
	Blocks           []ID
	Severity         int // 1 critical .. 5
	Level            int // 0 not escalated, 1 to 3
	Owned            ID
	Waiting          Waiting
	State            BlockerState
	Until            date.Instant // a snoozed one comes back then
	Due              date.Instant
	Raised, Closed   date.Instant
	Asked            date.Instant // since when it waits for whom it waits for
	Resolution       Resolution
	Escalation       ID
	MergedInto       ID
}

// BlockerState is where a blocker stands in triage.
type BlockerState string

// Resolution is how it ended.
type Resolution string

// The states of a blocker.
const (
	BlockerOpen    BlockerState = "open"
	BlockerDoing   BlockerState = "doing"
	BlockerWaiting BlockerState = "waiting"
	BlockerSnoozed BlockerState = "snoozed"
	BlockerClosed  BlockerState = "closed"
)

// Owner is the project, or the account.
func (b *Blocker) Owner() ID {
	if b.Project != 0 {
		return b.Project
	}
	return b.Account
}

// settle keeps since when it waits, when an edit makes it wait for somebody else, or again.
func (b *Blocker) settle(old Record, c *Ctx) {
	was, ok := old.(*Blocker)
	if !ok || was == b || b.State != BlockerWaiting || b.Asked != was.Asked {
		return
	}
	if was.State != BlockerWaiting || was.Waiting.On != b.Waiting.On || was.Waiting.Who != b.Waiting.Who || was.Waiting.From != b.Waiting.From {
		b.Asked = c.Now
	}
}

func blockerKind() *Kind {
	return define(func() *Blocker { return &Blocker{Severity: 3, State: BlockerOpen} }, Kind{
		Name: "blocker", Plural: "blockers", Prefix: BlockerPrefix,
		Help:    "Something that is stuck and must be decided: what it is about, what it holds up.",
		Columns: []string{"title", "about", "severity", "state", "waiting_on", "due", "raised"},
		Sort:    "state,severity,due",
		Fields: slices.Concat([]Field{
			Text("title", func(b *Blocker) *string { return &b.Title }, Named()),
			Ref("about", func(b *Blocker) *ID { return &b.About }, OnDelete(Cascade), Help("the task, risk, escalation ... that is stuck")),
			Text("signal", func(b *Blocker) *string { return &b.Signal }, ReadOnly()),
			Text("fingerprint", func(b *Blocker) *string { return &b.Fingerprint }, ReadOnly()),
			Ref("project", func(b *Blocker) *ID { return &b.Project }, To(ProjectPrefix), OnDelete(Cascade)),
			Ref("account", func(b *Blocker) *ID { return &b.Account }, To(AccountPrefix), OnDelete(Cascade)),
			Refs("blocks", func(b *Blocker) *[]ID { return &b.Blocks }, OnDelete(Clear), Help("what it holds up")),
			Int("severity", func(b *Blocker) *int { return &b.Severity }, Between(1, 5), Required(), Width(5), Label("Sev"), Help("1 critical .. 5")),
			Int("level", func(b *Blocker) *int { return &b.Level }, Between(0, 3), Help("0 not escalated, 1 to 3")),
			Ref("owner", func(b *Blocker) *ID { return &b.Owned }, To(PersonPrefix), OnDelete(Clear)),
		}, append(waitingFields(func(b *Blocker) *Waiting { return &b.Waiting }),
			Time("asked", func(b *Blocker) *date.Instant { return &b.Asked }, Help("since when it waits")),
			Enum("state", func(b *Blocker) *BlockerState { return &b.State }, OneOf("open", "doing", "waiting", "snoozed", "closed")),
			Time("until", func(b *Blocker) *date.Instant { return &b.Until }, Help("a snoozed one comes back then")),
			Time("due", func(b *Blocker) *date.Instant { return &b.Due }, AtClosing()),
			Time("raised", func(b *Blocker) *date.Instant { return &b.Raised }),
			Time("closed", func(b *Blocker) *date.Instant { return &b.Closed }),
			Enum("resolution", func(b *Blocker) *Resolution { return &b.Resolution }, OneOf("done", "resolved itself", "not ours", "duplicate", "declined", "other")),
			Ref("escalation", func(b *Blocker) *ID { return &b.Escalation }, To(EscalationPrefix), OnDelete(Clear)),
			Ref("merged_into", func(b *Blocker) *ID { return &b.MergedInto }, To(BlockerPrefix), OnDelete(Clear)),
		), vendorFields[Blocker]()),
	})
}

// Action is something to do about any record.
type Action struct {
	Meta
	What   string
	For    ID
	Type   ActionType
	Owned  ID
	Due    date.Day
	State  ActionState
	DoneOn date.Day
	Effect string // as measured
	// MeasureAfter is how many days after it was done its effect is looked at; 0: it is not.
	MeasureAfter int
	Project      ID
	Account      ID
}

// ActionType is why it is done.
type ActionType string

// ActionState is where it stands.
type ActionState string

// MeasureOn is the day to look whether a thing done has helped; 0 where nobody wants to know, or it
// is told already, or it is not done.
func (a *Action) MeasureOn(c *Ctx) date.Day {
	if a.MeasureAfter <= 0 || a.State != "done" || a.Effect != "" {
		return 0
	}
	done := a.DoneOn
	if done == 0 {
		done = a.Changed.Day(c.Loc)
	}
	return done + date.Day(a.MeasureAfter)
}

// Owner is the project, the account, or what it is for.
func (a *Action) Owner() ID {
	switch {
	case a.Project != 0:
		return a.Project
	case a.Account != 0:
		return a.Account
	}
	return a.For
}

// Open reports whether it is still to be done.
func (a *Action) Open() bool { return a.State == "open" || a.State == "doing" }

func actionKind() *Kind {
	return define(func() *Action { return &Action{Type: "follow-up", State: "open"} }, Kind{
		Name: "action", Plural: "actions", Prefix: ActionPrefix,
		Help:    "Something to do about any record: who, by when, and whether it helped.",
		Columns: []string{"what", "for", "type", "owner", "due", "state"},
		Sort:    "state,due",
		Fields: []Field{
			Text("what", func(a *Action) *string { return &a.What }, Named()),
			Ref("for", func(a *Action) *ID { return &a.For }, OnDelete(Cascade)),
			Enum("type", func(a *Action) *ActionType { return &a.Type }, OneOf("mitigation", "corrective", "follow-up", "improvement")),
			Ref("owner", func(a *Action) *ID { return &a.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Date("due", func(a *Action) *date.Day { return &a.Due }),
			Enum("state", func(a *Action) *ActionState { return &a.State }, OneOf("open", "doing", "done", "dropped")),
			Date("done_on", func(a *Action) *date.Day { return &a.DoneOn }),
			Text("effect", func(a *Action) *string { return &a.Effect }, Help("what it changed, as measured")),
			Int("measure_after", func(a *Action) *int { return &a.MeasureAfter }, Between(0, 3660), Help("days after it was done when its effect is looked at; 0: never")),
			Calc("measure_on", func(c *Ctx, a *Action) Val { return ValDay(c, a.MeasureOn(c)) }, Width(11), Help("when to look whether it helped; empty once its effect is told")),
			Ref("project", func(a *Action) *ID { return &a.Project }, To(ProjectPrefix), OnDelete(Cascade)),
			Ref("account", func(a *Action) *ID { return &a.Account }, To(AccountPrefix), OnDelete(Cascade)),
		},
	})
}
