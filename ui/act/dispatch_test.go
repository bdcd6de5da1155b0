package act

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// small is a table of three nested scopes and a text entry.
func small(t testing.TB) *Table {
	t.Helper()
	verb := def("verb")
	verb.Choices, verb.Default = []Choice{{"1", "days"}, {"2", "days"}, {"m", "Monday"}}, "1"
	bare := def("bare")
	bare.Choices = []Choice{{"y", "yes"}}
	tab, err := NewTable(
		[]Def{def("in"), def("mid"), def("out"), def("quit"), def("enter"), verb, bare},
		[]Binding{
			on("inner", "in", "a"), on("inner", "verb", "v", "V"), on("inner", "bare", "b"),
			on("middle", "mid", "a", "m"),
			on(Global, "out", "a", "m", "o"), on(Global, "quit", "q", "ctrl+c"),
			on("text", "enter", "enter"),
		})
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func chainOf(leak Leak) Chain {
	return Chain{{Name: "inner", Leak: leak}, {Name: "middle"}, {Name: Global, Leak: LeakNone}}
}

func TestRouting(t *testing.T) {
	text := func(leak Leak) Chain {
		return append(Chain{{Name: "text", Text: true, Leak: leak}}, chainOf(LeakAll)...)
	}
	tests := []struct {
		name      string
		chain     Chain
		key, text string
		want      Result
	}{
		{"inner wins", chainOf(LeakAll), "a", "a", Result{Kind: Run, Action: "in", Scope: "inner"}},
		{"leaks to the next", chainOf(LeakAll), "m", "m", Result{Kind: Run, Action: "mid", Scope: "middle"}},
		{"leaks all the way", chainOf(LeakAll), "o", "o", Result{Kind: Run, Action: "out", Scope: Global}},
		{"skips to global", chainOf(LeakGlobal), "m", "m", Result{Kind: Run, Action: "out", Scope: Global}},
		{"leaks nothing", chainOf(LeakNone), "o", "o", Result{}},
		{"nobody wants it", chainOf(LeakAll), "z", "z", Result{}},
		{"no chain", nil, "a", "a", Result{}},
		{"no global to skip to", chainOf(LeakGlobal)[:2], "m", "m", Result{}},
		{"text is typed", text(LeakNone), "q", "q", Result{Kind: Text, Scope: "text"}},
		{"typed before leaking", text(LeakAll), "q", "q", Result{Kind: Text, Scope: "text"}},
		{"a blank is typed", text(LeakNone), "space", " ", Result{Kind: Text, Scope: "text"}},
		{"several runes", text(LeakNone), "日本", "日本", Result{Kind: Text, Scope: "text"}},
		{"bound in the entry", text(LeakNone), "enter", "", Result{Kind: Run, Action: "enter", Scope: "text"}},
		{"left to the widget", text(LeakNone), "left", "", Result{Kind: Ignored, Scope: "text"}},
		{"control is no text", text(LeakNone), "ctrl+c", "\x03", Result{Kind: Ignored, Scope: "text"}},
		{"control leaks", text(LeakAll), "ctrl+c", "", Result{Kind: Run, Action: "quit", Scope: Global}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := NewDispatcher(small(t)).Press(tc.chain, tc.key, tc.text); got != tc.want {
				t.Errorf("Press = %+v, want %+v", got, tc.want)
			}
		})
	}
}

func TestDisabledSaysWhy(t *testing.T) {
	chain := chainOf(LeakAll)
	chain[0].Enabled = func(n Name) (bool, string) { return n != "in" && n != "verb", "no row" }
	d := NewDispatcher(small(t))
	want := Result{Kind: Disabled, Action: "in", Scope: "inner", Reason: "no row"}
	if got := d.Press(chain, "a", "a"); got != want {
		t.Errorf("Press = %+v, want %+v: a disabled key does not leak", got, want)
	}
	if got := d.Press(chain, "v", "v"); got.Kind != Disabled {
		t.Errorf("verb = %+v", got)
	}
	if _, pending := d.Pending(); pending {
		t.Error("a disabled verb waits for its argument")
	}
	if got := d.Press(chain, "b", "b"); got.Kind != Pending {
		t.Errorf("enabled verb = %+v", got)
	}
}

