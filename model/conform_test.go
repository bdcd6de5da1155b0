package model_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

// The conformance tests run over every kind there is: one that is added to kinds.go is
// covered at once, or fails here. This file makes their records.

// now is Friday 20 November 2026, 9:12 UTC.
var now = date.YMD(2026, 11, 20).At(9, 12, nil)

// free is a context without a snapshot: any well-formed reference will do.
func free() *model.Ctx {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return &model.Ctx{Now: now, Loc: loc, Scale: date.Scale{MinutesPerDay: 450, MinutesPerWeek: 2250, DaysPerMonth: 21}, Currency: "EUR"}
}

// special are texts that the check of a kind wants to look like something.
var special = map[string]string{"currency": "EUR", "zone": "Europe/Berlin", "hours": "08:00-12:00", "number": "3", "scale": "0-10", "measure": "NPS",
	"window": "08:00-10:00", "from_currency": "GBP", "to_currency": "EUR"}

// sample is a text that sets a field to something that is not zero in any of its parts.
func sample(f *model.Field) string {
	if s, ok := special[f.Name]; ok && (f.Type == model.TypeText || f.Type == model.TypeEnum || f.Type == model.TypeInt) {
		return s
	}
	ref := "T-1"
	if len(f.Kinds) > 0 {
		ref = f.Kinds[0] + "-1"
	}
	switch f.Type {
	case model.TypeText:
		return "Some " + f.Name
	case model.TypeLong:
		return "First line\n\nthird line of " + f.Name
	case model.TypeInt:
		if f.Bounded {
			return fmt.Sprint(f.Max)
		}
		return "7"
	case model.TypeNumber:
		return "2.5"
	case model.TypeMoney:
		return "12.50 USD"
	case model.TypeDate:
		return "2026-11-27"
	case model.TypeTime:
		return "2026-11-27T14:30:05+01:00"
	case model.TypeSpan:
		return "3d 4h?"
	case model.TypePercent:
		return "40%"
	case model.TypeEnum:
		return f.Choices[len(f.Choices)-1].Value
	case model.TypeFlag:
		return "yes"
	case model.TypeTags:
		return "one, two"
	case model.TypeRef:
		return ref
	case model.TypeRefs:
		return ref + ", " + strings.TrimSuffix(ref, "1") + "2"
	case model.TypeList:
		var cells []string
		for i := range f.Rows {
			if f.Rows[i].Stored() {
				cells = append(cells, strings.ReplaceAll(sample(&f.Rows[i]), "\n", " "))
			}
		}
		return strings.Join(cells, " | ") + "\n" + strings.Join(cells, " | ")
	}
	return ""
}

// filled is a record of the kind with every field set, number 1.
func filled(t testing.TB, k *model.Kind) model.Record {
	t.Helper()
	r := k.Blank()
	r.Base().ID = model.NewID(k.Prefix, 1)
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Stored() {
			continue
		}
		if err := f.Parse(free(), r, sample(f)); err != nil {
			t.Fatalf("%s.%s: %q: %v", k.Name, f.Name, sample(f), err)
		}
	}
	return r
}

// drawText is a random text that the field takes; often nothing, unless it must be something.
func drawText(t *rapid.T, f *model.Field, must bool) string {
	if !must && rapid.Bool().Draw(t, f.Name+" is empty") {
		return ""
	}
	label := f.Name
	word := rapid.StringOfN(rapid.RuneFrom([]rune(`ab Z9é日|;\n,"'<&`)), 1, 12, -1)
	switch f.Type {
	case model.TypeText:
		return "x" + word.Draw(t, label)
	case model.TypeLong:
		return "x" + rapid.String().Draw(t, label)
	case model.TypeInt:
		if f.Bounded {
			return fmt.Sprint(rapid.IntRange(int(f.Min), int(f.Max)).Draw(t, label))
		}
		return fmt.Sprint(rapid.Int().Draw(t, label))
	case model.TypeNumber:
		return fmt.Sprintf("%d.%02d", rapid.IntRange(0, 1e6).Draw(t, label), rapid.IntRange(0, 99).Draw(t, label))
	case model.TypeMoney:
		return fmt.Sprintf("%d.%02d %s", rapid.IntRange(-1e6, 1e6).Draw(t, label), rapid.IntRange(0, 99).Draw(t, label), rapid.SampledFrom([]string{"", "EUR", "KWD"}).Draw(t, label))
	case model.TypeDate:
		return date.Day(rapid.IntRange(700_000, 800_000).Draw(t, label)).String()
	case model.TypeTime:
		return date.Instant(rapid.Int64Range(62_800_000_000, 66_000_000_000).Draw(t, label)).RFC3339(nil)
	case model.TypeSpan:
		units := []string{"m", "h", "d", "w", "mo", "em", "eh", "ed", "ew", "emo"}
		if f.Share {
			units = append(units, "%")
		}
		return fmt.Sprintf("%d%s%s", rapid.IntRange(-99, 999).Draw(t, label), rapid.SampledFrom(units).Draw(t, label), rapid.SampledFrom([]string{"", "?"}).Draw(t, label))
	case model.TypePercent:
		return fmt.Sprintf("%g%%", float64(rapid.IntRange(0, 10000).Draw(t, label))/100)
	case model.TypeEnum:
		return rapid.SampledFrom(f.Choices).Draw(t, label).Value
	case model.TypeFlag:
		return rapid.SampledFrom([]string{"yes", "no"}).Draw(t, label)
	case model.TypeTags:
		return strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, label), ",")
	case model.TypeRef, model.TypeRefs:
		kinds := f.Kinds
		if len(kinds) == 0 {
			kinds = []string{"T", "CAL", "AC"}
		}
		n := 1
		if f.Type == model.TypeRefs {
			n = rapid.IntRange(1, 3).Draw(t, label)
		}
		var out []string
		for range n {
			out = append(out, fmt.Sprintf("%s-%d", rapid.SampledFrom(kinds).Draw(t, label), rapid.IntRange(1, 1e6).Draw(t, label)))
		}
		return strings.Join(out, ", ")
	}
	return ""
}

