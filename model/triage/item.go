package triage

import (
	"strconv"

	"tandem/model"
	"tandem/model/date"
)

// Points are tenths of a point: whole numbers, so that terms sum exactly to a score.
type Points int

// Float is the number of points.
func (p Points) Float() float64 { return float64(p) / 10 }

// String is the number of points with one decimal, "12.5".
func (p Points) String() string { return strconv.FormatFloat(p.Float(), 'f', 1, 64) }

// View is a list of the queue. Every item stands in exactly one; an open promise is listed
// in Promised besides.
type View uint8

// The views, numbered as their keys.
const (
	Now View = iota + 1
	Doing
	Waiting
	Promised
	Scheduled
	Done
)

// Views lists all views in order.
var Views = []View{Now, Doing, Waiting, Promised, Scheduled, Done}

var viewNames = [...]string{"", "Now", "Doing", "Waiting", "Promised", "Scheduled", "Done"}

// String is the view's name.
func (v View) String() string { return viewNames[min(int(v), len(viewNames)-1)] }

// Glyph says which sign an item carries.
type Glyph uint8

// The signs: an update owed to a customer, something stuck, a task or project behind, a
// risk, a promise, an unhappy answer, an action, something closed.
const (
	GlyphBreach Glyph = iota + 1
	GlyphBlocked
	GlyphLate
	GlyphRisk
	GlyphPromise
	GlyphDetractor
	GlyphAction
	GlyphDone
)

var glyphNames = [...]string{"", "breach", "blocked", "late", "risk", "promise", "detractor", "action", "done"}

// String is the name scripts see.
func (g Glyph) String() string { return glyphNames[min(int(g), len(glyphNames)-1)] }

// Term is one part of a score: what it is, what it weighs, why it is there and which
// record shows it.
type Term struct {
	Label    string
	Points   Points
	Evidence string
	Ref      model.ID
}

// Item is one thing to decide. Its texts (Title, Terms and so on) are made when asked for,
// since a queue may hold thousands of which twenty show.
type Item struct {
	// Subject is the record that is stuck; for a blocker by hand what it is about, or itself.
	Subject model.ID
	// Blocker is the one that holds the decision; 0 if none yet.
	Blocker model.ID
	Glyph   Glyph
	Hat     model.Hat // Both where it concerns the two sides
	State   model.BlockerState
	View    View
	// Due is when it is owed, or when it comes back; 0 if never. DayDue says that only the
	// day counts; the instant is then the day's last second.
	Due    date.Instant
	DayDue bool
	// First is set where something is breached or due today: these come before all others.
	First    bool
	Breached bool
	Since    date.Instant // what its age is counted from
	Score    Points       // the sum of its terms

	hand          bool         // a blocker written by hand
	own           date.Instant // when it is owed, whatever Due shows; ownDay as DayDue
	ownDay        bool
	project, acct model.ID
	marks         []mark
	terms         []term
	q             *Queue
}

// Key names the item in every queue: the blocker written by hand, else the subject. It stays
// the same when a decision makes a blocker.
func (it *Item) Key() model.ID {
	if it.hand {
		return it.Blocker
	}
	return it.Subject
}

// ByHand reports whether the item is a blocker that somebody wrote.
func (it *Item) ByHand() bool { return it.hand }

// Project is the project concerned, or 0.
func (it *Item) Project() model.ID { return it.project }

// Account is the customer concerned, or 0.
func (it *Item) Account() model.ID { return it.acct }

// Fingerprint is the state of the item's signals. A decision keeps it; another fingerprint
// later means that something new has happened.
func (it *Item) Fingerprint() string { return fingerprint(it.marks) }

// Signals names the item's signals, the weightiest first.
func (it *Item) Signals() []string {
	out := make([]string, len(it.marks))
	for i, m := range it.marks {
		out[i] = m.sig.String()
	}
	return out
}

// On reports whether the item belongs to a hat: model.Both asks for all items, PM and DM
// get theirs and those of both.
func (it *Item) On(h model.Hat) bool { return h == model.Both || it.Hat == model.Both || it.Hat == h }

// Ref is the record to name beside the title: what the item is about.
func (it *Item) Ref() model.ID { return it.Subject }
