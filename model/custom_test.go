package model_test

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/model/query"
)

// withCustom is a workspace of tasks that came from elsewhere with values of their own.
func withCustom(t *testing.T) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), date.YMD(2026, 11, 20).At(9, 0, nil))
	p := e.Put("P", &model.Project{Name: "One"})
	for i, vals := range [][]model.Custom{
		{{Name: "Story Points", Value: "8"}, {Name: "Team", Value: "Blue"}, {Name: "Go-live", Value: "2026-12-01"}},
		{{Name: "story points", Value: "13"}, {Name: "Team", Value: "red"}},
		{{Name: "Team", Value: "\x1b[31mGreen"}, {Name: "priority", Value: "P1"}, {Name: "Größe", Value: "12,5"}},
		nil,
	} {
		e.Put("T", &model.Task{Name: string(rune('a' + i)), Project: p, Type: "fixed units", Constraint: "ASAP", Meta: model.Meta{Custom: vals}})
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

func TestCustomFields(t *testing.T) {
	s := withCustom(t)
	k := s.KindWithCustom("T")
	for _, name := range []string{"custom.story_points", "custom.team", "custom.go_live", "custom.priority", "custom.größe"} {
		f := k.Field(name)
		if f == nil || f.Stored() || !f.ReadOnly {
			t.Fatalf("%s is no read-only field: %v", name, f)
		}
	}
	if k.Field("custom.story_points").Width != 10 || k.Field("custom.team").Width == 10 {
		t.Error("numbers alone do not stand like numbers")
	}
	c := s.Ctx(date.YMD(2026, 11, 20).At(9, 0, nil))
	var all []model.Record
	for r := range s.All("T") {
		all = append(all, r)
	}
	if got := k.Field("custom.team").Show(c, all[2]); strings.Contains(got, "\x1b") {
		t.Errorf("shown with its escape: %q", got)
	}
	names := func(recs []model.Record) string {
		var out []string
		for _, r := range recs {
			out = append(out, r.(*model.Task).Name)
		}
		return strings.Join(out, "")
	}
	for q, want := range map[string]string{
		"custom.team:blue": "a", "team:red": "b", "story_points>=8": "ab", "story_points>8": "b", "custom.story_points:13": "b", "custom.story_points:": "cd",
		"custom.go_live<=2026-12-01": "a", "-custom.team:*": "d", "custom.größe>12": "c", "priority:500": "", "custom.priority=p1": "c", "CUSTOM.TEAM:Blue": "a",
	} {
		p, err := query.Parse(q, k)
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		if got := names(query.Filter(c, p, all)); got != want {
			t.Errorf("%s finds %q, want %q", q, got, want)
		}
	}
	if _, err := query.Parse("custom.nosuch:1", k); err == nil {
		t.Error("a custom value that nothing has is no mistake")
	}
	if p, err := query.Parse("custom.team:blue", s.Schema().Prefix("T")); err != nil || names(query.Filter(c, p, all)) != "a" {
		t.Errorf("without the list of names: %v", err)
	}
	sorted := slices.Clone(all)
	if err := query.Sort(c, k, sorted, "-custom.story_points"); err != nil || !strings.HasPrefix(names(sorted), "ba") {
		t.Errorf("sorted %s: %v", names(sorted), err)
	}
	if got := query.Complete("team", 4, k); !slices.Contains(query.Complete("custom.t", 8, k), "custom.team:") {
		t.Errorf("completed to %v", got)
	}
	if s.KindWithCustom("R") != s.Schema().Prefix("R") || s.KindWithCustom("ZZ") != nil {
		t.Error("a kind without custom values is another one")
	}
	if s.KindWithCustom("T") != k {
		t.Error("made anew although nothing changed")
	}
}

func TestCustomName(t *testing.T) {
	for in, want := range map[string]string{"Story Points": "story_points", " a--b ": "a_b", "Größe (m²)": "größe_m", "日本": "日本", "!": "", "X:1, y": "x_1_y"} {
		if got := model.CustomName(in); got != want {
			t.Errorf("%q is called %q, want %q", in, got, want)
		}
	}
}

// Sums keep currencies and clock time apart.
func TestSum(t *testing.T) {
	k := model.Kinds()
	c := &model.Ctx{Scale: date.Usual, Currency: "EUR"}
	line := func(v string) *model.CostLine {
		a, err := money.Parse(v, "EUR")
		if err != nil {
			t.Fatal(err)
		}
		return &model.CostLine{Planned: a}
	}
	var s model.Sum
	f := k.Prefix("CL").Field("planned")
	for _, v := range []string{"1200 EUR", "300.50 EUR", "100 USD", "0 GBP"} {
		s.Add(c, f, line(v))
	}
	if got := strings.Join(s.Parts(c), " | "); got != "€1,501 | $100" {
		t.Errorf("money adds up to %q", got)
	}
	if s.Amounts[0].Minor != 150050 {
		t.Errorf("cents are lost: %v", s.Amounts)
	}
	c.ASCII = true
	if got := strings.Join(s.Parts(c), " "); got != "EUR 1,501 USD 100" {
		t.Errorf("in plain letters %q", got)
	}
	huge := money.Amount{Minor: 1 << 62, Code: "EUR"}
	var over model.Sum
	for range 3 {
		over.Add(c, f, &model.CostLine{Planned: huge})
	}
	if p := over.Parts(c); p[len(p)-1] != "too much to add" {
		t.Errorf("an overflow is not said: %q", p)
	}
	var work model.Sum
	d := k.Prefix("T").Field("duration")
	for _, v := range []date.Span{{N: 3 * 8 * 3600, Unit: date.Days}, {N: 4 * 3600, Unit: date.Hours}, {N: 86400, Unit: date.ElapsedDays}, {}} {
		work.Add(c, d, &model.Task{Duration: v})
	}
	if got := strings.Join(work.Parts(c), " | "); got != "3.5 d | 1 ed" || work.Count != 3 {
		t.Errorf("work adds up to %q (%d)", got, work.Count)
	}
	if (&model.Sum{}).Parts(c) != nil {
		t.Error("nothing adds up to something")
	}
}

// Only what can be added up is: no marks, rates or places in an order.
func TestWhatSums(t *testing.T) {
	k := model.Kinds()
	for name, want := range map[string]bool{
		"CL.planned": true, "CL.spent": true, "CL.left": true, "LE.amount": true, "LE.rate": false, "T.duration": true, "T.points": true, "T.order": false, "T.priority": false,
		"H.rate": false, "N.score": false, "R.probability": false, "R.score": false, "A.value": true, "A.open": true, "P.tasks": true, "P.done": false, "B.severity": false, "T.name": false,
	} {
		prefix, field, _ := strings.Cut(name, ".")
		if got := k.Prefix(prefix).Field(field).Sums(); got != want {
			t.Errorf("%s sums: %v", name, got)
		}
	}
	f := model.CustomField("Points")
	var s model.Sum
	for _, v := range []string{"3", "4.5", "many", "2026-01-01", ""} {
		s.Add(&model.Ctx{}, &f, &model.Task{Meta: model.Meta{Custom: []model.Custom{{Name: "points", Value: v}}}})
	}
	if got := s.Parts(&model.Ctx{}); len(got) != 1 || got[0] != "7.5" {
		t.Errorf("custom numbers add up to %q", got)
	}
}

// TestCustomText: a custom value is set like any text, in the row that has it, however that is
// written; set to nothing it goes, and a new one comes last. The record it was copied from stays.
func TestCustomText(t *testing.T) {
	s := withCustom(t)
	c := s.Ctx(date.YMD(2026, 11, 20).At(9, 0, nil))
	k := model.Kinds().Prefix("T")
	for _, x := range []struct {
		id                uint64
		name, value, want string
	}{
		{1, "Team", "Green", "Story Points=8 Team=Green Go-live=2026-12-01"},
		{2, "Story Points", "21", "story points=21 Team=red"},
		{1, "team", "", "Story Points=8 Go-live=2026-12-01"},
		{4, "Team", " Blue\x1b[31m ", "Team=Blue"},
		{4, "Team", "  ", ""},
	} {
		rec := s.Get(model.NewID("T", x.id))
		before := slices.Clone(rec.Base().Custom)
		f, copied := model.CustomText(x.name), k.Copy(rec)
		if f.Type != model.TypeText || f.ReadOnly || f.Stored() {
			t.Fatalf("%+v", f)
		}
		if err := f.Parse(c, copied, x.value); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range copied.Base().Custom {
			got = append(got, v.Name+"="+v.Value)
		}
		if strings.Join(got, " ") != x.want || !slices.Equal(rec.Base().Custom, before) {
			t.Errorf("%s of %d set to %q: %q, want %q; the original is %v", x.name, x.id, x.value, got, x.want, rec.Base().Custom)
		}
		if want := strings.TrimSpace(strings.TrimSuffix(x.value, "\x1b[31m ")); f.Text(c, copied) != want || f.IsZero(copied) != (want == "") || f.Name != model.CustomPrefix+model.CustomName(x.name) {
			t.Errorf("%s reads back as %q", f.Name, f.Text(c, copied))
		}
	}
}
