package store

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"tandem/model"
)

// open maps bytes as if they were a file.
func imageOf(b []byte) *image {
	return &image{data: b, size: int64(len(b)), buckets: map[string]*leaves{}}
}

// pageOf finds the pages of a kind of flags in use, by what the walk visited.
func livePages(t *testing.T, b []byte, flags uint16) []int {
	t.Helper()
	m := imageOf(b)
	if kind, detail := m.readHeader(); kind != "" {
		t.Fatal(kind, detail)
	}
	m.walk()
	if len(m.findings) > 0 {
		t.Fatal(m.findings)
	}
	var out []int
	for i := 2; i < len(m.used); i++ {
		p := b[i*m.pageSize:]
		if m.used[i] && native.Uint64(p) == uint64(i) && native.Uint16(p[8:]) == flags {
			out = append(out, i)
		}
	}
	return out
}

// TestWalkFindsWhatBoltTrusts makes one damage each that bbolt would follow blindly.
func TestWalkFindsWhatBoltTrusts(t *testing.T) {
	x := makeSample(t)
	const page = 4096
	at := func(b []byte, p int) []byte { return b[p*page : (p+1)*page] }
	branch, leafs, free := livePages(t, x.file, flagBranch), livePages(t, x.file, flagLeaf), livePages(t, x.file, flagFree)
	if len(branch) == 0 || len(leafs) < 3 || len(free) != 1 {
		t.Fatalf("%d branches, %d leaves, %d lists", len(branch), len(leafs), len(free))
	}
	for _, c := range []struct {
		name string
		do   func(b []byte)
		want string
	}{
		{"a branch that leads to itself", func(b []byte) { native.PutUint64(at(b, branch[0])[pageHead+8:], uint64(branch[0])) }, "used twice"},
		{"two links to one page", func(b []byte) {
			p := at(b, branch[0])
			native.PutUint64(p[pageHead+8:], native.Uint64(p[pageHead+elemLen+8:]))
		}, "used twice"},
		{"a link out of the file", func(b []byte) { native.PutUint64(at(b, branch[0])[pageHead+8:], 1<<40) }, "out of the file"},
		{"a page that says it is another", func(b []byte) { at(b, leafs[1])[0] ^= 3 }, "is damaged"},
		{"an overflow beyond the end", func(b []byte) { native.PutUint32(at(b, leafs[1])[12:], 1<<30) }, "is damaged"},
		{"a count beyond the page", func(b []byte) { native.PutUint16(at(b, leafs[1])[10:], 60000) }, "is damaged"},
		{"an element beyond the page", func(b []byte) { native.PutUint32(at(b, leafs[1])[pageHead+4:], 1<<31) }, "entry 0 is damaged"},
		{"a branch without entries", func(b []byte) { native.PutUint16(at(b, branch[0])[10:], 0) }, "is damaged"},
		{"a branch key beyond the page", func(b []byte) { native.PutUint32(at(b, branch[0])[pageHead+4:], 1<<31) }, "is damaged"},
		{"keys out of order", func(b []byte) {
			p := at(b, branch[0])
			a, z := bytes.Clone(p[pageHead:pageHead+elemLen]), p[pageHead+elemLen:pageHead+2*elemLen]
			native.PutUint32(a, native.Uint32(a)-elemLen) // offsets count from the element
			w := bytes.Clone(z)
			native.PutUint32(w, native.Uint32(w)+elemLen)
			copy(p[pageHead:], w)
			copy(p[pageHead+elemLen:], a)
		}, "out of order"},
		{"a page in use listed as free", func(b []byte) { native.PutUint64(at(b, free[0])[pageHead:], uint64(leafs[0])) }, "in use and listed as free"},
		{"a free page that does not exist", func(b []byte) { native.PutUint64(at(b, free[0])[pageHead:], 1<<50) }, "does not exist"},
		{"a free page twice", func(b []byte) {
			p := at(b, free[0])
			native.PutUint64(p[pageHead:], native.Uint64(p[pageHead+8:]))
		}, "listed twice"},
		{"a list that is too long", func(b []byte) { native.PutUint16(at(b, free[0])[10:], 9999) }, "the list is damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bytes.Clone(x.file)
			c.do(b)
			m := imageOf(b)
			if kind, detail := m.readHeader(); kind != "" {
				t.Fatal(kind, detail)
			}
			m.walk()
			var all strings.Builder
			for _, f := range m.errors() {
				all.WriteString(f.String() + "\n")
			}
			if !strings.Contains(all.String(), c.want) {
				t.Errorf("found: %s", all.String())
			}
		})
	}
}

// TestImageReadsWhatBoltWrites reads a file by pages and compares it with what the store
// read through bbolt when it wrote it.
func TestImageReadsWhatBoltWrites(t *testing.T) {
	x := makeSample(t)
	m := imageOf(x.file)
	if kind, detail := m.readHeader(); kind != "" {
		t.Fatal(kind, detail)
	}
	m.walk()
	l := m.records(model.Kinds().Kinds, depth{decode: true})
	changes, tallies := l.changes, l.tallies
	got := packed(model.NewSnapshot(model.Kinds()).With(changes))
	want := x.states[x.log[0].Seq]
	if len(m.findings) > 0 || len(got) != len(want) {
		t.Fatalf("%d records of %d, %v", len(got), len(want), m.findings)
	}
	for ref, b := range want {
		if got[ref] != b {
			t.Errorf("%s differs", ref)
		}
	}
	_, st, _, err := m.readState(newest(migrations))
	if err != nil || st.txid != m.head.txid || st.kinds["T"].hash != tallies["T"].hash || st.seq != x.log[0].Seq {
		t.Errorf("%+v, %v", st, err)
	}
}

func TestManyFindingsAreCut(t *testing.T) {
	m := imageOf(nil)
	for range 10 * maxFindings {
		m.note(Error, "here", "again")
	}
	if len(m.findings) != maxFindings {
		t.Errorf("%d", len(m.findings))
	}
	e := &DamageError{Path: "x", Kind: Pages, Findings: m.findings}
	if len(e.Error()) > 400 || !strings.Contains(e.Error(), "and 195 more") {
		t.Error(e)
	}
}

func TestSeen(t *testing.T) {
	path := t.TempDir() + "/x.db"
	st := state{file: 7, seq: 12, chain: 99}
	for text, want := range map[string]string{
		"": "",
		"0000000000000007 0000000000000012 0000000000000063\n": "",
		"0000000000000007 0000000000000011 0000000000000055\n": "", // behind: it is not synced
		"0000000000000007 0000000000000014 0000000000000055\n": "2 changes are missing",
		"0000000000000007 0000000000000012 0000000000000055\n": "not the file that was last open here",
		"0000000000000008 0000000000000055 0000000000000055\n": "", // of another workspace
		"garbage": "",
	} {
		_ = os.WriteFile(path+seenSuffix, []byte(text), 0o600)
		got := compareSeen(path, st, false)
		if got != want && (want == "" || !strings.Contains(got, want)) {
			t.Errorf("%q: %q", text, got)
		}
	}
}
