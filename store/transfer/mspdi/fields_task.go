package mspdi

// percent is the range of every percentage that is not a rate of use.
const wantPercent = "a percentage from 0 to 100"

var taskTable = table[Task]{
	"UID":                 identity(func(t *Task) (*int64, *bool) { return &t.UID, &t.uidSet }),
	"ID":                  integer(func(t *Task) *int64 { return &t.ID }),
	"GUID":                line(func(t *Task) *string { return &t.GUID }),
	"Name":                line(func(t *Task) *string { return &t.Name }),
	"WBS":                 line(func(t *Task) *string { return &t.WBS }),
	"OutlineNumber":       line(func(t *Task) *string { return &t.Outline }),
	"SubprojectName":      line(func(t *Task) *string { return &t.SubprojectName }),
	"ExternalTaskProject": line(func(t *Task) *string { return &t.ExternalTaskProject }),
	"Hyperlink":           line(func(t *Task) *string { return &t.Hyperlink }),
	"HyperlinkName":       line(func(t *Task) *string { return &t.Hyperlink }),
	"HyperlinkAddress":    line(func(t *Task) *string { return &t.HyperlinkAddress }),
	"HyperlinkSubAddress": line(func(t *Task) *string { return &t.HyperlinkAnchor }),
	"Notes":               note(func(t *Task) *string { return &t.Notes }),

	"OutlineLevel": {set: func(t *Task, text []byte) string {
		want := outlineLevel.set(t, text)
		t.levelSet = want == "" && len(trimSpace(text)) > 0
		return want
	}},
	"ParentTaskUID": value(func(t *Task) *Opt[int64] { return &t.parentTask }, wantInteger,
		func(text []byte) (Opt[int64], bool) {
			uid, ok := parseUID(text)
			return Opt[int64]{V: uid, Set: true}, ok
		}),

	"IsNull":                 flag(func(t *Task) *bool { return &t.blank }),
	"Active":                 flag(func(t *Task) *bool { return &t.Active }),
	"Manual":                 flag(func(t *Task) *bool { return &t.Manual }),
	"ResumeValid":            flag(func(t *Task) *bool { return &t.ResumeValid }),
	"EffortDriven":           flag(func(t *Task) *bool { return &t.EffortDriven }),
	"Recurring":              flag(func(t *Task) *bool { return &t.Recurring }),
	"OverAllocated":          flag(func(t *Task) *bool { return &t.OverAllocated }),
	"Estimated":              flag(func(t *Task) *bool { return &t.Estimated }),
	"Milestone":              flag(func(t *Task) *bool { return &t.Milestone }),
	"Summary":                flag(func(t *Task) *bool { return &t.Summary }),
	"Critical":               flag(func(t *Task) *bool { return &t.Critical }),
	"IsSubproject":           flag(func(t *Task) *bool { return &t.IsSubproject }),
	"IsSubprojectReadOnly":   flag(func(t *Task) *bool { return &t.IsSubprojectReadOnly }),
	"ExternalTask":           flag(func(t *Task) *bool { return &t.ExternalTask }),
	"LevelAssignments":       flag(func(t *Task) *bool { return &t.LevelAssignments }),
	"LevelingCanSplit":       flag(func(t *Task) *bool { return &t.LevelingCanSplit }),
	"IgnoreResourceCalendar": flag(func(t *Task) *bool { return &t.IgnoreResourceCalendar }),

	"Type":           within(func(t *Task) *TaskType { return &t.Type }, 0, 2, "a task type from 0 to 2"),
	"Priority":       within(func(t *Task) *int { return &t.Priority }, 0, 1000, "a priority from 0 to 1000"),
	"ConstraintType": within(func(t *Task) *Constraint { return &t.Constraint }, 0, 7, "a constraint from 0 to 7"),
	"FixedCostAccrual": within(func(t *Task) *int { return &t.FixedCostAccrual }, 0, 3,
		"an accrual from 1 to 3"),
	"PercentComplete":         within(func(t *Task) *int { return &t.PercentComplete }, 0, 100, wantPercent),
	"PercentWorkComplete":     within(func(t *Task) *int { return &t.PercentWorkComplete }, 0, 100, wantPercent),
	"PhysicalPercentComplete": within(func(t *Task) *int { return &t.PhysicalPercentComplete }, 0, 100, wantPercent),
	"CalendarUID":             integer(func(t *Task) *int64 { return &t.CalendarUID }),

	"CreateDate":     wall(func(t *Task) *Wall { return &t.Created }),
	"Start":          wall(func(t *Task) *Wall { return &t.Start }),
	"Finish":         wall(func(t *Task) *Wall { return &t.Finish }),
	"ManualStart":    wall(func(t *Task) *Wall { return &t.ManualStart }),
	"ManualFinish":   wall(func(t *Task) *Wall { return &t.ManualFinish }),
	"Stop":           wall(func(t *Task) *Wall { return &t.Stop }),
	"Resume":         wall(func(t *Task) *Wall { return &t.Resume }),
	"EarlyStart":     wall(func(t *Task) *Wall { return &t.EarlyStart }),
	"EarlyFinish":    wall(func(t *Task) *Wall { return &t.EarlyFinish }),
	"LateStart":      wall(func(t *Task) *Wall { return &t.LateStart }),
	"LateFinish":     wall(func(t *Task) *Wall { return &t.LateFinish }),
	"ActualStart":    wall(func(t *Task) *Wall { return &t.ActualStart }),
	"ActualFinish":   wall(func(t *Task) *Wall { return &t.ActualFinish }),
	"ConstraintDate": wall(func(t *Task) *Wall { return &t.ConstraintDate }),
	"Deadline":       wall(func(t *Task) *Wall { return &t.Deadline }),

	"Duration":          span(func(t *Task) *Duration { return &t.Duration }),
	"ManualDuration":    span(func(t *Task) *Duration { return &t.ManualDuration }),
	"ActualDuration":    span(func(t *Task) *Duration { return &t.ActualDuration }),
	"RemainingDuration": span(func(t *Task) *Duration { return &t.RemainingDuration }),
	"Work":              span(func(t *Task) *Duration { return &t.Work }),
	"RegularWork":       span(func(t *Task) *Duration { return &t.RegularWork }),
	"ActualWork":        span(func(t *Task) *Duration { return &t.ActualWork }),
	"RemainingWork":     span(func(t *Task) *Duration { return &t.RemainingWork }),
	"DurationFormat":    format(func(t *Task) *Format { return &t.format }),

	"StartVariance":       optional(func(t *Task) *Opt[Tenths] { return &t.StartVariance }, 0),
	"FinishVariance":      optional(func(t *Task) *Opt[Tenths] { return &t.FinishVariance }, 0),
	"FreeSlack":           optional(func(t *Task) *Opt[Tenths] { return &t.FreeSlack }, 0),
	"TotalSlack":          optional(func(t *Task) *Opt[Tenths] { return &t.TotalSlack }, 0),
	"StartSlack":          optional(func(t *Task) *Opt[Tenths] { return &t.StartSlack }, 0),
	"FinishSlack":         optional(func(t *Task) *Opt[Tenths] { return &t.FinishSlack }, 0),
	"LevelingDelay":       scaled(func(t *Task) *Tenths { return &t.LevelingDelay }, 0),
	"LevelingDelayFormat": format(func(t *Task) *Format { return &t.LevelingDelayFormat }),
	"Cost":                money(func(t *Task) *Opt[Money] { return &t.Cost }),
	"ActualCost":          money(func(t *Task) *Opt[Money] { return &t.ActualCost }),
	"RemainingCost":       money(func(t *Task) *Opt[Money] { return &t.RemainingCost }),
	"FixedCost":           money(func(t *Task) *Opt[Money] { return &t.FixedCost }),

	"PredecessorLink":   {nest: readLink},
	"Baseline":          {nest: func(r *reader, t *Task) error { return readBaseline(r, &t.Baselines) }},
	"ExtendedAttribute": {nest: func(r *reader, t *Task) error { return readExtended(r, &t.Extended) }},
	"TimephasedData":    {nest: func(r *reader, t *Task) error { return readTimephased(r, &t.Timephased) }},
}

