package transfer

import (
	"slices"
	"strings"
	"sync"

	"tandem/model"
	"tandem/model/text"
)

// calledAlso is what other programs and people call a field: plain names on the left, the fields
// meant on the right, of which the first that the kind has is taken; "title" is the field that
// names a record.
var calledAlso = []struct{ words, fields string }{
	{"title summary subject name taskname issue headline titel name betreff zusammenfassung aufgabe resume objet asunto titulo bezeichnung libelle nom intitule nombre", "title"},
	{"account company customer client organisation organization firm kunde firma client cliente societe firmenname unternehmen kundenname entreprise raisonsociale nomduclient empresa razonsocial", "account title"},
	{"description details body text comment comments remark remarks note notes beschreibung bemerkung bemerkungen notizen kommentar notiz anmerkung anmerkungen hinweis hinweise remarque remarques commentaire commentaires observaciones observacion notas nota comentario comentarios", "notes"},
	{"id key issuekey number no nr uid uuid guid externalid recordid ticket kennung nummer schluessel schlüssel kundennummer kundennr customernumber customerid clientid accountnumber accountid taskid ticketid issueid projectid riskid itemid employeeid personalnummer numeroclient nclient numerodecliente", "external_id"},
	{"label labels tag tags keyword keywords stichworte schlagworte etiquettes etiquetas", "tags"},
	{"due duedate dueon deadline dueby target faellig fälligkeit fällig faelligkeit termin frist echeance vencimiento", "deadline due until target_finish finish"},
	{"start startdate begin beginn begins startson startdatum debut inicio from", "start from opened"},
	{"end enddate finish finishdate ends ende enddatum fin until to", "finish to until"},
	{"closed resolved completed completedon donedate closedon resolutiondate erledigt", "actual_finish closed resolved closed_on done_on"},
	{"opened raised reported openedon createdon logged", "opened raised created"},
	{"created createdat creationdate erstellt", "created"},
	{"assignee assignedto assigned owner responsible resource resources resourcenames verantwortlich zustandig zuständig bearbeiter responsable lead", "assignments owner manager"},
	{"manager projectmanager projectlead pm projektleiter", "manager owner"},
	{"status state phase zustand stand estado statut", "status state phase column"},
	{"board column lane list", "column"},
	{"done %done progress %complete percentcomplete complete percent fortschritt erledigt%", "percent"},
	{"priority prio prioritat priorität", "priority"},
	{"severity schweregrad", "by_hand severity impact"},
	{"duration dauer duree", "duration"},
	{"effort work estimate originalestimate aufwand", "work"},
	{"remaining remainingwork remainingestimate rest", "remaining"},
	{"points storypoints sp", "points"},
	{"parent parenttask epic epiclink summarytask", "parent"},
	{"predecessors dependson blockedby vorganger vorgänger dependencies", "links"},
	{"project projectname projekt projet proyecto", "project"},
	{"email emailaddress mail mailadresse emailadresse courriel adressemail correo correoelectronico", "email"},
	{"phone telephone tel mobile mobilephone cell phonenumber telefon telefonnummer telefonnr rufnummer handy handynummer mobil mobilnummer telephonenumber portable telefono movil", "phone"},
	{"role jobtitle position function rolle funktion stelle stellung poste fonction cargo puesto funcion", "role"},
	{"department team group abteilung departement departamento", "department"},
	{"tier segment class rank importance klasse stufe kundenstufe kundenklasse kundensegment niveau nivel categorieclient", "tier"},
	{"value arr revenue annualvalue acv umsatz wert jahresumsatz jahreswert vertragswert auftragswert auftragsvolumen chiffredaffaires valeur valeurducontrat valor facturacion ingresos valordelcontrato", "value amount"},
	{"amount cost price total betrag kosten sum montant cout importe coste costo", "amount planned planned_cost value"},
	{"currency waehrung währung devise moneda divisa monnaie", "currency"},
	{"renewal renewaldate renewson contractend verlangerung verlängerung contractenddate contractends vertragsende vertragsendedatum vertragsablauf vertragbis vertragslaufzeitende laufzeitbis laufzeitende verlangerungsdatum renouvellement datederenouvellement fincontrat findecontrat finducontrat datefincontrat datedefindecontrat renovacion fechaderenovacion fincontrato findecontrato findelcontrato fechafincontrato vencimientodelcontrato", "renewal"},
	{"probability likelihood wahrscheinlichkeit", "probability"},
	{"impact auswirkung", "impact cost"},
	{"mitigation response massnahme", "response contingency"},
	{"category type kind art typ kategorie", "category type"},
	{"contact contactperson ansprechpartner", "contact to"},
	{"date when day datum", "when date due at"},
	{"url link links web website address", "links_to"},
	{"wbs outline outlinenumber psp", "wbs"},
	{"milestone meilenstein", "milestone"},
	{"outlinelevel level", "level"},
}

