package transfer

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"tandem/model"
)

// itemPlace names the objects of a JSON file whose objects stand on one line, as services answer:
// the number of the line tells nothing there, so a problem begins with the key, or with the
// number of the item where it has none.
type itemPlace struct {
	crowded bool
	n       int    // items met so far
	key     string // of the item being read; "" none
}

// placesIn looks whether the objects of a file stand on one line.
func placesIn(data []byte) itemPlace {
	return itemPlace{crowded: bytes.IndexByte(bytes.TrimSpace(data), '\n') < 0}
}

// next goes on to another item, whose key is not known yet.
func (p *itemPlace) next() { p.n, p.key = p.n+1, "" }

// say is a message that tells its item.
func (p *itemPlace) say(message string) string {
	switch {
	case !p.crowded:
		return message
	case p.key == "":
		return "item " + itoa(p.n) + ": " + message
	}
	return p.key + ": " + message
}

// jsonKind is a set of the kinds of JSON values.
type jsonKind uint8

const (
	jsonText   jsonKind = 1 << iota // a string
	jsonNumber                      // or what reads as one
	jsonFlag
	jsonObject
	jsonList
)

// kindOfJSON tells what a value is; 0 for null.
func kindOfJSON(v any) jsonKind {
	switch v.(type) {
	case string:
		return jsonText
	case json.Number:
		return jsonNumber
	case bool:
		return jsonFlag
	case map[string]any:
		return jsonObject
	case []any:
		return jsonList
	}
	return 0
}

// jsonKindNames says what each kind is called, in the order of the bits.
var jsonKindNames = []string{"a text", "a number", "true or false", "an object", "a list"}

// String is "a text or an object".
func (k jsonKind) String() string {
	var out []string
	for i, name := range jsonKindNames {
		if k&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return strings.Join(out, " or ")
}

// wantKind is what the value under a name has to be.
type wantKind struct {
	name string
	kind jsonKind
}

// misfits looks for members whose value is of a kind that nothing reads: each is said, with what was
// expected, and kept as a custom value, so that nothing is lost in silence. What is empty is no loss.
func (x *issueImport) misfits(i *issue, obj view, want []wantKind) {
	for _, w := range want {
		v := obj.at(w.name)
		kind := kindOfJSON(v.v)
		if kind == 0 || kind&w.kind != 0 {
			continue
		}
		value := oneLine(v.flat())
		if value == "" || value == "{}" || value == "[]" {
			continue
		}
		x.warn(i.Row, w.name, "expected "+w.kind.String()+", found "+kind.String()+" ("+quote(value)+"); kept as a custom value")
		if !slices.ContainsFunc(i.Custom, func(c model.Custom) bool { return c.Name == w.name }) {
			i.Custom = append(i.Custom, model.Custom{Name: w.name, Value: value})
		}
	}
}
