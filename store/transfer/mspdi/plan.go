package mspdi

import "fmt"

// NoUID stands where the file refers to nothing: no calendar, no parent.
const NoUID int64 = -1

// Unassigned is the resource UID of work that nobody has been given yet.
const Unassigned int64 = -65535

// Plan is everything one file says. Records keep the order of the file.
type Plan struct {
	File           string
	Project        Project
	Calendars      []Calendar
	Tasks          []*Task // UID 0, the project's own line, among them; blank lines not
	Resources      []Resource
	Assignments    []Assignment
	ExtendedFields []ExtendedField
	Problems       []Problem
	Counts         Counts

	// Incomplete says that the file broke off or broke; what came before the
	// fault is here, and a Problem says where it was.
	Incomplete bool
}

// ProjectTask is the line of the plan that stands for the project as a whole,
// nil where the file has none.
func (p *Plan) ProjectTask() *Task {
	for _, t := range p.Tasks {
		if t.IsProject {
			return t
		}
	}
	return nil
}

// Counts says how many of each thing the Plan holds, and how many it does not.
type Counts struct {
	Tasks               int // without blank lines, with the project's own
	BlankTasks          int // IsNull: lines left empty on purpose
	Links               int // of every state
	ExternalLinks       int
	DanglingLinks       int
	Calendars           int
	Exceptions          int // each once, however often the file says it
	RepeatedExceptions  int // said in the old form and in the new one
	WorkWeeks           int
	Resources           int // those marked IsNull included
	Assignments         int
	Baselines           int // of tasks
	ResourceBaselines   int
	AssignmentBaselines int
	ExtendedValues      int // of tasks, resources and assignments
	Timephased          int // ranges of tasks, assignments and their baselines, not kept one by one
	Rejected            int // problems of that level
	Warnings            int
}

// Level says what a Problem costs.
type Level uint8

// The levels.
const (
	Warning  Level = iota // the record is here; something about it is doubtful
	Rejected              // something that the file says could not be taken
)

func (l Level) String() string {
	if l == Rejected {
		return "rejected"
	}
	return "warning"
}

// Problem is one thing that somebody should know about the file.
type Problem struct {
	File    string
	Row     int // line of the record's element, from 1; 0 for the file as a whole
	Line    int // line of the very element at fault
	Element string
	Field   string // child element, "" where the element as a whole is meant
	UID     string // of the record, as far as it is known
	Message string
	Level   Level
	// Part names what of a record is lost where the record itself is taken: link, exception, working
	// time, baseline, outline. Empty: the record.
	Part string
}

func (p Problem) String() string {
	at := p.Element
	if p.UID != "" {
		at += " " + p.UID
	}
	if p.Field != "" {
		at += " " + p.Field
	}
	return fmt.Sprintf("%s:%d: %s: %s (%s)", p.File, p.Line, at, p.Message, p.Level)
}

// KV is a value that the format has and this package does not model: the path
// of its element below the record, and its text. Empty ones are left out.
type KV struct{ Name, Value string }

// Project is the head of the file. Flags and numbers that a file leaves out
// have the value MS Project assumes.
type Project struct {
	Name, Title, Subject, Category, Company, Manager, Author string
	GUID, Keywords, Comments                                 string
	SaveVersion                                              int
	CreationDate, LastSaved                                  Wall
	StartDate, FinishDate                                    Wall
	StatusDate, CurrentDate                                  Wall
	ScheduleFromStart                                        bool
	CalendarUID                                              int64
	DefaultStartTime, DefaultFinishTime                      int // seconds since midnight
	MinutesPerDay, MinutesPerWeek, DaysPerMonth              int
	CurrencyCode, CurrencySymbol                             string
	CurrencyDigits                                           int
	CriticalSlackLimit                                       int // whole days
	DefaultTaskType                                          TaskType
	DurationFormat, WorkFormat                               int
	HonorConstraints                                         bool
	NewTasksAreManual                                        bool
	NewTasksEffortDriven                                     bool
	MultipleCriticalPaths                                    bool
	SplitsInProgressTasks                                    bool
	WeekStartDay                                             int // 0 Sunday
	Extra                                                    []KV
}

// ExtendedField defines a custom field: what a FieldID stands for.
type ExtendedField struct {
	FieldID   string
	FieldName string
	Alias     string
	Extra     []KV
	Line      int
}

// Label is the name people gave the field, else the one it was born with.
func (f ExtendedField) Label() string {
	if f.Alias != "" {
		return f.Alias
	}
	return f.FieldName
}

// ExtendedValue is one custom field of one record. Label is resolved from the
// definitions, and is the bare FieldID where the file defines no such field.
type ExtendedValue struct {
	FieldID string
	Label   string
	Value   string
	Extra   []KV // lookup identifiers, duration formats
}
