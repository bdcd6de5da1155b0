package today

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/triage"
	"tandem/model/worktime"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// sideFrom is how wide a page must be to show beside the list what the line under the cursor is about.
const sideFrom = 150

// sideWidth is the room for that, with the line that parts it from the list; 0 where there is none.
func sideWidth(w int) int {
	if w < sideFrom {
		return 0
	}
	return min(w*2/5, 88)
}

// side is the text beside the list as it was drawn last.
type side struct {
	id    model.ID
	rev   uint64
	built *model.Snapshot
	got   question // the colours it was drawn with
	w, h  int
	th    *theme.Theme
	lines []string
}

// sheet puts the lines of one side together: headings, and texts wrapped under them.
type sheet struct {
	p     *Pane
	c     *model.Ctx
	w, h  int
	lines []string
}

// side gives h lines of w cells about the line under the cursor.
func (p *Pane) side(w, h int) []string {
	m := &p.memo
	id, th := p.Selected(), p.theme
	if m.id == id && m.rev == p.rev && m.built == p.built && m.got == p.told.got && m.w == w && m.h == h && m.th == th {
		return m.lines
	}
	*m = side{id: id, rev: p.rev, built: p.built, got: p.told.got, w: w, h: h, th: th}
	edge := th.Border.Render(th.Glyphs.Vertical) + " "
	s := sheet{p: p, c: p.env.Ctx(), w: max(w-3, 0), h: h}
	s.fill(id)
	if len(s.lines) > h && h > 0 { // what has no room is told, not just left out
		s.lines[h-1] = th.Faint.Render(p.env.Key("today", "record.open", "enter") + " opens it with the rest")
	}
	for i := range h {
		line := ""
		if i < len(s.lines) {
			line = s.lines[i]
		}
		m.lines = append(m.lines, edge+layout.FitWith(line, max(w-2, 0), layout.Left, th.Glyphs.Ellipsis))
	}
	return m.lines
}

// fill tells of a record what is to be known before it is opened, as one would tell it: what the customer
// says, what they were promised, what is late and what can be done; then what else is known, and the
// numbers last.
func (s *sheet) fill(id model.ID) {
	r := s.c.Snap.Get(id)
	if r == nil {
		return
	}
	th := s.p.theme
	s.c = s.c.For(r)
	name, head, it := s.c.NameOf(id), id.String(), s.p.item(id)
	if it != nil {
		name = it.Title()
		for _, x := range []string{it.Who(), it.OwedText(), it.Held()} {
			if x != "" {
				head += ", " + x
			}
		}
	}
	s.say(name, th.Title)
	s.say(head, th.Dim)
	account := model.ID(0)
	pr, project := r.(*model.Project)
	switch {
	case project:
		account = pr.Account
	case it != nil:
		account = it.Account()
	}
	s.heard(id, account)
	s.promised(id, account)
	if e, ok := r.(*model.Escalation); ok {
		s.clocks(e)
	}
	if project {
		s.toDecide(pr)
	}
	s.next(r, it)
	switch {
	case project:
		s.project(pr)
	case it != nil:
		s.known(it)
	}
}

// known adds the story and behind it the reasons. Where both have no room the story gives way, its oldest
// lines first: what it leaves out is told.
func (s *sheet) known(it *triage.Item) {
	why := sheet{p: s.p, c: s.c, w: s.w, h: s.h}
	why.reasons(it)
	least := len(s.lines) + 3 // a blank line, the heading, and one line
	s.story(it)
	if n := max(s.h-len(why.lines), least); n < len(s.lines) {
		s.lines = s.lines[:n]
		s.lines[n-1] = s.p.theme.Faint.Render(s.p.env.Key("today", "record.open", "enter") + " opens it with the rest")
	}
	s.lines = append(s.lines, why.lines...)
}

// entry is a line with a lead: when it is owed, or what it is part of.
type entry struct {
	lead, text string
	look, st   theme.Style
}

// list adds entries, their texts in one column behind the widest lead.
func (s *sheet) list(entries []entry) {
	n := 0
	for _, e := range entries {
		n = max(n, layout.Width(layout.Clean(e.lead)))
	}
	n = min(n, s.w/3)
	for _, e := range entries {
		s.under(layout.FitWith(layout.Clean(e.lead), n, layout.Left, s.p.theme.Glyphs.Ellipsis)+"  ", e.look, e.text, e.st)
	}
}

