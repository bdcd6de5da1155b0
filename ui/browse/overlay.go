package browse

import (
	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// Sheet shows a record over another place, such as the triage queue; esc goes back there.
type Sheet struct{ stack []*Detail }

// NewSheet opens a record as an overlay. The second value loads its history.
func NewSheet(env pane.Env, id model.ID) (*Sheet, pane.Effect) {
	d := NewDetail(env, id)
	return &Sheet{stack: []*Detail{d}}, d.Load()
}

func (s *Sheet) top() *Detail { return s.stack[len(s.stack)-1] }

// Sync implements pane.Pane.
func (s *Sheet) Sync(env pane.Env) {
	for _, d := range s.stack {
		d.Sync(env)
	}
}

// Scopes implements pane.Pane; nothing leaks, for the place behind must not move.
func (s *Sheet) Scopes() []act.Scope {
	sc := s.top().Scopes()
	sc[0].Leak = act.LeakGlobal
	return sc
}

// Handle implements pane.Pane.
func (s *Sheet) Handle(env pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "detail.close":
		if len(s.stack) > 1 {
			s.stack = s.stack[:len(s.stack)-1]
			return nil
		}
		return pane.Close{}
	case "detail.follow":
		e := s.top().follow(env, s.push)
		if g, ok := e.(pane.Go); ok { // a list lies in another place
			return pane.Effects{pane.Close{}, g}
		}
		return e
	}
	return s.top().Handle(env, r)
}

func (s *Sheet) push(env pane.Env, id model.ID) pane.Effect {
	d := NewDetail(env, id)
	s.stack = append(s.stack, d)
	return d.Load()
}

// Draw implements pane.Pane.
func (s *Sheet) Draw(env pane.Env, w, h int, focused bool) []string {
	return s.top().Draw(env, w, h, focused)
}

// Title implements pane.Pane.
func (s *Sheet) Title(env pane.Env) string {
	return env.Snap.Schema().Of(s.top().id).Name
}

// Size implements pane.Overlay.
func (s *Sheet) Size(_ pane.Env, w, h int) (int, int) { return min(w-6, 96), h - 4 }
