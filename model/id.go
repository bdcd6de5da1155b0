package model

import (
	"fmt"
	"strconv"
	"strings"
)

// ID names a record for good: its kind's prefix (one to three capital letters, five bits
// each) above a number of 36 bits that is never given twice. That is 51 bits in all, so that
// scripts whose numbers are floating point read it exactly. Its text, such as T-14, is the
// reference people and scripts use. The zero ID is no record.
type ID uint64

const numBits = 36

// NewID makes the ID of a kind's prefix and number.
func NewID(prefix string, num uint64) ID {
	return ID(prefixCode(prefix))<<numBits | ID(num&(1<<numBits-1))
}

func prefixCode(prefix string) uint32 {
	var c uint32
	for i := range len(prefix) {
		c = c<<5 | uint32(prefix[i]-'A'+1)&31
	}
	return c
}

// Num is the number within the kind, from 1.
func (id ID) Num() uint64 { return uint64(id) & (1<<numBits - 1) }

// Prefix is the kind's prefix, "T" for a task.
func (id ID) Prefix() string {
	c := id.code()
	b := make([]byte, 0, 3)
	for s := 10; s >= 0; s -= 5 {
		if x := byte(c>>s) & 31; x != 0 {
			b = append(b, 'A'+x-1)
		}
	}
	return string(b)
}

func (id ID) code() uint32 { return uint32(id >> numBits) }

// Is reports whether the ID is of the kind with this prefix.
func (id ID) Is(prefix string) bool { return id.code() == prefixCode(prefix) }

// String is the reference, T-14; "" for no record.
func (id ID) String() string {
	if id == 0 {
		return ""
	}
	return id.Prefix() + "-" + strconv.FormatUint(id.Num(), 10)
}

// ParseID reads a reference such as T-14 or t14; whether it exists is not its business.
func ParseID(s string) (ID, error) {
	t := strings.ToUpper(strings.TrimSpace(s))
	i := 0
	for i < len(t) && t[i] >= 'A' && t[i] <= 'Z' {
		i++
	}
	if i == 0 || i > 3 {
		return 0, fmt.Errorf("%q is not a reference: write T-14", s)
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(t[i:], "-"), 10, numBits)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%q is not a reference: write T-14", s)
	}
	return NewID(t[:i], n), nil
}
