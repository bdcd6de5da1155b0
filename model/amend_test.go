package model_test

import (
	"slices"
	"testing"

	"tandem/model"
)

// TestAmend: tags that each begin with a sign add and take away; a mixed text, and any other
// field, is taken as it is, and so is what an import reads.
func TestAmend(t *testing.T) {
	k := model.Kinds().Prefix("T")
	tags, name := k.Field("tags"), k.Field("name")
	for in, want := range map[string][]string{
		"+bulk":      {"red", "blue", "bulk"},
		"-red":       {"blue"},
		"+x, -red":   {"blue", "x"},
		"-red -blue": nil,
		"+blue":      {"red", "blue"},
		"-none":      {"red", "blue"},
		"+x y":       {"+x", "y"},
		"+":          {"+"},
		"":           nil,
		"new":        {"new"},
	} {
		r := &model.Task{}
		r.Tags = []string{"red", "blue"}
		before := r.Tags
		if err := tags.Amend(nil, r, in); err != nil || !slices.Equal(r.Tags, want) {
			t.Errorf("%q: %q %v", in, r.Tags, err)
		}
		if !slices.Equal(before, []string{"red", "blue"}) {
			t.Errorf("%q wrote into the list that was shared: %q", in, before)
		}
	}
	r := &model.Task{}
	if err := tags.Parse(nil, r, "+1"); err != nil || !slices.Equal(r.Tags, []string{"+1"}) {
		t.Errorf("read: %q %v", r.Tags, err)
	}
	if err := name.Amend(nil, r, "+more"); err != nil || r.Name != "+more" {
		t.Errorf("a name: %q %v", r.Name, err)
	}
}
