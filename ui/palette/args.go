package palette

import (
	"strings"

	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// argHits are the items that take an argument, given the one that is typed behind their name:
// "snooze 3", "filter status:open". They are what was meant, so they come first.
func (p *Palette) argHits(q string) []hit {
	var out []hit
	for _, it := range p.items {
		switch {
		case it.With == nil:
		case len(it.Choices) > 0:
			out = append(out, chosen(it, q)...)
		default:
			if rest, ok := behind(it.verb(), q); ok && strings.TrimSpace(rest) != "" {
				x := it
				x.Detail, x.Effect = it.Verb+" "+rest, func() pane.Effect { return it.With(rest) }
				_, at, _ := entry.Match(it.Verb, x.Title)
				out = append(out, hit{Item: x, at: at})
			}
		}
	}
	return out
}

// verb is what is typed before an argument.
func (it *Item) verb() string {
	if it.Verb != "" {
		return it.Verb
	}
	return it.Title
}

// behind returns what stands behind a verb and a blank, whatever the case of the verb.
func behind(verb, q string) (string, bool) {
	if len(q) <= len(verb) || q[len(verb)] != ' ' || !strings.EqualFold(q[:len(verb)], verb) {
		return "", false
	}
	return q[len(verb)+1:], true
}

// chosen offers the choices of a verb: all of them where just its name is typed, with a blank
// behind it; else those that the last word means.
func chosen(it Item, q string) []hit {
	if rest, ok := behind(it.verb(), q); ok {
		var out []hit
		for _, c := range it.Choices {
			if means(c, rest) {
				out = append(out, hit{Item: it.given(c)})
			}
		}
		return out
	}
	i := strings.LastIndexByte(q, ' ')
	if i <= 0 || i == len(q)-1 {
		return nil
	}
	if _, _, ok := entry.Match(q[:i], it.Title); !ok || !strings.HasPrefix(strings.ToLower(it.Title), strings.ToLower(q[:1])) {
		return nil
	}
	for _, c := range it.Choices {
		if c.Key == q[i+1:] {
			return []hit{{Item: it.given(c)}}
		}
	}
	return nil
}

// means reports whether what is typed is a choice: its key, or the beginning of a word of it.
func means(c act.Choice, typed string) bool {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" || typed == strings.ToLower(c.Key) {
		return true
	}
	return strings.HasPrefix(strings.ToLower(choiceName(c)), typed) || len(typed) > 1 && strings.Contains(" "+strings.ToLower(c.Title), " "+typed)
}

// choiceName is a choice in words; a digit says how many.
func choiceName(c act.Choice) string {
	if c.Key >= "2" && c.Key <= "9" {
		return c.Key + " " + c.Title
	}
	return c.Title
}

// given is the item with a choice made.
func (it Item) given(c act.Choice) Item {
	x := it
	x.ID, x.Title, x.Choices = it.ID+" "+c.Key, it.Title+": "+choiceName(c), nil
	if key, _, _ := strings.Cut(it.Hint, " "); key != "" {
		x.Hint = key + " " + c.Key
	}
	x.Effect = func() pane.Effect { return it.With(c.Key) }
	x.With = nil
	return x
}

// wants says what an item still needs before it can be done, "" for nothing.
func (it *Item) wants() string {
	if it.With != nil && it.Effect == nil {
		return it.verb() + " "
	}
	return ""
}

// cutWords shortens a text to w cells between two words, so that none is cut in its middle.
func cutWords(s string, w int, tail string) string {
	s = layout.Clean(s)
	if layout.Width(s) <= w {
		return s
	}
	room, out := w-layout.Width(tail), ""
	for _, word := range strings.Fields(s) {
		next := word
		if out != "" {
			next = out + " " + word
		}
		if layout.Width(next) > room {
			break
		}
		out = next
	}
	if out == "" {
		return layout.TruncateWith(s, w, tail)
	}
	return strings.TrimRight(out, ",;:.") + tail
}
