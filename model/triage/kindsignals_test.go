package triage

import (
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
)

func num(s string) decimal.Decimal { return decimal.MustParse(s) }

var sponsor = model.NewID(model.ContactPrefix, 1)

// account changes the customer every world has.
func (w *world) account(change func(*model.Account)) model.ID {
	w.edit(func(e *model.Edit) error {
		return model.Update(e, northwind, func(a *model.Account) error { change(a); return nil })
	})
	return northwind
}

// old makes the customer one of long ago, so that its sponsor can have been silent.
func (w *world) old() { w.account(func(a *model.Account) { a.Created = at("2026-06-01 09:00") }) }

func (w *world) talk(when string) {
	w.put(model.InteractionPrefix, &model.Interaction{Summary: "Call", Account: northwind, Contact: sponsor, When: at(when)})
}

func (w *world) standard(target string, values ...string) model.ID {
	id := w.put(model.StandardPrefix, &model.Standard{Name: "Trucks on time", Account: northwind, Unit: "%", Target: num(target), Direction: "at least"})
	for i, v := range values {
		w.put(model.ReadingPrefix, &model.Reading{Of: id, Date: day("2026-11-17") - date.Day(7*(len(values)-1-i)), Value: num(v), Comment: "r"})
	}
	return id
}

func (w *world) stakeholder(contact model.ID, last string) model.ID {
	x := &model.Stakeholder{Name: "Sam", Project: rollout, Contact: contact, Cadence: 14, RACI: "informed", Influence: "high", Interest: "high"}
	x.Last = day(last)
	return w.put(model.StakeholderPrefix, x)
}

