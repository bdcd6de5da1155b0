package sample

import "tandem/model"

// vendorRow is a supplier. times is what it owes us for severity 1, 2 and 3, as first response
// and resolution: "1h 8h / 4h 2d".
type vendorRow struct {
	name, supplies, contact string
	lead                    float64 // working days
	rating                  int
	status                  model.VendorStatus
	times                   string
	owner                   string
}

var vendorRows = []vendorRow{
	{"Shipfast", "Parcels and the carrier interface", "Service desk", 0, 2, "on watch", "2h 1d / 1d 3d / 2d 10d", "aylin"},
	{"Tollmark Devices", "Scanners and handhelds", "Birte Olsson", 20, 4, "active", "", "carla"},
	{"Grauwerk Print", "Label printers and parts", "Uwe Stahr", 10, 3, "active", "1h 8h / 4h 2d / 1d 5d", "carla"},
	{"Netzhof Kabelbau", "Wireless and cabling", "", 12, 4, "active", "", "carla"},
	{"Hallenwart Software", "Warehouse system", "Nina Roth", 0, 4, "active", "1h 1d / 4h 3d / 1d 10d", "tomasz"},
	{"Cirrushall", "Hosting", "Operations", 2, 5, "active", "15m 4h / 1h 1d / 4h 3d", "owen"},
	{"Pennard Retail Systems", "Tills, terminals, firmware", "Account team", 12, 2, "on watch", "4h 2d / 1d 5d / 2d 15d", "kofi"},
	{"Askwright", "Support portal", "", 1, 4, "active", "", "kofi"},
	{"Hollin and Bay Interiors", "Benches and building work", "Mr Hollin", 14, 4, "active", "", "dana"},
	{"Keelstone Assurance", "Security tests", "", 10, 5, "active", "", "ines"},
	{"Briefwerk Mailing", "Printing and post", "", 4, 2, "active", "", "dana"},
	{"Wordford", "Translation", "", 6, 4, "active", "", "dana"},
}

// purchaseRow is an order of ours. Days are working days from today, received 0 for not yet.
type purchaseRow struct {
	number, title, vendor, line, task string
	amount                            int64
	ordered, due, received            int
	owner                             string
}

var purchaseRows = []purchaseRow{
	{"NB-2041", "140 scanners in two lots", "Tollmark Devices", "WH scanners", "WH 7.1", 118_000, -45, 24, 0, "carla"},
	{"NB-2042", "30 label printers", "Grauwerk Print", "WH printers", "WH 2.5", 46_000, -45, -30, -29, "carla"},
	{"NB-2043", "Access points and cabling", "Netzhof Kabelbau", "WH network", "WH 2.3", 38_000, -44, -32, -31, "carla"},
	{"NB-2044", "Warehouse system, first year", "Hallenwart Software", "WH licences", "", 84_000, -40, -38, -38, "tomasz"},
	{"NB-2051", "Four more access points", "Netzhof Kabelbau", "WH network", "WH 2.3", 6_400, -28, -26, -26, "carla"},
	{"NB-2077", "Print head and parts for dock 4", "Grauwerk Print", "WH printers", "WH 2.5", 1_850, -3, -1, 0, "carla"},
	{"NB-2060", "Twelve test handhelds", "Tollmark Devices", "MR devices", "MR 1.2", 6_900, -50, -46, -46, "owen"},
	{"NB-2061", "Hosting of the returns app", "Cirrushall", "MR cloud", "", 11_200, -46, -45, -45, "owen"},
	{"NB-2070", "Four spare tills", "Pennard Retail Systems", "SS spares", "SS 2.4", 8_400, -18, -4, 0, "kofi"},
	{"NB-2071", "Twenty receipt printers", "Pennard Retail Systems", "SS spares", "SS 2.3", 9_230, -25, -16, -15, "kofi"},
	{"NB-2072", "Portal licences", "Askwright", "SS portal", "", 9_600, -36, -35, -35, "kofi"},
	{"NB-2080", "Hatch and benches", "Hollin and Bay Interiors", "LI building", "LI 2.2", 42_000, -30, -16, -16, "dana"},
	{"NB-2081", "Label printers at the hatch", "Grauwerk Print", "LI labels", "LI 2.1", 12_450, -34, -26, -26, "ines"},
	{"NB-2090", "Security test with retest", "Keelstone Assurance", "PP security", "PP 3.1", 18_500, -44, -32, -31, "ines"},
	{"NB-2091", "41,000 letters", "Briefwerk Mailing", "PP letters", "PP 4.2", 24_300, -20, -16, -15, "dana"},
	{"NB-2092", "Hosting of the portal", "Cirrushall", "PP hosting", "", 26_400, -40, -36, -36, "ines"},
	{"NB-2093", "Translation into Spanish", "Wordford", "PP texts", "PP 2.5", 7_950, -58, -47, -46, "dana"},
}

