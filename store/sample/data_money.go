package sample

import "tandem/model"

// lineRow is a planned cost. Days are working days from today; an amount of 0 on a labour
// line is the labour of the plan.
type lineRow struct {
	key, name, project, task string
	category                 model.CostCategory
	planned                  int64
	from, to                 int
	spread                   model.Spread
}

var lineRows = []lineRow{
	{"WH labour", "Team, depots project", "WH", "", "labour", 0, -67, 48, "even"},
	{"WH scanners", "Scanners and docks", "WH", "WH 2.1", "equipment", 118_000, -45, 30, "start"},
	{"WH printers", "Label printers", "WH", "WH 2.5", "equipment", 46_000, -45, -20, "start"},
	{"WH network", "Wireless in the halls", "WH", "WH 2.3", "subcontract", 38_000, -45, -30, "even"},
	{"WH licences", "Warehouse system, first year", "WH", "", "software", 84_000, -40, 40, "even"},
	{"WH travel", "Travel to the depots", "WH", "", "travel", 14_500, -67, 48, "even"},
	{"WH reserve", "Reserve of the project", "WH", "", "contingency", 25_000, -67, 48, "end"},
	{"MR labour", "Team, mobile returns", "MR", "", "labour", 0, -47, 40, "even"},
	{"MR devices", "Test handhelds", "MR", "MR 1.2", "equipment", 7_200, -46, -40, "start"},
	{"MR cloud", "Hosting and test devices in the cloud", "MR", "", "software", 11_400, -47, 40, "even"},
	{"MR pilot", "Pilot in the stores: cover and training", "MR", "MR 7.1", "other", 16_000, 14, 27, "even"},
	{"SS labour", "Team, store support", "SS", "", "labour", 0, -36, 25, "even"},
	{"SS spares", "Spare tills and printers", "SS", "SS 2.4", "equipment", 19_800, -20, 10, "even"},
	{"SS films", "Short films", "SS", "SS 1.5", "subcontract", 6_500, 10, 22, "end"},
	{"SS portal", "Portal licences", "SS", "", "software", 9_600, -36, 25, "even"},
	{"LI labour", "Team, intake redesign", "LI", "", "labour", 0, -52, 30, "even"},
	{"LI building", "Hatch and benches", "LI", "LI 2.2", "subcontract", 42_000, -30, -14, "even"},
	{"LI labels", "Label printers at the hatch", "LI", "LI 2.1", "equipment", 12_600, -28, -18, "start"},
	{"LI training", "Cover for the shifts in training", "LI", "", "other", 18_000, -12, 16, "even"},
	{"LI travel", "Travel to the second laboratory", "LI", "LI 4.3", "travel", 4_800, 8, 26, "even"},
	{"PP labour", "Team, patient portal", "PP", "", "labour", 0, -93, 16, "even"},
	{"PP security", "Security test", "PP", "PP 3.1", "subcontract", 18_500, -38, -30, "end"},
	{"PP letters", "Letters to patients", "PP", "PP 4.2", "material", 22_800, -22, -14, "start"},
	{"PP hosting", "Hosting, first year", "PP", "", "software", 26_400, -40, 16, "even"},
	{"PP texts", "Translation into Spanish", "PP", "PP 2.5", "subcontract", 8_200, -60, -45, "even"},
}

// labourRow books the labour of a project: what the plan says was earned so far, times a
// factor in percent, in equal parts on the given working days.
type labourRow struct {
	line    string
	percent int64
	on      []int
}

var labourRows = []labourRow{
	{"WH labour", 109, []int{-52, -40, -28, -16, -6}},
	{"MR labour", 102, []int{-38, -28, -18, -8}},
	{"SS labour", 97, []int{-24, -12, -3}},
	{"LI labour", 99, []int{-42, -31, -20, -9, -2}},
	{"PP labour", 105, []int{-80, -64, -48, -32, -18, -5}},
}

// entryRow is a movement of money besides labour, in euros unless a currency is given.
type entryRow struct {
	on                  int
	line, text          string
	kind                model.LedgerType
	amount              int64
	vendor, order, task string
	code, rate          string
}

