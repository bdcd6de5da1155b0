package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// Selection says which records go out.
type Selection struct {
	Project model.ID                // only this project and what belongs to it; 0: the whole workspace
	Keep    func(model.Record) bool // of those, the records it is true for; nil: all
}

// holds reports whether a record is selected.
func (sel Selection) holds(project model.ID, r model.Record) bool {
	return (sel.Project == 0 || project == sel.Project || r.Base().ID == sel.Project) && (sel.Keep == nil || sel.Keep(r))
}

// Writer is a kind of file that other tools read. A writer is its file here and its line in
// Writers.
type Writer struct {
	Name  string // as `tandem export NAME` takes it, "ical"
	Title string // "iCalendar"
	Ext   string // the ending that tells it, with the dot; empty: its ending tells nothing
	// Write writes the selected records. The same snapshot, moment and selection give the same
	// bytes. The error is that of out, a cancelled context, or ErrEmpty where nothing selected
	// has a place in such a file.
	Write func(ctx context.Context, s *model.Snapshot, now date.Instant, sel Selection, out io.Writer) error
}

// ErrEmpty is wrapped where a writer has nothing to write.
var ErrEmpty = errors.New("there is nothing to write")

// Writers is the ordered list of what can be written.
func Writers() []Writer {
	return []Writer{
		taskwarriorWriter(),
		icalWriter(),
		planWriter(),
	}
}

// WriterNamed finds a writer by its name or by its ending without the dot; the error lists all.
func WriterNamed(name string) (Writer, error) {
	var names []string
	for _, w := range Writers() {
		if w.Name == name || w.Ext != "" && w.Ext == "."+name {
			return w, nil
		}
		names = append(names, w.Name)
	}
	return Writer{}, fmt.Errorf("no format to write is called %q; there are %s", name, strings.Join(names, ", "))
}
