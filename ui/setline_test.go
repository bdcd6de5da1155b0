package ui

import (
	"fmt"
	"testing"

	"tandem/model"
)

// A line of assignments is read as on the command line; without quotes a value goes on to the next
// field.
func TestAssigned(t *testing.T) {
	k := model.Kinds().Prefix(model.TaskPrefix)
	for line, want := range map[string]string{
		`owner=me`:                       `[{owner me}]`,
		`deadline="fri +2w" tags=x`:      `[{deadline fri +2w} {tags x}]`,
		`deadline='fri +2w'`:             `[{deadline fri +2w}]`,
		`name=Paint the shed tags=x`:     `[{name Paint the shed} {tags x}]`,
		`name=Don't do a=b "now" tags=x`: `[{name Don't do a=b now} {tags x}]`,
		`tags= deadline=`:                `[{tags } {deadline }]`,
		`planned_cost=5 project=P-1`:     `[{project P-1} {planned_cost 5}]`,
	} {
		got, err := assigned(k, line)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, %v; want %s", line, got, err, want)
		}
	}
	for _, line := range []string{``, `owner`, `=x`, `tags="x`, `"tags"`} {
		if got, err := assigned(k, line); err == nil {
			t.Errorf("%s: %v is taken", line, got)
		}
	}
}
