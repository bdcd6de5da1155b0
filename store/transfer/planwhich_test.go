package transfer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// TestTwoPlansOfOneFileName: plans of before 2010 have no id of their own. Two that come in files of one name are
// two plans where they say that they were made at different times; each is known again by that.
func TestTwoPlansOfOneFileName(t *testing.T) {
	const plan = `<Project xmlns="http://schemas.microsoft.com/project"><Name>plan.xml</Name><Title>%s</Title><CreationDate>%s</CreationDate>` +
		`<Tasks><Task><UID>1</UID><Name>%[1]s 1</Name></Task></Tasks></Project>`
	s := workspace(t)
	for _, x := range []struct {
		title, made string
		projects    int
		told        bool
	}{
		{"Move", "2006-09-21T21:37:00", 1, false},
		{"Move on", "2006-09-21T21:37:00", 1, false},
		{"Build", "2007-01-02T08:00:00", 2, true},
		{"Build on", "2007-01-02T08:00:00", 2, false},
		{"Moved", "2006-09-21T21:37:00", 2, false},
		{"Third", "2008-01-02T08:00:00", 3, true},
		{"Moved", "", 3, false}, // it does not say: the one that came first
	} {
		res, err := transfer.Import(context.Background(), s, now, "/plans/plan.xml", strings.NewReader(fmt.Sprintf(plan, x.title, x.made)), transfer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		told := false
		for _, p := range res.Problems {
			told = told || !p.Rejected && p.Field == "Project.CreationDate" && strings.Contains(p.Message, "P-1")
		}
		s = s.With(res.Batch.Changes)
		if n := s.Count(model.ProjectPrefix); n != x.projects || s.Count(model.TaskPrefix) != n || told != x.told {
			t.Errorf("%s: %d projects, %d tasks, told %v; want %d, %v: %v", x.title, n, s.Count(model.TaskPrefix), told, x.projects, x.told, res.Problems)
		}
		if p, ok := model.Find[*model.Project](s, res.Project); !ok || p.Name != x.title {
			t.Errorf("%s went into %+v", x.title, p)
		}
	}
}
