package act

// incidentDefs are the actions around an escalation: raising it, and what is done to it as a whole.
func incidentDefs() []Def {
	return []Def{
		{Name: "record.raise", Title: "Escalate the record", Short: "escalate",
			Help: "Raises an escalation about the record: impact, urgency, enter; words after them are its title. Of an escalation it sets the level."},
		{Name: "record.incident", Title: "Incident", Short: "incident",
			Help: "Works on an escalation as a whole: major incident, causes, log. I again shows the log.",
			Choices: []Choice{{"l", "log with its numbers"}, {"c", "log for the customer"}, {"m", "major incident"}, {"w", "five whys"}, {"a", "action on the cause"},
				{"p", "post-mortem"}, {"f", "fix a line"}, {"x", "strike a line"}, {"g", "merge into another"}, {"r", "reopen"}}, Default: "l"},
		{Name: "record.template", Title: "Copy a template", Short: "template", Help: "Makes an agreement with the customer at hand from a template of one; the form shows it before it is kept."},
	}
}

// incidentKeys are theirs, wherever a record is at hand.
func incidentKeys() []Binding {
	var out []Binding
	for _, scope := range []string{"browse", "detail", "account"} {
		out = append(out, on(scope, "record.raise", "E"))
	}
	for _, scope := range []string{"browse", "detail"} {
		out = append(out, on(scope, "record.incident", "I"))
	}
	for _, scope := range []string{"browse", "detail", "account"} {
		out = append(out, on(scope, "record.template", "Y"))
	}
	return out
}
