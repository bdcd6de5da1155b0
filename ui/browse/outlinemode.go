package browse

import (
	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// The outline has three modes, one at a time: a task's name is typed, a chain of causes is lit up,
// or a ghost shows what would move. Each has keys of its own and esc leaves it.

// busy reports whether a mode is on, in which nothing else moves the cursor.
func (p *Pane) busy() bool { return p.adding != nil || p.ghost != nil || p.chain != nil }

// modeScopes are the scopes of the mode that is on, nil for none.
func (p *Pane) modeScopes() []act.Scope {
	switch {
	case p.adding != nil:
		return []act.Scope{act.ScopeOf("taskname")}
	case p.ghost != nil:
		return []act.Scope{act.ScopeOf("ghost")}
	case p.chain != nil:
		c, g := act.ScopeOf("chain"), p.chartScope()
		c.Leak, g.Leak = act.LeakAll, act.LeakNone
		return []act.Scope{c, g}
	}
	return nil
}

// handleMode does an action of the mode that is on; ok is false for what the list does as ever.
func (p *Pane) handleMode(env pane.Env, r act.Result) (e pane.Effect, ok bool) {
	switch {
	case p.adding != nil:
		return p.handleName(env, r), true
	case p.ghost != nil:
		return p.handleGhost(env, r)
	case p.chain != nil:
		return p.handleChain(env, r)
	}
	return nil, false
}

// syncModes follows a change: the chart has the new dates in the same frame where they are at hand,
// a mode whose task is gone ends, and a ghost of another state of the workspace does too.
func (p *Pane) syncModes(env pane.Env) {
	p.gantt.refresh(env)
	p.syncChain(env)
	if g := p.ghost; g != nil && g.snap != env.Snap {
		p.leaveGhost()
	}
	if a := p.adding; a != nil && env.Snap.Get(a.at.Anchor) == nil {
		p.stopNaming()
	}
}

// endModes leaves whatever mode is on, such as when the mouse points elsewhere.
func (p *Pane) endModes() {
	p.stopNaming()
	if p.ghost != nil {
		p.leaveGhost()
	}
	if p.chain != nil {
		p.leaveChain()
	}
}

// refresh takes the schedules that the newest edit has worked out already, for the projects whose
// facts are known.
func (g *gantt) refresh(env pane.Env) {
	if g.snap == nil || g.snap == env.Snap || env.Cold {
		return
	}
	got := map[model.ID]planFacts{}
	for id, f := range g.facts {
		x, ok := env.Snap.ScheduleAtHand(id)
		if !ok {
			return // they are asked for off the event loop
		}
		if f.sched = x; !g.snap.SameTable(env.Snap, model.BaselinePrefix) {
			return
		}
		f.critical = x.Critical()
		got[id] = f
	}
	g.learn(env.Snap, got)
}
