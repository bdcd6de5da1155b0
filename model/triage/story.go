package triage

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// Story is what is known of the item besides its reasons, a line each: what its decision waits for, the
// newest events of an escalation first, the words of an answer, the story of a risk, the dates of a
// task, and the record's notes. Lines are not cleaned.
func (it *Item) Story() []string {
	c := it.q.c
	var out []string
	if b := it.blocker(); b != nil {
		if it.ByHand() && b.About != 0 {
			out = append(out, "about "+b.About.String()+" "+c.NameOf(b.About))
		}
		if b.Waiting.On != "" && b.State == model.BlockerWaiting {
			out = append(out, "waits on "+it.WaitingOn()+" for "+b.Waiting.What)
		}
		if b.Escalation != 0 && b.Escalation != it.Subject {
			out = append(out, "escalated as "+b.Escalation.String()+" "+c.NameOf(b.Escalation))
		}
	}
	r := it.record()
	if r == nil {
		return out
	}
	own := c.For(r)
	short := func(at date.Instant) string { return c.ClockTime(at, own.Loc) }
	switch x := r.(type) {
	case *model.Escalation:
		out = append(out, events(x, short)...)
	case *model.Task:
		out = append(out, fmt.Sprintf("%s  %s to %s  %d%% done", c.NameOf(x.Project), short(x.Start), short(x.Finish), int(x.Done)/100))
	case *model.Risk:
		out = append(out, nonEmpty("because of ", x.Cause), nonEmpty("this may happen: ", x.Event), nonEmpty("with the effect: ", x.Effect), nonEmpty("then: ", x.Contingency))
	case *model.Answer:
		out = append(out, nonEmpty("asked at ", string(x.Touchpoint)), nonEmpty("by ", c.NameOf(x.Contact)))
	case *model.Promise:
		out = append(out, nonEmpty("promised to ", c.NameOf(x.To)), nonEmpty("delivered by ", c.NameOf(x.Task)), nonEmpty("if ", x.Condition))
	case *model.Action:
		out = append(out, nonEmpty("for ", c.NameOf(x.For)), nonEmpty("owned by ", c.NameOf(x.Owned)))
	}
	out = append(out, strings.Split(r.Base().Notes, "\n")...)
	return compact(out)
}

// events is the log of an escalation, newest first.
func events(x *model.Escalation, short func(date.Instant) string) []string {
	var out []string
	for i := len(x.Events) - 1; i >= 0; i-- {
		e := x.Events[i]
		who, text := string(e.Kind), e.Text
		if e.Kind == "contact" {
			text = "\"" + text + "\""
			who = map[model.Direction]string{"in": "customer", "out": "us"}[e.Direction]
		}
		if e.Who != "" {
			who += " " + e.Who
		}
		out = append(out, fmt.Sprintf("%-12s %s  %s", short(e.At), who, text))
	}
	return out
}

func nonEmpty(lead, s string) string {
	if s == "" {
		return ""
	}
	return lead + s
}

func compact(lines []string) []string {
	out := lines[:0]
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}
