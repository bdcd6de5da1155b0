package transfer

import (
	"slices"

	"tandem/model"
)

// KeptMap is what the workspace remembers of how a source's columns became fields.
type KeptMap struct {
	Map []Pair
	ID  string // heading of the column that is the id
}

// Kept is the mapping that an earlier import of the source has left, empty where none has.
func Kept(s *model.Snapshot, source string, k *model.Kind) KeptMap {
	w := s.Workspace()
	if w == nil {
		return KeptMap{}
	}
	for _, m := range w.Imports {
		if m.Source == source && m.Kind == k.Prefix {
			list, err := ParseMap(m.Map)
			if err != nil {
				list = nil // written by hand, and wrongly: as if it were not there
			}
			return KeptMap{Map: list, ID: m.ID}
		}
	}
	return KeptMap{}
}

// remember keeps what became of the columns, in the same step as what they brought. Only what
// differs from a guess is kept: a better guess of later helps old sources too. words are what values mean.
func (x *tablesImport) remember(source string, k *model.Kind, cols []Column, words []Pair) {
	var list []Pair
	for _, c := range cols {
		p := Pair{c.Heading, c.Field}
		if (c.How == "chosen" || c.How == "kept from last time") && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	list = append(list, words...)
	row := model.ImportMap{Source: source, Kind: k.Prefix, Map: FormatMap(list), ID: x.opt.Table.ID}
	old, ok := x.edit.Get(model.WorkspaceID).(*model.Workspace)
	if !ok || row.Map == "" && row.ID == "" {
		return
	}
	if slices.Contains(old.Imports, row) {
		return
	}
	w := *old
	w.Imports = slices.DeleteFunc(slices.Clone(w.Imports), func(m model.ImportMap) bool { return m.Source == source && m.Kind == row.Kind })
	w.Imports = append(w.Imports, row)
	x.edit.Put(model.WorkspacePrefix, &w)
}
