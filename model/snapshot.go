package model

import (
	"iter"
	"sync"
	"time"

	"tandem/model/date"
	"tandem/model/money"
)

const (
	chunkBits = 6
	chunkSize = 1 << chunkBits
)

// chunk is a run of a kind's records by number. One that came packed is unpacked when a
// record of it is first asked for.
type chunk struct {
	recs   [chunkSize]Record
	packed *packed
	stamp  uint64 // no other chunk has it: see RunStamp
}

func (c *chunk) get(slot uint64) Record {
	c.unpack()
	return c.recs[slot]
}

// table holds the records of one kind by number, in chunks that snapshots share. It is never
// changed once its snapshot is published, so what is derived from it alone may be kept with it.
type table struct {
	chunks []*chunk
	count  int
	last   uint64 // the highest number ever given
	memo   sync.Map
	plans  *schedules // shared by all states of the tasks' table: see Schedule
}

func (t *table) get(num uint64) Record {
	i := num >> chunkBits
	if i >= uint64(len(t.chunks)) || t.chunks[i] == nil {
		return nil
	}
	return t.chunks[i].get(num & (chunkSize - 1))
}

func (t *table) all(yield func(Record) bool) {
	for _, c := range t.chunks {
		if c == nil {
			continue
		}
		c.unpack()
		for _, r := range c.recs {
			if r != nil && !yield(r) {
				return
			}
		}
	}
}

// Snapshot is the whole workspace at one moment. It never changes; an edit makes the next one
// and shares with it all that was not touched. Every method may be called from any goroutine.
type Snapshot struct {
	schema *Schema
	tables []*table
	Seq    uint64 // the journal entry that made it
}

// NewSnapshot is an empty workspace over a schema.
func NewSnapshot(s *Schema) *Snapshot {
	n := &Snapshot{schema: s, tables: make([]*table, len(s.Kinds))}
	for i := range n.tables {
		n.tables[i] = &table{plans: &schedules{}}
	}
	return n
}

// Schema returns the kinds the snapshot knows.
func (s *Snapshot) Schema() *Schema { return s.schema }

func (s *Snapshot) table(id ID) *table {
	if i, ok := s.schema.byCode[id.code()]; ok {
		return s.tables[i]
	}
	return nil
}

// Get returns the record, or nil.
func (s *Snapshot) Get(id ID) Record {
	if t := s.table(id); t != nil && id.Num() > 0 {
		return t.get(id.Num())
	}
	return nil
}

// Find returns the record if it exists and is a T.
func Find[T Record](s *Snapshot, id ID) (T, bool) {
	r, ok := s.Get(id).(T)
	return r, ok
}

// All yields the records of a kind in the order of their numbers.
func (s *Snapshot) All(prefix string) iter.Seq[Record] {
	t := s.table(NewID(prefix, 1))
	if t == nil {
		return func(func(Record) bool) {}
	}
	return t.all
}

// Each yields the records of a kind as their type.
func Each[T Record](s *Snapshot, prefix string) iter.Seq[T] {
	return func(yield func(T) bool) {
		s.All(prefix)(func(r Record) bool { return yield(r.(T)) })
	}
}

// Count is the number of records of a kind.
func (s *Snapshot) Count(prefix string) int {
	if t := s.table(NewID(prefix, 1)); t != nil {
		return t.count
	}
	return 0
}

// Total is the number of records of all kinds.
func (s *Snapshot) Total() int {
	n := 0
	for _, t := range s.tables {
		n += t.count
	}
	return n
}

// Last is the highest number a kind has ever given.
func (s *Snapshot) Last(prefix string) uint64 {
	if t := s.table(NewID(prefix, 1)); t != nil {
		return t.last
	}
	return 0
}

// SameTable reports whether a kind's records are untouched between two snapshots.
func (s *Snapshot) SameTable(o *Snapshot, prefix string) bool {
	return o != nil && s.table(NewID(prefix, 1)) == o.table(NewID(prefix, 1))
}

// Memo returns what build derives from the records of one kind and nothing else. It is
// built once and kept for as long as those records stay untouched. key must be of a type
// of its own.
func Memo[V any](s *Snapshot, prefix string, key any, build func(iter.Seq[Record]) V) V {
	t := s.table(NewID(prefix, 1))
	if t == nil {
		return build(func(func(Record) bool) {})
	}
	type slot struct {
		once sync.Once
		v    V
	}
	x, ok := t.memo.Load(key)
	if !ok {
		x, _ = t.memo.LoadOrStore(key, &slot{})
	}
	sl := x.(*slot)
	sl.once.Do(func() { sl.v = build(t.all) })
	return sl.v
}

type refsKey struct{}

// RefsTo yields the records that name id in any field, kind by kind.
func (s *Snapshot) RefsTo(id ID) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for i, k := range s.schema.Kinds {
			if !k.mayName(id) {
				continue
			}
			index := Memo(s, k.Prefix, refsKey{}, func(all iter.Seq[Record]) map[ID][]ID { return k.reverse(all) })
			for _, from := range index[id] {
				if r := s.tables[i].get(from.Num()); r != nil && !yield(r) {
					return
				}
			}
		}
	}
}

