package sprint

import (
	"fmt"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// spot is where a row of a list was drawn.
type spot struct{ side, row, x, y, w int }

// frameKey is all that a drawn page depends on.
type frameKey struct {
	w, h, side int
	focused    bool
	row        [2]int
	gen        int
	rev        uint64
	th         *theme.Theme
}

const (
	head      = 4   // lines: the sprint, its goal, its numbers, a rule
	sideBySee = 104 // from this width on the chart stands beside the lists
	twoLists  = 56  // narrower pages show one list at a time
)

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	key := frameKey{w, h, p.side, focused, p.row, p.gen, env.Rev, env.Theme}
	if key == p.fkey && p.frame != nil {
		return p.frame
	}
	p.env, p.fkey, p.spots = env, key, p.spots[:0]
	th := env.Theme
	x := p.current()
	if x == nil || w <= 0 {
		p.frame = layout.Block(p.nothing(w), w, h)
		return p.frame
	}
	out := []string{p.headline(x, w), p.goal(x, w), p.numbers(x, w), th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w))}
	room := max(h-head, 0)
	if w >= sideBySee {
		lists := w * 6 / 10
		left := p.both(lists, room, head, focused)
		right := p.charts(w-lists-1, room)
		for i := range left {
			out = append(out, left[i]+th.Border.Render(th.Glyphs.Vertical)+right[i])
		}
	} else {
		under := 0
		if room >= 14 {
			under = room / 2
		}
		out = append(out, p.both(w, room-under, head, focused)...)
		if under > 0 {
			out = append(out, p.charts(w, under)...)
		}
	}
	p.frame = layout.Block(out, w, h)
	return p.frame
}

// nothing is the page of a project without sprints: whose it is, what a sprint is for, and the keys that
// make and fill the first one.
func (p *Pane) nothing(w int) []string {
	th := p.env.Theme
	if th == nil {
		return nil
	}
	if p.snap == nil || p.project == 0 || p.env.Cold {
		return []string{"", th.Dim.Render("  The sprints show when the workspace is read.")}
	}
	c := p.env.Ctx()
	out := []string{layout.Headline(w, c.NameOf(p.project), p.project.String()+" "+th.Glyphs.Dot+" sprints", "none yet", th.Dim, th),
		th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w)), ""}
	about := layout.Clean(c.NameOf(p.project)) + " has no sprint yet. A sprint is a goal, a few weeks to reach it in, and the tasks that the team takes on for it."
	if n := len(p.lists[backlog]); n > 0 {
		about += "\n" + count(n, "task waits", "tasks wait") + " in the backlog."
	}
	for part := range strings.Lines(about) {
		for _, l := range layout.Wrap(strings.TrimSpace(part), max(w-4, 1)) {
			out = append(out, "  "+l)
		}
	}
	out = append(out, "")
	for _, x := range [][2]string{
		{p.env.Key("sprint", "sprint.new", "n"), "makes the first sprint: its goal, its days, and how much the team can take on"},
		{p.env.Key("sprint", "card.on", ">"), "then takes the task under the cursor from the backlog into it"},
		{p.env.Key("sprint", "sprint.act", "a"), "starts it; from then on this page shows its burn-down, and closes it by the same key"},
		{p.env.Key(act.Global, "app.show", "p") + " b", "shows the same tasks as a board, which needs no sprints"},
	} {
		lead := "  " + layout.Fit(x[0], max(layout.Width(x[0])+2, 5), layout.Left)
		for i, l := range layout.Wrap(x[1], max(w-layout.Width(lead)-2, 1)) {
			if i > 0 {
				lead = layout.Blank(layout.Width(lead))
			}
			out = append(out, th.Key.Render(lead)+th.Dim.Render(l))
		}
	}
	return out
}

