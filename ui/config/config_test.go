package config

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/ui/act"
)

func table(t testing.TB) *act.Table {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// said are the problems as lines.
func said(list []Problem) string {
	var out []string
	for _, p := range list {
		s := p.String()
		if p.Error {
			s = "error: " + s
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestSettings(t *testing.T) {
	c, bad := Read("theme = \"light\"\nbackground = \"dark\"\nascii = true\nmouse = false\neditor = \"hx -c x\"\nopener = \"firefox -new-tab\"\nbackups = 3\n", table(t))
	want := Config{Theme: "light", Background: "dark", ASCII: "on", Editor: "hx -c x", Opener: "firefox -new-tab", Backups: 3, Keys: act.Rebinds{}}
	if !reflect.DeepEqual(c, want) || len(bad) > 0 {
		t.Errorf("%+v\n%s", c, said(bad))
	}
	if c, bad = Read("", table(t)); !reflect.DeepEqual(c, Default()) || len(bad) > 0 {
		t.Errorf("an empty file: %+v %s", c, said(bad))
	}
	if c, _ = Read("\ufeffascii = \"auto\"\r\nmouse = false\r\n", table(t)); c.ASCII != "auto" || c.Mouse {
		t.Errorf("with a byte order mark and CRLF: %+v", c)
	}
}

// TestWrongSettings: each is said with its line and the nearest name, and costs only itself.
func TestWrongSettings(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"mouse = false\nthene = \"dark\"", "line 2: thene is no setting; did you mean theme?"},
		{"mouse = false\nzzzzzzzz = 1", "line 2: zzzzzzzz is no setting"},
		{"# a comment\n\nmouse = false\ntheme = \"drak\"", `line 4: theme: "drak" is none of auto, dark, light, contrast, colour-blind, none; did you mean dark?; it stays "auto"`},
		{"mouse = false\ntheme = 4", `line 2: theme: it is one of auto, dark, light, contrast, colour-blind, none, in quotes; it stays "auto"`},
		{"mouse = false\nbackups = -1", "line 2: backups: it is a whole number from 1 to 1000, not -1; it stays 10"},
		{"mouse = false\nbackups = 2.5", "line 2: backups: it is a whole number from 1 to 1000, not 2.5; it stays 10"},
		{"mouse = false\nascii = \"no\"", `line 2: ascii: it is true, false or "auto", not "no"; it stays "auto"`},
		{"mouse = false\neditor = \"\"\"a\nb\"\"\"", `line 2: editor: it is one line; it stays ""`},
		{"mouse = false\n[keyz.browse]\n\"record.new\" = \"N\"", "line 2: keyz is no setting; did you mean keys?"},
		{"mouse = false\nkeys = 3", "line 2: keys is a section: write [keys.browse] and below it \"record.new\" = \"n\""},
		{"mouse = false\n[mice]\nleft = true", "line 2: mice is no setting"},
	} {
		got, bad := Read(c.text, table(t))
		if said(bad) != c.want {
			t.Errorf("%q says\n%s\nwant\n%s", c.text, said(bad), c.want)
		}
		if got.Mouse {
			t.Errorf("%q: the good line beside it is lost", c.text)
		}
	}
}

// TestNoTOML: what cannot be read at all is an error with its line, and everything is at its default.
func TestNoTOML(t *testing.T) {
	for text, want := range map[string]string{
		"theme = \"dark\"\nmouse = yes":             "line 2: ",
		"theme = \"dark\"\ntheme = \"light\"":       "line 2: ",
		"theme = \"dark\"\n\n[keys":                 "line 3: ",
		"theme = \"dark\"\nmouse = false\nx = \xff": "line 3: it is not UTF-8",
	} {
		c, bad := Read(text, table(t))
		if !reflect.DeepEqual(c, Default()) || len(bad) != 1 || !bad[0].Error || !strings.HasPrefix(bad[0].String(), want) {
			t.Errorf("%q: %+v\n%s", text, c, said(bad))
		}
		if !strings.Contains(said(bad), "nothing of the file is used") {
			t.Errorf("%q does not say what became of it: %s", text, said(bad))
		}
	}
}

func TestKeysInEveryForm(t *testing.T) {
	for _, text := range []string{
		"[keys.browse]\n\"record.new\" = \"Insert\"",
		"[keys.browse]\nrecord.new = \"insert\"",
		"keys.browse.record.new = [\"ins\"]",
		"[keys]\n\"browse.record.new\" = \"insert\"",
		"[keys]\nbrowse = { \"record.new\" = \"insert\" }",
	} {
		c, bad := Read(text, table(t))
		if got := c.Keys["browse"]["record.new"]; len(bad) > 0 || !slices.Equal(got, []string{"insert"}) {
			t.Errorf("%s: %v\n%s", text, c.Keys, said(bad))
		}
		keys, err := c.Table(table(t))
		if err != nil {
			t.Fatal(err)
		}
		chain := act.Chain{act.ScopeOf("browse"), act.ScopeOf(act.Global)}
		d := act.NewDispatcher(keys)
		if r := d.Press(chain, "insert", ""); r.Action != "record.new" {
			t.Errorf("%s: insert does %q", text, r.Action)
		}
		if r := d.Press(chain, "n", "n"); r.Action != "" {
			t.Errorf("%s: n still does %q", text, r.Action)
		}
	}
	// A scope with a dot in its name, both ways.
	for _, text := range []string{"[keys.\"triage.text\"]\n\"entry.send\" = \"f2\"", "[keys.triage.text]\nentry.send = \"f2\""} {
		if c, bad := Read(text, table(t)); len(bad) > 0 || len(c.Keys["triage.text"]) != 1 {
			t.Errorf("%s: %v %s", text, c.Keys, said(bad))
		}
	}
}

func TestWrongKeys(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[keys.brwose]\n\"record.new\" = \"N\"", "line 2: there are no keys of brwose; did you mean browse?"},
		{"[keys.browse]\n\n\"recrod.new\" = \"N\"", "line 3: browse has no action recrod.new; did you mean record.new?"},
		{"[keys.browse]\n\"record.new\" = \"cntrl+n\"", `line 2: record.new: "cntrl+n": "cntrl" is none of ctrl, alt, shift; did you mean ctrl?`},
		{"[keys.browse]\n\"record.new\" = \"inzert\"", `line 2: record.new: "inzert" names no key; did you mean insert?`},
		{"[keys.browse]\n\"record.new\" = \"ctrl+i\"", `line 2: record.new: "ctrl+i" arrives as tab in a terminal; take another`},
		{"[keys.browse]\n\"record.new\" = \"\\u0001\"", `line 2: record.new: "\x01" is a control character, not the name of a key: write ctrl+a`},
		{"[keys.browse]\n\"record.new\" = []", "line 2: record.new needs a key; it keeps its own"},
		{"[keys.browse]\n\"record.new\" = 7", "line 2: record.new: a key is a text in quotes, not 7"},
		{"[keys.form]\n\"form.save\" = \"s\"", "line 2: form.save: s would be typed here; take one with ctrl or alt, or a function key"},
		{"[keys.browse]\n\"record.new\" = \"e\"", "error: line 2: record.new: e belongs to record.edit in browse; give that one another key too; it keeps its own"},
		{"[keys.browse]\n\"record.new\" = \"N\"\n\"record.edit\" = \"N\"", "error: lines 2 and 3: N is bound to record.new and to record.edit in browse; both keep their own"},
		{"[keys.triage]\n\"triage.wait\" = \"v\"", `error: line 2: triage.wait: v is also its second key for "vendor"; it keeps its own`},
		{"[keys.browse]\n\"record.new\" = \"t\"", "line 2: in browse t means record.new, so that it does not reach app.triage there"},
		{"[keys.global]\n\"app.triage\" = \"S\"", "line 2: in browse S means list.reverse, so that it does not reach app.triage there"},
	} {
		got, bad := Read(c.text, table(t))
		if said(bad) != c.want {
			t.Errorf("%s\nsays %s\nwant %s", c.text, said(bad), c.want)
		}
		if _, err := got.Table(table(t)); err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
	}
}

