package form

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// small is a desk with a few people, two projects and their tasks.
func small(t *testing.T) *desk {
	d := newDesk(t)
	d.put("W", &model.Workspace{Name: "Mine", Currency: "EUR"})
	d.put("H", &model.Person{Name: "Ada Lovelace", Capacity: 100_00}, &model.Person{Name: "Edgar Nord"}, &model.Person{Name: "Adam Smith, MSc"})
	d.put("P", &model.Project{Name: "Warehouse rollout", Currency: "CHF"}, &model.Project{Name: "Label printers"})
	d.put("T", &model.Task{Name: "Carrier API", Project: model.NewID("P", 1)}, &model.Task{Name: "Carrier contract", Project: model.NewID("P", 2)},
		&model.Task{Name: "Label print", Project: model.NewID("P", 1)})
	d.put("R", &model.Risk{Title: "Supplier may miss date", Project: model.NewID("P", 1), Status: "open", Probability: 2})
	return d
}

var riskOne = model.NewID("R", 1)

// What a field understood is shown as it is typed, or what it wants.
func TestEcho(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	for _, c := range []struct{ field, typed, echo, problem string }{
		{"review", "fri +2w", "Fri 11 Dec 2026, in 21 d", ""},
		{"review", "tomorrow", "Sat 21 Nov 2026, tomorrow", ""},
		{"review", "yesterday", "Thu 19 Nov 2026, yesterday", ""},
		{"review", "1 nov", "Sun 1 Nov 2026, 19 d ago", ""},
		{"review", "someday", "", `"someday"`},
		{"cost_low", "12.5k", "CHF 12,500", ""},
		{"cost_low", "€1,200.50", "€1,200.50", ""},
		{"cost_low", "lots", "", `"lots"`},
		{"delay_low", "3d 4h", "28 h of work", ""},
		{"delay_low", "2ed", "48 h by the clock", ""},
		{"delay_low", "5d?", "40 h of work, an estimate", ""},
		{"delay_low", "30min", "30 min of work", ""},
		{"delay_low", "soon", "", `"soon"`},
		{"chance", "12.5", "12.5%", ""},
		{"chance", "120", "", "0 to 100"},
		{"probability", "7", "", "0 to 5"},
		{"response", "mit", "mitigate", ""},
		{"response", "e", "", "avoid, transfer"},
		{"title", "Anything", "", ""},
		{"title", "", "", ""},
	} {
		d.fill(c.field, c.typed)
		in := d.in(c.field)
		if in.echo != strings.ReplaceAll(c.echo, "€1,200.50", "") && in.echo != c.echo || c.problem == "" != (in.problem() == "") || !strings.Contains(in.problem(), c.problem) {
			t.Errorf("%s %q: echo %q problem %q", c.field, c.typed, in.echo, in.problem())
		}
		if in.raw() != c.typed {
			t.Errorf("%s: typed %q became %q", c.field, c.typed, in.raw())
		}
		d.screen(80, 20)
	}
	d.fill("review", "fri +2w")
	d.sees(76, 18, "= Fri 11 Dec 2026, in 21 d")
	d.sees(60, 18, "= Fri 11 Dec 2026, in 21 d") // without room beside the value it stands below
}

// A wrong value keeps its text when the focus moves on, stops the save and gets the focus back.
func TestWrongValueIsKept(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.fill("review", "someday")
	d.press("tab", "tab")
	d.fill("trigger", "late mail")
	d.press("ctrl+s")
	if d.edits != 0 || !d.open || d.form.cur().f.Name != "review" || d.in("review").raw() != "someday" {
		t.Fatalf("edits %d, at %s, review %q", d.edits, d.form.cur().f.Name, d.in("review").raw())
	}
	if foot := d.form.Foot(); !strings.HasPrefix(foot, "1 wrong") {
		t.Errorf("foot %q", foot)
	}
	d.press("ctrl+u")
	d.typ("eom")
	d.press("ctrl+s")
	r, _ := model.Find[*model.Risk](d.env.Snap, riskOne)
	if d.open || d.label != "Edit R-1 review, trigger" || r.Trigger != "late mail" || r.Review != date.YMD(2026, 11, 30) {
		t.Errorf("open %v, label %q, %+v", d.open, d.label, r)
	}
	if d.sel != riskOne {
		t.Errorf("selected %s", d.sel)
	}
}

