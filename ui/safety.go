package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/store"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// safetyItems are the commands that keep the workspace safe: backups, the check, compaction,
// and purging what somebody asked to be forgotten.
func (m *Model) safetyItems() []palette.Item {
	if m.store == nil {
		return nil
	}
	out := []palette.Item{
		{ID: "backups", Title: "Backups and restore", Detail: "look into a backup and put it in place", Group: "keep", Effect: m.showBackups},
		{ID: "doctor", Title: "Check the workspace", Detail: "every page, record and step of history; repairs what is safe", Group: "keep", Effect: m.checkWorkspace},
		{ID: "compact", Title: "Compact the file", Detail: "gives free space back; a backup is made before", Group: "keep", Effect: m.compact},
	}
	id := m.sides[m.focus].pane().Selected()
	if id.Is(model.PersonPrefix) || id.Is(model.ContactPrefix) || id.Is(model.AccountPrefix) {
		out = append(out, palette.Item{ID: "purge", Title: "Purge the data of " + id.String(), Detail: m.env.Ctx().NameOf(id) + ": removed for good, from history and backups too", Group: "keep",
			Effect: func() pane.Effect { return m.planPurge(id) }})
	}
	return out
}

// showBackups lists the copies there are, newest first. What each holds is read off the loop.
func (m *Model) showBackups() pane.Effect {
	path, now := m.store.Path(), m.opt.Now()
	return pane.Job{Title: "Read the backups", Run: jobOf(func() (pane.Effect, error) {
		var items []palette.Item
		for i, b := range store.Backups(path) {
			detail := fmt.Sprintf("%.1f MB", float64(b.Size)/(1<<20))
			if n, _, err := store.KindsHeld(b.Path); err == nil {
				detail = fmt.Sprintf("%d records, %s", n, detail)
			} else if b.Sealed {
				detail += ", encrypted: tandem restore asks for its passphrase"
			} else {
				detail += ", cannot be read"
			}
			items = append(items, palette.Item{ID: fmt.Sprint("backup", i), Title: b.Time.Local().Format("Mon 2 Jan 2006 15:04:05"),
				Detail: ago(now.Sub(b.Time)) + ", " + b.Why() + ", " + detail, Effect: func() pane.Effect { return m.lookInside(b) }})
		}
		if len(items) == 0 {
			return pane.Toast{Text: "There are no backups yet: one is made at the start of a run."}, nil
		}
		return pane.Run(func() pane.Effect {
			p := palette.New(m.env, items, nil)
			p.Name = "Backups"
			return pane.Open{Overlay: p}
		}), nil
	})}
}

// ago is an age in words.
func ago(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes ago", d/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours ago", d/time.Hour)
	}
	return fmt.Sprintf("%d days ago", d/(24*time.Hour))
}

// lookInside shows what a backup holds before it is put in place.
func (m *Model) lookInside(b store.BackupInfo) pane.Effect {
	if b.Sealed {
		return pane.Open{Overlay: dialog.Message("An encrypted backup", []string{
			"Nobody can look into it without its passphrase. Leave the program and write:", "", "tandem restore " + b.Path})}
	}
	st := m.store
	return pane.Job{Title: "Look into the backup", Run: jobOf(func() (pane.Effect, error) {
		in, err := st.LookAgainst(b.Path)
		if err != nil {
			return nil, err
		}
		head := []string{
			fmt.Sprintf("%d records, %d steps of history; the newest: %s (%s)", in.Records, in.Entries, in.Newest.In(time.Local).Format("Mon 2 Jan 15:04"), in.Label),
			fmt.Sprintf("Against now: %d would come back, %d be as they were then, %d go.", in.Added, in.Changed, in.Gone),
			"What is there now is kept among the backups.",
		}
		if in.Compared && !in.Same {
			head = append(head, "It is another workspace.")
		}
		var lines []dialog.Line
		for _, k := range in.Kinds {
			lines = append(lines, dialog.Line{Text: fmt.Sprintf("%6d  %s", k.Count, k.Kind.Plural)})
		}
		return pane.Open{Overlay: dialog.Review("Backup of "+b.Time.Local().Format("Mon 2 Jan 2006 15:04"), head, lines, "puts it in place", func() pane.Effect { return m.restoreOpen(b) })}, nil
	})}
}

// takeWhole makes the workspace of a full export, where nothing was done in this one yet.
func (m *Model) takeWhole(path string) pane.Effect {
	if m.env.Snap.Seq > 1 {
		return pane.Open{Overlay: dialog.Message("A whole workspace", []string{store.ErrNotEmpty.Error()})}
	}
	return m.reopened("Take in the whole workspace", func(to string, progress store.Progress) (pane.Effect, error) {
		return pane.Toast{Text: "Taken in, with its whole history."}, store.ImportExport(to, path, progress)
	})
}

