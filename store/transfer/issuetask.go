package transfer

import (
	"cmp"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/text"
)

// task writes what an issue says into its task.
func (x *issueImport) task(id model.ID, i *issue) {
	known := x.edit.Base().Get(id) != nil
	x.put(model.TaskPrefix, id, i.Key, func(r model.Record) {
		t := r.(*model.Task)
		t.Name, t.Milestone = i.Title, i.Milestone
		proj := x.projects[i.Project]
		if !known {
			x.order[proj]++
			t.Order = x.order[proj]
		}
		t.Project = proj
		if i.Created != 0 {
			t.Created = i.Created
		}
		says := func(s issueSays) bool { return i.Says&s != 0 }
		if says(saysBody) {
			t.Notes = notesOf(x.edit.Ctx, i)
		}
		if says(saysState) {
			stateOf(t, i)
		}
		if says(saysPriority) && i.Priority > 0 {
			t.Priority = min(i.Priority, 1000)
		}
		if says(saysLabels) {
			t.Tags = tagsOf(i.Labels)
		}
		datesOf(t, i)
		if says(saysPoints) {
			t.Points = i.Points
		}
		if says(saysEstimate) {
			estimateOf(t, i)
		}
		if says(saysPeople) {
			t.Assignments = x.assigned(t, i)
		}
		x.parent(t, i)
		x.links(t, i)
		x.spent(t, i)
		t.Custom = withCustom(t.Custom, i.Custom)
	})
}

// spent keeps the hours that were spent on what is nobody's, or several people's: a task has them
// in the row of one.
func (x *issueImport) spent(t *model.Task, i *issue) {
	if i.Says&saysEstimate == 0 {
		return
	}
	const name = "time spent"
	value := ""
	if alone := i.Says&saysPeople != 0 && len(t.Assignments) == 1; i.Spent.N > 0 && !alone {
		value = i.Spent.Text(x.edit.Ctx.Scale)
	}
	if value != "" || slices.ContainsFunc(t.Custom, func(c model.Custom) bool { return c.Name == name }) {
		i.Custom = append(i.Custom, model.Custom{Name: name, Value: value})
	}
}

// datesOf sets the planned dates. A start holds the task, see model.Task.HoldStart. What is due is planned to end then, so that it is late once the
// date has passed; a finish that somebody planned otherwise stays.
func datesOf(t *model.Task, i *issue) {
	due, start := i.Says&saysDue != 0, i.Says&saysStart != 0
	if due {
		if t.Finish == t.Deadline {
			t.Finish = 0
		}
		t.Deadline = i.Due
	}
	if start {
		was := t.Start
		t.Start = i.Start
		t.HoldStart(was)
		if t.Finish != 0 && t.Finish < t.Start {
			t.Finish = 0
		}
	}
	if due && t.Finish == 0 && t.Deadline >= t.Start {
		t.Finish = t.Deadline
	}
}

// estimateOf sets the lengths of work; what was never estimated keeps its usual length.
func estimateOf(t *model.Task, i *issue) {
	t.Work, t.Remaining = i.Estimate, i.Left
	if i.Estimate.N > 0 && i.Estimate.Unit != date.Percent {
		t.Duration = i.Estimate
	}
}

// stateOf sets the column and how far the task is.
func stateOf(t *model.Task, i *issue) {
	t.Column = oneLine(i.State)
	t.Inactive = i.Progress == dropped
	switch i.Progress {
	case finished:
		t.Done = 100_00
		t.ActualFinish = i.Closed
	case begun:
		t.ActualFinish = 0
		switch {
		case i.Percent > 0:
			t.Done = min(i.Percent, 100_00)
		case t.Done > 0 && t.Done < 100_00: // somebody knows better
		default:
			t.Done = share(i.Spent.N, i.Left.N)
		}
	default:
		t.ActualFinish, t.Done = 0, min(i.Percent, 100_00)
	}
	t.ActualStart = i.Begun
	if t.ActualFinish != 0 && t.ActualStart > t.ActualFinish {
		t.ActualStart = t.ActualFinish
	}
}

// share is the part of the work that is done, from 1 to 99 %.
func share(done, left int64) model.Pct {
	if done <= 0 || left <= 0 || done > 1<<40 || left > 1<<40 {
		return 1_00
	}
	return model.Pct(min(max(done*100_00/(done+left), 1_00), 99_00))
}

// assigned makes the rows of the people; a row that is there already stays as it is.
func (x *issueImport) assigned(t *model.Task, i *issue) []model.Assignment {
	var out []model.Assignment
	for _, w := range i.Assignees {
		id := x.folk.id(w)
		if id == 0 || slices.ContainsFunc(out, func(a model.Assignment) bool { return a.Person == id }) {
			continue
		}
		row := model.Assignment{Person: id, Units: 100_00}
		if at := slices.IndexFunc(t.Assignments, func(a model.Assignment) bool { return a.Person == id }); at >= 0 {
			row = t.Assignments[at]
		}
		out = append(out, row)
	}
	if len(out) == 1 && i.Says&saysEstimate != 0 && i.Spent.N > 0 {
		out[0].ActualWork, out[0].Remaining = i.Spent, i.Left
	}
	return out
}

