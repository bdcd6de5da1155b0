package model

import (
	"fmt"
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
