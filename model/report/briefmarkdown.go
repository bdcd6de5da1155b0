package report

import (
	"fmt"
)

// Markdown is the brief as it is read, aloud or not: full sentences, each with the record it rests
// on, and no heading with nothing under it. The same facts give the same bytes.
func (b *Brief) Markdown() string {
	w := &writer{}
	w.line("# %s", escape(b.Title()))
	w.line("")
	w.line("%s", escape(b.opening()))
	b.facts(w, "What to say", b.Points)
	if len(b.People) > 0 {
		w.head("Whom we meet")
		for _, p := range b.People {
			w.line("- %s (%s)", escape(b.person(p)), p.Contact.ID)
		}
	}
	if len(b.Owed) > 0 {
		w.head("What they wait for")
		for _, o := range b.Owed {
			w.line("- %s (%s)", escape(o.Text), o.Ref)
		}
		if b.MoreOwed > 0 {
			w.line("- There %s %s more.", isAre(b.MoreOwed), sayNumber(b.MoreOwed))
		}
	}
	since := "Since " + b.sinceWords()
	b.facts(w, since+": what went badly", b.Badly)
	b.facts(w, since+": what went well", b.Well)
	if said := b.satisfaction(); len(said) > 0 {
		w.head("How satisfied they are")
		for _, s := range said {
			w.line("- %s", escape(s))
		}
	}
	b.facts(w, "The projects", b.Projects)
	b.facts(w, "What needs an answer", b.Asks)
	b.facts(w, "Risks worth saying", b.Risks)
	b.facts(w, "Renewal and opportunities", b.Chances)
	if len(b.Unknown) > 0 {
		w.head("What we do not know")
		for _, s := range b.Unknown {
			w.line("- %s", escape(s))
		}
	}
	return w.b.String()
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

// opening is the first paragraph: what meeting it is for, and how the relation stands.
func (b *Brief) opening() string {
	text := ""
	switch {
	case b.Ahead != nil && (b.Meeting == nil || b.Ahead.When.Day(b.ctx.Loc) <= b.Meeting.Due):
		text = fmt.Sprintf("The next meeting is %s, %s. ", quotedName(b.Ahead.Summary), b.moment(b.Ahead.When, false))
	case b.Meeting != nil:
		text = fmt.Sprintf("The next meeting that is planned is %s, %s. ", quotedName(b.Meeting.Title), sayDay(b.Meeting.Due, b.today))
	}
	h := b.Health
	switch {
	case !h.Known:
		return text + "Too little is known about this customer to say how the relation stands."
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
		if sign(m.By) == sign(d) {
			return text + ", most of it by " + m.Part.Title
		}
	}
	return text
}
