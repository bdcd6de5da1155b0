package sample

import (
	"fmt"
	"strconv"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
)

// control makes what the projects of the large workspace are steered by.
func (u *bulk) control() {
	u.sprints()
	u.times()
	for range u.share.decisions {
		u.decision()
	}
	for range u.share.changes {
		u.change()
	}
	u.stakes()
	u.reports()
	for i := range u.share.lessons {
		project, _, _ := u.place()
		x := &model.Lesson{Title: u.title(bulkLearn, " ") + number(i/500), Cause: u.pick(bulkCauses), Next: u.pick(bulkDeeds) + " it before the next one begins.",
			Category: "process", Projects: []model.ID{project}, Learned: u.day(-u.between(1, 100)), Good: u.chance(30)}
		u.put(model.LessonPrefix, x, -1)
	}
	for i := range u.share.rates {
		on := -1 - i
		cents := int64(u.between(80, 125))
		x := &model.Rate{From: []string{"CHF", "NOK", "CZK"}[i%3], To: "EUR", Date: u.day(on), Rate: decimal.MustNew(cents, 2), Origin: "House bank"}
		u.put(model.RatePrefix, x, on)
	}
	for i := range u.share.templates {
		x := &model.Template{Name: "Pattern " + strconv.Itoa(i+1), Of: "project", Method: "waterfall",
			Tasks: []model.TemplateTask{{Number: "1", Name: u.pick(bulkPhases)}, {Number: "1.1", Name: u.title(bulkVerbs, " "), Duration: days(5)}}}
		u.put(model.TemplatePrefix, x, -150)
	}
}

// sprints makes sprints of two weeks and puts tasks that lie within them into them.
func (u *bulk) sprints() {
	for i := range u.share.sprints {
		p := i % len(u.projects)
		from := -60 + 10*(i/len(u.projects)%9)
		x := &model.Sprint{Name: fmt.Sprintf("Sprint %d", i/len(u.projects)+1), Goal: u.title(bulkPledge, " the ") + ".", Project: u.projects[p], Start: u.day(from),
			Finish: u.day(from + 9), Capacity: decimal.MustNew(20, 0), Committed: decimal.MustNew(int64(u.between(12, 24)), 0), Status: "active"}
		switch {
		case from > 0:
			x.Status = "planned"
		case from+9 < 0:
			x.Status = "closed"
		}
		id := u.put(model.SprintPrefix, x, min(from, 0))
		for _, t := range u.tasks[p] {
			if d := t.Start.Day(u.b.berlin.loc); t.Sprint == 0 && !t.Milestone && len(t.Links) > 0 && d >= x.Start && d <= x.Finish {
				t.Sprint, t.Points = id, decimal.MustNew(int64(u.between(1, 8)), 0)
			}
		}
	}
}

// times makes hours on tasks that somebody is assigned to and has begun.
func (u *bulk) times() {
	for range u.share.times {
		project, _, task := u.place()
		on := -u.between(1, 60)
		x := &model.TimeEntry{What: "Meetings and mail", Person: u.one(u.people), Project: project, Date: u.day(on), Hours: date.Span{N: int64(u.between(1, 8)) * 3600, Unit: date.Hours}}
		if task != nil && task.Started() && len(task.Assignments) > 0 {
			x.Task, x.What, x.Person, x.Billable = task.ID, task.Name, task.Assignments[0].Person, true
		}
		u.put(model.TimeEntryPrefix, x, on)
	}
}

// decision makes one; what was needed by a day long past was mostly taken.
func (u *bulk) decision() {
	project, _, _ := u.place()
	needed := u.between(-60, 40)
	x := &model.Decision{Question: u.title(bulkAsk, " ") + "?", Project: project, NeededBy: u.day(needed), Owned: u.one(u.people), Status: "open",
		Options: []model.Option{{Name: "Yes"}, {Name: "No"}}}
	if needed < 0 && u.chance(90) {
		x.Status, x.Outcome, x.DecidedOn, x.Decided = "decided", u.pick([]string{"Yes", "No", "Yes, but later"}), x.NeededBy, u.one(u.people)
	}
	u.put(model.DecisionPrefix, x, min(needed, 0)-10)
}

// change makes a change request with one step and one amount.
func (u *bulk) change() {
	project, account, task := u.place()
	raised := -u.between(5, 80)
	x := &model.ChangeRequest{Title: u.title(bulkChange, " "), Project: project, Reason: u.pick(bulkNotes), Asked: u.sponsor(account), Raised: u.day(raised),
		NeededBy: u.day(raised + 20), Status: "asked", Costs: []model.ChangeCost{{Name: u.title(bulkMoney, " "), Category: "labour", Amount: euros(int64(u.between(2, 90)) * 100)}}}
	if task != nil && !task.Complete() {
		x.Steps = []model.ChangeStep{{Task: task.ID, Duration: days(float64(u.between(1, 5)))}}
	}
	if raised < -12 && u.chance(90) {
		x.Status, x.DecidedOn, x.Decided = "rejected", u.day(raised+10), u.one(u.people)
		if u.chance(60) {
			x.Status, x.Applied = "approved", u.close[u.at(raised+10)]
		}
	}
	u.put(model.ChangeRequestPrefix, x, raised)
}

// sponsor is the sponsor of an account.
func (u *bulk) sponsor(account model.ID) model.ID {
	if a, ok := u.b.e.Get(account).(*model.Account); ok {
		return a.Sponsor
	}
	return 0
}

// stakes makes stakeholders: contacts of the customer, half of them with a cadence.
func (u *bulk) stakes() {
	degrees := []model.Degree{"high", "medium", "low"}
	for i := range u.share.stakes {
		p := i % len(u.projects)
		c, ok := u.b.e.Get(u.contact(u.owner[p])).(*model.Contact)
		if !ok {
			continue
		}
		x := &model.Stakeholder{Name: c.Name, Contact: c.ID, Project: u.projects[p], Influence: degrees[i%3], Interest: degrees[i/3%3], RACI: "informed", Attitude: "neutral",
			Last: u.day(-u.between(1, 40))}
		if i%2 == 0 {
			x.Cadence = u.between(20, 90)
		}
		u.put(model.StakeholderPrefix, x, -100)
	}
}

// reports makes status reports as they were sent.
func (u *bulk) reports() {
	for i := range u.share.reports {
		p := i % len(u.projects)
		at := u.moment(-u.between(1, 100))
		x := &model.Report{Title: "Status", Type: "status", Project: u.projects[p], AsOf: at, Sent: at, Colour: model.Green,
			To: []model.ID{u.contact(u.owner[p])}, Text: "# Status\n\n**Green.** " + u.pick(bulkNotes)}
		if pr, ok := u.b.e.Get(u.projects[p]).(*model.Project); ok {
			x.Title, x.Colour = "Status of the "+pr.Name, pr.Reported
		}
		u.put(model.ReportPrefix, x, -1)
	}
}
