package transfer_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/store/transfer"
)

// onDays lists the working hours of a calendar on each day of two years.
func onDays(s *model.Snapshot, c *model.Calendar) string {
	var b strings.Builder
	for d := date.YMD(2026, 1, 1); d < date.YMD(2028, 1, 1); d++ {
		fmt.Fprint(&b, d, c.DayHours(s, d), "\n")
	}
	return b.String()
}

func calendarNamed(t testing.TB, s *model.Snapshot, name string) *model.Calendar {
	t.Helper()
	for c := range model.Each[*model.Calendar](s, model.CalendarPrefix) {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("there is no calendar %q", name)
	return nil
}

// TestCalendarsKeepTheirHours: each kind of exception and of week, written from nothing and read
// again, gives the same hours on every day.
func TestCalendarsKeepTheirHours(t *testing.T) {
	for name, fill := range map[string]func(*model.Calendar){
		"plain":   func(*model.Calendar) {},
		"shifts":  func(c *model.Calendar) { c.Week[0].Hours, c.Week[5].Hours = "00:00-06:00, 22:00-24:00", "00:00-24:00" },
		"no work": func(c *model.Calendar) { c.Week = []model.WorkDay{{Day: "sun", Hours: "10:00-11:00"}} },
		"a run off": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Summer", From: date.YMD(2026, 8, 3), To: date.YMD(2026, 8, 21)}}
		},
		"a day on": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Stock", From: date.YMD(2026, 8, 8), Hours: "09:00-12:00, 12:30-15:00"}}
		},
		"yearly": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Xmas", From: date.YMD(2026, 12, 25), Repeat: "yearly"}}
		},
		"weekly": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Short", From: date.YMD(2026, 1, 2), To: date.YMD(2026, 6, 30), Hours: "08:00-12:00", Repeat: "weekly"}}
		},
		"monthly": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Books", From: date.YMD(2026, 1, 31), To: date.YMD(2027, 12, 31), Repeat: "monthly"}}
		},
		"every 10 days": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Tenth", From: date.YMD(2026, 1, 1), To: date.YMD(2026, 12, 31), Repeat: "type=1 period=10"}}
		},
		"five times": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Five", From: date.YMD(2026, 3, 2), Repeat: "type=6 period=2 days=2 occurrences=5"}}
		},
		"last friday": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "Fri", From: date.YMD(2026, 1, 1), To: date.YMD(2027, 6, 30), Repeat: "type=5 period=1 item=8 position=4"}}
		},
		"labour day": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "LD", From: date.YMD(2026, 1, 1), To: date.YMD(2027, 12, 31), Repeat: "type=3 period=1 month=8 item=4"}}
		},
		"one over other": func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "a", From: date.YMD(2026, 4, 6), Hours: "08:00-09:00"}, {Name: "b", From: date.YMD(2026, 4, 1), To: date.YMD(2026, 4, 10)}}
		},
		"work week": func(c *model.Calendar) {
			c.Custom = []model.Custom{{Name: "work week Ramadan", Value: "2026-02-18..2026-03-19 mon 09:00-14:00; tue off"}}
		},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			var cal model.ID
			s := edited(t, workspace(t), func(e *model.Edit) error {
				c := model.Kinds().Prefix("CAL").New().(*model.Calendar)
				c.Name, c.Zone = "Ours", "Europe/Berlin"
				fill(c)
				cal = e.Put("CAL", c)
				p := model.Kinds().Prefix("P").New().(*model.Project)
				p.Name, p.Calendar, p.Start = "One", cal, date.YMD(2026, 1, 5).At(8, 0, time.UTC)
				e.Put("P", p)
				return nil
			})
			out := written(t, s, onlyProject(t, s).ID)
			checkNumbers(t, out)
			_, again := taken(t, workspace(t), "one.xml", out)
			was, _ := model.Find[*model.Calendar](s, cal)
			if a, b := onDays(s, was), onDays(again, calendarNamed(t, again, "Ours")); a != b {
				x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
				for i := range x {
					if x[i] != y[i] {
						t.Fatalf("%s is %s", x[i], y[i])
					}
				}
			}
			if back := onlyProject(t, again); again.Get(back.Calendar) != model.Record(calendarNamed(t, again, "Ours")) {
				t.Error("the project has another calendar")
			}
		})
	}
}

