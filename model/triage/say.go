package triage

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// AllVerbs lists the verbs in the order of their keys.
var AllVerbs = []Verb{Accept, Contact, Wait, Snooze, Escalate, Link, Close}

// Says are the words that a verb takes after it, with what they mean; none where it takes none or
// any text. The words are those of Read.
func (v Verb) Says() [][2]string {
	switch v {
	case Wait:
		return [][2]string{{"customer", "the default"}, {"vendor", "which one may follow"}, {"department", ""}, {"team", ""}, {Until, "and a date: when to ask again"}}
	case Snooze:
		return [][2]string{{"1", "working day, the default; up to 9"}, {"hours", "two hours of work"}, {"monday", ""}, {"eom", "or any other date"}}
	case Escalate:
		return [][2]string{{"1", "those who work on it"}, {"2", "department's lead, the default"}, {"3", "management"}}
	case Link:
		return [][2]string{{"1", "the likeliest, the default; up to 9, or a reference"}}
	case Close:
		return [][2]string{{"done", "the default"}, {"resolved", "it resolved itself"}, {"not-ours", ""}, {"duplicate", ""}, {"declined", "or any other reason, in words"}}
	}
	return nil
}

// Read makes a decision of words as they are written on a command line: the verb, and what it
// takes, where that is not its default. A letter stands for what its second key means. Dates are
// read as of now.
func Read(verb string, words []string, now date.Instant) (Decision, error) {
	v := Verb(strings.ToLower(verb))
	if !slices.Contains(AllVerbs, v) {
		return Decision{}, fmt.Errorf("%q is not a decision: write one of %s", verb, verbList())
	}
	text := strings.TrimSpace(strings.Join(words, " "))
	arg, err := text, error(nil)
	switch low := strings.ToLower(text); v {
	case Accept:
		if text != "" {
			err = fmt.Errorf("accept takes nothing after it, not %q", text)
		}
	case Wait:
		party, who, _ := strings.Cut(text, " ")
		if strings.EqualFold(party, Until) {
			party, who = "", text
		}
		arg = strings.TrimSpace(wordOf(strings.ToLower(party), "c") + " " + who)
		_, _, until, ok := waitOf(arg)
		if !ok {
			err = fmt.Errorf("%q is nobody to wait on: write customer, vendor, department or team", text)
		} else if _, _, bad := date.ParseRange(until, now, nil); bad != nil && until != "" {
			err = fmt.Errorf("%q is no date to ask again: write fri, +3d, eom, 12 jan 9:00", until)
		}
	case Snooze:
		arg, err = readTime(text, now)
	case Escalate:
		if arg = wordOf(strings.TrimPrefix(low, "level "), "2"); len(arg) != 1 || arg < "1" || arg > "3" {
			err = fmt.Errorf("%q is not a level: write 1, 2 or 3", text)
		}
	case Link:
		if arg = wordOf(text, "1"); !(len(arg) == 1 && arg >= "1" && arg <= "9") {
			if _, bad := model.ParseID(arg); bad != nil {
				err = fmt.Errorf("%q is nothing to link to: write 1 to 9 for a candidate, or a reference", text)
			}
		}
	case Close:
		arg = readReason(text)
	}
	return Decision{Verb: v, Arg: arg}, err
}

func verbList() string {
	s := ""
	for _, v := range AllVerbs {
		s += ", " + string(v)
	}
	return strings.TrimPrefix(s, ", ")
}

// wordOf is the word, by its letter where it is a longer name of one, or what stands for nothing.
func wordOf(s, none string) string {
	if s == "" {
		return none
	}
	for key, p := range parties {
		if s == string(p) {
			return key
		}
	}
	return s
}

// readTime reads when an item is to come back: what the second key means, or a date.
func readTime(text string, now date.Instant) (string, error) {
	low := strings.ToLower(text)
	switch {
	case low == "":
		return "1", nil
	case low == "h" || low == "hours":
		return "h", nil
	case low == "m" || low == "monday":
		return "m", nil
	case len(low) == 1 && low >= "1" && low <= "9":
		return low, nil
	}
	if _, _, err := date.ParseRange(text, now, nil); err != nil {
		return "", fmt.Errorf("%q is no time to come back: write 1 to 9 working days, hours, monday or a date", text)
	}
	return OnDate + " " + text, nil
}

// readReason reads why an item is closed; any words that are none of the short reasons are kept.
func readReason(text string) string {
	low := strings.ReplaceAll(strings.ToLower(text), "-", " ")
	for key, why := range resolutions {
		if low == key || low == string(why) || low == "resolved" && key == "r" {
			return key
		}
	}
	return InWords + " " + strings.TrimPrefix(text, InWords+" ")
}

// About lists the items that are about a record: those it is itself, else those it is the subject
// of or holds the decision of. An open item hides what was closed before it.
func (q *Queue) About(id model.ID) []*Item {
	if it := q.Find(id); it != nil {
		return []*Item{it}
	}
	var open, done []*Item
	for i := range q.items {
		switch it := &q.items[i]; {
		case it.Subject != id && it.Blocker != id:
		case it.View == Done:
			done = append(done, it)
		default:
			open = append(open, it)
		}
	}
	if len(open) > 0 {
		return open
	}
	return done
}
