package form

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
)

// A tag with a sign is added to, or taken from, what each of the records has.
func TestBulkAddsTags(t *testing.T) {
	d, ids := three(t)
	e := model.NewEdit(d.env.Snap, now)
	must(t, e.Set(ids[0], "tags", "red, blue"))
	must(t, e.Set(ids[1], "tags", "green"))
	b, err := e.Batch()
	must(t, err)
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	d.form, d.open = NewBulk(d.env, ids), true
	d.fill("tags", "+urgent, -red")
	d.press("ctrl+s")
	for i, want := range [][]string{{"blue", "urgent"}, {"green", "urgent"}, {"urgent"}} {
		if r, _ := model.Find[*model.Risk](d.env.Snap, ids[i]); d.open || !slices.Equal(r.Tags, want) {
			t.Errorf("%s: %q, want %q; open %v, note %q", ids[i], r.Tags, want, d.open, d.form.note)
		}
	}
}

// The box says what words with and without a sign do to the tags of several records.
func TestBulkTagsSaysWhatReplaces(t *testing.T) {
	d, ids := three(t)
	bulk, one := NewCell(d.env, ids, []string{"tags"}, "tags"), NewCell(d.env, ids[:1], []string{"tags"}, "tags")
	text := func(c *Cell) string { return strings.Join(c.Draw(d.env, 64, 8, true), "\n") }
	if s := text(bulk); !strings.Contains(s, "+hot adds, -hot takes away; words alone") {
		t.Error(s)
	}
	if s := text(one); strings.Contains(s, "words alone") || !strings.Contains(s, "words, parted by commas") {
		t.Error(s)
	}
}
