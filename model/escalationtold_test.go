package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/clock"
)

// What the customer was told stands beside the agreement's clock with what it is worth: the sooner of the
// two counts, and a word of ours makes it void. Where both are one moment there is nothing to tell apart.
func TestToldBesideTheClock(t *testing.T) {
	s := edited(t, desk(t), "2026-11-20 09:20", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	for _, x := range []struct {
		name, told, at, want string
	}{
		{"nothing told", "", "2026-11-20 09:30", ""},
		{"sooner than the agreement", "2026-11-20 09:40", "2026-11-20 09:30", "which counts"},
		{"sooner, and over", "2026-11-20 09:40", "2026-11-20 16:00", "which counts"},
		{"later than the agreement", "2027-01-12 09:40", "2026-11-20 09:30", "but the agreement asks for "},
		{"before our last word", "2026-11-20 09:10", "2026-11-20 09:30", "past, for we have spoken since"},
	} {
		told := edited(t, s, "2026-11-20 09:25", func(e *model.Edit) error {
			return model.Update(e, id("E-1"), func(y *model.Escalation) error {
				if y.NextUpdate = 0; x.told != "" {
					y.NextUpdate = berlinAt(x.told)
				}
				return nil
			})
		})
		c, clocks, e := clocksAt(t, told, x.at)
		got := c.ToldWords(e)
		if x.want == "" && got != "" || !strings.HasPrefix(got, x.want) {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if k := clocks.All[clock.Update]; (got == "which counts") != (k.Going() && k.Due == e.NextUpdate) {
			t.Errorf("%s: %q, and the clock is due %v", x.name, got, k.Due)
		}
		if strings.HasPrefix(got, "but") && !strings.HasSuffix(got, ", which counts") {
			t.Errorf("%s: %q", x.name, got)
		}
	}
	if c, clocks, e := clocksAt(t, s, "2026-11-20 09:30"); e.NextUpdate == 0 || e.NextUpdate != clocks.All[clock.Update].Due || c.ToldWords(e) != "" {
		t.Errorf("what the agreement asks for was told: %q", c.ToldWords(e))
	}
	over := edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error { return e.Resolve(id("E-1"), "") })
	if c, _, e := clocksAt(t, over, "2026-11-20 10:05"); c.ToldWords(e) != "" {
		t.Error("nothing is owed once it is resolved")
	}
}

// Both fields that are called an update say what they are, and each names the other.
func TestUpdateFieldsExplainThemselves(t *testing.T) {
	told := model.Kinds().Prefix(model.EscalationPrefix).Field("next_update")
	if !strings.Contains(told.Help, "told the customer") || !strings.Contains(told.Help, "agreement asks") {
		t.Errorf("the escalation's: %q", told.Help)
	}
	for _, f := range model.Kinds().Prefix(model.AgreementPrefix).Field("targets").Rows {
		if f.Name == "next_update" && (!strings.Contains(f.Help, "longest") || !strings.Contains(f.Help, "told")) {
			t.Errorf("the agreement's: %q", f.Help)
		}
	}
}