// Only changed fields are set, on the newest snapshot.
func TestConcurrentChangeStays(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.fill("trigger", "mine")
	e := model.NewEdit(d.env.Snap, now)
	must(t, e.Set(riskOne, "title", "Theirs"))
	must(t, e.Set(riskOne, "trigger", "theirs too"))
	b, err := e.Batch()
	must(t, err)
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	d.form.Sync(d.env)
	if got := d.in("title").raw(); got != "Theirs" {
		t.Errorf("the untouched field shows %q", got)
	}
	d.press("ctrl+s")
	r, _ := model.Find[*model.Risk](d.env.Snap, riskOne)
	if r.Title != "Theirs" || r.Trigger != "mine" || d.label != "Edit R-1 trigger" {
		t.Errorf("%q %q, %s", r.Title, r.Trigger, d.label)
	}
}

func TestReferences(t *testing.T) {
	d := small(t)
	d.create("T", map[string]string{"project": "P-1"})
	if got := d.in("project").raw(); got != "P-1 Warehouse rollout" {
		t.Errorf("preset shows %q", got)
	}
	d.fill("parent", "carr")
	if len(d.form.matches) != 2 || d.form.matches[0].id != model.NewID("T", 1) {
		t.Fatalf("matches %+v: the own project's come first", d.form.matches)
	}
	d.sees(80, 24, "T-1 Carrier API")
	d.press("down")
	d.sees(80, 24, "T-2 Carrier contract")
	d.press("up", "tab")
	if got := d.in("parent").raw(); got != "T-1 Carrier API" || d.form.cur().f.Name == "parent" {
		t.Errorf("took %q, at %s", got, d.form.cur().f.Name)
	}
	d.fill("parent", "t-3")
	if d.form.matches[0].id != model.NewID("T", 3) {
		t.Errorf("a reference finds %+v", d.form.matches)
	}
	d.press("enter")
	d.fill("parent", "nobody")
	if len(d.form.matches) != 0 {
		t.Errorf("matches %+v", d.form.matches)
	}
	d.press("tab")
	if in := d.in("parent"); !strings.Contains(in.problem(), "no such task") || in.raw() != "nobody" {
		t.Errorf("%q: %q", in.raw(), in.problem())
	}
	d.fill("parent", "T-3")
	d.fill("name", "Test")
	d.press("ctrl+s")
	if r, _ := model.Find[*model.Task](d.env.Snap, d.sel); r == nil || r.Parent != model.NewID("T", 3) || d.label != `Add task "Test"` {
		t.Errorf("%+v, %s", r, d.label)
	}
}

// A list of references takes one after another; commas in names do no harm.
func TestReferenceList(t *testing.T) {
	d := small(t)
	d.create("B", nil)
	d.typ("Stuck")
	d.fill("blocks", "carr api")
	d.press("tab")
	d.typ("adam")
	d.sees(80, 24, "H-3 Adam Smith MSc")
	d.press("tab", "tab")
	if got := d.in("blocks").raw(); got != "T-1 Carrier API, H-3 Adam Smith MSc" {
		t.Fatalf("blocks %q", got)
	}
	d.press("ctrl+s")
	r, _ := model.Find[*model.Blocker](d.env.Snap, d.sel)
	if r == nil || cmp.Diff(r.Blocks, []model.ID{model.NewID("T", 1), model.NewID("H", 3)}) != "" {
		t.Fatalf("%+v", r)
	}
	d.change(d.sel)
	d.to("blocks")
	d.press("home")
	for range len("T-1 Carrier API") {
		d.send(named["delete"])
	}
	d.typ("label")
	d.press("enter")
	d.press("ctrl+s")
	r, _ = model.Find[*model.Blocker](d.env.Snap, d.sel)
	if cmp.Diff(r.Blocks, []model.ID{model.NewID("P", 2), model.NewID("H", 3)}) != "" && cmp.Diff(r.Blocks, []model.ID{model.NewID("T", 3), model.NewID("H", 3)}) != "" {
		t.Errorf("%v", r.Blocks)
	}
}

