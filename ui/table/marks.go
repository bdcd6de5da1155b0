package table

import "slices"

// Toggle marks the record under the cursor, or takes its mark off, and moves on
// by one row so that a run of rows can be marked with one key.
func (t *Table) Toggle() {
	if id, ok := t.Current(); ok && !t.section(t.cursor) {
		t.SetMark(id, !t.IsMarked(id))
		t.Move(1)
	}
}

// SetMark marks a record or takes the mark off.
func (t *Table) SetMark(id uint64, on bool) {
	if t.IsMarked(id) == on {
		return
	}
	if on {
		t.marks[id] = struct{}{}
	} else {
		delete(t.marks, id)
	}
	t.marked++
}

// MarkAll marks every row, or takes all marks off.
func (t *Table) MarkAll(on bool) {
	if !on {
		t.ClearMarks()
		return
	}
	s, ok := t.src.(Sectioned)
	for row := range t.n {
		if !ok || !s.Section(row) {
			t.marks[t.src.ID(row)] = struct{}{}
		}
	}
	t.marked++
}

// section says that the row is a line between records.
func (t *Table) section(row int) bool {
	s, ok := t.src.(Sectioned)
	return ok && row < t.n && s.Section(row)
}

// ClearMarks takes all marks off.
func (t *Table) ClearMarks() {
	if len(t.marks) > 0 {
		clear(t.marks)
		t.marked++
	}
}

// IsMarked says whether a record is marked.
func (t *Table) IsMarked(id uint64) bool {
	_, ok := t.marks[id]
	return ok
}

// MarkCount is the number of marks, those on rows that a filter hides included.
func (t *Table) MarkCount() int { return len(t.marks) }

// MarkRev changes with every change of the marks.
func (t *Table) MarkRev() uint64 { return t.marked }

// KeepMarks takes the marks off all records but those to be kept, such as of records that are gone.
func (t *Table) KeepMarks(keep func(id uint64) bool) {
	for id := range t.marks {
		if !keep(id) {
			t.SetMark(id, false)
		}
	}
}

// Marked lists the marked records among the rows, in their order. Rows that are
// filtered out keep their mark but are left out here: nobody should act on what
// cannot be seen.
func (t *Table) Marked() []uint64 {
	if len(t.marks) == 0 {
		return nil
	}
	var out []uint64
	if f, ok := t.src.(Finder); ok && len(t.marks) < t.n/8 {
		return t.markedBy(f)
	}
	for row := range t.n {
		if id := t.src.ID(row); t.IsMarked(id) {
			out = append(out, id)
		}
	}
	return out
}

// markedBy asks for each mark's row, which beats a walk over all rows when the
// marks are few.
func (t *Table) markedBy(f Finder) []uint64 {
	var rows []int
	for id := range t.marks {
		if row, ok := f.Row(id); ok && row >= 0 && row < t.n {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	var out []uint64
	for _, row := range rows {
		out = append(out, t.src.ID(row))
	}
	return out
}

// Targets is what a verb acts on: the marked records, else the one under the
// cursor, else nothing.
func (t *Table) Targets() []uint64 {
	if ids := t.Marked(); len(ids) > 0 {
		return ids
	}
	if id, ok := t.Current(); ok && !t.section(t.cursor) {
		return []uint64{id}
	}
	return nil
}