// maxOutline is MS Project's own bound on levels.
const maxOutline = 65535

var outlineLevel = within(func(t *Task) *int { return &t.OutlineLevel }, 0, maxOutline, "an outline level, 0 or more")

var linkTable = table[Link]{
	"PredecessorUID":   {set: readPredecessor},
	"Type":             within(func(l *Link) *LinkType { return &l.Type }, 0, 3, "a link type from 0 (FF) to 3 (SS); taken as FS"),
	"CrossProject":     flag(func(l *Link) *bool { return &l.CrossProject }),
	"CrossProjectName": line(func(l *Link) *string { return &l.CrossProjectName }),
	"LinkLag":          scaled(func(l *Link) *int64 { return &l.Lag }, 0),
	"LagFormat":        format(func(l *Link) *Format { return &l.LagFormat }),
}

// readPredecessor takes the UID that a link leads to.
func readPredecessor(l *Link, text []byte) string {
	uid, ok := parseUID(trimSpace(text))
	if !ok {
		return "the UID of a task"
	}
	l.PredecessorUID = uid
	return ""
}

// readLink reads one predecessor of a task. A link without a UID is rejected:
// there is nothing that it could be kept as.
func readLink(r *reader, t *Task) error {
	l := Link{PredecessorUID: NoUID, Type: FS, LagFormat: 7, Line: r.scan.line}
	if err := readRecord(r, &l, linkTable, &l.Extra); err != nil {
		return err
	}
	if l.PredecessorUID == NoUID && !l.CrossProject {
		r.problem(Problem{Line: l.Line, Field: "PredecessorLink", Level: Rejected, Part: "link",
			Message: "the link has no PredecessorUID; it is left out"})
		return nil
	}
	t.Links = append(t.Links, l)
	return nil
}

