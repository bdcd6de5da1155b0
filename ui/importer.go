package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// importer asks for a file, shows what it holds, and takes it only when told to.
type importer struct {
	m    *Model
	path *entry.Entry
	note string
}

func (m *Model) importer() pane.Overlay {
	return &importer{m: m, path: entry.New("~/plans/rollout.xml")}
}

func (i *importer) Sync(pane.Env)                        {}
func (i *importer) Title(pane.Env) string                { return "Import a plan" }
func (i *importer) Scopes() []act.Scope                  { return []act.Scope{act.ScopeOf("palette")} }
func (i *importer) Size(_ pane.Env, w, _ int) (int, int) { return min(w, 76), 7 }
func (i *importer) Cursor() (int, int, bool)             { return 3 + i.path.Cursor(), 1, true }
func (i *importer) Paste(_ pane.Env, s string) pane.Effect {
	i.path.Paste(strings.TrimSpace(s))
	return nil
}

// Key implements pane.Texter; tab completes the path as a shell does.
func (i *importer) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	if k.String() == "tab" {
		i.complete()
		return nil
	}
	i.path.Key(k)
	i.note = ""
	return nil
}

func (i *importer) Handle(_ pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "palette.close":
		return pane.Close{}
	case "entry.clear":
		i.path.Set("")
	case "palette.run":
		path := expand(i.path.Value())
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			i.note = "There is no such file. Write the path of a Microsoft Project XML file; tab completes."
			return nil
		}
		return pane.Effects{pane.Close{}, i.m.dryRun(path)}
	}
	return nil
}

func (i *importer) Draw(env pane.Env, w, h int, _ bool) []string {
	th := env.Theme
	lines := []string{"", " " + th.Accent.Render("> ") + i.path.Draw(max(w-4, 0), th, true), ""}
	note, st := "Microsoft Project XML (.xml). Nothing is changed before you have seen what is in it.", th.Dim
	if i.note != "" {
		note, st = i.note, th.Bad
	}
	for _, s := range layout.Wrap(note, max(w-2, 1)) {
		lines = append(lines, " "+st.Render(s))
	}
	return layout.Block(lines, w, h)
}

// complete extends the path to the longest that all files with this beginning share.
func (i *importer) complete() {
	found, _ := filepath.Glob(expand(i.path.Value()) + "*")
	if len(found) == 0 {
		i.note = "No file begins like that."
		return
	}
	same := found[0]
	for _, f := range found[1:] {
		for !strings.HasPrefix(f, same) {
			same = same[:len(same)-1]
		}
	}
	if info, err := os.Stat(same); err == nil && info.IsDir() && len(found) == 1 {
		same += "/"
	}
	i.path.Set(same)
}

func expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}

// dryRun reads the file as a job and shows what taking it would do.
func (m *Model) dryRun(path string) pane.Effect {
	snap, now := m.env.Snap, m.env.Now
	return pane.Job{Title: "Read " + filepath.Base(path), Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		res, err := importFile(ctx, snap, now, path, progress)
		if err != nil {
			return nil, err
		}
		return pane.Open{Overlay: m.importPreview(path, res)}, nil
	}}
}

func (m *Model) importPreview(path string, res transfer.Result) pane.Overlay {
	var head []string
	for _, c := range res.Counts {
		head = append(head, fmt.Sprintf("%-12s %5d read  %5d new  %5d changed  %5d as they were  %4d rejected",
			c.Kind, c.Read, c.Added, c.Updated, c.Unchanged, c.Rejected))
	}
	var lines []dialog.Line
	for _, p := range res.Problems {
		l := dialog.Line{Text: fmt.Sprintf("line %d  %s  %s", p.Row, p.Field, p.Message), Tone: dialog.Warn}
		if p.Rejected {
			l.Tone = dialog.Wrong
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 {
		lines = append(lines, dialog.Line{Text: "No problems."})
	}
	return dialog.Review("Import "+filepath.Base(path), head, lines, "takes it in one step that u takes back", func() pane.Effect { return m.takeImport(path) })
}

// takeImport reads the file again against the newest snapshot and stores it in one step.
func (m *Model) takeImport(path string) pane.Effect {
	st, now := m.store, m.env.Now
	label := "Import " + filepath.Base(path)
	return pane.Job{Title: label, Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		var project model.ID
		ch, err := st.Do(label, func(s *model.Snapshot) (model.Batch, error) {
			res, err := importFile(ctx, s, now, path, progress)
			project = res.Project
			return res.Batch, err
		})
		if err != nil {
			return nil, err
		}
		return pane.Run(func() pane.Effect {
			m.adopt()
			if ch.Seq == 0 {
				return pane.Toast{Text: "Nothing to change: all of it is here already."}
			}
			m.wanted = append(m.wanted, m.done(label, ch.Kind))
			return pane.Effects{pane.Go{Page: pane.Page{Place: "home", Tab: 1, Kind: model.ProjectPrefix, ID: project}}}
		}), nil
	}}
}

func importFile(ctx context.Context, s *model.Snapshot, now date.Instant, path string, progress func(done, total int64)) (transfer.Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return transfer.Result{}, err
	}
	defer f.Close()
	return transfer.Import(ctx, s, now, filepath.Base(path), f, transfer.Options{Progress: progress})
}
