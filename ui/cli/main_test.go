package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary the program itself: scripts run "tandem" as a process of its
// own, with pipes and terminals as in life. The clock stands at TEST_NOW. The screen is one line.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tandem": func() {
		clock := func() time.Time { return time.Now() }
		if at, err := time.Parse(time.RFC3339, os.Getenv("TEST_NOW")); err == nil {
			clock = func() time.Time { return at }
		}
		os.Exit(Main(os.Args[1:], Streams(clock), Screen{Run: func(s Session) error {
			st, err := s.Open(nil)
			if err != nil {
				return err
			}
			fmt.Printf("the screen of %s at %q\n", s.Path, s.Place)
			return st.Close()
		}}))
	}})
}

// TestScripts runs testdata/*.txtar. Each has a workspace of its own in $XDG_DATA_HOME, the
// zone Europe/Berlin, and a clock that stands at Friday 20 November 2026, 09:12.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", e.WorkDir+"/data")
			e.Setenv("TZ", "Europe/Berlin")
			e.Setenv("TEST_NOW", "2026-11-20T09:12:00+01:00")
			e.Setenv("TERM", "xterm-256color")
			e.Setenv("LANG", "C.UTF-8")
			e.Setenv("TANDEM_DB", "")
			e.Setenv("NO_COLOR", "")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"json": jsonCmd, "exit": exitCmd, "tty": ttyCmd, "flip": flipCmd, "mode": modeCmd,
		},
	})
}

// exitCmd runs a command and holds its exit code: exit 2 tandem list nonsense.
func exitCmd(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		got = -1
		if x, ok := err.(interface{ ExitCode() int }); ok {
			got = x.ExitCode()
		}
	}
	if (got == want) == neg {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// ttyCmd runs a command on a terminal of so many columns, which is its standard input, output
// and error; what it draws is then the output: tty 80 tandem list tasks.
func ttyCmd(ts *testscript.TestScript, neg bool, args []string) {
	cols, err := strconv.Atoi(args[0])
	ts.Check(err)
	cmd := exec.Command(lookPath(ts, args[1]), args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"HOME", "PATH", "XDG_DATA_HOME", "TANDEM_DB", "TZ", "TEST_NOW", "TERM", "LANG", "NO_COLOR", "GOCOVERDIR"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: uint16(cols)})
	ts.Check(err)
	text, _ := io.ReadAll(tty) // ends in EIO when the program does
	_ = tty.Close()
	if err := cmd.Wait(); (err == nil) == neg {
		ts.Fatalf("it ended with %v: %s", err, text)
	}
	_, err = ts.Stdout().Write(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
	ts.Check(err)
}

func lookPath(ts *testscript.TestScript, name string) string {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if st, err := os.Stat(filepath.Join(dir, name)); err == nil && !st.IsDir() {
			return filepath.Join(dir, name)
		}
	}
	ts.Fatalf("%s is not there", name)
	return ""
}

// jsonCmd reads the output back: json [-stderr] PATH WANT, where a path is .name and [n], and
// .# is a length, quoted in a script, for # begins a comment there. Without WANT the value only has to be there.
func jsonCmd(ts *testscript.TestScript, neg bool, args []string) {
	from := "stdout"
	if args[0] == "-stderr" {
		from, args = "stderr", args[1:]
	}
	text := ts.ReadFile(from)
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		ts.Fatalf("no JSON: %v in %q", err, text)
	}
	if d.More() {
		ts.Fatalf("more than one value in %q", text)
	}
	got, err := at(v, args[0])
	if err != nil {
		if !neg {
			ts.Fatalf("%v in %s", err, text)
		}
		return
	}
	if ok := len(args) < 2 || got == args[1]; ok == neg {
		ts.Fatalf("%s is %s, want %q", args[0], got, args[1:])
	}
}

// at follows a path into decoded JSON and prints what is there; text without quotes.
func at(v any, path string) (string, error) {
	for path != "" && path != "." {
		var step string
		rest := strings.IndexAny(path[1:], ".[")
		if rest < 0 {
			step, path = path, ""
		} else {
			step, path = path[:rest+1], path[rest+1:]
		}
		switch x := v.(type) {
		case map[string]any:
			y, ok := x[strings.TrimPrefix(step, ".")]
			if !ok && step == ".#" {
				y, ok = json.Number(strconv.Itoa(len(x))), true
			}
			if !ok {
				return "", fmt.Errorf("no %s", step)
			}
			v = y
		case []any:
			if step == ".#" {
				v = json.Number(strconv.Itoa(len(x)))
				continue
			}
			n, err := strconv.Atoi(strings.Trim(step, "[]"))
			if err != nil || n >= len(x) {
				return "", fmt.Errorf("no %s in %d values", step, len(x))
			}
			v = x[n]
		default:
			return "", fmt.Errorf("no %s in %v", step, v)
		}
	}
	if s, ok := v.(string); ok {
		return s, nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// flipCmd damages a file: every byte of its second half is turned round.
func flipCmd(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	for i := len(b) / 8; i < len(b); i++ {
		b[i] ^= 0x55
	}
	ts.Check(os.WriteFile(path, b, 0o600))
}

// modeCmd holds the permissions of a file: mode 600 FILE.
func modeCmd(ts *testscript.TestScript, _ bool, args []string) {
	st, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := strconv.FormatUint(uint64(st.Mode().Perm()), 8); got != args[0] {
		ts.Fatalf("mode %s, want %s", got, args[0])
	}
}

// runMain runs a command line in this process.
func runMain(t *testing.T, db string, io IO, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	io.Out, io.Err = &o, &e
	if io.Now == nil {
		at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)
		io.Now = func() time.Time { return at }
	}
	code = Main(append([]string{"--db", db}, args...), io, Screen{})
	return code, o.String(), e.String()
}
