package model_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
)

// machine is the workspace beside a plain map of what should be in it: people, and actions
// that people own.
type machine struct {
	snap  *model.Snapshot
	want  map[model.ID]string // name, or name>owner
	past  []*model.Snapshot
	seen  []map[model.ID]string // the bytes of each past snapshot
	wants []map[model.ID]string
	last  map[string]uint64
}

func (m *machine) owners() []model.ID {
	var out []model.ID
	for _, id := range m.ids() {
		if id.Is("H") {
			out = append(out, id)
		}
	}
	return out
}

func (m *machine) ids() []model.ID {
	var out []model.ID
	for _, p := range []string{"H", "AC"} {
		for n := uint64(1); n <= m.last[p]; n++ {
			if _, ok := m.want[model.NewID(p, n)]; ok {
				out = append(out, model.NewID(p, n))
			}
		}
	}
	return out
}

// edit does a few random things in one batch, to the snapshot and to the map.
func (m *machine) edit(t *rapid.T) {
	e := model.NewEdit(m.snap, now+60)
	for range rapid.IntRange(1, 5).Draw(t, "steps") {
		name := rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "name")
		ids, people := m.ids(), m.owners()
		switch what := rapid.IntRange(0, 4).Draw(t, "what"); {
		case what == 0:
			id := e.Put("H", &model.Person{Name: name})
			m.added(t, id)
			m.want[id] = name
		case what == 1:
			a := &model.Action{What: name}
			owner := ""
			if len(people) > 0 {
				a.Owned = rapid.SampledFrom(people).Draw(t, "owner")
				owner = a.Owned.String()
			}
			id := e.Put("AC", a)
			m.added(t, id)
			m.want[id] = name + ">" + owner
		case len(ids) == 0:
		case what == 2:
			id := rapid.SampledFrom(ids).Draw(t, "renamed")
			field := "name"
			if id.Is("AC") {
				field = "what"
			}
			if err := e.Set(id, field, name); err != nil {
				t.Fatal(err)
			}
			_, owner, ok := strings.Cut(m.want[id], ">")
			if m.want[id] = name; ok {
				m.want[id] += ">" + owner
			}
		default:
			id := rapid.SampledFrom(ids).Draw(t, "deleted")
			if err := e.Delete(id); err != nil {
				t.Fatal(err)
			}
			delete(m.want, id)
			for other, s := range m.want {
				if name, owner, ok := strings.Cut(s, ">"); ok && owner == id.String() {
					m.want[other] = name + ">"
				}
			}
		}
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	m.publish(m.snap.With(b.Changes))
	if got := prints(m.snap.With(b.Invert().Changes)); !maps.Equal(got, m.seen[len(m.seen)-2]) {
		t.Fatal("the inverse leads elsewhere")
	}
}

func (m *machine) added(t *rapid.T, id model.ID) {
	if id.Num() <= m.last[id.Prefix()] {
		t.Fatalf("%s is given again", id)
	}
	m.last[id.Prefix()] = id.Num()
}

func (m *machine) publish(s *model.Snapshot) {
	m.snap = s
	m.past = append(m.past, s)
	m.seen = append(m.seen, prints(s))
	m.wants = append(m.wants, maps.Clone(m.want))
}

func (m *machine) check(t *rapid.T) {
	for i, s := range m.past {
		if !maps.Equal(prints(s), m.seen[i]) {
			t.Fatalf("snapshot %d has changed", i)
		}
	}
	got := map[model.ID]string{}
	for p := range model.Each[*model.Person](m.snap, "H") {
		got[p.ID] = p.Name
	}
	for a := range model.Each[*model.Action](m.snap, "AC") {
		got[a.ID] = a.What + ">" + a.Owned.String()
	}
	if !maps.Equal(got, m.want) {
		t.Fatalf("got %v, want %v", got, m.want)
	}
	if n := m.snap.Count("H") + m.snap.Count("AC"); n != len(m.want) || m.snap.Total() != n {
		t.Fatalf("%d and %d of %d are counted", n, m.snap.Total(), len(m.want))
	}
	for _, id := range m.owners() {
		var refs []string
		for r := range m.snap.RefsTo(id) {
			refs = append(refs, r.Base().ID.String())
		}
		for other, s := range m.want {
			if strings.HasSuffix(s, ">"+id.String()) != strings.Contains(" "+strings.Join(refs, " ")+" ", " "+other.String()+" ") {
				t.Fatalf("%s is named by %v, says RefsTo", id, refs)
			}
		}
	}
}

func TestEditsAgainstAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{want: map[model.ID]string{}, last: map[string]uint64{}}
		m.publish(model.NewSnapshot(model.Kinds()))
		t.Repeat(map[string]func(*rapid.T){
			"edit": m.edit,
			"undo": func(t *rapid.T) {
				if n := len(m.past); n > 1 { // the same records as one step before, numbers not reused
					e := model.NewEdit(m.snap, now)
					_ = e
					var b model.Batch
					for id := range m.seen[n-1] {
						b.Changes = append(b.Changes, model.Change{ID: id, Before: m.snap.Get(id), After: m.past[n-2].Get(id)})
					}
					for id := range m.seen[n-2] {
						if m.snap.Get(id) == nil {
							b.Changes = append(b.Changes, model.Change{ID: id, After: m.past[n-2].Get(id)})
						}
					}
					m.want = maps.Clone(m.wants[n-2])
					m.publish(m.snap.With(b.Changes))
				}
			},
			"": func(t *rapid.T) {
				m.check(t)
				for p, n := range m.last {
					if m.snap.Last(p) > n || m.snap.Last(p) < n && m.snap.Get(model.NewID(p, n)) != nil {
						t.Fatalf("last of %s is %d, given were %d", p, m.snap.Last(p), n)
					}
					if k := len(m.past); k > 1 && m.snap.Last(p) < m.past[k-2].Last(p) {
						t.Fatal("Last has gone down")
					}
					m.last[p] = m.snap.Last(p) // what never reached a snapshot may be given again
				}
			},
		})
	})
}

