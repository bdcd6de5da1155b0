package sample

import "tandem/model"

// riskRow is a risk in the tables. score is probability, then impact on time, cost, quality,
// satisfaction; chance is in percent, delay in days, cost in thousands of euros, each low,
// likely and high; proximity and review are working days from today.
type riskRow struct {
	key, title, project, account string
	cause, event, effect         string
	category                     model.RiskCategory
	score                        [5]int
	chance                       int
	delay                        [3]float64
	cost                         [3]int64
	tasks                        []string
	response                     model.RiskResponse
	owner, trigger, contingency  string
	residual                     [2]int
	proximity, review            int
	status                       model.RiskStatus
}

var riskRows = []riskRow{
	{"carrier", "Carrier sends its sandbox key too late", "WH", "", "Shipfast moves to a new sign-in this quarter", "our key comes after the second test", "the pilot slips by weeks", "supplier",
		[5]int{5, 4, 3, 1, 5}, 100, [3]float64{3, 6, 15}, [3]int64{8, 18, 40}, []string{"WH 3.8", "WH 3.9"}, "escalate", "jonas",
		"No key five days before label print starts", "Print labels from the old system for the pilot and carry the parcels across by file, twice a day.", [2]int{3, 3}, 3, 2, "triggered"},
	{"hardware", "Second lot of scanners misses its date", "WH", "", "one supplier for 140 devices", "the second lot comes late", "Depot East cannot start", "supplier",
		[5]int{3, 4, 2, 1, 3}, 35, [3]float64{4, 8, 20}, [3]int64{3, 9, 22}, []string{"WH 7.1"}, "mitigate", "carla",
		"No dispatch notice four weeks before", "Borrow forty devices from the lender who helped with Depot North.", [2]int{2, 3}, 24, 5, "watched"},
	{"units", "Article data is worse than the sample showed", "WH", "", "units of measure were never kept in one place", "the full load fails for many bins", "count and cut-over take longer", "quality",
		[5]int{4, 3, 3, 4, 3}, 55, [3]float64{2, 4, 9}, [3]int64{4, 7, 15}, []string{"WH 4.4", "WH 4.5"}, "mitigate", "tomasz",
		"More than one bin in ten rejected", "Northwind lends two clerks for a week; bins that still fail are counted by hand.", [2]int{3, 2}, 4, -6, "open"},
	{"peak", "Cut-over falls into the peak of the season", "WH", "", "the plan has slipped towards it", "the depot refuses a cut-over then", "the pilot waits six weeks", "schedule",
		[5]int{3, 5, 4, 1, 4}, 25, [3]float64{20, 30, 35}, [3]int64{25, 60, 95}, []string{"WH 6.3"}, "avoid", "jonas",
		"Pilot go-live later than 25 working days from now", "Pilot with one aisle only, at the weekend.", [2]int{2, 4}, 22, 8, "open"},
	{"discount", "Hardware supplier gives a rebate for one large order", "WH", "", "Depot West would double the number", "Northwind orders both lots together", "the last lot costs a tenth less", "economic",
		[5]int{3, 1, 3, 1, 2}, 40, [3]float64{}, [3]int64{6, 14, 20}, nil, "enhance", "mara",
		"Northwind fixes the budget of Depot West", "Ask for the price in writing before the framework is renewed.", [2]int{3, 3}, 30, 12, "open"},
	{"freeze", "Store freeze comes before all stores have the app", "MR", "", "no changes in stores in the peak weeks", "the rollout is caught by it", "half of the stores wait until January", "schedule",
		[5]int{3, 4, 2, 1, 4}, 30, [3]float64{10, 25, 38}, [3]int64{5, 12, 30}, []string{"MR 7.2"}, "mitigate", "priya",
		"Pilot starts later than planned", "Fifty stores with most returns first.", [2]int{2, 3}, 28, 6, "open"},
	{"fraud", "Returns without a receipt are abused", "MR", "", "the rules allow one a month for each customer", "groups use it across stores", "loss prevention stops the feature", "quality",
		[5]int{2, 2, 4, 3, 3}, 20, [3]float64{2, 4, 8}, [3]int64{5, 20, 60}, []string{"MR 5.1", "MR 5.2"}, "mitigate", "priya",
		"Three such returns by one customer in a week", "Switch the feature off by region.", [2]int{1, 3}, 40, 10, "watched"},
	{"leave", "Backend developer goes on leave before the load test", "MR", "", "one person knows the refunds", "her leave starts early", "refund errors wait for her return", "people",
		[5]int{2, 3, 1, 3, 2}, 30, [3]float64{2, 5, 10}, [3]int64{}, []string{"MR 6.3"}, "mitigate", "owen",
		"Leave moved forward", "Owen pairs on refunds this sprint and next.", [2]int{1, 2}, 12, 3, "open"},
	{"driver", "New printer driver breaks old tills", "SS", "", "two models share one driver name", "the new package goes to the wrong one", "no receipts for a day in some stores", "technical",
		[5]int{3, 2, 2, 4, 4}, 30, [3]float64{1, 2, 4}, [3]int64{1, 3, 8}, []string{"SS 2.3"}, "mitigate", "kofi",
		"A till in the first wave without receipts", "Roll back by the nightly update.", [2]int{1, 3}, 6, 4, "open"},
	{"sponsor", "Sponsor at Corvid drops out of the project", "LI", "", "no word from her office for weeks", "she leaves the steering to others", "the second laboratory does not follow", "political",
		[5]int{4, 3, 2, 2, 5}, 50, [3]float64{3, 8, 15}, [3]int64{5, 15, 35}, []string{"LI 4.3"}, "mitigate", "mara",
		"Two steering meetings without her", "Ask Peter Vance to sponsor the second laboratory.", [2]int{3, 3}, 9, -9, "open"},
	{"night", "Night shift goes back to the old way", "LI", "", "the night shift was not asked", "it keeps its own labels", "mix-ups between the shifts", "people",
		[5]int{4, 2, 2, 4, 5}, 45, [3]float64{2, 4, 8}, [3]int64{2, 6, 12}, []string{"LI 4.2"}, "mitigate", "marcus",
		"Old label rolls are ordered again", "Marcus works three nights with them before the training.", [2]int{2, 3}, 10, 1, "watched"},
	{"audit", "Privacy audit asks for more than the concept holds", "PP", "", "the rules for portals changed this year", "the auditor wants proof of each access", "work after hypercare that nobody pays", "legal",
		[5]int{2, 2, 3, 3, 2}, 20, [3]float64{3, 6, 12}, [3]int64{8, 15, 30}, []string{"PP 5.4"}, "transfer", "ines",
		"Audit letter names access logs", "Access log is on; keep it for two years.", [2]int{1, 3}, 35, 14, "watched"},
	{"merge", "Merged accounts show the wrong letters", "PP", "", "320 double accounts are merged by hand", "two patients are taken for one", "a privacy incident", "quality",
		[5]int{2, 2, 4, 5, 5}, 10, [3]float64{1, 3, 6}, [3]int64{10, 40, 120}, []string{"PP 5.2"}, "avoid", "ines",
		"One doubtful pair", "Second pair of eyes on each merge; stop at the first doubt.", [2]int{1, 5}, 8, 2, "open"},
	{"renewal", "Northwind renews for one year only", "", "northwind", "label printers and slips are what they remember", "purchasing asks for a short term", "a third of the yearly value is open", "economic",
		[5]int{3, 1, 5, 1, 5}, 40, [3]float64{}, [3]int64{120, 300, 480}, nil, "mitigate", "mara",
		"Purchasing asks for prices of single services", "Offer service credits tied to the pilot date.", [2]int{2, 4}, 26, 7, "open"},
}
