package model_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
)

// What is packed from a packed form and a few fields is what is packed from the whole record, for
// every kind and whichever fields differ.
func TestRepack(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		rapid.Check(t, func(t *rapid.T) {
			was := k.New()
			drawInto(t, k, was)
			now, differ := k.Copy(was), []string{"changed"}
			for i := range k.Fields {
				f := &k.Fields[i]
				if !f.Stored() || f.Type == model.TypeList || !rapid.Bool().Draw(t, "differs") {
					continue
				}
				if err := f.Parse(free(), now, drawText(t, f, f.Required)); err != nil {
					t.Fatal(err)
				}
				differ = append(differ, f.Name)
			}
			now.Base().Changed += 60
			head := []byte("head")
			got := model.NewRepacker(k, differ).Append(head, string(k.Append(nil, was)), now)
			if want := k.Append(head, now); !bytes.Equal(got, want) {
				t.Fatalf("%v differ: got %x, want %x", differ, got, want)
			}
		})
	})
}

// A record that was packed in another order than today's, or is cut short, is packed anew.
func TestRepackOfAnotherOrder(t *testing.T) {
	k := model.Kinds().Prefix(model.TaskPrefix)
	was := k.New().(*model.Task)
	was.Name, was.Order, was.Start, was.Finish = "Dig", 3, 100, 200
	whole := string(k.Append(nil, was))
	var parts []string
	for rest := whole; rest != ""; {
		size, n := binary.Uvarint([]byte(rest[2:]))
		end := 2 + n + int(size)
		parts = append(parts, rest[:end])
		rest = rest[end:]
	}
	if len(parts) < 4 {
		t.Fatalf("only %d fields to put in another order", len(parts))
	}
	slices.Reverse(parts)
	now := k.Copy(was).(*model.Task)
	now.Start, now.Finish = 300, 400
	p := model.NewRepacker(k, model.MovedFields())
	for name, old := range map[string]string{"reversed": strings.Join(parts, ""), "cut short": whole[:len(whole)-1]} {
		if got, want := p.Append(nil, old, now), k.Append(nil, now); !bytes.Equal(got, want) {
			t.Errorf("%s: got %x, want %x", name, got, want)
		}
	}
}