// agreementRow is an agreement. targets are first response, reply, update and resolution for
// severity 1 to 5; from and until are calendar days from today, until 0 for open.
type agreementRow struct {
	name, account, project string
	from, until            int
	targets                []string
	vendor                 bool // a wait on a vendor pauses too
	penalty, ceiling       int64
	terms                  string
}

var agreementRows = []agreementRow{
	{"Depot support", "northwind", "", -280, 40, []string{"30m 1h 2h 8h", "1h 2h 4h 2d", "4h 1d 2d 5d", "1d 2d 5d 10d", "2d 3d 10d 20d"}, false, 2_500, 60_000,
		"A breach of severity 1 is paid twice.\n\nThe depots are served from six to twenty-two in the peak weeks."},
	{"Store support, first year", "brightside", "", -570, -206, []string{"2h 4h 8h 2d", "4h 1d 2d 5d", "1d 2d 5d 10d"}, true, 0, 0, ""},
	{"Store support", "brightside", "", -205, 155, []string{"1h 2h 4h 1d", "2h 4h 1d 3d", "1d 1d 3d 8d", "2d 2d 5d 15d"}, true, 900, 20_000, "Tills come before the portal."},
	{"Laboratory service", "corvid", "", -260, 96, []string{"30m 1h 2h 8h", "2h 4h 1d 3d", "1d 1d 3d 8d", "1d 2d 5d 15d"}, false, 1_500, 30_000, "Night shifts count as working time for severity 1."},
	{"Hypercare of the portal", "corvid", "PP", -24, 18, []string{"15m 30m 1h 4h", "1h 1h 4h 1d", "4h 1d 2d 5d"}, false, 1_500, 10_000, "Until the exit of hypercare is signed."},
}

// standardRow is a standard with its values, 21 working days apart, the last two days ago.
type standardRow struct {
	key, name, account, agreement, project, measure, unit string
	target                                                string
	aim                                                   model.Aim
	owner                                                 string
	values                                                []string
}

var standardRows = []standardRow{
	{"ST trucks", "Trucks leave on time", "northwind", "Depot support", "WH", "Within 20 minutes of their slot, all depots", "%", "97", "at least", "carla", []string{"97.2", "97.4", "96.8", "95.1"}},
	{"ST picks", "Wrong picks", "northwind", "Depot support", "WH", "Of all picks of the month", "%", "0.5", "at most", "tomasz", []string{"0.62", "0.51", "0.44", "0.41"}},
	{"ST first", "Calls solved at first contact", "brightside", "Store support", "SS", "Of all calls of the stores", "%", "70", "at least", "kofi", []string{"58", "64", "69", "72"}},
	{"ST tills", "Tills available", "brightside", "Store support", "", "In opening hours, all stores", "%", "99.5", "at least", "kofi", []string{"99.7", "99.8", "99.6", "99.6"}},
	{"ST wait", "Wait between hatch and bench", "corvid", "Laboratory service", "LI", "Median of the day shift", "minutes", "15", "at most", "marcus", []string{"31", "22", "13", "9"}},
	{"ST mixed", "Samples mixed up", "corvid", "Laboratory service", "LI", "In a month, both shifts", "", "0", "at most", "marcus", []string{"1", "0", "0", "0"}},
	{"ST night", "Requests of the night shift answered in two days", "corvid", "Laboratory service", "LI", "Of all requests written down", "%", "90", "at least", "marcus", []string{"91", "82", "64", "40"}},
	{"ST portal", "Portal available", "corvid", "Hypercare of the portal", "PP", "All hours", "%", "99.5", "at least", "ines", []string{"99.9"}},
}

