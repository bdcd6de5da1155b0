package mspdi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

// utf16Bytes encodes a text, with or without a byte-order mark.
func utf16Bytes(text string, big, mark bool) []byte {
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	out := make([]byte, 0, 2*len(units))
	for _, u := range units {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestEncodings(t *testing.T) {
	const name = "Größe „€“ 🎯"
	text := wrap(tasks(`<Task><UID>1</UID><Name>` + name + `</Name></Task>`))
	as := func(label string) string { return strings.Replace(text, "UTF-8", label, 1) }
	small := strings.ReplaceAll(as("windows-1252"), name, "Gr\xf6\xdfe \x84\x80\x93 x")
	for _, c := range []struct {
		what, want string
		raw        []byte
	}{
		{"UTF-8", name, []byte(text)},
		{"UTF-8 with a mark", name, []byte("\xEF\xBB\xBF" + text)},
		{"no declaration", name, []byte(text[strings.Index(text, "\n")+1:])},
		{"UTF-16 little", name, utf16Bytes(as("UTF-16"), false, true)},
		{"UTF-16 big", name, utf16Bytes(as("utf-16"), true, true)},
		{"UTF-16 without a mark", name, utf16Bytes(as("UTF-16LE"), false, false)},
		{"UTF-16 big without a mark", name, utf16Bytes(as("UTF-16BE"), true, false)},
		{"UTF-8 that says UTF-16", name, []byte(as("UTF-16"))},
		{"windows-1252", "Größe „€“ x", []byte(small)},
		{"ISO 8859-1", "Größe „€“ x", []byte(strings.Replace(small, "windows-1252", "iso-8859-1", 1))},
		{"Latin 1 in single quotes", "Größe „€“ x", []byte(strings.Replace(small, `"windows-1252"`, `'Latin1'`, 1))},
	} {
		t.Run(c.what, func(t *testing.T) {
			for _, in := range []io.Reader{bytes.NewReader(c.raw), iotest.OneByteReader(bytes.NewReader(c.raw))} {
				plan, err := Read(context.Background(), in, "plan.xml", nil)
				if err != nil || len(plan.Tasks) != 1 {
					t.Fatalf("%v, %v", err, plan.Problems)
				}
				if plan.Tasks[0].Name != c.want {
					t.Errorf("%q, want %q", plan.Tasks[0].Name, c.want)
				}
				wantNoProblems(t, plan)
			}
		})
	}
}

func TestUnknownEncoding(t *testing.T) {
	plan, err := Read(context.Background(), strings.NewReader(strings.Replace(wrap(""), "UTF-8", "EBCDIC-cp-fr", 1)), "plan.xml", nil)
	if !errors.Is(err, ErrFormat) {
		t.Fatalf("error %v", err)
	}
	wantProblem(t, plan, Rejected, 0, `"EBCDIC-cp-fr"`, "UTF-8")
}

func TestBadBytesAreReplaced(t *testing.T) {
	plan := body(t, tasks("<Task><UID>1</UID><Name>a\xffb</Name></Task>"))
	if plan.Tasks[0].Name != "a\uFFFDb" {
		t.Errorf("%q", plan.Tasks[0].Name)
	}
	wantProblem(t, plan, Warning, 0, "1 bytes are not valid")
}

func TestHalfUTF16(t *testing.T) {
	raw := utf16Bytes(wrap(""), false, true)
	plan, err := Read(context.Background(), bytes.NewReader(append(raw, '<')), "plan.xml", nil)
	if err != nil {
		t.Fatal(err)
	}
	wantProblem(t, plan, Warning, 0, "end of the plan")
	lone, _ := appendUTF16(nil, []byte{0x00, 0xD8, 'a', 0}, false, true)
	if string(lone) != "\uFFFDa" {
		t.Errorf("%q", lone)
	}
	if _, used := appendUTF16(nil, []byte{0x00, 0xD8}, false, false); used != 0 {
		t.Error("half a pair must wait for its other half")
	}
}

func TestControlCharactersInText(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"raw escape", "a\x1b[31mred\x1b[0m", "ared"},
		{"escape as reference", "a&#27;[31mred&#x1B;[0m", "ared"},
		{"title", "a\x1b]0;owned\x07b", "ab"},
		{"title as reference", "a&#x1b;]0;owned&#7;b", "ab"},
		{"vertical tab", "a\x0Bb&#11;c", "abc"},
		{"NUL", "a\x00b&#0;c", "abc"},
		{"surrogate as reference", "a&#xD800;b", "ab"},
		{"beyond Unicode", "a&#x110000;b", "ab"},
		{"C1 as reference", "a&#x9B;31mred", "ared"},
		{"a lawful reference", "a&#228;&#x1F3AF;b&amp;&lt;", "aä🎯b&<"},
		{"override", "a\u202Eb", "ab"},
		{"CDATA", "<![CDATA[a <b> & c]]>", "a <b> & c"},
		{"CDATA between text", "x<![CDATA[<]]>y", "x<y"},
		{"comment", "a<!-- b -->c", "ac"},
		{"element inside", "a<b>c</b>d", "ad"},
		{"processing instruction", "a<?b c?>d", "ad"},
	} {
		for _, wrapReader := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader} {
			text := wrap(tasks("<Task><UID>1</UID><Name>" + c.in + "</Name><ID>7</ID></Task>"))
			plan, err := Read(context.Background(), wrapReader(strings.NewReader(text)), "plan.xml", nil)
			if err != nil || len(plan.Tasks) != 1 {
				t.Errorf("%s: %v %v", c.what, err, plan.Problems)
				continue
			}
			if got := plan.Tasks[0]; got.Name != c.want || got.ID != 7 {
				t.Errorf("%s: %q, ID %d, want %q", c.what, got.Name, got.ID, c.want)
			}
		}
	}
}

