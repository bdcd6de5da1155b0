package transfer

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/objects"
)

func taskwarriorWriter() Writer {
	return Writer{Name: "taskwarrior", Title: "Taskwarrior JSON, for task import", Write: writeTaskwarrior}
}

// writeTaskwarrior writes tasks as `task export` does, one a line. A task that came from there
// and was not touched goes out field by field as it came in.
func writeTaskwarrior(ctx context.Context, s *model.Snapshot, now date.Instant, sel Selection, out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<16)
	x := &twWriter{s: s, now: now, moments: map[model.ID][]date.Instant{}}
	n := 0
	for t := range model.Each[*model.Task](s, model.TaskPrefix) {
		if !sel.holds(t.Project, t) {
			continue
		}
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		sep := ",\n"
		if n++; n == 1 {
			sep = "[\n"
		}
		if _, err := w.WriteString(sep); err != nil {
			return err
		}
		if _, err := w.Write(x.task(t)); err != nil {
			return err
		}
	}
	if n == 0 {
		return fmt.Errorf("%w: there is no task", ErrEmpty)
	}
	if _, err := w.WriteString("\n]\n"); err != nil {
		return err
	}
	return w.Flush()
}

type twWriter struct {
	s       *model.Snapshot
	now     date.Instant
	moments map[model.ID][]date.Instant
}

// twImported adds a moment to those a project remembers.
func twImported(old []model.Custom, now date.Instant) []model.Custom {
	const most = 40
	out := slices.Clone(old)
	at := now.In(time.UTC).Format(twTime)
	i := slices.IndexFunc(out, func(c model.Custom) bool { return c.Name == twMoments })
	if i < 0 {
		return append(out, model.Custom{Name: twMoments, Value: at})
	}
	list := append(strings.Fields(out[i].Value), at)
	out[i].Value = strings.Join(list[max(0, len(list)-most):], " ")
	return out
}

// untouched reports whether a task is as its import left it.
func (x *twWriter) untouched(t *model.Task) bool {
	list, ok := x.moments[t.Project]
	if p, found := model.Find[*model.Project](x.s, t.Project); !ok && found {
		for _, c := range p.Custom {
			if c.Name == twMoments {
				for _, s := range strings.Fields(c.Value) {
					list = append(list, twMoment(s))
				}
			}
		}
		x.moments[t.Project] = list
	}
	return t.Source == twSource && slices.Contains(list, t.Changed)
}

// twRank orders the fields that do not stand among the others.
var twRank = map[string]int{"id": -1, "annotations": 1, "depends": 2, "tags": 3, "urgency": 4}

// task writes one task: its number first, then by name, then lists and the rest, as
// Taskwarrior does.
func (x *twWriter) task(t *model.Task) []byte {
	fields := x.fields(t)
	slices.SortStableFunc(fields, func(a, b twField) int {
		return cmp.Or(cmp.Compare(twRank[a.name], twRank[b.name]), strings.Compare(a.name, b.name))
	})
	out := []byte{'{'}
	for i, f := range fields {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, twString(f.name)...)
		out = append(out, ':')
		out = append(out, f.raw...)
	}
	return append(out, '}')
}

// fields are what goes out of a task.
func (x *twWriter) fields(t *model.Task) []twField {
	kept := map[string][]byte{}
	var dropped, absent []string
	same := x.untouched(t)
	for _, c := range t.Custom {
		switch {
		case t.Source != twSource:
		case c.Name == twDropped:
			dropped = strings.Split(c.Value, ",")
		case c.Name == twAbsent:
			absent = strings.Split(c.Value, ",")
		default:
			kept[twUnname(c.Name)] = twKept(c.Value)
		}
	}
	if !same {
		kept["modified"] = twStamp(t.Changed)
	}
	var out []twField
	add := func(name string, raw []byte) {
		if raw != nil && !(same && slices.Contains(absent, name)) {
			out = append(out, twField{name, raw})
		}
		delete(kept, name)
	}
	for _, name := range twOrder {
		said, _ := twGet(t, name)
		if raw := kept[name]; raw != nil && (same || twHolds(t, name, raw, said)) {
			said = raw
		}
		add(name, said)
	}
	if u := x.uuid(t); u != "" {
		add("uuid", twString(u))
	}
	add("project", x.project(t, kept["project"]))
	add("depends", x.depends(t, kept["depends"], dropped))
	for name, raw := range kept {
		out = append(out, twField{name, raw})
	}
	return out
}

