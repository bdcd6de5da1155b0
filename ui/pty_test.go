package ui_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"tandem/model"
	"tandem/store"
)

// The keys a terminal sends for more than a letter.
const (
	keyTab   = "\t"
	keyEnter = "\r"
	keyEsc   = "\x1b"
	keySave  = "\x13" // ctrl+s
	keyStop  = "\x1a" // ctrl+z
	keyFind  = "\x06" // ctrl+f
)

// TestPTYFirstStart is a newcomer's first minute, and the way out.
func TestPTYFirstStart(t *testing.T) {
	bin, home := tandem(t), t.TempDir()
	s := begin(t, env(home), bin)
	s.sees("Welcome to tandem", "sample workspace")
	t.Logf("welcome after %v", time.Since(s.born).Round(time.Millisecond))
	s.sent("s", "Warehouse rollout", "Fill with the sample workspace", "saved")
	s.sent("t", "1 Now", "2 Doing")
	s.sent("a", "✓ Accept")
	s.sent("u", "✓ Undone: Accept")
	s.send("q")
	if code := s.gone(soon); code != 0 {
		t.Errorf("exit %d", code)
	}
	s.restored()
	if _, err := os.Stat(home + "/data/tandem/tandem.db"); err != nil {
		t.Error(err)
	}
	sound(t, home+"/data/tandem/tandem.db", nil)
}

// TestPTYSignals holds that the program leaves at once, the terminal as it found it.
func TestPTYSignals(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 0)
	for _, c := range []struct {
		sig  syscall.Signal
		tidy bool // the terminal is still there to be restored
	}{{syscall.SIGTERM, true}, {syscall.SIGINT, true}, {syscall.SIGHUP, false}} {
		t.Run(c.sig.String(), func(t *testing.T) {
			s := begin(t, env(t.TempDir()), bin, "--db", path)
			s.sees("Patient portal", "PM  1 Plan")
			_ = s.cmd.Process.Signal(c.sig)
			code := s.gone(soon)
			if code < 0 {
				t.Errorf("it died of the signal: %v", s.cmd.ProcessState)
			}
			t.Logf("exit %d", code)
			if c.tidy {
				s.restored()
			}
			sound(t, path, nil)
		})
	}
	t.Run("the terminal vanishes", func(t *testing.T) {
		s := begin(t, env(t.TempDir()), bin, "--db", path)
		s.sees("Patient portal", "PM  1 Plan")
		_ = s.pty.Close()
		s.gone(soon)
		sound(t, path, nil)
	})
}

// TestPTYSuspend gives the terminal back to the shell and takes it again.
func TestPTYSuspend(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 0)
	s := begin(t, env(t.TempDir()), "sh", "-c", `set -m; "$0" "$@"; echo "shell: $?"; read x; fg >/dev/null; echo "ended: $?"`, bin, "--db", path)
	s.sees("Patient portal", "PM  1 Plan")
	s.sent(keyStop, fmt.Sprintf("shell: %d", 128+int(syscall.SIGTSTP)))
	s.restored()
	s.sent("\n", "Patient portal", "PM  1 Plan")
	s.sent("2", "risk")
	s.sent("q", "ended: 0")
	s.gone(soon)
	s.restored()
}

// TestPTYSecond starts a second program on a workspace that is open.
func TestPTYSecond(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 0)
	first := begin(t, env(t.TempDir()), bin, "--db", path)
	first.sees("Patient portal", "PM  1 Plan")
	pid := fmt.Sprint("process ", first.cmd.Process.Pid)

	second := begin(t, env(t.TempDir()), bin, "--db", path)
	flat := func(screen string) bool { return strings.Contains(unwrap(screen), pid) }
	if !second.until(soon, flat) {
		t.Fatalf("no word of %s:\n%s", pid, second.screen())
	}
	// A command is run by the one that has it open, and shows there at once.
	code, out, bad := run(t, env(t.TempDir()), bin, "--db", path, "list", "projects")
	if code != 0 || !strings.Contains(out, "Patient portal") {
		t.Errorf("list: exit %d, %q, %q", code, out, bad)
	}
	if code, _, bad = run(t, env(t.TempDir()), bin, "--db", path, "set", "P-1", "name=Renamed from a script"); code != 0 {
		t.Errorf("set: exit %d, %q", code, bad)
	}
	first.sees("Renamed from a script", "From the command line")
	second.send("q")
	if code := second.gone(soon); code != 5 {
		t.Errorf("the second one left with %d, want 5", code)
	}
	second.restored()

	first.sent("t", "1 Now")
	first.sent("a", "✓ Accept")
	first.send("q")
	if code := first.gone(soon); code != 0 {
		t.Errorf("the first one left with %d", code)
	}
	sound(t, path, nil)
}

