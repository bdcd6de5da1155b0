package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model/date"
	"tandem/model/money"
)

// Branch is a scenario applied to the live plan.
type Branch struct {
	Scenario *Scenario
	After    *Snapshot         // the workspace as it would be; dates are those of its Schedule
	Made     map[int]ID        // the records it adds, by number; they exist in After only
	Problems []ScenarioProblem // steps that cannot be applied: they are left out, but for those that close a circle
	Clashes  []ScenarioProblem // steps about what the live plan has changed since
	Since    []ID              // tasks of the plan that changed since the branch and that it does not touch
	touched  map[ScenarioRef]bool
}

// ScenarioProblem is what is to be said of one step.
type ScenarioProblem struct {
	Step    int // index in Steps
	Message string
}

// Ref is how a record of After is named in the scenario: an added one by its number.
func (b *Branch) Ref(id ID) ScenarioRef {
	for n, made := range b.Made {
		if made == id {
			return ScenarioRef{New: n}
		}
	}
	return ScenarioRef{ID: id}
}

// Branch applies a scenario to the context's snapshot. Nothing is stored: what it would take is
// told by Adopt.
func (c *Ctx) Branch(x *Scenario) *Branch {
	e := NewEdit(c.Snap, c.Now)
	b := x.apply(e)
	b.After = c.Snap.With(settled(e))
	b.clash(c)
	return b
}

// apply carries out the steps in an edit. A step that cannot be is named and left out.
func (x *Scenario) apply(e *Edit) *Branch {
	b := &Branch{Scenario: x, Made: map[int]ID{}, touched: map[ScenarioRef]bool{}}
	for i := range x.Steps {
		st := &x.Steps[i]
		if err := b.step(e, x, st); err != nil {
			b.Problems = append(b.Problems, ScenarioProblem{i, st.Text() + ": " + err.Error()})
		}
		b.touched[st.Ref()] = true
	}
	b.circles(e)
	return b
}

// circles are the problems of steps that together let a task wait for itself: each circle once, from the
// task of the last step in it. What the scenario adds is named by its number there.
func (b *Branch) circles(e *Edit) {
	step := func(l loop) int {
		for i, st := range slices.Backward(b.Scenario.Steps) {
			if b.target(&st) == l.tasks[0] && (st.Do == DoLink && l.field == "links" || st.Do == DoSet && st.Field == l.field) {
				return i
			}
		}
		return 0
	}
	list := e.loops(e.list)
	slices.SortStableFunc(list, func(x, y loop) int { return step(y) - step(x) })
	for _, l := range slices.Backward(once(list)) {
		b.Problems = append(b.Problems, ScenarioProblem{step(l), b.Ref(l.tasks[0]).String() + " " + b.round(l.tasks)})
	}
}

// round is waitsForItself in the names of the scenario.
func (b *Branch) round(circle []ID) string {
	names := make([]string, len(circle))
	for i, id := range circle {
		names[i] = b.Ref(id).String()
	}
	return "would wait for itself: " + strings.Join(names, " > ")
}

// target is the record that a step is about, 0 where it is not there.
func (b *Branch) target(st *ScenarioStep) ID {
	if st.New > 0 {
		return b.Made[st.New]
	}
	return st.Of
}

var errGone = errors.New("what it is about is gone")

func (b *Branch) step(e *Edit, x *Scenario, st *ScenarioStep) error {
	if st.Do == DoAdd {
		return b.add(e, x, st)
	}
	id := b.target(st)
	if id == 0 || e.Get(id) == nil {
		return errGone
	}
	switch st.Do {
	case DoSet:
		return setField(e, id, st.Field, b.named(st.Value))
	case DoDrop:
		return dropTask(e, id)
	case DoLink:
		l, err := e.parseLink(b.named(st.Value))
		if err != nil {
			return err
		}
		return Update(e, id, func(t *Task) error {
			t.Links = append(slices.DeleteFunc(slices.Clone(t.Links), func(o TaskLink) bool { return o.Predecessor == l.Predecessor }), l)
			return nil
		})
	case DoUnlink:
		l, err := e.parseLink(b.named(st.Value))
		if err != nil {
			return err
		}
		return Update(e, id, func(t *Task) error {
			n := len(t.Links)
			t.Links = slices.DeleteFunc(slices.Clone(t.Links), func(o TaskLink) bool { return o.Predecessor == l.Predecessor })
			if len(t.Links) == n {
				return fmt.Errorf("it does not wait for %s", l.Predecessor)
			}
			return nil
		})
	}
	return fmt.Errorf("%q is nothing a step can do", st.Do)
}

