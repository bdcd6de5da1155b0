package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tandem/model/date"
	"tandem/model/money"
)

// Type tells the surfaces what kind of value a field holds.
type Type uint8

// The types of a field.
const (
	TypeText Type = iota
	TypeLong
	TypeInt
	TypeNumber // a decimal
	TypeMoney
	TypeDate
	TypeTime
	TypeSpan // a length of work
	TypePercent
	TypeEnum
	TypeFlag
	TypeTags
	TypeRef
	TypeRefs
	TypeList
	TypeCalc
)

// DeleteRule says what becomes of a reference when the record it names is deleted.
type DeleteRule uint8

// The rules: forget the reference, delete the holder too, refuse, drop the list's row, or
// forget the reference and delete a holder that then belongs to nothing.
const (
	Clear DeleteRule = iota
	Cascade
	Restrict
	Drop
	Orphan
)

// Choice is one value of an enum: the word stored and typed, and what it means.
type Choice struct{ Value, Help string }

// Key is a value in a form that sorts and compares: numbers, days, moments and ranks in
// Num, text in Str. Set is false where there is no value; such records sort last.
type Key struct {
	Num float64
	Str string
	Set bool
}

// Compare orders two keys; no value comes last.
func (k Key) Compare(o Key) int {
	if k.Set != o.Set {
		if k.Set {
			return -1
		}
		return 1
	}
	if c := cmp.Compare(k.Num, o.Num); c != 0 {
		return c
	}
	return cmp.Compare(strings.ToLower(k.Str), strings.ToLower(o.Str))
}

// Ctx is what reading or showing a value needs besides the record: the snapshot for names,
// the moment for relative dates, and the zone, scale and currency of the record's owner.
type Ctx struct {
	Snap     *Snapshot
	Now      date.Instant
	Loc      *time.Location
	Scale    date.Scale
	Currency money.Code
	Calendar *Calendar  // whose hours they are; nil: 08:00 to 17:00
	ASCII    bool       // show without any character beyond ASCII
	Told     map[ID]int // while Cold: the health of accounts when it was known last
	Cold     bool       // records are still being read: what would look at many of them shows nothing
}

// Field tells every surface (form, table, filter, CSV, JSON, search, store) about one attribute
// of a struct. It reaches the value through closures over a pointer to that struct, no reflection.
type Field struct {
	Name     string // snake_case, what scripts and filters write
	Label    string // what people read
	Help     string
	Type     Type
	Width    int // cells in a table
	Choices  []Choice
	Kinds    []string // prefixes a reference may have; nil: any
	OnDelete DeleteRule
	Required bool
	Searched bool
	ReadOnly bool
	Hidden   bool // kept, exported and filtered, but not offered in a form
	Title    bool // the field that names the record
	Rows     []Field
	Min, Max float64
	Bounded  bool
	Share    bool // a length that may be a percentage
	PerOne   bool // adding up over records says nothing
	Adds     bool // a computed value that may be added up

	late *late
	wire uint16

	stored, names bool // it is part of the record; it can name other records

	atClosing, atOpening bool

	typed  func(c *Ctx, cells []string) ([]string, error) // reads a row that people typed; see ReadTyped
	leads  func(o any, parse func() error) error          // what else a value typed here changes; see Leads
	beside func(o any) (text string, wrong bool)          // what is said beside the value; see Beside
	offer  func(o any) (fit []Choice, why string)         // which choices a record has; see ChoicesOf
}

// late makes the closures of a field when they are first asked for: of the fields of all kinds a
// start needs one in ten, and whatever the others cost is waited for by somebody. Copies of a field
// share it.
type late struct {
	ops  atomic.Pointer[ops]
	mu   sync.Mutex
	make func(*ops)
}

func (f *Field) op() *ops {
	if p := f.late.ops.Load(); p != nil {
		return p
	}
	return f.late.build()
}

func (l *late) build() *ops {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.ops.Load(); p != nil {
		return p
	}
	p := new(ops)
	l.make(p)
	l.ops.Store(p)
	return p
}

