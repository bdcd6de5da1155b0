// Package store keeps a workspace in one file. It is the only room that touches the disk.
//
// In memory the workspace is one immutable model.Snapshot; the file, a bbolt database, is
// the log of truth. Its buckets: "meta" (version, state), "journal" (one entry per change,
// with every record's bytes before and after, never rewritten) and one per kind of record.
// Every value carries a checksum bound to its bucket and key; the state carries a count and
// a hash of each kind's records, the head of the journal's hash chain and the number of the
// transaction that wrote it, so that lost, stale or mixed-up pages are noticed at open.
//
// The rules of the house:
//   - Do is the one way in. It is one transaction; nothing is shown before it is durable.
//   - Undo and redo append to the journal; history is never rewritten, but by Purge.
//   - Open looks at the file with plain reads before bbolt may touch it. A damaged file is
//     never written to: it is named (DamageError), set aside, and a backup is restored.
//   - A file that is written anew (Compact, Purge, Repair, Restore) is written beside the old
//     one, checked in full, synced and renamed: at every moment there is a whole one.
//
// Each record carries the number of the entry that changed it last, and each entry those of its
// records' former changes, so that the history of one record is a chain (History). A builder
// plays a journal into a fresh file; restoring a full export (Export), saving from a damaged
// file (Salvage) and purging (Purge) are such plays.
//
// Beside FILE lie FILE.lock (who has it open), FILE.seen (the last change that was made
// durable, by which a file that fell back is noticed) and the folder backups.
package store
