// Package pane is the contract between the root of the screen and what it shows.
//
// A Pane is told of changes (Sync), of actions (Handle) and of the room it has (Draw). It
// never stores, never does I/O, never talks to another pane: what it wants done it returns
// as an Effect, and the root does it.
package pane

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Env is what a pane may read: the newest snapshot, the moment, the theme, the keys. It is
// passed by value and never kept.
type Env struct {
	Snap  *model.Snapshot
	Now   date.Instant
	Theme *theme.Theme
	Keys  *act.Table
	Cold  bool             // records are still being read: derive nothing from all of them
	Told  map[model.ID]int // what customers' health was last, while Cold
	Rev   uint64           // grows with every snapshot, minute and theme; what Draw may cache by
}

// Key is the key of an action in a scope, as the table has it now, for texts that name one; the
// usual one, given, where the table says nothing.
func (e Env) Key(scope string, n act.Name, usual string) string {
	if e.Keys != nil {
		if k := e.Keys.Keys(scope, n); len(k) > 0 {
			return k[0]
		}
	}
	return usual
}

// Ctx is the context to show and read values with, before Ctx.For.
func (e Env) Ctx() *model.Ctx {
	c := e.Snap.Ctx(e.Now)
	c.ASCII, c.Cold = e.Theme != nil && e.Theme.ASCII, e.Cold
	if e.Cold {
		c.Told = e.Told
	}
	return c
}

// Pane is a part of the screen. Its methods are called on the event loop only.
type Pane interface {
	// Sync takes note of a new snapshot, minute or theme. The cursor stays on its record.
	Sync(env Env)
	// Handle does an action of one of the pane's scopes.
	Handle(env Env, r act.Result) Effect
	// Draw returns exactly h lines of exactly w cells, for any size.
	Draw(env Env, w, h int, focused bool) []string
	// Scopes lists the key scopes in force here, innermost first, without the global one.
	Scopes() []act.Scope
	// Title is the name of what is shown, for the frame.
	Title(env Env) string
}

// The abilities a pane may have besides.

// Texter takes keys that its text scope left unmatched, and pastes.
type Texter interface {
	Key(env Env, k tea.KeyPressMsg) Effect
	Paste(env Env, text string) Effect
}

// Mouser takes clicks and the wheel, counted from its own corner.
type Mouser interface {
	Click(env Env, x, y int, double bool) Effect
	Wheel(env Env, x, y, lines int) Effect
}

// Dragger takes the movement of a pressed mouse that was clicked in it, counted from its own
// corner; done is set when the button is let go.
type Dragger interface {
	Drag(env Env, x, y int, done bool) Effect
}

// Selecter has a record under its cursor, which leads the other pane.
type Selecter interface{ Selected() model.ID }

// Asker words a verb that waits for its second key by what it would act on: "Link T-24 after T-23". The
// first wording that there is room for is taken; none: the title of the action.
type Asker interface {
	Asking(env Env, verb act.Name) []string
}

// Leader follows the other pane's selection.
type Leader interface{ Follow(env Env, id model.ID) }

// Footer has a text for the bottom border of its frame, such as 5/48.
type Footer interface{ Foot() string }

// Cursorer has a text cursor, counted from its own corner.
type Cursorer interface{ Cursor() (x, y int, ok bool) }

// Placed is a pane that knows where in it one is and can return there. Here says no while
// something is being typed that is no place yet; Return leaves out what is gone meanwhile.
type Placed interface {
	Here() (Page, bool)
	Return(env Env, to Page) Effect
}

// Stepper is a page in which something may be open or marked. StepBack closes that and says yes; where it
// says no, to go back is to leave the page.
type Stepper interface{ StepBack() bool }

// Overlay is a pane that lies over the others: a form, the palette, help. The chain of
// scopes ends with it.
type Overlay interface {
	Pane
	// Size is the room it wants, at most w by h, its frame not counted.
	Size(env Env, w, h int) (int, int)
}

// Effect is what a pane wants done. Nil is nothing.
type Effect interface{ effect() }

// Effects are several, done in order.
type Effects []Effect

// Go shows a page and remembers the way back.
type Go struct{ Page Page }

// Slider takes the wheel turned sideways, or with shift held, counted from its own corner; n is
// above 0 to the right.
type Slider interface {
	Slide(env Env, x, y, n int) Effect
}

// Needer is a pane that shows what is worked out off the event loop. Needs is asked after every
// message for what is missing in w by h cells; it must not ask for the same again while that is
// under way.
type Needer interface {
	Needs(env Env, w, h int) Effect
}

// Page is an address in the program. The zero fields say nothing.
type Page struct {
	Place string   // "home", "triage", "today", "record"
	Tab   int      // 1..10
	Kind  string   // prefix of the kind to list; of triage, the number of the view
	ID    model.ID // the record to select or open
	Query string   // filter
	Open  model.ID // the record that lies open over the list
	Sheet bool     // Open lies over the place, not in the list
}

