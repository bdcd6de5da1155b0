package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model/date"
)

// Templates are what a project can be begun from: those of the workspace by name, then the
// built-in ones, one for each method. The built-in ones have no ID.
func (s *Snapshot) Templates() []*Template {
	var out []*Template
	for x := range Each[*Template](s, TemplatePrefix) {
		if x.Of == "project" && len(x.Tasks) > 0 {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b *Template) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return append(out, BuiltinTemplates()...)
}

// TemplateNamed finds a template by its reference, its name or the only one that begins so, or by a
// method, which means the built-in one.
func (c *Ctx) TemplateNamed(name string) (*Template, error) {
	all := c.Snap.Templates()
	name = strings.TrimSpace(name)
	var near []*Template
	for _, x := range all {
		switch {
		case strings.EqualFold(x.Name, name) || x.ID != 0 && strings.EqualFold(x.ID.String(), name) || x.ID == 0 && strings.EqualFold(string(x.Method), name):
			return x, nil
		case name != "" && strings.HasPrefix(strings.ToLower(x.Name), strings.ToLower(name)):
			near = append(near, x)
		}
	}
	if len(near) == 1 {
		return near[0], nil
	}
	var names []string
	for _, x := range all {
		names = append(names, strconv.Quote(x.Name))
	}
	return nil, fmt.Errorf("%q is no template of a project: there are %s", name, strings.Join(names, ", "))
}

// TemplateUse says what is to be made of a template.
type TemplateUse struct {
	Project ID     // an empty project to fill; 0: a new one
	Name    string // of a new one; empty: that of the template
	Account ID     // of a new one
	Start   date.Instant
}

// UseTemplate makes a living plan of a template: a project, its tasks with their links, durations
// and roles, a sprint for each stretch that is one, and the dates that follow from the start. A
// role is given to the person who has it, where just one does. All of it is one batch.
func UseTemplate(e *Edit, x *Template, use TemplateUse) (ID, error) {
	if x.Of != "project" || len(x.Tasks) == 0 {
		return 0, fmt.Errorf("%q is no template of a project with tasks", x.Name)
	}
	id, err := e.templateProject(x, use)
	if err != nil {
		return 0, err
	}
	m := templateMaker{e: e, x: x, project: id, ids: map[string]ID{}, sprints: map[string]ID{}, roles: e.roles()}
	for i := range x.Tasks {
		m.ids[x.Tasks[i].Number] = e.NextID(TaskPrefix)
	}
	for i := range x.Tasks {
		if err := m.task(i); err != nil {
			return 0, err
		}
	}
	after := e.base.With(e.list)
	if _, err := after.Reschedule(e, id); err != nil {
		return 0, err
	}
	m.dateSprints(e.base.With(e.list).Schedule(id))
	return id, nil
}

// templateProject makes the project a template is used for, or takes the empty one.
func (e *Edit) templateProject(x *Template, use TemplateUse) (ID, error) {
	start := use.Start
	if use.Project != 0 {
		p, ok := e.Get(use.Project).(*Project)
		if !ok {
			return 0, noSuch(use.Project)
		}
		if n := len(e.base.Plan(p.ID).Lines); n > 0 {
			tasks := fmt.Sprintf("%d tasks", n)
			if n == 1 {
				tasks = "1 task"
			}
			return 0, fmt.Errorf("%s %q has %s already: a template fills an empty project, or makes a new one", p.ID, p.Name, tasks)
		}
		return p.ID, Update(e, p.ID, func(p *Project) error {
			p.Start = cmp.Or(start, p.Start, e.Ctx.business(e.Ctx.Now.Day(e.Ctx.Loc), false))
			p.Finish = max(p.Finish, p.Start)
			p.Method = cmp.Or(x.Method, p.Method)
			if p.Notes == "" {
				p.Notes = x.Body
			}
			return nil
		})
	}
	p := e.base.schema.Prefix(ProjectPrefix).New().(*Project)
	p.Name, p.Account, p.Method = cmp.Or(strings.TrimSpace(use.Name), x.Name), use.Account, cmp.Or(x.Method, p.Method)
	p.Start, p.Notes, p.Currency = cmp.Or(start, e.Ctx.business(e.Ctx.Now.Day(e.Ctx.Loc), false)), x.Body, string(e.Ctx.Currency)
	if w := e.base.Workspace(); w != nil {
		p.Calendar, p.Manager = w.Calendar, w.Me
	}
	return e.Put(ProjectPrefix, p), nil
}

// templateMaker turns the rows of a template into tasks.
type templateMaker struct {
	e       *Edit
	x       *Template
	project ID
	ids     map[string]ID // the tasks by number
	sprints map[string]ID // by the number of the row that makes them
	roles   map[string]ID
}

// roles are the people by role, those alone in theirs.
func (e *Edit) roles() map[string]ID {
	out := map[string]ID{}
	for p := range Each[*Person](e.base, PersonPrefix) {
		if role := strings.ToLower(strings.TrimSpace(p.Role)); role != "" {
			if _, twice := out[role]; twice {
				out[role] = 0
			} else {
				out[role] = p.ID
			}
		}
	}
	return out
}

func (m *templateMaker) task(i int) error {
	r := &m.x.Tasks[i]
	up := parentNumber(r.Number)
	if up != "" && m.ids[up] == 0 {
		return fmt.Errorf("%q: there is no %s above %s", m.x.Name, up, r.Number)
	}
	t := m.e.base.schema.Prefix(TaskPrefix).New().(*Task)
	t.ID = m.ids[r.Number]
	t.Project, t.Parent, t.Order, t.Name, t.WBS = m.project, m.ids[up], i+1, r.Name, r.Number
	t.Duration, t.Milestone, t.Deliverable, t.Acceptance, t.Points = r.Duration, r.Milestone, r.Deliverable, r.Acceptance, r.Points
	t.Remaining = t.Duration
	t.Role, t.Recurring, t.Notes = r.Role, r.Recurring, r.Notes
	for _, w := range words(r.After) {
		l, err := parseAfter(w, date.Usual)
		if err != nil {
			return fmt.Errorf("%q, row %s: %w", m.x.Name, r.Number, err)
		}
		if m.ids[l.number] == 0 {
			return fmt.Errorf("%q, row %s: there is no %s to wait for", m.x.Name, r.Number, l.number)
		}
		t.Links = append(t.Links, TaskLink{Predecessor: m.ids[l.number], Type: l.typ, Lag: l.lag})
	}
	if p := m.roles[strings.ToLower(r.Role)]; p != 0 && r.Role != "" && !m.above(i) {
		t.Assignments = []Assignment{{Person: p, Units: 100_00, Work: date.Span{N: t.Duration.N, Unit: date.Hours}}}
		t.Work = t.Assignments[0].Work
	}
	if r.Sprint {
		m.sprints[r.Number] = m.e.NextID(SprintPrefix)
	}
	for n := r.Number; n != "" && t.Sprint == 0 && !m.above(i); n = parentNumber(n) {
		t.Sprint = m.sprints[n]
	}
	m.e.Put(TaskPrefix, t)
	return nil
}

// above reports whether a row has others under it.
func (m *templateMaker) above(i int) bool {
	return i+1 < len(m.x.Tasks) && strings.HasPrefix(m.x.Tasks[i+1].Number, m.x.Tasks[i].Number+".")
}

// dateSprints makes the sprints, from the first day of what they hold to the last.
func (m *templateMaker) dateSprints(sched *Schedule) {
	for i := range m.x.Tasks {
		r := &m.x.Tasks[i]
		id := m.sprints[r.Number]
		if id == 0 {
			continue
		}
		d, _ := sched.Of(m.ids[r.Number])
		s := m.e.base.schema.Prefix(SprintPrefix).New().(*Sprint)
		s.ID, s.Project, s.Name, s.Goal = id, m.project, r.Name, r.Acceptance
		s.Start, s.Finish = d.Start.Day(sched.Loc), d.Finish.Day(sched.Loc)
		sum := decimal.Zero
		for j := range m.x.Tasks {
			if strings.HasPrefix(m.x.Tasks[j].Number, r.Number+".") {
				if n, err := sum.Add(m.x.Tasks[j].Points); err == nil {
					sum = n
				}
			}
		}
		s.Capacity = sum
		m.e.Put(SprintPrefix, s)
	}
}

// SaveTemplate makes a template of a project: its tasks, links, durations and roles, without
// dates, people, progress or what is inactive. A template of that name is replaced.
func SaveTemplate(e *Edit, project ID, name string) (ID, error) {
	p, ok := e.Get(project).(*Project)
	if !ok {
		return 0, noSuch(project)
	}
	name = cmp.Or(strings.TrimSpace(name), p.Name)
	rows := e.templateRows(project)
	if len(rows) == 0 {
		return 0, fmt.Errorf("%s %q has no tasks to make a template of", project, p.Name)
	}
	x := &Template{Of: "project"}
	for old := range Each[*Template](e.base, TemplatePrefix) {
		if strings.EqualFold(old.Name, name) {
			if old.Of != "project" {
				return 0, errors.New(old.ID.String() + " has that name and is a template of " + string(old.Of) + "s")
			}
			kept := *old
			x = &kept
		}
	}
	x.Name, x.Method, x.Body, x.Tasks = name, p.Method, p.Notes, rows
	return e.Put(TemplatePrefix, x), nil
}

// templateRows are the rows of a project's outline, without what is inactive and all that is under
// it.
func (e *Edit) templateRows(project ID) []TemplateTask {
	plan := e.base.Plan(project)
	number := map[ID]string{}
	var count []int
	skip := -1
	for _, l := range plan.Lines {
		if skip >= 0 && l.Depth > skip {
			continue
		}
		skip = -1
		if l.Inactive {
			skip = l.Depth
			continue
		}
		for len(count) <= l.Depth {
			count = append(count, 0)
		}
		count = count[:l.Depth+1]
		count[l.Depth]++
		parts := make([]string, len(count))
		for i, n := range count {
			parts[i] = strconv.Itoa(n)
		}
		number[l.ID] = strings.Join(parts, ".")
	}
	var rows []TemplateTask
	for _, l := range plan.Lines {
		t, ok := Find[*Task](e.base, l.ID)
		if !ok || number[l.ID] == "" {
			continue
		}
		r := TemplateTask{Number: number[l.ID], Name: t.Name, Milestone: t.Milestone, Deliverable: t.Deliverable, Acceptance: t.Acceptance,
			Points: t.Points, Role: e.roleOf(t), Recurring: t.Recurring, Notes: t.Notes}
		if !l.Summary {
			r.Duration = t.Duration
		} else if s := e.sprintUnder(plan, l.ID, t.Name); s != nil {
			r.Sprint, r.Acceptance = true, cmp.Or(r.Acceptance, s.Goal)
		}
		var after []string
		for _, k := range t.Links {
			if n := number[k.Predecessor]; n != "" {
				after = append(after, afterLink{n, cmp.Or(k.Type, FS), k.Lag}.text(date.Usual))
			}
		}
		r.After = strings.Join(after, " ")
		rows = append(rows, r)
	}
	return rows
}

// roleOf is who does a task: its role, else that of the first person assigned.
func (e *Edit) roleOf(t *Task) string {
	if t.Role != "" {
		return t.Role
	}
	for _, a := range t.Assignments {
		if p, ok := Find[*Person](e.base, a.Person); ok && p.Role != "" {
			return p.Role
		}
	}
	return ""
}

// sprintUnder is the sprint that a summary makes: the one of its name that the tasks under it are
// in; nil where they are in none, or in several.
func (e *Edit) sprintUnder(plan *Plan, summary ID, name string) *Sprint {
	at, ok := plan.at.find(summary)
	if !ok {
		return nil
	}
	var found ID
	for _, l := range plan.Lines[at+1:] {
		if l.Depth <= plan.Lines[at].Depth {
			break
		}
		t, ok := Find[*Task](e.base, l.ID)
		if !ok || l.Summary || l.Inactive {
			continue
		}
		if t.Sprint == 0 || found != 0 && found != t.Sprint {
			return nil
		}
		found = t.Sprint
	}
	if s, ok := Find[*Sprint](e.base, found); ok && s.Name == name {
		return s
	}
	return nil
}
