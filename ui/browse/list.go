package browse

import (
	"sort"
	"strings"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
)

// list is how one kind is shown: its columns, order, filter and rows.
type list struct {
	kind    *model.Kind
	tree    bool // projects with their tasks under them
	table   *table.Table
	rows    *rows
	columns []string
	sort    string
	query   string
	bad     error             // what is wrong with the query
	found   int               // records that pass it
	folds   map[model.ID]bool // folded or unfolded by hand
	built   *model.Snapshot
	minute  int64
	rev     uint64
}

func newList(k *model.Kind) *list {
	l := &list{kind: k, tree: k.Prefix == model.ProjectPrefix, folds: map[model.ID]bool{}, rows: &rows{}}
	l.sort, l.columns = l.usual(), l.usualColumns()
	l.table = table.New(l.tableColumns()...)
	l.showSort()
	return l
}

// parse compiles the filter; while it is typed an unfinished end does no harm.
func (l *list) parse(q string) (*query.Query, error) {
	if strings.TrimSpace(q) == "" {
		return nil, nil
	}
	return query.Parse(q, l.flatKind())
}

// flatKind is the kind that is filtered, and sorted where nothing nests: the tasks of the outline.
func (l *list) flatKind() *model.Kind {
	if l.tree {
		return model.Kinds().Prefix(model.TaskPrefix)
	}
	return l.kind
}

func (l *list) setQuery(env pane.Env, q string) {
	if l.query != q {
		l.query = q
		l.build(env, true)
	}
}

// build makes the rows anew where something they come from has changed.
func (l *list) build(env pane.Env, force bool) {
	minute := int64(env.Now) / 60
	if !force && l.rev == env.Rev && l.built == env.Snap {
		return
	}
	stale := force || l.built == nil || !l.built.SameTable(env.Snap, l.kind.Prefix) ||
		l.tree && !l.built.SameTable(env.Snap, model.TaskPrefix) || l.query != "" && l.minute != minute || l.computed()
	if stale {
		l.fill(env)
	}
	l.rows.env(env)
	l.built, l.minute, l.rev = env.Snap, minute, env.Rev
	l.table.SetSource(l.rows, env.Rev<<8|uint64(l.rows.gen&0xff))
}

// computed reports whether order or filter may depend on other kinds.
func (l *list) computed() bool {
	if l.query != "" {
		return true
	}
	f := l.flatKind().Field(strings.TrimLeft(strings.Split(l.sort, ",")[0], "-"))
	return f != nil && (f.Type == model.TypeCalc)
}

func (l *list) fill(env pane.Env) {
	l.table.Empty = l.empty()
	keep := l.matcher(env)
	r := &rows{kind: l.kind, columns: l.columns, gen: l.rows.gen + 1}
	if n := env.Snap.Count(l.kind.Prefix) + env.Snap.Count(model.TaskPrefix); l.tree {
		r.ids, r.depth, r.branch, r.folded = make([]model.ID, 0, n), make([]uint8, 0, n), make([]bool, 0, n), make([]bool, 0, n)
	}
	if l.tree && l.sort == "" {
		l.fillTree(env, r, keep)
	} else {
		l.fillFlat(env, r, keep)
	}
	l.rows = r
}

// empty says why there is nothing to see, and which key changes that.
func (l *list) empty() []string {
	if l.query != "" {
		return []string{"No " + l.flatKind().Plural + " pass the filter.", "", "esc in the filter line (/) shows them all again."}
	}
	out := append([]string{"No " + l.kind.Plural + " yet.", ""}, layout.Wrap(l.kind.Help, 50)...)
	return append(out, "", "n makes the first one.", ": import brings in what you have elsewhere.")
}

// matcher is the filter as a predicate; a term that cannot be read is left out and bad says why.
func (l *list) matcher(env pane.Env) func(model.Record) bool {
	l.bad = nil
	if strings.TrimSpace(l.query) == "" {
		return nil
	}
	q, err := query.Parse(l.query, l.flatKind())
	if err != nil {
		l.bad = err
		q, _ = query.Lenient(l.query, l.flatKind()) // what can be read of it; bad says what cannot
	}
	return q.Bind(env.Ctx())
}

// fillFlat lists the records in the order asked for; of the outline, the tasks that are no
// summaries, whose dates only repeat those of others.
func (l *list) fillFlat(env pane.Env, r *rows, keep func(model.Record) bool) {
	k := l.flatKind()
	recs := make([]model.Record, 0, env.Snap.Count(k.Prefix))
	for rec := range env.Snap.All(k.Prefix) {
		if t, ok := rec.(*model.Task); ok && l.tree && env.Snap.Plan(t.Project).Summary(t.ID) {
			continue
		}
		if keep == nil || keep(rec) {
			recs = append(recs, rec)
		}
	}
	if err := query.Sort(env.Ctx(), k, recs, l.sort); err != nil {
		l.bad = err
	}
	r.ids = make([]model.ID, len(recs))
	for i, rec := range recs {
		r.ids[i] = rec.Base().ID
	}
	l.found = len(recs)
}

// fillTree lists the projects with their outlines. With a filter, the lines above a match
// stay so that one sees where it is.
func (l *list) fillTree(env pane.Env, r *rows, keep func(model.Record) bool) {
	l.found = 0
	var projects []model.Record
	for p := range env.Snap.All(model.ProjectPrefix) {
		projects = append(projects, p)
	}
	sort.SliceStable(projects, func(i, j int) bool { return worse(projects[i].(*model.Project), projects[j].(*model.Project)) })
	for _, p := range projects {
		id := p.Base().ID
		plan := env.Snap.Plan(id)
		at := len(r.ids)
		folded := l.folds[id] && keep == nil
		r.add(id, 0, len(plan.Lines) > 0, folded)
		if keep == nil {
			if !folded {
				l.outline(r, plan)
			}
			continue
		}
		if !l.matches(env, r, plan, keep) && !strings.Contains(strings.ToLower(p.(*model.Project).Name), strings.ToLower(l.query)) {
			r.cut(at)
		}
	}
}

