package mspdi

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// charset says how the bytes of a file become UTF-8.
type charset uint8

const (
	charsetUTF8 charset = iota
	charset1252         // windows-1252, which also stands in for ISO 8859-1
	charsetUTF16LE
	charsetUTF16BE
	charsetUnknown // named in the declaration, not known here
)

// detectCharset decides by the byte-order mark, then by the shape of the first
// two bytes, then by the XML declaration, and says how long the mark is.
func detectCharset(head []byte) (found charset, skip int) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return charsetUTF8, 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return charsetUTF16LE, 2
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return charsetUTF16BE, 2
	case bytes.HasPrefix(head, []byte{'<', 0}):
		return charsetUTF16LE, 0
	case bytes.HasPrefix(head, []byte{0, '<'}):
		return charsetUTF16BE, 0
	}
	return charsetByName(declaredEncoding(head)), 0
}

// declaredEncoding is the encoding that the XML declaration names, or "".
func declaredEncoding(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	end := bytes.Index(head, []byte("?>"))
	if end < 0 || !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	_, rest, ok := bytes.Cut(head[:end], []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if !ok || len(rest) == 0 {
		return ""
	}
	name, _, _ := bytes.Cut(rest[1:], rest[:1])
	return string(name)
}

// charsetByName knows the names under which plans are found in the wild. A name
// of the UTF-16 family in a file of single bytes is a re-saved file: UTF-8.
func charsetByName(name string) charset {
	switch strings.ToLower(name) {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "unicode", "ucs-2":
		return charsetUTF8
	case "windows-1252", "cp1252", "cp-1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1":
		return charset1252
	}
	return charsetUnknown
}

// append decodes src behind dst and says how much of src it used; the rest is
// the beginning of a character whose end has not been read yet.
func (c charset) append(dst, src []byte, last bool) ([]byte, int) {
	switch c {
	case charset1252:
		for _, b := range src {
			switch {
			case b < 0x80:
				dst = append(dst, b)
			case b < 0xA0:
				dst = utf8.AppendRune(dst, high1252[b-0x80])
			default:
				dst = utf8.AppendRune(dst, rune(b))
			}
		}
		return dst, len(src)
	case charsetUTF16LE, charsetUTF16BE:
		return appendUTF16(dst, src, c == charsetUTF16BE, last)
	}
	return append(dst, src...), len(src)
}

// appendUTF16 decodes whole characters; half ones at the very end of the file
// become the replacement character.
func appendUTF16(dst, src []byte, big, last bool) ([]byte, int) {
	unit := func(i int) rune {
		if big {
			return rune(src[i])<<8 | rune(src[i+1])
		}
		return rune(src[i+1])<<8 | rune(src[i])
	}
	i := 0
	for i+1 < len(src) {
		r, size := unit(i), 2
		if utf16.IsSurrogate(r) {
			if i+3 >= len(src) && !last {
				return dst, i
			}
			if i+3 < len(src) {
				r = utf16.DecodeRune(r, unit(i+2))
			}
			if r > 0xFFFF {
				size = 4
			}
		}
		dst = utf8.AppendRune(dst, r)
		i += size
	}
	if last && i < len(src) {
		return utf8.AppendRune(dst, utf8.RuneError), len(src)
	}
	return dst, i
}

// high1252 is what windows-1252 means by 0x80 to 0x9F; the five unassigned
// codes fall on the controls that cleaning removes.
var high1252 = [32]rune{
	0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
	0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
}
