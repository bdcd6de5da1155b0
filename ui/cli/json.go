package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf8"

	"tandem/model"
)

// writeJSON writes v and a line break, with <, > and & as they are.
func writeJSON(w io.Writer, v any) error {
	b, err := appendJSON(nil, v)
	if err == nil {
		_, err = w.Write(append(b, '\n'))
	}
	return err
}

// writeArray writes a JSON array with one value a line, as each yields them, so that a long list
// needs no more memory than a short one.
func writeArray(w io.Writer, each func(yield func(v any) error) error) error {
	var b []byte
	sep := byte('[')
	err := each(func(v any) (err error) {
		if b, err = appendJSON(append(b[:0], sep, '\n'), v); err != nil {
			return err
		}
		sep = ','
		_, err = w.Write(b)
		return err
	})
	if err != nil {
		return err
	}
	end := "\n]\n"
	if sep == '[' {
		end = "[]\n"
	}
	_, err = io.WriteString(w, end)
	return err
}

// writeAll is writeArray for what is there already.
func writeAll(w io.Writer, list []model.Object) error {
	return writeArray(w, func(yield func(any) error) error {
		for _, o := range list {
			if err := yield(o); err != nil {
				return err
			}
		}
		return nil
	})
}

// appendJSON writes the values records are made of; the library, which would look at a list of
// ten thousand records many times over, does the rest.
func appendJSON(b []byte, v any) ([]byte, error) {
	switch x := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, x), nil
	case int:
		return strconv.AppendInt(b, int64(x), 10), nil
	case uint64:
		return strconv.AppendUint(b, x, 10), nil
	case json.Number:
		if x != "" {
			return append(b, x...), nil
		}
		return append(b, '0'), nil
	case string:
		return appendString(b, x)
	case model.Object:
		return appendObject(b, x)
	case []model.Object:
		return appendEach(b, x, func(b []byte, o model.Object) ([]byte, error) { return appendObject(b, o) })
	case []string:
		return appendEach(b, x, appendString)
	case []any:
		return appendEach(b, x, appendJSON)
	}
	return appendOther(b, v)
}

// appendObject keeps the order of the names.
func appendObject(b []byte, o model.Object) ([]byte, error) {
	b = append(b, '{')
	var err error
	for i, p := range o {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendString(b, p.Name); err != nil {
			return b, err
		}
		if b, err = appendJSON(append(b, ':'), p.Value); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

// appendEach writes a list; an empty or missing one is [], never null.
func appendEach[T any](b []byte, list []T, one func([]byte, T) ([]byte, error)) ([]byte, error) {
	b = append(b, '[')
	var err error
	for i, x := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = one(b, x); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

// appendString writes text that needs no escape as it is.
func appendString(b []byte, s string) ([]byte, error) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return appendOther(b, s)
		}
	}
	return append(append(append(b, '"'), s...), '"'), nil
}

// appendOther leaves a value to the library, without its escapes for web pages.
func appendOther(b []byte, v any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return b, err
	}
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...), nil
}
