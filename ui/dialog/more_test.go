package dialog

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// Every action that the key table binds in these scopes is one the dialogs can do. What is
// left out belongs to the root.
func TestEveryBindingIsHandled(t *testing.T) {
	for _, b := range act.Bindings() {
		if b.Action == "app.suspend" {
			continue
		}
		var ok bool
		switch b.Scope {
		case "dialog":
			_, ok = questionActions[b.Action]
			_, too := previewActions[b.Action]
			ok = ok && too
		case "help":
			_, ok = helpActions[b.Action]
		case "job":
			ok = b.Action == "job.cancel"
		default:
			continue
		}
		if !ok {
			t.Errorf("%s binds %s, which nothing does", b.Scope, b.Action)
		}
	}
}

// No dialog leaks a key: q does not quit behind one, and u undoes nothing.
func TestNothingLeaks(t *testing.T) {
	env := newEnv(t)
	for _, o := range []pane.Overlay{
		welcome(), Message("M", nil), Preview("P", nil, "", nil), Progress("Job", "", named("x")), Help(env, nil),
	} {
		chain := append(act.Chain(o.Scopes()), act.ScopeOf(act.Global))
		for _, key := range []string{"q", "u", "1", "t", "ctrl+f"} {
			text := key
			if len(key) > 1 {
				text = ""
			}
			if res := act.NewDispatcher(env.Keys).Press(chain, key, text); res.Kind == act.Run && res.Scope == act.Global {
				t.Errorf("%T lets %s through to %s", o, key, res.Action)
			}
		}
	}
}

// The footer of a dialog shows what works there and asks nothing.
func TestFooters(t *testing.T) {
	env := newEnv(t)
	for _, c := range []struct {
		o    pane.Overlay
		want string
	}{
		{welcome(), "enter ok, esc cancel"},
		{Choose("Why", []string{"It rests on:"}, []Choice{{Title: "E-1"}}).Saying("open", "close"), "enter open, esc close"},
		{Message("Why", []string{"So."}), "enter close, esc close"},
		{Progress("Job", "", named("x")), "esc cancel"},
		{Progress("Job", "", nil), "esc cancel!"},
		{Help(env, nil), "esc close"},
	} {
		var got []string
		for _, h := range env.Keys.Footer(act.Chain(c.o.Scopes()), "") {
			s := h.Key + " " + h.Text
			if !h.Enabled {
				s += "!"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%T: footer %q, want %q", c.o, s, c.want)
		}
	}
}

func TestProgressStats(t *testing.T) {
	for _, c := range []struct {
		unit        string
		done, total int64
		elapsed     time.Duration
		want        string
	}{
		{"", 0, 0, 0, "0"},
		{"tasks", 0, 100, 0, "0 of 100 tasks   0%"},
		{"tasks", 1, 3, 100 * time.Millisecond, "1 of 3 tasks   33%"},
		{"tasks", 999, 1000, time.Second, "999 of 1,000 tasks   99%   999/s"},
		{"records", 50_000, 100_000, 10 * time.Second, "50,000 of 100,000 records   50%   5,000/s   10s left"},
		{"records", 1_234_567, 0, 10 * time.Second, "1,234,567 records   123,457/s"},
		{"records", 1, 1000, time.Second, "1 of 1,000 records   0%   1/s   16m39s left"},
		{"records", -5, -1, time.Second, "0 records"},
		{"records", 100, 100, time.Second, "100 of 100 records   100%   100/s"},
	} {
		p := Progress("Job", c.unit, nil)
		p.Set(c.done, c.total, c.elapsed)
		if got := p.stats(); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.done, c.total, got, c.want)
		}
	}
}

// The bar is full when all is done and never before; without a whole a piece wanders.
func TestProgressBar(t *testing.T) {
	th := theme.New("none", true, true, true)
	rapid.Check(t, func(t *rapid.T) {
		p := Progress("Job", "", nil)
		total := rapid.Int64Range(0, 1000).Draw(t, "total")
		done := rapid.Int64Range(0, 1200).Draw(t, "done")
		w := rapid.IntRange(0, 90).Draw(t, "w")
		p.Set(done, total, 0)
		bar := p.bar(w, th)
		full := strings.Count(bar, "#")
		switch {
		case layout.Width(bar) != w:
			t.Fatalf("%d cells of %d", layout.Width(bar), w)
		case w > 0 && total > 0 && (full == w) != (done >= total):
			t.Fatalf("%d of %d fills %d of %d cells", done, total, full, w)
		case w > 1 && total == 0 && (full < 1 || full > max(1, w/6)):
			t.Fatalf("a piece of %d in %d", full, w)
		}
	})
}

