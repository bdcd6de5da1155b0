package transfer

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// Format is a kind of file that can be taken in. A format is its file here and its line in
// Formats.
type Format struct {
	Name  string   // as --format takes it, "mspdi"
	Title string   // "Microsoft Project XML"
	Ext   []string // usual endings, with the dot, lower case
	// Fits says whether a file with this name and these first bytes (up to headSize, fewer if
	// the file is shorter) is of the format. Nil: only by ending or by name.
	Fits func(name string, head []byte) bool
	// Import is what Import does for a file of this format.
	Import func(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error)
}

// headSize is how much of a file is looked at to tell its format.
const headSize = 64 << 10

// Formats is the ordered list of what can be taken in; the first that fits a file takes it.
func Formats() []Format {
	return []Format{
		planFormat(),
		taskwarriorFormat(),
		icalFormat(),
		jiraJSONFormat(),
		githubFormat(),
		githubCSVFormat(),
		jiraFormat(),
		xlsxFormat(),
		csvFormat(), // last: any text can be a table
	}
}

// FormatNamed finds a format by name; the error lists all.
func FormatNamed(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("no format is called %q; there are %s", name, strings.Join(names, ", "))
}

// formatOf picks the format of a file: the one asked for, else the first whose Fits says so,
// else the first with the file's ending, else the first of all, whose errors tell the most. Bytes
// that are no text are refused.
func formatOf(name string, head []byte, opt Options) (Format, error) {
	if opt.Format != "" {
		return FormatNamed(opt.Format)
	}
	all := Formats()
	for _, f := range all {
		if f.Fits != nil && f.Fits(name, head) {
			return f, nil
		}
	}
	ext := strings.ToLower(filepath.Ext(name))
	for _, f := range all {
		if slices.Contains(f.Ext, ext) {
			return f, nil
		}
	}
	if notText(head) {
		return Format{}, fmt.Errorf("%s: %w: it holds no text, and is no kind of file that can be imported", name, ErrNothing)
	}
	if len(head) < headSize && len(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))) == 0 {
		return Format{}, fmt.Errorf("%s: %w: the file is empty", name, ErrNothing)
	}
	if looks := looksLike(ext, head); looks != "" {
		return Format{}, fmt.Errorf("%s: %w: it looks like %s; known are %s; a table in text is read with --format csv", name, ErrNothing, looks, knownFormats(all))
	}
	return all[0], nil
}

// looksLike says what a text of no known ending seems to be; "" for what the reader of plans tells more
// about: XML, an old Office file, nothing at all.
func looksLike(ext string, head []byte) string {
	text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))
	switch {
	case len(text) == 0 || text[0] == '<' || text[0] >= 0x80:
		return ""
	case ext == ".md" || ext == ".markdown" || bytes.HasPrefix(text, []byte("# ")):
		return "a text in Markdown"
	case text[0] == '{' || text[0] == '[':
		return "JSON of a program that is not known"
	case ext != "":
		return "a text that ends in " + ext
	}
	return "plain text"
}

// knownFormats lists the titles of the formats with their endings, each once.
func knownFormats(all []Format) string {
	var out []string
	for _, f := range all {
		s := f.Title
		if len(f.Ext) > 0 {
			s += " (" + strings.Join(f.Ext, ", ") + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// notText reports whether a file begins with bytes of no text: a picture, a program. Text of two
// bytes a letter has a mark that says so. An old Office file is left to the reader of plans, which
// says how to save it so that it can be read.
func notText(head []byte) bool {
	for _, mark := range []string{"\xFF\xFE", "\xFE\xFF", "<\x00", "\x00<", "\xD0\xCF\x11\xE0"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return false
		}
	}
	return bytes.IndexByte(head, 0) >= 0
}

// takes refuses options that the format would pass over in silence: what the columns of a tracker
// mean is known, and nobody is asked.
func (f Format) takes(name string, opt Options) error {
	if f.Name == "csv" || f.Name == "xlsx" {
		return nil
	}
	for _, o := range []struct {
		name  string
		given bool
	}{{"--map", len(opt.Table.Map) > 0}, {"--id", opt.Table.ID != ""}, {"--set", len(opt.Table.Set) > 0}, {"--sheet", opt.Table.Sheet != ""}} {
		if o.given {
			return &OptionError{o.name, fmt.Sprintf("%s is %s, a format that has its own mapping: leave %s out, or take the rows of a table as they are with --format csv --as tasks", baseName(name), f.Title, o.name)}
		}
	}
	return nil
}

// Import reads a file into a batch against the snapshot. The name labels problems, tells the
// format by its ending where the content does not, and, where the file itself has no identity,
// tells one source from another. The error is for input that cannot be read at all, a format
// that is not known, or a cancelled context.
func Import(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	buf := bufio.NewReaderSize(in, headSize)
	head, err := buf.Peek(headSize)
	if err != nil && err != io.EOF {
		return Result{}, fmt.Errorf("%s: %w", name, err)
	}
	f, err := formatOf(name, head, opt)
	if err != nil {
		return Result{}, err
	}
	if err := f.takes(name, opt); err != nil {
		return Result{}, err
	}
	return f.Import(ctx, s, now, name, buf, opt)
}
