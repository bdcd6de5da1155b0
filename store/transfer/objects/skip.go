package objects

import (
	"encoding/json"
	"iter"
	"strings"
)

// skip returns the offset behind the value that begins at i, by its brackets and quotes alone.
// It fails where the value does not end, or a line ends within quotes; end is then how far it
// came.
func skip(data []byte, i int) (end int, ok bool) {
	depth := 0
	for i < len(data) {
		switch c := data[i]; c {
		case '"':
			if i, ok = skipString(data, i); !ok {
				return i, false
			}
		case '{', '[':
			if depth++; depth > maxNest {
				return i, false
			}
			i++
			continue
		case '}', ']':
			if depth == 0 {
				return i, true
			}
			depth--
			i++
		case ' ', '\t', '\r', '\n', ',', ':':
			if depth == 0 {
				return i, true
			}
			i++
			continue
		default:
			i = skipWord(data, i)
		}
		if depth == 0 {
			return i, true
		}
	}
	return i, false
}

// skipString returns the offset behind the string at i.
func skipString(data []byte, i int) (end int, ok bool) {
	for i++; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		case '\n':
			return i, false
		}
	}
	return len(data), false
}

// skipWord returns the offset behind a number or a word.
func skipWord(data []byte, i int) int {
	for i < len(data) && strings.IndexByte(" \t\r\n,:{}[]\"", data[i]) < 0 {
		i++
	}
	return i
}

// over passes over the given characters.
func over(data []byte, i int, set string) int {
	for i < len(data) && strings.IndexByte(set, data[i]) >= 0 {
		i++
	}
	return i
}

// members yields the names of the object at i and the offsets of their values. It ends where
// the object does, or is broken.
func members(data []byte, i int) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		i := i + 1
		for {
			i = over(data, i, " \t\r\n,")
			if i >= len(data) || data[i] != '"' {
				return
			}
			end, ok := skipString(data, i)
			if !ok {
				return
			}
			name := unquote(data[i:end])
			if i = over(data, end, " \t\r\n:"); !yield(name, i) {
				return
			}
			if i, ok = skip(data, i); !ok {
				return
			}
		}
	}
}

// unquote reads a JSON string; "" for one that is none.
func unquote(raw []byte) string {
	if len(raw) < 2 {
		return ""
	}
	if in, rest, ok := Plain(raw); ok && len(rest) == 0 {
		return string(in)
	}
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
}

// Members yields the names and values of an object that is valid JSON, in their order; the
// values are parts of raw.
func Members(raw []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for name, v := range members(raw, 0) {
			end, ok := skip(raw, v)
			if !ok || !yield(name, raw[v:end:end]) {
				return
			}
		}
	}
}

// String reads a JSON string; ok is false for any other value.
func String(raw []byte) (s string, ok bool) {
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	return unquote(raw), true
}

// RawMembers is Members with each name as it is written, in its quotes.
func RawMembers(raw []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(name, value []byte) bool) {
		for i := 1; ; {
			i = over(raw, i, " \t\r\n,")
			if i >= len(raw) || raw[i] != '"' {
				return
			}
			end, ok := skipString(raw, i)
			if !ok {
				return
			}
			name := raw[i:end:end]
			from := over(raw, end, " \t\r\n:")
			if i, ok = skip(raw, from); !ok || !yield(name, raw[from:i:i]) {
				return
			}
		}
	}
}

// Plain is the text of the JSON string that data begins with, and what follows it. It is quick, and
// not ok for a string with escapes or anything but ASCII, and for any other value.
func Plain(data []byte) (s, rest []byte, ok bool) {
	if len(data) == 0 || data[0] != '"' {
		return nil, nil, false
	}
	for i := 1; i < len(data); i++ {
		switch c := data[i]; {
		case c == '"':
			return data[1:i], data[i+1:], true
		case c == '\\' || c < 0x20 || c >= 0x7f:
			return nil, nil, false
		}
	}
	return nil, nil, false
}