// restoreOpen puts a backup in the place of the open workspace.
func (m *Model) restoreOpen(b store.BackupInfo) pane.Effect {
	return m.reopened("Restore the backup", func(path string, progress store.Progress) (pane.Effect, error) {
		return pane.Toast{Text: "Back to " + b.Time.Local().Format("Mon 2 Jan 15:04") + ". What was there is kept: see Backups."}, store.RestoreWith(path, b.Path, progress)
	})
}

// reopened closes the workspace for work on its file and opens it again, whatever came of it.
func (m *Model) reopened(title string, work func(path string, progress store.Progress) (pane.Effect, error)) pane.Effect {
	st, open := m.store, m.opt.Open
	if m.stopServing != nil {
		m.stopServing()
		m.stopServing = nil
	}
	return pane.Job{Title: title, Run: func(_ context.Context, progress func(done, total int64)) (pane.Effect, error) {
		path := st.Path()
		failed := st.Close()
		var then pane.Effect
		if failed == nil {
			then, failed = work(path, progress)
		}
		next, err := open(nil)
		return pane.Run(func() pane.Effect {
			m.wanted = append(m.wanted, m.opened(opened{store: next, err: err}))
			if err == nil && failed != nil {
				return pane.Open{Overlay: dialog.Message(title, []string{failed.Error()})}
			}
			return then
		}), nil
	}}
}

// checkWorkspace reads everything and shows what it found; enter repairs what is safe.
func (m *Model) checkWorkspace() pane.Effect {
	st := m.store
	return pane.Job{Title: "Check the workspace", Run: func(_ context.Context, progress func(done, total int64)) (pane.Effect, error) {
		r, err := st.Doctor(progress)
		if err != nil {
			return nil, err
		}
		head := []string{fmt.Sprintf("%d records, %d steps of history, %.1f MB of which %.1f are free.", r.Records, r.Entries, float64(r.Size)/(1<<20), float64(r.Free)/(1<<20))}
		if len(r.Findings) == 0 {
			return pane.Open{Overlay: dialog.Review("All is well", head, []dialog.Line{{Text: "Every page, record and step was read and is whole.", Tone: dialog.Good}}, "", nil)}, nil
		}
		return pane.Open{Overlay: dialog.Review("What the check found", head, findingLines(r.Findings), "repairs what is safe, after a backup", m.repair)}, nil
	}}
}

func findingLines(list []store.Finding) []dialog.Line {
	var out []dialog.Line
	for _, f := range list {
		l := dialog.Line{Text: f.String(), Tone: dialog.Warn}
		if f.Level == store.Error {
			l.Tone = dialog.Wrong
		}
		out = append(out, l)
	}
	return out
}

func (m *Model) repair() pane.Effect {
	return m.reopened("Repair the workspace", func(path string, progress store.Progress) (pane.Effect, error) {
		r, err := store.Repair(path, progress)
		lines := findingLines(r.Done)
		if len(lines) == 0 {
			lines = []dialog.Line{{Text: "There was nothing that could be repaired safely."}}
		}
		return pane.Open{Overlay: dialog.Review("What was repaired", []string{fmt.Sprintf("%d findings are left.", len(r.After.Findings))}, lines, "", nil)}, err
	})
}

// compact writes the file anew without its free pages.
func (m *Model) compact() pane.Effect {
	st := m.store
	return pane.Job{Title: "Compact the file", Run: jobOf(func() (pane.Effect, error) {
		c, err := st.Compact()
		if err != nil {
			return nil, err
		}
		return pane.Run(func() pane.Effect {
			m.adopt()
			return pane.Toast{Text: fmt.Sprintf("Compacted: %.1f MB, %.1f before.", float64(c.After)/(1<<20), float64(c.Before)/(1<<20))}
		}), nil
	})}
}

// planPurge shows what a purge would take away and asks for the reference to be typed.
func (m *Model) planPurge(id model.ID) pane.Effect {
	st := m.store
	return pane.Job{Title: "See what a purge would do", Run: func(_ context.Context, progress func(done, total int64)) (pane.Effect, error) {
		plan, err := st.PlanPurge(store.PurgeOptions{ID: id, Progress: progress})
		if err != nil {
			return nil, err
		}
		return pane.Open{Overlay: &purgeAsk{m: m, plan: plan, typed: entry.New(id.String())}}, nil
	}}
}

// purgeAsk is the one question of the program that is not undone: it wants the reference typed.
type purgeAsk struct {
	m     *Model
	plan  store.PurgePlan
	typed *entry.Entry
	note  string
}

