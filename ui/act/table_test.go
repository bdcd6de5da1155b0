package act

import (
	"slices"
	"strings"
	"testing"
)

func def(name Name) Def { return Def{Name: name, Title: "T " + string(name), Help: "Does it."} }

func TestNewTableReportsFaults(t *testing.T) {
	verb := def("verb")
	verb.Choices = []Choice{{"a", "one"}, {"b", "two"}}
	change := func(f func(*Def)) []Def {
		d := verb
		d.Choices = slices.Clone(verb.Choices)
		f(&d)
		return []Def{d}
	}
	bindVerb := []Binding{on("s", "verb", "v")}
	tests := []struct {
		name  string
		defs  []Def
		binds []Binding
		want  string
	}{
		{"unknown action", nil, []Binding{on("s", "ghost", "g")}, `unknown action "ghost"`},
		{"key twice", []Def{def("a"), def("b")}, []Binding{on("s", "a", "x"), on("s", "b", "x")}, `key "x" is bound to "a" and to "b"`},
		{"key twice in one binding", []Def{def("a")}, []Binding{on("s", "a", "x", "x")}, `key "x"`},
		{"defined twice", []Def{def("a"), def("a")}, nil, "defined twice"},
		{"no help", []Def{{Name: "a", Title: "A", Help: "  "}}, nil, "line of help"},
		{"no title", []Def{{Name: "a", Help: "h"}}, nil, "a title"},
		{"no key", []Def{def("a")}, []Binding{on("s", "a")}, "without a key"},
		{"empty key", []Def{def("a")}, []Binding{on("s", "a", "")}, "empty key"},
		{"no scope", []Def{def("a")}, []Binding{on("", "a", "x")}, "or a scope"},
		{"default without choices", change(func(d *Def) { d.Choices, d.Default = nil, "a" }), nil, "no choices"},
		{"strange default", change(func(d *Def) { d.Default = "z" }), nil, "none of its choices"},
		{"choice twice", change(func(d *Def) { d.Choices[1].Key = "a" }), nil, `choice "a" twice`},
		{"choice without title", change(func(d *Def) { d.Choices[1].Title = "" }), nil, "without key or title"},
		{"choice that leaves", change(func(d *Def) { d.Choices[1].Key = "esc" }), nil, "leaves the verb"},
		{"choice is the key", change(func(d *Def) { d.Choices[1].Key = "v" }), bindVerb, "both the key and a choice"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			tab, err := NewTable(tc.defs, tc.binds)
			if err == nil || tab != nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one with %q", err, tc.want)
			}
		})
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := NewTable([]Def{{Name: "a"}}, []Binding{on("s", "b", "x"), on("s", "c", "x")})
	for _, want := range []string{`"a"`, `"b"`, `"c"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not name %s", err, want)
		}
	}
}

func TestSameKeyInTwoScopes(t *testing.T) {
	tab, err := NewTable([]Def{def("a"), def("b")}, []Binding{on("in", "a", "x"), on("out", "b", "x")})
	if err != nil {
		t.Fatal(err)
	}
	if got := tab.Keys("in", "a"); !slices.Equal(got, []string{"x"}) {
		t.Errorf("Keys = %v", got)
	}
	if tab.Keys("in", "b") != nil || tab.Keys("nowhere", "a") != nil {
		t.Error("keys of another scope")
	}
	if _, ok := tab.Def("ghost"); ok {
		t.Error("a ghost is defined")
	}
}

func product(t testing.TB) *Table {
	t.Helper()
	tab, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestRebind(t *testing.T) {
	tab := product(t)
	moved, err := tab.Rebind(map[Name][]string{"app.undo": {"ctrl+y"}, "move.down": {"s-down", "m"}})
	if err != nil {
		t.Fatal(err)
	}
	chain := Chain{ScopeOf("browse"), ScopeOf(Global)}
	for key, want := range map[string]Name{"ctrl+y": "app.undo", "m": "move.down", "u": "", "j": "", "n": "record.new"} {
		if got := NewDispatcher(moved).Press(chain, key, ""); got.Action != want {
			t.Errorf("%q runs %q, want %q", key, got.Action, want)
		}
	}
	if got := NewDispatcher(tab).Press(chain, "u", "u"); got.Action != "app.undo" {
		t.Errorf("the old table changed: %q", got.Action)
	}
	if got := moved.Keys("triage", "move.down"); !slices.Equal(got, []string{"s-down", "m"}) {
		t.Errorf("another scope kept %v", got)
	}
}

func TestRebindReportsClashes(t *testing.T) {
	tab := product(t)
	tests := []struct {
		name string
		keys map[Name][]string
		want string
	}{
		{"taken key", map[Name][]string{"record.new": {"e"}}, `scope "browse": key "e"`},
		{"unknown action", map[Name][]string{"ghost": {"g"}}, `cannot rebind "ghost"`},
		{"no key left", map[Name][]string{"record.new": nil}, "without a key"},
		{"verb on its choice", map[Name][]string{"triage.wait": {"v"}}, "both the key and a choice"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := tab.Rebind(tc.keys); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one with %q", err, tc.want)
			}
		})
	}
}
