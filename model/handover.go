package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model/date"
	"tandem/model/text"
)

// HandoverItem is one thing to be done before the service takes a project over.
type HandoverItem struct {
	What     string
	Owned    ID
	DoneOn   date.Day
	By       ID
	Evidence string
}

// HandoverCheck is an item of the checklist as it stands. One that the program sees for itself has
// Seen, and nobody ticks it; of one with Open people may say that none is needed, which ticks it.
type HandoverCheck struct {
	HandoverItem
	Seen bool
	Open bool
	Done bool
	Says string // what it rests on, or what is missing
	Row  int    // among the project's own rows; -1: it has none yet
}

// HandoverMove is an open record of the project and where it goes.
type HandoverMove struct {
	ID   ID
	Goes string // "to the account", "to the service owner", "left open: becomes an action"
	Left bool   // it has no place outside of the project
}

// Handover is the handing over of a project to service, as it stands: what is still to be done, what
// moves, what would be lost, and what the service gets to know.
type Handover struct {
	Project    *Project
	Checks     []HandoverCheck
	Moves      []HandoverMove // open records that move with it
	Left       []HandoverMove // open records without a place in service: each becomes an action
	Lessons    []ID
	Contacts   []ID
	Agreement  *Agreement // in force for it today; nil: none
	Usual      int        // how many of the items that people tick stand on every list
	Why        string     // why it cannot be completed; "" if it can
	unfinished []string
}

// Handover looks at the handing over of a project. It reads the snapshot only.
func (c *Ctx) Handover(project ID) (*Handover, error) {
	p, ok := Find[*Project](c.Snap, project)
	if !ok {
		return nil, noSuch(project)
	}
	c = c.For(p)
	h := c.beginHandover(p)
	h.moves(c)
	return h, nil
}

// beginHandover is the checklist alone, which decides whether a handover can be completed.
func (c *Ctx) beginHandover(p *Project) *Handover {
	h := &Handover{Project: p, Agreement: c.Snap.AgreementOf(p.Account, p.ID, c.Now.Day(c.Loc))}
	h.checks(c)
	h.Why = h.whyNot()
	return h
}

// whyNot says why the handing over cannot be completed.
func (h *Handover) whyNot() string {
	switch p := h.Project; {
	case p.Phase == "handed over" || p.Phase == "closed":
		return "it is " + string(p.Phase) + " already"
	case p.Account == 0:
		return "it belongs to no customer: give the project an account"
	case len(h.unfinished) > 0:
		n := len(h.unfinished)
		s := "not done: " + strings.Join(h.unfinished[:min(n, 3)], "; ")
		if n > 3 {
			s += fmt.Sprintf("; and %d more", n-3)
		}
		return s
	}
	return ""
}

// usualHandover are the items of every handover that people tick; those the program sees for itself
// come before them.
func usualHandover() []string {
	return []string{"How to run it is written down", "Access and accounts are handed over", "The people in service are trained",
		"Known errors and open points are walked through", "The customer knows whom to call from now on"}
}

// checks lays out the checklist: what the program sees, the usual items, and the project's own.
func (h *Handover) checks(c *Ctx) {
	p := h.Project
	see := func(what string, done bool, says string) {
		h.Checks = append(h.Checks, HandoverCheck{HandoverItem: HandoverItem{What: what}, Seen: true, Done: done, Says: says, Row: -1})
	}
	see("A service owner is named", p.Service != 0, cmp.Or(c.NameOf(p.Service), "nobody answers for it in service"))
	if h.Agreement != nil {
		see("An agreement is in force", true, h.Agreement.ID.String()+" "+h.Agreement.Name)
	} else {
		see("An agreement is in force", false, "the customer is owed nothing in writing after today")
	}
	own := map[string]int{}
	for i := range p.Handover {
		own[itemKey(p.Handover[i].What)] = i
	}
	h.Checks = append(h.Checks, exitCheck(p, own))
	delete(own, itemKey(exitItem))
	add := func(item HandoverItem, row int) {
		x := HandoverCheck{HandoverItem: item, Done: item.DoneOn != 0, Says: item.Evidence, Row: row}
		h.Checks = append(h.Checks, x)
	}
	h.Usual = len(usualHandover())
	for _, what := range usualHandover() {
		if i, ok := own[itemKey(what)]; ok {
			add(p.Handover[i], i)
			delete(own, itemKey(what))
		} else {
			add(HandoverItem{What: what}, -1)
		}
	}
	for i := range p.Handover {
		if _, ok := own[itemKey(p.Handover[i].What)]; ok {
			add(p.Handover[i], i)
		}
	}
	for _, x := range h.Checks {
		if !x.Done {
			h.unfinished = append(h.unfinished, text.Clean(x.What))
		}
	}
}

