package transfer

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/text"
	"tandem/store/transfer/objects"
)

// The fields of a Taskwarrior task that ours hold, one by one: twSet reads a value into a task,
// twGet writes it from one. What is written need not be what was read; twSame tells.

const (
	twTime     = "20060102T150405Z"
	twDropped  = "depends left out"      // custom: dependencies that would close a ring
	twAbsent   = "attributes not there"  // custom: what the file does not say and ours must
	twMoments  = "taskwarrior imports"   // custom of a project: when imports changed its tasks
	twReserved = "taskwarrior attribute" // begins the name of a custom whose own name means something here
)

// twOrder lists the fields that ours hold, in the order in which they are read.
var twOrder = []string{"description", "status", "entry", "due", "scheduled", "start", "end", "priority", "tags", "annotations"}

// twPriorities are the usual priorities and what they are from 0 to 1000.
var twPriorities = []struct {
	name     string
	at, from int // what it becomes, and from which number on it goes out
}{{"H", 800, 700}, {"M", 600, 550}, {"L", 300, 1}}

// twReset empties what the file would say.
func twReset(r *model.Task) {
	if r.Constraint == "SNET" {
		r.Constraint, r.ConstraintDate = "ASAP", 0
	}
	if r.Finish == r.Deadline {
		r.Finish = 0
	}
	r.Name, r.Notes, r.Tags, r.Deadline = "", "", nil, 0
	r.ActualStart, r.ActualFinish, r.Priority, r.Inactive, r.Recurring = 0, 0, 500, false, false
	if r.Done == 100_00 {
		r.Done = 0
	}
}

// twSet reads one field into a task; a value it cannot read changes nothing.
func twSet(r *model.Task, name string, raw []byte) {
	s, _ := objects.String(raw)
	switch name {
	case "description":
		r.Name = oneLine(s)
	case "status":
		switch s {
		case "completed":
			r.Done = 100_00
		case "deleted":
			r.Inactive = true
		case "recurring":
			r.Inactive, r.Recurring = true, true
		}
	case "entry":
		if at := twMoment(s); at != 0 {
			r.Created = at
		}
	case "due":
		r.Deadline = twMoment(s)
		if r.Finish == 0 && r.Deadline >= r.Start {
			r.Finish = r.Deadline
		}
	case "scheduled":
		if at := twMoment(s); at != 0 {
			r.Constraint, r.ConstraintDate = "SNET", at
		}
	case "start":
		r.ActualStart = twMoment(s)
	case "end":
		if r.Done == 100_00 {
			r.ActualFinish = twMoment(s)
		}
	case "priority":
		for _, p := range twPriorities {
			if p.name == s {
				r.Priority = p.at
			}
		}
	case "tags":
		r.Tags = tagsOf(twStrings(raw))
	case "annotations":
		r.Notes = twNotes(raw)
	}
}

// twMisread says what a known field had to be where its value cannot be read; "" where it can.
func twMisread(f twField) string {
	s, isText := objects.String(f.raw)
	switch f.name {
	case "entry", "due", "scheduled", "start", "end", "wait", "until", "modified":
		if !isText || twMoment(s) == 0 {
			return twFound(f.raw) + " is no moment like 20261231T170000Z"
		}
	case "status":
		if !slices.Contains([]string{"pending", "waiting", "completed", "deleted", "recurring"}, s) {
			return twFound(f.raw) + " is none of pending, waiting, completed, deleted, recurring"
		}
	case "priority":
		if !isText {
			return twFound(f.raw) + " is no text"
		}
	case "project", "description":
		if !isText {
			return twFound(f.raw) + " is no text"
		}
	case "tags", "depends":
		if !isText && f.raw[0] != '[' {
			return twFound(f.raw) + " is no list of texts"
		}
	case "annotations":
		var list []struct{ Entry, Description string }
		if json.Unmarshal(f.raw, &list) != nil {
			return twFound(f.raw) + " is no list of annotations"
		}
	}
	return ""
}

