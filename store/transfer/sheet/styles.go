package sheet

import "context"

// maxStyles bounds the looks of cells; programs stop at 65,490.
const maxStyles = 1 << 17

// styles reads the number formats of a workbook, by the number that cells name them with.
func (p *pack) styles(ctx context.Context, name string) ([]*Format, error) {
	var ids []int
	codes := map[int]string{}
	err := p.small(ctx, name, func(x *scanner) error {
		within := false
		for {
			tok, err := x.next()
			switch {
			case err != nil || tok == atEnd:
				return err
			case tok == closed && string(x.name) == "cellXfs":
				within = false
			case tok != opened:
			case string(x.name) == "cellXfs":
				within = true
			case string(x.name) == "xf" && within && len(ids) < maxStyles:
				ids = append(ids, numberOf(x.attr("numFmtId")))
			case string(x.name) == "numFmt" && len(codes) < maxStyles:
				code := x.attr("formatCode")
				for _, a := range x.attrs { // what newer programs read first
					if string(a.name) == "formatCode16" && len(a.value) > 0 {
						code = a.value
					}
				}
				if id := numberOf(x.attr("numFmtId")); id >= 0 && codes[id] == "" {
					codes[id] = string(code)
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	known := map[int]*Format{}
	list := make([]*Format, len(ids))
	for i, id := range ids {
		f, ok := known[id]
		if !ok {
			code, own := codes[id]
			if !own {
				code = builtin(id)
			}
			f = ParseForm(code)
			known[id] = f
		}
		list[i] = f
	}
	return list, nil
}
