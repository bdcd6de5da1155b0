package transfer_test

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/store/transfer"
)

// TestJiraAbroad: a site exports in the language of whoever asks; the issues come in alike.
func TestJiraAbroad(t *testing.T) {
	for _, x := range []struct{ what, head, row string }{
		{"English", "Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Created,Due date,Labels,Labels,Description,Original estimate,Custom field (Story Points),Inward issue link (Blocks)",
			`Dig,NW-1,77,Task,Done,Low,Ann,12/Mar/26 3:04 PM,29/Mar/26 12:00 AM,a,b,*soon*,28800,3.5,`},
		{"German", "Zusammenfassung;Vorgangsschlüssel;Vorgangs-ID;Vorgangstyp;Status;Priorität;Bearbeiter;Erstellt;Fälligkeitsdatum;Stichwörter;Stichwörter;Beschreibung;Ursprüngliche Schätzung;Benutzerdefiniertes Feld (Story Points);Eingehende Vorgangsverknüpfung (Blocks)",
			`Dig;NW-1;77;Aufgabe;Erledigt;Niedrig;Ann;12.03.2026 15:04;29.03.2026;a;b;*soon*;28800;3,5;`},
		{"French", "Résumé,Clé de ticket,ID du ticket,Type de ticket,État,Priorité,Responsable,Création,Date d'échéance,Étiquettes,Étiquettes,Description,Estimation originale,Champs personnalisés (Story Points),Lien de ticket entrant (Blocks)",
			`Dig,NW-1,77,Tâche,Terminée,Faible,Ann,12/mars/26 3:04 PM,29/mars/26,a,b,*soon*,28800,"3,5",`},
		{"Spanish", "Resumen,Clave de incidencia,ID de la incidencia,Tipo de Incidencia,Estado,Prioridad,Persona asignada,Creada,Fecha de vencimiento,Etiquetas,Etiquetas,Descripción,Estimación original,Campo personalizado (Story Points),Enlace de incidencia de entrada (Blocks)",
			`Dig,NW-1,77,Tarea,Finalizada,Baja,Ann,12/mar/26 15:04,29/mar/26,a,b,*soon*,28800,"3,5",`},
		{"Italian", "Riepilogo,Chiave ticket,ID ticket,Tipo ticket,Stato,Priorità,Assegnatario,Creato,Scadenza,Etichette,Etichette,Descrizione,Stima originale,Campo personalizzato (Story Points),Collegamento in entrata (Blocks)",
			`Dig,NW-1,77,Compito,Completato,Bassa,Ann,12/mar/26 15:04,29/mar/26,a,b,*soon*,28800,"3,5",`},
		{"Portuguese", "Resumo,Chave do item,ID do item,Tipo de item,Status,Prioridade,Responsável,Criado,Data limite,Etiquetas,Etiquetas,Descrição,Estimativa original,Campo personalizado (Story Points),Vínculo de entrada (Blocks)",
			`Dig,NW-1,77,Tarefa,Concluído,Baixa,Ann,12/mar/26 15:04,29/mar/26,a,b,*soon*,28800,"3,5",`},
	} {
		for _, text := range []string{x.head + "\n" + x.row + "\n", "\ufeff" + x.head + "\r\n" + x.row + "\r\n", wide(x.head + "\n" + x.row + "\n")} {
			res, s := take(t, workspace(t), "export.csv", text, transfer.Options{})
			if len(res.Problems) > 0 {
				t.Errorf("%s: says %+v", x.what, res.Problems)
			}
			r := named[*model.Task](t, s, "T", "Dig")
			c := s.Ctx(now).For(r)
			got := strings.Join([]string{r.Source, r.ExternalID, r.Created.In(time.UTC).Format(time.RFC3339), r.Deadline.Day(c.Loc).String(), strings.Join(r.Tags, "+"), r.Notes, r.Work.Text(c.Scale), r.Points.String(), c.NameOf(r.Project)}, " ")
			if got != "jira NW-1 2026-03-12T14:04:00Z 2026-03-29 a+b **soon** 8h 3.5 NW" || r.Priority != 300 || r.Done != 100_00 || len(r.Assignments) != 1 || s.Count("H") != 1 {
				t.Errorf("%s: %s, priority %d, done %d, %d people", x.what, got, r.Priority, r.Done, len(r.Assignments))
			}
		}
	}
}

