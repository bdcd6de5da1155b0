package clock_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// moment reads 2026-11-20T09:00Z, seconds allowed.
func moment(t testing.TB, s string) date.Instant {
	t.Helper()
	for _, f := range []string{"2006-01-02T15:04Z07:00", time.RFC3339} {
		if x, err := time.Parse(f, s); err == nil {
			return date.Of(x)
		}
	}
	t.Fatalf("%q is no moment", s)
	return 0
}

// calendar reads "berlin Europe/Berlin Mon-Fri 08:00-17:00 off 2026-12-24".
func calendar(t testing.TB, s string) (string, *worktime.Calendar) {
	t.Helper()
	head, off, _ := strings.Cut(s, " off ")
	f := strings.SplitN(head, " ", 3)
	loc, err := time.LoadLocation(f[1])
	if err != nil {
		t.Fatal(err)
	}
	week, err := worktime.ParseWeek(f[2])
	if err != nil {
		t.Fatal(err)
	}
	spec := worktime.Spec{Zone: loc, Week: week, Scale: date.Usual}
	for _, d := range strings.Fields(off) {
		day, err := date.ParseDay(d, 0)
		if err != nil {
			t.Fatal(err)
		}
		spec.Exceptions = append(spec.Exceptions, worktime.Exception{From: day})
	}
	c, err := worktime.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	return f[0], c
}

// sets are the two tables of targets, by severity: first response, reply, update, resolution.
var sets = map[string][5]string{
	"A": {"30m 1h 2h 8h", "1h 2h 4h 16h", "2h 4h 8h 24h", "4h 8h 16h 40h", "8h 16h 40h 80h"},
	"B": {"15m 30m 90m 4h", "45m 1h 3h 12h", "1h 3h 6h 20h", "3h 6h 12h 30h", "6h 12h 30h 60h"},
}

// setOf is a table by its name, or one row for all severities: 30m/1h/2h/8h.
func setOf(s string) [5]string {
	if set, ok := sets[s]; ok {
		return set
	}
	row := strings.ReplaceAll(s, "/", " ")
	return [5]string{row, row, row, row, row}
}

func targets(t testing.TB, rows [5]string) func(int) clock.Targets {
	var by [6]clock.Targets
	for i, row := range rows {
		for j, w := range strings.Fields(row) {
			if w == "-" {
				continue
			}
			s, err := date.ParseSpan(w, date.Usual)
			if err != nil {
				t.Fatal(err)
			}
			by[i+1][j] = s
		}
	}
	return func(sev int) clock.Targets { return by[sev] }
}

func parties(list string) func(string) bool {
	return func(p string) bool { return p != "" && strings.Contains(list, p) }
}

func events(t testing.TB, s string) (out []clock.Event) {
	t.Helper()
	kinds := map[string]clock.Kind{"o": clock.Opened, "in": clock.In, "out": clock.Out, "wait": clock.Wait, "resume": clock.Resume,
		"sev": clock.Severity, "res": clock.Closed, "re": clock.Reopened, "note": clock.Note}
	for i, line := range strings.Split(s, "; ") {
		f := strings.Fields(line)
		x := clock.Event{At: moment(t, f[0]), Kind: kinds[f[1]], Line: i + 1}
		if f[1] == "wait" && len(f) > 2 {
			x.Party = f[2]
		}
		if f[1] == "sev" {
			x.Severity, _ = strconv.Atoi(f[2])
			x.Was, _ = strconv.Atoi(f[3])
		}
		out = append(out, x)
	}
	return out
}

func terms(t testing.TB, hours *worktime.Calendar, s string) (out []clock.Terms) {
	t.Helper()
	for _, one := range strings.Split(s, "; ") {
		f := strings.Fields(one)
		x := clock.Terms{Name: f[1], Hours: hours, Targets: targets(t, setOf(f[1])), Pauses: parties(f[2]), Updates: slices.Contains(f[3:], "updates")}
		if slices.Contains(f[3:], "opening") {
			x.Boundary = worktime.Opening
		}
		if f[0] != "-" {
			x.From = moment(t, f[0])
		}
		out = append(out, x)
	}
	return out
}

