package model_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tandem/model"
)

// product is every kind the product has, by name: none is left out, none is there unnoticed.
var product = []string{"project", "task", "baseline", "sprint", "risk", "cost line", "ledger entry", "time entry", "change request", "decision", "stakeholder",
	"account", "contact", "interaction", "promise", "agreement", "standard", "reading", "escalation", "answer", "order", "item", "benefit", "opportunity", "vendor",
	"purchase", "review", "blocker", "action", "person", "calendar", "workspace", "rate", "template", "report", "lesson", "source file", "scenario"}

func TestEveryKindIsThere(t *testing.T) {
	var got []string
	for _, k := range model.Kinds().Kinds {
		got = append(got, k.Name)
	}
	want := slices.Clone(product)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the kinds are %v, want %v", got, want)
	}
}

// A kind is found and read by what people see of it: every field a list shows has a help line or
// a plain name, and every kind can be searched for by something.
func TestKindsCanBeUsed(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		searched, inForm := 0, 0
		for i := range k.Fields {
			f := &k.Fields[i]
			if f.Searched {
				searched++
			}
			if f.Stored() && !f.ReadOnly && !f.Hidden {
				inForm++
			}
			if f.Help != "" && (strings.HasSuffix(f.Help, ".") && !strings.HasSuffix(f.Help, "...") || strings.TrimSpace(f.Help) != f.Help) {
				t.Errorf("%s: help %q ends like a sentence", f.Name, f.Help)
			}
			if f.Type == model.TypeList && f.Help == "" && f.Name != "tasks" && f.Name != "events" {
				t.Errorf("%s: a list says how its rows are written", f.Name)
			}
		}
		if searched < 3 || inForm < 4 {
			t.Errorf("%d fields are searched, %d in the form", searched, inForm)
		}
		if len(k.Columns) > 10 || slices.Contains(k.Columns, "notes") {
			t.Errorf("columns %v", k.Columns)
		}
	})
}

// The verbs of a kind: named in one word, explained, and what they do can be taken back.
func TestVerbs(t *testing.T) {
	word, n := regexp.MustCompile(`^[a-z]+$`), 0
	everyKind(t, func(t *testing.T, k *model.Kind) {
		seen := map[string]bool{}
		for _, v := range k.Verbs {
			n++
			if !word.MatchString(v.Name) || seen[v.Name] || v.Title == "" || !strings.HasSuffix(v.Help, ".") || k.Verb(v.Name) == nil {
				t.Errorf("verb %+v", v)
			}
			seen[v.Name] = true
			s := small(t)
			if (v.Asks == "") != (v.Do != nil) || (v.Asks == "") != (v.Tell == nil) || (v.Asks == "") != (v.Read == nil) {
				t.Errorf("%s: a verb either does or asks", v.Name)
			}
			if v.Asks != "" {
				continue // what it is told differs: tested with its kind
			}
			id := model.NewID(k.Prefix, 1)
			e := model.NewEdit(s, now)
			why := v.Why(s.Ctx(now), s.Get(id))
			err := e.Act(id, v.Name)
			if (why == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), why) {
				t.Errorf("%s: why %q, error %v", v.Name, why, err)
			}
			if err != nil {
				continue
			}
			b, err := e.Batch()
			if err != nil || len(b.Changes) == 0 {
				t.Fatalf("%s: %v, %d changes", v.Name, err, len(b.Changes))
			}
			next := s.With(b.Changes)
			if v.Why(next.Ctx(now), next.Get(id)) == "" {
				t.Errorf("%s can be done twice", v.Name)
			}
			if !maps.Equal(prints(next.With(b.Invert().Changes)), prints(s)) {
				t.Errorf("%s cannot be taken back", v.Name)
			}
		}
		v, why := k.FirstVerb(small(t).Ctx(now), k.New())
		if len(k.Verbs) == 0 && (v != nil || !strings.Contains(why, k.Name)) {
			t.Errorf("first verb %v, %q", v, why)
		}
	})
	if n < 4 {
		t.Errorf("only %d verbs", n)
	}
	e := model.NewEdit(small(t), now)
	for id, want := range map[model.ID]string{model.NewID("CR", 9): "no such record", model.NewID("T", 1): "not done to a task", 0: "no record"} {
		if err := e.Act(id, "approve"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", id, err, want)
		}
	}
	if err := e.Act(model.NewID("CR", 1), "praise"); err == nil {
		t.Error("an unknown verb is done")
	}
}
