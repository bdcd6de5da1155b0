package objects

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
)

// Item is one object of a file, or the place where one should have been.
type Item struct {
	Raw  []byte // the object, valid JSON, a part of the data; nil where Err is set
	Line int    // of its first byte, from 1
	End  int    // offset behind it
	Err  error  // why it could not be read
}

// Shape tells an object that is wanted from one that wraps others.
type Shape struct {
	// Own are names that only a wanted object has. One of them settles it.
	Own []string
	// Wrap are the names under which wrapped objects lie. An object with one of them and
	// none of Own is looked into, any other is wanted.
	Wrap []string
}

// ErrCut is wrapped by the error of an object that the file ends within.
var ErrCut = errors.New("the file ends in the middle of it")

// maxDepth bounds how deep wrappers are looked into.
const maxDepth = 32

// maxNest is how deep values may lie within one another, as in encoding/json.
const maxNest = 10000

type scan struct {
	data  []byte
	shape Shape
	yield func(Item) bool
	stop  bool
	cut   bool // the file ends within an object, which has been told
	line  int  // of offset at
	at    int
}

// Each yields the objects of data in their order. data must not change while their Raw is used.
func Each(data []byte, shape Shape) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		s := &scan{data: data, shape: shape, yield: yield, line: 1}
		i := 0
		if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
			i = 3
		}
		for i = s.blank(i); i < len(data) && !s.stop; i = s.blank(i) {
			i = s.value(i, 0)
		}
	}
}

// lineOf is the line of an offset; offsets are asked for in rising order, or count anew.
func (s *scan) lineOf(i int) int {
	if i < s.at {
		s.line, s.at = 1, 0
	}
	s.line += bytes.Count(s.data[s.at:i], []byte{'\n'})
	s.at = i
	return s.line
}

// blank skips white space and commas.
func (s *scan) blank(i int) int {
	for i < len(s.data) {
		switch s.data[i] {
		case ' ', '\t', '\r', '\n', ',':
			i++
		default:
			return i
		}
	}
	return i
}

func (s *scan) give(it Item) {
	if !s.stop && !s.yield(it) {
		s.stop = true
	}
}

func (s *scan) bad(from, end int, err error) int {
	s.give(Item{Line: s.lineOf(from), End: end, Err: err})
	return end
}

// value takes what begins at i, at the top or in a list, and returns the offset behind it.
func (s *scan) value(i, depth int) int {
	switch c := s.data[i]; {
	case c == '{':
		return s.object(i, depth)
	case c == '[' && depth < maxDepth:
		return s.list(i, depth+1)
	case c == '}' || c == ']':
		return s.bad(i, i+1, fmt.Errorf("an object should begin here, not %q", c))
	}
	end, ok := skip(s.data, i)
	if !ok || end == i {
		return s.bad(i, s.resync(i, max(end, i+1)), errors.New("no object begins here"))
	}
	if string(s.data[i:end]) == "null" { // a hole in a page of answers
		return end
	}
	return s.bad(i, end, errors.New("is no object: "+short(s.data[i:end])))
}

func short(b []byte) string {
	const most = 40
	if len(b) > most {
		return string(bytes.ToValidUTF8(b[:most], nil)) + "..."
	}
	return string(b)
}

// list takes the elements of the array at i.
func (s *scan) list(i, depth int) int {
	open := i
	for i = s.blank(i + 1); !s.stop; i = s.blank(i) {
		switch {
		case i >= len(s.data) && s.cut:
			return i
		case i >= len(s.data):
			return s.bad(max(open, len(s.data)-1), i, fmt.Errorf("the list that begins in line %d does not end: %w", s.lineOf(open), ErrCut))
		case s.data[i] == ']':
			return i + 1
		}
		i = s.value(i, depth)
	}
	return i
}

// object takes the object at i: looks into a wrapper, gives any other.
func (s *scan) object(i, depth int) int {
	if depth < maxDepth && len(s.shape.Wrap) > 0 && s.wraps(i) {
		return s.unwrap(i, depth)
	}
	end, ok := skip(s.data, i)
	if ok && json.Valid(s.data[i:end]) {
		s.give(Item{Raw: s.data[i:end:end], Line: s.lineOf(i), End: end})
		return end
	}
	next := s.resync(i, i+1)
	switch {
	case next < end: // it swallowed the beginning of others
	case ok:
		next = end
	case next == len(s.data) && len(bytes.TrimSpace(s.data[min(end, next):])) == 0:
		s.cut = true
		return s.bad(i, next, ErrCut)
	}
	return s.bad(i, next, s.why(i, min(end, next)))
}

// why tells what is wrong with the object in [i, end), at its line in the file.
func (s *scan) why(i, end int) error {
	var v any
	err := json.Unmarshal(s.data[i:end], &v)
	var syn *json.SyntaxError
	if errors.As(err, &syn) {
		at := i + min(int(syn.Offset), end-i)
		if n := bytes.Count(s.data[i:at], []byte{'\n'}); n > 0 {
			return fmt.Errorf("is no valid JSON: %w, %d lines on", err, n)
		}
	}
	if err == nil {
		err = errors.New("it does not end")
	}
	return fmt.Errorf("is no valid JSON: %w", err)
}

// resync finds, behind from, the next line that could begin an object beside the one at i: no
// deeper than it. It returns the end of the data where there is none.
func (s *scan) resync(i, from int) int {
	col := i - (bytes.LastIndexByte(s.data[:i], '\n') + 1)
	for at := from; ; {
		n := bytes.IndexByte(s.data[min(at, len(s.data)):], '\n')
		if n < 0 {
			return len(s.data)
		}
		at += n + 1
		j := at
		for j < len(s.data) && (s.data[j] == ' ' || s.data[j] == '\t') {
			j++
		}
		deep := j - at
		for j < len(s.data) && (s.data[j] == ',' || s.data[j] == ' ') {
			j++
		}
		if j < len(s.data) && s.data[j] == '{' && deep <= col {
			return j
		}
	}
}

// wraps reports whether the object at i holds what is wanted rather than being it.
func (s *scan) wraps(i int) bool {
	wrap := false
	for name, v := range members(s.data, i) {
		if slices.Contains(s.shape.Own, name) {
			return false
		}
		if slices.Contains(s.shape.Wrap, name) && v < len(s.data) && (s.data[v] == '{' || s.data[v] == '[') {
			wrap = true
			if len(s.shape.Own) == 0 {
				break
			}
		}
	}
	return wrap
}

// unwrap gives what lies in the wrapper at i. Members that are no wrap are passed over.
func (s *scan) unwrap(i, depth int) int {
	end := i
	for name, v := range members(s.data, i) {
		if v >= len(s.data) || s.stop {
			break
		}
		if v < end || !slices.Contains(s.shape.Wrap, name) { // a damaged list may have taken it
			continue
		}
		switch s.data[v] {
		case '[':
			end = s.list(v, depth+1)
		case '{':
			end = s.object(v, depth+1)
		}
	}
	if whole, ok := skip(s.data, i); ok {
		return max(end, whole)
	}
	return max(end, s.resync(i, max(end, i+1)))
}
