package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
)

// badTask is a task of a plan that somebody wrote by hand.
func badTask(uid, level int, rest string) string {
	return fmt.Sprintf("\t\t<Task>\n\t\t\t<UID>%d</UID>\n\t\t\t<ID>%d</ID>\n\t\t\t<Name>Task %d</Name>\n\t\t\t<OutlineLevel>%d</OutlineLevel>\n\t\t\t%s\n\t\t</Task>\n", uid, uid, uid, level, rest)
}

func badPlan(tasks string) []byte {
	return []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- by hand -->\n<Project xmlns=\"http://schemas.microsoft.com/project\">\n\t<Name>Bad</Name>\n" +
		"\t<StartDate>2026-11-02T08:00:00</StartDate>\n\t<Tasks>\n" + tasks + "\t</Tasks>\n</Project>\n")
}

const eightHours = "<Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat>"

// badPlans are plans with something wrong in them, what is said of it, and at which line.
func badPlans() map[string]struct {
	raw  []byte
	said string
	line int
} {
	deep, deeper := "", ""
	for i := range 50 {
		deep += badTask(i+1, i+1, eightHours)
	}
	for i := range 50 {
		deeper += badTask(i+1, 3*i+1, eightHours)
	}
	type bad = struct {
		raw  []byte
		said string
		line int
	}
	return map[string]bad{
		"unknown type of link": {badPlan(badTask(1, 1, eightHours) + badTask(2, 1, eightHours+"<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>9</Type></PredecessorLink>")), "a link type from 0 (FF) to 3 (SS)", 19},
		"missing predecessor":  {badPlan(badTask(1, 1, eightHours+"<PredecessorLink><PredecessorUID>77</PredecessorUID><Type>1</Type></PredecessorLink>")), "there is no task 77", 12},
		"link to itself":       {badPlan(badTask(1, 1, eightHours+"<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink>")), "linked to itself", 12},
		"before 1900":          {badPlan(badTask(1, 1, eightHours+"<ConstraintType>4</ConstraintType><ConstraintDate>1812-09-07T08:00:00</ConstraintDate>")), "1812-09-07T08:00:00 lies outside the years 1900 to 2199", 7},
		"after 2200":           {badPlan(badTask(1, 1, eightHours+"<Deadline>2345-01-01T17:00:00</Deadline>")), "2345-01-01T17:00:00 lies outside the years 1900 to 2199", 7},
		"no duration":          {badPlan(badTask(1, 1, "<Duration>PT0H0M0S</Duration>") + badTask(2, 1, "")), "", 0},
		"huge duration":        {badPlan(badTask(1, 1, "<Duration>PT1000000H0M0S</Duration>")), "more than a hundred years", 7},
		"impossible duration":  {badPlan(badTask(1, 1, "<Duration>PT99999999999999H0M0S</Duration>")), "is longer than a duration", 12},
		"50 deep":              {badPlan(deep), "", 0},
		"50 deep with gaps":    {badPlan(deeper), "level 4 follows level 1", 14},
		"a circle":             {badPlan(badTask(1, 1, eightHours+"<PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink>") + badTask(2, 1, eightHours+"<PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink>")), "round in a circle", 7},
		"two of one number":    {badPlan(badTask(1, 1, eightHours) + badTask(1, 1, eightHours)), "given on line 7 already", 14},
		"unknown everything":   {badPlan(badTask(1, 1, eightHours+"<Mood>grim</Mood><Views><View a='1'/></Views>")), "", 0},
	}
}

