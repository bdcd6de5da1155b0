package sample

import "tandem/model"

// talkRow is a contact with a customer. ago is working time before now, or "@41" so many
// calendar days.
type talkRow struct {
	ago, account, contact string
	channel               model.Channel
	dir                   model.Direction
	mood                  int
	summary, project, esc string
}

var talkRows = []talkRow{
	{"58d", "northwind", "helene", "meeting", "out", 1, "Steering: design approved, thanks to the depot heads", "WH", ""},
	{"44d", "northwind", "ruta", "meeting", "out", 1, "Interfaces walked through, two open points", "WH", ""},
	{"36d", "northwind", "olaf", "mail", "in", 0, "Asks for the delivery note of the first scanners", "WH", ""},
	{"31d", "northwind", "sven", "visit", "out", 1, "Saw the new docks working, liked the speed", "WH", ""},
	{"24d", "northwind", "helene", "phone", "out", 0, "Weekly call: test found eleven things, still on date", "WH", ""},
	{"17d", "northwind", "ruta", "chat", "in", -1, "Why do the findings take so long?", "WH", ""},
	{"14d", "northwind", "helene", "phone", "out", -1, "Told her the pilot moves by a week; not amused", "WH", ""},
	{"12d", "northwind", "olaf", "mail", "in", -1, "Cannot book our invoices", "", "E invoice"},
	{"9d", "northwind", "sven", "phone", "in", -1, "Binders came the evening before", "WH", "E training"},
	{"6d 3h", "northwind", "helene", "mail", "out", 0, "One page for the week: carrier key still missing", "WH", ""},
	{"5d", "northwind", "ruta", "meeting", "out", 0, "Tuesday meeting: order of the second test agreed", "WH", ""},
	{"1d 3h", "northwind", "ruta", "chat", "in", -1, "Wrong articles on the pick list in aisle 7", "WH", "E sku"},
	{"3h 40m", "northwind", "sven", "phone", "in", -2, "Dock 4 is dead and two trucks wait", "WH", "E printer"},
	{"1h 20m", "northwind", "sven", "phone", "out", -1, "Spare part is on the way", "WH", "E printer"},
	{"47d", "brightside", "dev", "meeting", "out", 2, "Kick-off of mobile returns: good room, clear goal", "MR", ""},
	{"38d", "brightside", "fiona", "meeting", "out", 1, "First demo, she scanned her own receipt", "MR", ""},
	{"34d", "brightside", "gareth", "visit", "out", 0, "A day at the service desk: call reasons are guesswork", "SS", ""},
	{"28d", "brightside", "dev", "chat", "in", 1, "Refund demo went down well upstairs", "MR", ""},
	{"22d", "brightside", "lucy", "phone", "in", 1, "Tills start much faster in the test stores", "SS", ""},
	{"18d", "brightside", "lucy", "mail", "in", -2, "Tickets closed without a word", "SS", "E tickets"},
	{"15d", "brightside", "lucy", "phone", "out", 0, "Explained the change of shift, she will watch it", "SS", "E tickets"},
	{"11d", "brightside", "fiona", "phone", "out", 1, "Monthly call: content, asks about the freeze", "MR", ""},
	{"7d", "brightside", "dev", "meeting", "out", 1, "Sprint review: offline queue works in the basement", "MR", ""},
	{"4d 5h", "brightside", "gareth", "portal", "in", -2, "Terminals lost in eleven stores", "SS", "E terminals"},
	{"3d", "brightside", "dev", "chat", "in", 0, "Report by article, not by region, please", "MR", ""},
	{"1d 6h", "brightside", "gareth", "phone", "out", -1, "Vendor has the firmware in test", "SS", "E terminals"},
	{"6h", "brightside", "gareth", "portal", "in", -2, "Nothing since yesterday", "SS", "E terminals"},
	{"@83", "corvid", "ruth", "meeting", "out", 1, "Steering: wants the portal and the laboratory in one story", "PP", ""},
	{"@66", "corvid", "ruth", "phone", "out", 1, "Approved the target state of the intake", "LI", ""},
	{"@41", "corvid", "ruth", "mail", "in", 0, "Will miss the next steering, asks for one page instead", "LI", ""},
	{"30d", "corvid", "peter", "meeting", "out", 1, "Hatch and benches: building works fit the plan", "LI", ""},
	{"24d", "corvid", "alan", "meeting", "out", 1, "Gate 3 passed, both trial clinics in favour", "PP", ""},
	{"19d", "corvid", "peter", "phone", "out", 0, "Pilot dates fixed; asks whether the night shift knows", "LI", ""},
	{"13d", "corvid", "alan", "mail", "in", -1, "Letters come back by the bundle", "PP", "E letters"},
	{"10d", "corvid", "joyce", "visit", "out", -1, "At the bench: too many changes in one week", "LI", ""},
	{"8d 4h", "corvid", "alan", "phone", "in", -2, "A patient reads the letter of somebody else", "PP", "E accounts"},
	{"7d 2h", "corvid", "joyce", "phone", "in", -2, "Nobody asked the night shift", "LI", "E night"},
	{"6d 7h", "corvid", "alan", "mail", "in", 1, "Thanks for the open words", "PP", "E accounts"},
	{"4d", "corvid", "joyce", "mail", "in", -2, "The list of changes did not come", "LI", "E night"},
	{"1d 1h", "corvid", "joyce", "phone", "in", -2, "Old labels are printed again, asks who decides", "LI", "E night"},
}

