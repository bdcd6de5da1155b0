package query_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
)

// now is Friday 20 November 2026, 9:12 UTC.
var now = date.YMD(2026, 11, 20).At(9, 12, nil)

type fixture struct {
	t    testing.TB
	edit *model.Edit
}

// put adds a record of a kind from "field=value" pairs and returns its reference.
func (x *fixture) put(prefix string, pairs ...string) model.ID {
	x.t.Helper()
	k := x.edit.Base().Schema().Prefix(prefix)
	r := k.New()
	for _, p := range pairs {
		name, value, _ := strings.Cut(p, "=")
		if err := k.Field(name).Parse(&model.Ctx{Now: now, Scale: date.Usual, Currency: "EUR"}, r, value); err != nil {
			x.t.Fatalf("%s: %v", p, err)
		}
	}
	return x.edit.Put(prefix, r)
}

// world is two customers, two projects, tasks, blockers, risks.
func world(t testing.TB) *model.Ctx {
	t.Helper()
	x := &fixture{t, model.NewEdit(model.NewSnapshot(model.Kinds()), now)}
	x.put("H", "name=Ada Lovelace", "skills=go, sql")
	x.put("H", "name=Björn Öberg")
	x.put("W", "name=Test", "currency=EUR", "me=H-1")
	x.put("A", "name=Northwind", "tier=strategic", "status=active", "value=€120k")
	x.put("A", "name=Blue Harbour", "tier=small", "status=at risk", "value=$40k")
	x.put("P", "name=Rollout", "account=A-1", "start=2026-11-02", "phase=executing")
	x.put("P", "name=Data move", "account=A-2", "phase=handed over")
	x.put("T", "name=Draft the plan", "project=P-1", "duration=3d", "percent=50", "start=2026-11-20T14:00", "finish=2026-11-25", "tags=later,paper")
	x.put("T", "name=Sign the contract", "project=P-1", "duration=4h", "milestone=yes", "start=2026-11-23", "assignments=H-1 | 50%")
	x.put("T", "name=Move the data", "project=P-2", "duration=2w", "percent=100", "links=T-1 | | FS | 2d", "notes=ask Café Ökotop")
	x.put("B", "title=No room", "project=P-1", "severity=1", "owner=H-1", "due=2026-11-19", "blocks=T-1,T-2")
	x.put("B", "title=No licence", "project=P-2", "severity=4", "state=waiting", "waiting_on=vendor", "due=2026-11-26", "tags=later")
	x.put("B", "title=Waiting room", "severity=3", "state=snoozed")
	x.put("R", "title=Supplier late", "project=P-1", "probability=4", "impact_time=4", "cost_likely=1.6k", "review=2026-11-27", "chance=30")
	x.put("R", "title=Rate change", "account=A-1", "opportunity=yes", "cost_likely=$2k")
	x.put("E", "title=Portal down", "account=A-1", "impact=1", "urgency=1")
	x.put("E", "title=Slow report", "account=A-1", "impact=2", "urgency=3")
	b, err := x.edit.Batch()
	if err != nil {
		t.Fatal(err)
	}
	c := x.edit.Base().With(b.Changes).Ctx(now)
	c.Loc = nil
	return c
}

func list(c *model.Ctx, prefix string) (out []model.Record) {
	for r := range c.Snap.All(prefix) {
		out = append(out, r)
	}
	return out
}

func refs(recs []model.Record) string {
	var out []string
	for _, r := range recs {
		out = append(out, r.Base().ID.String())
	}
	return strings.Join(out, " ")
}

