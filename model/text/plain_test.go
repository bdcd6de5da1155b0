package text_test

import (
	"strings"
	"testing"

	"tandem/model/text"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain already 12", "plain already 12"},
		{"Label PRINTER", "label printer"},
		{"Zürich Łódź Ørsted", "zurich lodz orsted"},
		{"Straße, Ægir, Œuvre", "strasse, aegir, oeuvre"},
		{"Şişli İstanbul ılık", "sisli istanbul ilik"},
		{"Việt Nam, čeština", "viet nam, cestina"},
		{"e\u0301cole E\u0301COLE", "ecole ecole"}, // letters and accents apart
		{"Ελλάδα ΣΊΣΥΦΟΣ", "ελλαδα σισυφοσ"},
		{"Ёлка", "елка"},
		{"日本 한국", "日本 한국"},
		{"\u0301", ""},
		{"a\xffb", "a\ufffdb"},
	} {
		if got := text.Plain(c.in); got != strings.ReplaceAll(c.want, "\xff", "\ufffd") && got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// Plain text is returned as it is: the search asks for it at every key.
func TestPlainIsItsOwnPlainForm(t *testing.T) {
	for _, s := range []string{"", "abc", "Zürich", "ﬁne", "Ǆ", "Straße", "İ"} {
		if once := text.Plain(s); text.Plain(once) != once {
			t.Errorf("%q: %q, then %q", s, once, text.Plain(once))
		}
	}
	s := "already plain, 12 - and long enough to tell"
	if n := testing.AllocsPerRun(10, func() { _ = text.Plain(s) }); n > 0 {
		t.Errorf("%v allocations for plain text", n)
	}
}
