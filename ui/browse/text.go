package browse

import (
	"encoding/json"
	"time"

	"tandem/model"
	"tandem/model/date"
)

func instantOf(k model.Key) date.Instant { return date.Instant(k.Num) }

// numberText is a JSON number or a true flag as text; "" for anything else.
func numberText(v any) string {
	switch x := v.(type) {
	case json.Number:
		if x != "0" {
			return x.String()
		}
	}
	return ""
}

func unitOf(f model.Field) string {
	if f.Type == model.TypePercent {
		return "%"
	}
	return ""
}

// shortStamp shortens an RFC 3339 time of a log line.
func shortStamp(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return t.Format("2 Jan 15:04")
}

// offsetTag is the offset of an RFC 3339 time behind a blank, " -05:00", where the clocks at home show another
// hour then; else "".
func offsetTag(s string, home *time.Location) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return ""
	}
	_, there := t.Zone()
	if _, here := t.In(home).Zone(); here == there {
		return ""
	}
	return t.Format(" -07:00")
}
