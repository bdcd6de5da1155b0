package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

func TestSealIsBoundToItsPlace(t *testing.T) {
	key, payload := keyOf(7), []byte("what is kept")
	v, c := seal(nameSum("T"), key, 3, payload)
	version, got, c2, err := unseal(nameSum("T"), key, v)
	if err != nil || version != 3 || !bytes.Equal(got, payload) || c != c2 {
		t.Fatalf("%d %q %v", version, got, err)
	}
	if _, _, _, err := unseal(nameSum("R"), key, v); !errors.Is(err, errSum) {
		t.Error("it is taken in another bucket")
	}
	if _, _, _, err := unseal(nameSum("T"), keyOf(8), v); !errors.Is(err, errSum) {
		t.Error("it is taken under another key")
	}
	for i := range v {
		for bit := range 8 {
			w := bytes.Clone(v)
			w[i] ^= 1 << bit
			if _, _, _, err := unseal(nameSum("T"), key, w); err == nil {
				t.Errorf("bit %d of byte %d may flip", bit, i)
			}
		}
	}
	for n := range sealLen {
		if _, _, _, err := unseal(nameSum("T"), key, v[:n]); err == nil {
			t.Errorf("%d bytes are taken", n)
		}
	}
}

func TestStateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := func(what string) uint64 { return rapid.Uint64().Draw(t, what) }
		st := state{file: u("file"), txid: u("txid"), seq: u("seq"), chain: u("chain"), at: date.Instant(u("at")), undoTop: u("undo"), redoTop: u("redo"), kinds: map[string]kindState{}}
		for _, p := range rapid.SliceOfDistinct(rapid.StringMatching("[A-Z]{1,3}"), rapid.ID).Draw(t, "kinds") {
			st.kinds[p] = kindState{u("last"), u("count"), u("hash")}
		}
		b := st.encode()
		got, err := decodeState(b)
		if err != nil || got.file != st.file || got.txid != st.txid || got.seq != st.seq || got.chain != st.chain || got.at != st.at ||
			got.undoTop != st.undoTop || got.redoTop != st.redoTop || !maps.Equal(got.kinds, st.kinds) {
			t.Fatalf("%+v, %v; want %+v", got, err, st)
		}
		if n := rapid.IntRange(0, len(b)).Draw(t, "cut"); n < 56 {
			if _, err := decodeState(b[:n]); err == nil {
				t.Fatal("half a state is taken")
			}
		}
	})
}

func TestCloneIsDeep(t *testing.T) {
	a := state{kinds: map[string]kindState{"T": {1, 2, 3}}}
	b := a.clone()
	b.kinds["T"] = kindState{}
	if a.kinds["T"].count != 2 {
		t.Error("a clone shares the kinds")
	}
}

// TestMarkSpreads holds the hash of a kind to telling apart what differs: numbers swapped,
// neighbours, one record for another.
func TestMarkSpreads(t *testing.T) {
	seen := map[uint64]string{}
	for num := range uint64(300) {
		for c := range uint32(30) {
			m := mark(num, c<<20|c)
			if was, ok := seen[m]; ok {
				t.Fatalf("%d/%d has the mark of %s", num, c, was)
			}
			seen[m] = fmt.Sprint(num, "/", c)
		}
	}
	if mark(1, 7)+mark(2, 9) == mark(1, 9)+mark(2, 7) {
		t.Error("two records may change places")
	}
}

func drawChanges(t *rapid.T) []rawChange {
	n := rapid.IntRange(0, 50).Draw(t, "n")
	out := make([]rawChange, n)
	piece := func(what string) []byte {
		switch rapid.IntRange(0, 3).Draw(t, what) {
		case 0:
			return nil
		case 1:
			return []byte{}
		}
		return []byte(strings.Repeat(rapid.StringN(1, 9, 20).Draw(t, what), rapid.IntRange(1, 60).Draw(t, what)))
	}
	for i := range out {
		out[i] = rawChange{id: model.NewID(rapid.SampledFrom([]string{"T", "CAL", "P"}).Draw(t, "kind"), uint64(rapid.IntRange(1, 1<<30).Draw(t, "num"))), before: piece("before"), after: piece("after"), prev: rapid.Uint64().Draw(t, "prev")}
	}
	return out
}

func TestEntryRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawChanges(t)
		e := &entry{seq: 1 + uint64(rapid.Uint32().Draw(t, "seq")), at: date.Instant(rapid.Int64().Draw(t, "at")), op: Undo, undoes: 5, below: 4, redo: 3, version: linked,
			label: rapid.String().Draw(t, "label")}
		payload, chain := packEntry(e, list, 77)
		v, _ := seal(journalSum, keyOf(e.seq), linked, payload)
		got, err := readEntry(keyOf(e.seq), v)
		if err != nil {
			t.Fatal(err)
		}
		if got.seq != e.seq || got.at != e.at || got.op != e.op || got.undoes != 5 || got.below != 4 || got.redo != 3 || got.label != e.label || got.chain != chain {
			t.Fatalf("%+v", got)
		}
		if chainOn(77, payload[8:]) != chain || chainOn(78, payload[8:]) == chain {
			t.Fatal("the chain does not hang on what was before")
		}
		back, err := got.changes()
		same := func(a, b rawChange) bool {
			return a.id == b.id && a.prev == b.prev && bytes.Equal(a.before, b.before) && bytes.Equal(a.after, b.after) && (a.before == nil) == (b.before == nil) && (a.after == nil) == (b.after == nil)
		}
		if err != nil || !slices.EqualFunc(back, list, same) {
			t.Fatalf("%d changes, %v", len(back), err)
		}
	})
}

// TestEntryOfGarbage reads entries whose checksum is right but whose inside is not.
func TestEntryOfGarbage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &entry{seq: 9, label: "label"}
		payload, _ := packEntry(e, drawChanges(t), 1)
		switch rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			payload = payload[:rapid.IntRange(0, len(payload)-1).Draw(t, "cut")]
		case 1:
			payload[rapid.IntRange(0, len(payload)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		default:
			payload = rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		}
		v, _ := seal(journalSum, keyOf(9), 1, payload)
		if got, err := readEntry(keyOf(9), v); err == nil {
			_, _ = got.changes() // no panic is all that is asked
		}
	})
	if _, err := readEntry([]byte("short"), nil); err == nil {
		t.Error("a short key is taken")
	}
	payload, _ := packEntry(&entry{seq: 9}, nil, 1)
	v, _ := seal(journalSum, keyOf(8), 1, payload)
	if _, err := readEntry(keyOf(8), v); err == nil || !strings.Contains(err.Error(), "says it is entry 9") {
		t.Errorf("an entry in the place of another: %v", err)
	}
}

func TestPackedPays(t *testing.T) {
	long := []byte(strings.Repeat("the same again and again ", 1000))
	if flags, body := packBody([]rawChange{{id: 1, after: long}}); flags != flagPacked || len(body) > len(long)/4 {
		t.Errorf("%d bytes of %d", len(body), len(long))
	}
	if flags, _ := packBody([]rawChange{{id: 1, after: long[:100]}}); flags != 0 {
		t.Error("little is packed, too")
	}
}

func TestWriteErrorSays(t *testing.T) {
	for _, c := range []struct {
		err  WriteError
		want string
	}{
		{WriteError{Label: "Rename", Err: errors.New("write x: no space left on device")}, "Rename: not saved: the disk is full; nothing was changed"},
		{WriteError{Label: "Rename", Unsure: true, Err: errors.New("input/output error")}, "may or may not be kept"},
	} {
		if got := c.err.Error(); !strings.Contains(got, c.want) || !errors.Is(&c.err, c.err.Err) {
			t.Error(got)
		}
	}
}
