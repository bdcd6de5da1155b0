package entry

// step is the line as it was before something was done to it.
type step struct {
	value  string
	at     int
	typing bool // letters typed one after the other are one step, up to the end of a word
}

// What is kept to undo: so many steps, and so many bytes in all of them. The newest is always
// kept, however long its text is.
const (
	mostSteps = 200
	mostBytes = 4 << 20
)

// undoKeys and redoKeys take the last thing typed, pasted or cut back, and do it again. They are
// u and U, as everywhere, with a key beside it that no text needs.
var (
	undoKeys = map[string]bool{"alt+u": true, "ctrl+_": true, "ctrl+/": true}
	redoKeys = map[string]bool{"alt+U": true, "alt+shift+u": true, "alt+_": true}
)

// past is what can be undone and redone. Its zero value is ready.
type past struct {
	undo, redo []step
	size       int // bytes of all that can be undone
}

// note keeps the line as it is before a change to it. Typing goes on in the step it began with,
// unless a new word begins.
func (e *Entry) note(typing bool, s string) {
	p := &e.past
	p.redo = nil
	if n := len(p.undo); typing && n > 0 && p.undo[n-1].typing && !e.begins(s) {
		return
	}
	p.undo = append(p.undo, step{e.value, e.at, typing})
	p.size += len(e.value)
	for len(p.undo) > 1 && (len(p.undo) > mostSteps || p.size > mostBytes) {
		p.size -= len(p.undo[0].value)
		p.undo = p.undo[1:]
	}
}

// begins reports whether what is typed is the first letter of a word after a blank.
func (e *Entry) begins(s string) bool {
	for _, r := range s {
		before := []rune(e.value[max(0, e.at-4):e.at])
		return !gap(r) && len(before) > 0 && gap(before[len(before)-1])
	}
	return false
}

// settled ends a run of typing: what is typed next is a step of its own.
func (e *Entry) settled() {
	if n := len(e.past.undo); n > 0 {
		e.past.undo[n-1].typing = false
	}
}

// Undo takes back the last thing typed, pasted, cut or set, and reports whether there was one.
// A paste is one step however long it is.
func (e *Entry) Undo() bool {
	n := len(e.past.undo)
	if n == 0 {
		return false
	}
	s := e.past.undo[n-1]
	e.past.undo = e.past.undo[:n-1]
	e.past.size -= len(s.value)
	e.past.redo = append(e.past.redo, step{value: e.value, at: e.at})
	e.value, e.at, e.Marked = s.value, s.at, false
	e.settled()
	return true
}

// Redo does again what Undo took back, and reports whether there was something.
func (e *Entry) Redo() bool {
	n := len(e.past.redo)
	if n == 0 {
		return false
	}
	s := e.past.redo[n-1]
	e.past.redo = e.past.redo[:n-1]
	e.past.undo = append(e.past.undo, step{value: e.value, at: e.at})
	e.past.size += len(e.value)
	e.value, e.at, e.Marked = s.value, s.at, false
	return true
}
