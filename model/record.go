package model

import (
	"tandem/model/date"
)

// Record is any stored thing: a pointer to a struct that embeds Base. A record in a
// Snapshot is never changed; an edit changes a copy (see Edit).
type Record interface{ Base() *Meta }

// Meta is what every record has besides its own fields. Kinds embed it.
type Meta struct {
	ID         ID
	Tags       []string
	Notes      string // Markdown
	Links      []Link
	Created    date.Instant
	Changed    date.Instant
	Source     string // where it was imported from, "" if made here
	ExternalID string // its id there
	Custom     []Custom
}

// Base gives every kind its Record method.
func (m *Meta) Base() *Meta { return m }

// Link points to another record, a file or a web address. One of To and Address is set.
type Link struct {
	To      ID
	Address string
	Title   string
}

// Custom is a named value that came in with an import and that no field of the kind models.
type Custom struct{ Name, Value string }

// ownerOf is what a record belongs to; it decides the zone and calendar it is shown in.
type owned interface{ Owner() ID }

// calendared is a record with a calendar of its own.
type calendared interface{ CalendarID() ID }

// common are the fields every kind has, last in its list; made once, for they reach their values
// through Record.Base.
var common = baseFields()

func baseFields() []Field {
	meta := func(o any) *Meta { return o.(Record).Base() }
	return []Field{
		tags("tags", func(o any) *[]string { return &meta(o).Tags }, Search()),
		long("notes", func(o any) *string { return &meta(o).Notes }, Search()),
		list("links_to", func(o any) *[]Link { return &meta(o).Links }, []Field{
			Ref("to", func(l *Link) *ID { return &l.To }, AnyKind(), OnDelete(Drop)),
			Text("address", func(l *Link) *string { return &l.Address }),
			Text("title", func(l *Link) *string { return &l.Title }),
		}, Label("Links"), Help("other records, files or web addresses")),
		instant("created", func(o any) *date.Instant { return &meta(o).Created }, ReadOnly()),
		instant("changed", func(o any) *date.Instant { return &meta(o).Changed }, ReadOnly()),
		textField("source", func(o any) *string { return &meta(o).Source }, ReadOnly()),
		textField("external_id", func(o any) *string { return &meta(o).ExternalID }, ReadOnly()),
		list("custom", func(o any) *[]Custom { return &meta(o).Custom }, []Field{
			Text("name", func(c *Custom) *string { return &c.Name }),
			Text("value", func(c *Custom) *string { return &c.Value }),
		}, Help("values kept as they were found in an import")),
	}
}