// twFound quotes a value of the file.
func twFound(raw []byte) string {
	if s, ok := objects.String(raw); ok {
		return quote(s)
	}
	return quote(string(raw))
}

// twGet writes one field from a task: JSON, or nil where there is nothing to say. ok is false
// for a name that no field of ours holds.
func twGet(r *model.Task, name string) (raw []byte, ok bool) {
	switch name {
	case "description":
		return twString(r.Name), true
	case "status":
		return twString(twStatus(r)), true
	case "entry":
		return twStamp(r.Created), true
	case "due":
		return twStamp(r.Deadline), true
	case "scheduled":
		if r.Constraint == "SNET" {
			return twStamp(r.ConstraintDate), true
		}
		return nil, true
	case "start":
		return twStamp(r.ActualStart), true
	case "end":
		if r.Complete() {
			return twStamp(r.ActualFinish), true
		}
		return nil, true
	case "priority":
		for _, p := range twPriorities {
			if r.Priority >= p.from && (r.Priority < 500 || r.Priority > 500 && p.from > 500) {
				return twString(p.name), true
			}
		}
		return nil, true
	case "tags":
		if len(r.Tags) == 0 {
			return nil, true
		}
		return twList(r.Tags), true
	case "annotations":
		return twAnnotations(r), true
	}
	return nil, false
}

func twStatus(r *model.Task) string {
	switch {
	case r.Complete():
		return "completed"
	case r.Inactive && r.Recurring:
		return "recurring"
	case r.Inactive:
		return "deleted"
	}
	return "pending"
}

// twSame reports whether what a task says of a field is what the file said.
func twSame(name string, raw, said []byte) bool {
	if said == nil {
		return false
	}
	if bytes.Equal(raw, said) {
		return true
	}
	if raw[0] == '"' && said[0] == '"' {
		a, _ := objects.String(raw)
		b, _ := objects.String(said)
		return a == b
	}
	if name != "tags" && name != "annotations" {
		return false
	}
	var a, b any
	if json.Unmarshal(raw, &a) != nil || json.Unmarshal(said, &b) != nil {
		return false
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// twMoment reads a moment as Taskwarrior exports it, or in the longer ISO form; 0 for none.
func twMoment(s string) date.Instant {
	if at, ok := twExact(s); ok {
		return at
	}
	for _, layout := range []string{twTime, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 && t.Year() < 10000 {
			return date.Of(t)
		}
	}
	return 0
}

func twStamp(i date.Instant) []byte {
	if i == 0 {
		return nil
	}
	return append(i.In(time.UTC).AppendFormat(append(make([]byte, 0, len(twTime)+2), '"'), twTime), '"')
}

// twString is a JSON string as Taskwarrior writes it, with its slashes escaped; characters
// that a terminal could take for commands are escaped too.
func twString(s string) []byte {
	out := make([]byte, 0, len(s)+2)
	out = append(out, '"')
	if twPlain(s) {
		return append(append(out, s...), '"')
	}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\' || r == '/':
			out = append(out, '\\', byte(r))
		case r == '\n':
			out = append(out, `\n`...)
		case r == '\t':
			out = append(out, `\t`...)
		case r == '\r':
			out = append(out, `\r`...)
		case r < 0x20 || r == 0x7f:
			out = append(out, `\u00`...)
			out = append(out, "0123456789abcdef"[r>>4], "0123456789abcdef"[r&15])
		default:
			out = append(out, string(r)...)
		}
	}
	return append(out, '"')
}

func twList(list []string) []byte {
	out := []byte{'['}
	for i, s := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, twString(s)...)
	}
	return append(out, ']')
}

