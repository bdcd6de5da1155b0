package model

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"tandem/model/date"
)

// The log of an escalation is the truth its clocks are computed from, so it is never rewritten:
//
//   - An edit may add lines at its end, and nothing else. Whoever changes or drops a line that was
//     logged, by hand, by an import or from a script, is refused at the field.
//   - What was wrong is put right by a new line that names it: a correction says how it should have
//     read, a void strikes it. A correction may be corrected, a void struck, in their turn. Clocks,
//     signals and reports read the log as corrected; the log itself shows both.
//   - Undo stays possible: it is a new entry of the journal, which is never rewritten either.
//   - A line that tells of something earlier is taken, for a call is often logged after the meeting:
//     it stands where it was told, carries when that was, and is counted where it belongs. One that
//     lies ahead is refused, for nobody knows it to be true. Only new lines are asked: a line that
//     lies ahead because the clock of the machine was set back does not stand in the way of others;
//     it counts from its moment on.

// ahead is by how much the clocks of two machines may differ before a line lies in the future.
const ahead = 5 * time.Minute

// LogLine is a line of a log as it reads now.
type LogLine struct {
	Event         // as corrected
	Line   int    // its number in its log, from 1
	Of     ID     // the escalation whose log it is in
	Struck bool   // it does not count: another line strikes it
	By     int    // the line that corrected or struck it last; 0: none
	Was    string // the text as logged, where a correction changed it
}

// Note says what else there is to know of a line: that it was struck or corrected, and by which line;
// which one it is about; when it was told, where that was later.
func (l *LogLine) Note(now date.Instant, loc *time.Location) string {
	var out []string
	switch {
	case l.Struck && l.By != 0:
		out = append(out, fmt.Sprintf("struck by %d", l.By))
	case l.By != 0:
		out = append(out, fmt.Sprintf("corrected by %d", l.By))
	}
	if l.Was != "" {
		out = append(out, "was: "+l.Was)
	}
	switch {
	case l.Kind == "void" && l.Corrects != 0:
		out = append(out, fmt.Sprintf("strikes %d", l.Corrects))
	case l.Corrects != 0:
		out = append(out, fmt.Sprintf("corrects %d", l.Corrects))
	}
	if l.Told != 0 {
		out = append(out, "told "+l.Told.Short(now, loc))
	}
	return strings.Join(out, ", ")
}

// Mends reports a line that is about another line.
func (x *Event) Mends() bool { return x.Kind == "void" || x.Kind == "correction" }

// mended reports whether a log has such lines: most have none.
func (e *Escalation) mended() bool {
	for i := range e.Events {
		if e.Events[i].Mends() {
			return true
		}
	}
	return false
}

// Lines is the log as it reads now, in the order it was told: what was corrected reads as it should
// have, what was struck says so, and the lines that did it stand where they were told.
func (e *Escalation) Lines() []LogLine {
	out := make([]LogLine, len(e.Events))
	for i := range e.Events {
		out[i] = LogLine{Event: e.Events[i], Line: i + 1, Of: e.ID}
	}
	for i := len(out) - 1; i >= 0; i-- { // later lines decide about earlier ones
		x := &out[i]
		if x.Struck || !x.Mends() {
			continue
		}
		if x.Corrects == 0 && x.Kind == "void" { // of old: it strikes what was logged at its very moment
			for j := range out {
				if y := &out[j]; j != i && y.At == x.At && y.Kind != "void" {
					y.Struck, y.By = true, x.Line
				}
			}
			continue
		}
		if x.Corrects < 1 || x.Corrects > i {
			continue
		}
		if y := &out[x.Corrects-1]; x.Kind == "void" {
			y.Struck, y.By = true, x.Line
		} else if y.By == 0 {
			y.correct(&x.Event, x.Line)
		}
	}
	return out
}

// correct makes a line read as a correction has it; what that leaves empty stays. The correction
// itself reads as corrected already.
func (l *LogLine) correct(x *Event, by int) {
	l.By = by
	if x.At != 0 {
		l.At = x.At
	}
	if x.Direction != "" {
		l.Direction = x.Direction
	}
	if x.Who != "" {
		l.Who = x.Who
	}
	if x.Text != "" && x.Text != l.Text {
		l.Was, l.Text = l.Text, x.Text
	}
}

// Counted yields the lines that count, as corrected, in the order they were told.
func (e *Escalation) Counted() iter.Seq[*Event] {
	return func(yield func(*Event) bool) {
		if !e.mended() {
			for i := range e.Events {
				if !yield(&e.Events[i]) {
					return
				}
			}
			return
		}
		for _, l := range e.Lines() {
			if !l.Struck && !l.Mends() && !yield(&l.Event) {
				return
			}
		}
	}
}

type mergedKey struct{}

// mergedOf are the escalations whose logs went on in another one's, by that one.
func (s *Snapshot) mergedOf() map[ID][]*Escalation {
	return Memo(s, EscalationPrefix, mergedKey{}, func(all iter.Seq[Record]) map[ID][]*Escalation {
		out := map[ID][]*Escalation{}
		for r := range all {
			if x := r.(*Escalation); x.MergedInto != 0 {
				out[x.MergedInto] = append(out[x.MergedInto], x)
			}
		}
		return out
	})
}

