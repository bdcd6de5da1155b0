package holiday_test

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model/holiday"
)

// TestWholeYears holds whole years against what governments publish: opm.gov (federal holidays), gov.uk/bank-holidays
// (England and Wales), citizensinformation.ie and oesterreich.gv.at. A day at the weekend is made up for on the
// Friday before or the Monday after in the United States, on the next working days in Britain, and not at all
// in Austria.
func TestWholeYears(t *testing.T) {
	for _, x := range []struct {
		country string
		year    int
		off     string
	}{
		{"US", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"},
		{"US", 2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
		{"GB", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
		{"GB", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"},
		{"GB", 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"},
		{"IE", 2026, "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-26"},
		{"AT", 2026, "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26"},
	} {
		list, err := holiday.In(x.country, "", x.year)
		if err != nil {
			t.Fatal(err)
		}
		var off []string
		for _, d := range list {
			if _, month, day := d.Off.Time().Date(); d.Off.Time().Year() == x.year {
				off = append(off, fmt.Sprintf("%02d-%02d", month, day))
			}
		}
		if got := strings.Join(off, " "); got != x.off {
			t.Errorf("%s %d: off on %s, want %s", x.country, x.year, got, x.off)
		}
	}
}

// TestRegionsOfGermany: who has which of the days that not all have, by the laws of the states.
func TestRegionsOfGermany(t *testing.T) {
	for name, states := range map[string]string{
		"Heilige Drei Könige": "BW BY ST", // 6 January
		"Fronleichnam":        "BW BY HE NW RP SL",
		"Reformationstag":     "BB HB HH MV NI SH SN ST TH",
		"Allerheiligen":       "BW BY NW RP SL",
		"Buß- und Bettag":     "SN",
	} {
		c, ok := holiday.Find("DE")
		if !ok {
			t.Fatal("no Germany")
		}
		var got []string
		for _, r := range c.Regions {
			if strings.Contains(strings.Join(told(t, "DE", r.Code, 2026), "\n"), " "+name) {
				got = append(got, r.Code)
			}
		}
		if s := strings.Join(got, " "); s != states {
			t.Errorf("%s: %s, want %s", name, s, states)
		}
	}
}
