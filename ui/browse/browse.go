// Package browse is the one list that serves every kind of record: it sorts, filters, marks,
// opens and edits whatever its fields say, so that a new kind needs no screen of its own.
package browse

import (
	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/pane"
	"tandem/ui/table"
)

// Pane lists the records of a few kinds, one kind at a time, and shows one record in full.
type Pane struct {
	kinds     []*model.Kind
	at        int
	lists     []*list
	later     []string    // what will live here, where there is no kind yet
	lead      [2]model.ID // the account and the project the other pane points to
	detail    []*Detail
	typing    bool
	filter    *entry.Entry
	offers    offers // what the term that is typed could become
	grip      grip   // the column whose border is dragged
	env       pane.Env
	under     *Detail // the selected record below a short list
	previewed bool
	head      headKey
	colour    colour
	drawn     drawn
	cells     map[string]string // by kind: the field last set with one key
	h         int
	gantt     gantt // beside the outline of the plan
	adding    *adding
	unkept    string // the name of a new task that was typed and not kept
	ghost     *ghost
	chain     *chain
}

// New makes a pane over kinds (prefixes). later tells what else will live here.
func New(schema *model.Schema, prefixes []string, later ...string) *Pane {
	p := &Pane{later: later, filter: entry.New("words, or field:value")}
	for _, x := range prefixes {
		if k := schema.Prefix(x); k != nil {
			p.kinds = append(p.kinds, k)
			p.lists = append(p.lists, newList(k))
		}
	}
	return p
}

func (p *Pane) list() *list {
	if len(p.lists) == 0 {
		return nil
	}
	return p.lists[p.at]
}

// Kind is the kind listed now, or nil.
func (p *Pane) Kind() *model.Kind {
	if len(p.kinds) == 0 {
		return nil
	}
	return p.kinds[p.at]
}

// NextKind is the kind that comes after the one listed, or nil while a record is open or where
// there is just one.
func (p *Pane) NextKind() *model.Kind {
	if len(p.kinds) < 2 || p.top() != nil {
		return nil
	}
	return p.kinds[(p.at+1)%len(p.kinds)]
}

// ShowKind switches to the kind; false where it does not live here.
func (p *Pane) ShowKind(env pane.Env, prefix string) bool {
	for i, k := range p.kinds {
		if k.Prefix == prefix {
			p.at, p.detail = i, nil
			p.sync(env)
			return true
		}
	}
	return false
}

// Show puts the cursor on the record and opens it where open is set.
func (p *Pane) Show(env pane.Env, id model.ID, open bool) bool {
	k := env.Snap.Schema().Of(id)
	if k == nil || !p.ShowKind(env, k.Prefix) {
		return false
	}
	l := p.list()
	defer l.table.Lift() // what is under it shows too
	if !l.reveal(env, id) {
		l.query = ""
		p.filter.Set("")
		l.build(env, true)
		l.reveal(env, id)
	}
	if open {
		p.detail = append(p.detail[:0], NewDetail(env, id))
	}
	return true
}

// ClearQuery drops the list's filter; false where there is none.
func (p *Pane) ClearQuery(env pane.Env) bool {
	l := p.list()
	if l == nil || l.query == "" {
		return false
	}
	p.SetQuery(env, "")
	return true
}

// SetQuery filters the list from outside, such as a page with a query.
func (p *Pane) SetQuery(env pane.Env, q string) {
	if l := p.list(); l != nil {
		if p.typing {
			p.stopFilter(env)
		}
		p.filter.Set(q)
		l.setQuery(env, q)
	}
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	p.sync(env)
	p.syncModes(env)
}

func (p *Pane) sync(env pane.Env) {
	p.env = env
	if l := p.list(); l != nil {
		l.build(env, false)
	}
	for i := len(p.detail) - 1; i >= 0; i-- {
		if env.Snap.Get(p.detail[i].id) == nil {
			p.detail = append(p.detail[:i], p.detail[i+1:]...)
			continue
		}
		p.detail[i].Sync(env)
	}
}

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID {
	if d := p.top(); d != nil {
		return d.id
	}
	if l := p.list(); l != nil {
		if id, ok := l.table.Current(); ok && !headed(model.ID(id)) { // none where a filter leaves nothing to see
			return model.ID(id)
		}
	}
	return 0
}