func TestEdit(t *testing.T) {
	s := small(t)
	e := model.NewEdit(s, now)
	if e.Base() != s || e.Get(model.NewID("T", 99)) != nil {
		t.Error("Base or Get")
	}
	// numbers: reserved, given by hand, next
	if id := e.NextID("H"); id.String() != "H-2" {
		t.Error(id)
	}
	by := &model.Person{Name: "By hand"}
	by.ID = model.NewID("H", 7)
	e.Put("H", by)
	if id := e.Put("H", &model.Person{Name: "Next"}); id.String() != "H-8" {
		t.Errorf("%s comes after H-7", id)
	}
	p := e.Get(model.NewID("H", 8)).(*model.Person)
	if p.Created != now || p.Changed != now {
		t.Error("times are not set")
	}
	// a change that changes nothing is left out
	e = model.NewEdit(s, now+60)
	task := model.NewID("T", 1)
	if err := e.Set(task, "name", e.Get(task).(*model.Task).Name); err != nil {
		t.Fatal(err)
	}
	gone := e.Put("H", &model.Person{Name: "Short life"})
	if err := e.Delete(gone); err != nil {
		t.Fatal(err)
	}
	if b, err := e.Batch(); err != nil || len(b.Changes) != 0 {
		t.Errorf("%v, %v", b.Changes, err)
	}
	// what is new in an edit can be named in it, by name and by reference
	h := e.Put("H", &model.Person{Name: "Zoë Newcomer"})
	for _, value := range []string{"zoë", h.String()} {
		a := e.Put("AC", &model.Action{What: "Meet"})
		if err := e.Set(a, "owner", value); err != nil || e.Get(a).(*model.Action).Owned != h {
			t.Errorf("%q: %v", value, err)
		}
	}
	fail := fmt.Errorf("no")
	if err := model.Update(e, h, func(*model.Person) error { return fail }); err != fail {
		t.Error(err)
	}
	if err := model.Update(e, h, func(*model.Task) error { return nil }); err == nil {
		t.Error("a person was updated as a task")
	}
}

func TestSetErrors(t *testing.T) {
	e := model.NewEdit(small(t), now)
	for _, x := range []struct{ ref, field, value, want string }{
		{"T-9", "name", "x", "T-9: no such record"},
		{"", "name", "x", "no record is named"},
		{"T-1", "colour", "x", "T-1 colour: no such field of a task"},
		{"A-1", "colour", "x", "A-1 colour: no such field of an account"},
		{"T-1", "summary", "yes", "T-1 summary: is computed or kept by the program; it cannot be set"},
		{"T-1", "created", "today", "T-1 created: is computed or kept by the program; it cannot be set"},
		{"T-1", "percent", "140", `T-1 percent: "140": Done wants a percentage from 0 to 100`},
		{"T-1", "duration", "50%", `T-1 duration: "50%": Duration wants a length such as 3d or 4h, not a share`},
		{"T-1", "project", "nothing", `T-1 project: "nothing": no such project`},
		{"T-1", "project", "T-1", "T-1 project: T-1 is a task; a project is wanted"},
		{"T-1", "project", "A-1", "T-1 project: A-1 is an account; a project is wanted"},
		{"T-1", "links", "A-1", "T-1 links: row 1, predecessor: A-1 is an account; a task is wanted"},
		{"T-1", "links", "||||5", "T-1 links: row 1, lag_minutes: lag_minutes is computed and cannot be set"},
		{"T-1", "start", "soon", `T-1 start: "soon" is not a date: write today, fri, +3d, +2w, eom, w48, 12 jan or 2026-11-20`},
		{"B-1", "state", "opne", `B-1 state: "opne": State wants one of open, doing, waiting, snoozed, closed`},
		{"B-1", "sev", "9", `B-1 severity: "9": Severity wants a whole number from 1 to 5`},
	} {
		id, _ := model.ParseID(x.ref)
		if err := e.Set(id, x.field, x.value); err == nil || err.Error() != x.want {
			t.Errorf("%s %s=%s: %v", x.ref, x.field, x.value, err)
		}
	}
	if b, err := e.Batch(); err != nil || len(b.Changes) > 0 {
		t.Errorf("failed edits leave %v %v", b, err)
	}
}

func TestResolve(t *testing.T) {
	e := model.NewEdit(small(t), now)
	for _, n := range []string{"Ada Lovelace", "Ada Byron", "Bob", "Bob the Elder"} {
		e.Put("H", &model.Person{Name: n})
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	c := e.Base().With(b.Changes).Ctx(now)
	for _, x := range []struct{ in, want string }{
		{"H-2", "H-2"},
		{"h2", "H-2"},
		{"lovelace", "H-2"},
		{"ADA B", "H-3"},
		{"bob", "H-4"},
		{"elder", "H-5"},
		{"ada", `"ada" fits 2 records: H-2 Ada Lovelace, H-3 Ada Byron`},
		{"zed", `"zed": no such person`},
		{"H-99", `"H-99": no such person`},
		{"T-1", "T-1 is a task; a person is wanted"},
	} {
		id, err := c.Resolve(x.in, []string{"H"})
		if got := id.String(); got != x.want && (err == nil || err.Error() != x.want) {
			t.Errorf("%q: %s %v", x.in, got, err)
		}
	}
	if _, err := c.Resolve("o", nil); err == nil || !strings.Contains(err.Error(), "…") {
		t.Errorf("many: %v", err)
	}
}
