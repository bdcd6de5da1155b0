// Package ui is the screen: the one program loop that owns the terminal and the store.
//
// Keys become actions (act), actions become effects (pane), effects become durable changes,
// and every change is a new snapshot that all live panes are told of. Nothing here knows a
// record kind; nothing below here knows the store.
package ui

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui/act"
	"tandem/ui/browse"
	"tandem/ui/pane"
	"tandem/ui/theme"
	"tandem/ui/today"
	"tandem/ui/triage"
)

// Options are what the program is started with.
type Options struct {
	Open    func() (*store.Store, error) // called off the event loop
	Read    <-chan struct{}              // gets a value when Open has read the records; may be nil
	Path    string                       // of the database, for messages and drafts
	Now     func() time.Time
	Place   string // to begin with: "triage", else home
	Theme   string // a name of theme.Names, "auto" by default
	NoColor bool
	ASCII   bool
	// Tick sends a message after a while; nil is tea.Tick. Tests give one that drops it.
	Tick func(d time.Duration, msg func() tea.Msg) tea.Cmd
	// Serve lets other processes' commands run on the open store and calls changed, on any
	// goroutine, after one changed it; the result ends that. Nil: nobody can.
	Serve func(s *store.Store, changed func(args []string)) (stop func(), err error)
}

// side is one hat's half of the screen: five tabs, of which one shows.
type side struct {
	hat  string
	tabs []tab
	at   int
}

// tab is a browser over a few kinds; it is made when first shown.
type tab struct {
	key, name, short string
	kinds            []string
	later            []string
	pane             *browse.Pane
}

// Model is the root of the screen and the only tea.Model of the program.
type Model struct {
	opt  Options
	send func(tea.Msg) // to the event loop, from any goroutine; nil in tests
	// stopServing ends what Options.Serve began.
	stopServing func()
	early       chan opened // the store, opened while the terminal starts
	store       *store.Store
	slow        bool // opening takes its time: show the empty desk meanwhile
	env         pane.Env
	disp        *act.Dispatcher
	w, h        int
	dark        bool
	focus       int // side
	zoom        bool
	split       int // percent of the width for the left pane
	sides       [2]side
	place       string // "home", "triage", "today"
	triage      pane.Pane
	today       pane.Pane
	overlays    []pane.Overlay
	toast       toast
	fifo        []pane.Edit
	busy        bool
	held        []tea.Msg // keys that came while a change was under way
	job         *job
	trail       trail
	preview     *browse.Detail
	saved       date.Instant
	drafts      drafts
	drag        bool
	click       click
	fatal       error
	frames      frameCache
	facts       facts
	wanted      []tea.Cmd // started by what was done while handling a message
	recent      []string  // ids of palette items, latest first
}

// New makes the root model; the store is opened by its first command.
func New(opt Options) (*Model, error) {
	keys, err := act.Default()
	if err != nil {
		return nil, err
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Tick == nil {
		opt.Tick = func(d time.Duration, msg func() tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg() })
		}
	}
	m := &Model{opt: opt, disp: act.NewDispatcher(keys), dark: !lightByEnv(), place: "home", split: 50, sides: tabs()}
	m.env = pane.Env{Snap: model.NewSnapshot(model.Kinds()), Now: date.Of(opt.Now()), Keys: keys, Rev: 1}
	m.setTheme()
	m.triage, m.today = triage.New(), today.New()
	m.drafts.path = opt.Path + ".drafts"
	return m, nil
}

func (m *Model) setTheme() {
	m.env.Theme = theme.New(m.opt.Theme, m.dark, m.opt.NoColor, m.opt.ASCII)
	m.env.Rev++
}