// more adds to what the closures of a field that is just being declared will be.
func (f *Field) more(add func(*ops)) {
	first := f.late.make
	f.late.make = func(p *ops) { first(p); add(p) }
}

// ops are the closures of a field; nil where the type has no such act.
type ops struct {
	text  func(c *Ctx, o any) string
	show  func(c *Ctx, o any) string
	parse func(c *Ctx, o any, s string) error
	key   func(c *Ctx, o any) Key
	json  func(c *Ctx, o any) any
	set   func(c *Ctx, o any, v any) error
	put   func(b []byte, o any) []byte
	get   func(o any, b string) error
	zero  func(o any) bool
	like  func(o, other any)                        // takes the value of another record; lists are shared
	merge func(c *Ctx, o, base, theirs any) []Clash // see Field.Merge; nil: the value is one
	refs  func(o any, yield func(ID))
	unref func(o any, id ID)
	reref func(o any, from, to ID) // names another record in a record's place
	strs  func(o any) []string
	bad   func(o any) string
	rows  func(o any, yield func(i int, row any))
	row   func() any
	// within rewrites the text that a packed value holds; ok is false where it is none.
	within func(o any, f func(string) string) (changed, ok bool)

	amount func(o any) money.Amount // what Sum adds up, by the type of the field
	span   func(o any) date.Span
	number func(o any) (float64, bool)
}

// Text is the exact value as text; Parse reads it back to the same value.
func (f *Field) Text(c *Ctx, o any) string { return f.op().text(c, o) }

// Show is the value as people read it in a table: short dates, names for references.
func (f *Field) Show(c *Ctx, o any) string {
	if f.op().show != nil {
		return f.op().show(c, o)
	}
	return f.op().text(c, o)
}

// blank gives o the value of an empty record, if that is all there is to do.
func (f *Field) blank(o, empty any) bool {
	if f.op().like == nil {
		return false
	}
	f.op().like(o, empty)
	return true
}

// Take gives o the value that another record of its kind has, if the field is a stored one. A list is
// shared, as by Kind.Copy.
func (f *Field) Take(o, other any) bool { return f.blank(o, other) }

// Parse sets the value from what was typed. On an error the record is as before and the
// error says what was expected.
func (f *Field) Parse(c *Ctx, o any, s string) error {
	if f.op().parse == nil {
		return fmt.Errorf("%s is computed and cannot be set", f.Name)
	}
	return f.op().parse(c, o, s)
}

// Amends reports whether a text says what to add to the field and what to take away, rather than
// what it holds: tags that each begin with + or -, as in "+urgent -later".
func (f *Field) Amends(s string) bool {
	if f.Type != TypeTags {
		return false
	}
	parts := strings.FieldsFunc(s, tagEnd)
	for _, p := range parts {
		if len(p) < 2 || p[0] != '+' && p[0] != '-' {
			return false
		}
	}
	return len(parts) > 0
}

// Amend is Parse for what people type: where the text Amends, it changes what the field holds. An
// import and a history read texts with Parse, for a tag of its own may begin with a sign.
func (f *Field) Amend(c *Ctx, o any, s string) error {
	if !f.Amends(s) {
		return f.ReadTyped(c, o, s)
	}
	list := slices.Clone(f.Strings(o))
	for _, p := range strings.FieldsFunc(s, tagEnd) {
		list = slices.DeleteFunc(list, func(t string) bool { return t == p[1:] })
		if p[0] == '+' {
			list = append(list, p[1:])
		}
	}
	return f.Parse(c, o, strings.Join(list, ", "))
}

// Key is the value for sorting and comparing.
func (f *Field) Key(c *Ctx, o any) Key { return f.op().key(c, o) }

// IsZero reports whether the field holds nothing. A computed field never does.
func (f *Field) IsZero(o any) bool { return f.op().zero != nil && f.op().zero(o) }

// Stored reports whether the field is part of the record rather than computed.
func (f *Field) Stored() bool { return f.stored }