func TestFilter(t *testing.T) {
	c := world(t)
	for _, x := range []struct{ kind, q, want string }{
		{"T", "", "T-1 T-2 T-3"},
		{"T", "  ", "T-1 T-2 T-3"},
		// words
		{"T", "the", "T-1 T-2 T-3"},
		{"T", "SIGN", "T-2"},
		{"T", `"the contract"`, "T-2"},
		{"T", `"the  contract"`, ""},
		{"T", "sign contract", "T-2"},
		{"T", "sign move", ""},
		{"T", "sign or move", "T-2 T-3"},
		{"T", "paper", "T-1"},
		{"T", "ökotop", "T-3"},
		{"T", "CAFÉ", "T-3"},
		{"T", "cafe", ""},
		{"T", "t-1", "T-1"},
		{"T", "T2", "T-2"},
		{"T", "3", "T-3"},
		{"T", "r-1", ""},
		{"T", "14:30", ""},
		{"T", "http://x.y", ""},
		{"H", "sql", "H-1"},
		{"H", "öberg", "H-2"},
		{"H", "ÖBERG", "H-2"},
		// grammar
		{"T", "-sign", "T-1 T-3"},
		{"T", "not sign", "T-1 T-3"},
		{"T", "NOT sign", "T-1 T-3"},
		{"T", "-(sign or move)", "T-1"},
		{"T", "not (sign or move)", "T-1"},
		{"T", "--sign", "T-2"},
		{"T", "(sign or draft) the", "T-1 T-2"},
		{"T", "sign or draft plan", "T-1 T-2"},
		{"T", "sign and contract", "T-2"},
		{"T", `"or"`, ""},
		{"T", `name:"the \"x"`, ""},
		{"T", "(name:sign)", "T-2"},
		{"T", "(project:roll (name:sign or name:draft))", "T-1 T-2"},
		// text
		{"T", "name:the", "T-1 T-2 T-3"},
		{"T", "name=sign", ""},
		{"T", `name="SIGN the contract"`, "T-2"},
		{"T", `name!="sign the contract"`, "T-1 T-3"},
		{"T", `notes:ökotop`, "T-3"},
		// choices
		{"B", "state=open", "B-1"},
		{"B", "state:wait", "B-2"},
		{"B", "state=open,waiting", "B-1 B-2"},
		{"B", "state!=open", "B-2 B-3"},
		{"B", "state=OPEN", "B-1"},
		{"B", "state>open", "B-2 B-3"},
		{"B", "state<=waiting", "B-1 B-2"},
		{"B", "waiting_on:", "B-1 B-3"},
		{"B", "waiting_on:*", "B-2"},
		{"B", "waiting_on!=vendor", "B-1 B-3"},
		{"A", `status:"at risk"`, "A-2"},
		{"A", "status:at_risk", "A-2"},
		{"A", "status:risk", "A-2"},
		{"A", "tier<key", "A-1"},
		{"P", `phase:handed`, "P-2"},
		// tags
		{"T", "tag:later", "T-1"},
		{"T", "tags:LATER", "T-1"},
		{"T", "-tag:later", "T-2 T-3"},
		{"T", "tag:late", ""},
		{"T", "tag:x,paper", "T-1"},
		{"T", "tag:", "T-2 T-3"},
		{"T", "tag!=later", "T-2 T-3"},
		{"H", "skills:go", "H-1"},
		// references
		{"T", "project:P-1", "T-1 T-2"},
		{"T", "project:p1", "T-1 T-2"},
		{"T", "project:roll", "T-1 T-2"},
		{"T", "project=roll", ""},
		{"T", "project=rollout", "T-1 T-2"},
		{"T", `project:"data move"`, "T-3"},
		{"T", "project!=P-1", "T-3"},
		{"T", "project:P-1,P-2", "T-1 T-2 T-3"},
		{"B", "project:", "B-3"},
		{"B", "owner:me", "B-1"},
		{"B", "owner:ada", "B-1"},
		{"B", "blocks:T-2", "B-1"},
		{"B", "blocks:sign", "B-1"},
		{"T", "ref:T-2", "T-2"},
		{"T", "ref:t1,t3", "T-1 T-3"},
		{"T", "ref!=T-1", "T-2 T-3"},
		{"T", "kind:task", "T-1 T-2 T-3"},
		{"T", "kind:risk", ""},
		// numbers
		{"B", "severity<=2", "B-1"},
		{"B", "severity <= 2", "B-1"},
		{"B", "severity<= 2", "B-1"},
		{"B", "severity>9", ""},
		{"B", "severity:1,4", "B-1 B-2"},
		{"B", "severity!=1", "B-2 B-3"},
		{"B", "severity==3", "B-3"},
		{"B", "sev=3", "B-3"},
		{"B", "level=0", "B-1 B-2 B-3"},
		{"B", "level<1", ""},
		{"R", "chance>=30%", "R-1"},
		{"R", "chance<30.5", "R-1 R-2"},
		{"T", "percent<60", "T-1 T-2"},
		{"T", "percent=100%", "T-3"},
		{"T", "done:50", "T-1"},
		// money
		{"R", "cost_likely>1.5k", "R-1 R-2"},
		{"R", "cost_likely>€1.5k", "R-1"},
		{"R", "cost_likely=1600", "R-1"},
		{"R", "cost_high<5", ""},
		{"A", "value>=120000", "A-1"},
		{"A", `value<"50 000 USD"`, "A-2"},
		// dates and times
		{"B", "due<today", "B-1"},
		{"B", "due<+7d", "B-1 B-2"},
		{"B", "due<=+5d", "B-1"},
		{"B", "due<=+6d", "B-1 B-2"},
		{"B", "due:", "B-3"},
		{"B", "due!=yesterday", "B-2 B-3"},
		{"T", "start:today", "T-1"},
		{"T", "start=2026-11-20", "T-1"},
		{"T", "start<=today", "T-1"},
		{"T", "start<today", ""},
		{"T", "start>today", "T-2"},
		{"T", "start>now", "T-1 T-2"},
		{"T", "start<2026-11-20T14:00:01Z", "T-1"},
		{"T", `start<"fri +2w"`, "T-1 T-2"},
		{"T", "start:w48", "T-2"},
		{"T", "start<=w48", "T-1 T-2"},
		{"R", "review:w48", "R-1"},
		{"R", "review<=fri", "R-1"},
		{"R", "review<fri", ""},
		// durations
		{"T", "duration>=3d", "T-1 T-3"},
		{"T", "duration<1d", "T-2"},
		{"T", "duration=24h", "T-1"},
		{"T", `duration>"1w 4d"`, "T-3"},
		// yes and no
		{"T", "milestone:yes", "T-2"},
		{"T", "milestone=no", "T-1 T-3"},
		{"T", "milestone:*", "T-2"},
		{"T", "milestone:", "T-1 T-3"},
		{"R", "opportunity!=yes", "R-1"},
		// lists
		{"T", "links:T-1", "T-3"},
		{"T", "links:draft", "T-3"},
		{"T", "links:", "T-1 T-2"},
		{"T", "assignments:ada", "T-2"},
		{"T", "assignments>0", "T-2"},
		// computed
		{"T", "percent:50,100", "T-1 T-3"},
		{"T", "ref:*", "T-1 T-2 T-3"},
		{"T", "ref:", ""},
		{"T", "kind!=task", ""},
		{"T", "assigned=ada", ""},
		{"T", `assigned="ada lovelace"`, "T-2"},
		{"T", "assigned>5", ""},
		{"T", "work_minutes<0.001k", "T-1 T-2 T-3"},
		{"T", "duration_minutes>0.001m", "T-1 T-3"},
		{"R", "score>€0.2", ""},
		{"R", "score<2026-11-20", "R-1"},
		{"E", "severity:1", "E-1"},
		{"E", "severity>=2", "E-2"},
		{"E", "severity:1,4", "E-1 E-2"},
		{"R", "score>.2", "R-1"},
		{"R", "score:", "R-2"},
		{"R", "score:*", "R-1"},
		{"T", "assigned:ada", "T-2"},
		{"A", "open>1", "A-1"},
		{"A", "open<3", "A-1"},
		{"T", "summary:no", "T-1 T-2 T-3"},
	} {
		q, err := query.Parse(x.q, model.Kinds().Prefix(x.kind))
		if err != nil {
			t.Errorf("%s %q: %v", x.kind, x.q, err)
			continue
		}
		if got := refs(query.Filter(c, q, list(c, x.kind))); got != x.want {
			t.Errorf("%s %q: got %q, want %q", x.kind, x.q, got, x.want)
		}
	}
}

