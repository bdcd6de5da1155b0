package cli

import "github.com/spf13/cobra"

const exitCodes = `Exit codes

  0  done, perhaps with warnings
  1  it did not work, or nothing was taken
  2  the command line is wrong: an unknown command, flag, kind or field, or a bad value
  3  an import took some rows and rejected others; they are listed
  4  no such record, file or backup
  5  another process has the workspace open
  6  the workspace file is damaged; the message names the newest good backup

Errors are one line on standard error that says what was expected and what to do. With --json
they are {"error": {"message": ..., "field": ..., "code": ...}} with the exit code as code.`

const scriptsHelp = `For scripts

  --json prints JSON. A list is an array with one object a line; names are in snake_case and
  always in the same order: ref, id, kind, then the fields as tandem kinds KIND names them.
  References are refs (T-14), times RFC 3339 at the offset of the project's or account's
  calendar, amounts text such as "1200.50 EUR", lengths of work text such as "3d 4h".
  Into a pipe, or with --plain, text output is exact and uncut: the values are those that
  add and set take, in aligned columns, without tabs (a line break in a value is a blank there;
  JSON keeps it). To a terminal they are as on the screen.
  --csv prints one table with a heading, each row as wide, and nothing else; what is said beside it
  goes to standard error. A page in Markdown (report, brief, scope) is no table, and is refused.
  What a change moves besides, and what can hardly be meant, is said on standard error.
  tandem add prints only the new reference into a pipe, so that it can be kept:

    ref=$(tandem add risk 'Supplier late' project=P-1)
    tandem set "$ref" probability=4 owner=Ada

  Each command that changes something is one step of undo, however many records it names.`

const datesHelp = `Dates, lengths and money

  dates     today  tomorrow  fri  +3d  -2w  +5wd  eow  eom  eoq  som  w48  12 jan  2026-11-20
            in 3 days  2 weeks ago  next fri  last fri  end of month  Fri 20 Nov  w48 2027
  times     14:30  9am  fri 9am  +4h  2026-11-20T09:30  2026-11-20T09:30:00+01:00
  lengths   3d 4h  1.5d  2w  (work, by the calendar)   2ed  4eh  (elapsed)   5d?  (an estimate)
  money     1200.50  12.5k  €1,200.50  1.200,50 EUR
  tags      red, blue: these alone;  +red -blue: one more and one less than there are

  A day of the week is the next one, never today. A time without an offset is in the zone of
  the project's or account's calendar. tandem calc date, duration, due and between try
  them out.`

const environmentHelp = `Environment and files

  TANDEM_DB       the workspace file, where --db does not name one
  XDG_DATA_HOME   the usual place is tandem/tandem.db in it, or in ~/.local/share
  NO_COLOR        any value: no colour
  TANDEM_CONFIG   the configuration file, where --config does not name one (tandem help config)
  XDG_CONFIG_HOME the usual place is tandem/config.toml in it, or in ~/.config
  TANDEM_THEME    auto, dark, light, contrast or colour-blind
  TANDEM_ASCII    any value: no sign beyond ASCII
  TERM=dumb       never draw: print the report instead
  EDITOR          for long text, on the screen

  The workspace is one file, readable only by you. Before anything is shown as done it is on
  disk. Copies lie in the folder backups beside it: of the last ten runs, one a day for a
  week, one a week for a month, and the last three from before each kind of risky step (an
  import, a repair, a compaction). tandem backups lists them.`

// topics are help texts that are not commands.
func topics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "exit-codes", Short: "What the exit codes mean", Long: exitCodes},
		{Use: "scripts", Short: "JSON, pipes and what scripts may rely on", Long: scriptsHelp},
		{Use: "filters", Short: "What --filter and --sort take", Long: filtersHelp},
		{Use: "dates", Short: "How dates, lengths and money are written", Long: datesHelp},
		{Use: "environment", Short: "Variables and files", Long: environmentHelp},
	}
}

const filtersHelp = `Filters and sorting

  Terms parted by blanks must all hold; "or" parts alternatives, parentheses group, - or not
  turns a term round.

  word  "two words"     a name, a reference, a tag or a searched field has it
  status:waiting        a choice or a name is or contains it; status:waiting,closed one of them
  status=open  !=       exactly it, or not
  status:open           of every kind: all that is still owed (a renegotiated promise, a waiting
                        escalation, a task that is not complete); state:open is the same
  due<+7d               of every kind: the day it is due by (a task's deadline, else its finish)
  severity<=2  due<+7d  numbers, money, dates, lengths, percentages; "fri +2w" in quotes
  owner:  owner:*       is empty, is not
  tag:later  ref:T-14   a tag, a record
  votes>3  issue_type:Bug  "issue type":Bug   values that an import has kept, by their names

  --sort names fields, the first counts most; - before one turns it round: -severity,due.

    tandem list tasks --filter 'project:P-2 finish<today -percent:100'
    tandem list risks --filter '(status:open or status:watched) probability>=4' -s -score`
