package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tandem/model/date"
)

// How the sentence of a contact is written. Small marks may stand before it, in any order; what
// follows the first word that is none is the sentence itself. A promise and an action may follow it.
//
//	call mail meet chat visit portal   how it was said; where none is told: mail
//	<  >                               the customer said it; we did (what holds without a mark)
//	:-2 .. :+2, -- - + ++              their mood
//	@name                              with whom: the beginning of a name of a contact of the account, or C-4
//	E-7                                about which escalation
//	!fri what they get                 a promise, due that day (a time after the day goes behind the words)
//	?mon what is to be done            an action of ours, due that day
//
// A backslash before a mark takes it as a word.

// Talk is a contact with a customer as it is to be logged.
type Talk struct {
	Account, Contact    ID
	Project, Escalation ID
	About               ID // the record it was logged on; 0 where it is the account
	Channel             Channel
	Direction           Direction
	Mood                int
	Words               string
	Promises            []Due
	Actions             []Due
}

// Due is something to be done by a day.
type Due struct {
	On   date.Day
	What string
}

// Chip is a mark of a sentence as it was understood, in a few words for the line below it.
type Chip struct {
	Name, Text string // "channel", "phone"
	Bad        bool   // it was not understood: Text says why
}

// channelMarks are the words for a channel, and what it is called.
var channelMarks = map[string]Channel{"call": "phone", "phone": "phone", "mail": "mail", "meet": "meeting", "meeting": "meeting",
	"chat": "chat", "visit": "visit", "portal": "portal"}

// moodMarks are the short signs of a mood.
var moodMarks = map[string]int{"--": -2, "-": -1, "+": 1, "++": 2}

// moodWords say a mood, from -2 to 2.
var moodWords = [...]string{"furious", "unhappy", "neutral", "pleased", "delighted"}

// MoodWord says a mood of -2 to 2 in a word.
func MoodWord(mood int) string { return moodWords[min(max(mood, -2), 2)+2] }

// talkReader reads one sentence.
type talkReader struct {
	c     *Ctx
	talk  Talk
	chips []Chip
	err   error
	into  *Due // of the promise or action that is being written
	words []string
	by    string // the time of day by which it is wanted; "" where none is told
}

// ReadTalk reads a sentence about a customer as it is typed: what is to be logged, the marks it
// understood, and what is wrong with it. An empty sentence is an error too. The escalation is set
// only where the sentence names one. Days are read in the zone of c.
func ReadTalk(c *Ctx, account ID, text string) (Talk, []Chip, error) {
	x := talkReader{c: c, talk: Talk{Account: account, Channel: "mail", Direction: "out"}}
	list := strings.Fields(text)
	i := 0
	for i < len(list) {
		rest, ok := x.mark(list[i])
		if !ok {
			break
		}
		if rest == "" {
			i++
		} else {
			list[i] = rest
		}
	}
	for ; i < len(list); i++ {
		i += x.word(list, i)
	}
	x.close()
	if x.err == nil && x.talk.Words == "" {
		x.err = fmt.Errorf("say in a sentence what was said")
	}
	return x.talk, x.chips, x.err
}

func (x *talkReader) chip(name, text string) { x.chips = append(x.chips, Chip{Name: name, Text: text}) }

// fail keeps the first mistake and shows every one.
func (x *talkReader) fail(name, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	x.chips = append(x.chips, Chip{Name: name, Text: msg, Bad: true})
	if x.err == nil {
		x.err = fmt.Errorf("%s", msg)
	}
}

