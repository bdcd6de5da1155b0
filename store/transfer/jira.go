package transfer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
)

// How a Jira export becomes records: see issue.go for what all trackers share. Jira writes a
// column a value where an issue may have several (Labels, Comment, Watchers), so headings come
// again and again, and rows may be wider than the headings; what stands beyond them and looks
// like a comment is one. People are known by their account id, and the names that the file has
// for the ids are put into comments too. Wiki markup becomes Markdown.

// jiraSource is what all Jira exports come from: keys are the same in the CSV and in the REST
// JSON of a site, and a person has one site as a rule (--source tells two of them apart).
const jiraSource = "jira"

func jiraFormat() Format {
	return Format{Name: "jira-csv", Title: "Jira CSV", Import: importJira, Fits: func(_ string, head []byte) bool { return jiraHead(head) }}
}

// jiraHead reports whether the headings of a table are Jira's: a summary and a key or a number.
func jiraHead(head []byte) bool {
	r, err := newCSV(bytes.NewReader(head), "", 0)
	if err != nil {
		return false
	}
	cells, _, err := r.next()
	if err != nil {
		return false
	}
	has := map[string]bool{}
	for _, c := range cells {
		has[jiraName(c)] = true
	}
	return has["summary"] && (has["issuekey"] || has["issueid"]) || has["issuetype"] && has["issuekey"]
}

// jiraImport reads one export.
type jiraImport struct {
	*issueImport
	t       *table
	cols    []jiraColumn
	ctx     *model.Ctx
	order   DateOrder
	names   map[string]string // account id, name
	closing *model.Field
}

// jiraColumn is what a heading is: a known one, a link of some type, or a value to keep.
type jiraColumn struct {
	name string // plain
	link string // the type of an issue link, "Blocks"
	in   bool   // an inward one
	keep string // name of a custom value; "": not kept
}

func importJira(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	var res Result
	if opt.As != "" && opt.As != "task" {
		return res, fmt.Errorf("%s can be taken as tasks only, not as %q (--format csv takes its rows for anything)", name, opt.As)
	}
	t, err := loadRawCSV(ctx, name, in, opt, func(p Problem) { res.Problems = append(res.Problems, p) })
	if err != nil {
		return res, err
	}
	e := model.NewEdit(s, now)
	j := &jiraImport{issueImport: newIssues(e, firstOr(opt.Table.Source, jiraSource), name), t: t, ctx: e.Ctx, names: map[string]string{},
		closing: s.Schema().Prefix(model.TaskPrefix).Field("deadline")}
	j.recall(opt)
	j.res.Problems, j.sourced = res.Problems, true
	for _, p := range res.Problems {
		if p.Rejected {
			c := j.count.of("task")
			c.Read++
			c.Rejected++
		}
	}
	j.columns()
	j.tellUnkept()
	j.people()
	j.order = opt.Table.Dates
	if j.order == "" {
		j.dateOrder()
	}
	for i := range t.rows {
		if i&0x3ff == 0 {
			if err := ctx.Err(); err != nil {
				return j.res, err
			}
		}
		j.add(j.issue(&t.rows[i]))
	}
	res, err = j.finish(ctx.Err)
	res.Leftover = leftover(t, res.Problems)
	return res, err
}