// exitItem is the item of the exit criteria; a row of it among the project's own is the answer that none
// are needed, which holds as long as there are none.
const exitItem = "The exit criteria of hypercare are met"

// exitCheck is how the exit criteria stand.
func exitCheck(p *Project, own map[string]int) HandoverCheck {
	x := HandoverCheck{HandoverItem: HandoverItem{What: exitItem}, Seen: true, Row: -1}
	if n := len(p.Exit); n > 0 {
		unmet := p.Unmet()
		x.Done, x.Says = len(unmet) == 0, fmt.Sprintf("%d of %d met", n-len(unmet), n)
		if len(unmet) > 0 {
			x.Says += ": not " + strings.Join(unmet, ", not ")
		}
		return x
	}
	x.Open, x.Says = true, "no criteria were agreed: agree at least one, or say that none are needed"
	if i, ok := own[itemKey(exitItem)]; ok {
		x.HandoverItem, x.Row, x.Done = p.Handover[i], i, p.Handover[i].DoneOn != 0
	}
	if x.Done {
		x.Says = "none needed"
		if x.Evidence != "" {
			x.Says += ": " + x.Evidence
		}
	}
	return x
}

func itemKey(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// moves lists what is open in the project, kind by kind: what moves, and what has no place in
// service; then what the service gets to know.
func (h *Handover) moves(c *Ctx) {
	s, p := c.Snap, h.Project
	move := func(r Record, goes string) { h.Moves = append(h.Moves, HandoverMove{ID: r.Base().ID, Goes: goes}) }
	left := func(r Record) {
		h.Left = append(h.Left, HandoverMove{ID: r.Base().ID, Goes: "left open: becomes an action", Left: true})
	}
	for r := range Each[*Risk](s, RiskPrefix) {
		if r.Project == p.ID && r.Open() {
			move(r, "to the account")
		}
	}
	for _, m := range s.PromisesOf(p.Account) {
		if t, ok := Find[*Task](s, m.Task); ok && t.Project == p.ID && m.Open() {
			move(m, "to the service owner")
		}
	}
	for _, id := range s.CasesOf(p.ID) {
		move(s.Get(id), "to the service owner")
	}
	for a := range Each[*Action](s, ActionPrefix) {
		if a.Open() && h.holds(s, a) {
			move(a, "to the account")
		}
	}
	for b := range Each[*Blocker](s, BlockerPrefix) {
		if b.Project == p.ID && b.State != BlockerClosed && b.Signal == "" {
			move(b, "to the account")
		}
	}
	for d := range Each[*Decision](s, DecisionPrefix) {
		if d.Project == p.ID && d.Open() {
			move(d, "to the account")
		}
	}
	h.leaves(s, left)
	for l := range Each[*Lesson](s, LessonPrefix) {
		if slices.Contains(l.Projects, p.ID) {
			h.Lessons = append(h.Lessons, l.ID)
		}
	}
	for x := range Each[*Contact](s, ContactPrefix) {
		if x.Account == p.Account && p.Account != 0 {
			h.Contacts = append(h.Contacts, x.ID)
		}
	}
}

// holds reports whether an action is one of the project's: by its own field, or by what it is for.
func (h *Handover) holds(s *Snapshot, a *Action) bool {
	if a.Project != 0 || a.Account != 0 {
		return a.Project == h.Project.ID
	}
	at := a.For
	for range 4 {
		if at == h.Project.ID {
			return true
		}
		o, ok := s.Get(at).(owned)
		if !ok {
			return false
		}
		at = o.Owner()
	}
	return false
}

// leaves lists what is open and lives in a project alone: work, changes, what was bought for it.
func (h *Handover) leaves(s *Snapshot, left func(Record)) {
	plan := s.Plan(h.Project.ID)
	for t := range s.TasksOf(h.Project.ID) {
		if !t.Complete() && !t.Inactive && !plan.Summary(t.ID) {
			left(t)
		}
	}
	for x := range Each[*ChangeRequest](s, ChangeRequestPrefix) {
		if x.Project == h.Project.ID && x.Open() {
			left(x)
		}
	}
	for x := range Each[*Purchase](s, PurchasePrefix) {
		if x.Project == h.Project.ID && x.Open() {
			left(x)
		}
	}
}

// Sums says in a few words what handing over does: "2 risks, 1 promise and 3 actions move, 4 left
// open become actions".
func (h *Handover) Sums(s *Snapshot) string {
	counts, order := map[string]int{}, []*Kind(nil)
	for _, m := range h.Moves {
		k := s.schema.Of(m.ID)
		if counts[k.Prefix]++; counts[k.Prefix] == 1 {
			order = append(order, k)
		}
	}
	parts := make([]string, 0, len(order))
	for _, k := range order {
		parts = append(parts, plainCount(counts[k.Prefix], k.Name, k.Plural))
	}
	var out []string
	switch n := len(parts); {
	case n == 1 && len(h.Moves) == 1:
		out = append(out, parts[0]+" moves")
	case n > 0:
		out = append(out, strings.Join(parts, ", ")+" move")
	}
	switch n := len(h.Left); {
	case n == 1:
		out = append(out, "1 left open becomes an action")
	case n > 1:
		out = append(out, fmt.Sprintf("%d left open become actions", n))
	}
	if len(out) == 0 {
		return "nothing is open"
	}
	return strings.Join(out, ", ")
}

// leftDays is how many days the service has to look at what was left open.
const leftDays = 14

// HandOver completes the handing over of a project to service: what is open moves to its account and
// to the service owner, what has no place there becomes an action that names it, lessons are linked
// to the account, and the phase is set. It fails where something on the checklist is not done.
func (e *Edit) HandOver(project ID) error {
	h, err := e.Ctx.Handover(project)
	if err != nil {
		return err
	}
	if h.Why != "" {
		return errors.New(h.Why)
	}
	p := h.Project
	for _, m := range h.Moves {
		if err := e.moveToService(p, m.ID); err != nil {
			return err
		}
	}
	for _, m := range h.Left {
		a := e.base.schema.Prefix(ActionPrefix).New().(*Action)
		a.What = oneLine("Left open at handover: " + m.ID.String() + " " + e.Ctx.NameOf(m.ID))
		a.For, a.Account, a.Owned, a.Due = m.ID, p.Account, p.Service, e.Ctx.today(p)+leftDays
		a.Links = []Link{{To: p.ID, Title: "handed over"}}
		e.Put(ActionPrefix, a)
	}
	for _, id := range h.Lessons {
		if err := Update(e, id, func(x *Lesson) error {
			x.Links = withLink(x.Links, Link{To: p.Account, Title: "knowledge of the service"})
			return nil
		}); err != nil {
			return err
		}
	}
	return Update(e, project, func(p *Project) error {
		p.Phase, p.HandedOver = "handed over", e.Ctx.today(p)
		return nil
	})
}

// withLink is a list of links with one more, unless it is among them.
func withLink(list []Link, l Link) []Link {
	if slices.Contains(list, l) {
		return list
	}
	return append(slices.Clone(list), l)
}

// moveToService gives an open record of the project to its account, and to the service owner.
func (e *Edit) moveToService(p *Project, id ID) error {
	from := Link{To: p.ID, Title: "handed over"}
	switch e.Get(id).(type) {
	case *Risk:
		return Update(e, id, func(x *Risk) error {
			x.Project, x.Account, x.Owned, x.Links = 0, p.Account, p.Service, withLink(x.Links, from)
			return nil
		})
	case *Promise:
		return Update(e, id, func(x *Promise) error {
			x.Owned, x.Links = p.Service, withLink(x.Links, from)
			return nil
		})
	case *Escalation:
		return Update(e, id, func(x *Escalation) error {
			x.Account, x.Owned = cmp.Or(x.Account, p.Account), p.Service
			return nil
		})
	case *Action:
		return Update(e, id, func(x *Action) error {
			x.Project, x.Account, x.Owned, x.Links = 0, p.Account, p.Service, withLink(x.Links, from)
			return nil
		})
	case *Blocker:
		return Update(e, id, func(x *Blocker) error {
			x.Project, x.Account, x.Owned, x.Links = 0, p.Account, p.Service, withLink(x.Links, from)
			return nil
		})
	case *Decision:
		return Update(e, id, func(x *Decision) error {
			x.Project, x.Account, x.Owned, x.Links = 0, p.Account, p.Service, withLink(x.Links, from)
			return nil
		})
	}
	return fmt.Errorf("%s cannot be handed over", id)
}

// TickHandover notes an item of the checklist, by its place there, as done today by the person who
// sits here, or as not done again; evidence is kept unless new one is given. Items that the program
// sees for itself cannot be ticked.
func (e *Edit) TickHandover(project ID, i int, done bool, evidence string) error {
	h, err := e.Ctx.Handover(project)
	if err != nil {
		return err
	}
	if i < 0 || i >= len(h.Checks) {
		return fmt.Errorf("%s has no item %d on its handover list", project, i+1)
	}
	check := h.Checks[i]
	if check.Seen && !check.Open {
		return fmt.Errorf("%s: the program sees that for itself: %s", text.Clean(check.What), check.Says)
	}
	return Update(e, project, func(p *Project) error {
		list := slices.Clone(p.Handover)
		if check.Row < 0 {
			list = append(list, HandoverItem{What: check.What})
			check.Row = len(list) - 1
		}
		x := &list[check.Row]
		x.DoneOn, x.By = 0, 0
		if done {
			x.DoneOn, x.By = e.Ctx.today(p), e.Ctx.me()
		}
		x.Evidence = cmp.Or(oneLine(evidence), x.Evidence)
		p.Handover = list
		return nil
	})
}

// NoCriteria answers that no exit criteria are needed, or takes the answer back; why is kept unless a new
// reason is given. Where some were agreed they are to be met.
func (e *Edit) NoCriteria(project ID, none bool, why string) error {
	h, err := e.Ctx.Handover(project)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(h.Checks, func(x HandoverCheck) bool { return x.Seen && x.What == exitItem })
	if i < 0 || !h.Checks[i].Open {
		return fmt.Errorf("exit criteria were agreed for %s: note each as met, or take them off", project)
	}
	return e.TickHandover(project, i, none, why)
}

// AddHandover puts an item of its own on a project's checklist. One that is on it already, whoever
// ticks it, is refused: two lines of one name could not be told apart.
func (e *Edit) AddHandover(project ID, what string) error {
	if what = oneLine(what); what == "" {
		return errors.New("say what is to be handed over")
	}
	return Update(e, project, func(p *Project) error {
		list := Handover{Project: p}
		list.checks(e.Ctx.For(p))
		for i := range list.Checks {
			if itemKey(list.Checks[i].What) == itemKey(what) {
				return fmt.Errorf("%q is on the list already", what)
			}
		}
		p.Handover = append(slices.Clone(p.Handover), HandoverItem{What: what})
		return nil
	})
}

// DropHandover takes an item of its own off a project's checklist.
func (e *Edit) DropHandover(project ID, what string) error {
	return Update(e, project, func(p *Project) error {
		n := len(p.Handover)
		p.Handover = slices.DeleteFunc(slices.Clone(p.Handover), func(x HandoverItem) bool { return itemKey(x.What) == itemKey(what) })
		if len(p.Handover) == n {
			return fmt.Errorf("%q is not on the list of %s", what, project)
		}
		return nil
	})
}

// projectVerbs are what can be done to a project besides editing it.
func projectVerbs() []Verb {
	return []Verb{{Name: "handover", Title: "Hand over", Help: "Hands the project over to service: what is open moves with it, and nothing is lost.",
		Why: func(c *Ctx, r Record) string {
			p := r.(*Project)
			if p.ID == 0 || c.Snap == nil || c.Snap.Get(p.ID) == nil {
				return "it is not saved yet"
			}
			return c.For(p).beginHandover(p).Why // what is open need not be looked up: it stops nothing
		},
		Do: func(e *Edit, id ID) error { return e.HandOver(id) }}}
}
