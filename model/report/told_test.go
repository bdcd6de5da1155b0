package report

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

func TestToldWords(t *testing.T) {
	today := date.YMD(2026, 11, 20)
	for _, tc := range []struct {
		told  Told
		words string
		worse model.Colour
	}{
		{Told{}, "", ""},
		{Told{Computed: model.Amber}, "computed amber", model.Amber},
		{Told{Reported: model.Green}, "reported green", model.Green},
		{Told{Reported: model.Amber, On: date.YMD(2026, 11, 12)}, "reported amber 12 Nov", model.Amber},
		{Told{model.Amber, date.YMD(2026, 11, 12), model.Red}, "reported amber 12 Nov, computed red", model.Red},
		{Told{model.Red, date.YMD(2026, 11, 12), model.Green}, "reported red 12 Nov, computed green", model.Red},
		{Told{model.Red, date.YMD(2026, 11, 12), model.Red}, "reported red 12 Nov", model.Red},
	} {
		if got := tc.told.Words(today); got != tc.words || tc.told.Worse() != tc.worse {
			t.Errorf("%+v: %q, worse %q; want %q, %q", tc.told, got, tc.told.Worse(), tc.words, tc.worse)
		}
	}
}

// TestColoursOfTheSample: both colours are those that the project and its report have, and the day is that of
// the report; a report of another colour gives none.
func TestColoursOfTheSample(t *testing.T) {
	s := lively(t)
	c, dated := s.Ctx(briefNow), 0
	for p := range model.Each[*model.Project](s, model.ProjectPrefix) {
		told := Colours(c, p)
		st, err := Of(c, p.ID, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if told.Reported != p.Reported || told.Computed != st.Colour {
			t.Errorf("%s: %+v", p.ID, told)
		}
		if r := s.LastReport(p.ID, "status"); r != nil && r.Colour == p.Reported {
			dated++
			if told.On != r.Sent.Day(c.For(p).Loc) {
				t.Errorf("%s: reported on %v", p.ID, told.On)
			}
		} else if told.On != 0 {
			t.Errorf("%s: a day from nowhere", p.ID)
		}
		head := strings.Split(st.Markdown(), "\n")[2]
		if !strings.HasPrefix(head, "computed **"+string(st.Colour)+"**") || told.Differ() != strings.Contains(head, "(reported "+string(p.Reported)) {
			t.Errorf("%s: the report says %q", p.ID, head)
		}
	}
	if dated == 0 {
		t.Error("no report of the sample has a day")
	}
}
