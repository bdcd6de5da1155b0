package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const healthLong = `Shows the health of an account, 0 to 100, and the parts that add up to it to the tenth:
satisfaction, open escalations, clocks kept, promises kept, contact with the sponsor, deliveries
on time in full, standards met, benefits on course, and the forecast of its projects. A part
without evidence is left out and the others are weighed anew; which ones are unknown is said.

--since tells what moved since a day, part by part. --why adds the records that each part rests on.
Without an account: all of them, the worst first. The weights are settings of the workspace
(weights health.satisfaction, health.escalations ...).`

const healthExample = `  tandem health A-1
  tandem health A-1 --since -30d
  tandem health Northwind --why --json
  tandem health`

func (a *app) healthCmd() *cobra.Command {
	var since string
	var why bool
	c := a.command("health [ACCOUNT]", "Show the health of an account and its parts", healthLong, healthExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		if len(args) == 0 && (since != "" || why) {
			return usagef("--since and --why are about one account: name it")
		}
		return a.reading(func(s *store.Store) error {
			if len(args) == 0 {
				return a.allHealth(s)
			}
			return a.health(s, args[0], since, why)
		})
	})
	c.ValidArgsFunction = a.offerAccounts
	c.Flags().StringVar(&since, "since", "", "tell what moved since `DAY`")
	c.Flags().BoolVar(&why, "why", false, "add the records that each part rests on")
	return c
}

func (a *app) offerAccounts(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.offered(word, model.AccountPrefix), cobra.ShellCompDirectiveNoFileComp
}

// accountNamed finds an account.
func accountNamed(c *model.Ctx, name string) (*model.Account, error) {
	id, err := c.Resolve(name, []string{model.AccountPrefix})
	if err != nil {
		return nil, notFound(err)
	}
	x, ok := model.Find[*model.Account](c.Snap, id)
	if !ok {
		return nil, notFound(fmt.Errorf("%s is no account", name))
	}
	return x, nil
}

// momentOf reads the day or moment of a flag that lies in the past; 0 where it is empty. A day
// means its end.
func momentOf(c *model.Ctx, flag, text string) (date.Instant, error) {
	if text == "" {
		return 0, nil
	}
	at, err := endOf(text, c)
	if err != nil {
		return 0, badField(flag, err)
	}
	if at > c.Now {
		return 0, badField(flag, fmt.Errorf("%s is still to come", text))
	}
	return at, nil
}

func (a *app) health(s *store.Store, name, since string, why bool) error {
	c := a.ctx(s.Snapshot())
	x, err := accountNamed(c, name)
	if err != nil {
		return err
	}
	at, err := momentOf(c, "--since", since)
	if err != nil {
		return err
	}
	h := c.Health(x)
	var was *model.Health
	byDates := false
	if at != 0 {
		snap, dated, err := s.Before(c.Snap, x.ID, at)
		if err != nil {
			return err
		}
		if then, ok := model.Find[*model.Account](snap, x.ID); ok {
			was, byDates = snap.Ctx(at).Health(then), dated
		}
	}
	if a.flags.json {
		return writeJSON(a.out, healthObject(c, x, h, was, at, why))
	}
	return a.sayHealth(c, x, h, was, at, byDates, why)
}

// sayHealth prints the score, its parts, and what moved.
func (a *app) sayHealth(c *model.Ctx, x *model.Account, h, was *model.Health, at date.Instant, byDates, why bool) error {
	if err := a.say(healthLine(c, x, h, was, at)); err != nil {
		return err
	}
	moved := map[string]model.HealthMove{}
	g := grid{cols: []column{{head: "part"}, {head: "points", right: true}, {head: "of", right: true}}}
	if was != nil {
		g.cols = append(g.cols, column{head: "moved", right: true})
		for _, m := range h.Moved(was) {
			moved[m.Part.Name] = m
		}
	}
	g.cols = append(g.cols, column{head: "why", keep: keepTitle})
	for _, p := range h.Parts {
		row := []string{p.Title, p.Points.String(), p.Most.String()}
		if !p.Known {
			row[1], row[2] = "unknown", ""
		}
		text := p.Why
		if was != nil {
			by := ""
			if m, ok := moved[p.Name]; ok {
				by, text = m.By.Signed(), m.Why
			}
			row = append(row, by)
		}
		g.add(append(row, text)...)
		if !why {
			continue
		}
		for _, t := range c.HealthEvidence(x, p.Name) {
			row := make([]string, len(g.cols))
			row[len(row)-1] = "  " + t.Ref.String() + "  " + t.Text
			if a.flags.csv {
				row[0], row[len(row)-1] = p.Title, t.Ref.String()+"  "+t.Text
			}
			g.add(row...)
		}
	}
	if h.Known && !a.flags.csv {
		row := make([]string, len(g.cols))
		row[0], row[1], row[2] = "together", h.Exact.String(), "100.0"
		g.add(row...)
	}
	if err := a.put(&g, a.width(), c.ASCII); err != nil {
		return err
	}
	if byDates {
		return a.say("The workspace was not kept back then: what was is told by the dates in its records; the plan is that of now.")
	}
	return nil
}