func TestFilterAnyKind(t *testing.T) {
	c := world(t)
	var recs []model.Record
	for _, k := range model.Kinds().Kinds {
		recs = append(recs, list(c, k.Prefix)...)
	}
	for q, want := range map[string]string{
		"room":                "B-1 B-3",
		"tag:later":           "T-1 B-2",
		"kind:risk -supplier": "R-2",
		"percent>0":           "T-1 T-3",
		"severity:1":          "E-1 B-1",
	} {
		p, err := query.Parse(q, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := refs(query.Filter(c, p, recs)); got != want {
			t.Errorf("%q: got %q, want %q", q, got, want)
		}
	}
	if _, err := query.Parse("nonsense:1", nil); err == nil {
		t.Error("a field of no kind is taken")
	}
}

func TestErrors(t *testing.T) {
	for _, x := range []struct {
		kind, q       string
		pos, len      int
		says, expects string
	}{
		{"T", "kind:xyz", 5, 3, "not a kind of record", strings.Join(slugs(), " ")},
		{"T", "percent:x,5", 8, 3, "percent is a number", ""},
		{"T", "percent>NaN", 8, 3, "percent is a number", ""},
		{"T", "percent>0x10", 8, 4, "percent is a number", ""},
		{"R", "score>€x", 6, 4, "not a number, an amount or a date", ""},
		{"B", "statsu:open", 0, 6, "did you mean status or state?", "status state"},
		{"B", "a sevrity<2", 2, 7, "did you mean severity?", "severity"},
		{"B", "qqqq:2", 0, 4, "in quotes it is text", ""},
		{"B", "state:opne", 6, 4, "open, doing, waiting, snoozed, closed", "open doing waiting snoozed closed"},
		{"B", "severity<", 9, 1, "a value is expected", ""},
		{"B", "severity<x", 9, 1, "severity is a number", ""},
		{"B", "due<soon", 4, 4, "write today, fri", ""},
		{"B", "due:31.2.2026", 4, 9, "is not a date", ""},
		{"R", "cost_high>much", 10, 4, "not an amount", ""},
		{"T", "duration>5", 9, 1, "write 3d, 4h", ""},
		{"T", "name<x", 5, 1, "cannot be compared", ": = !="},
		{"T", "milestone:maybe", 10, 5, "yes or no", "yes no"},
		{"T", "ref:x", 4, 1, "not a reference", ""},
		{"T", "ref<T-1", 4, 3, "cannot be compared", ""},
		{"A", "open>x", 5, 1, "not a number, an amount or a date", ""},
		{"T", "a or", 4, 0, `after "or"`, ""},
		{"T", "or a", 0, 2, `before "or"`, ""},
		{"T", "-", 0, 1, `after "-"`, ""},
		{"T", "not", 0, 3, `after "not"`, ""},
		{"T", "not or x", 0, 4, `after "not"`, ""},
		{"T", "(a", 0, 1, `without its ")"`, ")"},
		{"T", "a)", 1, 1, "", ""},
		{"T", "()", 0, 2, "between the parentheses", ""},
		{"T", `"a`, 0, 2, "not closed", `"`},
		{"T", strings.Repeat("(", 200), 100, 100, "too many", ""},
		{"T", strings.Repeat("-", 300) + "x", 101, 200, "too many", ""},
	} {
		_, err := query.Parse(x.q, model.Kinds().Prefix(x.kind))
		var e *query.Error
		if x.q == "a)" { // at the top a ")" is part of a word
			if err != nil {
				t.Errorf("%q: %v", x.q, err)
			}
			continue
		}
		if !errors.As(err, &e) {
			t.Errorf("%q: no *Error but %v", x.q, err)
			continue
		}
		if !strings.Contains(e.Message, x.says) || e.Pos != x.pos || e.Len != x.len || strings.Join(e.Expected, " ") != x.expects {
			t.Errorf("%q: %d+%d %q expected %q", x.q, e.Pos, e.Len, e.Message, e.Expected)
		}
	}
}

func slugs() (out []string) {
	for _, k := range model.Kinds().Kinds {
		out = append(out, k.Slug())
	}
	return out
}

func TestLenient(t *testing.T) {
	c := world(t)
	for q, want := range map[string]string{
		"no st":           "", // a plain word is no mistake
		"no state":        "",
		"no state:":       "B-1 B-2",
		"no state:o":      "B-1",
		"no state:x":      "B-1 B-2",
		"no sta:x":        "B-1 B-2",
		"no due<":         "B-1 B-2",
		"no due<+":        "B-1 B-2",
		"no due<+7":       "B-1 B-2",
		"no due<+7d":      "B-1 B-2",
		"no or":           "B-1 B-2",
		"no or -":         "B-1 B-2",
		"no -":            "B-1 B-2",
		"no not":          "B-1 B-2",
		"no (":            "B-1 B-2",
		"no (licence or":  "B-2",
		`no "lic`:         "B-2",
		`title:"no li`:    "B-2",
		"no bogus:1 lic":  "B-2",
		"no not bogus:1":  "B-1 B-2",
		"project: ":       "B-3",
		"-project:":       "B-1 B-2 B-3",
		") no":            "B-1 B-2",
		"no severity <=":  "B-1 B-2",
		"(no due<) ((((":  "B-1 B-2",
		"waiting_on!=":    "B-2",
		"waiting_on!=xyz": "B-1 B-2 B-3",
	} {
		p, err := query.Lenient(q, model.Kinds().Prefix("B"))
		if got := refs(query.Filter(c, p, list(c, "B"))); got != want {
			t.Errorf("%q: got %q, want %q (%v)", q, got, want, err)
		}
	}
	_, err := query.Lenient("no due<", model.Kinds().Prefix("B"))
	var e *query.Error
	if !errors.As(err, &e) || e.Pos != 7 {
		t.Errorf("the error says %v", err)
	}
	if _, err := query.Lenient("no", model.Kinds().Prefix("B")); err != nil {
		t.Error(err)
	}
}

func TestWords(t *testing.T) {
	q, err := query.Parse(`one -two name:three "four five" or six`, model.Kinds().Prefix("T"))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(len(q.Words()), q.Words()); got != "3 [one four five six]" {
		t.Error(got)
	}
	if q.String() != `one -two name:three "four five" or six` || q.Empty() {
		t.Error("String or Empty")
	}
	var none *query.Query
	if !none.Empty() || none.Words() != nil || len(query.Filter(nil, none, make([]model.Record, 2))) != 2 {
		t.Error("no query lets everything through")
	}
}
