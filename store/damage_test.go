package store

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tandem/model"
)

var (
	damages    = flag.Int("damages", 50, "how many random damages TestRandomDamage makes")
	damageSeed = flag.Uint64("damageseed", 1, "first seed of the random damages; 0: by the clock")
)

// sample is a workspace with a past: what each moment was like, and copies of the file then.
type sample struct {
	path   string
	states map[uint64]map[string]string // packed records by journal entry
	log    []Entry                      // newest first
	old    [][]byte                     // the file after some of the entries
	file   []byte
	seen   []byte
}

func makeSample(t testing.TB) *sample {
	t.Helper()
	s, c := openNew(t)
	x := &sample{path: s.Path(), states: map[uint64]map[string]string{}}
	fillWith(t, s, 300)
	x.states[s.Snapshot().Seq] = packed(s.Snapshot())
	for i := range 60 {
		c.add(time.Minute)
		id := model.NewID(model.TaskPrefix, uint64(1+i*37%300))
		var err error
		switch i % 6 {
		case 5:
			_, err = s.Undo()
		case 4:
			_, err = edit(s, "Delete", func(e *model.Edit) error {
				if e.Get(id) == nil {
					return e.Set(model.NewID(model.ProjectPrefix, 1), "name", fmt.Sprint("Crane ", i))
				}
				return e.Delete(id)
			})
		default:
			_, err = edit(s, fmt.Sprint("Edit ", i), func(e *model.Edit) error {
				if e.Get(id) == nil {
					id = model.NewID(model.ProjectPrefix, 1)
				}
				return e.Set(id, "name", fmt.Sprintf("Name %d %0*d", i, i*3, 7))
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		x.states[s.Snapshot().Seq] = packed(s.Snapshot())
		if i > 40 {
			x.old = append(x.old, readFile(t, s.Path()))
		}
	}
	x.log = must[[]Entry](t)(s.Log(0, 1000))
	x.seen = readFile(t, s.Path()+seenSuffix)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	x.file = readFile(t, s.Path())
	return x
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	return must[[]byte](t)(os.ReadFile(path))
}

// damage changes a copy of the file at random and says how.
func (x *sample) damage(r *rand.Rand) ([]byte, string) {
	const page = 4096
	b := bytes.Clone(x.file)
	used := int(native.Uint64(b[pageHead+40:]))
	pick := func() int {
		if r.IntN(5) == 0 {
			return r.IntN(4)
		}
		return r.IntN(used)
	}
	p := pick()
	part := b[p*page : (p+1)*page]
	switch r.IntN(7) {
	case 0, 1:
		n := 1 + r.IntN(4)
		for range n {
			part[r.IntN(page)] ^= 1 << r.IntN(8)
		}
		return b, fmt.Sprintf("%d bits flipped in page %d", n, p)
	case 2:
		clear(part)
		return b, fmt.Sprintf("page %d zeroed", p)
	case 3:
		q := pick()
		other := b[q*page : (q+1)*page]
		tmp := bytes.Clone(part)
		copy(part, other)
		copy(other, tmp)
		return b, fmt.Sprintf("pages %d and %d swapped", p, q)
	case 4:
		from, n := r.IntN(page), 1+r.IntN(600)
		for i := from; i < min(from+n, page); i++ {
			part[i] = byte(r.Uint32())
		}
		return b, fmt.Sprintf("garbage in page %d from %d, %d bytes", p, from, n)
	case 5:
		n := r.IntN(used * page)
		if r.IntN(8) == 0 {
			n = 0
		}
		return b[:n], fmt.Sprintf("cut to %d bytes", n)
	}
	old := x.old[r.IntN(len(x.old))]
	if (p+1)*page <= len(old) {
		copy(part, old[p*page:])
	}
	return b, fmt.Sprintf("page %d as it once was", p)
}

// TestRandomDamage holds the store to its word: no crash, no hang, what is read is what was
// written, and what is lost is said.
func TestRandomDamage(t *testing.T) {
	x := makeSample(t)
	seed := *damageSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	refused, harmless, said := 0, 0, 0
	for i := range *damages {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		b, how := x.damage(r)
		what := fmt.Sprintf("seed %d, trial %d: %s", seed, i, how)
		done := make(chan int, 1)
		go func() { done <- x.try(t, b, what) }()
		select {
		case n := <-done:
			refused, said, harmless = refused+n&1, said+n>>1&1, harmless+n>>2&1
		case <-time.After(time.Minute):
			t.Fatalf("%s: hangs", what)
		}
	}
	t.Logf("%d refused, %d opened with a warning, %d harmless or in the journal only", refused, said, harmless)
}

// try opens a damaged file and returns 1 if it was refused, 2 if opened with a warning, 4 if
// opened without.
func (x *sample) try(t *testing.T, b []byte, what string) int {
	path := filepath.Join(t.TempDir(), "tandem.db")
	for p, b := range map[string][]byte{path: b, path + seenSuffix: x.seen} {
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Error(err)
		}
	}
	rep, err := Doctor(path)
	if err != nil && !isKnown(err) {
		t.Errorf("%s: doctor: %v", what, err)
	}
	c := newClock()
	s, err := Open(Options{Path: path, Now: c.now, NoBackup: true})
	if err != nil {
		if !isKnown(err) {
			t.Errorf("%s: %v", what, err)
		}
		if rep.OK {
			t.Errorf("%s: refused (%v), but the doctor finds nothing", what, err)
		}
		if now, _ := os.ReadFile(path); !bytes.Equal(now, b) {
			t.Errorf("%s: the damaged file was written to", what)
		}
		return 1
	}
	defer s.Close()
	said := len(s.Warnings()) > 0
	top := x.log[0].Seq
	if at := s.Snapshot().Seq; at != top && !said {
		t.Errorf("%s: fell back to %d of %d without a word", what, at, top)
	}
	if !maps.Equal(packed(s.Snapshot()), x.states[s.Snapshot().Seq]) {
		t.Errorf("%s: the records differ from what was written", what)
	}
	whole := x.tryJournal(t, s, what)
	if rep.OK && !whole {
		t.Errorf("%s: the journal is damaged, but the doctor finds nothing", what)
	}
	x.tryEdits(t, s, what, c)
	if said {
		return 2
	}
	return 4
}

func isKnown(err error) bool {
	var d *DamageError
	var n *NewerError
	return errors.As(err, &d) || errors.As(err, &n)
}

// tryJournal reads all of the journal: each entry right, or an error. It reports whether all were there.
func (x *sample) tryJournal(t *testing.T, s *Store, what string) bool {
	list, err := s.Log(0, 1000)
	if err != nil && !isKnown(err) {
		t.Errorf("%s: log: %v", what, err)
	}
	skip := int(x.log[0].Seq - s.Snapshot().Seq)
	if err == nil && len(list) != len(x.log)-skip {
		t.Errorf("%s: %d entries of %d", what, len(list), len(x.log)-skip)
	}
	for i, e := range list {
		if fmt.Sprint(e) != fmt.Sprint(x.log[i+skip]) {
			t.Errorf("%s: entry %d is %v", what, e.Seq, e)
		}
	}
	whole := err == nil
	for seq, want := range x.states {
		if seq > s.Snapshot().Seq {
			continue
		}
		snap, err := s.AsOfSeq(seq)
		if err != nil {
			whole = false
			if !isKnown(err) {
				t.Errorf("%s: as of %d: %v", what, seq, err)
			}
		} else if !maps.Equal(packed(snap), want) {
			t.Errorf("%s: as of %d is not as it was", what, seq)
		}
	}
	return whole
}

// tryEdits works on with a file that was opened: nothing of it may get lost by that.
func (x *sample) tryEdits(t *testing.T, s *Store, what string, c *testClock) {
	want := packed(s.Snapshot())
	for i := range 12 {
		if _, err := edit(s, "More", func(e *model.Edit) error {
			return e.Set(model.NewID(model.ProjectPrefix, 1), "name", fmt.Sprint("More ", i))
		}); err != nil {
			t.Errorf("%s: edit: %v", what, err)
			return
		}
	}
	got := packed(s.Snapshot())
	_ = s.Close()
	again, err := Open(Options{Path: s.Path(), Now: c.now, NoBackup: true})
	if err != nil {
		t.Errorf("%s: after more edits: %v", what, err)
		return
	}
	defer again.Close()
	if !maps.Equal(packed(again.Snapshot()), got) || len(got) != len(want) {
		t.Errorf("%s: after more edits the records differ", what)
	}
}

func TestDamageMessages(t *testing.T) {
	x := makeSample(t)
	garbage := bytes.Repeat([]byte("not a database. "), 1000)
	headless := bytes.Clone(x.file)
	headless[pageHead+20] ^= 1
	headless[4096+pageHead+20] ^= 1
	flipped := bytes.ReplaceAll(x.file, []byte("Task 77 of the harbour"), []byte("Task 78 of the harbour"))
	for _, c := range []struct {
		name string
		b    []byte
		kind Damage
		text string
	}{
		{"text", garbage, NotOurs, "not a tandem file"},
		{"short text", []byte("hello"), NotOurs, "not a tandem file"},
		{"zeros", make([]byte, 1<<16), Header, "zeros"},
		{"headers", headless, Header, "headers"},
		{"cut", x.file[:40960], Truncated, "cut short"},
		{"cut to the head", x.file[:3000], Truncated, "cut short"},
		{"empty", nil, Truncated, "is empty"},
		{"a record", flipped, Records, "T-78: the checksum does not fit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tandem.db")
			_ = os.WriteFile(path, c.b, 0o600)
			_ = os.WriteFile(path+seenSuffix, x.seen, 0o600)
			_, err := Open(Options{Path: path})
			var d *DamageError
			if !errors.As(err, &d) || d.Kind != c.kind || !bytes.Contains([]byte(err.Error()), []byte(c.text)) {
				t.Fatalf("%v", err)
			}
			if got, _ := os.ReadFile(path); !bytes.Equal(got, c.b) {
				t.Error("it was written to")
			}
		})
	}
}
