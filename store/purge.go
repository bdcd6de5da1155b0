package store

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// Purging is the one act without undo: a person's, contact's or account's data is taken out
// of the records, of every journal entry and of the backups, as if it had never been there.
//
// The journal is played anew without it (see builder): the records that go are left out of
// every entry, references to them out of every version of every other record, and their names
// out of every text. So each moment of the past stays whole in itself, as-of and undo work on,
// and neither can bring back what is no longer written anywhere. The file is written anew and
// the old one's blocks are overwritten.

// purgeWord stands where a name was.
const purgeWord = "(purged)"

// ErrNotPurged refuses a kind of record that holds nobody's data.
var ErrNotPurged = errors.New("purge is for people, contacts and accounts; anything else is deleted, which undo takes back")

// PurgedError refuses to take back a step whose parts were purged, or the purge itself.
type PurgedError struct {
	Seq    uint64
	Label  string
	Why    string
	Itself bool // it is the purge: the step before it can be taken back
}

func (e *PurgedError) Error() string {
	return fmt.Sprintf("%q (step %d) cannot be taken back: %s", e.Label, e.Seq, e.Why)
}

// PurgePlan is what a purge would do, or did.
type PurgePlan struct {
	ID      model.ID
	Title   string
	Records []model.ID // that go, the named one first; deleted ones whose past goes too included
	Words   []string   // names, addresses and numbers that are taken out of every text
	Same    []model.ID // other records that bear one of the words as their name, which they keep
	Steps   int        // of history that are rewritten
	Texts   int        // versions of other records in which something is taken out
	Left    []PurgeLeft

	Rewritten, Removed []string     // backups from which it was taken, or that had to go as a whole
	Sealed             []BackupInfo // encrypted ones: nobody can look into them without the passphrase
	Copies             []string     // of this workspace in its own folder, which stay as they are: somebody put them there
	Beside             []string     // other files beside the workspace that were removed for holding a word
}

// PurgeOptions say what to purge.
type PurgeOptions struct {
	ID       model.ID
	Also     []string // further words to take out of every text: nicknames, other spellings
	Progress Progress
}

// purger is a purge under way.
type purger struct {
	plan  PurgePlan
	gone  map[model.ID]bool
	words *wordCutter
	names map[model.ID]bool // records that keep their name though it is a word
	sch   *model.Schema
	migs  []migration
}

// PlanPurge says what a purge would do. Nothing is written.
func (s *Store) PlanPurge(opt PurgeOptions) (PurgePlan, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.planPurge(opt)
	if err != nil {
		return PurgePlan{}, err
	}
	for _, b := range Backups(s.path) {
		if b.Sealed {
			p.plan.Sealed = append(p.plan.Sealed, b)
		}
	}
	p.copies(s.path)
	return p.plan, nil
}

func (s *Store) planPurge(opt PurgeOptions) (*purger, error) {
	p := &purger{gone: map[model.ID]bool{opt.ID: true}, names: map[model.ID]bool{}, sch: s.opt.Schema, migs: s.opt.migrations}
	p.plan.ID = opt.ID
	k := s.opt.Schema.Of(opt.ID)
	if k == nil || !purgeable(opt.ID) {
		return nil, ErrNotPurged
	}
	var past *past
	err := s.view(func(tx *bbolt.Tx) (err error) {
		past, err = s.readPast(tx, opt.Progress)
		return err
	})
	if err != nil {
		return nil, err
	}
	if past.kept[opt.ID] == nil {
		return nil, fmt.Errorf("%s: no such record, now or in the past", opt.ID)
	}
	p.closure(past)
	p.gather(past, opt.Also)
	p.plan.Title = past.title[opt.ID]
	p.plan.Left = p.left(s.Snapshot(), past)
	err = s.view(func(tx *bbolt.Tx) error {
		return s.eachEntry(tx, opt.Progress, func(e *entry, list []rawChange) error {
			changed := p.cutLabel(e, false) != e.label
			for i := range list {
				if p.gone[list[i].id] {
					changed = true
				} else if _, cut, err := p.clean(list[i].id, list[i].after); err != nil {
					return err
				} else if cut {
					changed = true
					p.plan.Texts++
				}
			}
			if changed {
				p.plan.Steps++
			}
			return nil
		})
	})
	return p, err
}

