package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

// TestEditRefusesALoop: whichever way somebody types a circle, it is named and nothing is changed.
func TestEditRefusesALoop(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("B", 1, after(a))
	sum := p.task("Sum", 1)
	c := p.task("C", 1, under(sum), after(b))
	last := p.task("Last", 1, after(sum))
	for _, x := range []struct {
		id    model.ID
		links string
		want  string // "": taken
	}{
		{a, "T-2", "T-1 > T-2 > T-1"},
		{a, "T-4 | | SS | 2d", "T-1 > T-2 > T-4 > T-1"},
		{a, "T-3", "T-1 > T-2 > T-4 > T-3 > T-1"}, // a summary ends with what is under it
		{a, "T-5 ff", "T-1 > T-2 > T-4 > T-3 > T-5 > T-1"},
		{sum, "T-5", "T-3 > T-5 > T-3"},
		{sum, "T-4", "T-3 > T-4 > T-3"},
		{last, "T-1; T-2; T-3; T-4", ""},
		{c, "T-1; T-2", ""},
	} {
		before := p.snap
		err := p.set(x.id, "links", x.links)
		if x.want == "" {
			if err != nil {
				t.Errorf("%s waits for %s: %v", x.id, x.links, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%s links: would wait for itself: %s", x.id, x.want)) {
			t.Errorf("%s waits for %s: %v", x.id, x.links, err)
		}
		if p.snap != before {
			t.Errorf("%s waits for %s and was changed", x.id, x.links)
		}
	}
	_, _ = b, c
}

// A circle that came in is none of the doing of an edit that leaves its links alone, or takes one away.
func TestOldLoopStaysEditable(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("B", 1, after(a))
	p.edit(func(e *model.Edit) {
		if err := e.Set(a, "links", "T-2"); err != nil {
			t.Fatal(err)
		}
		if got := e.Loops(); len(got) != 1 || model.Round(got[0]) != "T-1 > T-2 > T-1" {
			t.Errorf("%v", got)
		}
	})
	for _, x := range [][2]string{{"duration", "3d"}, {"links", "T-2 SS"}, {"name", "Other"}, {"links", ""}} {
		if err := p.set(a, x[0], x[1]); err != nil {
			t.Errorf("%v: %v", x, err)
		}
	}
	if err := p.set(a, "links", "T-2"); err == nil {
		t.Error("the circle could be closed anew")
	}
	_ = b
}

// TestManyLinksAtOnce: of many new links the answer is that of each by itself, against a search that
// knows nothing of shortcuts.
func TestManyLinksAtOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlanner(t)
		n := rapid.IntRange(2, 9).Draw(rt, "tasks")
		var ids []model.ID
		for range n {
			ids = append(ids, p.task("x", 1))
		}
		links := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")}
		}), 1, 12).Draw(rt, "links")
		reach := make([][]bool, n)
		for i := range reach {
			reach[i] = make([]bool, n)
		}
		e := model.NewEdit(p.snap, march(1, 0, 0))
		for _, l := range links {
			if l[0] == l[1] {
				continue
			}
			reach[l[0]][l[1]] = true
			if err := model.Update(e, ids[l[1]], func(t *model.Task) error {
				if !slices.ContainsFunc(t.Links, func(x model.TaskLink) bool { return x.Predecessor == ids[l[0]] }) {
					t.Links = append(slices.Clone(t.Links), model.TaskLink{Predecessor: ids[l[0]], Type: model.FS, Lag: date.Span{}})
				}
				return nil
			}); err != nil {
				rt.Fatal(err)
			}
		}
		for k := range n {
			for i := range n {
				for j := range n {
					reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
				}
			}
		}
		round := false
		for i := range n {
			round = round || reach[i][i]
		}
		_, err := e.Batch()
		if (err != nil) != round {
			rt.Fatalf("%v: %v", links, err)
		}
	})
}

