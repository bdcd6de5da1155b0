// Package ics reads iCalendar (RFC 5545): components, values, time zones and recurrence. It
// knows the format and no record of ours.
//
// It takes what is there: a property that cannot be read is told with its line and the rest of
// its component is kept; a component that does not end is told and left out.
//
// A zone is looked for by its name in the zone database first, since files carry rules that
// were out of date when they were written; where the name is no one's, the rules of the file
// count. A time without a zone is one of the reader's own zone.
package ics
