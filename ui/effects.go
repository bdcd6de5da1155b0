package ui

import (
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/store"
	"tandem/ui/browse"
	"tandem/ui/pane"
)

// reply brings the end of something done off the event loop back to it.
type reply struct {
	then func() pane.Effect
	err  error
}

// do turns an effect into its command.
func (m *Model) do(e pane.Effect) tea.Cmd {
	if m.refuses(e) {
		return m.say("Nothing was changed: "+m.readOnly()+".", true)
	}
	switch e := e.(type) {
	case nil:
		return nil
	case pane.Effects:
		var cmds []tea.Cmd
		for _, x := range e {
			cmds = append(cmds, m.do(x))
		}
		return tea.Batch(cmds...)
	case pane.Edit:
		m.fifo = append(m.fifo, e)
		return m.nextEdit()
	case pane.Open:
		return m.open(e.Overlay)
	case pane.Close:
		return m.closeTop()
	case pane.Select:
		if b := m.sides[m.focus].pane(); m.place == "home" && e.ID != 0 && b.Selected() != e.ID {
			b.Reveal(m.env, e.ID) // a record just made, or brought back
		}
		m.follow(e.ID)
	case pane.Toast:
		return m.say(e.Text, e.Bad)
	case pane.Go:
		return m.goTo(e.Page)
	case pane.Act:
		return m.act(e)
	case pane.Copy:
		return m.copy(e.Text)
	case pane.Visit:
		return m.showAddress(e.Address)
	case pane.Editor:
		return m.editor(e)
	case pane.History:
		return m.history(e)
	case pane.Moments:
		return m.lookAtMoments(e)
	case pane.Past:
		return m.projectPast(e)
	case pane.Before:
		return m.before(e)
	case pane.On:
		return m.onRecord(e)
	case pane.Job:
		return m.startJob(e)
	case pane.Ask:
		return m.ask(e)
	case pane.Run:
		return m.do(e())
	}
	return nil
}

// open lays an overlay over the screen; a form gets back what was typed into it before.
func (m *Model) open(o pane.Overlay) tea.Cmd {
	m.disp.Reset()
	m.overlays = append(m.overlays, o)
	o.Sync(m.env)
	f, ok := o.(draftee)
	if !ok {
		return nil
	}
	d, _ := f.Draft()
	if d, ok = m.drafts.find(d); !ok {
		return nil
	}
	f.Resume(m.env, d)
	return m.say("This is what you had typed before.", false)
}

// closeTop takes the topmost overlay away; what was typed in a form is kept as a draft.
func (m *Model) closeTop() tea.Cmd {
	n := len(m.overlays)
	if n == 0 {
		return nil
	}
	top := m.overlays[n-1]
	m.overlays = m.overlays[:n-1]
	if f, ok := top.(draftee); ok {
		d, typed := f.Draft()
		if typed {
			return tea.Batch(m.drafts.keep(d), m.say("Kept as a draft: it is offered again when you open this form.", false))
		}
		return m.drafts.drop(d)
	}
	return nil
}

// stored says that a change is durable, or that it failed.
type stored struct {
	edit    pane.Edit
	changed store.Changed
	err     error
	at      model.ID    // where the cursor stood
	doubt   string      // what about it can hardly be meant; see doubtOf
	moved   model.Moved // what of the plan went with it
}