// unwrap joins the words of a screen whose lines were broken, frames left out.
func unwrap(screen string) string {
	return strings.Join(strings.FieldsFunc(screen, func(r rune) bool { return strings.ContainsRune(" \n│", r) }), " ")
}

// TestPTYPiped holds that a program that cannot draw prints.
func TestPTYPiped(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 0)
	check := func(t *testing.T, code int, out string) {
		t.Helper()
		if code != 0 || strings.ContainsAny(out, "\x1b\u009b\x00") || !strings.Contains(out, "triage: ") || !strings.Contains(out, "5 projects") {
			t.Errorf("exit %d:\n%q", code, out)
		}
	}
	code, out, bad := run(t, env(t.TempDir()), bin, "--db", path)
	check(t, code, out)
	if bad != "" {
		t.Errorf("stderr: %q", bad)
	}
	s := begin(t, env(t.TempDir(), "TERM=dumb"), bin, "--db", path)
	code = s.gone(patience)
	check(t, code, string(s.stream()))
}

var kills = flag.Int("kills", 20, "how many times TestPTYKill kills the program")

// killed is one life of the program that ends by force.
type killed struct {
	*session
	n     int
	added int
}

// TestPTYKill kills the program at random moments while it is used: whatever the screen has
// said is done is there afterwards, and the file is whole.
func TestPTYKill(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 1000)
	var seq uint64
	sound(t, path, func(st *store.Store) { seq = st.Snapshot().Seq })
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 0))
	shown, cut := 0, 0
	for i := range *kills {
		k := &killed{session: begin(t, env(t.TempDir()), bin, "--db", path), n: i}
		moment := time.Duration(r.IntN(900)) * time.Millisecond
		timer := time.AfterFunc(moment, func() { _ = k.cmd.Process.Kill() })
		k.live(r)
		k.gone(patience)
		timer.Stop()
		toasts := k.toasts()
		shown += len(toasts)
		next := seq
		sound(t, path, func(st *store.Store) { next = k.check(st, seq, toasts) })
		if t.Failed() {
			t.Fatalf("kill %d of seed %d, after %v", i, seed, moment)
		}
		if n := int(next-seq) - len(toasts); n > 0 {
			cut += n
		}
		seq = next
	}
	t.Logf("%d changes shown as done, all there; %d more were durable when the end came", shown, cut)
	if shown < *kills {
		t.Errorf("only %d changes were shown in %d lives: the test does not test much", shown, *kills)
	}
}

// live uses the program until it is gone: risks by form, or triage, one act after another or
// keys faster than they can be shown.
func (k *killed) live(r *rand.Rand) {
	if !k.until(patience, has("PM  1 Plan", "project")) {
		return
	}
	way := r.IntN(3)
	if way == 0 {
		k.send("2")
		for k.addRisk() {
		}
		return
	}
	k.send("t")
	if !k.until(patience, has("1 Now")) {
		return
	}
	keys := []string{"a", "s1", "u", "x", "u", "u", "wv", "u"} // each undo has its decision, and none is ever refused
	if way == 2 {
		keys = []string{strings.Join(keys, ""), strings.Join(keys[1:5], "")}
	}
	for i := 0; ; i++ {
		was := k.foot()
		k.send(keys[i%len(keys)])
		if !k.until(patience, func(string) bool { f := k.foot(); return f != was && strings.HasPrefix(f, " ✓") }) {
			return
		}
	}
}

