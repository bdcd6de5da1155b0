package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// told is a document as the scanner tells it: tags with their attributes, texts, ends.
func told(in io.Reader) (string, error) {
	var b strings.Builder
	x := newScanner(in)
	for {
		tok, err := x.next()
		if err != nil {
			return b.String(), err
		}
		switch tok {
		case atEnd:
			return b.String(), nil
		case opened:
			fmt.Fprintf(&b, "<%s", x.name)
			for _, a := range x.attrs {
				fmt.Fprintf(&b, " %s=%q", a.name, a.value)
			}
			b.WriteString(">")
		case closed:
			fmt.Fprintf(&b, "</%s>", x.name)
		case chars:
			b.Write(x.text)
		}
	}
}

// toldByLibrary is the same by the library's decoder.
func toldByLibrary(in io.Reader) (string, error) {
	var b strings.Builder
	d := xml.NewDecoder(in)
	depth := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		switch v := tok.(type) {
		case xml.StartElement:
			depth++
			fmt.Fprintf(&b, "<%s", v.Name.Local)
			for _, a := range v.Attr {
				fmt.Fprintf(&b, " %s=%q", a.Name.Local, a.Value)
			}
			b.WriteString(">")
		case xml.EndElement:
			depth--
			fmt.Fprintf(&b, "</%s>", v.Name.Local)
		case xml.CharData:
			if depth > 0 {
				b.Write(v)
			}
		}
	}
}

// TestScannerTells reads small documents whole and byte by byte.
func TestScannerTells(t *testing.T) {
	for doc, want := range map[string]string{
		`<a/>`:                           `<a></a>`,
		"\xef\xbb\xbf<a>x</a>":           `<a>x</a>`,
		`<?xml version="1.0"?><a ></a>`:  `<a></a>`,
		`<p:a p:b='1' c = "x>y">t</p:a>`: `<a b="1" c="x>y">t</a>`,
		`<a>1 &lt; 2 &amp;&#38;&#x26;&quot;&apos;&gt;</a>`: `<a>1 < 2 &&&"'></a>`,
		"<a>x\r\ny\rz\n</a>": "<a>x\ny\nz\n</a>",
		"<a>\r&#10;</a>":     "<a>\n\n</a>",
		`<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]>c</a>`:             `<a><b>&amp;]]>c</a>`,
		`<a><!-- <b> -- ' --><b k="&quot;&#9;"/></a><!-- end -->`: `<a><b k="\"\t"></b></a>`,
		"<a>ä☃\U0001f600</a>\n":                                   "<a>ä☃\U0001f600</a>",
	} {
		for name, in := range map[string]io.Reader{"whole": strings.NewReader(doc), "bytes": iotest.OneByteReader(strings.NewReader(doc)), "end with data": iotest.DataErrReader(strings.NewReader(doc))} {
			if got, err := told(in); err != nil || got != want {
				t.Errorf("%s %q: want %q, got %q %v", name, doc, want, got, err)
			}
		}
	}
}

// TestScannerRefuses holds that damage is told, never passed over.
func TestScannerRefuses(t *testing.T) {
	for _, doc := range []string{
		`<a>`, `<a`, `<a b`, `<a b=>`, `<a b=1/>`, `<a b="1/>`, `<a></b>`, `</a>`, `<a/></a>`, `<>`, `< a/>`, `text`, `<a/>text`,
		`<a>&nbsp;</a>`, `<a>&lt</a>`, `<a>&`, `<a>&#0;</a>`, `<a>&#xD800;</a>`, `<a>&#99999999;</a>`, `<a b="&x;"/>`, `<a b="&lt"/>`,
		`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, `<a><![CDATA[x`, `<a><!-- x`, `<a <b/>`, `<?xml`, `<a>]]`, "<a>&" + strings.Repeat("x", 100) + ";</a>",
		strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300),
	} {
		for name, in := range map[string]io.Reader{"whole": strings.NewReader(doc), "bytes": iotest.OneByteReader(strings.NewReader(doc))} {
			if got, err := told(in); !errors.Is(err, ErrDamaged) {
				t.Errorf("%s %.40q: got %q %v", name, doc, got, err)
			}
		}
	}
	if _, err := told(io.MultiReader(strings.NewReader("<a>x"), iotest.ErrReader(io.ErrClosedPipe))); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("an error of the disk became %v", err)
	}
	if _, err := told(strings.NewReader(`<a b="` + strings.Repeat("x", 2*maxTag) + `"/>`)); !errors.Is(err, ErrDamaged) {
		t.Errorf("an endless tag: %v", err)
	}
}

// TestScannerReadsUTF16 holds both orders of bytes.
func TestScannerReadsUTF16(t *testing.T) {
	for _, little := range []bool{true, false} {
		var b bytes.Buffer
		for _, r := range "\ufeff<a b=\"ü\">☃</a>" {
			hi, lo := byte(r>>8), byte(r)
			if little {
				hi, lo = lo, hi
			}
			b.Write([]byte{hi, lo})
		}
		if got, err := told(&b); err != nil || got != `<a b="ü">☃</a>` {
			t.Errorf("%v: %q %v", little, got, err)
		}
	}
}

// TestScannerLikeLibrary compares random documents, longer than the buffer, with the library.
func TestScannerLikeLibrary(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	bits := []string{"<c r=\"A1\" s='2'>", "<v>", "&amp;", "&#65;", "text ", "\r\n", "\r", "\n", "ü", "<![CDATA[a&b]]>", "<!-- c -->", "<x:e/>", "]", "<?pi x?>", strings.Repeat("long ", 5000)}
	for range 200 {
		var b strings.Builder
		b.WriteString("<root>")
		var stack []string
		for range rnd.IntN(60) {
			s := bits[rnd.IntN(len(bits))]
			b.WriteString(s)
			if strings.HasPrefix(s, "<c") {
				stack = append(stack, "</c>")
			} else if s == "<v>" {
				stack = append(stack, "</v>")
			}
			if len(stack) > 0 && rnd.IntN(2) == 0 {
				b.WriteString(stack[len(stack)-1])
				stack = stack[:len(stack)-1]
			}
		}
		for i := len(stack) - 1; i >= 0; i-- {
			b.WriteString(stack[i])
		}
		b.WriteString("</root>")
		want, err := toldByLibrary(strings.NewReader(b.String()))
		if err != nil {
			continue // a mark that the library takes for wrong: ]]> in text
		}
		if got, err := told(strings.NewReader(b.String())); err != nil || got != want {
			t.Fatalf("%.300q\nwant %.300q\ngot  %.300q %v", b.String(), want, got, err)
		}
	}
}

// TestContentIsBounded holds that a long text is passed over, not kept.
func TestContentIsBounded(t *testing.T) {
	x := newScanner(io.MultiReader(strings.NewReader("<a><t>"), io.LimitReader(zeros{}, 50<<20), strings.NewReader("</t><t>next<b>no</b></t></a>")))
	for range 2 {
		if tok, err := x.next(); tok != opened || err != nil {
			t.Fatal(tok, err)
		}
	}
	b, over, err := x.content(nil, 1000)
	if err != nil || !over || len(b) > 1000 || len(x.buf) > scanBuffer {
		t.Fatalf("%d bytes, over %v, buffer %d, %v", len(b), over, len(x.buf), err)
	}
	if tok, err := x.next(); tok != opened || err != nil {
		t.Fatal(tok, err)
	}
	if b, over, err = x.content(nil, 1000); string(b) != "next" || over || err != nil {
		t.Fatalf("%q %v %v", b, over, err)
	}
}

// zeros are digits without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}