// add makes a new task at the end of the outline, or a new cost line.
func (b *Branch) add(e *Edit, x *Scenario, st *ScenarioStep) error {
	p, ok := e.Get(x.Project).(*Project)
	if !ok {
		return noSuch(x.Project)
	}
	if st.Value == "cost line" {
		l := e.base.schema.Prefix(CostLinePrefix).New().(*CostLine)
		l.Name, l.Project = st.Name, x.Project
		b.Made[st.New] = e.Put(CostLinePrefix, l)
		return nil
	}
	t := e.base.schema.Prefix(TaskPrefix).New().(*Task)
	t.Name, t.Project, t.Remaining = st.Name, x.Project, t.Duration
	t.Order = e.lastOrder(p.ID) + 1
	if x.Branched > p.Start { // what is thought of now does not begin in the past
		t.Constraint, t.ConstraintDate = "SNET", e.Ctx.For(p).business(x.Branched.Day(e.Ctx.For(p).Loc), false)
	}
	b.Made[st.New] = e.Put(TaskPrefix, t)
	return nil
}

// lastOrder is the highest place in the outline that the edit knows.
func (e *Edit) lastOrder(project ID) int {
	last := 0
	for t := range e.base.TasksOf(project) {
		last = max(last, t.Order)
	}
	for _, ch := range e.list {
		if t, ok := ch.After.(*Task); ok && t.Project == project {
			last = max(last, t.Order)
		}
	}
	return last
}

// named puts the references of the records made in place of their numbers: N1.
func (b *Branch) named(s string) string {
	if len(b.Made) == 0 || !strings.ContainsAny(s, "Nn") {
		return s
	}
	var out strings.Builder
	for len(s) > 0 {
		n := strings.IndexAny(s, " |,;\n")
		word := s
		if n >= 0 {
			word = s[:n]
		}
		if num, ok := newNumber(word); ok && b.Made[num] != 0 {
			out.WriteString(b.Made[num].String())
		} else {
			out.WriteString(word)
		}
		if n < 0 {
			break
		}
		out.WriteByte(s[n])
		s = s[n+1:]
	}
	return out.String()
}

// parseLink reads a predecessor, the type of link and the lag: T-3, T-3 SS, T-3 FS +2d.
func (e *Edit) parseLink(s string) (TaskLink, error) {
	l := TaskLink{Type: FS}
	w := strings.Fields(s)
	if len(w) == 0 {
		return l, errors.New("a link names a task: T-3 FS +2d")
	}
	id, err := ParseID(w[0])
	if err != nil || !id.Is(TaskPrefix) {
		return l, fmt.Errorf("%q is no task", w[0])
	}
	if _, ok := e.Get(id).(*Task); !ok {
		return l, noSuch(id)
	}
	l.Predecessor = id
	for _, x := range w[1:] {
		switch t := LinkType(strings.ToUpper(x)); t {
		case FS, SS, FF, SF:
			l.Type = t
			continue
		}
		lag, err := date.ParseSpan(x, e.Ctx.Scale)
		if err != nil {
			return l, fmt.Errorf("%q is neither FS, SS, FF, SF nor a lag such as +2d", x)
		}
		l.Lag = lag
	}
	return l, nil
}

// dropTask takes a task out of the plan, and what is under it. It is kept as inactive.
func dropTask(e *Edit, id ID) error {
	if l, ok := e.Get(id).(*CostLine); ok { // a budget line that is not needed
		return Update(e, id, func(x *CostLine) error { x.Planned = money.Amount{Code: l.Planned.Code}; return nil })
	}
	t, ok := e.Get(id).(*Task)
	if !ok {
		return fmt.Errorf("%s is no task: only tasks and cost lines can be dropped", id)
	}
	out := map[ID]bool{id: true}
	for x := range e.base.TasksOf(t.Project) { // in the outline's order: a parent comes before its children
		if now, ok := e.Get(x.ID).(*Task); ok && (out[now.ID] || out[now.Parent]) {
			out[now.ID] = true
			if err := Update(e, now.ID, func(x *Task) error { x.Inactive = true; return nil }); err != nil {
				return err
			}
		}
	}
	return Update(e, id, func(x *Task) error { x.Inactive = true; return nil })
}

