package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/sample"
	"tandem/store/transfer"
)

// hard are texts that a table can lose: what it parts by, what a spreadsheet would run.
var hard = []string{"=1+1", "'=x", "''@y", "-2+3", "+49 30 1234", "@sum", "a,b;c|d\te", `say "no"`, " both ends ", "'quoted'", "-5", "ümläut ☃", "TRUE", "00123", "1.5", "2026-01-02"}

// full is a workspace with the sample in it and a record of every kind with every field set.
func full(t testing.TB) *model.Snapshot {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	e := model.NewEdit(s, now)
	if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	n := 0
	for range 3 {
		e = model.NewEdit(s, now.Add(time.Hour))
		for _, k := range model.Kinds().Kinds {
			var r model.Record
			if k.Single {
				r = k.Copy(s.Get(model.WorkspaceID))
			} else {
				r = k.New()
			}
			c := s.Ctx(now)
			for i := range k.Fields {
				if !k.Fields[i].Stored() {
					continue
				}
				n++
				fillField(&k.Fields[i], c, s, r, n, k.Single)
			}
			if !settle(t, k, s, r) {
				continue // what it wants is not there yet, or the sample has to do
			}
			e.Put(k.Prefix, r)
		}
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		s = s.With(b.Changes)
	}
	return s
}

// settle takes back the values that the kind's rules do not like.
func settle(t testing.TB, k *model.Kind, s *model.Snapshot, r model.Record) bool {
	m := r.Base()
	probe := m.ID
	if probe == 0 {
		m.ID = model.NewID(k.Prefix, s.Last(k.Prefix)+1)
	}
	defer func() { m.ID = probe }()
	c := s.Ctx(now)
	for range 20 {
		change := []model.Change{{ID: m.ID, After: r}}
		var list model.Problems
		if !errors.As(model.Validate(s.With(change), model.Batch{Changes: change}, now), &list) {
			return true
		}
		for _, p := range list {
			f := k.Field(p.Field)
			if p.ID != m.ID || f == nil {
				t.Fatal(p)
			}
			if err := f.Parse(c, r, f.Text(c, k.New())); err != nil {
				t.Fatal(err)
			}
			if f.IsZero(r) && (f.Required || strings.Contains(p.Message, "missing")) || f.Name == "stocked" {
				v := fieldValue(f, s, 0)
				if w, ok := map[string]string{"hours": "2h", "score": "3", "tasks": "", "window": "08:00-10:00", "stocked": "yes"}[f.Name]; ok {
					v = w
				}
				if strings.Contains(f.Name, "currency") {
					v = map[string]string{"from_currency": "EUR", "to_currency": "CHF"}[f.Name]
				}
				_ = f.Parse(c, r, v)
			}
		}
	}
	return false
}

