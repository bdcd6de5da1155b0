package store

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestLockNamesTheProcess(t *testing.T) {
	defer func(old time.Duration) { lockWait = old }(lockWait)
	lockWait = 100 * time.Millisecond
	path := filepath.Join(t.TempDir(), "tandem.db")
	c := child("hold", path)
	in, err1 := c.StdinPipe()
	out, err2 := c.StdoutPipe()
	if err := errors.Join(err1, err2, c.Start()); err != nil {
		t.Fatal(err)
	}
	if line, _ := bufio.NewReader(out).ReadString('\n'); !strings.Contains(line, "nil") {
		t.Fatalf("the child says %q", line)
	}
	start := time.Now()
	_, err := Open(Options{Path: path, Timeout: 150 * time.Millisecond})
	var l *LockedError
	if !errors.As(err, &l) || l.PID != c.Process.Pid || !strings.Contains(l.Command, "test") || l.Since.IsZero() {
		t.Fatalf("%+v", err)
	}
	if took := time.Since(start); took < 100*time.Millisecond || took > 2*time.Second {
		t.Errorf("waited %v", took)
	}
	if !strings.Contains(err.Error(), "process "+strconv.Itoa(l.PID)) || !strings.Contains(err.Error(), "--db") {
		t.Error(err)
	}
	for what, err := range map[string]error{"restore": Restore(path, makeBackup(t)), "doctor": second(Doctor(path)), "set aside": second(SetAside(path))} {
		if !errors.As(err, &l) {
			t.Errorf("%s of an open workspace: %v", what, err)
		}
	}
	_ = in.Close()
	_ = c.Wait()
	openAt(t, path, newClock())
}

func second[T any](_ T, err error) error { return err }

// makeBackup returns the path of a whole copy of a new workspace.
func makeBackup(t *testing.T) string {
	t.Helper()
	s, _ := openNew(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(to); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	for _, c := range []struct {
		text string
		pid  int
		want string
	}{
		{"", 0, "another process"},
		{"nonsense", 0, "another process"},
		{"x\ny\nz\n", 0, "another process"},
		{"999999999\n2026-11-20T09:12:00Z\ntandem\n", 0, "another process"}, // long gone
		{strconv.Itoa(os.Getpid()) + "\n2026-11-20T09:12:00Z\ntandem \x1b[31m\n", os.Getpid(), "(tandem [31m)"},
		{strconv.Itoa(os.Getpid()) + "\nbroken\n" + strings.Repeat("x", 500) + "\n", os.Getpid(), "xxx...)"},
	} {
		_ = os.WriteFile(path+lockSuffix, []byte(c.text), 0o600)
		e := holder(path)
		if e.PID != c.pid || !strings.Contains(e.Error(), c.want) {
			t.Errorf("%q: %v", c.text, e)
		}
	}
}

func TestAccessMessages(t *testing.T) {
	for want, err := range map[string]error{
		"mounted read-only": syscall.EROFS,
		"chmod":             &fs.PathError{Err: syscall.EACCES},
		"is a folder":       syscall.EISDIR,
		"disk is full":      &fs.PathError{Err: syscall.ENOSPC},
		"cannot be opened":  errors.New("something else"),
	} {
		e := &AccessError{"/x/t.db", err}
		if !strings.Contains(e.Error(), want) || !strings.Contains(e.Error(), "/x/t.db") || !errors.Is(e, err) {
			t.Errorf("%v", e)
		}
	}
}

func TestOpenWhereItCannot(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	_ = os.WriteFile(file, []byte("x"), 0o600)
	cases := map[string]string{"a folder": dir, "under a file": filepath.Join(file, "t.db")}
	if os.Getuid() != 0 {
		locked := filepath.Join(dir, "locked")
		_ = os.Mkdir(locked, 0o500)
		cases["a read-only folder"] = filepath.Join(locked, "t.db")
		read := filepath.Join(dir, "read.db")
		_ = os.WriteFile(read, []byte("x"), 0o400)
		cases["a read-only file"] = read
	}
	for what, path := range cases {
		_, err := Open(Options{Path: path})
		var a *AccessError
		if !errors.As(err, &a) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
