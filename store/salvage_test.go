package store

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tandem/model"
)

var salvages = flag.Int("salvages", 40, "how many random damages TestSalvage makes; 1000 in the long run")

// spans says where in the file each current record lies: its head in the page, its key and
// its value.
func spans(t *testing.T, b []byte) map[string][][2]int {
	t.Helper()
	m := imageOf(b)
	if kind, detail := m.readHeader(); kind != "" {
		t.Fatal(kind, detail)
	}
	m.walk()
	out := map[string][][2]int{}
	for _, k := range model.Kinds().Kinds {
		bk := m.buckets[k.Prefix]
		if bk == nil {
			continue
		}
		for _, l := range bk.pages {
			base := cap(m.data) - cap(l.b)
			for i := range l.n {
				key, v, _ := l.elem(i)
				at := cap(m.data) - cap(key)
				head := base + pageHead + i*elemLen
				out[model.NewID(k.Prefix, numOf(key)).String()] = [][2]int{{head, head + elemLen}, {at, at + len(key) + len(v)}}
			}
		}
	}
	return out
}

// untouched reports whether the bytes of a record are as they were.
func untouched(was, is []byte, parts [][2]int) bool {
	for _, p := range parts {
		if p[1] > len(is) || !bytes.Equal(was[p[0]:p[1]], is[p[0]:p[1]]) {
			return false
		}
	}
	return true
}

// TestSalvage damages a file at random: every record whose bytes are untouched is saved as it
// was, whatever else is lost, and nothing is made up.
func TestSalvage(t *testing.T) {
	x := makeSample(t)
	where := spans(t, x.file)
	seed := *damageSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	saved, untouchedAll, nothing := 0, 0, 0
	for i := range *salvages {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		b, how := x.damage(r)
		for range r.IntN(4) {
			y := *x
			y.file = b
			if len(b) < 8*4096 {
				break
			}
			var more string
			if caught(func() { b, more = y.damage(r) }) != nil {
				break
			}
			how += ", " + more
		}
		what := fmt.Sprintf("seed %d, trial %d: %s", seed, i, how)
		got, sound, ok := x.trySalvage(t, b, where, what)
		if !ok {
			nothing++
			continue
		}
		saved += got
		untouchedAll += sound
	}
	t.Logf("%d records saved, %d of them untouched, of %d; nothing left %d times", saved, untouchedAll, len(where)*(*salvages-nothing), nothing)
}

// trySalvage holds a salvage of a damaged file to its word, and returns how many records it saved
// and how many are untouched; ok is false where it saved nothing.
func (x *sample) trySalvage(t *testing.T, b []byte, where map[string][][2]int, what string) (saved, sound int, ok bool) {
	t.Helper()
	want := x.states[x.log[0].Seq]
	dir := t.TempDir()
	defer func() { _ = os.RemoveAll(dir) }() // at once: many trials would fill a small disk
	path, out := filepath.Join(dir, "tandem.db"), filepath.Join(dir, "saved.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	var rep Salvaged
	var err error
	done := make(chan bool)
	go func() { rep, err = Salvage(path, out, nil); close(done) }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatalf("%s: hangs", what)
	}
	for _, parts := range where {
		if untouched(x.file, b, parts) {
			sound++
		}
	}
	if err != nil {
		if sound > 0 || isKnown(err) {
			t.Errorf("%s: %v, with %d records untouched", what, err, sound)
		}
		return 0, sound, false
	}
	s := openAt(t, out, newClock())
	got := packed(s.Snapshot())
	_ = s.Close()
	before := x.states[x.log[0].Seq-1]
	if doc, err := Doctor(path); err == nil && doc.OK && maps.Equal(got, before) {
		return len(got), sound, true // the header went one step back, nothing tells of the step: so it is after a power cut
	}
	for ref, rec := range want {
		if untouched(x.file, b, where[ref]) && got[ref] != rec {
			t.Errorf("%s: %s is not saved as it was", what, ref)
		}
		if _, there := got[ref]; !there && !named(rep, ref) {
			t.Errorf("%s: %s is lost without a word: %v", what, ref, rep.Lost)
		}
	}
	for ref, rec := range got {
		if !x.ever(ref, rec) && !(ref == "W-1" && rep.Workspace) {
			t.Errorf("%s: %s is made up", what, ref)
		}
	}
	if doc, err := Doctor(out); err != nil || !doc.OK {
		t.Errorf("%s: the saved file: %v, %v", what, doc.Findings, err)
	}
	if now := readFile(t, path); !bytes.Equal(now, b) {
		t.Errorf("%s: the damaged file was written to", what)
	}
	return len(got), sound, true
}