// leftover are the rows that the problems say were refused.
func leftover(t *table, problems []Problem) *Leftover {
	bad := map[int]string{}
	for _, p := range problems {
		if p.Rejected && p.Row > 0 {
			bad[p.Row] = strings.TrimPrefix(p.Field+": "+p.Message, ": ")
		}
	}
	header := t.header
	if _, _, again := leftoverOf(header); again { // they were mended, but not well: what was wrong then goes
		header = header[:len(header)-1]
	}
	var out *Leftover
	for i := range t.rows {
		r := &t.rows[i]
		why, ok := bad[r.line]
		if !ok {
			continue
		}
		if out == nil {
			out = &Leftover{Header: header, Comma: t.comma}
		}
		old := r.cells
		if len(header) < len(t.header) {
			old = old[:min(len(old), len(header))]
		}
		cells := make([]string, max(len(header), len(old))+1)
		copy(cells, old)
		cells[len(cells)-1] = why
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// jiraUnkept are headings whose values say nothing beside the others.
var jiraUnkept = []string{"assigneeid", "reporterid", "creatorid", "watchersid", "projectleadid",
	"projectdescription", "projecturl", "workratio", "lastviewed", "σoriginalestimate", "σremainingestimate", "σtimespent", "error",
	"statuscategorychanged", "rank", "watcherid"}

// jiraTaken are headings that become fields.
var jiraTaken = []string{"summary", "issuekey", "key", "status", "statuscategory", "projectkey", "projectname", "priority", "assignee", "created",
	"resolved", "duedate", "due", "labels", "label", "description", "originalestimate", "remainingestimate", "timespent", "comment", "comments", "attachment",
	"parent", "parentid", "parentkey", "epiclink", "parentlink", "epicname", "startdate", "storypoints", "storypointestimate"}

// columns tells what each heading is.
func (j *jiraImport) columns() {
	j.cols = make([]jiraColumn, len(j.t.header))
	for i, h := range j.t.header {
		c := &j.cols[i]
		label := h
		custom, link, in := jiraParts(h)
		if custom != "" {
			label = custom
		}
		if c.name = jiraName(label); link != "" {
			c.link, c.in, c.name = link, in, "link"
		}
		if c.link == "" && !slices.Contains(jiraUnkept, c.name) && !slices.Contains(jiraTaken, c.name) {
			c.keep = strings.ToLower(label)
		}
	}
}

// tellUnkept names the columns that hold values and are left out, each with how many.
func (j *jiraImport) tellUnkept() {
	used := []string{"assigneeid", "reporterid", "creatorid", "error"} // to know people by; written by ourselves
	n := map[string]int{}
	var order []string
	for i, c := range j.cols {
		if !slices.Contains(jiraUnkept, c.name) || slices.Contains(used, c.name) {
			continue
		}
		h := j.t.header[i]
		for r := range j.t.rows {
			if strings.TrimSpace(j.t.rows[r].cell(i)) != "" {
				n[h]++
			}
		}
		if n[h] > 0 && !slices.Contains(order, h) {
			order = append(order, h)
		}
	}
	for i, h := range order {
		order[i] = fmt.Sprintf("%s (%d)", h, n[h])
	}
	if len(order) > 0 {
		j.warn(0, "columns", "left out, with how many values each: "+strings.Join(order, ", ")+"; --format csv --as tasks keeps every column")
	}
}

// people learns the names of account ids from the columns that stand in pairs.
func (j *jiraImport) people() {
	var name, id []int
	for i, c := range j.cols {
		if strings.HasSuffix(c.name, "id") {
			for k, d := range j.cols {
				if d.name+"id" == c.name && !slices.Contains(name, k) {
					name, id = append(name, k), append(id, i)
					break
				}
			}
		}
	}
	for r := range j.t.rows {
		row := &j.t.rows[r]
		for n := range name {
			if who, key := strings.TrimSpace(row.cell(name[n])), strings.TrimSpace(row.cell(id[n])); who != "" && key != "" && j.names[key] == "" {
				j.names[key] = who
			}
		}
	}
}

// dateOrder tells days from months by all dates of the file.
func (j *jiraImport) dateOrder() {
	var values []string
	for i, c := range j.cols {
		switch c.name {
		case "created", "updated", "resolved", "duedate", "lastviewed":
			for r := range j.t.rows {
				if v := j.t.rows[r].cell(i); v != "" {
					values = append(values, v)
				}
			}
		}
	}
	var sure bool
	if j.order, sure = orderOf(values); !sure {
		j.warn(0, "dates", "every date could be read day first or month first; read day first (--dates mdy is the other)")
	}
}

// issue reads one row.
func (j *jiraImport) issue(r *tableRow) *issue {
	i := &issue{Row: r.line}
	v := jiraRow{j: j, r: r, i: i}
	for n := range r.cells {
		cell := r.cells[n]
		if strings.TrimSpace(cell) == "" {
			continue
		}
		if n >= len(j.cols) {
			v.beyond(n, cell)
			continue
		}
		v.cell(j.cols[n], cell)
	}
	for _, c := range j.cols {
		i.Says |= jiraSays[c.name]
	}
	v.whole()
	return i
}

// jiraSays is what a heading speaks of, in every row.
var jiraSays = map[string]issueSays{"description": saysBody, "comment": saysBody, "status": saysState, "resolution": saysState, "priority": saysPriority,
	"labels": saysLabels, "assignee": saysPeople, "duedate": saysDue, "due": saysDue, "startdate": saysStart, "originalestimate": saysEstimate,
	"timespent": saysEstimate, "storypoints": saysPoints, "storypointestimate": saysPoints, "parent": saysParent, "parentid": saysParent,
	"parentkey": saysParent, "epiclink": saysParent, "link": saysLinks, "attachment": saysLinks}

// jiraRow gathers what the cells of a row say.
type jiraRow struct {
	j          *jiraImport
	r          *tableRow
	i          *issue
	resolution string
	category   string
	issueID    string
	assignee   who
	epic       string
}

// jiraCells are what known headings do with a cell.
var jiraCells = map[string]func(v *jiraRow, s string){
	"summary":            func(v *jiraRow, s string) { v.i.Title = s },
	"issuekey":           func(v *jiraRow, s string) { v.i.Key = oneLine(s) },
	"key":                func(v *jiraRow, s string) { v.i.Key = firstOr(v.i.Key, oneLine(s)) },
	"issueid":            func(v *jiraRow, s string) { v.issueID = oneLine(s) },
	"status":             func(v *jiraRow, s string) { v.i.State = oneLine(s) },
	"statuscategory":     func(v *jiraRow, s string) { v.category = s },
	"resolution":         func(v *jiraRow, s string) { v.resolution = s },
	"projectkey":         func(v *jiraRow, s string) { v.i.Project = oneLine(s) },
	"projectname":        func(v *jiraRow, s string) { v.i.ProjectName = oneLine(s) },
	"priority":           func(v *jiraRow, s string) { v.i.Priority = priorityOf(s) },
	"assignee":           func(v *jiraRow, s string) { v.assignee.Name = s },
	"assigneeid":         func(v *jiraRow, s string) { v.assignee.ID = s },
	"created":            func(v *jiraRow, s string) { v.i.Created = v.moment("Created", s) },
	"resolved":           func(v *jiraRow, s string) { v.i.Closed = v.moment("Resolved", s) },
	"duedate":            func(v *jiraRow, s string) { v.i.Due = v.due(s) },
	"due":                func(v *jiraRow, s string) { v.i.Due = v.due(s) },
	"startdate":          func(v *jiraRow, s string) { v.i.Start = v.moment("Start date", s) },
	"labels":             func(v *jiraRow, s string) { v.i.Labels = append(v.i.Labels, strings.Fields(s)...) },
	"label":              func(v *jiraRow, s string) { v.i.Labels = append(v.i.Labels, strings.Fields(s)...) },
	"description":        func(v *jiraRow, s string) { v.i.Body = wikiMarkdown(s, v.j.nameOf) },
	"originalestimate":   func(v *jiraRow, s string) { v.i.Estimate = v.work("Original estimate", s) },
	"remainingestimate":  func(v *jiraRow, s string) { v.i.Left = v.work("Remaining Estimate", s) },
	"timespent":          func(v *jiraRow, s string) { v.i.Spent = v.work("Time Spent", s) },
	"storypoints":        func(v *jiraRow, s string) { v.points(s) },
	"storypointestimate": func(v *jiraRow, s string) { v.points(s) },
	"parentkey":          func(v *jiraRow, s string) { v.i.Parent = oneLine(s) },
	"parent":             func(v *jiraRow, s string) { v.i.Parent = firstOr(v.i.Parent, oneLine(s)) },
	"parentid":           func(v *jiraRow, s string) { v.i.Parent = firstOr(v.i.Parent, oneLine(s)) },
	"epiclink":           func(v *jiraRow, s string) { v.epic = oneLine(s) },
	"parentlink":         func(v *jiraRow, s string) { v.epic = firstOr(v.epic, oneLine(s)) },
	"comment":            func(v *jiraRow, s string) { v.comment(s) },
	"comments":           func(v *jiraRow, s string) { v.comment(s) },
	"attachment":         func(v *jiraRow, s string) { v.attachment(s) },
}

// cell reads one cell under a heading.
func (v *jiraRow) cell(c jiraColumn, s string) {
	if c.link != "" {
		v.link(c, s)
		return
	}
	if do := jiraCells[c.name]; do != nil {
		do(v, s)
	}
	if c.keep == "" || c.keep == "votes" && s == "0" {
		return
	}
	for n := range v.i.Custom { // what comes several times is one value
		if v.i.Custom[n].Name == c.keep {
			v.i.Custom[n].Value += ", " + s
			return
		}
	}
	v.i.Custom = append(v.i.Custom, model.Custom{Name: c.keep, Value: s})
}

// beyond reads a cell that no heading stands above: a comment, or a value to keep.
func (v *jiraRow) beyond(n int, s string) {
	if at, _, ok := strings.Cut(s, ";"); ok && isMoment(at, v.j.order) {
		v.comment(s)
		return
	}
	h := fmt.Sprintf("column %d", n+1)
	v.j.warn(v.r.line, h, "the row is wider than the headings; kept as a custom value")
	v.i.Custom = append(v.i.Custom, model.Custom{Name: h, Value: s})
}

// link reads the key of another issue. Inward: the other acts on this one.
func (v *jiraRow) link(c jiraColumn, s string) {
	l := issueLink{To: oneLine(s), Title: strings.ToLower(c.link)}
	switch low := strings.ToLower(c.link); {
	case strings.HasPrefix(low, "block") && c.in, strings.Contains(low, "depend") && !c.in:
		l.Role, l.Title = linkBlockedBy, "is blocked by"
	case strings.HasPrefix(low, "block"), strings.Contains(low, "depend"):
		l.Role, l.Title = linkBlocks, "blocks"
	}
	v.i.Links = append(v.i.Links, l)
}

// comment reads "12/Mar/24 3:04 PM;account;text"; what is not so is all text.
func (v *jiraRow) comment(s string) {
	parts := strings.SplitN(s, ";", 3)
	if len(parts) < 3 || !isMoment(parts[0], v.j.order) {
		v.i.Comments = append(v.i.Comments, issueComment{Text: wikiMarkdown(s, v.j.nameOf)})
		return
	}
	c := issueComment{At: v.moment("Comment", parts[0]), Text: wikiMarkdown(parts[2], v.j.nameOf)}
	c.By = who{ID: parts[1], Name: v.j.nameOf(parts[1])}
	v.i.Comments = append(v.i.Comments, c)
}

// attachment reads "date;account;name;address", or an address alone. Names and addresses may have a
// semicolon of their own: the address begins at the last one that a scheme of the web follows, else at the last.
func (v *jiraRow) attachment(s string) {
	low := strings.ToLower(s)
	i := strings.LastIndex(low, ";http")
	if i < 0 {
		i = strings.LastIndexByte(s, ';')
	}
	if i < 0 || strings.HasPrefix(strings.TrimSpace(low), "http") {
		v.i.Links = append(v.i.Links, issueLink{Address: s, Title: "attachment"})
		return
	}
	name := s[:i]
	if parts := strings.SplitN(name, ";", 3); len(parts) == 3 {
		name = parts[2]
	}
	v.i.Links = append(v.i.Links, issueLink{Address: s[i+1:], Title: name})
}

// nameOf is the name of an account, or the account where the file has none.
func (j *jiraImport) nameOf(account string) string { return firstOr(j.names[account], account) }

// moment reads a date as the site writes it; one that is none is said and kept.
func (v *jiraRow) moment(heading, s string) date.Instant {
	if t := localDate(s, v.j.order, true); t != "" {
		if at, err := date.Parse(t, v.j.ctx.Now, v.j.ctx.Loc); err == nil && !strings.ContainsAny(t[:1], "+-") && hasDigit(t) {
			return at
		}
	}
	v.keep(heading, s, quote(s)+" is not a date")
	return 0
}

// keep says what is wrong with a cell, and keeps it as a custom value.
func (v *jiraRow) keep(heading, s, why string) {
	v.j.warn(v.r.line, heading, why+"; kept as a custom value")
	v.i.Custom = append(v.i.Custom, model.Custom{Name: strings.ToLower(heading), Value: s})
}

// due reads a day; what is due on a day may be done until its end of business.
func (v *jiraRow) due(s string) date.Instant {
	t := localDate(s, v.j.order, true)
	day, _, _ := strings.Cut(t, "T")
	if strings.HasSuffix(t, "T00:00:00") || day == t {
		var probe model.Task
		if hasDigit(day) && v.j.closing.Parse(v.j.ctx, &probe, day) == nil {
			return probe.Deadline
		}
	}
	return v.moment("Due date", s)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// isMoment reports whether a text is a date of the site.
func isMoment(s string, order DateOrder) bool {
	t := localDate(strings.TrimSpace(s), order, true)
	return len(t) >= 10 && t[4] == '-' && t[7] == '-'
}

// work reads an estimate: seconds, as Jira writes them, or 3d 4h; what is none is said and kept.
func (v *jiraRow) work(heading, s string) date.Span {
	if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil && n >= 0 && n < 1<<40 {
		return date.Span{N: n, Unit: date.Hours}
	}
	sp, err := date.ParseSpan(s, v.j.ctx.Scale)
	if err != nil {
		v.keep(heading, s, err.Error())
		return date.Span{}
	}
	return sp
}

// points reads an estimate in points; what is no number, or less than nothing, is said and kept.
func (v *jiraRow) points(s string) {
	d, err := decimal.Parse(localNumber(s, false))
	switch {
	case err != nil:
		v.keep("Story Points", s, quote(s)+" is not a number")
	case d.IsNeg():
		v.keep("Story Points", s, quote(s)+" is less than nothing")
	default:
		v.i.Points = d.Trim(0)
	}
}

// whole settles what several cells say together.
func (v *jiraRow) whole() {
	i := v.i
	if i.Key == "" {
		i.Key = v.issueID
	}
	i.Alias = []string{v.issueID}
	if i.Project == "" {
		if p, _, ok := strings.Cut(i.Key, "-"); ok {
			i.Project = p
		}
	}
	i.Parent = firstOr(i.Parent, v.epic)
	if !v.assignee.empty() {
		i.Assignees = []who{v.assignee}
	}
	i.Progress = progressOf(i.State, v.category, v.resolution)
}
