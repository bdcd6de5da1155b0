package act

import "sync"

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
	{"outline", "The outline of a plan", LeakAll, false},
	{"taskname", "The name of a new task", LeakNone, true},
	{"chain", "Why a date is as it is", LeakNone, false},
	{"ghost", "What would move", LeakNone, false},
	{"chart", "Charts", LeakAll, false},
	{"today", "Today", LeakAll, false},
	{"account", "A customer's page", LeakAll, false},
	{"triage", "Triage", LeakAll, false},
	{"triage.text", "Triage: words to the customer", LeakNone, true},
	{"logline", "A contact in a sentence", LeakNone, true},
	{"board", "Board", LeakAll, false},
	{"sprint", "Sprints", LeakAll, false},
	{"flow", "Flow of work", LeakAll, false},
	{"network", "Network", LeakAll, false},
	{"variance", "Variances", LeakAll, false},
	{"slip", "Milestones", LeakAll, false},
	{"scenario", "Scenarios", LeakAll, false},
	{"scope", "Scope", LeakAll, false},
	{"handover", "Handover to service", LeakAll, false},
	{"page", "Pages over both panes", LeakAll, false},
	{"form", "Forms", LeakNone, true},
	{"cell", "One value", LeakNone, true},
	{"rows", "Rows of a list", LeakNone, true},
	{"filter", "Filter line", LeakNone, true},
	{"columns", "Columns", LeakNone, false},
	{"views", "Saved views", LeakNone, true},
	{"naming", "The name of a view", LeakNone, true},
	{"palette", "Commands", LeakNone, true},
	{"search", "Search everything", LeakNone, true},
	{"help", "Keys", LeakNone, true},
	{"mapping", "Columns of an import", LeakNone, false},
	{"path", "A path", LeakNone, true},
	{"reader", "A text to read", LeakNone, false},
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

// Default is the product's own table: one for all, for it is asked for three times at a start.
func Default() (*Table, error) { return defaultTable() }

var defaultTable = sync.OnceValues(func() (*Table, error) { return NewTable(Defs(), Bindings()) })

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
		globalKeys(), browseKeys(), outlineKeys(), detailKeys(), todayKeys(), handoverKeys(), accountKeys(), incidentKeys(), chartKeys(), triageKeys(), pmKeys(), planKeys(), pageKeys(),
		textKeys(), listKeys(), searchKeys(), formKeys(), valueKeys(), fileKeys(), dialogKeys(),
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
		on(g, "app.asof", "@"),
		on(g, "app.report", "R"),
		on(g, "app.brief", "B"),
		on(g, "app.brief.on", "alt+b"),
		shown(64, g, "app.show", "p"),
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
		shown(9, s, "list.view", "v"),
		shown(5, s, "kind.next", "}"),
		on(s, "kind.prev", "{"),
		shown(6, s, "record.why", "="),
		on(s, "record.contact", "c"),
		on(s, "record.source", "o"),
		on(s, "record.copy", "y"),
		shown(7, s, "record.set", "i"),
		on(s, "record.link", "&"),
		on(s, "record.act", "a"),
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
		on(s, "record.act", "a"),
		on(s, "record.copy", "y"),
		on(s, "record.delete", "D"),
		shown(4, s, "record.set", "i"),
		shown(6, s, "record.link", "&"),
		shown(7, s, "detail.unlink", "backspace", "delete"),
		shown(8, s, "detail.restore", "r"),
		on(s, "detail.next", "tab"),
		on(s, "detail.prev", "shift+tab"),
	}, moveKeys(s)...)
}

// handoverKeys are those of the page that hands a project over.
func handoverKeys() []Binding {
	s := "handover"
	return append([]Binding{
		shown(1, s, "handover.tick", "x"),
		shown(2, s, "record.set", "i"),
		shown(3, s, "record.new", "n"),
		shown(4, s, "record.act", "a"),
		shown(5, s, "record.open", "enter"),
		shown(6, s, "handover.none", "~"),
		on(s, "record.edit", "e"),
		on(s, "record.delete", "D"),
	}, moveKeys(s)...)
}

func todayKeys() []Binding {
	s := "today"
	return append([]Binding{
		shown(1, s, "record.open", "enter"),
		shown(2, s, "record.contact", "c"),
		shown(3, s, "record.act", "a"),
		shown(4, s, "record.edit", "e"),
		shown(5, s, "record.why", "="),
		on(s, "record.copy", "y"),
	}, moveKeys(s)...)
}