// promiseRow is what we said a customer would get. due and closed are working days from
// today; monday takes the coming Monday instead.
type promiseRow struct {
	key, what, account, to string
	due                    int
	monday                 bool
	task, owner            string
	state                  model.PromiseState
	closed                 int
	condition              string
}

var promiseRows = []promiseRow{
	{"M page", "One page on the state of the rollout each Friday", "northwind", "helene", -6, false, "", "jonas", "kept", -6, ""},
	{"M cutover", "Revised cut-over plan with a weekend variant", "northwind", "sven", 0, true, "WH 6.1", "jonas", "open", 0, ""},
	{"M material", "Training material five days before the next course", "northwind", "sven", 9, false, "WH 5.4", "carla", "open", 0, ""},
	{"M credits", "Proposal for service credits with the renewal", "northwind", "olaf", -2, false, "", "mara", "open", 0, "Finance agrees to the ceiling"},
	{"M pilotdate", "New date for the pilot, in writing", "northwind", "helene", 6, false, "WH 6.3", "jonas", "renegotiated", 0, "Carrier key has arrived"},
	{"M offline", "Returns work without the network", "brightside", "dev", -8, false, "MR 4.2", "owen", "kept", -9, ""},
	{"M answers", "An answer to each of the seven closed tickets", "brightside", "lucy", -16, false, "", "kofi", "kept", -16, ""},
	{"M daily", "A word on the terminals each day before five", "brightside", "gareth", -1, false, "SS 3.3", "kofi", "open", 0, ""},
	{"M privacy", "Report of the merged accounts to the privacy officer", "corvid", "alan", -7, false, "PP 5.2", "ines", "kept", -8, ""},
	{"M changes", "List of all changes to the screen, for the night shift", "corvid", "joyce", -5, false, "LI 2.5", "marcus", "broken", -4, ""},
	{"M coach", "Somebody on site in the first three nights of the new screen", "corvid", "joyce", -8, false, "", "marcus", "broken", -7, ""},
	{"M handover", "Service desk of the portal staffed from seven to seven", "corvid", "alan", 12, false, "PP 5.3", "dana", "open", 0, "Two agents are trained"},
}

// answerRow is an answer to a satisfaction question; follow says what was done about it, on
// the working time before now.
type answerRow struct {
	ago, contact, account, project string
	measure                        model.Measure
	score                          int
	verbatim                       string
	touch                          model.Touchpoint
	follow, when                   string
}

