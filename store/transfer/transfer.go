// Package transfer brings records in from the files of other tools. A reader of a format
// knows the format alone; what becomes of it is decided here, against the newest snapshot, as
// one batch that can be undone in one step.
package transfer

import (
	"cmp"
	"errors"
	"slices"

	"tandem/model"
)

// Options of an import.
type Options struct {
	Format   string // name of the format; empty: told from the file
	As       string // kind, for formats that could be several; empty: as the file says
	Size     int64  // bytes of the input, for Progress; 0: unknown
	Progress func(done, total int64)
	Table    TableOptions // for rows of cells: CSV, a spreadsheet
	// Past tells what earlier imports have said of records, so that what was changed here since stays;
	// Overwrite lets the file's values win all the same.
	Past      Past
	Overwrite bool
}

// TableOptions say how the columns of a table become fields. Empty ones are guessed.
type TableOptions struct {
	Map      []Pair // columns to fields; before what was kept for the source, before what is guessed
	ID       string // heading of the column by which a row is known again
	Set      []Pair // fields to values, for every row that is new
	Source   string // what the file comes from, for good; empty: by its name
	Sheet    string // of a spreadsheet
	Encoding string // one of Encodings
	Dates    DateOrder
	Remember bool // keep Map and ID in the workspace for the next file of this source
}

// Pair is one "heading=field" or "field=value".
type Pair struct{ Name, Value string }

// Count is what became of the records of one kind.
type Count struct {
	Kind                                      string // slug, "task"
	Read, Added, Updated, Unchanged, Rejected int
}

// Problem is one thing wrong with the input, at its place.
type Problem struct {
	File     string
	Row      int // line of the element in the file, from 1; 0 the file as a whole
	Field    string
	Message  string
	Rejected bool // something could not be taken
}

// Result is what an import would do. Nothing is done before the batch is stored.
type Result struct {
	Batch    model.Batch
	Counts   []Count
	Problems []Problem
	Project  model.ID // the project that came in
	// Changes are the fields of records that were here which the import changes, the first maxChanges;
	// Changed is how many there are.
	Changes []FieldChange
	Changed int
	// Leftover are the rows of a table that could not be taken, to mend and take again; nil: none.
	Leftover *Leftover
	Columns  []Column // of the first table: what became of them; nil for other formats
	Tables   []Table  // of every table
}

// Table is one table of a file, or one of several files, and what became of its columns.
type Table struct {
	Name    string // the sheet, or the file
	Kind    *model.Kind
	Columns []Column
}

// OptionError is an option that the format of a file has no use for.
type OptionError struct{ Option, Message string }

// Error implements error.
func (e *OptionError) Error() string { return e.Message }

// Leftover are rows as the file has them. Each has a last cell more than Header: what is wrong.
type Leftover struct {
	Header []string
	Rows   [][]string
	Comma  byte // what stands between the cells in the file; 0: a comma
	// Source is what the rows come from and Kind what they are, a slug, where the name of the file that
	// they are written to would not tell; else "".
	Source, Kind string
}

// ErrNothing is wrapped where no record at all could be taken.
var ErrNothing = errors.New("nothing could be taken from it")

// Rejected is the number of things that could not be taken.
func (r *Result) Rejected() int {
	n := 0
	for _, p := range r.Problems {
		if p.Rejected {
			n++
		}
	}
	return n
}

// tally counts what becomes of the records of each kind, in the order they come.
type tally struct {
	order []string
	by    map[string]*Count
}

func (t *tally) of(kind string) *Count {
	if t.by == nil {
		t.by = map[string]*Count{}
	}
	c := t.by[kind]
	if c == nil {
		c = &Count{Kind: kind}
		t.by[kind] = c
		t.order = append(t.order, kind)
	}
	return c
}

// list gives the counts, the whole before its parts.
func (t *tally) list() []Count {
	rank := map[string]int{"project": 1, "task": 2, "link": 3, "assignment": 4, "person": 5, "calendar": 6, "exception": 7, "baseline": 8}
	slices.SortStableFunc(t.order, func(a, b string) int { return cmp.Compare(rank[a], rank[b]) })
	out := make([]Count, len(t.order))
	for i, k := range t.order {
		out[i] = *t.by[k]
	}
	return out
}
