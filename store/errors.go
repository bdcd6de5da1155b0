package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"time"
)

// Errors that callers tell apart.
var (
	ErrNothingToUndo = errors.New("there is nothing to undo")
	ErrNothingToRedo = errors.New("there is nothing to redo")
	ErrClosed        = errors.New("the workspace is closed")
	// ErrBeforeStart is what AsOf gives for a moment before the first change.
	ErrBeforeStart = errors.New("the workspace did not exist then")
)

// Damage is what is wrong with a file.
type Damage string

// The kinds of damage.
const (
	NotOurs   Damage = "not a tandem file"
	Truncated Damage = "cut short"
	Header    Damage = "both headers are damaged"
	Pages     Damage = "damaged pages"
	Records   Damage = "damaged records"
	Journal   Damage = "damaged journal"
	Stale     Damage = "parts of an older state"
	Unread    Damage = "cannot be read"
)

// DamageError says that a file is not as it was written. The file has not been touched.
type DamageError struct {
	Path     string
	Kind     Damage
	Detail   string
	Findings []Finding
	Backups  []BackupInfo // newest first
	Good     *BackupInfo  // the newest backup that was checked and found whole, or nil
}

func (e *DamageError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Path, e.Kind)
	if e.Detail != "" {
		b.WriteString(": " + e.Detail)
	}
	for i, f := range e.Findings {
		if i == 5 && len(e.Findings) > 6 {
			fmt.Fprintf(&b, "; and %d more", len(e.Findings)-i)
			break
		}
		if s := f.String(); s != e.Detail {
			b.WriteString("; " + s)
		}
	}
	b.WriteString(". Nothing was written to it.")
	switch {
	case e.Good != nil:
		fmt.Fprintf(&b, " The newest good backup is %s (%s): tandem restore %s", e.Good.Name(), e.Good.Time.Local().Format("2 Jan 2006 15:04"), e.Good.Path)
	case len(e.Backups) > 0:
		b.WriteString(" None of its backups is whole.")
	default:
		b.WriteString(" There is no backup beside it.")
	}
	return b.String()
}

// NewerError says that a newer version of the program wrote the file.
type NewerError struct {
	Path       string
	Have, Know int // the version of the file, the newest one known here
	Detail     string
}

func (e *NewerError) Error() string {
	if e.Detail != "" {
		return fmt.Sprintf("%s was written by a newer tandem (%s): update tandem to open it", e.Path, e.Detail)
	}
	return fmt.Sprintf("%s was written by a newer tandem (format %d, this one knows %d): update tandem to open it", e.Path, e.Have, e.Know)
}

// LockedError says that another process has the workspace open.
type LockedError struct {
	Path    string
	PID     int // 0: not known
	Command string
	Since   time.Time
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return e.Path + " is open in another process: close it there first, or name another file with --db"
	}
	s := fmt.Sprintf("%s is open in process %d", e.Path, e.PID)
	if e.Command != "" {
		s += " (" + e.Command + ")"
	}
	if !e.Since.IsZero() {
		s += " since " + e.Since.Local().Format("2 Jan 15:04")
	}
	return s + ": close it there first, or name another file with --db"
}

// AccessError says that the file or its folder cannot be read or written.
type AccessError struct {
	Path string
	Err  error
}

func (e *AccessError) Error() string {
	switch {
	case errors.Is(e.Err, syscall.EROFS):
		return e.Path + " lies on a disk that is mounted read-only: copy it to a place you may write to and open it with --db"
	case errors.Is(e.Err, fs.ErrPermission):
		return e.Path + " may not be read and written by you: make it yours (chmod u+rw), or copy it and open the copy with --db"
	case errors.Is(e.Err, syscall.EISDIR):
		return e.Path + " is a folder: name a file with --db"
	case says(e.Err, syscall.ENOSPC):
		return e.Path + ": the disk is full"
	}
	return fmt.Sprintf("%s cannot be opened: %v", e.Path, e.Err)
}

// Unwrap gives the system's error.
func (e *AccessError) Unwrap() error { return e.Err }

// WriteError says that an edit could not be made durable. Unsure is true where the disk
// failed so late that the file may hold the edit all the same; the store then refuses
// further edits until it is opened anew.
type WriteError struct {
	Label  string
	Unsure bool
	Err    error
}

func (e *WriteError) Error() string {
	why := e.Err.Error()
	switch {
	case says(e.Err, syscall.ENOSPC), says(e.Err, syscall.EDQUOT):
		why = "the disk is full"
	case says(e.Err, syscall.EFBIG):
		why = "the file may not grow any more"
	}
	if e.Unsure {
		return fmt.Sprintf("%s: the disk failed (%s) and the change may or may not be kept: close tandem, look at the disk, open again", e.Label, why)
	}
	return fmt.Sprintf("%s: not saved: %s; nothing was changed", e.Label, why)
}

// says reports whether the system's error is the cause, which bbolt hands on as text at times.
func says(err error, no syscall.Errno) bool {
	return errors.Is(err, no) || strings.Contains(err.Error(), no.Error())
}

// Unwrap gives the system's error.
func (e *WriteError) Unwrap() error { return e.Err }
