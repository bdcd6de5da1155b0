package act

import (
	"slices"
	"strings"
	"testing"
)

// Every verb of triage with its second keys and its default.
func TestTriageVerbs(t *testing.T) {
	tests := []struct {
		key    string
		action Name
		args   string
		again  string
	}{
		{"w", "triage.wait", "c v d t", "c"},
		{"s", "triage.snooze", "1 2 3 4 5 6 7 8 9 h m", "1"},
		{"E", "triage.escalate", "1 2 3", "2"},
		{"L", "triage.link", "1 2 3 4 5 6 7 8 9", "1"},
		{"X", "triage.reason", "r n u p", "r"},
	}
	d := NewDispatcher(product(t))
	chain := Chain{ScopeOf("triage"), ScopeOf(Global)}
	for _, tc := range tests {
		press := func(second string) Result {
			if got := d.Press(chain, tc.key, tc.key); got.Kind != Pending || got.Action != tc.action {
				t.Fatalf("%s = %+v", tc.key, got)
			}
			return d.Press(chain, second, second)
		}
		for _, arg := range strings.Fields(tc.args) {
			want := Result{Kind: Run, Action: tc.action, Arg: arg, Scope: "triage"}
			if got := press(arg); got != want {
				t.Errorf("%s %s = %+v, want %+v", tc.key, arg, got, want)
			}
		}
		if got := press(tc.key); got.Arg != tc.again {
			t.Errorf("%s twice takes %q, want %q", tc.key, got.Arg, tc.again)
		}
		if got := press("esc"); got.Kind != Cancelled {
			t.Errorf("%s esc = %+v", tc.key, got)
		}
		def, _ := d.Table().Def(tc.action)
		if !strings.Contains(def.Help, tc.key+" again") {
			t.Errorf("the help of %s does not say what pressing it twice does: %q", tc.action, def.Help)
		}
	}
}

// Verbs without a second key decide at once.
func TestTriageSingleKeys(t *testing.T) {
	d := NewDispatcher(product(t))
	chain := Chain{ScopeOf("triage"), ScopeOf(Global)}
	for _, key := range []string{"a", "c", "x", "."} {
		if got := d.Press(chain, key, key); got.Kind != Run || got.Arg != "" {
			t.Errorf("%s = %+v", key, got)
		}
	}
}

// One key has one meaning. Where a place must differ, it is listed here with the
// two actions, so that a new exception is a decision and no accident.
func TestOneKeyOneMeaning(t *testing.T) {
	allowed := map[string][]Name{
		"enter":     {"record.open", "detail.follow"},
		"esc":       {"app.back", "detail.close", "job.cancel"},
		"ctrl+c":    {"app.cancel", "job.cancel"},
		"tab":       {"pane.other", "detail.next", "triage.hat"},
		"shift+tab": {"pane.other", "detail.prev", "triage.hatback"},
		"a":         {"record.act", "triage.accept", "sprint.act"},
		"c":         {"record.contact", "triage.contact"},
		"y":         {"record.copy", "triage.copy"},
		"s":         {"list.sort", "triage.snooze", "board.sprint", "account.since"},
		"L":         {"outline.link", "triage.link"},
		"N":         {"outline.child", "scenario.add"},
		"E":         {"record.raise", "triage.escalate"},
		"W":         {"outline.whatif", "triage.waituntil"}, // both ask of what is to come
		"x":         {"handover.tick", "triage.close"},      // done
		"*":         {"list.markall", "triage.markalike"},
		// A card is moved as a task of an outline is: on and back, down and up.
		">": {"outline.indent", "card.on"}, "<": {"outline.outdent", "card.back"}, "J": {"outline.down", "card.down"}, "K": {"outline.up", "card.up"},
		"shift+down": {"outline.down", "card.down"}, "shift+up": {"outline.up", "card.up"},
		"shift+right": {"chart.right", "card.on"}, "shift+left": {"chart.left", "card.back"},
		"v": {"list.view", "board.lanes", "network.more", "variance.base", "scenario.all"}, "n": {"record.new", "sprint.new"},
		"}": {"kind.next", "sprint.next", "scenario.next"}, "{": {"kind.prev", "sprint.prev", "scenario.prev"},
		"1": {"tab.1", "triage.view.1"}, "2": {"tab.2", "triage.view.2"}, "3": {"tab.3", "triage.view.3"},
		"4": {"tab.4", "triage.view.4"}, "5": {"tab.5", "triage.view.5"}, "6": {"tab.6", "triage.view.6"},
	}
	meanings := map[string][]Name{}
	for _, r := range product(t).All() {
		if sc := ScopeOf(r.Scope); sc.Leak == LeakNone && r.Scope != Global {
			continue
		}
		for _, k := range r.Keys {
			if !slices.Contains(meanings[k], r.Action) {
				meanings[k] = append(meanings[k], r.Action)
			}
		}
	}
	for key, names := range meanings {
		if len(names) < 2 {
			continue
		}
		for _, n := range names {
			if !slices.Contains(allowed[key], n) {
				t.Errorf("%q means %v", key, names)
				break
			}
		}
	}
}