// twHolds reports whether a value kept from the file still says what the task says.
func twHolds(t *model.Task, name string, raw, said []byte) bool {
	if name == "end" && !t.Complete() {
		return t.Inactive
	}
	probe := &model.Task{Priority: 500, Constraint: "ASAP"}
	probe.Changed = t.Changed
	if t.Complete() && name != "status" {
		probe.Done = 100_00
	}
	twSet(probe, name, raw)
	if name == "description" && probe.Name == "" {
		probe.Name = "(no name)"
	}
	would, _ := twGet(probe, name)
	return string(would) == string(said)
}

// uuid is the task's name in Taskwarrior: the one it came with, or one made from its reference
// and the workspace's beginning, always the same.
func (x *twWriter) uuid(t *model.Task) string {
	if t.Source == twSource && t.ExternalID != "" {
		if strings.HasPrefix(t.ExternalID, twNoUUID) {
			return ""
		}
		return t.ExternalID
	}
	h := sha1.Sum([]byte(stableName(x.s, t.ID)))
	b := h[:16]
	b[6], b[8] = b[6]&0x0f|0x50, b[8]&0x3f|0x80
	u := hex.EncodeToString(b)
	return u[:8] + "-" + u[8:12] + "-" + u[12:16] + "-" + u[16:20] + "-" + u[20:]
}

// project is the name of the task's project; none where it is the one that stands for none.
func (x *twWriter) project(t *model.Task, kept []byte) []byte {
	p, ok := model.Find[*model.Project](x.s, t.Project)
	if !ok {
		return nil
	}
	if s, isText := objects.String(kept); kept != nil && (firstOr(oneLine(s), twDefault) == p.Name || !isText && p.Name == twDefault) {
		return kept
	}
	if p.Source == twSource && p.ExternalID == twProjectKey("") && p.Name == twDefault {
		return nil
	}
	return twString(p.Name)
}

// depends lists what the task waits for. Taskwarrior knows finish to start alone.
func (x *twWriter) depends(t *model.Task, kept []byte, dropped []string) []byte {
	var list []string
	for _, l := range t.Links {
		if l.Type != model.FS {
			continue
		}
		if p, ok := model.Find[*model.Task](x.s, l.Predecessor); ok {
			if u := x.uuid(p); u != "" {
				list = append(list, u)
			}
		} else if l.External != "" && isUUID(l.External) {
			list = append(list, l.External)
		}
	}
	if kept != nil {
		was := slices.DeleteFunc(twDepends(kept), func(s string) bool { return slices.Contains(dropped, s) })
		now := slices.Clone(list)
		slices.Sort(was)
		slices.Sort(now)
		if slices.Equal(was, now) || len(now) == 0 && len(was) == 0 {
			return kept
		}
	}
	if len(list) == 0 {
		return nil
	}
	return twList(list)
}

// isUUID reports whether s has the form of a uuid, or of the short one Taskwarrior takes.
func isUUID(s string) bool {
	if len(s) < 8 || len(s) > 36 {
		return false
	}
	return strings.Trim(s, "0123456789abcdefABCDEF-") == ""
}

// stableName names a record for good, in this workspace and no other.
func stableName(s *model.Snapshot, id model.ID) string {
	born := date.Instant(0)
	if w := s.Workspace(); w != nil {
		born = w.Created
	}
	return id.String() + "." + strings.ToLower(hex.EncodeToString([]byte{byte(born >> 32), byte(born >> 24), byte(born >> 16), byte(born >> 8), byte(born)}))
}
