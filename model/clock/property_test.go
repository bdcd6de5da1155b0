package clock_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tandem/model/clock"
	"tandem/model/date"
)

var kinds = []clock.Kind{clock.In, clock.Out, clock.Wait, clock.Resume, clock.Closed, clock.Reopened, clock.Note}

// draw makes a log of some days in order of time.
func draw(t *rapid.T, start date.Instant) []clock.Event {
	out := []clock.Event{{At: start, Kind: clock.Opened}}
	for i := range rapid.IntRange(0, 14).Draw(t, "events") {
		x := clock.Event{At: out[i].At + date.Instant(rapid.IntRange(1, 40_000).Draw(t, "gap")), Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		if x.Kind == clock.Wait {
			x.Party = rapid.SampledFrom([]string{"customer", "vendor", "team"}).Draw(t, "party")
		}
		out = append(out, x)
	}
	return out
}

// words tells all clocks of a replay.
func words(x *clock.Clocks) (s string) {
	for i := range x.All {
		k := &x.All[i]
		s += fmt.Sprintf("%s %s %d %d %d %d %d %d\n", k.Which, k.State, k.Start, k.Stop, k.Due, k.Elapsed, k.Left, k.Kept)
	}
	return s
}

// TestProperties: elapsed never falls as time goes by without news, a running clock's due time stays
// where it is, spans add up, elapsed and left make the target, and the order lines are kept in does
// not matter.
func TestProperties(t *testing.T) {
	list, start := usual(t), moment(t, "2026-10-23T07:30Z")
	rapid.Check(t, func(r *rapid.T) {
		log := clock.Log{Severity: 2, Events: draw(r, start)}
		now := log.Events[len(log.Events)-1].At + date.Instant(rapid.IntRange(0, 200_000).Draw(r, "now"))
		x := clock.Replay(log, list, now)
		later := clock.Replay(log, list, now+date.Instant(rapid.IntRange(0, 200_000).Draw(r, "later")))
		for i := range x.All {
			a, b := &x.All[i], &later.All[i]
			checkSpans(t, a)
			if a.State != clock.None && a.Elapsed+a.Left != a.Target {
				r.Fatalf("%s: %d + %d is not %d", a.Which, a.Elapsed, a.Left, a.Target)
			}
			if b.Elapsed < a.Elapsed {
				r.Fatalf("%s fell from %d to %d", a.Which, a.Elapsed, b.Elapsed)
			}
			if a.State == clock.Running && b.Due != a.Due {
				r.Fatalf("%s: due %d, later %d", a.Which, a.Due, b.Due)
			}
			if a.Stop != 0 && (b.Stop != a.Stop || b.State != a.State) {
				r.Fatalf("%s stopped and went on by itself", a.Which)
			}
			if a.Kept < 0 || a.Whole < a.Elapsed || (a.State == clock.Breached) != (a.State != clock.None && max(a.Stop, now*b2i(a.Stop == 0)) > a.Due) {
				r.Fatalf("%s: %+v", a.Which, a)
			}
		}
		mixed := slices.Clone(log.Events)
		for i := range mixed {
			j := rapid.IntRange(0, len(mixed)-1).Draw(r, "swap")
			mixed[i], mixed[j] = mixed[j], mixed[i]
		}
		log.Events = mixed
		if y := clock.Replay(log, list, now); words(x) != words(y) {
			r.Fatalf("the order of lines matters:\n%s\n%s", words(x), words(y))
		}
	})
}

func b2i(on bool) date.Instant {
	if on {
		return 1
	}
	return 0
}

// BenchmarkLog replays a log of 1,000 events: one millisecond is the limit.
func BenchmarkLog(b *testing.B) {
	list := usual(b)
	at := moment(b, "2026-01-05T09:00Z")
	log := clock.Log{Severity: 2, Events: []clock.Event{{At: at, Kind: clock.Opened}}}
	for i := range 999 {
		at += 5400
		x := clock.Event{At: at, Kind: []clock.Kind{clock.In, clock.Out, clock.Wait, clock.Out, clock.Resume}[i%5]}
		if x.Kind == clock.Wait {
			x.Party = "vendor"
		}
		log.Events = append(log.Events, x)
	}
	for b.Loop() {
		clock.Replay(log, list, at+1)
	}
}