// TestJiraAbroadLinks: links of either direction are told by their heading in each language.
func TestJiraAbroadLinks(t *testing.T) {
	for _, head := range []string{"Outward issue link (Blocks)", "Ausgehende Vorgangsverknüpfung (Blocks)", "Lien de ticket sortant (Blocks)", "Enlace de incidencia de salida (Blocks)"} {
		_, s := take(t, workspace(t), "x.csv", "Summary,Issue key,"+head+"\nDig,A-1,A-2\nFill,A-2,\n", transfer.Options{})
		fill, dig := named[*model.Task](t, s, "T", "Fill"), named[*model.Task](t, s, "T", "Dig")
		if len(fill.Links) != 1 || fill.Links[0].Predecessor != dig.ID {
			t.Errorf("%s: %+v", head, fill.Links)
		}
	}
}

// TestSiteDates: dates as the sites of Jira write them, and what is none.
func TestSiteDates(t *testing.T) {
	const want = "2026-03-12T14:04:00Z"
	for _, x := range []struct{ cell, want string }{
		{"12/Mar/26 3:04 PM", want}, {"2026-03-12 15:04", want}, {"12.03.2026 15:04", want}, {"12/Mar/2026 15:04", want}, {"Mar 12, 2026, 3:04:00 PM", want},
		{"Thu, 12 Mar 2026 14:04:00 +0000", want}, {"Thursday 12 March 2026 15:04", want}, {"2026年3月12日 15:04", want}, {"12 Mar 2026 14:04 UTC", want},
		{"2026-03-12 17:34:00+03:30", want}, {"2026/03/12 15:04:00.000", want}, {"Donnerstag, 12. März 2026 15:04", want},
		{"31/Feb/26 3:04 PM", ""}, {"12 Mar 2026 15:04 Mars", ""}, {"Thursday", ""}, {"12 Mar 2026 25:04 +0100", ""}, {"1774000000", ""},
	} {
		res, s := take(t, workspace(t), "x.csv", "Summary,Issue key,Created,Updated\nDig,A-1,\""+x.cell+"\",31/Mar/26\n", transfer.Options{})
		got := named[*model.Task](t, s, "T", "Dig").Created.In(time.UTC).Format(time.RFC3339)
		switch p := problem(res, "is not a date"); {
		case x.want == "" && (p == nil || p.Row != 2 || p.Field != "Created"):
			t.Errorf("%q: %s, %+v", x.cell, got, res.Problems)
		case x.want != "" && got != x.want:
			t.Errorf("%q: %s, want %s: %+v", x.cell, got, x.want, res.Problems)
		}
	}
}

// TestForeignColumns: columns of other programs that say something else under a name of ours keep no row
// out: a milestone that is a name, addresses under URL.
func TestForeignColumns(t *testing.T) {
	res, s := take(t, workspace(t), "board.tsv", "Title\tURL\tMilestone\tPriority\nDig\thttps://x.example/1;v=2 https://x.example/2\tv1\tniedrigste\n", transfer.Options{})
	r := named[*model.Task](t, s, "T", "Dig")
	if n := counted(res, "task"); n.Rejected > 0 || len(res.Problems) != 1 || r.Priority != 100 || r.Milestone {
		t.Errorf("%+v, priority %d: %+v", n, r.Priority, res.Problems)
	}
	if len(r.Meta.Links) != 2 || r.Meta.Links[0].Address != "https://x.example/1;v=2" || r.Meta.Links[1].Address != "https://x.example/2" {
		t.Errorf("%+v", r.Meta.Links)
	}
	if len(r.Custom) != 1 || r.Custom[0].Value != "v1" {
		t.Errorf("%+v", r.Custom)
	}
}

// TestJiraMended: the rejected rows of an export come in once they are mended, and those mended badly have
// one column that says what is wrong.
func TestJiraMended(t *testing.T) {
	res, s := take(t, workspace(t), "Jira.csv", "Summary,Issue key,Status\nA,X-1,Open\nB,X-1,Open\n,,Open\n", transfer.Options{})
	text := leftover(t, res)
	if text != "Summary,Issue key,Status,error\nB,X-1,Open,\"X-1 came already, in row 2; the first one is taken\"\n,,Open,it has neither a title nor a key\n" {
		t.Fatalf("%s", text)
	}
	res, s = take(t, s, "mend.csv", strings.Replace(text, "B,X-1", "B,X-2", 1), transfer.Options{})
	if counted(res, "task").Added != 1 || s.Count("T") != 2 || named[*model.Task](t, s, "T", "B").Source != "jira" {
		t.Errorf("%+v", res.Counts)
	}
	if text := leftover(t, res); text != "Summary,Issue key,Status,error\n,,Open,it has neither a title nor a key\n" {
		t.Errorf("%s", text)
	}
}

// leftover is the file of rejected rows.
func leftover(t *testing.T, res transfer.Result) string {
	t.Helper()
	var b strings.Builder
	if err := transfer.WriteLeftover(&b, res.Leftover); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
