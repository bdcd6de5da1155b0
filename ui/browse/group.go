package browse

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/ui/pane"
)

// headBit marks the id of a line that stands for a group: no record has it, for records take
// 51 bits.
const headBit model.ID = 1 << 62

// headed reports whether an id is that of a group's line.
func headed(id model.ID) bool { return id&headBit != 0 }

// group is the records that have one value in common.
type group struct {
	id       model.ID // of its line: the same as long as the value is
	key      model.Key
	label    string
	from, to int // its records within parts.recs
	summed   []string
	apart    string // sums that fit under no column, named
	done     bool   // it was summed up
}

// parts are the records of a list parted by a field.
type parts struct {
	field *model.Field
	list  []group
	recs  []model.Record // group by group, each in the list's order
	which []int32        // the group of each record, while they are being parted
}

func (p *parts) reset() { p.field, p.list = nil, p.list[:0] }

// make parts the records by the field; one without a value comes last. Within a group they keep
// their order. Days are taken together by month: a group for every day is no group.
func (p *parts) make(c *model.Ctx, f *model.Field, down bool, recs []model.Record) {
	p.field, p.list = f, p.list[:0]
	p.which = p.which[:0]
	at := map[model.Key]int32{}
	key := bucket(c, f)
	for _, r := range recs {
		k := key(r)
		i, ok := at[k]
		if !ok {
			i = int32(len(p.list))
			at[k] = i
			p.list = append(p.list, group{key: k, label: groupLabel(c, f, k, r)})
		}
		p.list[i].to++
		p.which = append(p.which, i)
	}
	rank := make([]int32, len(p.list)) // where each group comes
	byRank := make([]int32, len(p.list))
	for i := range byRank {
		byRank[i] = int32(i)
	}
	slices.SortStableFunc(byRank, func(a, b int32) int { return p.list[a].compare(&p.list[b], f, down) })
	for i, g := range byRank {
		rank[g] = int32(i)
	}
	sorted := make([]group, len(p.list))
	for i := range p.list {
		sorted[rank[i]] = p.list[i]
	}
	n := 0
	for i := range sorted {
		g := &sorted[i]
		g.id = headOf(f.Name, g.key)
		count := g.to
		g.from, g.to = n, n
		n += count
	}
	p.recs = slices.Grow(p.recs[:0], n)[:n]
	for i, r := range recs {
		g := &sorted[rank[p.which[i]]]
		p.recs[g.to] = r
		g.to++
	}
	p.list = sorted
}

// compare orders groups: numbers, days and choices by size, names by their letters; nothing last.
func (g *group) compare(o *group, f *model.Field, down bool) int {
	if g.key.Set != o.key.Set {
		if g.key.Set {
			return -1
		}
		return 1
	}
	x := 0
	if !f.HasRefs() {
		x = cmp.Compare(g.key.Num, o.key.Num)
	}
	if x == 0 {
		x = strings.Compare(strings.ToLower(g.label), strings.ToLower(o.label))
	}
	if down {
		return -x
	}
	return x
}

// headOf is the id of a group's line.
func headOf(field string, k model.Key) model.ID {
	h := fnv.New64a()
	_, _ = h.Write([]byte(field + "\x00" + strconv.FormatFloat(k.Num, 'g', -1, 64) + "\x00" + k.Str))
	if k.Set {
		_, _ = h.Write([]byte{1})
	}
	return headBit | model.ID(h.Sum64()>>3)&^headBit
}

// bucket tells what a record has in common with others of its group.
func bucket(c *model.Ctx, f *model.Field) func(model.Record) model.Key {
	switch f.Type {
	case model.TypeRef, model.TypeRefs:
		var k model.Key
		first := func(id model.ID) { // made once: one a record would be garbage
			if !k.Set {
				k = model.Key{Num: float64(id), Set: true}
			}
		}
		return func(r model.Record) model.Key {
			k = model.Key{}
			f.EachRef(r, first)
			return k
		}
	case model.TypeDate, model.TypeTime:
		loc := c.Loc
		if f.Type == model.TypeDate {
			loc = time.UTC
		}
		return func(r model.Record) model.Key {
			k := f.Key(c, r)
			if !k.Set {
				return k
			}
			t := instantOf(k).In(loc)
			return model.Key{Num: float64(t.Year()*12 + int(t.Month()) - 1), Set: true}
		}
	}
	return func(r model.Record) model.Key { return f.Key(c, r) }
}

