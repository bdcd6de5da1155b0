package transfer

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// view looks into decoded JSON: what is not there, or is of another type, is empty.
type view struct{ v any }

// viewOf decodes one value; numbers keep the digits they are written with.
func viewOf(raw []byte) view {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	_ = d.Decode(&v)
	return view{v}
}

// at is the value under a name, and under a name in that.
func (x view) at(names ...string) view {
	for _, n := range names {
		m, _ := x.v.(map[string]any)
		x = view{m[n]}
	}
	return x
}

// first is the first of several names that is there.
func (x view) first(names ...string) view {
	for _, n := range names {
		if y := x.at(n); y.v != nil {
			return y
		}
	}
	return view{}
}

// has reports whether the object speaks of a name, be it with null.
func (x view) has(names ...string) bool {
	m, _ := x.v.(map[string]any)
	for _, n := range names {
		if _, ok := m[n]; ok {
			return true
		}
	}
	return false
}

// text is a string, a number or a flag as text; "" for anything else.
func (x view) text() string {
	switch v := x.v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// orText is text, or where there is none that of another value.
func (x view) orText(y view) string { return firstOr(x.text(), y.text()) }

// wordsOf are the words of a text that stands for a list, parted by blanks or commas.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || isBlank(r) })
}

// int is a whole number; 0 for anything else.
func (x view) int() int64 {
	n, _ := strconv.ParseInt(x.text(), 10, 64)
	return n
}

// list is an array, or the nodes of a GraphQL connection.
func (x view) list() []view {
	v := x.v
	if m, ok := v.(map[string]any); ok {
		v = m["nodes"]
		if edges, ok := m["edges"].([]any); ok && v == nil {
			var out []view
			for _, e := range edges {
				out = append(out, view{e}.at("node"))
			}
			return out
		}
	}
	a, _ := v.([]any)
	out := make([]view, len(a))
	for i := range a {
		out[i] = view{a[i]}
	}
	return out
}

// raw is the value as JSON.
func (x view) raw() []byte {
	b, _ := json.Marshal(x.v)
	return b
}

// flat is a value on one line, for custom: of an object what it is called, of a list all.
func (x view) flat() string {
	switch v := x.v.(type) {
	case map[string]any:
		if s := x.first("displayName", "name", "login", "title", "value", "nameWithOwner", "totalCount", "total_count", "key").text(); s != "" {
			if child := x.at("child", "value").text(); child != "" {
				s += " / " + child
			}
			return s
		}
		if nodes := x.at("nodes"); nodes.v != nil {
			return nodes.flat()
		}
		if len(v) == 0 {
			return ""
		}
		return string(x.raw())
	case []any:
		var parts []string
		for i := range v {
			if s := (view{v[i]}).flat(); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	}
	return x.text()
}

// jsonTime reads a moment as services write it; a moment without a zone is one of loc, a day
// alone its beginning. ok is false for what is no moment.
func jsonTime(s string, loc *time.Location) (at date.Instant, ok bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999-0700", "2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05.999",
		"2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, s, loc); err == nil && t.Year() > 0 {
			return date.Of(t), true
		}
	}
	return 0, false
}

// dueOn is a deadline: what is due on a day may be done until its end of business.
func dueOn(c *model.Ctx, s string) (date.Instant, bool) {
	day := s
	if len(s) > 10 && (strings.HasSuffix(s, "T00:00:00Z") || strings.Contains(s, "T00:00:00.000")) {
		day = s[:10]
	}
	if len(day) == 10 {
		var probe model.Task
		if c.Snap.Schema().Prefix(model.TaskPrefix).Field("deadline").Parse(c, &probe, day) == nil {
			return probe.Deadline, true
		}
	}
	return jsonTime(s, c.Loc)
}
