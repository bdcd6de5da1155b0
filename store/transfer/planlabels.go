package transfer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// A plan in Microsoft Project's form has no place for the name of a baseline and the day it was
// taken. They go out as text fields of the project's own line, number 0, named after the baseline's
// number: "tandem.baseline 1" is "2026-10-05T17:00:00+02:00 After the survey". Other programs show
// the field and keep it.

// baselinePrefix begins the names of these fields.
const baselinePrefix = tandemPrefix + "baseline "

// maxText is how many characters a text field of that program holds.
const maxText = 255

// baselineLabel is what is kept of one baseline.
type baselineLabel struct {
	name  string
	taken date.Instant
}

// baselineLabels are the fields for the baselines of the project, by number. One that has no more to
// say than an import would make of its number has none.
func (x *planSide) baselineLabels() []model.Custom {
	var list []*model.Baseline
	for b := range model.Each[*model.Baseline](x.snap, model.BaselinePrefix) {
		if b.Project == x.proj.ID && (b.Taken != 0 || b.Name != numberedBaseline(b.Number)) {
			list = append(list, b)
		}
	}
	slices.SortFunc(list, func(a, b *model.Baseline) int { return cmp.Compare(a.Number, b.Number) })
	out := make([]model.Custom, len(list))
	for i, b := range list {
		day := b.Taken.RFC3339(x.loc)
		if day == "" {
			day = "-"
		}
		text := []rune(day + " " + b.Name)
		out[i] = model.Custom{Name: baselinePrefix + strconv.Itoa(b.Number), Value: string(text[:min(len(text), maxText)])}
	}
	return out
}

// numberedBaseline is the name of a baseline of which only the number is known.
func numberedBaseline(n int) string {
	if n > 0 {
		return fmt.Sprintf("Baseline %d", n)
	}
	return "Baseline"
}

// labelsOfBaselines reads these fields back, by number. One that cannot be read is told of and left.
func (p *planImport) labelsOfBaselines() map[int]baselineLabel {
	out := map[int]baselineLabel{}
	for _, t := range p.plan.Tasks {
		if !t.IsProject {
			continue
		}
		for _, x := range t.Extended {
			rest, ok := strings.CutPrefix(x.Label, baselinePrefix)
			n, err := strconv.Atoi(rest)
			if !ok || err != nil {
				continue
			}
			day, name, _ := strings.Cut(x.Value, " ")
			l := baselineLabel{name: strings.TrimSpace(name)}
			if at, err := time.Parse(time.RFC3339, day); err == nil {
				l.taken = date.Of(at)
			} else if day != "-" || l.name == "" {
				p.warn(t.Line, "Task.ExtendedAttribute", fmt.Sprintf("%s: %q is no day and name of a baseline", x.Label, x.Value))
				continue
			}
			out[n] = l
		}
	}
	return out
}
