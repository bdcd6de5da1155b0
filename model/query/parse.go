package query

import (
	"strings"

	"tandem/model"
)

// node is a part of a parsed filter: and, or, not, *term. A nil node is always true.
type node interface{}

type (
	and []node
	or  []node
	not struct{ of node }
)

// term is one comparison. An empty name is a word looked for in any searched field.
type term struct {
	name, op, value    string
	pos, end           int // of the whole term
	valuePos           int
	quoted, unfinished bool // unfinished: a quote is not closed
}

func eachTerm(n node, yield func(*term)) {
	switch x := n.(type) {
	case and:
		for _, y := range x {
			eachTerm(y, yield)
		}
	case or:
		for _, y := range x {
			eachTerm(y, yield)
		}
	case *term:
		yield(x)
	}
}

// parser is a recursive descent over the text. In a lenient one a term that fails is left
// out; in both the first failure is kept in err.
type parser struct {
	s       string
	i       int
	depth   int // of everything nested
	open    int // parentheses
	kind    *model.Kind
	lenient bool
	err     error
}

const maxDepth = 100

func newParser(s string, k *model.Kind) *parser { return &parser{s: s, kind: k} }

func (p *parser) fail(e *Error) {
	if p.err == nil {
		p.err = e
	}
}

func (p *parser) parse() node {
	n := p.anyOf()
	for p.i < len(p.s) && (p.lenient || p.err == nil) { // only ")" without its "("
		p.fail(&Error{Pos: p.i, Len: 1, Message: `")" without a "(" before it`})
		p.i++
		n = all(n, p.anyOf())
	}
	return n
}

func all(list ...node) node {
	var out and
	for _, n := range list {
		if n != nil {
			out = append(out, n)
		}
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

// anyOf reads alternatives up to the end or an unmatched ")".
func (p *parser) anyOf() node {
	var out or
	for {
		at := p.i
		n, count := p.allOf()
		if n != nil {
			out = append(out, n)
		}
		word, pos := p.peekWord()
		if word != "or" {
			if count == 0 && len(out) > 0 && at > 0 {
				p.fail(&Error{Pos: at, Len: len(p.s) - at, Message: `a term is expected after "or"`})
			}
			break
		}
		if count == 0 {
			p.fail(&Error{Pos: pos, Len: 2, Message: `a term is expected before "or"; write "or" in quotes to look for the word`})
		}
		p.i = pos + 2
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

// allOf reads terms up to "or", ")" or the end; count is how many there were, left out or not.
func (p *parser) allOf() (n node, count int) {
	var out []node
	for {
		p.blanks()
		if p.i >= len(p.s) || p.s[p.i] == ')' || p.err != nil && !p.lenient {
			break
		}
		word, pos := p.peekWord()
		if word == "or" {
			break
		}
		if word == "and" {
			p.i = pos + 3
			continue
		}
		out = append(out, p.unary())
		count++
	}
	return all(out...), count
}

func (p *parser) unary() node {
	at := p.i
	word, pos := p.peekWord()
	switch {
	case word == "not":
		p.i = pos + 3
	case p.s[p.i] == '-':
		p.i++
	case p.s[p.i] == '(':
		return p.group()
	default:
		return p.term()
	}
	if p.s[at] != '-' {
		p.blanks()
	}
	if w, _ := p.peekWord(); p.i >= len(p.s) || p.s[p.i] == ' ' || p.s[p.i] == ')' || w == "or" {
		p.fail(&Error{Pos: at, Len: p.i - at, Message: "a term is expected after \"" + strings.TrimSpace(p.s[at:p.i]) + "\""})
		return nil
	}
	if p.depth >= maxDepth {
		return p.tooDeep()
	}
	p.depth++
	n := p.unary()
	p.depth--
	if n == nil {
		return nil
	}
	return not{n}
}

func (p *parser) tooDeep() node {
	p.fail(&Error{Pos: p.i, Len: len(p.s) - p.i, Message: "too many parentheses within one another"})
	p.i = len(p.s)
	return nil
}

func (p *parser) group() node {
	at := p.i
	if p.depth >= maxDepth {
		return p.tooDeep()
	}
	p.i++
	p.depth++
	p.open++
	n := p.anyOf()
	p.depth--
	p.open--
	if p.i < len(p.s) && p.s[p.i] == ')' {
		p.i++
		if n == nil {
			p.fail(&Error{Pos: at, Len: p.i - at, Message: "nothing stands between the parentheses"})
		}
	} else {
		p.fail(&Error{Pos: at, Len: 1, Message: `"(" without its ")"`, Expected: []string{")"}})
	}
	return n
}

// term reads one term and makes sure that it can be compiled for the kind.
func (p *parser) term() node {
	t := p.scan()
	if t.unfinished && !p.lenient {
		p.fail(&Error{Pos: t.valuePos, Len: len(p.s) - t.valuePos, Message: "the quote is not closed", Expected: []string{`"`}})
		return nil
	}
	if p.lenient && t.name != "" && t.op == ":" && t.value == "" && !t.quoted && t.end == len(p.s) {
		p.fail(&Error{Pos: t.pos, Len: t.end - t.pos, Message: "a value is expected after \"" + t.name + ":\"; a blank finds what is empty"})
		return nil
	}
	if t.name == "" && t.value == "" {
		return nil
	}
	if err := check(p.kind, t); err != nil {
		p.fail(err)
		return nil
	}
	return t
}