var synonymIndex = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for _, s := range calledAlso {
		for _, w := range strings.Fields(s.words) {
			w = text.Plain(w)
			for _, f := range strings.Fields(s.fields) {
				if !slices.Contains(m[w], f) {
					m[w] = append(m[w], f)
				}
			}
		}
	}
	return m
})

// synonymsOf lists the fields that a plain name may mean, the likeliest first.
func synonymsOf(name string) []string { return synonymIndex()[text.Plain(name)] }

// kindsAlso is what people call the kinds, in a file's or a sheet's name.
var kindsAlso = map[string]string{
	"customer": model.AccountPrefix, "client": model.AccountPrefix, "company": model.AccountPrefix, "companies": model.AccountPrefix, "kunde": model.AccountPrefix,
	"issue": model.TaskPrefix, "todo": model.TaskPrefix, "ticket": model.TaskPrefix, "aufgabe": model.TaskPrefix, "task": model.TaskPrefix, "story": model.TaskPrefix,
	"people": model.PersonPrefix, "team": model.PersonPrefix, "staff": model.PersonPrefix, "employee": model.PersonPrefix, "resource": model.PersonPrefix, "mitarbeiter": model.PersonPrefix,
	"address": model.ContactPrefix, "kontakt": model.ContactPrefix, "stakeholder": model.ContactPrefix,
	"complaint": model.EscalationPrefix, "incident": model.EscalationPrefix, "survey": model.AnswerPrefix, "nps": model.AnswerPrefix, "csat": model.AnswerPrefix,
	"meeting": model.InteractionPrefix, "call": model.InteractionPrefix, "budget": model.CostLinePrefix, "expense": model.LedgerPrefix, "invoice": model.LedgerPrefix,
	"projekt": model.ProjectPrefix, "risiko": model.RiskPrefix, "risiken": model.RiskPrefix, "promise": model.PromisePrefix, "commitment": model.PromisePrefix,
}

// guessKind tells what the rows of a table are: by their references, by the name of the sheet or
// the file, else by the headings, of which most must be fields of the kind.
func guessKind(s *model.Schema, t *table) *model.Kind {
	for i, h := range t.header {
		if plainName(h) != "ref" {
			continue
		}
		for _, k := range s.Kinds {
			if refsOf(k, samples(t, i)) {
				return k
			}
		}
	}
	for _, name := range []string{t.sheet, strings.TrimSuffix(baseName(t.file), extOf(t.file))} {
		if k := kindCalled(s, name); k != nil {
			return k
		}
	}
	first := kindOfFirst(s, t)
	var best *model.Kind
	most := 0
	for _, k := range s.Kinds {
		score := likeness(k, t)
		if k == first {
			score += 2
		}
		if score > most {
			best, most = k, score
		}
	}
	if most < 2 {
		return nil
	}
	return best
}

// likeness is how well the headings fit the fields of a kind; 0 where it cannot be that kind, since
// its records would have no name.
func likeness(k *model.Kind, t *table) int {
	if k.Single {
		return 0
	}
	title := k.TitleField()
	named := title == nil || !title.Required
	score := 0
	for _, h := range t.header {
		f, how := fieldFor(k, h, false)
		if f == nil {
			continue
		}
		if score++; how == "by its name" {
			score++
		}
		named = named || f.Name == title.Name
	}
	if !named {
		return 0
	}
	if k.Prefix == model.TaskPrefix {
		score++ // what is most often brought
	}
	return score
}

// kindOfFirst is the kind that the first column is called by, where it has another value in each
// row: "Company" is the name of a customer, and not what others belong to.
func kindOfFirst(s *model.Schema, t *table) *model.Kind {
	k := kindCalled(s, t.header[0])
	if k == nil {
		return nil
	}
	seen := map[string]bool{}
	for i := range t.rows {
		v := strings.ToLower(strings.TrimSpace(t.rows[i].cell(0)))
		if v == "" {
			continue
		}
		if seen[v] {
			return nil
		}
		seen[v] = true
		if i > 2000 {
			break
		}
	}
	return k
}

// kindCalled is the kind that a name has in it, "customers 2026.csv".
func kindCalled(s *model.Schema, name string) *model.Kind {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r < 'a' || r > 'z' && r < 0x80 })
	all := strings.Join(words, " ")
	for _, k := range s.Kinds {
		if all == k.Name || all == k.Plural {
			return k
		}
	}
	for _, w := range words {
		for _, k := range s.Kinds {
			if w == k.Name || w == k.Plural {
				return k
			}
		}
		for _, form := range []string{w, strings.TrimSuffix(w, "s"), strings.TrimSuffix(w, "n"), strings.TrimSuffix(w, "es")} {
			if p := kindsAlso[form]; p != "" {
				return s.Prefix(p)
			}
		}
	}
	return nil
}
