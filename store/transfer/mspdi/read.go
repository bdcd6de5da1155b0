package mspdi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ErrFormat is wrapped by the error for input that is no MSPDI file at all.
var ErrFormat = errors.New("not an MS Project XML file")

// Read reads a whole file. The name only labels problems. Progress, if given,
// hears how many bytes have been read, from the reading goroutine.
//
// A file that breaks off or breaks in the middle is no error: the Plan has what
// came before, is marked Incomplete, and says where. The error is for input of
// another kind ([ErrFormat], with a Plan that holds just the Problem), for a
// cancelled context (no Plan), and for a reader that failed (with the Plan so
// far).
func Read(ctx context.Context, in io.Reader, name string, progress func(done int64)) (*Plan, error) {
	r := &reader{ctx: ctx, plan: &Plan{File: cleanLine([]byte(name)), Project: newProject()}, intern: make(map[string]string)}
	src, err := newSource(ctx, in, progress)
	if err == nil {
		if kind := binaryKind(src.head()); kind != "" {
			return r.refuse(1, "this is "+kind)
		}
		r.scan = newScanner(src)
		err = r.document()
	}
	var syntax *syntaxError
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &syntax) && !r.inside:
		return r.refuse(syntax.line, syntax.message)
	case errors.As(err, &syntax):
		r.brokeOff(syntax)
		err = nil
	case errors.Is(err, ErrFormat):
		return r.plan, err
	default:
		r.plan.Incomplete = true
		err = fmt.Errorf("reading %s: %w", r.plan.File, err)
		r.problem(Problem{Level: Rejected, Message: cleanLine([]byte(err.Error()))})
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	r.resolve()
	return r.plan, err
}

// reader carries one Read.
type reader struct {
	ctx    context.Context
	scan   *scanner
	plan   *Plan
	inside bool // the root element has been accepted

	intern  map[string]string // repeated names and values of unmodelled elements
	muted   int               // warnings beyond maxWarnings
	outline outline
	seen    struct{ tasks, resources, assignments, calendars map[int64]int } // UID → line
}

// maxWarnings bounds what a broken writer can pile up. What was rejected is
// listed without limit, since each of those is a loss.
const maxWarnings = 10000

// problem notes a Problem, filling in the file and the element.
func (r *reader) problem(p Problem) {
	if p.Level == Rejected {
		r.plan.Counts.Rejected++
	} else {
		r.plan.Counts.Warnings++
		if r.plan.Counts.Warnings > maxWarnings {
			r.muted++
			return
		}
	}
	p.File = r.plan.File
	if p.Element == "" && r.scan != nil {
		p.Element = r.scan.where()
	}
	r.plan.Problems = append(r.plan.Problems, p)
}

// refuse ends a Read of input that is not a plan.
func (r *reader) refuse(at int, message string) (*Plan, error) {
	r.problem(Problem{Line: at, Level: Rejected, Message: message})
	r.plan.Incomplete = true
	return r.plan, fmt.Errorf("%s: %w: %s", r.plan.File, ErrFormat, message)
}

// brokeOff notes where a file ended too early.
func (r *reader) brokeOff(fault *syntaxError) {
	r.plan.Incomplete = true
	r.problem(Problem{Line: fault.line, Row: fault.line, Element: fault.element, Level: Rejected,
		Message: fault.message + "; what came before is offered, the element that was open and what follows is not"})
}

// namespace is what the root of every MSPDI file declares.
const namespace = "http://schemas.microsoft.com/project"

// document reads from the root to the end of the file.
func (r *reader) document() error {
	found, text, err := r.scan.next()
	for err == nil && found == atText && len(trimSpace(text)) == 0 {
		found, text, err = r.scan.next()
	}
	switch {
	case err != nil:
		return err
	case found == atEOF:
		_, err = r.refuse(1, "the file is empty")
		return err
	case found != atStart:
		_, err = r.refuse(r.scan.line, "the file does not begin with an XML element but with "+quote(text))
		return err
	}
	if err := r.checkRoot(); err != nil {
		return err
	}
	r.inside = true
	if err := r.project(); err != nil {
		return err
	}
	return r.trailer()
}

