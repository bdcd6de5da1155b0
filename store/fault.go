package store

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// A file that is cut short while it is mapped makes reading it fault, which ends a Go
// program unless the goroutine asked for a panic instead. Every use of mapped memory is
// therefore inside guard or caught.

// caught runs fn and returns what it panicked with, or nil.
func caught(fn func()) (r any) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { r = recover() }()
	fn()
	return nil
}

// guard runs fn; a fault, or an assertion of bbolt on a page that makes no sense, becomes a
// DamageError.
func guard(path string, fn func() error) error {
	var err error
	if r := caught(func() { err = fn() }); r != nil {
		return &DamageError{Path: path, Kind: Unread, Detail: reason(r)}
	}
	return err
}

func reason(r any) string {
	if e, ok := r.(runtime.Error); ok {
		if _, fault := e.(interface{ Addr() uintptr }); fault {
			return "the file was cut short or the disk cannot read it"
		}
	}
	return fmt.Sprint(r)
}
