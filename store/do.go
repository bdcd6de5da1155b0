package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/model/date"
)

// Changed tells what an edit did. Snap is the workspace after it; Seq is 0 where nothing was
// to be done, and then nothing was written.
type Changed struct {
	Seq    uint64
	Label  string
	Kind   Op
	Undoes uint64 // the entry that an undo or redo took back
	At     date.Instant
	IDs    []model.ID
	Snap   *model.Snapshot
}

// Do makes one durable edit. fn gets the newest snapshot and returns what to change; it may
// not call Do itself. The batch is checked, written with its journal entry in one synced
// transaction, and only then is the next snapshot there for all. An error of fn or of the
// check comes back as it is; a WriteError says the disk failed. In both cases nothing is
// changed. An empty batch is no error: Changed.Seq is 0.
func (s *Store) Do(label string, fn func(*model.Snapshot) (model.Batch, error)) (Changed, error) {
	return s.do(label, false, fn, nil)
}

// DoTelling is Do that tells, when the edit is checked and about to be written, what the workspace
// will be and how many records change. That may be shown as being saved; it is done when DoTelling
// says so, and an error of the disk means that it never was. ready runs while others wait to write:
// it must not wait itself.
func (s *Store) DoTelling(label string, fn func(*model.Snapshot) (model.Batch, error), ready func(next *model.Snapshot, changes int)) (Changed, error) {
	return s.do(label, false, fn, ready)
}

func (s *Store) do(label string, founding bool, fn func(*model.Snapshot) (model.Batch, error), ready func(*model.Snapshot, int)) (Changed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.broken(); err != nil {
		return Changed{}, err
	}
	snap := s.snap.Load()
	b, err := fn(snap)
	if err != nil {
		return Changed{}, err
	}
	now := s.Now()
	if len(b.Changes) == 0 && !founding {
		return Changed{Label: label, At: now, Snap: snap}, nil
	}
	next := b.Checked(snap)
	fresh := next == nil
	if fresh {
		next = snap.With(b.Changes)
	}
	raw, err := packBatch(snap, b)
	if err == nil && fresh {
		err = model.Validate(next, b, now)
	}
	if err != nil {
		return Changed{}, err
	}
	e := &entry{op: Do, at: now, label: label, below: s.state.undoTop}
	st := s.state.clone()
	if e.seq = st.seq + 1; !founding {
		st.undoTop, st.redoTop = e.seq, 0
	}
	if ready != nil {
		next.Seq = e.seq
		ready(next, len(raw))
	}
	return s.commit(e, st, raw, next)
}

// packBatch packs the records of a batch and refuses what does not fit the snapshot.
func packBatch(snap *model.Snapshot, b model.Batch) ([]rawChange, error) {
	raw := make([]rawChange, len(b.Changes))
	met := make(map[model.ID]bool, len(b.Changes))
	for i, c := range b.Changes {
		k := snap.Schema().Of(c.ID)
		there := snap.Get(c.ID) != nil
		switch {
		case k == nil || c.ID.Num() == 0:
			return nil, fmt.Errorf("%q is of a kind this version does not know", c.ID)
		case met[c.ID]:
			return nil, fmt.Errorf("%s is changed twice in one edit", c.ID)
		case there != (c.Before != nil):
			return nil, fmt.Errorf("%s was changed meanwhile: try again", c.ID)
		case c.After != nil && c.After.Base().ID != c.ID:
			return nil, fmt.Errorf("%s would be stored as %s", c.After.Base().ID, c.ID)
		}
		met[c.ID] = true
		raw[i].id = c.ID
		if there {
			raw[i].before = unknownBytes
		}
	}
	packAll(snap.Schema(), b.Changes, raw)
	return raw, nil
}

// packAll packs the records that changes leave behind, on all processors where they are many. Tasks
// that only moved are packed when their bytes are at hand.
func packAll(schema *model.Schema, changes []model.Change, raw []rawChange) {
	inRanges(len(changes), func(from, to int) {
		var room []byte // as in seal
		for i := from; i < to; i++ {
			switch c := changes[i]; {
			case c.After == nil:
			case c.Moved && c.Before != nil:
				raw[i].moved = c.After
			default:
				room = space(room, packedSize, to-i)
				at := len(room)
				room = schema.Of(c.ID).Append(room, c.After)
				raw[i].after = room[at:len(room):len(room)]
			}
		}
	})
}

// packedSize is how much room a record usually takes at most; a larger one makes more.
const packedSize = 512

// unknownBytes stands for what apply fills in from the file.
var unknownBytes = []byte{}

