package network

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var (
	moment  = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))
	project = model.NewID(model.ProjectPrefix, 1)
)

// page is the pane over a plan: a leads to b and c, both to d; c has float.
func page(t testing.TB, tasks bool) (*Pane, pane.Env) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	e.Put(model.ProjectPrefix, &model.Project{Name: "Plan", Method: "waterfall", Phase: "executing", Start: moment})
	put := func(name string, days int64, after ...model.TaskLink) {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Duration, x.Links = name, project, date.Span{N: days * 8 * 3600, Unit: date.Days}, after
		e.Put(model.TaskPrefix, x)
	}
	id := func(n uint64) model.TaskLink { return model.TaskLink{Predecessor: model.NewID("T", n), Type: model.FS} }
	if tasks {
		put("Dig 日本語\x1b[31m", 5)
		put("Build", 10, id(1))
		put("Paint", 2, model.TaskLink{Predecessor: model.NewID("T", 1), Type: model.SS, Lag: date.Span{N: 8 * 3600, Unit: date.Days}})
		put("Move in", 1, id(2), id(3))
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	p := New()
	env := pane.Env{Snap: e.Base().With(b.Changes), Now: moment, Theme: theme.New("none", true, true, false), Rev: 1}
	p.Sync(env)
	p.Return(env, pane.Page{Open: project})
	answer(t, p, env)
	return p, env
}

func answer(t testing.TB, p *Pane, env pane.Env) {
	if e, ok := p.Needs(env, 120, 36).(pane.Ask); ok {
		r, err := e.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if r, ok := r.(pane.Run); ok {
			r()
		}
	}
}

func do(t testing.TB, p *Pane, env pane.Env, names ...act.Name) (e pane.Effect) {
	for _, n := range names {
		e = p.Handle(env, act.Result{Action: n})
		answer(t, p, env)
		p.Draw(env, 100, 30, true)
	}
	return e
}

func screen(p *Pane, env pane.Env) string {
	return ansi.Strip(strings.Join(p.Draw(env, 120, 30, true), "\n"))
}

// TestGeometry: exact at any size, large boxes and small, with tasks and without.
func TestGeometry(t *testing.T) {
	for _, tasks := range []bool{false, true} {
		p, env := page(t, tasks)
		for _, n := range []act.Name{"move.top", "network.more", "scale.out", "network.more"} {
			do(t, p, env, n)
			for _, th := range []*theme.Theme{theme.New("auto", true, false, false), theme.New("auto", false, true, true)} {
				env.Theme = th
				p.Sync(env)
				for w := 0; w < 140; w += 7 {
					for _, h := range []int{0, 1, 3, 6, 12, 24, 50} {
						lines := p.Draw(env, w, h, true)
						if len(lines) != h {
							t.Fatalf("%dx%d: %d lines", w, h, len(lines))
						}
						for _, l := range lines {
							if n := ansi.StringWidth(l); n != w {
								t.Fatalf("%dx%d: %q is %d wide", w, h, l, n)
							}
						}
					}
				}
			}
		}
	}
}

// TestShows: the critical path first, then more; and below it what the task waits for.
func TestShows(t *testing.T) {
	p, env := page(t, true)
	s := screen(p, env)
	for _, want := range []string{"critical path", "3 tasks", "T-1 Dig", "T-2 Build", "T-4 Move in", "float 0 d", "━", "early start", "leads to T-2"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q:\n%s", want, s)
		}
	}
	if strings.Contains(s, "Paint") {
		t.Error("a task with float is on the critical path")
	}
	do(t, p, env, "network.more", "network.more")
	if s := screen(p, env); !strings.Contains(s, "all tasks") || !strings.Contains(s, "T-3 Paint") || !strings.Contains(s, "T-3 SS+1d") {
		t.Errorf("\n%s", s)
	}
	do(t, p, env, "scale.out")
	if s := screen(p, env); strings.Contains(s, "early start") || !p.small {
		t.Errorf("\n%s", s)
	}
	empty, env := page(t, false)
	if s := screen(empty, env); !strings.Contains(s, "no tasks yet") {
		t.Errorf("\n%s", s)
	}
}

