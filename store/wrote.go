package store

import (
	"bytes"
	pq "container/heap"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// importLabel begins the label of every journal entry that an import made, in the case of whoever
// wrote it.
const importLabel = "import "

// Imported reports whether a journal entry of that label was made by an import.
func Imported(label string) bool {
	return len(label) > len(importLabel) && strings.EqualFold(label[:len(importLabel)], importLabel)
}

// Wrote tells what imports have said of records: each as it would be had nobody but imports changed
// it. What was set here and what an import took is told apart field by field, for an import that left
// the value of a person alone has not said it. An import that was taken back has said nothing. Records
// that no import wrote are left out; one that only imports have touched is the snapshot's own. Entries
// of the journal are read back to where each record began, each once, and unpacked only where somebody
// else has touched a record. The error is for a journal that cannot be read.
func (s *Store) Wrote(ids []model.ID) (map[model.ID]model.Record, error) {
	snap := s.Snapshot()
	w := wrote{s: s, ctx: snap.Ctx(s.Now()), due: map[uint64][]model.ID{}, steps: make(map[model.ID][]wroteStep, len(ids)), unpack: map[uint64][]model.ID{}}
	if err := s.view(func(tx *bbolt.Tx) error { return w.gather(tx, ids) }); err != nil {
		return nil, err
	}
	out := make(map[model.ID]model.Record, len(ids))
	for id, list := range w.steps {
		if byImports(list) {
			out[id] = snap.Get(id)
			continue
		}
		r, err := w.said(id, list)
		if err != nil {
			return nil, err
		}
		if r != nil {
			out[id] = r
		}
	}
	return out, nil
}

// wrote gathers what records went through, entry by entry, the newest first.
type wrote struct {
	s      *Store
	ctx    *model.Ctx
	next   seqHeap               // entries yet to be read
	due    map[uint64][]model.ID // the records that each of them is read for
	steps  map[model.ID][]wroteStep
	unpack map[uint64][]model.ID // the imports to be unpacked, and for which records
}

// wroteStep is one change of a record; before and after are known of an import alone.
type wroteStep struct {
	seq, undoes   uint64
	imported      bool
	before, after []byte
}

// byImports reports that nothing but imports has touched a record.
func byImports(list []wroteStep) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(x wroteStep) bool { return !x.imported })
}

// ask notes that an entry is to be read for a record.
func (w *wrote) ask(seq uint64, id model.ID) {
	if seq == 0 {
		return
	}
	if w.due[seq] == nil {
		pq.Push(&w.next, seq)
	}
	w.due[seq] = append(w.due[seq], id)
}

func (w *wrote) gather(tx *bbolt.Tx, ids []model.ID) error {
	for _, id := range ids {
		seq, err := w.s.lastChange(tx, id)
		if err != nil {
			return err
		}
		w.ask(seq, id)
	}
	for len(w.next) > 0 {
		seq, _ := pq.Pop(&w.next).(uint64)
		list := w.due[seq]
		delete(w.due, seq)
		if err := w.entry(tx, seq, list); err != nil {
			return err
		}
	}
	for id, list := range w.steps {
		for _, x := range list {
			if x.imported && !byImports(list) {
				w.unpack[x.seq] = append(w.unpack[x.seq], id)
			}
		}
	}
	for seq, list := range w.unpack {
		if err := w.values(tx, seq, list); err != nil {
			return err
		}
	}
	return nil
}

// entry notes what an entry did to some of its records, and asks for what was before.
func (w *wrote) entry(tx *bbolt.Tx, seq uint64, ids []model.ID) error {
	e, err := w.s.entryAt(tx, seq)
	if err != nil {
		return err
	}
	wanted := setOf(ids)
	for i, id := range e.ids {
		if wanted[id] && e.prev[i] < seq {
			w.steps[id] = append(w.steps[id], wroteStep{seq: seq, undoes: e.undoes, imported: e.op == Do && Imported(e.label)})
			w.ask(e.prev[i], id)
		}
	}
	return nil
}

// values unpacks what an import made of some records.
func (w *wrote) values(tx *bbolt.Tx, seq uint64, ids []model.ID) error {
	e, err := w.s.entryAt(tx, seq)
	if err != nil {
		return err
	}
	list, err := w.s.rawChanges(e)
	if err != nil {
		return err
	}
	wanted := setOf(ids)
	for _, c := range list {
		if !wanted[c.id] {
			continue
		}
		steps := w.steps[c.id]
		if i := slices.IndexFunc(steps, func(x wroteStep) bool { return x.seq == seq }); i >= 0 {
			steps[i].before, steps[i].after = bytes.Clone(c.before), bytes.Clone(c.after)
		}
	}
	return nil
}

func setOf(ids []model.ID) map[model.ID]bool {
	out := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out
}

// said goes through the changes of a record from its beginning.
func (w *wrote) said(id model.ID, list []wroteStep) (model.Record, error) {
	k := w.s.opt.Schema.Of(id)
	var base model.Record
	before := make(map[uint64]model.Record, len(list)) // what imports had said before each entry
	for _, step := range slices.Backward(list) {
		before[step.seq] = base
		switch {
		case step.undoes != 0:
			base = before[step.undoes]
		case step.imported && step.after != nil:
			after, err := w.s.record(id, step.after)
			if err != nil {
				return nil, err
			}
			if base == nil || step.before == nil {
				base = after // what it did not change it says too, or does not speak of
				continue
			}
			was, err := w.s.record(id, step.before)
			if err != nil {
				return nil, err
			}
			base = taken(w.ctx, k, base, was, after)
		}
	}
	return base, nil
}

// taken is what was said before, with what an import has changed since: of a list its rows, for others
// may be somebody's own.
func taken(c *model.Ctx, k *model.Kind, base, was, after model.Record) model.Record {
	out := k.Copy(base)
	for i := range k.Fields {
		f := &k.Fields[i]
		switch {
		case !f.Stored() || f.Same(was, after):
		case f.Type == model.TypeList || f.Type == model.TypeTags || f.Type == model.TypeRefs:
			f.Merge(c, out, was, after)
		default:
			f.Take(out, after)
		}
	}
	return out
}

// seqHeap gives the newest entry first.
type seqHeap []uint64

func (h seqHeap) Len() int           { return len(h) }
func (h seqHeap) Less(i, j int) bool { return h[i] > h[j] }
func (h seqHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push implements pq.Interface.
func (h *seqHeap) Push(x any) {
	seq, _ := x.(uint64)
	*h = append(*h, seq)
}

// Pop implements pq.Interface.
func (h *seqHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
