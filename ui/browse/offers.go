package browse

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// offers are what the term under the cursor of the filter line could become.
type offers struct {
	list     []offer
	from, to int // the bytes of the line that one takes the place of
	at       int // the one picked, from 1; 0 for none
	top      int // the first that shows
}

// offer is one of them, and what is said of it.
type offer struct{ text, note string }

// mostOffers is how many show at a time.
const mostOffers = 7

// picked reports whether somebody moved onto one of them.
func (o *offers) picked() bool { return o.at > 0 }

// move goes to another one; before the first is none. False where there is nothing to move on.
func (o *offers) move(by int) bool {
	if len(o.list) == 0 || by < 0 && o.at == 0 {
		return false
	}
	o.at = max(0, min(o.at+by, len(o.list)))
	o.top = max(min(o.top, o.at-1), o.at-mostOffers, 0)
	return true
}

// complete puts the picked offer, else the first, in place of the term.
func (p *Pane) complete(env pane.Env) {
	o := &p.offers
	if len(o.list) == 0 {
		return
	}
	text := o.list[max(o.at-1, 0)].text
	if !strings.HasSuffix(text, ":") && p.filter.AtEnd() {
		text += " " // a whole term: the next one may follow
	}
	p.filter.Splice(o.from, o.to, text)
	p.typed(env)
}

// offer finds what the term under the cursor could become: the names of fields, then the values
// of one, as its type and the records at hand have them.
func (p *Pane) offer(env pane.Env) {
	l := p.list()
	line := p.filter.Value()
	pos := len(p.filter.Before())
	from, to := query.Term(line, pos)
	o := offers{from: from, to: to}
	for end := to; end < len(line) && line[end] != ' ' && line[end] != ')'; end++ {
		o.to = end + 1 // what stands after the cursor belongs to the term
	}
	term := line[from:to]
	if term == "" {
		p.offers = offers{}
		return
	}
	k := l.flatKind()
	field, head, value := fieldOfTerm(k, term)
	for _, text := range query.Complete(line, pos, k) {
		o.add(text, noteOf(k, field, text, head))
	}
	if field != nil && !env.Cold {
		seen := map[string]bool{}
		for _, x := range o.list {
			seen[x.text] = true
		}
		before := ""
		if i := strings.LastIndexByte(value, ','); i >= 0 {
			before, value = value[:i+1], value[i+1:]
		}
		for _, v := range matching(valuesHeld(env, k, field), strings.Trim(value, `"`)) {
			if text := head + before + query.Quote(v.text); !seen[text] {
				o.add(text, v.note)
			}
		}
	}
	if len(o.list) == 1 && o.list[0].text == term {
		o.list = nil // it is what is typed already
	}
	p.offers = o
}

func (o *offers) add(text, note string) {
	if len(o.list) < 60 {
		o.list = append(o.list, offer{text, note})
	}
}

// fieldOfTerm finds the field that a term compares, its name with the operator, and the value.
func fieldOfTerm(k *model.Kind, term string) (f *model.Field, head, value string) {
	i := strings.IndexAny(term, ":=<>!")
	if i <= 0 {
		return nil, "", ""
	}
	end := i
	for end < len(term) && strings.IndexByte(":=<>!", term[end]) >= 0 {
		end++
	}
	name := term[:i]
	if strings.EqualFold(name, "tag") {
		name = "tags"
	}
	return query.Named(k, name), term[:end], term[end:]
}

// noteOf says what an offer is: the help of a field, or of a choice.
func noteOf(k *model.Kind, f *model.Field, text, head string) string {
	if f == nil {
		if x := k.Field(strings.TrimSuffix(text, ":")); x != nil {
			if x.Help != "" {
				return x.Help
			}
			return typeWords[x.Type]
		}
		return ""
	}
	for _, c := range f.Choices {
		if strings.TrimPrefix(text, head) == strings.ReplaceAll(c.Value, " ", "_") {
			return c.Help
		}
	}
	return ""
}