// mark takes a mark before the sentence; rest is what hangs on it and still has to be read.
func (x *talkReader) mark(w string) (rest string, ok bool) {
	if ch, is := channelMarks[strings.TrimSuffix(w, ":")]; is {
		x.talk.Channel = ch
		x.chip("channel", string(ch))
		return "", true
	}
	if m, is := moodMarks[w]; is {
		x.mood(m)
		return "", true
	}
	switch {
	case w[0] == '<':
		x.talk.Direction = "in"
		x.chip("direction", "they said")
		return w[1:], true
	case w[0] == '>':
		x.talk.Direction = "out"
		x.chip("direction", "we said")
		return w[1:], true
	case w[0] == ':' && len(w) > 1:
		m, err := strconv.Atoi(w[1:])
		if err != nil {
			return "", false
		}
		if m < -2 || m > 2 {
			x.fail("mood", "%s: a mood lies between :-2 and :+2", w)
			return "", true
		}
		x.mood(m)
		return "", true
	case w[0] == '@' && len(w) > 1:
		return "", x.with(w) != ""
	}
	return "", x.matter(w)
}

func (x *talkReader) mood(m int) {
	x.talk.Mood = m
	x.chip("mood", fmt.Sprintf("%+d %s", m, MoodWord(m)))
}

// with takes the contact of a mark @name, and returns the name of the contact.
func (x *talkReader) with(w string) string {
	name := strings.TrimRight(w[1:], ",.;:!?")
	c, err := x.c.contactNamed(x.talk.Account, name)
	if err != nil {
		x.fail("contact", "%v", err)
		return name
	}
	x.talk.Contact = c.ID
	x.chip("contact", c.Name)
	return c.Name + w[1+len(name):]
}

// matter takes the reference of an open escalation of the account.
func (x *talkReader) matter(w string) bool {
	id, err := ParseID(strings.TrimSuffix(w, ":"))
	if err != nil || !id.Is(EscalationPrefix) || !strings.Contains(w, "-") {
		return false
	}
	e, ok := Find[*Escalation](x.c.Snap, id)
	switch {
	case !ok:
		x.fail("about", "%s: there is no such escalation", id)
	case x.c.Snap.accountOf(e) != x.talk.Account:
		x.fail("about", "%s is a matter of %s", id, x.c.NameOf(x.c.Snap.accountOf(e)))
	default:
		x.talk.Escalation = id
		x.chip("about", id.String())
	}
	return true
}

// word takes a word of the sentence, and returns how many more it took with it: those of a date.
func (x *talkReader) word(list []string, i int) (more int) {
	w := list[i]
	switch {
	case len(w) > 1 && w[0] == '\\' && strings.ContainsRune("!?@<>:+-\\", rune(w[1])):
		w = w[1:]
	case len(w) > 1 && (w[0] == '!' || w[0] == '?') && w[1] != w[0] && w[1] != '!' && w[1] != '?':
		if n := x.promise(list, i); n > 0 {
			return n - 1
		}
	case len(w) > 1 && w[0] == '@':
		w = x.with(w)
	}
	x.words = append(x.words, w)
	return 0
}

// promise begins a promise or an action at a word such as !fri, and returns how many words its mark
// and date take; 0 where it is neither.
func (x *talkReader) promise(list []string, i int) int {
	sign, name := list[i][0], "promise"
	if sign == '?' {
		name = "action"
	}
	words := append([]string{list[i][1:]}, list[i+1:]...)
	day, n := leadingDay(words, x.c.Now.Day(x.c.Loc))
	if n == 0 {
		x.fail(name, `%s: no date follows the sign: write %cfri, or \%s for the word itself`, list[i], sign, list[i])
		return 0
	}
	x.close()
	due := &x.talk.Promises
	if sign == '?' {
		due = &x.talk.Actions
	}
	*due = append(*due, Due{On: day})
	x.into = &(*due)[len(*due)-1]
	told := name + " " + day.Short(x.c.Now.Day(x.c.Loc))
	by, more := leadingTime(words[n:])
	if n += more; by != "" {
		x.by = by
		told += " by " + by
	}
	x.chip(name, told)
	if day < x.c.Now.Day(x.c.Loc) {
		x.fail(name, "%s: a %s for a day that has passed", list[i], name)
	}
	return n
}

