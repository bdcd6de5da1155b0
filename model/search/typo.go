package search

import "unicode/utf8"

// mistakes is how many letters may be wrong in a word: none in a short one, where every change
// makes another word.
func mistakes(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// typos marks the records with words like the one looked for, or that begin like it.
func (w *worker) typos(b *block, word string) {
	most := mistakes(word)
	mask, want := letters(word), []rune(word)
	for i := range b.wordAt {
		x := b.word(i)
		if len(x)+most < len(word) || popcount(mask&^letters(x)) > most {
			continue
		}
		if d := distance(want, x, most); d <= most {
			w.mark(b, i, costTypo*uint16(d))
		}
	}
}

// letters is the set of letters of a word, some of them taken together: one that is in a word and
// not in another is at least one mistake.
func letters(s string) (set uint64) {
	for i := range len(s) {
		set |= 1 << (s[i] & 63)
	}
	return set
}

func popcount(x uint64) (n int) {
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}

// distance is the least number of letters to change, add, drop or swap with their neighbour so
// that the word becomes a beginning of s; more than most is most+1.
func distance(word []rune, s string, most int) int {
	const room = longest + 1
	n := len(word)
	if n >= room {
		return most + 1
	}
	var rows [3][room]int
	before, prev, cur := &rows[0], &rows[1], &rows[2]
	for i := 0; i <= n; i++ {
		prev[i] = i
	}
	best := prev[n]
	var last rune
	j := 0
	for _, r := range s {
		j++
		cur[0] = j
		least := j
		for i := 1; i <= n; i++ {
			cost := 1
			if word[i-1] == r {
				cost = 0
			}
			cur[i] = min(prev[i]+1, cur[i-1]+1, prev[i-1]+cost)
			if i > 1 && j > 1 && word[i-1] == last && word[i-2] == r {
				cur[i] = min(cur[i], before[i-2]+1)
			}
			least = min(least, cur[i])
		}
		best = min(best, cur[n])
		if least > most || j > n+most {
			break
		}
		before, prev, cur, last = prev, cur, before, r
	}
	if best > most {
		return most + 1
	}
	return best
}
