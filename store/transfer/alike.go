package transfer

import (
	"fmt"
	"strings"
)

// Fault is a problem at the place of its first row, with the rows that have just the same.
type Fault struct {
	Problem
	Rows []int // the first of all its rows, mostRows at most; nil: it is about the file
	More int   // how many rows there are beyond the first one
}

// mostRows is how many of the rows of a fault are named.
const mostRows = 5

// Alike puts what is wrong in the same way in the same column of many rows into one, at the place of the
// first, in the order of the list.
func Alike(list []Problem) []Fault {
	var out []Fault
	at := map[Problem]int{}
	for _, p := range list {
		key := p
		key.Row = 0
		if n, ok := at[key]; ok && p.Row != 0 {
			f := &out[n]
			if f.More++; len(f.Rows) < mostRows {
				f.Rows = append(f.Rows, p.Row)
			}
			continue
		}
		at[key] = len(out)
		f := Fault{Problem: p}
		if p.Row != 0 {
			f.Rows = []int{p.Row}
		}
		out = append(out, f)
	}
	return out
}

// Lines are the rows in words: "line 2", "lines 2, 4, 6, 8, 10 and 6 more"; "" for the file as a whole.
func (f *Fault) Lines() string {
	if len(f.Rows) == 0 {
		return ""
	}
	if len(f.Rows) == 1 {
		return fmt.Sprintf("line %d", f.Rows[0])
	}
	var names []string
	for _, n := range f.Rows {
		names = append(names, fmt.Sprint(n))
	}
	s := "lines " + strings.Join(names, ", ")
	if rest := f.More + 1 - len(f.Rows); rest > 0 {
		s += fmt.Sprintf(" and %d more", rest)
	}
	return s
}
