package sample

import "tandem/model"

// escRow is an escalation in the tables. next is working time from now, "-1h" overdue; the
// first event is its opening. Times of events are working time before now in the account's
// calendar, latest last.
type escRow struct {
	key, title, account, project, contact string
	typ                                   model.EscalationType
	impact, urgency, byHand               int
	why                                   string
	level                                 int
	liaison, owner                        string
	status                                model.EscalationStatus
	next                                  string
	waits                                 wait
	about                                 []string
	cause, post                           string
	events                                []eventRow
}

// wait is on whom something waits; nudge is working time from now.
type wait struct {
	on              model.Party
	who, what, when string
}

type eventRow struct {
	ago  string
	kind model.EventKind
	dir  model.Direction
	who  string
	text string
}

var escRows = []escRow{
	{key: "E printer", title: "Label printer offline at dock 4", account: "northwind", project: "WH", contact: "sven", typ: "incident", impact: 1, urgency: 1, level: 2,
		liaison: "Facilities", owner: "carla", status: "open", next: "2h", about: []string{"WH 2.5", "B printer"}, events: []eventRow{
			{"3h 40m", "opened", "in", "Sven Kowalke", "Printer at dock 4 is dead since the shift began. Two trucks are waiting."},
			{"3h 26m", "contact", "out", "Carla Reis", "On it. Please move the dock 4 loads to dock 5 for now."},
			{"3h", "level", "", "Mara Lindqvist", "Level 2: facilities needed for the power line."},
			{"2h 50m", "wait", "", "vendor: Grauwerk Print", "Spare print head by courier."},
			{"1h 35m", "resume", "", "Grauwerk Print", "Courier has the part and is on the way."},
			{"1h 20m", "contact", "out", "Carla Reis", "Vendor called, the spare part is on the way. Next word in three hours."},
			{"35m", "contact", "in", "Sven Kowalke", "Still down, trucks waiting. Dock 5 cannot take both."},
		}},
	{key: "E sku", title: "Pick list shows the wrong article", account: "northwind", project: "WH", contact: "ruta", typ: "incident", impact: 1, urgency: 2, level: 1,
		liaison: "Engineering", owner: "aylin", status: "open", next: "5h", about: []string{"WH 3.3", "WH 3.7"}, events: []eventRow{
			{"1d 3h", "opened", "in", "Ruta Janson", "Trial in aisle 7: eight picks, three wrong articles."},
			{"1d 2h", "contact", "out", "Aylin Demir", "Seen. The article unit is taken from the wrong column. Fix in test today."},
			{"6h", "contact", "in", "Ruta Janson", "Is the trial tomorrow safe or not?"},
			{"5h 10m", "contact", "out", "Aylin Demir", "Fix is in test with your eight picks, all right. I will call after the full run."},
		}},
	{key: "E training", title: "Training material came a week late", account: "northwind", project: "WH", contact: "sven", typ: "complaint", impact: 2, urgency: 3, level: 1,
		liaison: "Field services", owner: "carla", status: "open", next: "2d", about: []string{"WH 5.2"}, events: []eventRow{
			{"9d", "opened", "in", "Sven Kowalke", "My shift leads got the binders the evening before the training."},
			{"8d 6h", "contact", "out", "Carla Reis", "You are right, and I am sorry. Next part comes five days before."},
			{"3d", "contact", "out", "Mara Lindqvist", "Dates for the remaining material are fixed, see mail."},
		}},
	{key: "E invoice", title: "Invoice format refused by purchasing", account: "northwind", project: "", contact: "olaf", typ: "request", impact: 3, urgency: 2, level: 1,
		liaison: "Finance", owner: "mara", status: "waiting", next: "4d", waits: wait{"customer", "Olaf Petri", "sample of an accepted invoice", "2d"}, events: []eventRow{
			{"12d", "opened", "in", "Olaf Petri", "Your invoices lack our cost centre as a field. We cannot book them."},
			{"11d 4h", "contact", "out", "Mara Lindqvist", "Finance can add it. Could you send one that your system took?"},
			{"11d 4h", "wait", "", "customer: Olaf Petri", "Sample of an accepted invoice."},
			{"4d", "contact", "out", "Mara Lindqvist", "Kind reminder: one sample is enough."},
		}},
	{key: "E terminals", title: "Card terminals drop out after a power cut", account: "brightside", project: "SS", contact: "gareth", typ: "incident", impact: 1, urgency: 2, level: 2,
		liaison: "Payments", owner: "kofi", status: "waiting", next: "-2h", waits: wait{"vendor", "Pennard Retail Systems", "firmware that keeps the pairing", "1d"}, about: []string{"SS 3.3", "B firmware"}, events: []eventRow{
			{"4d 5h", "opened", "in", "Gareth Sowerby", "Eleven stores in the South had to pair all terminals again by hand."},
			{"4d 4h", "contact", "out", "Kofi Badu", "We reproduce it. A card for each till with the four steps is on its way."},
			{"3d 2h", "level", "", "Mara Lindqvist", "Level 2: the vendor must move, payments talk to them."},
			{"3d", "wait", "", "vendor: Pennard Retail Systems", "Firmware that keeps the pairing."},
			{"1d 6h", "contact", "out", "Kofi Badu", "Vendor has it in test. We report each day before five."},
			{"6h", "contact", "in", "Gareth Sowerby", "Nothing since yesterday. What do I tell the stores?"},
		}},
	{key: "E tickets", title: "Tickets closed without an answer", account: "brightside", project: "SS", contact: "lucy", typ: "complaint", impact: 2, urgency: 2, level: 1,
		liaison: "Support", owner: "kofi", status: "resolved", about: []string{"SS 4.2"},
		cause: "Shift change: the next shift took open tickets without a note for answered ones",
		post:  "## What happened\nSeven tickets of four stores were closed at the change of shift with no answer.\n\n## Why\nThe list of the next shift shows only the last status. A ticket without a note looked done.\n\n## What we change\n- No closing without a text to the store (in the tool since last week)\n- Handover note for each open ticket\n\n## How we know it worked\nClosed without text: none in ten days.",
		events: []eventRow{
			{"18d", "opened", "in", "Lucy Penhallow", "Four of my stores had tickets closed with not one word."},
			{"17d 6h", "contact", "out", "Kofi Badu", "I looked at all seven. You get an answer for each today."},
			{"15d", "contact", "out", "Kofi Badu", "All seven answered. The cause is our change of shift."},
			{"10d", "resolved", "", "Kofi Badu", "Tool refuses a closing without text."},
		}},
	{key: "E night", title: "Night shift was not asked about the new intake screen", account: "corvid", project: "LI", contact: "joyce", typ: "complaint", impact: 1, urgency: 2, level: 2,
		liaison: "Consulting", owner: "marcus", status: "open", next: "-3h", about: []string{"LI 2.5", "night"}, events: []eventRow{
			{"7d 2h", "opened", "in", "Joyce Tan", "Nobody asked my night people. They found a new screen on Monday and no one to call."},
			{"6d 6h", "contact", "out", "Marcus Oyelaran", "I should have come at night. I will be there on Thursday."},
			{"4d", "contact", "in", "Joyce Tan", "You came for one hour. The list of changes you promised did not."},
			{"3d 5h", "contact", "out", "Dana Whitlock", "The list is coming; Marcus is in the pilot until Friday."},
			{"3d", "level", "", "Mara Lindqvist", "Level 2: this is about trust, not about a screen."},
			{"1d 1h", "contact", "in", "Joyce Tan", "My people print the old labels again. Please tell me who decides here."},
		}},
	{key: "E accounts", title: "Two patients see one account", account: "corvid", project: "PP", contact: "alan", typ: "incident", impact: 1, urgency: 1, level: 3,
		liaison: "Data protection", owner: "ines", status: "resolved", about: []string{"PP 5.2", "merge"},
		cause: "Merging by name and birth date without the patient number",
		post:  "## What happened\nTwo patients of the same name and birth date were merged. One saw a letter of the other for 50 minutes.\n\n## Why\nThe number of the patient was missing in the old system for one in nine accounts, so the rule fell back to the name.\n\n## What we change\n- No merge without the number\n- A second person confirms each pair\n\n## Told\nBoth patients, the privacy officer, the authority within the day.",
		events: []eventRow{
			{"8d 4h", "opened", "in", "Alan Birch", "A patient called: she reads the letter of somebody else."},
			{"8d 3h 50m", "contact", "out", "Ines Calloway", "Account is locked. We look at every merge since go-live."},
			{"8d 3h", "level", "", "Mara Lindqvist", "Level 3: privacy incident."},
			{"8d 1h", "contact", "out", "Dana Whitlock", "One pair only. Report to the privacy officer is out."},
			{"7d 2h", "resolved", "", "Ines Calloway", "Rule changed, 211 merges checked by two people."},
			{"6d 7h", "contact", "in", "Alan Birch", "Thank you. Fast and open, that helped."},
			{"6d 6h 50m", "contact", "out", "Ines Calloway", "Thank you for telling us at once. We look once more in 90 days."},
		}},
	{key: "E letters", title: "Letters went to old addresses", account: "corvid", project: "PP", contact: "alan", typ: "complaint", impact: 2, urgency: 2, level: 1,
		liaison: "Projects", owner: "dana", status: "closed", about: []string{"PP 4.2"},
		cause: "Address file was a month older than the agreed day",
		post:  "## What happened\n640 of 41,000 letters came back.\n\n## Why\nThe mailing house took the test file; its name differed by one letter.\n\n## What we change\n- Files carry the day in their name and a count that both sides confirm\n- The second print was at our cost (1,500 euros)",
		events: []eventRow{
			{"13d", "opened", "in", "Alan Birch", "Clinics get letters back by the bundle."},
			{"12d 5h", "contact", "out", "Dana Whitlock", "640 so far. Second print goes out on Friday, at our cost."},
			{"9d", "resolved", "", "Dana Whitlock", "Second print delivered."},
			{"7d", "closed", "in", "Alan Birch", "Fine now."},
		}},
}
