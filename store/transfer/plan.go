package transfer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/store/transfer/mspdi"
)

// How a Microsoft Project file becomes records:
//
//	the file                a Project; the line with UID 0 is the project itself
//	calendars               Calendars of that project, in the workspace's zone
//	resources               People
//	tasks                   Tasks, external_id the UID, dates as stored
//	assignments             rows of their task, those of nobody too
//	links                   rows of their task; to another file's task: External
//	baselines               one Baseline a number, a row a task
//
// A record is known again by its source (the file's own id, or its name) and its external_id,
// so that reading a file twice changes nothing.

// planFormat is Microsoft Project XML. It is first in the list and so takes what no other fits.
func planFormat() Format {
	return Format{Name: "mspdi", Title: "Microsoft Project XML", Ext: []string{".xml"}, Import: importPlan,
		Fits: func(_ string, head []byte) bool { return bytes.Contains(head, []byte("schemas.microsoft.com/project")) }}
}

// planImport maps one file.
type planImport struct {
	*gather
	ctx    *model.Ctx
	loc    *time.Location
	plan   *mspdi.Plan
	cals   map[int64]model.ID
	people map[int64]model.ID
	tasks  map[int64]model.ID
	rows   map[int64][]model.Assignment
	code   money.Code
	proj   model.ID
	bare   bool // what the file does not say of a task is nothing, rather than what it is here
}

func importPlan(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	var step func(int64)
	if opt.Progress != nil {
		step = func(done int64) { opt.Progress(done, max(opt.Size, done)) }
	}
	if opt.As != "" && opt.As != "project" && opt.As != "plan" {
		return Result{}, fmt.Errorf("%s can be taken as a project only, not as %q", name, opt.As)
	}
	var raw bytes.Buffer
	plan, err := mspdi.Read(ctx, io.TeeReader(in, &raw), name, step)
	if errors.Is(err, mspdi.ErrFormat) {
		why := strings.TrimPrefix(err.Error(), plan.File+": ") // the file is named once
		return Result{Problems: problems(plan, name)}, fmt.Errorf("%s: %w: %s", name, ErrNothing, why)
	}
	if err != nil {
		return Result{Problems: problems(plan, name)}, fmt.Errorf("%s: %w: %w", name, ErrNothing, err)
	}
	e := model.NewEdit(s, now)
	source, beside := sourceOf(s, plan, name)
	p := newPlanImport(e, plan, source, e.Ctx.Loc)
	p.res.Problems = problems(plan, name)
	p.tellBeside(beside, name)
	if len(plan.Tasks) == 0 && len(plan.Resources) == 0 && len(plan.Calendars) == 0 {
		return p.res, fmt.Errorf("%s: %w: it has no task, resource or calendar", name, ErrNothing)
	}
	p.recall(opt)
	p.all(name)
	p.merge(name, p.lines())
	p.keep(raw.Bytes(), name)
	p.gone(s, name)
	p.reject()
	p.tellTwins(name)
	p.tellGone(name, p.lines())
	if p.res.Batch, err = e.Batch(); err != nil && p.mixed {
		_, err = p.batch(name, p.lines()) // what is here and what is new in the file may not go together
	}
	if err != nil {
		return p.res, fmt.Errorf("%s: %w: %w", name, ErrNothing, err)
	}
	p.doubts(name, p.lines(), "duration")
	p.res.Counts, p.res.Project = p.count.list(), p.proj
	return p.res, nil
}

// lines gives the line of the file that a task stands in; 0 for anything else.
func (p *planImport) lines() func(model.ID) int {
	at := make(map[model.ID]int, len(p.plan.Tasks))
	for _, t := range p.plan.Tasks {
		at[p.tasks[t.UID]] = t.Line
	}
	return func(id model.ID) int { return at[id] }
}

