package store

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tandem/model"
)

func init() { sealWork = 10 } // a second less for each encrypted backup of the tests

// marked is a workspace in which one person left traces everywhere.
type marked struct {
	s                              *Store
	c                              *testClock
	who, other, acc, contact, task model.ID
}

func makeMarked(t *testing.T) marked {
	t.Helper()
	s, c := openNew(t)
	m := marked{s: s, c: c}
	do := func(label string, fn func(e *model.Edit) error) {
		t.Helper()
		c.add(time.Minute)
		must[Changed](t)(edit(s, label, fn))
	}
	do("First things", func(e *model.Edit) error {
		m.other = e.Put("H", &model.Person{Name: "Odo Fern"})
		p := e.Put("P", &model.Project{Name: "Harbour crane"})
		m.task = e.Put("T", &model.Task{Name: "Pour the base", Project: p})
		return nil
	})
	do("Add Wilhelmina Quast", func(e *model.Edit) error {
		m.who = e.Put("H", &model.Person{Name: "Wilhelmina Quast", Meta: model.Meta{Notes: "call WILHELMINA QUAST at home"}})
		return nil
	})
	do("Customer", func(e *model.Edit) error {
		m.acc = e.Put("A", &model.Account{Name: "Zyx Lamps"})
		m.contact = e.Put("C", &model.Contact{Name: "Ottoline Drax", Account: m.acc, Email: "drax@zyx.example", Phone: "+49 555 0199"})
		e.Put("I", &model.Interaction{Summary: "Ottoline Drax was not amused", Account: m.acc, Contact: m.contact, When: s.Now(), Channel: "mail", Direction: "in"})
		return nil
	})
	do("Mention", func(e *model.Edit) error {
		return e.Set(m.task, "notes", "ask Wilhelmina Quast's deputy; mail drax@zyx.example; Wilhelmina Quastova is somebody else")
	})
	do("Rename", func(e *model.Edit) error { return e.Set(m.who, "name", "Mina Quast-Brandt") })
	do("Raise", func(e *model.Edit) error {
		k := s.Snapshot().Schema().Prefix("E").New().(*model.Escalation)
		k.Title, k.Account, k.Owned = "Lamp for Mina Quast-Brandt is dark", m.acc, m.who
		e.Put("E", k)
		return nil
	})
	do("Later step", func(e *model.Edit) error { return e.Set(m.task, "name", "Pour the base twice") })
	return m
}