// close ends the sentence, or the promise or action that was being written.
func (x *talkReader) close() {
	text := oneLine(strings.Join(x.words, " "))
	x.words = x.words[:0]
	if x.into == nil {
		x.talk.Words = text
		return
	}
	if x.by != "" && text != "" {
		text += " by " + x.by
	}
	x.into.What, x.into, x.by = text, nil, ""
	if text == "" {
		x.fail("promise", "say behind the date what is to be done by then")
	}
}

// leadingDay reads the date that words begin with, the longest there is, and returns how many words
// it took; 0 where they begin with none.
func leadingDay(words []string, today date.Day) (d date.Day, n int) {
	for i := min(len(words), 4); i > 0; i-- {
		if day, err := date.ParseDay(strings.Join(words[:i], " "), today); err == nil {
			return day, i
		}
	}
	return 0, 0
}

// BeginsWithDay reports whether a text begins with a date, as a promise and an action do.
func (c *Ctx) BeginsWithDay(text string) bool {
	_, n := leadingDay(strings.Fields(text), c.Now.Day(c.Loc))
	return n > 0
}

// leadingTime reads the time of day that words begin with, "11:00" or "at 11:00", and returns how
// many words it took; 0 where they begin with none. Promises and actions are due on a day, so the time is
// kept in their words, behind what is to be done.
func leadingTime(words []string) (at string, n int) {
	if len(words) > 1 && (words[0] == "at" || words[0] == "by") {
		n = 1
	}
	if n >= len(words) {
		return "", 0
	}
	t, err := time.Parse("15:04", strings.TrimRight(words[n], ",:"))
	if err != nil {
		return "", 0
	}
	return t.Format("15:04"), n + 1
}

// contactNamed is the contact of an account that is typed behind an @: by its name, one of the words of
// it, the beginning of one, or its reference. Letters from the middle mean nobody, for what is logged with
// the wrong person stays in two people's history: so none and several are errors that say so.
func (c *Ctx) contactNamed(account ID, typed string) (*Contact, error) {
	want := strings.ToLower(typed)
	var fit []*Contact
	rank := 0
	for x := range Each[*Contact](c.Snap, ContactPrefix) {
		if x.Account != account || want == "" {
			continue
		}
		n := nameFits(strings.ToLower(x.Name), want)
		if x.ID.String() == strings.ToUpper(typed) {
			n = 4
		}
		if n > rank {
			fit, rank = fit[:0], n
		}
		if n > 0 && n == rank {
			fit = append(fit, x)
		}
	}
	switch len(fit) {
	case 0:
		return nil, fmt.Errorf("@%s: no contact of %s is called so", typed, c.NameOf(account))
	case 1:
		return fit[0], nil
	}
	var who []string
	for _, x := range fit[:min(len(fit), severalShown)] {
		who = append(who, x.Name+" "+x.ID.String())
	}
	if more := len(fit) - len(who); more > 0 {
		who = append(who, fmt.Sprintf("%d more", more))
	}
	return nil, fmt.Errorf("@%s: %s? write more of the name, or @%s", typed, strings.Join(who, " or "), fit[0].ID)
}

// severalShown is how many people are named who may be meant.
const severalShown = 3

// nameFits says how well letters fit a name, both in lower case: 3 it is the name, 2 one of its words, 1
// the beginning of one, 0 not at all. The parts of a double name are words too.
func nameFits(name, want string) int {
	words := strings.Fields(name)
	parts := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	begins := func(p string) bool { return strings.HasPrefix(p, want) }
	switch {
	case name == want, strings.Join(words, "") == want, strings.Join(words, ".") == want, strings.Join(words, "-") == want:
		return 3
	case slices.Contains(words, want), slices.Contains(parts, want):
		return 2
	case slices.ContainsFunc(words, begins), slices.ContainsFunc(parts, begins):
		return 1
	}
	return 0
}
