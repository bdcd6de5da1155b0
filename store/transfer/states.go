package transfer

import (
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/text"
)

// stateWords tell how far an issue is by words that its state has in it, whatever the tracker;
// the first that fits counts.
var stateWords = []struct {
	is    progress
	words []string
}{
	{dropped, []string{"won't", "wont", "cancelled", "canceled", "rejected", "declined", "duplicate", "invalid", "abandoned", "obsolete",
		"abgelehnt", "abgebrochen", "duplikat", "annulé", "annulée", "rejeté", "rejetée", "doublon", "cancelado", "cancelada", "rechazado", "rechazada", "annullato", "geannuleerd"}},
	{notBegun, []string{"not started", "to do", "todo", "not done", "reopened", "undone",
		"nicht erledigt", "à faire", "por hacer", "a fazer", "da fare", "te doen"}},
	{finished, []string{"done", "closed", "resolved", "complete", "completed", "released", "finished", "fixed", "deployed", "live", "erledigt", "geschlossen", "fertig", "gelöst",
		"terminé", "terminée", "fermé", "fermée", "résolu", "résolue", "fini", "finalizado", "finalizada", "listo", "hecho", "hecha", "cerrado", "cerrada", "resuelto", "resuelta",
		"concluído", "concluída", "fechado", "resolvido", "completato", "completata", "fatto", "chiuso", "risolto", "gereed", "klaar", "gesloten", "opgelost"}},
	{begun, []string{"progress", "review", "doing", "testing", "test", "qa", "development", "started", "active", "blocked", "waiting", "implementing", "working", "arbeit", "pending", "verify",
		"bearbeitung", "prüfung", "umsetzung", "en cours", "en curso", "en progreso", "em andamento", "em progresso", "in corso", "bezig", "uitvoering"}},
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
	if r := strings.ToLower(strings.TrimSpace(resolution)); r != "" && !slices.Contains(unresolvedWords, r) {
		return finished
	}
	return notBegun
}

// unresolvedWords are resolutions that are none.
var unresolvedWords = []string{"unresolved", "unerledigt", "nicht erledigt", "nicht gelöst", "ungelöst", "non résolu", "non résolue", "sin resolver", "não resolvido", "irresolvido", "non risolto", "onopgelost"}

// priorityOf is a word of a tracker as a number from 0 to 1000, 500 the usual; 0 for none.
// It may be in another language.
func priorityOf(s string) int {
	if n := model.PriorityNamed(s); n > 0 {
		return n
	}
	if e := priorityEnglish()[text.Plain(plainName(s))]; e != "" {
		return model.PriorityNamed(e)
	}
	return 0
}