// EachRef calls yield with every record the field names.
func (f *Field) EachRef(o any, yield func(ID)) {
	if f.op().refs != nil {
		f.op().refs(o, yield)
	}
}

// NewRow returns an empty row of a list field, to read single cells into with the fields of
// Rows; nil for any other type.
func (f *Field) NewRow() any {
	if f.op().row == nil {
		return nil
	}
	return f.op().row()
}

// Strings returns the values of a field of tags as they are kept, nil for any other type. They
// must not be written to.
func (f *Field) Strings(o any) []string {
	if f.op().strs == nil {
		return nil
	}
	return f.op().strs(o)
}

// HasRefs reports whether the field can name records.
func (f *Field) HasRefs() bool { return f.names }

// Allows reports whether a reference to id is of a kind the field takes.
func (f *Field) Allows(id ID) bool {
	if len(f.Kinds) == 0 {
		return true
	}
	for _, p := range f.Kinds {
		if id.Is(p) {
			return true
		}
	}
	return false
}

// Opt changes a field as it is declared.
type Opt func(*Field)

// Required says that a record without this value is not accepted.
func Required() Opt { return func(f *Field) { f.Required = true } }

// Search puts the field into the search over everything.
func Search() Opt { return func(f *Field) { f.Searched = true } }

// Width sets the cells the field takes in a table.
func Width(n int) Opt { return func(f *Field) { f.Width = n } }

// Label sets what people read, where it is not the name.
func Label(s string) Opt { return func(f *Field) { f.Label = s } }

// Help sets the line that says what the field wants.
func Help(s string) Opt { return func(f *Field) { f.Help = s } }

// ReadOnly keeps the field out of forms and of set; imports and the store write it.
func ReadOnly() Opt { return func(f *Field) { f.ReadOnly = true } }

// Hidden keeps the field out of forms; set and imports write it.
func Hidden() Opt { return func(f *Field) { f.Hidden = true } }

// Named marks the field that names the record in lists and references.
func Named() Opt {
	return func(f *Field) { f.Title, f.Required, f.Searched, f.Width = true, true, true, max(f.Width, 36) }
}

// titled marks a computed field that names the record, where none that is stored does.
func titled() Opt { return func(f *Field) { f.Title = true } }

// OneOf gives the values of an enum, each "value" or "value: what it means".
func OneOf(values ...string) Opt {
	return func(f *Field) {
		for _, v := range values {
			name, help, _ := strings.Cut(v, ": ")
			f.Choices = append(f.Choices, Choice{name, help})
		}
	}
}

// To limits a reference to the kinds with these prefixes.
func To(prefixes ...string) Opt { return func(f *Field) { f.Kinds = prefixes } }

// AnyKind lets a reference name a record of any kind.
func AnyKind() Opt { return func(f *Field) { f.Kinds = nil } }

// OnDelete sets what becomes of the reference when its record is deleted.
func OnDelete(r DeleteRule) Opt { return func(f *Field) { f.OnDelete = r } }

// AtClosing says that a day typed without a time of day means its end of business: what is due
// on Friday may be done on Friday.
func AtClosing() Opt { return func(f *Field) { f.atClosing = true } }

// AtOpening says that a day typed without a time of day means its start of business.
func AtOpening() Opt { return func(f *Field) { f.atOpening = true } }

// Between bounds a number, both ends included.
func Between(lo, hi float64) Opt {
	return func(f *Field) { f.Min, f.Max, f.Bounded = lo, hi, true }
}

// labelOf is what people read where no Label says better: actual_start is Actual start.
func labelOf(name string) string {
	var room [32]byte
	b := append(room[:0], name...)
	for i, c := range b {
		if c == '_' {
			b[i] = ' '
		}
	}
	if b[0] >= 'a' && b[0] <= 'z' {
		b[0] -= 'a' - 'A'
	}
	return string(b)
}

func newField(typ Type, name string, width int, opts []Opt) *Field {
	f := &Field{Name: name, Label: labelOf(name), Type: typ, Width: width, wire: tagOf(name)}
	for _, o := range opts {
		o(f)
	}
	return f
}
