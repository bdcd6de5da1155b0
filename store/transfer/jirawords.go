package transfer

import (
	"strings"
	"sync"

	"tandem/model/text"
)

// A Jira site exports in the language of whoever asks, so the same columns come under other
// headings. Here stand the words of the offices' languages for Jira's English ones: German, French,
// Spanish, Portuguese, Italian, Dutch. All are plain: without accents, blanks and marks.

// jiraAbroad lists headings in other languages behind the plain English one.
var jiraAbroad = []struct{ english, abroad string }{
	{"summary", "zusammenfassung resume resumen resumo riepilogo samenvatting"},
	{"issuekey", "vorgangsschlussel cledeticket cleduticket cledelademande cledetache clavedeincidencia clavedelaincidencia clavedeactividad chavedaitem chavedoitem chavedaincidencia chiaveticket chiavesegnalazione chiavedelticket issuesleutel"},
	{"key", "schlussel cle clave chave chiave sleutel"},
	{"issueid", "vorgangsid idduticket iddeticket identifiantduticket identifiantdelademande iddelademande iddelaincidencia iddeincidencia idaitem idoitem iddaitem iddoitem iddaincidencia idticket iddelticket"},
	{"issuetype", "vorgangstyp typedeticket typedetickets typededemande tipodeincidencia tipodeactividad tipodeitem tipodeproblema tipoticket tipoditicket tiposegnalazione typeissue"},
	{"status", "zustand etat statut estado situacao stato"},
	{"statuscategory", "statuskategorie categoriedestatut categoriedetat categoriadeestado categoriadostatus categoriadistato statuscategorie"},
	{"projectkey", "projektschlussel cledeprojet cleduprojet clavedelproyecto clavedeproyecto chavedoprojeto chiaveprogetto chiavedelprogetto projectsleutel"},
	{"projectname", "projektname nomdeprojet nomduprojet nombredelproyecto nombredeproyecto nomedoprojeto nomeprogetto nomedelprogetto projectnaam"},
	{"priority", "prioritat priorite prioridad prioridade priorita prioriteit"},
	{"resolution", "losung resolucion resolucao risoluzione oplossing"},
	{"assignee", "bearbeiter zugewieseneperson zugewiesen zugewiesenan responsable attribution attribuea personneassignee personaasignada asignadoa responsavel assegnatario toegewezenaan uitvoerder"},
	{"reporter", "autor berichterstatter rapporteur auteur informador informante relator segnalatore richiedente melder"},
	{"creator", "ersteller createur creador criador creatore maker"},
	{"created", "erstellt erstellungsdatum creation cree creee creada creado fechadecreacion criado criada creato aangemaakt gemaakt"},
	{"updated", "aktualisiert miseajour misajour actualizada actualizado atualizado atualizada aggiornato bijgewerkt"},
	{"lastviewed", "letzteansicht zuletztangesehen derniereconsultation vuepourladernierefois ultimavisualizacion ultimavista ultimavisualizacao ultimavisualizzazione laatstbekeken"},
	{"resolved", "erledigt gelost resolu resolue resuelta resuelto resolvido resolvida risolto opgelost"},
	{"duedate", "falligkeitsdatum falligkeitstermin fallig datedecheance echeance fechadevencimiento vencimiento datalimite prazo scadenza datadiscadenza vervaldatum"},
	{"labels", "stichworter stichworte schlagworter etiquettes etiquetas etichette"},
	{"description", "beschreibung descripcion descricao descrizione beschrijving"},
	{"comment", "kommentar kommentare commentaire commentaires comentario comentarios commento commenti reactie opmerking"},
	{"attachment", "anhang anhange piecejointe piecesjointes adjunto adjuntos archivoadjunto anexo anexos allegato allegati bijlage bijlagen"},
	{"parent", "ubergeordnet ubergeordneteselement ubergeordnetervorgang principal padre pai principale bovenliggend"},
	{"parentkey", "ubergeordneterschlussel cleduparent clavedelprincipal chavedopai chiaveprincipale"},
	{"epiclink", "eposlink epicverknupfung lienepic liendepic enlacedeepica enlaceepico linkdoepico collegamentoepic epickoppeling"},
	{"epicname", "eposname nomdelepic nomdepic nombredeepica nombredelaepica nomedoepico nomeepic epicnaam"},
	{"originalestimate", "ursprunglicheschatzung originalschatzung estimationoriginale estimationinitiale estimacionoriginal estimativaoriginal stimaoriginale oorspronkelijkeschatting"},
	{"remainingestimate", "verbleibendeschatzung restschatzung estimationrestante estimacionrestante estimativarestante stimarimanente resterendeschatting"},
	{"timespent", "benotigtezeit zeitaufwand protokolliertezeit tempsconsacre tempspasse tiempoempleado tiempodedicado tempogasto tempoimpiegato bestedetijd"},
	{"startdate", "startdatum datededebut fechadeinicio datadeinicio datadiinizio begindatum"},
}