// drawInto sets random values; lists go through JSON values so that their rows are random too.
func drawInto(t *rapid.T, k *model.Kind, r model.Record) {
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Stored() {
			continue
		}
		var err error
		if f.Type == model.TypeList {
			var rows []any
			for range rapid.IntRange(0, 3).Draw(t, f.Name) {
				row := map[string]any{}
				for j := range f.Rows {
					if sub := &f.Rows[j]; sub.Stored() {
						row[sub.Name] = drawText(t, sub, sub.Required)
					}
				}
				rows = append(rows, row)
			}
			err = f.SetJSON(free(), r, rows)
		} else {
			err = f.Parse(free(), r, drawText(t, f, f.Required))
		}
		if err != nil {
			t.Fatalf("%s.%s: %v", k.Name, f.Name, err)
		}
	}
}

func everyKind(t *testing.T, f func(t *testing.T, k *model.Kind)) {
	for _, k := range model.Kinds().Kinds {
		t.Run(k.Slug(), func(t *testing.T) { f(t, k) })
	}
}

// minimal gives a new record what the kind demands: required fields first, then what its
// check asks for by name. Problems that stay are returned.
func minimal(t testing.TB, c *model.Ctx, k *model.Kind, r model.Record) model.Problems {
	t.Helper()
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Required && f.IsZero(r) && f.Type != model.TypeInt && f.Type != model.TypePercent && f.Type != model.TypeNumber {
			if err := f.Parse(c, r, sample(f)); err != nil {
				t.Fatalf("%s.%s: %v", k.Name, f.Name, err)
			}
		}
	}
	for _, p := range k.Problems(c, r) {
		if f := k.Field(p.Field); f != nil && (f.IsZero(r) || f.Text(c, r) == "") {
			if err := f.Parse(c, r, sample(f)); err != nil {
				t.Fatalf("%s.%s: %v", k.Name, f.Name, err)
			}
		}
	}
	return k.Problems(c, r)
}

// small is a workspace with one valid record of each kind, number 1.
func small(t testing.TB) *model.Snapshot {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	var all []model.Change
	for _, k := range model.Kinds().Kinds {
		r := k.New()
		r.Base().ID = model.NewID(k.Prefix, 1)
		all = append(all, model.Change{ID: r.Base().ID, After: r})
	}
	s = s.With(all) // all are there before any names another
	for i, k := range model.Kinds().Kinds {
		c := s.Ctx(now)
		c.Loc = nil
		r := k.Copy(all[i].After)
		if left := minimal(t, c, k, r); len(left) > 0 {
			t.Fatalf("%s: %v", k.Name, left)
		}
		s = s.With([]model.Change{{ID: all[i].ID, After: r}})
	}
	return s
}

// prints are the packed bytes of every record.
func prints(s *model.Snapshot) map[model.ID]string {
	out := map[model.ID]string{}
	for _, k := range s.Schema().Kinds {
		for r := range s.All(k.Prefix) {
			out[r.Base().ID] = string(k.Append(nil, r))
		}
	}
	return out
}

// sameType reports two records of one kind.
func sameType(a, b model.Record) bool { return reflect.TypeOf(a) == reflect.TypeOf(b) }
