package cli

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/worktime"
	"tandem/store"
)

const hoursLong = `Working hours come from --calendar: days as a list or a range (none: every day), then intervals,
groups parted by ";". 22:00-06:00 runs over midnight, "off" is no work. Or it names a calendar of
the workspace, CAL-1, with its zone and its holidays. --holiday takes days off, --pause cuts a
stretch of time out; both repeat. A TIME without an offset is in --zone. Both changes of the clock
are right: what counts is hours worked, not hours shown.`

const dueLong = `Says when so much work that starts at --start is done.

` + hoursLong + `

Where the work ends just as the day does, it is due at closing; with --boundary opening it is due
when the next day opens. No work at all is due at once, but outside of hours at the next opening.
Where there is never so much time the answer is "never", and why.`

const dueExample = `  tandem calc due --calendar 'Mon-Fri 09:00-17:00' --start '2026-11-20 16:00' --work 2h
  tandem calc due --calendar 'Mon-Fri 08:00-12:00,13:00-17:00; Sat 09:00-12:00' --zone Europe/Berlin \
      --holiday 2026-12-25 --holiday 2026-12-26 --start '2026-12-23 10:00' --work 3d --json
  tandem calc due --calendar CAL-1 --start 'fri 9am' --work 90m --pause 'fri 9:30..fri 10:00'`

const betweenLong = `Says how much working time lies between --start and --end; none where the end comes first.

` + hoursLong

const betweenExample = `  tandem calc between --calendar 'Mon,Tue 07:00-17:00' --start '2026-11-20 16:00' --end '2026-11-24 08:00'
  tandem calc between --calendar 00:00-24:00 --zone America/New_York --start 2026-11-01 --end 2026-11-02 --json`

// hoursFlags is what is typed about working hours.
type hoursFlags struct {
	calendar, start, end string
	work, boundary       string
	holidays, pauses     []string
}

// hoursQuery is the same, read.
type hoursQuery struct {
	cal        *worktime.Calendar
	loc        *time.Location
	start, end date.Instant
	work       int64 // seconds
	pauses     worktime.Pauses
	boundary   worktime.Boundary
}

// hoursCmds are the calculators of working time.
func (a *app) hoursCmds(shared *calcFlags) []*cobra.Command {
	var f hoursFlags
	run := func(answer func(hoursQuery) error) func(*cobra.Command, []string) error {
		return func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 0, 0); err != nil {
				return err
			}
			return a.hours(cmd, *shared, f, answer)
		}
	}
	due := a.command("due [flags]", "When so much work is done", dueLong, dueExample, run(a.sayDue))
	between := a.command("between [flags]", "Working time between two moments", betweenLong, betweenExample, run(a.sayBetween))
	for _, c := range []*cobra.Command{due, between} {
		p := c.Flags()
		p.StringVar(&f.calendar, "calendar", "", "`HOURS` such as 'Mon-Fri 09:00-17:00', or CAL-1")
		p.StringVar(&f.start, "start", "", "`TIME` at which it starts")
		p.StringArrayVar(&f.holidays, "holiday", nil, "`DAY` off, or FIRST..LAST; repeats")
		p.StringArrayVar(&f.pauses, "pause", nil, "`FROM..TO` that does not count (no TO: goes on); repeats")
	}
	due.Flags().StringVar(&f.work, "work", "", "`LENGTH` of work: 3600s, 90m, 2h, 1d 4h")
	due.Flags().StringVar(&f.boundary, "boundary", "closing", "work that ends with the day is due at `closing|opening`")
	between.Flags().StringVar(&f.end, "end", "", "`TIME` at which it ends")
	return []*cobra.Command{due, between}
}