// fillField sets a field by its type to something that is hard to carry.
func fillField(f *model.Field, c *model.Ctx, s *model.Snapshot, r model.Record, n int, single bool) {
	if !f.Stored() || single && f.Type != model.TypeText {
		return
	}
	v := fieldValue(f, s, n)
	if f.Type == model.TypeList {
		var rows []string
		for i := range 2 {
			var cells []string
			for j := range f.Rows {
				if f.Rows[j].Stored() {
					cells = append(cells, strings.NewReplacer(`\`, `\\`, "|", `\|`, ";", `\;`, "\n", `\n`).Replace(strings.TrimSpace(fieldValue(&f.Rows[j], s, n+i+j))))
				}
			}
			rows = append(rows, strings.Join(cells, " | "))
		}
		v = strings.Join(rows, "\n")
	}
	before := f.Text(c, r)
	if v != "" && f.Parse(c, r, v) != nil {
		_ = f.Parse(c, r, before)
	}
}

func fieldValue(f *model.Field, s *model.Snapshot, n int) string {
	switch f.Name { // three estimates of one thing are in order, and in one currency
	case "cost_low", "cost_likely", "cost_high":
		return "0.001 BHD"
	case "optimistic", "likely", "pessimistic", "delay_low", "delay_likely", "delay_high":
		return "5d?"
	}
	switch f.Type {
	case model.TypeText:
		if f.Name == "currency" {
			return "CHF"
		}
		if f.Name == "zone" {
			return "Asia/Kathmandu"
		}
		if f.Name == "hours" {
			return "09:00-12:15"
		}
		return hard[n%len(hard)]
	case model.TypeLong:
		return "# Head\n\n" + hard[n%len(hard)] + "\n  indented, \"quoted\"\n=last"
	case model.TypeInt:
		if f.Name == "corrects" { // names a line of the same log, and there is none
			return "0"
		}
		return fmt.Sprint(max(int(f.Min), min(int(f.Max), 3)))
	case model.TypeNumber:
		return "3.14159265358979"
	case model.TypeMoney:
		return []string{"1234.56 EUR", "-7 JPY", "0.001 BHD"}[n%3]
	case model.TypeDate:
		return date.YMD(2026, 3, 1+n%28).String()
	case model.TypeTime:
		return fmt.Sprintf("2026-10-25T0%d:30:15Z", n%3)
	case model.TypeSpan:
		return []string{"3d 4h", "2ed", "5d?", "1.5h", "90m"}[n%5]
	case model.TypePercent:
		return "12.34%"
	case model.TypeEnum:
		if len(f.Choices) > 0 {
			v := f.Choices[n%len(f.Choices)].Value
			if v == "correction" || v == "void" { // they name a line of the same log
				v = "note"
			}
			return v
		}
	case model.TypeFlag:
		return []string{"yes", "no"}[n%2]
	case model.TypeTags:
		return "one, two-words, =x"
	case model.TypeRef, model.TypeRefs:
		for _, k := range model.Kinds().Kinds {
			if (len(f.Kinds) == 0 || slices.Contains(f.Kinds, k.Prefix)) && f.Name != "parent" && f.Name != "based_on" {
				for r := range s.All(k.Prefix) {
					return r.Base().ID.String()
				}
			}
		}
	}
	return ""
}

func export(t testing.TB, s *model.Snapshot, form string, sheets ...transfer.Sheet) []byte {
	t.Helper()
	f, err := transfer.SheetFormatNamed(form)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(context.Background(), s, now, sheets, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// equal compares two workspaces record by record.
func equal(t *testing.T, want, got *model.Snapshot) {
	t.Helper()
	for _, k := range model.Kinds().Kinds {
		if want.Count(k.Prefix) == 0 {
			t.Errorf("no %s was there to compare", k.Name)
		}
		if want.Count(k.Prefix) != got.Count(k.Prefix) {
			t.Errorf("%s: %d went out, %d came in", k.Plural, want.Count(k.Prefix), got.Count(k.Prefix))
		}
		for r := range want.All(k.Prefix) {
			o := got.Get(r.Base().ID)
			if o == nil {
				t.Errorf("%s is not there", r.Base().ID)
				continue
			}
			if k.Equal(r, o) {
				continue
			}
			c := want.Ctx(now).For(r)
			for i := range k.Fields {
				f := &k.Fields[i]
				if a, b := f.Text(c, r), f.Text(c, o); f.Stored() && f.Name != "changed" && a != b {
					t.Errorf("%s %s: %q became %q", r.Base().ID, f.Name, a, b)
				}
			}
		}
	}
}

// TestTablesRoundTrip takes every kind out and into an empty workspace, where all must be equal.
func TestTablesRoundTrip(t *testing.T) {
	s := full(t)
	empty := model.NewSnapshot(model.Kinds())
	var all []transfer.Sheet
	var files []transfer.Input
	for _, k := range model.Kinds().Kinds {
		all = append(all, transfer.WholeKind(s, k))
		files = append(files, transfer.Input{Name: k.Slug() + ".csv", In: bytes.NewReader(export(t, s, "csv", transfer.WholeKind(s, k)))})
	}
	t.Run("csv", func(t *testing.T) {
		res, err := transfer.ImportTables(context.Background(), empty, now, files, transfer.Options{})
		check(t, res, err)
		equal(t, s, empty.With(res.Batch.Changes))
	})
	t.Run("xlsx", func(t *testing.T) {
		book := export(t, s, "xlsx", all...)
		res, err := transfer.Import(context.Background(), empty, now, "all.xlsx", bytes.NewReader(book), transfer.Options{})
		check(t, res, err)
		equal(t, s, empty.With(res.Batch.Changes))
		again, err := transfer.Import(context.Background(), s, now, "all.xlsx", bytes.NewReader(book), transfer.Options{})
		check(t, again, err)
		if n := len(again.Batch.Changes); n != 0 {
			t.Errorf("taking what is here already changes %d records", n)
		}
	})
}

func check(t *testing.T, res transfer.Result, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range res.Problems {
		if i < 20 {
			t.Errorf("%s:%d %s: %s", p.File, p.Row, p.Field, p.Message)
		}
	}
}
