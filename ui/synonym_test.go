package ui_test

import (
	"slices"
	"strings"
	"testing"
)

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

// What a second key does is found by its own words.
func TestPaletteFindsSecondKeys(t *testing.T) {
	for typed, want := range map[string]string{"split": "split in two", "reschedule": "reschedule the", "recurring": "recurring series"} {
		d := start(t, 120, 36, true).Press("1", "down", ":")
		d.Type(typed)
		d.Has("Make of the task: " + want)
	}
}

// The words of the field lead first to what they name, from either side and from the page of the day: an
// SLA to what is owed by it, EVM to the budget, a stand-up to the pages one holds it over.
func TestWordsOfTheField(t *testing.T) {
	for typed, want := range map[string]string{
		"sla": "List agreements", "csat": "Show Satisfaction", "nps": "Show Satisfaction", "burn": "Show: sprints", "velocity": "Show: sprints", "evm": "Show Budget",
		"raid": "Show Risks", "standup": "Show: today", "retro": "List reviews", "kanban": "Show: board", "wbs": "Show: scope", "clock": "Show Escalations",
		"pert": "Show: network", "overdue": "Show: triage", "backlog": "Show: sprints",
	} {
		for _, place := range []string{"1", "7", "d"} {
			d := start(t, 120, 36, true).Press(place, ":")
			d.Type(typed)
			lines := d.Lines()
			at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "> "+typed) })
			if first := lines[at+1]; !strings.Contains(first, "▶ "+want) {
				t.Errorf("%s at %s: %q comes first, not %q", typed, place, first, want)
			}
		}
	}
}

// The filter that the README shows works on the first tab, where tasks have neither field.
func TestFilterOfTheReadme(t *testing.T) {
	d := start(t, 120, 36, true).Press("1", "/")
	d.Type("status:open due<+7d")
	d.Press("enter").Has("status:open due<+7d", "found").Lacks("is not a field")
}