func (k *Kind) mayName(id ID) bool {
	for i := range k.Fields {
		if k.Fields[i].mayName(id) {
			return true
		}
	}
	return false
}

func (f *Field) mayName(id ID) bool {
	for i := range f.Rows {
		if f.Rows[i].mayName(id) {
			return true
		}
	}
	return f.HasRefs() && len(f.Rows) == 0 && f.Allows(id)
}

func (k *Kind) reverse(all iter.Seq[Record]) map[ID][]ID {
	var fields []*Field
	for i := range k.Fields {
		if k.Fields[i].HasRefs() {
			fields = append(fields, &k.Fields[i])
		}
	}
	m := map[ID][]ID{}
	for r := range all {
		from := r.Base().ID
		for _, f := range fields {
			f.EachRef(r, func(to ID) {
				if l := m[to]; len(l) == 0 || l[len(l)-1] != from {
					m[to] = append(l, from)
				}
			})
		}
	}
	return m
}

// With returns the snapshot after the changes, sharing what they do not touch. Changes are
// applied in order; they are trusted (Validate checks them).
func (s *Snapshot) With(changes []Change) *Snapshot {
	next := &Snapshot{schema: s.schema, tables: append([]*table(nil), s.tables...), Seq: s.Seq}
	fresh := make([]map[uint64]bool, len(s.tables))
	for _, ch := range changes {
		i, ok := s.schema.byCode[ch.ID.code()]
		if !ok {
			continue
		}
		if fresh[i] == nil {
			old := s.tables[i]
			next.tables[i] = &table{chunks: append([]*chunk(nil), old.chunks...), count: old.count, last: old.last, plans: old.plans}
			fresh[i] = map[uint64]bool{}
		}
		next.tables[i].put(ch.ID.Num(), ch.After, fresh[i])
	}
	return next
}

func (t *table) put(num uint64, r Record, fresh map[uint64]bool) {
	i := num >> chunkBits
	for uint64(len(t.chunks)) <= i {
		t.chunks = append(t.chunks, nil)
	}
	if !fresh[i] {
		c := &chunk{stamp: nextStamp()}
		if old := t.chunks[i]; old != nil {
			old.unpack()
			c.recs = old.recs
		}
		t.chunks[i], fresh[i] = c, true
	}
	slot := &t.chunks[i].recs[num&(chunkSize-1)]
	if *slot != nil {
		t.count--
	}
	if r != nil {
		t.count++
	}
	*slot = r
	t.last = max(t.last, num)
}

// WithLast returns the snapshot with the highest numbers ever given raised to last, by prefix:
// what the store remembers of deleted records.
func (s *Snapshot) WithLast(last map[string]uint64) *Snapshot {
	next := &Snapshot{schema: s.schema, tables: append([]*table(nil), s.tables...), Seq: s.Seq}
	for i, k := range s.schema.Kinds {
		if n := last[k.Prefix]; n > next.tables[i].last {
			old := next.tables[i]
			next.tables[i] = &table{chunks: old.chunks, count: old.count, last: n, plans: old.plans}
		}
	}
	return next
}

// Ctx returns the workspace's context for showing and reading values at a moment.
func (s *Snapshot) Ctx(now date.Instant) *Ctx {
	c := &Ctx{Snap: s, Now: now, Loc: time.Local, Scale: date.Usual, Currency: "EUR"}
	if w := s.Workspace(); w != nil {
		if w.Currency != "" {
			c.Currency = money.Code(w.Currency)
		}
		c.calendar(w.Calendar)
	}
	return c
}

func (c *Ctx) calendar(id ID) bool {
	cal, ok := Find[*Calendar](c.Snap, id)
	if !ok {
		return false
	}
	if loc := cal.Location(); loc != nil {
		c.Loc = loc
	}
	c.Scale, c.Calendar = cal.Scale(), cal
	return true
}

// For returns the context of one record: zone, scale and currency of the calendar of its
// project or account, or the workspace's.
func (c *Ctx) For(r Record) *Ctx {
	if c.Snap == nil {
		return c
	}
	n := *c
	zoned, priced := false, false
	for range 8 {
		if p, ok := r.(interface{ OwnCurrency() money.Code }); ok && !priced && p.OwnCurrency() != "" {
			n.Currency, priced = p.OwnCurrency(), true
		}
		if x, ok := r.(calendared); ok && !zoned {
			zoned = n.calendar(x.CalendarID())
		}
		o, ok := r.(owned)
		if !ok {
			break
		}
		if r = c.Snap.Get(o.Owner()); r == nil {
			break
		}
	}
	return &n
}

// business is the opening or the closing of a day: by the calendar, or 08:00 and 17:00 where it
// has no hours that day.
func (c *Ctx) business(day date.Day, closing bool) date.Instant {
	open, end := 8*60, 17*60
	if c.Calendar != nil && c.Snap != nil {
		if h := c.Calendar.DayHours(c.Snap, day); len(h) > 0 {
			open, end = h[0].From, h[len(h)-1].To
		}
	}
	at := open
	if closing {
		at = end
	}
	return day.At(at/60, at%60, c.Loc)
}
