package act

// SearchWords are words by which people look for an action that its title and help do not have, as
// the palette finds it: what it is called elsewhere. Blanks part them.
func SearchWords(n Name) string {
	switch n {
	case "record.raise", "triage.escalate":
		return "ticket case incident severity"
	case "record.incident":
		return "post-mortem postmortem root cause rca blameless review afterwards whys major"
	case "record.template":
		return "sla agreement contract"
	case "record.contact", "triage.contact":
		return "call mail email meeting interaction phone note"
	case "record.act":
		return "sign confirm receive"
	case "app.report":
		return "rag weekly steering"
	case "app.brief":
		return "qbr meeting preparation"
	case "app.asof":
		return "history past time travel snapshot"
	case "triage.snooze":
		return "later postpone defer"
	case "triage.wait":
		return "block pending"
	case "outline.assign":
		return "resource owner people"
	case "outline.link":
		return "dependency predecessor successor"
	case "outline.whatif":
		return "simulate delay"
	case "chart.toggle":
		return "gantt timeline"
	case "project.first":
		return "gantt plan"
	case "baseline.take":
		return "freeze snapshot"
	case "record.link", "record.source":
		return "url web file attachment"
	case "list.filter":
		return "query where find"
	case "app.help":
		return "shortcuts manual bindings"
	case "app.quit":
		return "exit leave"
	case "app.undo":
		return "revert take back"
	}
	return ""
}

// KindWords are what the records of a kind, by its prefix, are called elsewhere.
func KindWords(prefix string) string {
	switch prefix {
	case "N":
		return "nps csat ces survey feedback satisfaction score rating"
	case "AG":
		return "sla contract support service level"
	case "ST":
		return "sla kpi target service level metric"
	case "E":
		return "ticket case incident post-mortem postmortem root cause complaint"
	case "B":
		return "issue impediment obstacle problem"
	case "LE":
		return "invoice cost payment expense actual booking"
	case "CL":
		return "budget expense estimate"
	case "FX":
		return "exchange currency forex"
	case "CAL":
		return "holiday vacation working hours shift"
	case "L":
		return "retrospective learned post-mortem"
	case "H":
		return "user member resource team staff employee"
	case "A":
		return "customer client company"
	case "C":
		return "person customer email phone"
	case "I":
		return "call mail email meeting note contact"
	case "M":
		return "commitment"
	case "T":
		return "todo milestone activity work package"
	case "AC":
		return "todo follow-up"
	case "V":
		return "supplier subcontractor"
	case "PU":
		return "po order supplier procurement"
	case "O":
		return "delivery shipment"
	case "CR":
		return "scope change"
	case "SH":
		return "raci influence"
	case "TE":
		return "timesheet hours"
	case "S":
		return "iteration scrum"
	case "BF":
		return "value roi"
	case "OP":
		return "deal upsell sale pipeline"
	case "RV":
		return "qbr retrospective meeting"
	}
	return ""
}

// PlaceWords are what a tab, by its key, is called elsewhere.
func PlaceWords(key string) string {
	switch key {
	case "8":
		return "nps csat ces survey feedback"
	case "7":
		return "ticket case incident post-mortem postmortem"
	case "9":
		return "sla service orders"
	case "3":
		return "invoice cost money evm"
	case "1":
		return "gantt schedule outline"
	case "4":
		return "resources people load holiday"
	case "6":
		return "customer client"
	}
	return ""
}