// checkRoot accepts <Project>, of no namespace or of Microsoft Project's. Build
// files have a root of the same name.
func (r *reader) checkRoot() error {
	name, space := r.scan.name(), ""
	for _, attr := range r.scan.attr {
		if attr.Name.Local == "xmlns" || attr.Name.Space == "xmlns" && space == "" {
			space = attr.Value
		}
	}
	const expected = "; expected <Project xmlns=\"" + namespace + "\">, as MS Project writes it with Save As, XML Format"
	var err error
	switch {
	case name != "Project":
		_, err = r.refuse(r.scan.line, "the root element is "+quote([]byte(name))+expected)
	case space != "" && !strings.HasPrefix(space, namespace):
		_, err = r.refuse(r.scan.line, "the root element is a Project of "+quote([]byte(space))+expected)
	}
	return err
}

// project reads the children of the root.
func (r *reader) project() error {
	lists := map[string]func(r *reader) error{
		"Tasks":              func(r *reader) error { return readList(r, "Task", r.task) },
		"Resources":          func(r *reader) error { return readList(r, "Resource", r.resource) },
		"Assignments":        func(r *reader) error { return readList(r, "Assignment", r.assignment) },
		"Calendars":          func(r *reader) error { return readList(r, "Calendar", r.calendar) },
		"ExtendedAttributes": func(r *reader) error { return readList(r, "ExtendedAttribute", r.extendedField) },
	}
	return r.scan.children(func(name string, at int) error {
		if list := lists[name]; list != nil {
			return list(r)
		}
		return readChild(r, &r.plan.Project, projectTable, &r.plan.Project.Extra, name, at)
	})
}

// trailer looks at what follows the root: nothing should.
func (r *reader) trailer() error {
	for {
		found, text, err := r.scan.next()
		var syntax *syntaxError
		switch {
		case errors.As(err, &syntax):
			r.problem(Problem{Line: syntax.line, Message: "what follows the end of the plan is not read: " + syntax.message})
			return nil
		case err != nil || found == atEOF:
			return err
		case found == atStart || len(trimSpace(text)) > 0:
			r.problem(Problem{Line: r.scan.line, Message: "what follows the end of the plan is not read"})
			return nil
		}
	}
}

// readList reads the records of a container element; other children of it are
// kept as text of the project.
func readList(r *reader, item string, read func(at int) error) error {
	return r.scan.children(func(name string, at int) error {
		if name != item {
			return r.keep(&r.plan.Project.Extra)
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		return read(at)
	})
}

// readRecord reads the children of the innermost element by their table.
func readRecord[T any](r *reader, record *T, fields table[T], extra *[]KV) error {
	return r.scan.children(func(name string, at int) error {
		return readChild(r, record, fields, extra, name, at)
	})
}

// readChild reads one child element into a record.
func readChild[T any](r *reader, record *T, fields table[T], extra *[]KV, name string, at int) error {
	f, known := fields[name]
	switch {
	case !known:
		return r.keep(extra)
	case f.nest != nil:
		return f.nest(r, record)
	}
	text, err := r.scan.content()
	if err != nil {
		return err
	}
	switch want := f.set(record, text); want {
	case "":
	case tooLong:
		r.problem(Problem{Line: at, Field: name, Message: quote(text) + " is longer than " + tooLong + "; taken as the longest, " + DurationText(maxDurationMillis/1000)})
	default:
		if !strings.Contains(want, "; taken as ") {
			want += "; the field is left empty"
		}
		r.problem(Problem{Line: at, Field: name, Message: quote(text) + " is not " + want})
	}
	return nil
}

// keep saves an element that is not modelled, with all below it, as text.
func (r *reader) keep(extra *[]KV) error {
	return r.scan.leaves(r.scan.name(), func(path string, text []byte) {
		if len(trimSpace(text)) > 0 {
			if *extra == nil {
				*extra = make([]KV, 0, 8)
			}
			*extra = append(*extra, KV{Name: r.shared([]byte(path), cleanLine), Value: r.shared(text, cleanNote)})
		}
	})
}

// shared cleans a text and returns one copy of those that come again and again,
// so that the many zeros of a large plan cost little.
func (r *reader) shared(raw []byte, clean func([]byte) string) string {
	const longest, most = 64, 4096
	if known, ok := r.intern[string(raw)]; ok {
		return known
	}
	text := clean(raw)
	if len(text) == len(raw) && len(text) <= longest && len(r.intern) < most {
		r.intern[text] = text // only what cleaning leaves as it was
	}
	return text
}

func itoa(n int) string { return strconv.Itoa(n) }
