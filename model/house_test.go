package model_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rooms says which other rooms of the house each may know. A room not named here is a leaf:
// it knows none. Tests may know what they like.
var rooms = map[string][]string{
	"":                     {"ui", "ui/cli"},
	"model":                {"model/date", "model/money", "model/text", "model/worktime", "model/cpm", "model/clock", "model/flow", "model/network", "model/holiday", "model/health", "model/score"},
	"model/cpm":            {"model/date"},
	"model/*":              {"model", "model/date", "model/money", "model/text", "model/query", "model/worktime", "model/clock", "model/health", "model/score"},
	"model/worktime":       {"model/date"},
	"model/measured":       {},
	"model/flow":           {"model/date"},
	"model/network":        {},
	"model/holiday":        {"model/date"},
	"model/clock":          {"model/date", "model/worktime"},
	"store":                {"model", "model/*"},
	"store/transfer/mspdi": {"model/date"},

	"store/*":        {"store", "store/*", "model", "model/*"},
	"ui/layout":      {"ui/theme", "model/text"},
	"ui/table":       {"ui/layout", "ui/theme"},
	"ui/chart":       {"ui/layout", "ui/theme", "model/date", "model/network"},
	"ui/entry":       {"ui/layout", "ui/theme", "model/text"},
	"ui/act":         {},
	"ui/markdown":    {"ui/layout", "ui/theme"},
	"ui/config":      {"ui/act", "ui/theme"},
	"ui/pane":        {"ui/act", "ui/layout", "ui/theme", "model", "model/date"},
	"ui/form":        {"ui/pane", "ui/act", "ui/entry", "ui/layout", "ui/theme", "ui/table", "model", "model/*"},
	"ui/palette":     {"ui/pane", "ui/act", "ui/entry", "ui/layout", "ui/theme", "ui/table", "model", "model/*"},
	"ui/dialog":      {"ui/pane", "ui/act", "ui/markdown", "ui/entry", "ui/layout", "ui/theme", "ui/table", "model/text", "model/money"},
	"ui/browse":      {"ui/pane", "ui/act", "ui/entry", "ui/form", "ui/palette", "ui/dialog", "ui/layout", "ui/theme", "ui/table", "ui/chart", "model", "model/*"},
	"ui/triage":      {"ui/pane", "ui/act", "ui/entry", "ui/form", "ui/palette", "ui/dialog", "ui/layout", "ui/theme", "ui/table", "model", "model/*"},
	"ui/today":       {"ui/pane", "ui/act", "ui/layout", "ui/theme", "ui/table", "model", "model/*"},
	"ui/dm/handover": {"ui/pane", "ui/act", "ui/form", "ui/dialog", "ui/layout", "ui/theme", "ui/table", "model", "model/*"},
	"ui/dm/account":  {"ui/pane", "ui/act", "ui/form", "ui/dialog", "ui/layout", "ui/theme", "model", "model/*"},
	"ui/pm/board":    {"ui/pane", "ui/act", "ui/form", "ui/dialog", "ui/layout", "ui/theme", "model", "model/*"},
	"ui/pm/sprint":   {"ui/pane", "ui/act", "ui/form", "ui/dialog", "ui/layout", "ui/theme", "ui/chart", "model", "model/*"},
	"ui/pm/flow":     {"ui/pane", "ui/act", "ui/layout", "ui/theme", "ui/chart", "model", "model/*"},
	"ui/pm/baseline": {"ui/pane", "ui/act", "ui/form", "ui/dialog", "ui/layout", "ui/theme", "ui/table", "model", "model/*"},
	"ui/pm/slip":     {"ui/pane", "ui/act", "ui/form", "ui/dialog", "ui/layout", "ui/theme", "ui/table", "ui/chart", "model", "model/*"},
	"ui/pm/scope":    {"ui/pane", "ui/act", "ui/form", "ui/layout", "ui/theme", "ui/table", "model", "model/*"},
	"ui/pm/scenario": {"ui/pane", "ui/act", "ui/form", "ui/dialog", "ui/layout", "ui/theme", "ui/table", "ui/chart", "model", "model/*"},
	"ui/pm/network":  {"ui/pane", "ui/act", "ui/layout", "ui/theme", "ui/chart", "model", "model/*"},
	"ui/cli":         {"store", "store/*", "model", "model/*", "ui/layout", "ui/theme", "ui/act", "ui/config"},
	"ui":             {"store", "store/*", "model", "model/*", "ui/*"},
}

// leaves know numbers and text, never records.
var leaves = map[string]bool{"model/date": true, "model/money": true, "model/health": true, "model/score": true, "model/text": true, "ui/theme": true}

// clockRooms may ask what time it is.
var clockRooms = map[string]bool{"": true, "store": true, "ui": true}

func allowed(room, other string) bool {
	list, ok := rooms[room]
	if !ok && !leaves[room] {
		list = rooms[filepath.Dir(room)+"/*"]
	}
	for _, x := range list {
		if x == other || strings.HasSuffix(x, "/*") && strings.HasPrefix(other, strings.TrimSuffix(x, "*")) {
			return true
		}
	}
	return false
}

// eachFile calls f for every Go file of the project that is no test.
func eachFile(t *testing.T, f func(room, path, src string)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		room, err := filepath.Rel("..", filepath.Dir(path))
		if room == "." {
			room = ""
		}
		n++
		f(filepath.ToSlash(room), path, string(src))
		return err
	})
	if err != nil || n < 50 {
		t.Fatalf("%d files: %v", n, err)
	}
}

// TestRoomsKnowOnlyTheirNeighbours holds the direction of imports.
func TestRoomsKnowOnlyTheirNeighbours(t *testing.T) {
	eachFile(t, func(room, path, src string) {
		if room == "ui/uitest" || room == "store/storetest" {
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
		if err != nil {
			t.Error(err)
			return
		}
		for _, imp := range f.Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if other, ours := strings.CutPrefix(name, "tandem/"); ours && !allowed(room, other) {
				t.Errorf("%s: %q may not know %q", path, room, other)
			}
			if (room == "model" || strings.HasPrefix(room, "model/")) && (strings.Contains(name, "bbolt") || strings.Contains(name, "charm") || name == "os") {
				t.Errorf("%s: the model does no I/O, but imports %q", path, name)
			}
		}
	})
}

// TestOneClock keeps time.Now out of every room that should be told what time it is.
func TestOneClock(t *testing.T) {
	eachFile(t, func(room, path, src string) {
		if !clockRooms[room] && strings.Contains(src, "time.Now") {
			t.Errorf("%s: asks for the time; take it as an argument", path)
		}
	})
}

// TestTheRootIsSmall holds the promise that the root's Update stays a sorter of messages.
func TestTheRootIsSmall(t *testing.T) {
	src, err := os.ReadFile("../ui/update.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(src), "\n"); n > 200 {
		t.Errorf("ui/update.go has %d lines", n)
	}
}

// TestFilesAreSmall holds the size of every file.
func TestFilesAreSmall(t *testing.T) {
	eachFile(t, func(_, path, src string) {
		if n := strings.Count(src, "\n"); n > 600 {
			t.Errorf("%s has %d lines, more than 600", path, n)
		}
	})
}