// accountKeys are those of a customer's page.
func accountKeys() []Binding {
	s := "account"
	return append([]Binding{
		shown(1, s, "record.open", "enter"),
		shown(2, s, "record.contact", "c"),
		shown(3, s, "record.new", "n"),
		shown(4, s, "record.edit", "e"),
		shown(5, s, "record.why", "="),
		shown(7, s, "detail.next", "tab"),
		on(s, "detail.prev", "shift+tab"),
		shown(9, s, "account.since", "s"),
		on(s, "record.act", "a"),
		on(s, "record.copy", "y"),
	}, moveKeys(s)...)
}

// pageKeys are those of a page that covers both panes, whatever it shows: the way back, in sight.
func pageKeys() []Binding { return []Binding{shown(73, "page", "app.back", "esc")} }

func chartKeys() []Binding {
	s := "chart"
	return []Binding{
		shown(10, s, "scale.in", "+"),
		shown(11, s, "scale.out", "-"),
		on(s, "chart.left", "shift+left", "("),
		on(s, "chart.right", "shift+right", ")"),
		shown(12, s, "chart.today", "T"),
		shown(13, s, "chart.fit", "F"),
		shown(72, s, "chart.toggle", "C"),
	}
}

func triageKeys() []Binding {
	s := "triage"
	return append([]Binding{
		shown(1, s, "triage.accept", "a"),
		shown(2, s, "triage.contact", "c"),
		shown(3, s, "triage.wait", "w"),
		shown(12, s, "triage.waituntil", "W"),
		shown(4, s, "triage.snooze", "s"),
		shown(5, s, "triage.escalate", "E"),
		shown(6, s, "triage.link", "L"),
		shown(7, s, "triage.close", "x"),
		shown(8, s, "triage.reason", "X"),
		shown(9, s, "triage.repeat", "."),
		shown(11, s, "list.mark", "space"),
		on(s, "triage.markalike", "*"),
		shown(10, s, "triage.markgroup", "M"),
		on(s, "triage.hat", "tab"),
		on(s, "triage.hatback", "shift+tab"),
		on(s, "record.why", "="),
		on(s, "record.edit", "e"),
		on(s, "record.open", "enter"),
		on(s, "record.source", "o"),
		on(s, "triage.copy", "y"),
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

		shown(1, "logline", "logline.send", "enter"),
		shown(2, "logline", "logline.next", "tab", "down"),
		on("logline", "logline.prev", "shift+tab", "up"),
		shown(3, "logline", "logline.leave", "esc", "ctrl+c"),
		on("logline", "entry.clear", "ctrl+u"),
		on("logline", "app.suspend", "ctrl+z"),

		shown(1, f, "filter.apply", "enter"),
		shown(2, f, "filter.complete", "tab"),
		shown(3, f, "filter.clear", "esc", "ctrl+c"),
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

// searchKeys are those of the search over everything.
func searchKeys() []Binding {
	s := "search"
	return []Binding{
		shown(1, s, "search.open", "enter"),
		shown(2, s, "search.place", "ctrl+o"),
		shown(3, s, "search.kind", "tab"),
		on(s, "search.kindback", "shift+tab"),
		shown(4, s, "search.close", "esc", "ctrl+c"),
		on(s, "entry.clear", "ctrl+u"),
		on(s, "move.down", "down", "ctrl+n"),
		on(s, "move.up", "up", "ctrl+p"),
		on(s, "move.pagedown", "pgdown"),
		on(s, "move.pageup", "pgup"),
		on(s, "move.top", "ctrl+home"),
		on(s, "move.bottom", "ctrl+end"),
		on(s, "app.suspend", "ctrl+z"),
	}
}

// listKeys are those of the overlays that belong to a list: its columns, its saved views.
func listKeys() []Binding {
	c, v, n := "columns", "views", "naming"
	out := []Binding{
		shown(1, c, "columns.toggle", "space"),
		shown(2, c, "columns.keep", "enter"),
		shown(3, c, "columns.leave", "esc", "ctrl+c"),
		shown(4, c, "columns.later", "J", "shift+down"),
		shown(5, c, "columns.earlier", "K", "shift+up"),
		shown(6, c, "columns.find", "/"),
		shown(7, c, "columns.wider", "l", "right", "+"),
		shown(8, c, "columns.narrower", "h", "left", "-"),
		shown(9, c, "columns.usual", "x"),
		on(c, "app.suspend", "ctrl+z"),

		shown(1, v, "views.show", "enter"),
		shown(2, v, "views.later", "J", "shift+down"),
		shown(3, v, "views.earlier", "K", "shift+up"),
		shown(4, v, "views.rename", "e"),
		shown(5, v, "views.delete", "D"),
		shown(6, v, "views.leave", "esc", "ctrl+c"),
		on(v, "app.suspend", "ctrl+z"),

		shown(1, n, "naming.keep", "enter"),
		shown(2, n, "naming.leave", "esc", "ctrl+c"),
		on(n, "entry.clear", "ctrl+u"),
		on(n, "app.suspend", "ctrl+z"),
	}
	for _, s := range []string{c, v} {
		out = append(out,
			on(s, "move.down", "j", "down"), on(s, "move.up", "k", "up"), on(s, "move.top", "g", "home"), on(s, "move.bottom", "G", "end"),
			on(s, "move.pagedown", "pgdown"), on(s, "move.pageup", "pgup"))
	}
	return out
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
		on(s, "form.discard", "ctrl+x"),
		shown(6, s, "form.more", "ctrl+o"),
		shown(7, s, "form.find", "ctrl+f"),
		on(s, "app.suspend", "ctrl+z"),
	}
}

// valueKeys are those of an entry on one value, and of the rows of a list.
func valueKeys() []Binding {
	c, r := "cell", "rows"
	return []Binding{
		shown(1, c, "cell.save", "enter", "ctrl+s"),
		shown(2, c, "cell.next", "tab"),
		on(c, "cell.prev", "shift+tab"),
		shown(3, c, "form.editor", "ctrl+e"),
		shown(4, c, "cell.leave", "esc", "ctrl+c"),
		on(c, "move.down", "down", "ctrl+n"),
		on(c, "move.up", "up", "ctrl+p"),
		on(c, "entry.clear", "ctrl+u"),
		on(c, "app.suspend", "ctrl+z"),

		shown(1, r, "rows.next", "tab"),
		on(r, "rows.prev", "shift+tab"),
		shown(2, r, "rows.enter", "enter"),
		shown(3, r, "rows.add", "ctrl+o"),
		shown(4, r, "rows.remove", "ctrl+d"),
		shown(5, r, "rows.down", "alt+down", "shift+down"),
		on(r, "rows.up", "alt+up", "shift+up"),
		shown(6, r, "rows.done", "esc", "ctrl+s", "ctrl+c"),
		on(r, "move.down", "down", "ctrl+n"),
		on(r, "move.up", "up", "ctrl+p"),
		on(r, "entry.clear", "ctrl+u"),
		on(r, "app.suspend", "ctrl+z"),
	}
}

// fileKeys are those of what goes out and comes in: the columns of an import, the path of an export.
func fileKeys() []Binding {
	s, p := "mapping", "path"
	return []Binding{
		shown(1, s, "mapping.take", "enter"),
		shown(2, s, "mapping.choose", "space", "e"),
		shown(3, s, "mapping.skip", "x"),
		shown(4, s, "mapping.id", "i"),
		shown(5, s, "mapping.kind", "K"),
		shown(6, s, "mapping.sheet", "s"),
		shown(7, s, "mapping.leave", "esc", "ctrl+c"),
		on(s, "move.down", "j", "down"), on(s, "move.up", "k", "up"), on(s, "move.top", "g", "home"), on(s, "move.bottom", "G", "end"),
		on(s, "move.pagedown", "pgdown"), on(s, "move.pageup", "pgup"),
		on(s, "app.suspend", "ctrl+z"),

		shown(1, p, "path.take", "enter"),
		shown(2, p, "path.complete", "tab"),
		shown(3, p, "path.leave", "esc", "ctrl+c"),
		on(p, "entry.clear", "ctrl+u"),
		on(p, "app.suspend", "ctrl+z"),
	}
}

func dialogKeys() []Binding {
	d := "dialog"
	return append(readerKeys(), []Binding{
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
	}...)
}

func readerKeys() []Binding {
	s := "reader"
	keys := []Binding{
		shown(1, s, "reader.accept", "enter"),
		shown(2, s, "reader.edit", "e"),
		shown(3, s, "reader.copy", "y"),
		shown(4, s, "dialog.cancel", "esc", "q", "ctrl+c"),
		on(s, "app.suspend", "ctrl+z"),
	}
	for _, b := range moveKeys(s) {
		if b.Action != "move.left" && b.Action != "move.right" {
			keys = append(keys, b)
		}
	}
	return keys
}
