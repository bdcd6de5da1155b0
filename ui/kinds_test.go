package ui

import (
	"testing"

	"tandem/model"
)

// Every kind lives on a tab, under the hat it belongs to, and every tab has kinds.
func TestEveryKindHasATab(t *testing.T) {
	hats := map[string]model.Hat{"PM": model.PM, "DM": model.DM}
	at := map[string]int{}
	for _, s := range tabs() {
		for _, x := range s.tabs {
			if len(x.kinds) == 0 {
				t.Errorf("nothing lives under %s", x.name)
			}
			for _, prefix := range x.kinds {
				k := model.Kinds().Prefix(prefix)
				if k == nil {
					t.Fatalf("%s: no kind %q", x.name, prefix)
				}
				at[prefix]++
				if k.Hat != model.Both && k.Hat != hats[s.hat] {
					t.Errorf("%s lives under %s of %s", k.Plural, x.name, s.hat)
				}
			}
		}
	}
	for _, k := range model.Kinds().Kinds {
		if at[k.Prefix] == 0 {
			t.Errorf("%s live on no tab", k.Plural)
		}
	}
}
