package holiday_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tandem/model/date"
	"tandem/model/holiday"
)

// told lists the days off of a year: "2026-04-03 Karfreitag".
func told(t testing.TB, country, region string, year int) (out []string) {
	t.Helper()
	list, err := holiday.In(country, region, year)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		s := x.Off.String() + " " + x.Name
		if x.Day != x.Off {
			s += " for " + x.Day.String()
		}
		out = append(out, s)
	}
	return out
}

// TestPublished holds some years against what the countries announced for them.
func TestPublished(t *testing.T) {
	want := []string{"2026-01-01 Neujahrstag", "2026-04-03 Karfreitag", "2026-04-06 Ostermontag", "2026-05-01 Tag der Arbeit", "2026-05-14 Christi Himmelfahrt",
		"2026-05-25 Pfingstmontag", "2026-10-03 Tag der Deutschen Einheit", "2026-12-25 Weihnachtstag", "2026-12-26 Zweiter Weihnachtsfeiertag"}
	if diff := cmp.Diff(want, told(t, "DE", "", 2026)); diff != "" {
		t.Error(diff)
	}
	for _, x := range []struct {
		country, region string
		year            int
		want            string
	}{
		{"DE", "BY", 2027, "2027-05-27 Fronleichnam"},
		{"de", "sn", 2026, "2026-11-18 Buß- und Bettag"},
		{"US", "", 2026, "2026-07-03 Independence Day for 2026-07-04"},
		{"US", "", 2026, "2026-11-26 Thanksgiving Day"},
		{"US", "", 2027, "2027-12-31 New Year's Day for 2028-01-01"},
		{"GB", "", 2027, "2027-12-27 Christmas Day for 2027-12-25"},
		{"GB", "", 2027, "2027-12-28 Boxing Day for 2027-12-26"},
		{"JP", "", 2026, "2026-09-22 National holiday between Respect for the Aged Day and Autumnal Equinox Day"},
		{"FR", "", 2026, "2026-07-14 Fête Nationale"},
		{"AU", "NSW", 2026, "2026-04-25 ANZAC Day"},
		{"PL", "", 2026, "2026-11-11 Narodowe Święto Niepodległości"},
	} {
		if got := strings.Join(told(t, x.country, x.region, x.year), "\n"); !strings.Contains(got, x.want) {
			t.Errorf("%s %s %d has no %q:\n%s", x.country, x.region, x.year, x.want, got)
		}
	}
	if got := strings.Join(told(t, "DE", "", 2027), "\n"); strings.Contains(got, "Fronleichnam") {
		t.Error("a holiday of some regions is told for all of the country")
	}
}

// TestEveryCountry: every country and region has days, in order, in their year, and each region has
// what the whole country has.
func TestEveryCountry(t *testing.T) {
	seen := 0
	for _, c := range holiday.Countries() {
		regions := append([]holiday.Region{{}}, c.Regions...)
		whole := told(t, c.Code, "", 2026)
		for _, r := range regions {
			seen++
			list, err := holiday.In(c.Code, r.Code, 2026)
			if err != nil || len(list) < 4 || r.Code != "" && len(list) < len(whole)/2 {
				t.Errorf("%s %s: %d days, %v", c.Code, r.Code, len(list), err)
			}
			last := date.YMD(2026, 1, 1)
			for _, d := range list {
				if d.Off < last || d.Off > date.YMD(2026, 12, 31) || d.Name == "" || d.Off-d.Day > 7 || d.Day-d.Off > 7 {
					t.Errorf("%s %s: %+v", c.Code, r.Code, d)
				}
				last = d.Off
			}
			if names, err := holiday.Names(c.Code, r.Code); err != nil || len(names) < 4 {
				t.Errorf("%s %s: %d names, %v", c.Code, r.Code, len(names), err)
			}
		}
		if c.Name == "" || len(c.Code) != 2 {
			t.Errorf("%+v", c)
		}
	}
	if seen < 80 {
		t.Errorf("%d countries and regions", seen)
	}
	if _, ok := holiday.Find("de "); !ok {
		t.Error("Germany is not found")
	}
}

// TestUnknown: what is not known is said with what is.
func TestUnknown(t *testing.T) {
	for _, x := range []struct{ country, region, want string }{
		{"XX", "", `"XX" are not known: write one of AR, AT`},
		{"DE", "ZZ", `"ZZ" is not a region of DE: write one of BB, BE`},
		{"FR", "75", "FR has no regions here"},
	} {
		_, err := holiday.In(x.country, x.region, 2026)
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s %s: %v", x.country, x.region, err)
		}
		if _, err := holiday.Names(x.country, x.region); err == nil {
			t.Errorf("%s %s has names", x.country, x.region)
		}
	}
	if _, ok := holiday.Find("XX"); ok {
		t.Error("XX is found")
	}
	for _, y := range []int{0, 1899, 2151, 9999} {
		if list, err := holiday.In("DE", "", y); err != nil || len(list) != 0 {
			t.Errorf("%d: %v %v", y, list, err)
		}
	}
}

// TestTogether asks from many goroutines, which the race detector watches: some rules of the library
// write into themselves.
func TestTogether(t *testing.T) {
	want := strings.Join(told(t, "JP", "", 2026), "\n")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for y := 2020 + i; y < 2030; y++ {
				_, _ = holiday.In("JP", "", y)
			}
			if got, _ := holiday.In("JP", "", 2026); len(got) != strings.Count(want, "\n")+1 {
				t.Errorf("%d holidays", len(got))
			}
		})
	}
	wg.Wait()
}

func BenchmarkYear(b *testing.B) {
	y := holiday.FirstYear
	for b.Loop() {
		if y++; y > holiday.LastYear {
			y = holiday.FirstYear
		}
		if _, err := holiday.In("DE", "BY", y); err != nil {
			b.Fatal(err)
		}
	}
}
