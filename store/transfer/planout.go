package transfer

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/store/transfer/mspdi"
)

// planWriter is Microsoft Project XML. What became of a file that a project came from is told in
// planbase.go; a project of another origin is written from nothing by the same functions.
func planWriter() Writer {
	return Writer{Name: "mspdi", Title: "Microsoft Project XML: a project's plan", Ext: ".xml", Write: writePlan}
}

// errWholePlan refuses a part of a plan: what is left would not be one.
var errWholePlan = errors.New("a plan goes out as a whole: name the project and no kind, as in tandem export mspdi --project P-1 --out plan.xml")

// writePlan writes one project.
func writePlan(ctx context.Context, s *model.Snapshot, now date.Instant, sel Selection, out io.Writer) error {
	p, err := onePlan(s, sel)
	if err != nil {
		return err
	}
	o, err := newPlanOut(ctx, s, now, p)
	if err != nil {
		return err
	}
	for _, step := range []func(){o.structure, o.calendars, o.project, o.people, o.tasks, o.assignments, o.tidy} {
		if err := ctx.Err(); err != nil {
			return err
		}
		step()
	}
	w := bufio.NewWriterSize(out, 64<<10)
	if err := o.doc.Write(w); err != nil {
		return err
	}
	return w.Flush()
}

// onePlan is the project that is selected, or the only one there is.
func onePlan(s *model.Snapshot, sel Selection) (*model.Project, error) {
	if sel.Keep != nil {
		return nil, errWholePlan
	}
	if sel.Project != 0 {
		p, ok := model.Find[*model.Project](s, sel.Project)
		if !ok {
			return nil, fmt.Errorf("%w: %s is no project", ErrEmpty, sel.Project)
		}
		return p, nil
	}
	var only *model.Project
	for p := range model.Each[*model.Project](s, model.ProjectPrefix) {
		if only != nil {
			return nil, fmt.Errorf("such a file holds one plan, and there are %d projects: name one, as in --project %s", s.Count(model.ProjectPrefix), only.ID)
		}
		only = p
	}
	if only == nil {
		return nil, fmt.Errorf("%w: there is no project", ErrEmpty)
	}
	return only, nil
}

// planOut is one project on its way into a file.
type planOut struct {
	doc   *mspdi.Document
	cur   *planSide
	base  *planSide // nil: there is no file to begin with
	file  *planBase // what base was made from
	num   planNumbers
	own   map[model.ID]int64               // calendars of their own that people get, by the person
	made  []*mspdi.Elem                    // containers that the file did not have
	uses  map[model.ID]bool                // people that are assigned
	line  []*model.Task                    // the tasks in their order
	was   map[string]map[int64]*mspdi.Elem // records as the file has them, by their container and number
	moved bool                             // the outline is not that of the file
	text  map[string]string                // numbers of text fields by the name of a custom value
	span  map[model.ID][2]date.Instant     // start and finish of each task as written
}

// planSide is the records on one side of the comparison: as they are, or as the file has them.
type planSide struct {
	snap  *model.Snapshot
	loc   *time.Location
	proj  *model.Project
	sched *model.Schedule
	code  money.Code
	scale date.Scale
}

func newPlanOut(ctx context.Context, s *model.Snapshot, now date.Instant, p *model.Project) (*planOut, error) {
	c := s.Ctx(now).For(p)
	o := &planOut{cur: &planSide{snap: s, loc: c.Loc, proj: p, sched: s.Schedule(p.ID), code: c.Currency, scale: c.Scale},
		num:  planNumbers{of: map[model.ID]int64{}, next: map[string]int64{}},
		uses: map[model.ID]bool{}, was: map[string]map[int64]*mspdi.Elem{}, text: map[string]string{}, span: map[model.ID][2]date.Instant{}}
	if kept := s.SourceOf(p.ID, "mspdi"); kept != nil {
		if err := o.open(ctx, s, kept); err != nil {
			return nil, fmt.Errorf("%s: %w", kept.Name, err)
		}
	}
	if o.doc == nil {
		o.doc = mspdi.Blank()
	}
	return o, nil
}

