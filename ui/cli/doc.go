// Package cli is tandem in text: the same records, lists and reports as the screen, for
// scripts, for pipes and for people who know what they want.
//
// A command is a file of this package and a line in commands(). Each opens the store, does one
// thing, prints it and ends with one of the exit codes of code.go. What is printed obeys four
// rules. To a terminal, values are shown as on the screen: short dates, names for references,
// columns cut to the width. Into a pipe, or with --plain, they are exact and never cut. With
// --json they are what the contract for scripts says, names in a fixed order. And whatever
// comes from data is cleaned of control characters first.
//
// The package does not know the screen: Main is given a function that runs it.
package cli