// parent puts the task under its parent, where that is in the same project and not below it.
func (x *issueImport) parent(t *model.Task, i *issue) {
	if i.Says&saysParent == 0 {
		return
	}
	t.Parent = 0
	if i.Parent == "" {
		return
	}
	up := x.find(i.Parent)
	switch {
	case up == 0:
		x.warn(i.Row, "parent", quote(i.Parent)+" is not in the file; kept as a custom value")
		i.Custom = append(i.Custom, model.Custom{Name: "parent", Value: i.Parent})
	case x.projectOf(up) != t.Project:
		i.Links = append(i.Links, issueLink{To: i.Parent, Title: "parent"})
		i.Says |= saysLinks
	case x.under(up, t.ID):
		x.warn(i.Row, "parent", quote(i.Parent)+" is below it, so it cannot be its parent; left out")
	default:
		t.Parent = up
	}
}

// projectOf is the project a task will be in.
func (x *issueImport) projectOf(id model.ID) model.ID {
	if at, ok := x.at[id]; ok {
		return x.projects[x.list[at].Project]
	}
	if t, ok := model.Find[*model.Task](x.edit.Base(), id); ok {
		return t.Project
	}
	return 0
}

// under reports whether id is at or above up once the whole file is in.
func (x *issueImport) under(up, id model.ID) bool {
	for range 1 << 10 {
		if up == id {
			return true
		}
		if at, ok := x.at[up]; ok && x.list[at].Says&saysParent != 0 {
			up = x.find(x.list[at].Parent)
		} else if t, ok := model.Find[*model.Task](x.edit.Base(), up); ok {
			up = t.Parent
		} else {
			return false
		}
	}
	return true // so deep that it goes round
}

// links sets predecessors and other links. Of the predecessors those stay that this import does
// not speak of: they were made here.
func (x *issueImport) links(t *model.Task, i *issue) {
	if i.Says&saysLinks != 0 {
		t.Meta.Links = nil
		for _, l := range i.Links {
			to := x.find(l.To)
			if l.Role != linkOther && to != 0 || l.Role == linkBlockedBy || to == t.ID {
				continue
			}
			row := model.Link{To: to, Address: oneLine(l.Address), Title: oneLine(l.Title)}
			if to != 0 {
				row.Address = ""
			} else if row.Address == "" {
				row.Address = oneLine(l.To)
			}
			if !slices.Contains(t.Meta.Links, row) {
				t.Meta.Links = append(t.Meta.Links, row)
			}
		}
	}
	if a := oneLine(i.Address); a != "" && !slices.ContainsFunc(t.Meta.Links, func(l model.Link) bool { return l.Address == a }) {
		t.Meta.Links = append(slices.Clone(t.Meta.Links), model.Link{Address: a})
	}
	rows := slices.Clone(t.Links)
	for _, l := range x.blocks[t.ID] {
		if !slices.ContainsFunc(rows, func(o model.TaskLink) bool { return o.Predecessor == l.Predecessor && o.External == l.External }) {
			rows = append(rows, l)
		}
	}
	t.Links = rows
}

// notesOf is the body and, below it, what was said, oldest first.
func notesOf(c *model.Ctx, i *issue) string {
	body := strings.TrimRight(text.CleanLong(i.Body), " \n\t")
	if len(i.Comments) == 0 {
		return body
	}
	list := slices.Clone(i.Comments)
	slices.SortStableFunc(list, func(a, b issueComment) int { return cmp.Compare(a.At, b.At) })
	var b strings.Builder
	b.WriteString(body)
	if body != "" {
		b.WriteString("\n\n")
	}
	b.WriteString("## Comments")
	for _, x := range list {
		head := oneLine(x.By.label())
		if x.At != 0 {
			if head != "" {
				head += ", "
			}
			head += x.At.In(c.Loc).Format("2006-01-02 15:04")
		}
		b.WriteString("\n\n")
		if head != "" {
			b.WriteString("**" + head + "**\n\n")
		}
		b.WriteString(strings.TrimSpace(text.CleanLong(x.Text)))
	}
	return strings.TrimRight(b.String(), " \n\t")
}

// tagsOf makes tags of labels: a blank or a comma in one becomes a hyphen.
func tagsOf(labels []string) []string {
	var out []string
	for _, s := range labels {
		s = strings.Join(strings.FieldsFunc(text.Clean(s), func(r rune) bool { return r == ',' || isBlank(r) }), "-")
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// withCustom replaces the values the file speaks of and keeps the others.
func withCustom(old, said []model.Custom) []model.Custom {
	var out []model.Custom
	for _, o := range old {
		if !slices.ContainsFunc(said, func(s model.Custom) bool { return s.Name == o.Name }) {
			out = append(out, o)
		}
	}
	for _, s := range said {
		s.Name, s.Value = oneLine(s.Name), oneLine(s.Value)
		if s.Value != "" {
			out = append(out, s)
		}
	}
	return out
}

// oneLine is clean text on one line, blanks at its ends gone.
func oneLine(s string) string { return strings.TrimSpace(text.Clean(s)) }

func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return strconv.Quote(oneLine(s))
}

func itoa(n int) string        { return strconv.Itoa(n) }
func baseName(s string) string { return filepath.Base(s) }
func extOf(s string) string    { return filepath.Ext(s) }
func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == 0xa0 || r == 0x202f
}
