package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSplitRows(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		" ; \n ":               "",
		"a | b":                "a,b",
		"a|b;c":                "a,b/c",
		"a | | c\n d ":         "a,,c/d",
		`a\|b | c\;d | e\nf`:   "a|b,c;d,e\nf",
		`\  a \ |x`:            "  a  ,x",
		`a\\`:                  `a\`,
		`a\`:                   `a\`,
		"a b\tc\r\n":           "a b\tc",
		"| b":                  ",b",
		"|":                    ",",
		"a\u00a0| \u00a0b":     "a\u00a0,\u00a0b",
		"T-3 | | FS | 2d;T-4;": "T-3,,FS,2d/T-4",
	} {
		var rows []string
		for _, r := range splitRows(in) {
			rows = append(rows, strings.Join(r, ","))
		}
		if got := strings.Join(rows, "/"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCellRoundTrip(t *testing.T) {
	cell := rapid.StringOf(rapid.RuneFrom([]rune("ab |;\\\n\t\r\u00a0é")))
	rapid.Check(t, func(t *rapid.T) {
		a, b := cell.Draw(t, "a"), cell.Draw(t, "b")+"x"
		got := splitRows(escapeCell(a) + " | " + escapeCell(b) + "\n" + escapeCell(b))
		if len(got) != 2 || len(got[0]) != 2 || got[0][0] != a || got[0][1] != b || got[1][0] != b {
			t.Fatalf("%q and %q read %q", a, b, got)
		}
	})
}

// Each field's number on disk is a hash of its name: two of one kind must not share it.
func TestTagsAreUnique(t *testing.T) {
	var check func(where string, fields []Field)
	check = func(where string, fields []Field) {
		seen := map[uint16]string{}
		for i := range fields {
			f := &fields[i]
			if by, ok := seen[f.wire]; ok {
				t.Errorf("%s: %s and %s have the same tag", where, by, f.Name)
			}
			if f.wire != tagOf(f.Name) {
				t.Errorf("%s: %s has another tag than its name", where, f.Name)
			}
			seen[f.wire] = f.Name
			check(where+"."+f.Name, f.Rows)
		}
	}
	for _, k := range Kinds().Kinds {
		check(k.Name, k.Fields)
	}
}
