package act

// pmDefs are the actions of the pictures of a project: its board, sprints, flow and network.
func pmDefs() []Def {
	return []Def{
		{Name: "card.on", Title: "Move the card on", Short: "on", Help: "Moves the card to the next column, or the task from the backlog into the sprint. Into the last column it is done."},
		{Name: "card.back", Title: "Move the card back", Short: "back", Help: "Moves the card to the column before, or the task from the sprint back into the backlog."},
		{Name: "card.down", Title: "Move the card down", Short: "down", Help: "Puts the card below the next one of its column or list."},
		{Name: "card.up", Title: "Move the card up", Short: "up", Help: "Puts the card above the one before it."},
		{Name: "board.lanes", Title: "Lanes", Short: "lanes", Help: "Parts the board by person, then by deliverable, then not at all."},
		{Name: "board.sprint", Title: "Only this sprint", Short: "sprint", Help: "Shows the cards of the sprint under way alone, or all of them again."},
		{Name: "sprint.act", Title: "Start or close the sprint", Short: "start/close", Help: "Starts a planned sprint, closes the one under way: what is not done goes to the next one or to the backlog."},
		{Name: "sprint.next", Title: "Next sprint", Short: "sprint", Help: "Shows the sprint after this one."},
		{Name: "sprint.prev", Title: "Previous sprint", Help: "Shows the sprint before."},
		{Name: "sprint.new", Title: "New sprint", Short: "new", Help: "Starts a sprint after the last one, of the same length."},
		{Name: "network.more", Title: "More of the network", Short: "more", Help: "Shows the critical path, then also what is near it, then all tasks, as far as that stays readable."},
	}
}

// pmKeys are those of the pictures of a project.
func pmKeys() []Binding {
	b, s, f, n := "board", "sprint", "flow", "network"
	out := []Binding{
		shown(1, b, "record.open", "enter"),
		shown(2, b, "card.back", "<", "shift+left"),
		shown(3, b, "card.on", ">", "shift+right"),
		on(b, "card.down", "J", "shift+down"),
		on(b, "card.up", "K", "shift+up"),
		shown(4, b, "board.lanes", "v"),
		shown(5, b, "board.sprint", "s"),
		shown(6, b, "record.new", "n"),
		shown(7, b, "record.edit", "e"),

		shown(1, s, "record.open", "enter"),
		shown(2, s, "card.back", "<", "shift+left"),
		shown(3, s, "card.on", ">", "shift+right"),
		on(s, "card.down", "J", "shift+down"),
		on(s, "card.up", "K", "shift+up"),
		shown(4, s, "sprint.act", "a"),
		shown(5, s, "sprint.next", "}"),
		on(s, "sprint.prev", "{"),
		shown(6, s, "sprint.new", "n"),
		shown(7, s, "record.edit", "e"),
		on(s, "list.mark", "space"),

		shown(1, f, "record.open", "enter"),
		shown(2, f, "scale.in", "+"),
		shown(3, f, "scale.out", "-"),

		shown(1, n, "record.open", "enter"),
		shown(2, n, "network.more", "v"),
		shown(3, n, "scale.in", "+"),
		shown(4, n, "scale.out", "-"),
		on(n, "chart.left", "shift+left", "("),
		on(n, "chart.right", "shift+right", ")"),
		on(n, "chart.today", "T"),
	}
	for _, scope := range []string{b, s, f, n} {
		out = append(out, moveKeys(scope)...)
	}
	return out
}
