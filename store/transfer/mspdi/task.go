package mspdi

// TaskType says which of units, duration and work stays when another changes.
type TaskType int

// The task types.
const (
	FixedUnits TaskType = iota
	FixedDuration
	FixedWork
)

// Constraint is what may keep a task from simply following its links.
type Constraint int

// The constraints, by MSPDI's numbers.
const (
	ASAP Constraint = iota
	ALAP
	MSO
	MFO
	SNET
	SNLT
	FNET
	FNLT
)

var constraintNames = [...]string{"ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"}

func (c Constraint) String() string {
	if c < 0 || int(c) >= len(constraintNames) {
		return "?"
	}
	return constraintNames[c]
}

// NeedsDate reports constraints that mean nothing without a date.
func (c Constraint) NeedsDate() bool { return c >= MSO }

// LinkType says which ends of two tasks are tied.
type LinkType int

// The link types, by MSPDI's numbers.
const (
	FF LinkType = iota
	FS
	SF
	SS
)

var linkNames = [...]string{"FF", "FS", "SF", "SS"}

func (t LinkType) String() string {
	if t < 0 || int(t) >= len(linkNames) {
		return "?"
	}
	return linkNames[t]
}

// LinkState says whether a link can be followed within this plan.
type LinkState uint8

// The states. All but LinkOK are kept so that nothing is lost, and are listed
// as problems, save LinkExternal, which is a regular thing.
const (
	LinkOK        LinkState = iota
	LinkExternal            // leads to a task of another file
	LinkDangling            // no such task here
	LinkSelf                // from a task to itself
	LinkDuplicate           // says again what an earlier link of the task says
	LinkToSummary           // between a task and a summary that contains it
)

// Link ties a task to a predecessor.
type Link struct {
	PredecessorUID   int64
	Type             LinkType
	State            LinkState
	CrossProject     bool
	CrossProjectName string
	Lag              int64 // tenths of a minute, or percent where LagFormat says so
	LagFormat        Format
	Extra            []KV
	Line             int
}

// LagSeconds is the lag as a span; ok is false where it is a percentage.
func (l Link) LagSeconds() (seconds int64, ok bool) {
	return Tenths(l.Lag).Seconds(), !l.LagFormat.Percent()
}

// LagPercent is the lag as a share of the predecessor's duration.
func (l Link) LagPercent() (percent int64, ok bool) { return l.Lag, l.LagFormat.Percent() }

// LagElapsed reports a lag that runs on the clock, not in work time.
func (l Link) LagElapsed() bool { return l.LagFormat.Elapsed() }

// Baseline is what was once promised: of a task, a resource or an assignment.
// Number 0 is "the" baseline, 1 to 10 are later ones.
type Baseline struct {
	Number        int
	Start, Finish Wall
	Duration      Duration
	Work          Duration
	Cost          Opt[Money]
	Timephased    []Timephased
	Extra         []KV
}

// Timephased counts the time-phased ranges of one kind (MSPDI's type number).
type Timephased struct{ Type, Ranges int }

// Task is one line of the plan. Dates are as stored, not recomputed.
type Task struct {
	UID, ID      int64
	GUID, Name   string
	Line         int
	IsProject    bool  // the line of the project itself (UID 0)
	ParentUID    int64 // NoUID at the top; the project's own line is nobody's parent
	OutlineLevel int   // as in the file, even where a level is skipped
	WBS          string
	Outline      string // OutlineNumber

	Active, Manual, Milestone, Summary, Critical bool
	Estimated, EffortDriven, Recurring           bool
	OverAllocated, ResumeValid                   bool
	IsSubproject, IsSubprojectReadOnly           bool
	ExternalTask                                 bool
	LevelAssignments, LevelingCanSplit           bool
	IgnoreResourceCalendar                       bool
	SubprojectName, ExternalTaskProject          string
	Type                                         TaskType
	Priority                                     int
	Created                                      Wall
	Start, Finish                                Wall
	Duration                                     Duration
	ManualStart, ManualFinish                    Wall
	ManualDuration                               Duration
	Work, RegularWork                            Duration
	Stop, Resume                                 Wall
	EarlyStart, EarlyFinish                      Wall
	LateStart, LateFinish                        Wall
	StartVariance, FinishVariance                Opt[Tenths]
	FreeSlack, TotalSlack                        Opt[Tenths]
	StartSlack, FinishSlack                      Opt[Tenths]
	PercentComplete, PercentWorkComplete         int
	PhysicalPercentComplete                      int
	ActualStart, ActualFinish                    Wall
	ActualDuration, ActualWork                   Duration
	RemainingDuration, RemainingWork             Duration
	Cost, ActualCost, RemainingCost, FixedCost   Opt[Money]
	FixedCostAccrual                             int // 1 start, 2 end, 3 prorated
	Constraint                                   Constraint
	ConstraintDate, Deadline                     Wall
	CalendarUID                                  int64
	LevelingDelay                                Tenths
	LevelingDelayFormat                          Format
	Notes                                        string
	Hyperlink, HyperlinkAddress, HyperlinkAnchor string
	Links                                        []Link
	Baselines                                    []Baseline
	Extended                                     []ExtendedValue
	Timephased                                   []Timephased
	Extra                                        []KV

	uidSet, levelSet, blank bool
	format                  Format     // DurationFormat, which comes after what it describes
	parentTask              Opt[int64] // ParentTaskUID, which few files have
}

// newTask is a task before the file has said anything about it.
func newTask(line int) *Task {
	return &Task{
		Line: line, UID: NoUID, ParentUID: NoUID, CalendarUID: NoUID,
		Active: true, Priority: 500, LevelAssignments: true, LevelingCanSplit: true,
	}
}

// finish puts together what the file says in separate elements.
func (t *Task) finish() {
	for _, d := range []*Duration{&t.Duration, &t.ManualDuration, &t.ActualDuration, &t.RemainingDuration} {
		d.Format = t.format
	}
}
