package sample

import "tandem/model"

// blockRow is a blocker. raised is working time before now, due working time from now.
type blockRow struct {
	key, title, about, project, account string
	blocks                              []string
	severity, level                     int
	owner                               string
	state                               model.BlockerState
	raised, due, until                  string
	waits                               wait
	esc                                 string
	closed                              string
	resolution                          model.Resolution
}

var blockRows = []blockRow{
	{"B carrier", "No sandbox key from the carrier", "WH 3.8", "WH", "", []string{"WH 3.9", "WH 3.10"}, 1, 2, "jonas", "waiting", "8d", "2d", "", wait{"vendor", "Shipfast, service desk", "key for the sandbox", "1d"}, "", "", ""},
	{"B units", "490 bins fail: articles without a unit", "WH 4.4", "WH", "", []string{"WH 4.5"}, 2, 0, "tomasz", "open", "3d 2h", "1d", "", wait{}, "", "", ""},
	{"B printer", "Dock 4 prints no labels", "WH 2.5", "WH", "northwind", nil, 1, 2, "carla", "doing", "3h 30m", "2h", "", wait{}, "E printer", "", ""},
	{"B stocktaking", "Depot North has not named its stocktaking days", "WH 6.3", "WH", "", []string{"WH 6.2"}, 3, 0, "jonas", "open", "6d", "4d", "", wait{}, "", "", ""},
	{"B report", "Brightside cannot agree on the returns report", "MR 5.4", "MR", "", []string{"MR 5.5"}, 3, 0, "priya", "waiting", "4d", "3d", "", wait{"customer", "Dev Malhotra and Lucy Penhallow", "by article or by region", "1d"}, "", "", ""},
	{"B certificate", "Signing certificate for the app runs out", "MR 6.1", "MR", "", []string{"MR 7.1"}, 2, 0, "owen", "open", "2d", "8d", "", wait{}, "", "", ""},
	{"B driver", "Driver package for both printer models missing", "SS 2.3", "SS", "", []string{"SS 2.4"}, 3, 0, "kofi", "waiting", "6d", "2d", "", wait{"vendor", "Pennard Retail Systems", "driver package", "2d"}, "", "", ""},
	{"B firmware", "Firmware that keeps the pairing is not released", "SS 3.3", "SS", "brightside", nil, 2, 2, "kofi", "waiting", "3d", "1d", "", wait{"vendor", "Pennard Retail Systems", "firmware release", "1d"}, "E terminals", "", ""},
	{"B decide", "Nobody at Corvid decides for the night shift", "E night", "LI", "corvid", nil, 2, 2, "mara", "open", "1d", "4h", "", wait{}, "E night", "", ""},
	{"B desk", "Service desk has one agent instead of three", "PP 5.3", "PP", "", []string{"PP 5.4"}, 2, 0, "dana", "waiting", "5d", "3d", "", wait{"department", "People and hiring", "two agents from the pool", "1d"}, "", "", ""},
	{"B merges", "60 doubtful pairs wait for the clinics", "PP 5.2", "PP", "", []string{"PP 5.5"}, 3, 0, "ines", "snoozed", "4d", "4d", "2d", wait{"customer", "Alan Birch", "answers of the clinics", "2d"}, "", "", ""},
	{"B renewal", "No date with purchasing for the renewal talk", "renewal", "", "northwind", nil, 2, 0, "mara", "open", "2d 5h", "5d", "", wait{}, "", "", ""},
	{"B badge", "Badges for the night visits not issued", "LI 4.2", "LI", "", nil, 4, 0, "dana", "closed", "12d", "", "", wait{}, "", "9d", "done"},
	{"B cabling", "Cable route in hall 2 blocked by racks", "WH 2.3", "WH", "", nil, 3, 0, "carla", "closed", "38d", "", "", wait{}, "", "34d", "done"},
}

// actionRow is something to do. due and done are working days from today.
type actionRow struct {
	what, about, project, account string
	typ                           model.ActionType
	owner                         string
	due                           int
	state                         model.ActionState
	done                          int
	effect                        string
}

var actionRows = []actionRow{
	{"Call the key account of the carrier and ask for a name and a day", "carrier", "WH", "", "mitigation", "jonas", -1, "doing", 0, ""},
	{"Prepare labels by file as plan B", "carrier", "WH", "", "mitigation", "aylin", 4, "open", 0, ""},
	{"Two clerks from Northwind for a week", "units", "WH", "", "mitigation", "tomasz", 2, "doing", 0, ""},
	{"Check the spare parts of every dock", "E printer", "WH", "", "corrective", "carla", 3, "open", 0, ""},
	{"Add the unit column to the interface test", "E sku", "WH", "", "corrective", "aylin", -9, "done", -10, "No wrong unit in 1,200 lines"},
	{"Agree the freeze with the stores in writing", "freeze", "MR", "", "mitigation", "priya", 5, "open", 0, ""},
	{"Pair on refunds twice a week", "leave", "MR", "", "mitigation", "owen", 10, "doing", 0, ""},
	{"Refuse closing a ticket without text", "E tickets", "SS", "", "improvement", "kofi", -10, "done", -10, "None in ten days"},
	{"Card with four steps at each till", "E terminals", "SS", "", "corrective", "kofi", -3, "done", -3, "Pairing takes four minutes instead of twenty"},
	{"Call Gareth about his answer", "", "", "brightside", "follow-up", "mara", 0, "open", 0, ""},
	{"Ask Peter to sponsor the second laboratory", "sponsor", "LI", "", "mitigation", "mara", 2, "open", 0, ""},
	{"Three nights at the bench before the training", "night", "LI", "", "mitigation", "marcus", 6, "open", 0, ""},
	{"Call Joyce, listen, write down what she wants changed", "E night", "", "corvid", "follow-up", "mara", -2, "open", 0, ""},
	{"Second pair of eyes on each merge", "merge", "PP", "", "corrective", "ines", -7, "done", -7, "211 merges checked, no mistake"},
	{"Count and day in the name of each mailing file", "E letters", "PP", "", "improvement", "dana", -6, "done", -6, "Used in two mailings"},
	{"Draft the credits for the renewal", "renewal", "", "northwind", "follow-up", "mara", 1, "doing", 0, ""},
}
