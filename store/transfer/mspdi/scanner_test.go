package mspdi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// tokens walks a document and lists what the scanner saw: "line+Name", "-",
// and texts in quotes.
func tokens(t *testing.T, text string, slowly bool) string {
	t.Helper()
	var in io.Reader = strings.NewReader(text)
	if slowly {
		in = iotest.OneByteReader(in)
	}
	src, err := newSource(context.Background(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := newScanner(src)
	var out []string
	for {
		found, text, err := s.next()
		var syntax *syntaxError
		switch {
		case errors.As(err, &syntax):
			return strings.Join(append(out, fmt.Sprintf("%d!%s", syntax.line, syntax.message)), " ")
		case err != nil:
			t.Fatal(err)
		case found == atEOF:
			return strings.Join(out, " ")
		case found == atStart:
			out = append(out, fmt.Sprintf("%d+%s", s.line, s.name()))
		case found == atEnd:
			out = append(out, "-")
		case len(trimSpace(text)) > 0:
			out = append(out, fmt.Sprintf("%q", trimSpace(text)))
		}
	}
}

func TestScannerTokens(t *testing.T) {
	for _, c := range []struct{ what, text, want string }{
		{"nested", "<a>\n<b>x</b>\n\n<c>y</c></a>", `1+a 2+b "x" - 4+c "y" - -`},
		{"empty elements", "<a>\n<b/>\n<c></c>\n<d />\n<e>x</e></a>", `1+a 2+b - 3+c - 4+d - 5+e "x" - -`},
		{"attributes", "<a x='1'>\n<b y='2'>x</b>\n<c>z</c></a>", `1+a 2+b "x" - 3+c "z" - -`},
		{"comments", "<!-- 1\n2 --><a><!-- -->\n<b><!-- x -->y<!-- --></b></a>", `2+a 3+b "y" - -`},
		{"entities", "<a><b>x &amp; y</b><c>&#228;</c></a>", `1+a 1+b "x & y" - 1+c "ä" - -`},
		{"line breaks in text", "<a><b>1\n2\n3</b>\n<c>x</c></a>", `1+a 1+b "1\n2\n3" - 4+c "x" - -`},
		{"line breaks in tags", "<a><b\n\n>x</b\n>\n<c>y</c></a>", `1+a 1+b "x" - 5+c "y" - -`},
		{"carriage returns", "<a>\r\n<b>x</b>\r\n<c>1\r\n2</c></a>", `1+a 2+b "x" - 3+c "1\n2" - -`},
		{"CDATA", "<a><b><![CDATA[</b>]]></b></a>", `1+a 1+b "</b>" - -`},
		{"prefixes", "<p:a><p:b>x</p:b></p:a>", `1+a 1+b "x" - -`},
		{"odd names", "<a><b-1>x</b-1><é>y</é><_z>z</_z></a>", `1+a 1+b-1 "x" - 1+é "y" - 1+_z "z" - -`},
		{"letters beyond ASCII", "<a><b>Größe 🎯</b></a>", `1+a 1+b "Größe 🎯" - -`},
		{"mixed", "<a>x<b>y</b>z</a>", `1+a "x" 1+b "y" - "z" -`},
		{"wrong end", "<a>\n<b>x</c></a>", `1+a 2+b "x" 2!</c> does not close the element that is open`},
		{"one end too many", "<a></a></b>", `1+a - 1!</b> does not close the element that is open`},
		{"a digit first", "<a><1>x</1></a>", `1+a 1!not well-formed XML: invalid XML name: 1`},
		{"no end", "<a>\n<b>x", `1+a 2+b "x" 2!the file ends in the middle`},
		{"cut in a tag", "<a>\n<b", `1+a 2!the file ends in the middle`},
	} {
		for _, slowly := range []bool{false, true} {
			if got := tokens(t, c.text, slowly); got != c.want {
				t.Errorf("%s (slowly %v): %s\nwant %s", c.what, slowly, got, c.want)
			}
		}
	}
}

// The shortcuts and the decoder meet in every order: a plain element may follow
// an empty one, a comment, a text, one with attributes.
func TestScannerInEveryOrder(t *testing.T) {
	pieces := []struct{ text, want string }{
		{"<b>x</b>", `+b "x" -`},
		{"<c/>", `+c -`},
		{"<d e='f'>y</d>", `+d "y" -`},
		{"<!-- g -->", ""},
		{"\n  ", ""},
		{"<h></h>", `+h -`},
		{"<i>&lt;</i>", `+i "<" -`},
		{"<j><k>z</k></j>", `+j +k "z" - -`},
	}
	for i, first := range pieces {
		for j, second := range pieces {
			for _, third := range pieces {
				want := strings.Join(strings.Fields("+a "+first.want+" "+second.want+" "+third.want+" -"), " ")
				got := tokens(t, "<a>"+first.text+second.text+third.text+"</a>", false)
				got = strings.NewReplacer("1+", "+", "2+", "+", "3+", "+", "4+", "+").Replace(got)
				if got != want {
					t.Fatalf("%d %d: %s\nwant %s", i, j, got, want)
				}
			}
		}
	}
}

// A value is found wherever the end of a chunk falls in it.
func TestChunkBoundaries(t *testing.T) {
	const name = "Größe &amp; 🎯"
	for shift := range 160 {
		pad := strings.Repeat("x", chunkSize-120-shift)
		text := "<Project><Comments>" + pad + "</Comments><Tasks>\n<Task><UID>17</UID>\n<Name>" + name + "&#27;[1m!</Name><ID>4</ID></Task></Tasks></Project>"
		plan := mustRead(t, text)
		if len(plan.Tasks) != 1 || plan.Tasks[0].Name != "Größe & 🎯!" || plan.Tasks[0].ID != 4 || plan.Tasks[0].Line != 2 || len(plan.Project.Comments) != len(pad) {
			t.Fatalf("shift %d: %+v %v", shift, plan.Tasks, plan.Problems)
		}
	}
}

func TestCleanerHoldsBack(t *testing.T) {
	for _, c := range []struct {
		in   string
		used int
		out  string
	}{
		{"abc", 3, "abc"},
		{"ab&", 2, "ab"},
		{"ab&#2", 2, "ab"},
		{"ab&#27;c", 8, "ab" + string(escMark) + "c"},
		{"ab&#7;", 6, "ab" + string(belMark)},
		{"ab&amp;c", 8, "ab&amp;c"},
		{"ab&notareferenceatall", 21, "ab&notareferenceatall"},
		{"ab&#xZZ;c", 9, "ab&#xZZ;c"},
		{"ab\xc3", 2, "ab"},
		{"ab\xf0\x9f", 2, "ab"},
		{"ab\xffc", 4, "ab\uFFFDc"},
		{"\x00\x01\x1b\x7f", 4, string(escMark) + "\x7f"},
		{"\uFFFE\uFFFF", 6, ""},
	} {
		var clean cleaner
		out, used := clean.append(nil, []byte(c.in), false)
		if string(out) != c.out || used != c.used {
			t.Errorf("%q: %q after %d bytes, want %q after %d", c.in, out, used, c.out, c.used)
		}
		if _, used := clean.append(nil, []byte(c.in), true); used != len(c.in) {
			t.Errorf("%q at the end: %d bytes used", c.in, used)
		}
	}
}

func TestWhere(t *testing.T) {
	for _, c := range []struct {
		path []string
		want string
	}{
		{nil, ""},
		{[]string{"Project"}, "Project"},
		{[]string{"Project", "Title"}, "Title"},
		{[]string{"Project", "Tasks"}, "Tasks"},
		{[]string{"Project", "Tasks", "Task"}, "Task"},
		{[]string{"Project", "Tasks", "Task", "Baseline", "Start"}, "Task/Baseline/Start"},
		{[]string{"Project", "Calendars", "Calendar", "WeekDays"}, "Calendar/WeekDays"},
		{[]string{"Project", "OutlineCodes", "OutlineCode"}, "OutlineCodes/OutlineCode"},
		{[]string{"Project", "Tasks", "Ta\x1b[2Jsk"}, "Task"},
	} {
		if got := (&scanner{path: c.path}).where(); got != c.want {
			t.Errorf("%v: %q, want %q", c.path, got, c.want)
		}
	}
}

func TestNamesAreShared(t *testing.T) {
	plan := body(t, tasks(task("1", "1", "<Odd>same</Odd>"), task("2", "1", "<Odd>same</Odd><Note>\x1b[1mbold</Note><Note>"+strings.Repeat("y", 200)+"</Note>")))
	first, second := plan.Tasks[0].Extra, plan.Tasks[1].Extra
	if first[0] != (KV{"Odd", "same"}) || second[0] != first[0] || second[1].Value != "bold" || len(second[2].Value) != 200 {
		t.Errorf("%v %v", first, second)
	}
}