// held is the values that the records of a kind have in a field, the most frequent first.
type held struct {
	ids   []model.ID
	texts []string
}

type heldKey string

// mostValues bounds what is remembered of a field: more different values are no help to anybody.
const mostValues = 400

// valuesHeld lists the values of a field that there are, as they are written in a filter. What
// the records hold is counted once for each state of the kind.
func valuesHeld(env pane.Env, k *model.Kind, f *model.Field) []offer {
	switch f.Type {
	case model.TypeRef, model.TypeRefs, model.TypeTags, model.TypeText, model.TypeCalc:
	default:
		return nil
	}
	if f.Title {
		return nil
	}
	if f.Type == model.TypeCalc && !strings.HasPrefix(f.Name, model.CustomPrefix) {
		return nil
	}
	h := model.Memo(env.Snap, k.Prefix, heldKey(f.Name), func(all iter.Seq[model.Record]) held { return countHeld(f, all) })
	c := env.Ctx()
	var out []offer
	for _, id := range h.ids {
		out = append(out, offer{c.NameOf(id), id.String()})
	}
	for _, s := range h.texts {
		out = append(out, offer{text: s})
	}
	return out
}

func countHeld(f *model.Field, all iter.Seq[model.Record]) held {
	ids, texts := map[model.ID]int{}, map[string]int{}
	for r := range all {
		f.EachRef(r, func(id model.ID) { ids[id]++ })
		switch {
		case f.HasRefs() || len(texts) > 4*mostValues:
		case f.Type == model.TypeTags:
			for _, s := range f.Strings(r) {
				texts[s]++
			}
		default:
			if s := f.Text(&model.Ctx{}, r); s != "" && len(s) < 60 {
				texts[s]++
			}
		}
	}
	return held{often(ids), often(texts)}
}

// often lists the keys of a count, the highest first.
func often[K cmp.Ordered](count map[K]int) []K {
	out := make([]K, 0, len(count))
	for k := range count {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b K) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), mostValues)]
}

// matching picks the values that begin with what is typed, then those that contain it.
func matching(values []offer, typed string) []offer {
	low := strings.ToLower(typed)
	var first, later []offer
	for _, v := range values {
		switch at := strings.Index(strings.ToLower(v.text), low); {
		case at == 0:
			first = append(first, v)
		case at > 0:
			later = append(later, v)
		}
	}
	return append(first, later...)
}

// drawOffers lays the offers over the lines above the filter line, where the term begins.
func (p *Pane) drawOffers(env pane.Env, lines []string, w, bottom int) []string {
	o, th := &p.offers, env.Theme
	n := min(len(o.list), mostOffers, bottom-1)
	if n < 1 || w < 24 {
		return lines
	}
	shown := o.list[o.top:min(o.top+n, len(o.list))]
	wide, note := 0, 0
	for _, x := range shown {
		wide, note = max(wide, layout.Width(layout.Clean(x.text))), max(note, layout.Width(layout.Clean(x.note)))
	}
	wide = min(wide, w-8)
	note = min(note, w-8-wide, 44)
	total := wide + 2
	if note > 3 {
		total += note + 2
	}
	box := make([]string, 0, n)
	for i, x := range shown {
		text := " " + layout.FitWith(layout.Clean(x.text), wide, layout.Left, th.Glyphs.Ellipsis) + " "
		said := ""
		if note > 3 {
			said = " " + layout.FitWith(layout.Clean(x.note), note, layout.Left, th.Glyphs.Ellipsis) + " "
		}
		if o.at == o.top+i+1 {
			box = append(box, th.Select.Render(text+said))
			continue
		}
		box = append(box, th.Input.Render(text)+th.Dim.On(th.Input).Render(said))
	}
	x := min(max(2+p.filter.CellOf(o.from), 0), max(w-total, 0))
	return layout.Overlay(lines, box, x, bottom-n)
}
