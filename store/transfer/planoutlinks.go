package transfer

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/mspdi"
)

// links writes the predecessors. Those of the file that are kept as links here are found again by
// whom they lead to; others (to missing tasks, to the task itself) stay as they are.
func (o *planOut) links(e *mspdi.Elem, was, now *model.Task) {
	var before []model.TaskLink
	if was != nil {
		before = was.Links
	}
	if slices.Equal(before, now.Links) {
		return
	}
	order, taken := mspdi.LinkOrder(), map[*mspdi.Elem]bool{}
	find := func(l model.TaskLink) *mspdi.Elem {
		for _, k := range e.All("PredecessorLink") {
			if !taken[k] && o.isLink(k, l) {
				taken[k] = true
				return k
			}
		}
		return nil
	}
	elems := make([]*mspdi.Elem, len(before))
	for i, l := range before {
		elems[i] = find(l)
	}
	left := slices.Clone(before)
	for _, l := range now.Links {
		i := slices.Index(left, l)
		if i < 0 {
			i = slices.IndexFunc(left, func(x model.TaskLink) bool { return x.Predecessor == l.Predecessor && x.External == l.External })
		}
		if i < 0 {
			if k := o.newLink(l); k != nil {
				e.Insert(mspdi.TaskOrder(), k)
			}
			continue
		}
		if elems[i] != nil {
			patch(elems[i], order, linkValues(left[i]), linkValues(l))
		}
		left, elems = slices.Delete(left, i, i+1), slices.Delete(elems, i, i+1)
	}
	for _, k := range elems {
		if k != nil {
			e.Remove(k)
		}
	}
}

// isLink reports whether an element is the link that a row was made of.
func (o *planOut) isLink(k *mspdi.Elem, l model.TaskLink) bool {
	if l.External != "" {
		name := k.Value("CrossProjectName")
		return k.Value("CrossProject") == "1" && (name == l.External || name == "" && strings.HasSuffix(l.External, "UID "+k.Value("PredecessorUID")))
	}
	typ := k.Value("Type")
	if typ == "" || len(typ) > 1 || typ > "3" {
		typ = "1"
	}
	return k.Value("PredecessorUID") == o.num.text(l.Predecessor, "") && typ == linkValues(l)[0].text
}

func linkValues(l model.TaskLink) []value {
	typ := mspdi.FS
	for n, name := range linkTypes {
		if name == l.Type {
			typ = n
		}
	}
	lag, form := mspdi.TenthsText(l.Lag.N), format(l.Lag)
	if l.Lag.Unit == date.Percent {
		lag = strconv.Itoa(int(math.Round(float64(l.Lag.N) / 100)))
	} else if l.Lag.IsZero() {
		form = "7"
	}
	return []value{{"Type", strconv.Itoa(int(typ))}, {"LinkLag", lag}, {"LagFormat", form}}
}

// newLink is a link that the file has not; nil for one that leads to nothing it holds.
func (o *planOut) newLink(l model.TaskLink) *mspdi.Elem {
	v := linkValues(l)
	head := []value{{"PredecessorUID", o.num.text(l.Predecessor, "")}, v[0], {"CrossProject", "0"}, v[1], v[2]}
	if l.External != "" {
		head = []value{{"PredecessorUID", "0"}, v[0], {"CrossProject", "1"}, {"CrossProjectName", l.External}, v[1], v[2]}
	} else if head[0].text == "" {
		return nil
	}
	return made("PredecessorLink", head)
}
