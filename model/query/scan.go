package query

import (
	"strings"

	"tandem/model"
)

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

func (p *parser) blanks() {
	for p.i < len(p.s) && blank(p.s[p.i]) {
		p.i++
	}
}

// peekWord returns the plain word that comes next, in lower case, and where; "" for anything
// but and, or, not standing alone.
func (p *parser) peekWord() (string, int) {
	i := p.i
	for i < len(p.s) && blank(p.s[i]) {
		i++
	}
	for _, w := range []string{"or", "and", "not"} {
		end := i + len(w)
		if end <= len(p.s) && strings.EqualFold(p.s[i:end], w) &&
			(end == len(p.s) || blank(p.s[end]) || p.s[end] == '(' || p.s[end] == ')') {
			return w, i
		}
	}
	return "", i
}

// scan reads the term at the cursor, which is not at a blank.
func (p *parser) scan() *term {
	t := &term{pos: p.i, valuePos: p.i}
	if name, op, next := p.fieldOp(); op != "" {
		t.name, t.op, p.i = name, op, next
	}
	t.valuePos = p.i
	if p.i < len(p.s) && p.s[p.i] == '"' {
		t.quoted = true
		t.value, t.unfinished = p.quoted()
	} else {
		for p.i < len(p.s) && !blank(p.s[p.i]) && (p.open == 0 || p.s[p.i] != ')') {
			p.i++
		}
		t.value = p.s[t.valuePos:p.i]
	}
	t.end = p.i
	return t
}

// fieldOp reads a field's name and the operator behind it; op is "" where there is none.
// Blanks may stand around an operator but ":"; behind = and != only if before them too.
func (p *parser) fieldOp() (name, op string, next int) {
	i := p.i
	if i < len(p.s) && p.s[i] == '"' {
		return p.quotedField()
	}
	if i >= len(p.s) || !nameByte(p.s[i]) || p.s[i] == '-' || p.s[i] >= '0' && p.s[i] <= '9' {
		return "", "", i
	}
	for i < len(p.s) && nameByte(p.s[i]) {
		i++
	}
	if i < len(p.s) && p.s[i] == '.' && strings.EqualFold(p.s[p.i:i+1], model.CustomPrefix) {
		for i++; i < len(p.s) && (nameByte(p.s[i]) || p.s[i] >= 0x80); i++ { // a custom value
		}
	}
	name = p.s[p.i:i]
	if strings.HasPrefix(p.s[i:], "://") {
		return "", "", p.i
	}
	j := i
	for j < len(p.s) && blank(p.s[j]) {
		j++
	}
	op = operator(p.s[j:])
	if op == "" || j > i && op == ":" {
		return "", "", p.i
	}
	next = j + len(op)
	if op == "==" {
		op = "="
	}
	if j > i || op[0] == '<' || op[0] == '>' {
		for next < len(p.s) && blank(p.s[next]) {
			next++
		}
	}
	return name, op, next
}

// quotedField reads a field's name that stands in quotes because of its blanks, right before its
// operator: "issue type":Epic. Any other text in quotes is a text.
func (p *parser) quotedField() (name, op string, next int) {
	from := p.i
	name, open := p.quoted()
	next, p.i = p.i, from
	if open || strings.TrimSpace(name) == "" {
		return "", "", from
	}
	if op = operator(p.s[next:]); op == "" {
		return "", "", from
	}
	next += len(op)
	if op == "==" {
		op = "="
	}
	return strings.TrimSpace(name), op, next
}

func operator(s string) string {
	for _, op := range []string{"!=", "<=", ">=", "==", "<", ">", "=", ":"} {
		if strings.HasPrefix(s, op) {
			return op
		}
	}
	return ""
}

// quoted reads a text in quotes, where \" is a quote; open tells that it does not end.
func (p *parser) quoted() (s string, open bool) {
	var b strings.Builder
	for p.i++; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return b.String(), false
		case c == '\\' && p.i+1 < len(p.s) && (p.s[p.i+1] == '"' || p.s[p.i+1] == '\\'):
			p.i++
			b.WriteByte(p.s[p.i])
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// Quote returns s as a filter can hold it as a value: in quotes where it must be.
func Quote(s string) string {
	if s != "" && s != "*" && s[0] != '=' && !strings.ContainsAny(s, " \t\r\n\"(),\\") {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
