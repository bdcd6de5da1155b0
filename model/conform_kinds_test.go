package model_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
)

var snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func TestKinds(t *testing.T) {
	seen := map[string]string{}
	once := func(t *testing.T, what, s string) {
		if by, ok := seen[what+s]; ok {
			t.Errorf("%s %q is also that of %s", what, s, by)
		}
		seen[what+s] = t.Name()
	}
	everyKind(t, func(t *testing.T, k *model.Kind) {
		once(t, "prefix", k.Prefix)
		once(t, "name", k.Name)
		once(t, "name", k.Plural)
		if !regexp.MustCompile(`^[A-Z]{1,3}$`).MatchString(k.Prefix) {
			t.Errorf("prefix %q", k.Prefix)
		}
		if !snake.MatchString(k.Slug()) || !strings.HasSuffix(k.Help, ".") || len(k.Help) < 20 {
			t.Errorf("slug %q, help %q", k.Slug(), k.Help)
		}
		if len(k.Columns) == 0 || k.Sort == "" {
			t.Error("no columns or no order")
		}
		for _, c := range k.Columns {
			if k.Field(c) == nil {
				t.Errorf("column %q is no field", c)
			}
		}
		for _, c := range strings.Split(k.Sort, ",") {
			if k.Field(strings.TrimPrefix(c, "-")) == nil {
				t.Errorf("sort %q is no field", c)
			}
		}
		for _, name := range []string{k.Name, k.Plural, k.Slug(), strings.ToUpper(k.Name), k.Prefix} {
			if got, err := model.Kinds().Named(name); err != nil || got != k {
				t.Errorf("Named(%q): %v", name, err)
			}
		}
	})
}

func TestFields(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		checkFields(t, k.Fields, "")
		for _, reserved := range []string{"ref", "id", "kind"} { // Object has them
			if k.Field(reserved) != nil {
				t.Errorf("%s is taken", reserved)
			}
		}
		for i := range k.Fields {
			f := &k.Fields[i]
			if k.Field(f.Name) != f || k.FindField(strings.ToUpper(strings.ReplaceAll(f.Name, "_", " "))) != f {
				t.Errorf("%s is not found by its name", f.Name)
			}
		}
	})
}

func checkFields(t *testing.T, fields []model.Field, under string) {
	seen := map[string]bool{}
	titles := 0
	for i := range fields {
		f := &fields[i]
		name := under + f.Name
		if !snake.MatchString(f.Name) || seen[f.Name] || f.Label == "" || f.Width < 1 {
			t.Errorf("%s: name, label %q or width %d", name, f.Label, f.Width)
		}
		seen[f.Name] = true
		values := map[string]bool{}
		for _, c := range f.Choices {
			if c.Value == "" || values[strings.ToLower(c.Value)] || strings.ContainsAny(c.Value, ",|;\n") {
				t.Errorf("%s: choice %q", name, c.Value)
			}
			values[strings.ToLower(c.Value)] = true
		}
		if (f.Type == model.TypeEnum) != (len(f.Choices) > 1) {
			t.Errorf("%s has %d choices", name, len(f.Choices))
		}
		for _, p := range f.Kinds {
			if model.Kinds().Prefix(p) == nil {
				t.Errorf("%s names kind %q, which is not there", name, p)
			}
		}
		if f.Required && f.HasRefs() && (f.OnDelete == model.Clear || f.OnDelete == model.Drop) {
			t.Errorf("%s is required but forgets what is deleted", name)
		}
		if f.OnDelete == model.Drop && under == "" && f.Type != model.TypeList {
			t.Errorf("%s drops a row but is none", name)
		}
		if f.Bounded && f.Min > f.Max {
			t.Errorf("%s: %g to %g", name, f.Min, f.Max)
		}
		if f.Title {
			titles++
		}
		if (f.Type == model.TypeList) != (len(f.Rows) > 0) {
			t.Errorf("%s has %d columns", name, len(f.Rows))
		}
		checkFields(t, f.Rows, name+".")
	}
	if titles > 1 {
		t.Errorf("%d fields name the record", titles)
	}
}

// A new record is valid once what it demands is there.
func TestNewRecordsPass(t *testing.T) {
	s := small(t)
	everyKind(t, func(t *testing.T, k *model.Kind) {
		c := s.Ctx(now)
		r := k.New()
		r.Base().ID = model.NewID(k.Prefix, 2)
		if left := minimal(t, c, k, r); len(left) > 0 {
			t.Error(left)
		}
		if a, b := k.New(), k.New(); a == b || a.Base().ID != 0 {
			t.Error("New gives the same record twice, or one with an ID")
		}
		if k.TitleField() != nil && (k.Title(c, r) == "" || k.Title(c, r) == r.Base().ID.String()) {
			t.Errorf("title %q", k.Title(c, r))
		}
		if got := k.Title(c, k.New()); k.TitleField() == nil && got != "" {
			t.Errorf("title %q of nothing", got)
		}
	})
}

// Everything a record can show, it shows whatever it holds: full, empty, or garbage.
func show(c *model.Ctx, k *model.Kind, r model.Record) {
	for i := range k.Fields {
		f := &k.Fields[i]
		_ = f.Text(c, r) + f.Show(c, r)
		f.Key(c, r)
		f.IsZero(r)
		f.EachRef(r, func(model.ID) {})
	}
	k.Object(c, r)
	k.Title(c, r)
	k.Problems(c, r)
	c.For(r)
	if x, ok := r.(interface {
		Standing(*model.Ctx) model.Standing
	}); ok {
		x.Standing(c)
	}
	for _, v := range k.Verbs {
		v.Why(c, r)
	}
	k.FirstVerb(c, r)
}

