package cli

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tandem/model"
	"tandem/store/storetest"
)

// caller runs command lines against a workspace that is open in this process.
type caller struct {
	db    string
	clock *storetest.Clock
	mu    sync.Mutex
	told  []string // the commands that changed something
}

// openServed opens a seeded workspace and serves it, as the screen does.
func openServed(t *testing.T, db string) (*caller, storetest.Small) {
	t.Helper()
	clock := storetest.NewClock()
	s := storetest.Open(t, storetest.At(db), storetest.With(clock))
	ids := storetest.Seed(t, s)
	c := &caller{db: db, clock: clock}
	host := &app{io: IO{Now: clock.Now}, getenv: os.Getenv}
	stop, err := host.serve(s, func(args []string) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.told = append(c.told, strings.Join(args, " "))
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return c, ids
}

func (c *caller) run(in io.Reader, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	clock := c.clock
	if clock == nil {
		clock = storetest.NewClock()
	}
	code = Main(append([]string{"--db", c.db}, args...), IO{In: in, Out: &o, Err: &e, Now: clock.Now}, Screen{})
	return code, o.String(), e.String()
}

func TestCommandsRunInTheOpenWorkspace(t *testing.T) {
	c, ids := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	code, _, errs := c.run(nil, "set", ids.Task.String(), "name=Renamed from outside")
	if code != 0 {
		t.Fatalf("set ended with %d: %s", code, errs)
	}
	if code, out, _ := c.run(nil, "list", "tasks", "--plain"); code != 0 || !strings.Contains(out, "Renamed from outside") {
		t.Errorf("list ended with %d:\n%s", code, out)
	}
	if code, _, errs = c.run(nil, "set", ids.Task.String(), "deadline=nonsense"); code != int(Usage) || !strings.Contains(errs, "deadline") {
		t.Errorf("a wrong date ended with %d: %s", code, errs)
	}
	if code, _, errs = c.run(nil, "show", "T-999"); code != int(NotFound) || !strings.Contains(errs, "T-999") {
		t.Errorf("an unknown record ended with %d: %s", code, errs)
	}
	if code, _, errs = c.run(nil, "undo"); code != 0 {
		t.Errorf("undo ended with %d: %s", code, errs)
	}
	if want := 2; len(c.told) != want {
		t.Errorf("the screen was told of %d changes, not %d: %q", len(c.told), want, c.told)
	}
}

// Input that only the caller has, and paths as the caller means them.
func TestRemoteInput(t *testing.T) {
	c, _ := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	plan := []byte(`<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Name>Piped</Name><Tasks>` +
		strings.Repeat(" ", 100_000) + `<Task><UID>1</UID><ID>1</ID><Name>From a pipe</Name></Task></Tasks></Project>`)
	if code, out, errs := c.run(bytes.NewReader(plan), "import", "-"); code != 0 {
		t.Fatalf("import ended with %d: %s%s", code, out, errs)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "plan.xml"), plan, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	if code, out, errs := c.run(nil, "import", "plan.xml", "--dry-run"); code != 0 {
		t.Fatalf("import of a relative path ended with %d: %s%s", code, out, errs)
	}
}

// Commands at the same time are done one after the other, and none is lost.
func TestRemoteTogether(t *testing.T) {
	c, ids := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			code, _, errs := c.run(nil, "add", "blocker", fmt.Sprintf("title=Stuck %d", i), "blocks="+ids.Task.String())
			if code != 0 {
				t.Errorf("add %d ended with %d: %s", i, code, errs)
			}
		})
	}
	all.Wait()
	_, out, _ := c.run(nil, "list", "blockers", "--plain")
	for i := range 20 {
		if !strings.Contains(out, fmt.Sprintf("Stuck %d", i)) {
			t.Errorf("blocker %d is not there", i)
		}
	}
}

// A database deep in folders has its socket elsewhere, in a private place.
func TestRemoteLongPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep", 20), strings.Repeat("down", 20))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	c, _ := openServed(t, filepath.Join(dir, "t.db"))
	if p := socketPath(c.db); len(p) > socketMost {
		t.Fatalf("a path of %d bytes", len(p))
	}
	if code, out, errs := c.run(nil, "list", "tasks"); code != 0 || out == "" {
		t.Errorf("list ended with %d: %s", code, errs)
	}
}

// A socket that a killed process left behind keeps nobody out.
func TestStaleSocket(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	l, err := net.Listen("unix", socketPath(db))
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	_ = l.Close()
	c := &caller{db: db}
	if code, _, errs := c.run(nil, "add", "project", "name=Alone"); code != 0 {
		t.Fatalf("add ended with %d: %s", code, errs)
	}
	openServed(t, db)
}

// Where the open workspace goes away in the middle, the command fails and says what to look at.
func TestRemoteCut(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	l, err := net.Listen("unix", socketPath(db))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		w := &wire{Conn: conn}
		_, _, _ = w.receive()
		_, _ = lane{w, 'o'}.Write([]byte("half of it\n"))
		_ = conn.Close()
	}()
	c := &caller{db: db}
	code, out, errs := c.run(nil, "list", "tasks")
	if code != int(Failed) || !strings.Contains(errs, "tandem log") || out != "half of it\n" {
		t.Errorf("ended with %d, %q, %q", code, out, errs)
	}
}

// A fault in a command, and rubbish from another program, end neither screen nor socket.
func TestServerSurvives(t *testing.T) {
	c, _ := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	for _, junk := range []string{"", "GET / HTTP/1.0\r\n\r\n", "r\x00\x00\x00\x02{}", "r\xff\xff\xff\xff"} {
		conn, err := net.DialTimeout("unix", socketPath(c.db), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, junk)
		_ = conn.Close()
	}
	if code, _, errs := c.run(nil, "list", model.Kinds().Prefix(model.TaskPrefix).Plural); code != 0 {
		t.Errorf("list ended with %d: %s", code, errs)
	}
}