// Merged are the escalations that were merged into one, those merged into them too.
func (s *Snapshot) Merged(id ID) []*Escalation {
	by := s.mergedOf()
	if len(by[id]) == 0 {
		return nil
	}
	var out []*Escalation
	seen := map[ID]bool{id: true}
	todo := []ID{id}
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		for _, x := range by[next] {
			if !seen[x.ID] {
				seen[x.ID] = true
				out, todo = append(out, x), append(todo, x.ID)
			}
		}
	}
	return out
}

// LogOf is the log of an escalation with those that were merged into it, in the order of what
// happened. Nothing is rewritten for it: each line keeps its number in the log it stands in.
func (s *Snapshot) LogOf(e *Escalation) []LogLine {
	out := e.Lines()
	if s != nil {
		for _, x := range s.Merged(e.ID) {
			out = append(out, x.Lines()...)
		}
	}
	slices.SortStableFunc(out, func(a, b LogLine) int { return cmp.Compare(a.when(), b.when()) })
	return out
}

// when is where a line stands in the order of what happened; one about another line, when it was told.
func (l *LogLine) when() date.Instant {
	if l.Mends() {
		return cmp.Or(l.Told, l.At)
	}
	return l.At
}

// stamp notes on new lines that tell of something earlier when they were told.
func (e *Escalation) stamp(was *Escalation, now date.Instant) {
	cloned := false
	for i := len(was.Events); i < len(e.Events); i++ {
		x := e.Events[i]
		if x.Told != 0 || x.At == 0 || x.At >= now.Add(-ahead) {
			continue
		}
		if !cloned {
			e.Events, cloned = slices.Clone(e.Events), true
		}
		e.Events[i].Told = now
	}
}

// amends says which lines of the log were touched that stand for good, and which new ones its clocks
// cannot use, at the line.
func (e *Escalation) amends(old Record, now date.Instant) []Problem {
	var out []Problem
	bad := func(i int, msg string) { out = append(out, Problem{Field: "events", Message: rowOf(i) + msg}) }
	first := 0
	if was, ok := old.(*Escalation); ok && was != nil {
		first = len(was.Events)
		for i := range was.Events {
			if i >= len(e.Events) {
				bad(i, fmt.Sprintf("was logged and stays: to strike it add a line at the end, void with corrects %d", i+1))
				return out
			}
			if was.Events[i] != e.Events[i] {
				bad(i, fmt.Sprintf("was logged and is never rewritten: add a line at the end, correction with corrects %d (void strikes it)", i+1))
				return out
			}
		}
	}
	if was, _ := old.(*Escalation); e.Status == "waiting" && e.Waiting.On == "" && (was == nil || was.Status != "waiting") {
		out = append(out, Problem{Field: "waiting_on", Message: "a wait names its party: customer, vendor, department or team"})
	}
	for i := first; i < len(e.Events); i++ {
		e.checkLine(i, now, func(msg string) { bad(i, msg) })
	}
	return out
}

// checkLine says what the clocks cannot use of a new line.
func (e *Escalation) checkLine(i int, now date.Instant, bad func(string)) {
	x := &e.Events[i]
	if now != 0 && max(x.At, x.Told) > now.Add(ahead) {
		bad("lies in the future: log what has happened")
	}
	switch x.Kind {
	case "wait":
		if on, _ := x.Awaits(); on == "" {
			bad("a wait names its party under who: customer, vendor, department or team, as in vendor: Shipfast")
		}
	case "severity":
		if n, _ := severities(x.Text); n == 0 {
			bad("a change of severity tells it in its text: severity 1, was 3")
		}
	case "void", "correction":
		e.checkMending(i, bad)
	default:
		if x.Corrects != 0 {
			bad("only a correction or a void names another line")
		}
	}
}

// checkMending says what is wrong with a line about another one.
func (e *Escalation) checkMending(i int, bad func(string)) {
	x := &e.Events[i]
	switch {
	case x.Corrects == 0 && x.Kind == "void" && slices.ContainsFunc(e.Events[:i], func(y Event) bool { return y.At == x.At }):
	case x.Corrects == 0 && x.Kind == "void":
		bad("strikes nothing: write the number of the wrong line under corrects")
	case x.Corrects == 0:
		bad("corrects nothing: write the number of the wrong line under corrects")
	case x.Corrects > i:
		bad(fmt.Sprintf("names line %d, which does not come before it", x.Corrects))
	case x.Kind == "correction" && e.Events[x.Corrects-1].Kind == "void":
		bad(fmt.Sprintf("line %d is a void: strike it with another void, or log anew what it struck", x.Corrects))
	case x.Kind == "correction" && e.Events[x.Corrects-1].Kind == "wait" && x.Who != "":
		if on, _ := x.Awaits(); on == "" {
			bad("a wait names its party under who: customer, vendor, department or team, as in vendor: Shipfast")
		}
	}
}
