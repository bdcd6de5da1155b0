package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

const firms = "Firma;Ort;Umsatz\nAlpha GmbH;Bonn;12\nBeta AG;Ulm;7\nGamma KG;Jena;9\n"

// TestSameUnderAnotherName: the same customers out of a file of another name are told of once, and
// with the source that is named they are the same.
func TestSameUnderAnotherName(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "kunden.csv", firms, transfer.Options{As: "account"})
	res, _ := takeCSV(t, s, "clients.csv", firms, transfer.Options{As: "account"})
	want := "3 of these accounts have the name of an account that is here from another source (--source 'table:kunden' takes them for the same)"
	if len(res.Problems) != 1 || res.Problems[0].Message != want || res.Problems[0].Rejected {
		t.Fatalf("%+v", res.Problems)
	}
	opt := transfer.Options{As: "account", Table: transfer.TableOptions{Source: "table:kunden"}}
	res, _ = takeCSV(t, s, "clients.csv", firms, opt)
	if c := counted(res, "account"); c.Added != 0 || c.Unchanged != 3 || len(res.Problems) != 0 {
		t.Errorf("with the source: %+v %v", c, res.Problems)
	}
	res, _ = takeCSV(t, s, "kunden.csv", firms+"Delta;Köln;1\n", transfer.Options{As: "account"})
	if len(res.Problems) != 0 {
		t.Errorf("the file itself: %v", res.Problems)
	}
}

// TestSameFromAnotherTool: tasks that are here already are told of where a tracker, a plan or a
// calendar brings them once more, and nothing is said where only a name or two are the same.
func TestSameFromAnotherTool(t *testing.T) {
	const table = "Summary,Project,Key\nPaint the gate,yard,1\nOil the hinge,yard,2\nMow,garden,3\n"
	const tw = `[{"description":"%s","project":"yard","status":"pending","uuid":"11111111-0000-4000-8000-000000000001","entry":"20260101T080000Z"},
{"description":"Oil the hinge","project":"yard","status":"pending","uuid":"11111111-0000-4000-8000-000000000002","entry":"20260101T080000Z"}]`
	const ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:yard\r\nBEGIN:VTODO\r\nUID:a\r\nSUMMARY:Mow\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
	const plan = `<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Name>yard</Name><Title>yard</Title><Tasks>` +
		`<Task><UID>1</UID><ID>1</ID><Name>Paint the gate</Name></Task><Task><UID>2</UID><ID>2</ID><Name>Oil the hinge</Name></Task></Tasks></Project>`
	const github = `[{"number":1,"title":"Paint the gate","state":"OPEN","url":"https://github.com/me/yard/issues/1"}]`
	_, s := takeCSV(t, workspace(t), "work.csv", table, transfer.Options{As: "task"})
	for _, x := range []struct {
		file, text, want string
	}{
		{"tasks.json", strings.Replace(tw, "%s", "Paint the gate", 1), "2 of these tasks have the name of a task that is here from another source (table:work): they may be here twice"},
		{"tasks.json", strings.Replace(tw, "%s", "Oil the gate", 1), "1 of these tasks has the name"},
		{"plan.xml", plan, "2 of these tasks have the name of a task"},
		{"issues.json", github, ""}, // another project, me/yard
		{"todo.ics", ics, ""},       // of another project, or of none
	} {
		res, err := transfer.Import(context.Background(), s, now, x.file, strings.NewReader(x.text), transfer.Options{})
		if err != nil {
			t.Fatalf("%s: %v", x.file, err)
		}
		said := ""
		for _, p := range res.Problems {
			if strings.Contains(p.Message, "these tasks") {
				said = p.Message
			}
		}
		if !strings.HasPrefix(said, x.want) || x.want == "" && said != "" {
			t.Errorf("%s says %q, want %q", x.file, said, x.want)
		}
		again, err := transfer.Import(context.Background(), s.With(res.Batch.Changes), now, x.file, strings.NewReader(x.text), transfer.Options{})
		if err != nil || len(again.Problems) > 0 && strings.Contains(again.Problems[0].Message, "these tasks") {
			t.Errorf("%s once more: %v %v", x.file, again.Problems, err)
		}
	}
}

