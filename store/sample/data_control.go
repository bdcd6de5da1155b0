package sample

import "tandem/model"

// sprintRow is a sprint around a line of a plan: a summary, or a task that is one sprint.
type sprintRow struct {
	task, name, goal    string
	capacity, committed string
	learned             string
}

var sprintRows = []sprintRow{
	{"MR 1", "Mobile returns, sprint 0", "A scan in the test store ends in a booked return, however rough.", "20", "0", "Start with the rules, not with the screen."},
	{"MR 2", "Mobile returns, sprint 1", "Any receipt of the last year is found in five seconds.", "15", "13", ""},
	{"MR 3", "Mobile returns, sprint 2", "The money is back before the customer leaves the till.", "18", "16", "Refunds took longer than two people thought; ask the payment provider first."},
	{"MR 4", "Mobile returns, sprint 3", "A store without network takes returns all day.", "18", "19", "One point too many, done on the last evening."},
	{"MR 5", "Mobile returns, sprint 4", "The till copes with what is not in the book.", "20", "21", ""},
	{"MR 6", "Mobile returns, sprint 5", "Six stores could begin on Monday.", "20", "13", ""},
	{"PP 2.1", "Patient portal, sprint 1", "A patient can sign in and sees who they are.", "20", "21", ""},
	{"PP 2.2", "Patient portal, sprint 2", "Results and letters are there the minute the clinic releases them.", "24", "24", ""},
	{"PP 2.3", "Patient portal, sprint 3", "An appointment is moved without a call.", "22", "18", "The clinics' calendars differ more than we were told."},
	{"PP 2.4", "Patient portal, sprint 4", "A message reaches the right clinic and comes back answered.", "20", "19", ""},
}

// timeRow is what somebody worked on a task: "-1 6h" is six hours on the last working day.
type timeRow struct{ person, task, on string }

var timeRows = []timeRow{
	{"aylin", "WH 3.8", "-4 6h -3 5h -2 7h -1 4h"}, {"tomasz", "WH 4.4", "-3 6h -2 5h -1 7h"}, {"tomasz", "WH 3.9", "-2 3h -1 1h"},
	{"carla", "WH 2.5", "-1 3h"}, {"jonas", "WH 6.1", "-3 4h -2 4h"}, {"owen", "MR 5.1", "-4 7h -3 6h -2 8h"}, {"sinead", "MR 5.2", "-4 6h -3 6h -2 6h"},
	{"priya", "MR 5.4", "-3 2h"}, {"kofi", "MR 5.4", "-2 90m"}, {"kofi", "SS 2.3", "-4 4h -3 3h -1 4h"}, {"owen", "SS 3.3", "-1 5h"}, {"sinead", "SS 1.4", "-1 3h"},
	{"marcus", "LI 3.2", "-4 8h -3 8h -2 7h -1 8h"}, {"dana", "LI 3.3", "-4 2h -2 2h"}, {"ines", "PP 5.1", "-3 4h -2 3h"}, {"ines", "PP 5.2", "-1 2h"}, {"dana", "PP 5.3", "-3 3h -1 4h"},
}

// decisionRow is a question; needed and on are working days from today.
type decisionRow struct {
	question, project, account string
	options                    []model.Option
	needed                     int
	owner                      string
	outcome, why, by           string
	on                         int
	about                      []string
}

var decisionRows = []decisionRow{
	{"Pilot with one aisle or with the whole depot?", "WH", "", []model.Option{{Name: "Whole depot", For: "One training, one cut-over", Against: "Nothing to fall back on in the peak"},
		{Name: "One aisle at the weekend", For: "Small and safe", Against: "Two weeks longer in two worlds"}}, -1, "jonas", "", "", "", 0, []string{"WH 6.3", "peak"}},
	{"Labels by file if the carrier key does not come?", "WH", "", []model.Option{{Name: "By file, twice a day", For: "Pilot keeps its date", Against: "Two days of work to be thrown away"},
		{Name: "Wait for the key", For: "No throw-away work", Against: "Date is in the carrier's hands"}}, 2, "jonas", "", "", "", 0, []string{"WH 3.8", "carrier"}},
	{"Do we count bins that fail to load by hand?", "WH", "", nil, -14, "tomasz", "Yes, those under a hundred articles", "Cheaper than a third load", "ruta", -15, []string{"WH 4.4"}},
	{"Returns report by article or by region?", "MR", "", []model.Option{{Name: "By article", For: "Dev can steer the range"}, {Name: "By region", For: "Lucy can talk to her stores"},
		{Name: "Both", For: "Everybody is content", Against: "Two days more"}}, 1, "priya", "", "", "", 0, []string{"MR 5.4", "B report"}},
	{"How many returns without a receipt a month?", "MR", "", nil, -20, "priya", "One for each customer", "Loss prevention can live with it", "dev", -21, []string{"MR 5.1", "fraud"}},
	{"Who pays for the spare tills?", "SS", "", nil, -19, "kofi", "Brightside pays, we install", "They stay in the stores", "fiona", -19, []string{"SS 2.4"}},
	{"Who decides for the night shift?", "LI", "", []model.Option{{Name: "Joyce Tan", For: "Her people follow her"}, {Name: "Peter Vance", For: "He answers for both shifts", Against: "Never there at night"}},
		-2, "mara", "", "", "", 0, []string{"LI 4.2", "E night"}},
	{"When does hypercare of the portal end?", "PP", "", nil, 9, "dana", "", "", "", 0, []string{"PP 5.5"}},
	{"Portal desk from seven to seven?", "PP", "", nil, -24, "dana", "Seven to seven on weekdays", "Most calls come before eight and after five", "alan", -25, []string{"PP 5.3"}},
	{"Service credits in the renewal: up to how much?", "", "northwind", nil, 5, "mara", "", "", "", 0, []string{"renewal"}},
}