// addRisk fills in a form and saves it.
func (k *killed) addRisk() bool {
	title := fmt.Sprintf("kill-%03d-%03d", k.n, k.added)
	k.added++
	k.send("n")
	if !k.until(patience, has("New risk")) {
		return false
	}
	k.send(title, keyTab, "P-1", keySave)
	return k.until(patience, func(string) bool { return strings.Contains(k.foot(), title) })
}

// foot is the last line of the newest whole frame.
func (s *session) foot() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.feet) == 0 {
		return ""
	}
	return s.feet[len(s.feet)-1]
}

var toastEnd = regexp.MustCompile(`\s+((u undo|U redo)\s+)?(saved \d\d:\d\d|saving|opening)\s*$`)

// toasts are the changes that the screen has said are done, in their order.
func (s *session) toasts() []string {
	var out []string
	for _, foot := range s.feet {
		text, ok := strings.CutPrefix(toastEnd.ReplaceAllString(foot, ""), " ✓ ")
		if ok && (len(out) == 0 || out[len(out)-1] != text) {
			out = append(out, text)
		}
	}
	return out
}

// check finds every change that was shown in the journal, after entry seq and in that order,
// and returns the number of the newest entry.
func (k *killed) check(st *store.Store, seq uint64, toasts []string) uint64 {
	k.t.Helper()
	list, err := st.Log(0, int(st.Snapshot().Seq-seq))
	if err != nil {
		k.t.Fatal(err)
	}
	titles := map[string]bool{}
	for r := range model.Each[*model.Risk](st.Snapshot(), "R") {
		titles[r.Title] = true
	}
	at := len(list) - 1 // newest first
	for _, text := range toasts {
		for ; at >= 0 && !sameAct(list[at], text); at-- {
		}
		if at < 0 {
			k.t.Errorf("kill %d: %q was shown as done and is not in the journal: shown %q, there is %q", k.n, text, toasts, labels(list))
			break
		}
		at--
		if title, ok := strings.CutPrefix(text, "Add risk "); ok && !titles[strings.Trim(title, `"`)] {
			k.t.Errorf("kill %d: the risk %s was shown as added and is not there", k.n, title)
		}
	}
	return st.Snapshot().Seq
}

func labels(list []store.Entry) (out []string) {
	for i := range list {
		out = append(out, list[len(list)-1-i].Label)
	}
	return out
}

// sameAct reports whether a toast speaks of a journal entry; long ones are cut on the screen.
func sameAct(e store.Entry, toast string) bool {
	if e.Kind == store.Undo {
		rest, ok := strings.CutPrefix(toast, "Undone: ")
		if !ok {
			return false
		}
		toast = rest
	}
	if cut, ok := strings.CutSuffix(toast, "…"); ok {
		return strings.HasPrefix(e.Label, cut)
	}
	return e.Label == toast
}

// TestPTYManyKeys sends 200 keys at once: each of them counts.
func TestPTYManyKeys(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 1000)
	s := begin(t, env(t.TempDir()), bin, "--db", path)
	s.sees("PM  1 Plan", "projects")
	s.sent("}", "tasks  1/")
	s.send("z")
	if !s.until(patience, func(screen string) bool { return !strings.Contains(screen, "DM  6") }) {
		t.Fatalf("not zoomed:\n%s", s.screen())
	}
	s.mu.Lock()
	frames, from := s.frames, time.Now()
	s.mu.Unlock()
	s.sent(strings.Repeat("j", 200), "tasks  201/")
	s.mu.Lock()
	t.Logf("200 keys: the last frame %v after the first key, %d frames", s.last.Sub(from).Round(100*time.Microsecond), s.frames-frames)
	s.mu.Unlock()
	s.sent(strings.Repeat("k", 150)+strings.Repeat("j", 10), "tasks  61/")
}
