package ui_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"tandem/store"
)

// The terminal the real binary runs in. Patience is how long a text may take to appear on a
// machine that is busy; nothing waits that long when all is well.
const (
	ptyWidth  = 120
	ptyHeight = 36
	patience  = 20 * time.Second
	soon      = 8 * time.Second // for an end: a tenth of a second on an idle machine, seconds on one that tests everything at once
)

var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "tandem-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "tandem")
	out, err := exec.Command("go", "build", "-o", path, "tandem").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	built = dir
	return path, err
})

var built string // the folder of the binary, removed at the end

func TestMain(m *testing.M) {
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(code)
}

// tandem is the binary; it skips where there is no terminal to be had or no time.
func tandem(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds and runs the real binary")
	}
	p, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminal here: ", err)
	}
	_, _ = p.Close(), tty.Close()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// env is what the binary gets to see: a home of its own, and nothing of the machine's settings.
func env(home string, more ...string) []string {
	return append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_DATA_HOME=" + filepath.Join(home, "data"), "TMPDIR=" + home,
		"TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC"}, more...)
}

// session is a program in a terminal: what it wrote, and what a person would see of it.
type session struct {
	t      testing.TB
	cmd    *exec.Cmd
	pty    *os.File
	tty    *os.File    // kept open until the program's end, to look at its settings
	before *term.State // the settings the program found
	after  *term.State // and left
	born   time.Time
	more   chan struct{} // something was drawn
	ended  chan struct{} // the program is gone
	read   chan struct{} // and all it wrote is on the screen

	mu     sync.Mutex
	em     *vt.Emulator
	raw    bytes.Buffer
	frames int
	last   time.Time // of the newest frame
	feet   []string  // what the last line said, frame by frame, each text once in a row
}

// begin starts a program in a terminal of its own.
func begin(t testing.TB, environ []string, name string, args ...string) *session {
	t.Helper()
	s := &session{t: t, more: make(chan struct{}, 1), ended: make(chan struct{}), read: make(chan struct{}), em: vt.NewEmulator(ptyWidth, ptyHeight)}
	var err error
	if s.pty, s.tty, err = pty.Open(); err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(s.pty, &pty.Winsize{Cols: ptyWidth, Rows: ptyHeight}); err != nil {
		t.Fatal(err)
	}
	if s.before, err = term.GetState(s.tty.Fd()); err != nil {
		t.Fatal(err)
	}
	s.em.RegisterCsiHandler(ansi.Command('?', '$', 'p'), s.modeAsked)
	s.em.SetCallbacks(vt.Callbacks{DisableMode: s.modeOff})
	s.cmd = exec.Command(name, args...)
	s.cmd.Env, s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = environ, s.tty, s.tty, s.tty
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	s.born = time.Now()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go s.watch()
	go s.answer()
	go s.wait()
	t.Cleanup(s.end)
	return s
}

// wait notes the end of the program, and the settings it left. With the last file of the
// terminal closed reading comes to an end, too, once all is read.
func (s *session) wait() {
	_ = s.cmd.Wait()
	s.after, _ = term.GetState(s.tty.Fd())
	_ = s.tty.Close()
	close(s.ended)
}

// watch feeds the screen with what the program writes.
func (s *session) watch() {
	buf := make([]byte, 1<<16)
	for {
		n, err := s.pty.Read(buf)
		s.mu.Lock()
		s.raw.Write(buf[:n])
		_, _ = s.em.Write(buf[:n])
		s.mu.Unlock()
		s.nudge()
		if err != nil {
			close(s.read)
			return
		}
	}
}

func (s *session) nudge() {
	select {
	case s.more <- struct{}{}:
	default:
	}
}

// answer gives the program what a terminal answers to its questions.
func (s *session) answer() {
	buf := make([]byte, 4096)
	for {
		n, err := s.em.Read(buf)
		if err != nil {
			return
		}
		_, _ = s.pty.Write(buf[:n])
	}
}

// modeAsked says that the terminal can show frames as a whole, so that the program marks where
// each ends. Other modes are the emulator's to answer.
func (s *session) modeAsked(p ansi.Params) bool {
	if n, _, _ := p.Param(0, 0); n != ansi.ModeSynchronizedOutput.Mode() {
		return false
	}
	go func() { _, _ = s.pty.WriteString(ansi.ReportMode(ansi.ModeSynchronizedOutput, ansi.ModeReset)) }()
	return true
}

// modeOff notes the end of a frame. It is called while the emulator is written to.
func (s *session) modeOff(m ansi.Mode) {
	if m != ansi.ModeSynchronizedOutput {
		return
	}
	s.frames++
	s.last = time.Now()
	var b strings.Builder
	for x := range ptyWidth {
		if c := s.em.CellAt(x, ptyHeight-1); c != nil {
			b.WriteString(c.Content)
		}
	}
	if foot := b.String(); len(s.feet) == 0 || s.feet[len(s.feet)-1] != foot {
		s.feet = append(s.feet, foot)
	}
}

// end stops what still runs.
func (s *session) end() {
	if s.cmd.Process != nil {
		select {
		case <-s.ended:
		default:
			_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
			<-s.ended
		}
	}
	_ = s.pty.Close()
	if in, ok := s.em.InputPipe().(io.Closer); ok {
		_ = in.Close() // ends answer; Close of the emulator itself does not mind who reads
	}
}

