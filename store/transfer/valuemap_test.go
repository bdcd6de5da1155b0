package transfer_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

const tierText = "Customer,Tier,Value\nNord,Gold,100\nSüd,Silver,200\nWest,key,300\nOst,gold,400\n"

// A word that is none of a field's choices keeps no row out: it is kept as it is, and told.
func TestUnknownChoice(t *testing.T) {
	res, s := takeCSV(t, workspace(t), "customers.csv", tierText, transfer.Options{As: "account"})
	if c := counted(res, "account"); c.Added != 4 || c.Rejected != 0 || res.Leftover != nil {
		t.Fatalf("%+v %v", res.Counts, res.Problems)
	}
	said := 0
	for _, p := range res.Problems {
		if p.Field == "Tier" && p.Row >= 2 && strings.Contains(p.Message, "kept as a custom value") && !p.Rejected {
			said++
		}
	}
	if said != 3 {
		t.Errorf("%d values are told: %v", said, res.Problems)
	}
	nord, west := named[*model.Account](t, s, "A", "Nord"), named[*model.Account](t, s, "A", "West")
	if custom(nord, "Tier") != "Gold" || nord.Value.Minor == 0 || west.Tier != "key" || custom(west, "Tier") != "" {
		t.Errorf("%+v\n%+v", nord, west)
	}
	again(t, s, "customers.csv", tierText, transfer.Options{As: "account"})
}

// Without a value of a required choice the record would make no sense: its usual one stands in, and a
// row without one is still refused.
func TestUnknownChoiceRequired(t *testing.T) {
	k := model.Kinds()
	for _, kind := range k.Kinds {
		for i := range kind.Fields {
			f := &kind.Fields[i]
			if f.Type != model.TypeEnum || !f.Required || kind.Single || !f.IsZero(kind.New()) || kind.TitleField() == nil {
				continue
			}
			text := kind.TitleField().Name + "," + f.Name + "\nA,certainly-not\n"
			res, _ := takeCSV(t, workspace(t), "x.csv", text, transfer.Options{As: kind.Slug()})
			if res.Rejected() == 0 {
				t.Errorf("%s without %s came in", kind.Name, f.Name)
			}
		}
	}
}

// What a value means is said once and kept with the mapping of its source.
func TestValueMap(t *testing.T) {
	pairs, err := transfer.ParseMap("tier:Gold=strategic, Tier:Silver=standard")
	if err != nil {
		t.Fatal(err)
	}
	opt := transfer.Options{As: "account", Table: transfer.TableOptions{Map: pairs, Remember: true}}
	res, s := takeCSV(t, workspace(t), "customers.csv", tierText, opt)
	if len(res.Problems) > 0 || res.Rejected() > 0 {
		t.Fatal(res.Problems)
	}
	tiers := func(s *model.Snapshot) string {
		var out []string
		for a := range model.Each[*model.Account](s, "A") {
			out = append(out, a.Name+" "+string(a.Tier))
		}
		return strings.Join(out, ", ")
	}
	if got := tiers(s); got != "Nord strategic, Süd standard, West key, Ost strategic" {
		t.Error(got)
	}
	res, s = takeCSV(t, s, "customers.csv", tierText+"Mitte,GOLD,1\n", transfer.Options{As: "account"})
	if got := tiers(s); len(res.Problems) > 0 || counted(res, "account").Unchanged != 4 || !strings.HasSuffix(got, "Mitte strategic") {
		t.Errorf("%s %+v %v", got, res.Counts, res.Problems)
	}

	for text, want := range map[string]string{"tier:Gold=platinum": "platinum", "status:x=y": "no column fills"} {
		pairs, err := transfer.ParseMap(text)
		if err != nil {
			t.Fatal(err)
		}
		_, err = transfer.Import(context.Background(), s, now, "customers.csv", strings.NewReader(tierText), transfer.Options{As: "account", Table: transfer.TableOptions{Map: pairs}})
		var opt *transfer.OptionError
		if !errors.As(err, &opt) || opt.Option != "--map" || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	colon := "Name,Tier:Gold\nNord,7\n" // a heading with a colon is a heading
	res, s = takeCSV(t, workspace(t), "colon.csv", colon, transfer.Options{As: "account", Table: transfer.TableOptions{Map: []transfer.Pair{{"Tier:Gold", "notes"}}}})
	if got := named[*model.Account](t, s, "A", "Nord").Notes; got != "7" {
		t.Errorf("%q %v", got, res.Problems)
	}
}

// A choice of fields is named once.
func TestChoicesOnce(t *testing.T) {
	_, err := transfer.Import(context.Background(), workspace(t), now, "x.csv", strings.NewReader(tierText),
		transfer.Options{As: "account", Table: transfer.TableOptions{Map: []transfer.Pair{{"Customer", "colour"}}}})
	if err == nil || strings.Count(err.Error(), "custom,") != 1 {
		t.Error(err)
	}
}

// A reference to a project of another workspace says what to do; a column with its name makes it.
func TestTasksOfAnotherWorkspace(t *testing.T) {
	res, _ := takeCSV(t, workspace(t), "tasks.csv", "Name,Project\nDig,P-1\n", transfer.Options{As: "task"})
	if res.Rejected() != 1 || !said(res, "tandem import projects.csv tasks.csv") || !said(res, "--map 'Project=-'") {
		t.Error(res.Problems)
	}
	res, s := takeCSV(t, workspace(t), "tasks.csv", "Name,Project,Project name\nDig,P-1,Harbour\nPour,P-1,Harbour\n", transfer.Options{As: "task"})
	p := named[*model.Project](t, s, "P", "Harbour")
	if res.Rejected() > 0 || p == nil || named[*model.Task](t, s, "T", "Pour").Project != p.ID || s.Count("P") != 1 {
		t.Errorf("%+v %v", res.Counts, res.Problems)
	}
}

// Columns of a Jira export that hold values and are left out are named.
func TestJiraLeftOut(t *testing.T) {
	res, _ := takeCSV(t, workspace(t), "jira.csv", "Summary,Issue key,Issue id,Last Viewed,Watchers,Watchers Id,Watchers Id,Work Ratio\nA,AB-1,1,04/Dec/26 9:00 AM,Ada,u1,u2,\nB,AB-2,2,04/Dec/26 9:00 AM,,,,\n", transfer.Options{})
	if !said(res, "Last Viewed (2), Watchers Id (2);") || said(res, "Work Ratio") {
		t.Error(res.Problems)
	}
}
