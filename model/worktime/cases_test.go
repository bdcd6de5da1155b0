package worktime_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

// TestCases runs testdata/cases.txt. A line with "#" sets the calendar for those below it:
//
//	# HOURS @ ZONE [-DAY a day off] [DAY=HOURS an extra day]
//	START + WORK [cut FROM..TO, ..] = DUE      (closing) or ~ DUE (opening); both where both are told
//	START .. END [cut FROM..TO, ..] = MINUTES
//	END - WORK = START
//
// Each is also held against the plain walk, minute by minute, where that can tell.
func TestCases(t *testing.T) {
	raw, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	var c caseContext
	for i, line := range strings.Split(string(raw), "\n") {
		text, _, _ := strings.Cut(line, "//")
		text = strings.TrimSpace(text)
		switch {
		case text == "":
		case strings.HasPrefix(text, "#"):
			c.read(t, strings.TrimSpace(text[1:]))
		default:
			n++
			c.t, c.name = t, strconv.Itoa(i+1)+": "+line
			c.run(text)
		}
	}
	if n < 150 {
		t.Errorf("%d cases, want 150 and more", n)
	}
}

type caseContext struct {
	t      *testing.T
	name   string
	loc    *time.Location
	spec   worktime.Spec
	cal    *worktime.Calendar
	walks  bool // the plain walk reads the calendar as we do
	pauses worktime.Pauses
	spans  []worktime.Span
}

func (c *caseContext) read(t *testing.T, text string) {
	hours, rest, _ := strings.Cut(text, "@")
	words := strings.Fields(rest)
	*c = caseContext{t: t, loc: zone(t, words[0]), walks: true}
	c.spec = worktime.Spec{Zone: c.loc, Week: week(t, hours)}
	for _, w := range words[1:] {
		if d, extra, ok := strings.Cut(w, "="); ok {
			x := worktime.Exception{From: day(t, d), Hours: week(t, extra)[0]}
			c.spec.Exceptions = append(c.spec.Exceptions, x)
		} else if w == "unwalked" {
			c.walks = false
		} else {
			a, b, _ := strings.Cut(strings.TrimPrefix(w, "-"), "..")
			x := worktime.Exception{From: day(t, a)}
			if b != "" {
				x.To = day(t, b)
			}
			c.spec.Exceptions = append(c.spec.Exceptions, x)
		}
	}
	c.cal = build(t, c.spec)
}

func (c *caseContext) run(text string) {
	text, opening, hasOpening := strings.Cut(text, "~")
	text, closing, hasClosing := strings.Cut(text, "=")
	text, cut, _ := strings.Cut(text, "cut")
	c.cut(cut)
	if a, b, ok := strings.Cut(text, ".."); ok {
		c.between(at(c.t, strings.TrimSpace(a), c.loc), at(c.t, strings.TrimSpace(b), c.loc), strings.TrimSpace(closing))
		return
	}
	if a, b, ok := strings.Cut(text, " + "); ok {
		if hasClosing {
			c.due(at(c.t, a, c.loc), seconds(c.t, b), worktime.Closing, strings.TrimSpace(closing))
		}
		if hasOpening {
			c.due(at(c.t, a, c.loc), seconds(c.t, b), worktime.Opening, strings.TrimSpace(opening))
		}
		return
	}
	a, b, ok := strings.Cut(text, " - ")
	if !ok {
		c.t.Fatalf("%s: not a case", c.name)
	}
	if got := c.cal.Sub(at(c.t, a, c.loc), seconds(c.t, b)); !c.reads(got, strings.TrimSpace(closing)) {
		c.t.Errorf("%s\n\tstarts %s", c.name, show(got, c.loc))
	}
}

func (c *caseContext) cut(text string) {
	c.spans = nil
	for _, p := range strings.Split(text, ",") {
		if a, b, ok := strings.Cut(p, ".."); ok {
			s := worktime.Span{From: at(c.t, strings.TrimSpace(a), c.loc)}
			if b = strings.TrimSpace(b); b != "" {
				s.To = at(c.t, b, c.loc)
			}
			c.spans = append(c.spans, s)
		}
	}
	var err error
	if c.pauses, err = worktime.Pause(c.spans...); err != nil {
		c.t.Fatal(c.name, err)
	}
}

func (c *caseContext) wholeMinutes() bool {
	for _, s := range c.spans {
		if int64(s.From)%60 != 0 || int64(s.To)%60 != 0 {
			return false
		}
	}
	return true
}

func seconds(t *testing.T, s string) int64 {
	span, err := date.ParseSpan(strings.TrimSpace(s), date.Scale{})
	if err != nil {
		t.Fatal(err)
	}
	return span.N
}

// reads reports whether an instant shows as the table writes it, to the second or not, with the
// offset or not.
func (c *caseContext) reads(got date.Instant, want string) bool {
	if want == "never" {
		return got == worktime.Never
	}
	s := show(got, c.loc)
	stamp, zone, _ := strings.Cut(want, " GMT")
	if len(stamp) == len("2006-01-02 15:04") {
		stamp += ":00"
	}
	return strings.HasPrefix(s, stamp+" ") && strings.HasSuffix(s, zone)
}

func (c *caseContext) due(start date.Instant, work int64, b worktime.Boundary, want string) {
	got := c.cal.Due(start, work, c.pauses, b)
	if !c.reads(got, want) {
		c.t.Errorf("%s\n\tdue %s", c.name, show(got, c.loc))
	}
	if len(c.spans) == 0 && b == worktime.Closing && c.cal.Add(start, work) != got {
		c.t.Errorf("%s\n\tAdd says %s", c.name, show(c.cal.Add(start, work), c.loc))
	}
	if got != worktime.Never && c.cal.Spent(start, got, c.pauses) != work {
		c.t.Errorf("%s\n\t%d seconds lie before it", c.name, c.cal.Spent(start, got, c.pauses))
	}
	whole := c.wholeMinutes() && int64(start)%60 == 0 && work%60 == 0 && work > 0
	if c.walks && whole && got != worktime.Never && got < start+360*86400 {
		if slow := (slow{c.spec, c.loc}).due(start, work/60, c.spans, b); slow != got {
			c.t.Errorf("%s\n\tthe plain walk says %s", c.name, show(slow, c.loc))
		}
	}
}

func (c *caseContext) between(a, b date.Instant, want string) {
	minutes, err := strconv.ParseFloat(want, 64)
	if err != nil {
		c.t.Fatal(c.name, err)
	}
	got := c.cal.Spent(a, b, c.pauses)
	if float64(got) != minutes*60 {
		c.t.Errorf("%s\n\t%v minutes", c.name, float64(got)/60)
	}
	var sum int64
	for s := range c.cal.Spans(a, b, c.pauses) {
		sum += int64(s.To - s.From)
	}
	if sum != got {
		c.t.Errorf("%s\n\tthe stretches add up to %v minutes", c.name, float64(sum)/60)
	}
	if c.walks && c.wholeMinutes() && int64(a)%60 == 0 && int64(b)%60 == 0 && b-a < 400*86400 {
		if slow := (slow{c.spec, c.loc}).minutes(a, b, c.spans); slow*60 != got {
			c.t.Errorf("%s\n\tthe plain walk says %d", c.name, slow)
		}
	}
}
