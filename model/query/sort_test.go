package query_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/query"
)

func TestSort(t *testing.T) {
	c := world(t)
	for _, x := range []struct{ kind, by, want string }{
		{"T", "", "T-1 T-2 T-3"},
		{"T", "name", "T-1 T-3 T-2"},
		{"T", "-name", "T-2 T-3 T-1"},
		{"T", "-percent", "T-3 T-1 T-2"},
		{"T", "percent", "T-2 T-1 T-3"}, // 0% is a value
		{"T", "project,-name", "T-3 T-2 T-1"},
		{"T", " project , name ", "T-3 T-1 T-2"},
		{"T", "duration", "T-2 T-1 T-3"},
		{"T", "start", "T-1 T-2 T-3"}, {"T", "-start", "T-2 T-1 T-3"}, // none is last both ways
		{"B", "due", "B-1 B-2 B-3"},
		{"B", "-due", "B-2 B-1 B-3"},
		{"B", "state", "B-1 B-2 B-3"},
		{"B", "-state", "B-3 B-2 B-1"},
		{"B", "severity,due", "B-1 B-3 B-2"},
		{"B", "owner", "B-1 B-2 B-3"},
		{"B", "-owner", "B-1 B-2 B-3"},
		{"B", "-sev", "B-2 B-3 B-1"},
		{"A", "tier", "A-1 A-2"},
		{"A", "-value", "A-1 A-2"},
		{"A", "name", "A-2 A-1"},
		{"E", "-severity", "E-2 E-1"},
		{"R", "score", "R-1 R-2"},
		{"R", "-score", "R-1 R-2"},
		{"T", "tags", "T-1 T-2 T-3"},
		{"T", "-assignments", "T-2 T-1 T-3"},
		{"T", "-milestone", "T-2 T-1 T-3"},
	} {
		recs := list(c, x.kind)
		slices.Reverse(recs)
		if err := query.Sort(c, model.Kinds().Prefix(x.kind), recs, x.by); err != nil {
			t.Errorf("%s %q: %v", x.kind, x.by, err)
		} else if got := refs(recs); got != x.want {
			t.Errorf("%s %q: %s, want %s", x.kind, x.by, got, x.want)
		}
	}
}

func TestSortErrors(t *testing.T) {
	_, err := query.ParseSort("name,-sevrity", model.Kinds().Prefix("B"))
	if err == nil {
		_, err = query.ParseSort("title, -sevrity", model.Kinds().Prefix("B"))
	}
	var e *query.Error
	if !errors.As(err, &e) || e.Pos != 0 || e.Len != 4 {
		t.Errorf("%+v", err)
	}
	_, err = query.ParseSort("title, -sevrity", model.Kinds().Prefix("B"))
	if !errors.As(err, &e) || e.Pos != 8 || e.Len != 7 || !strings.Contains(e.Message, "did you mean severity?") {
		t.Errorf("%+v", err)
	}
	recs := make([]model.Record, 2)
	if err := query.Sort(nil, model.Kinds().Prefix("B"), recs, "qqq"); err == nil || recs[0] != nil {
		t.Error("sorted by nothing")
	}
}

// Every field of every kind sorts both ways: a permutation, values in order, none last.
func TestSortProperties(t *testing.T) {
	c := world(t)
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(model.Kinds().Kinds).Draw(t, "kind")
		f := &k.Fields[rapid.IntRange(0, len(k.Fields)-1).Draw(t, "field")]
		recs := rapid.Permutation(list(c, k.Prefix)).Draw(t, "order")
		up, down := slices.Clone(recs), slices.Clone(recs)
		query.SortBy(c, up, []query.Column{{Field: f}})
		query.SortBy(c, down, []query.Column{{Field: f, Down: true}})
		if len(up) != len(recs) {
			t.Fatal("lost records")
		}
		for _, l := range [][]model.Record{up, down} {
			for i := 1; i < len(l); i++ {
				if f.Key(c, l[i]).Set && !f.Key(c, l[i-1]).Set {
					t.Fatalf("%s: a value after none", f.Name)
				}
			}
		}
		again := slices.Clone(down)
		query.SortBy(c, again, []query.Column{{Field: f, Down: true}})
		if !slices.Equal(again, down) {
			t.Fatal("not stable")
		}
	})
}

