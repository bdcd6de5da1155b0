package transfer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/objects"
)

// How GitHub's issues become records: see issue.go for what all trackers share. A file is the
// answer of the REST interface, of `gh issue list --json`, of a GraphQL search, or a CSV
// (githubcsv.go). The key is owner/name#number; a repository is a Project. A milestone becomes
// a milestone task that its issues hold up. A pull request is a task with the tag
// pull-request. What was closed as not planned is kept as an inactive task.

// githubSource is the source of all that came from GitHub.
const githubSource = "github"

// pullRequest is the tag that tells pull requests from issues.
const pullRequest = "pull-request"

func githubFormat() Format {
	return Format{Name: "github", Title: "GitHub issues JSON", Import: importGitHub, Fits: func(_ string, head []byte) bool {
		head = bytes.TrimLeft(utf8Of(head), "\xef\xbb\xbf \t\r\n")
		if len(head) == 0 || head[0] != '{' && head[0] != '[' {
			return false
		}
		has := func(key string) bool { return bytes.Contains(head, []byte(`"`+key+`"`)) }
		return has("title") && has("number") && !has("uuid") && (has("state") || has("labels") || has("body") || has("url") || has("html_url") || has("author"))
	}}
}

// githubShape tells an issue from an answer that holds issues.
var githubShape = objects.Shape{Own: []string{"title"}, Wrap: []string{"data", "search", "nodes", "edges", "node", "items", "repository", "issues", "pullRequests",
	"organization", "repositoryOwner", "user", "viewer", "issue", "pullRequest"}}

// githubImport maps one file.
type githubImport struct {
	*issueImport
	ctx        *model.Ctx
	milestones map[string]*issue
	order      []string
}

func newGitHub(s *model.Snapshot, now date.Instant, name string) *githubImport {
	e := model.NewEdit(s, now)
	return &githubImport{issueImport: newIssues(e, githubSource, name), ctx: e.Ctx, milestones: map[string]*issue{}}
}

func importGitHub(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	if err := onlyAs(name, opt.As, "task"); err != nil {
		return Result{}, err
	}
	data, told, err := readWestern(ctx, name, in, opt.Size)
	if err != nil {
		return Result{}, err
	}
	g := newGitHub(s, now, name)
	g.recall(opt)
	g.res.Problems = told
	g.places = placesIn(data)
	step := newStepper(ctx, len(data), opt)
	for it := range objects.Each(data, githubShape) {
		if err := step.at(it.End); err != nil {
			return g.res, err
		}
		g.item(it)
	}
	res, err := g.end(ctx, "it has no issue")
	step.end()
	return res, err
}

// end adds the milestones and makes the tasks.
func (g *githubImport) end(ctx context.Context, empty string) (Result, error) {
	if len(g.list) == 0 {
		g.res.Counts = g.count.list()
		return g.res, nothing(g.file, empty)
	}
	for _, key := range g.order {
		g.add(g.milestones[key])
	}
	return g.finish(ctx.Err)
}

// item reads one object of the file.
func (g *githubImport) item(it objects.Item) {
	g.places.next()
	if it.Err != nil {
		g.refuse(it.Line, "", it.Err.Error())
		return
	}
	x := viewOf(it.Raw)
	if content := x.at("content"); x.at("title").v == nil && content.at("title").v != nil { // an item of a board
		x = content
	}
	if x.at("title").text() == "" && x.at("number").text() == "" {
		g.refuse(it.Line, "", "is no issue: it has neither number nor title")
		return
	}
	if !utf8.Valid(it.Raw) {
		g.warn(it.Line, "", "has bytes that are no UTF-8; each became a replacement character")
	}
	g.take(x, it.Line)
}

// take makes an issue of what the interface says of it.
func (g *githubImport) take(x view, line int) {
	i := &issue{Row: line, Title: x.at("title").text(), Body: x.first("body", "bodyText").text(), Address: x.first("html_url", "url").text()}
	i.Project = githubRepo(x, g.file)
	i.Key = i.Project + "#" + x.at("number").text()
	if x.at("number").text() == "" {
		i.Key = firstOr(i.Address, x.first("node_id", "id").text())
	}
	g.places.key = i.Key
	i.Alias = []string{x.first("node_id", "id").text(), "#" + x.at("number").text()}
	g.state(i, x)
	g.labels(i, x)
	g.people(i, x)
	g.times(i, x)
	g.comments(i, x)
	g.milestone(i, x.at("milestone"))
	g.rest(i, x)
	g.misfits(i, x, githubKinds())
	g.add(i)
}

