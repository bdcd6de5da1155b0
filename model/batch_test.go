package model

import (
	"encoding/binary"
	"strings"
	"testing"
)

// TestBatchChecked: a batch is known to hold against the snapshot it was checked against, as long as
// nothing took a change out or put one in; a refused one never is.
func TestBatchChecked(t *testing.T) {
	s := NewSnapshot(Kinds())
	e := NewEdit(s, 1_700_000_000)
	p := e.Put(ProjectPrefix, &Project{Name: "Crane"})
	e.Put(TaskPrefix, &Task{Name: "Dig", Project: p})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := b.Checked(s)
	if next == nil || next.Count(TaskPrefix) != 1 || s.Count(TaskPrefix) != 0 {
		t.Fatal("a checked batch is not known")
	}
	if b.Checked(NewSnapshot(Kinds())) != nil || b.Checked(next) != nil {
		t.Error("it is known against another snapshot")
	}
	for name, c := range map[string]Batch{
		"shorter": {Changes: b.Changes[:1], checked: b.checked},
		"moved":   {Changes: b.Changes[1:], checked: b.checked},
		"longer":  {Changes: append(b.Changes[:2:2], Change{ID: p}), checked: b.checked},
		"inverse": b.Invert(),
		"plain":   {Changes: b.Changes},
		"settled": Settle(s, b, e.Ctx.Now),
		"empty":   {checked: b.checked},
	} {
		if c.Checked(s) != nil {
			t.Errorf("the %s batch is taken for checked", name)
		}
	}
	e.Put(TaskPrefix, &Task{Name: "Nowhere", Project: NewID(ProjectPrefix, 99)})
	if b, err = e.Batch(); err == nil || b.Checked(s) != nil {
		t.Error("a refused batch is taken for checked", err)
	}
}

// TestSized: a value packed in place is what its size and itself are, short or long.
func TestSized(t *testing.T) {
	for _, n := range []int{0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 1 << 21} {
		v := strings.Repeat("v", n)
		b := append([]byte("before"), 0)
		b = append(b, v...)
		b = sized(b, len("before"), uint64(n))
		if want := string(binary.AppendUvarint([]byte("before"), uint64(n))) + v; string(b) != want {
			t.Errorf("%d bytes: packed as %d, want %d", n, len(b), len(want))
		}
	}
}

// TestTake: every stored field gives another record its value, whatever its type.
func TestTake(t *testing.T) {
	for _, k := range Kinds().Kinds {
		from, to := k.New(), k.Blank()
		for i := range k.Fields {
			if f := &k.Fields[i]; f.Stored() && !f.Take(to, from) {
				t.Errorf("%s of %s cannot be taken", f.Name, k.Name)
			}
		}
		if string(k.Append(nil, from)) != string(k.Append(nil, to)) {
			t.Errorf("a %s that took all is another", k.Name)
		}
	}
}