func TestEnumAndFlag(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.to("status")
	d.sees(80, 20, "triggered")
	for _, c := range []struct{ key, want string }{{"right", "watched"}, {"right", "triggered"}, {"left", "watched"}, {"left", "open"}, {"left", "closed"}, {"right", "open"}} {
		d.press(c.key)
		if got := d.in("status").raw(); got != c.want {
			t.Errorf("%s: %q, want %q", c.key, got, c.want)
		}
	}
	d.typ("wat")
	if in := d.in("status"); in.raw() != "wat" || in.exact != "watched" {
		t.Errorf("typed over: %q, understood %q", in.raw(), in.exact)
	}
	d.sees(80, 20, "watched")
	d.press("tab")
	if got := d.in("status").raw(); got != "watched" {
		t.Errorf("left as %q", got)
	}
	d.to("response")
	d.press("left")
	if got := d.in("response").raw(); got != "enhance" {
		t.Errorf("from empty to %q", got)
	}
	d.to("opportunity")
	for _, c := range []struct{ key, want string }{{"space", "yes"}, {"space", "no"}, {"right", "yes"}, {"left", "no"}} {
		d.press(c.key)
		if got := d.in("opportunity").raw(); got != c.want {
			t.Errorf("%s: %q, want %q", c.key, got, c.want)
		}
	}
	d.typ("yx")
	d.press("ctrl+s")
	r, _ := model.Find[*model.Risk](d.env.Snap, riskOne)
	if !r.Opportunity || r.Status != "watched" || r.Response != "enhance" {
		t.Errorf("%+v", r)
	}
}

// Problems of the checks come back to their fields; the first gets the focus.
func TestProblemsComeBack(t *testing.T) {
	d := small(t)
	d.create("R", nil)
	d.press("ctrl+s")
	if !d.open || d.form.cur().f.Name != "title" || d.in("title").problem() != "is missing" || !strings.Contains(d.in("project").problem(), "belongs to") {
		t.Fatalf("open %v at %s: %q, %q", d.open, d.form.cur().f.Name, d.in("title").problem(), d.in("project").problem())
	}
	d.sees(80, 24, "is missing")
	d.typ("Late")
	if p := d.in("title").problem(); p != "" {
		t.Errorf("a changed value is still refused: %s", p)
	}
	d.fill("project", "ware")
	d.press("tab", "ctrl+s")
	if d.open || d.label != `Add risk "Late"` || d.env.Snap.Count("R") != 2 {
		t.Errorf("open %v, %s", d.open, d.label)
	}
}

func TestFailures(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.fill("trigger", "x")
	d.env.Snap = d.env.Snap.With([]model.Change{{ID: riskOne, Before: d.env.Snap.Get(riskOne)}})
	d.env.Rev++
	d.press("ctrl+s")
	d.sees(80, 24, "R-1: no such record")
	d.press("tab")
	if d.form.note != "" {
		t.Errorf("the note stays: %s", d.form.note)
	}
	d.form.fail(errors.New("the disk is full"), riskOne, 0)
	d.sees(80, 24, "the disk is full")
	d.form.fail(model.Problem{ID: model.NewID("T", 9), Field: "trigger", Message: "is of another record"}, riskOne, 0)
	d.sees(80, 24, "the disk is full")
}