var answerRows = []answerRow{
	{"57d", "helene", "northwind", "WH", "NPS", 8, "Good start. Keep the depots in the room.", "kick-off", "", ""},
	{"30d", "sven", "northwind", "WH", "CSAT", 4, "Docks are well done.", "milestone", "", ""},
	{"29d", "ruta", "northwind", "WH", "CES", 5, "", "milestone", "", ""},
	{"16d", "olaf", "northwind", "", "NPS", 6, "Nice people, hard to order from.", "quarterly", "Called; invoice format is now an escalation", "12d"},
	{"16d", "ruta", "northwind", "WH", "NPS", 6, "Too many findings for a first test.", "quarterly", "", ""},
	{"15d", "sven", "northwind", "WH", "NPS", 4, "I hear of delays from my own people first.", "quarterly", "", ""},
	{"15d", "helene", "northwind", "WH", "NPS", 7, "I judge by the pilot.", "quarterly", "", ""},
	{"8d", "sven", "northwind", "WH", "CSAT", 2, "Binders the evening before. Really?", "support", "Carla called the same day", "7d 4h"},
	{"2d", "ruta", "northwind", "WH", "CSAT", 3, "Quick answers, slow fixes.", "support", "", ""},
	{"46d", "dev", "brightside", "MR", "NPS", 9, "They ask the right questions.", "kick-off", "", ""},
	{"37d", "fiona", "brightside", "MR", "NPS", 9, "I could use it myself.", "milestone", "", ""},
	{"27d", "dev", "brightside", "MR", "CSAT", 5, "Refund demo was spot on.", "milestone", "", ""},
	{"21d", "lucy", "brightside", "SS", "CES", 6, "Tills start before the coffee is ready.", "milestone", "", ""},
	{"17d", "lucy", "brightside", "SS", "CSAT", 1, "Closed without a word. Twice.", "support", "Kofi answered all seven tickets", "15d"},
	{"12d", "gareth", "brightside", "SS", "NPS", 7, "Better than last year.", "quarterly", "", ""},
	{"12d", "lucy", "brightside", "SS", "NPS", 8, "They do listen.", "quarterly", "", ""},
	{"7d", "dev", "brightside", "MR", "CSAT", 5, "Works in the basement!", "milestone", "", ""},
	{"1d 2h", "gareth", "brightside", "SS", "CSAT", 2, "Stores ask me, and I know nothing.", "support", "", ""},
	{"52d", "peter", "corvid", "LI", "NPS", 8, "Clear charter.", "kick-off", "", ""},
	{"31d", "peter", "corvid", "LI", "CSAT", 4, "The map opened our eyes.", "milestone", "", ""},
	{"22d", "alan", "corvid", "PP", "NPS", 9, "Best go-live we had.", "acceptance", "", ""},
	{"16d", "joyce", "corvid", "LI", "CSAT", 2, "Nobody asks those who do the work.", "milestone", "", ""},
	{"12d", "alan", "corvid", "PP", "CSAT", 4, "", "go-live", "", ""},
	{"9d", "joyce", "corvid", "LI", "CES", 2, "New screen, new label, new bench, one week.", "milestone", "", ""},
	{"8d", "peter", "corvid", "LI", "CSAT", 3, "On time, yes. Are we better off? Not sure.", "quarterly", "", ""},
	{"8d", "joyce", "corvid", "LI", "NPS", 2, "I would not wish this on another laboratory.", "quarterly", "", ""},
	{"6d", "alan", "corvid", "PP", "CSAT", 5, "Open and fast when it mattered.", "support", "", ""},
	{"5d", "joyce", "corvid", "LI", "CSAT", 1, "Promised and not done, again.", "support", "", ""},
	{"4d", "peter", "corvid", "LI", "CSAT", 2, "The night shift is angry, and they have a point.", "milestone", "", ""},
	{"3d", "joyce", "corvid", "LI", "CSAT", 2, "One hour at night is not support.", "support", "", ""},
}