// nextEdit starts the first change in line. One is under way at a time, and keys wait for it:
// what they mean may depend on it.
func (m *Model) nextEdit() tea.Cmd {
	if m.busy || len(m.fifo) == 0 || m.store == nil {
		return nil
	}
	e := m.fifo[0]
	m.fifo = m.fifo[1:]
	m.busy = true
	m.edits++
	at := m.standing()
	st, now, warm, loads, send, n := m.store, m.env.Now, m.lists(model.AccountPrefix), m.lists(model.PersonPrefix), m.send, m.edits
	return func() tea.Msg {
		before := st.Snapshot()
		ch, err := st.DoTelling(e.Label, func(s *model.Snapshot) (model.Batch, error) {
			b, err := e.Fn(s)
			if err == nil {
				b = model.Settle(s, b, now) // the plans that it touches are scheduled anew, in the same step
			}
			return b, err
		}, telling(send, n))
		if err == nil && warm {
			st.Snapshot().Ctx(st.Now()).WarmHealth()
		}
		if err == nil && loads {
			st.Snapshot().Ctx(st.Now()).WarmLoads()
		}
		done := stored{edit: e, changed: ch, err: err, at: at}
		if err == nil && plansTouched(ch.IDs) {
			done.moved = model.MovedBetween(before, st.Snapshot(), now, ch.IDs)
		}
		if err == nil && !e.Quiet {
			done.doubt = doubtOf(before, st.Snapshot(), now, ch.IDs)
		}
		return done
	}
}

// manyRecords are as many as take so long to write that what comes is shown before.
const manyRecords = 500

// telling sends what a change with this number will make of the workspace, where it is a large one.
func telling(send func(tea.Msg), n int) func(next *model.Snapshot, changes int) {
	return func(next *model.Snapshot, changes int) {
		if send != nil && changes >= manyRecords {
			go send(coming{next, n})
		}
	}
}

// coming is what the workspace will be when the edit with this number is durable.
type coming struct {
	next *model.Snapshot
	edit int
}

// comes shows where a large edit leads while it is being written; the head of the screen says
// "saving" until it is durable, and keys wait until then.
func (m *Model) comes(msg coming) {
	if !m.busy || msg.edit != m.edits || m.past != nil {
		return
	}
	m.ahead = true
	m.env.Snap = msg.next
	m.env.Rev++
	m.sync()
}

// stored takes the next snapshot over and lets the keys that waited go on.
func (m *Model) stored(msg stored) tea.Cmd {
	m.busy = false
	defer func() { m.ahead = false }()
	var cmds []tea.Cmd
	if msg.err != nil {
		if m.ahead { // it never was
			m.adopt()
		}
		if msg.edit.Fail != nil {
			cmds = append(cmds, m.do(msg.edit.Fail(msg.err)))
		} else {
			cmds = append(cmds, m.say(msg.err.Error(), true))
		}
		if m.refuse(msg.err.Error()) {
			m.held = slices.DeleteFunc(m.held, isKey) // typed ahead for what was not done
		}
	} else {
		m.adopt()
		m.places.note(msg.changed.Seq, msg.at)
		m.own.add(msg.changed.Seq)
		if msg.changed.Seq != 0 {
			cmds = append(cmds, m.told(msg.edit, msg.moved, msg.changed.Kind))
			if msg.doubt != "" {
				cmds = append(cmds, m.doubt(msg.doubt))
			}
		}
		if msg.edit.Then != nil {
			cmds = append(cmds, m.do(msg.edit.Then(msg.changed.IDs)))
		}
	}
	cmds = append(cmds, m.nextEdit())
	for !m.busy && len(m.held) > 0 {
		k := m.held[0]
		m.held = m.held[1:]
		cmds = append(cmds, m.input(k))
	}
	return tea.Batch(cmds...)
}

// isKey reports whether a message is a key.
func isKey(msg tea.Msg) bool {
	_, ok := msg.(tea.KeyPressMsg)
	return ok
}

// adopt shows the newest snapshot. It asks the store, for an edit that came from the command
// line may be newer than the one whose end is told.
func (m *Model) adopt() {
	if m.past != nil {
		return // it shows on the return to now
	}
	m.env.Snap = m.store.Snapshot()
	m.env.Now = m.store.Now()
	m.env.Rev++
	m.saved = m.env.Now
	m.sync()
	m.wanted = append(m.wanted, m.count(), m.leave())
}