// kindTests make a record of a newer kind each and say what it gives.
var kindTests = []struct {
	name   string
	make   func(*world) model.ID
	want   string // the signals; "" for no item in Now
	glyph  Glyph
	hat    model.Hat
	due    string
	proof  string // in the evidence of the first signal
	leaves string
}{
	{"decision late", func(w *world) model.ID {
		return w.put(model.DecisionPrefix, &model.Decision{Question: "One aisle?", Project: rollout, Status: "open", NeededBy: day("2026-11-18")})
	}, "decision overdue", GlyphAction, model.PM, "2 d late", "was needed by", "decided"},
	{"decision of today", func(w *world) model.ID {
		return w.put(model.DecisionPrefix, &model.Decision{Question: "q", Project: rollout, Status: "open", NeededBy: day("today")})
	}, "", 0, 0, "", "", ""},
	{"decision taken", func(w *world) model.ID {
		return w.put(model.DecisionPrefix, &model.Decision{Question: "q", Project: rollout, Status: "decided", Outcome: "yes", NeededBy: day("2026-11-18")})
	}, "", 0, 0, "", "", ""},
	{"change asked for", func(w *world) model.ID {
		return w.put(model.ChangeRequestPrefix, &model.ChangeRequest{Title: "Ramp", Project: rollout, Status: "asked", Raised: day("2026-11-17")})
	}, "change waits", GlyphAction, model.PM, "2 d ago", "is not decided", "approved or rejected"},
	{"change due later", func(w *world) model.ID {
		return w.put(model.ChangeRequestPrefix, &model.ChangeRequest{Title: "Ramp", Project: rollout, Status: "asked", NeededBy: day("2026-11-23")})
	}, "change waits", GlyphAction, model.PM, "Mon 23", "to be decided by Mon 23", "approved or rejected"},
	{"change approved by hand", func(w *world) model.ID {
		return w.put(model.ChangeRequestPrefix, &model.ChangeRequest{Title: "Ramp", Project: rollout, Status: "approved", Raised: day("2026-11-17")})
	}, "change waits", GlyphAction, model.PM, "2 d ago", "not in the plan", "approved"},
	{"change as a draft", func(w *world) model.ID {
		return w.put(model.ChangeRequestPrefix, &model.ChangeRequest{Title: "Ramp", Project: rollout, Status: "draft", Raised: day("2026-11-17")})
	}, "", 0, 0, "", "", ""},
	{"order late", func(w *world) model.ID {
		return w.put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: northwind, Project: rollout, Status: "open", Promised: day("2026-11-19"), Lines: []model.OrderLine{{Text: "x", Ordered: num("2")}}})
	}, "delivery overdue", GlyphLate, model.DM, "1 d late", "not there in full", "delivered"},
	{"order requested only, late", func(w *world) model.ID {
		return w.put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: northwind, Status: "open", Requested: day("2026-11-19")})
	}, "delivery overdue", GlyphLate, model.DM, "1 d late", "was requested for", "delivered"},
	{"order promised later than requested", func(w *world) model.ID {
		return w.put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: northwind, Status: "open", Requested: day("2026-11-12"), Promised: day("2026-11-23")})
	}, "", 0, 0, "", "", ""},
	{"order due later", func(w *world) model.ID {
		return w.put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: northwind, Status: "open", Promised: day("2026-11-23")})
	}, "", 0, 0, "", "", ""},
	{"order delivered", func(w *world) model.ID {
		return w.put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: northwind, Status: "delivered", Promised: day("2026-11-12"), Delivered: day("2026-11-13")})
	}, "", 0, 0, "", "", ""},
	{"purchase late", func(w *world) model.ID {
		v := w.put(model.VendorPrefix, &model.Vendor{Name: "Grauwerk", Status: "active"})
		return w.put(model.PurchasePrefix, &model.Purchase{Title: "Print head", Vendor: v, Project: rollout, Status: "ordered", Due: day("2026-11-17")})
	}, "purchase late", GlyphLate, model.PM, "3 d late", "Grauwerk said", "received"},
	{"standard missed", func(w *world) model.ID { return w.standard("97", "98", "95.1") }, "standard missed", GlyphLate, model.DM, "2 d ago", "95.1 %, at least 97", "next reading"},
	{"standard met", func(w *world) model.ID { return w.standard("97", "95", "97") }, "", 0, 0, "", "", ""},
	{"standard never read", func(w *world) model.ID { return w.standard("97") }, "", 0, 0, "", "", ""},
	{"standard over", func(w *world) model.ID {
		id := w.standard("97", "95")
		w.edit(func(e *model.Edit) error {
			return model.Update(e, id, func(x *model.Standard) error { x.Until = day("2026-11-19"); return nil })
		})
		return id
	}, "", 0, 0, "", "", ""},
	{"benefit behind", func(w *world) model.ID {
		id := w.put(model.BenefitPrefix, &model.Benefit{Name: "Slots", Account: northwind, Baseline: num("70"), Target: num("90"), From: day("2026-09-18"), Planned: day("2027-01-18"), Status: "measured"})
		w.put(model.ReadingPrefix, &model.Reading{Of: id, Date: day("2026-11-18"), Value: num("72"), Comment: "r"})
		return id
	}, "benefit behind", GlyphLate, model.DM, "1 d ago", "10% of the way", "on course"},
	{"benefit never measured", func(w *world) model.ID {
		return w.put(model.BenefitPrefix, &model.Benefit{Name: "Slots", Project: rollout, Baseline: num("70"), Target: num("90"), Planned: day("2026-11-10"), Status: "planned"})
	}, "benefit behind", GlyphLate, model.DM, "9 d ago", "never measured", "on course"},
	{"review not held", func(w *world) model.ID {
		return w.put(model.ReviewPrefix, &model.Review{Title: "The quarter", Account: northwind, Due: day("2026-11-13"), Type: "quarterly"})
	}, "review not held", GlyphAction, model.DM, "7 d late", "was to be held", "held"},
	{"stakeholder waits", func(w *world) model.ID { return w.stakeholder(0, "2026-11-01") }, "contact overdue", GlyphAction, model.PM, "5 d late", "every 14 days", "contact"},
	{"stakeholder was heard", func(w *world) model.ID {
		id := w.stakeholder(sponsor, "2026-10-01")
		w.talk("2026-11-12 10:00")
		return id
	}, "", 0, 0, "", "", ""},
	{"sponsor silent", func(w *world) model.ID { w.old(); w.talk("2026-10-10 10:00"); return northwind }, "sponsor silent", GlyphRisk, model.DM, "41 d silent", "last word with Sam was 10 Oct", "logged"},
	{"sponsor never heard", func(w *world) model.ID { w.old(); return northwind }, "sponsor silent", GlyphRisk, model.DM, "172 d silent", "ever talked with Sam", "logged"},
	{"silent but the project's stakeholder too", func(w *world) model.ID { w.old(); return w.stakeholder(sponsor, "2026-06-01") }, "", 0, 0, "", "", ""},
	{"sponsor of a customer gone", func(w *world) model.ID {
		w.old()
		return w.account(func(a *model.Account) { a.Status = "former" })
	}, "", 0, 0, "", "", ""},
	{"renewal near, poor signs", func(w *world) model.ID {
		w.talk("2026-11-19 10:00")
		w.escalation("outage", func(x *model.Escalation) { x.Impact, x.Urgency = 1, 1 })
		return w.account(func(a *model.Account) { a.Renewal, a.Status = day("2026-12-30"), "at risk" })
	}, "renewal at risk", GlyphRisk, model.DM, "30 Dec", "at risk, 1 severe escalation open", "signs"},
	{"renewal near, all well", func(w *world) model.ID {
		w.talk("2026-11-19 10:00")
		return w.account(func(a *model.Account) { a.Renewal = day("2026-12-30") })
	}, "", 0, 0, "", "", ""},
	{"renewal far, poor signs", func(w *world) model.ID {
		w.talk("2026-11-19 10:00")
		return w.account(func(a *model.Account) { a.Renewal, a.Status = day("2027-02-28"), "leaving" })
	}, "", 0, 0, "", "", ""},
}

