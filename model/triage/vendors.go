package triage

import (
	"cmp"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// Until is the word in the argument of Wait behind which the date stands on which to ask again.
const Until = "until"

// waitOf reads the argument of Wait: the key of a party; behind a blank who it is there, "" where that is
// left to the record; and behind the word until when to ask again, "" for the usual time.
func waitOf(arg string) (on model.Party, who, until string, ok bool) {
	rest := arg + " "
	if i := strings.LastIndex(rest, " "+Until+" "); i >= 0 {
		rest, until = rest[:i], strings.TrimSpace(rest[i+len(Until)+2:])
	}
	key, who, _ := strings.Cut(strings.TrimSpace(rest), " ")
	on, ok = parties[key]
	return on, strings.TrimSpace(who), until, ok
}

// vendor is the vendor that the item itself names: that of what was bought, who is or was waited for
// in it, or the only one its task waits for. "" where it names none; one waited for elsewhere is
// never taken for it.
func (k *desk) vendor(it *Item) string {
	if x, ok := k.e.Get(it.Subject).(*model.Purchase); ok {
		return k.e.Ctx.NameOf(x.Vendor)
	}
	if x, ok := k.e.Get(it.Subject).(*model.Escalation); ok && x.Waiting.On == "vendor" && x.Waiting.Who != "" {
		return x.Waiting.Who
	}
	if b, ok := k.e.Get(it.Blocker).(*model.Blocker); ok && b.Waiting.On == "vendor" && b.Waiting.Who != "" {
		return b.Waiting.Who
	}
	var only *model.Vendor
	for _, w := range k.e.Ctx.VendorWaits(k.e.Get(it.Subject)) {
		if w.Vendor == nil || only != nil && only.ID != w.Vendor.ID {
			return ""
		}
		only = w.Vendor
	}
	if only == nil {
		return ""
	}
	return only.Name
}

// Vendors are the vendors to choose from for a wait where an item names none: first those waited
// for in the same project or for the same customer, the latest first, then all others by name. It is
// empty where every item names its vendor, and where there are none.
func (q *Queue) Vendors(items []*Item) []string {
	k := newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, items)
	open := slices.IndexFunc(items, func(it *Item) bool { return k.vendor(it) == "" })
	if open < 0 {
		return nil
	}
	out := q.waitedFor(items[open])
	var others []string
	for v := range model.Each[*model.Vendor](q.c.Snap, model.VendorPrefix) {
		others = append(others, v.Name)
	}
	slices.SortFunc(others, func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
	for _, name := range others {
		if !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, name) }) {
			out = append(out, name)
		}
	}
	return out
}

// waitedFor are the vendors that were waited for near an item, the latest first.
func (q *Queue) waitedFor(it *Item) []string {
	type wait struct {
		who string
		at  date.Instant
	}
	var near []wait
	try := func(w model.Waiting, project, account model.ID, at date.Instant) {
		if w.On == "vendor" && w.Who != "" && (project != 0 && project == it.project || account != 0 && account == it.acct) {
			near = append(near, wait{w.Who, at})
		}
	}
	for b := range model.Each[*model.Blocker](q.c.Snap, model.BlockerPrefix) {
		try(b.Waiting, b.Project, b.Account, b.Changed)
	}
	for x := range model.Each[*model.Escalation](q.c.Snap, model.EscalationPrefix) {
		try(x.Waiting, x.Project, x.Account, x.Changed)
	}
	slices.SortStableFunc(near, func(a, b wait) int { return cmp.Compare(b.at, a.at) })
	var out []string
	for _, w := range near {
		if !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, w.who) }) {
			out = append(out, w.who)
		}
	}
	return out
}
