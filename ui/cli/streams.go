package cli

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
)

// Streams are the process's own streams and what is known of the terminal behind them. From
// then on a reader that goes away is an error of writing, which ends a listing quietly, and not
// a deadly signal; programs that are started are not affected.
func Streams(now func() time.Time) IO {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // never read: to ask for it is enough
	drawable := func(f *os.File) bool { return term.IsTerminal(f.Fd()) && os.Getenv("TERM") != "dumb" }
	io := IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Now: now, IsTTY: drawable(os.Stdout), ErrTTY: drawable(os.Stderr)}
	if io.IsTTY {
		if w, _, err := term.GetSize(os.Stdout.Fd()); err == nil {
			io.Width = w
		}
	}
	return io
}
