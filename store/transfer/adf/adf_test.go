package adf_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tandem/store/transfer/adf"
)

func doc(nodes string) string { return `{"type":"doc","version":1,"content":[` + nodes + `]}` }

func p(text string) string {
	return `{"type":"paragraph","content":[{"type":"text","text":"` + text + `"}]}`
}

func TestMarkdown(t *testing.T) {
	item := func(s string) string { return `{"type":"listItem","content":[` + s + `]}` }
	bullets := `{"type":"bulletList","content":[` + item(p("a")+`,{"type":"bulletList","content":[`+item(p("deep"))+`]}`) + `,` + item(p("b")+`,`+p("more")) + `]}`
	cell := func(kind, s string) string { return `{"type":"` + kind + `","content":[` + s + `]}` }
	for _, x := range []struct{ name, in, want string }{
		{"paragraphs", p("one") + "," + p("two"), "one\n\ntwo"},
		{"heading", `{"type":"heading","attrs":{"level":3},"content":[{"type":"text","text":"Plan"}]}`, "### Plan"},
		{"marks", `{"type":"paragraph","content":[{"type":"text","text":"bold ","marks":[{"type":"strong"}]},{"type":"text","text":"it","marks":[{"type":"em"}]},{"type":"text","text":" "},{"type":"text","text":"gone","marks":[{"type":"strike"}]},{"type":"text","text":" x` + "`" + `y","marks":[{"type":"code"}]}]}`,
			"**bold** *it* ~~gone~~ `` x`y ``"},
		{"link", `{"type":"paragraph","content":[{"type":"text","text":"here","marks":[{"type":"link","attrs":{"href":"https://a.b/c(d)"}}]},{"type":"text","text":" https://x.y","marks":[{"type":"link","attrs":{"href":"https://x.y"}}]}]}`,
			"[here](https://a.b/c%28d%29) <https://x.y>"},
		{"lists", bullets, "- a\n  - deep\n- b\n\n  more"},
		{"numbers", `{"type":"orderedList","attrs":{"order":9},"content":[` + item(p("nine")) + `,` + item(p("ten")+`,{"type":"bulletList","content":[`+item(p("x"))+`]}`) + `]}`, "9. nine\n10. ten\n    - x"},
		{"tasks", `{"type":"taskList","content":[{"type":"taskItem","attrs":{"state":"DONE"},"content":[{"type":"text","text":"did"}]},{"type":"taskItem","attrs":{"state":"TODO"},"content":[{"type":"text","text":"will"}]}]}`, "- [x] did\n- [ ] will"},
		{"code", `{"type":"codeBlock","attrs":{"language":"go"},"content":[{"type":"text","text":"a := 1\n` + "```" + `\n"}]}`, "````go\na := 1\n```\n````"},
		{"quote", `{"type":"blockquote","content":[` + p("a") + `,` + p("b") + `]}`, "> a\n>\n> b"},
		{"panel", `{"type":"panel","attrs":{"panelType":"warning"},"content":[` + p("hot") + `]}`, "> **Warning**\n>\n> hot"},
		{"table", `{"type":"table","content":[{"type":"tableRow","content":[` + cell("tableHeader", p("A|B")) + `,` + cell("tableHeader", p("C")) + `]},{"type":"tableRow","content":[` + cell("tableCell", p("1")+","+p("2")) + `]}]}`,
			"| A\\|B | C |\n| --- | --- |\n| 1; 2 |  |"},
		{"people and dates", `{"type":"paragraph","content":[{"type":"mention","attrs":{"id":"5","text":"@Ada"}},{"type":"text","text":" by "},{"type":"date","attrs":{"timestamp":"1795651200000"}},{"type":"text","text":" "},{"type":"status","attrs":{"text":"OPEN"}},{"type":"emoji","attrs":{"shortName":":x:","text":"✗"}}]}`,
			"@Ada by 2026-11-26 [OPEN]✗"},
		{"media", `{"type":"mediaSingle","content":[{"type":"media","attrs":{"id":"77","type":"file","alt":"plan.png"}}]},{"type":"mediaGroup","content":[{"type":"media","attrs":{"type":"external","url":"https://a.b/c.png"}}]}`, "(media: plan.png)\n\n<https://a.b/c.png>"},
		{"cards", `{"type":"blockCard","attrs":{"url":"https://a.b"}},{"type":"paragraph","content":[{"type":"inlineCard","attrs":{"url":"https://c.d"}}]}`, "<https://a.b>\n\n<https://c.d>"},
		{"expand and rule", `{"type":"expand","attrs":{"title":"More"},"content":[` + p("x") + `]},{"type":"rule"}`, "**More**\n\nx\n\n---"},
		{"break", `{"type":"paragraph","content":[{"type":"text","text":"a"},{"type":"hardBreak"},{"type":"text","text":"b"}]}`, "a\\\nb"},
		{"text that looks like marks", p("# no *stars* or _lines_ in snake_case") + "," + p("1. no list") + "," + p("- no list"), "\\# no \\*stars\\* or \\_lines\\_ in snake_case\n\n1\\. no list\n\n\\- no list"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, unknown, err := adf.Markdown([]byte(doc(x.in)))
			if err != nil || got != x.want || len(unknown) > 0 {
				t.Errorf("got %q\nwant %q\n%v %v", got, x.want, unknown, err)
			}
		})
	}
}

func TestMarkdownUnknownAndDeep(t *testing.T) {
	got, unknown, err := adf.Markdown([]byte(doc(`{"type":"hologram","content":[` + p("inside") + `]},{"type":"paragraph","content":[{"type":"sparkle","text":"s"}]}`)))
	if err != nil || got != "inside\n\ns" || !slices.Equal(unknown, []string{"hologram", "sparkle"}) {
		t.Errorf("%q %v %v", got, unknown, err)
	}
	deep := strings.Repeat(`{"type":"blockquote","content":[`, 300) + p("x") + strings.Repeat(`]}`, 300)
	if _, _, err := adf.Markdown([]byte(doc(deep))); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "[]", `"text"`, `{"type":1}`} {
		if got, _, err := adf.Markdown([]byte(bad)); err == nil {
			t.Errorf("%q gave %q", bad, got)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte(doc(p("a") + `,{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colspan":3}}]}]}`)))
	f.Add([]byte(doc(`{"type":"orderedList","attrs":{"order":-3},"content":[{"type":"orderedList"},{"type":"listItem","content":[{"type":"codeBlock"}]}]}`)))
	f.Add([]byte(doc(`{"type":"panel"},{"type":"heading","attrs":{"level":99}},{"type":"media"},{"type":"mention"}`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, _, err := adf.Markdown(data)
		if err == nil && !utf8.ValidString(text) {
			t.Errorf("%q is no UTF-8", text)
		}
	})
}