// Run shows the workspace until the person leaves. The terminal is restored on every way out.
func Run(opt Options) error {
	m, err := New(opt)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP)
	defer stop()
	m.early = make(chan opened, 1)
	go func() { m.early <- m.load() }() // beside the terminal's own start
	// The renderer draws at a fixed beat that begins when it starts. Started when the records
	// are read, not before, its first beat has something to draw.
	select {
	case <-opt.Read:
	case res := <-m.early:
		m.early <- res
	case <-time.After(30 * time.Millisecond):
	}
	p := tea.NewProgram(m, tea.WithFPS(120), tea.WithContext(ctx))
	m.send = p.Send
	_, err = p.Run()
	if m.stopServing != nil {
		m.stopServing()
	}
	if m.job != nil {
		m.job.cancel()
	}
	if m.store != nil {
		err = errors.Join(quiet(err), m.store.Close())
	} else {
		err = quiet(err)
	}
	return errors.Join(m.fatal, err)
}

// quiet drops the errors that only say how the program was asked to end.
func quiet(err error) error {
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, context.Canceled) || errors.Is(err, tea.ErrProgramKilled) && !errors.Is(err, tea.ErrProgramPanic) {
		return nil
	}
	return err
}

// lazyGC is how much the heap may grow before the first frame is out, in percent.
const lazyGC = 400

// opened says that the store is there, or why not.
type opened struct {
	store *store.Store
	err   error
}

// slow says that the first frame should not wait for the store any longer.
type slow struct{}

// minute is the only clock of the program: it ticks when the shown minute changes.
type minute struct{}

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.openStore, tea.RequestBackgroundColor, m.nextMinute(), m.opt.Tick(200*time.Millisecond, func() tea.Msg { return slow{} }))
}

func (m *Model) openStore() tea.Msg {
	if m.early != nil {
		return <-m.early
	}
	return m.load()
}

func (m *Model) load() opened {
	debug.SetGCPercent(lazyGC) // nothing read now is garbage; verify goes back to the usual
	st, err := m.opt.Open()
	return opened{st, err}
}

func (m *Model) nextMinute() tea.Cmd {
	now := m.opt.Now()
	return m.opt.Tick(now.Truncate(time.Minute).Add(time.Minute).Sub(now), func() tea.Msg { return minute{} })
}

// tabs are the ten tabs of the two hats.
func tabs() [2]side {
	return [2]side{
		{hat: "PM", tabs: []tab{
			{key: "1", name: "Plan", kinds: []string{"P", "T", "BL"}},
			{key: "2", name: "Risks", kinds: []string{"R", "AC"}},
			{key: "3", name: "Budget", kinds: []string{"CL", "LE"}},
			{key: "4", name: "Team", kinds: []string{"H", "CAL"}},
			{key: "5", name: "Control", short: "Ctrl", kinds: []string{"AC", "B", "W"}},
		}},
		{hat: "DM", tabs: []tab{
			{key: "6", name: "Accounts", short: "Acc", kinds: []string{"A", "C", "I", "M"}},
			{key: "7", name: "Escalations", short: "Esc", kinds: []string{"E", "B"}},
			{key: "8", name: "Satisfaction", short: "Sat", kinds: []string{"N"}},
			{key: "9", name: "Deliveries", short: "Deliv", later: []string{"Deliveries",
				"Orders and their items: what was requested, promised and delivered, and whether the customer accepted it.",
				"On time in full, with the rule it was counted by, and the service standards that were agreed with each customer.",
				"Until then: a delivery is a milestone on the Plan (1), and what was said about it a promise under Accounts (6)."}},
			{key: "0", name: "Outcomes", short: "Outc", later: []string{"Outcomes",
				"Benefits against their baseline and target, renewals and growth, lessons, vendors and what they owe.",
				"Until then: improvements are actions under Control (5), renewals a date of the account (6)."}},
		}, at: 0},
	}
}

// NoColor reports whether the person asked for no colour: any value counts (no-color.org).
func NoColor() bool { return os.Getenv("NO_COLOR") != "" }

// lightByEnv reads COLORFGBG, in which some terminals tell their colours: the background comes
// last, and 7 and 15 are the light ones. A terminal that answers the question is believed more.
func lightByEnv() bool {
	v := os.Getenv("COLORFGBG")
	return strings.HasSuffix(v, ";7") || strings.HasSuffix(v, ";15")
}
