package model_test

import (
	"math"
	"strings"
	"testing"

	"tandem/model"
)

// asked is a customer that answered what is listed, each so many days ago.
func asked(list ...model.Answer) *model.Snapshot {
	all := []model.Record{&model.Workspace{Meta: model.Meta{ID: model.WorkspaceID}, Currency: "EUR"}, &model.Account{Meta: meta("A-1"), Name: "Northwind"}}
	for i := range list {
		a := list[i]
		a.Meta, a.Account = model.Meta{ID: model.NewID("N", uint64(i+1))}, id("A-1")
		all = append(all, &a)
	}
	return with(all...)
}

func answered(m model.Measure, scale model.Scale, score, days int) model.Answer {
	return model.Answer{Measure: m, Scale: scale, Score: score, When: daysAgo(days)}
}

// TestSatisfaction: each measure and each scale is scored for itself, from the answers of the last 180 days.
//
// NPS of 2 promoters, 1 passive and 1 detractor of 4: +25; with three answers added p = 2.75/7 and
// d = 1.75/7, so .1429 +- 1.96 sqrt((.6429 - .0204)/7) = -44 to +73. CSAT 1-5: two of three, by Wilson 20.8
// to 93.9. CSAT 1-3: one of one, 20.7 to 100. CES of 6 and 2: 4.0, and with one degree of freedom (t 12.7)
// the whole scale. In one number: (4 x 62.5 + 3 x 66.67 + 1 x 100 + 2 x 50) / 10 = 65.
func TestSatisfaction(t *testing.T) {
	s := asked(
		answered("NPS", "0-10", 9, 1), answered("NPS", "0-10", 10, 20), answered("NPS", "0-10", 7, 30), answered("NPS", "0-10", 6, 179),
		answered("CSAT", "1-5", 5, 3), answered("CSAT", "1-5", 4, 4), answered("CSAT", "1-5", 3, 5), answered("CSAT", "1-3", 3, 6),
		answered("CES", "1-7", 6, 7), answered("CES", "1-7", 2, 8),
		answered("NPS", "0-10", 0, 181), answered("CSAT", "1-3", 1, 400), answered("NPS", "0-10", 0, -1), // too old, and not said yet
	)
	x := s.Ctx(healthNow).Satisfaction(id("A-1"))
	if x.N != 10 || len(x.CSAT) != 2 || x.CSAT[0].Scale != "1-5" || x.Easy != 50 {
		t.Errorf("%d answers, scales %+v, easy %g", x.N, x.CSAT, x.Easy)
	}
	want := "NPS +25 [-44 +73] n 4, too few to say; CSAT 1-5 67 % [21 94] n 3, too few to say; CSAT 1-3 100 % [21 100] n 1, too few to say; CES 4.0 [1.0 7.0] n 2, too few to say"
	if got := x.Text(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if v, ok := x.Value(); !ok || math.Abs(v-65) > 1e-9 {
		t.Errorf("in one number %g, %v", v, ok)
	}
	last := healthNow
	for _, a := range x.Answers() {
		if a.When > last {
			t.Errorf("%s comes before a newer one", a.ID)
		}
		last = a.When
	}
	if none := s.Ctx(healthNow).Satisfaction(id("A-2")); none.N != 0 || none.Text() != "" {
		t.Errorf("nobody was asked: %+v", none)
	} else if _, ok := none.Value(); ok {
		t.Error("nobody was asked, and there is a value")
	}
}

// TestEnoughToSay: with five answers a score says something, and one scale alone is not named.
func TestEnoughToSay(t *testing.T) {
	list := []model.Answer{answered("CSAT", "1-5", 5, 1), answered("CSAT", "1-5", 5, 1), answered("CSAT", "1-5", 2, 1), answered("CSAT", "1-5", 2, 1), answered("CSAT", "1-5", 1, 1)}
	x := asked(list...).Ctx(healthNow).Satisfaction(id("A-1"))
	if got := x.Text(); got != "CSAT 40 % [12 77] n 5" { // Wilson of two of five: 11.8 to 76.9
		t.Error(got)
	}
}

// TestContent: who is well pleased by each measure, by the boxes of the scale; nobody is that and unhappy too.
func TestContent(t *testing.T) {
	for _, x := range []struct {
		m           model.Measure
		scale       model.Scale
		from, to    int
		happy, sour int // the least happy and the highest unhappy score
	}{
		{"NPS", "0-10", 0, 10, 9, 6}, {"CSAT", "1-3", 1, 3, 3, 1}, {"CSAT", "1-4", 1, 4, 3, 2}, {"CSAT", "1-5", 1, 5, 4, 2}, {"CSAT", "1-6", 1, 6, 5, 3},
		{"CSAT", "1-7", 1, 7, 6, 3}, {"CSAT", "1-10", 1, 10, 8, 4}, {"CES", "1-7", 1, 7, 5, 3},
	} {
		for score := x.from; score <= x.to; score++ {
			a := answered(x.m, x.scale, score, 1)
			if a.Content() != (score >= x.happy) || a.Detractor() != (score <= x.sour) {
				t.Errorf("%s on %s: %d is content %v, unhappy %v", x.m, x.scale, score, a.Content(), a.Detractor())
			}
		}
	}
	if a := answered("CSAT", "stars", 5, 1); a.Content() {
		t.Error("a scale nobody knows")
	}
}

// TestMeasureLeads: a measure that is typed takes the usual scale along, NPS 0-10, CSAT 1-5, CES 1-7; a
// scale that somebody chose stays where the measure has it. One that it has not is refused when it is typed.
func TestMeasureLeads(t *testing.T) {
	s := asked(answered("NPS", "0-10", 5, 1))
	e := model.NewEdit(s, healthNow)
	scale := func() model.Scale { return e.Get(id("N-1")).(*model.Answer).Scale }
	for _, x := range []struct {
		field, value string
		want         model.Scale
	}{{"measure", "CSAT", "1-5"}, {"measure", "CES", "1-7"}, {"measure", "CES", "1-7"}, {"measure", "NPS", "0-10"}, {"measure", "CSAT", "1-5"}, {"scale", "1-10", "1-10"}, {"measure", "CSAT", "1-10"}, {"measure", "CES", "1-7"}} {
		if err := e.Set(id("N-1"), x.field, x.value); err != nil {
			t.Fatal(err)
		}
		if scale() != x.want {
			t.Errorf("%s %s: the scale is %s, want %s", x.field, x.value, scale(), x.want)
		}
	}
	for value, says := range map[string]string{"1-5": "CES is asked on 1-7", "0-10": "CES is asked on 1-7", "9": "wants one of 1-7"} {
		if err := e.Set(id("N-1"), "scale", value); err == nil || !strings.Contains(err.Error(), says) || scale() != "1-7" {
			t.Errorf("scale %s: %v, kept %s", value, err, scale())
		}
	}
	k := s.Schema().Prefix(model.AnswerPrefix)
	if !k.Field("measure").Leads() || k.Field("scale").Leads() {
		t.Error("the measure leads, the scale does not")
	}
}

// TestNoScore: an answer without a score has none, which is not the worst there is; it is refused.
func TestNoScore(t *testing.T) {
	k := model.Kinds().Prefix(model.AnswerPrefix)
	f := k.Field("score")
	s := asked(answered("NPS", "0-10", 0, 1))
	c := s.Ctx(healthNow)
	x := *s.Get(id("N-1")).(*model.Answer)
	if f.Text(c, &x) != "0" || !f.Key(c, &x).Set || len(k.Problems(c, &x)) != 0 {
		t.Errorf("a score of 0: %q, %v", f.Text(c, &x), k.Problems(c, &x))
	}
	for _, blank := range []string{"", "  "} {
		if err := f.Parse(c, &x, blank); err != nil || x.Score != model.NoScore {
			t.Errorf("%q: %d, %v", blank, x.Score, err)
		}
	}
	if f.Text(c, &x) != "" || f.Key(c, &x).Set {
		t.Errorf("no score shows %q", f.Text(c, &x))
	}
	if p := k.Problems(c, &x); len(p) != 1 || p[0].Field != "score" {
		t.Errorf("no score is taken: %v", p)
	}
	for score, scale := range map[int]model.Scale{11: "0-10", 0: "1-5", 6: "1-5"} {
		x.Score, x.Scale, x.Measure = score, scale, "CSAT"
		if p := k.Problems(c, &x); len(p) == 0 || p[0].Field != "score" {
			t.Errorf("%d on %s is taken: %v", score, scale, p)
		}
	}
}
