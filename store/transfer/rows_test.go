package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// takeCSV imports a text and returns what it did and the workspace after it.
func takeCSV(t testing.TB, s *model.Snapshot, name, text string, opt transfer.Options) (transfer.Result, *model.Snapshot) {
	t.Helper()
	res, err := transfer.Import(context.Background(), s, now, name, strings.NewReader(text), opt)
	if err != nil {
		t.Fatal(err)
	}
	return res, s.With(res.Batch.Changes)
}

// counted is what became of a kind.
func counted(res transfer.Result, kind string) transfer.Count {
	for _, c := range res.Counts {
		if c.Kind == kind {
			return c
		}
	}
	return transfer.Count{}
}

func named[T model.Record](t testing.TB, s *model.Snapshot, prefix, name string) T {
	t.Helper()
	c := s.Ctx(now)
	for r := range model.Each[T](s, prefix) {
		if c.NameOf(r.Base().ID) == name {
			return r
		}
	}
	t.Fatalf("there is no %s called %q", prefix, name)
	var none T
	return none
}

func said(res transfer.Result, words ...string) bool {
	return slices.ContainsFunc(res.Problems, func(p transfer.Problem) bool {
		for _, w := range words {
			if !strings.Contains(p.Field+" "+p.Message, w) {
				return false
			}
		}
		return true
	})
}

const work = `ID;Summary;Project;Assignee;Due Date;Effort;Labels;Team;Depends on;Parent
W-1;Dig;Harbour;Ada Novak;24.12.2026;1,5d;"earth, wet ground";Blue;;
W-2;Pour;Harbour;Ada Novak, Ben Ode;31.01.2027;3d;;Red;W-1;
W-3;Paint;Harbour;Cy;;4h;;;W-1,W-2;W-2
`

// TestTableOfTasks: headings mean fields, names mean records, what is missing of projects and
// people is made, and the file may come again.
func TestTableOfTasks(t *testing.T) {
	res, s := takeCSV(t, workspace(t), "work.csv", work, transfer.Options{As: "task"})
	if c := counted(res, "task"); c.Added != 3 || res.Rejected() != 0 || len(res.Problems) != 1 || !said(res, "Depends on", `"Paint": waits for itself: T-3 > T-2 > T-3; kept`) {
		t.Fatalf("%+v %v", res.Counts, res.Problems)
	}
	if p, h := counted(res, "project"), counted(res, "person"); p.Added != 1 || h.Added != 3 {
		t.Errorf("%+v", res.Counts)
	}
	dig, pour, paint := named[*model.Task](t, s, "T", "Dig"), named[*model.Task](t, s, "T", "Pour"), named[*model.Task](t, s, "T", "Paint")
	c := s.Ctx(now).For(pour)
	if got := dig.Deadline.RFC3339(c.Loc); got != "2026-12-24T17:00:00+01:00" {
		t.Errorf("due %s", got)
	}
	if !slices.Equal(dig.Tags, []string{"earth", "wet-ground"}) || dig.Work.N != 12*3600 || dig.Custom[0] != (model.Custom{Name: "Team", Value: "Blue"}) {
		t.Errorf("%v %v %v", dig.Tags, dig.Work, dig.Custom)
	}
	if len(pour.Assignments) != 2 || c.NameOf(pour.Assignments[1].Person) != "Ben Ode" {
		t.Errorf("%+v", pour.Assignments)
	}
	if len(paint.Links) != 2 || paint.Links[1].Predecessor != pour.ID || paint.Parent != pour.ID {
		t.Errorf("%+v", paint)
	}
	again, _ := takeCSV(t, s, "work (1).csv", work, transfer.Options{As: "task"})
	if len(again.Batch.Changes) != 0 || counted(again, "task").Unchanged != 3 {
		t.Errorf("the second time: %+v", again.Counts)
	}
	more, s2 := takeCSV(t, s, "work.csv", strings.Replace(work, "Dig;", "Dig deeper;", 1), transfer.Options{As: "task"})
	if counted(more, "task").Updated != 1 || named[*model.Task](t, s2, "T", "Dig deeper").ID != dig.ID {
		t.Errorf("%+v", more.Counts)
	}
}

// TestNarrowAndWideRows: what a short row does not reach stays, what stands beyond the headings is
// kept.
func TestNarrowAndWideRows(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "people.csv", "Id,Name,Role,Department\n1,Ada,Lead,Ops\n", transfer.Options{As: "person"})
	res, s := takeCSV(t, s, "people.csv", "Id,Name,Role,Department\n1,Ada\n2,Ben,Dev,Ops,extra\n", transfer.Options{As: "person"})
	if ada := named[*model.Person](t, s, "H", "Ada"); ada.Role != "Lead" || counted(res, "person").Unchanged != 1 {
		t.Errorf("%+v %+v", ada, res.Counts)
	}
	ben := named[*model.Person](t, s, "H", "Ben")
	if !slices.Contains(ben.Custom, model.Custom{Name: "column 5", Value: "extra"}) || !said(res, "column 5", "wider") {
		t.Errorf("%+v %v", ben.Custom, res.Problems)
	}
}