// worse puts live projects before closed ones, the worst reported first, then by name.
func worse(a, b *model.Project) bool {
	if a.Phase.Live() != b.Phase.Live() {
		return a.Phase.Live()
	}
	if x, y := pain(a.Reported), pain(b.Reported); x != y {
		return x > y
	}
	return a.Name < b.Name
}

func pain(c model.Colour) int {
	switch c {
	case model.Red:
		return 3
	case model.Amber:
		return 2
	case model.Green:
		return 1
	}
	return 0
}

// outline adds a project's tasks, leaving out what is folded.
func (l *list) outline(r *rows, plan *model.Plan) {
	hidden := -1 // the depth below which a folded summary hides all
	for i := range plan.Lines {
		x := &plan.Lines[i]
		if hidden >= 0 && x.Depth > hidden {
			continue
		}
		folded := x.Summary && l.folded(x)
		hidden = -1
		if folded {
			hidden = x.Depth
		}
		r.add(x.ID, x.Depth+1, x.Summary, folded)
	}
}

// folded reports whether what is under a summary is hidden: as somebody left it, else where
// all of it is done.
func (l *list) folded(x *model.PlanLine) bool {
	if by, ok := l.folds[x.ID]; ok {
		return by
	}
	return x.Complete
}

// matches adds the tasks that pass and the summaries above them.
func (l *list) matches(env pane.Env, r *rows, plan *model.Plan, keep func(model.Record) bool) bool {
	wanted := map[model.ID]bool{}
	parents := map[model.ID]model.ID{}
	for _, x := range plan.Lines {
		parents[x.ID] = x.Parent
		if t := env.Snap.Get(x.ID); t != nil && keep(t) {
			l.found++
			for id := x.ID; id != 0 && !wanted[id]; id = parents[id] {
				wanted[id] = true
			}
		}
	}
	for _, x := range plan.Lines {
		if wanted[x.ID] {
			r.add(x.ID, x.Depth+1, x.Summary, false)
		}
	}
	return len(wanted) > 0
}

// foldAt folds or unfolds the row under the cursor; folding a leaf goes to its parent.
func (l *list) foldAt(env pane.Env, fold bool) bool {
	if l.sort != "" || l.query != "" {
		return false
	}
	row := l.table.Cursor()
	if row >= l.rows.Len() {
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

// reveal puts the cursor on a record, unfolding what hides it.
func (l *list) reveal(env pane.Env, id model.ID) bool {
	l.build(env, false)
	if l.table.MoveTo(uint64(id)) {
		return true
	}
	if !l.tree {
		return false
	}
	if l.sort != "" {
		l.setSort(env, "") // only the outline shows projects and summaries
	}
	if t, ok := env.Snap.Get(id).(*model.Task); ok {
		l.folds[t.Project] = false
		for up := t.Parent; up != 0; {
			l.folds[up] = false
			x, ok := model.Find[*model.Task](env.Snap, up)
			if !ok {
				break
			}
			up = x.Parent
		}
		l.build(env, true)
	}
	return l.table.MoveTo(uint64(id))
}

// lead moves the cursor to the first row of the project or the account. In an outline that row
// comes to the top, so that one sees what is under it.
func (l *list) lead(env pane.Env, account, project model.ID) {
	if l.tree {
		defer l.table.Raise()
	}
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

// nextSort sorts by the column after the one sorted by; after the last comes the usual order.
func (l *list) nextSort(env pane.Env) {
	first, _, _ := strings.Cut(strings.TrimPrefix(l.sort, "-"), ",")
	at := -1
	if l.sort != l.usual() {
		for i, c := range l.columns {
			if c == first {
				at = i
			}
		}
	}
	if at+1 < len(l.columns) && l.columns[at+1] == l.usual() {
		at++ // that is how it is sorted, or will be in the end
	}
	if at+1 >= len(l.columns) {
		l.setSort(env, l.usual())
		return
	}
	l.setSort(env, l.columns[at+1])
}

func (l *list) usual() string {
	if l.tree {
		return ""
	}
	return l.kind.Sort
}

func (l *list) reverse(env pane.Env) {
	first, rest, more := strings.Cut(l.sort, ",")
	if first == "" {
		first = "name"
	}
	if strings.HasPrefix(first, "-") {
		first = first[1:]
	} else {
		first = "-" + first
	}
	if more {
		first += "," + rest
	}
	l.setSort(env, first)
}

// sortBy sorts by the column that was clicked; again turns it round.
func (l *list) sortBy(env pane.Env, col int) {
	cols := l.table.Columns()
	if col < 0 || col >= len(cols) {
		return
	}
	name := cols[col].Name
	if l.sort == name {
		name = "-" + name
	}
	l.setSort(env, name)
}

func (l *list) setSort(env pane.Env, spec string) {
	l.sort = spec
	l.table.SetColumns(l.tableColumns()...)
	l.showSort()
	l.build(env, true)
}

// showSort puts the sign of the order into the heading.
func (l *list) showSort() {
	first, _, _ := strings.Cut(l.sort, ",")
	l.table.Sort(strings.TrimPrefix(first, "-"), strings.HasPrefix(first, "-"))
}