func TestHelpSearch(t *testing.T) {
	env := newEnv(t)
	sections := env.Keys.Help(act.Chain{act.ScopeOf("triage"), act.ScopeOf(act.Global)})
	for _, c := range []struct{ typed, has, not string }{
		{"", "Accept", ""},
		{"accept", "Accept", "Snooze"},
		{"ACCEPT", "Accept", "Snooze"},
		{"vendor", "Wait on", "Accept"},      // a second key
		{"opening time", "Snooze", "Accept"}, // two words of the help
		{"ctrl+z", "Suspend", "Undo"},        // a key, as it is written
		{"E", "Escalate", "Everywhere"},
		{"shift+tab", "Previous side", "Accept"},
		{"no such thing", "No key here does that", "Accept"},
	} {
		h := Help(env, sections)
		h.Paste(env, c.typed)
		s := strings.Join(draw(t, env, h, 100, 150)[1:], "\n")
		if !strings.Contains(s, c.has) || c.not != "" && strings.Contains(s, c.not) {
			t.Errorf("%q: want %q and not %q in\n%s", c.typed, c.has, c.not, strings.TrimSpace(s))
		}
	}
}

// The help keeps its size while the search narrows it, and scrolling ends with the list.
func TestHelpKeepsItsSize(t *testing.T) {
	env := newEnv(t)
	h := Help(env, env.Keys.Help(act.Chain{act.ScopeOf("job")}))
	w, hh := h.Size(env, 100, 60)
	h.Paste(env, "nothing like this")
	if w2, h2 := h.Size(env, 100, 60); w2 != w || h2 != hh || hh > 8 {
		t.Errorf("%dx%d became %dx%d", w, hh, w2, h2)
	}
	draw(t, env, h, w, hh)
	play(env, h, "pgdown", "pgdown", "down")
	if h.off != 0 {
		t.Errorf("scrolled %d beyond a short list", h.off)
	}
	play(env, h, "pgup", "up", "ctrl+u")
	if h.line.Value() != "" {
		t.Errorf("cleared %q", h.line.Value())
	}
}

// More choices than lines scroll with the cursor; choices past the ninth have no digit.
func TestManyChoices(t *testing.T) {
	env := newEnv(t)
	var choices []Choice
	for i := range 14 {
		choices = append(choices, Choice{Title: fmt.Sprintf("Choice %d", i+1), Effect: named(act.Name(fmt.Sprint(i + 1)))})
	}
	q := Choose("Many", []string{"Pick one."}, choices)
	if got := play(env, q, "9"); cmp.Diff(got, then("9")) != "" {
		t.Errorf("9 does %v", got)
	}
	for range 4 {
		play(env, q, "down")
	}
	sees(t, draw(t, env, q, 40, 6), "▶    Choice 13")
	if got := play(env, q, "enter"); cmp.Diff(got, then("13")) != "" {
		t.Errorf("enter does %v", got)
	}
	lines := draw(t, env, q, 40, 6)
	for y, l := range lines {
		if strings.Contains(l, "Choice 13") {
			if got := q.Click(env, 4, y, false); cmp.Diff(got, then("13")) != "" {
				t.Errorf("a click on a scrolled list does %v", got)
			}
		}
	}
	if &choices[0] == &q.choices[0] || choices[0].Key != "" {
		t.Error("the maker's choices were changed")
	}
}

// Text from a file or a record cannot steer the terminal.
func TestHostileText(t *testing.T) {
	env := newEnv(t)
	evil := "a\x1b]0;title\x07b\x1b[2Jc\u202ed\r\ne"
	for _, o := range []pane.Overlay{
		Choose("T", []string{evil}, []Choice{{Title: evil, Help: evil}}),
		Review("R", []string{evil}, []Line{{Text: evil, Tone: Wrong}}, evil, named("x")),
	} {
		for _, l := range o.Draw(env, 60, 16, true) {
			if strings.ContainsAny(l, "\x07\r\n\u202e") || strings.Contains(l, "\x1b]") || strings.Contains(l, "\x1b[2J") {
				t.Errorf("%T draws %q", o, l)
			}
		}
	}
}

// Every tone has a sign of its own besides its colour.
func TestTonesWithoutColour(t *testing.T) {
	th := theme.New("none", true, true, true)
	seen := map[string]Tone{}
	for _, tone := range []Tone{Good, Warn, Wrong} {
		sign := strings.TrimSpace(drawRow(row{tone: tone}, 4, th))
		if was, twice := seen[sign]; twice {
			t.Errorf("tones %d and %d look the same: %q", was, tone, sign)
		}
		seen[sign] = tone
	}
}