// benefitRow is a benefit with values as those of a standard. from and planned are working days
// from today.
type benefitRow struct {
	key, name, project, account, measure, unit string
	baseline, target                           string
	from, planned                              int
	owner                                      string
	value                                      int64
	values                                     []string
}

var benefitRows = []benefitRow{
	{"BF slots", "Trucks leave in their slot", "WH", "northwind", "Share within 20 minutes, Depot North", "%", "71", "95", -62, 60, "sven", 240_000, []string{"71", "73", "74", "73"}},
	{"BF claims", "Fewer claims for wrong goods", "", "northwind", "Claims a month", "claims", "18", "9", -150, -4, "ruta", 85_000, []string{"17", "15", "14"}},
	{"BF minutes", "A return takes two minutes", "MR", "brightside", "At the service till", "minutes", "6.5", "2", -40, 60, "dev", 130_000, nil},
	{"BF calls", "A third fewer calls from stores", "SS", "brightside", "Calls a week", "calls", "410", "275", -36, 40, "gareth", 64_000, []string{"396", "331"}},
	{"BF wait", "Samples wait eight minutes", "LI", "corvid", "Median between hatch and bench", "minutes", "31", "8", -48, 34, "peter", 110_000, []string{"31", "22", "9"}},
	{"BF clinics", "A fifth fewer calls to the clinics", "PP", "corvid", "Calls a week, eleven clinics", "calls", "2300", "1840", -16, 60, "alan", 95_000, []string{"2190"}},
}

// itemRow is something that is delivered; stock below 0 is none kept.
type itemRow struct {
	key, name, code, unit, vendor string
	stock, reorder                int64
	price                         int64
}

var itemRows = []itemRow{
	{"IT scanner", "Handheld scanner", "SC-70", "piece", "Tollmark Devices", 6, 4, 843},
	{"IT printer", "Label printer", "LP-4", "piece", "Grauwerk Print", 2, 1, 1_530},
	{"IT head", "Print head for label printers", "LP-4H", "piece", "Grauwerk Print", 0, 2, 410},
	{"IT rolls", "Label rolls", "LR-100", "carton", "Grauwerk Print", 42, 60, 38},
	{"IT binder", "Training binder", "TB-1", "piece", "", 12, 10, 9},
	{"IT receipt", "Receipt printer", "RP-2", "piece", "Pennard Retail Systems", 3, 2, 461},
	{"IT till", "Spare till", "TL-9", "piece", "Pennard Retail Systems", 0, 0, 2_100},
	{"IT handheld", "Store handheld", "SH-5", "piece", "Tollmark Devices", 8, 4, 575},
	{"IT bench", "Intake bench", "", "piece", "Hollin and Bay Interiors", -1, 0, 3_100},
	{"IT letter", "Letter to a patient", "", "letter", "Briefwerk Mailing", -1, 0, 1},
	{"IT hatch", "Hatch label printer", "LP-4C", "piece", "Grauwerk Print", 1, 1, 1_556},
}

// orderRow is a customer's order. lines are "item ordered delivered"; days are working days from
// today, delivered and signed 0 for not yet.
type orderRow struct {
	title, number, account, project  string
	mode                             model.OrderMode
	requested, promised              int
	delivered, signed                int
	lines                            []string
	stop, window, task, by, criteria string
	evidence                         string
	status                           model.OrderStatus
}