var baselineTable = table[Baseline]{
	"Number":         within(func(b *Baseline) *int { return &b.Number }, 0, 10, "a baseline number from 0 to 10"),
	"Start":          wall(func(b *Baseline) *Wall { return &b.Start }),
	"Finish":         wall(func(b *Baseline) *Wall { return &b.Finish }),
	"Duration":       span(func(b *Baseline) *Duration { return &b.Duration }),
	"Work":           span(func(b *Baseline) *Duration { return &b.Work }),
	"DurationFormat": format(func(b *Baseline) *Format { return &b.Duration.Format }),
	"Cost":           money(func(b *Baseline) *Opt[Money] { return &b.Cost }),
	"TimephasedData": {nest: func(r *reader, b *Baseline) error { return readTimephased(r, &b.Timephased) }},
}

// readBaseline adds one baseline. A second one of the same number is rejected,
// and so is one whose number says nothing.
func readBaseline(r *reader, list *[]Baseline) error {
	row := Baseline{Number: -1}
	at := r.scan.line
	if err := readRecord(r, &row, baselineTable, &row.Extra); err != nil {
		return err
	}
	if row.Number < 0 {
		r.problem(Problem{Line: at, Field: "Baseline", Level: Rejected, Part: "baseline", Message: "a baseline without a number from 0 to 10 is left out"})
		return nil
	}
	for _, earlier := range *list {
		if earlier.Number == row.Number {
			r.problem(Problem{Line: at, Field: "Baseline", Level: Rejected, Part: "baseline",
				Message: "baseline " + itoa(row.Number) + " is given twice; the first one is kept"})
			return nil
		}
	}
	*list = append(*list, row)
	return nil
}
