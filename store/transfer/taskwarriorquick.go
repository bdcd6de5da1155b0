package transfer

import (
	"bytes"
	"time"

	"tandem/model/date"
	"tandem/store/transfer/objects"
)

// Taskwarrior writes its values in one way only. What is written so is read here without the
// general JSON reader; all else is left to that.

// twQuickList reads ["a","b"] of plain strings; not ok for any other value.
func twQuickList(raw []byte) (out []string, ok bool) {
	rest, ok := bytes.CutPrefix(raw, []byte("["))
	for ok && len(rest) > 0 {
		var s []byte
		if s, rest, ok = objects.Plain(rest); !ok || len(rest) == 0 {
			return nil, false
		}
		out = append(out, string(s))
		switch end := rest[0]; {
		case end == ']' && len(rest) == 1:
			return out, true
		case end != ',':
			return nil, false
		}
		rest = rest[1:]
	}
	return nil, false
}

// twNoteOf is one annotation.
type twNoteOf struct{ Entry, Description string }

// twQuickNotes reads [{"entry":"a","description":"b"},...] of plain strings; not ok for any other value.
func twQuickNotes(raw []byte) (out []twNoteOf, ok bool) {
	rest, ok := bytes.CutPrefix(raw, []byte("["))
	for ok && len(rest) > 0 {
		var entry, text []byte
		if rest, ok = bytes.CutPrefix(rest, []byte(`{"entry":`)); !ok {
			return nil, false
		}
		if entry, rest, ok = objects.Plain(rest); !ok {
			return nil, false
		}
		if rest, ok = bytes.CutPrefix(rest, []byte(`,"description":`)); !ok {
			return nil, false
		}
		if text, rest, ok = objects.Plain(rest); !ok || len(rest) < 2 || rest[0] != '}' {
			return nil, false
		}
		out = append(out, twNoteOf{string(entry), string(text)})
		switch end := rest[1]; {
		case end == ']' && len(rest) == 2:
			return out, true
		case end != ',':
			return nil, false
		}
		rest = rest[2:]
	}
	return nil, false
}

// twExact reads a moment that is written exactly as Taskwarrior does; not ok for any other text, which
// may still be one, and for the last days of a month.
func twExact(s string) (date.Instant, bool) {
	if len(s) != len(twTime) || s[8] != 'T' || s[15] != 'Z' {
		return 0, false
	}
	n := func(from, to int) (x int) {
		for ; from < to; from++ {
			c := s[from]
			if c < '0' || c > '9' {
				return -1
			}
			x = 10*x + int(c-'0')
		}
		return x
	}
	y, m, d, h, mi, sec := n(0, 4), n(4, 6), n(6, 8), n(9, 11), n(11, 13), n(13, 15)
	if y < 1 || m < 1 || m > 12 || d < 1 || d > 28 || h < 0 || h > 23 || mi < 0 || mi > 59 || sec < 0 || sec > 59 {
		return 0, false
	}
	return date.Of(time.Date(y, time.Month(m), d, h, mi, sec, 0, time.UTC)), true
}

// twPlain reports a text that JSON as Taskwarrior writes it holds as it is.
func twPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '/' {
			return false
		}
	}
	return true
}