func newPlanImport(e *model.Edit, plan *mspdi.Plan, source string, loc *time.Location) *planImport {
	p := &planImport{gather: newGather(e, source), ctx: e.Ctx, loc: loc, plan: plan,
		cals: map[int64]model.ID{}, people: map[int64]model.ID{}, tasks: map[int64]model.ID{}, rows: map[int64][]model.Assignment{},
		code: money.Code(strings.ToUpper(plan.Project.CurrencyCode))}
	if !p.code.Valid() {
		p.code = e.Ctx.Currency
	}
	return p
}

// all maps the plan into the edit.
func (p *planImport) all(name string) {
	p.reserve()
	p.assignments()
	p.project(name)
	p.calendars()
	p.resources()
	p.allTasks()
	p.baselines()
}

func problems(plan *mspdi.Plan, name string) []Problem {
	if plan == nil {
		return nil
	}
	var out []Problem
	for _, x := range plan.Problems {
		field := x.Element
		if x.Field != "" {
			field += "." + x.Field
		}
		msg := x.Message
		if x.UID != "" {
			msg = "UID " + x.UID + ": " + msg
		}
		out = append(out, Problem{File: name, Row: max(x.Line, x.Row), Field: field, Message: msg, Rejected: x.Level == mspdi.Rejected})
	}
	return out
}

func (p *planImport) warn(line int, field, msg string) {
	p.res.Problems = append(p.res.Problems, Problem{File: p.plan.File, Row: line, Field: field, Message: msg})
}

// reserve gives every record its reference before any names another.
func (p *planImport) reserve() {
	p.proj = p.id(model.ProjectPrefix, "0")
	for i := range p.plan.Calendars {
		uid := p.plan.Calendars[i].UID
		p.cals[uid] = p.id(model.CalendarPrefix, strconv.FormatInt(uid, 10))
	}
	for i := range p.plan.Resources {
		if r := &p.plan.Resources[i]; !r.IsNull && !r.Placeholder() {
			p.people[r.UID] = p.id(model.PersonPrefix, strconv.FormatInt(r.UID, 10))
		}
	}
	for _, t := range p.plan.Tasks {
		if !t.IsProject {
			p.tasks[t.UID] = p.id(model.TaskPrefix, strconv.FormatInt(t.UID, 10))
		}
	}
}

// put is gather.putThen for a kind whose type is known.
func put[T model.Record](p *planImport, prefix string, id model.ID, external string, fill func(T), stored ...func(T)) {
	p.putThen(prefix, id, external, func(r model.Record) { fill(r.(T)) }, func(r model.Record) {
		for _, f := range stored {
			f(r.(T))
		}
	})
}

func (p *planImport) at(w mspdi.Wall) date.Instant {
	if w.IsZero() {
		return 0
	}
	return date.Of(w.Time(p.loc))
}

func (p *planImport) scale() date.Scale {
	s := date.Usual
	if n := p.plan.Project.MinutesPerDay; n > 0 && n <= 1440 {
		s.MinutesPerDay = n
	}
	if n := p.plan.Project.MinutesPerWeek; n > 0 && n <= 10080 {
		s.MinutesPerWeek = n
	}
	if n := p.plan.Project.DaysPerMonth; n > 0 && n <= 31 {
		s.DaysPerMonth = n
	}
	return s
}

var unitOf = map[string]date.Unit{"m": date.Minutes, "h": date.Hours, "d": date.Days, "w": date.Weeks, "mo": date.Months}

// span is a duration in the unit it was written in; usual stands in where none was given.
func span(d mspdi.Duration, usual date.Unit) date.Span {
	if !d.Set {
		return date.Span{}
	}
	return date.Span{N: d.Seconds, Unit: unit(d.Unit(), d.Elapsed(), usual), Est: d.Estimated()}
}

func unit(name string, elapsed bool, usual date.Unit) date.Unit {
	u, ok := unitOf[name]
	if !ok {
		u = usual
	}
	if elapsed {
		u += date.ElapsedMinutes
	}
	return u
}