func TestPendingVerb(t *testing.T) {
	tests := []struct {
		name string
		keys string
		want Result
		open bool
	}{
		{"waits", "v", Result{Kind: Pending, Action: "verb", Scope: "inner"}, true},
		{"a choice", "v m", Result{Kind: Run, Action: "verb", Arg: "m", Scope: "inner"}, false},
		{"its own key: the default", "v v", Result{Kind: Run, Action: "verb", Arg: "1", Scope: "inner"}, false},
		{"its other key too", "V V", Result{Kind: Run, Action: "verb", Arg: "1", Scope: "inner"}, false},
		{"no default: still waits", "b b", Result{Kind: Pending, Action: "bare", Scope: "inner"}, true},
		{"leaks nothing", "v q", Result{Kind: Pending, Action: "verb", Scope: "inner"}, true},
		{"waits on after a stray key", "v q 2", Result{Kind: Run, Action: "verb", Arg: "2", Scope: "inner"}, false},
		{"esc leaves", "v esc", Result{Kind: Cancelled, Action: "verb", Scope: "inner"}, false},
		{"ctrl+c cancels before it quits", "v ctrl+c", Result{Kind: Cancelled, Action: "verb", Scope: "inner"}, false},
		{"free again afterwards", "v esc q", Result{Kind: Run, Action: "quit", Scope: Global}, false},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			d := NewDispatcher(small(t))
			var got Result
			for _, key := range strings.Fields(tc.keys) {
				got = d.Press(chainOf(LeakAll), key, key)
			}
			if got.Kind == Pending && !strings.Contains(got.Reason, "esc leaves") {
				t.Errorf("Reason %q does not say what to press", got.Reason)
			}
			got.Reason = ""
			if got != tc.want {
				t.Errorf("Press = %+v, want %+v", got, tc.want)
			}
			if _, open := d.Pending(); open != tc.open {
				t.Errorf("pending = %v, want %v", open, tc.open)
			}
		})
	}
}

// TestVerbIsAskedTwice: what may be done when a verb begins may no longer be when its argument comes.
func TestVerbIsAskedTwice(t *testing.T) {
	may := true
	chain := chainOf(LeakAll)
	chain[0].Enabled = func(Name) (bool, string) { return may, "nothing is there" }
	for _, key := range []string{"2", "v"} {
		d := NewDispatcher(small(t))
		may = true
		if r := d.Press(chain, "v", "v"); r.Kind != Pending {
			t.Fatalf("%+v", r)
		}
		may = false
		if r := d.Press(chain, key, key); r.Kind != Disabled || r.Action != "verb" || r.Reason != "nothing is there" {
			t.Errorf("%s: %+v", key, r)
		}
		if _, pending := d.Pending(); pending {
			t.Errorf("%s: it still waits", key)
		}
	}
}

func TestPromptNamesChoices(t *testing.T) {
	d := NewDispatcher(small(t))
	got := d.Press(chainOf(LeakAll), "v", "v").Reason
	if want := "T verb: 1-2 days, m Monday; esc leaves"; got != want {
		t.Errorf("Reason = %q, want %q", got, want)
	}
}

func TestResetAndSetTable(t *testing.T) {
	d := NewDispatcher(small(t))
	d.Press(chainOf(LeakAll), "v", "v")
	d.Reset()
	if _, open := d.Pending(); open {
		t.Error("Reset leaves the verb waiting")
	}
	d.Press(chainOf(LeakAll), "v", "v")
	d.SetTable(product(t))
	if _, open := d.Pending(); open {
		t.Error("SetTable leaves the verb waiting")
	}
	if d.Table().find(Global, "q") == nil {
		t.Error("SetTable has no effect")
	}
}

