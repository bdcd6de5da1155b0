package transfer

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/adf"
	"tandem/store/transfer/objects"
)

// How Jira's REST JSON becomes records: see issue.go for what all trackers share. A file holds
// one issue, an array of them, or the answer of a search. Rich text is a tree in version 3 of
// the interface (adf) and wiki markup in version 2. A custom field goes by its name where the
// file tells the names (expand=names), else by its number.

func jiraJSONFormat() Format {
	return Format{Name: "jira", Title: "Jira REST JSON", Import: importJiraJSON, Fits: func(_ string, head []byte) bool {
		head = bytes.TrimLeft(utf8Of(head), "\xef\xbb\xbf \t\r\n")
		if len(head) == 0 || head[0] != '{' && head[0] != '[' {
			return false
		}
		has := func(key string) bool { return bytes.Contains(head, []byte(`"`+key+`"`)) }
		return has("fields") && has("key") && (has("issuetype") || has("summary") || has("statusCategory") || has("issues"))
	}}
}

// jiraShape tells an issue from an answer that holds issues.
var jiraShape = objects.Shape{Own: []string{"fields"}, Wrap: []string{"issues", "values", "results", "data"}}

// jiraJSON maps one file.
type jiraJSON struct {
	*issueImport
	ctx   *model.Ctx
	names map[string]string // of custom fields
}

func importJiraJSON(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	if err := onlyAs(name, opt.As, "task"); err != nil {
		return Result{}, err
	}
	data, told, err := readWestern(ctx, name, in, opt.Size)
	if err != nil {
		return Result{}, err
	}
	e := model.NewEdit(s, now)
	j := &jiraJSON{issueImport: newIssues(e, jiraSource, name), ctx: e.Ctx, names: map[string]string{}}
	j.recall(opt)
	j.res.Problems = told
	j.places = placesIn(data)
	if bytes.Contains(data, []byte(`"names"`)) { // of a whole answer
		var top struct{ Names map[string]string }
		if json.Unmarshal(data, &top) == nil && top.Names != nil {
			j.names = top.Names
		}
	}
	step := newStepper(ctx, len(data), opt)
	for it := range objects.Each(data, jiraShape) {
		if err := step.at(it.End); err != nil {
			return j.res, err
		}
		j.item(it)
	}
	if len(j.list) == 0 {
		j.res.Counts = j.count.list()
		return j.res, nothing(name, "it has no issue")
	}
	res, err := j.finish(ctx.Err)
	step.end()
	return res, err
}

// item reads one object of the file.
func (j *jiraJSON) item(it objects.Item) {
	j.places.next()
	if it.Err != nil {
		j.refuse(it.Line, "", it.Err.Error())
		return
	}
	x := viewOf(it.Raw)
	f := x.at("fields")
	j.places.key = oneLine(firstOr(x.at("key").text(), x.at("id").text()))
	if _, ok := f.v.(map[string]any); !ok {
		j.refuse(it.Line, "", "is no issue: it has no fields")
		return
	}
	if !utf8.Valid(it.Raw) {
		j.warn(it.Line, "", "has bytes that are no UTF-8; each became a replacement character")
	}
	i := &issue{Row: it.Line, Key: oneLine(x.at("key").text()), Alias: []string{oneLine(x.at("id").text())}}
	if i.Key == "" {
		i.Key = i.Alias[0]
	}
	r := &jiraJSONRow{j: j, i: i, f: f}
	for id, n := range x.at("names").object() {
		j.names[id] = n.text()
	}
	r.head(x)
	r.people()
	r.times()
	r.relations()
	r.comments()
	r.rest()
	j.misfits(i, f, jiraJSONKinds())
	j.add(i)
}

// object is the members of an object.
func (x view) object() map[string]view {
	m, _ := x.v.(map[string]any)
	out := make(map[string]view, len(m))
	for k, v := range m {
		out[k] = view{v}
	}
	return out
}

// jiraJSONRow gathers one issue.
type jiraJSONRow struct {
	j *jiraJSON
	i *issue
	f view
}

func (r *jiraJSONRow) keep(name, value string) {
	if oneLine(value) != "" {
		r.i.Custom = append(r.i.Custom, model.Custom{Name: name, Value: value})
	}
}

// says notes that the file speaks of a part, where it has one of the names.
func (r *jiraJSONRow) says(part issueSays, names ...string) {
	if r.f.has(names...) {
		r.i.Says |= part
	}
}

