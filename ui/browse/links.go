package browse

import (
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// linked is the records of one kind that name the record shown.
type linked struct {
	kind  *model.Kind
	head  string // how they stand to it, instead of the kind's name
	recs  []model.Record
	count int
}

const (
	fewLinked = 3   // lines of one kind in a preview
	maxLinked = 12  // lines of one kind
	maxLooked = 120 // records of one kind looked at for whether they are open
)

// weight orders the kinds that name a record: what hurts first, what is merely long last.
var weight = map[string]int{model.EscalationPrefix: 1, model.BlockerPrefix: 2, model.PromisePrefix: 3, model.RiskPrefix: 4, model.ActionPrefix: 5,
	model.ProjectPrefix: 6, model.AccountPrefix: 7, model.TaskPrefix: 8, model.AnswerPrefix: 9, model.ContactPrefix: 10, model.InteractionPrefix: 11,
	model.CostLinePrefix: 12, model.LedgerPrefix: 13, model.BaselinePrefix: 14, model.PersonPrefix: 15, model.CalendarPrefix: 16}

// backLinks lists the records that name this one, a heading for each kind, open ones first.
func (d *Detail) backLinks() {
	parts := d.gather()
	slices.SortStableFunc(parts, func(a, b *linked) int {
		if x, y := a.count > maxLinked, b.count > maxLinked; x != y {
			if x {
				return 1
			}
			return -1
		}
		return weight[a.kind.Prefix] - weight[b.kind.Prefix]
	})
	for _, p := range parts {
		d.showLinked(p)
	}
}

// waiters are the tasks that a task holds up.
const waiters = "that wait for it"

// gather collects what names the record. Tasks that name a task are inside it or wait for it.
func (d *Detail) gather() []*linked {
	var out []*linked
	last := map[string]*linked{}
	for r := range d.env.Snap.RefsTo(d.id) {
		k := d.env.Snap.Schema().Of(r.Base().ID)
		if k.Prefix == model.WorkspacePrefix {
			continue
		}
		head := ""
		if t, ok := r.(*model.Task); ok && d.id.Is(model.TaskPrefix) {
			head = waiters
			if t.Parent == d.id {
				head = "inside it"
			}
		}
		p := last[k.Prefix+head]
		if p == nil {
			p = &linked{kind: k, head: head}
			last[k.Prefix+head] = p
			out = append(out, p)
		}
		if p.count++; p.count <= maxLooked {
			p.recs = append(p.recs, r)
		}
	}
	return out
}

func (d *Detail) showLinked(p *linked) {
	var open, over []model.Record
	for _, r := range p.recs {
		if moodOf(d.env.Ctx().For(r), r).over {
			over = append(over, r)
			continue
		}
		open = append(open, r)
	}
	head := fmt.Sprintf("%d %s", p.count, plural(p.count, p.kind.Name, p.kind.Plural))
	if p.head != "" {
		head += " " + p.head
		if p.count == 1 && p.head == waiters {
			head = "1 " + p.kind.Name + " that waits for it"
		}
	}
	if len(over) > 0 && p.count <= maxLooked {
		head += fmt.Sprintf(", %d open", len(open))
	}
	d.gapBefore()
	d.add(line{label: head, head: true})
	group, most := "by "+p.kind.Prefix+p.head, maxLinked
	if d.brief {
		most = fewLinked
	}
	if d.open[group] {
		most = maxLooked
	}
	if d.brief && p.count <= maxLooked { // what is over is only counted
		over = nil
		p.count = len(open)
	}
	for i, r := range append(open, over...) {
		if i == most {
			break
		}
		d.showLink(p.kind, r)
	}
	if more := p.count - most; more > 0 {
		l := d.rest(p, more)
		if !l.leads() && !d.open[group] {
			l.fold = group
		}
		d.add(l)
	}
}

func (d *Detail) showLink(k *model.Kind, r model.Record) {
	c := d.env.Ctx().For(r)
	m := moodOf(c, r)
	l := line{label: "  " + r.Base().ID.String(), text: titleOf(c, k, r), to: r.Base().ID, tie: d.tieFrom(k, r)}
	if sign := m.sign(&d.env.Theme.Glyphs); sign != "" {
		l.label, l.sign = sign+" "+r.Base().ID.String(), m.signStyle(d.env.Theme)
	}
	if m.over {
		l.style = d.env.Theme.Dim
	}
	d.add(l)
}

// rest is the line after the last record shown; it leads to the list of all of them where a
// filter can say which they are.
func (d *Detail) rest(p *linked, more int) line {
	l := line{text: fmt.Sprintf("and %d more", more), style: d.env.Theme.Dim}
	for i := range p.kind.Fields {
		f := &p.kind.Fields[i]
		hit := false
		if f.Type == model.TypeRef || f.Type == model.TypeRefs {
			f.EachRef(p.recs[0], func(id model.ID) { hit = hit || id == d.id })
		}
		if !hit {
			continue
		}
		q := f.Name + ":" + d.id.String()
		if _, err := query.Parse(q, p.kind); err == nil {
			l.text += ": all " + p.kind.Plural
			l.style = theme.Style{}
			l.page = pane.Page{Place: "home", Kind: p.kind.Prefix, Query: q}
			break
		}
	}
	return l
}
