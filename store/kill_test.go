package store

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tandem/model"
)

var kills = flag.Int("kills", 20, "how many times TestKill kills the writer")

// The test binary runs itself as the process to be killed, or to run out of disk.
const (
	roleEnv = "TANDEM_STORE_TEST_ROLE"
	pathEnv = "TANDEM_STORE_TEST_PATH"
)

func TestMain(m *testing.M) {
	path := os.Getenv(pathEnv)
	switch os.Getenv(roleEnv) {
	case "":
		os.Exit(m.Run())
	case "edit":
		os.Exit(childEdits(path))
	case "full":
		os.Exit(childFull(path))
	case "hold":
		s, err := Open(Options{Path: path})
		fmt.Println("open", err)
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		_ = s.Close()
	}
}

// child starts this binary in a role.
func child(role, path string) *exec.Cmd {
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), roleEnv+"="+role, pathEnv+"="+path)
	c.Stderr = os.Stderr
	return c
}

// childEdits edits for ever and prints each change once it is done: its number, and the
// name that H-1 has from then on.
func childEdits(path string) int {
	s, err := Open(Options{Path: path})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("open", s.Snapshot().Seq, name(s.Snapshot(), model.NewID("H", 1)))
	for i := 0; ; i++ {
		var ch Changed
		switch {
		case i%7 == 5:
			ch, err = s.Undo()
		case i%7 == 6:
			ch, err = s.Redo()
		case i%50 == 49:
			err = s.AutoBackup()
			ch.Seq, ch.Snap = s.Snapshot().Seq, s.Snapshot()
		default:
			ch, err = edit(s, "edit", func(e *model.Edit) error {
				if e.Get(model.NewID("H", 1)) == nil {
					e.Put("H", &model.Person{Name: "first"})
					return nil
				}
				for range i % 30 {
					e.Put("H", &model.Person{Name: "another"})
				}
				return e.Set(model.NewID("H", 1), "name", fmt.Sprint(os.Getpid(), "-", i))
			})
		}
		if err != nil {
			fmt.Println("error", err)
			return 1
		}
		fmt.Println("done", ch.Seq, name(ch.Snap, model.NewID("H", 1)))
	}
}

// TestKill kills the writer at random moments: all it said was done is there.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	for i := range *kills {
		c := child("edit", path)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(10+rand.IntN(150))*time.Millisecond, func() { _ = c.Process.Signal(unix.SIGKILL) })
		seq, who := uint64(0), ""
		for sc := bufio.NewScanner(out); sc.Scan(); {
			var word string
			if strings.HasPrefix(sc.Text(), "error") {
				t.Fatalf("kill %d: %s", i, sc.Text())
			}
			who = "" // the last line may be cut short; then only what came before counts
			if n, _ := fmt.Sscan(sc.Text(), &word, &seq, &who); n < 2 {
				break
			}
		}
		_ = c.Wait()
		timer.Stop()
		if seq == 0 {
			continue
		}
		checkKilled(t, path, i, seq, who)
	}
}

func checkKilled(t *testing.T, path string, i int, seq uint64, who string) {
	t.Helper()
	rep, err := Doctor(path)
	// The killed process leaves its note of who has the file open, and perhaps half a backup or half a
	// new workspace; the doctor says so.
	rep.Findings = slices.DeleteFunc(rep.Findings, func(f Finding) bool {
		return f.Where == path+lockSuffix || strings.Contains(f.Where, ".part-") || strings.Contains(f.Where, ".new-")
	})
	if err != nil || !rep.OK || len(rep.Findings) > 0 {
		t.Fatalf("kill %d: %+v, %v", i, rep, err)
	}
	s, err := Open(Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := s.Snapshot().Seq
	if at < seq || at > seq+1 || len(s.Warnings()) > 0 {
		t.Fatalf("kill %d: %d was done, the file is at %d, warnings %q", i, seq, at, s.Warnings())
	}
	snap, err := s.AsOfSeq(seq)
	if err != nil {
		t.Fatal(err)
	}
	if got := name(snap, model.NewID("H", 1)); got != who && who != "" {
		t.Fatalf("kill %d: entry %d left %q, shown was %q", i, seq, got, who)
	}
}

// childFull edits until the file may not grow any more, then shows that memory and file
// agree and that work goes on once there is room.
func childFull(path string) int {
	signal.Ignore(unix.SIGXFSZ)
	s, err := Open(Options{Path: path, NoBackup: true})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	var old unix.Rlimit
	_ = unix.Getrlimit(unix.RLIMIT_FSIZE, &old)
	_ = unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 3 << 20, Max: old.Max})
	add := func() error {
		_, err := edit(s, "Add many", func(e *model.Edit) error {
			for range 300 {
				p := &model.Person{Name: "somebody"}
				p.Notes = strings.Repeat(fmt.Sprint(rand.Uint64()), 20)
				e.Put("H", p)
			}
			return nil
		})
		return err
	}
	var before map[string]string
	for err = nil; err == nil; err = add() {
		before = packed(s.Snapshot())
	}
	fmt.Println("refused:", err)
	if !maps.Equal(before, packed(s.Snapshot())) {
		fmt.Println("memory changed")
	}
	if err2 := add(); err2 == nil {
		fmt.Println("the second try went through")
	}
	_ = unix.Setrlimit(unix.RLIMIT_FSIZE, &old)
	if err := add(); err != nil {
		fmt.Println("with room again:", err)
	}
	fmt.Println("seq", s.Snapshot().Seq, len(packed(s.Snapshot())))
	if err := s.Close(); err != nil {
		fmt.Println(err)
	}
	return 0
}

func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	out, err := child("full", path).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], "not saved: the file may not grow any more; nothing was changed") {
		t.Fatalf("%s", out)
	}
	s := openAt(t, path, newClock())
	if got := fmt.Sprint("seq ", s.Snapshot().Seq, " ", len(packed(s.Snapshot()))); got != lines[1] {
		t.Errorf("the file has %q, memory had %q", got, lines[1])
	}
	if rep, err := Doctor(path); err == nil {
		t.Errorf("the doctor looks at an open file: %+v", rep)
	}
	_ = s.Close()
	if rep, err := Doctor(path); err != nil || !rep.OK {
		t.Errorf("%+v, %v", rep, err)
	}
}

// A workspace that was just made, by a process that died before it took back the first name, is
// left with one name.
func TestTwinName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	s, err := Open(Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	twin, other := path+".new-1", path+".new-2"
	if err := os.Link(path, twin); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, []byte("another process makes one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(Options{Path: path}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := os.Lstat(twin); !missing(err) {
		t.Errorf("the second name is still there: %v", err)
	}
	if _, err := os.Lstat(other); err != nil {
		t.Errorf("a file that is not ours is gone: %v", err)
	}
}
