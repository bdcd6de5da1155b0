package mspdi

var projectTable = table[Project]{
	"Name":         line(func(p *Project) *string { return &p.Name }),
	"Title":        line(func(p *Project) *string { return &p.Title }),
	"Subject":      line(func(p *Project) *string { return &p.Subject }),
	"Category":     line(func(p *Project) *string { return &p.Category }),
	"Company":      line(func(p *Project) *string { return &p.Company }),
	"Manager":      line(func(p *Project) *string { return &p.Manager }),
	"Author":       line(func(p *Project) *string { return &p.Author }),
	"GUID":         line(func(p *Project) *string { return &p.GUID }),
	"UID":          line(func(p *Project) *string { return &p.GUID }),
	"Keywords":     line(func(p *Project) *string { return &p.Keywords }),
	"Comments":     note(func(p *Project) *string { return &p.Comments }),
	"SaveVersion":  number(func(p *Project) *int { return &p.SaveVersion }),
	"CreationDate": wall(func(p *Project) *Wall { return &p.CreationDate }),
	"LastSaved":    wall(func(p *Project) *Wall { return &p.LastSaved }),
	"StartDate":    wall(func(p *Project) *Wall { return &p.StartDate }),
	"FinishDate":   wall(func(p *Project) *Wall { return &p.FinishDate }),
	"StatusDate":   wall(func(p *Project) *Wall { return &p.StatusDate }),
	"CurrentDate":  wall(func(p *Project) *Wall { return &p.CurrentDate }),
	"CalendarUID":  integer(func(p *Project) *int64 { return &p.CalendarUID }),

	"ScheduleFromStart":     flag(func(p *Project) *bool { return &p.ScheduleFromStart }),
	"HonorConstraints":      flag(func(p *Project) *bool { return &p.HonorConstraints }),
	"NewTasksAreManual":     flag(func(p *Project) *bool { return &p.NewTasksAreManual }),
	"NewTasksEffortDriven":  flag(func(p *Project) *bool { return &p.NewTasksEffortDriven }),
	"MultipleCriticalPaths": flag(func(p *Project) *bool { return &p.MultipleCriticalPaths }),
	"SplitsInProgressTasks": flag(func(p *Project) *bool { return &p.SplitsInProgressTasks }),

	"DefaultStartTime":  clock(func(p *Project) *int { return &p.DefaultStartTime }),
	"DefaultFinishTime": clock(func(p *Project) *int { return &p.DefaultFinishTime }),
	"MinutesPerDay":     within(func(p *Project) *int { return &p.MinutesPerDay }, 1, 1440, "minutes of a day, 1 to 1440"),
	"MinutesPerWeek":    within(func(p *Project) *int { return &p.MinutesPerWeek }, 1, 10080, "minutes of a week, 1 to 10080"),
	// Real files hold a 0 here; it means that nobody set it.
	"DaysPerMonth": {set: func(p *Project, text []byte) string {
		if string(trimSpace(text)) == "0" {
			return ""
		}
		return daysPerMonth.set(p, text)
	}},
	"CurrencyCode":       line(func(p *Project) *string { return &p.CurrencyCode }),
	"CurrencySymbol":     line(func(p *Project) *string { return &p.CurrencySymbol }),
	"CurrencyDigits":     within(func(p *Project) *int { return &p.CurrencyDigits }, 0, 4, "digits from 0 to 4"),
	"CriticalSlackLimit": number(func(p *Project) *int { return &p.CriticalSlackLimit }),
	"DefaultTaskType":    within(func(p *Project) *TaskType { return &p.DefaultTaskType }, 0, 2, "a task type from 0 to 2"),
	"DurationFormat":     number(func(p *Project) *int { return &p.DurationFormat }),
	"WorkFormat":         number(func(p *Project) *int { return &p.WorkFormat }),
	"WeekStartDay":       within(func(p *Project) *int { return &p.WeekStartDay }, 0, 6, "a day from 0 (Sunday) to 6"),
}

