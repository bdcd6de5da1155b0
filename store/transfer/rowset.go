package transfer

import (
	"tandem/model"
)

// rows makes the records of a table. What needs nothing but the row is done ahead on all processors;
// references, problems and places are found row by row, in their order.
func (x *tablesImport) rows(s *sheetImport) error {
	ctx := x.edit.Base().With(x.made).Ctx(x.edit.Ctx.Now)
	x.taskOrder(s)
	x.edit.Grow(len(s.t.rows))
	ready := make([][]rowWriter, len(s.t.rows)/aheadRows+1)
	worker := func() func(from, to int) {
		r := newCellReader(s, ctx)
		return func(from, to int) {
			if x.ctx.Err() != nil {
				return // the turn of these rows does not come
			}
			list := make([]rowWriter, to-from)
			for i := range list {
				if id := s.ids[from+i]; id != 0 {
					list[i] = x.begin(s, from+i, id, r)
				}
			}
			ready[from/aheadRows] = list
		}
	}
	r := newCellReader(s, ctx)
	return ahead(len(s.t.rows), worker, func(from, to int) error {
		list := ready[from/aheadRows]
		ready[from/aheadRows] = nil
		for i := from; i < to; i++ {
			if x.done++; x.done&0x3ff == 0 || list == nil {
				if err := x.ctx.Err(); err != nil {
					return err
				}
				x.step(x.done)
			}
			if s.ids[i] != 0 {
				list[i-from].cells = r
				x.row(&list[i-from])
			}
		}
		return nil
	})
}

// begin reads of a row what hangs on nothing else.
func (x *tablesImport) begin(s *sheetImport, i int, id model.ID, r *cellReader) rowWriter {
	old := x.edit.Base().Get(id)
	var rec model.Record
	if old != nil {
		rec = s.kind.Copy(old)
	} else {
		rec = s.kind.New()
		rec.Base().ID = id
	}
	w := rowWriter{x: x, s: s, i: i, row: &s.t.rows[i], old: old, rec: rec, fresh: old == nil, cells: r}
	w.begin()
	return w
}

// row makes one record, or refuses the row with all that is wrong in it.
func (x *tablesImport) row(w *rowWriter) {
	s := w.s
	w.finish()
	if len(w.wrong) > 0 {
		for n, p := range w.wrong {
			if n == 0 {
				continue
			}
			x.problem(Problem{File: s.t.file, Row: w.row.line, Field: p.Name, Message: p.Value})
		}
		x.refuse(s, w.i, w.wrong[0].Name, w.wrong[0].Value)
		return
	}
	x.store(s.kind, w.old, w.rec)
}

// store puts a record into the batch. A row that was exported from here is taken as it is.
func (x *tablesImport) store(k *model.Kind, old, rec model.Record) {
	exported := x.rowOf[rec.Base().ID].tab.ref >= 0
	if old == nil && !exported {
		x.twin(k, rec)
	}
	var made func(model.Record)
	if len(x.tabs) > 1 { // later tables may hang on it
		made = func(rec model.Record) {
			if rec != old {
				x.made = append(x.made, model.Change{ID: rec.Base().ID, Before: old, After: rec})
			}
		}
	}
	x.keepOrPut(k, old, rec, exported, made)
}

// taskOrder finds the last place of each project's outline, and makes the project of tasks that
// name none: one for the file.
func (x *tablesImport) taskOrder(s *sheetImport) {
	if s.kind.Prefix != model.TaskPrefix {
		return
	}
	for t := range model.Each[*model.Task](x.edit.Base(), model.TaskPrefix) {
		x.order[t.Project] = max(x.order[t.Project], t.Order)
	}
}
