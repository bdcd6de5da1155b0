package model

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

type promisesByKey struct{}

// PromisesOf are the promises to an account, in the order of their numbers. The list belongs to the
// snapshot.
func (s *Snapshot) PromisesOf(account ID) []*Promise {
	return Memo(s, PromisePrefix, promisesByKey{}, func(all iter.Seq[Record]) map[ID][]*Promise {
		m := map[ID][]*Promise{}
		for r := range all {
			p := r.(*Promise)
			m[p.Account] = append(m[p.Account], p)
		}
		return m
	})[account]
}

// Kept counts promises that came to a verdict.
type KeptCount struct{ Kept, N int }

// Percent is the share kept of those that came to a verdict; ok is false where none did.
func (k KeptCount) Percent() (float64, bool) {
	if k.N == 0 {
		return 0, false
	}
	return 100 * float64(k.Kept) / float64(k.N), true
}

// PromisesKept counts the promises to an account that came to a verdict by now, those due in one
// year, or all where year is 0.
func (c *Ctx) PromisesKept(account ID, year int) KeptCount {
	var k KeptCount
	today := c.Now.Day(c.Loc)
	for _, p := range c.Snap.PromisesOf(account) {
		if year != 0 && p.Due.Time().Year() != year {
			continue
		}
		switch p.Verdict(today) {
		case Undecided:
		case Kept:
			k.Kept++
			k.N++
		default:
			k.N++
		}
	}
	return k
}

// promiseYears are the years in which promises to an account were due and came to a verdict, the
// newest first.
func (c *Ctx) promiseYears(account ID) []int {
	var years []int
	for _, p := range c.Snap.PromisesOf(account) {
		if y := p.Due.Time().Year(); p.Verdict(c.Now.Day(c.Loc)) != Undecided && !slices.Contains(years, y) {
			years = append(years, y)
		}
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	return years
}

// promiseFields are what an account shows of the promises it was given.
func promiseFields() []Field {
	return []Field{
		Calc("promises_kept", func(c *Ctx, a *Account) Val {
			k := c.PromisesKept(a.ID, 0)
			share, ok := k.Percent()
			if !ok {
				return None()
			}
			v := ValNum(share, 0)
			v.Show = fmt.Sprintf("%s%% of %d in all", v.Show, k.N)
			return v
		}, Width(15), Label("Promises kept"), Help("share of the promises kept in time, of all whose day has come; the health of an account counts the last ones only")),
		Calc("promises_by_year", func(c *Ctx, a *Account) Val {
			var out []string
			for _, y := range c.promiseYears(a.ID) {
				k := c.PromisesKept(a.ID, y)
				out = append(out, fmt.Sprintf("%d: %d of %d", y, k.Kept, k.N))
			}
			return ValText(strings.Join(out, ", "))
		}, Width(24), Help("promises kept in time each year, by the year they were due")),
		Calc("promises_open", func(c *Ctx, a *Account) Val {
			n := 0
			for _, p := range c.Snap.PromisesOf(a.ID) {
				if p.Open() {
					n++
				}
			}
			if n == 0 {
				return None()
			}
			return ValNum(float64(n), 0)
		}, Width(6), Adds(), Help("promises still to be kept")),
	}
}
