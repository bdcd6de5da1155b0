package transfer_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// scene is a real plan taken in, and the first tasks of it that are fit to be edited.
type scene struct {
	t     *testing.T
	s     *model.Snapshot
	p     *model.Project
	tasks []*model.Task // that are no summaries, have not begun and are not set by hand
}

func newScene(t *testing.T, name string) *scene {
	_, s := read(t, workspace(t), filepath.Join(dataDir, name+".xml"))
	x := &scene{t: t, s: s, p: onlyProject(t, s)}
	for task := range s.TasksOf(x.p.ID) {
		if !s.Plan(x.p.ID).Summary(task.ID) && !task.Started() && !task.Manual && !task.Inactive && task.Duration.N > 0 {
			x.tasks = append(x.tasks, task)
		}
	}
	if len(x.tasks) < 4 {
		t.Fatalf("%d tasks can be edited", len(x.tasks))
	}
	return x
}

// task changes one of the tasks in an edit.
func (x *scene) task(e *model.Edit, n int, f func(*model.Task)) error {
	return model.Update(e, x.tasks[n].ID, func(t *model.Task) error { f(t); return nil })
}

// edits are what people do to a plan, and what may then be otherwise in the file, by the elements'
// paths. Where nothing may follow from an edit, that is all.
var edits = []struct {
	name string
	edit func(x *scene, e *model.Edit) error
	may  string
}{
	{"rename", func(x *scene, e *model.Edit) error {
		return x.task(e, 0, func(t *model.Task) { t.Name = "Pack <boxes> & bags" })
	}, `^changed .*Task#\d+/Name\[1\]`},
	{"notes", func(x *scene, e *model.Edit) error {
		return x.task(e, 1, func(t *model.Task) { t.Notes = "Ask first.\n\nThen go." })
	}, `^(added|changed) .*Task#\d+/Notes`},
	{"priority", func(x *scene, e *model.Edit) error {
		return x.task(e, 1, func(t *model.Task) { t.Priority = 700 })
	}, `^changed .*Task#\d+/Priority`},
	{"custom values", func(x *scene, e *model.Edit) error {
		return x.task(e, 2, func(t *model.Task) {
			t.Custom = append(slices.Clone(t.Custom), model.Custom{Name: "Cost centre", Value: "4711"})
			t.Tags, t.Column = []string{"urgent", "late"}, "Doing"
		})
	}, `^(added|changed) .*ExtendedAttribute`},
	{"hyperlink", func(x *scene, e *model.Edit) error {
		return x.task(e, 0, func(t *model.Task) {
			t.Meta.Links = []model.Link{{Address: "https://example.org/a?b=1&c=2", Title: "Specification"}}
		})
	}, `^(added|changed) .*Task#\d+/Hyperlink`},
	{"project", func(x *scene, e *model.Edit) error {
		return model.Update(e, x.p.ID, func(p *model.Project) error {
			p.Name, p.StatusDate = "Another name", x.p.Start
			return nil
		})
	}, `^(added|changed) Project\[1\]/(Title|StatusDate|Tasks\[1\]/Task#0/Name)`},
	{"costs", func(x *scene, e *model.Edit) error {
		return x.task(e, 0, func(t *model.Task) {
			t.PlannedCost, t.FixedCost = money.Amount{Minor: 123456, Code: money.Code(x.p.Currency)}, money.Amount{Minor: 5, Code: money.Code(x.p.Currency)}
		})
	}, `^(added|changed) .*Task#\d+/(Cost|FixedCost)`},
	{"longer", func(x *scene, e *model.Edit) error {
		return x.task(e, 0, func(t *model.Task) { t.Duration.N += 3 * 8 * 3600 })
	}, moves},
	{"deadline and constraint", func(x *scene, e *model.Edit) error {
		return x.task(e, 2, func(t *model.Task) {
			t.Deadline, t.Constraint, t.ConstraintDate = t.Finish, "SNET", t.Start+7*86400
		})
	}, moves + `|^(added|changed) .*Task#\d+/(Deadline|ConstraintType|ConstraintDate)`},
	{"progress", func(x *scene, e *model.Edit) error {
		return x.task(e, 0, func(t *model.Task) { t.Done, t.ActualStart, t.Remaining.N = 50_00, t.Start, t.Duration.N/2 })
	}, moves + `|^(added|changed) .*Task#\d+/(PercentComplete|ActualStart|ActualDuration)`},
	{"link", func(x *scene, e *model.Edit) error {
		return x.task(e, 3, func(t *model.Task) {
			t.Links = []model.TaskLink{{Predecessor: x.tasks[0].ID, Type: model.SS, Lag: date.Span{N: 2 * 8 * 3600, Unit: date.Days}}}
		})
	}, moves + `|PredecessorLink`},
	{"lag", func(x *scene, e *model.Edit) error {
		for _, t := range x.tasks {
			if len(t.Links) > 0 {
				return model.Update(e, t.ID, func(t *model.Task) error {
					t.Links = slices.Clone(t.Links)
					t.Links[0].Lag = date.Span{N: 4500, Unit: date.Percent}
					return nil
				})
			}
		}
		return nil
	}, moves + `|^changed .*PredecessorLink\[\d+\]/(LinkLag|LagFormat)`},
	{"add", func(x *scene, e *model.Edit) error {
		t := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		t.Project, t.Parent, t.Name = x.p.ID, x.tasks[1].Parent, "New one"
		t.Order = x.tasks[1].Order
		for r := range x.s.TasksOf(x.p.ID) {
			if r.Order > t.Order {
				if err := model.Update(e, r.ID, func(r *model.Task) error { r.Order++; return nil }); err != nil {
					return err
				}
			}
		}
		t.Order++
		t.Links = []model.TaskLink{{Predecessor: x.tasks[0].ID, Type: model.FS}}
		id := e.Put(model.TaskPrefix, t)
		return x.task(e, 2, func(t *model.Task) {
			t.Links = append(slices.Clone(t.Links), model.TaskLink{Predecessor: id, Type: model.FF})
		})
	}, moves + `|PredecessorLink|/(ID|OutlineNumber|WBS|Summary|OutlineLevel)\[1\]|^added .*Task#\d+/`},
	{"delete", func(x *scene, e *model.Edit) error { return e.Delete(x.tasks[1].ID) },
		moves + `|PredecessorLink|/(ID|OutlineNumber|WBS|Summary|OutlineLevel)\[1\]|^lost `},
	{"move to the end", func(x *scene, e *model.Edit) error {
		return x.task(e, 1, func(t *model.Task) { t.Parent, t.Order = 0, 1_000_000 })
	}, moves + `|/(ID|OutlineNumber|WBS|Summary|OutlineLevel|Milestone)\[1\]`},
	{"assign", func(x *scene, e *model.Edit) error {
		h := model.Kinds().Prefix(model.PersonPrefix).New().(*model.Person)
		h.Name, h.Email, h.Rate = "Grace Hopper", "grace@example.org", money.Amount{Minor: 9950, Code: money.Code(x.p.Currency)}
		for c := range model.Each[*model.Calendar](x.s, model.CalendarPrefix) {
			h.Calendar = c.ID // that of the workspace
			break
		}
		id := e.Put(model.PersonPrefix, h)
		return x.task(e, 0, func(t *model.Task) {
			t.Assignments = append(slices.Clone(t.Assignments), model.Assignment{Person: id, Units: 50_00, Work: date.Span{N: 7200, Unit: date.Hours}})
		})
	}, moves + `|^added .*/(Resource|Assignment|Calendar)#|^(added|changed) .*Task#\d+/Work\[1\]`},
	{"unassign", func(x *scene, e *model.Edit) error {
		for _, t := range x.tasks {
			if len(t.Assignments) > 0 {
				return model.Update(e, t.ID, func(t *model.Task) error { t.Assignments = nil; return nil })
			}
		}
		return nil
	}, moves + `|^lost .*/Assignment#|^lost .*Task#\d+/(PercentWorkComplete|ActualWork|RemainingWork)\[1\]`},
	{"person", func(x *scene, e *model.Edit) error {
		for p := range model.Each[*model.Person](x.s, model.PersonPrefix) {
			return model.Update(e, p.ID, func(p *model.Person) error {
				p.Name, p.Capacity, p.Rate = "Ada", 50_00, money.Amount{Minor: 12345, Code: money.Code(x.p.Currency)}
				return nil
			})
		}
		return nil
	}, `^(added|changed) .*Resource#\d+/(Name|MaxUnits|StandardRate|StandardRateFormat)\[1\]`},
	{"calendar", func(x *scene, e *model.Edit) error {
		return model.Update(e, x.p.Calendar, func(c *model.Calendar) error {
			c.Name = "Our hours"
			c.Exceptions = append(slices.Clone(c.Exceptions), model.Exception{Name: "Fair", From: date.YMD(2030, 3, 4), To: date.YMD(2030, 3, 5)},
				model.Exception{Name: "Open day", From: date.YMD(2030, 5, 4), Hours: "10:00-14:00", Repeat: "type=3 period=1 month=4 item=9 position=0"})
			c.Week = slices.Clone(c.Week)
			c.Week[4].Hours = "08:00-12:00"
			return nil
		})
	}, moves + `|Calendar#\d+/`},
	{"baseline", func(x *scene, e *model.Edit) error {
		b := model.Kinds().Prefix(model.BaselinePrefix).New().(*model.Baseline)
		b.Name, b.Project, b.Number, b.Start, b.Finish = "Baseline 7", x.p.ID, 7, x.p.Start, x.p.Finish
		for _, t := range x.tasks {
			b.Tasks = append(b.Tasks, model.BaselineTask{Task: t.ID, Start: t.Start, Finish: t.Finish, Duration: t.Duration, Work: t.Work})
		}
		e.Put(model.BaselinePrefix, b)
		return nil
	}, `^added .*/Baseline\[\d+\]/`},
}