// ever reports whether a record was ever in this state.
func (x *sample) ever(ref, rec string) bool {
	for _, st := range x.states {
		if was, there := st[ref]; there && was == rec {
			return true
		}
	}
	return false
}

// TestSalvageBehindAnOldHeader: where a header of the past is all that is left and the step of history
// that follows it is damaged, nothing leads from it to what came later; that is saved all the same.
func TestSalvageBehindAnOldHeader(t *testing.T) {
	x := makeSample(t)
	where := spans(t, x.file)
	m := imageOf(x.file)
	m.readHeader()
	m.walk()
	journal := m.buckets[journalBucket].pages
	for i, old := range x.old {
		was := imageOf(old)
		was.readHeader()
		for _, keep := range []int{0, 1} { // the header that is left, and what becomes of the other
			for _, l := range journal[max(0, len(journal)-4):] {
				b := bytes.Clone(x.file)
				copy(b[keep*4096:(keep+1)*4096], old[keep*4096:])
				if i%2 == 0 {
					clear(b[(1-keep)*4096+pageHead : (1-keep)*4096+pageHead+headerLen])
				} // else the other is whole and newer, by more than a step
				at := cap(m.data) - cap(l.b)
				copy(b[at:at+4096], old[min(at, len(old)-4096):])
				x.trySalvage(t, b, where, fmt.Sprintf("header %d of copy %d, journal page at %d", keep, i, at/4096))
			}
		}
	}
}

// named reports whether a salvage said of a record that it is lost, itself or by its kind.
func named(rep Salvaged, ref string) bool {
	id, _ := model.ParseID(ref)
	for _, f := range rep.Lost {
		if f.Where == ref || f.Where == model.Kinds().Of(id).Plural || f.Where == "state" {
			return true
		}
	}
	return false
}

// TestSalvageOfWhatIsWhole gives the same workspace, history included.
func TestSalvageOfWhatIsWhole(t *testing.T) {
	s, c := lived(t)
	want, log := exported(t, s), must[[]Entry](t)(s.Log(0, 100))
	_ = s.Close()
	out := filepath.Join(t.TempDir(), "saved.db")
	rep, err := Salvage(s.Path(), out, nil)
	if err != nil || len(rep.Lost) > 0 || rep.Missing > 0 || rep.FromPast > 0 || len(rep.Unsure) > 0 || rep.Entries != len(log) {
		t.Fatalf("%+v, %v", rep, err)
	}
	if got := openAt(t, out, c); !bytes.Equal(exported(t, got), want) {
		t.Error("it is another workspace")
	}
	if _, err := Salvage(s.Path(), out, nil); err == nil {
		t.Error("a file is overwritten")
	}
}

// TestSalvageAcrossAGap: where entries are lost the past on both sides of the gap is as it was.
func TestSalvageAcrossAGap(t *testing.T) {
	s, c := openNew(t)
	fillWith(t, s, 30)
	states := map[uint64]map[string]string{}
	id := model.NewID("T", 5)
	for i := range 400 {
		must[Changed](t)(edit(s, fmt.Sprintf("Step %d", i), func(e *model.Edit) error { return e.Set(id, "notes", fmt.Sprint(i, strings.Repeat(" word", 40))) }))
		states[s.Snapshot().Seq] = packed(s.Snapshot())
	}
	top := s.Snapshot().Seq
	_ = s.Close()
	b := readFile(t, s.Path())
	for at := range b { // every copy of one step's label
		if bytes.HasPrefix(b[at:], []byte("Step 200")) {
			b[at] = 's'
		}
	}
	_ = os.WriteFile(s.Path(), b, 0o600)
	out := filepath.Join(t.TempDir(), "saved.db")
	rep, err := Salvage(s.Path(), out, nil)
	if err != nil || rep.Missing != 1 || len(rep.Lost) > 0 {
		t.Fatalf("%+v, %v", rep, err)
	}
	s = openAt(t, out, c)
	if s.Snapshot().Seq != top || !maps.Equal(packed(s.Snapshot()), states[top]) {
		t.Fatal("the records differ")
	}
	lost := uint64(203)
	for _, seq := range []uint64{3, 100, lost - 1, lost, lost + 1, 300, top} {
		snap := must[*model.Snapshot](t)(s.AsOfSeq(seq))
		if !maps.Equal(packed(snap), states[seq]) {
			t.Errorf("as of %d differs", seq)
		}
	}
	e := must[[]Entry](t)(s.Log(lost+1, 1))
	if e[0].Kind != Lost || e[0].Label != lostLabel {
		t.Errorf("%+v", e[0])
	}
	for range top - lost {
		must[Changed](t)(s.Undo())
	}
	if _, err := s.Undo(); err == nil || !strings.Contains(err.Error(), "lost") {
		t.Errorf("undo of a lost step: %v", err)
	}
}
