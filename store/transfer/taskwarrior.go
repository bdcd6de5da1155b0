package transfer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/text"
	"tandem/store/transfer/objects"
)

// How Taskwarrior's export becomes records, and goes out again (taskwarriorout.go):
//
//	project                 a Project of the whole dotted name; none: one called Taskwarrior
//	uuid                    external_id of a Task
//	description             name
//	status                  completed: 100 %; deleted, recurring: inactive; waiting: custom only
//	due                     deadline, and the finish until a schedule says better
//	scheduled               constraint SNET
//	start, end              actual start, actual finish of a completed task
//	priority H, M, L        800, 600, 300; none is 500
//	depends                 links FS; External where the file does not have the other task
//	annotations             notes, a list with the moment first
//	tags, entry             tags, created
//	all else                custom, under its own name: wait, until, recur, urgency, UDAs ...
//
// What a field of ours cannot hold to the letter is kept in custom as well, and goes out as it
// came in as long as the field still says the same.

// twSource is the source of what came from Taskwarrior. Its tasks have ids of their own that
// differ everywhere in the world, so all its files are one source.
const twSource = "taskwarrior"

// twDefault names the project of tasks that have none.
const twDefault = "Taskwarrior"

func taskwarriorFormat() Format {
	return Format{Name: "taskwarrior", Title: "Taskwarrior JSON (task export)", Import: importTaskwarrior, Fits: fitsTaskwarrior}
}