// open begins with the kept file. One that cannot be unpacked any more is an error rather than
// a loss that nobody is told of: delete its record, and the plan is written from nothing.
func (o *planOut) open(ctx context.Context, s *model.Snapshot, kept *model.SourceFile) error {
	raw, err := kept.Bytes()
	if err != nil {
		return fmt.Errorf("%w; delete %s to write the plan without it", err, kept.ID)
	}
	if o.file, err = rebase(ctx, s, kept, raw); err != nil {
		return err
	}
	if o.doc, err = mspdi.Open(ctx, raw, o.file.plan.Incomplete); err != nil {
		return err
	}
	p, ok := model.Find[*model.Project](o.file.snap, o.file.proj)
	if !ok || p.ID != o.cur.proj.ID {
		return fmt.Errorf("it is the file of another project; delete %s to write the plan without it", kept.ID)
	}
	o.base = &planSide{snap: o.file.snap, loc: o.file.loc, proj: p, sched: o.file.snap.Schedule(p.ID), code: o.file.code, scale: o.file.scale()}
	o.file.numbers(&o.num)
	o.named(raw)
	for _, list := range []string{"Tasks", "Resources", "Assignments", "Calendars"} {
		for _, e := range o.doc.Root.Kid(list).Kids() {
			o.known(list, e)
		}
	}
	return nil
}

// list is a container of records, made where there is none.
func (o *planOut) list(name string) *mspdi.Elem {
	e := o.doc.Root.Kid(name)
	if e == nil {
		e = mspdi.NewElem(name)
		o.doc.Root.Insert(mspdi.ProjectOrder(), e)
		o.made = append(o.made, e)
	}
	return e
}

// tidy takes out the containers that were made and not needed.
func (o *planOut) tidy() {
	for _, e := range o.made {
		if len(e.Kids()) == 0 {
			o.doc.Root.Remove(e)
		}
	}
}

// value is a child element as it would be written for a record.
type value struct{ name, text string }

// patch writes into an element what differs between two states of a record, or all of it where
// there was none before. The two lists have the same names.
func patch(e *mspdi.Elem, order []string, before, after []value) {
	for i, v := range after {
		if before == nil && v.text != "" || before != nil && before[i].text != v.text {
			e.Set(order, v.name, v.text)
		}
	}
}

// fill is patch for an element that is new: all values at once, in the order of the format, by the
// place of each name in it.
func fill(e *mspdi.Elem, rank map[string]int, values []value) {
	kids := slices.Clone(e.Kids())
	for _, v := range values {
		k := mspdi.Leaf(v.name, v.text)
		if k == nil {
			continue
		}
		if i := slices.IndexFunc(e.Kids(), func(x *mspdi.Elem) bool { return x.Name == v.name }); i >= 0 {
			kids[i] = k
		} else {
			kids = append(kids, k)
		}
	}
	slices.SortStableFunc(kids, func(a, b *mspdi.Elem) int { return cmp.Compare(rank[a.Name], rank[b.Name]) })
	e.SetKids(kids)
}

// ranks is the place of each name in an order.
func ranks(order []string) map[string]int {
	m := make(map[string]int, len(order))
	for i, n := range order {
		m[n] = i
	}
	return m
}

// made is a new element of values.
func made(name string, values []value) *mspdi.Elem {
	e := mspdi.NewElem(name)
	for _, v := range values {
		if k := mspdi.Leaf(v.name, v.text); k != nil {
			e.Append(k)
		}
	}
	return e
}

// at is a moment as the plan's clock shows it.
func (x *planSide) at(i date.Instant) string {
	if i == 0 {
		return ""
	}
	return mspdi.WallText(i.In(x.loc), x.loc)
}

// money is an amount in hundredths. One in another currency than the plan's has no place in it.
func (x *planSide) money(a money.Amount) string {
	if a.Code != "" && a.Code != x.code {
		return ""
	}
	return mspdi.MoneyText(a.Minor, x.code.Digits())
}

// rate is an amount in units of the currency.
func (x *planSide) rate(a money.Amount) string {
	if a.Code != "" && a.Code != x.code {
		return ""
	}
	return mspdi.RateText(a.Minor, x.code.Digits())
}

// length is a span, "" for none.
func length(s date.Span) string {
	if s.IsZero() || s.Unit == date.Percent {
		return ""
	}
	return mspdi.DurationText(s.N)
}

// format is the code of the unit a span is written in.
func format(s date.Span) string {
	for name, u := range unitOf {
		if u == s.Unit || u+date.ElapsedMinutes == s.Unit && s.Elapsed() {
			return fmt.Sprint(mspdi.FormatOf(name, s.Elapsed(), s.Est))
		}
	}
	return fmt.Sprint(mspdi.FormatOf("%", false, s.Est))
}

// dates are what the schedule says of a task; false where it cannot say.
func (x *planSide) dates(id model.ID) (model.Dates, bool) {
	if x.sched.Stored != "" {
		return model.Dates{}, false
	}
	d, ok := x.sched.Of(id)
	return d, ok && d.Start != 0
}