// changeRow is a change request. Steps and costs are as people type them in the form, with
// local names for references.
type changeRow struct {
	key, title, project, by string
	reason, in, out         string
	steps                   []stepRow
	costs                   []costRow
	status                  model.ChangeStatus
	raised, needed, decided int
	decider, why            string
}

type stepRow struct {
	task, name   string
	days         float64
	after, under string
}

type costRow struct {
	line, name string
	category   model.CostCategory
	amount     int64
}

var changeRows = []changeRow{
	{"CR file", "Labels by file for the pilot", "WH", "jonas", "The carrier's key is three weeks late; the pilot cannot wait for it.", "Label files to the carrier, twice a day, for the pilot only.", "",
		[]stepRow{{"WH 3.9", "", 2, "", ""}}, []costRow{{"WH reserve", "", "", 3_200}}, "asked", -5, -1, 0, "", ""},
	{"CR west", "Survey and design for Depot West", "WH", "helene", "Northwind wants the fourth depot in next year's budget.", "Survey and design for Depot West.", "Rollout of Depot West.",
		[]stepRow{{"", "Survey of Depot West", 4, "WH 6.5", "WH 7"}, {"", "Design for Depot West", 6, "WH 6.5", "WH 7"}},
		[]costRow{{"", "Depot West: survey and design", "labour", 11_500}}, "asked", -8, 4, 0, "", ""},
	{"CR points", "Four more access points in hall 2", "WH", "carla", "Metal racks swallow the signal.", "", "", nil, []costRow{{"WH network", "", "", 6_400}}, "approved", -29, -27, -28, "helene", "No scanning in hall 2 without them"},
	{"CR report", "Returns report by article and by region", "MR", "lucy", "Dev and Lucy each need their own cut.", "Second cut of the returns report.", "",
		[]stepRow{{"MR 5.4", "", 2, "", ""}}, []costRow{{"MR labour", "", "", 1_400}}, "asked", -3, 4, 0, "", ""},
	{"CR weekend", "Weekend hours for the service desk", "SS", "gareth", "Stores are busiest on Saturdays.", "", "", nil, []costRow{{"", "Weekend cover", "labour", 38_000}}, "rejected", -20, -12, -13, "fiona", "Not in this year's budget; asked again in the renewal"},
	{"CR night", "Training days of its own for the night shift", "LI", "joyce", "The night shift cannot come to the day's courses.", "Two training nights at the bench.", "",
		[]stepRow{{"LI 4.2", "", 2, "", ""}}, []costRow{{"LI training", "", "", 5_400}}, "draft", -2, 6, 0, "", ""},
	{"CR spanish", "Letters in Spanish too", "PP", "alan", "One patient in six reads Spanish at home.", "Letters to patients in Spanish.", "", nil, []costRow{{"PP letters", "", "", 1_900}}, "approved", -31, -27, -28, "ruth", "A portal nobody can read is none"},
}

// stakeRow is a stakeholder: one of the customer's, one of ours, or a name. last is working days
// before today where no interaction tells it.
type stakeRow struct {
	project, who, name  string
	influence, interest model.Degree
	raci                model.RACI
	attitude            model.Attitude
	wants               string
	cadence, last       int
}

var stakeRows = []stakeRow{
	{"WH", "helene", "", "high", "high", "accountable", "supports", "Trucks on time before the peak", 14, 0},
	{"WH", "sven", "", "high", "high", "consulted", "doubts", "Working printers and no surprises at the docks", 7, 0},
	{"WH", "ruta", "", "medium", "high", "responsible", "supports", "Clean interfaces she can run herself", 14, 0},
	{"WH", "olaf", "", "medium", "low", "informed", "neutral", "Invoices he can book", 30, 0},
	{"WH", "", "Works council of Northwind", "medium", "medium", "consulted", "neutral", "No speed figures of single people", 45, -12},
	{"MR", "fiona", "", "high", "medium", "accountable", "drives it", "Shorter queues at the service till", 31, 0},
	{"MR", "dev", "", "high", "high", "responsible", "drives it", "An app the stores ask for", 14, 0},
	{"MR", "", "Loss prevention of Brightside", "medium", "medium", "consulted", "doubts", "No second life for stolen goods", 40, -9},
	{"SS", "gareth", "", "medium", "high", "responsible", "doubts", "Fewer calls, and to know before the stores do", 7, 0},
	{"SS", "lucy", "", "medium", "medium", "consulted", "supports", "Stores that get an answer", 31, 0},
	{"LI", "ruth", "", "high", "low", "accountable", "neutral", "The portal and the laboratory in one story", 28, 0},
	{"LI", "peter", "", "high", "medium", "responsible", "supports", "Fewer mix-ups with the same people", 14, 0},
	{"LI", "joyce", "", "high", "high", "consulted", "against", "To be asked before things change", 5, 0},
	{"LI", "mara", "", "medium", "medium", "informed", "supports", "A second laboratory to follow", 14, -4},
	{"PP", "ruth", "", "high", "medium", "accountable", "supports", "Patients who call less and know more", 28, 0},
	{"PP", "alan", "", "medium", "high", "responsible", "drives it", "A desk that takes over without gaps", 14, 0},
	{"PP", "", "Health data authority", "high", "low", "informed", "neutral", "To hear of incidents within the day", 90, -8},
}

