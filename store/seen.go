package store

import (
	"fmt"
	"os"
)

// The file FILE.seen holds the newest change known to be durable. It is written after the
// commit and never synced: it may lag behind the workspace, but it never runs ahead of it,
// unless the workspace fell back to an older state. That is how a lost last change is
// noticed even where the file is whole in itself.

const (
	seenSuffix = ".seen"
	seenFormat = "%016x %016d %016x\n"
)

type seen struct{ file, seq, chain uint64 }

func readSeen(path string) (seen, bool) {
	b, err := os.ReadFile(path + seenSuffix)
	if err != nil {
		return seen{}, false
	}
	var w seen
	n, err := fmt.Sscanf(string(b), seenFormat, &w.file, &w.seq, &w.chain)
	return w, err == nil && n == 3
}

// openSeen opens the witness for writing; nil where that cannot be done, and then there is
// none.
func openSeen(path string) *os.File {
	f, err := os.OpenFile(path+seenSuffix, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil
	}
	return f
}

func (s *Store) writeSeen() {
	if s.seen != nil {
		_, _ = s.seen.WriteAt(fmt.Appendf(nil, seenFormat, s.state.file, s.state.seq, s.state.chain), 0)
	}
}

// compareSeen says what the witness knows better than the file.
func compareSeen(path string, st state, fell bool) (warning string) {
	w, ok := readSeen(path)
	known := ok && w.file == st.file
	switch {
	case known && w.seq > st.seq:
		return fmt.Sprintf("%s has gone back: its newest change is number %d, but number %d was saved: %d changes are missing", path, st.seq, w.seq, w.seq-st.seq)
	case known && w.seq == st.seq && w.chain != st.chain:
		return fmt.Sprintf("%s is not the file that was last open here: its change number %d is another one", path, st.seq)
	case fell && known && w.seq == st.seq:
		return fmt.Sprintf("one of the two headers of %s is damaged; no change is missing, and the next one mends it", path)
	case fell:
		return fmt.Sprintf("one of the two headers of %s is damaged: its last change may be missing (the newest one there is number %d)", path, st.seq)
	}
	return ""
}