// setField sets a field of a record in an edit; the error is the sentence alone.
func setField(e *Edit, id ID, field, value string) error {
	err := e.Set(id, field, value)
	if p := (Problem{}); errors.As(err, &p) {
		return errors.New(p.Message)
	}
	return err
}

// settled are the changes of an edit with what follows from them for plans (see Settle), and for
// money: where the work of a task's people changes, so does what it costs, by their rates.
func settled(e *Edit) []Change {
	list := Settle(e.base, Batch{Changes: slices.Clone(e.list)}, e.Ctx.Now).Changes
	for i := range list {
		was, _ := list[i].Before.(*Task)
		now, ok := list[i].After.(*Task)
		if !ok || was == nil || slices.Equal(was.Assignments, now.Assignments) || was.PlannedCost != now.PlannedCost {
			continue
		}
		x := e.base.schema.Of(now.ID).Copy(now).(*Task)
		x.reprice(e.Ctx, was)
		list[i].After = x
	}
	return list
}

// reprice moves the planned cost of a task by what its people's work costs more or less than it
// did, and the cost of each assignment that told one.
func (t *Task) reprice(c *Ctx, was *Task) {
	before := map[ID]*Assignment{}
	for i := range was.Assignments {
		before[was.Assignments[i].Person] = &was.Assignments[i]
		gone := was.Assignments[i].price(c)
		gone.Minor = -gone.Minor
		if !t.PlannedCost.IsZero() {
			t.PlannedCost = plus(t.PlannedCost, gone)
		}
	}
	t.Assignments = slices.Clone(t.Assignments)
	for i := range t.Assignments {
		a := &t.Assignments[i]
		by := a.price(c)
		if !t.PlannedCost.IsZero() {
			t.PlannedCost = plus(t.PlannedCost, by)
		}
		if old := before[a.Person]; old != nil && !a.Cost.IsZero() && a.Cost == old.Cost {
			by.Minor -= old.price(c).Minor
			a.Cost = plus(a.Cost, by)
		}
	}
}

// plus adds amounts of one currency; one of another currency is left out.
func plus(a, b money.Amount) money.Amount {
	if b.Minor == 0 {
		return a
	}
	if sum, err := a.Add(b); err == nil {
		return sum
	}
	return a
}

// Text is the step in words: "T-14 Carrier API: duration 5d".
func (s *ScenarioStep) Text() string {
	who := s.Ref().String()
	if s.Of == 0 && s.New == 0 {
		who = "something"
	}
	if s.Name != "" {
		who += " " + s.Name
	}
	switch s.Do {
	case DoSet:
		v := s.Value
		if v == "" {
			v = "nothing"
		}
		return who + ": " + strings.ReplaceAll(s.Field, "_", " ") + " " + v
	case DoAdd:
		return "new " + s.Value + " " + who
	case DoDrop:
		return who + ": dropped"
	case DoLink:
		return who + ": waits for " + s.Value
	case DoUnlink:
		return who + ": no longer waits for " + s.Value
	}
	return who
}

// clash finds what the live plan changed since the branch: the steps it touches, and other tasks.
func (b *Branch) clash(c *Ctx) {
	x := b.Scenario
	for i := range x.Steps {
		st := &x.Steps[i]
		r := c.Snap.Get(st.Of)
		if st.Of == 0 || r == nil {
			continue
		}
		switch st.Do {
		case DoSet:
			f := c.Snap.schema.Of(st.Of).FindField(st.Field)
			if f == nil {
				continue
			}
			cc := c.For(r)
			if is := f.Text(cc, r); is != st.Was && is != st.Value {
				b.Clashes = append(b.Clashes, ScenarioProblem{i, fmt.Sprintf("%s %s: %s was %s and is %s now; the scenario says %s", st.Of, c.NameOf(st.Of),
					strings.ToLower(f.Label), orNothing(st.Was), orNothing(is), orNothing(st.Value))})
			}
		case DoDrop:
			if r.Base().Changed > x.Branched && x.Branched != 0 && r.Base().Changed != r.Base().Created {
				b.Clashes = append(b.Clashes, ScenarioProblem{i, fmt.Sprintf("%s %s has changed since; the scenario drops it", st.Of, c.NameOf(st.Of))})
			}
		}
	}
	if x.Branched == 0 {
		return
	}
	for t := range c.Snap.TasksOf(x.Project) {
		if (t.Changed > x.Branched || t.Created > x.Branched) && !b.touched[ScenarioRef{ID: t.ID}] {
			b.Since = append(b.Since, t.ID)
		}
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