// reportRow is a report; on is working days from today, sent at four in the afternoon.
type reportRow struct {
	title, project, account string
	typ                     model.ReportType
	on                      int
	colour                  model.Colour
	to                      []string
	text                    string
}

var reportRows = []reportRow{
	{"Depots, status of three weeks ago", "WH", "", "status", -15, "green", []string{"helene", "sven", "ruta"},
		"# Depots\n\n**Green.** First integration test done, eleven findings, all being worked on.\n\n- Hardware in Depot North is accepted\n- Carrier key asked for, not here yet\n\nNo decisions needed."},
	{"Depots, status of two weeks ago", "WH", "", "status", -10, "green", []string{"helene", "sven", "ruta"},
		"# Depots\n\n**Green**, with one worry: the carrier key.\n\n- Findings of the first test: eight of eleven fixed\n- Training material for Depot North is late by some days\n\nDecision needed: none yet."},
	{"Depots, status of last week", "WH", "", "status", -5, "amber", []string{"helene", "sven", "ruta"},
		"# Depots\n\n**Amber.** The pilot moves by a week: no key, no labels.\n\n- Second test waits for the carrier connection\n- Full stock load: 1,140 of 1,630 bins\n\n**Decision needed:** labels by file for the pilot, yes or no?"},
	{"Returns, review of sprint 3", "MR", "", "status", -8, "green", []string{"fiona", "dev"},
		"# Mobile returns\n\n**Green.** Sprint 3 reached its goal: a store without network takes returns all day.\n\n- 19 of 19 points done\n- Next: exceptions"},
	{"Store support, the month", "SS", "", "status", -6, "green", []string{"gareth", "lucy"},
		"# Store support\n\n**Green.** A fifth fewer calls than at the start.\n\n- Till start-up: one minute fifty\n- Seven tickets were closed without an answer; cause found and removed"},
	{"Intake redesign, status", "LI", "", "status", -4, "green", []string{"ruth", "peter"},
		"# Intake redesign\n\n**Green.** On time and on budget since the first week.\n\n- Pilot of the day shift in its last days\n- Median wait 9 minutes (target 8)\n\nNo decisions needed."},
	{"Patient portal, hypercare week 2", "PP", "", "status", -3, "amber", []string{"alan", "ruth"},
		"# Patient portal\n\n**Amber.** Live and stable; one privacy incident, closed within the day.\n\n- 60 doubtful pairs of accounts wait for the clinics\n- Service desk has one agent of three\n\n**Decision needed:** when does hypercare end?"},
	{"Northwind, brief for the renewal", "", "northwind", "brief", -2, "", []string{"helene"},
		"# Northwind\n\nWhat we bring: two of three docks faster than planned, a new date for the pilot.\n\nWhat they will bring: printers, binders, the carrier.\n\nWhat we ask: two years instead of one."},
}

// lessonRow is a lesson; on is working days from today.
type lessonRow struct {
	title, cause, next string
	good               bool
	category           model.LessonCategory
	projects           []string
	owner, from        string
	on                 int
}

var lessonRows = []lessonRow{
	{"Ask the night shift first", "The night shift saw the new screen when it went live.", "Name one person of each shift in the charter, and show them the first sketch.", false, "people", []string{"LI"}, "marcus", "E night", -4},
	{"Merge records by number, never by name", "Two patients of one name were taken for one.", "No number, no merge; a second person looks at each pair.", false, "technology", []string{"PP"}, "ines", "E accounts", -7},
	{"Count and day in the name of each file", "The mailing house printed the test file.", "File names carry day and count; both sides confirm the count.", false, "process", []string{"PP"}, "dana", "E letters", -6},
	{"Order keys of partners before the contract ends", "The carrier changed its sign-in while we built.", "Ask for test access on the day the project starts; make it a milestone.", false, "supplier", []string{"WH"}, "jonas", "carrier", -3},
	{"A demo in the store beats ten slides", "Fiona scanned her own receipt.", "First demo where the work is done, by the one who does it.", true, "customer", []string{"MR", "SS"}, "priya", "", -37},
	{"No ticket closes without a text", "The next shift took a silent ticket for an answered one.", "Let the tool refuse it.", false, "process", []string{"SS"}, "kofi", "E tickets", -9},
}
