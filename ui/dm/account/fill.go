package account

import "tandem/ui/layout"

// column lays out the parts that stand in column c of n. A part shows few rows and sends to its list for
// the rest, so that the parts below are in sight; where the page has room left, there are as many rows
// of each as it holds, and what is too long for its line goes on below it.
func (p *Pane) column(c, n, w int) []row {
	lay := func(most int) []row {
		m := &maker{facts: p.facts, th: p.env.Theme, w: w, most: most, all: p.folded[allNews], key: p.key}
		for _, s := range sections() {
			if s.col[n] == c {
				m.section(&s, p.folded[s.name])
			}
		}
		return m.rows
	}
	room := p.built.h - headLines
	most := mostAt(p.built.h)
	rows := lay(most)
	for cut(rows) && len(rows) < room {
		most++
		more := lay(most)
		if len(more) > room {
			break
		}
		rows = more
	}
	return unfold(rows, w, room-len(rows))
}

// cut reports whether a part sends to its list for more.
func cut(rows []row) bool {
	for i := range rows {
		if rows[i].more != "" {
			return true
		}
	}
	return false
}

// unfold lets lines that end in a text too long for them go on below, as long as there is room for so many
// more lines.
func unfold(rows []row, w, room int) []row {
	if room <= 0 {
		return rows
	}
	out := make([]row, 0, len(rows)+room)
	for _, r := range rows {
		out = append(out, r)
		last := len(r.left) - 1
		if last < 1 || r.idle || r.head {
			continue
		}
		indent, right := 0, 0
		for _, x := range r.left[:last] {
			indent += layout.Width(x.text)
		}
		for _, x := range r.right {
			right += layout.Width(x.text)
		}
		if right > 0 {
			right++
		}
		text := r.left[last]
		n := w - indent - right
		if n < leastText || layout.Width(text.text) <= n {
			continue
		}
		lead := 0 // blanks before the text stand before every line of it
		for lead < len(text.text) && text.text[lead] == ' ' {
			lead++
		}
		lines := layout.Wrap(text.text[lead:], n-lead)
		if len(lines)-1 > room {
			continue
		}
		room -= len(lines) - 1
		at := &out[len(out)-1]
		at.left = append(append([]piece(nil), r.left[:last]...), piece{layout.Blank(lead) + lines[0], text.style})
		for _, l := range lines[1:] {
			out = append(out, row{section: r.section, idle: true, left: []piece{{layout.Blank(indent+lead) + l, text.style}}})
		}
	}
	return out
}

// leastText is how many cells a text must have to go on below.
const leastText = 12