func TestKindSignals(t *testing.T) {
	for _, tc := range kindTests {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			id := tc.make(w)
			it := w.queue().Find(id)
			if tc.want == "" {
				if it != nil && it.View == Now {
					t.Fatalf("%s is in Now: %v", id, it.Signals())
				}
				return
			}
			if it == nil || it.View != Now {
				t.Fatalf("%s is not in Now: %+v", id, it)
			}
			if got := strings.Join(it.Signals(), ", "); got != tc.want {
				t.Errorf("signals %q, want %q", got, tc.want)
			}
			if it.Glyph != tc.glyph || it.Hat != tc.hat || it.DueText() != tc.due {
				t.Errorf("glyph %v hat %v due %q, want %v %v %q", it.Glyph, it.Hat, it.DueText(), tc.glyph, tc.hat, tc.due)
			}
			if got := it.Terms()[0].Evidence; !strings.Contains(got, tc.proof) {
				t.Errorf("evidence %q, want %q", got, tc.proof)
			}
			if got := it.LeavesWhen(); !strings.Contains(got, tc.leaves) {
				t.Errorf("leaves when %q, want %q", got, tc.leaves)
			}
			checkTerms(t, it)
		})
	}
}

// What is owed later is listed in Scheduled, and comes up by itself.
func TestKindsComeUpByThemselves(t *testing.T) {
	w := newWorld(t)
	o := w.put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: northwind, Status: "open", Promised: day("2026-11-24")})
	if w.view(o) != Scheduled {
		t.Fatalf("stands in %v", w.view(o))
	}
	w.now = at("2026-11-25 08:00")
	if it := w.item(o); it.View != Now || !it.First || !it.Breached {
		t.Errorf("the day after: %+v", it)
	}
}

// A new reading that misses is news, although the last one was decided.
func TestNewReadingIsNews(t *testing.T) {
	w := newWorld(t)
	id := w.standard("97", "95")
	w.decide(Close, "", id)
	if w.view(id) == Now {
		t.Fatal("closed and still in Now")
	}
	w.put(model.ReadingPrefix, &model.Reading{Of: id, Date: day("2026-11-19"), Value: num("94"), Comment: "r"})
	if w.view(id) != Now {
		t.Errorf("a new reading: stands in %v", w.view(id))
	}
}

