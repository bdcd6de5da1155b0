package transfer

import (
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
)

// An issue is an entry of another tracker on its way to becoming a Task: what Jira, GitHub and
// Taskwarrior have in common. A format fills issues; what becomes of them is decided once, here:
//
//	project                 a Project, external_id its key there
//	key                     external_id; known again by it, together with the source
//	title, body, comments   name, notes (comments below the body, oldest first)
//	state                   column; percent 100 where it is done, else as said, else as the
//	                        hours spent, else 1 % where it is begun: no more is known of it
//	priority                a number from 0 to 1000, 500 the usual
//	labels                  tags
//	people                  People and rows of assignments
//	due, start              deadline; start, and no earlier than that (model.Task.HoldStart)
//	estimate, spent, left   work and duration, actual work of a lone assignment, remaining
//	parent                  parent, in the same project; else a link
//	links                   blocking ones predecessors, all others links to records
//	the rest                custom
//
// Of a task that came in before only what the file says (issue.Says) is written again.

// issueSays tells which parts of an issue its file speaks of: what is empty there is emptied
// here, and what is not spoken of stays as it is.
type issueSays uint32

const (
	saysBody issueSays = 1 << iota
	saysState
	saysPriority
	saysLabels
	saysPeople
	saysDue
	saysStart
	saysEstimate // estimate, spent and left
	saysPoints
	saysParent
	saysLinks
	saysAll = saysBody | saysState | saysPriority | saysLabels | saysPeople | saysDue | saysStart | saysEstimate | saysPoints | saysParent | saysLinks
)

// progress is how far an issue is, whatever its state is called.
type progress uint8

const (
	notBegun progress = iota
	begun
	finished
	dropped // will not be done: kept as an inactive task
)

// who is a person as a tracker names them; any part may be empty.
type who struct{ ID, Name, Email string }

func (w who) empty() bool { return w == who{} }

// label is the best name there is.
func (w who) label() string { return firstOr(w.Name, w.Email, w.ID) }

// linkRole is what a link between issues means for a plan.
type linkRole uint8

const (
	linkOther     linkRole = iota // only worth knowing
	linkBlocks                    // the other cannot begin before this one is done
	linkBlockedBy                 // this one cannot begin before the other is done
)

// issueLink leads from one issue to another, or out of the tracker by an address.
type issueLink struct {
	Role    linkRole
	To      string // key of the other issue; empty: Address
	Address string
	Title   string // "relates to"
}

// issueComment is something somebody said about it.
type issueComment struct {
	At   date.Instant
	By   who
	Text string // Markdown
}

// issue is one entry. Only Key and Title are needed.
type issue struct {
	Row         int // line in the file, from 1
	Key         string
	Alias       []string // other names the file has for it, such as a number
	Project     string   // key of its project; empty: a project named after the file
	ProjectName string
	Title, Body string
	Address     string // where it can be seen
	State       string
	Progress    progress
	Percent     model.Pct // 0: as Progress says
	Priority    int       // 0: not said
	Labels      []string
	Assignees   []who
	Others      []who // known by name only: reporters, watchers
	Created     date.Instant
	Start, Due  date.Instant
	Begun       date.Instant // the work began
	Closed      date.Instant
	Estimate    date.Span
	Spent, Left date.Span
	Points      decimal.Decimal
	Milestone   bool
	Parent      string
	Links       []issueLink
	Comments    []issueComment
	Custom      []model.Custom // in the file's order; a name may come more than once
	Says        issueSays
}

// issueImport gathers the issues of one file and makes them tasks.
type issueImport struct {
	*gather
	file     string
	list     []*issue
	taken    []model.ID          // the task of each of list
	keys     map[string]model.ID // by key and alias
	at       map[model.ID]int    // the place in list
	rows     map[model.ID]int
	projects map[string]model.ID
	folk     *folk
	places   itemPlace
	order    map[model.ID]int // the last place taken in each project's outline
	blocks   map[model.ID][]model.TaskLink
}

// newIssues starts an import. source says what the file comes from ("jira"), for good: with the
// key it tells a record that came before.
func newIssues(e *model.Edit, source, file string) *issueImport {
	g := newGather(e, source)
	return &issueImport{gather: g, file: file, keys: map[string]model.ID{}, rows: map[model.ID]int{}, at: map[model.ID]int{},
		projects: map[string]model.ID{}, folk: newFolk(g), order: map[model.ID]int{}, blocks: map[model.ID][]model.TaskLink{}}
}

// warn says what was taken otherwise than the file has it.
func (x *issueImport) warn(row int, field, message string) {
	x.res.Problems = append(x.res.Problems, Problem{File: x.file, Row: row, Field: field, Message: x.places.say(message)})
}

