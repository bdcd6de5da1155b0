package model

import (
	"slices"
	"strings"
)

// NoScore is the score of an answer that nobody has given yet. It is never stored: an answer without
// a score is refused, for 0 is the worst there is, not none.
const NoScore = -1

// UsualScale is the scale on which a measure is asked unless somebody says otherwise: NPS 0-10,
// CSAT 1-5, CES 1-7 (the second version of the customer effort score).
func UsualScale(m Measure) Scale {
	switch m {
	case "CSAT":
		return "1-5"
	case "CES":
		return "1-7"
	}
	return "0-10"
}

// scalesOf are the scales on which a measure means something: NPS is told apart on 0-10 only, CSAT by the top
// of a scale that begins with 1, CES by the mean of 1-7. Any, where no measure is known.
func scalesOf(m Measure) []Scale {
	switch m {
	case "NPS":
		return []Scale{"0-10"}
	case "CSAT":
		return []Scale{"1-3", "1-4", "1-5", "1-6", "1-7", "1-10"}
	case "CES":
		return []Scale{"1-7"}
	}
	return nil
}

// FollowMeasure gives the answer the usual scale of its measure, where it had the usual one of the
// measure it was asked by before: a scale that somebody chose stays, if it is one of the measure's.
func (a *Answer) FollowMeasure(was Measure) {
	if a.Measure != was && (a.Scale == UsualScale(was) || !slices.Contains(scalesOf(a.Measure), a.Scale)) {
		a.Scale = UsualScale(a.Measure)
	}
}

// scaleField is the scale of an answer. A form offers those of its measure and refuses the others; an
// answer that came in on another one stays as it is.
func scaleField() Field {
	f := Enum("scale", func(a *Answer) *Scale { return &a.Scale }, OneOf("0-10", "1-3", "1-4", "1-5", "1-6", "1-7", "1-10"), Required(), Width(6))
	all := f.Choices
	f.offer = func(o any) (fit []Choice, why string) {
		m := o.(*Answer).Measure
		for _, c := range all {
			if slices.Contains(scalesOf(m), Scale(c.Value)) {
				fit = append(fit, c)
			}
		}
		switch len(fit) {
		case 0:
			return all, ""
		case 1:
			return fit, string(m) + " is asked on " + fit[0].Value
		}
		return fit, string(m) + " is asked on " + fit[0].Value + " to " + fit[len(fit)-1].Value
	}
	return f
}

// measureField is the measure of an answer. Typed, it takes the scale along.
func measureField() Field {
	f := Enum("measure", func(a *Answer) *Measure { return &a.Measure }, OneOf("NPS", "CSAT", "CES"), Required(), Width(7))
	f.leads = func(o any, parse func() error) error {
		a := o.(*Answer)
		was := a.Measure
		err := parse()
		if err == nil {
			a.FollowMeasure(was)
		}
		return err
	}
	return f
}

// Leads reports whether a value typed into the field gives other fields their usual value: it is to
// be set before them.
func (f *Field) Leads() bool { return f.leads != nil }

// scoreField is the score of an answer: a whole number of which NoScore is none.
func scoreField() Field {
	f := Int("score", func(a *Answer) *int { return &a.Score }, Required(), Width(6), PerOne())
	f.beside = scoreBeside
	f.more(func(p *ops) {
		text, parse, key, json, bad := p.text, p.parse, p.key, p.json, p.bad
		none := func(o any) bool { return o.(*Answer).Score == NoScore }
		p.bad = func(o any) string {
			if none(o) {
				return "is missing: a number on its scale"
			}
			return bad(o)
		}
		p.text = func(c *Ctx, o any) string {
			if none(o) {
				return ""
			}
			return text(c, o)
		}
		p.parse = func(c *Ctx, o any, s string) error {
			if strings.TrimSpace(s) == "" {
				o.(*Answer).Score = NoScore
				return nil
			}
			return parse(c, o, s)
		}
		p.key = func(c *Ctx, o any) Key {
			if none(o) {
				return Key{}
			}
			return key(c, o)
		}
		p.json = func(c *Ctx, o any) any {
			if none(o) {
				return nil
			}
			return json(c, o)
		}
	})
	return f
}