// However the bytes arrive, the same plan comes of them: read one by one, the
// shortcuts of the scanner never apply, so this holds them to the decoder.
func TestChunksDoNotMatter(t *testing.T) {
	texts := map[string]string{
		"small":     wrap("\n\n" + tasks(task("1", "1", "<Notes>a\nb</Notes>\n"), "\n\n", task("1", "1", ""), "<Task/>", task("2", "x", link("9", "")))),
		"empties":   wrap("<Title/><Company/>\n<Tasks>\n<Task>\n<UID>1</UID><Name/>\n<PredecessorLink/>\n</Task><Task></Task></Tasks><Calendars/>"),
		"crlf":      strings.ReplaceAll(wrap(tasks(task("1", "1", ""), task("x", "1", ""))), "\n", "\r\n"),
		"attribute": wrap("<Title a='1'>x</Title>\n<Tasks b=\"2\">\n<Task c='3'>\n<UID d='4'>5</UID>\n</Task>\n</Tasks>"),
		"broken":    wrap(tasks(task("1", "1", ""))[:40]),
		"prefixed":  strings.NewReplacer("<T", "<p:T", "</T", "</p:T", "<U", "<p:U", "</U", "</p:U").Replace(wrap(tasks(task("1", "1", "")))),
	}
	for name, text := range texts {
		compareReaders(t, name, []byte(text))
	}
	for _, file := range dataFiles(t) {
		if _, raw := readData(t, file); len(raw) < 120<<10 {
			compareReaders(t, filepath.Base(file), raw)
		}
	}
}

func compareReaders(t *testing.T, name string, raw []byte) {
	t.Helper()
	want, err := Read(context.Background(), bytes.NewReader(raw), name, nil)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	for how, in := range map[string]io.Reader{
		"one byte":  iotest.OneByteReader(bytes.NewReader(raw)),
		"halves":    iotest.HalfReader(bytes.NewReader(raw)),
		"with data": iotest.DataErrReader(bytes.NewReader(raw)),
	} {
		got, err := Read(context.Background(), in, name, nil)
		if err != nil {
			t.Errorf("%s by %s: %v", name, how, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%s by %s: a different plan\n%+v\n%+v", name, how, got.Problems, want.Problems)
		}
	}
}

func TestReaderThatFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	text := wrap(tasks(task("1", "1", ""), task("2", "1", "")))
	in := io.MultiReader(strings.NewReader(text[:len(text)-60]), iotest.ErrReader(broken))
	plan, err := Read(context.Background(), in, "plan.xml", nil)
	if !errors.Is(err, broken) {
		t.Fatalf("error %v", err)
	}
	if len(plan.Tasks) != 1 || !plan.Incomplete {
		t.Errorf("%d tasks, incomplete %v", len(plan.Tasks), plan.Incomplete)
	}
	wantProblem(t, plan, Rejected, 0, "the disk is gone")
	if _, err := Read(context.Background(), iotest.ErrReader(broken), "plan.xml", nil); !errors.Is(err, broken) {
		t.Errorf("at once: %v", err)
	}
}

// silent never gives anything, nor an end.
type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }

func TestReaderThatStalls(t *testing.T) {
	if _, err := Read(context.Background(), silent{}, "plan.xml", nil); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("error %v", err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	raw := generate(3000, "")
	plan, err := Read(ctx, bytes.NewReader(raw), "big.xml", func(done int64) {
		if done > int64(len(raw)/2) {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || plan != nil {
		t.Errorf("plan %v, error %v", plan != nil, err)
	}
	cancel()
	if _, err := Read(ctx, bytes.NewReader(raw), "big.xml", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
}

// endless repeats a text for ever after a beginning.
type endless struct {
	begin, again string
	at           int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.begin != "" {
		n := copy(p, e.begin)
		e.begin = e.begin[n:]
		return n, nil
	}
	for i := range p {
		p[i] = e.again[e.at]
		e.at = (e.at + 1) % len(e.again)
	}
	return len(p), nil
}

func TestLimits(t *testing.T) {
	head := `<Project xmlns="http://schemas.microsoft.com/project"><Tasks><Task><UID>1</UID></Task>`
	for _, c := range []struct{ what, begin, again, want string }{
		{"endless text", head + "<Task><UID>2</UID><Name>", "xxxxxxxx", "longer than 16 MiB"},
		{"endless text in pieces", head + "<Task><UID>2</UID><Name>", strings.Repeat("x", 1000) + "<!-- -->", "longer than 16 MiB"},
		{"endless comment", head + "<!-- ", "xxxxxxxx", "longer than 16 MiB"},
		{"endless attribute", head + `<Task a="`, "xxxxxxxx", "longer than 16 MiB"},
		{"endless unmodelled", head + "<Task><Other>", strings.Repeat("x", 1000) + "<!-- -->", "longer than 16 MiB"},
		{"endless depth", head, "<a>", "deeper than 64"},
		{"endless depth with attributes", head, "<a b='c'>", "deeper than 64"},
	} {
		t.Run(c.what, func(t *testing.T) {
			plan, err := Read(context.Background(), &endless{begin: c.begin, again: c.again}, "plan.xml", nil)
			if err != nil {
				t.Fatal(err)
			}
			wantProblem(t, plan, Rejected, 1, c.want)
			if len(plan.Tasks) != 1 || !plan.Incomplete {
				t.Errorf("%d tasks, incomplete %v", len(plan.Tasks), plan.Incomplete)
			}
		})
	}
}