var jiraEnglish = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, x := range jiraAbroad {
		for w := range strings.FieldsSeq(x.abroad) {
			m[w] = x.english
		}
	}
	return m
})

// jiraName is the plain English name of a heading, in whatever language it is; one that is not known
// stays as it is, but plain. A column of ids ("Bearbeiter-ID") is called so behind its name.
func jiraName(heading string) string {
	name := plainName(heading)
	flat := text.Plain(name)
	if e := jiraEnglish()[flat]; e != "" {
		return e
	}
	if head, ok := strings.CutSuffix(flat, "id"); ok && jiraEnglish()[head] != "" {
		return jiraEnglish()[head] + "id"
	}
	return name
}

// jiraParts takes the heading of a column of a site's own field, or of links to other issues, apart:
// what stands before the brackets in whatever language, and in them.
func jiraParts(heading string) (custom, link string, in bool) {
	before, inner, ok := strings.Cut(heading, " (")
	inner, closed := strings.CutSuffix(inner, ")")
	if !ok || !closed {
		return "", "", false
	}
	what := text.Plain(plainName(before))
	has := func(list ...string) bool {
		for _, w := range list {
			if strings.Contains(what, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("customfield", "benutzerdefiniert", "champspersonnalises", "champpersonnalise", "campopersonalizado", "campospersonalizados", "campopersonalizzato", "aangepastveld"):
		return inner, "", false
	case !has("issuelink", "verknupfung", "lien", "enlace", "vinculo", "collegamento", "koppeling", "vinculacion"):
		return "", "", false
	case has("inward", "eingehend", "entrant", "entrada", "inentrata", "binnenkomend", "inkomend"):
		return "", inner, true
	case has("outward", "ausgehend", "sortant", "salida", "saliente", "saida", "inuscita", "uitgaand"):
		return "", inner, false
	}
	return "", "", false
}

// prioritiesAbroad are other languages' words for the priorities, plain, behind the English one.
var prioritiesAbroad = []struct{ english, abroad string }{
	{"highest", "hochste hochst sehrhoch kritisch treselevee laplushaute lapluselevee treshaute critique masalta muyalta altisima critica maisalta muitoalta altissima massima hoogste hoogst"},
	{"high", "hoch elevee haute alta hoog"},
	{"medium", "mittel normal moyenne media gemiddeld"},
	{"low", "niedrig gering faible basse baja baixa bassa laag"},
	{"lowest", "niedrigste niedrigst sehrniedrig tresfaible laplusfaible laplusbasse tresbasse masbaja muybaja maisbaixa muitobaixa bassissima minima laagste laagst"},
}

var priorityEnglish = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, x := range prioritiesAbroad {
		for w := range strings.FieldsSeq(x.abroad) {
			m[w] = x.english
		}
	}
	return m
})
