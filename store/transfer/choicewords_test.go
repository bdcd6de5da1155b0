package transfer_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// TestChoicesAbroad: a customer list in German, French or Spanish is understood: no cancelled customer
// counts as active, and a word that nobody knows leaves the field empty and says so.
func TestChoicesAbroad(t *testing.T) {
	const text = "Firma;Status;Stufe\nA;aktiv;Großkunde\nB;gekündigt;klein\nC;Ehemalig;standard\nD;Interessent;strategisch\n" +
		"E;résilié;petit\nF;antiguo;estándar\nG;at_risk;key\nH;erloschen;Gold\nI;gekuendigt;\n"
	opt := transfer.Options{As: "account", Table: transfer.TableOptions{Map: []transfer.Pair{{Name: "Stufe", Value: "tier"}}}}
	res, s := takeCSV(t, workspace(t), "kunden.csv", text, opt)
	for name, want := range map[string]string{"A": "active key", "B": "leaving small", "C": "former standard", "D": "prospect strategic",
		"E": "leaving small", "F": "former standard", "G": "at risk key", "H": " ", "I": "leaving standard"} {
		a := named[*model.Account](t, s, model.AccountPrefix, name)
		if got := string(a.Status) + " " + string(a.Tier); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if len(res.Problems) != 2 || !said(res, "kept as a custom value, status is left empty (--map") || !said(res, "tier is left empty") {
		t.Error(res.Problems)
	}
	again(t, s, "kunden.csv", text, opt)
	_, s = takeCSV(t, s, "kunden.csv", strings.Replace(text, "A;aktiv", "A;ganz anders", 1), opt)
	if a := named[*model.Account](t, s, model.AccountPrefix, "A"); a.Status != "active" || custom(a, "Status") != "ganz anders" {
		t.Errorf("%+v", a)
	}
}

// TestChoiceUnknownStays: what was told for all, and the state of work, stay, and are named.
func TestChoiceUnknownStays(t *testing.T) {
	set := transfer.Options{As: "account", Table: transfer.TableOptions{Set: []transfer.Pair{{Name: "status", Value: "prospect"}}}}
	res, s := takeCSV(t, workspace(t), "k.csv", "Customer,Status\nNord,erloschen\n", set)
	if a := named[*model.Account](t, s, model.AccountPrefix, "Nord"); a.Status != "prospect" || !said(res, "status stays prospect") {
		t.Errorf("%+v %v", a, res.Problems)
	}
	res, s = takeCSV(t, workspace(t), "r.csv", "Risk,Project,Status\nFlood,Dam,who knows\n", transfer.Options{As: "risk"})
	if r := named[*model.Risk](t, s, model.RiskPrefix, "Flood"); r == nil || r.Status != "open" || !said(res, "status stays open") {
		t.Errorf("%+v %v", r, res.Problems)
	}
}

// TestHeadingsAbroad: the headings of a customer list in three languages find their fields.
func TestHeadingsAbroad(t *testing.T) {
	for _, x := range []struct{ as, head, row, want string }{
		{"account", "Firma;Vertragsende;Notiz;Umsatz;Währung", "A;31.12.2026;x;5.000,00;EUR", "name renewal notes value currency"},
		{"account", "Unternehmen;Laufzeit bis;Bemerkung;Jahresumsatz", "A;31.12.2026;x;5.000,00", "name renewal notes value"},
		{"account", "Société;Fin de contrat;Remarques;Chiffre d'affaires", "A;31/12/2026;x;5 000,00", "name renewal notes value"},
		{"account", "Empresa;Fin del contrato;Observaciones;Facturación", "A;31/12/2026;x;5.000,00", "name renewal notes value"},
		{"contact", "Name;Firma;E-Mail;Telefon-Nr.;Funktion;Anmerkungen", "Eva;A;e@a.de;1;x;y", "name account email phone role notes"},
		{"contact", "Nom;Société;Courriel;Portable;Fonction;Commentaires", "Eva;A;e@a.fr;1;x;y", "name account email phone role notes"},
	} {
		res, _ := takeCSV(t, workspace(t), "liste.csv", x.head+"\n"+x.row+"\n", transfer.Options{As: x.as})
		var got []string
		for _, c := range res.Columns {
			got = append(got, c.Field)
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: %v, want %s", x.head, got, x.want)
		}
	}
}