// Beside is what a preview next to an open record shows, since that stands there in full already: what
// the line under the cursor leads to, else what the record belongs to. It is 0 where no record is open or
// there is neither.
func (p *Pane) Beside(snap *model.Snapshot) model.ID {
	d := p.top()
	if d == nil {
		return 0
	}
	if to := d.Target(); to != 0 && snap.Get(to) != nil {
		return to
	}
	switch r := snap.Get(d.id).(type) {
	case *model.Project:
		return r.Account
	case interface{ Owner() model.ID }:
		return r.Owner()
	}
	return 0
}

func (p *Pane) top() *Detail {
	if len(p.detail) == 0 {
		return nil
	}
	return p.detail[len(p.detail)-1]
}

// Follow implements pane.Leader: the cursor goes to the first record that belongs to the
// same account, or the same project, as id.
func (p *Pane) Follow(env pane.Env, id model.ID) {
	l := p.list()
	if l == nil || p.typing || p.busy() || len(p.detail) > 0 {
		return
	}
	account, project := belongs(env.Snap, id)
	if p.lead == [2]model.ID{account, project} {
		return
	}
	p.lead = [2]model.ID{account, project}
	if cur, ok := l.table.Current(); ok && account != 0 {
		if a, _ := belongs(env.Snap, model.ID(cur)); a == account {
			return
		}
	}
	l.lead(env, account, project)
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	if p.typing {
		return []act.Scope{act.ScopeOf("filter")}
	}
	if d := p.top(); d != nil {
		return d.Scopes()
	}
	if modes := p.modeScopes(); modes != nil {
		return modes
	}
	s := act.ScopeOf("browse")
	s.Enabled, s.Short = p.enabled, shortFor(p.env, p.Selected())
	s.Likely = func() []act.Name {
		if p.unplanned() {
			return []act.Name{"outline.child"}
		}
		if k := p.Kind(); k != nil {
			return likelyActs(k.Prefix)
		}
		return nil
	}
	if l := p.list(); l != nil && l.tree {
		return []act.Scope{p.outlineScope(), s, p.chartScope()}
	}
	return []act.Scope{s}
}

func (p *Pane) enabled(a act.Name) (bool, string) {
	if len(p.kinds) == 0 {
		return false, "nothing is kept on this tab yet"
	}
	switch a {
	case "record.open", "record.edit", "record.delete", "record.copy", "record.why", "record.contact", "record.set", "record.link", "record.act", "record.raise", "record.incident", "list.mark":
		if p.onHead() {
			if a == "record.open" || a == "list.mark" || len(p.Marked()) > 0 {
				break
			}
			return false, "this line stands for a group: " + p.env.Key("browse", "list.mark", "space") + " marks its records, " + p.env.Key("browse", "record.open", "enter") + " folds it"
		}
		if p.Selected() == 0 {
			return false, "the list is empty: " + p.env.Key("browse", "record.new", "n") + " makes the first " + p.Kind().Name
		}
	}
	if ok, why, known := incidentEnabled(p.env, a, p.Selected()); known {
		return ok, why
	}
	switch a {
	case "record.act":
		return canAct(p.env, p.Marked())
	case "record.new":
		if p.Kind().Single {
			return false, "there is just one " + p.Kind().Name
		}
	case "record.delete":
		if p.Kind().Single {
			return false, "every workspace has one " + p.Kind().Name
		}
	case "kind.next", "kind.prev":
		if len(p.kinds) < 2 {
			return false, "only " + p.Kind().Plural + " live on this tab"
		}
	case "record.contact":
		if a, _ := belongs(p.env.Snap, p.Selected()); a == 0 {
			return false, "this record belongs to no customer"
		}
	}
	return true, ""
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	p.env = env
	if r.Scope == "filter" {
		return p.handleFilter(env, r)
	}
	if d := p.top(); d != nil {
		return p.handleDetail(env, d, r)
	}
	if e, ok := p.handleMode(env, r); ok {
		return e
	}
	if f, ok := handlers[r.Action]; ok && p.list() != nil {
		return f(p, env, r)
	}
	return nil
}

