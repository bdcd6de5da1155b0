package mspdi

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func opened(t testing.TB, text string, broken bool) *Document {
	t.Helper()
	d, err := Open(context.Background(), []byte(text), broken)
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return d
}

func (d *Document) text(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const small = `<?xml version="1.0"?>
<!-- made by hand -->
<Project xmlns="http://schemas.microsoft.com/project">
  <Name a='>'>A &amp; B</Name>
  <Tasks>
    <!-- the first -->
    <Task><UID>1</UID><Name><![CDATA[x < y]]></Name></Task>
    <Task>
      <UID> 2 </UID>
      <Name/>
      <Odd><Deep at="1"/>text</Odd>
    </Task>
  </Tasks>
  <Resources />
</Project>
<!-- the end -->
`

// TestDocumentStays: looked at from top to bottom and not changed, a text is the same to the byte.
func TestDocumentStays(t *testing.T) {
	d := opened(t, small, false)
	var walk func(e *Elem) int
	walk = func(e *Elem) int {
		n := 1
		_ = e.Text() + e.Peek("UID")
		for _, k := range e.Kids() {
			n += walk(k)
		}
		return n
	}
	if n := walk(d.Root); n != 12 {
		t.Errorf("%d elements, want 12", n)
	}
	if got := d.text(t); got != small {
		t.Errorf("it is now\n%s", got)
	}
	tasks := d.Root.Kid("Tasks").All("Task")
	if len(tasks) != 2 || tasks[0].Value("Name") != "x < y" || tasks[1].Peek("UID") != "2" || tasks[1].Value("Name") != "" || d.Root.Value("Name") != "A & B" {
		t.Errorf("%q %q %q", tasks[0].Value("Name"), tasks[1].Peek("UID"), d.Root.Value("Name"))
	}
	var none *Elem
	if none.Kid("x") != nil || none.Text() != "" || none.Value("x") != "" || none.Peek("x") != "" || none.All("x") != nil || none.Kids() != nil || Leaf("x", "") != nil {
		t.Error("an element that is not there is asked in vain")
	}
}

// TestDocumentChanges: only what is changed is written anew, in its place and indented like the rest.
func TestDocumentChanges(t *testing.T) {
	d := opened(t, small, false)
	tasks := d.Root.Kid("Tasks")
	first, second := tasks.Kids()[0], tasks.Kids()[1]
	order := []string{"UID", "Name", "Start", "Odd"}
	first.Set(order, "Name", "<z>")
	second.Set(order, "Start", "2026-11-20T08:00:00")
	second.Set(order, "Name", "two")
	d.Root.Kid("Resources").Append(NewElem("Resource", Leaf("UID", "7"), Leaf("Notes", "a\r\nb\x01")))
	second.Set(order, "Odd", "")
	want := strings.NewReplacer(
		"<Name><![CDATA[x < y]]></Name>", "<Name>&lt;z&gt;</Name>",
		"<Name/>\n", "<Name>two</Name>\n      <Start>2026-11-20T08:00:00</Start>\n",
		"  <Resources />", "  <Resources>\n    <Resource>\n      <UID>7</UID>\n      <Notes>a&#xD;\nb</Notes>\n    </Resource>\n  </Resources>",
	).Replace(small)
	if got := d.text(t); got != want {
		t.Errorf("it is now\n%s", got)
	}
	tasks.SetKids([]*Elem{second, first})
	d.Root.Kid("Resources").Remove(d.Root.Kid("Resources").Kids()[0])
	again := opened(t, d.text(t), false)
	if k := again.Root.Kid("Tasks").Kids(); k[0].Value("UID") != "2" || k[1].Value("UID") != "1" || len(again.Root.Kid("Resources").Kids()) != 0 {
		t.Errorf("%s", d.text(t))
	}
}

// TestInsertKeepsOrder puts what is new behind its own kind, or before what comes later.
func TestInsertKeepsOrder(t *testing.T) {
	order := strings.Fields("a b c d e")
	for in, want := range map[string]string{"": "c", "a b": "a b c", "d e": "c d e", "a e": "a c e", "c d": "c c d", "x d": "x c d", "e a": "c e a"} {
		e := NewElem("p")
		for _, n := range strings.Fields(in) {
			e.Append(NewElem(n))
		}
		e.Insert(order, NewElem("c"))
		var got []string
		for _, k := range e.Kids() {
			got = append(got, k.Name)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q with c is %q, want %q", in, s, want)
		}
	}
}

// TestDocumentForms opens what other programs write: without line breaks, with prefixes, in other
// encodings, with something behind the end.
func TestDocumentForms(t *testing.T) {
	const task = `<Tasks><Task><UID>1</UID></Task></Tasks>`
	for in, want := range map[string]string{
		`<Project>` + task + `</Project>`: `<Project><Tasks><Task><UID>1</UID><Name>n</Name></Task></Tasks></Project>`,
		`<p:Project xmlns:p="http://schemas.microsoft.com/project"><p:Tasks><p:Task><p:UID>1</p:UID></p:Task></p:Tasks></p:Project>`: `<p:Project xmlns:p="http://schemas.microsoft.com/project"><p:Tasks><p:Task><p:UID>1</p:UID><p:Name>n</p:Name></p:Task></p:Tasks></p:Project>`,
		`<?xml version="1.0" encoding="ISO-8859-1"?><Project>` + task + "<Title>\xe9</Title></Project>":                              `<?xml version="1.0" encoding="UTF-8"?><Project><Tasks><Task><UID>1</UID><Name>n</Name></Task></Tasks><Title>é</Title></Project>`,
		`<Project>` + task + `</Project> junk <More/>`:                                                                               "<Project><Tasks><Task><UID>1</UID><Name>n</Name></Task></Tasks></Project>\n",
		"\xef\xbb\xbf<Project>" + task + "</Project>":                                                                                `<Project><Tasks><Task><UID>1</UID><Name>n</Name></Task></Tasks></Project>`,
		"<Project>\r\n\t<Tasks>\r\n\t\t<Task>\r\n\t\t\t<UID>1</UID>\r\n\t\t</Task>\r\n\t</Tasks>\r\n</Project>":                      "<Project>\r\n\t<Tasks>\r\n\t\t<Task>\r\n\t\t\t<UID>1</UID>\r\n\t\t\t<Name>n</Name>\r\n\t\t</Task>\r\n\t</Tasks>\r\n</Project>",
	} {
		d := opened(t, in, false)
		d.Root.Kid("Tasks").Kids()[0].Set(TaskOrder(), "Name", "n")
		if got := d.text(t); got != want {
			t.Errorf("%s\nis written\n%s\nwant\n%s", in, got, want)
		}
	}
	for _, in := range []string{"", "hello", "<html/>", "PK\x03\x04"} {
		if _, err := Open(context.Background(), []byte(in), false); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v", in, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, []byte(small), false); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestMended: a text that breaks ends before the record that breaks it.
func TestMended(t *testing.T) {
	const ok = "<Project><Name>n</Name><Tasks><Task><UID>1</UID></Task>"
	for in, want := range map[string]string{
		ok + "<Task><UID>2</U":                          ok + "</Tasks></Project>\n",
		ok + "<Task><UID>2</Name></Task>":               ok + "</Tasks></Project>\n",
		ok + "<Task><Name>&nbsp;</Name></Task></Tasks>": ok + "</Tasks></Project>\n",
		ok:                                   ok + "</Tasks></Project>\n",
		"<Project><Name>n</Name><Title>t</T": "<Project><Name>n</Name></Project>\n",
		small:                                small,
	} {
		if got := opened(t, in, true).text(t); got != want {
			t.Errorf("%s\nis\n%s\nwant\n%s", in, got, want)
		}
	}
}

// TestOrdersHoldForRealFiles: in every real file the elements come in the order that the writer
// keeps, but for the dates of tasks set by hand, which some put last.
func TestOrdersHoldForRealFiles(t *testing.T) {
	for _, file := range dataFiles(t) {
		_, raw := readData(t, file)
		d := opened(t, string(raw), false)
		check := func(e *Elem, order []string) {
			at := 0
			for _, k := range e.Kids() {
				i := indexOf(order, k.Name)
				switch {
				case i < 0:
					t.Errorf("%s is not in the order of %s", k.Name, e.Name)
				case strings.HasPrefix(k.Name, "Manual") && e.Name == "Task", k.Name == "GUID", k.Name == "IsCostResource", k.Name == "IsBudget":
				case i < at && !(k.Name == "FixedCost" || k.Name == "StartSlack" || k.Name == "FinishSlack"):
					t.Errorf("%s of %s comes late", k.Name, e.Name)
				default:
					at = max(at, i)
				}
			}
		}
		check(d.Root, ProjectOrder())
		for list, order := range map[string][]string{"Tasks": TaskOrder(), "Resources": ResourceOrder(), "Assignments": AssignmentOrder(), "Calendars": CalendarOrder()} {
			for _, e := range d.Root.Kid(list).Kids() {
				check(e, order)
			}
		}
	}
}

func indexOf(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

// TestEscapeComesBack: any text that XML allows is read as it was written.
func TestEscapeComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.Rune().Filter(xmlAllows)).Draw(t, "text")
		d := Blank()
		d.Root.Append(&Elem{Name: "X", cut: true, text: escape(s)})
		var b bytes.Buffer
		if err := d.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := Open(context.Background(), b.Bytes(), false)
		if err != nil {
			t.Fatal(err)
		}
		if got := again.Root.Kid("X").Text(); got != s {
			t.Fatalf("%q is read as %q", s, got)
		}
	})
}
