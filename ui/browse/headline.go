package browse

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/report"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// headKey is what a headline depends on; lines is how it was last drawn.
type headKey struct {
	id    model.ID
	snap  *model.Snapshot
	rev   uint64
	w     int
	lines []string
}

// headline is what matters of the project or account in sight, above the list: two lines and
// a blank one. Low panes and lists of neither have none. It is kept until something changes,
// for it counts over all tasks of a project.
func (p *Pane) headline(env pane.Env, w, h int) []string {
	if h < 10 || w < 40 || p.typing {
		return nil
	}
	id := p.headed(env)
	if k := p.head; k.id == id && k.snap == env.Snap && k.rev == env.Rev && k.w == w {
		return k.lines
	}
	p.head = headKey{id: id, snap: env.Snap, rev: env.Rev, w: w}
	lines := p.projectLines(env, id, w)
	if lines == nil {
		lines = accountLines(env, id, w)
	}
	if lines != nil {
		p.head.lines = append(lines, layout.Blank(w))
	}
	return p.head.lines
}

// headed is the project or account in sight, 0 for none.
func (p *Pane) headed(env pane.Env) model.ID {
	account, project := belongs(env.Snap, p.subject())
	switch p.list().kind.Hat {
	case model.PM:
		return project
	case model.DM:
		return account
	}
	return 0
}

// piece is a run of text in one style.
type piece struct {
	text  string
	style theme.Style
}

// spread draws pieces left and right on one line of exactly w cells; what does not fit is cut. A piece
// on the left that ends in a blank only names the next one, and is left out with it.
func spread(th *theme.Theme, w int, left, right []piece) string {
	room := func(ps []piece) int {
		n := 0
		for _, p := range ps {
			n += layout.Width(p.text)
		}
		return n
	}
	var b strings.Builder
	used := 0
	draw := func(ps []piece, limit int) {
		for _, p := range ps {
			n := layout.Width(p.text)
			if used+n > limit {
				p.text = layout.TruncateWith(p.text, max(limit-used, 0), th.Glyphs.Ellipsis)
				n = layout.Width(p.text)
			}
			p.style.Append(&b, p.text)
			used += n
		}
	}
	r := room(right)
	for len(left) > 1 && room(left)+r+1 > w {
		left = left[:len(left)-1] // the last said is the least
	}
	for n := len(left) - 1; n > 0 && strings.HasSuffix(left[n].text, " "); n-- {
		left = left[:n]
	}
	for len(right) > 1 && len(left) > 0 && room(left[:1])+1+r > w { // nor is the name cut for the least of the right end
		right = right[1:]
		r = room(right)
	}
	if r+8 >= w {
		right, r = nil, 0
	}
	draw(left, max(w-r-min(r, 1), 0)) // a blank between them, whatever gives way
	b.WriteString(layout.Blank(max(w-r-used, 0)))
	used = w - r
	draw(right, w)
	return b.String()
}

// The cells of a project's name that stay beside the colour of the day and the day it was reported on, and
// beside the colour alone.
const (
	nameAndDay = 21
	nameAlone  = 11
)

// nameLine is the name of a project, its reference, what is done and its colour. Where they do not fit the day
// of the report goes first, then the end of the name, what is done and the computed colour; what somebody
// reported stays.
func (p *Pane) nameLine(env pane.Env, c *model.Ctx, x *model.Project, w int) string {
	th := env.Theme
	name, ref := " "+layout.Clean(x.Name), piece{"  " + x.ID.String(), th.Faint}
	done := []piece{{fmt.Sprintf("%.0f%% done  ", env.Snap.Plan(x.ID).Percent()), th.Text}}
	short := p.coloured(env, c, x, false)
	tries := [][]piece{append(done, p.coloured(env, c, x, true)...), append(done, short...), short}
	if len(short) > 1 {
		only := piece{strings.TrimRight(short[0].text, ", ") + " ", short[0].style}
		tries = append(tries, []piece{only})
	}
	for i, right := range tries {
		room := w - 1 - layout.Width(ref.text)
		for _, r := range right {
			room -= layout.Width(r.text)
		}
		least := nameAlone
		if i == 0 {
			least = nameAndDay
		}
		if room >= min(least, layout.Width(name)) {
			name = layout.TruncateWith(name, room, th.Glyphs.Ellipsis)
			return spread(th, w, []piece{{name, th.Title}, ref}, right)
		}
	}
	return spread(th, w, []piece{{name, th.Title}, ref}, tries[len(tries)-1])
}

// coloured says the colour of a project: as it was reported, with the day of it where that is asked for, and as it
// is computed where that is another.
func (p *Pane) coloured(env pane.Env, c *model.Ctx, x *model.Project, day bool) []piece {
	th, told := env.Theme, report.ToldOf(c, x)
	if p.colour.of == x.ID && !env.Cold {
		told.Computed = p.colour.computed
	}
	if !day {
		told.On = 0
	}
	style := map[model.Colour]theme.Style{model.Green: th.Ok, model.Amber: th.Warm, model.Red: th.Hot}
	var out []piece
	if s := told.ReportedWords(c.Now.Day(c.Loc)); s != "" {
		end := " "
		if told.Differ() { // the two are told apart without colours too
			end = ", "
		}
		out = append(out, piece{s + end, style[told.Reported]})
	}
	if told.Differ() || told.Reported == "" && told.Computed != "" {
		out = append(out, piece{told.ComputedWords() + " ", style[told.Computed]})
	}
	return out
}

