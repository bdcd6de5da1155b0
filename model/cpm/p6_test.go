package cpm_test

import (
	"encoding/xml"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tandem/model/cpm"
	"tandem/model/date"
	"tandem/model/worktime"
)

// TestPrimaveraDates holds the early dates that another tool stored for a plan of its own: two
// chains with leads, Monday to Friday from 8 to 16.
func TestPrimaveraDates(t *testing.T) {
	raw, err := os.ReadFile(data + "p6/p6_28act_26rel.pmxml.xml")
	if err != nil {
		t.Skip("the folder with known answers is not here")
	}
	type activity struct {
		ID            int64  `xml:"ObjectId"`
		Hours         string `xml:"PlannedDuration"`
		Start, Finish string
		EarlyStart    string `xml:"RemainingEarlyStartDate"`
		EarlyFinish   string `xml:"RemainingEarlyFinishDate"`
	}
	var file struct {
		Projects []struct {
			Activities []activity `xml:"Activity"`
			Links      []struct {
				From int64 `xml:"PredecessorActivityObjectId"`
				To   int64 `xml:"SuccessorActivityObjectId"`
				Lag  int64
			} `xml:"Relationship"`
		} `xml:"Project"`
	}
	if err := xml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	var week worktime.Week
	for d := time.Monday; d <= time.Friday; d++ {
		week[d] = []worktime.Interval{{From: 8 * 3600, To: 16 * 3600}}
	}
	hours, err := worktime.New(worktime.Spec{Week: week})
	if err != nil {
		t.Fatal(err)
	}
	n := &cpm.Network{Start: date.YMD(2012, 1, 2).At(8, 0, nil), Calendars: []cpm.Calendar{office{hours}}}
	at, acts := map[int64]int32{}, []activity{}
	for _, p := range file.Projects {
		for _, a := range p.Activities {
			if a.EarlyStart == "" {
				continue // a line of another project that was not exported with it
			}
			h, err := strconv.ParseFloat(strings.ReplaceAll(a.Hours, ",", "."), 64)
			if err != nil {
				t.Fatal(err)
			}
			at[a.ID] = int32(len(n.Tasks))
			n.Tasks = append(n.Tasks, cpm.Task{Dur: int64(math.Round(h * 3600))})
			acts = append(acts, a)
		}
	}
	for _, p := range file.Projects {
		for _, l := range p.Links {
			from, ok := at[l.From]
			if to, ok2 := at[l.To]; ok && ok2 {
				link(n, from, to, cpm.FS, l.Lag*hour)
			}
		}
	}
	s := cpm.Solve(n)
	for i, a := range acts {
		for _, d := range []struct {
			got  date.Instant
			want string
		}{{s.EarlyStart(i), a.EarlyStart}, {s.EarlyFinish(i), a.EarlyFinish}} {
			w, err := date.Parse(d.want, 0, nil)
			if err != nil {
				t.Fatal(err)
			}
			if gap := hours.Diff(w, d.got); gap < -60 || gap > 60 {
				t.Errorf("activity %d: %s, stored %s", a.ID, clock(d.got), d.want)
			}
		}
	}
	if len(acts) != 26 || len(n.Links) < 24 {
		t.Errorf("%d activities, %d links", len(acts), len(n.Links))
	}
}
