package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dispatcher turns key presses into results. Its only state is the verb that
// waits for its second key.
type Dispatcher struct {
	table *Table
	verb  *rule
	key   string
}

// NewDispatcher makes a dispatcher with nothing pending.
func NewDispatcher(t *Table) *Dispatcher { return &Dispatcher{table: t} }

// Table gives the table in use.
func (d *Dispatcher) Table() *Table { return d.table }

// SetTable changes the keys, as after a rebinding; a pending verb is left.
func (d *Dispatcher) SetTable(t *Table) { d.table, d.verb = t, nil }

// Pending names the verb that waits for its second key.
func (d *Dispatcher) Pending() (Name, bool) {
	if d.verb == nil {
		return "", false
	}
	return d.verb.def.Name, true
}

// Reset leaves a pending verb without a word, as when a dialog opens by itself.
func (d *Dispatcher) Reset() { d.verb = nil }

// Press says what a key means in a chain. The key is named as Bubble Tea names
// it; text is what it would type. While a verb is pending the chain is not
// asked: only the verb's choices, its own key and the keys that leave it count.
func (d *Dispatcher) Press(chain Chain, key, text string) Result {
	if d.verb != nil {
		return d.second(key)
	}
	entry := ""
	for i := 0; i < len(chain); i++ {
		sc := &chain[i]
		if r := d.table.find(sc.Name, key); r != nil {
			return d.first(sc, r, key)
		}
		if sc.Text {
			if typed(text) {
				return Result{Kind: Text, Scope: sc.Name}
			}
			if entry == "" {
				entry = sc.Name
			}
		}
		if sc.Leak == LeakNone {
			break
		}
		if sc.Leak == LeakGlobal {
			i = beforeGlobal(chain, i)
		}
	}
	return Result{Kind: Ignored, Scope: entry}
}

// first answers a bound key: run it, wait for its argument, or say why not.
func (d *Dispatcher) first(sc *Scope, r *rule, key string) Result {
	res := Result{Kind: Run, Action: r.def.Name, Scope: sc.Name}
	if sc.Enabled != nil {
		if ok, why := sc.Enabled(r.def.Name); !ok {
			res.Kind, res.Reason = Disabled, why
			return res
		}
	}
	if len(r.def.Choices) > 0 {
		d.verb, d.key = r, key
		res.Kind, res.Reason = Pending, prompt(r.def)
	}
	return res
}

// second answers the key after a verb. The verb's own key takes the default.
func (d *Dispatcher) second(key string) Result {
	r := d.verb
	res := Result{Kind: Pending, Action: r.def.Name, Scope: r.bind.Scope}
	if leaves(key) {
		d.verb = nil
		res.Kind = Cancelled
		return res
	}
	for _, c := range r.def.Choices {
		if c.Key == key {
			d.verb = nil
			res.Kind, res.Arg = Run, c.Key
			return res
		}
	}
	if key == d.key && r.def.Default != "" {
		d.verb = nil
		res.Kind, res.Arg = Run, r.def.Default
		return res
	}
	res.Reason = prompt(r.def)
	return res
}

// leaves says that a key gives a pending verb up. ctrl+c is among them because
// it cancels before it quits, everywhere.
func leaves(key string) bool { return key == "esc" || key == "ctrl+c" }

// beforeGlobal is the index before the global scope, or the last one if the
// chain has none further out.
func beforeGlobal(chain Chain, from int) int {
	for i := from + 1; i < len(chain); i++ {
		if chain[i].Name == Global {
			return i - 1
		}
	}
	return len(chain) - 1
}

// typed says that text is something to type rather than a control.
func typed(text string) bool {
	if text == "" {
		return false
	}
	for _, r := range text {
		if unicode.IsControl(r) {
			return false
		}
	}
	return true
}

// runeKey says that a key types something, so a text entry would take it.
func runeKey(key string) bool { return key == "space" || utf8.RuneCountInString(key) == 1 }

// prompt lists the choices of a verb in words, for the line that explains why a
// key did nothing.
func prompt(d *Def) string {
	var b strings.Builder
	b.WriteString(d.Title)
	b.WriteString(": ")
	for i, c := range squeeze(d.Choices) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.Key + " " + c.Title)
	}
	b.WriteString("; esc leaves")
	return b.String()
}

// squeeze joins runs of single digits with one title, so that nine choices of
// days read "1-9 working days".
func squeeze(cs []Choice) []Choice {
	var out []Choice
	for i := 0; i < len(cs); {
		j := i + 1
		for j < len(cs) && follows(cs[j-1], cs[j]) {
			j++
		}
		c := cs[i]
		if j-i > 1 {
			c.Key += "-" + cs[j-1].Key
		}
		out = append(out, c)
		i = j
	}
	return out
}

func follows(a, b Choice) bool { return a.Title == b.Title && nextDigit(a, b) }

// nextDigit says that b's key is the digit after a's.
func nextDigit(a, b Choice) bool {
	return len(a.Key) == 1 && len(b.Key) == 1 && a.Key[0] >= '0' && b.Key[0] <= '9' && a.Key[0]+1 == b.Key[0]
}