// Undo takes back the newest edit that is not taken back yet, as a new journal entry. At a purge
// it fails once, with a PurgedError; the next one takes back the step before.
func (s *Store) Undo() (Changed, error) { return s.takeBack(false, nil) }

// UndoTelling is Undo that tells what the workspace will be, as DoTelling does.
func (s *Store) UndoTelling(ready func(next *model.Snapshot, changes int)) (Changed, error) {
	return s.takeBack(false, ready)
}

// UndoPast is Undo that goes past purges, for somebody who knows of them.
func (s *Store) UndoPast() (Changed, error) { return s.takeBack(true, nil) }

func (s *Store) takeBack(past bool, ready func(*model.Snapshot, int)) (Changed, error) {
	return s.back(func(tx *bbolt.Tx, st *state, e *entry) (*entry, error) {
		if st.undoTop == 0 {
			return nil, ErrNothingToUndo
		}
		of, err := s.entryAt(tx, st.undoTop)
		if err == nil && of.op == Purge && !past && !s.passed[of.seq] {
			s.passed[of.seq] = true // said once; whoever goes on means the step before it
			return nil, &PurgedError{of.seq, of.label, "what was purged is written nowhere any more", true}
		}
		for err == nil && of.op == Purge && of.below != 0 {
			of, err = s.entryAt(tx, of.below)
		}
		switch {
		case err != nil:
			return nil, err
		case of.op == Purge:
			return nil, ErrNothingToUndo
		}
		e.op, e.redo = Undo, st.redoTop
		st.undoTop, st.redoTop = of.below, e.seq
		return of, nil
	}, ready)
}

// Redo does again what the newest Undo took back, if no edit came since.
func (s *Store) Redo() (Changed, error) { return s.RedoTelling(nil) }

// RedoTelling is Redo that tells what the workspace will be, as DoTelling does.
func (s *Store) RedoTelling(ready func(next *model.Snapshot, changes int)) (Changed, error) {
	return s.back(func(tx *bbolt.Tx, st *state, e *entry) (*entry, error) {
		if st.redoTop == 0 {
			return nil, ErrNothingToRedo
		}
		of, err := s.entryAt(tx, st.redoTop)
		if err != nil {
			return nil, err
		}
		e.op, e.below = Redo, st.undoTop
		st.undoTop, st.redoTop = e.seq, of.redo
		return of, nil
	}, ready)
}

// back commits the inverse of the entry that pick chooses; ready, where there is one, hears of it before.
func (s *Store) back(pick func(*bbolt.Tx, *state, *entry) (*entry, error), ready func(*model.Snapshot, int)) (Changed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.broken(); err != nil {
		return Changed{}, err
	}
	st := s.state.clone()
	e := &entry{seq: st.seq + 1, at: s.Now()}
	var raw []rawChange
	var of *entry
	err := s.view(func(tx *bbolt.Tx) (err error) {
		if of, err = pick(tx, &st, e); err != nil {
			return err
		}
		if of.op == Lost {
			return s.journalDamage(fmt.Errorf("entry %d is lost: what it did cannot be taken back", of.seq))
		}
		e.undoes, e.label = of.seq, of.label
		raw, err = s.inverse(of)
		return err
	})
	if err != nil {
		return Changed{}, err
	}
	changes, err := s.decode(raw)
	if err != nil {
		return Changed{}, err
	}
	next := s.snap.Load().With(changes)
	if of.flags&flagPurged != 0 {
		if err := model.Validate(next, model.Batch{Changes: changes}, e.at); err != nil {
			return Changed{}, &PurgedError{of.seq, of.label, "a part of it was purged, and without that the rest does not hold: " + err.Error(), false}
		}
	}
	if ready != nil {
		next.Seq = e.seq
		ready(next, len(raw))
	}
	return s.commit(e, st, raw, next)
}

// inverse is what takes an entry back, in the newest format.
func (s *Store) inverse(of *entry) ([]rawChange, error) {
	list, err := s.rawChanges(of)
	if err != nil {
		return nil, err
	}
	out := make([]rawChange, len(list))
	for i, c := range list {
		out[len(list)-1-i] = rawChange{id: c.id, before: c.after, after: c.before}
	}
	return out, nil
}

// decode makes records of the packed form; Before is left out.
func (s *Store) decode(raw []rawChange) ([]model.Change, error) {
	out := make([]model.Change, len(raw))
	for i, c := range raw {
		out[i].ID = c.id
		if c.after == nil {
			continue
		}
		r, err := s.record(c.id, c.after)
		if err != nil {
			return nil, err
		}
		out[i].After = r
	}
	return out, nil
}

