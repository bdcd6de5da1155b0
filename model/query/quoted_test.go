package query_test

import (
	"slices"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
)

// TestQuotedName: a name with blanks stands in quotes before its operator; text in quotes that no
// operator follows stays text, and a name that is none is an error rather than an empty list.
func TestQuotedName(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	var list []model.Change
	for i, v := range []struct{ kind, votes, key string }{{"Epic", "10", "CRM-1"}, {"Bug", "9", "CRM-12"}, {"Epic", "2", "X-1"}} {
		r := &model.Task{Name: "quote issue type"}
		r.ID, r.ExternalID = model.NewID("T", uint64(i+1)), v.key
		r.Custom = []model.Custom{{Name: "Issue Type", Value: v.kind}, {Name: "Votes", Value: v.votes}}
		list = append(list, model.Change{ID: r.ID, After: r})
	}
	s = s.With(list)
	c, k := s.Ctx(date.YMD(2026, 11, 20).At(9, 0, nil)), s.KindWithCustom("T")
	for q, want := range map[string][]string{
		`"issue type":Epic`:            {"T-1", "T-3"},
		`"Issue Type"!=Epic`:           {"T-2"},
		`"issue type"==Bug`:            {"T-2"},
		`-("issue type":epic votes>3)`: {"T-2", "T-3"},
		`issue_type:Epic`:              {"T-1", "T-3"},
		`votes>3`:                      {"T-1", "T-2"},
		`custom.Votes>9`:               {"T-1"},
		`"quote issue" type`:           {"T-1", "T-2", "T-3"},
		`crm-1`:                        {"T-1", "T-2"},
	} {
		f, err := query.Parse(q, k)
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		var got []string
		for _, r := range query.Filter(c, f, slices.Collect(s.All("T"))) {
			got = append(got, r.Base().ID.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", q, got, want)
		}
	}
	for _, q := range []string{`"no such":x`, `custom.nope:x`, `"issue type":"Epic`} {
		if _, err := query.Parse(q, k); err == nil {
			t.Errorf("%s is taken", q)
		}
	}
	if _, err := query.Parse("custom.x:1", model.Kinds().Prefix("R").Closed()); err == nil {
		t.Error("a kind without custom values takes any name")
	}
}
