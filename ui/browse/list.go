package browse

import (
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/table"
)

// list is how one kind is shown: its columns, order, groups, filter and rows.
type list struct {
	kind    *model.Kind
	tree    bool // projects with their tasks under them
	ascii   bool // amounts have the code of their currency, not its sign
	charted bool // the time chart stands beside it
	table   *table.Table
	rows    *rows
	columns []string
	widths  map[string]int // columns whose width somebody chose
	sort    string
	group   string // the field whose values part the list; the parent's: what is under what
	view    string // the saved view that was applied last, "" once the list is changed by hand
	stored  model.ListLook
	custom  *model.Kind // the kind with its custom values, once they were needed

	query    string
	hits     *query.Hits       // what passed at the last key
	applied  string            // the filter in force: query, or what was good before it went wrong
	sound    bool              // nothing is wrong with the filter in force
	typing   bool              // the end of the query is not finished
	bad      error             // what is wrong with the query
	found    int               // records that pass it
	total    int               // records there are to find
	projects int               // of an outline, those whose own name or reference passes
	folds    map[model.ID]bool // folded or unfolded by hand
	shut     map[model.ID]bool // groups that are folded, by the line's id
	order    order
	wish     wish // an order to be worked out off the event loop
	asked    wish // the one that is being worked out
	fresh    bool // there was no order before
	aimed    aimed
	anchor   model.ID // the record the cursor was on when the filter line was opened
	parts    parts
	tally    tally
	keyed    bool // most records have a key of the program they came from

	built  *model.Snapshot
	minute int64
	rev    uint64
}

func newList(k *model.Kind) *list {
	l := &list{kind: k, tree: k.Prefix == model.ProjectPrefix, folds: map[model.ID]bool{}, shut: map[model.ID]bool{}, rows: &rows{}}
	l.sort, l.columns = l.usual(), l.usualColumns()
	l.table = table.New(l.tableColumns()...)
	l.showSort()
	return l
}

// flatKind is the kind that is filtered, and sorted where nothing nests: the tasks of the outline.
func (l *list) flatKind() *model.Kind {
	if l.custom != nil {
		return l.custom
	}
	return l.plainKind()
}

// plainKind is flatKind without custom values.
func (l *list) plainKind() *model.Kind {
	if l.tree {
		return model.Kinds().Prefix(model.TaskPrefix)
	}
	return l.kind
}

// learn finds out which custom values there are where a filter, a column or an order may name one.
func (l *list) learn(env pane.Env) {
	before := l.custom
	l.custom = nil
	if !env.Cold && (l.query != "" || l.typing || strings.Contains(l.sort+l.group+strings.Join(l.columns, " "), model.CustomPrefix)) {
		l.custom = l.wholeKind(env)
	}
	if l.custom != before {
		l.dress() // headings say how a custom value is written
	}
}

// build makes the rows anew where something they come from has changed.
func (l *list) build(env pane.Env, force bool) {
	minute := int64(env.Now) / 60
	if plain := env.Theme != nil && env.Theme.ASCII; plain != l.ascii {
		l.ascii = plain
		l.dress()
	}
	if !force && l.rev == env.Rev && l.built == env.Snap {
		return
	}
	force = l.adopt(env.Snap) || force
	stale := force || l.built == nil || !l.built.SameTable(env.Snap, l.kind.Prefix) ||
		l.tree && !l.built.SameTable(env.Snap, model.TaskPrefix) || l.query != "" && l.minute != minute || l.computed()
	if stale {
		l.fill(env)
	}
	l.rows.env(env)
	l.dropMarks(env.Snap)
	l.built, l.minute, l.rev = env.Snap, minute, env.Rev
	was, _ := l.table.Current()
	l.table.SetSource(l.rows, env.Rev<<16|uint64(l.rows.gen&0xffff))
	l.aim(model.ID(was))
}

