// Package ui is the screen: the one program loop that owns the terminal and the store.
//
// Keys become actions (act), actions become effects (pane), effects become durable changes,
// and every change is a new snapshot that all live panes are told of. Nothing here knows a
// record kind; nothing below here knows the store.
package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui/act"
	"tandem/ui/browse"
	"tandem/ui/config"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Options are what the program is started with.
type Options struct {
	Open    func(first []string) (*store.Store, error) // called off the event loop; first: kinds to read before others
	Read    <-chan *model.Snapshot                     // gets what Open has read so far when a frame can be drawn of it; may be nil
	Shown   func()                                     // called, on any goroutine, when a frame is out; may be nil
	Path    string                                     // of the database, for messages and drafts
	Now     func() time.Time
	Place   string // to begin with: "triage", else home
	Theme   string // for this run, a name of theme.Names; empty: as chosen or configured
	NoColor bool
	ASCII   bool // the locale knows no other signs
	Plain   bool // ASCII was asked for, whatever else says

	Config     config.Config    // what the configuration file says; the zero value is no file
	ConfigPath string           // for messages
	Problems   []config.Problem // what is wrong in the file
	State      string           // the file for what the screen remembers by itself; empty: nothing is kept
	// Getenv tells of the terminal around; nil is os.Getenv.
	Getenv func(string) string
	// Tmux runs a command of the tmux around, with a text as its input; nil is the real one.
	Tmux func(input string, args ...string) error
	// Launch has a command show a file or web address; nil is the real one.
	Launch func(opener, target string) error
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
	pane             *browse.Pane
}

// Model is the root of the screen and the only tea.Model of the program.
type Model struct {
	opt  Options
	send func(tea.Msg) // to the event loop, from any goroutine; nil in tests
	// stopServing ends what Options.Serve began.
	stopServing func()
	early       chan opened     // the store, opened while the terminal starts
	shown       <-chan struct{} // closed when the first frame is out; nil in tests
	store       *store.Store
	looked      bool            // the first kinds show; see firstLook
	seen        *model.Snapshot // what there is for the first look when the program starts, or nil
	old         *memory         // of the last run
	slow        bool            // opening takes its time: show the empty desk meanwhile
	env         pane.Env
	disp        *act.Dispatcher
	chord       act.Result // what the last key came to
	refused     time.Time  // when a verb with a second key was refused last
	w, h        int
	dark        bool
	focus       int // side
	zoom        bool
	split       int // percent of the width for the left pane
	sides       [2]side
	place       string               // "home", or the name of a page
	pages       map[string]pane.Pane // those that cover both panes, once shown
	overlays    []pane.Overlay
	toast       toast
	fifo        []pane.Edit
	busy        bool
	edits       int // given to the store so far
	places      whereabouts
	own         ownSteps
	ahead       bool      // the screen shows an edit that is being written; see comes
	held        []tea.Msg // keys that came while a change was under way
	job         *job
	trail       trail
	preview     *browse.Detail
	saved       date.Instant
	drafts      drafts
	drag        bool
	grab        pane.Pane   // where the mouse was pressed, until it is let go
	grabbed     layout.Rect // its content
	click       click
	look        look
	spots       []spot // what can be clicked in the last line
	fatal       error
	frames      frameCache
	facts       facts
	past        *past     // looked back at; nil: now
	wanted      []tea.Cmd // started by what was done while handling a message
	memory      memory
	scores      scores
	reminder    *reminder
	later       *pane.Page // the place of the last run, until all records are read
	finder      finder
	asks        map[any]ask // under way, by owner
	asked       int
}

// New makes the root model; the store is opened by its first command.
func New(opt Options) (*Model, error) {
	look := newLook(opt)
	keys, err := keysOf(look.cfg)
	if err != nil {
		return nil, err
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Getenv == nil {
		opt.Getenv = os.Getenv
	}
	if opt.Tmux == nil {
		opt.Tmux = tmux
	}
	if opt.Launch == nil {
		opt.Launch = launch
	}
	if opt.Tick == nil {
		opt.Tick = func(d time.Duration, msg func() tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg() })
		}
	}
	m := &Model{opt: opt, disp: act.NewDispatcher(keys), dark: look.darkAtFirst(), place: "home", look: look, split: look.split(), sides: tabs()}
	m.env = pane.Env{Snap: model.NewSnapshot(model.Kinds()), Now: date.Of(opt.Now()), Keys: keys, Rev: 1}
	for i := range m.sides {
		for j := range m.sides[i].tabs {
			t := &m.sides[i].tabs[j]
			t.key = m.env.Key(act.Global, act.Name(fmt.Sprintf("tab.%d", 5*i+j+1)), t.key)
		}
	}
	m.setTheme()
	m.pages = map[string]pane.Pane{}
	m.drafts.path, m.drafts.turn = opt.Path+".drafts", &reminder{}
	m.reminder = &reminder{}
	m.old = readMemory(opt.Path)
	return m, nil
}

