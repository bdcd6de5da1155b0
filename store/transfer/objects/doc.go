// Package objects finds the objects of a JSON file one by one, whatever the file wraps them
// in: an array, one object after another, pages of a service's answer. It knows no tool.
//
// A file that is damaged in one place is not lost: what cannot be read is told with its line,
// and reading goes on with the next object that begins a line no deeper than the damaged one.
// A file that ends too early gives all that was whole.
package objects
