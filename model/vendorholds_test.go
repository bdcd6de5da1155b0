package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// held is the desk of suppliers with a blocker that waits for one of them since 09:20 on Friday.
func held(t *testing.T, change func(b *model.Blocker)) (*model.Ctx, *model.Blocker) {
	t.Helper()
	s := edited(t, suppliers(t), "2026-11-20 09:02", func(e *model.Edit) error {
		e.Put(model.PromisePrefix, &model.Promise{What: "A page", Account: id("A-1"), Due: date.YMD(2026, 11, 20), State: "open"})
		e.Put(model.PromisePrefix, &model.Promise{What: "Done", Account: id("A-1"), Due: date.YMD(2026, 11, 19), ClosedOn: date.YMD(2026, 11, 19), State: "kept"})
		b := &model.Blocker{Title: "No key", Severity: 3, State: "waiting", Account: id("A-1"), Asked: berlinAt("2026-11-20 09:20"), Waiting: model.Waiting{On: "vendor", Who: "Grauwerk"}}
		change(b)
		e.Put(model.BlockerPrefix, b)
		return nil
	})
	b, _ := model.Find[*model.Blocker](s, id("B-1"))
	return s.Ctx(berlinAt("2026-11-20 09:25")).For(b), b
}

// TestVendorHoldsUpWhat: Grauwerk promised an answer within two hours of office time, so by 11:20; beside
// it stands what is owed first, whatever the blocker holds up.
func TestVendorHoldsUpWhat(t *testing.T) {
	for _, x := range []struct {
		name   string
		change func(*model.Blocker)
		want   string // what follows the vendor's own time
		n      int    // how much hangs on it
	}{
		{"nothing", func(*model.Blocker) {}, "", 0},
		{"its own due time", func(b *model.Blocker) { b.Due = berlinAt("2026-11-20 10:20") }, "; B-1 is owed today 10:20: 1 h 00 too late", 1},
		{"due then", func(b *model.Blocker) { b.Due = berlinAt("2026-11-20 11:20") }, "; B-1 is owed today 11:20: just in time", 1},
		// severity 1, opened at nine: half an hour to the first response, eight to a solution, of no word yet an update
		{"an escalation", func(b *model.Blocker) { b.Escalation = id("E-1") }, "; E-1 first response is owed today 09:30: 1 h 50 too late", 2},
		{"a promise", func(b *model.Blocker) { b.Blocks = []model.ID{id("M-1")} }, ": 4 h 40 to spare", 1}, // 11:20 to 12, 13 to 17
		{"a promise that is kept", func(b *model.Blocker) { b.Blocks = []model.ID{id("M-2")} }, "", 0},
		{"two things, the worse first", func(b *model.Blocker) {
			b.Due, b.Blocks = berlinAt("2026-11-20 10:20"), []model.ID{id("M-1")}
		}, "; B-1 is owed today 10:20: 1 h 00 too late", 2},
	} {
		c, b := held(t, x.change)
		list := c.VendorWaits(b)
		if len(list) != 1 || len(list[0].Dangers) < x.n || x.n == 0 && len(list[0].Dangers) > 0 {
			t.Errorf("%s: %+v", x.name, list)
			continue
		}
		got, ok := strings.CutPrefix(c.VendorText(&list[0]), "Grauwerk promised an answer within 2 h: by today 11:20")
		if !ok || !strings.HasSuffix(got, x.want) || x.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if list[0].Over(berlinAt("2026-11-20 11:20")) || !list[0].Over(berlinAt("2026-11-20 11:21")) {
			t.Errorf("%s: its time is over at %s", x.name, list[0].By.In(nil))
		}
	}
}

// TestVendorHoldsUpBegunTask: a task that has begun must end in time; one that is done or no part of the plan
// is in no danger.
func TestVendorHoldsUpBegunTask(t *testing.T) {
	for _, x := range []struct {
		name   string
		change func(*model.Task)
		late   int64 // minutes
		any    bool
	}{
		// Shipfast delivers within three days of London: by Wednesday at ten in Berlin (see TestVendorHoldsUpTask);
		// two days from Friday at eight end on Monday at five, a Tuesday and two hours before that
		{"begun: to end on Monday at five", func(t *model.Task) { t.ActualStart = berlinAt("2026-11-20 08:00") }, 600, true},
		{"done", func(t *model.Task) { t.ActualStart, t.Done = berlinAt("2026-11-20 08:00"), 100_00 }, 0, false},
		{"inactive", func(t *model.Task) { t.Inactive = true }, 0, false},
	} {
		s := edited(t, suppliers(t), "2026-11-20 10:00", func(e *model.Edit) error {
			e.Put(model.BlockerPrefix, &model.Blocker{Title: "No key", Severity: 3, State: "waiting", Project: id("P-1"), About: id("T-1"), Asked: berlinAt("2026-11-20 10:00"), Waiting: model.Waiting{On: "vendor", From: id("V-1")}})
			return model.Update(e, id("T-1"), func(y *model.Task) error { x.change(y); return nil })
		})
		b := s.Get(id("B-1"))
		list := s.Ctx(berlinAt("2026-11-20 11:00")).For(b).VendorWaits(b)
		if len(list) == 0 {
			t.Fatalf("%s: it waits for nobody", x.name)
		}
		found := false
		for _, w := range list {
			late, ok := w.Late()
			if found = found || ok; ok && w.For == "a solution" && late != x.late*60 {
				t.Errorf("%s: %d min late, want %d", x.name, late/60, x.late)
			}
		}
		if found != x.any {
			t.Errorf("%s: in danger %v", x.name, found)
		}
	}
}