// promised are the open promises to the customer besides the one at hand, the soonest due first.
func (s *sheet) promised(id, account model.ID) {
	if account == 0 {
		return
	}
	var open []*model.Promise
	for x := range model.Each[*model.Promise](s.c.Snap, model.PromisePrefix) {
		if x.Account == account && x.Open() && x.ID != id {
			open = append(open, x)
		}
	}
	if len(open) == 0 {
		return
	}
	slices.SortStableFunc(open, func(a, b *model.Promise) int { return cmp.Compare(a.Due, b.Due) })
	title := fmt.Sprintf("promised to them  %d", len(open))
	if id.Is(model.PromisePrefix) {
		title = fmt.Sprintf("promised to them besides  %d", len(open))
	}
	s.head(title)
	today := s.c.Now.Day(s.c.Loc)
	var out []entry
	for _, x := range open[:min(len(open), mostPromised)] {
		e := entry{lead: x.Due.Short(today), text: x.What + "  " + x.ID.String(), look: s.p.theme.Dim, st: s.p.theme.Text}
		if it := s.p.item(x.ID); it != nil {
			if _, slips := it.Breaks(); it.First || slips {
				e.lead, e.look = it.OwedText(), map[bool]theme.Style{true: s.p.theme.Hot, false: s.p.theme.Warm}[it.First]
			}
		}
		out = append(out, e)
	}
	s.list(out)
}

// mostPromised is how many promises show here; the customer's page has the rest.
const mostPromised = 4

// item is the line of the queue about a record, or nil.
func (p *Pane) item(id model.ID) *triage.Item {
	if about := p.queue.About(id); len(about) > 0 && about[0].View != triage.Done {
		return about[0]
	}
	return nil
}

// head starts a part, with a blank line above it.
func (s *sheet) head(text string) { s.lines = append(s.lines, "", s.p.theme.Title.Render(text)) }

// say adds text in as many lines as it takes, cleaned.
func (s *sheet) say(text string, st theme.Style) {
	for _, l := range layout.Wrap(layout.Clean(text), max(s.w, 1)) {
		s.lines = append(s.lines, st.Render(l))
	}
}

// under adds text behind a lead of its own look; what goes on in more lines stands under the text.
func (s *sheet) under(lead string, look theme.Style, text string, st theme.Style) {
	n := layout.Width(lead)
	for i, l := range layout.Wrap(layout.Clean(text), max(s.w-n, 1)) {
		if i > 0 {
			lead = layout.Blank(n)
		}
		s.lines = append(s.lines, look.Render(lead)+st.Render(l))
	}
}

// reasons are the terms of a rank, the weightiest first.
func (s *sheet) reasons(it *triage.Item) {
	th := s.p.theme
	s.head("why it is here, " + it.Score.String() + " points")
	for i, t := range it.Terms() {
		st := th.Dim
		if i == 0 && it.First {
			st = th.Hot
		}
		s.under(layout.Fit(t.Points.String(), 6, layout.Right)+"  ", th.Faint, t.Evidence, st)
	}
}

// clocks are those of an escalation that something is owed by.
func (s *sheet) clocks(e *model.Escalation) {
	th, x := s.p.theme, s.c.Clocks(e)
	s.head("clocks")
	n := len(s.lines)
	for i := range x.All {
		k := &x.All[i]
		if k.State == clock.None {
			continue
		}
		st, bar := th.Text, model.ClockBar(k, 8, s.c.ASCII)+"  "
		switch {
		case k.Stop != 0 && k.State != clock.Breached:
			st, bar = th.Dim, th.Glyphs.Check+"         "
		case k.State == clock.Breached:
			st = th.Hot
		case k.State == clock.Paused:
			st = th.Dim
		case model.ClockShare(k) >= .5:
			st = th.Warm
		}
		text := model.ClockLeft(k)
		if k.Stop == 0 && k.Due != worktime.Never {
			text += ", due " + s.c.ClockTime(k.Due, k.Hours().Location())
		}
		s.under(layout.Fit(k.Which.Title(), 16, layout.Left)+"  ", th.Dim, bar+text, st)
	}
	if len(s.lines) == n {
		s.say("nothing is owed by a clock", th.Dim)
	}
}

