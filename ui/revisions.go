package ui

import (
	"strings"

	"tandem/model/date"
	"tandem/store"
	"tandem/ui/pane"
)

// revisions turns the journal's account of a record into lines, one for each field that changed,
// up to a moment.
func revisions(revs []store.Revision, until date.Instant) []pane.Revision {
	var out []pane.Revision
	for _, r := range revs {
		if r.At > until {
			continue
		}
		line := pane.Revision{At: r.At, Who: whoDid(r), Label: r.Label}
		if r.Created || r.Deleted || len(r.Fields) == 0 {
			out = append(out, line)
			continue
		}
		for _, f := range r.Fields {
			x := line
			x.Field, x.Name, x.From, x.To, x.Was = strings.ToLower(f.Field.Label), f.Field.Name, f.From, f.To, f.Was
			out = append(out, x)
		}
	}
	return out
}

// whoDid tells the hand behind a change. The workspace has one person; what is not theirs came
// from a file or from taking something back.
func whoDid(r store.Revision) string {
	switch {
	case r.Kind != store.Do:
		return r.Kind.String()
	case strings.HasPrefix(strings.ToLower(r.Label), "import"):
		return "import"
	}
	return "you"
}