func (p *purgeAsk) Sync(pane.Env)            {}
func (p *purgeAsk) Title(pane.Env) string    { return "Purge " + p.plan.ID.String() + " " + p.plan.Title }
func (p *purgeAsk) Scopes() []act.Scope      { return []act.Scope{act.ScopeOf("palette")} }
func (p *purgeAsk) Cursor() (int, int, bool) { return 3 + p.typed.Cursor(), 1, true }

// Size implements pane.Overlay.
func (p *purgeAsk) Size(_ pane.Env, w, h int) (int, int) { return min(w, 78), min(h, 16) }

// Paste implements pane.Texter.
func (p *purgeAsk) Paste(_ pane.Env, s string) pane.Effect {
	p.typed.Paste(strings.TrimSpace(s))
	return nil
}

// Key implements pane.Texter.
func (p *purgeAsk) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	p.typed.Key(k)
	p.note = ""
	return nil
}

// Handle purges when the reference is right, and closes on esc.
func (p *purgeAsk) Handle(_ pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "palette.close":
		return pane.Close{}
	case "entry.clear":
		p.typed.Set("")
	case "palette.run":
		if got, err := model.ParseID(p.typed.Value()); err != nil || got != p.plan.ID {
			p.note = "That is not " + p.plan.ID.String() + ": nothing was purged."
			return nil
		}
		return pane.Effects{pane.Close{}, p.m.purge(p.plan.ID)}
	}
	return nil
}

// Draw shows what would go below the line to type in.
func (p *purgeAsk) Draw(env pane.Env, w, h int, _ bool) []string {
	th := env.Theme
	lines := []string{"", " " + th.Accent.Render("> ") + p.typed.Draw(max(w-4, 0), th, true), ""}
	if p.note != "" {
		lines = append(lines, " "+th.Bad.Render(layout.Clean(p.note)))
	}
	text := []string{
		fmt.Sprintf("Type %s and press enter to remove it for good. Undo does not bring it back.", p.plan.ID),
		fmt.Sprintf("%d records go with it; references and names are taken out of %d texts, in %d steps of history, and out of every backup beside the workspace.", len(p.plan.Records), p.plan.Texts, p.plan.Steps),
		"Words taken out: " + strings.Join(p.plan.Words, ", ") + ".",
	}
	for i, x := range p.plan.Left {
		if i == 0 {
			text = append(text, fmt.Sprintf("Stays where it stands by itself, for somebody else may bear it: %s, in %d records; tandem purge %s --also '%s' takes it out too.", x.Word, x.Records, p.plan.ID, x.Word))
			continue
		}
		text[len(text)-1] += fmt.Sprintf(" So does %s, in %d.", x.Word, x.Records)
	}
	if n := len(p.plan.Same); n > 0 {
		text = append(text, fmt.Sprintf("%d other records bear the same name and keep it.", n))
	}
	if n := len(p.plan.Sealed); n > 0 {
		text = append(text, fmt.Sprintf("%d encrypted backups are out of reach: remove them yourself.", n))
	}
	if n := len(p.plan.Copies); n > 0 {
		text = append(text, "Not reached: "+copyNames(p.plan.Copies)+" in the folder of the workspace; purge it there too (tandem --db), or remove it.")
	}
	for _, t := range text {
		for _, s := range layout.Wrap(layout.Clean(t), max(w-2, 1)) {
			lines = append(lines, " "+th.Dim.Render(s))
		}
	}
	return layout.Block(lines, w, h)
}

// purge does it, and says what could not be reached.
func (m *Model) purge(id model.ID) pane.Effect {
	st := m.store
	return pane.Job{Title: "Purge " + id.String(), Run: func(_ context.Context, progress func(done, total int64)) (pane.Effect, error) {
		plan, err := st.Purge(store.PurgeOptions{ID: id, Progress: progress})
		return pane.Run(func() pane.Effect {
			m.adopt()
			if err != nil {
				return pane.Open{Overlay: dialog.Message("Purge "+id.String(), []string{err.Error()})}
			}
			text := fmt.Sprintf("Purged %s: %d records, %d backups rewritten.", id, len(plan.Records), len(plan.Rewritten))
			if n := len(plan.Sealed); n > 0 {
				text += fmt.Sprintf(" %d encrypted backups are out of reach.", n)
			}
			if len(plan.Copies) > 0 {
				text += " Not reached: " + copyNames(plan.Copies) + "."
			}
			return pane.Toast{Text: text}
		}), nil
	}}
}

// copyNames names files without their folder.
func copyNames(paths []string) string {
	var out []string
	for _, p := range paths {
		out = append(out, filepath.Base(p))
	}
	return strings.Join(out, ", ")
}