// groupLabel is the value of a group in words; r is one of its records.
func groupLabel(c *model.Ctx, f *model.Field, k model.Key, r model.Record) string {
	label := strings.ToLower(f.Label)
	if !k.Set {
		return "no " + label
	}
	switch f.Type {
	case model.TypeDate, model.TypeTime:
		m := int(k.Num)
		return time.Month(m%12+1).String() + " " + strconv.Itoa(m/12)
	case model.TypeRef, model.TypeRefs:
		return c.NameOf(model.ID(k.Num))
	case model.TypeFlag:
		if k.Num == 0 {
			return "not " + label
		}
		return label
	case model.TypeInt, model.TypeNumber, model.TypePercent, model.TypeMoney, model.TypeSpan:
		return label + " " + f.Show(c, r)
	}
	if s := strings.TrimSpace(f.Show(c.For(r), r)); s != "" {
		return s
	}
	return "no " + label
}

// groupField is the field that parts the list, nil for none.
func (l *list) groupField() *model.Field {
	name := strings.TrimPrefix(l.group, "-")
	if name == "" || l.nests() {
		return nil
	}
	return l.flatKind().FindField(name)
}

// groupable reports whether a list may be parted by a field.
func groupable(f *model.Field) bool {
	switch f.Type {
	case model.TypeLong, model.TypeList:
		return false
	}
	return !f.Title && !f.Hidden
}

// layGroups makes the rows: a line for each group, and its records where it is not folded.
func (l *list) layGroups(r *rows) {
	r.heads = map[model.ID]*group{}
	for i := range l.parts.list {
		g := &l.parts.list[i]
		r.heads[g.id] = g
		r.headRow = append(r.headRow, len(r.ids))
		r.ids = append(r.ids, g.id)
		if l.shut[g.id] {
			continue
		}
		for _, rec := range l.parts.recs[g.from:g.to] {
			r.ids = append(r.ids, rec.Base().ID)
		}
	}
	r.parts, r.shut = &l.parts, l.shut
}

// foldGroup folds or unfolds the group of a row; from within it, folding first goes to its line.
func (l *list) foldGroup(env pane.Env, row int, fold bool) bool {
	for at := row; at >= 0; at-- {
		id := l.rows.ids[at]
		switch {
		case !headed(id) && fold:
			continue
		case !headed(id), l.shut[id] == fold:
			return false
		case at != row:
			l.table.MoveToRow(at)
		default:
			l.shut[id] = fold
			l.refold(env)
		}
		return true
	}
	return false
}

// refold makes the rows anew after a fold. Neither the records nor their groups are looked at
// again, so that it takes no time in a long list.
func (l *list) refold(env pane.Env) {
	l.rows.reset(l.kind, l.flatKind(), l.columns)
	l.layGroups(l.rows)
	l.table.SetSource(l.rows, env.Rev<<16|uint64(l.rows.gen&0xffff))
}

// setGroup parts the list by a field, "" by none.
func (l *list) setGroup(env pane.Env, field string) {
	l.group, l.view = field, ""
	clear(l.shut)
	if l.tree && field != "" && l.sort == "" {
		l.sort = l.plainKind().Sort
	} else if l.tree && field == "" && l.sort == l.plainKind().Sort {
		l.sort = "" // back to the outline
	}
	l.dress()
	l.build(env, true)
	l.showHead()
}

// showHead scrolls so that the line of the group shows in which the cursor is.
func (l *list) showHead() {
	for row := l.table.Cursor(); row >= 0 && row < l.rows.Len(); row-- {
		if headed(l.rows.ids[row]) {
			l.table.Uncover(row)
			return
		}
	}
}

// sum adds up a group under the columns that show. It is done when the group's line is first
// drawn, and not again until the list changes.
func (g *group) sum(c *model.Ctx, k *model.Kind, columns []string, recs []model.Record) {
	if g.done {
		return
	}
	g.done, g.summed = true, make([]string, len(columns))
	var apart []string
	for i, name := range columns {
		f := field(k, name)
		if f == nil || !f.Sums() {
			continue
		}
		var s model.Sum
		for _, r := range recs[g.from:g.to] {
			if t, ok := r.(*model.Task); ok && c.Snap.Plan(t.Project).Summary(t.ID) {
				continue // its tasks are counted
			}
			s.Add(c, f, r)
		}
		switch words := s.Parts(c); len(words) {
		case 0:
		case 1:
			g.summed[i] = words[0]
		default: // of several currencies none stands for the others
			apart = append(apart, strings.ToLower(f.Label)+" "+strings.Join(words, " + "))
		}
	}
	g.apart = strings.Join(apart, "  ")
}