// TestRejectedRows are kept with what is wrong, and come in once mended.
func TestRejectedRows(t *testing.T) {
	text := "Id,Name,Capacity,Type\n1,Ada,100%,work\n2,Ben,lots,work\n3,,50%,work\n2,Cy,20%,work\n4,Di,10%,nonsense\n"
	res, s := takeCSV(t, workspace(t), "people.csv", text, transfer.Options{As: "person"})
	if c := counted(res, "person"); c.Read != 5 || c.Added != 2 || c.Rejected != 3 || res.Rejected() != 3 {
		t.Fatalf("%+v %v", res.Counts, res.Problems)
	}
	var b bytes.Buffer
	if err := transfer.WriteLeftover(&b, res.Leftover); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "Id,Name,Capacity,Type,error (table:people as person)\n") || !strings.Contains(b.String(), "2,Ben,lots,work,") || strings.Count(b.String(), "\n") != 4 {
		t.Fatalf("%s", b.String())
	}
	mended := strings.NewReplacer("lots", "80%", "3,,", "3,Eve,", "2,Cy", "5,Cy").Replace(b.String())
	again, s := takeCSV(t, s, "mended.csv", mended, transfer.Options{}) // the file says what they are, and whose
	if c := counted(again, "person"); c.Added != 3 || again.Rejected() != 0 {
		t.Errorf("%+v %v\n%s", again.Counts, again.Problems, mended)
	}
	if eve := named[*model.Person](t, s, "H", "Eve"); len(eve.Custom) != 0 || eve.Capacity != 50_00 || eve.Source != "table:people" {
		t.Errorf("%+v", eve)
	}
	if third, _ := takeCSV(t, s, "mended again.csv", mended, transfer.Options{}); len(third.Batch.Changes) != 0 {
		t.Errorf("again: %+v", third.Changes)
	}
	half := strings.Replace(mended, "80%", "some", 1)
	bad, _ := takeCSV(t, s, "half.csv", half, transfer.Options{})
	b.Reset()
	if err := transfer.WriteLeftover(&b, bad.Leftover); err != nil || !strings.HasPrefix(b.String(), "Id,Name,Capacity,Type,error (table:people as person)\n2,Ben,some,work,") || strings.Contains(b.String(), "lots") {
		t.Errorf("mended badly: %v %s", err, b.String())
	}
}

// TestRulesRefuseRows: what fields alone cannot see refuses the row, and the rest is taken.
func TestRulesRefuseRows(t *testing.T) {
	text := "Id,Name,Parent,Start,Finish\n1,A,2,,\n2,B,1,,\n3,C,,2026-03-05,2026-03-01\n4,D,,2026-03-01,2026-03-05\n5,E,3,,\n"
	res, s := takeCSV(t, workspace(t), "w.csv", text, transfer.Options{As: "task"})
	if c := counted(res, "task"); c.Added != 1 || c.Rejected != 4 {
		t.Fatalf("%+v %v", res.Counts, res.Problems)
	}
	if !said(res, "circle") || !said(res, "before the start") || len(res.Leftover.Rows) != 4 {
		t.Errorf("%v", res.Problems)
	}
	if err := s.Unpack(); len(err) > 0 {
		t.Error(err)
	}
}

