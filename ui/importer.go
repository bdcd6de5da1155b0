package ui

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
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
	return &importer{m: m, path: entry.New("~/Downloads/issues.csv")}
}

func (i *importer) Sync(pane.Env)                        {}
func (i *importer) Title(pane.Env) string                { return "Import a file" }
func (i *importer) Scopes() []act.Scope                  { return []act.Scope{act.ScopeOf("path")} }
func (i *importer) Size(_ pane.Env, w, _ int) (int, int) { return min(w, 76), 7 }
func (i *importer) Cursor() (int, int, bool)             { return 3 + i.path.Cursor(), 1, true }
func (i *importer) Paste(_ pane.Env, s string) pane.Effect {
	i.path.Paste(strings.TrimSpace(s))
	return nil
}

// Key implements pane.Texter.
func (i *importer) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	i.path.Key(k)
	i.note = ""
	return nil
}

// Handle implements pane.Pane; tab completes the path as a shell does.
func (i *importer) Handle(_ pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "path.leave":
		return pane.Close{}
	case "entry.clear":
		i.path.Set("")
	case "path.complete":
		if !complete(i.path) {
			i.note = "No file begins like that."
		}
	case "path.take":
		path := expand(i.path.Value())
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			i.note = "There is no such file. Write its path; tab completes it."
			return nil
		}
		return pane.Effects{pane.Close{}, i.m.inspect(path, transfer.Options{})}
	}
	return nil
}

func (i *importer) Draw(env pane.Env, w, h int, _ bool) []string {
	th := env.Theme
	lines := []string{"", " " + th.Accent.Render("> ") + i.path.Draw(max(w-4, 0), th, true), ""}
	note, st := importable()+". Nothing is changed before you have seen what is in it.", th.Dim
	if i.note != "" {
		note, st = i.note, th.Bad
	}
	for _, s := range layout.Wrap(note, max(w-2, 1)) {
		lines = append(lines, " "+st.Render(s))
	}
	return layout.Block(lines, w, h)
}

// inspect looks into the file. Of a table it shows what its columns become, to be changed; any
// other is read at once.
func (m *Model) inspect(path string, opt transfer.Options) pane.Effect {
	if store.IsExport(path) {
		return m.takeWhole(path)
	}
	snap, now := m.env.Snap, m.env.Now
	opt.Past = m.store
	return pane.Job{Title: "Read " + filepath.Base(path), Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		look, err := transfer.Inspect(ctx, snap, filepath.Base(path), f, opt)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return nil, err
		}
		if look.Table() {
			return pane.Run(func() pane.Effect { return pane.Open{Overlay: newMapping(m, path, look, opt)} }), nil
		}
		defer transfer.Roomy(fileSize(path))()
		res, err := importFile(ctx, snap, now, path, opt, progress)
		if err != nil {
			return nil, err
		}
		return pane.Open{Overlay: m.importPreview(path, opt, res)}, nil
	}}
}

// dryRun reads the file as a job and shows what taking it would do.
func (m *Model) dryRun(path string, opt transfer.Options) pane.Effect {
	snap, now := m.env.Snap, m.env.Now
	opt.Past = m.store
	return pane.Job{Title: "Read " + filepath.Base(path), Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		defer transfer.Roomy(fileSize(path))()
		res, err := importFile(ctx, snap, now, path, opt, progress)
		if err != nil {
			return nil, err
		}
		return pane.Open{Overlay: m.importPreview(path, opt, res)}, nil
	}}
}

// fileSize is the length of a file; 0 where it cannot be told.
func fileSize(path string) int64 {
	if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() {
		return st.Size()
	}
	return 0
}

// shownChanges is how many of the fields that an import changes are named before it is taken.
const shownChanges = 200

// importPreview is what taking the file would do: the counts, and every problem in a line, what is the
// same in many rows but once.
func (m *Model) importPreview(path string, opt transfer.Options, res transfer.Result) pane.Overlay {
	var head []string
	for _, c := range res.Counts {
		head = append(head, fmt.Sprintf("%-12s %5d read  %5d new  %5d changed  %5d as they were  %4d rejected",
			c.Kind, c.Read, c.Added, c.Updated, c.Unchanged, c.Rejected))
	}
	var lines []dialog.Line
	for _, s := range res.ChangesTold(shownChanges) {
		lines = append(lines, dialog.Line{Text: s})
	}
	for _, p := range transfer.Alike(res.Problems) {
		text := strings.Join(strings.Fields(p.Field+"  "+onScreen(p.Message, path)), " ")
		if at := p.Lines(); at != "" {
			text = at + "  " + text
		}
		l := dialog.Line{Text: text, Tone: dialog.Warn}
		if p.Rejected {
			l.Tone = dialog.Wrong
		}
		lines = append(lines, l)
	}
	if len(res.Problems) == 0 {
		lines = append(lines, dialog.Line{Text: "No problems."})
	}
	verb := "takes it in one step that u takes back"
	if res.Leftover != nil {
		verb += fmt.Sprintf("; rejected rows go to %s", filepath.Base(leftoverPath(path)))
	}
	return dialog.Review("Import "+filepath.Base(path), head, lines, verb, func() pane.Effect { return m.takeImport(path, opt) })
}

