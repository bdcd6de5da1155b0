package model_test

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestDoubtOfLags: a lag that leads past 2199, or a lead before 1900, is kept and named with the
// longest that does not; that one is not named, and one more is.
func TestDoubtOfLags(t *testing.T) {
	for _, unit := range []string{"d", "ed", "w", "%"} {
		for _, sign := range []string{"", "-"} {
			p := newPlanner(t)
			a := p.task("A", 1)
			b := p.task("B", 1, after(a))
			said := func(n string) string {
				t.Helper()
				lag, err := model.ParseLag(n+unit, date.Usual)
				if err != nil {
					t.Fatal(err)
				}
				p.edit(func(e *model.Edit) {
					if _, err := model.LinkTasks(e, []model.ID{a}, []model.ID{b}, model.FS, lag); err != nil {
						t.Fatal(err)
					}
				})
				return p.doubts(b)
			}
			if s := said(sign + "2"); s != "" {
				t.Errorf("%s2%s: %s", sign, unit, s)
			}
			s := said(sign + "99999999")
			_, rest, found := strings.Cut(s, "; "+sign)
			var most int64
			if _, err := fmt.Sscanf(rest, "%d"+strings.ReplaceAll(unit, "%", "%%"), &most); !found || err != nil || !strings.HasPrefix(s, b.String()+" links: the lag after "+a.String()) {
				t.Fatalf("%s%s: %q, %v", sign, unit, s, err)
			}
			if s := said(fmt.Sprint(sign, most)); s != "" {
				t.Errorf("the longest, %s%d%s: %s", sign, most, unit, s)
			}
			if s := said(fmt.Sprint(sign, most+1)); s == "" {
				t.Errorf("%s%d%s says nothing", sign, most+1, unit)
			}
		}
	}
}
