package cpm_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tandem/model/cpm"
)

const data = "../../../shared/data/schedule/"

// TestLinkCases holds the early and late dates of 18 published cases of link, lag and duration, in
// plain units without a calendar.
func TestLinkCases(t *testing.T) {
	raw, err := os.ReadFile(data + "cpm_cases/criticalpath_R_relation_types.json")
	if err != nil {
		t.Skip("the folder with known answers is not here")
	}
	var cases []struct {
		Name       string
		Activities []struct {
			ID  int
			Dur int64
		}
		Relations []struct {
			Pred, Succ int
			Type       string
			Lag        int64
		}
		Duration int64                       `json:"expect_duration"`
		Expect   map[string]map[string]int64 `json:"expect"`
		Match    map[string]bool
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	types := map[string]cpm.LinkType{"FS": cpm.FS, "SS": cpm.SS, "FF": cpm.FF, "SF": cpm.SF}
	tried := 0
	for _, c := range cases {
		if !c.Match["clamp0"] {
			continue
		}
		tried++
		zero := int64(monday) // time 0
		n := &cpm.Network{Start: monday, Calendars: []cpm.Calendar{cpm.Clock{}}}
		at := map[int]int32{}
		for i, a := range c.Activities {
			at[a.ID] = int32(i)
			n.Tasks = append(n.Tasks, cpm.Task{Dur: a.Dur})
		}
		for _, r := range c.Relations {
			link(n, at[r.Pred], at[r.Succ], types[r.Type], r.Lag)
		}
		s := cpm.Solve(n)
		if got := int64(s.Finish) - zero; got != c.Duration {
			t.Errorf("%s: takes %d, want %d", c.Name, got, c.Duration)
		}
		for id, e := range c.Expect {
			k, _ := strconv.Atoi(id)
			i := int(at[k])
			got := map[string]int64{"early_start": int64(s.EarlyStart(i)) - zero, "early_finish": int64(s.EarlyFinish(i)) - zero,
				"late_start": int64(s.LateStart(i)) - zero, "late_finish": int64(s.LateFinish(i)) - zero}
			for field, w := range e {
				if got[field] != w {
					t.Errorf("%s: %s of %s is %d, want %d", c.Name, field, id, got[field], w)
				}
			}
		}
	}
	if tried == 0 {
		t.Error("no case was tried")
	}
	t.Logf("%d of %d cases", tried, len(cases))
}

// readProject reads durations and successors of a PSPLIB instance.
func readProject(t *testing.T, path string) *cpm.Network {
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	n := &cpm.Network{Start: monday, Calendars: []cpm.Calendar{cpm.Clock{}}}
	part := ""
	type pair struct{ from, to int }
	var links []pair
	durs := map[int]int64{}
	for in := bufio.NewScanner(f); in.Scan(); {
		line := in.Text()
		words := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "PRECEDENCE"):
			part = "links"
		case strings.HasPrefix(line, "REQUESTS"):
			part = "durations"
		case strings.HasPrefix(line, "****"), strings.HasPrefix(line, "RESOURCE"):
			if strings.HasPrefix(line, "RESOURCE") {
				part = ""
			}
		case len(words) >= 3 && part != "":
			nums := make([]int, 0, len(words))
			for _, w := range words {
				if v, err := strconv.Atoi(w); err == nil {
					nums = append(nums, v)
				}
			}
			if len(nums) < 3 {
				continue
			}
			if part == "durations" {
				durs[nums[0]] = int64(nums[2])
				continue
			}
			for _, to := range nums[3:] {
				links = append(links, pair{nums[0], to})
			}
		}
	}
	for i := range len(durs) {
		n.Tasks = append(n.Tasks, cpm.Task{Dur: durs[i+1]})
	}
	for _, l := range links {
		link(n, int32(l.from-1), int32(l.to-1), cpm.FS, 0)
	}
	return n
}

// TestPublishedLengths holds the length of the critical path of 50 published projects.
func TestPublishedLengths(t *testing.T) {
	raw, err := os.ReadFile(data + "psplib_known.tsv")
	if err != nil {
		t.Skip("the folder with known answers is not here")
	}
	rows := strings.Split(strings.TrimSpace(string(raw)), "\n")[1:]
	for _, row := range rows {
		f := strings.Split(row, "\t")
		length, err1 := strconv.ParseInt(f[5], 10, 64)
		critical, err2 := strconv.Atoi(f[6])
		if err1 != nil || err2 != nil {
			t.Fatal(row)
		}
		n := readProject(t, filepath.Join(data, "psplib", f[1]+".sm"))
		s := cpm.Solve(n)
		if got := int64(s.Finish - s.Start); got != length {
			t.Errorf("%s: %d long, want %d", f[1], got, length)
		}
		count := 0
		for i := range n.Tasks {
			if s.Critical(i) {
				count++
			}
		}
		if count != critical {
			t.Errorf("%s: %d critical, want %d", f[1], count, critical)
		}
	}
	if len(rows) < 50 {
		t.Errorf("%d projects", len(rows))
	}
}