func (p *Pane) handleDetail(env pane.Env, d *Detail, r act.Result) pane.Effect {
	switch r.Action {
	case "detail.close":
		p.detail = p.detail[:len(p.detail)-1]
		return pane.Select{ID: p.Selected()}
	case "detail.follow":
		return d.follow(env, p.push)
	}
	return d.Handle(env, r)
}

// push opens a record over what is shown; esc comes back here.
func (p *Pane) push(env pane.Env, id model.ID) pane.Effect {
	d := NewDetail(env, id)
	if len(p.detail) > 20 {
		p.detail = p.detail[1:]
	}
	p.detail = append(p.detail, d)
	return pane.Effects{pane.Select{ID: id}, d.Load()}
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string {
	if k := p.Kind(); k != nil {
		return k.Plural
	}
	return ""
}

// Foot implements pane.Footer: which kind, the filter, and where the cursor is.
func (p *Pane) Foot() string {
	l := p.list()
	if l == nil || p.top() != nil {
		return ""
	}
	s := l.status()
	if n := l.table.MarkCount(); n > 0 {
		s = l.markedWords(n) + "  " + s
	}
	return s
}

// Click implements pane.Mouser.
func (p *Pane) Click(env pane.Env, x, y int, double bool) pane.Effect {
	l := p.list()
	if l == nil {
		return nil
	}
	if d := p.top(); d != nil {
		if d.click(y) && double {
			return d.follow(env, p.push)
		}
		return nil
	}
	return p.clickList(env, x, y-len(p.drawn.head), double)
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	if d := p.top(); d != nil {
		d.move(lines)
	} else if l := p.list(); l != nil {
		l.table.Move(lines)
		return pane.Select{ID: p.Selected()}
	}
	return nil
}

// Marked lists what a verb acts on: the marked records, else the one under the cursor.
func (p *Pane) Marked() []model.ID {
	l := p.list()
	if l == nil {
		return nil
	}
	var out []model.ID
	for _, id := range l.table.Marked() {
		if !l.context(model.ID(id)) {
			out = append(out, model.ID(id))
		}
	}
	if len(out) == 0 {
		if id := p.Selected(); id != 0 {
			out = []model.ID{id}
		}
	}
	return out
}

var _ interface {
	pane.Pane
	pane.Texter
	pane.Mouser
	pane.Selecter
	pane.Leader
	pane.Footer
	pane.Cursorer
	pane.Dragger
	pane.Worker
} = (*Pane)(nil)

var _ table.Source = (*rows)(nil)

// Reveal puts the cursor on a record of the kind that is listed, or of one nested in it.
func (p *Pane) Reveal(env pane.Env, id model.ID) bool {
	l := p.list()
	if l == nil {
		return false
	}
	k := env.Snap.Schema().Of(id)
	if k == nil || k.Prefix != l.kind.Prefix && k.Prefix != l.plainKind().Prefix {
		return false // it never shows here: the list stays as it is
	}
	p.detail = nil
	defer l.table.Lift() // what is under it shows too
	if l.reveal(env, id) {
		return true // a filter it passes stays
	}
	if l.query != "" {
		p.filter.Set("")
		l.setQuery(env, "")
	}
	return l.reveal(env, id)
}

// Lift brings the row at hand near the top where it stands low, so that what is under it shows.
func (p *Pane) Lift() {
	if l := p.list(); l != nil {
		l.table.Lift()
	}
}

// Point puts the cursor on a record where it shows in the list as it is, unfolding what hides it,
// and changes neither filter, groups nor order: an undo gives back what was changed, and nothing
// else. False where it does not show; the list then stays as it is.
func (p *Pane) Point(env pane.Env, id model.ID) bool {
	l := p.list()
	return l != nil && id != 0 && p.top() == nil && l.point(env, id)
}