// TestTypedLinks: links are read as they are said, and what a machine wrote as it stands.
func TestTypedLinks(t *testing.T) {
	p := newPlanner(t)
	p.task("A", 1)
	p.task("Sign the FS", 1)
	c := p.task("C", 1)
	for in, want := range map[string]string{
		"T-1":                     "T-1 |  | FS",
		"T-1 FS":                  "T-1 |  | FS",
		"t-1 ss +2d; Sign the FS": "T-1 |  | SS | 2d\nT-2 |  | FS",
		"T-1 -4h":                 "T-1 |  | FS | -4h",
		"T-1 FF50%":               "T-1 |  | FF | 50%",
		"T-1 | FS":                "T-1 |  | FS",
		"T-1 | SF | 2ed":          "T-1 |  | SF | 2ed",
		"Sign the FS | SS":        "T-2 |  | SS",
		"T-1 | | FS | 2d":         "T-1 |  | FS | 2d",
		"| other.xml 4 | FS | 2d": " | other.xml 4 | FS | 2d",
		"T-1 | QQ":                "! row 1: unknown link type QQ: FS, SS, FF or SF",
		"T-1 QQ 2d":               "! row 1: unknown link type QQ: FS, SS, FF or SF",
		"T-2; T-1 | | QQ | 2d":    "! row 2: unknown link type QQ: FS, SS, FF or SF",
		"T-1 FS often":            `! row 1: "often" is no lag`,
		"T-9 FS":                  "! no such task",
		"Nobody FS":               "! no such task",
	} {
		err := p.set(c, "links", "")
		if err == nil {
			err = p.set(c, "links", in)
		}
		x, _ := model.Find[*model.Task](p.snap, c)
		got := model.Kinds().Prefix(model.TaskPrefix).Field("links").Text(p.snap.Ctx(0), x)
		if bad, ok := strings.CutPrefix(want, "! "); ok {
			if err == nil || !strings.Contains(err.Error(), bad) {
				t.Errorf("%q: %v, want %q", in, err, bad)
			}
			continue
		}
		if err != nil || got != want {
			t.Errorf("%q reads %q (%v), want %q", in, got, err, want)
		}
	}
}

// TestEditRefusesALoopByOutline: a task that is put under a summary which waits for it, or which it
// waits for, through others, is refused with the circle named, by its field and by indenting; what
// closes none is taken.
func TestEditRefusesALoopByOutline(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	between := p.task("Between", 1, after(a))
	sum := p.task("Sum", 1, after(between))
	p.task("C", 1, under(sum))
	mid := p.task("Mid", 1, after(sum))
	d := p.task("D", 1, after(mid))
	phase := p.task("Phase", 1)
	inPhase := p.task("In phase", 1, under(phase), after(mid))
	for _, x := range []struct {
		id, sum model.ID
		want    string // "": taken
	}{
		{a, sum, "T-1 > T-2 > T-3 > T-1"},
		{d, sum, "T-6 > T-3 > T-5 > T-6"},
		{phase, sum, "T-7 > T-3 > T-5 > T-8 > T-7"}, // through what is under it
		{inPhase, 0, ""},
		{d, phase, ""},
		{d, 0, ""}, // and out again, though the summary over it waits
	} {
		before := p.snap
		value := ""
		if x.sum != 0 {
			value = x.sum.String()
		}
		err := p.set(x.id, "parent", value)
		if x.want == "" {
			if err != nil {
				t.Errorf("%s under %s: %v", x.id, x.sum, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%s parent: would wait for itself: %s", x.id, x.want)) {
			t.Errorf("%s under %s: %v", x.id, x.sum, err)
		}
		if p.snap != before {
			t.Errorf("%s was put under %s", x.id, x.sum)
		}
	}
}

// TestIndentRefusesALoop: by the keys of the outline too, and for many tasks in one step.
func TestIndentRefusesALoop(t *testing.T) {
	p := newPlanner(t)
	first := p.task("First", 1)
	sum := p.task("Sum", 1)
	p.task("C", 1, under(sum), after(first))
	mid := p.task("Mid", 1, after(sum))
	ids := []model.ID{p.task("D", 1, after(mid)), p.task("E", 1), p.task("F", 1), p.task("G", 1), p.task("H", 1), p.task("I", 1)}
	try := func(f func(o *model.Outliner) error) error {
		e := model.NewEdit(p.snap, march(1, 0, 0))
		o := model.NewOutliner(e)
		if err := f(o); err != nil {
			return err
		}
		if err := o.Save(); err != nil {
			return err
		}
		_, err := e.Settled()
		return err
	}
	want := "T-5 parent: would wait for itself: T-5 > T-2 > T-4 > T-5"
	for _, list := range [][]model.ID{ids[:1], ids} {
		err := try(func(o *model.Outliner) error { return o.Put(list, model.Place{Anchor: sum, Where: model.Under}) })
		if err == nil || err.Error() != want {
			t.Errorf("%d tasks: %v, want %s", len(list), err, want)
		}
	}
	if err := try(func(o *model.Outliner) error { return o.Put(ids[1:], model.Place{Anchor: sum, Where: model.Under}) }); err != nil {
		t.Error(err)
	}
	if err := try(func(o *model.Outliner) error {
		return o.Put([]model.ID{first}, model.Place{Anchor: sum, Where: model.Under})
	}); err != nil {
		t.Errorf("one that only a task of it waits for: %v", err)
	}
}
