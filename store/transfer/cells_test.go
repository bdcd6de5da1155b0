package transfer

import (
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
)

func TestNeutral(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+49 30": "'+49 30", "-2+3": "'-2+3", "@sum": "'@sum", "\tx": "'\tx", "\rx": "'\rx",
		"-5": "-5", "-5.25": "-5.25", "": "", "'": "'", "'tis": "'tis", "'=x": "''=x", "a=b": "a=b", "-": "'-", "-5-5": "'-5-5",
	} {
		if got := neutral(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if got := plainCell(neutral(in)); got != in {
			t.Errorf("%q came back as %q", in, got)
		}
	}
	if got := plainCell(`="00123"`); got != "00123" {
		t.Errorf("%q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching(`['=+\-@\t5a."]{0,8}`).Draw(t, "cell")
		out := neutral(in)
		if guarded(out) {
			t.Fatalf("%q would be run", out)
		}
		if back := plainCell(out); back != in {
			t.Fatalf("%q became %q", in, back)
		}
	})
}

func TestLocalDate(t *testing.T) {
	for _, c := range []struct {
		in    string
		order DateOrder
		want  string // with a time of day
	}{
		{"12/Mar/24 3:04 PM", "", "2024-03-12T15:04:00"},
		{"05/Nov/25 12:00 AM", "", "2025-11-05T00:00:00"},
		{"24.12.2026", "", "2026-12-24"},
		{"24.12.26 14:30", "", "2026-12-24T14:30:00"},
		{"24/12/2026", "", "2026-12-24"},
		{"12/24/2026 9:05 AM", MonthFirst, "2026-12-24T09:05:00"},
		{"3/4/26", DayFirst, "2026-04-03"},
		{"3/4/26", MonthFirst, "2026-03-04"},
		{"26/4/3", YearFirst, "2026-04-03"},
		{"2026/04/03", "", "2026-04-03"},
		{"Dec 24, 2026", "", "2026-12-24"},
		{"24 December 2026 08:15:30", "", "2026-12-24T08:15:30"},
		{"24. Dezember 2026", "", "2026-12-24"},
		{"3 mars 2026", "", "2026-03-03"},
		{"5 juin 2026", "", "2026-06-05"},
		{"5 juillet 2026", "", "2026-07-05"},
		{"1/1/99", "", "1999-01-01"},
		{"46000", "", "2025-12-09"},
		{"46000.5", "", "2025-12-09T12:00:00"},
		{"31/02/2026", "", "31/02/2026"},
		{"Invalid Date", "", "Invalid Date"},
		{"fri", "", "fri"},
		{"+3d", "", "+3d"},
		{"", "", ""},
		{"24.12.2026 whenever", "", "24.12.2026 whenever"},
	} {
		if got := localDate(c.in, c.order, true); got != c.want {
			t.Errorf("%q (%s): %q, want %q", c.in, c.order, got, c.want)
		}
	}
	if got := localDate("24.12.26 14:30", "", false); got != "2026-12-24" {
		t.Errorf("a day: %q", got)
	}
}

func TestOrderOf(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want DateOrder
		sure bool
	}{
		{[]string{"1/2/2026", "13/2/2026"}, DayFirst, true},
		{[]string{"1/2/2026", "2/13/2026"}, MonthFirst, true},
		{[]string{"1/2/2026", "3/4/2026"}, DayFirst, false},
		{[]string{"1.2.2026"}, DayFirst, true},
		{[]string{"2026-01-02", "x", ""}, DayFirst, true},
		{nil, DayFirst, true},
	} {
		if got, sure := orderOf(c.in); got != c.want || sure != c.sure {
			t.Errorf("%v: %s %v", c.in, got, sure)
		}
	}
}

func TestLocalNumber(t *testing.T) {
	for _, c := range []struct {
		in    string
		whole bool
		want  string
	}{
		{"1.234,5", false, "1234.5"}, {"1,234.5", false, "1234.5"}, {"1 234,5", false, "1234.5"}, {"1'234.5", false, "1234.5"},
		{"1,5", false, "1.5"}, {"1,234", true, "1234"}, {"1.234", true, "1234"}, {"1.234.567", false, "1234567"}, {"12.0", true, "12"},
		{"(12)", true, "-12"}, {"12-", true, "-12"}, {"-3", true, "-3"}, {"abc", true, "abc"}, {"", true, ""}, {"1.5", true, "1.5"},
	} {
		if got := localNumber(c.in, c.whole); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLocal(t *testing.T) {
	task := model.Kinds().Prefix(model.TaskPrefix)
	for _, c := range []struct{ field, in, want string }{
		{"priority", "High", "700"}, {"priority", "12", "12"}, {"milestone", "WAHR", "yes"}, {"milestone", "x", "yes"},
		{"percent", "12,5 %", "12.5%"}, {"percent", "40", "40"}, {"planned_cost", "(1.200,50 €)", "-1.200,50 €"}, {"type", "fixed_units", "fixed units"},
		{"deadline", "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00"}, {"name", "1,5", "1,5"},
	} {
		if got := local(task.Field(c.field), c.in, ""); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.field, c.in, got, c.want)
		}
	}
}

func TestParseMap(t *testing.T) {
	in := []Pair{{"Summary", "name"}, {"a, b = c", "notes"}, {`x\y`, "-"}}
	got, err := ParseMap(FormatMap(in))
	if err != nil || len(got) != 3 || got[0] != in[0] || got[1] != in[1] || got[2] != in[2] {
		t.Errorf("%v %q", err, got)
	}
	for _, bad := range []string{"Summary", "=title", "a=b=c"} {
		if _, err := ParseMap(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if got, err := ParseMap(" , "); err != nil || got != nil {
		t.Error(got, err)
	}
}
