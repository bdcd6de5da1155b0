// Package triage derives the queue of everything that is stuck, ranks it and holds the
// decisions that empty it. All of it is pure: a snapshot and a moment go in, items or
// changes come out.
//
// How an item comes about, and where it stands:
//
//   - A record gives signals (signal.go, kindsignals.go): a task is late, a promise is due. They are read
//     anew from the snapshot each time, so what is dealt with at its source is gone by itself.
//   - A Blocker is either written by hand (an item of its own) or made by a decision on
//     signals: then About is the record, Signal and Fingerprint say which signals, in which
//     state, were decided.
//   - A decided item returns to Now when its date comes (place.go), or when a signal shows
//     that the fingerprint does not hold: the finish moved and passed again, the customer wrote.
//   - The rank (score.go) is a sum of named terms in tenths of a point, each with its evidence.
//   - A Decision (decide.go) is a verb and its argument as data; it changes records through
//     a model.Edit, all marked items in one undoable batch.
package triage
