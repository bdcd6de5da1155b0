package model

// Owed reports whether something is still to be done about a record: a task that is not complete, a
// promise not kept or broken yet, an escalation neither resolved nor closed. known is false for
// kinds of which nobody would ask, such as people.
func Owed(r Record) (open, known bool) {
	switch x := r.(type) {
	case *Task:
		return !x.Complete(), true
	case *Project:
		return x.Phase != "closed", true
	case *Blocker:
		return x.State != BlockerClosed, true
	case *Sprint:
		return x.Status != "closed", true
	case interface{ Open() bool }:
		return x.Open(), true
	}
	return false, false
}

// HasState reports whether the records of a kind are open or not; see Owed.
func (k *Kind) HasState() bool {
	_, known := Owed(k.blank())
	return known
}

// DueFields are the names of the fields that say by when a record is due, where none is called so:
// the first that holds something counts.
func (k *Kind) DueFields() []string {
	switch k.Prefix {
	case TaskPrefix:
		return []string{"deadline", "finish"}
	case ProjectPrefix:
		return []string{"target_finish", "finish"}
	case EscalationPrefix:
		return []string{"clock_due"}
	case RiskPrefix:
		return []string{"review"}
	case ChangeRequestPrefix, DecisionPrefix:
		return []string{"needed_by"}
	case OpportunityPrefix:
		return []string{"close_date"}
	case OrderPrefix:
		return []string{"promised", "requested"}
	case SprintPrefix:
		return []string{"finish"}
	case AgreementPrefix, StandardPrefix:
		return []string{"until"}
	case AccountPrefix:
		return []string{"renewal"}
	}
	return nil
}

// StateField is the field that holds the state of a record, by whatever name; nil where there is none.
func (k *Kind) StateField() *Field {
	for _, n := range [...]string{"status", "state", "stage", "phase"} {
		if f := k.Field(n); f != nil && f.Type == TypeEnum {
			return f
		}
	}
	return nil
}