// While a save is under way keys do nothing, and a form that was left stays left.
func TestSaveUnderWay(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.fill("trigger", "x")
	e, ok := d.form.save(d.env).(pane.Edit)
	if !ok {
		t.Fatal("no edit")
	}
	d.typ("yz")
	d.form.Paste(d.env, "more")
	d.press("tab")
	if d.in("trigger").raw() != "x" || d.form.cur().f.Name != "trigger" {
		t.Error("keys change a form that is being saved")
	}
	d.sees(80, 24, "Saving.")
	if ok, why := d.form.Scopes()[0].Enabled("form.save"); ok || why == "" {
		t.Error("saving twice")
	}
	d.press("esc")
	if got := e.Then([]model.ID{riskOne}); cmp.Diff(got, pane.Select{ID: riskOne}) != "" {
		t.Errorf("a form that was left does %+v", got)
	}
	if _, typed := d.form.Draft(); typed {
		t.Error("a saved form leaves a draft")
	}
}

// What was typed outlives the form, right or wrong, through JSON.
func TestDraft(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	if _, typed := d.form.Draft(); typed {
		t.Error("an untouched form leaves a draft")
	}
	d.fill("review", "tomorrow")
	d.fill("chance", "many")
	d.fill("owner", "edg")
	d.press("tab")
	d.fill("trigger", "half a sent")
	d.press("esc")
	draft, typed := d.form.Draft()
	want := Draft{Kind: "R", ID: riskOne, Values: map[string]string{"review": "2026-11-21", "chance": "many", "owner": "H-2", "trigger": "half a sent"}}
	if !typed || cmp.Diff(draft, want) != "" || d.open {
		t.Fatalf("typed %v: %s", typed, cmp.Diff(draft, want))
	}
	b, err := json.Marshal(draft)
	must(t, err)
	var back Draft
	must(t, json.Unmarshal(b, &back))
	d.form, d.open = Restore(d.env, back), true
	if d.in("chance").raw() != "many" || d.in("owner").raw() != "H-2 Edgar Nord" || d.in("review").raw() != "21 Nov 2026" {
		t.Errorf("restored %q %q %q", d.in("chance").raw(), d.in("owner").raw(), d.in("review").raw())
	}
	again, typed := d.form.Draft()
	if !typed || cmp.Diff(again, draft) != "" {
		t.Errorf("a restored form leaves another draft: %v %s", typed, cmp.Diff(again, draft))
	}
	d.fill("chance", "30")
	d.press("ctrl+s")
	r, _ := model.Find[*model.Risk](d.env.Snap, riskOne)
	if r.Chance != 30_00 || r.Owned != model.NewID("H", 2) || r.Trigger != "half a sent" || r.Review != date.YMD(2026, 11, 21) {
		t.Errorf("%+v", r)
	}
}

// TestDraftOfSeveral: what was typed for several records outlives their form: as typed where it
// means something else in each, as understood where it does not, and that a value was emptied.
func TestDraftOfSeveral(t *testing.T) {
	d := small(t)
	ids := []model.ID{riskOne, d.put("R", &model.Risk{Title: "Two", Project: model.NewID("P", 1), Trigger: "its own"})[0]}
	d.form, d.open = NewBulk(d.env, ids), true
	if _, typed := d.form.Draft(); typed {
		t.Error("an untouched form leaves a draft")
	}
	d.fill("review", "tomorrow")
	d.fill("chance", "many")
	d.fill("owner", "edg")
	d.press("tab")
	d.to("trigger")
	d.press("ctrl+u")
	d.press("esc")
	draft, typed := d.form.Draft()
	want := Draft{Kind: "R", ID: riskOne, IDs: ids, Values: map[string]string{"review": "2026-11-21", "chance": "many", "owner": "H-2", "trigger": ""}}
	if !typed || cmp.Diff(draft, want) != "" {
		t.Fatalf("typed %v: %s", typed, cmp.Diff(draft, want))
	}
	b, err := json.Marshal(draft)
	must(t, err)
	var back Draft
	must(t, json.Unmarshal(b, &back))
	d.form, d.open = Restore(d.env, back), true
	if again, typed := d.form.Draft(); !typed || cmp.Diff(again, draft) != "" {
		t.Errorf("a restored form leaves another draft: %v %s", typed, cmp.Diff(again, draft))
	}
	d.fill("chance", "30")
	d.press("ctrl+s")
	for _, id := range ids {
		r, _ := model.Find[*model.Risk](d.env.Snap, id)
		if r.Chance != 30_00 || r.Owned != model.NewID("H", 2) || r.Trigger != "" || r.Review != date.YMD(2026, 11, 21) {
			t.Errorf("%+v", r)
		}
	}
	if _, typed := d.form.Draft(); typed {
		t.Error("a saved form leaves a draft")
	}
	back.IDs = append(back.IDs, model.NewID("R", 99))
	if f := Restore(d.env, back); f == nil || f.note != "1 of the 3 records are gone" {
		t.Errorf("%+v", f)
	}
	if Restore(d.env, Draft{Kind: "R", IDs: []model.ID{model.NewID("R", 99)}}) != nil {
		t.Error("a form for records that are gone")
	}
}

