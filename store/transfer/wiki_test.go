package transfer

import "testing"

func TestWikiMarkdown(t *testing.T) {
	name := func(id string) string { return map[string]string{"77:a": "Ada"}[id] }
	for in, want := range map[string]string{
		"plain text":                       "plain text",
		"h2. Head":                         "## Head",
		"a *bold* and _it_ word":           "a **bold** and *it* word",
		"snake_case_name and 2*3*4":        "snake_case_name and 2*3*4",
		"-gone- and well-known, a-b":       "~~gone~~ and well-known, a-b",
		"{{a_b*c}} fixed":                  "`a_b*c` fixed",
		"* one\n** two\n# first\n- dash":   "- one\n  - two\n1. first\n- dash",
		"[text|https://x.example/a_b]":     "[text](https://x.example/a_b)",
		"[https://x.example]":              "<https://x.example>",
		"hello [~accountid:77:a]!":         "hello @Ada!",
		"!shot.png|thumbnail!":             "![shot.png](shot.png)",
		"{code:java}\nint *a*;\n{code}":    "```java\nint *a*;\n```",
		"{noformat}x{noformat} y":          "`x` y",
		"{quote}\nsaid\n{quote}\nme":       "> said\nme",
		"bq. quoted":                       "> quoted",
		"||a||b||\n|1|2|":                  "| a | b |\n| --- | --- |\n| 1 | 2 |",
		"{color:red}hot{color}":            "hot",
		"{panel:title=Note}\nx\n{panel}":   "**Note**\nx\n",
		"----":                             "---",
		"{code}\nnever closed":             "```\nnever closed\n```",
		`a \{not\} b`:                      "a {not} b",
		"*a* *b*":                          "**a** **b**",
		"(*a*), *b*.":                      "(**a**), **b**.",
		"??cited??":                        "*cited*",
		"Wow! Really! 5 * 3 = 15 and - so": "Wow! Really! 5 * 3 = 15 and - so",
	} {
		if got := wikiMarkdown(in, name); got != want {
			t.Errorf("%q\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestProgressOf(t *testing.T) {
	for _, c := range []struct {
		state, category, resolution string
		want                        progress
	}{
		{"Done", "", "", finished}, {"To Do", "", "", notBegun}, {"In Progress", "", "", begun}, {"Readiness Review", "", "", begun},
		{"Closed", "", "Won't Do", dropped}, {"Abnahme", "Done", "", finished}, {"Abnahme", "", "Fixed", finished}, {"Abnahme", "", "Unresolved", notBegun},
		{"Selected for Development", "", "", notBegun}, {"Not started", "", "", notBegun}, {"Reopened", "", "", notBegun}, {"Cancelled", "", "", dropped}, {"", "", "", notBegun},
	} {
		if got := progressOf(c.state, c.category, c.resolution); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