// TestBadPlansAreKept: what is wrong is named at its place, the plan is taken all the same, and it
// goes out as it came in. An edit of another task changes that task alone.
func TestBadPlansAreKept(t *testing.T) {
	for name, c := range badPlans() {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			res, s := taken(t, workspace(t), "bad.xml", c.raw)
			found := c.said == ""
			for _, p := range res.Problems {
				found = found || strings.Contains(p.Message, c.said) && p.Row == c.line && p.File == "bad.xml"
			}
			if !found {
				t.Errorf("%q in line %d is not said: %+v", c.said, c.line, res.Problems)
			}
			p := onlyProject(t, s)
			out := written(t, s, p.ID)
			if !bytes.Equal(out, c.raw) {
				t.Errorf("it does not go out as it came in: %v", differences(t, c.raw, out))
			}
			var last *model.Task
			for x := range s.TasksOf(p.ID) {
				last = x
			}
			next := edited(t, s, func(e *model.Edit) error {
				return model.Update(e, last.ID, func(t *model.Task) error { t.Notes = "looked at"; return nil })
			})
			for _, d := range differences(t, c.raw, written(t, next, p.ID)) {
				if !strings.HasPrefix(d, "added Project[1]/Tasks[1]/Task#"+last.ExternalID+"/Notes") {
					t.Error(d)
				}
			}
			_, again := taken(t, workspace(t), "bad.xml", out)
			sameRecords(t, s, again)
		})
	}
}

// TestBadPlansFromNothing writes what came of the bad plans without their files: what is written
// is sound, and no task is missing.
func TestBadPlansFromNothing(t *testing.T) {
	for name, c := range badPlans() {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			_, s := taken(t, workspace(t), "bad.xml", c.raw)
			s = edited(t, s, func(e *model.Edit) error { return e.Delete(s.SourceOf(onlyProject(t, s).ID, "mspdi").ID) })
			out := written(t, s, onlyProject(t, s).ID)
			checkNumbers(t, out)
			res, again := taken(t, workspace(t), "bad.xml", out)
			if res.Rejected() > 0 || again.Count("T") != s.Count("T") {
				t.Errorf("%d tasks, then %d: %+v", s.Count("T"), again.Count("T"), res.Problems)
			}
		})
	}
}

// TestBrokenFile: of a file that breaks off, what came in goes out, closed properly.
func TestBrokenFile(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(dataDir, "aspose_Homemoveplan.xml"))
	if err != nil {
		t.Skip("the folder with real plans is not here")
	}
	for _, cut := range []int{len(raw) / 4, len(raw) / 2, len(raw) - len(raw)/20, len(raw) - 5} {
		_, s := taken(t, workspace(t), "x.xml", raw[:cut])
		out := written(t, s, onlyProject(t, s).ID)
		res, again := taken(t, workspace(t), "x.xml", out)
		if res.Rejected() > 0 {
			t.Errorf("cut at %d: %+v", cut, res.Problems)
		}
		sameRecords(t, s, again)
	}
}

// TestOtherEncodings: a file in another encoding goes out in UTF-8, and says so.
func TestOtherEncodings(t *testing.T) {
	plain := string(badPlan(badTask(1, 1, eightHours+"<Notes>Größe</Notes>")))
	latin := strings.Replace(strings.ReplaceAll(strings.ReplaceAll(plain, "ö", "\xf6"), "ß", "\xdf"), "UTF-8", "windows-1252", 1)
	_, s := taken(t, workspace(t), "latin.xml", []byte(latin))
	if out := written(t, s, onlyProject(t, s).ID); string(out) != plain {
		t.Errorf("%s", out)
	}
}