// What a press does agrees with what footer and help claim, for any chain.
func TestHelpAgreesWithPress(t *testing.T) {
	tab := product(t)
	var names, keys []string
	for _, p := range places {
		names = append(names, p.name)
	}
	for _, r := range tab.All() {
		keys = append(keys, r.Keys...)
	}
	rapid.Check(t, func(t *rapid.T) {
		var chain Chain
		for _, n := range rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, 4, rapid.ID[string]).Draw(t, "scopes") {
			sc := ScopeOf(n)
			sc.Leak = Leak(rapid.IntRange(0, 2).Draw(t, "leak"))
			chain = append(chain, sc)
		}
		key := rapid.SampledFrom(keys).Draw(t, "key")
		text := ""
		if runeKey(key) {
			text = strings.Replace(key, "space", " ", 1)
		}
		var listed Name
		for _, s := range tab.Help(chain) {
			for _, r := range s.Rows {
				for _, k := range r.Keys {
					if k == key {
						listed = r.Action
					}
				}
			}
		}
		got := NewDispatcher(tab).Press(chain, key, text)
		if got.Kind == Text || got.Kind == Ignored {
			got.Action = ""
		}
		if got.Action != listed {
			t.Fatalf("%q does %q, help says %q", key, got.Action, listed)
		}
	})
}

func TestPressCostsNothing(t *testing.T) {
	d := NewDispatcher(product(t))
	chain := Chain{ScopeOf("browse"), ScopeOf(Global)}
	for _, key := range []string{"j", "q", "ctrl+f", "F9"} {
		if n := testing.AllocsPerRun(100, func() { d.Press(chain, key, "") }); n != 0 {
			t.Errorf("%q allocates %v times", key, n)
		}
	}
}

func BenchmarkPress(b *testing.B) {
	d := NewDispatcher(product(b))
	chain := Chain{ScopeOf("triage"), ScopeOf(Global)}
	b.ReportAllocs()
	for b.Loop() {
		d.Press(chain, "ctrl+f", "")
	}
}

// A verb that is refused takes the keys with it that were typed for it: before its argument the one key
// of it, after its argument as many as could be more of it. Any other key means what it always does.
func TestRefusedTakesItsKeysAlong(t *testing.T) {
	closed := chainOf(LeakAll)
	closed[0].Enabled = func(n Name) (bool, string) { return n != "verb", "not here" }
	closed = append(closed[:2:2], Scope{Name: "digits"}, closed[2])
	tab, err := NewTable(append(small(t).list(), def("one"), def("two")), []Binding{
		on("inner", "verb", "v"), on("inner", "in", "a"), on("digits", "one", "1"), on("digits", "two", "2"), on(Global, "out", "o"),
	})
	if err != nil {
		t.Fatal(err)
	}
	d := NewDispatcher(tab)
	press := func(key string, want Kind, action Name) {
		t.Helper()
		got := d.Press(closed, key, key)
		if got.Kind != want || got.Action != action {
			t.Errorf("%s: %+v, want kind %d of %q", key, got, want, action)
		}
		if want == Disabled && !strings.Contains(got.Reason, "not here") && !strings.Contains(got.Reason, "there already") {
			t.Errorf("%s: the reason is %q", key, got.Reason)
		}
	}
	press("v", Disabled, "verb")
	press("1", Disabled, "verb")
	press("1", Run, "one")
	press("v", Disabled, "verb")
	press("v", Disabled, "verb")
	press("2", Run, "two")
	press("v", Disabled, "verb")
	press("o", Run, "out")
	press("2", Run, "two")
	d.Refuse("verb", "it is there already")
	press("1", Disabled, "verb")
	press("2", Disabled, "verb")
	press("a", Run, "in")
	press("2", Run, "two")
	d.Refuse("verb", "it is there already")
	d.Forget()
	press("1", Run, "one")
	if d.Refuse("in", "it has no argument"); d.Refused() {
		t.Error("a verb without choices waits for none")
	}
}

// list is every definition of a table.
func (t *Table) list() (out []Def) {
	for _, n := range t.names {
		out = append(out, *t.defs[n])
	}
	return out
}
