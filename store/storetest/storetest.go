// Package storetest opens workspaces for tests: in a folder of the test's own, with a clock
// that moves only when told to.
package storetest

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tandem/model"
	"tandem/store"
)

// Start is the moment of the clock at the start of every test: Friday 20 November 2026, 9:12 UTC.
var Start = time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)

// Clock is a clock for tests. Its methods may be called from any goroutine.
type Clock struct {
	mu sync.Mutex
	t  time.Time
}

// NewClock starts at Start.
func NewClock() *Clock { return &Clock{t: Start} }

// Now is the clock's moment; it does not move by itself.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

// Add moves the clock, back for a negative d.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// Opt changes how a test's store is opened.
type Opt func(*store.Options)

// At sets the file; without it each Open gets a new one.
func At(path string) Opt { return func(o *store.Options) { o.Path = path } }

// With sets the clock.
func With(c *Clock) Opt { return func(o *store.Options) { o.Now = c.Now } }

// Open opens a store that is closed when the test ends. It fails the test where it cannot.
func Open(t testing.TB, opts ...Opt) *store.Store {
	t.Helper()
	o := store.Options{Path: filepath.Join(t.TempDir(), "tandem.db"), Now: NewClock().Now, Timeout: 200 * time.Millisecond}
	for _, f := range opts {
		f(&o)
	}
	s, err := store.Open(o)
	if err != nil {
		t.Fatalf("open %s: %v", o.Path, err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Edit makes one edit and fails the test where it is refused.
func Edit(t testing.TB, s *store.Store, label string, fn func(*model.Edit) error) store.Changed {
	t.Helper()
	ch, err := TryEdit(s, label, fn)
	if err != nil {
		t.Fatalf("%s: %v", label, err)
	}
	return ch
}

// TryEdit makes one edit.
func TryEdit(s *store.Store, label string, fn func(*model.Edit) error) (store.Changed, error) {
	return s.Do(label, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, s.Now())
		if err := fn(e); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	})
}

// Small is what Seed puts into a workspace.
type Small struct {
	Me, Account, Contact, Project, Task, Later, Risk, Escalation, Blocker model.ID
}

// Seed fills a workspace with one of each that most tests need, in one edit: a customer with
// a contact, a project with two tasks, the second after the first, a risk, an escalation and
// a blocker of the second task.
func Seed(t testing.TB, s *store.Store) Small {
	t.Helper()
	var x Small
	Edit(t, s, "Seed", func(e *model.Edit) error {
		x.Me = add(e, model.PersonPrefix, func(r *model.Person) { r.Name = "Ana Ruiz" })
		x.Account = add(e, model.AccountPrefix, func(r *model.Account) { r.Name = "Northwind" })
		x.Contact = add(e, model.ContactPrefix, func(r *model.Contact) { r.Name, r.Account = "Li Wei", x.Account })
		x.Project = add(e, model.ProjectPrefix, func(r *model.Project) { r.Name, r.Account = "Harbour crane", x.Account })
		x.Task = add(e, model.TaskPrefix, func(r *model.Task) { r.Name, r.Project, r.Order = "Pour the base", x.Project, 1 })
		x.Later = add(e, model.TaskPrefix, func(r *model.Task) {
			r.Name, r.Project, r.Order = "Raise the mast", x.Project, 2
			r.Links = []model.TaskLink{{Predecessor: x.Task, Type: model.FS}}
		})
		x.Risk = add(e, model.RiskPrefix, func(r *model.Risk) { r.Title, r.Project = "Late steel", x.Project })
		x.Escalation = add(e, model.EscalationPrefix, func(r *model.Escalation) { r.Title, r.Account = "No crane yet", x.Account })
		x.Blocker = add(e, model.BlockerPrefix, func(r *model.Blocker) { r.Title, r.About, r.Project = "No permit", x.Later, x.Project })
		return model.Update(e, model.WorkspaceID, func(w *model.Workspace) error { w.Me = x.Me; return nil })
	})
	return x
}

// add puts a new record with its kind's defaults and what fill says.
func add[T model.Record](e *model.Edit, prefix string, fill func(T)) model.ID {
	r := e.Base().Schema().Prefix(prefix).New()
	if x, ok := r.(T); ok {
		fill(x)
	}
	return e.Put(prefix, r)
}