// healthLine is the headline: "A-1 Northwind  health 41 of 100 ▇▇▇▇▁▁▁▁▁▁  target 80  -6 since 3 Nov".
func healthLine(c *model.Ctx, x *model.Account, h, was *model.Health, at date.Instant) string {
	out := x.ID.String() + "  " + x.Name
	if !h.Known {
		return out + "  health unknown: there is no evidence yet"
	}
	out += fmt.Sprintf("  health %d of 100  %s", h.Score, model.HealthBar(h.Score, 10, c.ASCII))
	if h.Target > 0 {
		out += fmt.Sprintf("  target %d", h.Target)
	}
	if was != nil && was.Known {
		out += fmt.Sprintf("  %+d since %s", h.Score-was.Score, at.Short(c.Now, c.Loc))
	}
	if u := h.Unknown(); len(u) > 0 {
		out += "  unknown: " + strings.Join(u, ", ")
	}
	return out
}

// healthObject is what scripts get.
func healthObject(c *model.Ctx, x *model.Account, h, was *model.Health, at date.Instant, why bool) model.Object {
	parts, moves := []any{}, []any{}
	for _, p := range h.Parts {
		o := model.Object{{Name: "part", Value: p.Name}, {Name: "known", Value: p.Known}, {Name: "weight", Value: p.Weight}, {Name: "value", Value: nil},
			{Name: "points", Value: p.Points.Float()}, {Name: "most", Value: p.Most.Float()}, {Name: "why", Value: p.Why}}
		if p.Known {
			o[3].Value = percent2(p.Value)
		}
		if why {
			list := []any{}
			for _, t := range c.HealthEvidence(x, p.Name) {
				list = append(list, model.Object{{Name: "ref", Value: t.Ref.String()}, {Name: "bad", Value: t.Bad}, {Name: "text", Value: t.Text}})
			}
			o = append(o, model.Pair{Name: "evidence", Value: list})
		}
		parts = append(parts, o)
	}
	o := model.Object{{Name: "ref", Value: x.ID.String()}, {Name: "name", Value: x.Name}, {Name: "known", Value: h.Known}, {Name: "health", Value: nil},
		{Name: "exact", Value: nil}, {Name: "target", Value: h.Target}, {Name: "evidence_share", Value: percent2(h.Share)}, {Name: "parts", Value: parts}}
	if h.Known {
		o[3].Value, o[4].Value = h.Score, h.Exact.Float()
	}
	if was == nil {
		return o
	}
	for _, m := range h.Moved(was) {
		moves = append(moves, model.Object{{Name: "part", Value: m.Part.Name}, {Name: "by", Value: m.By.Float()}, {Name: "why", Value: m.Why}})
	}
	return append(o, model.Pair{Name: "since", Value: at.RFC3339(c.Loc)}, model.Pair{Name: "was", Value: was.Score}, model.Pair{Name: "was_exact", Value: was.Exact.Float()}, model.Pair{Name: "moved", Value: moves})
}

// allHealth lists the accounts, the worst first and those of whom nothing is known last.
func (a *app) allHealth(s *store.Store) error {
	c := a.ctx(s.Snapshot())
	var all []*model.Account
	for x := range model.Each[*model.Account](c.Snap, model.AccountPrefix) {
		all = append(all, x)
	}
	key := func(x *model.Account) int {
		if h := c.Health(x); h.Known {
			return h.Score
		}
		return 101
	}
	slices.SortStableFunc(all, func(x, y *model.Account) int { return key(x) - key(y) })
	if a.flags.json {
		list := make([]model.Object, len(all))
		for i, x := range all {
			list[i] = healthObject(c, x, c.Health(x), nil, 0, false)
		}
		return writeAll(a.out, list)
	}
	g := grid{cols: []column{{head: "ref"}, {head: "name", keep: keepTitle}, {head: "health"}, {head: "target", right: true}, {head: "costs most"}}}
	for _, x := range all {
		h := c.Health(x)
		score, worst := "unknown", ""
		if h.Known {
			score = fmt.Sprint(h.Score)
			if !a.exact() {
				score = fmt.Sprintf("%3d ", h.Score) + model.HealthBar(h.Score, 10, c.ASCII)
			}
			lost := model.Tenths(0)
			for _, p := range h.Parts {
				if p.Most-p.Points > lost {
					lost, worst = p.Most-p.Points, p.Title
				}
			}
		}
		g.add(x.ID.String(), x.Name, score, fmt.Sprint(x.Target), worst)
	}
	return a.put(&g, a.width(), c.ASCII)
}