// Keys are written as Bubble Tea names them; a misspelt one would never match.
func TestKeyNames(t *testing.T) {
	named := []string{"enter", "esc", "tab", "space", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "backspace", "delete", "insert"}
	for _, r := range product(t).All() {
		for _, key := range r.Keys {
			base := key
			for _, mod := range []string{"ctrl+", "alt+", "shift+"} {
				base = strings.TrimPrefix(base, mod)
			}
			if len(base) != 1 && !slices.Contains(named, base) {
				t.Errorf("%s: no terminal sends %q", r.Action, key)
			}
			if strings.HasPrefix(key, "shift+") && len(base) == 1 {
				t.Errorf("%s: write %q as the letter it types", r.Action, key)
			}
		}
	}
}

// Every footer fits a narrow pane at least in part: its first hints are short.
func TestFooterHintsAreShort(t *testing.T) {
	tab := product(t)
	for _, p := range places {
		for _, h := range tab.Footer(Chain{ScopeOf(p.name)}, "") {
			if n := len(h.Key) + 1 + len(h.Text); n > 20 {
				t.Errorf("%s: %q %q takes %d cells", p.name, h.Key, h.Text, n)
			}
		}
	}
}

// A footer lists no key twice, in any pair of scopes.
func TestFooterHasNoDoubles(t *testing.T) {
	tab := product(t)
	for _, in := range places {
		for _, out := range places {
			seen := map[string]bool{}
			for _, h := range tab.Footer(Chain{ScopeOf(in.name), ScopeOf(out.name), ScopeOf(Global)}, "") {
				if seen[h.Key] && in.name != out.name && in.name != Global && out.name != Global {
					t.Errorf("%s in %s: %q stands twice", in.name, out.name, h.Key)
				}
				seen[h.Key] = true
			}
		}
	}
}

func TestSqueeze(t *testing.T) {
	tests := []struct {
		name       string
		in         []Choice
		long, keys string
	}{
		{"none", nil, "", ""},
		{"letters stay", []Choice{{"a", "x"}, {"b", "x"}, {"c", "x"}}, "a b c", "a b c"},
		{"digits of one title", []Choice{{"1", "x"}, {"2", "x"}, {"3", "x"}}, "1-3", "1-3"},
		{"digits of many titles", []Choice{{"1", "x"}, {"2", "y"}, {"3", "z"}}, "1 2 3", "1-3"},
		{"two digits", []Choice{{"1", "x"}, {"2", "y"}}, "1 2", "1 2"},
		{"a gap", []Choice{{"1", "x"}, {"2", "x"}, {"4", "x"}}, "1-2 4", "1 2 4"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			var long []string
			for _, c := range squeeze(tc.in) {
				long = append(long, c.Key)
			}
			if got := strings.Join(long, " "); got != tc.long {
				t.Errorf("squeeze = %q, want %q", got, tc.long)
			}
			if got := keysOf(tc.in); got != tc.keys {
				t.Errorf("keysOf = %q, want %q", got, tc.keys)
			}
		})
	}
}