// Record opens a record's page; nil where there is none.
func Record(id model.ID) Effect {
	if id == 0 {
		return nil
	}
	return Go{Page: Page{Place: "record", ID: id}}
}

// Open lays an overlay over the screen.
type Open struct{ Overlay Overlay }

// Close takes the topmost overlay away.
type Close struct{}

// Edit asks for one durable change. Then is called after it is durable, with the changed
// records; Fail where it could not be done. A nil Fail shows the error as a toast.
type Edit struct {
	Label string
	Fn    func(*model.Snapshot) (model.Batch, error)
	Then  func(ids []model.ID) Effect
	Fail  func(err error) Effect
	Quiet bool // no toast on success
	Told  bool // the label says what of the plan moves
}

// Change is an Edit written against a model.Edit.
func Change(label string, now date.Instant, fn func(*model.Edit) error) Edit {
	return Edit{Label: label, Fn: func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, now)
		if err := fn(e); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	}}
}

// Job is long work off the event loop. Run must stop soon after ctx is done. What it returns
// is done on the event loop.
type Job struct {
	Title string
	Run   func(ctx context.Context, progress func(done, total int64)) (Effect, error)
}

// Worker has work that its own doing or a new snapshot made necessary, such as the order of a long
// list. The root asks after every message; nil is none.
type Worker interface{ Work(env Env) Effect }

// Ask is short work off the event loop, such as a search at every key. It shows no progress. Of
// one owner only the newest counts: an older one is cancelled, and its answer dropped. Run must
// stop soon after ctx is done; what it returns is done on the event loop.
type Ask struct {
	Owner any
	Run   func(ctx context.Context) (Effect, error)
}

func (Ask) effect() {}

// Toast shows a line for a while.
type Toast struct {
	Text string
	Bad  bool
}

// Select tells the root that the record under the cursor changed.
type Select struct{ ID model.ID }

// Copy puts text on the clipboard.
type Copy struct{ Text string }

// Visit shows what a file or web address leads to; where there is no display to show it on, the
// address goes to the clipboard.
type Visit struct{ Address string }

// Editor lets the person edit text in $EDITOR; Done gets what they saved.
type Editor struct {
	Text string
	Done func(text string) Effect
}

// Act runs an action as if its key had been pressed, such as from the palette.
type Act struct {
	Name act.Name
	Arg  string
}

func (Effects) effect() {}
func (Go) effect()      {}
func (Open) effect()    {}
func (Close) effect()   {}
func (Edit) effect()    {}
func (Job) effect()     {}
func (Toast) effect()   {}
func (Select) effect()  {}
func (Copy) effect()    {}
func (Visit) effect()   {}
func (Editor) effect()  {}
func (Act) effect()     {}

// Rect is the rectangle of a pane's content inside its frame.
func Rect(frame layout.Rect) layout.Rect { return layout.Inner(frame) }

// History asks for what happened to a record; Done gets it, newest first.
type History struct {
	ID   model.ID
	Done func([]Revision) Effect
}

// Moments asks for the workspace as it was at some moments. Look gets each off the event loop, newest
// first, as far back as the journal reaches; Done is called on the loop when all are seen. Of one
// owner only the newest counts.
type Moments struct {
	Owner any
	At    []date.Instant
	Look  func(at date.Instant, was *model.Snapshot)
	Done  func() Effect
}

func (Moments) effect() {}

// Past asks for what the tasks of a project went through. Work gets it off the event loop, as far as
// it is known, and measures it; what it returns is done on the loop. Of one owner only the newest
// counts.
type Past struct {
	Owner   any
	Project model.ID
	Work    func(ctx context.Context, past *model.Past) Effect
}

func (Past) effect() {}

// Before asks for the workspace as it was at a moment, to hold an account of today against it. Work
// gets it off the event loop; byDates says that it was rebuilt from the dates in the records, for
// the journal does not reach back so far. What Work returns is done on the loop. Of one owner only
// the newest counts.
type Before struct {
	Owner   any
	Account model.ID
	At      date.Instant
	Work    func(ctx context.Context, was *model.Snapshot, byDates bool) (Effect, error)
}

func (Before) effect() {}

// On does an action to a record as its own sheet would, for panes that show records of many kinds:
// record.contact, record.why, record.edit, record.act, record.copy with the second key as Arg.
type On struct {
	ID     model.ID
	Action act.Name
	Arg    string
}

func (On) effect() {}

// Seen is when a record was looked at: until when its news are known, and when it was last in sight.
type Seen struct {
	From date.Instant `json:"from"`
	At   date.Instant `json:"at"`
}

// Revision is one change of one field, as people read it. Label alone stands for a change of the
// whole record: that it was made, taken in, or brought back.
type Revision struct {
	At       date.Instant
	Who      string // "you", "import", "undo", "redo"
	Label    string // what was done
	Field    string // its label
	Name     string // its name, for restoring it
	From, To string
	Was      string // From as exact text, which the field reads back
}

func (History) effect() {}

// Run does something on the event loop and goes on with what it returns. It is how work done
// off the loop comes back.
type Run func() Effect

func (Run) effect() {}