// githubRepo is the owner and name of the repository; "" where nothing tells it.
func githubRepo(x view, file string) string {
	if s := oneLine(x.first("repository").at("nameWithOwner").text()); s != "" {
		return s
	}
	if s := oneLine(x.at("repository", "full_name").text()); s != "" {
		return s
	}
	if _, path, ok := strings.Cut(x.at("repository_url").text(), "/repos/"); ok {
		return oneLine(path)
	}
	if s := repoOfAddress(x.first("html_url", "url").text()); s != "" {
		return s
	}
	if s := oneLine(x.at("repository", "name").text()); s != "" {
		return s
	}
	return oneLine(strings.TrimSuffix(baseName(file), extOf(file)))
}

// repoOfAddress finds owner/name in the address of an issue; "" where it is none.
func repoOfAddress(s string) string {
	_, path, ok := strings.Cut(s, "://")
	parts := strings.Split(path, "/")
	if n := slices.IndexFunc(parts, func(p string) bool { return p == "issues" || p == "pull" || p == "pulls" }); ok && n >= 3 {
		return oneLine(parts[n-2] + "/" + parts[n-1])
	}
	return ""
}

// isPull reports whether an entry is a pull request.
func isPull(x view) bool {
	return x.at("pull_request").v != nil || x.at("__typename").text() == "PullRequest" || x.has("headRefName", "mergeable", "mergedAt", "merged_at", "isDraft", "reviewDecision") ||
		strings.Contains(x.first("html_url", "url").text(), "/pull/")
}

func (g *githubImport) state(i *issue, x view) {
	i.State = strings.ToLower(x.at("state").text())
	reason := strings.ToLower(x.first("state_reason", "stateReason").text())
	i.Says |= saysState
	switch {
	case i.State == "merged" || i.State == "closed" && reason != "not_planned" && reason != "duplicate":
		i.Progress = finished
	case i.State == "closed":
		i.Progress = dropped
	case x.at("isDraft").text() == "false" && isPull(x), x.at("draft").text() == "false" && isPull(x):
		i.Progress = begun
	}
	if reason != "" && reason != "completed" {
		i.Custom = append(i.Custom, model.Custom{Name: "state reason", Value: reason})
	}
	if !x.has("state") {
		i.Says &^= saysState
	}
	if x.has("body", "bodyText", "comments") {
		i.Says |= saysBody
	}
}

func (g *githubImport) labels(i *issue, x view) {
	for _, l := range x.at("labels").list() {
		name := firstOr(l.at("name").text(), l.text())
		i.Labels = append(i.Labels, name)
		i.Priority = max(i.Priority, priorityOfLabel(name))
	}
	i.Labels = append(i.Labels, wordsOf(x.at("labels").text())...)
	if x.has("labels") {
		i.Says |= saysLabels
	}
	if i.Priority > 0 {
		i.Says |= saysPriority
	}
	if isPull(x) {
		i.Labels = append(i.Labels, pullRequest)
		i.Says |= saysLabels
	}
}

// priorityOfLabel reads labels such as "priority: high", "P1" or "low-pri"; 0 for others.
func priorityOfLabel(s string) int {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" :/-_.()[]", r) })
	if len(words) == 1 && len(words[0]) == 2 && words[0][0] == 'p' {
		return priorityOf(words[0])
	}
	if len(words) < 2 || !slices.ContainsFunc(words, func(w string) bool { return w == "priority" || w == "prio" || w == "pri" }) {
		return 0
	}
	for _, w := range words {
		if w == "mid" {
			w = "medium"
		}
		if n := priorityOf(w); n > 0 {
			return n
		}
	}
	return 0
}

func (g *githubImport) people(i *issue, x view) {
	list := x.at("assignees").list()
	if one := x.first("assignees", "assignee"); len(list) == 0 && (x.at("assignees").v == nil || one.text() != "") {
		list = []view{one}
	}
	for _, p := range list {
		w := whoOf(p)
		if w.empty() {
			w = who{ID: p.text(), Name: p.text()}
		}
		if !w.empty() {
			i.Assignees = append(i.Assignees, w)
		}
	}
	if x.has("assignees", "assignee") {
		i.Says |= saysPeople
	}
	if w := whoOf(x.first("author", "user")); !w.empty() {
		i.Others = append(i.Others, w)
		i.Custom = append(i.Custom, model.Custom{Name: "author", Value: w.label()})
	}
}

func (g *githubImport) moment(i *issue, field, s string) date.Instant {
	if s == "" {
		return 0
	}
	at, ok := jsonTime(s, g.ctx.Loc)
	if !ok {
		g.warn(i.Row, field, quote(s)+" is no date; kept as a custom value")
		i.Custom = append(i.Custom, model.Custom{Name: field, Value: s})
	}
	return at
}

