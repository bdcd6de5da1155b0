package network

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// frameKey is all that a drawn network depends on.
type frameKey struct {
	w, h, x, y int
	at         model.ID
	focused    bool
	gen        int
	rev        uint64
	th         *theme.Theme
}

// around are the lines besides the picture: the headline, what the boxes say, a rule above; the
// task under the cursor and its links below.
const (
	above = 2
	below = 3
)

type handler = func(*Pane) pane.Effect

// handlers is what each action does here.
var handlers = map[act.Name]handler{
	"move.left":     func(p *Pane) pane.Effect { return p.follow(p.known.before) },
	"move.right":    func(p *Pane) pane.Effect { return p.follow(p.known.after) },
	"move.down":     func(p *Pane) pane.Effect { return p.beside(1) },
	"move.up":       func(p *Pane) pane.Effect { return p.beside(-1) },
	"move.top":      func(p *Pane) pane.Effect { return p.goTo(0) },
	"move.bottom":   func(p *Pane) pane.Effect { return p.goTo(len(p.known.tasks) - 1) },
	"move.pagedown": func(p *Pane) pane.Effect { return p.pan(0, max(p.h-2, 1)) },
	"move.pageup":   func(p *Pane) pane.Effect { return p.pan(0, -max(p.h-2, 1)) },
	"move.halfdown": func(p *Pane) pane.Effect { return p.pan(0, max(p.h/2, 1)) },
	"move.halfup":   func(p *Pane) pane.Effect { return p.pan(0, -max(p.h/2, 1)) },
	"chart.left":    func(p *Pane) pane.Effect { return p.pan(-max(p.w/2, 1), 0) },
	"chart.right":   func(p *Pane) pane.Effect { return p.pan(max(p.w/2, 1), 0) },
	"chart.today":   func(p *Pane) pane.Effect { return p.today() },
	"network.more":  func(p *Pane) pane.Effect { return p.more() },
	"scale.in":      func(p *Pane) pane.Effect { return p.size(false) },
	"scale.out":     func(p *Pane) pane.Effect { return p.size(true) },
	"record.open":   func(p *Pane) pane.Effect { return p.open() },
}

// Handle implements pane.Pane.
func (p *Pane) Handle(_ pane.Env, r act.Result) pane.Effect {
	if f := handlers[r.Action]; f != nil && p.known.lay != nil {
		return f(p)
	}
	return nil
}

// follow goes along a link, to the nearest task at its other end.
func (p *Pane) follow(links [][]int) pane.Effect {
	i, ok := p.known.index[p.at]
	if !ok {
		return nil
	}
	_, y, _, _ := p.known.net.Of(i)
	best, far := -1, 0
	for _, to := range links[i] {
		_, ty, _, _ := p.known.net.Of(to)
		if d := max(ty-y, y-ty); best < 0 || d < far {
			best, far = to, d
		}
	}
	return p.goTo(best)
}

// beside goes to the next task below or above in the same layer.
func (p *Pane) beside(by int) pane.Effect {
	i, ok := p.known.index[p.at]
	if !ok {
		return nil
	}
	x, y, _, _ := p.known.net.Of(i)
	best, far := -1, 0
	for k := range p.known.tasks {
		kx, ky, w, _ := p.known.net.Of(k)
		down := (ky - y) * by
		if down <= 0 {
			continue
		}
		if d := 3*down + 4*max(kx-x, x-kx)/w*10; best < 0 || d < far {
			best, far = k, d
		}
	}
	return p.goTo(best)
}

// goTo puts the cursor on a task; below 0 it stays.
func (p *Pane) goTo(i int) pane.Effect {
	if i >= 0 && i < len(p.known.tasks) {
		p.at, p.free = p.known.tasks[i].ID, false
	}
	return pane.Select{ID: p.at}
}

// pan moves the picture without the cursor.
func (p *Pane) pan(dx, dy int) pane.Effect {
	p.x, p.y, p.free = p.x+dx, p.y+dy, true
	p.clamp()
	return nil
}

