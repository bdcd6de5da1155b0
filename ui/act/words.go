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
		return "agreement contract sla"
	case "record.contact", "triage.contact":
		return "call mail email meeting interaction phone note"
	case "record.act":
		return "sign confirm receive"
	case "app.report":
		return "rag weekly steering"
	case "app.brief", "app.brief.on":
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
	case "outline.make":
		return "unfinished uncompleted postpone interrupt divide join duplicate"
	case "outline.whatif":
		return "simulate delay"
	case "chart.toggle":
		return "gantt timeline bars schedule"
	case "project.first":
		return "plan gantt schedule"
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
		return "kpi sla target service level metric"
	case "E":
		return "ticket case clock sla incident post-mortem postmortem root cause complaint"
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
		return "learned retrospective post-mortem"
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
		return "retrospective qbr meeting"
	}
	return ""
}

// PageWords are what a page, by its key after that of app.show, is called elsewhere.
func PageWords(key string) string {
	switch key {
	case "t":
		return "inbox queue overdue late"
	case "d":
		return "standup daily agenda overdue"
	case "b":
		return "kanban standup daily wip cards"
	case "s":
		return "burndown burnup velocity backlog scrum standup iteration"
	case "f":
		return "cfd cumulative throughput cycle lead time burnup"
	case "n":
		return "pert cpm dependencies"
	case "v":
		return "slippage deviation compare"
	case "m":
		return "slip trend mta"
	case "c":
		return "what-if options compare"
	case "o":
		return "wbs requirements acceptance"
	case "h":
		return "go-live hypercare transition checklist"
	case "a":
		return "health client 360"
	}
	return ""
}

// PlaceWords are what a tab, by its key, is called elsewhere.
func PlaceWords(key string) string {
	switch key {
	case "8":
		return "nps csat ces survey feedback"
	case "7":
		return "clock ticket case sla incident post-mortem postmortem"
	case "9":
		return "service orders sla"
	case "3":
		return "evm earned value invoice cost money s-curve"
	case "1":
		return "gantt schedule outline"
	case "4":
		return "resources people load holiday"
	case "6":
		return "customer client"
	case "2":
		return "raid register threat opportunity heat map"
	case "5":
		return "raid log rag governance steering"
	}
	return ""
}
