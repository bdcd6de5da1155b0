package adf_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"pgregory.net/rapid"

	"tandem/store/transfer/adf"
)

// markdown converts nodes that are all of known types.
func markdown(t testing.TB, nodes string) string {
	t.Helper()
	got, unknown, err := adf.Markdown([]byte(doc(nodes)))
	if err != nil || len(unknown) > 0 {
		t.Fatalf("%s: %v %v", nodes, unknown, err)
	}
	return got
}

// in is a paragraph of inline nodes.
func in(nodes string) string { return `{"type":"paragraph","content":[` + nodes + `]}` }

// span is a text with marks.
func span(s string, marks ...string) string {
	b, _ := json.Marshal(s)
	for i := range marks {
		if !strings.HasPrefix(marks[i], "{") {
			marks[i] = `{"type":"` + marks[i] + `"}`
		}
	}
	return `{"type":"text","text":` + string(b) + `,"marks":[` + strings.Join(marks, ",") + `]}`
}

// TestInline: what stands within a line. Marks of Markdown do not work beside a blank ("** a**" is
// stars), so blanks at the ends of a marked text go outside of its marks.
func TestInline(t *testing.T) {
	href := func(to string) string { return `{"type":"link","attrs":{"href":"` + to + `"}}` }
	for _, x := range []struct{ name, in, want string }{
		{"blanks outside of the marks", span("a") + "," + span(" b ", "strong") + "," + span("c"), "a **b** c"},
		{"only blanks have no marks", span("a") + "," + span("  ", "strong") + "," + span("b"), "a  b"},
		{"two marks lie within one another", span("x", "strong", "em"), "***x***"},
		{"three do too", span("x", "strong", "em", "strike"), "~~***x***~~"},
		{"a marked link", span("here", "strong", href("https://a.b")), "[**here**](https://a.b)"},
		{"code keeps its signs", span("a*b_c[d]", "code"), "`a*b_c[d]`"},
		{"code with two backquotes", span("a``b", "code"), "``` a``b ```"},
		{"a link with a blank", span("here", href("https://a.b/c d")), "[here](https://a.b/c%20d)"},
		{"a mail address is itself", span("ada@a.b", href("mailto:ada@a.b")), "<mailto:ada@a.b>"},
		{"a link without an address is its words", span("here", href("")), "here"},
		{"marks that have no form are left away", span("x", "underline", "textColor", "subsup"), "x"},
		{"a mention without a name", `{"type":"mention","attrs":{"id":"5f"}}`, "@5f"},
		{"a mention has one sign", `{"type":"mention","attrs":{"text":"Ada"}}`, "@Ada"},
		{"an emoji without a sign", `{"type":"emoji","attrs":{"shortName":":tick:"}}`, ":tick:"},
		{"a status", `{"type":"status","attrs":{"text":"IN *WORK*"}}`, `[IN \*WORK\*]`},
		{"a card without an address", span("a") + `,{"type":"inlineCard","attrs":{}}`, "a"},
		{"a placeholder", `{"type":"placeholder","attrs":{"text":"your name"}}`, "your name"},
		{"a picture in the line", `{"type":"mediaInline","attrs":{"alt":"p.png"}}`, "(media: p.png)"},
		{"a picture without a name", `{"type":"mediaInline"}`, "(media)"},
		{"an extension by its key", `{"type":"inlineExtension","attrs":{"extensionKey":"chart"}}`, "(chart)"},
		{"an extension by its text", `{"type":"inlineExtension","attrs":{"extensionKey":"chart","text":"Burn-down"}}`, "(Burn-down)"},
		// 86,400,000 ms are one day: 0 is 1 January 1970, 20,000 days later is 4 October 2024.
		{"a day", `{"type":"date","attrs":{"timestamp":"1728000000000"}}`, "2024-10-04"},
		{"a day as a number", `{"type":"date","attrs":{"timestamp":86400000}}`, "1970-01-02"},
		{"a day that is none", `{"type":"date","attrs":{"timestamp":"soon"}}`, "soon"},
		{"a word with lines under it", span("snake_case_name"), "snake_case_name"},
		{"lines at its ends", span("_lead and trail_"), `\_lead and trail\_`},
		{"a backslash", span(`C:\temp`), `C:\\temp`},
		{"one wave is none", span("~5 days"), `~5 days`},
		{"two waves strike through", span("a~b~c"), `a\~b\~c`},
		{"lines around a word", span("__init__"), `\_\_init\_\_`},
		{"the name of a sign", span("a &amp; b & c &#38;"), `a \&amp; b & c \&#38;`},
		{"a number and a dot", span("1."), `1\.`},
		{"a line like an item", span("a") + `,{"type":"hardBreak"},` + span("- b"), "a\\\n\\- b"},
		{"a line like a heading", span("a") + `,{"type":"hardBreak"},` + span("==="), "a\\\n\\==="},
		{"a line like code", span("    a"), "a"},
		{"a tag", span("<b>"), `\<b>`},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := markdown(t, in(x.in)); got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

// TestBlocks: what stands by itself.
func TestBlocks(t *testing.T) {
	item := func(s string) string { return `{"type":"listItem","content":[` + s + `]}` }
	list := func(kind, s string) string { return `{"type":"` + kind + `","content":[` + s + `]}` }
	row := func(cells ...string) string {
		return `{"type":"tableRow","content":[` + strings.Join(cells, ",") + `]}`
	}
	cell := func(s string) string { return `{"type":"tableCell","content":[` + s + `]}` }
	codeIn := func(s string) string {
		return `{"type":"codeBlock","content":[{"type":"text","text":"` + s + `"}]}`
	}
	for _, x := range []struct{ name, in, want string }{
		{"a heading above six is six", `{"type":"heading","attrs":{"level":9},"content":[` + span("x") + `]}`, "###### x"},
		{"a heading below one is one", `{"type":"heading","attrs":{"level":0},"content":[` + span("x") + `]}`, "# x"},
		{"a heading ends with its sign", `{"type":"heading","attrs":{"level":2},"content":[` + span("C #") + `]}`, `## C \#`},
		{"a panel of any name", `{"type":"panel","attrs":{"panelType":"été"},"content":[` + p("x") + `]}`, "> **Été**\n>\n> x"},
		{"a heading is one line", `{"type":"heading","attrs":{"level":2},"content":[` + span("a") + `,{"type":"hardBreak"},` + span("b") + `]}`, "## a b"},
		{"an empty paragraph is nothing", p("a") + "," + `{"type":"paragraph"}` + "," + p("b"), "a\n\nb"},
		{"a list of numbers begins with 1", list("orderedList", item(p("a"))+","+item(p("b"))), "1. a\n2. b"},
		{"code in a list is indented", list("bulletList", item(p("a")+","+codeIn(`x\ny`))), "- a\n\n  ```\n  x\n  y\n  ```"},
		{"decisions", `{"type":"decisionList","content":[{"type":"decisionItem","content":[` + span("go") + `]}]}`, "- go"},
		{"tasks within tasks", `{"type":"taskList","content":[{"type":"taskItem","attrs":{"state":"TODO"},"content":[` + span("a") +
			`]},{"type":"taskList","content":[{"type":"taskItem","attrs":{"state":"DONE"},"content":[` + span("b") + `]}]}]}`, "- [ ] a\n  - [x] b"},
		{"a list within a quotation", `{"type":"blockquote","content":[` + list("bulletList", item(p("a"))+","+item(p("b"))) + `]}`, "> - a\n> - b"},
		{"a panel of its own kind is a note", `{"type":"panel","attrs":{"panelType":"custom"},"content":[` + p("x") + `]}`, "> **Note**\n>\n> x"},
		{"code keeps its signs", codeIn("*a* <b>"), "```\n*a* <b>\n```"},
		{"the language of code is a word", `{"type":"codeBlock","attrs":{"language":"c ++` + "`" + `"},"content":[` + `{"type":"text","text":"x"}]}`, "```c++\nx\n```"},
		{"a cell over two columns", list("table", row(`{"type":"tableHeader","attrs":{"colspan":2},"content":[`+p("both")+`]}`)+","+row(cell(p("1")), cell(p("2")))),
			"| both |  |\n| --- | --- |\n| 1 | 2 |"},
		{"a table without cells is nothing", p("a") + "," + list("table", row()), "a"},
		{"a list in a cell is one line", list("table", row(cell(list("bulletList", item(p("a"))+","+item(p("b")))))), "| - a - b |\n| --- |"},
		{"an expand without a title", `{"type":"expand","content":[` + p("x") + `]}`, "x"},
		{"an extension says what it is", `{"type":"bodiedExtension","attrs":{"extensionKey":"toc"},"content":[` + p("x") + `]}`, "(toc)\n\nx"},
		{"columns stand below one another", `{"type":"layoutSection","content":[{"type":"layoutColumn","content":[` + p("a") + `]},{"type":"layoutColumn","content":[` + p("b") + `]}]}`, "a\n\nb"},
		{"text beside blocks is a paragraph", span("loose") + "," + p("tight"), "loose\n\ntight"},
		{"media by its file", `{"type":"mediaGroup","content":[{"type":"media","attrs":{"id":"9","__fileName":"a.txt"}},{"type":"media","attrs":{"id":"9"}}]}`, "(media: a.txt)\n(media: 9)"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := markdown(t, x.in); got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

// TestUnknownKindsAreToldOnce: each type of node that is not known is named once, in order.
func TestUnknownKindsAreToldOnce(t *testing.T) {
	odd := func(kind string) string { return `{"type":"` + kind + `","content":[` + p("x") + `]}` }
	got, unknown, err := adf.Markdown([]byte(doc(odd("zebra") + "," + odd("ape") + "," + odd("zebra"))))
	if err != nil || got != "x\n\nx\n\nx" || !slices.Equal(unknown, []string{"ape", "zebra"}) {
		t.Errorf("%q %v %v", got, unknown, err)
	}
	if got, _, err := adf.Markdown([]byte(p("alone"))); err != nil || got != "alone" {
		t.Errorf("a node that is no document: %q %v", got, err)
	}
}

// spoken is the text that a reader of Markdown is shown: of the first paragraph alone; ok is false
// where there is anything but one paragraph of plain text.
func spoken(src string) (string, bool) {
	b := []byte(src)
	root := goldmark.New(goldmark.WithExtensions(extension.Strikethrough, extension.Table)).Parser().Parse(text.NewReader(b))
	n := root.FirstChild()
	if n == nil {
		return "", true
	}
	if n.Kind() != ast.KindParagraph || n.NextSibling() != nil {
		return src, false
	}
	var out strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			return src, false
		}
		out.Write(util.ResolveEntityNames(util.ResolveNumericReferences(hidden(t.Value(b)))))
	}
	return out.String(), true
}

// mask stands for an ampersand that a backslash hides while the names of signs are resolved.
const mask = "\x00"

// hidden takes the backslashes off, as a reader does.
func hidden(b []byte) []byte {
	return util.UnescapePunctuations(bytes.ReplaceAll(b, []byte(`\&`), []byte(mask)))
}

// TestPlainTextStaysPlain: whatever signs somebody typed, the Markdown of it shows just these. What
// a backslash hides is taken off here as a reader takes it off.
func TestPlainTextStaysPlain(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "word", " b", "*", "**", "a_b", "`", "[x](y)", "![p]", "<b>", "\\", "#", "# ", "> ", "- ", "+ ", "1. x", "12) y", "|", ".", "é", "日", "_", "__", "~", "&amp;", "&", "#38;", "===", "1.", "    "})
	rapid.Check(t, func(t *rapid.T) {
		// what begins or ends with a blank has none there in Markdown
		want := strings.TrimSpace(strings.Join(rapid.SliceOfN(piece, 1, 8).Draw(t, "text"), ""))
		b, _ := json.Marshal(want)
		got, _, err := adf.Markdown([]byte(doc(in(`{"type":"text","text":` + string(b) + `}`))))
		if err != nil {
			t.Fatal(err)
		}
		said, plain := spoken(got)
		if !plain {
			t.Fatalf("%q became %q, which is more than a paragraph of text", want, got)
		}
		if said = strings.ReplaceAll(said, mask, "&"); said != want {
			t.Fatalf("%q became %q, which reads %q", want, got, said)
		}
	})
}
