package transfer

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"time"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// How a plan that came from a file goes out again. The file itself is kept beside the project (see
// model.SourceFile). An export takes it in once more, on top of the records as they are now: where
// a field of a record then differs from what the file gives it, somebody has edited it, and that
// field alone is written anew into the file's own text. All else stays to the byte, whether this
// program models it or not.

// keep puts the file beside its project. One that is there already stays where the new one says
// the same, or is broken and the old one is not.
func (p *planImport) keep(raw []byte, name string) {
	id := p.id(model.SourceFilePrefix, "0")
	old, _ := model.Find[*model.SourceFile](p.edit.Base(), id)
	if old != nil {
		before, err := old.Bytes()
		if err == nil && (bytes.Equal(before, raw) || p.plan.Incomplete && len(before) > 0) {
			return
		}
		p.tellSame(old, name)
	}
	x := &model.SourceFile{Name: baseName(name), Project: p.proj, Format: "mspdi", Read: p.edit.Ctx.Now, Data: model.PackFile(raw)}
	x.ID, x.Source, x.ExternalID = id, p.source, "0"
	if z := p.loc.String(); z != "Local" {
		x.Zone = z
	}
	p.edit.Put(model.SourceFilePrefix, x)
}

// tellSame warns where a file of another name says that it is a plan which is here already: it is not made a
// second time.
func (p *planImport) tellSame(old *model.SourceFile, name string) {
	r, ok := model.Find[*model.Project](p.edit.Base(), p.proj)
	if !ok || old.Name == baseName(name) {
		return
	}
	p.warn(0, "Project.GUID", fmt.Sprintf("by its GUID this is the plan of %s %q, which came from %s: that one is brought up to date, none is added", r.ID, r.Name, old.Name))
}

// planBase is what a project's file says of the records: the workspace as it would be had nobody
// edited what came from it.
type planBase struct {
	*planImport
	snap *model.Snapshot
}

// rebase takes the kept file in again. Records that were deleted since come with references of
// their own; tasks and baselines that were added since are not there.
func rebase(ctx context.Context, s *model.Snapshot, kept *model.SourceFile, raw []byte) (*planBase, error) {
	plan, err := mspdi.Read(ctx, bytes.NewReader(raw), kept.Name, nil)
	if err != nil {
		return nil, err
	}
	loc := time.Local
	if kept.Zone != "" {
		if loc, err = time.LoadLocation(kept.Zone); err != nil {
			loc = time.UTC
		}
	}
	p := newPlanImport(model.NewEdit(s, kept.Read), plan, kept.Source, loc)
	p.bare = true
	p.all(kept.Name)
	batch, _ := p.edit.Batch() // what the checks would refuse today is what the file says all the same
	changes := batch.Changes
	mine := map[model.ID]bool{}
	for _, id := range p.tasks {
		mine[id] = true
	}
	for _, id := range p.ids(model.BaselinePrefix) {
		mine[id] = true
	}
	drop := func(r model.Record) {
		if id := r.Base().ID; !mine[id] {
			changes = append(changes, model.Change{ID: id, Before: r})
		}
	}
	for t := range s.TasksOf(p.proj) {
		drop(t)
	}
	for b := range model.Each[*model.Baseline](s, model.BaselinePrefix) {
		if b.Project == p.proj {
			drop(b)
		}
	}
	return &planBase{planImport: p, snap: s.With(changes)}, nil
}

// numbers gives the records of the project the numbers they have in the file.
func (b *planBase) numbers(n *planNumbers) {
	for _, list := range []map[int64]model.ID{b.tasks, b.people, b.cals} {
		for uid, id := range list {
			n.of[id] = uid
		}
	}
}

// planNumbers are the UIDs of what goes into a file. Each kind counts for itself.
type planNumbers struct {
	of   map[model.ID]int64
	next map[string]int64 // by prefix; "" for assignments
}

// take gives a record the next number of its kind, unless it has one.
func (n *planNumbers) take(id model.ID) int64 {
	uid, ok := n.of[id]
	if !ok {
		uid = n.fresh(id.Prefix())
		n.of[id] = uid
	}
	return uid
}

func (n *planNumbers) fresh(prefix string) int64 {
	n.next[prefix] = max(n.next[prefix], 1)
	uid := n.next[prefix]
	n.next[prefix]++
	return uid
}

// text is the number of a record that goes out, none where it does not.
func (n *planNumbers) text(id model.ID, none string) string {
	if uid, ok := n.of[id]; ok && id != 0 {
		return strconv.FormatInt(uid, 10)
	}
	return none
}