// twStrings reads a list of strings, or one string of values parted by commas.
func twStrings(raw []byte) []string {
	if s, ok := objects.String(raw); ok {
		if s == "" {
			return nil
		}
		return strings.Split(s, ",")
	}
	if list, ok := twQuickList(raw); ok {
		return list
	}
	var list []any
	_ = json.Unmarshal(raw, &list)
	var out []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// twDepends are the uuids a task depends on, each once.
func twDepends(raw []byte) []string {
	var out []string
	for _, s := range twStrings(raw) {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// twNotes makes notes of annotations: a list, each with its moment, further lines indented.
func twNotes(raw []byte) string {
	list, ok := twQuickNotes(raw)
	if !ok {
		_ = json.Unmarshal(raw, &list)
	}
	var b strings.Builder
	for _, a := range list {
		b.WriteString("- ")
		if at := twMoment(a.Entry); at != 0 {
			b.WriteString(at.In(time.UTC).Format(time.RFC3339) + " ")
		}
		b.WriteString(strings.ReplaceAll(text.CleanLong(a.Description), "\n", "\n  ") + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// twAnnotations makes annotations of notes. What is no line of such a list becomes one
// annotation a paragraph, at the moment the task was last changed.
func twAnnotations(r *model.Task) []byte {
	type note struct {
		at   date.Instant
		text string
	}
	var list []note
	loose := false
	for line := range strings.SplitSeq(r.Notes, "\n") {
		at, rest, ok := twNote(line)
		switch {
		case ok:
			list, loose = append(list, note{at, rest}), false
		case len(list) > 0 && strings.HasPrefix(line, "  "):
			list[len(list)-1].text += "\n" + line[2:]
		case strings.TrimSpace(line) == "":
			loose = false
		case loose:
			list[len(list)-1].text += "\n" + line
		default:
			list, loose = append(list, note{r.Changed, line}), true
		}
	}
	if len(list) == 0 {
		return nil
	}
	out := []byte{'['}
	for i, n := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, `{"entry":`...)
		out = append(out, twStamp(n.at)...)
		out = append(out, `,"description":`...)
		out = append(out, twString(n.text)...)
		out = append(out, '}')
	}
	return append(out, ']')
}

// twNote reads a line of the list that twNotes writes.
func twNote(line string) (at date.Instant, rest string, ok bool) {
	s, found := strings.CutPrefix(line, "- ")
	if !found {
		return 0, "", false
	}
	when, rest, _ := strings.Cut(s, " ")
	t, err := time.Parse(time.RFC3339, when)
	if err != nil {
		return 0, "", false
	}
	return date.Of(t), rest, true
}

// twKeep makes text of a JSON value that is kept: a string is itself unless it could be taken
// for another value or would not survive on one line. twKept reads it back.
func twKeep(raw []byte) string {
	if s, ok := objects.String(raw); ok && s == oneLine(s) && s != "" && !json.Valid([]byte(s)) {
		return s
	}
	if n := string(raw); strings.Trim(n, "0123456789") == "" {
		return n
	}
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	if s := b.String(); s == oneLine(s) {
		return s
	}
	return twEscape(b.String())
}

// twEscape writes JSON in ASCII alone.
func twEscape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < 0x7f:
			b.WriteRune(r)
		case r > 0xffff:
			for _, u := range []rune{0xd800 + (r-0x10000)>>10, 0xdc00 + (r-0x10000)&0x3ff} {
				b.WriteString(`\u` + strconv.FormatInt(int64(u), 16))
			}
		default:
			b.WriteString(`\u` + strconv.FormatInt(int64(r)+0x10000, 16)[1:])
		}
	}
	return b.String()
}

// twKept is the JSON of a value that twKeep made text of, or that somebody wrote.
func twKept(s string) []byte {
	if json.Valid([]byte(s)) {
		return []byte(s)
	}
	return twString(s)
}

// twName is the name under which a field is kept.
func twName(name string) string {
	if clean := oneLine(name); clean == name && name != twDropped && name != twAbsent && !strings.HasPrefix(name, twReserved) && name != "" {
		return name
	}
	return twReserved + " " + twEscape(string(twString(name)))
}

// twUnname reads a name back.
func twUnname(s string) string {
	if rest, ok := strings.CutPrefix(s, twReserved+" "); ok {
		name, _ := objects.String([]byte(rest))
		return name
	}
	return s
}
