package account

import (
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/uitest"
)

// small is the page of a customer of which every line is known: today is Friday 20 November 2026.
func small(t *testing.T, more ...func(e *model.Edit)) driver {
	t.Helper()
	today := moment.Day(nil)
	num := decimal.MustParse
	snap := uitest.Snapshot(t, func(e *model.Edit) error {
		e.Put(model.WorkspacePrefix, &model.Workspace{Meta: model.Meta{ID: model.WorkspaceID}, Name: "Here", Currency: "EUR", Calendar: id(t, "CAL-1")})
		cal := model.Kinds().Prefix(model.CalendarPrefix).New().(*model.Calendar)
		cal.Name, cal.Zone = "Office", "UTC"
		e.Put(model.CalendarPrefix, cal)
		e.Put(model.AccountPrefix, &model.Account{Name: "Helio", Tier: "key", Status: "active", Sponsor: id(t, "C-2"), Renewal: today + 40, Calendar: id(t, "CAL-1")})
		for _, c := range []struct {
			name string
			inf  model.Influence
		}{{"Lena Low", "low"}, {"Dr. Sam Sponsor", "medium"}, {"Dora Decides", "decides"}, {"Hugo High", "high"}} {
			e.Put(model.ContactPrefix, &model.Contact{Name: c.name, Account: id(t, "A-1"), Influence: c.inf})
		}
		talk := func(contact string, days int, mood int) {
			e.Put(model.InteractionPrefix, &model.Interaction{Summary: "Call", Account: id(t, "A-1"), Contact: id(t, contact), When: moment - date.Instant(days)*86400, Mood: mood, Direction: "out"})
		}
		talk("C-2", 45, 0)
		talk("C-2", 50, 2)
		talk("C-3", 7, 0)
		talk("C-4", 100, 0)
		talk("C-1", -3, 0) // a meeting ahead is no contact yet
		e.Put(model.StandardPrefix, &model.Standard{Name: "Uptime", Account: id(t, "A-1"), Target: num("99.5"), Direction: "at least", Unit: "%", Every: "monthly"})
		e.Put(model.StandardPrefix, &model.Standard{Name: "Errors", Account: id(t, "A-1"), Target: num("3"), Direction: "at most", Every: "monthly"})
		e.Put(model.StandardPrefix, &model.Standard{Name: "Old one", Account: id(t, "A-1"), Target: num("3"), Direction: "at most", Every: "monthly", Until: today - 1})
		e.Put(model.ReadingPrefix, &model.Reading{Of: id(t, "ST-1"), Date: today - 9, Value: num("99.2"), Comment: "x"})
		e.Put(model.BenefitPrefix, &model.Benefit{Name: "Faster picks", Account: id(t, "A-1"), Baseline: num("30"), Target: num("10"), From: today - 100, Planned: today + 100, Status: "measured"})
		e.Put(model.ReadingPrefix, &model.Reading{Of: id(t, "BF-1"), Date: today, Value: num("20"), Comment: "x"})
		e.Put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: id(t, "A-1"), Promised: today - 2, Status: "open"})
		e.Put(model.OrderPrefix, &model.Order{Title: "Rolls", Account: id(t, "A-1"), Promised: today - 5, Delivered: today - 5, Status: "delivered"})
		e.Put(model.OrderPrefix, &model.Order{Title: "Gone", Account: id(t, "A-1"), Promised: today - 9, Status: "cancelled"})
		e.Put(model.OrderPrefix, &model.Order{Title: "Labels", Account: id(t, "A-1"), Requested: today - 30, Status: "open"})
		e.Put(model.OrderPrefix, &model.Order{Title: "Ribbons", Account: id(t, "A-1"), Requested: today + 7, Status: "open"})
		for _, p := range []model.Promise{{What: "A later page", Due: today + 9, State: "open"}, {What: "An early page", Due: today - 1, State: "open"},
			{What: "Kept page", Due: today - 9, ClosedOn: today - 9, State: "kept"}, {What: "Broken page", Due: today - 9, ClosedOn: today - 8, State: "broken"}} {
			p.Account = id(t, "A-1")
			e.Put(model.PromisePrefix, &p)
		}
		for _, f := range more {
			f(e)
		}
		return nil
	})
	d := driver{uitest.DeskOn(t, New(), snap, id(t, "A-1"), func(d *uitest.Desk[*Pane]) { d.W, d.H = 86, 200 })}
	d.Screen(86, 200)
	return d
}

// rowOf is the line that begins with a name, behind its sign.
func (d driver) rowOf(name string) string {
	d.T.Helper()
	for _, l := range d.lines(86, 200) {
		if i := strings.Index(l, name+" "); i >= 0 && i < 12 {
			return l
		}
	}
	d.T.Fatalf("%s is on no line:\n%s", name, d.Screen(86, 200))
	return ""
}

