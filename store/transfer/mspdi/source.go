package mspdi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

const (
	chunkSize = 64 << 10
	// maxValue bounds a single token and a single element's text, which is what
	// the XML decoder holds in memory at once.
	maxValue = 16 << 20
	// sniffSize is enough for a byte-order mark and an XML declaration.
	sniffSize = 512
)

// errTooLong ends a read whose next token would not fit in memory's share.
var errTooLong = fmt.Errorf("a single value is longer than %d MiB", maxValue>>20)

// source turns the bytes of a file into clean UTF-8 for the XML decoder. It
// feeds it byte by byte, so that it alone decides how far a token may reach,
// reports progress, and notices when the reader has lost interest.
type source struct {
	ctx      context.Context
	in       io.Reader
	progress func(int64)
	done     int64 // bytes of the file read so far

	raw   []byte // the chunk as read; raw[:left] is what the last pass left over
	left  int
	utf8  []byte // the chunk after the charset
	tail  int    // bytes of utf8 that the last pass left over
	clean cleaner

	out    []byte
	pos    int
	served int64 // bytes handed out before out
	mark   int64 // where the current token began
	eof    bool  // nothing more is to be read from in
	ending error // why: io.EOF, or what went wrong
	err    error // why reading stopped; io.EOF at the regular end

	decode charset
}

// newSource reads the head of the file to learn its encoding. Its error is one
// of reading; a file of an unknown kind is left for the decoder to refuse.
func newSource(ctx context.Context, in io.Reader, progress func(int64)) (*source, error) {
	s := &source{ctx: ctx, in: in, progress: progress, raw: make([]byte, chunkSize)}
	for s.left < sniffSize && !s.eof {
		if err := s.read(); err != nil {
			return s, err
		}
	}
	skip := 0
	s.decode, skip = detectCharset(s.raw[:s.left])
	s.left = copy(s.raw, s.raw[skip:s.left])
	return s, nil
}

// head shows the beginning of the file before any of it was served.
func (s *source) head() []byte { return s.raw[:s.left] }

// read takes one more piece of the file behind what is left of the last. Where
// the reader fails, that is the end of the file until what came before is used.
func (s *source) read() error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	n, err := s.in.Read(s.raw[s.left:])
	for idle := 0; n == 0 && err == nil; idle++ {
		if idle == 100 {
			err = io.ErrNoProgress
			break
		}
		n, err = s.in.Read(s.raw[s.left:])
	}
	s.left += n
	s.done += int64(n)
	if s.progress != nil && n > 0 {
		s.progress(s.done)
	}
	if err != nil {
		s.eof = true
		s.ending = err
	}
	return nil
}

// startToken tells that a new token begins: the limit counts from here.
func (s *source) startToken() { s.mark = s.served + int64(s.pos) }

// ahead is what is ready to be read, until the next call of take or ReadByte.
func (s *source) ahead() []byte { return s.out[s.pos:] }

// take moves past n bytes of ahead.
func (s *source) take(n int) { s.pos += n }

// ReadByte is what the XML decoder reads through.
func (s *source) ReadByte() (byte, error) {
	for s.pos >= len(s.out) {
		if s.err == nil {
			s.err = s.fill()
		}
		if s.err != nil {
			return 0, s.err
		}
	}
	b := s.out[s.pos]
	s.pos++
	return b, nil
}

// Read exists because the decoder asks for an io.Reader; it is not used.
func (s *source) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := s.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

// fill makes the next chunk: read, decode the charset, clean.
func (s *source) fill() error {
	s.served += int64(len(s.out))
	s.out, s.pos = s.out[:0], 0
	if s.served-s.mark > maxValue {
		return errTooLong
	}
	if s.eof && s.left == 0 && s.tail == 0 {
		return s.ending
	}
	if !s.eof && s.left < len(s.raw) { // full once, after a generous first read
		if err := s.read(); err != nil {
			return err
		}
	}
	var used int
	s.utf8, used = s.decode.append(s.utf8[:s.tail], s.raw[:s.left], s.eof)
	s.left = copy(s.raw, s.raw[used:s.left])
	s.out, used = s.clean.append(s.out, s.utf8, s.eof && s.left == 0)
	s.tail = copy(s.utf8, s.utf8[used:])
	return nil
}

// failure is the reason why the file itself could not be read on, nil where it
// simply ended or the fault lies in its contents.
func (s *source) failure() error {
	if s.err == nil || errors.Is(s.err, io.EOF) || errors.Is(s.err, errTooLong) {
		return nil
	}
	return s.err
}

// binaryKind names kinds of file that people hand over by mistake.
func binaryKind(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return "a binary Microsoft Office file (.mpp?); save it from MS Project as XML"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "a zip archive; unpack it first"
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		return "a gzip file; unpack it first"
	case bytes.HasPrefix(head, []byte("%PDF")):
		return "a PDF file"
	}
	return ""
}