// hours reads what was typed and answers; a calendar of the workspace is looked up first.
func (a *app) hours(cmd *cobra.Command, shared calcFlags, f hoursFlags, answer func(hoursQuery) error) error {
	scale, err := shared.scale()
	if err != nil {
		return err
	}
	if id, err := model.ParseID(strings.TrimSpace(f.calendar)); err != nil || !id.Is(model.CalendarPrefix) {
		spec := worktime.Spec{Scale: scale}
		if f.calendar == "" {
			return badField("--calendar", errors.New("the working hours are missing: write 'Mon-Fri 09:00-17:00' or CAL-1"))
		}
		if spec.Week, err = worktime.ParseWeek(f.calendar); err != nil {
			return badField("--calendar", firstFault(err))
		}
		return a.answer(cmd, shared, f, spec, answer)
	}
	return a.with(func(s *store.Store) error {
		snap := s.Snapshot()
		c := a.ctx(snap)
		id, err := model.ParseID(strings.ToUpper(strings.TrimSpace(f.calendar)))
		if err != nil {
			return badField("--calendar", err)
		}
		spec, ok := snap.CalendarSpec(id, c.Loc)
		if !ok {
			return refFail(c, id.String(), fmt.Errorf("%s: no such calendar", id))
		}
		if cmd.Flags().Changed("day") || cmd.Flags().Changed("week") || cmd.Flags().Changed("month") {
			spec.Scale = scale
		}
		return a.answer(cmd, shared, f, spec, answer)
	})
}

// answer reads the other flags against the calendar, in its zone.
func (a *app) answer(cmd *cobra.Command, shared calcFlags, f hoursFlags, spec worktime.Spec, answer func(hoursQuery) error) error {
	if shared.zone != "" || spec.Zone == nil {
		loc, err := a.zoneOf(shared.zone)
		if err != nil {
			return err
		}
		spec.Zone = loc
	}
	if err := a.setNow(spec.Zone); err != nil {
		return err
	}
	q := hoursQuery{loc: spec.Zone}
	off, err := a.holidays(f.holidays, q.loc)
	if err != nil {
		return err
	}
	spec.Exceptions = append(off, spec.Exceptions...)
	if q.cal, err = worktime.New(spec); err != nil {
		return badField("--calendar", firstFault(err))
	}
	if q.start, err = a.instant("--start", f.start, q.loc); err != nil {
		return err
	}
	if cmd.Flags().Lookup("end") != nil {
		if q.end, err = a.instant("--end", f.end, q.loc); err != nil {
			return err
		}
	} else if err = q.readWork(f, spec.Scale); err != nil {
		return err
	}
	if q.pauses, err = a.pauses(f.pauses, q); err != nil {
		return err
	}
	return answer(q)
}

// readWork reads the flags that due alone has.
func (q *hoursQuery) readWork(f hoursFlags, scale date.Scale) error {
	if f.work == "" {
		return badField("--work", errors.New("the length of work is missing: write 3600s, 90m or 2h"))
	}
	s, err := date.ParseSpan(f.work, scale)
	switch {
	case err != nil:
		return badField("--work", fmt.Errorf("%q is not a length of work: write 3600s, 90m, 2h, or 1d 4h", f.work))
	case s.Unit == date.Percent || s.Elapsed():
		return badField("--work", fmt.Errorf("%q is not working time: write 3600s, 90m or 2h", f.work))
	case s.N < 0:
		return badField("--work", fmt.Errorf("%q is less than nothing", f.work))
	}
	q.work = s.N
	switch strings.ToLower(f.boundary) {
	case "closing":
		q.boundary = worktime.Closing
	case "opening":
		q.boundary = worktime.Opening
	default:
		return badField("--boundary", fmt.Errorf("%q is neither closing nor opening", f.boundary))
	}
	return nil
}

// instant reads a flag that must be a moment.
func (a *app) instant(flag, text string, loc *time.Location) (date.Instant, error) {
	if strings.TrimSpace(text) == "" {
		return 0, badField(flag, errors.New("the time is missing: write 2026-11-20T09:30 or 'fri 9am'"))
	}
	t, err := date.Parse(text, date.Of(a.now()), loc)
	if err != nil {
		return 0, badField(flag, err)
	}
	return t, nil
}

func (a *app) holidays(list []string, loc *time.Location) ([]worktime.Exception, error) {
	var out []worktime.Exception
	today := date.Of(a.now()).Day(loc)
	for _, text := range list {
		first, last, ranged := strings.Cut(text, "..")
		if !ranged {
			last = first
		}
		from, err := date.ParseDay(strings.TrimSpace(first), today)
		if err != nil {
			return nil, badField("--holiday", err)
		}
		to, err := date.ParseDay(strings.TrimSpace(last), today)
		if err != nil {
			return nil, badField("--holiday", err)
		}
		if to < from {
			return nil, badField("--holiday", fmt.Errorf("%s ends before it starts", text))
		}
		out = append(out, worktime.Exception{From: from, To: to})
	}
	return out, nil
}

