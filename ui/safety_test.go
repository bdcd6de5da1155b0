package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store"
	"tandem/ui"
)

// reopening is a desk whose program may close the workspace and open it again.
func reopening(t *testing.T, sampled bool) desk {
	t.Helper()
	var d desk
	first := true
	d = start(t, 120, 36, sampled, func(o *ui.Options) {
		once, path := o.Open, o.Path
		o.Open = func([]string) (*store.Store, error) {
			if first {
				first = false
				return once(nil)
			}
			st := open(t, path)
			t.Cleanup(func() { st.Close() })
			return st, nil
		}
	})
	return d
}

// command runs a command of the palette by its words.
func (d desk) command(words string) desk {
	d.Press(":").Type(words).Press("enter")
	return d
}

func TestBackupIsLookedIntoAndRestored(t *testing.T) {
	d := reopening(t, true)
	if _, err := d.store.BackupBefore("import"); err != nil {
		t.Fatal(err)
	}
	n := d.store.Snapshot().Count("R")
	if _, err := d.store.Do("Delete", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, d.store.Now())
		err := e.Delete(model.NewID("R", 1))
		b, _ := e.Batch()
		return b, err
	}); err != nil {
		t.Fatal(err)
	}
	d.command("backups and restore")
	d.Has("Backups", "before import", "records").Fits()
	d.Press("enter").Has("steps of history", "3 would come back, 2 be as they were then", "What is there now is kept", "risks").Fits()
	d.Press("enter").Has("Back to")
	again := open2(t, d.path)
	if again == nil {
		return
	}
	list := store.Backups(d.path)
	if len(list) < 2 || list[0].Why() != "what a restore replaced" {
		t.Errorf("%+v", list)
	}
	in, err := store.Look(d.path, "")
	if err != nil || count(in, "R") != n {
		t.Errorf("%d risks, wanted %d: %v", count(in, "R"), n, err)
	}
}

// open2 reports that the file is there; the program has it open.
func open2(t *testing.T, path string) os.FileInfo {
	t.Helper()
	st, err := os.Stat(path)
	if err != nil {
		t.Error(err)
	}
	return st
}

func count(in store.Inside, prefix string) int {
	for _, k := range in.Kinds {
		if k.Kind.Prefix == prefix {
			return k.Count
		}
	}
	return 0
}

func TestCheckSaysWhatItFound(t *testing.T) {
	d := reopening(t, true)
	_ = os.WriteFile(d.path+".new-7", []byte("half"), 0o644)
	d.command("check the workspace")
	d.Has("What the check found", "half-written", "repairs what is safe").Fits()
	d.Press("enter").Has("What was repaired", "removed").Fits()
	if _, err := os.Stat(d.path + ".new-7"); err == nil {
		t.Error("it is still there")
	}
	d.Press("esc")
	d.command("check the workspace")
	d.Has("All is well")
}

func TestPurgeWantsTheReferenceTyped(t *testing.T) {
	d := reopening(t, true)
	d.Press("6")
	who := "Northwind Logistics"
	d.Press("/").Type("Northwind").Press("enter")
	d.command("purge the data of")
	d.Has("Purge A-1", "Undo does not bring it back", who).Fits()
	d.Press("enter").Has("nothing was purged")
	d.Type("a-1").Press("enter").Has("Purged A-1")
	if d.store.Snapshot().Get(model.NewID("A", 1)) != nil {
		t.Error("it is still there")
	}
	if b, err := os.ReadFile(d.path); err != nil || strings.Contains(string(b), who) {
		t.Errorf("its name is still in the file: %v", err)
	}
	d.Press("u").Has("cannot be taken back")
}

func TestWholeWorkspaceIsTakenIntoAnEmptyOne(t *testing.T) {
	from := reopening(t, true)
	path := filepath.Join(t.TempDir(), "all.json")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := from.store.Export(f, nil); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	d := reopening(t, false)
	d.Press("i").Type(path).Press("enter").Has("Taken in, with its whole history")
	d.Press("esc").Has("Warehouse rollout")
	from.command("import a file")
	from.Type(path).Press("enter").Has("only be taken into an empty one")
}