// refuse says why an issue cannot be taken, and counts it.
func (x *issueImport) refuse(row int, field, message string) {
	x.reject("task", Problem{File: x.file, Row: row, Field: field, Message: x.places.say(message)})
}

// add takes an issue in. One without a title is called by its key, and one without a key is known
// again by its title; one without either, and one whose key came already, is refused.
func (x *issueImport) add(i *issue) {
	i.Key, i.Project, i.Title = oneLine(i.Key), oneLine(i.Project), oneLine(i.Title)
	if i.Title == "" {
		i.Title = i.Key
	}
	switch {
	case i.Title == "":
		x.refuse(i.Row, "", "it has neither a title nor a key")
		return
	case i.Key != "" && x.keys[i.Key] != 0:
		x.refuse(i.Row, "", i.Key+" came already, in row "+itoa(x.rows[x.keys[i.Key]])+"; the first one is taken")
		return
	case i.Key == "":
		i.Key = x.keyless(i.Title)
	}
	id := x.id(model.TaskPrefix, i.Key)
	x.keys[i.Key] = id
	for _, a := range i.Alias {
		if a != "" && x.keys[a] == 0 {
			x.keys[a] = id
		}
	}
	x.rows[id] = i.Row
	x.at[id] = len(x.list)
	x.list = append(x.list, i)
	x.taken = append(x.taken, id)
}

// keyless is the key of an issue that its file gives none: its title, and a number where another is
// called so too.
func (x *issueImport) keyless(title string) string {
	key := title
	for n := 2; x.keys[key] != 0; n++ {
		key = title + " (" + itoa(n) + ")"
	}
	return key
}

// finish makes the tasks, their projects and their people, and checks the whole; rows that the
// rules refuse are reported and the rest is taken. stop is asked now and then.
func (x *issueImport) finish(stop func() error) (Result, error) {
	x.placeProjects()
	for n, i := range x.list {
		x.places.key = i.Key
		x.gatherBlocks(x.taken[n], i)
	}
	for n, i := range x.list {
		if n%1024 == 0 {
			if err := stop(); err != nil {
				return x.res, err
			}
		}
		x.places.key = i.Key
		x.task(x.taken[n], i)
	}
	err := x.settle(x.file, func(id model.ID) int { return x.rows[id] })
	x.res.Counts = x.count.list()
	return x.res, err
}

// placeProjects makes a project of each key, and finds the last place in its outline.
func (x *issueImport) placeProjects() {
	for _, i := range x.list {
		key := i.Project
		if key == "" {
			key = firstOr(strings.TrimSuffix(baseName(x.file), extOf(x.file)), x.source)
			i.Project = oneLine(key)
			key = i.Project
		}
		id, seen := x.projects[key]
		if seen {
			continue
		}
		id = x.id(model.ProjectPrefix, key)
		x.projects[key] = id
		name := oneLine(firstOr(i.ProjectName, key))
		old := x.edit.Base().Get(id) != nil
		x.put(model.ProjectPrefix, id, key, func(r model.Record) {
			if p := r.(*model.Project); !old {
				p.Name, p.Phase = name, "executing"
			}
		})
		if old {
			for t := range x.edit.Base().TasksOf(id) {
				x.order[id] = max(x.order[id], t.Order)
			}
		}
	}
}

// gatherBlocks notes the links by which an issue holds up others, with the others.
func (x *issueImport) gatherBlocks(id model.ID, i *issue) {
	for _, l := range i.Links {
		to := x.find(l.To)
		switch {
		case l.Role == linkBlocks && to != 0 && to != id:
			x.block(to, model.TaskLink{Predecessor: id, Type: model.FS})
		case l.Role == linkBlockedBy && to != 0 && to != id:
			x.block(id, model.TaskLink{Predecessor: to, Type: model.FS})
		case l.Role == linkBlockedBy && to == 0 && firstOr(l.To, l.Address) != "":
			x.block(id, model.TaskLink{External: firstOr(l.To, l.Address), Type: model.FS})
		case to == id && id != 0:
			x.warn(i.Row, "links", "it is linked to itself; left out")
		}
	}
}

// block adds a predecessor; told from both ends, it counts once.
func (x *issueImport) block(id model.ID, l model.TaskLink) {
	if !slices.Contains(x.blocks[id], l) {
		x.blocks[id] = append(x.blocks[id], l)
	}
}

// find is the record that a key of the file names: in the file, or from an earlier import.
func (x *issueImport) find(key string) model.ID {
	if key == "" {
		return 0
	}
	if id := x.keys[key]; id != 0 {
		return id
	}
	return x.ids(model.TaskPrefix)[key]
}
