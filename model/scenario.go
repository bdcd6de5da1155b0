package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tandem/model/date"
)

// Scenario is a branch of a plan: what it would be like if. It holds edits over the live plan, not
// a copy of it, so that nothing it says shows in lists, reports or totals before it is adopted, and
// so that the live plan may go on meanwhile. Applied evaluates it.
type Scenario struct {
	Meta
	Name     string
	Project  ID
	Status   ScenarioStatus
	Branched date.Instant // when it was begun
	Steps    []ScenarioStep
	Decided  date.Instant // when it was adopted or dropped
}

// ScenarioStatus is where a scenario stands.
type ScenarioStatus string

// The states.
const (
	ScenarioOpen    ScenarioStatus = "open"
	ScenarioAdopted ScenarioStatus = "adopted"
	ScenarioDropped ScenarioStatus = "dropped"
)

// ScenarioDo is what a step of a scenario does.
type ScenarioDo string

// What a step can do. A new record is named by its number in the scenario, N1, until it is adopted.
const (
	DoSet    ScenarioDo = "set"    // Field of the record gets Value
	DoAdd    ScenarioDo = "add"    // a new record, of the kind Value, called Name
	DoDrop   ScenarioDo = "drop"   // the task and what is under it leave the plan
	DoLink   ScenarioDo = "link"   // the task waits for what Value says: T-3 FS +2d
	DoUnlink ScenarioDo = "unlink" // it no longer waits for the task Value
)

// ScenarioStep is one edit of a scenario. Either Of or New names what it is about.
type ScenarioStep struct {
	Do           ScenarioDo
	Of           ID
	New          int
	Name         string // of what is added, or of what the step is about when it was written
	Field, Value string
	Was          string // the live value when the step was written, to find what changed since
}

// Owner is the project.
func (x *Scenario) Owner() ID { return x.Project }

// Open reports whether it can still be edited and adopted.
func (x *Scenario) Open() bool { return x.Status == ScenarioOpen || x.Status == "" }

// Standing is over once it is decided.
func (x *Scenario) Standing(*Ctx) Standing {
	if x.Open() {
		return Calm
	}
	return Over
}

// ScenarioRef names what a step is about: a record of the workspace, or the number of one that the
// scenario adds.
type ScenarioRef struct {
	ID  ID
	New int
}

// String is the reference as people write it: T-14, N1.
func (r ScenarioRef) String() string {
	if r.ID != 0 {
		return r.ID.String()
	}
	return "N" + strconv.Itoa(r.New)
}

// Ref is what the step is about.
func (s *ScenarioStep) Ref() ScenarioRef { return ScenarioRef{s.Of, s.New} }

// ParseScenarioRef reads what people write for what a step is about: T-14, CL-2, P-1, N1, or a
// name that fits one of the records a scenario can change.
func (c *Ctx) ParseScenarioRef(x *Scenario, s string) (ScenarioRef, error) {
	s = strings.TrimSpace(s)
	if n, ok := newNumber(s); ok {
		for _, st := range x.Steps {
			if st.Do == DoAdd && st.New == n {
				return ScenarioRef{New: n}, nil
			}
		}
		return ScenarioRef{}, fmt.Errorf("%s: %q adds no such record", s, x.Name)
	}
	for _, st := range x.Steps {
		if st.Do == DoAdd && strings.EqualFold(st.Name, s) {
			return ScenarioRef{New: st.New}, nil
		}
	}
	id, err := c.Resolve(s, scenarioKinds)
	if err != nil {
		return ScenarioRef{}, err
	}
	if owner := projectOf(c.Snap.Get(id)); owner != x.Project {
		return ScenarioRef{}, fmt.Errorf("%s belongs to another project than %s", id, x.ID)
	}
	return ScenarioRef{ID: id}, nil
}

// scenarioKinds are what a scenario can change.
var scenarioKinds = []string{TaskPrefix, CostLinePrefix, RiskPrefix, ProjectPrefix}

// projectOf is the project a record belongs to; a project is its own.
func projectOf(r Record) ID {
	switch x := r.(type) {
	case *Project:
		return x.ID
	case *Task:
		return x.Project
	case *CostLine:
		return x.Project
	case *Risk:
		return x.Project
	}
	return 0
}

// newNumber reads N1.
func newNumber(s string) (int, bool) {
	if len(s) < 2 || s[0] != 'N' && s[0] != 'n' {
		return 0, false
	}
	n, err := strconv.Atoi(s[1:])
	return n, err == nil && n > 0
}

