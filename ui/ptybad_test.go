package ui_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/store"
)

const page = 4096 // bytes of a page of the database

// spoil damages every page of a file in which the text occurs.
func spoil(t *testing.T, path, text string, how func(page []byte, at int)) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for at := bytes.Index(b, []byte(text)); at >= 0; at = bytes.Index(b, []byte(text)) {
		from := at / page * page
		how(b[from:min(from+page, len(b))], at-from)
		found++
	}
	if found == 0 {
		t.Fatalf("%q is not in the file", text)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

func flip(p []byte, at int) { p[at] ^= 0x20 }
func zero(p []byte, _ int)  { clear(p) }

// backedUp makes a workspace of which a backup was made before the risk "After the backup".
// It returns the backup's path as well.
func backedUp(t *testing.T) (path, backup string) {
	t.Helper()
	path = sampled(t, t.TempDir(), 0, func(st *store.Store) {
		if err := st.AutoBackup(); err != nil {
			t.Fatal(err)
		}
		addRisk(t, st, "After the backup")
	})
	return path, store.Backups(path)[0].Path
}

func addRisk(t *testing.T, st *store.Store, title string) {
	t.Helper()
	put(t, st, "Add risk", func(e *model.Edit) { e.Put("R", &model.Risk{Title: title, Project: model.NewID("P", 1)}) })
}

func put(t *testing.T, st *store.Store, label string, change func(*model.Edit)) {
	t.Helper()
	if _, err := st.Do(label, func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, st.Now())
		change(e)
		return e.Batch()
	}); err != nil {
		t.Fatal(err)
	}
}

// TestPTYDamage opens damaged files: the screen says what is wrong, touches nothing, and goes
// on with the newest good backup when told to.
func TestPTYDamage(t *testing.T) {
	bin := tandem(t)
	for _, c := range []struct {
		name, says string
		how        func(page []byte, at int)
	}{{"flipped", "damaged records", flip}, {"zeroed", "damaged", zero}} {
		t.Run(c.name, func(t *testing.T) {
			path, _ := backedUp(t)
			damaged := spoil(t, path, "Label printer offline", c.how)
			s := begin(t, env(t.TempDir()), bin, "--db", path)
			s.sees("The database is damaged", c.says, "backup")
			if now, _ := os.ReadFile(path); !bytes.Equal(now, damaged) {
				t.Error("the damaged file was written to before anything was chosen")
			}
			s.sent("r", "Back to")
			s.sent("\r", "Patient portal", "PM  1 Plan")
			s.sent("7", "Label printer offline")
			s.send("q")
			if code := s.gone(soon); code != 0 {
				t.Errorf("exit %d", code)
			}
			s.restored()
			aside, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "backups", "*-aside.db"))
			if len(aside) != 1 {
				t.Fatalf("set aside: %q", aside)
			}
			if kept, _ := os.ReadFile(aside[0]); !bytes.Equal(kept, damaged) {
				t.Error("the damaged file was not kept as it was")
			}
			sound(t, path, func(st *store.Store) { lacksRisk(t, st, "After the backup") })
		})
	}
}

func lacksRisk(t *testing.T, st *store.Store, title string) {
	t.Helper()
	if st.Snapshot().Count("T") == 0 {
		t.Error("the workspace is empty")
	}
	for r := range model.Each[*model.Risk](st.Snapshot(), "R") {
		if r.Title == title {
			t.Errorf("%q is there, and was not in the backup", title)
		}
	}
}