// TestNewNumbersAreFree: what is new never gets a number that the file speaks of, a missing
// predecessor's least of all; calendars of one name get two.
func TestNewNumbersAreFree(t *testing.T) {
	raw := badPlan(badTask(1, 1, eightHours+"<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type></PredecessorLink>"))
	_, s := taken(t, workspace(t), "x.xml", raw)
	p := onlyProject(t, s)
	s = edited(t, s, func(e *model.Edit) error {
		for i := range 2 {
			c := model.Kinds().Prefix("CAL").New().(*model.Calendar)
			c.Name, c.Zone = "Night", "Europe/Berlin"
			id := e.Put("CAL", c)
			x := model.Kinds().Prefix("T").New().(*model.Task)
			x.Project, x.Name, x.Order, x.Calendar = p.ID, fmt.Sprintf("New %d", i), 10+i, id
			e.Put("T", x)
		}
		return nil
	})
	out := written(t, s, p.ID)
	uids := regexp.MustCompile(`<Task>\s*<UID>(\d+)</UID>`).FindAllSubmatch(out, -1)
	if len(uids) != 3 || string(uids[1][1]) != "3" || string(uids[2][1]) != "4" {
		t.Errorf("%q\n%s", uids, out)
	}
	for _, want := range []string{"<Name>Night</Name>", "<Name>Night (2)</Name>", "<PredecessorUID>2</PredecessorUID>"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%s is not there", want)
		}
	}
	res, _ := taken(t, workspace(t), "x.xml", out)
	if !slices.ContainsFunc(res.Problems, func(p transfer.Problem) bool {
		return strings.Contains(p.Message, "there is no task 2")
	}) {
		t.Error("the missing predecessor is missing no more")
	}
}

// TestMoneyInEveryCurrency: amounts are hundredths of the unit in the file, whatever the currency.
func TestMoneyInEveryCurrency(t *testing.T) {
	for code, want := range map[money.Code]string{"EUR": "<Cost>123456</Cost>", "JPY": "<Cost>12345600</Cost>", "KWD": "<Cost>12345.6</Cost>"} {
		s := edited(t, workspace(t), func(e *model.Edit) error {
			p := model.Kinds().Prefix("P").New().(*model.Project)
			p.Name, p.Currency, p.Start = "Pay", string(code), date.YMD(2026, 1, 5).At(8, 0, time.UTC)
			x := model.Kinds().Prefix("T").New().(*model.Task)
			x.Project, x.Name, x.PlannedCost = e.Put("P", p), "Pay", money.Amount{Minor: 123456, Code: code}
			e.Put("T", x)
			return nil
		})
		out := written(t, s, onlyProject(t, s).ID)
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%s: %s is not there", code, want)
		}
		_, again := taken(t, workspace(t), "pay.xml", out)
		if got := taskNamed(t, again, "Pay").PlannedCost; got.Minor != 123456 || got.Code != code {
			t.Errorf("%s comes back as %v", code, got)
		}
	}
}

// TestOtherZone: whoever moves the project's calendar to another zone moves the wall times of the
// file with it, and nothing else.
func TestOtherZone(t *testing.T) {
	x := newScene(t, "mpxj_sample98")
	before := written(t, x.s, x.p.ID)
	s := edited(t, x.s, func(e *model.Edit) error {
		for c := range model.Each[*model.Calendar](x.s, model.CalendarPrefix) {
			if err := model.Update(e, c.ID, func(c *model.Calendar) error { c.Zone = "Europe/London"; return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	starts := regexp.MustCompile(`<Start>(.*?)</Start>`)
	a, b := starts.FindAllSubmatch(before, -1), starts.FindAllSubmatch(written(t, s, x.p.ID), -1)
	if len(a) != len(b) {
		t.Fatalf("%d starts, then %d", len(a), len(b))
	}
	moved := 0
	for i := range a {
		if string(a[i][1]) != string(b[i][1]) {
			moved++
		}
	}
	if moved < len(x.tasks) {
		t.Errorf("%d of %d starts moved", moved, len(a))
	}
}

// TestNewerFileReplacesTheKeptOne, and a broken one does not.
func TestNewerFileReplacesTheKeptOne(t *testing.T) {
	first := badPlan(badTask(1, 1, eightHours))
	second := badPlan(badTask(1, 1, eightHours) + badTask(2, 1, eightHours))
	_, s := taken(t, workspace(t), "x.xml", first)
	_, s = taken(t, s, "x.xml", second)
	p := onlyProject(t, s)
	if out := written(t, s, p.ID); !bytes.Equal(out, second) || s.Count(model.SourceFilePrefix) != 1 {
		t.Errorf("%d files are kept; out goes\n%s", s.Count(model.SourceFilePrefix), out)
	}
	_, s = taken(t, s, "x.xml", second[:len(second)-60])
	if out := written(t, s, p.ID); !bytes.Equal(out, second) {
		t.Errorf("the broken file counts:\n%s", out)
	}
}
