package transfer

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/mspdi"
)

// How the baselines of a Microsoft Project file become records. A project has one baseline of each
// number from 0 to 10, in the file as here; so the number tells which is meant, whoever made it. The
// format knows neither a name nor a day of a baseline: both stay as they are here, and a baseline that
// is new here takes those that an export of this program has put into text fields of the project's
// own line (see baselineLabels).

// baselines gathers the rows of each number into one record.
func (p *planImport) baselines() {
	here := p.baselinesHere()
	if p.plan.Incomplete && len(p.ids(model.BaselinePrefix))+len(here) > 0 {
		return // what the file does not reach is not taken away
	}
	rows := map[int][]model.BaselineTask{}
	whole := map[int]*mspdi.Baseline{}
	for _, t := range p.plan.Tasks {
		for _, b := range t.Baselines {
			if t.IsProject {
				whole[b.Number] = &b
				if _, ok := rows[b.Number]; !ok {
					rows[b.Number] = nil
				}
				continue
			}
			rows[b.Number] = append(rows[b.Number], model.BaselineTask{Task: p.tasks[t.UID], Start: p.at(b.Start), Finish: p.at(b.Finish),
				Duration: span(b.Duration, date.Days), Work: span(b.Work, date.Hours), Cost: p.money(b.Cost)})
		}
	}
	labels := p.labelsOfBaselines()
	numbers := slices.SortedFunc(maps.Keys(rows), cmp.Compare[int])
	p.numbered(numbers, here)
	for _, n := range numbers {
		p.baseline(n, here[n], rows[n], whole[n], labels[n])
	}
}

// baselinesHere are the baselines that the project has already, by number.
func (p *planImport) baselinesHere() map[int]*model.Baseline {
	here := map[int]*model.Baseline{}
	for b := range model.Each[*model.Baseline](p.edit.Base(), model.BaselinePrefix) {
		if b.Project == p.proj {
			here[b.Number] = b
		}
	}
	return here
}

// numbered makes the numbers of the file known by the baselines that have them here. One that came
// from the file under a number and has another by now is no longer the one of that number.
func (p *planImport) numbered(numbers []int, here map[int]*model.Baseline) {
	known, used := p.ids(model.BaselinePrefix), map[model.ID]bool{}
	for _, n := range numbers {
		if b := here[n]; b != nil {
			known[strconv.Itoa(n)], used[b.ID] = b.ID, true
		}
	}
	for _, n := range numbers {
		if x := strconv.Itoa(n); here[n] == nil && used[known[x]] {
			delete(known, x)
		}
	}
}

// baseline puts one baseline: on the one of that number here, or as a new one.
func (p *planImport) baseline(n int, old *model.Baseline, rows []model.BaselineTask, whole *mspdi.Baseline, label baselineLabel) {
	external := strconv.Itoa(n)
	put(p, model.BaselinePrefix, p.id(model.BaselinePrefix, external), external, func(r *model.Baseline) {
		r.Project, r.Number = p.proj, n
		if old != nil {
			r.Source, r.ExternalID = old.Source, old.ExternalID
		} else {
			r.Name = numberedBaseline(n)
		}
		if old == nil && label.name != "" {
			r.Name, r.Taken = label.name, label.taken
		}
		if old == nil || !sameRows(old.Tasks, rows) {
			r.Tasks = rows
		}
		if whole == nil {
			if old != nil && !p.bare {
				return // a file without a line for the project says nothing of the whole
			}
			whole = &mspdi.Baseline{}
		}
		said := model.BaselineTask{Start: p.at(whole.Start), Finish: p.at(whole.Finish), Cost: p.money(whole.Cost),
			Duration: span(whole.Duration, date.Days), Work: span(whole.Work, date.Hours)}
		if old == nil || !sameRow(said, model.BaselineTask{Start: r.Start, Finish: r.Finish, Cost: r.Cost, Duration: r.Duration, Work: r.Work}) {
			r.Start, r.Finish, r.Cost, r.Duration, r.Work = said.Start, said.Finish, said.Cost, said.Duration, said.Work
		}
	})
}

// sameRows reports whether two baselines say the same of the same tasks, in whatever order.
func sameRows(a, b []model.BaselineTask) bool {
	by := make(map[model.ID]model.BaselineTask, len(a))
	for _, r := range a {
		by[r.Task] = r
	}
	return len(a) == len(b) && !slices.ContainsFunc(b, func(r model.BaselineTask) bool {
		old, ok := by[r.Task]
		return !ok || !sameRow(old, r)
	})
}

// sameRow compares what a row says: the unit of a span and the currency of no money say nothing.
func sameRow(a, b model.BaselineTask) bool {
	same := func(x, y date.Span) bool { return x.N == y.N && (x.N == 0 || x.Unit == y.Unit) }
	return a.Start == b.Start && a.Finish == b.Finish && same(a.Duration, b.Duration) && a.Work.N == b.Work.N &&
		a.Cost.Minor == b.Cost.Minor && (a.Cost.Minor == 0 || a.Cost.Code == b.Cost.Code)
}