// head reads what the issue is.
func (r *jiraJSONRow) head(x view) {
	i, f := r.i, r.f
	i.Title = f.at("summary").text()
	i.Project, i.ProjectName = oneLine(f.at("project", "key").orText(f.at("project"))), f.at("project", "name").text()
	if i.Project == "" {
		i.Project, _, _ = strings.Cut(i.Key, "-")
	}
	if base, _, ok := strings.Cut(x.at("self").text(), "/rest/"); ok {
		i.Address = base + "/browse/" + i.Key
	}
	i.State = f.at("status", "name").orText(f.at("status"))
	category := firstOr(f.at("status", "statusCategory", "key").text(), f.at("statusCategory", "key").text())
	category = map[string]string{"done": "done", "indeterminate": "in progress", "new": "to do"}[category]
	i.Progress = progressOf(i.State, category, f.at("resolution", "name").orText(f.at("resolution")))
	i.Priority = priorityOf(f.at("priority", "name").orText(f.at("priority")))
	for _, l := range f.at("labels").list() {
		i.Labels = append(i.Labels, l.flat())
	}
	i.Labels = append(i.Labels, wordsOf(f.at("labels").text())...)
	i.Body = r.rich("description", f.at("description"))
	if env := r.rich("environment", f.at("environment")); env != "" {
		i.Body = strings.TrimSpace(i.Body + "\n\n## Environment\n\n" + env)
	}
	r.says(saysBody, "description", "comment", "environment", "worklog")
	r.says(saysState, "status", "resolution")
	r.says(saysPriority, "priority")
	r.says(saysLabels, "labels")
}

// rich reads rich text: a tree, or wiki markup in a string.
func (r *jiraJSONRow) rich(field string, x view) string {
	switch v := x.v.(type) {
	case nil:
		return ""
	case string:
		return wikiMarkdown(v, func(s string) string { return s })
	}
	text, unknown, err := adf.Markdown(x.raw())
	if err != nil {
		r.j.warn(r.i.Row, field, err.Error()+"; kept as a custom value")
		r.keep(field, string(x.raw()))
	}
	if len(unknown) > 0 {
		r.j.warn(r.i.Row, field, "has parts that are not known, of which only the text was taken: "+strings.Join(unknown, ", "))
	}
	return text
}

func whoOf(x view) who {
	return who{ID: firstOr(x.at("accountId").text(), x.at("key").text(), x.at("login").text()), Name: firstOr(x.at("displayName").text(), x.at("name").text(), x.at("login").text()),
		Email: firstOr(x.at("emailAddress").text(), x.at("email").text())}
}

func (r *jiraJSONRow) people() {
	if w := whoOf(r.f.at("assignee")); !w.empty() {
		r.i.Assignees = []who{w}
	} else if s := oneLine(r.f.at("assignee").text()); s != "" {
		r.i.Assignees = []who{{ID: s, Name: s}}
	}
	r.says(saysPeople, "assignee")
	for _, name := range []string{"reporter", "creator"} {
		if w := whoOf(r.f.at(name)); !w.empty() {
			r.i.Others = append(r.i.Others, w)
			r.keep(name, w.label())
		}
	}
}

// moment reads a date; one that is none is said and kept.
func (r *jiraJSONRow) moment(field string, due bool) date.Instant {
	s := r.f.at(field).text()
	if s == "" {
		return 0
	}
	at, ok := jsonTime(s, r.j.ctx.Loc)
	if due {
		at, ok = dueOn(r.j.ctx, s)
	}
	if !ok {
		r.j.warn(r.i.Row, field, quote(s)+" is no date; kept as a custom value")
		r.keep(field, s)
	}
	return at
}

func (r *jiraJSONRow) times() {
	i, f := r.i, r.f
	i.Created, i.Closed, i.Due = r.moment("created", false), r.moment("resolutiondate", false), r.moment("duedate", true)
	r.says(saysDue, "duedate")
	span := func(names ...string) date.Span {
		n := f.at("timetracking").at(names[0]).int()
		if n == 0 {
			n = f.at(names[1]).int()
		}
		if n <= 0 || n > 1<<40 {
			return date.Span{}
		}
		return date.Span{N: n, Unit: date.Hours}
	}
	i.Estimate = span("originalEstimateSeconds", "timeoriginalestimate")
	i.Left, i.Spent = span("remainingEstimateSeconds", "timeestimate"), span("timeSpentSeconds", "timespent")
	r.says(saysEstimate, "timetracking", "timeoriginalestimate")
	r.keep("updated", f.at("updated").text())
	r.keep("due", "")
}

// relations reads parent, links and files.
func (r *jiraJSONRow) relations() {
	i, f := r.i, r.f
	i.Parent = oneLine(f.at("parent", "key").orText(f.at("parent")))
	r.says(saysParent, "parent")
	for _, l := range f.at("issuelinks").list() {
		for _, dir := range []string{"inward", "outward"} {
			key := oneLine(l.at(dir+"Issue", "key").text())
			if key == "" {
				continue
			}
			link := issueLink{To: key, Title: firstOr(l.at("type", dir).text(), l.at("type", "name").text())}
			switch low := strings.ToLower(link.Title); {
			case strings.Contains(low, "blocked by"), strings.HasPrefix(low, "depends on"):
				link.Role = linkBlockedBy
			case strings.HasPrefix(low, "block"), strings.Contains(low, "is depended on"):
				link.Role = linkBlocks
			}
			i.Links = append(i.Links, link)
		}
	}
	for _, a := range f.at("attachment").list() {
		name := a.at("filename").text()
		if u := a.at("content").text(); u != "" {
			i.Links = append(i.Links, issueLink{Address: u, Title: name})
		} else {
			r.keep("attachment", name)
		}
	}
	r.says(saysLinks, "issuelinks", "attachment")
}