var entryRows = []entryRow{
	{-45, "WH scanners", "Order for 140 scanners in two lots", "commitment", 118_000, "Tollmark Devices", "NB-2041", "", "", ""},
	{-30, "WH scanners", "First lot, 70 scanners", "invoice", 59_000, "Tollmark Devices", "NB-2041", "", "", ""},
	{-12, "WH scanners", "Rebate for a late first lot", "actual", -1_200, "Tollmark Devices", "NB-2041", "", "", ""},
	{24, "WH scanners", "Second lot, 70 scanners", "forecast", 59_000, "Tollmark Devices", "NB-2041", "WH 7.1", "", ""},
	{-45, "WH printers", "Order for 30 label printers", "commitment", 46_000, "Grauwerk Print", "NB-2042", "", "", ""},
	{-29, "WH printers", "30 label printers", "invoice", 46_000, "Grauwerk Print", "NB-2042", "", "", ""},
	{-3, "WH printers", "Express parts for the printer at dock 4", "actual", 1_850, "Grauwerk Print", "NB-2077", "", "", ""},
	{-44, "WH network", "Access points and cabling", "commitment", 38_000, "Netzhof Kabelbau", "NB-2043", "", "", ""},
	{-31, "WH network", "Access points and cabling", "invoice", 38_000, "Netzhof Kabelbau", "NB-2043", "", "", ""},
	{-26, "WH network", "Four more access points in hall 2", "actual", 6_400, "Netzhof Kabelbau", "NB-2051", "", "", ""},
	{-40, "WH licences", "Warehouse system, year one", "commitment", 84_000, "Hallenwart Software", "NB-2044", "", "", ""},
	{-38, "WH licences", "Warehouse system, first half", "invoice", 42_000, "Hallenwart Software", "NB-2044", "", "", ""},
	{20, "WH licences", "Warehouse system, second half", "forecast", 42_000, "Hallenwart Software", "NB-2044", "", "", ""},
	{-36, "WH travel", "Travel, first part", "actual", 5_900, "", "", "", "", ""},
	{-9, "WH travel", "Travel, second part", "actual", 4_300, "", "", "", "", ""},
	{-7, "WH reserve", "Overtime for the findings of the first test", "actual", 3_200, "", "", "WH 3.7", "", ""},
	{-46, "MR devices", "Six handhelds of each model", "actual", 6_900, "Tollmark Devices", "NB-2060", "", "", ""},
	{-30, "MR cloud", "Hosting, two months", "invoice", 3_700, "Cirrushall", "NB-2061", "", "", ""},
	{-8, "MR cloud", "Hosting, month three", "invoice", 1_900, "Cirrushall", "NB-2061", "", "", ""},
	{15, "MR cloud", "Hosting until the end", "forecast", 5_600, "Cirrushall", "NB-2061", "", "", ""},
	{14, "MR pilot", "Cover for pilot stores", "forecast", 16_000, "", "", "MR 7.1", "", ""},
	{-18, "SS spares", "Four spare tills", "commitment", 8_400, "Pennard Retail Systems", "NB-2070", "SS 2.4", "", ""},
	{-15, "SS spares", "Receipt printers, twenty", "invoice", 7_900, "Pennard Retail Systems", "NB-2071", "", "GBP", "1.168"},
	{12, "SS films", "Five short films", "forecast", 6_500, "", "", "SS 1.5", "", ""},
	{-35, "SS portal", "Portal licences, first half", "invoice", 4_800, "Askwright", "NB-2072", "", "", ""},
	{5, "SS portal", "Portal licences, second half", "forecast", 4_800, "Askwright", "NB-2072", "", "", ""},
	{-30, "LI building", "Hatch and benches", "commitment", 42_000, "Hollin and Bay Interiors", "NB-2080", "", "", ""},
	{-16, "LI building", "Hatch and benches, done", "invoice", 41_600, "Hollin and Bay Interiors", "NB-2080", "", "", ""},
	{-26, "LI labels", "Label printers at the hatch", "invoice", 12_450, "Grauwerk Print", "NB-2081", "", "", ""},
	{-8, "LI training", "Cover, day shift", "actual", 8_700, "", "", "LI 3.1", "", ""},
	{12, "LI training", "Cover, night and weekend", "forecast", 9_100, "", "", "LI 4.2", "", ""},
	{14, "LI travel", "Second laboratory, four weeks", "forecast", 4_700, "", "", "LI 4.3", "", ""},
	{-31, "PP security", "Security test with retest", "invoice", 18_500, "Keelstone Assurance", "NB-2090", "", "", ""},
	{-15, "PP letters", "41,000 letters", "actual", 24_300, "Briefwerk Mailing", "NB-2091", "", "", ""},
	{-36, "PP hosting", "Hosting, first half", "invoice", 13_200, "Cirrushall", "NB-2092", "", "", ""},
	{10, "PP hosting", "Hosting, second half", "forecast", 13_200, "Cirrushall", "NB-2092", "", "", ""},
	{-46, "PP texts", "Translation into Spanish", "actual", 7_950, "Wordford", "NB-2093", "", "", ""},
}