func (p *Pane) clamp() {
	if p.known.net == nil {
		return
	}
	within := func(at, all, room int) int {
		if all <= room { // it fits: in the middle
			return -(room - all) / 2
		}
		return max(min(at, all-room), 0)
	}
	p.x, p.y = within(p.x, p.known.net.W, p.w), within(p.y, p.known.net.H, p.h)
}

// today goes to the first task that is not done.
func (p *Pane) today() pane.Effect {
	p.at = 0
	p.settle()
	return pane.Select{ID: p.at}
}

func (p *Pane) more() pane.Effect {
	p.mode = (p.mode + 1) % model.NetworkScopes
	p.free = false
	return nil
}

func (p *Pane) size(small bool) pane.Effect {
	p.small, p.free = small, false
	return nil
}

func (p *Pane) open() pane.Effect {
	return pane.Record(p.at)
}

// Click implements pane.Mouser.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	if p.known.net == nil {
		return nil
	}
	p.grabX, p.grabY = x, y
	if i := p.known.net.At(x+p.x, y-above+p.y); i >= 0 && y >= above && y < above+p.h {
		p.at = p.known.tasks[i].ID
		p.free = true
		if double {
			return p.open()
		}
	}
	return pane.Select{ID: p.at}
}

// Drag implements pane.Dragger: the picture follows the mouse.
func (p *Pane) Drag(_ pane.Env, x, y int, _ bool) pane.Effect {
	dx, dy := p.grabX-x, p.grabY-y
	p.grabX, p.grabY = x, y
	if dx == 0 && dy == 0 {
		return nil
	}
	return p.pan(dx, dy)
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect { return p.pan(0, lines) }

// Slide implements pane.Slider.
func (p *Pane) Slide(_ pane.Env, _, _, n int) pane.Effect { return p.pan(4*n, 0) }

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.env = env
	p.w, p.h = max(w, 0), max(h-above-below, 0)
	if p.known.net == nil || w <= 0 || h <= 0 {
		return layout.Block(p.nothing(), w, h)
	}
	if len(p.known.tasks) == 0 {
		return layout.Block(append([]string{p.headline(w)}, p.none()...), w, h)
	}
	p.known.widen(env.Ctx(), p.w)
	if !p.free {
		p.pull()
	}
	p.clamp()
	key := frameKey{w, h, p.x, p.y, p.at, focused, p.gen, env.Rev, env.Theme}
	if key == p.fkey && p.frame != nil {
		return p.frame
	}
	p.fkey = key
	th := env.Theme
	for i, t := range p.known.tasks {
		b := &p.known.net.Boxes[i]
		b.Cursor, b.Dark = t.ID == p.at, !focused
	}
	top, bottom := p.edges(w)
	out := []string{p.headline(w), top}
	out = append(out, p.known.net.Draw(p.x, p.y, p.w, p.h, th)...)
	out = append(out, bottom)
	out = append(out, p.about(w)...)
	p.frame = layout.Block(out, w, h)
	return p.frame
}

func (p *Pane) nothing() []string {
	if p.env.Theme == nil {
		return nil
	}
	g := &p.env.Theme.Glyphs
	return []string{"", p.env.Theme.Dim.Render(layout.FitWith("  The plan is being scheduled "+g.Ellipsis, p.w, layout.Left, g.Ellipsis))}
}

// none says why there is no network.
func (p *Pane) none() []string {
	th := p.env.Theme
	text := "  The project has no tasks yet."
	if len(p.known.sched.Tasks()) > 0 {
		text = "  No task is critical; " + p.env.Key("network", "network.more", "v") + " shows more."
	}
	if p.known.sched.Stored != "" {
		text = "  The plan cannot be computed: " + p.known.sched.Stored
	}
	return []string{"", th.Dim.Render(layout.FitWith(layout.Clean(text), p.w, layout.Left, th.Glyphs.Ellipsis))}
}

