package transfer_test

import (
	"bytes"
	"context"
	"io"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// FuzzPlan takes any bytes for a plan: what can be taken goes out again, with and without the file
// it came from, edited and not, and what was written can be taken.
func FuzzPlan(f *testing.F) {
	for _, c := range badPlans() {
		f.Add(c.raw)
	}
	f.Add([]byte(`<Project><Calendars><Calendar><UID>1</UID><Name>a</Name><WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>00:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays></Calendar></Calendars><Resources><Resource><UID>1</UID><Name>r</Name><CalendarUID>1</CalendarUID></Resource></Resources><Tasks><Task><UID>1</UID><Duration>PT8H0M0S</Duration></Task></Tasks><Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Work>PT8H0M0S</Work></Assignment></Assignments></Project>`))
	empty := workspace(f)
	w, err := transfer.WriterNamed("mspdi")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		ctx := context.Background()
		res, err := transfer.Import(ctx, empty, now, "x.xml", bytes.NewReader(raw), transfer.Options{Format: "mspdi"})
		if err != nil {
			return
		}
		s := empty.With(res.Batch.Changes)
		p := onlyProject(t, s)
		again := func(what string, s *model.Snapshot) {
			var out bytes.Buffer
			if err := w.Write(ctx, s, now, transfer.Selection{Project: p.ID}, &out); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			back, err := transfer.Import(ctx, empty, now, "x.xml", bytes.NewReader(out.Bytes()), transfer.Options{Format: "mspdi"})
			if err != nil {
				t.Fatalf("%s: %v\n%s", what, err, out.Bytes())
			}
			if n := empty.With(back.Batch.Changes).Count("T"); n != s.Count("T") {
				t.Fatalf("%s: %d tasks, then %d\n%s", what, s.Count("T"), n, out.Bytes())
			}
		}
		again("as it came", s)
		e := model.NewEdit(s, now)
		for x := range s.TasksOf(p.ID) {
			if err := model.Update(e, x.ID, func(t *model.Task) error {
				t.Notes, t.Duration.N, t.Order = "edited", t.Duration.N/2+60, -t.Order
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if b, err := e.Batch(); err == nil {
			again("edited", s.With(b.Changes))
		}
		kept := s.SourceOf(p.ID, "mspdi")
		again("from nothing", s.With([]model.Change{{ID: kept.ID, Before: kept}}))
		_ = w.Write(ctx, s, now, transfer.Selection{}, io.Discard)
	})
}