// project tells how a project stands: its colour as told and as computed, and what makes it so.
func (s *sheet) project(x *model.Project) {
	th := s.p.theme
	s.head("how it stands")
	told, parts := s.p.toldOf(x)
	if words := told.Words(s.c.Now.Day(s.c.Loc)); words != "" {
		s.say(words, s.p.colourStyle(told.Worse()))
	} else {
		s.say("nobody has reported how it stands", th.Dim)
	}
	var out []entry
	for _, part := range parts {
		out = append(out, entry{part.Name, part.Why, th.Dim, s.p.colourStyle(part.Colour)})
	}
	s.list(out)
}

// toDecide is what of a project waits for a decision, the most pressing first.
func (s *sheet) toDecide(x *model.Project) {
	th := s.p.theme
	var open []*triage.Item
	for _, it := range s.p.queue.Items(triage.Now, model.Both) {
		if it.Project() == x.ID {
			open = append(open, it)
		}
	}
	if len(open) == 0 {
		return
	}
	s.head(fmt.Sprintf("to decide in it  %d", len(open)))
	var out []entry
	for _, it := range open[:min(len(open), mostOpen)] {
		st := th.Dim
		if it.First {
			st = th.Hot
		}
		out = append(out, entry{it.OwedText(), it.Title() + "  " + it.Ref().String(), st, th.Text})
	}
	s.list(out)
}

// mostOpen is how many lines of the queue a project shows here; triage has the rest.
const mostOpen = 6

// heard is what the customer said last.
func (s *sheet) heard(id, account model.ID) {
	h := triage.LastHeard(s.c, id, account)
	if h.At == 0 {
		return
	}
	th := s.p.theme
	s.head("the customer's last words")
	s.under("  ", th.Text, "\""+h.Words+"\"", th.Text)
	by := s.c.ClockTime(h.At, s.c.Loc)
	if h.Who != "" {
		by = h.Who + ", " + by
	}
	if !h.About {
		by += ", of something else"
	}
	s.under("  ", th.Dim, by, th.Dim)
}

// next is what can be done about it here, with the key, and what takes it off the page.
func (s *sheet) next(r model.Record, it *triage.Item) {
	th, env := s.p.theme, s.p.env
	s.head("next")
	key := func(a act.Name, usual, what string) {
		s.under(layout.Fit(env.Key("today", a, usual), 7, layout.Left), th.Key, what, th.Text)
	}
	id := r.Base().ID
	if _, ok := s.c.TalkAbout(id); ok {
		what := "log what was said to the customer"
		if id.Is(model.EscalationPrefix) {
			what += "; the clocks that it answers stop"
		}
		key("record.contact", "c", what)
	}
	if v, _ := env.Snap.Schema().Of(id).FirstVerb(s.c, r); v != nil {
		key("record.act", "a", strings.ToLower(v.Title)+": "+strings.ToLower(v.Help[:min(len(v.Help), 1)])+v.Help[min(len(v.Help), 1):])
	}
	key("record.open", "enter", "open "+id.String())
	if it != nil && !it.Decided() {
		s.under(layout.Fit(env.Key(act.Global, "app.triage", "t"), 7, layout.Left), th.Key, "triage, to take it, wait, put it off or escalate", th.Text)
	}
	if it != nil {
		if leaves := it.LeavesWhen(); leaves != "" {
			s.say("leaves this page when: "+leaves, th.Dim)
		}
	}
}

// story is what is known besides, as in triage.
func (s *sheet) story(it *triage.Item) {
	story := it.Story()
	if len(story) == 0 {
		return
	}
	s.head("what is known")
	for _, l := range story {
		for i, part := range layout.Wrap(layout.Clean(l), max(s.w-2, 1)) {
			if i > 0 {
				part = "  " + part
			}
			s.lines = append(s.lines, s.p.theme.Dim.Render(part))
		}
	}
}

// colourStyle is how a project's colour looks.
func (p *Pane) colourStyle(c model.Colour) theme.Style {
	switch c {
	case model.Red:
		return p.theme.Hot
	case model.Amber:
		return p.theme.Warm
	case model.Green:
		return p.theme.Ok
	}
	return p.theme.Text
}
