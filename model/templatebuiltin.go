package model

import (
	"strings"

	"github.com/govalues/decimal"

	"tandem/model/date"
)

// BuiltinTemplates are the patterns the product brings, one for each method. They have no ID and
// are made anew at each call, for nobody pays for them who does not ask.
func BuiltinTemplates() []*Template {
	var out []*Template
	for _, b := range []struct {
		name   string
		method Method
		body   string
		rows   string
	}{
		{"Phases and gates", "waterfall", waterfallBody, waterfallRows},
		{"Three sprints", "scrum", scrumBody, scrumRows},
		{"A flow of work", "kanban", kanbanBody, kanbanRows},
		{"Improve a process", "lean", leanBody, leanRows},
		{"Gates with sprints between", "hybrid", hybridBody, hybridRows},
	} {
		x := &Template{Name: b.name, Of: "project", Method: b.method, Body: b.body}
		for line := range strings.Lines(b.rows) {
			if line = strings.TrimSpace(line); line != "" {
				x.Tasks = append(x.Tasks, builtinRow(line))
			}
		}
		out = append(out, x)
	}
	return out
}

// builtinRow reads "1.2 Name; duration; after; role; options; acceptance". Options are words:
// deliverable, recurring, sprint, pts=5. A duration of 0 is a milestone, none a summary.
func builtinRow(line string) TemplateTask {
	number, rest, _ := strings.Cut(line, " ")
	cell := append(strings.Split(rest, ";"), "", "", "", "", "")
	for i := range cell {
		cell[i] = strings.TrimSpace(cell[i])
	}
	t := TemplateTask{Number: number, Name: cell[0], After: cell[2], Role: cell[3], Acceptance: cell[5], Milestone: cell[1] == "0"}
	t.Duration, _ = date.ParseSpan(cell[1], date.Usual) // a test reads every row
	if t.Milestone {
		t.Duration = date.Span{Unit: date.Days}
	}
	for _, w := range strings.Fields(cell[4]) {
		name, value, _ := strings.Cut(w, "=")
		switch name {
		case "deliverable":
			t.Deliverable = true
		case "recurring":
			t.Recurring = true
		case "sprint":
			t.Sprint = true
		case "pts":
			t.Points, _ = decimal.Parse(value)
		}
	}
	return t
}

const waterfallBody = `Phases: initiate, plan, design, build, test, deploy, close. A phase ends at its gate: what it was to deliver is accepted, or the phase goes on.

Roles
- Sponsor: owns the business case, decides at the gates
- Project manager: plan, budget, risks, reports
- Analyst: requirements and how they are met
- Designer, Developer, Tester: the product
- Operations: takes it over

Ceremonies: weekly status, monthly steering committee, gate review at each gate, lessons learned at the end.

Measures: finish against baseline, critical path, float, milestones on time.`

const waterfallRows = `
1 Initiate
1.1 Write the business case; 3d; ; Sponsor
1.2 Identify stakeholders; 1d; 1.1; Project manager
1.3 Write the project charter; 2d; 1.1; Project manager; deliverable; Names goal, scope, budget, sponsor and the manager's authority, and is signed
1.4 Gate: charter approved; 0; 1.2 1.3; Sponsor; ; The sponsor funds the planning
2 Plan
2.1 Collect requirements; 8d; 1.4; Analyst; deliverable; Each requirement has an owner and a way to test it
2.2 Break the work down and estimate; 3d; 2.1; Project manager
2.3 Schedule, budget and baseline; 2d; 2.2; Project manager; deliverable; Every work package has an owner, a duration and a cost
2.4 Risk workshop; 1d; 2.2; Project manager
2.5 Quality and acceptance plan; 2d; 2.1; Tester; deliverable; Says for each deliverable who accepts it, and by what
2.6 Gate: plan approved; 0; 2.3 2.4 2.5; Sponsor; ; Baseline 0 is taken
3 Design
3.1 Design the solution; 10d; 2.6; Designer; deliverable; Every requirement is answered by a part of the design
3.2 Review the design; 2d; 3.1; Analyst
3.3 Gate: design accepted; 0; 3.2; Sponsor; ; No open finding that changes scope or cost
4 Build
4.1 Build the parts; 20d; 3.3; Developer; deliverable; Every part passes its own test
4.2 Put the parts together; 5d; 4.1; Developer
4.3 Write what users and operations need; 5d; 4.1SS+10d; Analyst; deliverable; Somebody who was not in the project can work by it
4.4 Gate: ready for test; 0; 4.2; Project manager
5 Test
5.1 System test; 8d; 4.4; Tester
5.2 Acceptance test with the customer; 5d; 5.1; Tester; deliverable; All criteria of the acceptance plan are met, or the exception is signed
5.3 Mend what was found; 3d; 5.2SS+2d; Developer
5.4 Gate: accepted; 0; 5.2 5.3; Sponsor
6 Deploy
6.1 Train users; 4d; 4.3 5.4; Analyst
6.2 Rehearse the cut-over; 2d; 5.4; Operations
6.3 Cut over; 1d; 6.1 6.2; Operations
6.4 Go-live; 0; 6.3; Sponsor
7 Close
7.1 Hypercare; 10d; 6.4; Developer
7.2 Hand over to operations; 2d; 7.1; Operations; deliverable; Operations has signed and answers the first call
7.3 Lessons learned; 1d; 6.4+5d; Project manager
7.4 Gate: project closed; 0; 7.2 7.3; Sponsor; ; Contracts and costs are closed
`