func scenarioKind() *Kind {
	return define(func() *Scenario { return &Scenario{Status: ScenarioOpen} }, Kind{
		Name: "scenario", Plural: "scenarios", Prefix: ScenarioPrefix, Hat: PM,
		Help:    "A branch of a plan: edits that can be held against the live plan, then adopted or dropped.",
		Columns: []string{"name", "project", "status", "edits", "branched", "decided"},
		Sort:    "project,status,name",
		Fields: []Field{
			Text("name", func(x *Scenario) *string { return &x.Name }, Named()),
			Ref("project", func(x *Scenario) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
			Enum("status", func(x *Scenario) *ScenarioStatus { return &x.Status }, OneOf("open", "adopted: it is in the plan", "dropped: it is not to be"), Width(8)),
			Time("branched", func(x *Scenario) *date.Instant { return &x.Branched }, Help("when it was begun: what the plan changed since is told before it is adopted")),
			List("steps", func(x *Scenario) *[]ScenarioStep { return &x.Steps }, scenarioStepFields(),
				Help("one edit a line: set | T-3 | | | duration | 5d; add | | 1 | Audit | | task; drop | T-4; link | T-5 | | | | N1 FS")),
			Calc("edits", func(_ *Ctx, x *Scenario) Val { return ValNum(float64(len(x.Steps)), 0) }, Width(5), Help("how many edits it holds over the plan; steps tells them")),
			Time("decided", func(x *Scenario) *date.Instant { return &x.Decided }, ReadOnly(), Help("when it was adopted or dropped")),
		},
		Verbs: []Verb{
			{Name: "adopt", Title: "Adopt", Help: "Makes the scenario the plan: tasks, links, dates and budget move in one step that undo takes back.",
				Why: whyNotAdopt, Do: adoptVerb},
			{Name: "drop", Title: "Drop", Help: "Gives the scenario up; the plan stays as it is, and the scenario is kept as dropped.",
				Why: func(_ *Ctx, r Record) string { return r.(*Scenario).decidedWords() }, Do: DropScenario},
		},
		Check: checkScenario,
	})
}

func scenarioStepFields() []Field {
	return []Field{
		Enum("do", func(s *ScenarioStep) *ScenarioDo { return &s.Do }, OneOf("set", "add", "drop", "link", "unlink"), Width(6)),
		Ref("of", func(s *ScenarioStep) *ID { return &s.Of }, To(scenarioKinds...), OnDelete(Clear)),
		Int("new", func(s *ScenarioStep) *int { return &s.New }, Between(0, 9999)),
		Text("name", func(s *ScenarioStep) *string { return &s.Name }),
		Text("field", func(s *ScenarioStep) *string { return &s.Field }),
		Long("value", func(s *ScenarioStep) *string { return &s.Value }),
		Long("was", func(s *ScenarioStep) *string { return &s.Was }),
	}
}

// checkScenario refuses steps that can mean nothing. A step about a record that is gone is kept, as
// evidence; applying the scenario names it.
func checkScenario(c *Ctx, r Record) []Problem {
	x := r.(*Scenario)
	var out []Problem
	bad := func(i int, format string, args ...any) {
		out = append(out, Problem{Field: "steps", Message: rowOf(i) + fmt.Sprintf(format, args...)})
	}
	added := map[int]bool{}
	for i := range x.Steps {
		st := &x.Steps[i]
		if id := projectOf(c.Snap.Get(st.Of)); st.Of != 0 && id != 0 && id != x.Project {
			bad(i, "%s belongs to another project", st.Of)
		}
		switch st.Do {
		case DoAdd:
			switch {
			case st.New < 1 || st.Of != 0:
				bad(i, "a new record needs a number of its own")
			case added[st.New]:
				bad(i, "N%d is added twice", st.New)
			case st.Name == "" || st.Value != "task" && st.Value != "cost line":
				bad(i, "adds a task or a cost line, by its name")
			}
			added[st.New] = true
			continue
		case DoSet:
			if st.Field == "" {
				bad(i, "sets no field")
			}
		case DoDrop:
		case DoLink, DoUnlink:
			if st.Value == "" {
				bad(i, "links to nothing")
			}
		default:
			bad(i, "does nothing")
		}
		if st.New > 0 && !added[st.New] {
			bad(i, "N%d is not added before", st.New)
		}
	}
	return out
}

// Scenarios are those of a project that are open, oldest first; with all set, the decided ones too.
func (s *Snapshot) Scenarios(project ID, all bool) []*Scenario {
	var out []*Scenario
	for x := range Each[*Scenario](s, ScenarioPrefix) {
		if x.Project == project && (all || x.Open()) {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b *Scenario) int { return int(sign(a.Branched - b.Branched)) })
	return out
}

// decidedWords say why a scenario cannot be decided any more; "" where it can.
func (x *Scenario) decidedWords() string {
	if x.Open() {
		return ""
	}
	return "it is " + string(x.Status) + " already: undo takes that back"
}