func (p *Pane) projectLines(env pane.Env, id model.ID, w int) []string {
	proj, ok := model.Find[*model.Project](env.Snap, id)
	if !ok {
		return nil
	}
	th := env.Theme
	c := env.Ctx().For(proj)
	plan := env.Snap.Plan(id)
	late, open := 0, 0
	for t := range env.Snap.TasksOf(id) {
		if m := taskMood(c, t); m.pain == 2 {
			late++
		}
		if !t.Complete() && !t.Inactive && !plan.Summary(t.ID) {
			open++
		}
	}
	first := p.nameLine(env, c, proj, w)
	var left []piece
	if len(plan.Lines) == 0 {
		left = append(left, piece{" no tasks yet: " + env.Key("outline", "outline.child", "N") + " adds the first  ", th.Text})
	}
	if proj.Finish != 0 {
		left = append(left, piece{" finish ", th.Dim}, piece{proj.Finish.Day(c.Loc).Short(c.Now.Day(c.Loc)), th.Text})
	}
	if proj.TargetFinish != 0 {
		st := th.Text
		if proj.Finish > proj.TargetFinish {
			st = th.Warm
		}
		left = append(left, piece{"  target " + proj.TargetFinish.Day(c.Loc).Short(c.Now.Day(c.Loc)), st})
	}
	for _, x := range measures(env, c, id) {
		st := th.Dim
		if x.Bad {
			st = th.Warm
		}
		left = append(left, piece{"  " + layout.Clean(x.Name) + " ", th.Dim}, piece{x.Value, st})
	}
	left = append(left, piece{"  " + string(proj.Method) + ", " + string(proj.Phase), th.Dim})
	right := []piece{{fmt.Sprintf("%d open ", open), th.Dim}}
	if late > 0 {
		right = append([]piece{{fmt.Sprintf("%s %d late  ", th.Glyphs.Breach, late), th.Hot}}, right...)
	}
	return []string{first, spread(th, w, left, right)}
}

// measures are the numbers a project of its method is steered by; none while records are read.
func measures(env pane.Env, c *model.Ctx, id model.ID) []model.MethodMeasure {
	if env.Cold {
		return nil
	}
	return c.Measures(id)
}

// ownedBy lists what belongs to a record directly; nothing while records are still being read.
func ownedBy(env pane.Env, prefix string, id model.ID) []model.ID {
	if env.Cold {
		return nil
	}
	return owners(env.Snap, prefix)[id]
}

func accountLines(env pane.Env, id model.ID, w int) []string {
	a, ok := model.Find[*model.Account](env.Snap, id)
	if !ok {
		return nil
	}
	th := env.Theme
	c := env.Ctx().For(a)
	today := c.Now.Day(c.Loc)
	open, breached := 0, 0
	for _, x := range ownedBy(env, model.EscalationPrefix, id) {
		if e, ok := model.Find[*model.Escalation](env.Snap, x); ok && e.Open() {
			open++
			if clockBreached(c, e) {
				breached++
			}
		}
	}
	value := ""
	if !a.Value.IsZero() {
		f := env.Snap.Schema().Of(id).Field("value")
		value = shortMoney(c, f, a, f.Show(c, a)) + " a year  "
	}
	first := spread(th, w, []piece{{" " + layout.Clean(a.Name), th.Title}, {"  " + id.String(), th.Faint}},
		append([]piece{{value, th.Text}}, healthOf(c, th, a, w)...))
	var left []piece
	switch {
	case env.Cold: // none were counted
	case breached > 0:
		left = append(left, piece{fmt.Sprintf(" %s %d overdue", th.Glyphs.Breach, breached), th.Hot}, piece{fmt.Sprintf(" of %d %s", open, plural(open, "escalation", "escalations")), th.Dim})
	default:
		left = append(left, piece{fmt.Sprintf(" %d", open), th.Text}, piece{plural(open, " escalation open", " escalations open"), th.Dim})
	}
	if !env.Cold {
		if k := c.PromisesKept(id, 0); k.N > 0 {
			left = append(left, piece{fmt.Sprintf("   %d/%d promises kept in all", k.Kept, k.N), th.Dim})
		}
	}
	var right []piece
	if a.Renewal != 0 {
		st := th.Text
		if a.Renewal-today < 60 {
			st = th.Warm
		}
		right = []piece{{"renews ", th.Dim}, {a.Renewal.Short(today) + " ", st}}
	}
	return []string{first, spread(th, w, left, right)}
}

// healthOf is how an account stands, with its tier where there is room; while records are still being
// read, or where nothing is known, the tier alone.
func healthOf(c *model.Ctx, th *theme.Theme, a *model.Account, w int) []piece {
	tier := piece{string(a.Tier) + " ", th.Dim}
	score, known := c.Told[a.ID]
	if !c.Cold {
		h := c.Health(a)
		score, known = h.Score, h.Known
	}
	st := th.Ok
	switch {
	case !known:
		return []piece{tier}
	case c.Cold: // it is what was told last
		st = th.Dim
	case score < 40:
		st = th.Hot
	case score < 70:
		st = th.Warm
	}
	out := []piece{{"health ", th.Dim}, {fmt.Sprintf("%d %s ", score, model.HealthBar(score, 6, th.ASCII)), st}}
	if w >= 72 {
		tier.text += " "
		return append([]piece{tier}, out...)
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
