package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const addLong = `Adds a record of a kind. Values are field=value; words without = are its name. Fields may be
shortened as long as they are unmistakable; tandem kinds KIND lists them. Nothing is added
unless every value is accepted. Into a pipe it prints the new reference and nothing else.`

const addExample = `  tandem add project 'Warehouse rollout' start=mon target_finish='30 jun'
  tandem add task 'Carrier API' project=P-1 duration=10d percent=40
  tandem add risk 'Supplier late' project=P-1 probability=4 cost_impact=3 --json
  tandem add task Cut-over project=P-1 'links=T-3 FS 2d'`

const setLong = `Sets fields of one or more records, as one step of undo. A value is as add takes it; nothing
after the = empties the field. tags=+urgent adds a tag to those there are and tags=-later takes one
away; several are parted by blanks. With --filter it sets all records of a kind that pass, as list
picks them. --dry-run says what would change. Nothing is changed unless every value is accepted.`

const setExample = `  tandem set T-14 percent=60 remaining=2d
  tandem set T-14 T-15 T-16 deadline='fri 17:00'
  tandem set escalation E-7 level=2 owner='Ada Byron'
  tandem set T-14 T-15 'tags=+urgent -later'
  tandem set T-14 deadline=
  tandem set tasks --filter 'project:P-2 status:open' owner=me --dry-run`

const deleteLong = `Deletes records, as one step of undo. What belongs to them goes too (the tasks of a project);
others that name them forget them; where a record may not lose what it names, nothing is deleted
and the message says which. tandem undo brings everything back.`

const deleteExample = `  tandem delete T-14
  tandem delete risks R-3 R-4`

func (a *app) addCmd() *cobra.Command {
	c := a.command("add KIND [NAME] FIELD=VALUE...", "Add a record", addLong, addExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 2, -1); err != nil {
			return err
		}
		k, err := kindNamed(args[0])
		if err != nil {
			return err
		}
		if k.Single {
			return usagef("every workspace has one %s: change it with tandem set %s", k.Name, model.NewID(k.Prefix, 1))
		}
		values, words := assignments(args[1:])
		if len(words) > 0 {
			f := k.TitleField()
			if f == nil {
				return usagef("%q: write field=value; tandem kinds %s lists the fields", words[0], k.Slug())
			}
			values = append([]assignment{{f.Name, strings.Join(words, " ")}}, values...)
		}
		return a.with(func(s *store.Store) error { return a.add(s, k, values) })
	})
	c.Aliases = []string{"new"}
	c.ValidArgsFunction = a.completeAdd
	return c
}

func (a *app) setCmd() *cobra.Command {
	var f setFlags
	c := a.command("set [KIND] REF... FIELD=VALUE... [flags]", "Change records", setLong, setExample, func(cmd *cobra.Command, args []string) error {
		values, names := assignments(args)
		if len(values) == 0 || len(names) == 0 {
			return usagef("a reference and a value are wanted: write tandem set T-14 percent=60")
		}
		if cmd.Flags().Changed("filter") && strings.TrimSpace(f.filter) == "" {
			return badField("--filter", errors.New("it is empty, which is every record: say which, as --filter ref:* does for all"))
		}
		if f.dry {
			return a.reading(func(s *store.Store) error { return a.trySet(s, names, values, f) })
		}
		return a.with(func(s *store.Store) error { return a.set(s, names, values, f) })
	})
	c.Flags().StringVarP(&f.filter, "filter", "f", "", "all records of the kind that fit this `QUERY`")
	c.Flags().BoolVar(&f.dry, "dry-run", false, "say what would change and change nothing")
	c.ValidArgsFunction = a.completeSet
	return c
}

func (a *app) deleteCmd() *cobra.Command {
	c := a.command("delete [KIND] REF...", "Delete records", deleteLong, deleteExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, -1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.delete(s, args) })
	})
	c.Aliases = []string{"rm"}
	c.ValidArgsFunction = a.completeRefs
	return c
}

// assignment is one field=value of the command line.
type assignment struct{ field, value string }

// assignments parts field=value from other words. Only what begins like the name of a field
// counts, so that a title may hold an equals sign.
func assignments(args []string) (values []assignment, words []string) {
	for _, s := range args {
		name, value, ok := strings.Cut(s, "=")
		if !ok || !fieldLike(name) {
			words = append(words, s)
			continue
		}
		values = append(values, assignment{name, value})
	}
	return values, words
}

