package objects_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"tandem/store/transfer/objects"
)

var shape = objects.Shape{Own: []string{"title"}, Wrap: []string{"data", "nodes", "issues", "node", "edges"}}

// told lists what Each yields: objects without blanks, or !line of what is wrong.
func told(data string, s objects.Shape) []string {
	var out []string
	for it := range objects.Each([]byte(data), s) {
		if it.Err != nil {
			out = append(out, "!"+it.Err.Error())
			continue
		}
		out = append(out, strings.Join(strings.Fields(string(it.Raw)), ""))
	}
	return out
}

func TestEach(t *testing.T) {
	for _, x := range []struct {
		name, data string
		want       []string
	}{
		{"empty", " \n", nil},
		{"array", `[{"a":1},{"b":2}]`, []string{`{"a":1}`, `{"b":2}`}},
		{"one", `{"a":1}`, []string{`{"a":1}`}},
		{"lines", "{\"a\":1}\n{\"b\":2}\n", []string{`{"a":1}`, `{"b":2}`}},
		{"arrays in a row", "[{\"a\":1}]\n[{\"b\":2}]", []string{`{"a":1}`, `{"b":2}`}},
		{"pages", `[[{"a":1}],[{"b":2}]]`, []string{`{"a":1}`, `{"b":2}`}},
		{"wrapped", `{"x":{"title":"no"},"data":{"nodes":[{"title":"1"},null,{"title":"2"}],"more":false}}`, []string{`{"title":"1"}`, `{"title":"2"}`}},
		{"edges", `{"data":{"edges":[{"node":{"title":"1"}}]}}`, []string{`{"title":"1"}`}},
		{"own beats wrap", `[{"nodes":[{"a":1}],"title":"t"}]`, []string{`{"nodes":[{"a":1}],"title":"t"}`}},
		{"quotes and brackets in text", `[{"a":"}]\"{"}]`, []string{`{"a":"}]\"{"}`}},
		{"truncated", `[{"a":1},{"b":`, []string{`{"a":1}`, "!the file ends in the middle of it"}},
		{"truncated in quotes", "[{\"a\":1},\n{\"b\":\"x\n", []string{`{"a":1}`, "!the file ends in the middle of it"}},
		{"list cut between", "[{\"a\":1},\n", []string{`{"a":1}`, "!the list that begins in line 1 does not end: the file ends in the middle of it"}},
		{"stray", "]\n{\"a\":1}", []string{"!an object should begin here, not ']'", `{"a":1}`}},
		{"words", "[1, null, \"x\", {\"a\":1}]", []string{"!is no object: 1", `!is no object: "x"`, `{"a":1}`}},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := told(x.data, shape); !slices.Equal(got, x.want) {
				t.Errorf("got %q\nwant %q", got, x.want)
			}
		})
	}
}

// TestEachGoesOn: damage in one object does not take those behind it.
func TestEachGoesOn(t *testing.T) {
	for _, bad := range []string{`{"a":"x,"b":1}`, `{"a":1`, `{"a":[1}`, `{"a":1,,}`, `{"a" 1}`, `{a:1}`, `x`, `{"a":"` + "\x01" + `"}`} {
		data := "[\n  {\"n\":1},\n  " + bad + ",\n  {\"n\":2},\n  {\"n\":3}\n]\n"
		var whole []string
		wrong := 0
		for it := range objects.Each([]byte(data), objects.Shape{}) {
			if it.Err == nil {
				whole = append(whole, string(it.Raw))
			} else if wrong++; it.Line != 3 {
				t.Errorf("%s: told in line %d: %v", bad, it.Line, it.Err)
			}
		}
		if len(whole) != 3 || wrong != 1 {
			t.Errorf("%s: %q and %d wrong", bad, whole, wrong)
		}
	}
}

func TestEachLinesAndStop(t *testing.T) {
	var lines []int
	for it := range objects.Each([]byte("[\n{\"a\":1},\n\n{\"b\":\n2},{\"c\":3}]"), objects.Shape{}) {
		if lines = append(lines, it.Line); len(lines) == 3 {
			break
		}
	}
	if !slices.Equal(lines, []int{2, 4, 5}) {
		t.Errorf("lines %v", lines)
	}
	for it := range objects.Each([]byte(`[{"a":1}`), objects.Shape{}) {
		if it.Err != nil && !errors.Is(it.Err, objects.ErrCut) {
			t.Errorf("%v is not ErrCut", it.Err)
		}
	}
}

func TestMembers(t *testing.T) {
	var got []string
	for name, raw := range objects.Members([]byte(`{ "a" : "x\u00e9" , "bé":[1,{"c":2}],"n":-1.5e3,"z":null}`)) {
		s, ok := objects.String(raw)
		if !ok {
			s = string(raw)
		}
		got = append(got, name+"="+s)
	}
	if want := []string{"a=xé", "bé=[1,{\"c\":2}]", "n=-1.5e3", "z=null"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRawMembers: it is Members but for the names, which are as they are written.
func TestRawMembers(t *testing.T) {
	for _, raw := range []string{`{}`, `{"a":1}`, `{ "a" : "x" , "b\u00e9":[1,{"c":2}],"n":-1.5e3,"z":null}`, `{"a":{},"a":[]}`} {
		var want, got []string
		for name, v := range objects.Members([]byte(raw)) {
			want = append(want, name+"="+string(v))
		}
		for quoted, v := range objects.RawMembers([]byte(raw)) {
			name, _ := objects.String(quoted)
			got = append(got, name+"="+string(v))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
	for range objects.RawMembers([]byte(`{"a":1,"b":2}`)) {
		break
	}
}

func TestPlain(t *testing.T) {
	for raw, want := range map[string]string{`"a"`: "a|", `"",x`: "|,x", `"a b":1`: "a b|:1"} {
		s, rest, ok := objects.Plain([]byte(raw))
		if got := string(s) + "|" + string(rest); !ok || got != want {
			t.Errorf("%s: %q %t", raw, got, ok)
		}
	}
	for _, raw := range []string{"", `a`, `"a`, `"a\"`, `"a\n"`, `"ü"`, "\"\t\"", "\"\x7f\"", `1`} {
		if s, _, ok := objects.Plain([]byte(raw)); ok {
			t.Errorf("%s is no plain string, not %q", raw, s)
		}
	}
}

func FuzzEach(f *testing.F) {
	for _, s := range []string{`[{"a":1},{"b":[{"c":"d"}]}]`, "{\"data\":{\"nodes\":[{\"title\":1}\n,{\"a\":\"", "[[[[{", `{"a":"\\"}` + "\n{", "]}{[1 2 x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range []objects.Shape{{}, shape} {
			end, line := 0, 0
			for it := range objects.Each(data, s) {
				if it.Err == nil && !json.Valid(it.Raw) {
					t.Fatalf("%q is no valid JSON", it.Raw)
				}
				if it.End < end || it.End > len(data) || it.Line < 1 || it.Line < line && it.Err == nil {
					t.Fatalf("end %d after %d of %d, line %d after %d", it.End, end, len(data), it.Line, line)
				}
				end, line = it.End, max(line, it.Line)
				if it.Err != nil {
					line = 0 // a list without an end is told at its last line, or before
				}
			}
		}
		if json.Valid(data) && len(data) > 0 {
			for it := range objects.Each(data, objects.Shape{}) {
				if it.Err != nil && errors.Is(it.Err, objects.ErrCut) {
					t.Fatalf("valid JSON was told cut: %q", data)
				}
			}
		}
	})
}
