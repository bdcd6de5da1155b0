package browse

import (
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// likelyActs is what a person does most often with a record of a kind, most often first. The footer shows
// it before what works everywhere; what cannot be done to the record at hand it leaves out.
func likelyActs(prefix string) []act.Name {
	switch prefix {
	case model.EscalationPrefix:
		return []act.Name{"record.contact", "record.raise", "record.incident", "record.act"}
	case model.AccountPrefix:
		return []act.Name{"record.contact", "app.show", "record.act"}
	case model.ContactPrefix, model.InteractionPrefix, model.AnswerPrefix, model.OpportunityPrefix:
		return []act.Name{"record.contact", "record.act"}
	case model.PromisePrefix, model.OrderPrefix:
		return []act.Name{"record.act", "record.contact"}
	case model.AgreementPrefix:
		return []act.Name{"record.act", "record.template"}
	case model.BlockerPrefix:
		return []act.Name{"record.act", "record.raise"}
	case model.TaskPrefix, model.ProjectPrefix:
		return nil // the outline has its own
	}
	return []act.Name{"record.act"}
}

// longestWord is how long a verb of a record may be in the footer.
const longestWord = 12

// shortFor words the actions on a record in the footer: its own verb, and what escalating means to it.
func shortFor(env pane.Env, id model.ID) func(act.Name) string {
	return func(a act.Name) string {
		switch a {
		case "record.raise":
			if id.Is(model.EscalationPrefix) {
				return "level"
			}
		case "record.act":
			if id == 0 || env.Snap == nil {
				break
			}
			if v, _ := firstVerb(env, id); v != nil && len(v.Title) <= longestWord {
				return strings.ToLower(v.Title)
			}
		}
		return ""
	}
}
