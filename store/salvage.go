package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc64"
	"os"
	"slices"
	"syscall"

	"tandem/model"
	"tandem/model/date"
)

// Salvaged tells what was saved of a damaged file, and what was not.
type Salvaged struct {
	Records   int
	Entries   int        // of the journal that are whole
	Missing   int        // of the journal that are lost
	FromPast  int        // records whose page is lost and that the journal gave back
	Lost      []Finding  // record by record, and how many more of a kind whose references nobody knows
	Unsure    []model.ID // records from a page no longer in use: perhaps not their newest state
	Workspace bool       // the settings were lost and are those of a new workspace
}

// lostLabel is what a step of history is called that nobody can read any more.
const lostLabel = "(lost)"

// Salvage saves every undamaged record of a damaged file into a new one at out, and the
// journal as far as it is whole; where a part of it is lost, an entry says so and carries what
// changed meanwhile. The damaged file is not written to. It must not be open.
func Salvage(path, out string, progress Progress) (Salvaged, error) {
	var rep Salvaged
	if _, err := os.Lstat(out); err == nil {
		return rep, fmt.Errorf("%s is there already: name a new file", out)
	}
	f, err := os.Open(path)
	if err != nil {
		return rep, &AccessError{path, err}
	}
	defer f.Close()
	if err := lockFile(f, path, syscall.LOCK_SH, lockWait); err != nil {
		return rep, err
	}
	err = place(out, func(to *os.File) error {
		return guard(path, func() error {
			w, err := openWreck(f, model.Kinds(), progress)
			if err != nil {
				return &AccessError{path, err}
			}
			defer w.m.close()
			s := &salvage{w: w, rep: &rep, sch: model.Kinds(), final: map[model.ID][]byte{}}
			return s.run(out, to)
		})
	})
	return rep, err
}

// salvage puts together what a wreck holds.
type salvage struct {
	w     *wreck
	rep   *Salvaged
	sch   *model.Schema
	seqs  []uint64 // of the entries that are whole, in order
	top   uint64
	final map[model.ID][]byte // every record as it is to be, in the newest format

	bridges map[uint64][]rawChange // what a lost entry carries
}

func (s *salvage) run(out string, to *os.File) error {
	s.top = s.w.top()
	for seq := range s.w.entries {
		if seq <= s.top {
			s.seqs = append(s.seqs, seq)
		}
	}
	slices.Sort(s.seqs)
	last, err := s.decide()
	if err != nil {
		return err
	}
	s.losses()
	if s.rep.Records == 0 && len(s.seqs) == 0 {
		return errors.New("no record and no step of history in it is whole: a backup is the way, see tandem backups")
	}
	s.settings()
	if err := s.bridge(); err != nil {
		return err
	}
	if err := s.write(out, to, last); err != nil {
		return err
	}
	_, err = load(to, out, s.sch, migrations, depth{decode: true, journal: true})
	return err
}

// changes reads an entry that is whole, in the newest format. One whose inside makes no sense
// although its checksum is right is nobody's.
func (s *salvage) changes(seq uint64) (*entry, []rawChange, error) {
	x := s.w.entries[seq]
	e, err := parseEntry(x.key, x.version, x.payload)
	if err != nil {
		return nil, nil, err
	}
	list, err := e.changes()
	for i := range list {
		c := &list[i]
		if err == nil {
			c.before, err = upgrade(migrations, e.version, c.id, c.before)
		}
		if err == nil {
			c.after, err = upgrade(migrations, e.version, c.id, c.after)
		}
	}
	return e, list, err
}

// known is the newest word of the journal on a record.
type known struct {
	seq   uint64
	after []byte
}