// TestRowsSayHowItStands: each line says what its record comes to, by the rules of the domain.
func TestRowsSayHowItStands(t *testing.T) {
	d := small(t)
	for ref, want := range map[string]string{
		"Uptime ST-1":        "99.2 %, at least 99.5",
		"Errors ST-2":        "never read",
		"Faster picks BF-1":  "50%", // from 30 to 10, and it is 20
		"Scanners O-1":       "overdue 18 Nov",
		"Labels O-4":         "overdue, requested 21 Oct",
		"Ribbons O-5":        "requested Fri 27",
		"Rolls O-2":          "to be accepted",
		"A later page M-1":   "29 Nov",
		"LL Lena Low":        "no contact yet",
		"SS Dr. Sam Sponsor": "45 d", // the newest of two counts
		"DD Dora Decides":    "7 d",
		"HH Hugo High":       "100 d",
	} {
		if got := d.rowOf(ref); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", ref, got, want)
		}
	}
	d.Sees("sponsor 45 days silent", "renews in 40 days")
	for _, gone := range []string{"Old one", "Gone"} {
		if strings.Contains(d.Screen(86, 200), gone) {
			t.Errorf("%s is over, and shows", gone)
		}
	}
}

// TestOrderOfRows: the sponsor first, then by how much people weigh; open promises by their day, then what
// became of the others.
func TestOrderOfRows(t *testing.T) {
	d := small(t)
	order := func(prefix string) string {
		var out []string
		for _, r := range d.P.rows {
			if r.id.Is(prefix) && !r.idle && (prefix != model.ContactPrefix || r.section == "people") && (prefix != model.PromisePrefix || r.section == "promises") {
				out = append(out, r.id.String())
			}
		}
		return strings.Join(out, " ")
	}
	if got := order(model.ContactPrefix); got != "C-2 C-3 C-4 C-1" {
		t.Errorf("people: %s", got)
	}
	if got := order(model.PromisePrefix); !strings.HasPrefix(got, "M-2 M-1 M-4") {
		t.Errorf("promises: %s", got)
	}
}

// TestMapOfPeople: everybody stands once in the map, in the row of their influence and the column of how
// long ago they were reached: within a week, a month, a quarter, or longer.
func TestMapOfPeople(t *testing.T) {
	for days, want := range map[int]int{-1: 3, 0: 0, 7: 0, 8: 1, 30: 1, 31: 2, 90: 2, 91: 3} {
		if got := (&person{silent: days}).column(); got != want {
			t.Errorf("reached %d days ago: column %d, want %d", days, got, want)
		}
	}
	d := small(t)
	var rows []string
	for _, l := range d.lines(86, 200) {
		for _, inf := range influences {
			if strings.HasPrefix(strings.TrimLeft(l, " |│"), string(inf)+" ") {
				rows = append(rows, strings.Join(strings.Fields(strings.Trim(l, " |│")), " "))
			}
		}
	}
	// the sponsor, of medium influence, was reached 45 days ago; nobody reached the one of low influence
	if got := strings.Join(rows, "\n"); got != "decides DD · · ·\nhigh · · · HH\nmedium · · SS* ·\nlow · · · LL" {
		t.Errorf("\n%s", got)
	}
}

// TestRenewalNear says how near the end of the contract is.
func TestRenewalNear(t *testing.T) {
	for days, want := range map[date.Day]string{-3: "renewal passed 17 Nov", 0: "renews today", 1: "renews in 1 day ", 60: "renews in 60 days", 61: "renews in 61 days"} {
		d := small(t).Edited(func(e *model.Edit) error {
			return model.Update(e, id(t, "A-1"), func(a *model.Account) error { a.Renewal = moment.Day(nil) + days; return nil })
		})
		if s := d.Screen(86, 200); !strings.Contains(s, want) {
			t.Errorf("%d days ahead: no %q in\n%s", days, want, s)
		}
	}
}

// TestSponsorTalksAgain: a contact logged with the sponsor under the page ends the silence, and an undo
// brings it back.
func TestSponsorTalksAgain(t *testing.T) {
	d := small(t)
	e := model.NewEdit(d.Env.Snap, moment)
	e.Put(model.InteractionPrefix, &model.Interaction{Summary: "Lunch", Account: id(t, "A-1"), Contact: id(t, "C-2"), When: moment - 3600, Direction: "in"})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	d.Sees("sponsor 0 days silent")
	d.Take(b.Invert())
	d.Sees("sponsor 45 days silent")
}