const scrumBody = `Roles: Product Owner (value, order of the backlog), Scrum Master (the way of working), Developers (the increment).

Events of a sprint: planning, daily, refinement, review, retrospective. A sprint is two weeks; its goal does not change while it runs.

Definition of done: tested, read by somebody else, documented, shown.

Measures: burn-down, velocity, sprint goal reached, carried over.`

const scrumRows = `
1 Get ready
1.1 Product vision and goal; 2d; ; Product Owner; deliverable; One page that the sponsor and the team would both sign
1.2 First product backlog; 3d; 1.1; Product Owner; deliverable; Ordered; the first two sprints are estimated
1.3 Definition of done; 1d; 1.1; Scrum Master
1.4 Ready for the first sprint; 0; 1.2 1.3; Product Owner
2 Sprint 1; ; ; ; sprint; A thin slice works from end to end
2.1 Sprint planning; 4h; 1.4; Scrum Master
2.2 Daily; 9d; 2.1; Developers; recurring
2.3 Sprint backlog; 9d; 2.1; Developers; pts=20
2.4 Refinement; 4h; 2.1+4d; Product Owner
2.5 Sprint review; 2h; 2.3; Product Owner; deliverable; The increment meets the definition of done
2.6 Retrospective; 2h; 2.5; Scrum Master
3 Sprint 2; ; ; ; sprint; What the first users asked for works
3.1 Sprint planning; 4h; 2.6; Scrum Master
3.2 Daily; 9d; 3.1; Developers; recurring
3.3 Sprint backlog; 9d; 3.1; Developers; pts=20
3.4 Refinement; 4h; 3.1+4d; Product Owner
3.5 Sprint review; 2h; 3.3; Product Owner; deliverable; The increment meets the definition of done
3.6 Retrospective; 2h; 3.5; Scrum Master
4 Sprint 3; ; ; ; sprint; It can be released
4.1 Sprint planning; 4h; 3.6; Scrum Master
4.2 Daily; 9d; 4.1; Developers; recurring
4.3 Sprint backlog; 9d; 4.1; Developers; pts=20
4.4 Refinement; 4h; 4.1+4d; Product Owner
4.5 Sprint review; 2h; 4.3; Product Owner; deliverable; The increment meets the definition of done
4.6 Retrospective; 2h; 4.5; Scrum Master
5 Release; 0; 4.5; Product Owner; ; The Product Owner releases the increment
`

const kanbanBody = `Start with what you do now; limit work in progress; make policies explicit; improve by small steps.

Roles: Service Request Manager (what comes in, in which order), Service Delivery Manager (flow), Team.

Cadences: daily board walk, weekly replenishment, service delivery review every two weeks, retrospective each month.

Classes of service: expedite (one at a time), fixed date, standard, intangible.

Measures: work in progress, throughput, cycle time, age of what is under way.`

const kanbanRows = `
1 Set up the flow
1.1 Map how work flows today; 2d; ; Service Delivery Manager; deliverable; Every step from asked to done has an owner and a queue
1.2 Agree limits for each column; 1d; 1.1; Team
1.3 Write the policies: ready, done, pulled; 1d; 1.1; Team; deliverable; They hang at the board
1.4 Name the classes of service; 1d; 1.1; Service Request Manager
1.5 Board is live; 0; 1.2 1.3 1.4; Service Delivery Manager
2 Work
2.1 First request; 3d; 1.5; Team
2.2 Second request; 3d; 1.5; Team
2.3 Third request; 3d; 1.5; Team
3 Cadences
3.1 Board walk; 20d; 1.5; Team; recurring
3.2 Replenishment; 20d; 1.5; Service Request Manager; recurring
3.3 Service delivery review; 4h; 1.5+10d; Service Delivery Manager
3.4 Retrospective; 4h; 1.5+20d; Team
3.5 Limits set anew from four weeks of data; 0; 3.3 3.4; Service Delivery Manager
`

