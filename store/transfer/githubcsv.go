package transfer

import (
	"bytes"
	"context"
	"io"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// githubCSVFormat is a table of issues, as scripts and services make one from the interface:
// its headings are the interface's names, in any style. Nothing in it need tell the repository;
// the file's name then does.
func githubCSVFormat() Format {
	return Format{Name: "github-csv", Title: "GitHub issues CSV", Import: importGitHubCSV, Fits: func(_ string, head []byte) bool {
		line, _, _ := bytes.Cut(utf8Of(head), []byte("\n"))
		found := map[string]bool{}
		for _, h := range bytes.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;\t\"\r\ufeff", r) }) {
			found[githubHeading(string(h))] = true
		}
		return found["number"] && found["title"] && found["state"] && (found["created_at"] || found["html_url"] || found["labels"])
	}}
}

// githubHeadings are other names for what the interface calls so.
var githubHeadings = map[string]string{"createdat": "created_at", "closedat": "closed_at", "updatedat": "updated_at", "mergedat": "merged_at", "url": "html_url", "htmlurl": "html_url",
	"creator": "author", "creatorname": "author", "user": "author", "userlogin": "author", "authorlogin": "author", "commentsnum": "comments", "commentscount": "comments",
	"statereason": "state_reason", "label": "labels", "assignee": "assignees", "milestonetitle": "milestone", "issuenumber": "number", "issue#": "number", "#": "number", "description": "body", "repo": "repository",
	"repositoryname": "repository", "pullrequest": "pull_request"}

// githubHeading is the interface's name for a heading, or the heading itself.
func githubHeading(s string) string {
	s = strings.TrimSpace(s)
	if n := githubHeadings[plainName(s)]; n != "" {
		return n
	}
	return strings.ToLower(s)
}

func importGitHubCSV(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	var res Result
	if err := onlyAs(name, opt.As, "task"); err != nil {
		return res, err
	}
	t, err := loadRawCSV(ctx, name, in, opt, func(p Problem) { res.Problems = append(res.Problems, p) })
	if err != nil {
		return res, err
	}
	g := newGitHub(s, now, name)
	g.recall(opt)
	for _, p := range res.Problems {
		if p.Rejected {
			g.reject("task", p)
		} else {
			g.res.Problems = append(g.res.Problems, p)
		}
	}
	headings := make([]string, len(t.header))
	for i, h := range t.header {
		headings[i] = githubHeading(h)
	}
	for n := range t.rows {
		if n&0x3ff == 0 && ctx.Err() != nil {
			return g.res, ctx.Err()
		}
		g.row(headings, &t.rows[n])
	}
	res, err = g.end(ctx, "it has no issue")
	res.Leftover = leftover(t, res.Problems)
	return res, err
}

// row reads one row as if the interface had said it.
func (g *githubImport) row(headings []string, r *tableRow) {
	fields := map[string]any{}
	for i, cell := range r.cells {
		name := "column " + itoa(i+1)
		if i < len(headings) && headings[i] != "" {
			name = headings[i]
		}
		switch cell = strings.TrimSpace(cell); {
		case name == "labels" || name == "assignees":
			fields[name] = listOf(cell)
		case cell == "" || cell == "0" || strings.EqualFold(cell, "false"):
		case name == "pull_request" || name == "author":
			fields[name] = map[string]any{"login": cell}
		case name == "repository":
			fields[name] = map[string]any{"nameWithOwner": cell}
		default:
			fields[name] = cell
		}
	}
	x := view{fields}
	if x.at("title").text() == "" && x.at("number").text() == "" {
		g.refuse(r.line, "", "has neither number nor title")
		return
	}
	g.take(x, r.line)
}

// listOf splits a cell at commas or semicolons; a list in brackets is one as well.
func listOf(s string) []any {
	out := []any{}
	for _, p := range strings.FieldsFunc(strings.Trim(s, "[]"), func(r rune) bool { return r == ',' || r == ';' }) {
		if p = strings.Trim(strings.TrimSpace(p), `'"`); p != "" {
			out = append(out, p)
		}
	}
	return out
}
