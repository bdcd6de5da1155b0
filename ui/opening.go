package ui

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/triage"
	"tandem/store"
	"tandem/store/sample"
	"tandem/store/transfer"
	"tandem/ui/browse"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// opened takes the store over, or says why there is none and what can be done about it.
func (m *Model) opened(msg opened) tea.Cmd {
	if msg.err != nil {
		return m.cannotOpen(msg.err)
	}
	m.store = msg.store
	m.own = nil // another file may have other steps by these numbers
	m.drafts.load()
	m.env.Snap, m.env.Now = m.store.Snapshot(), m.store.Now()
	m.env.Rev++
	m.env.Cold = m.store.Cold()
	m.recallTold(m.env.Snap, msg.memory)
	m.sync()
	m.note()
	m.resume(msg.memory)
	if m.opt.Place != "" {
		m.goTo(pane.Page{Place: m.opt.Place})
	}
	verify, backup := m.verify(), m.backup() // once the first frame is out
	cmds := []tea.Cmd{m.onceShown(verify), m.opt.Tick(time.Second, backup), m.serve()}
	if empty(m.env.Snap) {
		cmds = append(cmds, m.welcome())
	}
	cmds = append(cmds, m.sayProblems())
	for _, w := range m.store.Warnings() {
		cmds = append(cmds, m.do(pane.Open{Overlay: dialog.Message("The database needs a look", []string{w, "", "tandem doctor checks it in full."})}))
	}
	return tea.Batch(cmds...)
}

// onceShown does work that the first frame does not need when that frame is out.
func (m *Model) onceShown(work func() tea.Msg) tea.Cmd {
	const enough = 50 * time.Millisecond
	if m.shown == nil {
		return m.opt.Tick(enough, work)
	}
	return func() tea.Msg {
		select {
		case <-m.shown:
		case <-time.After(enough):
		}
		return work()
	}
}

// verify reads the records that the first frame did not need, off the event loop, and says
// which of them could not be read. The facts of the first line are counted beside it, from the other
// end. What the lists tell of all records follows.
func (m *Model) verify() tea.Cmd {
	st, warm := m.store, m.env
	warm.Snap, warm.Cold = st.Snapshot(), false
	c := warm.Ctx()
	return func() tea.Msg {
		var bad model.Problems
		blocked := 0
		wait := beside(func() {
			bad = st.Verify()
			browse.Ready(warm.Snap)
			blocked = warm.Snap.BlockedTasks()
		})
		q := triage.Build(c)
		wait()
		f := factsOf(q, blocked)
		return reply{then: func() pane.Effect {
			if m.env.Snap == warm.Snap {
				m.facts = f
			} else {
				m.wanted = append(m.wanted, m.count())
			}
			m.wanted = append(m.wanted, m.warm(warm.Snap))
			if len(bad) == 0 {
				return nil
			}
			return pane.Open{Overlay: dialog.Message("Some records cannot be read", []string{bad.Error(), "", "A newer version of tandem may have written them. Nothing was changed; tandem doctor tells more."})}
		}}
	}
}

// warm works out off the event loop what the lists tell of all records, and shows it. The schedules it
// asks for one after the other are computed beside it, from the other end.
func (m *Model) warm(s *model.Snapshot) tea.Cmd {
	c := s.Ctx(m.env.Now)
	return func() tea.Msg {
		known := make(chan struct{})
		wait := beside(func() { s.ScheduleAhead(known) })
		c.WarmHealth()
		c.WarmLoads()
		close(known)
		wait()
		told := scoresOf(c)
		return reply{then: func() pane.Effect {
			m.env.Cold, m.env.Told, m.scores = false, nil, told
			m.env.Rev++
			m.sync()
			m.resumeRest()
			m.wanted = append(m.wanted, m.opt.Tick(time.Second, settle), m.remindTold())
			return nil
		}}
	}
}

// settle goes back to the usual way with memory, once nobody waits for a frame: looking for garbage delays it. In
// a small workspace it gives back at once what opening took.
func settle() tea.Msg {
	debug.SetGCPercent(100)
	keepSmall()
	if n := held(); n > 0 && n < small {
		debug.FreeOSMemory()
	}
	return nil
}

// beside does work in a goroutine of its own. The function it returns waits for the end, and raises a
// panic of the work on the caller's side, where the program knows how to give the terminal back.
func beside(work func()) (wait func()) {
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		work()
	}()
	return func() {
		if r := <-done; r != nil {
			panic(r)
		}
	}
}

// backup keeps a copy of the database after the first frame, off the event loop.
func (m *Model) backup() tea.Cmd {
	st := m.store
	return func() tea.Msg {
		if err := st.AutoBackup(); err != nil {
			return reply{err: fmt.Errorf("no backup could be made: %w", err)}
		}
		return nil
	}
}

