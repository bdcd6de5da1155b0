package triage

import (
	"strings"
	"testing"

	"tandem/model"
)

// TestWaitSaysSooner: a wait that comes back before the date it was given names both and why; one that
// keeps its date says nothing of it.
func TestWaitSaysSooner(t *testing.T) {
	w := newWorld(t)
	esc := w.escalation("Printer", func(x *model.Escalation) { x.NextUpdate = at("2026-11-24 15:00") })
	stuck := w.blocker("No key", func(b *model.Blocker) { b.Due = at("2026-11-25 17:00") })
	promise := w.promise("2026-11-23")
	q := w.queue()
	for _, x := range []struct {
		id    model.ID
		until string
		want  string
	}{
		{esc, "fri", "Fri 27 is after the next update owed then"}, {esc, "mon", ""}, {esc, "", ""},
		{stuck, "1 dec", "1 Dec is after " + stuck.String() + " is due"}, {stuck, "tue", ""},
		{promise, "thu", "Thu 26 is after " + promise.String() + " is due"},
	} {
		until := x.until
		if until == "fri" {
			until = "27 nov"
		}
		if got := q.Sooner(q.Find(x.id), until); got != x.want {
			t.Errorf("%s until %s: %q, want %q", x.id, until, got, x.want)
		}
		label := Decision{Wait, strings.TrimSpace("c until " + until)}.Label(q, []*Item{q.Find(x.id)})
		if x.until != "" && strings.Contains(label, " is after ") != (x.want != "") || !strings.HasSuffix(label, x.want) {
			t.Errorf("%s: label %q", x.id, label)
		}
	}
	all := []*Item{q.Find(esc), q.Find(stuck), q.Find(promise)}
	if got, want := (Decision{Wait, "c until tue"}).Label(q, all), "Wait on customer for 3 items, asked again tue; 1 of them before, when due"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestWaitKeepsWhatIsAwaited: waiting again for the same one keeps what was said to be awaited; for another one
// no more is known than that an answer is.
func TestWaitKeepsWhatIsAwaited(t *testing.T) {
	w := newWorld(t)
	id := w.escalation("Printer", func(x *model.Escalation) {
		x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast", What: "spare head"}
	})
	w.decide(Wait, "v Shipfast until mon", id)
	if got := get[*model.Escalation](w, id).Waiting.What; got != "spare head" {
		t.Errorf("what was awaited became %q", got)
	}
	w.decide(Wait, "v Grauwerk", id)
	x := get[*model.Escalation](w, id)
	if x.Waiting.What != "their answer" || x.Events[len(x.Events)-1].Text != "their answer" {
		t.Errorf("%+v", x.Waiting)
	}
}

// TestUnknownVendor: a vendor that has no record is told and kept as text; one that has is not.
func TestUnknownVendor(t *testing.T) {
	w := newWorld(t)
	w.put(model.VendorPrefix, &model.Vendor{Name: "Shipfast"})
	id := w.lateTask()
	q := w.queue()
	for arg, told := range map[string]bool{"v Foobar": true, "v shipfast": false, "v Shipfast, depot": false, "v": false, "c Foobar": false} {
		if got := (Decision{Wait, arg}).Label(q, []*Item{q.Find(id)}); strings.Contains(got, "no vendor is called") != told {
			t.Errorf("%s: %q", arg, got)
		}
	}
	w.decide(Wait, "v Foobar", id)
	if b := get[*model.Blocker](w, w.item(id).Blocker); b.Waiting.Who != "Foobar" || b.Waiting.From != 0 {
		t.Errorf("%+v", b.Waiting)
	}
}

// TestEscalateSaysWhat: the label names what an escalation makes or joins, as the decision then does it.
func TestEscalateSaysWhat(t *testing.T) {
	w := newWorld(t)
	task := w.lateTask()
	open := w.escalation("Portal down", func(x *model.Escalation) { x.Project = rollout })
	b := w.blocker("Portal gives no page", func(b *model.Blocker) { b.Escalation = open })
	q := w.queue()
	label := func(d Decision, ids ...model.ID) string {
		var items []*Item
		for _, id := range ids {
			items = append(items, q.Find(id))
		}
		return d.Label(q, items)
	}
	up := Decision{Escalate, "2"}
	if got := label(up, b); !strings.HasSuffix(got, ": joined "+open.String()+" Portal down") {
		t.Errorf("%q", got)
	}
	if got := label(up, b, task); !strings.Contains(got, "joined "+open.String()+" Portal down, made E-2") {
		t.Errorf("%q", got)
	}
	if got := label(Decision{Escalate, "3"}, open); !strings.Contains(got, ": "+model.LiaisonAt(3, "")) || !strings.Contains(got, "next update") {
		t.Errorf("%q", got)
	}
	got := label(up, task)
	w.decide(Escalate, "2", task)
	made := get[*model.Escalation](w, get[*model.Blocker](w, w.item(task).Blocker).Escalation)
	if !strings.Contains(got, ": made "+made.ID.String()+" "+made.Title) {
		t.Errorf("%q, but %s was made", got, made.ID)
	}
}

// TestBlockerSpeaksForItself: where a blocker stands for what it is about, its own reasons bear its name, and its
// age is its own.
func TestBlockerSpeaksForItself(t *testing.T) {
	w := newWorld(t)
	esc := w.escalation("Printer", func(x *model.Escalation) { x.Opened = at("2026-11-09 08:00") })
	b := w.blocker("No key", func(b *model.Blocker) { b.About, b.Raised = esc, at("2026-11-16 08:00") })
	it := w.item(b)
	found := map[string]Term{}
	for _, x := range it.Terms() {
		found[x.Label] = x
		if (x.Ref == b) != strings.HasPrefix(x.Evidence, "blocker "+b.String()+": ") {
			t.Errorf("%s of %s: %q", x.Label, x.Ref, x.Evidence)
		}
	}
	if x := found["age"]; x.Ref != b || !strings.HasSuffix(x.Evidence, "4 days old") {
		t.Errorf("%+v", x)
	}
	if x := found["open"]; x.Ref != esc {
		t.Errorf("%+v", x)
	}
	if got := it.LeavesWhen(); got != "its blocker "+b.String()+" is closed" {
		t.Errorf("%q", got)
	}
}
