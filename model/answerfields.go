package model

import "strings"

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

// FollowMeasure gives the answer the usual scale of its measure, where it had the usual one of the
// measure it was asked by before: a scale that somebody chose stays.
func (a *Answer) FollowMeasure(was Measure) {
	if a.Measure != was && a.Scale == UsualScale(was) {
		a.Scale = UsualScale(a.Measure)
	}
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
