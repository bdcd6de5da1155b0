package model

// GoUnder gives a new task that is about to be put under another one, by a form or a command, what the outline
// gives it there: the project of that one, where it names none, and its length, where it is the first
// under it and none was typed. See Outliner.Add. Under another one or not, it comes last, see GoLast.
func (e *Edit) GoUnder(x *Task, typed bool) {
	defer e.GoLast(x) // when its project is known
	up, ok := e.Get(x.Parent).(*Task)
	if !ok {
		return
	}
	if x.Project == 0 {
		x.Project = up.Project
	}
	if !typed && x.Project == up.Project && !e.base.Plan(up.Project).Summary(up.ID) {
		e.inheritLength(up, x)
	}
}

// GoLast gives a new task without a place the last one of its project's outline, or of what is under
// its summary: of order 0 it would stand before all others, and all such cards would have one rank. Two
// of one order stand as they were added; tasks that are there keep theirs.
func (e *Edit) GoLast(x *Task) {
	if x.Order != 0 || x.Project == 0 {
		return
	}
	lines := e.base.Plan(x.Project).Lines
	end := len(lines)
	if i, ok := e.base.Plan(x.Project).at.find(x.Parent); ok && x.Parent != 0 && i < len(lines) && lines[i].ID == x.Parent {
		for end = i + 1; end < len(lines) && lines[end].Depth > lines[i].Depth; {
			end++
		}
	}
	switch {
	case end == 0:
		x.Order = roomy
	case end == len(lines):
		x.Order = lines[end-1].order + roomy
	default:
		x.Order = lines[end-1].order + max(0, lines[end].order-lines[end-1].order)/2
	}
}

// inheritLength gives the first task under another one that one's length: a summary has none of its own,
// and the work has to be done somewhere. A length that was given stays, as does a plan whose task
// is done.
func (e *Edit) inheritLength(up, x *Task) {
	usual := e.base.schema.Prefix(TaskPrefix).New().(*Task).Duration
	if up.Complete() || up.Duration.N <= 0 || x.Milestone || x.Duration != usual {
		return
	}
	x.Duration = up.Duration
}
