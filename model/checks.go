package model

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"tandem/model/date"
	"tandem/model/money"
)

var zones sync.Map

// zone is time.LoadLocation remembered: showing a list asks for it once a row.
func zone(name string) (*time.Location, error) {
	if l, ok := zones.Load(name); ok {
		return l.(*time.Location), nil
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%q is not a known time zone", name)
	}
	zones.Store(name, l)
	return l, nil
}

func checkCurrency(code string) []Problem {
	if code == "" || money.Code(code).Valid() {
		return nil
	}
	return []Problem{{Field: "currency", Message: fmt.Sprintf("%q is not a currency: write a code such as EUR", code)}}
}

func checkOrder(field string, from, to date.Instant) []Problem {
	if from != 0 && to != 0 && to < from {
		return []Problem{{Field: field, Message: "lies before the start"}}
	}
	return nil
}

// checkParents walks up from r by parent and reports a loop, naming it.
func checkParents(c *Ctx, start ID, field string, parent func(ID) ID) []Problem {
	seen := map[ID]bool{start: true}
	path := start.String()
	for at := parent(start); at != 0; at = parent(at) {
		path += " > " + at.String()
		if seen[at] {
			return []Problem{{Field: field, Message: "goes round in a circle: " + path}}
		}
		seen[at] = true
	}
	return nil
}

// checkDays reports a day that lies before the one it follows; 0 is none.
func checkDays(field string, from, to date.Day) []Problem {
	if from != 0 && to != 0 && to < from {
		return []Problem{{Field: field, Message: "lies before the start"}}
	}
	return nil
}

// checkTaskOf reports a task of another project. Where either is not told there is nothing to say.
func checkTaskOf(c *Ctx, field string, task, project ID) []Problem {
	if t, ok := Find[*Task](c.Snap, task); ok && project != 0 && t.Project != project {
		return []Problem{{Field: field, Message: task.String() + " is a task of another project"}}
	}
	return nil
}

// rowOf begins a message about the i-th row of a list.
func rowOf(i int) string { return fmt.Sprintf("row %d: ", i+1) }

// words are the parts of a text between blanks and commas.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
}

// parentNumber is the number of an outline above another: 2.1 for 2.1.4, "" at the top.
func parentNumber(s string) string {
	if i := strings.LastIndexByte(s, '.'); i > 0 {
		return s[:i]
	}
	return ""
}

// Choices that several kinds share.
func methods() Opt { return OneOf("waterfall", "scrum", "kanban", "lean", "hybrid") }
func colours() Opt { return OneOf("green", "amber", "red") }
func costCategories() Opt {
	return OneOf("labour", "material", "equipment", "software", "subcontract", "travel", "contingency", "other")
}
