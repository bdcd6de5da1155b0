package act

// place describes a scope of the product: its heading in help and README, and
// how keys leave it.
type place struct {
	name, title string
	leak        Leak
	text        bool
}

// places lists the scopes in the order help and README show them. Text entries
// and dialogs leak nothing; what they need of the global keys they bind
// themselves, so that ctrl+c always cancels the nearest thing first.
var places = []place{
	{Global, "Everywhere", LeakNone, false},
	{"browse", "Lists", LeakAll, false},
	{"detail", "One record", LeakAll, false},
	{"chart", "Charts", LeakAll, false},
	{"today", "Today", LeakAll, false},
	{"triage", "Triage", LeakAll, false},
	{"triage.text", "Triage: words to the customer", LeakNone, true},
	{"form", "Forms", LeakNone, true},
	{"filter", "Filter line", LeakNone, true},
	{"palette", "Commands and search", LeakNone, true},
	{"help", "Keys", LeakNone, true},
	{"dialog", "Questions", LeakNone, false},
	{"job", "While work is under way", LeakAll, false},
}

// ScopeOf gives a scope of the product with its leak policy. An unknown name is
// a plain scope that leaks, so a pane may have one of its own.
func ScopeOf(name string) Scope {
	for _, p := range places {
		if p.name == name {
			return Scope{Name: name, Leak: p.leak, Text: p.text}
		}
	}
	return Scope{Name: name}
}

// TitleOf gives the heading of a scope, its own name when it has none.
func TitleOf(scope string) string {
	for _, p := range places {
		if p.name == scope {
			return p.title
		}
	}
	return scope
}

// Default is the product's own table.
func Default() (*Table, error) { return NewTable(Defs(), Bindings()) }

// on writes a binding without a place in the footer.
func on(scope string, action Name, keys ...string) Binding {
	return Binding{Scope: scope, Action: action, Keys: keys}
}

// shown writes a binding that stands in the footer.
func shown(rank int, scope string, action Name, keys ...string) Binding {
	return Binding{Scope: scope, Action: action, Keys: keys, Rank: rank}
}

// Bindings is every key of the product, scope by scope.
func Bindings() []Binding {
	var all []Binding
	for _, part := range [][]Binding{
		globalKeys(), browseKeys(), detailKeys(), todayKeys(), chartKeys(), triageKeys(),
		textKeys(), formKeys(), dialogKeys(),
	} {
		all = append(all, part...)
	}
	return all
}

func globalKeys() []Binding {
	g := Global
	return []Binding{
		on(g, "app.back", "esc"),
		shown(60, g, "pane.other", "tab", "shift+tab"),
		shown(61, g, "pane.zoom", "z"),
		shown(62, g, "app.triage", "t"),
		shown(63, g, "app.today", "d"),
		shown(70, g, "app.palette", ":"),
		shown(71, g, "app.help", "?"),
		shown(72, g, "app.undo", "u"),
		on(g, "app.redo", "U"),
		on(g, "app.search", "ctrl+f"),
		on(g, "history.back", "["),
		on(g, "history.forward", "]"),
		on(g, "tab.1", "1"), on(g, "tab.2", "2"), on(g, "tab.3", "3"), on(g, "tab.4", "4"), on(g, "tab.5", "5"),
		on(g, "tab.6", "6"), on(g, "tab.7", "7"), on(g, "tab.8", "8"), on(g, "tab.9", "9"), on(g, "tab.10", "0"),
		on(g, "app.suspend", "ctrl+z"),
		on(g, "app.cancel", "ctrl+c"),
		on(g, "app.quit", "q"),
	}
}

// moveKeys are the same wherever there are rows.
func moveKeys(scope string) []Binding {
	return []Binding{
		on(scope, "move.down", "j", "down"),
		on(scope, "move.up", "k", "up"),
		on(scope, "move.top", "g", "home"),
		on(scope, "move.bottom", "G", "end"),
		on(scope, "move.pagedown", "pgdown"),
		on(scope, "move.pageup", "pgup"),
		on(scope, "move.halfdown", "ctrl+d"),
		on(scope, "move.halfup", "ctrl+u"),
		on(scope, "move.left", "h", "left"),
		on(scope, "move.right", "l", "right"),
	}
}

func browseKeys() []Binding {
	s := "browse"
	return append([]Binding{
		shown(1, s, "record.open", "enter"),
		shown(2, s, "record.new", "n"),
		shown(3, s, "record.edit", "e"),
		on(s, "record.delete", "D"),
		shown(4, s, "list.filter", "/"),
		on(s, "list.mark", "space"),
		on(s, "list.markall", "*"),
		shown(8, s, "list.sort", "s"),
		on(s, "list.reverse", "S"),
		on(s, "list.columns", "v"),
		shown(5, s, "kind.next", "K"),
		on(s, "kind.prev", "B"),
		shown(6, s, "record.why", "="),
		on(s, "record.contact", "c"),
		on(s, "record.source", "o"),
		on(s, "record.copy", "y"),
	}, moveKeys(s)...)
}

