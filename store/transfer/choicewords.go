package transfer

import (
	"slices"
	"strings"
	"sync"

	"tandem/model"
	"tandem/model/text"
)

// Customer lists come with the words of their office for the choices of a field. Here stand what
// Germans, French and Spaniards write, and what other programs call the same. All are plain: without
// accents, blanks and marks, ß as ss.

// choicesAbroad lists words behind the choice that they mean, of whatever field has such a choice.
// A customer that has given notice ("gekündigt") is leaving, not gone: the contract still runs.
var choicesAbroad = []struct{ choice, words string }{
	{"prospect", "interessent interessentin potenziell potentiell lead neukunde prospecte potentiel potencial interesado"},
	{"candidate", "kandidat candidat candidato"},
	{"active", "aktiv aktive aktiver laufend bestandskunde kunde client cliente actif active activo activa customer current vigente encours"},
	{"at risk", "gefahrdet gefaehrdet risiko arisque enrisque enriesgo enpeligro"},
	{"leaving", "gekundigt gekuendigt inkundigung inkuendigung abwandernd resilie resiliee enresiliation noticegiven churning endebaja rescindido"},
	{"former", "ehemalig ehemaliger ehemalige exkunde altkunde inaktiv beendet verloren ausgeschieden ancien ancienne ancienclient inactif inactive perdu antiguo antigua excliente inactivo perdido churned lost"},
	{"left", "ausgeschieden ehemalig beendet parti ancien antiguo"},
	{"on watch", "beobachtet unterbeobachtung soussurveillance envigilancia"},
	{"strategic", "strategisch strategique estrategico estrategica"},
	{"key", "schlusselkunde schluesselkunde grosskunde clientcle grandcompte keyaccount clave clienteclave"},
	{"standard", "normal normalkunde standardkunde estandar"},
	{"small", "klein kleinkunde petit petite petitclient pequeno pequena"},
	{"decides", "entscheider entscheiderin entscheidet decideur decideuse decisor decide"},
	{"high", "hoch gross eleve elevee haut haute fort forte alto alta"},
	{"medium", "mittel moyen moyenne medio media"},
	{"low", "niedrig gering tief faible bas basse bajo baja"},
	{"open", "offen ouvert ouverte abierto abierta"},
	{"closed", "geschlossen abgeschlossen ferme fermee cerrado cerrada"},
	{"planned", "geplant prevu prevue planifie planificado planificada previsto"},
	{"waiting", "wartend wartet enattente enespera"},
	{"cancelled", "storniert abgesagt annule annulee cancelado cancelada anulado"},
}

var choiceWords = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for _, x := range choicesAbroad {
		for w := range strings.FieldsSeq(x.words) {
			m[w] = append(m[w], x.choice)
		}
	}
	return m
})

// localChoice is the choice of a field that a word of another language or program means; the word itself,
// with its underscores as blanks, where it is a choice, or the beginning of one, or nothing known.
func localChoice(f *model.Field, s string) string {
	s = strings.ReplaceAll(s, "_", " ")
	t := strings.ToLower(strings.TrimSpace(s))
	if t == "" || slices.ContainsFunc(f.Choices, func(c model.Choice) bool { return strings.HasPrefix(strings.ToLower(c.Value), t) }) {
		return s
	}
	for _, choice := range choiceWords()[text.Plain(plainName(t))] {
		if slices.ContainsFunc(f.Choices, func(c model.Choice) bool { return c.Value == choice }) {
			return choice
		}
	}
	return s
}

// bearsNothing reports a kind whose choices say something only where somebody has said it: of a customer,
// a contact or a vendor nothing hangs on a choice that is empty. Of work, the state moves it, and stays.
func bearsNothing(k *model.Kind) bool {
	return k.Prefix == model.AccountPrefix || k.Prefix == model.ContactPrefix || k.Prefix == model.VendorPrefix
}

// remains says what a field is after a cell that it cannot read. Of a new record it is emptied where that
// can be: what nobody said ("active") must not stand for what the file says ("erloschen").
func (w *rowWriter) remains(f *model.Field) string {
	c, label := w.cells.own.ctx, strings.ToLower(f.Label)
	told := slices.ContainsFunc(w.x.opt.Table.Set, func(p Pair) bool { return w.s.kind.FindField(p.Name) == f })
	if w.fresh && !told && !w.set[f.Name] && f.Type == model.TypeEnum && !f.Required && bearsNothing(w.s.kind) && !f.IsZero(w.rec) {
		if err := f.Parse(c, w.rec, ""); err == nil {
			return label + " is left empty"
		}
	}
	if f.IsZero(w.rec) && f.Type != model.TypeFlag {
		return label + " stays empty"
	}
	return label + " stays " + oneLine(f.Text(c, w.rec))
}
