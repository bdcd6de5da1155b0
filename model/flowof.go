package model

import (
	"cmp"
	"slices"

	"tandem/model/date"
	"tandem/model/flow"
)

// Flow is the history of a project's board, ready to be measured. It belongs to a moment and does
// not change.
type Flow struct {
	Board *Board
	Line  flow.Board // the stages of its columns
	Items []flow.Item
	Spans []flow.Span // of the items, in the same order
	Since map[ID]date.Instant
	// First and Last are the days it tells of: from the first move, to today.
	First, Last date.Day
	// Told is how many items the journal and the notes of their moves tell of from the first move on;
	// Dated are those of which only the dates of creation, actual start and finish are known for the
	// time before Journal, the day on which the journal begins.
	Told, Dated int
	Journal     date.Day
}

// moment is a card's arrival in a column.
type moment struct {
	at     date.Instant
	column int
}

// FlowOf gathers the history of the cards that are on a project's board now, as of the context's
// moment. past may be nil: then records alone are asked. A card's way is told by the journal; for
// what was before the journal knew it, by the moves it noted itself; and where it noted none, by its
// dates: it waited from its creation, was worked on from its actual start and done from its actual
// finish. Days are those of the project's zone.
func FlowOf(c *Ctx, project ID, past *Past) *Flow {
	b := c.Snap.Board(project)
	f := &Flow{Board: b, Since: make(map[ID]date.Instant, b.Len())}
	for _, col := range b.Columns {
		f.Line = append(f.Line, [...]flow.Stage{flow.Waiting, flow.Working, flow.Done}[stageNumber(col.Stage)])
	}
	loc := c.For(b.Project).Loc
	f.Last = c.Now.Day(loc)
	f.First = f.Last
	if past != nil {
		f.Journal = past.From.Day(loc)
	}
	for _, list := range b.Cards {
		for _, t := range list {
			way := b.way(t, past, c.Now, f)
			x := flow.Item{ID: uint64(t.ID)}
			for _, m := range way {
				x.Steps = append(x.Steps, flow.Step{Day: m.at.Day(loc), Column: m.column})
				f.Since[t.ID] = m.at
			}
			if len(x.Steps) > 0 {
				f.First = min(f.First, x.Steps[0].Day)
			}
			f.Items = append(f.Items, x)
		}
	}
	slices.SortFunc(f.Items, func(a, b flow.Item) int { return cmp.Compare(a.ID, b.ID) })
	for i := range f.Items {
		f.Spans = append(f.Spans, f.Line.SpanOf(&f.Items[i]))
	}
	return f
}

// way is where a card was when, up to now.
func (b *Board) way(t *Task, past *Past, now date.Instant, f *Flow) []moment {
	var states []TaskState
	if past != nil {
		states = past.Tasks[t.ID]
	}
	known := now + 1 // when the journal first tells of it
	if len(states) > 0 {
		known = states[0].At
	}
	way := b.before(t, min(known, now+1), f)
	put := func(at date.Instant, column int) {
		if n := len(way); n == 0 || way[n-1].column != column {
			way = append(way, moment{at, column})
		}
	}
	for i, s := range states {
		switch {
		case s.At > now:
		case !s.There || s.Inactive:
			put(s.At, flow.Gone)
		case i == 0 && len(way) > 0: // as it came in: how it got there is told already
		default:
			put(s.At, b.column(s.Column, s.Complete, s.Started))
		}
	}
	return way
}

// before is a card's way up to a moment, as its record tells it.
func (b *Board) before(t *Task, until date.Instant, f *Flow) []moment {
	created := t.Created
	if created == 0 || t.ActualStart != 0 && t.ActualStart < created {
		created = t.ActualStart
	}
	if len(t.Moves) > 0 && t.Moves[0].At < until {
		way := []moment{{min(created, t.Moves[0].At), max(b.Named(t.Moves[0].From), 0)}}
		for _, m := range t.Moves {
			if m.At >= until {
				break
			}
			if i := b.Named(m.To); i >= 0 && i != way[len(way)-1].column {
				way = append(way, moment{m.At, i})
			}
		}
		f.Told++
		return way
	}
	if created == 0 || created >= until {
		f.Told++ // the journal has it from its first day
		return nil
	}
	way := []moment{{created, b.nearest(0, 1, 2)}}
	began := t.ActualStart
	if began == 0 && t.ActualFinish != 0 {
		began = t.ActualFinish
	}
	if began == 0 && t.Started() { // when is not known
		began = t.Start
	}
	if began != 0 && began < until {
		way = append(way, moment{max(began, created), b.column(t.Column, false, true)})
	}
	if t.ActualFinish != 0 && t.ActualFinish < until {
		way = append(way, moment{max(t.ActualFinish, created), b.column(t.Column, true, true)})
	}
	if began == 0 { // it stands where its record has it
		way[0].column = b.column(t.Column, t.Complete(), t.Started())
	}
	f.Dated++
	return way
}

// Cycles are the cycle times in days of what was finished from first to last, and for each the day
// of its finish.
func (f *Flow) Cycles(first, last date.Day) (days []int, spans []flow.Span) {
	for _, s := range f.Spans {
		if s.Finished >= first && s.Finished <= last && s.Finished != 0 {
			days, spans = append(days, s.Days()), append(spans, s)
		}
	}
	return days, spans
}

// Age is how many days a card has been in its column, the first one counted; 0 where that is not
// known.
func (f *Flow) Age(c *Ctx, id ID) int {
	at, ok := f.Since[id]
	if !ok {
		return 0
	}
	loc := c.For(f.Board.Project).Loc
	return int(c.Now.Day(loc)-at.Day(loc)) + 1
}
