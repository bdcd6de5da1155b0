package model

import (
	"fmt"

	"tandem/model/date"
	scores "tandem/model/score"
)

// Beside is what a form says beside the value of a field as the record is typed so far: the steps of an
// answer's scale, the zone of a moment that is there, or must be, where it is not the workspace's. wrong tells that the value cannot
// stay. "" where nothing needs to be said.
func (f *Field) Beside(c *Ctx, o any) (text string, wrong bool) {
	switch {
	case f.beside != nil:
		return f.beside(o)
	case f.Type == TypeTime:
		k, at := f.Key(c, o), c.Now
		switch {
		case k.Set:
			at = date.Instant(k.Num)
		case !f.Required:
			return "", false
		}
		if tag := c.ZoneTag(at, c.Loc); tag != "" {
			return "time in" + tag, false
		}
	}
	return "", false
}

// scoreBeside says between which numbers a score lies and from which on it is a good one, by the scales
// of domain.md, section 7.
func scoreBeside(o any) (text string, wrong bool) {
	a := o.(*Answer)
	ends, ok := scaleEnds[a.Scale]
	if !ok {
		return "", false
	}
	if a.Score != NoScore && (a.Score < ends[0] || a.Score > ends[1]) {
		return fmt.Sprintf("lies outside its scale %s", a.Scale), true
	}
	text = fmt.Sprintf("%d to %d", ends[0], ends[1])
	switch a.Measure {
	case "NPS":
		return text + ", promoter from 9", false
	case "CES":
		return text + ", easy from 5", false
	}
	if top := scores.TopBox(ends[1]); top > 0 {
		text += fmt.Sprintf(", satisfied from %d", top)
	}
	return text, false
}
