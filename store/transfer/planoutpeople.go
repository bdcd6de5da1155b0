package transfer

import (
	"slices"
	"strconv"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// people writes the resources: those of the file that are still there, and who else is assigned.
func (o *planOut) people() {
	list, order := o.list("Resources"), mspdi.ResourceOrder()
	if o.file != nil {
		for uid, id := range o.file.people {
			e := o.was["Resources"][uid]
			now, ok := model.Find[*model.Person](o.cur.snap, id)
			switch {
			case e == nil:
			case !ok:
				list.Remove(e)
			default:
				was, _ := model.Find[*model.Person](o.base.snap, id)
				if was != now || o.base.code != o.cur.code {
					patch(e, order, o.base.person(o, was), o.cur.person(o, now))
				}
			}
		}
	}
	for i, id := range o.newPeople() {
		p, ok := model.Find[*model.Person](o.cur.snap, id)
		if !ok {
			continue
		}
		values := append([]value{{"UID", o.num.text(id, "")}, {"ID", strconv.Itoa(o.lastRow(list) + 1 + i)}}, o.cur.person(o, p)...)
		list.Insert(nil, made("Resource", sorted(values, order)))
	}
}

// lastRow is the greatest row number among the resources of the file.
func (o *planOut) lastRow(list *mspdi.Elem) int {
	most := 0
	for _, e := range o.was["Resources"] {
		if n, err := strconv.Atoi(e.Peek("ID")); err == nil {
			most = max(most, n)
		}
	}
	return most
}

// newPeople are those who work on the project and are not in the file, in the order of the plan.
func (o *planOut) newPeople() []model.ID {
	var out []model.ID
	add := func(rows []model.Assignment) {
		for _, a := range rows {
			if a.Person == 0 || o.uses[a.Person] {
				continue
			}
			o.uses[a.Person] = true
			if o.elem("Resources", a.Person) == nil {
				o.num.take(a.Person)
				out = append(out, a.Person)
			}
		}
	}
	for t := range o.cur.snap.TasksOf(o.cur.proj.ID) {
		add(t.Assignments)
	}
	add(o.cur.proj.Assignments)
	return out
}

// sorted puts values into the order of the format.
func sorted(values []value, order []string) []value {
	slices.SortStableFunc(values, func(a, b value) int { return slices.Index(order, a.name) - slices.Index(order, b.name) })
	return values
}

// person is what one side says of somebody. What costs is a material to the format, and a flag.
func (x *planSide) person(o *planOut, p *model.Person) []value {
	kind, cost := "1", ""
	switch p.Kind {
	case "material":
		kind = "0"
	case "cost":
		kind, cost = "0", "1"
	}
	form := func(a string) string {
		switch {
		case a == "" || a == "0":
			return ""
		case p.Kind == "material":
			return "8"
		}
		return "2"
	}
	rate, over := x.rate(p.Rate), x.rate(p.Overtime)
	return []value{{"Name", p.Name}, {"Type", kind}, {"Initials", p.Initials}, {"Group", p.Department}, {"EmailAddress", p.Email},
		{"MaxUnits", mspdi.UnitsText(int64(p.Capacity))}, {"StandardRate", rate}, {"StandardRateFormat", form(rate)}, {"OvertimeRate", over},
		{"OvertimeRateFormat", form(over)}, {"CostPerUse", x.money(p.PerUse)}, {"CalendarUID", o.calendarOf(x, p)}, {"Notes", p.Notes},
		{"IsCostResource", cost}}
}

// calendarOf is the number of a person's calendar. The format gives each person one that is theirs
// alone; where a calendar here is shared, one that is based on it and adds nothing stands in.
func (o *planOut) calendarOf(x *planSide, p *model.Person) string {
	if uid, ok := o.own[p.ID]; ok && x == o.cur {
		return strconv.FormatInt(uid, 10)
	}
	return o.num.text(p.Calendar, "-1")
}
