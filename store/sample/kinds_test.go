package sample

import (
	"slices"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/triage"
)

// TestEveryKindTellsOfEverybody: no kind is empty, and each project and each customer has of what
// it should have.
func TestEveryKindTellsOfEverybody(t *testing.T) {
	each(t, func(t *testing.T, s *model.Snapshot, _ date.Instant) {
		for _, k := range s.Schema().Kinds {
			if s.Count(k.Prefix) == 0 && k.Prefix != model.SourceFilePrefix { // those come with an import alone
				t.Errorf("there are no %s", k.Plural)
			}
		}
	})
	s := made(t, fri, Options{})
	has := func(prefix string, of model.ID) bool {
		for r := range s.All(prefix) {
			if o, ok := r.(interface{ Owner() model.ID }); ok && o.Owner() == of {
				return true
			}
			if k := s.Schema().Prefix(prefix); k.Field("account") != nil {
				for i := range k.Fields {
					hit := false
					if f := &k.Fields[i]; f.Name == "account" || f.Name == "project" {
						f.EachRef(r, func(id model.ID) { hit = hit || id == of })
					}
					if hit {
						return true
					}
				}
			}
		}
		return false
	}
	for p := range model.Each[*model.Project](s, "P") {
		for _, prefix := range []string{"TE", "CR", "D", "SH", "RP", "BF", "O", "PU"} {
			if !has(prefix, p.ID) {
				t.Errorf("%s has no %s", p.Name, s.Schema().Prefix(prefix).Plural)
			}
		}
	}
	for a := range model.Each[*model.Account](s, "A") {
		for _, prefix := range []string{"AG", "ST", "O", "BF", "OP", "RV"} {
			if !has(prefix, a.ID) {
				t.Errorf("%s has no %s", a.Name, s.Schema().Prefix(prefix).Plural)
			}
		}
		if x := s.AgreementOf(a.ID, 0, fri.Day(nil)); x == nil || len(x.Targets) < 3 {
			t.Errorf("%s is owed nothing today: %+v", a.Name, x)
		}
	}
}

// TestMorning: what the newer kinds have to say in triage, on whatever day the sample is made.
func TestMorning(t *testing.T) {
	want := map[string]int{"delivery overdue": 3, "decision overdue": 2, "purchase late": 2, "renewal at risk": 1, "change waits": 3, "standard missed": 2,
		"benefit behind": 2, "sponsor silent": 1, "review not held": 1, "contact overdue": 1}
	for _, m := range moments {
		s := made(t, instant(t, m.at), Options{})
		q := triage.Build(s.Ctx(instant(t, m.at)))
		got := map[string]int{}
		for _, it := range q.Items(triage.Now, model.Both) {
			for _, sig := range it.Signals() {
				got[sig]++
			}
		}
		for sig, n := range want {
			least := n
			if m.name == "monday before opening" {
				least-- // what was due on Friday is told at the opening
			}
			if got[sig] < least || got[sig] > n+1 {
				t.Errorf("%s: %d times %q, want %d", m.name, got[sig], sig, n)
			}
		}
	}
}

// TestChangesCanBeApproved: each open change request of the sample moves its plan when it is
// approved, and the whole workspace still holds.
func TestChangesCanBeApproved(t *testing.T) {
	s := made(t, fri, Options{})
	n := 0
	for x := range model.Each[*model.ChangeRequest](s, "CR") {
		e := model.NewEdit(s, fri)
		if !x.Open() {
			if e.Act(x.ID, "approve") == nil {
				t.Errorf("%s is approved again", x.Title)
			}
			continue
		}
		if err := e.Act(x.ID, "approve"); err != nil {
			t.Fatalf("%s: %v", x.Title, err)
		}
		b, err := e.Batch()
		if err != nil || len(b.Changes) < 3 {
			t.Errorf("%s: %d changes, %v", x.Title, len(b.Changes), err)
		}
		n++
	}
	if n < 4 {
		t.Errorf("%d changes are open", n)
	}
}

// TestPapersAgree: the ledger names the vendors and purchases it writes about, tasks lie in the
// sprints of their time.
func TestPapersAgree(t *testing.T) {
	s := made(t, fri, Options{})
	named := 0
	for e := range model.Each[*model.LedgerEntry](s, "LE") {
		v, ok := model.Find[*model.Vendor](s, e.Supplier)
		if (e.Vendor != "") != ok || ok && v.Name != e.Vendor {
			t.Errorf("%s: vendor %q, supplier %v", e.Text, e.Vendor, e.Supplier)
		}
		if p, ok := model.Find[*model.Purchase](s, e.Purchase); ok {
			if named++; p.Number != e.Order || p.Project != e.Project {
				t.Errorf("%s: order %q is %s of %s", e.Text, e.Order, p.Number, p.Project)
			}
		}
	}
	if named < 15 {
		t.Errorf("%d entries name their purchase", named)
	}
	planned := map[model.SprintStatus]int{}
	for x := range model.Each[*model.Sprint](s, "S") {
		planned[x.Status]++
		tasks := 0
		for r := range s.RefsTo(x.ID) {
			if _, ok := r.(*model.Task); ok {
				tasks++
			}
		}
		if tasks == 0 {
			t.Errorf("%s has no tasks", x.Name)
		}
	}
	if planned["active"] != 1 || planned["planned"] < 1 || planned["closed"] < 5 {
		t.Errorf("sprints are %v", planned)
	}
	for b := range model.Each[*model.Blocker](s, "B") {
		if (b.Waiting.On == "vendor") != (b.Waiting.From != 0) {
			t.Errorf("%s waits on %q, record %v", b.Title, b.Waiting.Who, b.Waiting.From)
		}
	}
	if !slices.ContainsFunc(slices.Collect(model.Each[*model.Rate](s, "FX")), func(r *model.Rate) bool { return r.From == "GBP" }) {
		t.Error("no rate for the pounds of the ledger")
	}
}