// leave goes home from a page about a record that is there no longer, as after the undo of its making.
func (m *Model) leave() tea.Cmd {
	x, ok := m.behind().(pane.Placed)
	if !ok || pageNamed(m.place) == nil {
		return nil
	}
	if p, _ := x.Here(); p.Open == 0 || m.env.Snap.Get(p.Open) != nil {
		return nil
	}
	return m.goTo(pane.Page{Place: "home"})
}

// history reads what happened to a record from the journal, off the event loop.
func (m *Model) history(e pane.History) tea.Cmd {
	st, until := m.store, m.env.Now
	if st == nil {
		return nil
	}
	if m.past == nil {
		until = 1<<62 - 1
	}
	return func() tea.Msg {
		revs, err := st.History(e.ID, 200)
		if err != nil {
			return reply{err: err}
		}
		out := revisions(revs, until)
		return reply{then: func() pane.Effect { return e.Done(out) }}
	}
}

// undo takes the last change back, or makes it again.
func (m *Model) undo(redo bool) tea.Cmd {
	if m.store == nil {
		return nil
	}
	st := m.store
	m.busy = true
	m.edits++
	tell := telling(m.send, m.edits)
	return func() tea.Msg {
		f := st.UndoTelling
		if redo {
			f = st.RedoTelling
		}
		before := st.Snapshot()
		ch, err := f(tell)
		if p := (*store.PurgedError)(nil); errors.As(err, &p) && p.Itself {
			err = fmt.Errorf("%w; the same key once more takes back the step before it", err)
		}
		verb := "Undone: "
		if redo {
			verb = "Redone: "
		}
		return stored{edit: pane.Edit{Label: verb + ch.Label, Then: func([]model.ID) pane.Effect { return m.cameBack(ch, before) }}, changed: ch, err: err}
	}
}

// point puts the cursor where a change was: on the first record that shows, of those where it belongs
// most; else it stays if it is on one that was changed, else goes to the first of them that shows. Filter
// and groups of the list stay as they are.
func (m *Model) point(ids, most []model.ID) pane.Effect {
	if m.place != "home" {
		return nil
	}
	b := m.sides[m.focus].pane()
	to := func(list []model.ID) pane.Effect {
		for _, id := range list[:min(len(list), pointed)] {
			if b.Point(m.env, id) {
				return pane.Run(func() pane.Effect { m.follow(id); return nil })
			}
		}
		return nil
	}
	if e := to(most); e != nil || slices.Contains(ids, b.Selected()) {
		return e
	}
	return to(ids)
}

// reveal shows a record that was just made, whatever hides it.
func reveal(ids []model.ID) pane.Effect {
	if len(ids) == 0 {
		return nil
	}
	return pane.Select{ID: ids[0]}
}

// pointed is how many of the changed records are looked for in the list.
const pointed = 50

// toast is the line that says what was done.
type toast struct {
	text string
	bad  bool
	step bool // a change was made, which undo takes back
	redo bool // a change was taken back, which redo makes again
	n    int
}

type toastOver struct{ n int }

// say shows a line for some seconds; bad ones stay longer.
func (m *Model) say(text string, bad bool) tea.Cmd {
	m.toast = toast{text: text, bad: bad, n: m.toast.n + 1}
	n, wait := m.toast.n, 4*time.Second
	if bad {
		wait = 8 * time.Second
	}
	return m.opt.Tick(wait, func() tea.Msg { return toastOver{n} })
}

// done is the toast after a change: what was done, and the key that takes it back.
func (m *Model) done(label string, op store.Op) tea.Cmd {
	cmd := m.say(label, false)
	m.toast.step, m.toast.redo = op != store.Undo, op == store.Undo
	return cmd
}

// openRecord shows a record over whatever is in front.
func (m *Model) openRecord(id model.ID) tea.Cmd {
	if m.env.Snap.Get(id) == nil {
		return m.say(id.String()+" does not exist any more.", true)
	}
	sheet, load := browse.NewSheet(m.env, id)
	return m.do(pane.Effects{pane.Open{Overlay: sheet}, load})
}