// TestPTYDamagedBackup holds that a newer backup which is damaged too is not what is offered.
func TestPTYDamagedBackup(t *testing.T) {
	bin := tandem(t)
	path, good := backedUp(t)
	st, err := store.Open(store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	_ = st.Close()
	newest := store.Backups(path)[0].Path
	if newest == good {
		t.Fatal("there is no second backup")
	}
	spoil(t, newest, "Label printer offline", flip)
	spoil(t, path, "Label printer offline", flip)
	s := begin(t, env(t.TempDir()), bin, "--db", path)
	s.sees("The database is damaged")
	s.sent("r", "Back to")
	s.sent("\r", "Patient portal", "PM  1 Plan")
	s.send("q")
	s.gone(soon)
	sound(t, path, func(st *store.Store) { lacksRisk(t, st, "After the backup") })
}

// TestPTYDamageLeft leaves a damaged file alone: the shell is told, in text and by the code.
func TestPTYDamageLeft(t *testing.T) {
	bin := tandem(t)
	path, _ := backedUp(t)
	damaged := spoil(t, path, "Label printer offline", zero)
	for _, key := range []string{"q", keyEsc} {
		s := begin(t, env(t.TempDir()), bin, "--db", path)
		s.sees("The database is damaged", "Quit")
		s.send(key)
		if code := s.gone(soon); code != 6 {
			t.Errorf("after %q: exit %d, want 6", key, code)
		}
		s.restored()
		if now, _ := os.ReadFile(path); !bytes.Equal(now, damaged) {
			t.Error("the damaged file was written to")
		}
	}
}

// evil is what a text from elsewhere may hold: sequences that set modes, the clipboard, the
// title, links; their one-byte forms; what turns the direction of writing; and what is no text.
const evil = "\x1b[31337m\x1b[?31337h\x1b]52;c;cHduZWQ=\x07\x1b]0;pwned\x07\x1b]8;;http://evil\x1b\\\x1bP1$tx\x1b\\\x1b_apc\x1b\\\x1bc" +
	"\u009b31337m\u009d52;c;cHduZWQ=\u009c\u202e\u2066\u200f\x00\x07\x08\x7f\u2028\xff\x9b31337m\r\n\t\x0e"

// TestPTYHostileText draws records full of such text everywhere: nothing of it reaches the
// terminal but letters.
func TestPTYHostileText(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 0, func(st *store.Store) {
		bad := func(name string) string { return "A" + name + evil + "end" }
		put(t, st, bad("label"), func(e *model.Edit) {
			meta := model.Meta{Notes: bad("notes") + "\n\n" + bad("more"), Tags: []string{bad("tag")}}
			who := e.Put("A", &model.Account{Meta: meta, Name: bad("account")})
			p := e.Put("P", &model.Project{Meta: meta, Name: bad("project"), Account: who, Objectives: bad("aims")})
			e.Put("T", &model.Task{Meta: meta, Project: p, Name: bad("task")})
			e.Put("R", &model.Risk{Meta: meta, Title: bad("risk"), Project: p, Cause: bad("cause"), Probability: 5, Time: 5})
			e.Put("N", &model.Answer{Meta: meta, Account: who, Verbatim: bad("verbatim"), Measure: "NPS", Scale: "0-10", Score: 1, When: st.Now()})
			e.Put("B", &model.Blocker{Meta: meta, Title: bad("blocker"), About: p, Severity: 1, Raised: st.Now(), Due: st.Now()})
			w := *e.Base().Workspace()
			w.Name = bad("desk")
			e.Put(model.WorkspacePrefix, &w)
		})
	})
	s := begin(t, env(t.TempDir()), bin, "--db", path)
	s.sees("Adesk", "Aaccount")
	s.sent("/Aproj\r", "Aproject")
	s.sent(keyEnter, "Atask", "esc close")
	s.left("esc close")
	s.sent("e", "Aaims", "ctrl+s save")
	s.left("ctrl+s save")
	s.sent("2/Arisk\r", "Arisk")
	s.sent(keyEnter, "Acause", "Anotes", "esc close")
	s.left("esc close")
	s.sent("D", "✓ Delete")
	s.sent("u", "✓ Undone")
	s.sent("8/Averb\r", "Averbatim")
	s.sent("t/Ablo\r", "Ablocker")
	s.sent("=", "Ablocker")
	s.sent("=x", "✓ ")
	s.sent("u", "✓ Undone")
	s.sent("0:Arisk", "Arisk", "Commands")
	s.left("Commands")
	s.sent(keyFind+"Ablocker", "Ablocker", "Search everything")
	s.left("Search everything")
	s.send("q")
	s.gone(soon)
	harmless(t, s.stream())
}

// harmless fails where a stream holds anything but what this program draws with.
func harmless(t *testing.T, b []byte) {
	t.Helper()
	finals := "mHGdACDBEKJXPL@MSTrhluqpWnZI" // moving (by tabs too), erasing, scrolling, colours, modes and questions
	seen := map[string]bool{}
	p := ansi.NewParser()
	for state := byte(0); len(b) > 0; {
		seq, width, n, next := ansi.DecodeSequence(b, state, p)
		b, state = b[n:], next
		bad := ""
		switch {
		case width > 0 || len(seq) == 0:
			for _, r := range string(seq) {
				if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200f || r == 0x2028 {
					bad = "a control"
				}
			}
			if !utf8.Valid(seq) {
				bad = "no UTF-8"
			}
		case bytes.HasPrefix(seq, []byte("\x1b[")):
			if cmd := ansi.Cmd(p.Command()); !strings.ContainsRune(finals, rune(cmd.Final())) || bytes.Contains(seq, []byte("31337")) {
				bad = "a foreign sequence"
			}
		case bytes.HasPrefix(seq, []byte("\x1b]")):
			if !bytes.HasPrefix(seq, []byte("\x1b]11;?")) && !bytes.HasPrefix(seq, []byte("\x1b]2;tandem")) && !bytes.HasPrefix(seq, []byte("\x1b]2;\x07")) {
				bad = "a foreign command"
			}
		case string(seq) != "\x1bM" && !strings.Contains("\r\n\t\b", string(seq)):
			bad = "a foreign control"
		}
		if bad != "" && !seen[string(seq)] {
			seen[string(seq)] = true
			t.Errorf("%s reached the terminal: %q", bad, seq)
		}
	}
}
