package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"tandem/model"
	"tandem/store"
)

// Code is what the process tells the shell. The numbers are a contract with scripts.
type Code int

// The exit codes. A later one is only ever added at the end.
const (
	OK       Code = iota // done, perhaps with warnings
	Failed               // it did not work, or nothing was taken
	Usage                // the command line or a value in it is wrong
	Rejected             // an import left some rows out
	NotFound             // no such record, file or backup
	Locked               // another process has the workspace open
	Damaged              // the workspace file is damaged
)

// Fail is an error that knows its exit code. Message is one line that says what was expected;
// Hint, where there is one, says what to do next.
type Fail struct {
	Code    Code
	Field   string
	Message string
	Hint    string
	Err     error

	placed bool // the message names record and field
}

// Error names the field first, unless the message does so itself, and ends with the hint.
func (f *Fail) Error() string {
	s := f.Message
	if f.Field != "" && !strings.HasPrefix(s, f.Field) && !f.placed {
		s = f.Field + ": " + s
	}
	if f.Hint != "" {
		s += " (" + f.Hint + ")"
	}
	return s
}

// Unwrap gives the cause.
func (f *Fail) Unwrap() error { return f.Err }

// usagef is an error of the command line itself.
func usagef(format string, args ...any) error {
	return &Fail{Code: Usage, Message: fmt.Sprintf(format, args...)}
}

// failf is an error of something that was asked for rightly and did not work.
func failf(format string, args ...any) error {
	return &Fail{Code: Failed, Message: fmt.Sprintf(format, args...)}
}

// notFound is an error about something that is not there.
func notFound(err error) error {
	return &Fail{Code: NotFound, Message: err.Error(), Err: err}
}

// badField is an error in the value of a field or a flag, which JSON names beside the message.
func badField(field string, err error) error {
	return &Fail{Code: Usage, Field: field, Message: err.Error(), Err: err}
}

// classify turns any error of a command into a Fail. dbPath is named in what to do about a
// file that cannot be opened.
func classify(err error, dbPath string) *Fail {
	var (
		f    *Fail
		list model.Problems
		one  model.Problem

		purged *store.PurgedError
	)
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &list) && len(list) > 0:
		return &Fail{Code: Usage, Field: list[0].Field, Message: list.Error(), Err: err, placed: true}
	case errors.As(err, &one):
		return &Fail{Code: Usage, Field: one.Field, Message: one.Error(), Err: err, placed: true}
	case errors.Is(err, store.ErrBeforeStart):
		return &Fail{Code: NotFound, Message: err.Error(), Hint: "tandem log shows when it began", Err: err}
	case errors.As(err, &purged) && purged.Itself:
		return &Fail{Code: Failed, Message: err.Error(), Hint: "tandem undo --past-purge takes back the step before it", Err: err}
	case errors.Is(err, context.Canceled):
		return &Fail{Code: Failed, Message: "stopped; nothing was changed", Err: err}
	}
	if f := storeFail(err, dbPath); f != nil {
		return f
	}
	code := Failed
	if errors.Is(err, fs.ErrNotExist) {
		code = NotFound
	}
	return &Fail{Code: code, Message: err.Error(), Err: err}
}

// storeFail says what to do about a workspace that cannot be opened; nil for other errors.
func storeFail(err error, dbPath string) *Fail {
	var (
		locked *store.LockedError
		damage *store.DamageError
		newer  *store.NewerError
	)
	switch {
	case errors.As(err, &locked):
		return &Fail{Code: Locked, Message: err.Error(), Err: err}
	case errors.As(err, &damage):
		f := &Fail{Code: Damaged, Message: err.Error(), Err: err}
		if damage.Good != nil && !usual(dbPath) {
			// The advice must bring back this file, not the one at the usual place.
			plain := "tandem restore " + damage.Good.Path
			f.Message = strings.Replace(f.Message, plain, "tandem --db "+quote(dbPath)+" restore "+quote(damage.Good.Path), 1)
		}
		return f
	case errors.As(err, &newer):
		return &Fail{Code: Failed, Message: err.Error(), Err: err}
	}
	return nil
}

// usual reports whether a file is the one that is opened where none is named.
func usual(path string) bool {
	p, err := store.DefaultPath()
	return err == nil && p == path
}

// quote makes a path safe to paste into a shell.
func quote(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool {
		return !strings.ContainsRune("/._-+:,@%", r) && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