// moves is what follows from a change of the schedule: dates and floats of tasks, the sums of
// summaries, the dates of people's work, and the ranges over which work was spread.
const moves = `^(added|changed) .*Task#\d+/(Start|Finish|Duration|EarlyStart|EarlyFinish|LateStart|LateFinish|FreeSlack|TotalSlack|StartSlack|FinishSlack|Critical|RemainingDuration|ActualDuration)\[1\]` +
	`|^(added|changed) .*Assignment#\d+/(Start|Finish)\[1\]|^(lost|changed) .*Assignment#\d+/TimephasedData\[|^changed Project\[1\]/FinishDate`

// emptied is a list that lost its last record or got its first: an empty element is no loss.
const emptied = `^(lost|added) Project\[1\]/(ExtendedAttributes|Calendars|Tasks|Resources|Assignments)\[1\] = $`

// TestEditsGoOut edits real plans in one way each, writes them, and looks at every element of the
// file before and after: nothing but the edit and what depends on it may differ. Read again by an
// empty workspace the plan is the one that was edited.
func TestEditsGoOut(t *testing.T) {
	for _, name := range []string{"aspose_Software_Development_Plan", "mpxj_sample98", "native_mspdirelations", "native_legacy__sample"} {
		t.Run(name, func(t *testing.T) {
			x := newScene(t, name)
			before := written(t, x.s, x.p.ID)
			for _, c := range edits {
				t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
					s := edited(t, x.s, func(e *model.Edit) error { return c.edit(x, e) })
					out := written(t, s, x.p.ID)
					may, said, wrong := regexp.MustCompile(c.may+`|`+emptied), differences(t, before, out), 0
					for _, d := range said {
						if !may.MatchString(d) {
							if wrong++; wrong < 6 {
								t.Errorf("%s", d)
							}
						}
					}
					if len(said) == 0 && !s.SameTable(x.s, model.TaskPrefix) {
						t.Error("nothing of it is in the file")
					}
					_, again := taken(t, workspace(t), name+".xml", out)
					sameSchedule(t, s, again)
					s = edited(t, s, func(e *model.Edit) error { _, err := s.Reschedule(e, x.p.ID); return err })
					_, again = taken(t, workspace(t), name+".xml", written(t, s, x.p.ID))
					samePlan(t, s, again)
				})
			}
		})
	}
}

// TestFileStaysBeside: an edit of the project does not write the file anew, taking the file in
// again does not either, and it goes with its project.
func TestFileStaysBeside(t *testing.T) {
	x := newScene(t, "aspose_Homemoveplan")
	kept := x.s.SourceOf(x.p.ID, "mspdi")
	if kept == nil || kept.Zone != "Europe/Berlin" {
		t.Fatalf("%+v", kept)
	}
	raw, err := kept.Bytes()
	if err != nil || len(kept.Data) > len(raw)/8 {
		t.Errorf("%d bytes are kept as %d: %v", len(raw), len(kept.Data), err)
	}
	s := edited(t, x.s, func(e *model.Edit) error { return e.Delete(x.p.ID) })
	if n := s.Count(model.SourceFilePrefix); n != 0 {
		t.Errorf("%d files are left", n)
	}
	var shown []string
	k := model.Kinds().Prefix(model.SourceFilePrefix)
	for i := range k.Fields {
		shown = append(shown, k.Fields[i].Show(x.s.Ctx(now), kept))
	}
	if all := fmt.Sprint(shown); len(all) > 600 || !strings.Contains(all, " kB") {
		t.Errorf("people see %d characters", len(all))
	}
}