func (s *Store) record(id model.ID, b []byte) (model.Record, error) {
	k := s.opt.Schema.Of(id)
	if k == nil {
		return nil, fmt.Errorf("%s is of a kind this version does not know", id)
	}
	return k.Decode(id, string(b))
}

// commit makes an entry and its changes durable and publishes the snapshot after it. mu is held.
func (s *Store) commit(e *entry, st state, raw []rawChange, next *model.Snapshot) (Changed, error) {
	s.reading.RLock()
	defer s.reading.RUnlock()
	if s.closed {
		return Changed{}, ErrClosed
	}
	e.version = byte(newest(s.opt.migrations))
	if e.at < s.state.at {
		e.flags |= flagBack
	}
	st.seq, st.at = e.seq, e.at
	var refused error // by us, before anything was written
	var labels *undoLabels
	err := s.transact(true, func(tx *bbolt.Tx) error {
		if refused = s.write(tx, e, &st, raw); refused == nil {
			labels, _ = s.labels(tx, st)
		}
		return refused
	})
	if err != nil {
		return Changed{}, s.commitFailed(err, refused, e, st, next)
	}
	s.publish(st, next, labels)
	ids := make([]model.ID, len(raw))
	for i, c := range raw {
		ids[i] = c.id
	}
	return Changed{Seq: e.seq, Label: e.label, Kind: e.op, Undoes: e.undoes, At: e.at, IDs: ids, Snap: next}, nil
}

func (s *Store) publish(st state, next *model.Snapshot, labels *undoLabels) {
	if next.Seq != st.seq { // others may be reading it: see DoTelling
		next.Seq = st.seq
	}
	s.state = st
	if labels != nil {
		s.undo.Store(labels)
	}
	s.snap.Store(next)
	s.writeSeen()
}

// commitFailed finds out where a failed commit left the file. Usually it is as before. Where
// the disk failed at the very last step the file may hold the change: then memory follows
// the file, and no further edit is taken until the file was opened anew.
func (s *Store) commitFailed(err, refused error, e *entry, st state, next *model.Snapshot) error {
	if s.broken() != nil || refused != nil && errors.Is(err, refused) {
		return err
	}
	var now state
	if look := s.transact(false, func(tx *bbolt.Tx) (err error) {
		now, err = metaState(tx)
		return err
	}); look != nil {
		return s.breaks(look)
	}
	if now.seq == s.state.seq {
		return &WriteError{Label: e.label, Err: err}
	}
	unsure := &WriteError{Label: e.label, Unsure: true, Err: err}
	s.publish(st, next, nil)
	return s.breaks(unsure)
}

// putMeta writes version and state.
func putMeta(tx *bbolt.Tx, st *state, version int) error {
	b, err := tx.CreateBucketIfNotExists([]byte(metaBucket))
	if err != nil {
		return err
	}
	st.txid = uint64(tx.ID())
	name := nameSum(metaBucket)
	v, _ := seal(name, keyVersion, byte(version), binary.LittleEndian.AppendUint32(nil, uint32(version)))
	if !bytes.Equal(b.Get(keyVersion), v) {
		if err := b.Put(keyVersion, v); err != nil {
			return err
		}
	}
	v, _ = seal(name, keyState, byte(version), st.encode())
	return b.Put(keyState, v)
}

func metaState(tx *bbolt.Tx) (state, error) {
	b := tx.Bucket([]byte(metaBucket))
	if b == nil {
		return state{}, errShort
	}
	_, payload, _, err := unseal(nameSum(metaBucket), keyState, b.Get(keyState))
	if err != nil {
		return state{}, err
	}
	return decodeState(payload)
}

// labels reads what undo and redo would do in a state. A damaged entry must not stop an
// edit: it gets a label that says so, and undo refuses it.
func (s *Store) labels(tx *bbolt.Tx, st state) (*undoLabels, error) {
	var l undoLabels
	var errs []error
	for _, x := range []struct {
		top uint64
		to  *label
	}{{st.undoTop, &l.undo}, {st.redoTop, &l.redo}} {
		if x.top == 0 {
			continue
		}
		e, err := s.topAt(tx, x.top)
		if err != nil {
			errs = append(errs, err)
			e = &entry{label: "a damaged journal entry"}
		}
		*x.to = label{e.label, true, Step{Seq: e.seq, Label: e.label, At: e.at, Records: e.records}}
	}
	return &l, errors.Join(errs...)
}
