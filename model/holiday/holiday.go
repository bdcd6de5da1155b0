// Package holiday knows the public holidays of countries and, where they differ, of their regions.
// It knows days and names, never calendars or records. The rules of each country are those of
// github.com/rickar/cal; what they leave out or have too many is for people to add and take away.
//
// Nothing is worked out before it is asked for: a country is a list of rules, and a year of it is
// computed in some microseconds.
package holiday

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"

	"tandem/model/date"
)

// Day is a holiday as it falls in one year. Off is the day that is off; it is another one than Day
// where the country makes up for a holiday at the weekend.
type Day struct {
	Name     string // in the language of the country
	Day, Off date.Day
}

// Country is one whose holidays are known.
type Country struct {
	Code    string // ISO 3166, "DE"
	Name    string
	Regions []Region // none where holidays are the same everywhere, as far as is known
}

// Region is a part of a country with holidays of its own.
type Region struct{ Code, Name string }

// The years for which rules give sense: before, few of them held; after, movable feasts are still
// computed but no law is known that far ahead.
const (
	FirstYear = 1900
	LastYear  = 2150
)

// calc holds off a second computation: some rules of the library write into themselves, and its zone
// is one for all.
var calc sync.Mutex

// known keeps the years that were asked for: yearOf -> []Day.
var known sync.Map

type yearOf struct {
	country, region string
	year            int
}

// In lists the holidays of a year that are off in it, in order of the days off. A country of which
// only regions are known, and no region is told, has those that all of them share. The error says
// what is not known, and what is. A year outside FirstYear to LastYear has none.
// The list is kept for the next one who asks and must not be written to.
func In(country, region string, year int) ([]Day, error) {
	key := yearOf{country, region, year}
	if list, ok := known.Load(key); ok {
		return list.([]Day), nil
	}
	rules, err := rulesOf(country, region)
	if err != nil || year < FirstYear || year > LastYear {
		return nil, err
	}
	calc.Lock()
	defer calc.Unlock()
	cal.DefaultLoc = time.UTC // a day is a day, whatever the clocks of this machine did at its midnight
	var out []Day
	for _, h := range rules {
		for y := year - 1; y <= year+1; y++ { // New Year at the weekend may be made up for in the old year
			on, off := h.Calc(y)
			if on.IsZero() || off.Year() != year || on.Year() < FirstYear {
				continue
			}
			out = append(out, Day{Name: strings.TrimSpace(h.Name), Day: date.DayOf(on), Off: date.DayOf(off)})
		}
	}
	slices.SortStableFunc(out, func(a, b Day) int { return cmp.Or(cmp.Compare(a.Off, b.Off), cmp.Compare(a.Name, b.Name)) })
	out = slices.CompactFunc(out, func(a, b Day) bool { return a == b })
	known.Store(key, out)
	return out, nil
}

// Names lists what the holidays of a country or region are called, in alphabetical order.
func Names(country, region string) ([]string, error) {
	rules, err := rulesOf(country, region)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, h := range rules {
		out = append(out, strings.TrimSpace(h.Name))
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Find returns a country by its code, in any case.
func Find(code string) (Country, bool) {
	for _, c := range Countries() {
		if strings.EqualFold(c.Code, strings.TrimSpace(code)) {
			return c, true
		}
	}
	return Country{}, false
}

// rulesOf are the rules of a country, or of one of its regions.
func rulesOf(country, region string) ([]*cal.Holiday, error) {
	n, ok := nationOf(country)
	if !ok {
		return nil, fmt.Errorf("the holidays of %q are not known: write one of %s", country, strings.Join(codes(), ", "))
	}
	region = strings.ToUpper(strings.TrimSpace(region))
	if region == "" {
		if n.rules == nil {
			return common(n.parts), nil
		}
		return n.rules, nil
	}
	for _, p := range n.parts {
		if p.code == region {
			return p.rules, nil
		}
	}
	if len(n.parts) == 0 {
		return nil, fmt.Errorf("%s has no regions here: its holidays are the same everywhere, or not known by region", n.code)
	}
	var all []string
	for _, p := range n.parts {
		all = append(all, p.code)
	}
	return nil, fmt.Errorf("%q is not a region of %s: write one of %s", region, n.code, strings.Join(all, ", "))
}

// common are the rules that all parts have.
func common(parts []part) []*cal.Holiday {
	var out []*cal.Holiday
	for _, h := range parts[0].rules {
		if !slices.ContainsFunc(parts[1:], func(p part) bool { return !slices.Contains(p.rules, h) }) {
			out = append(out, h)
		}
	}
	return out
}

func codes() []string {
	var out []string
	for _, n := range nations() {
		out = append(out, n.code)
	}
	return out
}

func nationOf(code string) (nation, bool) {
	for _, n := range nations() {
		if strings.EqualFold(n.code, strings.TrimSpace(code)) {
			return n, true
		}
	}
	return nation{}, false
}

// Countries lists those whose holidays are known, by code.
func Countries() []Country {
	var out []Country
	for _, n := range nations() {
		c := Country{Code: n.code, Name: n.name}
		for _, p := range n.parts {
			c.Regions = append(c.Regions, Region{p.code, p.name})
		}
		out = append(out, c)
	}
	return out
}