const leanBody = `DMAIC on one page (A3): define, measure, analyse, improve, control. Go and see before you decide.

Roles: Process Owner (keeps the gain), Improvement Lead (runs the project), Team at the place of work.

Ceremonies: daily stand-up at the board, weekly gemba walk, kaizen event, review at the end of each phase.

Measures: lead time, work in progress, share right the first time, waiting.`

const leanRows = `
1 Define
1.1 Voice of the customer; 3d; ; Improvement Lead
1.2 Problem, goal and scope on one page (A3); 2d; 1.1; Improvement Lead; deliverable; The Process Owner agrees on the gap and the goal in numbers
1.3 Gate: worth doing; 0; 1.2; Process Owner
2 Measure
2.1 Gemba walk; 1d; 1.3; Team
2.2 Value stream map of today; 3d; 2.1; Improvement Lead; deliverable; Both shifts recognise their own work on it
2.3 Measure lead time and defects; 8d; 2.1; Team; deliverable; Enough cases to tell a change from chance
2.4 Gate: baseline measured; 0; 2.2 2.3; Process Owner
3 Analyse
3.1 Root causes: five whys and fishbone; 2d; 2.4; Team
3.2 Prove the causes with data; 4d; 3.1; Improvement Lead; deliverable; Each cause explains a share of the gap
3.3 Gate: causes proven; 0; 3.2; Process Owner
4 Improve
4.1 Kaizen event: ideas and choice; 3d; 3.3; Team
4.2 Try it at one place; 10d; 4.1; Team
4.3 Value stream map to be; 2d; 4.2SS+5d; Improvement Lead; deliverable; Names what changes, for whom, from when
4.4 Gate: the trial met the goal; 0; 4.2 4.3; Process Owner
5 Control
5.1 Standard work; 3d; 4.4; Team; deliverable; One page for each post, hung where it is used
5.2 Train everybody; 5d; 5.1; Team
5.3 Control chart and reaction plan; 2d; 4.4; Improvement Lead; deliverable; Says who does what when the line is crossed
5.4 Watch the gain; 20d; 5.2 5.3; Process Owner
5.5 Gate: handed to the Process Owner; 0; 5.4; Process Owner
`

const hybridBody = `Gates decide on money and scope; between them a team builds in sprints. The plan holds the gates, the sprints hold the work.

Roles: Sponsor (gates), Project Manager (plan, budget, gates), Product Owner (backlog), Developers, Operations.

Ceremonies: gate reviews, planning and review of each sprint, monthly steering committee.

Measures: finish against baseline, points done of committed, milestones on time.`

const hybridRows = `
1 Start
1.1 Charter with goal, scope and budget; 4d; ; Project Manager; deliverable; Signed by the sponsor
1.2 Outline of the solution; 5d; 1.1; Product Owner; deliverable; Shows what is fixed and what the team may choose
1.3 Ordered backlog for two sprints; 3d; 1.2; Product Owner
1.4 Gate: start building; 0; 1.3; Sponsor; ; Baseline 0 is taken
2 Sprint 1; ; ; ; sprint; The riskiest part works
2.1 Planning; 4h; 1.4; Product Owner
2.2 Build; 9d; 2.1; Developers; pts=20
2.3 Review and retrospective; 4h; 2.2; Product Owner
3 Sprint 2; ; ; ; sprint; All that the pilot needs works
3.1 Planning; 4h; 2.3; Product Owner
3.2 Build; 9d; 3.1; Developers; pts=20
3.3 Review and retrospective; 4h; 3.2; Product Owner
4 Gate: ready for the pilot; 0; 3.3; Sponsor; ; The sponsor has seen it work
5 Roll out
5.1 Pilot; 10d; 4; Developers; deliverable; The pilot site signs the acceptance
5.2 Train users; 5d; 4; Product Owner
5.3 Hand over to operations; 3d; 5.1; Operations; deliverable; Operations has rehearsed the restart
5.4 Go-live; 0; 5.1 5.2; Sponsor
6 Close
6.1 Hypercare; 10d; 5.4; Developers
6.2 Lessons learned; 1d; 5.4+5d; Project Manager
6.3 Gate: closed; 0; 5.3 6.1 6.2; Sponsor
`
