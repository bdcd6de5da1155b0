package ui_test

import "testing"

// What a thing is called elsewhere finds it in the palette, before what has its letters here and there.
func TestPaletteKnowsOtherWords(t *testing.T) {
	for typed, want := range map[string]string{
		"csat": "List answers", "nps": "List answers", "survey": "New answer", "sla": "List agreements", "post": "post-mortem", "mortem": "post-mortem",
		"ticket": "List escalations", "invoice": "List ledger entries", "holiday": "List calendars",
	} {
		d := start(t, 120, 36, true).Press("2", ":")
		d.Type(typed)
		d.Has(want)
	}
}

// The filter that the README shows works on the first tab, where tasks have neither field.
func TestFilterOfTheReadme(t *testing.T) {
	d := start(t, 120, 36, true).Press("1", "/")
	d.Type("status:open due<+7d")
	d.Press("enter").Has("status:open due<+7d", "found").Lacks("is not a field")
}
