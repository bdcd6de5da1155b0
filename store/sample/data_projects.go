package sample

// projectTable is a function rather than a variable so that the plans' tables may lie in
// files of their own without an order of initialisation.
func projectTable() []projectRow {
	return []projectRow{
		{key: "WH", name: "Warehouse rollout", account: "northwind", place: "berlin", method: "waterfall", phase: "executing", reported: "amber", manager: "jonas",
			start: -67, slack: 1, delay: 5500, baseline: "As approved", rows: warehouseRows, tags: []string{"depots", "flagship"},
			objectives: "One warehouse system in all three depots.\n\n- Picking errors under 0.3 %\n- Trucks leave within 20 minutes of their slot\n- No paper at the benches",
			in:         "Depots North, East and South; scanners, label printers and wireless; stock, orders, goods-in, returns and carrier interfaces; training of all shifts.",
			out:        "Depot West (next year), yard management, robots, invoicing.",
			notes:      "The carrier connection decides the date. Everything else has a few days of air.\n\nHelene asked for one page each Friday; Jonas writes it."},
		{key: "MR", name: "Mobile returns", account: "brightside", place: "london", method: "scrum", phase: "executing", reported: "green", manager: "priya",
			start: -47, slack: 3, delay: 2400, rows: mobileRows, tags: []string{"app", "stores"},
			objectives: "A return takes two minutes at any till, and works when the network does not.",
			in:         "Returns in all 84 stores: receipts, online orders, vouchers, exceptions, reports.",
			out:        "Returns by post, marketplace orders, loyalty points.",
			notes:      "Definition of done: tested on both handhelds, read by somebody else, shown to a store."},
		{key: "SS", name: "Store support improvements", account: "brightside", place: "london", method: "kanban", phase: "executing", reported: "green", manager: "kofi",
			start: -36, slack: 12, delay: 600, rows: supportRows, tags: []string{"support"},
			objectives: "A third fewer calls from stores, and the rest answered at the first call.",
			in:         "Portal answers, till start-up, known errors, the desk's own way of working.",
			out:        "New till hardware, payroll questions.",
			notes:      "At most three cards in Doing. Kofi moves cards, nobody else."},
		{key: "LI", name: "Lab intake redesign", account: "corvid", place: "york", method: "lean", phase: "executing", reported: "green", manager: "dana",
			start: -52, slack: 4, delay: 3100, baseline: "Charter", rows: intakeRows, tags: []string{"lean", "laboratory"},
			objectives: "A sample waits eight minutes instead of thirty-one between hatch and bench, with no more mix-ups than today.",
			in:         "Intake of the main laboratory, both shifts; then the second laboratory.",
			out:        "Analysers, transport between sites, staffing.",
			notes:      "On time and on budget since the first week.\n\nThe bench teams do not feel asked. Two things that were promised to the night shift did not come, and Dr Adeyemi-Cole has not answered for weeks."},
		{key: "PP", name: "Patient portal", account: "corvid", place: "york", method: "hybrid", phase: "hypercare", reported: "amber", manager: "dana",
			start: -93, slack: 2, hypercare: 14, delay: 1800, rows: portalRows, tags: []string{"patients", "regulated"},
			objectives: "Patients see results, letters and appointments at home; the clinics take a fifth fewer calls.",
			in:         "Results, letters, appointments, messages, English and Spanish, eleven clinics.",
			out:        "Billing, video calls, prescriptions.",
			notes:      "Live. Hypercare ends when three weeks pass without a critical error and the service desk has taken over."},
	}
}

// taskNotes are notes of single tasks, by project and number.
var taskNotes = map[string]string{
	"WH 2.3": "Metal racks in hall 2 needed four more access points than the survey said.",
	"WH 3.7": "Eleven findings, three of them in the article units (piece, box, pallet).",
	"WH 3.8": "Shipfast has to send the key for its sandbox. Asked three times.\n\n1. Mail to their service address\n2. Call with their key account\n3. Asked Olaf to press from Northwind's side",
	"WH 4.4": "1,140 of 1,630 bins load. The rest has articles without a unit of measure.",
	"WH 6.3": "Not in the first week of a month: stocktaking.",
	"WH 7.4": "The date in the contract. After it Northwind may withhold the last instalment.",
	"MR 3.1": "The payment provider only refunds to the card that paid. No exceptions.",
	"MR 5.2": "Rules come from Brightside's loss prevention; keep them out of the screens.",
	"MR 5.4": "Lucy wants it by region, Dev by article. Waits until they agree.",
	"SS 2.3": "Two printer models share one driver name. The vendor sends a new package.",
	"SS 3.3": "Happens only after a power cut.",
	"LI 1.3": "Median wait 31 minutes, one sample in ten over an hour.",
	"LI 2.5": "The night shift saw the new screen for the first time when it went live.",
	"LI 3.2": "Median wait on pilot days: 9 minutes. The target is 8.",
	"PP 3.1": "Two findings of high, five of medium weight. All closed.",
	"PP 5.2": "About 320 patients have two accounts, from a change of name mostly.",
}

// taskAcceptance says when a deliverable is accepted.
var taskAcceptance = map[string]string{
	"WH 1.6": "- Read and commented by all three depots\n- Each interface has an owner on both sides",
	"WH 2.5": "- 24 printers and 6 docks print a test label\n- Spare parts are on the shelf",
	"WH 3.8": "- Labels of all four services print\n- A parcel is found by its number within five minutes\n- 600 parcels an hour",
	"WH 5.2": "- Tried with two people who were not in the project",
	"MR 1.3": "- Signed by the head of digital\n- Every exception has an example",
	"LI 1.4": "- Both shifts recognise their own work on it",
	"LI 2.5": "- Five fields, no scrolling\n- Time to enter a sample under 20 seconds",
	"LI 2.6": "- One page for each post, with a photo, hung where it is used",
	"PP 1.2": "- Accepted by Corvid's privacy officer",
	"PP 3.4": "- Published on the portal",
}