func purgeable(id model.ID) bool {
	return id.Is(model.PersonPrefix) || id.Is(model.ContactPrefix) || id.Is(model.AccountPrefix)
}

// eachEntry reads the journal from the first entry on.
func (s *Store) eachEntry(tx *bbolt.Tx, progress Progress, fn func(*entry, []rawChange) error) error {
	st, err := metaState(tx)
	if err != nil {
		return err
	}
	for seq := uint64(1); seq <= st.seq; seq++ {
		e, err := s.entryAt(tx, seq)
		if err != nil {
			return err
		}
		list, err := s.rawChanges(e)
		if err != nil {
			return err
		}
		if err := fn(e, list); err != nil {
			return err
		}
		progress.step(int(seq), int(st.seq))
	}
	return nil
}

// past is what a purge must know of every record there ever was.
type past struct {
	kept  map[model.ID]*ties
	words map[model.ID][]string // of people, contacts and accounts: every name they ever had
	title map[model.ID]string
	now   map[model.ID]bool // there at the newest moment
}

// ties are what binds a record to others in its newest version: with what it goes, and with
// all of what.
type ties struct{ with, orphan []model.ID }

func (s *Store) readPast(tx *bbolt.Tx, progress Progress) (*past, error) {
	p := &past{kept: map[model.ID]*ties{}, words: map[model.ID][]string{}, title: map[model.ID]string{}, now: map[model.ID]bool{}}
	ctx := s.Snapshot().Ctx(s.Now())
	err := s.eachEntry(tx, progress, func(_ *entry, list []rawChange) error {
		for _, c := range list {
			if p.now[c.id] = c.after != nil; c.after == nil {
				continue
			}
			r, err := s.record(c.id, c.after)
			if err != nil {
				return err
			}
			k := s.opt.Schema.Of(c.id)
			t := &ties{}
			for i := range k.Fields {
				f := &k.Fields[i]
				f.EachRef(r, func(to model.ID) {
					switch f.OnDelete {
					case model.Cascade:
						t.with = append(t.with, to)
					case model.Orphan:
						t.orphan = append(t.orphan, to)
					}
				})
			}
			p.kept[c.id] = t
			if purgeable(c.id) {
				p.title[c.id] = k.Title(ctx, r)
				for _, w := range namesOf(ctx, k, r) {
					if !slices.Contains(p.words[c.id], w) {
						p.words[c.id] = append(p.words[c.id], w)
					}
				}
			}
		}
		return nil
	})
	return p, err
}

// namesOf lists what tells who a record is: its name, mail address, telephone number.
func namesOf(ctx *model.Ctx, k *model.Kind, r model.Record) []string {
	var out []string
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.IsZero(r) && f.Stored() && (f.Title || f.Name == "email" || f.Name == "phone") {
			out = append(out, strings.TrimSpace(f.Text(ctx, r)))
		}
	}
	return out
}

// closure finds all that goes with what goes, records that were deleted before included.
func (p *purger) closure(past *past) {
	p.plan.Records = []model.ID{p.plan.ID}
	has := func(list []model.ID) bool {
		return slices.ContainsFunc(list, func(id model.ID) bool { return p.gone[id] })
	}
	all := func(list []model.ID) bool {
		return len(list) > 0 && !slices.ContainsFunc(list, func(id model.ID) bool { return !p.gone[id] })
	}
	for grew := true; grew; {
		grew = false
		for id, t := range past.kept {
			if !p.gone[id] && (has(t.with) || all(t.orphan)) {
				p.gone[id], grew = true, true
				p.plan.Records = append(p.plan.Records, id)
			}
		}
	}
	slices.Sort(p.plan.Records[1:])
}

// gather collects the words that go, and who else bears one as a name.
func (p *purger) gather(past *past, also []string) {
	words := slices.Clone(also)
	for _, id := range p.plan.Records {
		words = append(words, past.words[id]...)
	}
	p.plan.Words = newWordCutter(words).words
	p.words = newWordCutter(append(words, p.forms(past)...))
	for id, list := range past.words {
		if !p.gone[id] && slices.ContainsFunc(list, p.words.is) {
			p.names[id] = true
			p.plan.Same = append(p.plan.Same, id)
		}
	}
	slices.Sort(p.plan.Same)
}