func detailKeys() []Binding {
	s := "detail"
	return append([]Binding{
		shown(1, s, "detail.follow", "enter"),
		shown(2, s, "record.edit", "e"),
		shown(3, s, "detail.close", "esc"),
		shown(5, s, "record.why", "="),
		on(s, "record.contact", "c"),
		on(s, "record.source", "o"),
		on(s, "record.copy", "y"),
		on(s, "detail.next", "tab"),
		on(s, "detail.prev", "shift+tab"),
	}, moveKeys(s)...)
}

func todayKeys() []Binding {
	return append([]Binding{shown(1, "today", "record.open", "enter")}, moveKeys("today")...)
}

func chartKeys() []Binding {
	s := "chart"
	return []Binding{
		on(s, "scale.in", "+"),
		on(s, "scale.out", "-"),
	}
}

func triageKeys() []Binding {
	s := "triage"
	return append([]Binding{
		shown(1, s, "triage.accept", "a"),
		shown(2, s, "triage.contact", "c"),
		shown(3, s, "triage.wait", "w"),
		shown(4, s, "triage.snooze", "s"),
		shown(5, s, "triage.escalate", "E"),
		shown(6, s, "triage.link", "L"),
		shown(7, s, "triage.close", "x"),
		shown(8, s, "triage.reason", "X"),
		shown(9, s, "triage.repeat", "."),
		on(s, "list.mark", "space"),
		on(s, "triage.markalike", "*"),
		on(s, "triage.hat", "tab"),
		on(s, "triage.hatback", "shift+tab"),
		on(s, "record.why", "="),
		on(s, "record.edit", "e"),
		on(s, "record.open", "enter"),
		on(s, "record.source", "o"),
		on(s, "record.copy", "y"),
		on(s, "list.filter", "/"),
		on(s, "triage.view.1", "1"), on(s, "triage.view.2", "2"), on(s, "triage.view.3", "3"),
		on(s, "triage.view.4", "4"), on(s, "triage.view.5", "5"), on(s, "triage.view.6", "6"),
	}, moveKeys(s)...)
}

// textKeys are those of the one-line entries. ctrl+c leaves the entry, as esc
// does, and ctrl+z still suspends.
func textKeys() []Binding {
	t, f, p, h := "triage.text", "filter", "palette", "help"
	return []Binding{
		shown(1, t, "entry.send", "enter"),
		shown(2, t, "entry.leave", "esc", "ctrl+c"),
		on(t, "entry.clear", "ctrl+u"),
		on(t, "app.suspend", "ctrl+z"),

		shown(1, f, "filter.apply", "enter"),
		shown(2, f, "filter.clear", "esc", "ctrl+c"),
		on(f, "entry.clear", "ctrl+u"),
		on(f, "move.down", "down", "ctrl+n"),
		on(f, "move.up", "up", "ctrl+p"),
		on(f, "move.pagedown", "pgdown"),
		on(f, "move.pageup", "pgup"),
		on(f, "app.suspend", "ctrl+z"),

		shown(1, p, "palette.run", "enter"),
		shown(2, p, "palette.close", "esc", "ctrl+c"),
		on(p, "entry.clear", "ctrl+u"),
		on(p, "move.down", "down", "ctrl+n"),
		on(p, "move.up", "up", "ctrl+p"),
		on(p, "move.pagedown", "pgdown"),
		on(p, "move.pageup", "pgup"),
		on(p, "app.suspend", "ctrl+z"),

		shown(1, h, "help.close", "esc", "ctrl+c", "enter"),
		on(h, "entry.clear", "ctrl+u"),
		on(h, "move.down", "down", "ctrl+n"),
		on(h, "move.up", "up", "ctrl+p"),
		on(h, "move.pagedown", "pgdown"),
		on(h, "move.pageup", "pgup"),
		on(h, "app.suspend", "ctrl+z"),
	}
}

func formKeys() []Binding {
	s := "form"
	return []Binding{
		shown(1, s, "form.save", "ctrl+s"),
		shown(2, s, "form.enter", "enter"),
		shown(3, s, "form.next", "tab"),
		on(s, "form.prev", "shift+tab"),
		on(s, "move.down", "down", "ctrl+n"),
		on(s, "move.up", "up", "ctrl+p"),
		on(s, "move.pagedown", "pgdown"),
		on(s, "move.pageup", "pgup"),
		shown(4, s, "form.editor", "ctrl+e"),
		on(s, "entry.clear", "ctrl+u"),
		shown(5, s, "form.close", "esc", "ctrl+c"),
		on(s, "app.suspend", "ctrl+z"),
	}
}

func dialogKeys() []Binding {
	d := "dialog"
	return []Binding{
		on(d, "dialog.yes", "y"),
		on(d, "dialog.no", "n"),
		shown(3, d, "dialog.ok", "enter"),
		shown(4, d, "dialog.cancel", "esc", "ctrl+c"),
		on(d, "move.down", "j", "down", "tab"),
		on(d, "move.up", "k", "up", "shift+tab"),
		on(d, "move.left", "h", "left"),
		on(d, "move.right", "l", "right"),
		on(d, "app.suspend", "ctrl+z"),
		shown(1, "job", "job.cancel", "esc", "ctrl+c"),
	}
}
