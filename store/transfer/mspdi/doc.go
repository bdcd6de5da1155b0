// Package mspdi reads plans in Microsoft Project's XML form (MSPDI) into plain
// structs that say what the file says, nothing more, and changes their text
// without touching what is not changed (see [Document]).
//
// The package knows the format and not tandem: no records, no clock, no disk.
// What a task, a calendar or an assignment becomes in the workspace is decided
// by whoever maps a [Plan] onward. Four rules hold throughout:
//
//   - A file is read in one pass, element by element; no part of it is held
//     beyond the values kept, and no single value may pass 16 MiB.
//   - Nothing goes missing in silence. What is not taken is a [Problem] with the
//     line, the element and the field; what is not modelled is kept as [KV] text.
//   - Times are what the wall clock of the plan shows ([Wall]); they get a zone
//     only from whoever knows which calendar they belong to.
//   - Text is stripped of terminal control sequences as it enters.
//
// The stages, in the order a byte meets them: source (charset, stray control
// bytes, limits, progress) → scanner (elements, nesting, lines) → field tables
// (text to value) → resolve (outline, links, calendars, duplicates) → Plan.
package mspdi
