package transfer

import (
	"slices"
	"strings"

	"tandem/model"
)

// stateWords tell how far an issue is by words that its state has in it, whatever the tracker;
// the first that fits counts.
var stateWords = []struct {
	is    progress
	words []string
}{
	{dropped, []string{"won't", "wont", "cancelled", "canceled", "rejected", "declined", "duplicate", "invalid", "abandoned", "obsolete"}},
	{notBegun, []string{"not started", "to do", "todo", "not done", "reopened", "undone"}},
	{finished, []string{"done", "closed", "resolved", "complete", "completed", "released", "finished", "fixed", "deployed", "live", "erledigt", "geschlossen", "fertig"}},
	{begun, []string{"progress", "review", "doing", "testing", "test", "qa", "development", "started", "active", "blocked", "waiting", "implementing", "working", "arbeit", "pending", "verify"}},
}

// progressOf is how far an issue is: by the category of its state where the tracker tells it,
// else by the state's name, else by whether there is a resolution.
func progressOf(state, category, resolution string) progress {
	by := func(s string) (progress, bool) {
		low := strings.ToLower(strings.TrimSpace(s))
		words := strings.FieldsFunc(low, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r == '\'' || r > 0x7f) })
		for _, w := range stateWords {
			for _, x := range w.words {
				if slices.Contains(words, x) || strings.Contains(x, " ") && strings.Contains(low, x) {
					return w.is, true
				}
			}
		}
		return notBegun, false
	}
	if p, ok := by(resolution); ok && p == dropped {
		return dropped
	}
	if strings.EqualFold(strings.TrimSpace(state), "selected for development") {
		return notBegun
	}
	if p, ok := by(category); ok {
		return p
	}
	if p, ok := by(state); ok {
		return p
	}
	if r := strings.ToLower(strings.TrimSpace(resolution)); r != "" && r != "unresolved" {
		return finished
	}
	return notBegun
}

// priorityOf is a word of a tracker as a number from 0 to 1000, 500 the usual; 0 for none.
func priorityOf(s string) int { return model.PriorityNamed(s) }