// TestSwap: two actions may change keys, and a chain that breaks at its end falls back whole.
func TestSwap(t *testing.T) {
	c, bad := Read("[keys.browse]\n\"record.new\" = \"e\"\n\"record.edit\" = \"n\"", table(t))
	if len(bad) > 0 || c.Keys["browse"]["record.new"][0] != "e" || c.Keys["browse"]["record.edit"][0] != "n" {
		t.Errorf("swapped: %v\n%s", c.Keys, said(bad))
	}
	// new takes e; edit gives e up for D, but D is taken: edit keeps e, so new cannot have it.
	c, bad = Read("[keys.browse]\n\"record.new\" = \"e\"\n\"record.edit\" = \"D\"", table(t))
	if len(c.Keys) != 0 || len(bad) != 2 || !Broken(bad) {
		t.Errorf("broken chain: %v\n%s", c.Keys, said(bad))
	}
}

// TestExample: the file that init writes says nothing by itself, and with every comment sign
// before a setting taken away it says what holds anyway.
func TestExample(t *testing.T) {
	keys := table(t)
	text := Example(keys)
	if c, bad := Read(text, keys); !reflect.DeepEqual(c, Default()) || len(bad) > 0 {
		t.Errorf("%+v\n%s", c, said(bad))
	}
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "# ") {
			continue
		}
		b.WriteString(strings.TrimPrefix(line, "#") + "\n")
	}
	c, bad := Read(b.String(), keys)
	if len(bad) > 0 {
		t.Fatalf("%s\n%s", said(bad), b.String())
	}
	tab, err := c.Table(keys)
	if err != nil || tab.Markdown() != keys.Markdown() {
		t.Errorf("the keys differ from the product's: %v", err)
	}
	c.Keys = act.Rebinds{}
	if !reflect.DeepEqual(c, Default()) {
		t.Errorf("%+v", c)
	}
}