var daysPerMonth = within(func(p *Project) *int { return &p.DaysPerMonth }, 1, 31, "days of a month, 1 to 31")

// newProject holds what MS Project assumes where a file is silent.
func newProject() Project {
	return Project{
		CalendarUID: NoUID, ScheduleFromStart: true, HonorConstraints: true, NewTasksEffortDriven: true,
		DefaultStartTime: 8 * 3600, DefaultFinishTime: 17 * 3600, SplitsInProgressTasks: true,
		MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20, CurrencyDigits: 2, DurationFormat: 7, WorkFormat: 2,
	}
}

var resourceTable = table[Resource]{
	"UID":                identity(func(r *Resource) (*int64, *bool) { return &r.UID, &r.uidSet }),
	"ID":                 integer(func(r *Resource) *int64 { return &r.ID }),
	"GUID":               line(func(r *Resource) *string { return &r.GUID }),
	"Name":               line(func(r *Resource) *string { return &r.Name }),
	"Initials":           line(func(r *Resource) *string { return &r.Initials }),
	"Group":              line(func(r *Resource) *string { return &r.Group }),
	"Code":               line(func(r *Resource) *string { return &r.Code }),
	"EmailAddress":       line(func(r *Resource) *string { return &r.EmailAddress }),
	"MaterialLabel":      line(func(r *Resource) *string { return &r.MaterialLabel }),
	"Notes":              note(func(r *Resource) *string { return &r.Notes }),
	"Type":               within(func(r *Resource) *ResourceType { return &r.Type }, 0, 2, "a resource type from 0 to 2"),
	"IsCostResource":     flag(func(r *Resource) *bool { return &r.isCost }),
	"IsNull":             flag(func(r *Resource) *bool { return &r.IsNull }),
	"IsGeneric":          flag(func(r *Resource) *bool { return &r.IsGeneric }),
	"IsInactive":         flag(func(r *Resource) *bool { return &r.IsInactive }),
	"MaxUnits":           scaled(func(r *Resource) *Units { return &r.MaxUnits }, 4),
	"StandardRate":       rate(func(r *Resource) *Rate { return &r.StandardRate }),
	"StandardRateFormat": within(func(r *Resource) *int { return &r.StandardRate.Format }, 1, 8, wantRateFormat),
	"OvertimeRate":       rate(func(r *Resource) *Rate { return &r.OvertimeRate }),
	"OvertimeRateFormat": within(func(r *Resource) *int { return &r.OvertimeRate.Format }, 1, 8, wantRateFormat),
	"AccrueAt":           within(func(r *Resource) *int { return &r.AccrueAt }, 0, 4, "an accrual from 1 to 4"),
	"CalendarUID":        integer(func(r *Resource) *int64 { return &r.CalendarUID }),
	"Work":               span(func(r *Resource) *Duration { return &r.Work }),
	"ActualWork":         span(func(r *Resource) *Duration { return &r.ActualWork }),
	"RemainingWork":      span(func(r *Resource) *Duration { return &r.RemainingWork }),
	"CostPerUse":         money(func(r *Resource) *Opt[Money] { return &r.CostPerUse }),
	"Cost":               money(func(r *Resource) *Opt[Money] { return &r.Cost }),
	"ActualCost":         money(func(r *Resource) *Opt[Money] { return &r.ActualCost }),
	"RemainingCost":      money(func(r *Resource) *Opt[Money] { return &r.RemainingCost }),
	"Baseline":           {nest: func(r *reader, res *Resource) error { return readBaseline(r, &res.Baselines) }},
	"ExtendedAttribute":  {nest: func(r *reader, res *Resource) error { return readExtended(r, &res.Extended) }},
}

const wantRateFormat = "a rate format from 1 to 8"

