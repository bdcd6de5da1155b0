package transfer

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// known notes a record of the file by its number. Of two with one number the first counts, as it
// does where the file is read.
func (o *planOut) known(list string, e *mspdi.Elem) {
	uid, err := strconv.ParseInt(e.Peek("UID"), 10, 64)
	if err != nil {
		return
	}
	m := o.was[list]
	if m == nil {
		m = map[int64]*mspdi.Elem{}
		o.was[list] = m
	}
	if m[uid] == nil {
		m[uid] = e
	}
	prefix := map[string]string{"Tasks": model.TaskPrefix, "Resources": model.PersonPrefix, "Calendars": model.CalendarPrefix}[list]
	o.num.next[prefix] = max(o.num.next[prefix], uid+1)
}

// named keeps numbers free that the file speaks of without having such a record: a link to a task
// that is missing must not find one that is new.
func (o *planOut) named(raw []byte) {
	for tag, prefix := range map[string]string{"PredecessorUID": model.TaskPrefix, "TaskUID": model.TaskPrefix, "ParentTaskUID": model.TaskPrefix,
		"ResourceUID": model.PersonPrefix, "CalendarUID": model.CalendarPrefix, "BaseCalendarUID": model.CalendarPrefix} {
		open := []byte("<" + tag + ">")
		for rest := raw; ; {
			i := bytes.Index(rest, open)
			if i < 0 {
				break
			}
			rest = rest[i+len(open):]
			end := bytes.IndexByte(rest, '<')
			if uid, err := strconv.ParseInt(string(bytes.TrimSpace(rest[:max(end, 0)])), 10, 64); err == nil {
				o.num.next[prefix] = max(o.num.next[prefix], uid+1)
			}
		}
	}
}

// elem is a record as the file has it, or nil.
func (o *planOut) elem(list string, id model.ID) *mspdi.Elem {
	uid, ok := o.num.of[id]
	if !ok {
		return nil
	}
	return o.was[list][uid]
}

// structure lines the tasks up as the outline has them now. Lines of the file that are no tasks
// here (blank ones, the project's own, what could not be read) stay behind the task they follow.
func (o *planOut) structure() {
	o.line = slices.Collect(o.cur.snap.TasksOf(o.cur.proj.ID))
	if o.moved = !o.sameOutline(); !o.moved {
		return
	}
	tasks := o.list("Tasks")
	head, behind := o.groups(tasks)
	if o.base == nil {
		head = append(head, mspdi.NewElem("Task", mspdi.Leaf("UID", "0")))
	}
	kids := head
	for _, t := range o.line {
		e := o.elem("Tasks", t.ID)
		if e == nil {
			e = mspdi.NewElem("Task", mspdi.Leaf("UID", strconv.FormatInt(o.num.take(t.ID), 10)))
			o.put("Tasks", t.ID, e)
		}
		kids = append(append(kids, e), behind[e]...)
	}
	tasks.SetKids(kids)
	o.renumber(kids)
}

// put notes the element of a record that is new in the file.
func (o *planOut) put(list string, id model.ID, e *mspdi.Elem) {
	if o.was[list] == nil {
		o.was[list] = map[int64]*mspdi.Elem{}
	}
	o.was[list][o.num.take(id)] = e
}

// sameOutline reports whether the tasks are those of the file, in the same order and depth.
func (o *planOut) sameOutline() bool {
	if o.base == nil {
		return false
	}
	a, b := o.base.snap.Plan(o.base.proj.ID).Lines, o.cur.snap.Plan(o.cur.proj.ID).Lines
	return slices.EqualFunc(a, b, func(x, y model.PlanLine) bool { return x.ID == y.ID && x.Depth == y.Depth })
}

// groups are the elements before the first task, and those that follow each task that stays.
func (o *planOut) groups(tasks *mspdi.Elem) (head []*mspdi.Elem, behind map[*mspdi.Elem][]*mspdi.Elem) {
	behind = map[*mspdi.Elem][]*mspdi.Elem{}
	stays, goes := map[*mspdi.Elem]bool{}, map[*mspdi.Elem]bool{}
	for _, t := range o.line {
		if e := o.elem("Tasks", t.ID); e != nil {
			stays[e] = true
		}
	}
	if o.file != nil {
		for uid := range o.file.tasks {
			if e := o.was["Tasks"][uid]; e != nil && !stays[e] {
				goes[e] = true
			}
		}
	}
	var at *mspdi.Elem
	for _, e := range tasks.Kids() {
		switch {
		case goes[e]:
		case stays[e]:
			at = e
		case at == nil:
			head = append(head, e)
		default:
			behind[at] = append(behind[at], e)
		}
	}
	return head, behind
}

// renumber gives the lines their numbers from top to bottom, and the tasks their place in the
// outline. Only what differs is written.
func (o *planOut) renumber(kids []*mspdi.Elem) {
	order := mspdi.TaskOrder()
	n := 0
	for i, e := range kids {
		if e.Name != "Task" {
			continue
		}
		if i > 0 || e.Peek("UID") != "0" {
			n++
		}
		setTo(e, order, "ID", strconv.Itoa(n))
	}
	var at []int
	plan := o.cur.snap.Plan(o.cur.proj.ID)
	for _, l := range plan.Lines {
		e := o.elem("Tasks", l.ID)
		if e == nil {
			continue
		}
		for len(at) <= l.Depth {
			at = append(at, 0)
		}
		at = at[:l.Depth+1]
		at[l.Depth]++
		number := outlineNumber(at)
		if wbs := e.Value("WBS"); wbs == "" || wbs == e.Value("OutlineNumber") { // it numbers the outline, and goes with it
			setTo(e, order, "WBS", number)
		}
		setTo(e, order, "OutlineNumber", number)
		setTo(e, order, "OutlineLevel", strconv.Itoa(l.Depth+1))
		setTo(e, order, "Summary", mspdi.FlagText(l.Summary))
	}
}

func outlineNumber(at []int) string {
	parts := make([]string, len(at))
	for i, n := range at {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}

// setTo is Set for a value that nearly always stands already.
func setTo(e *mspdi.Elem, order []string, name, text string) {
	if e.Peek(name) != text {
		e.Set(order, name, text)
	}
}