// TestShowIsAFile: what show prints reads back as the same configuration.
func TestShowIsAFile(t *testing.T) {
	keys := table(t)
	text := "theme = \"contrast\"\nascii = false\nbackups = 2\neditor = \"vim \\\"x\\\"\"\n[keys.browse]\n\"record.new\" = [\"insert\", \"N\"]\n[keys.\"triage.text\"]\n\"entry.send\" = \"ctrl+j\"\n"
	c, bad := Read(text, keys)
	again, worse := Read(c.Show(), keys)
	if len(bad)+len(worse) > 0 || !reflect.DeepEqual(c, again) {
		t.Errorf("%s\n%s\n%+v\n%+v", said(bad), said(worse), c, again)
	}
}

func TestKeyNames(t *testing.T) {
	for in, want := range map[string]string{
		"n": "n", "N": "N", "?": "?", "+": "+", "-": "-", "é": "é", " ": "space", "Ctrl-N": "ctrl+n", "C-x": "ctrl+x", "ctrl+ ": "ctrl+space",
		"return": "enter", "ESC": "esc", "shift+a": "A", "Shift+Tab": "shift+tab", "alt+ctrl+x": "ctrl+alt+x", "ctrl++": "ctrl++",
		"ctrl+-": "ctrl+-", "F12": "f12", "meta+left": "alt+left", "": "", "hyper+x": "", "shift+1": "", "ctrl+m": "", "nn": "",
	} {
		got, why := Key(in)
		if got != want || (why == "") != (want != "") {
			t.Errorf("%q is %q (%s), want %q", in, got, why, want)
		}
	}
	// What a terminal sends instead of a name is no name; the message has the one to write.
	for in, want := range map[string]string{
		"\x01": "ctrl+a", "\x1a": "ctrl+z", "\t": "tab", "\r": "enter", "\n": "ctrl+j", "\x1b": "esc", "\x7f": "backspace", "\x00": "ctrl+space",
		"\x1c": `ctrl+\`, "ctrl+\x01": "ctrl+a", "\u200b": "ctrl+a, enter or f5", "\u0085": "ctrl+a, enter or f5",
	} {
		if got, why := Key(in); got != "" || !strings.HasSuffix(why, "write "+want) {
			t.Errorf("%q is %q (%s), want to be told to write %s", in, got, why, want)
		}
	}
}

func TestPaths(t *testing.T) {
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	for _, c := range []struct {
		flag  string
		env   map[string]string
		want  string
		named bool
	}{
		{"x.toml", map[string]string{"TANDEM_CONFIG": "/y"}, "x.toml", true},
		{"", map[string]string{"TANDEM_CONFIG": "/y", "XDG_CONFIG_HOME": "/c"}, "/y", true},
		{"", map[string]string{"XDG_CONFIG_HOME": "/c", "HOME": "/h"}, "/c/tandem/config.toml", false},
		{"", map[string]string{"XDG_CONFIG_HOME": "relative", "HOME": "/h"}, "/h/.config/tandem/config.toml", false},
		{"", nil, "", false},
	} {
		if got, named := Path(c.flag, env(c.env)); got != c.want || named != c.named {
			t.Errorf("%v: %q %v", c, got, named)
		}
	}
	if got := StatePath(env(map[string]string{"HOME": "/h"})); got != "/h/.local/state/tandem/state.toml" {
		t.Errorf("state in %q", got)
	}
}

func TestLoad(t *testing.T) {
	keys, dir := table(t), t.TempDir()
	there := filepath.Join(dir, "a", "config.toml")
	if err := Init(there, keys); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(there); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if err := os.WriteFile(there, []byte("theme = \"dark\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Init(there, keys); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second init: %v", err)
	}
	if c, bad := Load(there, false, keys); c.Theme != "dark" || len(bad) > 0 {
		t.Errorf("init wrote over it: %+v %s", c, said(bad))
	}
	big := filepath.Join(dir, "big")
	if err := os.WriteFile(big, make([]byte, most+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path  string
		named bool
		want  string
	}{
		{"", true, ""},
		{filepath.Join(dir, "none"), false, ""},
		{filepath.Join(dir, "none"), true, "error: it cannot be read: no such file or directory"},
		{dir, false, "error: it is a folder, not a file"},
		{big, false, "error: it has 1048577 bytes; a configuration has at most 1048576"},
	} {
		got, bad := Load(c.path, c.named, keys)
		if said(bad) != c.want || !reflect.DeepEqual(got, Default()) {
			t.Errorf("%q: %s", c.path, said(bad))
		}
	}
}

func TestState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "state.toml")
	if s := LoadState(path); s != (State{}) {
		t.Errorf("nothing yet: %+v", s)
	}
	want := State{Theme: "light", Over: "auto", ASCII: "on", Plain: "auto", Split: 62}
	if err := want.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := LoadState(path); got != want {
		t.Errorf("%+v", got)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".state-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	for _, text := range []string{"split = 999\ntheme = \"nonsense\"\nascii = \"maybe\"", "theme = [", "\x00"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if s := LoadState(path); s != (State{}) {
			t.Errorf("%q remembers %+v", text, s)
		}
	}
	c := Default()
	if got := want.ThemeOf(c); got != "light" {
		t.Errorf("the theme chosen is lost: %q", got)
	}
	c.Theme, c.ASCII = "contrast", "off"
	if want.ThemeOf(c) != "contrast" || want.PlainOf(c) != "off" {
		t.Error("a file that was changed later does not hold")
	}
	if err := (State{}).Save(""); err != nil {
		t.Error(err)
	}
}

// TestPlacesOfKeys checks the scanner of lines against what the parser reads, on files made of
// all that TOML has.
func TestPlacesOfKeys(t *testing.T) {
	text := `# first
a = 1
b = [ # one
  "x]", 'y',
  2 ]
"c d" = """
e = 5
\""""
f.g . 'h' = { i = 1, j = "}" }

[k."l.m"] # comment
n = '''
o = 1'''
p = "#"
[[q]]
r = 2`
	got := places(text)
	want := map[string]int{"a": 2, "b": 3, "c d": 6, "f": 9, "f\x00g": 9, "f\x00g\x00h": 9, "k": 11, "k\x00l.m": 11,
		"k\x00l.m\x00n": 12, "k\x00l.m\x00p": 14, "q": 15, "q\x00r": 16}
	if !maps.Equal(got, want) {
		t.Errorf("%#v", got)
	}
}

// TestReadNeverFails: whatever a file holds, the program gets keys it can work with.
func TestReadNeverFails(t *testing.T) {
	keys := table(t)
	var actions, bound []string
	for _, r := range keys.All() {
		if len(r.Keys) > 0 {
			actions = append(actions, r.Scope+"."+string(r.Action))
			bound = append(bound, r.Keys...)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString(rapid.SampledFrom([]string{"", "theme = 'dark'\n", "backups = 9e9\n", "[x]\n", "[[keys]]\n"}).Draw(t, "head"))
		b.WriteString("[keys]\n")
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			name := rapid.SampledFrom(actions).Draw(t, "action")
			key := rapid.OneOf(rapid.SampledFrom(bound), rapid.StringMatching(`[a-z+ -]{0,6}`)).Draw(t, "key")
			b.WriteString("'" + name + "' = '" + key + "'\n")
		}
		c, _ := Read(b.String(), keys)
		tab, err := c.Table(keys)
		if err != nil {
			t.Fatalf("%s\n%v", b.String(), err)
		}
		if again, bad := Read(c.Show(), keys); !reflect.DeepEqual(again.Keys, c.Keys) || Broken(bad) {
			t.Fatalf("%s\nshows\n%s\n%s", b.String(), c.Show(), said(bad))
		}
		_ = tab.Help(act.Chain{act.ScopeOf("browse"), act.ScopeOf(act.Global)})
	})
}

func FuzzRead(f *testing.F) {
	keys := table(f)
	f.Add("theme = \"x\"\n[keys.browse]\n\"record.new\" = [\"a\", 1]\n")
	f.Add("a.\"b\n'''\n[[[")
	f.Fuzz(func(t *testing.T, text string) {
		c, bad := Read(text, keys)
		if _, err := c.Table(keys); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		for _, p := range bad {
			if n := strings.Count(text, "\n") + 1; p.Line < 0 || p.Line > n || p.Also > n {
				t.Errorf("%q: %v is not in the file", text, p)
			}
		}
	})
}