// welcome offers a newcomer something to work on within a minute.
func (m *Model) welcome() tea.Cmd {
	return m.do(pane.Open{Overlay: dialog.Choose("Welcome to tandem", []string{
		"Both sides of the work in one place: projects on the left, customers on",
		"the right, and one queue (" + m.keyOf("app.triage") + ") over both for what is stuck.",
		"",
		"Everything is kept in one private file on this machine.",
	}, []dialog.Choice{
		{Key: "s", Title: "Look around in a sample workspace", Help: "3 customers, 5 projects; " + m.keyOf("app.undo") + " takes it away again", Effect: func() pane.Effect { return m.sampleEffect() }},
		{Key: "i", Title: "Import what you have", Help: importable(), Effect: func() pane.Effect { return pane.Open{Overlay: m.importer()} }},
		{Key: "p", Title: "Begin with a project of your own", Help: m.env.Key("browse", "record.new", "n") + " makes a record on any tab", Effect: func() pane.Effect {
			return pane.Effects{pane.Go{Page: pane.Page{Place: "home", Tab: 1}}, pane.Act{Name: "record.new"}}
		}},
		{Key: "e", Title: "Start empty", Help: m.keyOf("app.help") + " shows the keys, " + m.keyOf("app.palette") + " every command", Effect: func() pane.Effect { return nil }},
	})})
}

// known are short names of what people have; a format without one goes by its title.
var known = map[string]string{"mspdi": "MS Project", "csv": "CSV", "xlsx": "spreadsheets", "jira": "Jira", "jira-csv": "Jira",
	"github": "GitHub", "github-csv": "GitHub", "taskwarrior": "Taskwarrior", "ical": "calendars"}

// importable names what can be taken in, in a line.
func importable() string {
	var out []string
	for _, f := range transfer.Formats() {
		short, ok := known[f.Name]
		if !ok {
			short, _, _ = strings.Cut(f.Title, " (")
		}
		if !slices.Contains(out, short) {
			out = append(out, short)
		}
	}
	return strings.Join(out, ", ")
}

// sampleEffect fills the workspace with the sample in one step.
func (m *Model) sampleEffect() pane.Effect {
	now := m.env.Now
	return pane.Edit{Label: "Fill with the sample workspace", Fn: func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, now)
		if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	}, Then: func([]model.ID) pane.Effect { return pane.Go{Page: pane.Page{Place: "home", Tab: 1}} }}
}

// cannotOpen explains in the open what is wrong with the database. A damaged file is not
// touched; the newest good backup is offered.
func (m *Model) cannotOpen(err error) tea.Cmd {
	m.fatal = err
	debug.SetGCPercent(100)
	lines := []string{err.Error(), ""}
	quit := dialog.Choice{Key: "q", Title: "Quit", Effect: func() pane.Effect { return pane.Act{Name: "app.quit"} }}
	var damage *store.DamageError
	if !errors.As(err, &damage) {
		return m.do(pane.Open{Overlay: noWayBack("The workspace cannot be opened", lines, quit)})
	}
	choices := []dialog.Choice{quit}
	if good := damage.Good; good != nil {
		lines = append(lines, "The damaged file is kept aside and never written to.")
		choices = append([]dialog.Choice{{Key: "r", Title: "Go on with the newest good backup",
			Help: good.Time.Local().Format("Mon 2 Jan 2006 15:04"), Effect: func() pane.Effect { return m.restoreEffect(good) }}}, choices...)
	} else {
		lines = append(lines, "tandem doctor tells what is damaged.")
	}
	return m.do(pane.Open{Overlay: noWayBack("The database is damaged", lines, choices...)})
}

// noWayBack is a question that is not left for the desk behind it: nothing done there would be kept.
func noWayBack(title string, lines []string, choices ...dialog.Choice) *dialog.Question {
	q := dialog.Choose(title, lines, choices)
	q.Leave = func() pane.Effect { return pane.Act{Name: "app.quit"} }
	return q
}

func (m *Model) restoreEffect(from *store.BackupInfo) pane.Effect {
	path, open := m.opt.Path, m.opt.Open
	return pane.Job{Title: "Restore the backup", Run: jobOf(func() (pane.Effect, error) {
		err := store.Restore(path, from.Path)
		var st *store.Store
		if err == nil {
			st, err = open(nil)
		}
		return pane.Run(func() pane.Effect {
			m.fatal = nil
			m.wanted = append(m.wanted, m.opened(opened{store: st, err: err}))
			if err != nil {
				return nil
			}
			return pane.Open{Overlay: dialog.Message("Back to "+from.Time.Local().Format("Mon 2 Jan 15:04:05"), []string{
				"This is the workspace as the backup has it. What was done after that is not in it.",
				"The damaged file was kept beside the others in the folder backups; tandem backups lists it."})}
		}), nil
	})}
}

// jobOf wraps short work that cannot be cancelled.
func jobOf(f func() (pane.Effect, error)) func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
	return func(context.Context, func(done, total int64)) (pane.Effect, error) { return f() }
}
