package report

import (
	"fmt"
	"slices"
	"strings"
)

// Markdown is the whole brief: the part that is read aloud, then the part for us only. Full
// sentences, each with the record it rests on, and no heading with nothing under it. The same facts
// give the same bytes.
func (b *Brief) Markdown() string { return b.Spoken() + "\n" + b.Ours() }

// Spoken is the part that can be read aloud, or handed, to the customer as it is: about one page.
func (b *Brief) Spoken() string {
	w := &writer{}
	w.line("# %s", escape(b.Title()))
	w.line("\n%s", escape(b.opening()))
	if len(b.Owed) > 0 {
		w.head("What to say")
		for _, o := range b.Owed {
			w.line("- %s (%s)", escape(o.Text), o.Ref)
		}
		of := ""
		if b.MoreLate > 0 {
			of = ", " + sayNumber(b.MoreLate) + " of them late"
		}
		b.more(w, b.MoreOwed, "smaller matter"+of, "smaller matters"+of)
	}
	since := "Since " + b.sinceWords()
	b.facts(w, since+": what went badly", toFace(b.Badly))
	b.more(w, b.MoreBadly, "smaller thing", "smaller things")
	b.facts(w, since+": what went well", toFace(b.Well))
	b.more(w, b.MoreWell, "more", "more")
	b.facts(w, "The projects", b.Projects)
	b.more(w, b.MoreProjects, "more project", "more projects")
	b.facts(w, "What needs an answer", b.Asks)
	b.more(w, b.MoreAsks, "that can wait longer", "that can wait longer")
	if len(b.Owed)+len(b.Badly)+len(b.Well)+len(b.Projects)+len(b.Asks) == 0 {
		w.line("\nNothing is open between us.")
	}
	return w.b.String()
}

// more counts what a list does not tell.
func (b *Brief) more(w *writer, n int, one, many string) {
	switch {
	case n == 1:
		w.line("- And one %s.", one)
	case n > 1:
		w.line("- And %s %s.", sayNumber(n), many)
	}
}

// toFace says to them what is written of them: "You raised", not "They raised".
func toFace(list []Fact) []Fact {
	out := slices.Clone(list)
	for i := range out {
		if rest, ok := strings.CutPrefix(out[i].Text, "They "); ok {
			out[i].Text = "You " + rest
		}
	}
	return out
}

// Ours is the part that never leaves the house: how the relation stands, how to go about the meeting,
// who they are and what they told us, risks, chances, and what nobody knows.
func (b *Brief) Ours() string {
	w := &writer{}
	w.line("## For us only\n")
	w.line("%s", escape("Not to be read out or handed over. "+b.standing()))
	b.facts(w, "How to go about it", b.Points)
	if len(b.People) > 0 {
		w.head("Whom we meet")
		for _, p := range b.People {
			w.line("- %s (%s)", escape(b.person(p)), p.Contact.ID)
		}
	}
	b.facts(w, "What they told us since "+b.sinceWords(), b.Heard)
	if said := b.satisfaction(); len(said) > 0 {
		w.head("How satisfied they are")
		for _, s := range said {
			w.line("- %s", escape(s))
		}
	}
	untold, more := atMost(b.Untold, briefUntold)
	b.facts(w, "The smaller things, if they ask", untold)
	b.more(w, more, "more", "more")
	b.facts(w, "What we have to decide", b.OurAsks)
	b.facts(w, "Risks we see", b.Risks)
	b.facts(w, "Renewal and opportunities", b.Chances)
	if len(b.Unknown) > 0 {
		w.head("What we do not know")
		for _, s := range b.Unknown {
			w.line("- %s", escape(s))
		}
	}
	return strings.ReplaceAll(w.b.String(), "\n## ", "\n### ")
}

// facts writes a heading and its sentences; nothing where there are none.
func (b *Brief) facts(w *writer, head string, list []Fact) {
	if len(list) == 0 {
		return
	}
	w.head(escape(head))
	for _, f := range list {
		if f.Ref == 0 {
			w.line("- %s", escape(f.Text))
			continue
		}
		w.line("- %s (%s)", escape(f.Text), f.Ref)
	}
}

// sinceWords name the moment that the brief tells from.
func (b *Brief) sinceWords() string {
	day := shortDay(b.Since.Day(b.ctx.Loc), b.today)
	switch {
	case b.Last == nil:
		return day
	case b.Last.Channel == "visit":
		return "the visit of " + day
	}
	return "the meeting of " + day
}

// opening is the first paragraph: what meeting it is for.
func (b *Brief) opening() string {
	switch {
	case b.On != 0:
		return b.openingOn()
	case b.Ahead != nil && (b.Meeting == nil || b.Ahead.When.Day(b.ctx.Loc) <= b.Meeting.Due):
		return fmt.Sprintf("The next meeting is %s, %s.", quotedName(b.Ahead.Summary), b.moment(b.Ahead.When, false))
	case b.Meeting != nil:
		return fmt.Sprintf("The next meeting that is planned is %s, %s.", quotedName(b.Meeting.Title), sayDay(b.Meeting.Due, b.today))
	}
	return "No day is set for the next meeting."
}

// standing says how the relation stands.
func (b *Brief) standing() string {
	text := ""
	h := b.Health
	switch {
	case !h.Known:
		return "Too little is known about this customer to say how the relation stands."
	case h.Target > 0:
		text += fmt.Sprintf("The relation stands at %d of 100, where %d is what we want", h.Score, h.Target)
	default:
		text += fmt.Sprintf("The relation stands at %d of 100", h.Score)
	}
	if b.Before != nil && b.Before.Known {
		text += b.movedWords()
	}
	text += "."
	if n := len(h.Unknown()); n > 0 {
		text += fmt.Sprintf(" About %s of it we know nothing: %s.", many(n, "part", "parts"), listed(h.Unknown()))
	}
	return text
}

// movedWords say how the relation moved, and which part moved it most.
func (b *Brief) movedWords() string {
	d := b.Health.Score - b.Before.Score
	if d == 0 {
		return ", as it did then"
	}
	word := "more"
	if d < 0 {
		word = "fewer"
	}
	text := fmt.Sprintf("; that is %s %s than at %s", many(max(d, -d), "point", "points"), word, b.sinceWords())
	if b.Last == nil {
		text = fmt.Sprintf("; that is %s %s than %s", many(max(d, -d), "point", "points"), word, sayDay(b.Since.Day(b.ctx.Loc), b.today))
	}
	for _, m := range b.Health.Moved(b.Before) {
		if sign(int(m.By)) == sign(d) {
			return text + ", most of it by " + m.Part.Title
		}
	}
	return text
}
