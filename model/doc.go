// Package model holds the nouns of the workspace and the rules about them. It does no I/O, has
// no clock and draws nothing; everything in it can be tried with a table of values.
//
// # The house
//
// There are three rooms, and each knows only those before it.
//
// model is this one. A Record is a struct that embeds Meta; its Kind says how it is called,
// which Fields it has, what is checked and what happens to it when something it names is
// deleted. A Field reaches its value through a closure and knows how to read, show, compare,
// pack and export it, so a kind is one file and one line in kinds.go, and list, form, filter,
// search, history, undo, JSON and command line follow. The whole workspace at one moment is a
// Snapshot: it never changes, an Edit gathers the changes of the next one, and what is derived
// from the records of a kind (the outline of a plan, who names whom) is kept with them for as
// long as they stay untouched. Below lie the leaves: date, money, text, worktime and cpm know
// numbers, words and hours, never records; the Schedule of a project is cpm fed with its tasks, and
// the Clocks of an escalation are clock, a leaf too, fed with its log and its customer's agreements;
// the Health of an account is health and score fed with all that is known of the customer.
// An Outliner changes what is under what in a plan, and Settle adds to any edit what follows from it
// for the plans it touches: work equations, and the dates of all that moves.
// Beside lie query, which turns a filter into a predicate, and triage, which derives the queue of
// what is stuck and holds the decisions about it.
//
// store is the only room that touches the disk. Do evaluates a change against the newest
// snapshot, checks it, and makes it durable with a journal entry in one transaction before
// anybody sees it; undo is the inverse as a new entry. store/transfer takes in the files of
// other tools, store/sample makes a workspace to look around in or to measure with.
//
// ui is the only room that touches a terminal. A key becomes an action (ui/act, where keys are
// data), the pane in front turns the action into an effect (ui/pane is that contract), and the
// root of ui carries the effect out: it alone holds a store. Widgets (layout, theme, table, chart,
// entry, form, palette, dialog) know fields and rectangles; panes (browse, triage, today) know
// snapshots and never one another. ui/cli is the same workspace in text.
//
// The direction of the arrows, the one clock and the sizes of files are held by house_test.go.
package model