func TestDraftSame(t *testing.T) {
	a, b := model.NewID("R", 1), model.NewID("R", 2)
	one := Draft{Kind: "R", ID: a, IDs: []model.ID{a, b}}
	for i, x := range []struct {
		o    Draft
		want bool
	}{
		{Draft{Kind: "R", ID: b, IDs: []model.ID{b, a}}, true}, {Draft{Kind: "R", ID: a}, false}, {Draft{Kind: "R", ID: a, IDs: []model.ID{a, a}}, false},
		{Draft{Kind: "R", ID: a, IDs: []model.ID{a, b}, Field: "owner"}, false}, {Draft{Kind: "T", ID: a, IDs: []model.ID{a, b}}, false},
	} {
		if one.Same(x.o) != x.want || x.o.Same(one) != x.want {
			t.Errorf("%d: %+v", i, x.o)
		}
	}
	if !(Draft{Kind: "R", ID: a}).Same(Draft{Kind: "R", ID: a}) || (Draft{Kind: "R", ID: a}).Same(Draft{Kind: "R", ID: b}) {
		t.Error("of one record")
	}
}

func TestDraftOfWhatIsGone(t *testing.T) {
	d := small(t)
	d.form = Restore(d.env, Draft{Kind: "R", ID: model.NewID("R", 99), Values: map[string]string{"title": "Was here", "project": "P-1"}})
	d.sees(80, 24, "R-99 is gone")
	d.press("ctrl+s")
	if d.label != `Add risk "Was here"` {
		t.Errorf("label %q", d.label)
	}
	if Restore(d.env, Draft{Kind: "ZZZ"}) != nil {
		t.Error("a form of an unknown kind")
	}
}

// A preset alone is no draft, and a preset of a field that the form does not show is kept.
func TestPreset(t *testing.T) {
	d := small(t)
	d.create("B", map[string]string{"about": "T-1", "signal": "task.late", "project": "P-1"})
	if _, typed := d.form.Draft(); typed {
		t.Error("a preset counts as typed")
	}
	d.typ("Stuck")
	d.press("ctrl+s")
	r, _ := model.Find[*model.Blocker](d.env.Snap, d.sel)
	if r == nil || r.Signal != "task.late" || r.About != model.NewID("T", 1) || r.Title != "Stuck" {
		t.Errorf("%+v", r)
	}
}

