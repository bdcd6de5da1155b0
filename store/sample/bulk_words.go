package sample

// The word lists of large workspaces. They are long enough that lists do not look alike, and
// no name is one of a real firm or person.
var (
	bulkVerbs = []string{"Check", "Replace", "Agree", "Test", "Move", "Draw up", "Review", "Connect", "Clean up", "Train", "Measure", "Order",
		"Install", "Rewrite", "Approve", "Split", "Merge", "Document", "Repair", "Plan", "Simplify", "Try out", "Hand over", "Count"}
	bulkThings = []string{"label printers", "order feed", "return slips", "shift plan", "price list", "access rights", "stock counts", "customer letters",
		"carrier contract", "night batch", "cold store", "payment terminal", "search index", "safety briefing", "spare parts", "invoice layout",
		"ticket queue", "delivery windows", "address data", "backup drill", "loading dock", "route planning", "help texts", "sign-in page",
		"supplier portal", "test data", "barcode scanners", "work instructions", "floor markings", "quality report", "mobile form", "call script",
		"power supply", "data export", "month-end close", "user groups", "waiting times", "audit trail", "packing bench", "service desk"}
	bulkPlaces = []string{"in hall 1", "in hall 2", "in hall 3", "for the night shift", "for the day shift", "at the north site", "at the south site",
		"with purchasing", "with finance", "for the pilot", "before go-live", "after the audit", "in the test system", "in production", "for new staff",
		"with the carrier", "for the clinics", "for the stores", "on handhelds", "in two languages", "for partners", "at the front desk",
		"with the works council", "for the spring season", "in the archive", "at head office", "for returns", "for exports", "", "", "", ""}
	bulkFirst = []string{"Alder", "Birch", "Cobalt", "Dune", "Ember", "Fjord", "Granite", "Harbour", "Iris", "Juniper", "Kelp", "Larch", "Meadow", "Nimbus",
		"Ochre", "Pebble", "Quarry", "Ridge", "Saffron", "Tundra", "Umber", "Vale", "Willow", "Yarrow", "Zephyr", "Amber", "Basalt", "Cedar", "Delta", "Elm"}
	bulkSecond = []string{"Freight", "Foods", "Clinics", "Tools", "Textiles", "Energy", "Homes", "Optics", "Paper", "Dairies", "Parcels", "Motors",
		"Water", "Schools", "Pharmacies", "Bakeries"}
	bulkEfforts = []string{"rollout", "renewal", "migration", "redesign", "pilot", "integration", "clean-up", "relocation", "upgrade", "launch"}
	bulkGiven   = []string{"Ada", "Bruno", "Chiara", "Dorota", "Emil", "Farah", "Goran", "Hanna", "Ivo", "Jette", "Karim", "Lena", "Milan", "Nora", "Otis",
		"Paula", "Quinn", "Rosa", "Stefan", "Tilda", "Udo", "Vera", "Wanda", "Yusuf", "Zoe"}
	bulkFamily = []string{"Ahlgren", "Barlow", "Castell", "Dreyer", "Eklund", "Farrow", "Gruber", "Holt", "Ibsen", "Jansky", "Keller", "Lorenz", "Marek",
		"Nyberg", "Orlik", "Pardew", "Quist", "Rasmus", "Sandell", "Thorne", "Ulmer", "Varga", "Wexler", "Yates", "Zeman", "Brandner", "Colley", "Dahl", "Ebert"}
	bulkRoles  = []string{"Engineer", "Analyst", "Trainer", "Tester", "Site lead", "Designer", "Consultant", "Planner"}
	bulkPhases = []string{"Prepare", "Design", "Build", "Test", "Train", "Go live", "Stabilise", "Hand over"}
	bulkStuck  = []string{"No answer about", "Nobody owns", "Vendor is late with", "No access to", "Two opinions on", "Budget not released for", "Error again in"}
	bulkRisky  = []string{"Delay of", "Failure of", "Rising cost of", "Wrong data in", "Key person leaves:", "Rules change for", "Late delivery of"}
	bulkCases  = []string{"Trouble with", "Complaint about", "Standstill of", "Question on", "Wrong result in", "Outage of"}
	bulkTalks  = []string{"Talked through", "Asked about", "Demo of", "Complained about", "Praised", "Agreed on", "Reminder of", "Walked through"}
	bulkPledge = []string{"A first version of", "A date for", "A fixed price for", "A person in charge of", "An offer for", "Proof of"}
	bulkDeeds  = []string{"Call about", "Write down", "Find an owner for", "Put right", "Prevent a repeat of", "Report on"}
	bulkMoney  = []string{"Part payment for", "Hours for", "Licences for", "Delivery of", "Travel for", "Rent for"}
	bulkWords  = []string{"Could be quicker.", "All good, thank you.", "I had to ask twice.", "Friendly and clear.", "It works, at last.", "Not what we agreed.",
		"Better than before.", "Nobody called back.", "I would do it again.", "Too many mails.", "", ""}
	bulkNotes = []string{"Agreed by phone, waits for the written word.", "See the minutes of the last steering.", "Costs more than planned, but saves a week.",
		"Ask the site before changing anything.", "Second attempt; the first one failed at the data.", "Needs a quiet weekend.", "The customer cares about this one.",
		"Depends on the works council.", "- Who decides?\n- By when?", "Measured twice, same result.", "Fine as long as the carrier keeps its date.", "Keep it short and on paper."}
	bulkLearn   = []string{"Agree early on", "Never trust", "Count twice:", "Write down", "Show people"}
	bulkAsk     = []string{"Who pays for", "Do we replace", "Who owns", "When do we stop", "One or two"}
	bulkChange  = []string{"More of", "A second round of", "No more", "Another way with", "Extra tests for"}
	bulkOffer   = []string{"Renewal of", "More of", "Care for"}
	bulkCauses  = []string{"Old data", "Two systems with different units", "A change nobody was told about", "Worn part", "Wrong setting after an update", "Unclear wording"}
	bulkVendors = []string{"Tollmark Devices", "Grauwerk Print", "Netzhof Kabelbau", "Pennard Retail Systems", "Cirrushall", "Wordford", "Keelstone Assurance"}
	bulkTags    = [][]string{{"urgent"}, {"site"}, {"data", "legacy"}, {"training"}, {"contract"}, {"hardware", "site"}}
)