// pauses reads FROM..TO; without TO the pause has not ended. One that lies wholly outside of what is
// asked about is told of on stderr, for it changes nothing: as a rule its date is mistyped.
func (a *app) pauses(list []string, q hoursQuery) (worktime.Pauses, error) {
	loc := q.loc
	var outside []string
	var spans []worktime.Span
	for _, text := range list {
		first, last, ok := strings.Cut(text, "..")
		if !ok {
			return worktime.Pauses{}, badField("--pause", fmt.Errorf("%q is not a stretch of time: write FROM..TO", text))
		}
		from, err := a.instant("--pause", first, loc)
		if err != nil {
			return worktime.Pauses{}, err
		}
		s := worktime.Span{From: from}
		if strings.TrimSpace(last) != "" {
			if s.To, err = a.instant("--pause", last, loc); err != nil {
				return worktime.Pauses{}, err
			}
			if s.To < s.From {
				return worktime.Pauses{}, badField("--pause", fmt.Errorf("%s ends before it starts", text))
			}
		}
		switch {
		case s.To != 0 && s.To <= q.start:
			outside = append(outside, text+" is over before the start")
		case q.end > q.start && s.From >= q.end:
			outside = append(outside, text+" begins after the end")
		}
		spans = append(spans, s)
	}
	p, err := worktime.Pause(spans...)
	if err != nil {
		return p, badField("--pause", firstFault(err))
	}
	for _, s := range outside {
		_, _ = io.WriteString(a.io.Err, "tandem: note: --pause: "+oneLine(s)+": it changes nothing\n")
	}
	return p, nil
}

// sayDue answers when the work is done; a due time that never comes says why.
func (a *app) sayDue(q hoursQuery) error {
	due := q.cal.Due(q.start, q.work, q.pauses, q.boundary)
	if due == worktime.Never {
		why := "there is not so much working time before the year 10000"
		switch {
		case q.cal.Empty():
			why = "the calendar has no working time"
		case q.cal.Due(q.start, q.work, worktime.Pauses{}, q.boundary) != worktime.Never:
			why = "a pause does not end"
		}
		if a.flags.json {
			return writeJSON(a.out, model.Object{{Name: "due", Value: "never"}, {Name: "why", Value: why}})
		}
		if a.flags.csv {
			return a.objectsCSV([]model.Object{{{Name: "due", Value: "never"}, {Name: "why", Value: why}}})
		}
		return a.say("never: " + why)
	}
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "due", Value: due.RFC3339(q.loc)}})
	}
	if a.flags.csv {
		return a.objectsCSV([]model.Object{{{Name: "due", Value: due.RFC3339(q.loc)}}})
	}
	return a.say(due.RFC3339(q.loc) + "  " + due.Day(q.loc).Weekday().String()[:3])
}

// sayBetween answers how much work lies between, in minutes with their fractions.
func (a *app) sayBetween(q hoursQuery) error {
	n := q.cal.Spent(q.start, q.end, q.pauses)
	minutes := float64(n) / 60
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "minutes", Value: minutes}})
	}
	if a.flags.csv {
		return a.objectsCSV([]model.Object{{{Name: "minutes", Value: minutes}}})
	}
	short := strconv.FormatFloat(math.Round(minutes*1000)/1000, 'f', -1, 64)
	return a.say(short + " minutes  " + date.Span{N: n, Unit: date.Hours}.Text(q.cal.Scale()))
}

// firstFault is the first of several joined errors, without the place that a flag knows itself.
func firstFault(err error) error {
	if list, ok := err.(interface{ Unwrap() []error }); ok && len(list.Unwrap()) > 0 {
		err = list.Unwrap()[0]
	}
	var at *worktime.Error
	if errors.As(err, &at) {
		return fmt.Errorf("%s: %s", strings.TrimPrefix(at.Place, "week."), at.Message)
	}
	return err
}
