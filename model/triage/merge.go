package triage

import (
	"fmt"
	"slices"

	"tandem/model"
)

// link ties an item to the chosen candidate of the first item of the edit. Two blockers of
// one matter are merged; otherwise both records name one another.
func (k *desk) link(it *Item, arg string) error {
	c, ok := k.q.candidate(k.items[0], arg)
	if !ok {
		return fmt.Errorf("there is no candidate %s to link to", arg)
	}
	if c.ID == it.Key() {
		return nil
	}
	if k.e.Get(c.ID) == nil {
		return fmt.Errorf("%s is gone", c.ID)
	}
	if o := k.q.Find(c.ID); o != nil && it.same(o) {
		return k.merge(it, o.Blocker)
	}
	if err := k.connect(it.Key(), c.ID, c.Title); err != nil {
		return err
	}
	return k.connect(c.ID, it.Key(), it.Title())
}

// merge closes the item's blocker as a duplicate; what it held up and knew goes to the
// other one.
func (k *desk) merge(it *Item, into model.ID) error {
	old, ok := k.e.Get(it.Blocker).(*model.Blocker)
	if !ok {
		return fmt.Errorf("%s is gone", it.Blocker)
	}
	if err := model.Update(k.e, into, func(b *model.Blocker) error {
		b.Blocks = union(b.Blocks, old.Blocks)
		if old.Severity > 0 {
			b.Severity = min(b.Severity, old.Severity)
		}
		if old.Due != 0 && (b.Due == 0 || old.Due < b.Due) {
			b.Due = old.Due
		}
		if b.Escalation == 0 {
			b.Escalation, b.Level = old.Escalation, max(b.Level, old.Level)
		}
		b.Links = linked(b.Links, old.ID, old.Title)
		return nil
	}); err != nil {
		return err
	}
	if err := k.shut(it, "duplicate", "", true); err != nil {
		return err
	}
	return model.Update(k.e, it.Blocker, func(b *model.Blocker) error {
		b.MergedInto = into
		return nil
	})
}

// connect makes one record name another: in its links and, for an escalation, in what it
// is about; a blocker remembers its escalation.
func (k *desk) connect(from, to model.ID, title string) error {
	return model.Update(k.e, from, func(r model.Record) error {
		m := r.Base()
		m.Links = linked(m.Links, to, title)
		switch x := r.(type) {
		case *model.Escalation:
			x.About = withAbout(x.About, to)
		case *model.Blocker:
			if to.Is(model.EscalationPrefix) && x.Escalation == 0 {
				x.Escalation = to
			}
			if to.Is(model.TaskPrefix) && x.About != to {
				x.Blocks = union(x.Blocks, []model.ID{to})
			}
		}
		return nil
	})
}

// linked returns the links with one more, unless it is there.
func linked(links []model.Link, to model.ID, title string) []model.Link {
	if slices.ContainsFunc(links, func(l model.Link) bool { return l.To == to }) {
		return links
	}
	return append(slices.Clone(links), model.Link{To: to, Title: title})
}

func union(a, b []model.ID) []model.ID {
	out := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
