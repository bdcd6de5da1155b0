package report

import (
	"tandem/model"
	"tandem/model/date"
)

// Told is a project's colour twice: as somebody reported it, and as its plan, cost and risks make it now. The
// two are never shown without saying which is which (domain.md section 9: "reported better than computed").
type Told struct {
	Reported model.Colour // "": nobody has reported one
	On       date.Day     // when it was reported; 0 where no report of that colour is kept
	Computed model.Colour // "": it is not computed, as of a project that is over
}

// ToldOf is the colour as it was reported, with none that is computed: cheap enough for a line of a list.
func ToldOf(c *model.Ctx, p *model.Project) Told {
	t := Told{Reported: p.Reported}
	if p.Reported == "" {
		return t
	}
	if r := c.Snap.LastReport(p.ID, "status"); r != nil && r.Colour == p.Reported {
		t.On = r.Sent.Day(c.For(p).Loc)
	}
	return t
}

// Colours is a project's colour as reported and as computed. It takes about as long as a status report.
func Colours(c *model.Ctx, p *model.Project) Told {
	t, _ := ColoursWhy(c, p)
	return t
}

// ColoursWhy is Colours with the parts that the computed one is made of; none where it is not computed.
func ColoursWhy(c *model.Ctx, p *model.Project) (Told, []Part) {
	t := ToldOf(c, p)
	if p.Phase.Live() {
		if s, err := Of(c, p.ID, nil, 0); err == nil {
			t.Computed = s.Colour
			return t, s.Parts
		}
	}
	return t, nil
}

// Differ reports whether both are known and are not the same.
func (t Told) Differ() bool { return t.Reported != "" && t.Computed != "" && t.Reported != t.Computed }

// Worse is the graver of the two.
func (t Told) Worse() model.Colour {
	if t.Reported == "" || t.Computed != "" && rank[t.Computed] > rank[t.Reported] {
		return t.Computed
	}
	return t.Reported
}

// ReportedWords are "reported amber 12 Nov"; "" where nobody has.
func (t Told) ReportedWords(today date.Day) string {
	switch {
	case t.Reported == "":
		return ""
	case t.On == 0:
		return "reported " + string(t.Reported)
	}
	return "reported " + string(t.Reported) + " " + t.On.Short(today)
}

// ComputedWords are "computed red"; "" where it is not.
func (t Told) ComputedWords() string {
	if t.Computed == "" {
		return ""
	}
	return "computed " + string(t.Computed)
}

// Words are both where they differ ("reported amber 12 Nov, computed red"), else the one that is known, the
// reported before the computed.
func (t Told) Words(today date.Day) string {
	switch said := t.ReportedWords(today); {
	case said == "":
		return t.ComputedWords()
	case t.Differ():
		return said + ", " + t.ComputedWords()
	default:
		return said
	}
}
