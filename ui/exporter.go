package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
	"tandem/store/transfer"
	"tandem/ui/act"
	"tandem/ui/browse"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// exporter asks for a path and writes the list that shows, with its filter and columns, or the plan
// of the project under the cursor; the ending of the path says in which form. A file that exists is
// written over only when enter is pressed a second time.
type exporter struct {
	m     *Model
	list  browse.Present
	plan  model.ID // the project that is under the cursor, or that what is there belongs to
	whole bool     // the plan is meant, not the list
	path  *entry.Entry
	note  string
	bad   bool
	asked string // the path that would be written over
}

// exportList opens the exporter on the list in front.
func (m *Model) exportList() pane.Effect {
	list, ok := m.sides[m.focus].pane().Present(m.env)
	if !ok || m.place != "home" {
		return pane.Toast{Text: "Go to a list first: its rows and columns are what is exported.", Bad: true}
	}
	x := &exporter{m: m, list: list, plan: m.planHere(), path: entry.New("~/" + list.Kind.Slug() + ".csv")}
	x.path.Set("~/" + strings.ReplaceAll(list.Kind.Plural, " ", "-") + ".csv")
	return pane.Open{Overlay: x}
}

// exportPlan opens the exporter on the plan of the project under the cursor.
func (m *Model) exportPlan() pane.Effect {
	p, ok := model.Find[*model.Project](m.env.Snap, m.planHere())
	if !ok || m.place != "home" {
		return pane.Toast{Text: "Go to a project, or to something of one: its plan is what is exported.", Bad: true}
	}
	x := &exporter{m: m, plan: p.ID, whole: true, path: entry.New("~/plan.xml")}
	x.path.Set("~/" + strings.Trim(strings.Map(fileRune, p.Name), "- ") + ".xml")
	return pane.Open{Overlay: x}
}

// fileRune keeps what a file's name may hold everywhere.
func fileRune(r rune) rune {
	if r < ' ' || strings.ContainsRune(`/\:*?"<>|~`, r) {
		return '-'
	}
	return r
}

// planHere is the project under the cursor, or the one that what is there belongs to; 0 for none.
func (m *Model) planHere() model.ID {
	return above(m.env.Snap, m.sides[m.focus].pane().Selected(), model.ProjectPrefix)
}

func (x *exporter) Sync(pane.Env)                        {}
func (x *exporter) Title(env pane.Env) string            { return "Export " + x.what(env) }
func (x *exporter) Scopes() []act.Scope                  { return []act.Scope{act.ScopeOf("path")} }
func (x *exporter) Size(_ pane.Env, w, _ int) (int, int) { return min(w, 76), 8 }
func (x *exporter) Cursor() (int, int, bool)             { return 3 + x.path.Cursor(), 1, true }

// what is written, in words.
func (x *exporter) what(env pane.Env) string {
	if x.whole {
		return "the plan of " + layout.Clean(env.Snap.Ctx(env.Now).NameOf(x.plan))
	}
	return x.list.Kind.Plural
}

// Paste implements pane.Texter.
func (x *exporter) Paste(_ pane.Env, s string) pane.Effect {
	x.path.Paste(strings.TrimSpace(s))
	x.note = ""
	return nil
}

// Key implements pane.Texter.
func (x *exporter) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	x.path.Key(k)
	x.note = ""
	return nil
}

// exporterActions is what can be done while the path is typed.
var exporterActions = map[act.Name]func(*exporter, pane.Env) pane.Effect{
	"path.take":  (*exporter).take,
	"path.leave": func(*exporter, pane.Env) pane.Effect { return pane.Close{} },
	"entry.clear": func(x *exporter, _ pane.Env) pane.Effect {
		x.path.Set("")
		return nil
	},
	"path.complete": func(x *exporter, _ pane.Env) pane.Effect {
		if !complete(x.path) {
			x.note, x.bad = "No file or folder begins like that; it will be a new one.", false
		}
		return nil
	},
}

// Handle implements pane.Pane.
func (x *exporter) Handle(env pane.Env, r act.Result) pane.Effect {
	if f := exporterActions[r.Action]; f != nil {
		return f(x, env)
	}
	return nil
}

