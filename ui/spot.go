package ui

import (
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// spotter is a pane that knows where the value under its cursor stands, counted from its own corner.
type spotter interface {
	Spot() (x, y, w int, ok bool)
}

// spotRect is the frame of an overlay that wants to lie over the value it edits, w by h cells with
// its border, kept within the screen. False where the pane behind shows no such value.
func (m *Model) spotRect(o pane.Overlay, w, h int) (layout.Rect, bool) {
	if _, ok := o.(interface{ AtSpot() }); !ok {
		return layout.Rect{}, false
	}
	behind, in := m.behindOverlay(o)
	s, ok := behind.(spotter)
	if !ok {
		return layout.Rect{}, false
	}
	x, y, _, ok := s.Spot()
	if !ok {
		return layout.Rect{}, false
	}
	x, y = in.X+x-2, in.Y+y-1 // the border and the blank before the value
	return layout.Rect{X: max(min(x, m.w-w), 0), Y: max(min(y, m.h-1-h), 1), W: w, H: h}, true
}

// behindOverlay is the pane an overlay was opened from and where its content lies.
func (m *Model) behindOverlay(o pane.Overlay) (pane.Pane, layout.Rect) {
	for i, x := range m.overlays {
		if x == o && i > 0 {
			return m.overlays[i-1], layout.Inner(m.overlayRect(m.overlays[i-1]))
		}
	}
	if m.place != "home" {
		return m.behind(), m.lay().place
	}
	return m.behind(), layout.Inner(m.lay().side[m.focus])
}