// Run shows the workspace until the person leaves. The terminal is restored on every way out.
func Run(opt Options) error {
	early := make(chan opened, 1)
	go func() { early <- load(opt, readMemory(opt.Path)) }() // beside everything else that must be made ready
	m, err := New(opt)
	if err != nil {
		return err
	}
	m.early = early
	shown := make(chan struct{})
	m.shown = shown
	c := &curtain{File: os.Stdout, profile: colorprofile.Detect(os.Stdout, os.Environ()), told: sync.OnceFunc(func() {
		close(shown)
		if opt.Shown != nil {
			opt.Shown()
		}
	})}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP)
	defer stop()
	p := tea.NewProgram(c.raise(m), tea.WithFPS(120), tea.WithContext(ctx), tea.WithOutput(c), tea.WithColorProfile(c.profile))
	m.SendBy(p.Send)
	_, err = p.Run()
	c.fall()
	if m.stopServing != nil {
		m.stopServing()
	}
	if m.job != nil {
		m.job.cancel()
	}
	if m.store != nil {
		_ = m.remindSoon()() // the place to begin with the next time
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

// lazyGC is how much the heap may grow before all records are read, in percent: nothing that is made
// until then is garbage. The bound of keepSmall holds all the same.
const lazyGC = -1

// opened says that the store is there, or why not.
type opened struct {
	store  *store.Store
	err    error
	memory *memory // of the last run; nil leaves what is remembered as it is
}

// slow says that the first frame should not wait for the store any longer.
type slow struct{}

// minute is the only clock of the program: it ticks when the shown minute changes.
type minute struct{}

// SendBy tells the model how messages get to the event loop, from any goroutine. Without it, what
// goes on in the background shows when it ends.
func (m *Model) SendBy(send func(tea.Msg)) { m.send = send }

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.openStore, m.awaitLook, tea.RequestBackgroundColor, m.nextMinute(), m.opt.Tick(200*time.Millisecond, func() tea.Msg { return slow{} }),
		m.opt.Tick(answerTime, func() tea.Msg { return unanswered{} }))
}

func (m *Model) openStore() tea.Msg {
	if m.early != nil {
		return <-m.early
	}
	return load(m.opt, m.old)
}

func load(opt Options, old *memory) opened {
	keepSmall()
	debug.SetGCPercent(lazyGC) // nothing read now is garbage; verify goes back to the usual
	go bigPages(opt.Path)
	st, err := opt.Open(firstKinds(tabs(), old))
	return opened{st, err, old}
}

func (m *Model) nextMinute() tea.Cmd {
	now := m.opt.Now()
	return m.opt.Tick(now.Truncate(time.Minute).Add(time.Minute).Sub(now), func() tea.Msg { return minute{} })
}

// tabs are the ten tabs of the two hats.
func tabs() [2]side {
	return [2]side{
		{hat: "PM", tabs: []tab{
			{key: "1", name: "Plan", kinds: []string{"P", "T", "BL", "SC", "TP", "SF"}},
			{key: "2", name: "Risks", short: "Risk", kinds: []string{"R", "AC"}},
			{key: "3", name: "Budget", short: "Budg", kinds: []string{"CL", "LE", "FX"}},
			{key: "4", name: "Team", kinds: []string{"H", "S", "TE", "CAL"}},
			{key: "5", name: "Control", short: "Ctrl", kinds: []string{"RP", "D", "CR", "SH", "L", "AC", "B", "W"}},
		}},
		{hat: "DM", tabs: []tab{
			{key: "6", name: "Accounts", short: "Acc", kinds: []string{"A", "C", "I", "M", "AG"}},
			{key: "7", name: "Escalations", short: "Esc", kinds: []string{"E", "B"}},
			{key: "8", name: "Satisfaction", short: "Sat", kinds: []string{"N"}},
			{key: "9", name: "Deliveries", short: "Deliv", kinds: []string{"O", "IT", "ST", "RD"}},
			{key: "0", name: "Outcomes", short: "Outc", kinds: []string{"BF", "OP", "V", "PU", "RV"}},
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
