package sheet

import (
	"bytes"
	"context"
	"fmt"
	"unicode/utf8"
)

// texts are those that the cells of all sheets share.
type texts struct {
	list []string
	bad  map[int]string // those that cannot be taken, and why
}

// perText is what a text costs beside its bytes.
const perText = 16

// sharedTexts reads the shared texts, once.
func (b *Book) sharedTexts(ctx context.Context) (*texts, error) {
	if b.texts != nil {
		return b.texts, nil
	}
	if b.textsAt == "" {
		return nil, broken("its shared texts are missing")
	}
	r, err := b.pack.open(ctx, b.textsAt)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	t := &texts{bad: map[int]string{}}
	if err = t.read(newScanner(r), b.lim); err == nil {
		err = r.drain()
	}
	if err != nil {
		return nil, fmt.Errorf("shared texts: %w", err)
	}
	b.texts = t
	return t, nil
}

// read takes the list.
func (t *texts) read(x *scanner, lim Limits) error {
	var buf []byte
	left := lim.Texts
	for {
		tok, err := x.next()
		if err != nil || tok == atEnd {
			return err
		}
		if tok != opened || string(x.name) != "si" {
			continue
		}
		var over bool
		if buf, over, err = x.rich(buf[:0], lim.Cell); err != nil {
			return err
		}
		s, why := textOf(buf, over, lim.Cell)
		if why != "" {
			t.bad[len(t.list)] = why
			left -= 2 * perText
		}
		t.list = append(t.list, s)
		if left -= int64(len(s) + perText); left < 0 {
			return fmt.Errorf("%w: its texts take more than %d MB", ErrTooLarge, lim.Texts>>20)
		}
	}
}

// rich appends the text of a string item: plain, or in runs of different looks. How it is
// pronounced, which stands beside it in some languages, is no part of it.
func (x *scanner) rich(dst []byte, limit int) (_ []byte, over bool, err error) {
	for depth := 1; depth > 0; {
		tok, err := x.next()
		if err != nil {
			return dst, over, err
		}
		switch {
		case tok == closed:
			depth--
		case tok != opened:
		case string(x.name) == "t":
			var more bool
			if dst, more, err = x.content(dst, limit); err != nil {
				return dst, over, err
			}
			over = over || more
		case string(x.name) == "r" && depth == 1:
			depth++
		default:
			if err := x.skip(); err != nil {
				return dst, over, err
			}
		}
	}
	return dst, over, nil
}

// textOf makes the text of a cell of its bytes; why tells what is wrong with it.
func textOf(b []byte, over bool, limit int) (s, why string) {
	switch {
	case over:
		return "", fmt.Sprintf("a cell is larger than %d KB", limit>>10)
	case len(b) == 0:
		return "", ""
	case !utf8.Valid(b):
		return "", "wrong encoding: its text is not UTF-8"
	case bytes.Contains(b, []byte("_x")):
		b = unescapeUnits(b)
	}
	return string(b), ""
}

// unescapeUnits resolves _x000D_, by which workbooks write what XML cannot hold, in place.
func unescapeUnits(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); {
		u, ok := unitAt(b[i:])
		if !ok {
			out = append(out, b[i])
			i++
			continue
		}
		i += unitLen
		if u >= 0xd800 && u < 0xdc00 { // half of a character, the other half behind it
			if low, ok := unitAt(b[i:]); ok && low >= 0xdc00 && low < 0xe000 {
				u = (u-0xd800)<<10 + (low - 0xdc00) + 0x10000
				i += unitLen
			}
		}
		out = utf8.AppendRune(out, u)
	}
	return out
}

// unitLen is the length of _x000D_.
const unitLen = 7

// unitAt reads the unit of UTF-16 that is written where the text begins.
func unitAt(b []byte) (rune, bool) {
	if len(b) < unitLen || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	u := rune(0)
	for _, c := range b[2:6] {
		switch {
		case c >= '0' && c <= '9':
			u = u<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			u = u<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			u = u<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return u, true
}