// computed reports whether order, groups or filter may depend on other kinds.
func (l *list) computed() bool {
	if l.query != "" {
		return true
	}
	for _, name := range []string{strings.TrimLeft(strings.Split(l.sort, ",")[0], "-"), strings.TrimPrefix(l.group, "-")} {
		if f := l.flatKind().Field(name); f != nil && f.Type == model.TypeCalc {
			return true
		}
	}
	return false
}

func (l *list) fill(env pane.Env) {
	l.learn(env)
	l.learnKeys(env)
	l.table.Empty = l.empty(env)
	keep := l.matcher(env)
	l.rows.reset(l.kind, l.flatKind(), l.columns)
	switch {
	case l.outlined():
		l.fillTree(env, l.rows, keep)
	case l.nests():
		l.fillNest(env, l.rows, keep)
	default:
		l.fillFlat(env, l.rows, keep)
	}
}

// outlined reports whether projects show with their tasks under them.
func (l *list) outlined() bool { return l.tree && l.sort == "" && l.group == "" }

// empty says why there is nothing to see, and which key changes that.
func (l *list) empty(env pane.Env) []string {
	if l.query != "" {
		return []string{"No " + l.flatKind().Plural + " pass the filter.", "", env.Key("filter", "filter.clear", "esc") + " in the filter line (" + env.Key("browse", "list.filter", "/") + ") shows them all again."}
	}
	out := []string{"No " + l.kind.Plural + " yet.", "", l.kind.Help}
	out = append(out, "", env.Key("browse", "record.new", "n")+" makes the first one.", env.Key(act.Global, "app.palette", ":")+" import brings in what you have elsewhere.")
	if l.kind.Prefix == model.ProjectPrefix || l.kind.Prefix == model.TaskPrefix {
		key := env.Key(act.Global, "template.plan", "P")
		out = append(out, key+" "+key+" begins a plan from a template.", env.Key("outline", "outline.child", "N")+" on a project adds its first task.")
	}
	return out
}

// passing lists the records of the kind that pass the filter, in the order asked for. The slice
// is the list's own, until the next call.
func (l *list) passing(env pane.Env, keep func(model.Record) bool) []model.Record {
	recs, err := l.ordered(env)
	if err != nil && l.bad == nil {
		l.bad = err
	}
	l.total = len(recs)
	if keep != nil {
		hits := l.order.hits[:0]
		for _, rec := range recs {
			if keep(rec) {
				hits = append(hits, rec)
			}
		}
		l.order.hits, recs = hits, hits
	}
	l.found = len(recs)
	return recs
}

// fillFlat lists the records that pass, in groups where a field parts them.
func (l *list) fillFlat(env pane.Env, r *rows, keep func(model.Record) bool) {
	recs := l.passing(env, keep)
	if f := l.groupField(); f != nil {
		l.parts.make(env.Ctx(), f, strings.HasPrefix(l.group, "-"), recs)
		l.layGroups(r)
		return
	}
	l.parts.reset()
	for _, rec := range recs {
		r.ids = append(r.ids, rec.Base().ID)
	}
}

// foldAt folds or unfolds the row under the cursor; folding a leaf goes to its parent.
func (l *list) foldAt(env pane.Env, fold bool) bool {
	row := l.table.Cursor()
	if row >= l.rows.Len() {
		return false
	}
	if len(l.rows.heads) > 0 {
		return l.foldGroup(env, row, fold)
	}
	if l.query != "" || !l.outlined() && !l.nests() {
		return false
	}
	id := l.rows.ids[row]
	switch {
	case fold && l.rows.branch[row] && !l.rows.folded[row]:
		l.folds[id] = true
	case fold:
		for i := row - 1; i >= 0; i-- {
			if l.rows.depth[i] < l.rows.depth[row] {
				l.table.MoveToRow(i)
				return true
			}
		}
		return false
	case l.rows.folded[row]:
		l.folds[id] = false
	default:
		return false
	}
	l.build(env, true)
	return true
}

