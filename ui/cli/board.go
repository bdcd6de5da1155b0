package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const boardLong = `Shows the board of a project: its columns with their limits and the cards in them. Summaries,
milestones and inactive tasks are no cards. The columns are those of the project's settings, else
those its method begins with.`

const boardExample = `  tandem board P-3
  tandem board P-3 --sprint
  tandem board P-3 --json`

const moveLong = `Moves a task to a column of its project's board, by the column's name. Into a done column the task
is complete, as of now; out of one it is as far as it was before; into a working one it has begun.
A column that is full and whose limit is hard takes it only with a --reason, which is kept with the
move. It is one step of undo.`

const moveExample = `  tandem move T-14 doing
  tandem move T-14 Review --reason 'the customer waits for it'`

// projectCmd is a command about one project that only reads.
func (a *app) projectCmd(use, short, long, example string, run func(s *store.Store, c *model.Ctx, project model.ID) error) *cobra.Command {
	c := a.command(use, short, long, example, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			c := a.ctx(s.Snapshot())
			id, err := projectNamed(c, strings.Join(args, ""))
			if err != nil {
				return err
			}
			return run(s, c, id)
		})
	})
	c.ValidArgsFunction = func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return a.offered(word, model.ProjectPrefix), cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

func (a *app) boardCmd() *cobra.Command {
	var sprint bool
	c := a.projectCmd("board [PROJECT] [flags]", "Show the board of a project", boardLong, boardExample, func(s *store.Store, c *model.Ctx, project model.ID) error {
		return a.board(s, c, project, sprint)
	})
	c.Flags().BoolVar(&sprint, "sprint", false, "only the cards of the sprint under way")
	return c
}

func (a *app) moveCmd() *cobra.Command {
	var reason string
	c := a.command("move TASK COLUMN [flags]", "Move a card on its board", moveLong, moveExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 2, 2); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.move(s, args[0], args[1], reason) })
	})
	c.Flags().StringVar(&reason, "reason", "", "`WHY` a hard limit is passed")
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.offered(word, model.TaskPrefix), cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// board prints a board column by column.
func (a *app) board(s *store.Store, c *model.Ctx, project model.ID, sprint bool) error {
	b := c.Snap.Board(project)
	only := model.ID(0)
	if x := c.Snap.CurrentSprint(project); sprint {
		if x == nil || x.Status != "active" {
			return failf("no sprint of %s is under way", project)
		}
		only = x.ID
	}
	past, err := s.Past(project, nil)
	if err != nil {
		return err
	}
	f := model.FlowOf(c, project, past)
	blocked := c.Snap.Blocked()
	keep := func(t *model.Task) bool { return only == 0 || t.Sprint == only }
	if a.flags.json {
		cols := make([]any, 0, len(b.Columns))
		for i, col := range b.Columns {
			cards := []any{}
			for _, t := range b.Cards[i] {
				if keep(t) {
					cards = append(cards, cardObject(c, f, t, blocked[t.ID]))
				}
			}
			cols = append(cols, model.Object{{Name: "name", Value: col.Name}, {Name: "stage", Value: string(col.Stage)}, {Name: "limit", Value: col.Limit}, {Name: "hard", Value: col.Hard},
				{Name: "count", Value: len(b.Cards[i])}, {Name: "over", Value: b.Over(i)}, {Name: "cards", Value: cards}})
		}
		return writeJSON(a.out, model.Object{{Name: "project", Value: project.String()}, {Name: "sprint", Value: refOrNil(only)}, {Name: "columns", Value: cols}})
	}
	g := grid{cols: []column{{head: "column"}, {head: "ref"}, {head: "name", keep: keepTitle}, {head: "assigned"}, {head: "points", right: true}, {head: "days", right: true}, {head: "state"}}}
	for i, col := range b.Columns {
		n := 0
		for _, t := range b.Cards[i] {
			if keep(t) {
				g.add(col.Name, t.ID.String(), t.Name, fieldText(c, t, "assigned"), fieldText(c, t, "points"), days(f.Age(c, t.ID), t), cardState(c, t, blocked[t.ID]))
				n++
			}
		}
		if n == 0 {
			g.add(col.Name, "", "", "", "", "", "")
		}
	}
	if !a.exact() && !a.flags.csv {
		if err := a.say(boardLine(c, b)); err != nil {
			return err
		}
	}
	return a.put(&g, a.width(), c.ASCII)
}

