package ui_test

import (
	"flag"
	"math/rand/v2"
	"strings"
	"testing"

	"tandem/store"
)

var (
	monkeyKeys = flag.Int("monkey", 4000, "keys that TestMonkey sends; the long run takes 1,000,000")
	monkeyFrom = flag.Uint64("monkeyfrom", 0, "the first seed of TestMonkey, one for every 20,000 keys: to go on where a long run has found something")
)

// monkeyWords are keys with a meaning somewhere; letters and digits come besides.
var monkeyWords = strings.Fields("enter esc esc tab shift+tab up down left right home end pgup pgdown backspace delete space " +
	"ctrl+s ctrl+o ctrl+u ctrl+d ctrl+f ctrl+n ctrl+p ctrl+k ctrl+w ctrl+x ctrl+y ctrl+a alt+u alt+U alt+enter / : ? = . , * + - < > [ ] @ & !")

// TestMonkey works like nobody would: any key after any other, pastes and sizes between, forms
// half filled, dialogs one over the other. No frame is ever wider than the screen, nothing
// panics, and the file is whole in the end.
func TestMonkey(t *testing.T) {
	t.Chdir(t.TempDir()) // for what an export may write
	t.Setenv("EDITOR", "true")
	t.Setenv("VISUAL", "true")
	const each = 20_000
	for done := 0; done < *monkeyKeys; done += each {
		monkey(t, *monkeyFrom+uint64(done/each), min(each, *monkeyKeys-done))
	}
}

func monkey(t *testing.T, seed uint64, n int) {
	r := rand.New(rand.NewPCG(seed, 7))
	d := start(t, 120, 36, true)
	defer func() { whole(t, d, seed) }()
	last := ""
	press := func(key string) {
		last = key
		d.Press(key)
	}
	const letters = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789"
	for i := range n {
		switch p := r.IntN(1000); {
		case p < 4:
			d.Resize(1+r.IntN(220), 1+r.IntN(60))
		case p < 8:
			d.Paste(strings.Repeat("line é日 \x1b[31m T-14\n", r.IntN(12)))
		case p < 300:
			press(monkeyWords[r.IntN(len(monkeyWords))])
		case p < 305:
			d.Wheel(r.IntN(120), r.IntN(36), 3-r.IntN(7))
		case p < 315:
			d.Click(r.IntN(120), r.IntN(36))
		default:
			press(string(letters[r.IntN(len(letters))]))
		}
		if i%8 == 0 {
			d.Fits()
		}
		if d.Quit() && last == "enter" && !t.Failed() { // by the palette, where Quit is a command
			whole(t, d, seed)
			d = start(t, 120, 36, true)
		}
		if d.Quit() || t.Failed() {
			t.Fatalf("seed %d, key %d, after %s: quit %v\n%s", seed, i, last, d.Quit(), d.Screen())
		}
	}
}

// whole closes the workspace and checks its file.
func whole(t *testing.T, d desk, seed uint64) {
	t.Helper()
	path := d.store.Path()
	if err := d.store.Close(); err != nil {
		t.Fatal(err)
	}
	if rep, err := store.Doctor(path); err != nil || !rep.OK {
		t.Fatalf("seed %d: %+v, %v", seed, rep, err)
	}
}