// decide finds what each record is to be: what the tree leads to, unless the journal knows
// better; else what the journal says; else the newest copy on a page no longer in use.
func (s *salvage) decide() (last map[model.ID]known, err error) {
	last = map[model.ID]known{}
	readable := s.seqs[:0]
	for _, seq := range s.seqs {
		_, list, err := s.changes(seq)
		if err != nil {
			continue
		}
		readable = append(readable, seq)
		for _, c := range list {
			if s.sch.Of(c.id) != nil {
				last[c.id] = known{seq, c.after}
			}
		}
	}
	s.seqs = readable
	s.rep.Entries, s.rep.Missing = len(s.seqs), int(s.top)-len(s.seqs)
	for _, found := range []map[model.ID]scrap{s.w.records, s.w.other} {
		for id, x := range found {
			if err := s.choose(id, x, last); err != nil {
				return nil, err
			}
		}
	}
	for id, k := range last {
		if _, there := s.final[id]; !there && k.after != nil {
			s.final[id] = k.after
			s.rep.FromPast++
		}
	}
	for id, rec := range s.final {
		if _, err := s.sch.Of(id).Decode(id, string(rec)); err != nil {
			delete(s.final, id)
			s.rep.Lost = append(s.rep.Lost, Finding{Error, id.String(), err.Error()})
		}
	}
	s.rep.Records = len(s.final)
	slices.Sort(s.rep.Unsure)
	return last, nil
}

// choose takes a copy of a record, unless the journal or another copy is newer.
func (s *salvage) choose(id model.ID, x scrap, last map[model.ID]known) error {
	k, told := last[id]
	had, there := s.w.records[id]
	switch {
	case x.live && x.seq == 0 && told && s.rep.Missing == 0: // of a format that tells no entry
		return nil
	case x.live && told && x.seq != 0 && x.seq < k.seq:
		return nil // a page of the past
	case x.live:
	case s.w.intact[id.Prefix()], told && x.seq <= k.seq, there && x.seq <= had.seq:
		return nil
	default:
		s.rep.Unsure = append(s.rep.Unsure, id)
	}
	rec, err := upgrade(migrations, x.version, id, x.payload)
	s.final[id] = bytes.Clone(rec)
	return err
}

// losses names what is not there.
func (s *salvage) losses() {
	byKind := map[string]uint64{}
	for id := range s.final {
		byKind[id.Prefix()]++
	}
	named := map[string]uint64{}
	for id := range s.w.broken {
		if _, there := s.final[id]; !there {
			s.rep.Lost = append(s.rep.Lost, Finding{Error, id.String(), "its bytes are damaged and the journal has no copy"})
			named[id.Prefix()]++
		}
	}
	for _, k := range s.sch.Kinds {
		want := s.w.st.kinds[k.Prefix].count
		if have := byKind[k.Prefix] + named[k.Prefix]; want > have {
			s.rep.Lost = append(s.rep.Lost, Finding{Error, k.Plural, fmt.Sprintf("%d more are lost; nothing tells their references", want-have)})
		}
	}
	if !s.w.state.live {
		s.rep.Lost = append(s.rep.Lost, Finding{Error, where(metaBucket), "the newest count of records is lost: there may have been more"})
	}
	slices.SortFunc(s.rep.Lost, func(a, b Finding) int { return bytes.Compare([]byte(a.Where), []byte(b.Where)) })
}

// settings makes the settings record anew where it is lost: no workspace is without.
func (s *salvage) settings() {
	k := s.sch.Prefix(model.WorkspacePrefix)
	if _, there := s.final[model.WorkspaceID]; there || k == nil {
		return
	}
	r := k.New()
	r.Base().ID = model.WorkspaceID
	s.final[model.WorkspaceID] = k.Append([]byte{}, r)
	s.rep.Workspace = true
}