// clean takes out of a record's bytes what goes.
func (p *purger) clean(id model.ID, rec []byte) ([]byte, bool, error) {
	k := p.sch.Of(id)
	if rec == nil || k == nil {
		return rec, false, nil
	}
	r, err := k.Decode(id, string(rec))
	if err != nil {
		return nil, false, err
	}
	changed := k.Forget(r, func(to model.ID) bool { return p.gone[to] })
	if !p.names[id] {
		changed = k.MapText(r, p.words.cut) || changed
	}
	if !changed {
		return rec, false, nil
	}
	return k.Append([]byte{}, r), true, nil
}

// cutLabel is the label of an entry without the words; emptied: all it did was purged.
func (p *purger) cutLabel(e *entry, emptied bool) string {
	if emptied {
		return purgeWord
	}
	return p.words.cut(e.label)
}

// rewrite plays a journal without what goes into an empty file, and ends it with an entry
// that says so where label is not empty.
func (p *purger) rewrite(s *Store, tx *bbolt.Tx, f *os.File, label string, progress Progress) error {
	st, err := metaState(tx)
	if err != nil {
		return err
	}
	b, err := newBuilder(s.path, f, st.file, newest(p.migs))
	if err != nil {
		return err
	}
	defer b.close()
	stack := newStack()
	err = s.eachEntry(tx, progress, func(e *entry, list []rawChange) error {
		var keep []rawChange
		dropped, cut := 0, 0
		for _, c := range list {
			if p.gone[c.id] {
				dropped++
				continue
			}
			rec, changed, err := p.clean(c.id, c.after)
			if err != nil {
				return err
			}
			if changed {
				cut++
			}
			keep = append(keep, rawChange{id: c.id, before: c.before, after: rec})
		}
		emptied := dropped > 0 && len(keep) == 0
		e.label = p.cutLabel(e, emptied)
		if dropped+cut > 0 {
			e.flags |= flagPurged
		}
		e.below, e.redo = stack.undo(e.below), stack.redo(e.redo)
		n, err := b.play(e, keep, true)
		stack.add(e, n == 0 && len(list) > 0)
		return err
	})
	if err != nil {
		return err
	}
	undo, redo := stack.undo(st.undoTop), stack.redo(st.redoTop)
	if label != "" {
		e := &entry{seq: st.seq + 1, at: s.Now(), op: Purge, label: label, below: undo}
		if _, err := b.play(e, nil, false); err != nil {
			return err
		}
		undo, redo = e.seq, 0
	}
	b.keepNumbers(st.lasts())
	return b.finish(undo, redo)
}

// stack follows the undo and redo stacks of a journal that is played, past the entries of
// which nothing is left.
type stack struct{ below, redos map[uint64]uint64 }

func newStack() *stack { return &stack{map[uint64]uint64{}, map[uint64]uint64{}} }

func (s *stack) add(e *entry, empty bool) {
	if empty {
		s.below[e.seq], s.redos[e.seq] = e.below, e.redo
	}
}

func follow(m map[uint64]uint64, seq uint64) uint64 {
	for {
		next, empty := m[seq]
		if !empty {
			return seq
		}
		seq = next
	}
}

func (s *stack) undo(seq uint64) uint64 { return follow(s.below, seq) }
func (s *stack) redo(seq uint64) uint64 { return follow(s.redos, seq) }

// Purge removes a person's, contact's or account's data for good: from the records, the
// journal and the backups beside the workspace. It cannot be taken back. Until the rewritten
// workspace is whole and in place nothing has changed; then the backups follow, one by one,
// and an error says which of them still hold something.
func (s *Store) Purge(opt PurgeOptions) (PurgePlan, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.planPurge(opt)
	if err != nil {
		return PurgePlan{}, err
	}
	if err := s.replace(true, func(f *os.File) error {
		return s.transact(false, func(tx *bbolt.Tx) error {
			return p.rewrite(s, tx, f, "purge "+opt.ID.String(), opt.Progress)
		})
	}); err != nil {
		return PurgePlan{}, fmt.Errorf("nothing was purged: %w", err)
	}
	err = p.backups(s.path)
	p.copies(s.path)
	return p.plan, errors.Join(err, p.beside(s.path))
}