func TestShowAnything(t *testing.T) {
	s := small(t)
	everyKind(t, func(t *testing.T, k *model.Kind) {
		for _, ascii := range []bool{false, true} {
			c := s.Ctx(now)
			c.ASCII = ascii
			show(c, k, k.Blank())
			show(c, k, k.New())
			show(c, k, filled(t, k))
			for r := range s.All(k.Prefix) {
				show(c.For(r), k, r)
			}
			for i := range k.Fields {
				if f := &k.Fields[i]; f.Type != model.TypeCalc && f.Type != model.TypeFlag && f.IsZero(k.Blank()) != (k.Blank() != nil) {
					t.Errorf("%s of a blank record is not zero", f.Name)
				}
			}
		}
	})
}

// decodeAny decodes b as each kind; what it takes must be shown, and packs to what decodes
// to the same.
func decodeAny(t interface{ Fatalf(string, ...any) }, c *model.Ctx, b string) {
	for _, k := range model.Kinds().Kinds {
		r, err := k.Decode(model.NewID(k.Prefix, 1), b)
		if err != nil {
			continue
		}
		show(c, k, r)
		packed := string(k.Append(nil, r))
		again, err := k.Decode(r.Base().ID, packed)
		if err != nil {
			t.Fatalf("%s: %x was taken, %x is not: %v", k.Name, b, packed, err)
		}
		if string(k.Append(nil, again)) != packed {
			t.Fatalf("%s: %x is not stable", k.Name, b)
		}
	}
}

func TestDecodeGarbage(t *testing.T) {
	c := small(t).Ctx(now)
	var good []string
	for _, k := range model.Kinds().Kinds {
		good = append(good, string(k.Append(nil, filled(t, k))))
	}
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.OneOf(rapid.SliceOfN(rapid.Byte(), 0, 60), rapid.Map(rapid.SampledFrom(good), func(s string) []byte { return []byte(s) })).Draw(t, "bytes")
		for range rapid.IntRange(0, 4).Draw(t, "damages") {
			if len(b) == 0 {
				break
			}
			i := rapid.IntRange(0, len(b)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				b = append([]byte(nil), b...)
				b[i] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
			case 1:
				b = b[:i]
			default:
				b = append(append([]byte(nil), b[i:]...), b[:i]...)
			}
		}
		decodeAny(t, c, string(b))
	})
}

func FuzzDecode(f *testing.F) {
	for _, k := range model.Kinds().Kinds {
		f.Add(string(k.Append(nil, filled(f, k))))
	}
	c := small(f).Ctx(now)
	f.Fuzz(func(t *testing.T, s string) { decodeAny(t, c, s) })
}

func TestDecodeErrors(t *testing.T) {
	k := model.Kinds().Prefix("T")
	full := string(k.Append(nil, filled(t, k)))
	for in, want := range map[string]string{full[:len(full)-1]: "middle of a value", full[:2]: "middle", "\xff\xff\x00": "does not know", full + "x": "middle"} {
		if _, err := k.Decode(model.NewID("T", 7), in); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "T-7") {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestFindField(t *testing.T) {
	task, blocker := model.Kinds().Prefix("T"), model.Kinds().Prefix("B")
	for _, x := range []struct {
		k    *model.Kind
		in   string
		want string
	}{
		{task, "dur", "duration"}, {task, "duration_m", "duration_minutes"}, {task, "Done", "percent"}, {task, "actual-start", "actual_start"},
		{task, "actual", ""}, {task, "p", ""}, {task, "", ""}, {task, "xyz", ""}, {task, " NAME ", "name"},
		{blocker, "sev", "severity"}, {blocker, "waits on", "waiting_on"}, {blocker, "waits-on", "waiting_on"},
	} {
		got := ""
		if f := x.k.FindField(x.in); f != nil {
			got = f.Name
		}
		if got != x.want {
			t.Errorf("%q of a %s: %q, want %q", x.in, x.k.Name, got, x.want)
		}
	}
}

func TestNamed(t *testing.T) {
	for in, want := range map[string]string{"task": "T", "Tasks": "T", "cost_line": "CL", "cost-lines": "CL", "people": "H", "esc": "E", "cal": "CAL", "ledger": "LE"} {
		if k, err := model.Kinds().Named(in); err != nil || k.Prefix != want {
			t.Errorf("%q: %v", in, err)
		}
	}
	for _, in := range []string{"", "pro", "xyz"} {
		if _, err := model.Kinds().Named(in); err == nil || !strings.Contains(err.Error(), "cost_lines, decisions, escalations") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.StringMatching(`[A-Z]{1,3}`).Draw(t, "prefix")
		n := rapid.Uint64Range(1, 1<<36-1).Draw(t, "num")
		id := model.NewID(p, n)
		if id.Prefix() != p || id.Num() != n || !id.Is(p) || id.Is("Q"+p[:1]) && p != "Q"+p[:1] {
			t.Fatalf("%s %d: %s", p, n, id)
		}
		for _, s := range []string{id.String(), strings.ToLower(id.String()), " " + strings.Replace(id.String(), "-", "", 1)} {
			if got, err := model.ParseID(s); err != nil || got != id {
				t.Fatalf("%q: %s %v", s, got, err)
			}
		}
	})
	for _, s := range []string{"", "T", "T-", "T-0", "14", "TASK-1", "T--1", "T-1x", "T 1", "T-68719476736", "É-1", "T-+1"} {
		if id, err := model.ParseID(s); err == nil || !strings.Contains(err.Error(), "write T-14") {
			t.Errorf("%q: %s %v", s, id, err)
		}
	}
	if model.ID(0).String() != "" || model.ID(0).Prefix() != "" {
		t.Error("no ID has a text")
	}
}