var assignmentTable = table[Assignment]{
	"UID":                 identity(func(a *Assignment) (*int64, *bool) { return &a.UID, &a.uidSet }),
	"TaskUID":             identity(func(a *Assignment) (*int64, *bool) { return &a.TaskUID, &a.taskSet }),
	"ResourceUID":         integer(func(a *Assignment) *int64 { return &a.ResourceUID }),
	"GUID":                line(func(a *Assignment) *string { return &a.GUID }),
	"Units":               scaled(func(a *Assignment) *Units { return &a.Units }, 4),
	"Work":                span(func(a *Assignment) *Duration { return &a.Work }),
	"RegularWork":         span(func(a *Assignment) *Duration { return &a.RegularWork }),
	"ActualWork":          span(func(a *Assignment) *Duration { return &a.ActualWork }),
	"RemainingWork":       span(func(a *Assignment) *Duration { return &a.RemainingWork }),
	"PercentWorkComplete": within(func(a *Assignment) *int { return &a.PercentWorkComplete }, 0, 100, wantPercent),
	"Start":               wall(func(a *Assignment) *Wall { return &a.Start }),
	"Finish":              wall(func(a *Assignment) *Wall { return &a.Finish }),
	"ActualStart":         wall(func(a *Assignment) *Wall { return &a.ActualStart }),
	"ActualFinish":        wall(func(a *Assignment) *Wall { return &a.ActualFinish }),
	"Stop":                wall(func(a *Assignment) *Wall { return &a.Stop }),
	"Resume":              wall(func(a *Assignment) *Wall { return &a.Resume }),
	"Cost":                money(func(a *Assignment) *Opt[Money] { return &a.Cost }),
	"ActualCost":          money(func(a *Assignment) *Opt[Money] { return &a.ActualCost }),
	"RemainingCost":       money(func(a *Assignment) *Opt[Money] { return &a.RemainingCost }),
	"Delay":               scaled(func(a *Assignment) *Tenths { return &a.Delay }, 0),
	"Milestone":           flag(func(a *Assignment) *bool { return &a.Milestone }),
	"WorkContour":         within(func(a *Assignment) *int { return &a.Contour }, 0, 8, "a contour from 0 to 8"),
	"Notes":               note(func(a *Assignment) *string { return &a.Notes }),
	"Baseline":            {nest: func(r *reader, a *Assignment) error { return readBaseline(r, &a.Baselines) }},
	"ExtendedAttribute":   {nest: func(r *reader, a *Assignment) error { return readExtended(r, &a.Extended) }},
	"TimephasedData":      {nest: func(r *reader, a *Assignment) error { return readTimephased(r, &a.Timephased) }},
}

var extendedFieldTable = table[ExtendedField]{
	"FieldID":   line(func(f *ExtendedField) *string { return &f.FieldID }),
	"FieldName": line(func(f *ExtendedField) *string { return &f.FieldName }),
	"Alias":     line(func(f *ExtendedField) *string { return &f.Alias }),
}

var extendedValueTable = table[ExtendedValue]{
	"FieldID": line(func(v *ExtendedValue) *string { return &v.FieldID }),
	"Value":   note(func(v *ExtendedValue) *string { return &v.Value }),
}

// readExtended adds one custom field's value.
func readExtended(r *reader, list *[]ExtendedValue) error {
	var v ExtendedValue
	if err := readRecord(r, &v, extendedValueTable, &v.Extra); err != nil {
		return err
	}
	*list = append(*list, v)
	return nil
}

// readTimephased counts one range by its type.
func readTimephased(r *reader, list *[]Timephased) error {
	kind := 0
	err := r.scan.children(func(name string, _ int) error {
		if name != "Type" {
			return nil
		}
		text, err := r.scan.content()
		if v, ok := parseUID(trimSpace(text)); ok {
			kind = int(v)
		}
		return err
	})
	if err != nil {
		return err
	}
	for i := range *list {
		if (*list)[i].Type == kind {
			(*list)[i].Ranges++
			return nil
		}
	}
	*list = append(*list, Timephased{Type: kind, Ranges: 1})
	return nil
}
