package act

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dispatcher turns key presses into results. Its only state is the verb that
// waits for its second key, or the one that was just refused.
type Dispatcher struct {
	table *Table
	verb  *rule
	key   string
	may   func(Name) (bool, string) // of the scope the verb was pressed in
	no    refusal
}

// refusal is a verb with an argument that was not done. The keys that were typed ahead for it mean
// nothing else: they are swallowed, and the reason is said again.
type refusal struct {
	def *Def
	own string // the verb's own key where it was refused before its argument came, "" after
	why string
}

// NewDispatcher makes a dispatcher with nothing pending.
func NewDispatcher(t *Table) *Dispatcher { return &Dispatcher{table: t} }

// Table gives the table in use.
func (d *Dispatcher) Table() *Table { return d.table }

// SetTable changes the keys, as after a rebinding; a pending verb is left.
func (d *Dispatcher) SetTable(t *Table) { d.table, d.verb, d.no = t, nil, refusal{} }

// Pending names the verb that waits for its second key.
func (d *Dispatcher) Pending() (Name, bool) {
	if d.verb == nil {
		return "", false
	}
	return d.verb.def.Name, true
}

// Reset leaves a pending verb without a word, as when a dialog opens by itself, and forgets a refusal.
func (d *Dispatcher) Reset() { d.verb, d.no = nil, refusal{} }

// Refuse notes that a verb was not done although it has its argument, and why: more keys of the kind
// are swallowed until another key comes. A verb without choices has no argument to wait for.
func (d *Dispatcher) Refuse(n Name, why string) {
	if def, ok := d.table.Def(n); ok && len(def.Choices) > 0 {
		d.no = refusal{def: &def, why: why}
	}
}

// Refused reports whether keys typed ahead for a verb that was refused are swallowed.
func (d *Dispatcher) Refused() bool { return d.no.def != nil }

// Forget ends that, as when so much time has passed that a key was not typed ahead.
func (d *Dispatcher) Forget() { d.no = refusal{} }

// swallowed answers a key that was typed ahead for a verb that was refused; ok is false for any other
// key, which ends the refusal.
func (d *Dispatcher) swallowed(key string) (res Result, ok bool) {
	no := d.no
	d.no = refusal{}
	if no.def == nil || no.own != key && !slices.ContainsFunc(no.def.Choices, func(c Choice) bool { return c.Key == key }) {
		return res, false
	}
	if no.own == "" { // there may be more of it, such as the two digits of a question that did not open
		d.no = no
	}
	return Result{Kind: Disabled, Action: no.def.Name, Reason: no.why + "; the " + key + " after it did nothing"}, true
}

// Press says what a key means in a chain. The key is named as Bubble Tea names
// it; text is what it would type. While a verb is pending the chain is not
// asked: only the verb's choices, its own key and the keys that leave it count.
func (d *Dispatcher) Press(chain Chain, key, text string) Result {
	if d.verb != nil {
		return d.second(key)
	}
	if res, ok := d.swallowed(key); ok {
		return res
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
			if len(r.def.Choices) > 0 {
				d.no = refusal{def: r.def, own: key, why: why}
			}
			return res
		}
	}
	if len(r.def.Choices) > 0 {
		d.verb, d.key, d.may = r, key, sc.Enabled
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
			return d.whole(res, c.Key)
		}
	}
	if key == d.key && r.def.Default != "" {
		return d.whole(res, r.def.Default)
	}
	res.Reason = prompt(r.def)
	return res
}

// whole is a verb with its argument. It is asked once more whether it can be done: a click or a change from
// elsewhere may have come between its two keys.
func (d *Dispatcher) whole(res Result, arg string) Result {
	d.verb = nil
	if d.may != nil {
		if ok, why := d.may(res.Action); !ok {
			res.Kind, res.Reason = Disabled, why
			return res
		}
	}
	res.Kind, res.Arg = Run, arg
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