// Lists are edited as lines; a wrong line is named, kept, and offered again.
func TestListInEditor(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 3))
	d.fill("links", "T-1 | | SS | 2d\nT-2 | | FS | often")
	if d.asked != "# predecessor | external | type | lag\n" {
		t.Errorf("the editor was given %q", d.asked)
	}
	if p := d.in("links").problem(); d.form.Foot() == "" || !strings.HasPrefix(p, "") {
		t.Error(p)
	}
	d.sees(80, 24, "row 2, lag")
	d.sees(80, 24, "2 rows")
	d.sees(80, 24, "T-1 Carrier API · SS · 2d")
	d.press("ctrl+s")
	if d.edits != 0 || d.form.cur().f.Name != "links" {
		t.Error("saved a list that is wrong")
	}
	d.edit = func(text string) string { return strings.Replace(text, "often", "-1d", 1) }
	d.press("ctrl+e")
	if !strings.Contains(d.asked, "often") {
		t.Errorf("offered again: %q", d.asked)
	}
	d.press("ctrl+s")
	r, _ := model.Find[*model.Task](d.env.Snap, model.NewID("T", 3))
	if len(r.Links) != 2 || r.Links[1].Predecessor != model.NewID("T", 2) || r.Links[0].Type != model.SS {
		t.Errorf("%+v", r.Links)
	}
}

func TestLongText(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.fill("notes", "# Why\n\n- first\n- second")
	d.sees(80, 24, "# Why↵↵- first")
	d.sees(80, 24, "- second")
	d.typ("!")
	d.press("ctrl+s")
	if got := d.env.Snap.Get(riskOne).Base().Notes; got != "# Why\n\n- first\n- second!" {
		t.Errorf("notes %q", got)
	}
	d.change(riskOne)
	d.to("review")
	if ok, why := d.form.Scopes()[0].Enabled("form.editor"); ok || why == "" {
		t.Error("a date opens in the editor")
	}
	d.press("ctrl+e")
	d.env.Theme = theme.New("none", true, true, true)
	d.to("notes")
	d.sees(80, 24, "# Why//- first")
}

// Enter walks through the fields and saves on the last.
func TestEnterWalksAndSaves(t *testing.T) {
	d := small(t)
	d.create("C", map[string]string{"account": ""})
	n := d.form.shown()
	for range n - 1 {
		d.press("enter")
	}
	if d.form.at != n-1 {
		t.Fatalf("at %d of %d", d.form.at, n)
	}
	d.press("enter")
	if d.edits != 1 || d.form.cur().f.Name != "name" {
		t.Errorf("%d edits, at %s", d.edits, d.form.cur().f.Name)
	}
	d.press("shift+tab")
	if d.form.at != n-1 {
		t.Errorf("back round the start: %d", d.form.at)
	}
	d.press("up", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup")
	if d.form.at != 0 {
		t.Errorf("paged to %d", d.form.at)
	}
	d.press("down", "pgdown")
	if d.form.at < 2 {
		t.Errorf("paged to %d", d.form.at)
	}
}

// The zone of times hangs on what the record belongs to, as typed in the same form.
func TestZoneFollowsTheOwner(t *testing.T) {
	d := small(t)
	d.put("CAL", &model.Calendar{Name: "Tokyo", Zone: "Asia/Tokyo", MinutesPerDay: 420, MinutesPerWk: 2100, DaysPerMonth: 20})
	d.put("A", &model.Account{Name: "Shinkansen", Calendar: model.NewID("CAL", 1)})
	d.create("I", nil)
	d.fill("when", "20 nov 14:00")
	d.fill("summary", "Called")
	d.fill("account", "shin")
	d.press("tab")
	d.to("when")
	d.sees(100, 30, "JST")
	d.press("ctrl+s")
	r, _ := model.Find[*model.Interaction](d.env.Snap, d.sel)
	if r == nil || r.When != date.YMD(2026, 11, 20).At(5, 0, nil) {
		t.Errorf("%+v", r)
	}
}

// Every action that the key table binds in the form's scope is one it can do.
func TestEveryBindingIsHandled(t *testing.T) {
	for _, b := range act.Bindings() {
		if _, ok := actions[b.Action]; b.Scope == "form" && b.Action != "app.suspend" && b.Action != "form.discard" && b.Action != "form.find" && !ok {
			t.Errorf("%s is bound and not done", b.Action)
		}
	}
}
