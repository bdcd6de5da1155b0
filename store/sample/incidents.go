package sample

import "tandem/model"

// whyRows are the five whys of escalations that are over: each answer asks the next question.
var whyRows = map[string][]model.Why{
	"E accounts": {
		{Because: "Two accounts were merged that belong to two patients", Evidence: "log of merges, pair 118"},
		{Because: "Name and birth date were the same, and the rule looks at no more"},
		{Because: "The patient number was missing, so the rule fell back to the name", Evidence: "one in nine accounts"},
		{Because: "The old system let a patient be admitted without the number"},
		{Because: "Merging by name and birth date without the patient number"},
	},
	"E tickets": {
		{Because: "Seven tickets were closed with no word to the store"},
		{Because: "The next shift took them for answered", Evidence: "list of the late shift, 2 of 3 asked"},
		{Because: "Shift change: the next shift took open tickets without a note for answered ones"},
	},
}

// incidents tells what escalations hold up in the plan, why those that are over happened, a line of a
// log that was put right, and which actions are to show an effect.
func (b *builder) incidents() {
	for key, whys := range whyRows {
		b.escalation(key, func(x *model.Escalation) { x.Whys = whys })
	}
	b.escalation("E printer", func(x *model.Escalation) { x.Blocks = b.some([]string{"WH 6.2"}) })
	b.escalation("E sku", func(x *model.Escalation) {
		said := x.Events[1]
		x.Events = x.Log(model.Event{At: said.At, Kind: "correction", Who: said.Who, Corrects: 2, Told: x.Events[len(x.Events)-1].At + 600,
			Text: "Seen. The article number is taken from the wrong column. Fix in test today."})
	})
	b.put(model.CalendarPrefix, "cal munich", &model.Calendar{Name: "Field service Munich", Zone: "Europe/Berlin", Week: week("07:00-15:00"),
		Country: "DE", Region: "BY", Worked: []model.WorkedHoliday{{Name: "Heilige Drei Könige"}}, MinutesPerDay: 480, MinutesPerWk: 2400, DaysPerMonth: 20,
		Exceptions: []model.Exception{{Name: "Inventory", From: b.day(20), Hours: "07:00-11:00"}}})
}

// escalation changes one that was made before.
func (b *builder) escalation(key string, f func(*model.Escalation)) {
	if x, ok := b.e.Get(b.id(key)).(*model.Escalation); ok {
		f(x)
	}
}