// bridge finds what changed while the journal is silent: where a record is something else
// before an entry than the entries before left it, the last lost entry between carries it.
func (s *salvage) bridge() error {
	s.bridges = map[uint64][]rawChange{}
	type mark struct {
		seq  uint64
		hash uint64
	}
	at := map[model.ID]mark{}
	gap := uint64(0) // the newest lost entry so far
	next := uint64(1)
	for _, seq := range s.seqs {
		if seq > next {
			gap = seq - 1
		}
		next = seq + 1
		_, list, err := s.changes(seq)
		if err != nil {
			return err
		}
		for _, c := range list {
			if m := at[c.id]; m.hash != hashOf(c.before) && gap > m.seq {
				s.bridges[gap] = append(s.bridges[gap], rawChange{id: c.id, after: bytes.Clone(c.before)})
			}
			at[c.id] = mark{seq, hashOf(c.after)}
		}
	}
	if next <= s.top {
		gap = s.top
	}
	tail := s.top + 1 // what no lost entry can carry is told at the end
	for id, rec := range s.final {
		m := at[id]
		if m.hash == hashOf(rec) {
			continue
		}
		if gap > m.seq {
			s.bridges[gap] = append(s.bridges[gap], rawChange{id: id, after: rec})
		} else {
			s.bridges[tail] = append(s.bridges[tail], rawChange{id: id, after: rec})
		}
	}
	for id, m := range at {
		if _, there := s.final[id]; !there && m.hash != 0 {
			s.bridges[tail] = append(s.bridges[tail], rawChange{id: id})
		}
	}
	return nil
}

// hashOf is 0 for no record.
func hashOf(rec []byte) uint64 {
	if rec == nil {
		return 0
	}
	return crc64.Checksum(rec, ecma()) | 1
}

// write plays the journal, lost entries included, into the new file.
func (s *salvage) write(out string, to *os.File, last map[model.ID]known) error {
	file := s.w.st.file
	if s.w.state.payload == nil {
		var id [8]byte
		if _, err := rand.Read(id[:]); err != nil {
			return err
		}
		file = binary.LittleEndian.Uint64(id[:])
	}
	b, err := newBuilder(out, to, file, newest(migrations))
	if err != nil {
		return err
	}
	defer b.close()
	if len(s.seqs) == 0 {
		s.bridges = map[uint64][]rawChange{1: slices.Concat(s.bridges[s.top], s.bridges[s.top+1])}
		s.top = 0
	}
	var at date.Instant
	for seq := uint64(1); seq <= s.top+1; seq++ {
		e, list := &entry{seq: seq, at: at, op: Lost, label: lostLabel}, s.bridges[seq]
		if _, whole := slices.BinarySearch(s.seqs, seq); whole {
			if e, list, err = s.changes(seq); err != nil {
				return err
			}
		} else if seq == s.top+1 {
			if len(list) == 0 {
				break
			}
			e.label = "salvage"
		}
		at = e.at
		if _, err := b.play(e, unique(list), false); err != nil {
			return err
		}
	}
	b.keepNumbers(s.numbers(last))
	undo, redo := s.tops()
	return b.finish(undo, redo)
}

// unique keeps the last word on each record.
func unique(list []rawChange) []rawChange {
	at := make(map[model.ID]int, len(list))
	out := list[:0:0]
	for _, c := range list {
		if i, met := at[c.id]; met {
			out[i] = c
			continue
		}
		at[c.id] = len(out)
		out = append(out, c)
	}
	return out
}

// numbers are the highest numbers known to be given.
func (s *salvage) numbers(last map[model.ID]known) map[string]uint64 {
	out := s.w.st.lasts()
	for id := range last {
		out[id.Prefix()] = max(out[id.Prefix()], id.Num())
	}
	return out
}

// tops are the tops of the undo and redo stacks: those of the state, or what the newest entry
// tells of them.
func (s *salvage) tops() (undo, redo uint64) {
	if s.w.state.payload != nil && s.w.st.seq == s.top {
		return s.w.st.undoTop, s.w.st.redoTop
	}
	if len(s.seqs) == 0 || s.seqs[len(s.seqs)-1] != s.top {
		return 0, 0
	}
	e, _, err := s.changes(s.top)
	if err != nil {
		return 0, 0
	}
	if e.op == Undo {
		return 0, e.seq
	}
	return e.seq, 0
}
