package model_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tandem/model"
)

// The forms of a value: exact text, what people see, what scripts get.
func TestForms(t *testing.T) {
	s := small(t)
	for _, x := range []struct {
		kind, field, typed string
		text, show, json   string
	}{
		{"T", "name", "  Dig\ta\x1b[31m hole ", "  Dig a hole ", "  Dig a hole ", `"  Dig a hole "`},
		{"T", "name", " \t ", "", "", `""`},
		{"T", "notes", "one\r\n\n\ttwo \n\n", "one\n\n\ttwo", "one   two", `"one\n\n\ttwo"`},
		{"T", "priority", " 40 ", "40", "40", "40"},
		{"T", "priority", "", "", "", "0"},
		{"B", "severity", "2", "2", "2", "2"},
		{"T", "points", "2,50", "2.5", "2.5", "2.5"},
		{"T", "points", "", "", "", "0"},
		{"T", "fixed_cost", "1.5k", "1500.00 EUR", "€1,500", `"1500.00 EUR"`},
		{"T", "fixed_cost", "", "", "", "null"},
		{"R", "review", "fri", "2026-11-27", "Fri 27", `"2026-11-27"`},
		{"R", "review", " ", "", "", "null"},
		{"T", "start", "14:30", "2026-11-20T14:30:00Z", "today 14:30", `"2026-11-20T14:30:00Z"`},
		{"T", "start", "", "", "", "null"},
		{"T", "duration", "1.5d?", "1d 4h?", "1.5 d?", `"1d 4h?"`},
		{"T", "percent", "12.5", "12.5%", "13%", "12.5"},
		{"T", "percent", "12,5 %", "12.5%", "13%", "12.5"},
		{"T", "constraint", "must", "?one of", "", ""},
		{"T", "constraint", "sne", "SNET", "SNET", `"SNET"`},
		{"T", "constraint", "SN", "?one of", "", ""},
		{"T", "milestone", "Y", "yes", "yes", "true"},
		{"T", "milestone", "", "no", "", "false"},
		{"T", "tags", "a b, c,,a\nb", "a, b, c", "a, b, c", `["a","b","c"]`},
		{"T", "tags", " , ", "", "", "[]"},
		{"T", "project", "P-1", "P-1", "Some name", `"P-1"`},
		{"T", "project", "some", "P-1", "Some name", `"P-1"`},
		{"R", "tasks", "T-1, t1", "T-1, T-1", "Some name, Some name", `["T-1","T-1"]`},
		{"R", "tasks", "", "", "", "[]"},
		{"T", "links", "T-1||SS|50%; | other.mpp", "T-1 |  | SS | 50%\n | other.mpp", "2",
			`[{"predecessor":"T-1","external":"","type":"SS","lag":"50%","lag_minutes":0},{"predecessor":null,"external":"other.mpp","type":"","lag":null,"lag_minutes":0}]`},
		{"T", "links", ";;\n", "", "", "[]"},
	} {
		k := model.Kinds().Prefix(x.kind)
		f := k.Field(x.field)
		c := s.Ctx(now)
		c.Loc = nil
		r := k.Blank()
		err := f.Parse(c, r, x.typed)
		if why, bad := strings.CutPrefix(x.text, "?"); bad {
			if err == nil || !strings.Contains(err.Error(), why) {
				t.Errorf("%s=%q: %v", x.field, x.typed, err)
			}
			continue
		}
		raw, jerr := json.Marshal(f.JSON(c, r))
		if err != nil || jerr != nil || f.Text(c, r) != x.text || f.Show(c, r) != x.show || string(raw) != x.json {
			t.Errorf("%s=%q: text %q, show %q, JSON %s, %v %v", x.field, x.typed, f.Text(c, r), f.Show(c, r), raw, err, jerr)
		}
	}
}

