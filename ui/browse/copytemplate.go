package browse

import (
	"fmt"

	"tandem/model"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// canTemplate says why no agreement can be copied for the customer of a record.
func canTemplate(env pane.Env, id model.ID) (bool, string) {
	if account, _ := env.Snap.Home(id); account == 0 {
		return false, "go to a customer: the copy is an agreement with them"
	}
	if len(env.Snap.AgreementTemplates()) == 0 {
		return false, "there is no template of an agreement yet: add one of the kind template"
	}
	return true, ""
}

// CopyTemplate makes an agreement with the customer of a record from a template: of several it asks
// which. The form shows it before it is kept.
func CopyTemplate(env pane.Env, id model.ID) pane.Effect {
	if ok, why := canTemplate(env, id); !ok {
		return pane.Toast{Text: why, Bad: true}
	}
	account, _ := env.Snap.Home(id)
	list := env.Snap.AgreementTemplates()
	if len(list) == 1 {
		return agreementForm(env, account, list[0].ID)
	}
	var choices []dialog.Choice
	for _, t := range list {
		help := fmt.Sprintf("%d severities", len(t.Targets))
		choices = append(choices, dialog.Choice{Title: layout.Clean(t.Name), Help: help, Effect: func() pane.Effect { return agreementForm(env, account, t.ID) }})
	}
	return pane.Open{Overlay: dialog.Choose("Agreement with "+Describe(env, account), []string{"Targets, pauses, penalty and words are copied; a later change of the template touches no agreement."}, choices)}
}

// agreementForm is the form of a new agreement, filled from a template.
func agreementForm(env pane.Env, account, template model.ID) pane.Effect {
	trial := model.NewEdit(env.Snap, env.Now)
	x, err := trial.AgreementFrom(account, template)
	if err != nil {
		return pane.Toast{Text: err.Error(), Bad: true}
	}
	k := env.Snap.Schema().Prefix(model.AgreementPrefix)
	c := env.Ctx().For(x)
	preset := map[string]string{}
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Stored() && !f.ReadOnly && !f.IsZero(x) {
			preset[f.Name] = f.Text(c, x)
		}
	}
	return pane.Open{Overlay: form.New(env, k, nil, preset)}
}
