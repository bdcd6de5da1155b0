package transfer_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// kept are custom values, "name=value" each.
func kept(list ...string) []model.Custom {
	var out []model.Custom
	for _, s := range list {
		name, value, _ := strings.Cut(s, "=")
		out = append(out, model.Custom{Name: name, Value: value})
	}
	return out
}

// customers of three values each: in order, in another order, twice, empty, called like a field of ours.
func withCustoms(t testing.TB) *model.Snapshot {
	return edited(t, workspace(t), func(e *model.Edit) error {
		for i, list := range [][]model.Custom{
			kept("status=open", "Zone, East=a;b", "custom.x=1"), kept("status=shut", "owner=Ann | Ben", "Zone, East=\"q\""), kept("Zone, East=late", "status=early"),
			nil, kept("sprint=1", "sprint=2", "status=twice"), kept("status=", "=nameless", "a=007"), kept("=x", "Status=other case", "formula=+1"), kept("a= padded ", "ref=A-9", "error=e", "name=n"),
		} {
			a := model.Kinds().Prefix("A").New().(*model.Account)
			a.Name, a.Custom = fmt.Sprintf("Customer %d", i), list
			e.Put("A", a)
		}
		return nil
	})
}

// TestCustomColumns: each custom value has a column of its own, and comes back exactly, into an empty
// workspace as into the same one.
func TestCustomColumns(t *testing.T) {
	s := withCustoms(t)
	k := s.Schema().Prefix("A")
	out := export(t, s, "csv", transfer.WholeKind(s, k))
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(h string) int { return slices.Index(rows[0], h) }
	for _, h := range []string{"custom.status", "custom.Zone, East", "custom.owner", "custom.custom.x", "custom.sprint", "custom.ref"} {
		if at(h) < 0 {
			t.Errorf("no column %q in %q", h, rows[0])
		}
	}
	if r := rows[2]; r[at("custom.status")] != "shut" || r[at("custom.owner")] != "Ann | Ben" || r[at("custom")] != "" {
		t.Errorf("%q", r)
	}
	if r := rows[3]; r[at("custom.status")] != "early" || r[at("custom")] == "" {
		t.Errorf("another order: %q", r)
	}
	for _, form := range []string{"csv", "xlsx"} {
		out := export(t, s, form, transfer.WholeKind(s, k))
		for _, into := range []*model.Snapshot{s, workspace(t)} {
			res, err := transfer.Import(context.Background(), into, now, "accounts."+form, bytes.NewReader(out), transfer.Options{})
			if err != nil || len(res.Problems) > 0 {
				t.Fatalf("%s: %v, %+v", form, err, res.Problems)
			}
			if into == s && len(res.Batch.Changes) > 0 {
				t.Errorf("%s: %d changes of what has not changed", form, len(res.Batch.Changes))
			}
			after := into.With(res.Batch.Changes)
			for r := range s.All("A") {
				if a := after.Get(r.Base().ID); a == nil || !slices.Equal(a.Base().Custom, r.Base().Custom) {
					t.Errorf("%s: %s: %q, want %q", form, r.Base().ID, a.Base().Custom, r.Base().Custom)
				}
			}
		}
	}
}

// TestCustomColumnsEdited: what somebody changes, empties or adds in such a column is taken, in either kind
// of record.
func TestCustomColumnsEdited(t *testing.T) {
	s := withCustoms(t)
	text := string(export(t, s, "csv", transfer.WholeKind(s, s.Schema().Prefix("A"))))
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	set := func(row int, heading, value string) { rows[row][slices.Index(rows[0], heading)] = value }
	set(1, "custom.status", "mended")
	set(2, "custom.owner", "")
	set(3, "custom.status", "later")
	set(4, "custom.sprint", "9")
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	res, err := transfer.Import(context.Background(), s, now, "accounts.csv", strings.NewReader(b.String()), transfer.Options{})
	if err != nil || len(res.Problems) > 0 {
		t.Fatalf("%v %+v", err, res.Problems)
	}
	after := s.With(res.Batch.Changes)
	for i, want := range [][]model.Custom{kept("status=mended", "Zone, East=a;b", "custom.x=1"), kept("status=shut", "Zone, East=\"q\""), kept("Zone, East=late", "status=later"), kept("sprint=9"), kept("sprint=1", "sprint=2", "status=twice")} {
		if got := after.Get(model.NewID("A", uint64(i+1))); !slices.Equal(got.Base().Custom, want) {
			t.Errorf("%s: %q, want %q", got.Base().ID, got.Base().Custom, want)
		}
	}
}
