package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOpenerOf(t *testing.T) {
	for _, c := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"DISPLAY": ":0"}, "xdg-open"}, {"linux", map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, "xdg-open"},
		{"linux", map[string]string{"SSH_TTY": "/dev/pts/1"}, ""}, {"linux", nil, ""},
		{"darwin", nil, "open"}, {"darwin", map[string]string{"SSH_CONNECTION": "1 2 3 4"}, ""},
	} {
		if got := openerOf(c.system, func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.system, c.env, got, c.want)
		}
	}
}

// TestTargetOf: what is handed on is a web address or the full path of a file that shows rather
// than runs.
func TestTargetOf(t *testing.T) {
	home, base := t.TempDir(), t.TempDir()
	for _, f := range []struct {
		path string
		mode os.FileMode
	}{{filepath.Join(home, "plan.pdf"), 0o644}, {filepath.Join(base, "two words.txt"), 0o600}, {filepath.Join(base, "run.sh"), 0o755}, {filepath.Join(base, "x.desktop"), 0o600}} {
		if err := os.WriteFile(f.path, nil, f.mode); err != nil {
			t.Fatal(err)
		}
	}
	for in, want := range map[string]string{
		"https://example.org/a?b=c": "https://example.org/a?b=c", "www.example.org": "https://www.example.org", "mailto:a@b.example": "mailto:a@b.example",
		"~/plan.pdf": filepath.Join(home, "plan.pdf"), "two words.txt": filepath.Join(base, "two words.txt"), base: base,
		"file://" + base + "/two%20words.txt": filepath.Join(base, "two words.txt"),
		"run.sh":                              "! it is a program", base + "/x.desktop": "! it is a program", "gone.txt": "! no such file", "javascript:alert(1)": "! no web address",
		"-rf": "! no such file", "$(touch x)": "! no such file", "ssh://host": "! no web address",
	} {
		got, err := targetOf(in, base, home)
		if err != nil {
			got = "! " + err.Error()
		}
		if bad, ok := strings.CutPrefix(want, "! "); got != want && (!ok || err == nil || !strings.Contains(got, bad)) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestLaunch runs real commands: the address comes as the last argument, whatever is in it, a
// failure is told, and one that goes on running is not waited for.
func TestLaunch(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	script := filepath.Join(dir, "show")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf '%s|' \"$@\" > '"+out+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	const hard = `https://x.example/$(echo a)";'b c`
	if err := launch(script+" -new", hard); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(out); string(got) != "-new|"+hard+"|" {
		t.Errorf("%q", got)
	}
	if err := launch("false", "x"); err == nil || !strings.Contains(err.Error(), "false") {
		t.Errorf("%v", err)
	}
	began := time.Now()
	if err := launch("sleep 5 #", "x"); err != nil || time.Since(began) > patience+time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	if launch("no-such-program-here", "x") == nil {
		t.Error("a command that is not there opens it")
	}
}