func (p *planImport) money(m mspdi.Opt[mspdi.Money]) money.Amount {
	if !m.Set || m.V == 0 {
		return money.Amount{}
	}
	return money.Amount{Minor: m.V.Minor(p.code.Digits()), Code: p.code}
}

func (p *planImport) project(name string) {
	f := &p.plan.Project
	head := p.plan.ProjectTask()
	var file, before []model.Assignment
	put(p, model.ProjectPrefix, p.proj, "0", func(r *model.Project) {
		r.Name = firstOf(f.Title, strings.TrimSuffix(f.Name, ".xml"), taskName(head), strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
		r.Start, r.Finish, r.StatusDate = p.at(f.StartDate), p.at(f.FinishDate), p.at(f.StatusDate)
		if head != nil {
			if r.Start == 0 {
				r.Start = p.at(head.Start)
			}
			if r.Finish == 0 {
				r.Finish = p.at(head.Finish)
			}
			r.Notes = head.Notes
		}
		if r.Finish != 0 && r.Finish < r.Start {
			p.warn(0, "Project.FinishDate", "lies before the start and was left out: "+f.FinishDate.String())
			r.Finish = 0
		}
		r.Calendar, r.Currency = p.cals[f.CalendarUID], string(p.code)
		r.FromFinish, r.IgnoreConstraints = !f.ScheduleFromStart, !f.HonorConstraints
		if f.CriticalSlackLimit > 0 {
			r.CriticalLimit = date.Span{N: int64(f.CriticalSlackLimit) * int64(p.scale().MinutesPerDay) * 60, Unit: date.Days}
		}
		before = r.Assignments
		r.Custom, r.Assignments = p.projectCustom(f), p.rows[0]
		if p.plan.Incomplete {
			r.Assignments = withOld(r.Assignments, before)
		}
		file = r.Assignments
		r.Phase = "planning"
		for _, t := range p.plan.Tasks {
			if t.PercentComplete > 0 || !t.ActualStart.IsZero() {
				r.Phase = "executing"
			}
		}
	}, func(r *model.Project) {
		countRows(p.count.of("assignment"), file, r.Assignments, before, sameAssignment)
	})
}

func (p *planImport) projectCustom(f *mspdi.Project) []model.Custom {
	var out []model.Custom
	for _, kv := range []model.Custom{{Name: "file", Value: f.Name}, {Name: "author", Value: f.Author}, {Name: "manager", Value: f.Manager},
		{Name: "company", Value: f.Company}, {Name: "subject", Value: f.Subject}, {Name: "guid", Value: f.GUID}} {
		if kv.Value != "" {
			out = append(out, kv)
		}
	}
	return out
}

func taskName(t *mspdi.Task) string {
	if t == nil {
		return ""
	}
	return t.Name
}

func firstOf(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return "(no name)"
}

// gone tells of records of an earlier import that the file no longer has. They are kept.
func (p *planImport) gone(s *model.Snapshot, name string) {
	if p.plan.Incomplete {
		return
	}
	for uid, id := range p.ids(model.TaskPrefix) {
		n, err := strconv.ParseInt(uid, 10, 64)
		if err == nil && p.tasks[n] == 0 && s.Get(id) != nil {
			p.res.Problems = append(p.res.Problems, Problem{File: name, Field: "Task",
				Message: fmt.Sprintf("%s (UID %s) is no longer in the file; it was kept", id, uid)})
		}
	}
}

// reject counts what the reader could not take by the kind it would have been: a record, or a part
// of one that was taken without it. A file that broke off lost the record that was open.
func (p *planImport) reject() {
	for _, x := range p.plan.Problems {
		if x.Level != mspdi.Rejected {
			continue
		}
		record, _, _ := strings.Cut(x.Element, "/")
		kind := map[string]string{"Task": "task", "Resource": "person", "Calendar": "calendar", "Assignment": "assignment"}[record]
		kind = firstOr(x.Part, kind, "project")
		c := p.count.of(kind)
		c.Read++
		c.Rejected++
	}
}
