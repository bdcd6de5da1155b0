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
	folds   map[model.ID]bool // folded or unfolded by hand
	built   *model.Snapshot
	minute  int64
	rev     uint64
}

// treeColumns are those that projects and tasks share.
var treeColumns = []string{"name", "duration", "start", "finish", "percent", "assigned"}

// narrow are the columns of the outline that need less room than their fields say, and which
// of them goes first where there is too little: a name that can be read is worth more.
var narrow = map[string]struct{ width, priority int }{
	"duration": {6, 40}, "start": {6, 30}, "finish": {9, 90}, "percent": {5, 60}, "assigned": {14, 20}}

func newList(k *model.Kind) *list {
	l := &list{kind: k, columns: k.Columns, sort: k.Sort, folds: map[model.ID]bool{}, rows: &rows{}}
	if k.Prefix == model.ProjectPrefix {
		l.tree, l.columns, l.sort = true, treeColumns, ""
	}
	l.table = table.New(l.tableColumns()...)
	l.table.Empty = []string{"", "  No " + k.Plural + " yet.", "  " + k.Help, "", "  n makes the first one; : import brings in what you have."}
	return l
}

// field finds a column's field in a kind; a project answers for some of a task's columns.
func field(k *model.Kind, name string) *model.Field {
	if f := k.Field(name); f != nil {
		return f
	}
	if name == "percent" {
		return k.Field("done")
	}
	return nil
}

func (l *list) tableColumns() []table.Column {
	out := make([]table.Column, 0, len(l.columns))
	kind := l.kind
	if l.tree && l.sort == "" {
		kind = model.Kinds().Prefix(model.TaskPrefix)
	}
	title := l.kind.TitleField()
	for i, name := range l.columns {
		f := field(kind, name)
		if f == nil {
			f = field(l.kind, name)
		}
		if f == nil {
			continue
		}
		c := table.Column{Name: name, Title: strings.ToLower(f.Label), Width: max(f.Width, len(f.Label)), Min: min(max(f.Width, 4), 8), Priority: 50 - i}
		if title != nil && name == title.Name {
			c.Flex, c.Min, c.Width, c.Priority = 1, 28, 34, 100
		}
		if f.Type == model.TypeRef || f.Type == model.TypeText || f.Type == model.TypeCalc && f.Width > 12 {
			c.Max = 2 * c.Width
		}
		if numeric(f) {
			c.Align = layout.Right
		}
		if name == "duration" {
			c.Title = "dur"
		}
		if w, ok := narrow[name]; ok && l.tree {
			c.Width, c.Min, c.Priority = w.width, w.width, w.priority
		}
		out = append(out, c)
	}
	return out
}

func numeric(f *model.Field) bool {
	switch f.Type {
	case model.TypeInt, model.TypeNumber, model.TypeMoney, model.TypePercent, model.TypeSpan:
		return true
	case model.TypeCalc:
		return f.Width <= 10
	}
	return false
}

// parse compiles the filter; while it is typed an unfinished end does no harm.
func (l *list) parse(q string) (*query.Query, error) {
	if strings.TrimSpace(q) == "" {
		return nil, nil
	}
	return query.Parse(q, l.filterKind())
}

// filterKind is the kind whose fields a filter names.
func (l *list) filterKind() *model.Kind {
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
	f := l.kind.Field(strings.TrimLeft(strings.Split(l.sort, ",")[0], "-"))
	return f != nil && (f.Type == model.TypeCalc)
}

func (l *list) fill(env pane.Env) {
	keep := l.matcher(env)
	r := &rows{kind: l.kind, columns: l.columns, gen: l.rows.gen + 1}
	if l.tree && l.sort == "" {
		l.fillTree(env, r, keep)
	} else {
		l.fillFlat(env, r, keep)
	}
	l.rows = r
}

// matcher is the filter as a predicate; a term that cannot be read is left out and bad says why.
func (l *list) matcher(env pane.Env) func(model.Record) bool {
	l.bad = nil
	if strings.TrimSpace(l.query) == "" {
		return nil
	}
	q, err := query.Parse(l.query, l.filterKind())
	if err != nil {
		l.bad = err
		q, _ = query.Lenient(l.query, l.filterKind()) // what can be read of it; bad says what cannot
	}
	return q.Bind(env.Ctx())
}

func (l *list) fillFlat(env pane.Env, r *rows, keep func(model.Record) bool) {
	recs := make([]model.Record, 0, env.Snap.Count(l.kind.Prefix))
	for rec := range env.Snap.All(l.kind.Prefix) {
		if keep == nil || keep(rec) {
			recs = append(recs, rec)
		}
	}
	if err := query.Sort(env.Ctx(), l.kind, recs, l.sort); err != nil {
		l.bad = err
	}
	r.ids = make([]model.ID, len(recs))
	for i, rec := range recs {
		r.ids[i] = rec.Base().ID
	}
}

// fillTree lists the projects with their outlines. With a filter, the lines above a match
// stay so that one sees where it is.
func (l *list) fillTree(env pane.Env, r *rows, keep func(model.Record) bool) {
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
		r.add(id, 0, len(plan.Tasks) > 0, folded)
		if keep == nil {
			if !folded {
				l.branch(r, plan, 0, 1)
			}
			continue
		}
		if !l.matches(r, plan, keep) && !strings.Contains(strings.ToLower(p.(*model.Project).Name), strings.ToLower(l.query)) {
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

// folded reports whether what is under a summary is hidden: as somebody left it, else where
// all of it is done.
func (l *list) folded(t *model.Task) bool {
	if by, ok := l.folds[t.ID]; ok {
		return by
	}
	return t.Complete()
}

// branch adds the tasks under one, leaving out what is folded.
func (l *list) branch(r *rows, plan *model.Plan, under model.ID, depth int) {
	for _, t := range plan.Children(under) {
		summary := plan.Summary(t.ID)
		folded := summary && l.folded(t)
		r.add(t.ID, depth, summary, folded)
		if summary && !folded && depth < 60 {
			l.branch(r, plan, t.ID, depth+1)
		}
	}
}

// matches adds the tasks that pass and the summaries above them.
func (l *list) matches(r *rows, plan *model.Plan, keep func(model.Record) bool) bool {
	wanted := map[model.ID]bool{}
	parents := map[model.ID]model.ID{}
	for _, t := range plan.Tasks {
		parents[t.ID] = t.Parent
		if keep(t) {
			for id := t.ID; id != 0 && !wanted[id]; id = parents[id] {
				wanted[id] = true
			}
		}
	}
	depth := map[model.ID]int{0: 0}
	for _, t := range plan.Tasks {
		depth[t.ID] = depth[t.Parent] + 1
		if wanted[t.ID] {
			r.add(t.ID, depth[t.ID], plan.Summary(t.ID), false)
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

// lead moves the cursor to the first row of the project or the account.
func (l *list) lead(env pane.Env, account, project model.ID) {
	for _, want := range []model.ID{project, account} {
		if want != 0 && want.Is(l.kind.Prefix) && l.table.MoveTo(uint64(want)) {
			return
		}
	}
	if account == 0 {
		return
	}
	for _, owner := range []model.ID{project, account} {
		for _, id := range owners(env.Snap, l.kind.Prefix)[owner] {
			if owner != 0 && l.table.MoveTo(uint64(id)) {
				return
			}
		}
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
	first, _, _ := strings.Cut(spec, ",")
	l.table.Sort(strings.TrimPrefix(first, "-"), strings.HasPrefix(first, "-"))
	l.build(env, true)
}
