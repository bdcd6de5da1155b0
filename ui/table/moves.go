package table

// moves are the actions that move a cursor, under the names the key table has for them.
var moves = map[string]func(*Table){
	"move.down": func(t *Table) { t.Move(1) }, "move.up": func(t *Table) { t.Move(-1) },
	"move.pagedown": func(t *Table) { t.Page(1) }, "move.pageup": func(t *Table) { t.Page(-1) },
	"move.halfdown": func(t *Table) { t.HalfPage(1) }, "move.halfup": func(t *Table) { t.HalfPage(-1) },
	"move.top": (*Table).Home, "move.bottom": (*Table).End,
}

// Do moves the cursor if the action is one that does, and reports whether it is.
func (t *Table) Do(action string) bool {
	f := moves[action]
	if f != nil {
		f(t)
	}
	return f != nil
}
