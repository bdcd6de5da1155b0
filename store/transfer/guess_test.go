package transfer_test

import (
	"context"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// What the rows of a table are is told from its headings: a kind whose records would all be
// without a name is not what they are.
func TestGuessedKind(t *testing.T) {
	for text, want := range map[string]string{
		"Company;City;Revenue;Since;Owner\nAlpha GmbH;Bonn;12000;12.01.2024;Ada\nBeta AG;Ulm;7000;03.04.2023;Bob\n": "account",
		"Customer,Value,Tier\nAlpha,12000,key\nBeta,70,key\n":                                                       "account",
		"Client,City\nAlpha,Bonn\nBeta,Ulm\n":                                                                       "account",
		"Project,Manager,Start\nDepots,Ada,2026-01-05\nPortal,Bob,2026-02-01\n":                                     "project",
		"Project,Task,Due\nDepots,Dig,2026-01-05\nDepots,Fill,2026-02-01\n":                                         "task",
		"Risk,Project,Probability,Impact\nFire,Depots,2,5\nFlood,Depots,1,5\n":                                      "risk",
		"Summary,Assignee,Due Date\nDig,Ada,2026-01-05\n":                                                           "task",
		"Name,Email,Role\nAda,ada@x.example,engineer\nBob,bob@x.example,tester\n":                                   "person",
	} {
		res, err := transfer.Import(context.Background(), workspace(t), now, "x.csv", strings.NewReader(text), transfer.Options{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		got := ""
		if len(res.Tables) > 0 {
			got = res.Tables[0].Kind.Slug()
		}
		if got != want || res.Rejected() > 0 {
			t.Errorf("%q is taken for %s (%v), not %s", text, got, res.Problems, want)
		}
	}
	if _, err := transfer.Import(context.Background(), workspace(t), now, "x.csv", strings.NewReader("Height;Width\n1;2\n"), transfer.Options{}); err == nil {
		t.Error("a table of nothing that is here is taken")
	}
	if model.Kinds().Prefix(model.AccountPrefix).TitleField() == nil {
		t.Error("customers have no name")
	}
}