// TestMappingIsKept: what is chosen once holds for the next file of the source, until it is
// undone; a heading that is not there and a field that is not are said.
func TestMappingIsKept(t *testing.T) {
	text := "Nr;Bezeichnung;Umfang\n7;Anbau;groß\n"
	choose := transfer.TableOptions{Map: []transfer.Pair{{"Bezeichnung", "title"}, {"Umfang", "-"}}, ID: "Nr", Remember: true}
	res, s := takeCSV(t, workspace(t), "export 2026-11-02.csv", text, transfer.Options{As: "project", Table: choose})
	if res.Rejected() > 0 || len(s.Workspace().Imports) != 1 {
		t.Fatalf("%v %v", res.Problems, s.Workspace().Imports)
	}
	res, s = takeCSV(t, s, "export 2026-11-09.csv", strings.Replace(text, "Anbau", "Neubau", 1), transfer.Options{As: "project"})
	if counted(res, "project").Updated != 1 || len(named[*model.Project](t, s, "P", "Neubau").Custom) != 0 {
		t.Errorf("%+v %v", res.Counts, res.Columns)
	}
	for _, bad := range []transfer.TableOptions{{Map: []transfer.Pair{{"Bezeichnung", "nonsense"}}}, {Map: []transfer.Pair{{"Nonsense", "title"}}}, {ID: "Nonsense"}} {
		_, err := transfer.Import(context.Background(), s, now, "x.csv", strings.NewReader(text), transfer.Options{As: "project", Table: bad})
		if err == nil || !strings.Contains(strings.ToLower(err.Error()), "nonsense") {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// TestStrangersReference: a reference of another workspace must not be written over.
func TestStrangersReference(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "p.csv", "Name\nAda\n", transfer.Options{As: "person"})
	text := "ref,name,created\nH-1,Zed,2020-01-01T00:00:00Z\n"
	res, s := takeCSV(t, s, "other.csv", text, transfer.Options{})
	if res.Rejected() != 1 || !said(res, "another record") || s.Count("H") != 1 {
		t.Errorf("%v", res.Problems)
	}
	res, s = takeCSV(t, s, "mine.csv", "ref,name\nH-1,Ada Novak\n,Ben\n", transfer.Options{})
	if c := counted(res, "person"); c.Updated != 1 || c.Added != 1 || named[*model.Person](t, s, "H", "Ben").ID == 0 {
		t.Errorf("%+v %v", res.Counts, res.Problems)
	}
}

// TestUnknownNames: what names nothing is kept and said; a name of two is not guessed.
func TestUnknownNames(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "a.csv", "Name\nTwin\nTwin\n", transfer.Options{As: "account"})
	if s.Count("A") != 2 {
		t.Fatal(s.Count("A"))
	}
	res, s := takeCSV(t, s, "p.csv", "Name,Account,Calendar\nHarbour,Twin,Nowhere\n", transfer.Options{As: "project"})
	p := named[*model.Project](t, s, "P", "Harbour")
	if p.Account != 0 || len(p.Custom) != 2 || !said(res, "Account", "more than one") || !said(res, "Calendar", "not known") {
		t.Errorf("%+v %v", p.Custom, res.Problems)
	}
}

// TestRowsWithoutProject go to one that is named after the file; --set gives them another.
func TestRowsWithoutProject(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "Garden.csv", "Title\nWeed\nMow\n", transfer.Options{As: "task"})
	if p := named[*model.Project](t, s, "P", "Garden"); len(s.Plan(p.ID).Lines) != 2 {
		t.Error(s.Plan(p.ID))
	}
	_, s = takeCSV(t, s, "More.csv", "Title\nRake\n", transfer.Options{As: "task", Table: transfer.TableOptions{Set: []transfer.Pair{{"project", "Garden"}, {"tags", "new"}}}})
	if r := named[*model.Task](t, s, "T", "Rake"); s.Count("P") != 1 || !slices.Equal(r.Tags, []string{"new"}) {
		t.Errorf("%d projects, %v", s.Count("P"), r.Tags)
	}
}

func TestNothingInIt(t *testing.T) {
	for name, text := range map[string]string{"empty.csv": "", "blank.csv": "\n\n\n", "head.csv": "Name,Role\n", "bin.csv": "\x00\x01\x02\x03binary"} {
		_, err := transfer.Import(context.Background(), workspace(t), now, name, strings.NewReader(text), transfer.Options{As: "person"})
		if !errors.Is(err, transfer.ErrNothing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := transfer.Import(context.Background(), workspace(t), now, "x.csv", strings.NewReader("zz,yy\n1,2\n"), transfer.Options{})
	if err == nil || !strings.Contains(err.Error(), "--as") {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := transfer.Import(ctx, workspace(t), now, "w.csv", strings.NewReader(work), transfer.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestInspect tells what a file would become before it is read to its end.
func TestInspect(t *testing.T) {
	l, err := transfer.Inspect(context.Background(), workspace(t), "customers 2026.csv", strings.NewReader("Firma;Umsatz\nNord;1.000,50 €\n"), transfer.Options{})
	if err != nil || !l.Table() || l.Kind.Name != "account" || l.Columns[0].Field != "name" || l.Columns[1].Field != "value" || len(l.Rows) != 1 {
		t.Errorf("%v %+v", err, l)
	}
	l, err = transfer.Inspect(context.Background(), workspace(t), "x.csv", strings.NewReader("zz,yy\n1,2\n"), transfer.Options{})
	if err != nil || l.Kind != nil || len(l.Headings) != 2 {
		t.Errorf("%v %+v", err, l)
	}
	l, err = transfer.Inspect(context.Background(), workspace(t), "x.xml", strings.NewReader("<Project/>"), transfer.Options{})
	if err != nil || l.Table() {
		t.Errorf("%v %+v", err, l)
	}
}
