// Package act makes keys data: a table from key and scope to a named action.
//
// Nothing here runs an action. A Dispatcher says which one a key press means
// for a chain of scopes, innermost first; its owner does the work. Footer, help,
// palette and README are all made from the same table, so they cannot disagree.
package act

// Name names an action, for example "record.new".
type Name string

// Choice is one argument of a verb that takes a second key.
type Choice struct{ Key, Title string }

// Def describes an action for people. Title names it in help and palette, Short
// in the footer, Help is one line in plain words. A verb with Choices waits for
// a second key, its argument; pressing the verb's own key again takes Default.
type Def struct {
	Name    Name
	Title   string
	Short   string
	Help    string
	Choices []Choice
	Default string
}

// Binding ties keys to an action within one scope. Keys are written the way
// Bubble Tea names them. A Rank above zero puts it in the footer, lowest first.
type Binding struct {
	Scope  string
	Keys   []string
	Action Name
	Rank   int
}

// Leak says where a key goes that a scope does not know.
type Leak uint8

// LeakAll passes on to the next scope, LeakGlobal skips to the global one, and
// LeakNone ends the search.
const (
	LeakAll Leak = iota
	LeakGlobal
	LeakNone
)

// Global is the name of the outermost scope, where LeakGlobal leads.
const Global = "global"

// Scope is one place that may answer a key. Text marks a text entry, which
// takes the printable runes that it has no binding for. Enabled may be nil; it
// says whether an action can run now and, if not, why. Short may be nil; it words an action for the
// footer as it is meant here and now, "" for the usual word. Likely may be nil; it lists what a person
// does most often with what is at hand here, which the footer then shows right after its first hint,
// whatever the ranks are, unless it cannot be done now.
type Scope struct {
	Name    string
	Leak    Leak
	Text    bool
	Enabled func(Name) (bool, string)
	Short   func(Name) string
	Likely  func() []Name
}

// Chain lists the scopes in force, innermost first.
type Chain []Scope

// Kind is what a key press came to.
type Kind uint8

// Ignored: nobody wants the key (a text widget may still have it, see
// Result.Scope). Run: do Action with Arg. Text: the runes belong to the text entry
// Scope. Pending: the verb Action waits for its second key. Disabled: Action
// cannot run, Reason says why. Cancelled: a pending verb was left.
const (
	Ignored Kind = iota
	Run
	Text
	Pending
	Disabled
	Cancelled
)

// Result is the outcome of one key press.
type Result struct {
	Kind   Kind
	Action Name
	Arg    string
	Scope  string
	Reason string
}

// Hint is one entry of the footer.
type Hint struct {
	Key, Text string
	Action    Name // what the key does; of a pending verb's choices, the verb
	// Choices lists the second keys in short, "c v d t" or "1-9 h m"; "" for plain verbs.
	Choices string
	Enabled bool
}

// Row is one line of help: all keys of an action in one scope. Here is what the footer calls it where that
// is another word than those of Title: the verb of the very record at hand.
type Row struct {
	Action      Name
	Scope       string
	Keys        []string
	Title, Help string
	Here        string
	Choices     []Choice
	Default     string
	Enabled     bool
	Reason      string
}

// Section is the help of one scope.
type Section struct {
	Scope, Title string
	Rows         []Row
}