// screen is what shows now.
func (s *session) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.em.String()
}

// stream is everything the program wrote so far.
func (s *session) stream() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.raw.Bytes())
}

// send writes keys as a keyboard does.
func (s *session) send(keys ...string) {
	for _, k := range keys {
		_, _ = s.pty.WriteString(k)
	}
}

// until waits for a screen that fits, and reports false where the program ended or time ran
// out before it came.
func (s *session) until(within time.Duration, fits func(screen string) bool) bool {
	end := time.NewTimer(within)
	defer end.Stop()
	for {
		if fits(s.screen()) {
			return true
		}
		select {
		case <-s.more:
		case <-s.read:
			return fits(s.screen())
		case <-end.C:
			return false
		}
	}
}

func has(texts ...string) func(string) bool {
	return func(screen string) bool {
		for _, x := range texts {
			if !strings.Contains(screen, x) {
				return false
			}
		}
		return true
	}
}

// sees waits for all the texts on one screen.
func (s *session) sees(texts ...string) {
	s.t.Helper()
	if !s.until(patience, has(texts...)) {
		s.t.Fatalf("%q never showed; the screen is:\n%s", texts, s.screen())
	}
}

// left presses esc and waits until a text of what was left is gone. A key that came together
// with it would make one of both.
func (s *session) left(text string) {
	s.t.Helper()
	s.send(keyEsc)
	if !s.until(patience, func(screen string) bool { return !strings.Contains(screen, text) }) {
		s.t.Fatalf("esc did not leave %q; the screen is:\n%s", text, s.screen())
	}
}

// sent presses keys one after another, and waits for the texts.
func (s *session) sent(keys string, texts ...string) {
	s.t.Helper()
	s.send(keys)
	s.sees(texts...)
}

// gone waits for the program's end, and until all it wrote is on the screen. It returns the
// exit code, -1 after a deadly signal.
func (s *session) gone(within time.Duration) int {
	s.t.Helper()
	select {
	case <-s.ended:
	case <-time.After(within):
		s.t.Fatalf("still there after %v; the screen is:\n%s", within, s.screen())
	}
	select {
	case <-s.read:
	case <-time.After(patience):
		s.t.Fatal("the terminal cannot be read to its end")
	}
	return s.cmd.ProcessState.ExitCode()
}

var modeSet = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// restored fails where the terminal is not as the program found it: its settings, and every
// mode the program ever touched.
func (s *session) restored() {
	s.t.Helper()
	var now *term.State
	select {
	case <-s.ended:
		now = s.after
	default:
		now, _ = term.GetState(s.tty.Fd())
	}
	if !reflect.DeepEqual(now, s.before) {
		s.t.Errorf("the terminal's settings are not as they were: %+v, want %+v", now, s.before)
	}
	normal := map[string]bool{"25": true, "7": true} // on in a terminal that is left alone
	state := map[string]bool{}
	raw := s.stream()
	for _, m := range modeSet.FindAllSubmatch(raw, -1) {
		for _, n := range strings.Split(string(m[1]), ";") {
			state[n] = string(m[2]) == "h"
		}
	}
	for n, on := range state {
		if on != normal[n] {
			s.t.Errorf("mode %s is left %v", n, on)
		}
	}
	if len(state) == 0 {
		s.t.Error("the program set no mode at all: was it the screen?")
	}
	for push, pop := range map[string]string{`\x1b\[>[0-9]+u`: `\x1b\[<[0-9]*u`, `\x1b\[>4;[12]m`: `\x1b\[>4(;0)?m`} {
		on, off := regexp.MustCompile(push).FindAllIndex(raw, -1), regexp.MustCompile(pop).FindAllIndex(raw, -1)
		if len(on) > 0 && (len(off) == 0 || off[len(off)-1][0] < on[len(on)-1][0]) {
			s.t.Errorf("%s was sent and never taken back", push)
		}
	}
}

// sampled makes a database with a sample in it: records 0 is the life-like one. change may do
// more before it is closed.
func sampled(t testing.TB, dir string, records int, change ...func(*store.Store)) string {
	t.Helper()
	path := filepath.Join(dir, "t.db")
	st, err := store.Open(store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, st, records)
	for _, f := range change {
		f(st)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// sound opens a database, checks it in full and hands it to look.
func sound(t testing.TB, path string, look func(*store.Store)) {
	t.Helper()
	rep, err := store.Doctor(path)
	rep.Findings = slices.DeleteFunc(rep.Findings, func(f store.Finding) bool {
		return f.Level == store.Warning && strings.Contains(f.Message, "does not have the workspace open") // what a kill leaves behind
	})
	if err != nil || !rep.OK || len(rep.Findings) > 0 {
		t.Fatalf("the doctor finds: %+v, %v", rep, err)
	}
	st, err := store.Open(store.Options{Path: path, NoBackup: true})
	if err != nil {
		t.Fatal(err)
	}
	if w := st.Warnings(); len(w) > 0 {
		t.Errorf("warnings: %q", w)
	}
	if look != nil {
		look(st)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

// run runs the binary without a terminal.
func run(t testing.TB, environ []string, name string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, bad bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = environ, &out, &bad
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), bad.String()
}
