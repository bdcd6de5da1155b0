package act

// outlineDefs are the actions on the outline of a plan, and those of its three modes: typing the
// name of a new task, following what drives a date, and trying what would move.
func outlineDefs() []Def {
	return []Def{
		{Name: "outline.child", Title: "New task under it", Short: "new under", Help: "Adds a task under this one, or the first to a project: type its name, enter, the next name."},
		{Name: "outline.above", Title: "New task above", Help: "Adds a task before this one: type its name, enter, the next name."},
		{Name: "outline.indent", Title: "Indent", Short: "indent", Help: "Puts the task, or the marked ones, under the task above."},
		{Name: "outline.outdent", Title: "Outdent", Short: "outdent", Help: "Takes the task, or the marked ones, out of its summary; what came after it there goes under it."},
		{Name: "outline.down", Title: "Move the task down", Short: "down", Help: "Moves the task, or the marked ones, with all under it, past the next one."},
		{Name: "outline.up", Title: "Move the task up", Short: "up", Help: "Moves the task, or the marked ones, with all under it, before the one above."},
		{Name: "outline.link", Title: "Link the task", Short: "link",
			Help:    "Lets the task wait for the marked ones, or where none is marked for the task above. L again links finish to start.",
			Choices: []Choice{{"f", "finish to start"}, {"s", "start to start"}, {"e", "finish to finish"}, {"b", "start to finish"}, {"l", "type and lag"}, {"u", "unlink"}}, Default: "f"},
		{Name: "outline.make", Title: "Make of the task", Short: "make",
			Help: "Makes a milestone, two tasks, one of several, a copy or a series of it, or puts it off. m again means a milestone.",
			Choices: []Choice{{"p", "milestone"}, {"d", "deliverable"}, {"s", "split in two"}, {"g", "merge the marked"}, {"c", "copy with all under it"},
				{"r", "recurring series"}, {"h", "dates by hand"}, {"x", "out of the plan"}, {"u", "reschedule the rest"}, {"n", "notes"}}, Default: "p"},
		{Name: "outline.assign", Title: "Assign people", Short: "assign", Help: "Opens the people of the task, or of all marked ones: a few letters of the name, and how much of their day."},
		{Name: "outline.whatif", Title: "What would move", Short: "what if", Help: "Tries a longer, shorter or later task: the chart shows what would move before you accept it."},

		{Name: "taskname.keep", Title: "Keep the task", Short: "keep, next", Help: "Adds the task and goes on to the next one; an empty name ends it."},
		{Name: "taskname.indent", Title: "Under the one above", Short: "indent", Help: "The task comes under the one above."},
		{Name: "taskname.outdent", Title: "Out of the summary", Short: "outdent", Help: "The task comes after its summary."},
		{Name: "taskname.leave", Title: "Leave", Short: "leave", Help: "Ends the adding of tasks; what was kept stays, and a name typed and not kept is offered at the next new task."},

		{Name: "chain.down", Title: "Towards the cause", Short: "next", Help: "Goes on to what this date waits for."},
		{Name: "chain.up", Title: "Back towards the task", Short: "back", Help: "Goes back to what waits for this date."},
		{Name: "chain.values", Title: "All computed values", Short: "values", Help: "Shows where all computed values of the task come from, and why it is in triage."},
		{Name: "chain.leave", Title: "Leave", Short: "leave", Help: "Puts the chart's lights on again everywhere."},

		{Name: "ghost.longer", Title: "A day longer", Short: "longer", Help: "Tries the task a working day longer."},
		{Name: "ghost.shorter", Title: "A day shorter", Short: "shorter", Help: "Tries the task a working day shorter."},
		{Name: "ghost.longer5", Title: "Five days longer", Help: "Tries the task five working days longer."},
		{Name: "ghost.shorter5", Title: "Five days shorter", Help: "Tries the task five working days shorter."},
		{Name: "ghost.later", Title: "A day later", Short: "later", Help: "Tries the task a working day later."},
		{Name: "ghost.earlier", Title: "A day earlier", Short: "earlier", Help: "Tries the task a working day earlier."},
		{Name: "ghost.later5", Title: "Five days later", Help: "Tries the task five working days later."},
		{Name: "ghost.earlier5", Title: "Five days earlier", Help: "Tries the task five working days earlier."},
		{Name: "ghost.accept", Title: "Accept", Short: "accept", Help: "Does it, as one step that undo takes back."},
		{Name: "ghost.leave", Title: "Leave", Short: "leave", Help: "Leaves all as it was."},
	}
}

func outlineKeys() []Binding {
	o, n, c, g := "outline", "taskname", "chain", "ghost"
	return []Binding{
		on(o, "outline.child", "N"),
		on(o, "outline.above", "alt+n"),
		shown(4, o, "outline.indent", ">"),
		on(o, "outline.outdent", "<"),
		on(o, "outline.down", "J", "shift+down"),
		on(o, "outline.up", "K", "shift+up"),
		shown(4, o, "outline.link", "L"),
		shown(7, o, "outline.make", "m"),
		on(o, "outline.assign", "A"),
		shown(5, o, "outline.whatif", "W"),

		shown(1, n, "taskname.keep", "enter", "ctrl+s"),
		shown(2, n, "taskname.indent", "tab"),
		shown(3, n, "taskname.outdent", "shift+tab"),
		shown(4, n, "taskname.leave", "esc", "ctrl+c"),
		on(n, "entry.clear", "ctrl+u"),
		on(n, "app.suspend", "ctrl+z"),

		shown(1, c, "record.open", "enter"),
		shown(2, c, "chain.down", "j", "down"),
		shown(3, c, "chain.up", "k", "up"),
		shown(4, c, "chain.values", "="),
		shown(5, c, "chain.leave", "esc", "ctrl+c"),
		on(c, "app.suspend", "ctrl+z"),

		shown(1, g, "ghost.accept", "enter"),
		shown(2, g, "ghost.leave", "esc", "ctrl+c"),
		shown(3, g, "ghost.longer", "+", "l"),
		shown(4, g, "ghost.shorter", "-", "h"),
		on(g, "ghost.longer5", "L"),
		on(g, "ghost.shorter5", "H"),
		shown(5, g, "ghost.later", "right"),
		shown(6, g, "ghost.earlier", "left"),
		on(g, "ghost.later5", "shift+right"),
		on(g, "ghost.earlier5", "shift+left"),
		on(g, "move.down", "j", "down"),
		on(g, "move.up", "k", "up"),
		on(g, "chart.left", "("),
		on(g, "chart.right", ")"),
		on(g, "chart.today", "T"),
		on(g, "chart.fit", "F"),
		on(g, "app.suspend", "ctrl+z"),
	}
}
