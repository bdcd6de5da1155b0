package store

import (
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"tandem/model"
)

// TestProgressOfCopies: whatever copies the workspace tells how far it is, from little to all of
// it, and never goes back.
func TestProgressOfCopies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	s := must[*Store](t)(openWith(path, newClock()))
	defer s.Close()
	for i := range 300 {
		must[Changed](t)(edit(s, "add", func(e *model.Edit) error {
			for k := range 4 {
				e.Put("H", &model.Person{Name: fmt.Sprint("Ana ", i, " ", k)})
			}
			return nil
		}))
	}
	defer func(old int) { sealWork = old }(sealWork)
	sealWork = 4
	for name, run := range map[string]func(p Progress) error{
		"backup":  func(p Progress) error { return s.BackupWith(filepath.Join(t.TempDir(), "b.db"), p) },
		"asked":   func(p Progress) error { _, err := s.BackupAskedWith(p); return err },
		"sealed":  func(p Progress) error { _, err := s.BackupSealedWith("", "correct horse", p); return err },
		"export":  func(p Progress) error { return s.Export(io.Discard, p) },
		"nothing": func(Progress) error { return s.BackupWith(filepath.Join(t.TempDir(), "c.db"), nil) },
	} {
		var last float64
		calls, early := 0, false
		err := run(func(done, total int64) {
			at := float64(done) / float64(total)
			if at < last || at > 1 {
				t.Errorf("%s: from %.3f to %.3f", name, last, at)
			}
			early = early || at > 0 && at < 0.5
			last = at
			calls++
		})
		if err != nil || name != "nothing" && (last != 1 || calls < 3 || !early) || name == "nothing" && calls > 0 {
			t.Errorf("%s: %v; %d calls, the last at %.3f, early %v", name, err, calls, last, early)
		}
	}
}

func TestProgressPart(t *testing.T) {
	var got []string
	p := Progress(func(done, total int64) { got = append(got, fmt.Sprintf("%.2f", float64(done)/float64(total))) })
	p.part(0, 4)(1, 2)
	p.part(1, 4)(0, 0)
	p.part(3, 4)(9, 3)
	p.part(1, 2).part(1, 2)(1, 2)
	if fmt.Sprint(got) != "[0.12 0.50 1.00 0.88]" {
		t.Error(got)
	}
	if Progress(nil).part(0, 2) != nil {
		t.Error("nobody is told")
	}
}