func TestComplete(t *testing.T) {
	b := model.Kinds().Prefix("B")
	for _, x := range []struct {
		q    string
		pos  int
		want string
	}{
		{"sev", 3, "severity:"},
		{"no -sta", 7, "state: status:"},
		{"no (wa", 6, "waiting_on: waiting_who: waiting_what: waiting_vendor:"},
		{"who", 3, "waiting_who:"},
		{"state:", 6, "state:open state:doing state:waiting state:snoozed state:closed"},
		{"state:o", 7, "state:open state:doing state:snoozed state:closed"},
		{"state:open,w", 12, "state:open,waiting"},
		{"STATE=sn", 8, "STATE=snoozed"},
		{"resolution:no", 13, "resolution:not_ours"},
		{"sev x", 3, "severity:"},
		{"due<+", 5, "due<+7d due<+2w"},
		{"title:x", 7, ""},
		{"bogus:x", 7, ""},
		{"ref", 3, "ref:"},
		{"tag", 3, "tags: tag:"},
		{"ac", 99, "account:"},
		{"", -5, strings.Join(b.FieldNames(), ": ") + ": tag: ref:"},
		{`"two st`, 7, ""},
	} {
		if got := strings.Join(query.Complete(x.q, x.pos, b), " "); got != x.want {
			t.Errorf("%q: %q, want %q", x.q, got, x.want)
		}
	}
	if got := strings.Join(query.Complete("deliverable:", 12, model.Kinds().Prefix("T")), " "); got != "deliverable:yes deliverable:no" {
		t.Error(got)
	}
	if got := strings.Join(query.Complete("kind:bas", 8, nil), " "); got != "kind:baseline" {
		t.Error(got)
	}
	for _, k := range model.Kinds().Kinds { // what is offered is understood
		for _, name := range query.Complete("", 0, k) {
			for _, full := range append(query.Complete(name, len(name), k), name, name+"*") {
				if _, err := query.Parse(full, k); err != nil {
					t.Errorf("%s: %q: %v", k.Name, full, err)
				}
			}
		}
	}
}

func TestQuote(t *testing.T) {
	k := model.Kinds().Prefix("T")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		q, err := query.Parse("name="+query.Quote(s), k)
		if err != nil {
			t.Fatal(err)
		}
		if !q.Bind(&model.Ctx{})(&model.Task{Name: s}) {
			t.Fatalf("%q does not find itself as %s", s, query.Quote(s))
		}
	})
}

// Whatever is typed: no panic; what Parse takes, Lenient takes as well and alike; the range
// of an error lies within the text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`status:open severity<=2 due<+7d -tag:later "text" word`, "((a or b) -c", "name!= x", `due<"fri +2w" not (a)`, "owner:me,ada"} {
		f.Add(s)
	}
	c := world(f)
	f.Fuzz(func(t *testing.T, s string) { tryAll(t, c, s) })
}

func tryAll(t interface{ Errorf(string, ...any) }, c *model.Ctx, s string) {
	for _, p := range []string{"T", "B", "E", "A"} {
		k := model.Kinds().Prefix(p)
		recs := list(c, p)
		loose, _ := query.Lenient(s, k)
		got := refs(query.Filter(c, loose, recs))
		q, err := query.Parse(s, k)
		var e *query.Error
		switch {
		case err == nil && !strings.HasSuffix(s, ":") && refs(query.Filter(c, q, recs)) != got:
			t.Errorf("%q: %s and leniently %s", s, refs(query.Filter(c, q, recs)), got)
		case err != nil && (!errors.As(err, &e) || e.Pos < 0 || e.Len < 0 || e.Pos > len(s) || e.Message == ""):
			t.Errorf("%q: %+v", s, err)
		}
		from, to := query.Term(s, len(s))
		if from < 0 || from > to || to > len(s) {
			t.Errorf("%q: term %d to %d", s, from, to)
		}
		query.Complete(s, len(s)/2, k)
	}
}

func TestAnyText(t *testing.T) {
	c := world(t)
	piece := rapid.SampledFrom([]string{" ", "(", ")", "-", "not", "or", "and", `"`, ":", "<", "<=", "!=", "=", ">", "name", "state", "severity", "due", "open", "2", "+7d", "*", ",", "tag", "ref", "T-1", `\`, "é", "\x00"})
	rapid.Check(t, func(t *rapid.T) {
		tryAll(t, c, strings.Join(rapid.SliceOfN(piece, 0, 14).Draw(t, "s"), rapid.SampledFrom([]string{"", " "}).Draw(t, "sep")))
	})
}