// fitsTaskwarrior looks for the fields that every task has.
func fitsTaskwarrior(_ string, head []byte) bool {
	head = utf8Of(head)
	first := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n[,")
	if !bytes.HasPrefix(first, []byte("{")) {
		return false
	}
	has := func(key string) bool { return bytes.Contains(first, []byte(`"`+key+`"`)) }
	return has("description") && has("status") && (has("uuid") || has("entry")) && !has("fields")
}

// twTask is one task of a file.
type twTask struct {
	line    int
	n       int // which of the file, from 1
	uuid    string
	fields  []twField
	project string // as written
	depends []string
	dropped []string // of depends: what would close a ring
	id      model.ID
	mended  bool        // it has bytes that are no UTF-8
	unnamed bool        // it has no description
	warned  []twWarning // by what made it ready
	rec     *model.Task // being made
}

// twWarning is what is odd about a field.
type twWarning struct{ field, message string }

// twField is a name and its JSON value, a part of the file.
type twField struct {
	name string
	raw  []byte
}

// get returns the value of a field, the last one told; nil for none.
func (t *twTask) get(name string) []byte {
	for i := len(t.fields) - 1; i >= 0; i-- {
		if t.fields[i].name == name {
			return t.fields[i].raw
		}
	}
	return nil
}

// twImport maps one file.
type twImport struct {
	*gather
	file     string
	list     []*twTask
	by       map[string]*twTask
	projects map[string]model.ID // by name as written
	order    map[model.ID]int
	places   itemPlace
}

func importTaskwarrior(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	if err := onlyAs(name, opt.As, "task"); err != nil {
		return Result{}, err
	}
	data, told, err := readWestern(ctx, name, in, opt.Size)
	if err != nil {
		return Result{}, err
	}
	x := &twImport{gather: newGather(model.NewEdit(s, now), twSource), file: name, by: map[string]*twTask{},
		projects: map[string]model.ID{}, order: map[model.ID]int{}}
	x.recall(opt)
	x.res.Problems = told
	step := newStepper(ctx, len(data), opt)
	if err := x.read(data, step); err != nil {
		return x.res, err
	}
	if len(x.list) == 0 {
		x.res.Counts = x.count.list()
		return x.res, nothing(name, "it has no task")
	}
	x.place()
	x.rings()
	if err := x.tasks(ctx); err != nil {
		return x.res, err
	}
	rows := make(map[model.ID]int, len(x.list))
	for _, t := range x.list {
		rows[t.id] = t.line
	}
	row := func(id model.ID) int { return rows[id] }
	x.merge(name, row) // for the projects note whether a task has changed
	x.putProjects()
	err = x.settle(name, row)
	step.end()
	x.res.Counts = x.count.list()
	if len(x.projects) == 1 {
		x.res.Project = x.projects[x.list[0].project]
	}
	return x.res, err
}

// read takes the objects of the file. They are found on another processor, some ahead.
func (x *twImport) read(data []byte, step *stepper) error {
	names := map[string]string{}
	x.places = placesIn(data)
	return beside(objects.Each(data, objects.Shape{}), func(it objects.Item) error {
		if err := step.at(it.End); err != nil {
			return err
		}
		x.places.next()
		if it.Err != nil {
			x.reject("task", Problem{File: x.file, Row: it.Line, Message: x.places.say(it.Err.Error())})
			return nil
		}
		x.item(newTwTask(it, names))
		return nil
	})
}

// newTwTask reads one object of the file. names holds the names of fields met so far.
func newTwTask(it objects.Item, names map[string]string) *twTask {
	t := &twTask{line: it.Line, mended: !utf8.Valid(it.Raw), fields: make([]twField, 0, 12)}
	for quoted, raw := range objects.RawMembers(it.Raw) {
		name, ok := names[string(quoted)]
		if !ok {
			name, _ = objects.String(quoted)
			names[string(quoted)] = name
		}
		t.fields = append(t.fields, twField{name, raw})
	}
	t.uuid, _ = objects.String(t.get("uuid"))
	if t.uuid == "" {
		sum := sha256.Sum256(it.Raw)
		t.uuid = twNoUUID + hex.EncodeToString(sum[:10])
	}
	d, ok := objects.String(t.get("description"))
	t.unnamed = !ok || oneLine(d) == ""
	t.project, _ = objects.String(t.get("project"))
	t.depends = twDepends(t.get("depends"))
	return t
}

// item takes one object of the file.
func (x *twImport) item(t *twTask) {
	if !strings.HasPrefix(t.uuid, twNoUUID) {
		x.places.key = t.uuid
	}
	t.n = x.places.n
	if t.mended {
		x.warn(t, "", "has bytes that are no UTF-8; each became a replacement character")
	}
	if old := x.by[t.uuid]; old != nil {
		x.reject("task", Problem{File: x.file, Row: t.line, Field: "uuid", Message: x.places.say(t.uuid + " came already, in line " + itoa(old.line) + "; the first is taken")})
		return
	}
	if t.unnamed {
		if t.get("description") == nil && t.get("status") == nil && t.get("entry") == nil {
			x.reject("task", Problem{File: x.file, Row: t.line, Message: x.places.say("is no task: it has no description, status or entry")})
			return
		}
		x.warn(t, "description", "is missing; the task is called (no name)")
	}
	x.by[t.uuid] = t
	x.list = append(x.list, t)
}

// twNoUUID begins the external id of a task that came without a uuid: what it says then tells
// whether it came before.
const twNoUUID = "no-uuid:"

func (x *twImport) warn(t *twTask, field, message string) {
	x.res.Problems = append(x.res.Problems, Problem{File: x.file, Row: t.line, Field: field, Message: x.placed(t, message)})
}

// placed is a message that tells its task where the line does not.
func (x *twImport) placed(t *twTask, message string) string {
	at := itemPlace{crowded: x.places.crowded, n: t.n, key: t.uuid}
	if strings.HasPrefix(t.uuid, twNoUUID) {
		at.key = ""
	}
	return at.say(message)
}

// place gives every record its reference before any names another.
func (x *twImport) place() {
	for _, t := range x.list {
		if x.projects[t.project] == 0 {
			id := x.id(model.ProjectPrefix, twProjectKey(t.project))
			x.projects[t.project] = id
			for old := range x.edit.Base().TasksOf(id) {
				x.order[id] = max(x.order[id], old.Order)
			}
		}
		t.id = x.id(model.TaskPrefix, t.uuid)
	}
}

func twProjectKey(name string) string { return "project:" + name }

// rings finds dependencies that go round, and drops the one that closes each.
func (x *twImport) rings() {
	const fresh, open, done = 0, 1, 2
	state := make(map[*twTask]int, len(x.list))
	type step struct {
		t *twTask
		n int // of its depends: the next to look at
	}
	for _, t := range x.list {
		if state[t] != fresh || len(t.depends) == 0 {
			continue
		}
		path := []step{{t: t}}
		state[t] = open
		for len(path) > 0 {
			top := &path[len(path)-1]
			if top.n == len(top.t.depends) {
				state[top.t] = done
				path = path[:len(path)-1]
				continue
			}
			to := x.by[top.t.depends[top.n]]
			top.n++
			switch {
			case to == nil || state[to] == done:
			case state[to] == open:
				var around []string
				for i := slices.IndexFunc(path, func(s step) bool { return s.t == to }); i < len(path); i++ {
					around = append(around, path[i].t.uuid)
				}
				x.drop(top.t, to.uuid, around)
			default:
				state[to] = open
				path = append(path, step{t: to})
			}
		}
	}
}

// drop takes a dependency out and says around which tasks it goes.
func (x *twImport) drop(t *twTask, uuid string, around []string) {
	const most = 6
	t.dropped = append(t.dropped, uuid)
	msg := "on itself; the link was left out"
	if len(around) > 1 {
		n := len(around)
		if n > most {
			around = append(slices.Clone(around[:most]), "... "+itoa(n-most)+" more")
		}
		msg = "goes round: " + strings.Join(append(around, uuid), " > ") + "; the link to " + uuid + " was left out"
	}
	x.res.Problems = append(x.res.Problems, Problem{File: x.file, Row: t.line, Field: "depends", Message: x.placed(t, msg), Rejected: true})
}

// tasks makes the records: what one task says by itself on all processors, the rest in their order.
func (x *twImport) tasks(ctx context.Context) error {
	x.edit.Grow(len(x.list) + len(x.projects))
	worker := func() func(from, to int) {
		return func(from, to int) {
			for i := from; i < to && ctx.Err() == nil; i++ {
				x.begin(x.list[i])
			}
		}
	}
	return ahead(len(x.list), worker, func(from, to int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, t := range x.list[from:to] {
			x.store(model.TaskPrefix, t.rec, x.finish(t))
		}
		return nil
	})
}

// begin writes what the file says of a task by itself.
func (x *twImport) begin(t *twTask) {
	r, _ := x.gather.begin(model.TaskPrefix, t.id, t.uuid).(*model.Task)
	if x.edit.Base().Get(t.id) == nil {
		r.Duration.Est = true
	}
	twReset(r)
	for _, name := range twOrder {
		if raw := t.get(name); raw != nil {
			twSet(r, name, raw)
		}
	}
	if r.Name == "" {
		r.Name = "(no name)"
	}
	t.rec, r.Custom = r, t.custom(r)
}

// finish gives a task its place and its links. What it returns, if anything, counts the links when it is
// known what came of them.
func (x *twImport) finish(t *twTask) (stored func(model.Record)) {
	r, proj := t.rec, x.projects[t.project]
	if r.Project != proj || r.Order == 0 {
		x.order[proj]++
		r.Project, r.Order = proj, x.order[proj]
	}
	before := r.Links
	r.Links = x.links(t, before)
	for _, w := range t.warned {
		x.warn(t, w.field, w.message)
	}
	if len(t.depends)+len(r.Links)+len(before) == 0 {
		return nil
	}
	c, file := x.count.of("link"), r.Links
	c.Read += len(t.depends)
	c.Rejected += len(t.dropped)
	return func(x model.Record) {
		if r, ok := x.(*model.Task); ok {
			countRows(c, file, r.Links, before, func(a, b model.TaskLink) bool { return a == b })
		}
	}
}

// links are the predecessors: those of the file, and those made here.
func (x *twImport) links(t *twTask, before []model.TaskLink) []model.TaskLink {
	var out []model.TaskLink
	for _, uuid := range t.depends {
		row := model.TaskLink{Type: model.FS}
		switch {
		case slices.Contains(t.dropped, uuid):
			continue
		case x.by[uuid] != nil:
			row.Predecessor = x.by[uuid].id
		case x.ids(model.TaskPrefix)[uuid] != 0:
			row.Predecessor = x.ids(model.TaskPrefix)[uuid]
		default:
			row.External = oneLine(uuid)
			x.warn(t, "depends", "on "+quote(uuid)+", which is not in the file; kept as a link out of it")
		}
		if !slices.Contains(out, row) {
			out = append(out, row)
		}
	}
	for _, l := range before {
		if l.Type != model.FS || !l.Lag.IsZero() {
			out = slices.DeleteFunc(out, func(o model.TaskLink) bool { return o.Predecessor == l.Predecessor && o.External == l.External })
			out = append(out, l)
		}
	}
	return out
}

// custom keeps what no field holds, or none holds to the letter.
func (t *twTask) custom(r *model.Task) []model.Custom {
	var out []model.Custom
	for i, f := range t.fields {
		switch f.name {
		case "uuid":
			continue
		case "project":
			if s, ok := objects.String(f.raw); ok && s == text.Clean(s) && s != "" {
				continue
			}
		case "depends":
			if len(t.depends) > 0 && len(t.dropped) == 0 && bytes.Equal(f.raw, twList(t.depends)) {
				continue
			}
		default:
			if said, ok := twGet(r, f.name); ok && twSame(f.name, f.raw, said) {
				continue
			}
		}
		if slices.ContainsFunc(t.fields[i+1:], func(o twField) bool { return o.name == f.name }) {
			t.warned = append(t.warned, twWarning{f.name, "is told twice; the last is taken"})
			continue
		}
		if why := twMisread(f); why != "" {
			t.warned = append(t.warned, twWarning{f.name, why + "; kept as a custom value"})
		}
		out = append(out, model.Custom{Name: twName(f.name), Value: twKeep(f.raw)})
	}
	var absent []string
	for _, name := range []string{"description", "entry", "status"} {
		if t.get(name) == nil {
			absent = append(absent, name)
		}
	}
	if len(absent) > 0 {
		out = append(out, model.Custom{Name: twAbsent, Value: strings.Join(absent, ",")})
	}
	if len(t.dropped) > 0 {
		out = append(out, model.Custom{Name: twDropped, Value: strings.Join(t.dropped, ",")})
	}
	return out
}

// putProjects stores the projects, and on each the moment of an import that changed a task: a
// task that was last changed at such a moment is as it came in.
func (x *twImport) putProjects() {
	c := x.count.of("task")
	changed := c.Added+c.Updated > 0
	done := map[string]bool{}
	for _, t := range x.list {
		if done[t.project] {
			continue
		}
		done[t.project] = true
		x.put(model.ProjectPrefix, x.projects[t.project], twProjectKey(t.project), func(r model.Record) {
			p := r.(*model.Project)
			p.Name = firstOr(oneLine(t.project), twDefault)
			if p.Phase == "" || p.ID.Num() > x.edit.Base().Last(model.ProjectPrefix) {
				p.Phase = "executing"
			}
			if changed {
				p.Custom = twImported(p.Custom, x.edit.Ctx.Now)
			}
		})
	}
}