var orderRows = []orderRow{
	{"Scanners, first lot", "NW-881", "northwind", "WH", "scheduled", -32, -30, -30, -28, []string{"IT scanner 70 70"}, "Depot North, gate 2", "07:00-10:00", "WH 2.2", "olaf", "All scanners read a shelf label at arm's length.", "Test protocol of 70 devices", "accepted"},
	{"Label printers for Depot North", "NW-882", "northwind", "WH", "scheduled", -26, -25, -24, -21, []string{"IT printer 30 30"}, "Depot North, gate 2", "07:00-10:00", "WH 2.5", "sven", "24 printers and 6 docks print a test label.", "30 test labels, signed by the shift lead", "accepted"},
	{"Training binders, part one", "NW-885", "northwind", "WH", "scheduled", -15, -14, -9, 0, []string{"IT binder 24 24"}, "Depot North, office", "", "WH 5.2", "", "There five days before the course.", "", "delivered"},
	{"Print head for dock 4", "NW-889", "northwind", "WH", "on demand", -3, -1, 0, 0, []string{"IT head 1 0"}, "Depot North, dock 4", "06:00-08:00", "", "", "", "", "open"},
	{"Label rolls for the peak", "NW-890", "northwind", "", "on demand", 5, 6, 0, 0, []string{"IT rolls 40 0"}, "Depot East", "", "", "", "", "", "open"},
	{"Scanners, second lot", "NW-891", "northwind", "WH", "scheduled", 26, 28, 0, 0, []string{"IT scanner 70 0"}, "Depot East", "07:00-10:00", "WH 7.1", "", "", "", "open"},
	{"Twenty receipt printers", "BR-310", "brightside", "SS", "scheduled", -16, -14, -14, -12, []string{"IT receipt 20 20"}, "Central store", "09:00-12:00", "SS 2.3", "lucy", "", "Count by two people", "accepted"},
	{"Spare tills for flagship stores", "BR-314", "brightside", "SS", "scheduled", -4, -2, 0, 0, []string{"IT till 4 2"}, "Four flagship stores", "", "SS 2.4", "", "Each till sells a test basket.", "", "open"},
	{"Handhelds for the pilot stores", "BR-317", "brightside", "MR", "scheduled", 12, 12, 0, 0, []string{"IT handheld 12 0"}, "Six stores of the South", "", "MR 7.1", "", "", "", "open"},
	{"Hatch and benches", "CH-120", "corvid", "LI", "scheduled", -17, -16, -16, -13, []string{"IT bench 8 8"}, "Main laboratory", "", "LI 2.2", "peter", "A sample rack slides through without a lift.", "Walk through with both shifts", "accepted"},
	{"Label printers at the hatch", "CH-121", "corvid", "LI", "scheduled", -25, -25, -24, -22, []string{"IT hatch 8 8"}, "Main laboratory", "", "LI 2.1", "joyce", "", "", "accepted"},
	{"Letters to patients, second print", "CH-126", "corvid", "PP", "on demand", -12, -10, -9, -7, []string{"IT letter 640 640"}, "Clinics", "", "PP 4.2", "alan", "Addresses of the agreed day.", "Count by both sides", "accepted"},
	{"Label rolls for the night shift", "CH-131", "corvid", "LI", "on demand", -6, -4, 0, 0, []string{"IT rolls 6 0"}, "Main laboratory, night desk", "", "", "", "", "", "open"},
}

// chanceRow is an opportunity; on is calendar days from today.
type chanceRow struct {
	name, account, contact string
	typ                    model.OpportunityType
	value                  int64
	chance                 int
	stage                  model.Stage
	on                     int
	owner, next, lost      string
}

var chanceRows = []chanceRow{
	{"Renewal of the framework contract", "northwind", "helene", "renewal", 1_450_000, 60, "negotiated", 38, "mara", "Offer of service credits to Olaf", ""},
	{"Depot West", "northwind", "helene", "growth", 320_000, 35, "talked about", 120, "mara", "Survey as a change request", ""},
	{"Renewal of store support", "brightside", "fiona", "renewal", 620_000, 80, "talked about", 150, "mara", "Figures of the first quarter", ""},
	{"Returns by post", "brightside", "dev", "growth", 90_000, 40, "offered", 24, "priya", "Demo after the pilot", ""},
	{"Loyalty points", "brightside", "dev", "growth", 140_000, 0, "lost", -52, "priya", "", "Their own team builds it"},
	{"Renewal of the service", "corvid", "ruth", "renewal", 780_000, 70, "spotted", 90, "mara", "A date with her office", ""},
	{"Second laboratory", "corvid", "peter", "growth", 150_000, 25, "spotted", 130, "dana", "Wait for the pilot review", ""},
}

