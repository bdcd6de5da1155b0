// Package layout is the arithmetic of rectangles and of text cells.
//
// Rectangles are computed once, from the top down; text is always made exactly
// as wide as its cell. Every function takes any size, down to nothing, and
// none of them fails: what does not fit is left out.
package layout

// Rect is a rectangle of terminal cells. Width and height are never negative
// in what this package returns.
type Rect struct{ X, Y, W, H int }

// CutTop takes up to n lines off the top.
func (r Rect) CutTop(n int) (rest, cut Rect) {
	n = clamp(n, 0, r.H)
	return Rect{r.X, r.Y + n, r.W, r.H - n}, Rect{r.X, r.Y, r.W, n}
}

// CutBottom takes up to n lines off the bottom.
func (r Rect) CutBottom(n int) (rest, cut Rect) {
	n = clamp(n, 0, r.H)
	return Rect{r.X, r.Y, r.W, r.H - n}, Rect{r.X, r.Y + r.H - n, r.W, n}
}

// CutLeft takes up to n columns off the left.
func (r Rect) CutLeft(n int) (rest, cut Rect) {
	n = clamp(n, 0, r.W)
	return Rect{r.X + n, r.Y, r.W - n, r.H}, Rect{r.X, r.Y, n, r.H}
}

// CutRight takes up to n columns off the right.
func (r Rect) CutRight(n int) (rest, cut Rect) {
	n = clamp(n, 0, r.W)
	return Rect{r.X, r.Y, r.W - n, r.H}, Rect{r.X + r.W - n, r.Y, n, r.H}
}

// Inset takes n cells off every side; what is too small becomes empty.
func (r Rect) Inset(n int) Rect {
	r, _ = r.CutTop(n)
	r, _ = r.CutBottom(n)
	r, _ = r.CutLeft(n)
	r, _ = r.CutRight(n)
	return r
}

// Empty says that there is no cell in the rectangle.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Contains says whether the cell at x,y lies inside.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && y >= r.Y && x < r.X+r.W && y < r.Y+r.H
}

// Center places a box of at most w by h in the middle; it never reaches outside.
func (r Rect) Center(w, h int) Rect {
	w, h = clamp(w, 0, r.W), clamp(h, 0, r.H)
	return Rect{r.X + (r.W-w)/2, r.Y + (r.H-h)/2, w, h}
}

func clamp(n, lo, hi int) int { return max(lo, min(n, max(lo, hi))) }

type specKind uint8

const (
	fixedSpec specKind = iota
	percentSpec
	fillSpec
)

// Spec says how much of a rectangle one part of a split asks for.
type Spec struct {
	kind specKind
	n    int
}

// Fixed asks for n cells, Percent for a share of the whole, Fill for a share of
// what the others leave.
func Fixed(n int) Spec { return Spec{fixedSpec, max(0, n)} }

// Percent asks for p hundredths of the whole length.
func Percent(p int) Spec { return Spec{percentSpec, clamp(p, 0, 100)} }

// Fill asks for a share of the rest, weighed against other Fill parts.
func Fill(weight int) Spec { return Spec{fillSpec, max(0, weight)} }

// Split cuts r into one rectangle for each spec, side by side when horizontal
// and one below the other when not. Parts that come first are served first; with
// at least one Fill of positive weight the parts sum exactly to the whole.
func Split(r Rect, horizontal bool, specs ...Spec) []Rect {
	total := max(0, r.H)
	if horizontal {
		total = max(0, r.W)
	}
	out := make([]Rect, len(specs))
	at := 0
	for i, n := range lengths(total, specs) {
		if horizontal {
			out[i] = Rect{r.X + at, r.Y, n, r.H}
		} else {
			out[i] = Rect{r.X, r.Y + at, r.W, n}
		}
		at += n
	}
	return out
}

// lengths shares out total. Fills are cut at cumulative boundaries, which makes
// rounding errors cancel instead of adding up at the end.
func lengths(total int, specs []Spec) []int {
	out := make([]int, len(specs))
	left, weights := total, 0
	for i, s := range specs {
		switch s.kind {
		case fixedSpec:
			out[i] = min(s.n, left)
		case percentSpec:
			out[i] = min(total*s.n/100, left)
		case fillSpec:
			weights += s.n
		}
		left -= out[i]
	}
	if weights == 0 {
		return out
	}
	seen, given := 0, 0
	for i, s := range specs {
		if s.kind != fillSpec {
			continue
		}
		seen += s.n
		edge := left * seen / weights
		out[i] = edge - given
		given = edge
	}
	return out
}