// count is a number of things in words.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func num(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// headline names the sprint and where it stands.
func (p *Pane) headline(x *model.Sprint, w int) string {
	th := p.env.Theme
	g := &th.Glyphs
	c := p.env.Ctx()
	today := c.Now.Day(c.Loc)
	state := string(x.Status)
	if x.Status == "active" {
		day, days := c.SprintDay(x)
		state = fmt.Sprintf("day %d of %d", day, days)
		if today > x.Finish {
			state = fmt.Sprintf("over since %s, not closed", x.Finish.Short(today))
		}
	}
	left := " " + layout.Clean(x.Name)
	mid := fmt.Sprintf("  %s %s %s %s %s to %s", x.ID, g.Dot, state, g.Dot, x.Start.Short(today), x.Finish.Short(today))
	right := p.whichOf(x) + " "
	if of := layout.Clean(c.NameOf(p.project)); !strings.Contains(left, of) { // the name of a sprint often has it
		right = of + "  " + right
	}
	left = layout.TruncateWith(left, w, g.Ellipsis)
	st := th.Dim
	if x.Standing(c) == model.Hurts {
		st = th.Hot
	}
	rest := w - layout.Width(left)
	if gap := rest - layout.Width(mid) - layout.Width(right); gap > 0 {
		return th.Title.Render(left) + st.Render(mid) + layout.Blank(gap) + th.Dim.Render(right)
	}
	return th.Title.Render(left) + st.Render(layout.FitWith(mid, rest, layout.Left, g.Ellipsis))
}

// whichOf says which of the project's sprints this is. A name that has a number of its own says it
// already, and the two may count from different sprints.
func (p *Pane) whichOf(x *model.Sprint) string {
	if strings.ContainsAny(x.Name, "0123456789") {
		return count(len(p.sprints), "sprint", "sprints")
	}
	return fmt.Sprintf("sprint %d of %d", p.place()+1, len(p.sprints))
}

func (p *Pane) goal(x *model.Sprint, w int) string {
	th := p.env.Theme
	text := layout.Clean(x.Goal)
	st := th.Text
	if text == "" {
		text, st = "no goal is written down", th.Faint
	}
	return th.Dim.Render(layout.TruncateWith(" goal  ", w, "")) + st.Render(layout.FitWith(text, max(w-7, 0), layout.Left, th.Glyphs.Ellipsis))
}

// tasksDone are the tasks of a sprint, and how many of them are left.
func (p *Pane) tasksDone(id model.ID) (all, left int) {
	for _, t := range p.snap.SprintTasks(id) {
		all++
		if !t.Complete() {
			left++
		}
	}
	return all, left
}

// numbers sets capacity against commitment and tells what is done. What does not fit is left out
// from the end.
func (p *Pane) numbers(x *model.Sprint, w int) string {
	th := p.env.Theme
	g := &th.Glyphs
	all, done := p.snap.SprintPoints(x.ID)
	capacity, _ := x.Capacity.Float64()
	committed, _ := x.Committed.Float64()
	type part struct {
		text  string
		style theme.Style
	}
	parts := []part{{fmt.Sprintf(" capacity %s pt", num(capacity)), th.Text}}
	took := committed
	if x.Status == "planned" {
		took = all
		parts = append(parts, part{fmt.Sprintf("planned %s", num(all)), th.Text})
	} else {
		parts = append(parts, part{fmt.Sprintf("committed %s", num(committed)), th.Text})
	}
	if capacity > 0 && took > capacity {
		parts = append(parts, part{fmt.Sprintf("%s %s over", g.Breach, num(took-capacity)), th.Hot})
	}
	if all == 0 && committed == 0 && capacity == 0 { // nobody gives points here: the tasks count
		n, left := p.tasksDone(x.ID)
		parts = []part{{fmt.Sprintf(" done %d of %s", n-left, count(n, "task", "tasks")), th.Text}}
	} else {
		parts = append(parts, part{fmt.Sprintf("done %s of %s", num(done), num(all)), th.Text})
	}
	if f := p.known; f.of.sprint == x.ID && f.burn != nil {
		if a, r := sizes(f.burn); a > 0 || r > 0 {
			parts = append(parts, part{fmt.Sprintf("scope +%s %s%s", num(a), minus(th), num(r)), th.Warm})
		}
		if n := len(f.capacity.People); n > 0 {
			text := fmt.Sprintf("%s, %.0f h", count(n, "person", "people"), f.capacity.Hours)
			if f.capacity.Away >= 1 {
				text += fmt.Sprintf(" (%.0f h away)", f.capacity.Away)
			}
			parts = append(parts, part{text, th.Dim})
		}
		if f.forecast > 0 && x.Status != "closed" {
			parts = append(parts, part{fmt.Sprintf("expect %.0f pt", f.forecast), th.Dim})
		}
	}
	var b strings.Builder
	room := w
	for i, x := range parts {
		if i > 0 {
			x.text = "  " + x.text
		}
		if layout.Width(x.text) > room {
			break
		}
		x.style.Append(&b, x.text)
		room -= layout.Width(x.text)
	}
	b.WriteString(layout.Blank(room))
	return b.String()
}

