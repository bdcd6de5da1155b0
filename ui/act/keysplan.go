package act

// planDefs are what a plan is held against: baselines, milestones, scenarios; and what it is begun
// from.
func planDefs() []Def {
	numbers := []Choice{{"n", "the next free number"}}
	for _, n := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		numbers = append(numbers, Choice{n, "number " + n})
	}
	return []Def{
		{Name: "baseline.take", Title: "Take a baseline", Short: "baseline", Default: "n", Choices: append(numbers, Choice{"t", "number 10"}),
			Help: "Keeps the plan of the project as it is now under a number; one that was taken is replaced. b again takes the next free number."},
		{Name: "variance.base", Title: "Against another baseline", Short: "baseline", Help: "Compares with the next baseline of the project."},
		{Name: "variance.with", Title: "Baseline with baseline", Short: "with", Help: "Compares another baseline with this one instead of the plan as it is now."},
		{Name: "plan.correct", Title: "Corrective action", Short: "correct", Help: "Adds a corrective action for the task: what is off, who, and by when."},
		{Name: "scenario.add", Title: "New task in the scenario", Short: "new task", Help: "Adds a task to the scenario: its name, and how long it takes."},
		{Name: "scenario.next", Title: "Next scenario", Short: "scenario", Help: "Shows the tasks of the scenario in the next column."},
		{Name: "scenario.prev", Title: "Previous scenario", Help: "Shows the tasks of the scenario in the column before."},
		{Name: "scenario.drop", Title: "Drop the scenario", Short: "drop", Help: "Gives the scenario up; the plan stays as it is."},
		{Name: "scenario.all", Title: "All tasks or only what moves", Short: "all/moved", Help: "Shows the whole outline of the scenario, or only the tasks that it changes."},
		{Name: "template.plan", Title: "Template", Short: "template", Default: "u", Choices: []Choice{{"u", "fill the project, or begin one"}, {"n", "begin a new project"}, {"s", "save the project as one"}},
			Help: "Begins a plan from a template, or makes one of the project at hand. P again fills an empty project, else begins a new one."},
		{Name: "project.first", Title: "Open the project", Short: "open plan", Help: "Goes to the first view of the project's method: outline with time chart, sprint, or board."},
	}
}

// planKeys are those of the pages about them.
func planKeys() []Binding {
	g, v, m, c, o := Global, "variance", "slip", "scenario", "scope"
	out := []Binding{
		on(g, "baseline.take", "b"),
		on(g, "template.plan", "P"),
		on(g, "project.first", "O"),

		shown(1, v, "record.open", "enter"),
		shown(2, v, "plan.correct", "!"),
		shown(3, v, "variance.base", "v"),
		shown(4, v, "variance.with", "V"),
		shown(5, v, "baseline.take", "b"),
		shown(6, v, "list.sort", "s"),
		shown(7, v, "record.why", "="),
		on(v, "record.edit", "e"),
		on(v, "record.delete", "D"),
		on(v, "record.copy", "y"),

		shown(1, m, "record.open", "enter"),
		shown(2, m, "plan.correct", "!"),
		shown(3, m, "record.why", "="),
		shown(4, m, "baseline.take", "b"),
		on(m, "record.edit", "e"),
		on(m, "record.copy", "y"),

		shown(1, o, "record.open", "enter"),
		shown(2, o, "record.act", "a"),
		shown(3, o, "record.edit", "e"),
		on(o, "record.copy", "y"),

		shown(1, c, "record.new", "n"),
		shown(2, c, "record.set", "i"),
		shown(3, c, "scenario.add", "N"),
		shown(4, c, "record.link", "&"),
		shown(5, c, "record.delete", "D"),
		shown(6, c, "detail.restore", "r"),
		shown(7, c, "record.act", "a"),
		shown(8, c, "scenario.drop", "ctrl+x"),
		shown(9, c, "scenario.next", "}"),
		on(c, "scenario.prev", "{"),
		on(c, "scenario.all", "v"),
		on(c, "record.open", "enter"),
		on(c, "record.edit", "e"),
		on(c, "record.copy", "y"),
		on(c, "record.why", "="),
		on(c, "scale.in", "+"),
		on(c, "scale.out", "-"),
		on(c, "chart.left", "shift+left", "("),
		on(c, "chart.right", "shift+right", ")"),
		on(c, "chart.today", "T"),
		on(c, "chart.fit", "F"),
	}
	for _, s := range []string{v, m, c, o} {
		out = append(out, moveKeys(s)...)
	}
	return out
}