// onScreen is what is wrong with a row, its flag of the command line in the whole command: what a value
// means cannot be chosen here.
func onScreen(message, path string) string {
	return strings.Replace(message, "(--map '", "(tandem import "+filepath.Base(path)+" --map '", 1)
}

// takeImport reads the file again against the newest snapshot and stores it in one step. The
// rows that cannot be taken go to a file beside it, to be mended.
func (m *Model) takeImport(path string, opt transfer.Options) pane.Effect {
	st, now := m.store, m.env.Now
	opt.Past = st
	label := "Import " + filepath.Base(path)
	return pane.Job{Title: label, Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		defer transfer.Roomy(fileSize(path))()
		var res transfer.Result
		if _, err := st.BackupBefore("import"); err != nil {
			return nil, fmt.Errorf("no backup could be made before the import, so nothing was taken: %w", err)
		}
		ch, err := st.Do(label, func(s *model.Snapshot) (model.Batch, error) {
			var err error
			res, err = importFile(ctx, s, now, path, opt, progress)
			return res.Batch, err
		})
		if err != nil {
			return nil, err
		}
		mend, err := writeLeftover(path, res.Leftover)
		return pane.Run(func() pane.Effect {
			m.adopt()
			m.own.add(ch.Seq)
			var out pane.Effects
			switch {
			case ch.Seq == 0 && res.Rejected() > 0:
				out = append(out, pane.Toast{Text: "Nothing was changed: no row could be taken.", Bad: true})
			case ch.Seq == 0:
				out = append(out, pane.Toast{Text: "Nothing to change: all of it is here already."})
			default:
				m.wanted = append(m.wanted, m.done(label+doubts(res.Problems, m.w-layout.Width(label)-undoRoom), ch.Kind))
				out = append(out, pane.Go{Page: landing(res)})
			}
			switch {
			case err != nil:
				out = append(out, pane.Toast{Text: "The rejected rows could not be written: " + err.Error(), Bad: true})
			case mend != "":
				out = append(out, pane.Toast{Text: fmt.Sprintf("%d rejected rows are in %s: mend them and import that file.", len(res.Leftover.Rows), mend)})
			}
			return out
		}), nil
	}}
}

// undoRoom is what stands beside the label of an edit in the last line: its sign, the key that takes it
// back, and when it was saved.
const undoRoom = 30

// doubts says behind the label of an import what of the file was doubtful and came in all the same: how
// much, and the first of it where there is room for some of its words.
func doubts(problems []transfer.Problem, room int) string {
	n, first := 0, ""
	for _, p := range problems {
		if p.Rejected {
			continue
		}
		if n++; n == 1 {
			first = strings.Join(strings.Fields(p.Field+" "+p.Message), " ")
		}
	}
	if n == 0 {
		return ""
	}
	s := fmt.Sprintf(", %d doubts", n)
	if n == 1 {
		s = ", 1 doubt"
	}
	if left := room - layout.Width(s) - 2; left >= 20 {
		s += ": " + layout.TruncateWith(layout.Clean(first), left, "...")
	}
	return s
}

// landing is where what came in can be seen.
func landing(res transfer.Result) pane.Page {
	if res.Project != 0 {
		return pane.Page{Place: "home", Tab: 1, Kind: model.ProjectPrefix, ID: res.Project}
	}
	most := 0
	page := pane.Page{Place: "home", Tab: 1, Kind: model.ProjectPrefix}
	for _, c := range res.Batch.Changes {
		if c.After == nil || c.ID.Is(model.WorkspacePrefix) || c.ID.Is(model.PersonPrefix) && most > 0 {
			continue
		}
		if t, ok := c.After.(*model.Task); ok {
			return pane.Page{Place: "home", Tab: 1, Kind: model.ProjectPrefix, ID: t.Project}
		}
		if most == 0 {
			page = pane.Page{Place: "home", Kind: c.ID.Prefix(), ID: c.ID}
			most = 1
		}
	}
	return page
}

// leftoverPath is a free name beside the file for the rows that cannot be taken.
func leftoverPath(path string) string {
	base := strings.TrimSuffix(path, filepath.Ext(path))
	for n := 0; ; n++ {
		p := base + ".rejected.csv"
		if n > 0 {
			p = fmt.Sprintf("%s.rejected-%d.csv", base, n+1)
		}
		if _, err := os.Lstat(p); err != nil || n > 999 {
			return p
		}
	}
}

// writeLeftover writes rejected rows beside the file they are from; "" where there are none.
func writeLeftover(path string, l *transfer.Leftover) (string, error) {
	if l == nil {
		return "", nil
	}
	to := leftoverPath(path)
	return to, transfer.WriteFile(to, false, func(w io.Writer) error { return transfer.WriteLeftover(w, l) })
}

func importFile(ctx context.Context, s *model.Snapshot, now date.Instant, path string, opt transfer.Options, progress func(done, total int64)) (transfer.Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return transfer.Result{}, err
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil {
		opt.Size = st.Size()
	}
	opt.Progress = progress
	return transfer.Import(ctx, s, now, filepath.Base(path), f, opt)
}