// comments reads what was said, and what work was logged.
func (r *jiraJSONRow) comments() {
	all := r.f.at("comment")
	list := append(all.at("comments").list(), all.list()...)
	for _, c := range list {
		at, _ := jsonTime(c.at("created").text(), r.j.ctx.Loc)
		r.i.Comments = append(r.i.Comments, issueComment{At: at, By: whoOf(c.at("author")), Text: r.rich("comment", c.at("body"))})
	}
	if n := all.at("total").int(); n > int64(len(list)) {
		r.j.warn(r.i.Row, "comment", "the file has "+itoa(len(list))+" of "+itoa(int(n))+" comments")
	}
	for _, w := range r.f.at("worklog", "worklogs").list() {
		at, _ := jsonTime(firstOr(w.at("started").text(), w.at("created").text()), r.j.ctx.Loc)
		text := "Worked " + firstOr(w.at("timeSpent").text(), w.at("timeSpentSeconds").text()+" s")
		if said := r.rich("worklog", w.at("comment")); said != "" {
			text += ": " + said
		}
		r.i.Comments = append(r.i.Comments, issueComment{At: at, By: whoOf(w.at("author")), Text: text})
	}
}

// jiraJSONTaken are fields that are read above, or say nothing beside the others.
var jiraJSONTaken = []string{"summary", "project", "status", "statusCategory", "priority", "labels", "description", "environment", "assignee", "reporter", "creator", "created",
	"resolutiondate", "duedate", "timetracking", "timeoriginalestimate", "timeestimate", "timespent", "updated", "parent", "issuelinks", "attachment", "comment", "worklog",
	"subtasks", "aggregatetimespent", "aggregatetimeestimate", "aggregatetimeoriginalestimate", "aggregateprogress", "progress", "workratio", "issuerestriction", "watches",
	"lastViewed", "votes", "statuscategorychangedate", "thumbnail", "security"}

// points reads an estimate in points; what is no number, or less than nothing, is said and kept.
func (r *jiraJSONRow) points(name string, x view) {
	s := x.flat()
	if oneLine(s) == "" {
		return
	}
	d, err := decimal.Parse(s)
	switch {
	case err != nil:
		r.j.warn(r.i.Row, name, quote(s)+" is not a number; kept as a custom value")
	case d.IsNeg():
		r.j.warn(r.i.Row, name, quote(s)+" is less than nothing; kept as a custom value")
	default:
		r.i.Points = d.Trim(0)
		return
	}
	r.keep(strings.ToLower(name), s)
}

// jiraJSONKinds is what the fields that are read above have to be. A name alone will do for most
// objects: scripts flatten what the interface says.
func jiraJSONKinds() []wantKind {
	name := jsonText | jsonNumber
	return []wantKind{{"summary", name}, {"project", name | jsonObject}, {"status", name | jsonObject}, {"resolution", name | jsonObject},
		{"priority", name | jsonObject}, {"labels", jsonList | name}, {"description", name | jsonObject}, {"environment", name | jsonObject},
		{"assignee", name | jsonObject}, {"reporter", jsonObject}, {"creator", jsonObject}, {"created", name}, {"resolutiondate", name}, {"duedate", name},
		{"timetracking", jsonObject}, {"timeoriginalestimate", jsonNumber}, {"timeestimate", jsonNumber}, {"timespent", jsonNumber},
		{"parent", name | jsonObject}, {"issuelinks", jsonList}, {"attachment", jsonList}, {"comment", jsonObject | jsonList}, {"worklog", jsonObject}}
}

// rest keeps the fields that nothing else holds, by their names.
func (r *jiraJSONRow) rest() {
	fields := r.f.object()
	ids := make([]string, 0, len(fields))
	for id := range fields {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		x := fields[id]
		name := firstOr(oneLine(r.j.names[id]), id)
		low := plainName(name)
		switch {
		case slices.Contains(jiraJSONTaken, id) || x.v == nil:
		case low == "storypoints" || low == "storypointestimate":
			r.points(name, x)
			r.i.Says |= saysPoints
		case low == "epiclink" && r.i.Parent == "":
			r.i.Parent = oneLine(x.text())
			r.i.Says |= saysParent
		case low == "startdate":
			if at, ok := jsonTime(x.text(), r.j.ctx.Loc); ok {
				r.i.Start = at
				r.i.Says |= saysStart
			} else if x.text() != "" {
				r.j.warn(r.i.Row, name, quote(x.text())+" is no date; kept as a custom value")
				r.keep(strings.ToLower(name), x.text())
			}
		case low == "rank" || strings.HasPrefix(x.text(), "0|"):
		default:
			r.keep(strings.ToLower(name), x.flat())
		}
	}
	if n := r.f.at("votes", "votes").int(); n > 0 {
		r.keep("votes", itoa(int(n)))
	}
}