// TestEdges: the rules say how many boxes lie outside, and nothing where all are in sight.
func TestEdges(t *testing.T) {
	p, env := page(t, true)
	draw := func(w, h int) string { return ansi.Strip(strings.Join(p.Draw(env, w, h, true), "\n")) }
	if s := draw(120, 36); strings.Contains(s, " more ") {
		t.Errorf("all three are in sight:\n%s", s)
	}
	do(t, p, env, "move.top")
	if s := draw(40, 20); !strings.Contains(s, " 2 more to the right ") && !strings.Contains(s, " 1 more to the right ") {
		t.Errorf("at the left end:\n%s", s)
	}
	do(t, p, env, "move.bottom")
	if s := draw(40, 20); !strings.Contains(s, " more to the left ") || strings.Contains(s, "to the right") {
		t.Errorf("at the right end:\n%s", s)
	}
	for w := range 90 {
		top := p.rule(w, " 3 more to the left ", " 12 more above ", " 9 more to the right ")
		if n := ansi.StringWidth(top); n != w {
			t.Errorf("%d cells, want %d", n, w)
		}
	}
}

// TestFollow: the cursor goes along the links and opens what it is on.
func TestFollow(t *testing.T) {
	p, env := page(t, true)
	do(t, p, env, "network.more", "network.more", "move.top")
	if p.Selected() != model.NewID("T", 1) {
		t.Fatalf("on %s", p.Selected())
	}
	do(t, p, env, "move.right")
	mid := p.Selected()
	if mid != model.NewID("T", 2) && mid != model.NewID("T", 3) {
		t.Fatalf("on %s", mid)
	}
	do(t, p, env, "move.up", "move.down")
	if p.Selected() == model.NewID("T", 1) {
		t.Errorf("down from the upper of two leads to %s", p.Selected())
	}
	do(t, p, env, "move.right")
	if p.Selected() != model.NewID("T", 4) {
		t.Errorf("on %s", p.Selected())
	}
	do(t, p, env, "move.right")
	if p.Selected() != model.NewID("T", 4) {
		t.Error("the last leads on")
	}
	do(t, p, env, "move.left")
	if e, ok := do(t, p, env, "record.open").(pane.Go); !ok || e.Page.ID != p.Selected() {
		t.Errorf("%v", e)
	}
	here, _ := p.Here()
	if here.Open != project || here.ID != p.Selected() {
		t.Errorf("%+v", here)
	}
}

// TestMouse: a click selects, a drag and the wheel move the picture.
func TestMouse(t *testing.T) {
	p, env := page(t, true)
	p.Draw(env, 40, 12, true)
	x, y, _, _ := p.known.net.Of(2)
	p.x, p.y, p.free = 0, 0, true
	p.pan(x, 0)
	p.Draw(env, 40, 12, true)
	p.Click(env, x-p.x+2, y-p.y+above+1, false)
	if p.Selected() != model.NewID("T", 4) {
		t.Errorf("on %s", p.Selected())
	}
	if _, ok := p.Click(env, x-p.x+2, y-p.y+above+1, true).(pane.Go); !ok {
		t.Error("twice does not open")
	}
	was := p.x
	p.Drag(env, x-p.x+12, y-p.y+above+1, false)
	if p.x >= was {
		t.Errorf("dragged to %d from %d", p.x, was)
	}
	p.Slide(env, 0, 0, -99)
	p.Wheel(env, 0, 0, 99)
	if p.x != 0 || p.y != p.known.net.H-p.h && p.known.net.H > p.h {
		t.Errorf("at %d,%d", p.x, p.y)
	}
	p.Draw(env, 300, 100, true)
	if p.x >= 0 || p.y >= 0 {
		t.Errorf("a net with room around it stands at %d,%d", p.x, p.y)
	}
}
