package transfer

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

func TestKeepAndKept(t *testing.T) {
	for _, x := range []struct{ raw, text string }{
		{`"plain words"`, "plain words"},
		{`"a\/b"`, "a/b"},
		{`5`, "5"},
		{`"5"`, `"5"`},
		{`"null"`, `"null"`},
		{`null`, "null"},
		{`""`, `""`},
		{`[1, "a"]`, `[1,"a"]`},
		{`"two\nlines"`, `"two\nlines"`},
		{`" blank"`, `" blank"`},
		{"\"\u202eturned\"", `"\u202eturned"`},
		{"\"\u202e\U0001f6a2\"", `"\u202e\ud83d\udea2"`},
	} {
		got := twKeep([]byte(x.raw))
		if got != x.text {
			t.Errorf("%s is kept as %q, want %q", x.raw, got, x.text)
		}
		if back := twKept(got); viewOf(back).flat() != viewOf([]byte(x.raw)).flat() {
			t.Errorf("%s comes back as %s", x.raw, back)
		}
	}
}

// TestKeepIsClean: whatever a value holds, what is kept is clean and reads back the same.
func TestKeepIsClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		raw := twString(s)
		text := twKeep(raw)
		if text != oneLine(text) {
			t.Fatalf("%q is not clean", text)
		}
		if got := viewOf(twKept(text)).text(); got != s {
			t.Fatalf("%q came back as %q", s, got)
		}
		name := twName(s)
		if name != oneLine(name) || twUnname(name) != s {
			t.Fatalf("the name %q is kept as %q and comes back as %q", s, name, twUnname(name))
		}
	})
}

func TestNotesAndAnnotations(t *testing.T) {
	for _, x := range []struct{ notes, want string }{
		{"", ""},
		{"- 2026-01-02T03:04:05Z one", `[{"entry":"20260102T030405Z","description":"one"}]`},
		{"- 2026-01-02T03:04:05Z one\n  more", `[{"entry":"20260102T030405Z","description":"one\nmore"}]`},
		{"a thought\nof two lines\n\nanother", `[{"entry":"20260101T000000Z","description":"a thought\nof two lines"},{"entry":"20260101T000000Z","description":"another"}]`},
		{"- 2026-01-02T03:04:05Z one\n- a list item", `[{"entry":"20260102T030405Z","description":"one"},{"entry":"20260101T000000Z","description":"- a list item"}]`},
	} {
		r := &model.Task{}
		r.Notes, r.Changed = x.notes, date.Of(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		if got := string(twAnnotations(r)); got != x.want {
			t.Errorf("%q gives\n%s, want\n%s", x.notes, got, x.want)
		}
	}
}

func TestPriorities(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: `"L"`, 300: `"L"`, 499: `"L"`, 500: "", 549: "", 550: `"M"`, 600: `"M"`, 699: `"M"`, 700: `"H"`, 1000: `"H"`} {
		if got, _ := twGet(&model.Task{Priority: n}, "priority"); string(got) != want {
			t.Errorf("%d goes out as %s, want %s", n, got, want)
		}
	}
	for label, want := range map[string]int{"priority: high": 700, "P1": 900, "p4": 300, "low-pri": 300, "mid-pri": 500, "prio/critical": 900, "high": 0, "bug": 0, "P": 0, "priority": 0} {
		if got := priorityOfLabel(label); got != want {
			t.Errorf("label %q: %d, want %d", label, got, want)
		}
	}
}

func TestView(t *testing.T) {
	x := viewOf([]byte(`{"a":{"b":[1,"two",true,null]},"n":12345678901234567890,"f":1.50,"nodes":{"nodes":[{"name":"x"}]},"edges":{"edges":[{"node":{"name":"y"}}]},"nul":null,"o":{"value":"V","child":{"value":"W"}},"e":{}}`))
	if x.at("a", "b").flat() != "1, two, true" || x.at("n").text() != "12345678901234567890" || x.at("f").text() != "1.50" {
		t.Errorf("%q %q %q", x.at("a", "b").flat(), x.at("n").text(), x.at("f").text())
	}
	if l := x.at("nodes").list(); len(l) != 1 || l[0].at("name").text() != "x" {
		t.Errorf("nodes %v", l)
	}
	if l := x.at("edges").list(); len(l) != 1 || l[0].at("name").text() != "y" {
		t.Errorf("edges %v", l)
	}
	if !x.has("nul") || x.has("nil") || x.at("nul").text() != "" || x.at("no", "such", "thing").text() != "" || len(x.at("a").list()) != 0 {
		t.Error("what is not there is not empty")
	}
	if x.at("o").flat() != "V / W" || x.at("e").flat() != "" || x.first("zip", "f").text() != "1.50" || x.at("f").int() != 0 || viewOf([]byte("{bad")).v != nil {
		t.Error("flat, first or int")
	}
}

func TestJSONTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]string{
		"2026-01-02T03:04:05Z":           "2026-01-02T03:04:05Z",
		"2025-07-08T15:23:50.516+0200":   "2025-07-08T13:23:50Z",
		"2025-07-05T14:34:59":            "2025-07-05T12:34:59Z",
		"2025-12-30T18:00:00.000":        "2025-12-30T17:00:00Z",
		"2019-03-18 10:59:01":            "2019-03-18T09:59:01Z",
		"2019-03-18 10:59:01 UTC":        "2019-03-18T10:59:01Z",
		"2025-12-31":                     "2025-12-30T23:00:00Z",
		" 2026-01-02T03:04:05.123456Z ":  "2026-01-02T03:04:05Z",
		"2026-01-02T03:04:05.1234+02:00": "2026-01-02T01:04:05Z",
		"yesterday":                      "",
		"":                               "",
		"2026-13-01":                     "",
	} {
		at, ok := jsonTime(s, berlin)
		if got := at.RFC3339(time.UTC); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", s, got, ok, want)
		}
	}
}

func TestReadWhole(t *testing.T) {
	le := func(s string) string { return "\xff\xfe" + strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	for in, want := range map[string]string{"": "", "abc": "abc", le("{}"): "{}", "\xfe\xff\x00{\x00}": "{}", "\xff\xfe{": "", "\xef\xbb\xbfx": "\xef\xbb\xbfx"} {
		got, err := readWhole(context.Background(), strings.NewReader(in), int64(len(in)))
		if err != nil || string(got) != want {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := readWhole(ctx, strings.NewReader("x"), 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := readWhole(context.Background(), iotest.ErrReader(io.ErrClosedPipe), 0); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("broken: %v", err)
	}
	if got, err := readWhole(context.Background(), iotest.OneByteReader(strings.NewReader("slow")), 0); err != nil || string(got) != "slow" {
		t.Errorf("slow: %q %v", got, err)
	}
	if _, err := readUpTo(context.Background(), zeros{}, 1, 3<<20); !errors.Is(err, errTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestRepoOfAddress(t *testing.T) {
	for s, want := range map[string]string{"https://github.com/o/r/issues/1": "o/r", "https://ghe.example/a/o/r/pull/2": "o/r", "https://github.com/o/r": "", "o/r/issues/1": "", "": "", "https://github.com/issues/1": ""} {
		if got := repoOfAddress(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if got := listOf(`['a', "b";c,, ]`); !slices.Equal(got, []any{"a", "b", "c"}) {
		t.Errorf("%q", got)
	}
	for h, want := range map[string]string{"Created At": "created_at", "createdAt": "created_at", "creator_name": "author", "State": "state", "comments_num": "comments", "Whatever": "whatever", "URL": "html_url"} {
		if got := githubHeading(h); got != want {
			t.Errorf("heading %q: %q, want %q", h, got, want)
		}
	}
}

func TestStepper(t *testing.T) {
	var told []int64
	ctx, cancel := context.WithCancel(context.Background())
	s := newStepper(ctx, 1000, Options{Progress: func(done, total int64) { told = append(told, done) }})
	for i := range 1024 {
		if err := s.at(i); err != nil {
			t.Fatal(err)
		}
	}
	s.end()
	if !slices.Equal(told, []int64{255, 511, 767, 1000, 1000}) {
		t.Errorf("%v", told)
	}
	cancel()
	var err error
	for range 256 {
		err = s.at(0)
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := onlyAs("f", "risk", "task", "action"); err == nil || !strings.Contains(err.Error(), "task or action") {
		t.Errorf("%v", err)
	}
}

func TestStableName(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	a, b := stableName(s, model.NewID("T", 1)), stableName(s, model.NewID("T", 2))
	if a == b || a != stableName(s, model.NewID("T", 1)) {
		t.Errorf("%q %q", a, b)
	}
	x := &twWriter{s: s}
	u := x.uuid(&model.Task{Meta: model.Meta{ID: model.NewID("T", 1)}})
	if len(u) != 36 || u[14] != '5' || !isUUID(u) || isUUID("nonsense!") || !isUUID("0a0a0a0a") || isUUID("") {
		t.Errorf("%q", u)
	}
}

// TestWriteFails: an error of the file written to comes back.
func TestWriteFails(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	e := model.NewEdit(s, 1<<35)
	p := s.Schema().Prefix("P").New().(*model.Project)
	p.Name = "P"
	id := e.Put("P", p)
	for range 2000 {
		task := s.Schema().Prefix("T").New().(*model.Task)
		task.Name, task.Project, task.Milestone, task.Finish = strings.Repeat("x", 60), id, true, 1<<35
		e.Put("T", task)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	for _, w := range Writers() {
		if err := w.Write(context.Background(), s, 1<<35, Selection{}, failing{}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: %v", w.Name, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := w.Write(ctx, s, 1<<35, Selection{}, &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s cancelled: %v", w.Name, err)
		}
	}
}

type failing struct{}

// Write implements io.Writer.
func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
