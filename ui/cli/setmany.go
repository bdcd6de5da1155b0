package cli

import (
	"fmt"

	"tandem/model"
	"tandem/store"
)

// setFlags are what set is told besides names and values.
type setFlags struct {
	filter string
	dry    bool
}

// chosenTo are the records that set changes: those that references name, or with a filter those of
// the one kind that is named.
func (f setFlags) chosenTo(c *model.Ctx, names []string) ([]model.ID, error) {
	if f.filter == "" {
		return refs(c, names)
	}
	if len(names) != 1 {
		return nil, usagef("with --filter name one kind and no references: tandem set tasks --filter QUERY percent=60")
	}
	k, err := kindNamed(names[0])
	if err != nil {
		return nil, err
	}
	recs, err := pick(c, k, listFlags{filter: f.filter})
	if err != nil {
		return nil, err
	}
	if len(recs) == 0 {
		return nil, notFound(fmt.Errorf("no %s pass the filter %s", k.Plural, f.filter))
	}
	ids := make([]model.ID, len(recs))
	for i, r := range recs {
		ids[i] = r.Base().ID
	}
	return ids, nil
}

// setting makes the batch of set against a snapshot: all the records, or an error and none of them.
func (a *app) setting(snap *model.Snapshot, names []string, values []assignment, f setFlags) (ids []model.ID, b model.Batch, err error) {
	e := model.NewEdit(snap, a.today())
	if ids, err = f.chosenTo(e.Ctx, names); err != nil {
		return nil, b, err
	}
	for _, id := range ids {
		k := snap.Schema().Of(id)
		r := k.Copy(snap.Get(id))
		if err := apply(e.Ctx, k, r, ownersFirst(k, values)); err != nil {
			return nil, b, err
		}
		e.Put(k.Prefix, r)
	}
	b, err = e.Settled()
	return ids, b, err
}

// trySet says what set would change, and changes nothing.
func (a *app) trySet(s *store.Store, names []string, values []assignment, f setFlags) error {
	ids, b, err := a.setting(s.Snapshot(), names, values, f)
	if err != nil {
		return err
	}
	changed := map[model.ID]bool{}
	for _, ch := range b.Changes {
		changed[ch.ID] = true
	}
	c := a.ctx(s.Snapshot())
	would, also := []string{}, len(b.Changes)
	for _, id := range ids {
		if !changed[id] {
			continue
		}
		would, also = append(would, id.String()), also-1
		if !a.flags.json {
			if err := a.say("would set ", id.String(), "  ", c.NameOf(id)); err != nil {
				return err
			}
		}
	}
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "would_set", Value: would}, {Name: "as_it_was", Value: len(ids) - len(would)},
			{Name: "follows", Value: also}, {Name: "dry_run", Value: true}})
	}
	more := ""
	if also > 0 {
		more = fmt.Sprintf("; %s would follow from it", records(also))
	}
	return a.say(fmt.Sprintf("dry run: %s of %d would be set%s; nothing was changed", records(len(would)), len(ids), more))
}
