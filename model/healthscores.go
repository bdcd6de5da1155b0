package model

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"tandem/model/date"
	scores "tandem/model/score"
)

// Satisfaction is what a customer answered in a stretch of time, each measure and each scale for
// itself: scales never mix.
type Satisfaction struct {
	From    date.Instant
	N       int // answers in all
	NPS     scores.Score
	Counts  scores.Counts
	CSAT    []ScaleScore // a scale each, the most used first
	CES     scores.Score
	Easy    float64 // percent of the CES answers that found it easy
	answers []*Answer
}

// ScaleScore is the score of one scale.
type ScaleScore struct {
	Scale Scale
	scores.Score
}

// Satisfaction is what an account answered in the days that count (see Workspace.HealthDays), up
// to c.Now.
func (c *Ctx) Satisfaction(account ID) Satisfaction {
	from := c.Now - date.Instant(c.Snap.Workspace().HealthDays())*86400
	return satisfactionOf(Theirs[*Answer](c.Snap, AnswerPrefix, account), from, c.Now)
}

func satisfactionOf(list []*Answer, from, to date.Instant) Satisfaction {
	s := Satisfaction{From: from}
	var ces []int
	top, n := map[Scale]int{}, map[Scale]int{}
	for _, a := range list {
		e, ok := scaleEnds[a.Scale]
		if a.When < from || a.When > to || !ok {
			continue
		}
		s.N++
		s.answers = append(s.answers, a)
		switch a.Measure {
		case "NPS":
			switch {
			case a.Score >= 9:
				s.Counts.Promoters++
			case a.Score >= 7:
				s.Counts.Passives++
			default:
				s.Counts.Detractors++
			}
		case "CES":
			if a.Scale == "1-7" {
				ces = append(ces, a.Score)
			}
		case "CSAT":
			n[a.Scale]++
			if t := scores.TopBox(e[1] - e[0] + 1); t > 0 && a.Score >= t {
				top[a.Scale]++
			}
		}
	}
	s.NPS = scores.NPS(s.Counts.Promoters, s.Counts.Passives, s.Counts.Detractors)
	s.CES, s.Easy = scores.CES(ces, 1, 7)
	for scale, k := range n {
		s.CSAT = append(s.CSAT, ScaleScore{scale, scores.CSAT(top[scale], k)})
	}
	slices.SortFunc(s.CSAT, func(a, b ScaleScore) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Scale, b.Scale)) })
	slices.SortStableFunc(s.answers, func(a, b *Answer) int { return cmp.Compare(b.When, a.When) })
	return s
}

// Answers are those that counted, newest first.
func (s *Satisfaction) Answers() []*Answer { return s.answers }

// Value is all measures in one number from 0 to 100, each by its number of answers; ok is false
// where there is none.
func (s *Satisfaction) Value() (value float64, ok bool) {
	sum, n := 0., 0
	add := func(v float64, k int) { sum, n = sum+v*float64(k), n+k }
	add((s.NPS.Value+100)/2, s.NPS.N)
	for _, x := range s.CSAT {
		add(x.Value, x.N)
	}
	if s.CES.N > 0 {
		add((s.CES.Value-1)/6*100, s.CES.N)
	}
	if n == 0 {
		return 0, false
	}
	return sum / float64(n), true
}

// whole writes a number that may be below nothing, rounded and with its sign.
func whole(x float64) string {
	if n := int(math.Round(x)); n != 0 {
		return fmt.Sprintf("%+d", n)
	}
	return "0"
}

// Text is the scores in a line: "NPS -22 [-66 +33] n 9, CSAT 38 % [18 64] n 13, CES 4.1 n 2, too few
// to say".
func (s *Satisfaction) Text() string {
	var out []string
	add := func(text string, x scores.Score, decimals int) {
		if x.N == 0 {
			return
		}
		low, high := fmt.Sprintf("%.*f", decimals, tidy(x.Low)), fmt.Sprintf("%.*f", decimals, tidy(x.High))
		if strings.HasPrefix(text, "NPS ") { // it goes below nothing, so what lies above says so, as on the customer's page
			low, high = whole(x.Low), whole(x.High)
		}
		text += fmt.Sprintf(" [%s %s] n %d", low, high, x.N)
		if !x.Enough() {
			text += ", too few to say"
		}
		out = append(out, text)
	}
	add("NPS "+whole(s.NPS.Value), s.NPS, 0)
	for _, x := range s.CSAT {
		name := "CSAT"
		if len(s.CSAT) > 1 {
			name += " " + string(x.Scale)
		}
		add(fmt.Sprintf("%s %.0f %%", name, x.Value), x.Score, 0)
	}
	add(fmt.Sprintf("CES %.1f", s.CES.Value), s.CES, 1)
	return strings.Join(out, "; ")
}

// tidy keeps a value that rounds to nothing from being shown as less than nothing.
func tidy(x float64) float64 {
	if math.Abs(x) < .5 {
		return 0
	}
	return x
}

type lastTalksKey struct{}

// lastTalks is the newest contact with each account.
func (s *Snapshot) lastTalks() map[ID]date.Instant {
	return Memo(s, InteractionPrefix, lastTalksKey{}, func(iter.Seq[Record]) map[ID]date.Instant {
		m := map[ID]date.Instant{}
		s.peek(InteractionPrefix, []string{"account", "when"}, 1, one(func(r Record) {
			x := r.(*Interaction)
			m[x.Account] = max(m[x.Account], x.When)
		}))
		return m
	})
}

// LastTalkWith is the newest contact with anybody of an account; 0 for none.
func (s *Snapshot) LastTalkWith(account ID) date.Instant { return s.lastTalks()[account] }

// Content reports an answer of somebody who is well pleased: an NPS promoter, the top box of a CSAT
// scale, 5 to 7 of 7 for CES.
func (a *Answer) Content() bool {
	e, ok := scaleEnds[a.Scale]
	switch {
	case !ok:
		return false
	case a.Measure == "NPS":
		return a.Score >= 9
	case a.Measure == "CES":
		return a.Score >= e[1]-2
	}
	t := scores.TopBox(e[1] - e[0] + 1)
	return t > 0 && a.Score >= t
}