func (g *githubImport) times(i *issue, x view) {
	i.Created = g.moment(i, "created", x.first("createdAt", "created_at").text())
	i.Closed = g.moment(i, "closed", x.first("closedAt", "closed_at", "mergedAt", "merged_at").text())
	if s := x.first("updatedAt", "updated_at").text(); s != "" {
		i.Custom = append(i.Custom, model.Custom{Name: "updated", Value: s})
	}
}

func (g *githubImport) comments(i *issue, x view) {
	all := x.at("comments")
	list := all.list()
	for _, c := range list {
		at, _ := jsonTime(c.first("createdAt", "created_at", "updatedAt", "updated_at").text(), g.ctx.Loc)
		i.Comments = append(i.Comments, issueComment{At: at, By: whoOf(c.first("author", "user")), Text: c.at("body").text()})
	}
	total := all.int()
	if total == 0 {
		total = all.at("totalCount").int()
	}
	if total > int64(len(list)) {
		i.Custom = append(i.Custom, model.Custom{Name: "comments", Value: fmt.Sprint(total)})
		if len(list) > 0 {
			g.warn(i.Row, "comments", fmt.Sprintf("the file has %d of %d comments", len(list), total))
		}
	}
}

// milestone makes the milestone of an issue a task of its own, which the issue holds up.
func (g *githubImport) milestone(i *issue, x view) {
	title := oneLine(firstOr(x.at("title").text(), x.text()))
	if title == "" {
		return
	}
	i.Custom = append(i.Custom, model.Custom{Name: "milestone", Value: title})
	key := i.Project + " milestone " + title
	m := g.milestones[key]
	if m == nil {
		m = &issue{Row: i.Row, Key: key, Project: i.Project, Title: title, Milestone: true, Address: x.first("html_url", "url").text(),
			Body: x.at("description").text(), State: strings.ToLower(x.at("state").text())}
		if x.has("description") {
			m.Says |= saysBody
		}
		if x.has("state") {
			m.Says |= saysState
			if m.State == "closed" {
				m.Progress = finished
				m.Closed, _ = jsonTime(x.first("closedAt", "closed_at").text(), g.ctx.Loc)
			}
		}
		if s := x.first("dueOn", "due_on").text(); s != "" {
			m.Says |= saysDue
			due, ok := dueOn(g.ctx, s)
			if !ok {
				g.warn(i.Row, "milestone", quote(s)+" is no date")
			}
			m.Due = due
		}
		g.milestones[key] = m
		g.order = append(g.order, key)
	}
	i.Links = append(i.Links, issueLink{Role: linkBlocks, To: key, Title: "milestone"})
	i.Due = m.Due
	if m.Due != 0 {
		i.Says |= saysDue
	}
}

// githubTaken are the members that are read above, or say nothing beside the others.
var githubTaken = []string{"title", "body", "bodyText", "bodyHTML", "html_url", "url", "number", "id", "node_id", "databaseId", "state", "state_reason", "stateReason", "labels", "assignees",
	"assignee", "author", "user", "createdAt", "created_at", "closedAt", "closed_at", "mergedAt", "merged_at", "updatedAt", "updated_at", "comments", "milestone", "repository",
	"repository_url", "labels_url", "comments_url", "events_url", "timeline_url", "pull_request", "__typename", "closed", "score", "performed_via_github_app"}

// githubKinds is what the members that are read above have to be.
func githubKinds() []wantKind {
	name := jsonText | jsonNumber
	return []wantKind{{"title", name}, {"number", name}, {"state", jsonText}, {"body", name}, {"labels", jsonList | jsonObject | name}, {"assignees", jsonList | jsonObject | name},
		{"author", jsonObject}, {"user", jsonObject}, {"created_at", name}, {"createdAt", name}, {"closed_at", name}, {"closedAt", name},
		{"comments", jsonNumber | jsonText | jsonList | jsonObject}, {"milestone", jsonObject | name}, {"html_url", jsonText}, {"url", jsonText}}
}

// rest keeps what nothing else holds.
func (g *githubImport) rest(i *issue, x view) {
	fields := x.object()
	names := make([]string, 0, len(fields))
	for n := range fields {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if slices.Contains(githubTaken, n) {
			continue
		}
		v := fields[n].flat()
		if n == "reactions" || n == "reactionGroups" || n == "sub_issues_summary" {
			if v = fields[n].first("totalCount", "total_count", "total").text(); v == "0" {
				v = ""
			}
		}
		if v = oneLine(v); v != "" && v != "false" && len(v) < 4000 {
			i.Custom = append(i.Custom, model.Custom{Name: n, Value: v})
		}
	}
}
