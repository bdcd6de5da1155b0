package transfer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxWhole is the largest file that is read into memory as a whole.
const maxWhole = 1 << 30

// errTooLarge is the error for a file beyond maxWhole.
var errTooLarge = errors.New("is larger than 1 GiB")

// readWhole reads a document to its end, as it is at that moment: what is written behind the
// end meanwhile is not waited for. A text in UTF-16 with a byte-order mark becomes UTF-8.
func readWhole(ctx context.Context, in io.Reader, size int64) ([]byte, error) {
	return readUpTo(ctx, in, size, maxWhole)
}

// readUpTo is readWhole with a bound of its own.
func readUpTo(ctx context.Context, in io.Reader, size int64, most int) ([]byte, error) {
	var b bytes.Buffer
	if size > 0 && size < int64(most) {
		b.Grow(int(size) + bytes.MinRead)
	}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := io.CopyN(&b, in, 1<<20)
		switch {
		case errors.Is(err, io.EOF):
			return utf8Of(b.Bytes()), nil
		case err != nil:
			return nil, err
		case n > 0 && b.Len() > most:
			return nil, errTooLarge
		}
	}
}

// westernOf decodes a text in Windows-1252, as old office programs write one: bytes beyond ASCII, and
// none of them UTF-8. was tells that it was one. A text that is UTF-8 in parts is damaged, and stays
// as it is: its reader says where.
func westernOf(data []byte) (text []byte, was bool) {
	if utf8.Valid(data) {
		return data, false
	}
	for rest := data; len(rest) > 0; {
		i := bytes.IndexFunc(rest, func(r rune) bool { return r >= utf8.RuneSelf })
		if i < 0 {
			break
		}
		if r, n := utf8.DecodeRune(rest[i:]); r != utf8.RuneError || n > 1 {
			return data, false
		}
		rest = rest[i+1:]
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return data, false
	}
	return out, true
}

// readWestern is readWhole for what is to be UTF-8 and now and then is Windows-1252; what that means
// is told, to be added to the problems.
func readWestern(ctx context.Context, name string, in io.Reader, size int64) (data []byte, told []Problem, err error) {
	if data, err = readWhole(ctx, in, size); err != nil {
		return nil, nil, readError(ctx, name, err)
	}
	data, was := westernOf(data)
	if was {
		told = []Problem{{File: name, Message: "it is no UTF-8; read as Windows-1252"}}
	}
	return data, told, nil
}

// utf8Of decodes UTF-16 that says so, and returns anything else as it is.
func utf8Of(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return data
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// stepper reports how far a reader of a whole document is, and when to stop.
type stepper struct {
	ctx   context.Context
	total int64
	tell  func(done, total int64)
	n     int
}

func newStepper(ctx context.Context, total int, opt Options) *stepper {
	return &stepper{ctx: ctx, total: int64(total), tell: opt.Progress}
}

// at is called for each item with the bytes behind it; it asks and tells now and then.
func (s *stepper) at(done int) error {
	if s.n++; s.n%256 != 0 {
		return nil
	}
	if s.tell != nil {
		s.tell(min(int64(done), s.total), s.total)
	}
	return s.ctx.Err()
}

// end says that all is read.
func (s *stepper) end() {
	if s.tell != nil {
		s.tell(s.total, s.total)
	}
}

// nothing is the error of a file of which no record can be taken.
func nothing(name, why string) error { return fmt.Errorf("%s: %w: %s", name, ErrNothing, why) }

// onlyAs refuses --as where the format makes one kind of record only.
func onlyAs(name, as string, kinds ...string) error {
	if as == "" || slices.Contains(kinds, as) {
		return nil
	}
	return fmt.Errorf("%s can be taken as %s only, not as %q", name, strings.Join(kinds, " or "), as)
}

// readError names the file in what kept it from being read; a cancelled context stays itself.
func readError(ctx context.Context, name string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%s: %w", name, err)
}