// fieldLike reports whether a word could be the name of a field: letters, _ and -.
func fieldLike(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c != '_' && c != '-' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// apply parses values into a record that the edit will put.
func apply(c *model.Ctx, k *model.Kind, r model.Record, values []assignment) error {
	for _, v := range values {
		f := k.FindField(v.field)
		if f == nil {
			return noField(k, v.field)
		}
		if f.ReadOnly {
			return badField(f.Name, fmt.Errorf("is computed or kept by the program; it cannot be set"))
		}
		// The zone and currency of a value are those of what the record belongs to by now.
		if err := f.Amend(c.For(r), r, v.value); err != nil {
			return badField(f.Name, err)
		}
	}
	return nil
}

// ownersFirst puts references before other values: they decide the zone, the scale and the
// currency in which those are read, wherever they stand on the line. So do those that lead others.
func ownersFirst(k *model.Kind, values []assignment) []assignment {
	var first, rest []assignment
	for _, v := range values {
		if f := k.FindField(v.field); f != nil && (f.Type == model.TypeRef || f.Name == "currency" || f.Leads()) {
			first = append(first, v)
		} else {
			rest = append(rest, v)
		}
	}
	return append(first, rest...)
}

// add makes one record. All of it happens against the newest state, inside the transaction, so that
// a name is looked up in what is there when the record is written.
func (a *app) add(s *store.Store, k *model.Kind, values []assignment) error {
	var id model.ID
	before := a.ctx(s.Snapshot())
	changed, err := s.Do(addLabel(k, values), func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		r := k.New()
		if err := apply(e.Ctx, k, r, ownersFirst(k, ofParent(e.Ctx, k, values))); err != nil {
			return model.Batch{}, err
		}
		if t, ok := r.(*model.Task); ok {
			e.GoUnder(t, names(k, values, "duration"))
		}
		id = e.Put(k.Prefix, r)
		if err := e.StartFromNow(id); err != nil {
			return model.Batch{}, err
		}
		return e.Settled()
	})
	if err != nil {
		return withoutNewID(err, id)
	}
	c := a.ctx(s.Snapshot())
	a.doubts(before, c, []model.ID{id}, values)
	a.notBefore(c, id, values)
	a.moved(before, c, changed.IDs)
	switch {
	case a.flags.json:
		return writeJSON(a.out, object(c, id))
	case a.exact():
		return a.say(id.String())
	}
	return a.say("added ", id.String(), "  ", c.NameOf(id))
}

// names reports whether a field is among the values.
func names(k *model.Kind, values []assignment, field string) bool {
	return slices.ContainsFunc(values, func(v assignment) bool { f := k.FindField(v.field); return f != nil && f.Name == field })
}

// ofParent adds the project of the task that a new one goes under, where none is named: in it all else is
// read. A parent that is none is left to be refused.
func ofParent(c *model.Ctx, k *model.Kind, values []assignment) []assignment {
	if k.Prefix != model.TaskPrefix || names(k, values, "project") {
		return values
	}
	for _, v := range values {
		f := k.FindField(v.field)
		if f == nil || f.Name != "parent" {
			continue
		}
		if id, err := c.Resolve(v.value, []string{model.TaskPrefix}); err == nil {
			if up, ok := model.Find[*model.Task](c.Snap, id); ok {
				return append([]assignment{{"project", up.Project.String()}}, values...)
			}
		}
	}
	return values
}

// addLabel names the step in the log and in what undo says.
func addLabel(k *model.Kind, values []assignment) string {
	if f := k.TitleField(); f != nil {
		for _, v := range values {
			if k.FindField(v.field) == f {
				return "add " + k.Name + " " + v.value
			}
		}
	}
	return "add " + k.Name
}

// setLabel names the step: "set T-14, T-15: percent, remaining".
func setLabel(names []string, values []assignment) string {
	var fields []string
	for _, v := range values {
		fields = append(fields, v.field)
	}
	if len(names) > 3 {
		names = append(names[:3:3], "...")
	}
	return "set " + strings.Join(names, ", ") + ": " + strings.Join(fields, ", ")
}

// withoutNewID takes the reference of a record that never came to be out of the message.
func withoutNewID(err error, id model.ID) error {
	var list model.Problems
	if !errors.As(err, &list) {
		return err
	}
	out := make(model.Problems, len(list))
	for i, p := range list {
		if p.ID == id {
			p.ID = 0
		}
		out[i] = p
	}
	return out
}

// set changes all the records that names stand for, or none of them.
func (a *app) set(s *store.Store, names []string, values []assignment, f setFlags) error {
	var ids []model.ID
	before := a.ctx(s.Snapshot())
	changed, err := s.Do(setLabel(names, values), func(snap *model.Snapshot) (model.Batch, error) {
		var b model.Batch
		var err error
		ids, b, err = a.setting(snap, names, values, f)
		return b, err
	})
	if err != nil {
		return err
	}
	c := a.ctx(s.Snapshot())
	a.doubts(before, c, ids, values)
	a.moved(before, c, changed.IDs)
	if a.flags.json {
		objects := make([]model.Object, len(ids))
		for i, id := range ids {
			objects[i] = object(c, id)
		}
		return writeAll(a.out, objects)
	}
	word := "set "
	if changed.Seq == 0 {
		word = "as it was: "
	}
	for _, id := range ids {
		if err := a.say(word, id.String(), "  ", c.NameOf(id)); err != nil {
			return err
		}
	}
	return nil
}

// delete removes records and says what went with them. A record that went with an earlier one of
// the same line is no error.
func (a *app) delete(s *store.Store, args []string) error {
	var ids []model.ID
	var gone []string
	before := a.ctx(s.Snapshot())
	changed, err := s.Do("delete "+strings.Join(args, ", "), func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var err error
		if ids, err = refs(e.Ctx, args); err != nil {
			return model.Batch{}, err
		}
		for _, id := range ids {
			if e.Get(id) == nil {
				continue // went with one before it
			}
			if err := e.Delete(id); err != nil {
				return model.Batch{}, &Fail{Code: Failed, Message: err.Error(), Err: err}
			}
		}
		b, err := e.Settled()
		for _, ch := range b.Changes {
			if ch.After == nil {
				gone = append(gone, ch.ID.String())
			}
		}
		return b, err
	})
	if err != nil {
		return err
	}
	a.moved(before, a.ctx(s.Snapshot()), changed.IDs)
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "deleted", Value: gone}, {Name: "seq", Value: changed.Seq}})
	}
	for _, id := range ids {
		if err := a.say("deleted ", id.String(), "  ", before.NameOf(id)); err != nil {
			return err
		}
	}
	if n := len(gone) - len(ids); n > 0 {
		return a.say(fmt.Sprintf("and %d that belonged to them; tandem undo brings all back", n))
	}
	return nil
}