// pull moves the picture so that the box of the cursor is whole in sight, with some of what is
// around it.
func (p *Pane) pull() {
	i, ok := p.known.index[p.at]
	if !ok {
		return
	}
	x, y, w, h := p.known.net.Of(i)
	if margin := min(12, max(p.w-w, 0)/2); x-margin < p.x || x+w+margin > p.x+p.w {
		p.x = x - max(p.w-w, 0)/2
	}
	if y < p.y || y+h > p.y+p.h {
		p.y = y - max(p.h-h, 0)/2
	}
}

// headline says what shows and how the boxes are read.
func (p *Pane) headline(w int) string {
	th, f := p.env.Theme, &p.known
	g := &th.Glyphs
	left := " " + layout.Clean(p.env.Ctx().NameOf(p.project))
	what := [...]string{"critical path", fmt.Sprintf("critical and within %d days", model.NearDays), "all tasks"}[f.of.mode]
	mid := fmt.Sprintf("  %s %s %s %s %d tasks", p.project, g.Dot, what, g.Dot, len(f.tasks))
	if f.hidden > 0 {
		mid += fmt.Sprintf(" with the least float, %d more", f.hidden)
	}
	if n := len(f.lay.Back); n > 0 {
		mid += fmt.Sprintf(" %s %d links in a circle left out", g.Dot, n)
	}
	right := "early start, duration, early finish " + g.Vertical + " late start, float, late finish "
	if f.of.small {
		right = ""
	}
	left = layout.TruncateWith(left, w, g.Ellipsis)
	rest := w - layout.Width(left)
	if gap := rest - layout.Width(mid) - layout.Width(right); gap > 1 {
		return th.Title.Render(left) + th.Dim.Render(mid) + layout.Blank(gap) + th.Faint.Render(right)
	}
	return th.Title.Render(left) + th.Dim.Render(layout.FitWith(mid, rest, layout.Left, g.Ellipsis))
}

// about tells of the task under the cursor: its dates, and what it waits for and leads to, with the
// type and lag of each link.
func (p *Pane) about(w int) []string {
	th := p.env.Theme
	t, ok := model.Find[*model.Task](p.snap, p.at)
	if !ok {
		return nil
	}
	d, _ := p.known.sched.Of(t.ID)
	c := p.env.Ctx().For(t)
	float := date.Span{N: d.TotalFloat, Unit: date.Days}.Show(c.Scale)
	free := date.Span{N: d.FreeFloat, Unit: date.Days}.Show(c.Scale)
	first := fmt.Sprintf(" %s %s  float %s, free %s  start: %s", t.ID, t.Name, float, free, d.Driver.Text(c))
	var in, out []string
	for _, l := range t.Links {
		if l.Predecessor != 0 {
			in = append(in, l.Predecessor.String()+linkText(c, l))
		}
	}
	if i, ok := p.known.index[t.ID]; ok {
		for _, k := range p.known.after[i] {
			next := p.known.tasks[k]
			text := next.ID.String()
			for _, l := range next.Links {
				if l.Predecessor == t.ID {
					text += linkText(c, l)
				}
			}
			out = append(out, text)
		}
	}
	second := " waits for " + orNothing(in) + "   leads to " + orNothing(out)
	return []string{th.Text.Render(layout.FitWith(layout.Clean(first), w, layout.Left, th.Glyphs.Ellipsis)),
		th.Dim.Render(layout.FitWith(layout.Clean(second), w, layout.Left, th.Glyphs.Ellipsis))}
}

// linkText is the type and lag of a link where they are not the usual ones.
func linkText(c *model.Ctx, l model.TaskLink) string {
	text := ""
	if l.Type != model.FS || l.Lag.N != 0 {
		text = " " + string(l.Type)
	}
	if l.Lag.N != 0 {
		if l.Lag.N > 0 {
			text += "+"
		}
		text += l.Lag.Text(c.Scale)
	}
	return text
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}
