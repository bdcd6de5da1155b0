package model_test

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
)

// TestMapTextReachesEveryText fills every field of every kind and takes a word out of all texts.
func TestMapTextReachesEveryText(t *testing.T) {
	for _, k := range model.Kinds().Kinds {
		r := filled(t, k)
		before := string(k.Append(nil, r))
		if k.MapText(r, func(s string) string { return s }) || string(k.Append(nil, r)) != before {
			t.Errorf("%s: changed by nothing", k.Name)
		}
		words := strings.Count(before, "Some ") + strings.Count(before, "First line")
		if words == 0 {
			t.Errorf("%s: the sample has no text", k.Name)
		}
		if !k.MapText(r, func(s string) string {
			return strings.NewReplacer("Some", "x", "First line", "y", "one", "z").Replace(s)
		}) {
			t.Errorf("%s: nothing changed", k.Name)
		}
		after := k.Append(nil, r)
		if strings.Contains(string(after), "Some ") || strings.Contains(string(after), "First line") {
			t.Errorf("%s: a text was not reached: %q", k.Name, after)
		}
		if _, err := k.Decode(r.Base().ID, string(after)); err != nil || slices.Contains(r.Base().Tags, "one") {
			t.Errorf("%s: %v", k.Name, err)
		}
	}
}

// TestForgetTakesEveryReference leaves no reference to what is gone, and all others.
func TestForgetTakesEveryReference(t *testing.T) {
	for _, k := range model.Kinds().Kinds {
		r := filled(t, k)
		refs := map[model.ID]int{}
		count := func() {
			clear(refs)
			for i := range k.Fields {
				k.Fields[i].EachRef(r, func(id model.ID) { refs[id]++ })
			}
		}
		count()
		for id := range refs {
			n := len(refs)
			if !k.Forget(r, func(x model.ID) bool { return x == id }) {
				t.Errorf("%s: nothing forgotten", k.Name)
			}
			if count(); refs[id] > 0 {
				t.Errorf("%s: %s is still named", k.Name, id)
			}
			if len(refs) >= n {
				t.Errorf("%s: %d references of %d", k.Name, len(refs), n)
			}
			break
		}
		if k.Forget(r, func(model.ID) bool { return false }) {
			t.Errorf("%s: forgets what is not gone", k.Name)
		}
	}
}
