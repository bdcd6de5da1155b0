package browse

import (
	"slices"

	"tandem/model"
	"tandem/ui/pane"
)

// Records that came from another program have a key there, WEB-42, by which people go on calling
// them. Where most of a list have one it is a column of its own, as in tandem list.

// keyField is the field that holds the key.
const keyField = "external_id"

// keySample is how many records are looked at: an import is rarely mixed among the others.
const keySample = 200

// learnKeys finds out whether the list has keys to show. A list whose columns somebody chose keeps
// them.
func (l *list) learnKeys(env pane.Env) {
	if env.Cold {
		return
	}
	keyed := keyedKind(env, l.plainKind())
	if keyed == l.keyed {
		return
	}
	usual := slices.Equal(l.columns, l.usualColumns())
	l.keyed = keyed
	if usual {
		l.columns = l.usualColumns()
		l.dress()
	}
}

// keyedKind reports whether most of the newest records of a kind have a key that is not just their
// name, or one that only a machine reads.
func keyedKind(env pane.Env, k *model.Kind) bool {
	title, c := k.TitleField(), env.Ctx()
	seen, keys := 0, 0
	last := env.Snap.Last(k.Prefix)
	for n := last; n > 0 && seen < keySample && last-n < 4*keySample; n-- {
		r := env.Snap.Get(model.NewID(k.Prefix, n))
		if r == nil {
			continue
		}
		seen++
		if key := r.Base().ExternalID; readable(key) && (title == nil || key != title.Text(c, r)) {
			keys++
		}
	}
	return 2*keys > seen
}

// readable tells a key that people say, WEB-42, from the mark a machine gave: a long one, or the
// bare number of a line.
func readable(key string) bool {
	letters := false
	for _, r := range key {
		letters = letters || r < '0' || r > '9'
	}
	return letters && len(key) <= 32
}