// reviewRow is a review; due and held are working days from today, held 0 for not yet.
type reviewRow struct {
	title, account, project      string
	typ                          model.ReviewType
	due, held                    int
	with                         []string
	evidence, how, process, able string
	result                       string
}

var reviewRows = []reviewRow{
	{"Northwind, the quarter", "northwind", "", "quarterly", 8, 0, []string{"helene", "sven", "mara"}, "NPS of four: 6, 4, 7, 6. Wrong picks below target, trucks below target.", "", "", "", ""},
	{"Brightside, the quarter", "brightside", "", "quarterly", -12, -12, []string{"fiona", "gareth", "mara"}, "NPS of two: 7, 8. Calls down by a fifth.",
		"Earlier word on terminals: the stores knew before the desk did.", "Hand-over of tickets between shifts.", "Yes, with one more pair of hands in the sale weeks.", "Monthly figures to Gareth; terminals named as a known error."},
	{"Corvid, the quarter", "corvid", "", "quarterly", -5, 0, []string{"ruth", "peter", "mara"}, "Everything green in the reports; CSAT of the benches 2 of 5.", "", "", "", ""},
	{"Two patients, one account", "corvid", "PP", "incident", -6, -6, []string{"alan", "ines"}, "50 minutes, one letter, two patients.",
		"Nothing to be had here but care.", "Merging of accounts: no rule without a number.", "Yes, once two people look at each pair.", "Rule changed, all 211 merges looked at again."},
	{"End of the patient portal", "corvid", "PP", "project end", 16, 0, []string{"alan", "dana"}, "", "", "", "", ""},
}

// rateRow is a rate on some working days before today, the oldest first.
type rateRow struct {
	from  string
	rates []string
}

var rateRows = []rateRow{{"GBP", []string{"1.171", "1.166", "1.168", "1.163"}}, {"USD", []string{"0.917", "0.924", "0.921", "0.926"}}, {"PLN", []string{"0.2312", "0.2298", "0.2305"}}}

// templateRow is a template: of a project by its tasks ("1.1 name; days; after; role"), of an
// agreement by targets, of a review by questions.
type templateRow struct {
	name                      string
	of                        model.TemplateType
	method                    model.Method
	tasks, targets, questions []string
	penalty                   int64
	body                      string
}

var templateRows = []templateRow{
	{name: "Rollout to a site", of: "project", method: "waterfall", tasks: []string{"1 Prepare", "1.1 Walk the site;3;;Site lead", "1.2 Process agreed;5;1.1;Analyst", "1.3 Design approved;0;1.2;",
		"2 Build", "2.1 Hardware in place;8;1.3;Site lead", "2.2 Interfaces connected;10;1.3;Engineer", "2.3 Test with real data;5;2.1 2.2;Tester", "3 Go live", "3.1 Train the shifts;5;2.3;Trainer",
		"3.2 Cut-over;2;3.1;Project manager", "3.3 Site is live;0;3.2;", "3.4 Watch and fix;10;3.3;Engineer"}, body: "Gates: design approved, site is live.\n\nRoles: project manager, site lead, analyst, engineer, trainer."},
	{name: "Team of two-week sprints", of: "project", method: "scrum", tasks: []string{"1 Sprint 0", "1.1 Goal and story map;3;;Product owner", "1.2 Walking skeleton;6;1.1;Developer", "1.3 Review;0;1.2;",
		"2 Sprint 1", "2.1 First stories;9;1.3;Developer", "2.2 Review and retrospective;0;2.1;"}, body: "Ceremonies: planning, daily, review, retrospective.\n\nRoles: product owner, developers."},
	{name: "Support in office hours", of: "agreement", targets: []string{"2h 4h 8h 2d", "4h 1d 2d 5d", "1d 2d 5d 10d"}},
	{name: "Support with penalties", of: "agreement", targets: []string{"30m 1h 2h 8h", "1h 2h 4h 2d", "4h 1d 2d 5d", "1d 2d 5d 10d"}, penalty: 1_500},
	{name: "Quarterly review", of: "review", questions: []string{"How could the project have satisfied the customer?;scores, verbatims, promises", "Which process should be looked at?;escalations by cause",
		"Is the team able to deliver what is required?;load, skills, clocks kept"}},
}