func minus(th *theme.Theme) string {
	if th.ASCII {
		return "-"
	}
	return "−"
}

// sizes are what came into the sprint after its first day and what left it.
func sizes(b *model.BurnDown) (added, removed float64) {
	for _, c := range b.Added {
		added += c.Size
	}
	for _, c := range b.Removed {
		removed += c.Size
	}
	return added, removed
}

// both draws the two lists side by side, or the one with the cursor where there is little room.
func (p *Pane) both(w, h, y int, focused bool) []string {
	th := p.env.Theme
	if w < twoLists {
		return layout.Block(p.list(p.side, 0, y, w, h, focused), w, h)
	}
	lw := w * 45 / 100
	left, right := p.list(backlog, 0, y, lw, h, focused), p.list(planned, lw+1, y, w-lw-1, h, focused)
	out := make([]string, max(h, 0))
	for i := range out {
		out[i] = left[i] + th.Border.Render(th.Glyphs.Vertical) + right[i]
	}
	return out
}

// list draws one list: a heading, then the rows around the cursor.
func (p *Pane) list(side, x, y, w, h int, focused bool) []string {
	th := p.env.Theme
	tasks := p.lists[side]
	sum := 0.0
	for _, t := range tasks {
		n, _ := t.Points.Float64()
		sum += n
	}
	name := [...]string{"Backlog", "In the sprint"}[side]
	out := []string{}
	if side == backlog || p.sprint == 0 {
		out = append(out, th.Header.Render(layout.FitWith(fmt.Sprintf(" %s  %s, %s pt", name, count(len(tasks), "task", "tasks"), num(sum)), w, layout.Left, th.Glyphs.Ellipsis)))
	}
	room := max(h-len(out), 0)
	top := &p.top[side]
	if p.row[side] < *top {
		*top = p.row[side]
	}
	if p.row[side] >= *top+room {
		*top = p.row[side] - room + 1
	}
	*top = max(min(*top, p.rows(side)-room), 0)
	for row := *top; row < min(p.rows(side), *top+room); row++ {
		p.spots = append(p.spots, spot{side, row, x, y + len(out), w})
		fill := theme.Style{}
		if row == p.row[side] && side == p.side {
			fill = th.SelectDim
			if focused {
				fill = th.Select
			}
		}
		if id := p.idAt(side, row); id == p.sprint {
			text := layout.FitWith(fmt.Sprintf(" %s  %s, %s pt", name, count(len(tasks), "task", "tasks"), num(sum)), w, layout.Left, th.Glyphs.Ellipsis)
			out = append(out, th.Header.On(fill).Render(text))
			continue
		}
		t, _ := model.Find[*model.Task](p.snap, p.idAt(side, row))
		out = append(out, p.line(t, w, fill))
	}
	if side == planned && len(tasks) == 0 && len(out) < h {
		out = append(out, th.Faint.Render(layout.FitWith("   "+p.env.Key("sprint", "card.on", ">")+" takes a task of the backlog in", w, layout.Left, th.Glyphs.Ellipsis)))
	}
	return layout.Block(out, w, h)
}

// line is one task: sign, name, reference, points.
func (p *Pane) line(t *model.Task, w int, fill theme.Style) string {
	th := p.env.Theme
	g := &th.Glyphs
	sign, ss, ns := " ", theme.Style{}, th.Text
	switch {
	case t == nil:
		return layout.Blank(w)
	case t.Complete():
		sign, ss, ns = g.Check, th.Ok, th.Dim
	case p.snap.IsBlocked(t):
		sign, ss = g.Blocked, th.Hot
	case t.Started():
		sign, ss = g.Watermelon, th.Accent
	}
	lead := " "
	if p.marked[t.ID] {
		lead = g.Mark
	}
	points := ""
	if !t.Points.IsZero() {
		points = t.Points.Trim(0).String()
	}
	end := fmt.Sprintf(" %s %3s ", t.ID, points)
	room := w - layout.Width(end) - 3
	if room < 6 {
		end, room = "", max(w-3, 0)
	}
	var b strings.Builder
	th.Mark.On(fill).Append(&b, layout.TruncateWith(lead, w, ""))
	ss.On(fill).Append(&b, layout.TruncateWith(sign+" ", max(w-1, 0), ""))
	ns.On(fill).Append(&b, layout.FitWith(layout.Clean(t.Name), room, layout.Left, g.Ellipsis))
	th.Dim.On(fill).Append(&b, end)
	return b.String()
}