// TestWriterRefuses says what it cannot do, and leaves nothing half done.
func TestWriterRefuses(t *testing.T) {
	w, err := transfer.WriterNamed("xml")
	if err != nil || w.Name != "mspdi" {
		t.Fatal(err)
	}
	_, s := read(t, workspace(t), files(t)[0])
	p := onlyProject(t, s)
	write := func(s *model.Snapshot, sel transfer.Selection) error {
		return w.Write(context.Background(), s, now, sel, io.Discard)
	}
	if err := write(workspace(t), transfer.Selection{}); !errors.Is(err, transfer.ErrEmpty) {
		t.Errorf("no project: %v", err)
	}
	if err := write(s, transfer.Selection{Keep: func(model.Record) bool { return true }}); err == nil || !strings.Contains(err.Error(), "as a whole") {
		t.Errorf("a part: %v", err)
	}
	if err := write(s, transfer.Selection{}); err != nil {
		t.Errorf("the only project: %v", err)
	}
	two := edited(t, s, func(e *model.Edit) error {
		x := model.Kinds().Prefix("P").New().(*model.Project)
		x.Name = "Second"
		e.Put("P", x)
		return nil
	})
	if err := write(two, transfer.Selection{}); err == nil || !strings.Contains(err.Error(), "--project P-1") {
		t.Errorf("two projects: %v", err)
	}
	kept := s.SourceOf(p.ID, "mspdi")
	for _, data := range []string{"", "no base64!", kept.Data[:len(kept.Data)/2], model.PackFile([]byte("<html/>"))} {
		broken := *kept
		broken.Data = data
		err := write(s.With([]model.Change{{ID: kept.ID, Before: kept, After: &broken}}), transfer.Selection{Project: p.ID})
		if err == nil || !strings.Contains(err.Error(), kept.Name) {
			t.Errorf("%.10q: %v", data, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := w.Write(ctx, s, now, transfer.Selection{Project: p.ID}, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := w.Write(context.Background(), s, now, transfer.Selection{Project: p.ID}, fullDisk{}); !errors.Is(err, errFull) {
		t.Errorf("a full disk: %v", err)
	}
}

var errFull = errors.New("no space left")

// fullDisk is a disk without space.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// TestPlanMadeHere is a plan with all that one can make here; it goes out and comes back.
func TestPlanMadeHere(t *testing.T) {
	s := madeHere(t)
	p := onlyProject(t, s)
	out := written(t, s, p.ID)
	checkNumbers(t, out)
	_, again := taken(t, workspace(t), "made.xml", out)
	samePlan(t, s, again)
	a, b := s.Schedule(p.ID), again.Schedule(onlyProject(t, again).ID)
	if a.Start != b.Start || a.Finish != b.Finish {
		t.Errorf("%d to %d, then %d to %d", a.Start, a.Finish, b.Start, b.Finish)
	}
	for _, want := range []string{"<LagFormat>19</LagFormat>", "<LinkLag>4800</LinkLag>", "<Cost>123456</Cost>", "<StandardRate>80</StandardRate>", "<Units>0.5</Units>",
		"<Duration>PT24H0M0S</Duration>", "<ConstraintType>4</ConstraintType>", "<Name>Ada</Name>", "<Notes>One &lt;two&gt; &amp; three", "<EnteredByOccurrences>"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%s is not in the file", want)
		}
	}
}

// madeHere is a workspace with one plan that came from no file.
func madeHere(t testing.TB) *model.Snapshot {
	day := func(n float64) date.Span { return date.Span{N: int64(n * 8 * 3600), Unit: date.Days} }
	at := func(s string) date.Instant {
		i, err := date.Parse(s, 0, now.In(nil).Location())
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	s := workspace(t)
	s = edited(t, s, func(e *model.Edit) error {
		base := model.Kinds().Prefix("CAL").New().(*model.Calendar)
		base.Name, base.Zone = "Plant", "Europe/Berlin"
		base.Exceptions = []model.Exception{{Name: "Holiday", From: date.YMD(2026, 12, 25), To: date.YMD(2026, 12, 26)},
			{Name: "Inventory", From: date.YMD(2026, 11, 7), Hours: "08:00-12:00", Repeat: "type=6 period=2 days=64 occurrences=3"}}
		home := e.Put("CAL", base)
		half := model.Kinds().Prefix("CAL").New().(*model.Calendar)
		half.Name, half.Zone, half.BasedOn = "Ada's", "Europe/Berlin", home
		half.Week = []model.WorkDay{{Day: "fri"}, {Day: "mon", Hours: "06:00-12:00, 12:30-14:30"}}
		own := e.Put("CAL", half)
		p := model.Kinds().Prefix("P").New().(*model.Project)
		p.Name, p.Start, p.Calendar, p.Currency, p.StatusDate = "Line 4", at("2026-11-02T08:00:00+01:00"), home, "EUR", at("2026-11-20T17:00:00+01:00")
		project := e.Put("P", p)
		ada := model.Kinds().Prefix("H").New().(*model.Person)
		ada.Name, ada.Calendar, ada.Rate.Minor, ada.Rate.Code = "Ada", own, 8000, "EUR"
		who := e.Put("H", ada)
		steel := model.Kinds().Prefix("H").New().(*model.Person)
		steel.Name, steel.Kind, steel.Capacity = "Steel", "material", 100_00
		what := e.Put("H", steel)
		order := 0
		task := func(name string, parent model.ID, days float64, fill ...func(*model.Task)) model.ID {
			order += 10
			x := model.Kinds().Prefix("T").New().(*model.Task)
			x.Project, x.Parent, x.Name, x.Order, x.Duration = project, parent, name, order, day(days)
			for _, f := range fill {
				f(x)
			}
			return e.Put("T", x)
		}
		after := func(id model.ID, typ model.LinkType, lag date.Span) func(*model.Task) {
			return func(x *model.Task) {
				x.Links = append(x.Links, model.TaskLink{Predecessor: id, Type: typ, Lag: lag})
			}
		}
		build := task("Build", 0, 1)
		a := task("Base", build, 3, func(x *model.Task) {
			x.PlannedCost.Minor, x.PlannedCost.Code, x.Notes = 123456, "EUR", "One <two> & three\n\nfour"
			x.Assignments = []model.Assignment{{Person: who, Units: 50_00, Work: date.Span{N: 12 * 3600, Unit: date.Hours}}, {Person: what, Units: 300_00}}
			x.Work = date.Span{N: 12 * 3600, Unit: date.Hours}
		})
		b := task("Walls", build, 5, after(a, model.FS, day(1)), func(x *model.Task) {
			x.Tags, x.Points, x.Column, x.Acceptance = []string{"wet", "loud"}, decimal.MustParse("5.5"), "Doing", "Plumb.\nDry."
			x.Optimistic, x.Likely, x.Pessimistic = day(4), day(5), day(9)
		})
		task("Roof", build, 2, after(b, model.SS, date.Span{N: 50_00, Unit: date.Percent}), after(a, model.FF, date.Span{N: 86400, Unit: date.ElapsedDays}))
		task("Dry", build, 0, after(b, model.FS, date.Span{}), func(x *model.Task) { x.Duration = date.Span{N: 3 * 86400, Unit: date.ElapsedDays, Est: true} })
		task("Permit", 0, 2, func(x *model.Task) {
			x.Constraint, x.ConstraintDate, x.Deadline = "SNET", at("2026-11-09T08:00:00+01:00"), at("2026-11-30T17:00:00+01:00")
			x.Custom = []model.Custom{{Name: "Cost centre", Value: "4711"}}
			x.Meta.Links = []model.Link{{Address: "https://example.org/permit", Title: "Form"}}
		})
		task("Late one", 0, 1, func(x *model.Task) { x.Constraint = "ALAP" })
		task("Done", 0, 2, func(x *model.Task) {
			x.Done, x.ActualStart, x.ActualFinish = 100_00, at("2026-11-02T08:00:00+01:00"), at("2026-11-03T17:00:00+01:00")
			x.Remaining = date.Span{}
		})
		task("Handed over", 0, 0, after(build, model.FS, date.Span{}), func(x *model.Task) { x.Milestone = true })
		task("By hand", 0, 2, func(x *model.Task) {
			x.Manual, x.Start, x.Finish = true, at("2026-11-16T08:00:00+01:00"), at("2026-11-17T17:00:00+01:00")
		})
		task("Dropped", 0, 2, func(x *model.Task) { x.Inactive = true })
		return nil
	})
	return edited(t, s, func(e *model.Edit) error { _, err := s.Reschedule(e, onlyProject(t, s).ID); return err })
}
