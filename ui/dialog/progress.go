package dialog

import (
	"fmt"
	"strings"
	"time"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// ProgressView shows how far a job is. Its maker tells it, on the event loop.
type ProgressView struct {
	title, unit string
	done, total int64
	elapsed     time.Duration
	cancel      func() pane.Effect
	leaving     bool
}

var _ pane.Overlay = (*ProgressView)(nil)

// Progress makes a progress of a job that counts in unit ("records"; may be empty). cancel
// is called once, when the person gives the job up; nil: it cannot be given up.
func Progress(title, unit string, cancel func() pane.Effect) *ProgressView {
	return &ProgressView{title: title, unit: unit, cancel: cancel}
}

// Set tells how much is done, of how much (0: not known), after how long.
func (p *ProgressView) Set(done, total int64, elapsed time.Duration) {
	p.done, p.total, p.elapsed = max(0, done), max(0, total), elapsed
}

// Stopping reports whether the person gave the job up.
func (p *ProgressView) Stopping() bool { return p.leaving }

// Sync has nothing to note.
func (p *ProgressView) Sync(pane.Env) {}

// Scopes is the jobs' scope.
func (p *ProgressView) Scopes() []act.Scope {
	s := act.ScopeOf("job")
	s.Leak = act.LeakNone
	s.Enabled = func(n act.Name) (bool, string) {
		switch {
		case n == "job.cancel" && p.leaving:
			return false, "It is being stopped."
		case n == "job.cancel" && p.cancel == nil:
			return false, "This step cannot be stopped; it is soon over."
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Title is the name of the job.
func (p *ProgressView) Title(pane.Env) string { return p.title }

// Handle gives the job up.
func (p *ProgressView) Handle(_ pane.Env, r act.Result) pane.Effect {
	if r.Action != "job.cancel" || p.leaving || p.cancel == nil {
		return nil
	}
	p.leaving = true
	return p.cancel()
}

// Size is small and always the same.
func (p *ProgressView) Size(_ pane.Env, w, h int) (int, int) { return min(w, 60), min(h, 5) }

// Draw returns exactly h lines of exactly w cells: a bar, the counts, how to stop.
func (p *ProgressView) Draw(env pane.Env, w, h int, _ bool) []string {
	w, h = max(0, w), max(0, h)
	th := env.Theme
	in := max(0, w-2*side)
	bar := layout.Blank(side) + p.bar(in, th)
	stats := layout.Blank(side) + th.Dim.Render(layout.TruncateWith(p.stats(), in, th.Glyphs.Ellipsis))
	hint := layout.Blank(side)
	switch {
	case p.leaving:
		hint += th.Warm.Render("Stopping.")
	case p.cancel != nil:
		hint += th.Key.Render(cancelKey(env)) + " " + th.KeyText.Render("stops it; nothing half done is kept")
	}
	hint = layout.FitWith(hint, w, layout.Left, th.Glyphs.Ellipsis)
	switch {
	case h >= 5:
		return layout.Block([]string{"", bar, stats, "", hint}, w, h)
	case h == 1:
		return layout.Block([]string{stats}, w, h)
	}
	return layout.Block([]string{bar, stats, hint}, w, h)
}

// cancelKey is the key that stops a job, as the table has it.
func cancelKey(env pane.Env) string {
	if env.Keys != nil {
		if k := env.Keys.Keys("job", "job.cancel"); len(k) > 0 {
			return k[0]
		}
	}
	return "esc"
}

// bar fills w cells by the share that is done. Where the whole is not known a short piece
// goes along with what was done.
func (p *ProgressView) bar(w int, th *theme.Theme) string {
	if w <= 0 {
		return ""
	}
	from, to := 0, 0
	if p.total > 0 {
		to = int(float64(w) * min(1, float64(p.done)/float64(p.total)))
	} else {
		n := max(1, w/6)
		from = int(p.done % int64(max(1, w-n+1)))
		to = from + n
	}
	return th.BarEmpty.Render(strings.Repeat(th.Glyphs.BarEmpty, from)) + th.BarFull.Render(strings.Repeat(th.Glyphs.BarFull, to-from)) +
		th.BarEmpty.Render(strings.Repeat(th.Glyphs.BarEmpty, w-to))
}

// stats is the counts, the share, the rate and the time left, as far as they are known.
func (p *ProgressView) stats() string {
	out := count(p.done)
	if p.total > 0 {
		out += " of " + count(p.total)
	}
	if p.unit != "" {
		out += " " + p.unit
	}
	if p.total > 0 {
		out += fmt.Sprintf("   %d%%", int(100*min(1, float64(p.done)/float64(p.total))))
	}
	secs := p.elapsed.Seconds()
	if secs < 0.5 || p.done == 0 {
		return out
	}
	rate := float64(p.done) / secs
	out += "   " + count(int64(rate+0.5)) + "/s"
	if left := float64(p.total-p.done) / rate; p.total > p.done && left >= 1 && left < 1e6 {
		out += "   " + (time.Duration(left) * time.Second).String() + " left"
	}
	return out
}

// count writes a number with its thousands parted.
func count(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
