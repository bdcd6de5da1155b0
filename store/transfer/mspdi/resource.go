package mspdi

// ResourceType says what is being used up.
type ResourceType int

// The resource types, by MSPDI's numbers.
const (
	Material ResourceType = iota
	Work
	CostResource
)

// Resource is a person, a machine, a material or a cost.
type Resource struct {
	UID, ID                           int64
	GUID, Name, Initials, Group, Code string
	EmailAddress                      string
	MaterialLabel                     string
	Line                              int
	Type                              ResourceType
	IsNull, IsGeneric, IsInactive     bool
	MaxUnits                          Units
	StandardRate, OvertimeRate        Rate
	CostPerUse                        Opt[Money]
	AccrueAt                          int
	Work, ActualWork, RemainingWork   Duration
	Cost, ActualCost, RemainingCost   Opt[Money]
	CalendarUID                       int64
	Notes                             string
	Baselines                         []Baseline
	Extended                          []ExtendedValue
	Extra                             []KV

	uidSet, isCost bool
}

// Placeholder reports the nameless resource 0 that MS Project keeps for work
// that is not assigned; it is nobody.
func (r *Resource) Placeholder() bool { return r.UID == 0 && r.Name == "" }

// Assignment puts a resource to a task.
type Assignment struct {
	UID, TaskUID, ResourceUID       int64
	GUID                            string
	Line                            int
	ResourceMissing                 bool // ResourceUID names nobody in this file
	Units                           Units
	Work, ActualWork, RemainingWork Duration
	RegularWork                     Duration
	PercentWorkComplete             int
	Start, Finish                   Wall
	ActualStart, ActualFinish       Wall
	Stop, Resume                    Wall
	Cost, ActualCost, RemainingCost Opt[Money]
	Delay                           Tenths
	Milestone                       bool
	Contour                         int
	Notes                           string
	Baselines                       []Baseline
	Extended                        []ExtendedValue
	Timephased                      []Timephased
	Extra                           []KV

	uidSet, taskSet bool
}

// Unassigned reports work that no resource of the file has been given.
func (a *Assignment) Unassigned() bool { return a.ResourceUID == Unassigned }

func newResource(line int) Resource {
	return Resource{Line: line, UID: NoUID, CalendarUID: NoUID, Type: Work, MaxUnits: FullUnits}
}

func newAssignment(line int) Assignment {
	return Assignment{Line: line, UID: NoUID, TaskUID: NoUID, ResourceUID: Unassigned, Units: FullUnits}
}