// Scripts may write values as JSON types or as the text people type.
func TestSetJSON(t *testing.T) {
	c := small(t).Ctx(now)
	for _, x := range []struct {
		kind, field string
		v           any
		want        string
	}{
		{"T", "priority", json.Number("40"), "40"},
		{"T", "priority", 40, "40"},
		{"T", "priority", 40.0, "40"},
		{"T", "priority", "40", "40"},
		{"T", "priority", nil, ""},
		{"T", "priority", json.Number("4.5"), "?whole number"},
		{"T", "priority", []any{1}, "?single value"},
		{"T", "milestone", true, "yes"},
		{"T", "milestone", "no", "no"},
		{"T", "percent", json.Number("12.5"), "12.5%"},
		{"T", "tags", []any{"a b", "c,d", "a b"}, "a-b, c-d"},
		{"T", "tags", "a b", "a, b"},
		{"T", "tags", nil, ""},
		{"T", "tags", []any{[]any{}}, "?single value"},
		{"R", "tasks", []any{"T-1"}, "T-1"},
		{"R", "tasks", "T-1", "T-1"},
		{"R", "tasks", nil, ""},
		{"R", "tasks", []any{"T-7"}, "?no such task"},
		{"T", "links", []any{map[string]any{"predecessor": "T-1", "lag": "2d"}, map[string]any{}}, "T-1 |  |  | 2d"},
		{"T", "links", "T-1", "T-1"},
		{"T", "links", nil, ""},
		{"T", "links", []any{map[string]any{"lag": "x"}}, "?row 1, lag"},
		{"T", "links", true, "?list of objects"},
		{"W", "weights", []any{map[string]any{"value": json.Number("2")}}, "?row 1: name is missing"},
		{"T", "summary", true, "?computed"},
	} {
		k := model.Kinds().Prefix(x.kind)
		f := k.Field(x.field)
		r := k.Blank()
		err := f.SetJSON(c, r, x.v)
		if why, bad := strings.CutPrefix(x.want, "?"); bad {
			if err == nil || !strings.Contains(err.Error(), why) {
				t.Errorf("%s=%v: %v, want %s", x.field, x.v, err, why)
			}
		} else if err != nil || f.Text(c, r) != x.want {
			t.Errorf("%s=%v: %q %v, want %q", x.field, x.v, f.Text(c, r), err, x.want)
		}
	}
}

func TestObject(t *testing.T) {
	k := model.Kinds().Prefix("H")
	p := &model.Person{Name: `<Ada> & "Co"`}
	p.ID = model.NewID("H", 3)
	raw, err := k.Object(small(t).Ctx(now), p).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`{"ref":"H-3","id":%d,"kind":"person","name":"<Ada> & \"Co\"",`, uint64(p.ID))
	if !strings.HasPrefix(string(raw), want) {
		t.Errorf("%s, want %s...", raw, want)
	}
	if _, err := (model.Object{{Name: "x", Value: func() {}}}).MarshalJSON(); err == nil || !strings.HasPrefix(err.Error(), "x: ") {
		t.Errorf("a value JSON cannot hold: %v", err)
	}
}

// Keys order as people expect, and tell what is no value.
func TestFieldKeys(t *testing.T) {
	c := free()
	for _, x := range []struct {
		kind, field, less, more string
	}{
		{"T", "duration", "4h", "1d"},
		{"T", "percent", "", "1%"},
		{"T", "constraint", "ASAP", "FNLT"},
		{"T", "fixed_cost", "900 EUR", "1k EUR"},
		{"T", "fixed_cost", "2 KWD", "3 EUR"},
		{"R", "review", "today", "tomorrow"},
		{"T", "start", "14:30", "14:31"},
		{"I", "mood", "-1", ""},
		{"I", "mood", "", "1"},
		{"T", "calendar", "CAL-2", "CAL-10"},
		{"T", "milestone", "no", "yes"},
		{"T", "name", "a", "B"},
	} {
		k := model.Kinds().Prefix(x.kind)
		f := k.Field(x.field)
		a, b := k.Blank(), k.Blank()
		if err := f.Parse(c, a, x.less); err != nil {
			t.Fatal(err)
		}
		if err := f.Parse(c, b, x.more); err != nil {
			t.Fatal(err)
		}
		if !f.Key(c, a).Set || !f.Key(c, b).Set || f.Key(c, a).Compare(f.Key(c, b)) >= 0 {
			t.Errorf("%s: %q %v, %q %v", x.field, x.less, f.Key(c, a), x.more, f.Key(c, b))
		}
	}
	for _, x := range []string{"T.duration", "T.fixed_cost", "R.review", "T.start", "T.priority", "T.name", "T.calendar", "T.tags", "T.links", "R.tasks", "R.response"} {
		kind, field, _ := strings.Cut(x, ".")
		k := model.Kinds().Prefix(kind)
		if k.Field(field).Key(c, k.Blank()).Set {
			t.Errorf("%s: nothing is a value", x)
		}
	}
}
