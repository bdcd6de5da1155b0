package mspdi

import (
	"bytes"
	"strconv"
)

// A field table says, for one kind of record, what each child element means. A
// value field has set, which reads the element's text and, where it cannot,
// returns what it would have understood; the record's value is then untouched.
// A nested field has nest, which reads the element's children itself.
type field[T any] struct {
	set  func(record *T, text []byte) (want string)
	nest func(r *reader, record *T) error
}

type table[T any] map[string]field[T]

// What the fields want, in the words of the message.
const (
	wantInteger  = "a whole number"
	wantNumber   = "a number"
	wantFlag     = "0 or 1"
	wantDate     = "a date like 2026-11-20T09:00:00"
	wantClock    = "a time of day like 08:00:00"
	wantDuration = "a duration like PT8H0M0S"
	// tooLong is said of a duration that is taken as the longest there is; see boundedDuration.
	tooLong      = "a duration that a plan can hold"
	wantPositive = "a duration that is not negative, like PT8H0M0S"
	wantFormat   = "a duration format (3-12, 19-21, or 32 more)"
)

func line[T any](at func(*T) *string) field[T] {
	return field[T]{set: func(record *T, text []byte) string {
		*at(record) = cleanLine(text)
		return ""
	}}
}

func note[T any](at func(*T) *string) field[T] {
	return field[T]{set: func(record *T, text []byte) string {
		*at(record) = cleanNote(text)
		return ""
	}}
}

// value builds a field from a parser that needs the text without the blanks
// around it. An empty element means that there is no value.
func value[T, V any](at func(*T) *V, want string, parse func([]byte) (V, bool)) field[T] {
	return field[T]{set: func(record *T, text []byte) string {
		text = trimSpace(text)
		if len(text) == 0 {
			return ""
		}
		v, ok := parse(text)
		if !ok {
			return want
		}
		*at(record) = v
		return ""
	}}
}

func flag[T any](at func(*T) *bool) field[T] { return value(at, wantFlag, parseFlag) }

func wall[T any](at func(*T) *Wall) field[T] { return value(at, wantDate, parseWall) }

func clock[T any](at func(*T) *int) field[T] { return value(at, wantClock, parseTimeOfDay) }

func number[T any](at func(*T) *int) field[T] {
	return value(at, wantInteger, func(text []byte) (int, bool) {
		v, ok := parseDecimal(text, 0)
		return int(v), ok
	})
}

// within is number for values that have bounds, such as percentages and enums.
func within[T any, V ~int](at func(*T) *V, low, high V, want string) field[T] {
	return value(at, want, func(text []byte) (V, bool) {
		v, ok := parseDecimal(text, 0)
		return V(v), ok && v >= int64(low) && v <= int64(high)
	})
}

// scaled is a number kept as an integer of its 10^-scale parts.
func scaled[T any, V ~int64](at func(*T) *V, scale int) field[T] {
	return value(at, wantNumber, func(text []byte) (V, bool) {
		v, ok := parseDecimal(text, scale)
		return V(v), ok
	})
}

// optional is scaled for values whose absence says something.
func optional[T any, V ~int64](at func(*T) *Opt[V], scale int) field[T] {
	return value(at, wantNumber, func(text []byte) (Opt[V], bool) {
		v, ok := parseDecimal(text, scale)
		return Opt[V]{V: V(v), Set: true}, ok
	})
}

// money reads hundredths into Money's ten-thousandths.
func money[T any](at func(*T) *Opt[Money]) field[T] { return optional(at, 2) }

func integer[T any](at func(*T) *int64) field[T] {
	return value(at, wantInteger, func(text []byte) (int64, bool) { return parseUID(text) })
}

// span is a duration that cannot be less than nothing.
func span[T any](at func(*T) *Duration) field[T] {
	return field[T]{set: func(record *T, text []byte) string {
		text = trimSpace(text)
		if len(text) == 0 {
			return ""
		}
		seconds, long, ok := boundedDuration(text)
		switch {
		case !ok:
			return wantDuration
		case seconds < 0:
			return wantPositive
		}
		at(record).Seconds, at(record).Set = seconds, true
		if long {
			return tooLong
		}
		return ""
	}}
}

func format[T any](at func(*T) *Format) field[T] {
	return value(at, wantFormat, func(text []byte) (Format, bool) {
		v, ok := parseDecimal(text, 0)
		return Format(v), ok && v >= 0 && v < 256 && Format(v).valid()
	})
}

// identity is the UID of a record, which must be there.
func identity[T any](at func(*T) (*int64, *bool)) field[T] {
	return field[T]{set: func(record *T, text []byte) string {
		text = trimSpace(text)
		if len(text) == 0 {
			return "" // absent, which the record's admission will say
		}
		v, ok := parseUID(text)
		if !ok {
			return wantInteger
		}
		uid, set := at(record)
		*uid, *set = v, true
		return ""
	}}
}

// rate keeps a rate as the decimal that it is.
func rate[T any](at func(*T) *Rate) field[T] {
	return field[T]{set: func(record *T, text []byte) string {
		text = trimSpace(text)
		if len(text) == 0 {
			return ""
		}
		if _, ok := parseDecimal(text, 4); !ok {
			return wantNumber
		}
		at(record).Text = string(text)
		if bytes.ContainsAny(text, "eE") {
			f, _ := strconv.ParseFloat(string(text), 64) // parsed once already
			at(record).Text = strconv.FormatFloat(f, 'f', -1, 64)
		}
		return ""
	}}
}

// parseUID reads a whole number without any fraction.
func parseUID(text []byte) (int64, bool) {
	for i, c := range text {
		if (c < '0' || c > '9') && (i > 0 || c != '-') {
			return 0, false
		}
	}
	return parseDecimal(text, 0)
}

// parseFlag reads an XML Schema boolean, and -1, which some writers mean by it.
func parseFlag(text []byte) (bool, bool) {
	switch string(text) {
	case "1", "true", "True", "TRUE", "-1":
		return true, true
	case "0", "false", "False", "FALSE":
		return false, true
	}
	return false, false
}

// trimSpace cuts XML's white space, which may surround any value but text.
func trimSpace(text []byte) []byte {
	for len(text) > 0 && text[0] <= ' ' {
		text = text[1:]
	}
	for len(text) > 0 && text[len(text)-1] <= ' ' {
		text = text[:len(text)-1]
	}
	return text
}
