package triage

// StepBack implements pane.Stepper: the explanation closes before the page is left, and marks come off, so that
// no verb acts later on what is no longer in sight.
func (p *Pane) StepBack() bool {
	switch {
	case p.why:
		p.why = false
	case p.table.MarkCount() > 0:
		p.table.ClearMarks()
	default:
		return false
	}
	return true
}