// boardLine tells how full the columns are.
func boardLine(c *model.Ctx, b *model.Board) string {
	parts := []string{c.NameOf(b.Project.ID) + ":"}
	for i, col := range b.Columns {
		text := fmt.Sprintf("%s %d", col.Name, len(b.Cards[i]))
		if col.Limit > 0 {
			text += fmt.Sprintf("/%d", col.Limit)
			if b.Over(i) {
				text += " over"
			}
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "  ")
}

func cardObject(c *model.Ctx, f *model.Flow, t *model.Task, blocker model.ID) model.Object {
	points, _ := t.Points.Float64()
	d, _ := c.Snap.Schedule(t.Project).Of(t.ID)
	var age any
	if n := f.Age(c, t.ID); n > 0 && !t.Complete() {
		age = n
	}
	return model.Object{{Name: "ref", Value: t.ID.String()}, {Name: "name", Value: t.Name}, {Name: "assigned", Value: fieldText(c, t, "assigned")}, {Name: "points", Value: points},
		{Name: "done", Value: t.Complete()}, {Name: "days", Value: age}, {Name: "blocked_by", Value: refOrNil(blocker)}, {Name: "critical", Value: d.Critical}, {Name: "sprint", Value: refOrNil(t.Sprint)}}
}

// cardState is what is wrong with a card, in words.
func cardState(c *model.Ctx, t *model.Task, blocker model.ID) string {
	var out []string
	switch {
	case !c.Snap.IsBlocked(t): // what is done is blocked by nothing
	case blocker != 0:
		out = append(out, "blocked by "+blocker.String())
	default:
		out = append(out, "blocked") // its column or tag says so
	}
	if t.Finish != 0 && t.Finish < c.Now && !t.Complete() {
		out = append(out, "late")
	}
	if d, ok := c.Snap.Schedule(t.Project).Of(t.ID); ok && d.Critical && !t.Complete() {
		out = append(out, "critical")
	}
	return strings.Join(out, ", ")
}

// fieldText is a value as people read it.
func fieldText(c *model.Ctx, r model.Record, field string) string {
	if f := c.Snap.Schema().Of(r.Base().ID).Field(field); f != nil {
		return f.Show(c.For(r), r)
	}
	return ""
}

// days is how long a card has lain where it is; what is done has no age.
func days(n int, t *model.Task) string {
	if n == 0 || t.Complete() {
		return ""
	}
	return fmt.Sprint(n)
}

// columnName is the name by which the board of a task calls a column that was typed, for the journal;
// as typed where there is no such task or column, which move says.
func columnName(snap *model.Snapshot, c *model.Ctx, task, column string) string {
	id, err := c.Resolve(task, []string{model.TaskPrefix})
	if err != nil {
		return column
	}
	t, ok := model.Find[*model.Task](snap, id)
	if !ok {
		return column
	}
	b := snap.Board(t.Project)
	if i := b.Named(column); i >= 0 {
		return b.Columns[i].Name
	}
	return column
}

// move puts a card into a column.
func (a *app) move(s *store.Store, name, column, reason string) error {
	var id model.ID
	over := ""
	label := "move " + name + " to " + columnName(s.Snapshot(), a.ctx(s.Snapshot()), name, column)
	if reason = strings.TrimSpace(reason); reason != "" {
		label += ": " + oneLine(reason)
	}
	_, err := s.Do(label, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var err error
		if id, err = e.Ctx.Resolve(name, []string{model.TaskPrefix}); err != nil {
			return model.Batch{}, notFound(err)
		}
		t, ok := model.Find[*model.Task](snap, id)
		if !ok {
			return model.Batch{}, notFound(fmt.Errorf("%s is no task", name))
		}
		b := snap.Board(t.Project)
		to := b.Named(column)
		if to < 0 {
			var names []string
			for _, c := range b.Columns {
				names = append(names, c.Name)
			}
			return model.Batch{}, badField("column", fmt.Errorf("%q is no column of the board: there are %s", column, strings.Join(names, ", ")))
		}
		if err := e.MoveCard(id, to, reason); err != nil {
			return model.Batch{}, &Fail{Code: Failed, Message: err.Error(), Err: err, Hint: "with --reason it is moved all the same, and the reason kept"}
		}
		if c := b.Columns[to]; c.Limit > 0 && b.Of(id) != to && len(b.Cards[to]) >= c.Limit {
			over = fmt.Sprintf("; %s holds %d now, more than its limit of %d", c.Name, len(b.Cards[to])+1, c.Limit)
		}
		return a.settled(snap, e)
	})
	if err != nil {
		return err
	}
	c := a.ctx(s.Snapshot())
	if a.flags.json {
		return writeJSON(a.out, object(c, id))
	}
	return a.say(fmt.Sprintf("%s  %s: %s%s", id, c.NameOf(id), fieldText(c, c.Snap.Get(id), "column"), over))
}

// settled is the batch of an edit with the plans it touches scheduled anew.
func (a *app) settled(snap *model.Snapshot, e *model.Edit) (model.Batch, error) {
	b, err := e.Batch()
	if err != nil {
		return b, err
	}
	return model.Settle(snap, b, a.today()), nil
}