// TestMapChanged: a column that gets a field, or is left out, leaves no old copy in custom; what
// somebody wrote there stays.
func TestMapChanged(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "kunden.csv", firms, transfer.Options{As: "account", Table: transfer.TableOptions{Map: []transfer.Pair{{Name: "Ort", Value: "custom"}, {Name: "Umsatz", Value: "custom"}}}})
	a := named[*model.Account](t, s, "A", "Alpha GmbH")
	if len(a.Custom) != 2 {
		t.Fatalf("%+v", a.Custom)
	}
	own := *a
	own.Custom = append(own.Custom, model.Custom{Name: "mine", Value: "1"})
	s = s.With([]model.Change{{ID: a.ID, Before: a, After: &own}})
	_, s = takeCSV(t, s, "kunden.csv", firms, transfer.Options{As: "account", Table: transfer.TableOptions{Map: []transfer.Pair{{Name: "Ort", Value: "notes"}, {Name: "Umsatz", Value: "-"}}}})
	a = named[*model.Account](t, s, "A", "Alpha GmbH")
	if len(a.Custom) != 1 || a.Custom[0].Name != "mine" {
		t.Errorf("%+v", a.Custom)
	}
}

// TestOwnMapping: a tracker's format refuses what it would pass over.
func TestOwnMapping(t *testing.T) {
	const jira = "Summary,Issue key,Issue id,Foo\nDig,X-1,10,1\n"
	for want, o := range map[string]transfer.TableOptions{"--map": {Map: []transfer.Pair{{Name: "Foo", Value: "name"}}}, "--id": {ID: "Foo"}, "--set": {Set: []transfer.Pair{{Name: "percent", Value: "4"}}}} {
		_, err := transfer.Import(context.Background(), workspace(t), now, "jira.csv", strings.NewReader(jira), transfer.Options{Table: o})
		var e *transfer.OptionError
		if !errors.As(err, &e) || e.Option != want || !strings.Contains(err.Error(), "its own mapping") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// TestLeftoverAsFound: rejected rows are written with what stood between the cells, and what is
// wrong names the column.
func TestLeftoverAsFound(t *testing.T) {
	res, _ := takeCSV(t, workspace(t), "kunden.csv", "Firma;Ort\nAlpha;Bonn\n;Ulm\n", transfer.Options{As: "account"})
	if res.Leftover == nil || !said(res, "Firma") {
		t.Fatalf("%+v", res.Problems)
	}
	var b bytes.Buffer
	if err := transfer.WriteLeftover(&b, res.Leftover); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasPrefix(got, "Firma;Ort;error (table:kunden as account)\n;Ulm;\"Firma: ") && !strings.HasPrefix(got, "Firma;Ort;error (table:kunden as account)\n;Ulm;Firma: ") {
		t.Errorf("%q", got)
	}
}

// TestJiraKeepsTheRest: hours spent on nobody's issue and what no field takes are kept.
func TestJiraKeepsTheRest(t *testing.T) {
	const head = "Summary,Issue key,Issue id,Project key,Project type,Project lead,Parent summary,Assignee,Original estimate,Time Spent\n"
	const row = "Dig,X-1,10001,X,software,Ada,The whole,"
	_, s := takeCSV(t, workspace(t), "jira.csv", head+row+",7200,3600\n", transfer.Options{})
	got := func() map[string]string {
		m := map[string]string{}
		for _, c := range named[*model.Task](t, s, "T", "Dig").Custom {
			m[c.Name] = c.Value
		}
		return m
	}
	for name, want := range map[string]string{"issue id": "10001", "project type": "software", "project lead": "Ada", "parent summary": "The whole", "time spent": "1h"} {
		if got()[name] != want {
			t.Errorf("%s: %q", name, got()[name])
		}
	}
	_, s = takeCSV(t, s, "jira.csv", head+row+"Ben,7200,3600\n", transfer.Options{})
	if task := named[*model.Task](t, s, "T", "Dig"); got()["time spent"] != "" || len(task.Assignments) != 1 || task.Assignments[0].ActualWork.N != 3600 {
		t.Errorf("assigned: %v %+v", got(), task.Assignments)
	}
}
