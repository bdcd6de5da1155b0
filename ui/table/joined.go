package table

import "strings"

// farApart is how many blanks between two pieces of one colour are not worth bridging: terminals
// are told to skip them in fewer bytes.
const farApart = 24

// joined leaves a colour on over the blanks between two pieces that have the same one, which looks
// the same and spares the terminal switching it off and on with every move of the cursor.
func joined(line string) string {
	const off, mixed = "\x1b[m", "-"
	var b strings.Builder
	b.Grow(len(line))
	on := "" // the sequence in force, if it is one alone
	for {
		i := strings.IndexByte(line, 0x1b)
		if i < 0 {
			break
		}
		end := strings.IndexByte(line[i:], 'm') + 1
		if end == 0 {
			break
		}
		seq := line[i : i+end]
		b.WriteString(line[:i])
		line = line[i+end:]
		if seq == off {
			gap := len(line) - len(strings.TrimLeft(line, " "))
			if gap < farApart && colourOnly(on) && strings.HasPrefix(line[gap:], on) {
				b.WriteString(line[:gap])
				line = line[gap+len(on):]
				continue
			}
			on = ""
		} else if on == "" {
			on = seq
		} else {
			on = mixed
		}
		b.WriteString(seq)
	}
	b.WriteString(line)
	return b.String()
}

// colourOnly reports a sequence that leaves blanks as they are: a colour of the text, and nothing
// behind or below it. Styles write attributes before colours.
func colourOnly(seq string) bool {
	return strings.HasPrefix(seq, "\x1b[38;") && !strings.Contains(seq, ";48;")
}
