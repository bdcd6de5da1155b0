package mspdi

import (
	"bytes"
	"context"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"unicode/utf8"
)

// Whatever is written in the format's own way is read back as it was.
func TestRoundTrips(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		wall := Wall{Sec: random.Int64N(9998*365*daySeconds) + 1}
		if random.IntN(4) == 0 {
			wall.Zoned, wall.Zone = true, int16(random.IntN(28*60)-14*60)
		}
		if got, ok := parseWall([]byte(wall.String())); !ok || got != wall {
			t.Fatalf("%v came back as %v, %v", wall, got, ok)
		}
		d := Duration{Seconds: random.Int64N(maxDurationMillis / 1000), Set: true}
		if got, ok := parseDuration([]byte(iso(d))); !ok || got != d.Seconds {
			t.Fatalf("%s came back as %d, %v", iso(d), got, ok)
		}
		m := Opt[Money]{V: Money(random.Int64N(1<<50)) * 100, Set: true}
		if got, ok := parseDecimal([]byte(hundredths(m)), 2); !ok || Money(got) != m.V {
			t.Fatalf("%s came back as %d, %v", hundredths(m), got, ok)
		}
		at := random.IntN(daySeconds)
		if got, ok := parseTimeOfDay([]byte(timeOfDay(at))); !ok || got != at {
			t.Fatalf("%s came back as %d, %v", timeOfDay(at), got, ok)
		}
	}
}

// Days come in order, within the range, none twice, and a smaller limit gives
// the beginning of a larger one.
func TestExpandProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		from := random.Int64N(700000) + 1000
		e := Exception{
			From: wallOfDay(from), To: wallOfDay(from + random.Int64N(3000)), Type: Recurrence(random.IntN(10)), Period: random.IntN(5),
			DaysOfWeek: random.IntN(128), MonthItem: random.IntN(10), MonthPosition: random.IntN(5), Month: random.IntN(12), MonthDay: random.IntN(32),
			EnteredByOccurrences: random.IntN(2) == 0, Occurrences: random.IntN(20),
		}
		days, last := e.Expand(0), int64(0)
		for _, day := range days {
			d := day.Date.Day()
			if d <= last || d < e.From.Day() || d > e.To.Day() {
				t.Fatalf("%+v: day %v after %v", e, day.Date, wallOfDay(last))
			}
			last = d
		}
		if e.EnteredByOccurrences && e.Occurrences > 0 && len(days) > e.Occurrences {
			t.Fatalf("%+v: %d days", e, len(days))
		}
		if few := e.Expand(3); len(few) != min(3, len(days)) || len(few) > 0 && !reflect.DeepEqual(few, days[:len(few)]) {
			t.Fatalf("%+v: %v is not the beginning of %v", e, few, days)
		}
	}
}

// The cleaner gives the same however its input is cut.
func TestCleanerCuts(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	alphabet := []string{"a", "<", ">", "&", "#", "x", "1", "b", ";", "\n", " ", "\x1b", "\x07", "\x00", "ä", "🎯", "\xff", "\xc3", "&#27;", "&amp;"}
	for range 3000 {
		var text []byte
		for range random.IntN(30) {
			text = append(text, alphabet[random.IntN(len(alphabet))]...)
		}
		var whole, pieces cleaner
		want, _ := whole.append(nil, text, true)
		var got, rest []byte
		for at := 0; at < len(text); {
			end := min(len(text), at+1+random.IntN(4))
			rest = append(rest, text[at:end]...)
			at = end
			out, used := pieces.append(nil, rest, at == len(text))
			got, rest = append(got, out...), append([]byte(nil), rest[used:]...)
		}
		if !bytes.Equal(got, want) || pieces != whole || !utf8.Valid(want) {
			t.Fatalf("%q: %q in pieces, %q at once", text, got, want)
		}
	}
}

// Readers share nothing but tables that nobody writes to.
func TestReadersAtOnce(t *testing.T) {
	raw := generate(300, "\n")
	want := mustRead(t, string(raw))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			got, err := Read(context.Background(), bytes.NewReader(raw), "plan.xml", nil)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("a different plan, error %v", err)
			}
		})
	}
	wait.Wait()
}