// told words a clock as the answers do.
func told(k *clock.Clock) string {
	if k.State == clock.None {
		return ""
	}
	due := "never"
	if k.Due != worktime.Never {
		due = k.Due.In(time.UTC).Format("2006-01-02T15:04Z")
	}
	return fmt.Sprintf("%s %s %d %d", k.State, due, k.Elapsed/60, k.Left/60)
}

var short = map[string]clock.Which{"first": clock.First, "reply": clock.Reply, "update": clock.Update, "resolution": clock.Resolution}

// TestCases holds two tables: one made by a program of its own for all combinations, one by hand for
// what is easily got wrong. Each answer is held against the package and against the plain walk.
func TestCases(t *testing.T) {
	n := 0
	for _, file := range []string{"testdata/cases.txt", "testdata/named.txt"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cals := map[string]string{}
		for _, line := range strings.Split(string(raw), "\n") {
			if def, ok := strings.CutPrefix(line, "# calendar "); ok {
				cals[strings.Fields(def)[0]] = def
			}
			if line == "" || line[0] == '#' {
				continue
			}
			n++
			f := strings.Split(line, " | ")
			t.Run(f[0], func(t *testing.T) { checkCase(t, cals[f[1]], f) })
		}
	}
	if n < 260 {
		t.Errorf("%d cases, at least 260 are wanted", n)
	}
}

// compiled are the calendars of the tables.
var compiled = map[string]*worktime.Calendar{}

// checkCase replays a line of a table, and walks it.
func checkCase(t *testing.T, cal string, f []string) {
	sev, err := strconv.Atoi(f[3])
	if err != nil {
		t.Fatal(err)
	}
	hours := compiled[cal]
	if hours == nil {
		_, hours = calendar(t, cal)
		compiled[cal] = hours
	}
	list, now := events(t, f[4]), moment(t, f[5])
	x := clock.Replay(clock.Log{Severity: sev, Events: list}, terms(t, hours, f[2]), now)
	want := map[clock.Which]string{}
	for _, a := range strings.Split(f[6], "; ") {
		name, rest, _ := strings.Cut(a, " ")
		want[short[name]] = rest
	}
	walk := plain{hours: plainOf(t, cal), terms: plainTermsOf(t, f[2]), sev: sev, events: sortedEvents(list, now), now: now}
	laps := walk.laps()
	for i := range x.All {
		k := &x.All[i]
		if got := told(k); got != want[k.Which] {
			t.Errorf("%s: %q, want %q", k.Which, got, want[k.Which])
		}
		if got := walk.tell(t, k.Which, laps[i]); got != want[k.Which] {
			t.Errorf("%s walked: %q, want %q", k.Which, got, want[k.Which])
		}
		checkSpans(t, k)
	}
	if len(x.Issues) > 0 {
		t.Errorf("issues %v", x.Issues)
	}
}

// checkSpans holds that the stretches a clock shows add up to the length it tells.
func checkSpans(t testing.TB, k *clock.Clock) {
	t.Helper()
	if k.State == clock.None {
		return
	}
	var n, left int64
	for s := range k.Spans() {
		n += int64(s.To - s.From)
	}
	for s := range k.Ahead() {
		left += int64(s.To - s.From)
	}
	if n != k.Elapsed || left != max(k.Left, -k.Left) {
		t.Errorf("%s: spans add up to %d and %d, elapsed %d, left %d", k.Which, n, left, k.Elapsed, k.Left)
	}
	if k.Whole < k.Elapsed {
		t.Errorf("%s: %d with pauses is less than %d without", k.Which, k.Whole, k.Elapsed)
	}
}
