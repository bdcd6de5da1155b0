package transfer

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// Which plan of the workspace a file is: the one with its own id (GUID), which Microsoft Project writes since
// 2010; else the one that came from a file of that name. Files are often called plan.xml, so two without an id
// that say they were made at different times are two plans.

const (
	fromProject = "ms-project:"
	madeTag     = "CreationDate"
)

// sourceOf names the plan for good. beside is the project of another plan that came in a file of the same name
// and stays as it is; nil where there is none.
func sourceOf(s *model.Snapshot, plan *mspdi.Plan, name string) (source string, beside *model.Project) {
	if g := strings.Trim(plan.Project.GUID, "{}"); g != "" && strings.Trim(g, "0-") != "" {
		return fromProject + strings.ToLower(g), nil
	}
	source = fromProject + filepath.Base(name)
	made := plan.Project.CreationDate
	old := projectOf(s, source)
	if made.IsZero() || old == nil {
		return source, nil
	}
	kept := s.SourceOf(old.ID, "mspdi")
	if kept == nil {
		return source, nil
	}
	said := made.String()
	if was := madeOf(kept); was == "" || was == said {
		return source, nil
	}
	own := source + "#" + said
	if projectOf(s, own) != nil {
		return own, nil
	}
	return own, old
}

// projectOf is the project that came from a source, or nil.
func projectOf(s *model.Snapshot, source string) *model.Project {
	for p := range model.Each[*model.Project](s, model.ProjectPrefix) {
		if p.Source == source {
			return p
		}
	}
	return nil
}

// madeOf is when a kept file says its plan was made: the first such element, before any of its parts. Empty
// where it does not say.
func madeOf(kept *model.SourceFile) string {
	raw, err := kept.Bytes()
	if err != nil {
		return ""
	}
	head, _, _ := bytes.Cut(raw, []byte("<Tasks"))
	_, rest, _ := bytes.Cut(head, []byte("<"+madeTag+">"))
	said, _, ok := bytes.Cut(rest, []byte("<"))
	if !ok {
		return ""
	}
	return strings.TrimSpace(string(said))
}

// tellBeside says that a plan is added beside another one that came in a file of the same name.
func (p *planImport) tellBeside(old *model.Project, name string) {
	if old != nil {
		p.warn(0, "Project."+madeTag, fmt.Sprintf("%s %q came from a file called %s too, but was made at another time: this plan is added beside it", old.ID, old.Name, filepath.Base(name)))
	}
}