// What closing and contacting do at the source.
func TestKindVerbs(t *testing.T) {
	for _, tc := range []struct {
		name string
		make func(*world) model.ID
		d    Decision
		is   func(*world, model.ID) bool
	}{
		{"order done", orderLate, Decision{Close, ""}, func(w *world, id model.ID) bool {
			x := get[*model.Order](w, id)
			return x.Status == "delivered" && x.Delivered == day("today") && x.InFull()
		}},
		{"order declined", orderLate, Decision{Close, "p"}, func(w *world, id model.ID) bool { return get[*model.Order](w, id).Status == "cancelled" }},
		{"order not ours", orderLate, Decision{Close, "n"}, func(w *world, id model.ID) bool { return get[*model.Order](w, id).Status == "open" }},
		{"purchase done", purchaseLate, Decision{Close, ""}, func(w *world, id model.ID) bool { return get[*model.Purchase](w, id).Received == day("today") }},
		{"purchase waits on its vendor", purchaseLate, Decision{Wait, "v"}, func(w *world, id model.ID) bool {
			b := get[*model.Blocker](w, model.NewID("B", 1))
			return b.Waiting.Who == "Grauwerk" && b.Waiting.From == model.NewID("V", 1)
		}},
		{"change declined", changeAsked, Decision{Close, "p"}, func(w *world, id model.ID) bool {
			x := get[*model.ChangeRequest](w, id)
			return x.Status == "rejected" && x.Decided == me
		}},
		{"change done", changeAsked, Decision{Close, ""}, func(w *world, id model.ID) bool { return get[*model.ChangeRequest](w, id).Status == "asked" }},
		{"review done", func(w *world) model.ID {
			return w.put(model.ReviewPrefix, &model.Review{Title: "q", Account: northwind, Due: day("2026-11-13"), Type: "quarterly"})
		}, Decision{Close, ""}, func(w *world, id model.ID) bool { return get[*model.Review](w, id).Held == day("today") }},
		{"decision declined", func(w *world) model.ID {
			return w.put(model.DecisionPrefix, &model.Decision{Question: "q", Project: rollout, Status: "open", NeededBy: day("2026-11-18")})
		}, Decision{Close, "p"}, func(w *world, id model.ID) bool { return get[*model.Decision](w, id).Status == "dropped" }},
		{"stakeholder contacted", func(w *world) model.ID { return w.stakeholder(0, "2026-11-01") }, Decision{Contact, "Called Sam"},
			func(w *world, id model.ID) bool { return get[*model.Stakeholder](w, id).Last == day("today") }},
		{"sponsor contacted", func(w *world) model.ID { w.old(); return northwind }, Decision{Contact, ""}, func(w *world, id model.ID) bool {
			x := get[*model.Interaction](w, model.NewID("I", 1))
			return x.Contact == sponsor && x.Account == northwind
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			id := tc.make(w)
			if w.view(id) != Now {
				t.Fatalf("stands in %v", w.view(id))
			}
			w.decide(tc.d.Verb, tc.d.Arg, id)
			if !tc.is(w, id) {
				t.Errorf("the record is %+v", w.snap.Get(id))
			}
			if w.view(id) == Now {
				t.Error("still in Now")
			}
		})
	}
}

func orderLate(w *world) model.ID {
	return w.put(model.OrderPrefix, &model.Order{Title: "Scanners", Account: northwind, Status: "open", Promised: day("2026-11-19"), Lines: []model.OrderLine{{Text: "x", Ordered: num("2")}}})
}

func purchaseLate(w *world) model.ID {
	v := w.put(model.VendorPrefix, &model.Vendor{Name: "Grauwerk", Status: "active"})
	return w.put(model.PurchasePrefix, &model.Purchase{Title: "Print head", Vendor: v, Project: rollout, Status: "ordered", Due: day("2026-11-17")})
}

func changeAsked(w *world) model.ID {
	return w.put(model.ChangeRequestPrefix, &model.ChangeRequest{Title: "Ramp", Project: rollout, Status: "asked", Raised: day("2026-11-17")})
}

// A late purchase weighs with what waits for it.
func TestPurchaseHoldsUpItsTask(t *testing.T) {
	w := newWorld(t)
	id := purchaseLate(w)
	before := w.item(id).Score
	task := w.task("Install", nil)
	w.task("Test", func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: task, Type: model.FS}} })
	w.edit(func(e *model.Edit) error {
		return model.Update(e, id, func(p *model.Purchase) error { p.Task = task; return nil })
	})
	if got := w.item(id).Score; got != before+2*downstreamPoints {
		t.Errorf("score %v, was %v", got, before)
	}
}

// The settings say how long is long.
func TestSilenceIsASetting(t *testing.T) {
	w := newWorld(t)
	w.old()
	w.talk("2026-11-05 10:00")
	if w.view(northwind) == Now {
		t.Fatal("silent after fifteen days")
	}
	w.edit(func(e *model.Edit) error {
		return model.Update(e, model.WorkspaceID, func(x *model.Workspace) error {
			x.Weights = []model.Weight{{Name: "silent_days", Value: num("7")}}
			return nil
		})
	})
	if w.view(northwind) != Now {
		t.Error("not silent after fifteen days of seven")
	}
}