// charts draws the burn-down and below it the velocity of the last sprints.
func (p *Pane) charts(w, h int) []string {
	th := p.env.Theme
	var out []string
	f := p.known
	if f.of.sprint != p.sprint || f.burn == nil {
		return layout.Block([]string{th.Faint.Render(" reading the history " + th.Glyphs.Ellipsis)}, w, h)
	}
	speed := p.speed(w)
	if h < 16 || len(speed) > h/2 {
		speed = nil
	}
	burn := f.burn
	unit := "points"
	if !burn.Points {
		unit = "tasks"
	}
	inks := chart.Colours(th)
	legend := [...]string{"left", "ideal", "scope"}
	title := " burn-down in " + unit + "  "
	if th.NoColor { // by how the lines run
		legend = [...]string{"left", "dots: ideal", "top: scope"}
		if w < 56 {
			title = " burn-down  "
		}
	}
	out = append(out, layout.FitWith(th.Header.Render(title)+inks[chart.Busy].Render(legend[0])+"  "+inks[chart.Calmer].Render(legend[1])+"  "+inks[chart.Warn].Render(legend[2]),
		w, layout.Left, th.Glyphs.Ellipsis))
	note := ""
	if burn.Dated > 0 {
		note = fmt.Sprintf(" %s before %s: by actual dates", count(burn.Dated, "task", "tasks"), f.journal.Time().Format("2 Jan"))
	}
	lines := h - 1 - len(speed)
	if note != "" && lines > 6 {
		lines--
	} else {
		note = ""
	}
	top := 0.0
	for _, v := range append(append([]float64{}, burn.Scope...), burn.Ideal...) {
		top = max(top, v)
	}
	plane := chart.Plane{First: p.current().Start, Days: len(burn.Ideal), Top: chart.Up(top)}
	tone := chart.Busy
	if n := len(burn.Left); n > 1 && n <= len(burn.Ideal) && burn.Left[n-1] > burn.Ideal[n-1]+1e-9 {
		tone = chart.Hurt
	}
	out[0] = strings.Replace(out[0], inks[chart.Busy].Render(legend[0]), inks[tone].Render(legend[0]), 1)
	out = append(out, chart.Lines(plane, []chart.Line{{Tone: chart.Calmer, Values: burn.Ideal, Dashed: true},
		{Tone: chart.Warn, Values: burn.Scope, Step: true}, {Tone: tone, Values: burn.Left, Step: true}}, w, max(lines, 0), th)...)
	if note != "" {
		out = append(out, th.Faint.Render(layout.FitWith(note, w, layout.Left, th.Glyphs.Ellipsis)))
	}
	return layout.Block(append(out, speed...), w, h)
}

// speed are the points that the last closed sprints took on and finished.
func (p *Pane) speed(w int) []string {
	th := p.env.Theme
	f := p.known
	if len(f.velocity) == 0 || w < 20 {
		return nil
	}
	most, name := 1.0, 0
	for _, b := range f.velocity {
		most, name = max(most, b.took, b.done), max(name, layout.Width(b.name))
	}
	name = min(name, w/3)
	out := []string{th.Header.Render(layout.FitWith(fmt.Sprintf(" velocity  mean of the last three %s", strconv.FormatFloat(f.mean, 'f', 1, 64)), w, layout.Left, th.Glyphs.Ellipsis))}
	for _, b := range f.velocity {
		text := fmt.Sprintf(" %s of %s ", num(b.done), num(b.took))
		room := max(w-name-2-layout.Width(text), 0)
		full := int(b.done / most * float64(room))
		rest := max(int(b.took/most*float64(room))-full, 0)
		out = append(out, " "+th.Dim.Render(layout.FitWith(b.name, name, layout.Left, th.Glyphs.Ellipsis))+" "+
			th.BarFull.Render(strings.Repeat(th.Glyphs.BarFull, full))+th.BarEmpty.Render(strings.Repeat(th.Glyphs.BarEmpty, rest))+
			layout.Blank(max(room-full-rest, 0))+th.Dim.Render(text))
	}
	return out
}
