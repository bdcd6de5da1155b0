package account

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// piece is a run of text in one style.
type piece struct {
	text  string
	style theme.Style
}

// row is one line of the page. The cursor goes to heads and to rows that stand for something: a
// record, a part of the health, a list that goes on, a key that makes the first record.
type row struct {
	section string
	id      model.ID
	part    string // of the health
	head    bool
	more    string // the filter of the list that shows the rest
	makes   string // the prefix of the kind that n makes here
	idle    bool   // nothing stands behind it: a picture, a gap
	left    []piece
	right   []piece
}

// section is a part of the page.
type section struct {
	name, title string
	kind        string // the prefix of the kind that n makes here; "" where nothing is made
	col         [4]int // its column, by how many there are
	note        func(*maker) []piece
	rows        func(*maker)
	empty       string // what belongs here
}

// sections are the parts of the page in the order of the cursor within a column.
func sections() []section {
	return []section{
		{name: "health", title: "Health", kind: model.AnswerPrefix, col: [4]int{0, 0, 0, 0}, note: (*maker).healthNote, rows: (*maker).healthRows},
		{name: "since", title: "Since", col: [4]int{0, 0, 1, 1}, note: (*maker).sinceNote, rows: (*maker).newsRows, empty: "nothing that is dated has happened"},
		{name: "escalations", title: "Open escalations", kind: model.EscalationPrefix, col: [4]int{0, 0, 1, 1}, note: (*maker).openNote, rows: (*maker).escalationRows, empty: "nobody waits for us"},
		{name: "promises", title: "Promises", kind: model.PromisePrefix, col: [4]int{0, 0, 1, 1}, note: (*maker).keptNote, rows: (*maker).promiseRows, empty: "what we said they get, and by when"},
		{name: "projects", title: "Projects", kind: model.ProjectPrefix, col: [4]int{0, 0, 0, 0}, rows: (*maker).projectRows, empty: "the work that is done for them"},
		{name: "people", title: "People", kind: model.ContactPrefix, col: [4]int{0, 0, 0, 2}, note: (*maker).peopleNote, rows: (*maker).peopleRows, empty: "who decides there, and who is heard"},
		{name: "talks", title: "Contacts", kind: model.InteractionPrefix, col: [4]int{0, 0, 1, 2}, note: (*maker).talkNote, rows: (*maker).talkRows, empty: "every word with them, in whose mood"},
		{name: "service", title: "Agreements and standards", kind: model.StandardPrefix, col: [4]int{0, 0, 0, 0}, rows: (*maker).serviceRows, empty: "what was agreed, and how it is measured"},
		{name: "orders", title: "Deliveries", kind: model.OrderPrefix, col: [4]int{0, 0, 0, 0}, rows: (*maker).orderRows, empty: "what they ordered and when it comes"},
		{name: "benefits", title: "Benefits", kind: model.BenefitPrefix, col: [4]int{0, 0, 1, 2}, rows: (*maker).benefitRows, empty: "what they get out of it, measured"},
		{name: "money", title: "Renewal and opportunities", kind: model.OpportunityPrefix, col: [4]int{0, 0, 0, 2}, note: (*maker).moneyNote, rows: (*maker).moneyRows, empty: "what else they may want from us"},
	}
}

// maker lays the rows of one column out.
type maker struct {
	*facts
	th   *theme.Theme
	key  func(name, usual string) string
	w    int  // of the column
	most int  // rows of a part
	all  bool // show all the news
	cur  *section
	rows []row
}

// mostAt is how many rows a part shows on a page so high before it sends to the list.
func mostAt(h int) int { return min(max(h/5, 6), 14) }

func (m *maker) add(r row) {
	r.section, r.makes = m.cur.name, m.cur.kind
	m.rows = append(m.rows, r)
}

// item adds a row about a record.
func (m *maker) item(id model.ID, left []piece, right ...piece) {
	m.add(row{id: id, left: left, right: right})
}

// section adds a part: its head, its rows, or what belongs there.
func (m *maker) section(s *section, folded bool) {
	m.cur = s
	if len(m.rows) > 0 {
		m.add(row{idle: true})
	}
	sign := m.th.Glyphs.Open
	if folded {
		sign = m.th.Glyphs.Closed
	}
	head := row{head: true, left: []piece{{sign + " ", m.th.Faint}, {s.title, m.th.Title}}}
	if s.name == "since" {
		head.left[1].text = m.sinceTitle()
	}
	if s.note != nil {
		head.right = s.note(m)
	}
	m.add(head)
	if folded {
		return
	}
	n := len(m.rows)
	s.rows(m)
	if len(m.rows) > n || s.empty == "" {
		return
	}
	m.add(row{idle: s.kind == "", left: []piece{{"  " + upper(s.empty) + ".", m.th.Dim}}})
	if s.kind != "" {
		m.rows[len(m.rows)-1].right = []piece{{m.key("record.new", "n"), m.th.Key}, {" adds the first ", m.th.Faint}}
	}
}

// more ends a part that has more than it shows.
func (m *maker) more(n int, prefix, filter string) {
	if n > 0 {
		m.add(row{id: 0, more: prefix + " " + filter, left: []piece{{fmt.Sprintf("  and %d more", n), m.th.Dim}}})
	}
}

// ref is a reference as it stands beside a name.
func (m *maker) ref(id model.ID) piece { return piece{" " + id.String(), m.th.Faint} }

// clean makes a text of the data fit for one line.
func clean(s string) string { return layout.Clean(strings.Join(strings.Fields(s), " ")) }

func words(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if w != "Dr" && w != "Dr." && w != "Prof" && w != "Prof." && w != "Mr" && w != "Mrs" && w != "Ms" {
			out = append(out, w)
		}
	}
	return out
}

func upper(s string) string {
	if r := []rune(s); len(r) > 0 {
		return strings.ToUpper(string(r[0])) + string(r[1:])
	}
	return s
}

func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