// grep fails the test where a file below the folder of a workspace holds one of the texts, as
// bytes or in a journal body that is packed.
func grep(t *testing.T, path string, texts ...string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Dir(path), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b := bytes.ToLower(readFile(t, name))
		for _, s := range texts {
			if bytes.Contains(b, []byte(strings.ToLower(s))) {
				t.Errorf("%s holds %q", filepath.Base(name), s)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPurgeLeavesNoTrace(t *testing.T) {
	m := makeMarked(t)
	s := m.s
	if err := s.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	sealed := must[string](t)(s.BackupSealed("", "correct horse"))
	_ = os.WriteFile(s.Path()+".drafts", []byte(`{"text":"Dear Mina Quast-Brandt"}`), 0o600)
	_ = os.WriteFile(s.Path()+".other", []byte(`nothing of the kind`), 0o600)
	broken := filepath.Join(filepath.Dir(s.Path()), backupFolder, "tandem-20260101T000000.000Z-aside.db")
	_ = os.WriteFile(broken, []byte("half a file of Wilhelmina Quast"), 0o600)
	before := packed(s.Snapshot())
	plan := must[PurgePlan](t)(s.PlanPurge(PurgeOptions{ID: m.who}))
	if plan.Title != "Mina Quast-Brandt" || len(plan.Records) != 1 || len(plan.Words) != 2 || len(plan.Sealed) != 1 || plan.Steps < 4 {
		t.Errorf("%+v", plan)
	}
	if !maps.Equal(before, packed(s.Snapshot())) {
		t.Fatal("a plan changed something")
	}
	done := must[PurgePlan](t)(s.Purge(PurgeOptions{ID: m.who}))
	if len(done.Rewritten) != 1 || len(done.Removed) != 1 || len(done.Sealed) != 1 || len(done.Beside) != 1 || done.Sealed[0].Path != sealed {
		t.Errorf("%+v", done)
	}
	snap := s.Snapshot()
	if snap.Get(m.who) != nil || snap.Get(m.other) == nil || snap.Get(m.acc) == nil {
		t.Error("not the right records went")
	}
	if got := snap.Get(m.task).Base().Notes; got != "ask (purged)'s deputy; mail drax@zyx.example; Wilhelmina Quastova is somebody else" {
		t.Errorf("%q", got)
	}
	_ = os.Remove(sealed) // named as out of reach
	names := []string{"Mina Quast-Brandt", "Wilhelmina Quast "}
	grep(t, s.Path(), names...)
	for seq := uint64(1); seq <= snap.Seq; seq++ { // packed journal bodies too
		for ref, rec := range packed(must[*model.Snapshot](t)(s.AsOfSeq(seq))) {
			for _, n := range append(names, "Wilhelmina Quast'") {
				if strings.Contains(rec, n) {
					t.Errorf("as of %d, %s holds %q", seq, ref, n)
				}
			}
		}
	}
	if h := must[[]Revision](t)(s.History(m.who, 9)); len(h) != 0 {
		t.Errorf("its history is still there: %+v", h)
	}
	_, err := s.Purge(PurgeOptions{ID: m.who})
	if err == nil || !strings.Contains(err.Error(), "no such record") {
		t.Errorf("purged twice: %v", err)
	}
	_ = s.Close()
	if rep, err := Doctor(s.Path()); err != nil || !rep.OK || len(rep.Findings) > 0 {
		t.Errorf("%+v, %v", rep, err)
	}
	s = openAt(t, s.Path(), m.c)
	if len(s.Warnings()) > 0 {
		t.Errorf("%q", s.Warnings())
	}
	for _, b := range Backups(s.Path()) {
		if in, err := Look(b.Path, s.Path()); err != nil || !in.Same || in.Records == 0 {
			t.Errorf("%s: %+v, %v", b.Name(), in, err)
		}
	}
}

// TestPurgeAndUndo: what is older than a purge can still be taken back, and never brings back
// what went.
func TestPurgeAndUndo(t *testing.T) {
	m := makeMarked(t)
	s := m.s
	must[PurgePlan](t)(s.Purge(PurgeOptions{ID: m.who}))
	if l, ok := s.CanUndo(); !ok || l != "purge "+m.who.String() {
		t.Errorf("%q", l)
	}
	var p *PurgedError
	if _, err := s.Undo(); !errors.As(err, &p) || !strings.Contains(err.Error(), "written nowhere") {
		t.Fatalf("undo of a purge: %v", err)
	}
	if !p.Itself || strings.Contains(p.Error(), "once more") {
		t.Errorf("%+v: what one can do then depends on the place", p)
	}
	var labels []string
	for {
		ch, err := s.Undo()
		if errors.Is(err, ErrNothingToUndo) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		labels = append(labels, ch.Label)
		for ref, rec := range packed(s.Snapshot()) {
			if strings.Contains(rec, "Quast-") || strings.Contains(rec, "Wilhelmina Quast ") {
				t.Fatalf("undo of %q brings it back in %s", ch.Label, ref)
			}
		}
		if bad := rules(s.Snapshot(), s.Now()); len(bad) > 0 {
			t.Fatalf("after undo of %q: %v", ch.Label, bad)
		}
	}
	if want := "Later step, Raise, Mention, Customer, First things"; strings.Join(labels, ", ") != want {
		t.Errorf("%q, want %q", strings.Join(labels, ", "), want)
	}
	for {
		if _, err := s.Redo(); err != nil {
			if !errors.Is(err, ErrNothingToRedo) {
				t.Error(err)
			}
			break
		}
	}
	if s.Snapshot().Get(m.who) != nil || s.Snapshot().Get(m.acc) == nil {
		t.Error("redo")
	}
	if n := must[Changed](t)(edit(s, "New person", func(e *model.Edit) error { e.Put("H", &model.Person{Name: "New"}); return nil })); n.IDs[0] == m.who {
		t.Error("the number of the purged is given again")
	}
}

// TestPurgeAccount takes all with it that goes with an account, and its people's names.
func TestPurgeAccount(t *testing.T) {
	m := makeMarked(t)
	s := m.s
	done := must[PurgePlan](t)(s.Purge(PurgeOptions{ID: m.acc, Also: []string{"Lamp"}}))
	if len(done.Records) != 4 {
		t.Errorf("%+v", done.Records)
	}
	for _, p := range []string{"A", "C", "I", "E"} {
		if n := s.Snapshot().Count(p); n != 0 {
			t.Errorf("%d of %s are left", n, p)
		}
	}
	grep(t, s.Path(), "Zyx Lamps", "Ottoline", "drax@zyx", "555 0199", "lamp")
	if got := s.Snapshot().Get(m.task).Base().Notes; !strings.Contains(got, "Wilhelmina Quast's deputy; mail (purged);") {
		t.Errorf("%q", got)
	}
}

// TestPurgeOfTheDeleted purges somebody whose record was deleted before.
func TestPurgeOfTheDeleted(t *testing.T) {
	m := makeMarked(t)
	must[Changed](t)(edit(m.s, "Remove", func(e *model.Edit) error { return e.Delete(m.who) }))
	must[PurgePlan](t)(m.s.Purge(PurgeOptions{ID: m.who}))
	grep(t, m.s.Path(), "Quast-Brandt")
	if _, err := m.s.PlanPurge(PurgeOptions{ID: m.task}); !errors.Is(err, ErrNotPurged) {
		t.Errorf("a task: %v", err)
	}
	if _, err := m.s.PlanPurge(PurgeOptions{ID: model.NewID("H", 999)}); err == nil {
		t.Error("nobody is purged")
	}
}

// TestUndoOfAPartIsRefused: where the rest of a step does not hold without what was purged,
// undo says so and changes nothing.
func TestUndoOfAPartIsRefused(t *testing.T) {
	s, _ := openNew(t)
	var a, b, c model.ID
	must[Changed](t)(edit(s, "Two customers", func(e *model.Edit) error {
		a, b = e.Put("A", &model.Account{Name: "Alpha Works"}), e.Put("A", &model.Account{Name: "Beta Works"})
		c = e.Put("C", &model.Contact{Name: "Somebody", Account: a})
		return nil
	}))
	must[Changed](t)(edit(s, "Moves on", func(e *model.Edit) error { return e.Set(c, "account", b.String()) }))
	must[PurgePlan](t)(s.Purge(PurgeOptions{ID: a}))
	if s.Snapshot().Get(c) == nil {
		t.Fatal("who moved on went, too")
	}
	_, _ = s.Undo() // says that the purge cannot be taken back
	before := packed(s.Snapshot())
	var p *PurgedError
	if _, err := s.Undo(); !errors.As(err, &p) || !strings.Contains(err.Error(), "account") {
		t.Errorf("%v", err)
	}
	if !maps.Equal(before, packed(s.Snapshot())) {
		t.Error("a refused undo changed something")
	}
}

func TestNamesakeKeepsItsName(t *testing.T) {
	m := makeMarked(t)
	_, twin := addPerson(t, m.s, "Mina Quast-Brandt")
	plan := must[PurgePlan](t)(m.s.Purge(PurgeOptions{ID: m.who}))
	if len(plan.Same) != 1 || plan.Same[0] != twin || name(m.s.Snapshot(), twin) != "Mina Quast-Brandt" {
		t.Errorf("%+v", plan.Same)
	}
}

func TestCutWords(t *testing.T) {
	w := newWordCutter([]string{"Li", "Li Wei", " ", "x", "Émile", "a@b.c", "Li"})
	for in, want := range map[string]string{
		"":                      "",
		"Li Wei and Li":         "(purged) and (purged)",
		"Limit, li, LI":         "Limit, li, LI", // short ones only as they are written
		"li wei's":              "(purged)'s",
		"to A@B.C.":             "to (purged).",
		"émile ÉMILE Émilesque": "(purged) (purged) Émilesque",
		"LiLi Li-Li":            "LiLi (purged)-(purged)",
		"İİİ Li Wei":            "İİİ (purged)",
		"x marks a@b.computer":  "x marks a@b.computer",
		"Li\nWei":               "(purged)\nWei",
		"Opened (Li Wei)":       "Opened (purged)",
		"(Li Wei, Li) (Li":      "((purged), (purged)) ((purged)",
	} {
		if got := w.cut(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestUndoPast: a process of its own, which has not refused before, can be told to go past a purge.
func TestUndoPast(t *testing.T) {
	m := makeMarked(t)
	must[PurgePlan](t)(m.s.Purge(PurgeOptions{ID: m.who}))
	if ch := must[Changed](t)(m.s.UndoPast()); ch.Label != "Later step" {
		t.Errorf("took back %q", ch.Label)
	}
	if ch := must[Changed](t)(m.s.Redo()); ch.Label != "Later step" {
		t.Errorf("brought back %q", ch.Label)
	}
	for {
		if _, err := m.s.UndoPast(); errors.Is(err, ErrNothingToUndo) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestPurgeNamesCopies: copies of the workspace that lie in its own folder stay as they are, and are named,
// before and after; files of other workspaces and of other programs are not.
func TestPurgeNamesCopies(t *testing.T) {
	m := makeMarked(t)
	dir := filepath.Dir(m.s.Path())
	copied, sealed := filepath.Join(dir, "bk.db"), filepath.Join(dir, "out.db.age")
	if err := m.s.Backup(copied); err != nil {
		t.Fatal(err)
	}
	must[string](t)(m.s.BackupSealed(sealed, "correct horse"))
	_ = os.WriteFile(filepath.Join(dir, "notes.db"), []byte("a file of another program"), 0o600)
	_ = os.Mkdir(filepath.Join(dir, "folder.db"), 0o700)
	other, _ := openNew(t)
	if err := other.Backup(filepath.Join(dir, "other.db")); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(copied)
	plan := must[PurgePlan](t)(m.s.PlanPurge(PurgeOptions{ID: m.who}))
	done := must[PurgePlan](t)(m.s.Purge(PurgeOptions{ID: m.who}))
	for _, p := range []PurgePlan{plan, done} {
		if len(p.Copies) != 1 || p.Copies[0] != copied || len(p.Sealed) != 1 || p.Sealed[0].Path != sealed {
			t.Errorf("%v %v", p.Copies, p.Sealed)
		}
	}
	if after, _ := os.ReadFile(copied); !bytes.Equal(before, after) {
		t.Error("the copy was written")
	}
}
