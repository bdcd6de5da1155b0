package cli

import (
	"fmt"
	"io"
	"strings"
)

// bar is a progress bar of one line on a terminal; anywhere else it says nothing.
type bar struct {
	w     io.Writer
	name  string
	shown int // tenths of a percent; -1 before the first
}

// progress makes the bar. It goes to standard error, so that the report can be piped all the same.
func (a *app) progress(name string) *bar {
	b := &bar{name: oneLine(name), shown: -1}
	if a.io.ErrTTY && !a.flags.json {
		b.w = a.io.Err
	}
	return b
}

const barCells = 24

// step shows how far it is. It draws only where something would change.
func (b *bar) step(done, total int64) {
	if b.w == nil || total <= 0 {
		return
	}
	at := int(min(done, total) * 1000 / total)
	if at < b.shown+5 && at < 1000 && b.shown >= 0 || at == b.shown {
		return
	}
	b.shown = at
	full := at * barCells / 1000
	_, _ = fmt.Fprintf(b.w, "\r%s [%s%s] %3d%%", b.name, strings.Repeat("#", full), strings.Repeat(".", barCells-full), at/10)
}

// end takes the bar off the screen again.
func (b *bar) end() {
	if b.w != nil && b.shown >= 0 {
		_, _ = io.WriteString(b.w, "\r\x1b[K")
		b.shown = -1
	}
}
