package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	lockSuffix = ".lock"
	lockRetry  = 25 * time.Millisecond
)

// lockWait is how long is waited for the lock where nobody says; tests shorten it.
var lockWait = 2 * time.Second

// lockFile takes the file's lock, shared or exclusive, waiting up to timeout. The system
// releases it when the process ends, however it ends.
func lockFile(f *os.File, path string, how int, timeout time.Duration) error {
	for end := time.Now().Add(timeout); ; time.Sleep(lockRetry) {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, syscall.EINTR):
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return &AccessError{path, err}
		case time.Now().After(end):
			return holder(path)
		}
	}
}

// tellHolder writes who holds the lock into the side file. Without it only the message of a
// second process is poorer, so its errors do not matter.
func tellHolder(path string, now time.Time) {
	args := append([]string{filepath.Base(os.Args[0])}, os.Args[1:]...)
	text := fmt.Sprintf("%d\n%s\n%s\n", os.Getpid(), now.Format(time.RFC3339), strings.Join(args, " "))
	_ = os.WriteFile(path+lockSuffix, []byte(text), 0o600)
}

// holder reads the side file. What a process left behind that is no longer there is not believed.
func holder(path string) *LockedError {
	e := &LockedError{Path: path}
	b, err := os.ReadFile(path + lockSuffix)
	if err != nil {
		return e
	}
	lines := strings.SplitN(string(b), "\n", 4)
	if len(lines) < 3 {
		return e
	}
	pid, err := strconv.Atoi(lines[0])
	if err != nil || pid <= 0 || errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return e
	}
	e.PID, e.Command = pid, printable(lines[2])
	e.Since, _ = time.Parse(time.RFC3339, lines[1])
	return e
}

// printable keeps a foreign text to one short line without control characters.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
	if len(s) > 80 {
		s = strings.ToValidUTF8(s[:80], "") + "..."
	}
	return s
}
