package model_test

import (
	"errors"
	"strings"
	"testing"

	"tandem/model"
)

// TestSourceFile packs a file and gives it back, and refuses what is none.
func TestSourceFile(t *testing.T) {
	for _, raw := range []string{"", "<Project/>", strings.Repeat("<Task><UID>1</UID></Task>\n", 5000), "\x00\xff\xfe binary"} {
		x := &model.SourceFile{Data: model.PackFile([]byte(raw))}
		got, err := x.Bytes()
		if err != nil || string(got) != raw {
			t.Errorf("%.20q comes back as %.20q: %v", raw, got, err)
		}
		if len(raw) > 1000 && len(x.Data) > len(raw)/20 {
			t.Errorf("%d bytes take %d", len(raw), len(x.Data))
		}
	}
	whole := model.PackFile([]byte(strings.Repeat("abc", 1000)))
	for _, data := range []string{"", "???", whole[:len(whole)-4], "AAAA"} {
		if _, err := (&model.SourceFile{Data: data}).Bytes(); !errors.Is(err, model.ErrSource) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

// TestSourceFileIsNotShown: its size is, and a search or a purge looks where it should.
func TestSourceFileIsNotShown(t *testing.T) {
	k := model.Kinds().Prefix(model.SourceFilePrefix)
	x := &model.SourceFile{Name: "plan.xml", Data: model.PackFile([]byte("<Author>Ada Lovelace</Author>"))}
	c := free()
	f := k.Field("data")
	if !f.Packed() || f.Show(c, x) != "" || f.Searched || !f.Hidden || k.Field("size").Show(c, x) != "1 kB" || k.Field("name").Packed() {
		t.Errorf("%q, %q", f.Show(c, x), k.Field("size").Show(c, x))
	}
	if s := k.Field("size").Show(c, &model.SourceFile{}); s != "" {
		t.Errorf("nothing has a size of %q", s)
	}
	cut := func(s string) string { return strings.ReplaceAll(s, "Ada Lovelace", "(purged)") }
	if !k.MapText(x, cut) {
		t.Error("the name stays within the file")
	}
	if raw, err := x.Bytes(); err != nil || string(raw) != "<Author>(purged)</Author>" {
		t.Errorf("%q, %v", raw, err)
	}
	before := x.Data
	if k.MapText(x, func(s string) string { return strings.ReplaceAll(s, before[:4], "x") }) || x.Data != before {
		t.Error("the packed bytes were taken for words")
	}
}

// TestSourceOf finds the file of a project by its format.
func TestSourceOf(t *testing.T) {
	e := model.NewEdit(small(t), now)
	x := model.Kinds().Prefix(model.SourceFilePrefix).New().(*model.SourceFile)
	x.Name, x.Project, x.Format = "plan.xml", model.NewID("P", 1), "mspdi"
	id := e.Put(model.SourceFilePrefix, x)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)
	if got := s.SourceOf(x.Project, "mspdi"); got == nil || got.ID != id || got.Owner() != x.Project {
		t.Errorf("%v", got)
	}
	if s.SourceOf(x.Project, "csv") != nil || s.SourceOf(model.NewID("P", 9), "mspdi") != nil {
		t.Error("another file is found")
	}
}
