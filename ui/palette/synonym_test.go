package palette

import (
	"testing"

	"tandem/ui/act"
	"tandem/ui/pane"
)

// What a thing is called elsewhere finds it: after titles that hold the word, before titles that
// have its letters here and there.
func TestSynonyms(t *testing.T) {
	b := newBench(t)
	given := ""
	items := []Item{
		{ID: "backups", Title: "Backups and restore"}, // c s a t? no: b-a-c-k-u-p-s a-n-d r-e-s-t
		{ID: "list", Title: "List answers", Words: "nps csat ces survey"},
		{ID: "new", Title: "New answer", Words: "nps csat ces survey"},
		{ID: "sla", Title: "List agreements", Words: "sla contract"},
		{ID: "scale", Title: "Scale"}, // s l a? its letters are there, s-c-a-l-e
		{ID: "slate", Title: "Slate colours"},
		{ID: "case", Title: "Compact as text"},
		{ID: "incident", Title: "Incident", Words: "rca cause", Choices: []act.Choice{{Key: "l", Title: "log"}, {Key: "p", Title: "post-mortem"}},
			With: func(arg string) pane.Effect { given = arg; return nil }},
		{ID: "people", Title: "Print or show the time"}, // p o s t, scattered
	}
	p := New(b.env, items, nil)
	for _, c := range []struct{ typed, first string }{
		{"csat", "List answers"}, {"nps", "List answers"}, {"new csat", "New answer"}, {"surv", "List answers"},
		{"sla", "Slate colours"}, {"contract", "List agreements"}, {"rca", "Incident"}, {"log", "Incident: log"}, {"post", "Incident: post-mortem"}, {"mortem", "Incident: post-mortem"},
	} {
		p.Type(c.typed)
		if len(p.found) == 0 || p.found[0].Title != c.first {
			t.Errorf("%q: %v comes first, not %q", c.typed, titles(p), c.first)
		}
	}
	p.Type("post")
	p.run()
	p.found[0].Effect()
	if given != "p" {
		t.Errorf("the argument is %q", given)
	}
}

func titles(p *Palette) (out []string) {
	for _, h := range p.found {
		out = append(out, h.Title)
	}
	return out
}