// take writes the file, or says why not.
func (x *exporter) take(env pane.Env) pane.Effect {
	path := expand(x.path.Value())
	form, err := transfer.SheetFormatNamed(filepath.Ext(path))
	plan, perr := transfer.WriterNamed(strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."))
	switch {
	case (err != nil || x.whole) && perr != nil:
		x.note, x.bad = x.endings(), true
		return nil
	case perr == nil && x.plan == 0:
		x.note, x.bad = "A plan is of one project: put the cursor on it, or on something of it, first.", true
		return nil
	}
	over := x.asked == path
	if _, err := os.Lstat(path); err == nil && !over {
		x.asked, x.note, x.bad = path, "There is such a file. Enter again writes over it.", true
		return nil
	}
	if perr == nil {
		return pane.Effects{pane.Close{}, planJob(x.plan, plan, path, over, env.Snap, env.Now)}
	}
	return pane.Effects{pane.Close{}, exportJob(x.list, form, path, over, env.Snap, env.Now)}
}

// endings says how a path may end.
func (x *exporter) endings() string {
	if x.whole {
		return "End the path with .xml (Microsoft Project) or .ics (calendar): it says in which form."
	}
	return "End the path with .csv, .xlsx, .json or .md for the list, .xml or .ics for the plan: it says in which form."
}

// planJob writes a project in the form of another program, off the event loop.
func planJob(project model.ID, form transfer.Writer, path string, over bool, snap *model.Snapshot, now date.Instant) pane.Effect {
	name := snap.Ctx(now).NameOf(project)
	return pane.Job{Title: "Export " + name, Run: func(ctx context.Context, _ func(done, total int64)) (pane.Effect, error) {
		err := transfer.WriteFile(path, over, func(w io.Writer) error {
			return form.Write(ctx, snap, now, transfer.Selection{Project: project}, w)
		})
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("%s: somebody made such a file meanwhile; nothing was written", path)
		}
		if err != nil {
			return nil, err
		}
		return pane.Toast{Text: fmt.Sprintf("The plan of %s written to %s.", name, path)}, nil
	}}
}

// exportJob writes the list off the event loop.
func exportJob(list browse.Present, form transfer.SheetFormat, path string, over bool, snap *model.Snapshot, now date.Instant) pane.Effect {
	return pane.Job{Title: "Export " + list.Kind.Plural, Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		c := snap.Ctx(now)
		q, err := query.Parse(list.Query, list.Kind)
		if err != nil {
			return nil, err
		}
		recs := query.Filter(c, q, slices.Collect(snap.All(list.Kind.Prefix)))
		if err := query.Sort(c, list.Kind, recs, list.Sort); err != nil {
			return nil, err
		}
		sheet := transfer.Sheet{Kind: list.Kind, Count: len(recs), Records: func(yield func(model.Record) bool) {
			for i, r := range recs {
				if i&0xff == 0 {
					progress(int64(i), int64(len(recs)))
				}
				if !yield(r) {
					return
				}
			}
		}}
		for _, name := range list.Columns {
			if f := list.Kind.Field(name); f != nil {
				sheet.Fields = append(sheet.Fields, f)
			}
		}
		err = transfer.WriteFile(path, over, func(w io.Writer) error {
			return form.Write(ctx, snap, now, []transfer.Sheet{sheet}, w)
		})
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("%s: somebody made such a file meanwhile; nothing was written", path)
		}
		if err != nil {
			return nil, err
		}
		return pane.Toast{Text: fmt.Sprintf("%d %s written to %s.", len(recs), list.Kind.Plural, path)}, nil
	}}
}

// Draw implements pane.Pane.
func (x *exporter) Draw(env pane.Env, w, h int, _ bool) []string {
	th := env.Theme
	lines := []string{"", " " + th.Accent.Render("> ") + x.path.Draw(max(w-4, 0), th, true), x.full(w, th), ""}
	note, st := "The rows and columns that show, into a private file: .csv .xlsx .json or .md. The project's plan: .xml or .ics.", th.Dim
	if x.whole {
		note = "As Microsoft Project XML (.xml), with all that came in with it, or its dates as a calendar (.ics)."
	} else if x.list.Query != "" {
		note = "Filtered by " + layout.Clean(x.list.Query) + ". " + note
	}
	if x.note != "" {
		note, st = x.note, th.Dim
		if x.bad {
			st = th.Bad
		}
	}
	for _, s := range layout.Wrap(note, max(w-2, 1)) {
		lines = append(lines, " "+st.Render(s))
	}
	return layout.Block(lines, w, h)
}

// full is the line that says where a path leads that does not say it itself: from the home folder, or
// from the folder the program was started in. Of one too long its end counts.
func (x *exporter) full(w int, th *theme.Theme) string {
	typed := x.path.Value()
	to, err := filepath.Abs(expand(typed))
	if err != nil || to == typed || strings.TrimSpace(typed) == "" {
		return ""
	}
	to = layout.Clean(to)
	if room := max(w-5, 1); layout.Width(to) > room {
		r := []rune(to)
		for len(r) > 0 && layout.Width(string(r))+layout.Width(th.Glyphs.Ellipsis) > room {
			r = r[1:]
		}
		to = th.Glyphs.Ellipsis + string(r)
	}
	return "   " + th.Dim.Render(to)
}