// foldAll folds every group or branch, or unfolds them where one is folded.
func (l *list) foldAll(env pane.Env) bool {
	any := false
	for row, id := range l.rows.ids {
		switch {
		case headed(id):
			any = any || l.shut[id]
		case len(l.rows.branch) > row && l.rows.branch[row]:
			any = any || l.rows.folded[row]
		default:
			continue
		}
		if any {
			break
		}
	}
	if len(l.rows.heads) == 0 && !l.outlined() && !l.nests() {
		return false
	}
	clear(l.shut)
	clear(l.folds)
	switch {
	case len(l.rows.heads) > 0 && !any:
		for id := range l.rows.heads {
			l.shut[id] = true
		}
	case l.outlined():
		for rec := range env.Snap.All(model.ProjectPrefix) {
			id := rec.Base().ID
			l.folds[id] = !any
			for i := range env.Snap.Plan(id).Lines {
				if x := &env.Snap.Plan(id).Lines[i]; x.Summary {
					l.folds[x.ID] = !any
				}
			}
		}
	case l.nests():
		for id := range l.order.branches(l.parentField()) {
			l.folds[id] = !any
		}
	}
	l.build(env, true)
	return true
}

// reveal puts the cursor on a record, unfolding what hides it.
func (l *list) reveal(env pane.Env, id model.ID) bool {
	l.build(env, false)
	if l.table.MoveTo(uint64(id)) {
		return true
	}
	k := env.Snap.Schema().Of(id)
	if k == nil || env.Snap.Get(id) == nil || k.Prefix != l.kind.Prefix && k.Prefix != l.plainKind().Prefix {
		return false
	}
	switch {
	case len(l.rows.heads) > 0 && k.Prefix == l.plainKind().Prefix:
		clear(l.shut)
	case l.nests() && !l.tree:
		l.unfoldTo(env, id, l.parentField())
	case l.tree:
		l.group = ""
		if l.sort != "" {
			l.setSort(env, "") // only the outline shows projects and summaries
		}
		if t, ok := env.Snap.Get(id).(*model.Task); ok {
			l.folds[t.Project] = false
			l.unfoldTo(env, id, env.Snap.Schema().Prefix(model.TaskPrefix).Field("parent"))
		}
	}
	l.build(env, true)
	return l.table.MoveTo(uint64(id))
}

// point puts the cursor on a record that shows, or would but for a fold.
func (l *list) point(env pane.Env, id model.ID) bool {
	l.build(env, false)
	if l.table.MoveTo(uint64(id)) {
		return true
	}
	for i := range l.parts.list {
		g := &l.parts.list[i]
		if l.shut[g.id] && slices.ContainsFunc(l.parts.recs[g.from:g.to], func(r model.Record) bool { return r.Base().ID == id }) {
			l.shut[g.id] = false
			l.refold(env)
			return l.table.MoveTo(uint64(id))
		}
	}
	return l.query == "" && (l.outlined() || l.nests() && !l.tree) && l.reveal(env, id)
}

// lead moves the cursor to the first row of the project or the account. In an outline that row
// comes to the top, so that one sees what is under it.
func (l *list) lead(env pane.Env, account, project model.ID) {
	if l.tree {
		defer l.table.Raise()
	}
	defer l.toHit()
	for _, want := range []model.ID{project, account} {
		if want != 0 && want.Is(l.kind.Prefix) && l.table.MoveTo(uint64(want)) {
			return
		}
	}
	for _, owner := range []model.ID{project, account} {
		for _, id := range owners(env.Snap, l.kind.Prefix)[owner] {
			if owner != 0 && l.table.MoveTo(uint64(id)) {
				return
			}
		}
	}
	if account == 0 {
		return
	}
	for _, p := range owners(env.Snap, model.ProjectPrefix)[account] {
		for _, id := range owners(env.Snap, l.kind.Prefix)[p] {
			if l.table.MoveTo(uint64(id)) {
				return
			}
		}
	}
}
