package act

// incidentDefs are the actions around an escalation: raising it, and what is done to it as a whole.
func incidentDefs() []Def {
	return []Def{
		{Name: "record.raise", Title: "Escalate", Short: "escalate", Choices: append(levels(), Choice{"w", "level and department in words"}), Default: "2",
			Help: "Escalates to a level: asks for impact and urgency of a new escalation, or sets the level of one. E again means level 2."},
		{Name: "record.incident", Title: "Incident", Short: "incident",
			Help: "Works on an escalation as a whole: major incident, causes, log. I again shows the log.",
			Choices: []Choice{{"l", "log with its numbers"}, {"c", "log for the customer"}, {"m", "major incident"}, {"w", "five whys"}, {"a", "action on the cause"},
				{"p", "post-mortem"}, {"f", "fix a line"}, {"x", "strike a line"}, {"g", "merge into another"}, {"r", "reopen"}}, Default: "l"},
		{Name: "record.template", Title: "Copy a template", Short: "template", Help: "Makes an agreement with the customer at hand from a template of one; the form shows it before it is kept."},
	}
}

// levels are who is involved with an escalation, wherever one escalates.
func levels() []Choice {
	return []Choice{{"1", "those who work on it"}, {"2", "department's lead"}, {"3", "management"}}
}

// incidentKeys are theirs, wherever a record is at hand.
func incidentKeys() []Binding {
	var out []Binding
	for _, scope := range []string{"browse", "detail", "account"} {
		out = append(out, shown(6, scope, "record.raise", "E"))
	}
	for _, scope := range []string{"browse", "detail"} {
		out = append(out, on(scope, "record.incident", "I"), on(scope, "triage.wait", "w"))
	}
	for _, scope := range []string{"browse", "detail", "account"} {
		out = append(out, on(scope, "record.template", "Y"))
	}
	return out
}
