package sheet

// Base is the day from which a workbook counts.
type Base uint8

// The two counts. The first takes 1900 for a leap year, as its ancestors did: day 60 never was.
const (
	From1900 Base = iota
	From1904
)

// MaxDay is the first count of days beyond the year 9999.
const MaxDay = 2_958_466

// Days makes of a count of days one from 30 December 1899, by a calendar without gaps: the day
// that never was becomes the one before it. ok is false for what is no day a workbook shows.
func (b Base) Days(n float64) (days float64, ok bool) {
	switch {
	case b == From1904:
		n += 1462
	case n >= 1 && n < 60:
		n++
	}
	return n, n >= 0 && n < MaxDay
}
