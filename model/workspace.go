package model

import (
	"github.com/govalues/decimal"
)

// Workspace is the one record of settings, so that a changed setting can be undone too.
type Workspace struct {
	Meta
	Name      string
	Currency  string // ISO 4217
	Calendar  ID
	Me        ID // the person who sits here
	Weights   []Weight
	Views     []SavedView
	Lists     []ListLook
	Imports   []ImportMap
	StaleDays int // no progress for so long makes a status stale (14)
	QuietDays int // no word from a customer for so long means no evidence (90)
	SoonHours int // a due time nearer than this is "soon" in triage (24)
}

// Weight is a named number that rules use: rank, health, bands, tolerances. Of the rank in triage:
// account_value (of a customer a year, where nobody told it), rank.promise (share of an account-day),
// rank.penalty_days (account-days that stand in for a penalty nobody agreed) and rank.severity_1 to
// rank.severity_5 (share of an account-day by severity). Of health: health.days, health.severity_1 to 5
// and health. with the name of a part.
type Weight struct {
	Name  string
	Value decimal.Decimal
}

// Weight is the number of that name in the settings, or the usual one where it is not told. w may
// be nil.
func (w *Workspace) Weight(name string, usual float64) float64 {
	if w != nil {
		for _, x := range w.Weights {
			if x.Name == name {
				v, _ := x.Value.Float64()
				return v
			}
		}
	}
	return usual
}

// SavedView is a list as somebody wants to see it again. Kind is the prefix of the kind listed.
// Columns are names parted by commas, each with its width where one was chosen: "name:30,due".
// Group is the field whose values part the list, "" for none.
type SavedView struct{ Name, Kind, Filter, Sort, Columns, Group string }

// ListLook is how the list of a kind looks without a view: columns and grouping, written as in
// a SavedView.
type ListLook struct{ Kind, Columns, Group string }

// ImportMap is how the columns of a file became fields, for the next file of the same source:
// "Summary=title, Due Date=deadline", and the heading of the column that is the id. Kind is the
// prefix of the kind.
type ImportMap struct{ Source, Kind, Map, ID string }

// WorkspaceID is the settings record of every workspace.
var WorkspaceID = NewID(WorkspacePrefix, 1)

// Workspace returns the settings, or nil before there are any.
func (s *Snapshot) Workspace() *Workspace {
	w, _ := Find[*Workspace](s, WorkspaceID)
	return w
}

func workspaceKind() *Kind {
	return define(func() *Workspace {
		return &Workspace{Name: "My workspace", Currency: "EUR", StaleDays: 14, QuietDays: 90, SoonHours: 24}
	}, Kind{
		Name: "workspace", Plural: "workspaces", Prefix: WorkspacePrefix, Single: true,
		Help:    "Settings of this workspace: currency, calendar, weights and saved views.",
		Columns: []string{"name", "currency", "calendar", "me"},
		Sort:    "name",
		Fields: []Field{
			Text("name", func(w *Workspace) *string { return &w.Name }, Named()),
			Text("currency", func(w *Workspace) *string { return &w.Currency }, Required(), Width(8), Help("ISO 4217 code, such as EUR")),
			Ref("calendar", func(w *Workspace) *ID { return &w.Calendar }, To(CalendarPrefix), OnDelete(Clear), Help("working hours and time zone where nothing else is said")),
			Ref("me", func(w *Workspace) *ID { return &w.Me }, To(PersonPrefix), OnDelete(Clear), Help("the person who sits here: owner of what is accepted")),
			List("weights", func(w *Workspace) *[]Weight { return &w.Weights }, []Field{
				Text("name", func(x *Weight) *string { return &x.Name }, Required()),
				Number("value", func(x *Weight) *decimal.Decimal { return &x.Value }),
			}, Help("numbers the rules use, where the usual ones will not do: rank.promise, rank.severity_1 to 5, rank.penalty_days, ...")),
			List("views", func(w *Workspace) *[]SavedView { return &w.Views }, []Field{
				Text("name", func(x *SavedView) *string { return &x.Name }, Required()),
				Text("kind", func(x *SavedView) *string { return &x.Kind }),
				Text("filter", func(x *SavedView) *string { return &x.Filter }),
				Text("sort", func(x *SavedView) *string { return &x.Sort }),
				Text("columns", func(x *SavedView) *string { return &x.Columns }),
				Text("group", func(x *SavedView) *string { return &x.Group }),
			}, Help("saved views")),
			List("lists", func(w *Workspace) *[]ListLook { return &w.Lists }, []Field{
				Text("kind", func(x *ListLook) *string { return &x.Kind }, Required()),
				Text("columns", func(x *ListLook) *string { return &x.Columns }),
				Text("group", func(x *ListLook) *string { return &x.Group }),
			}, Hidden(), Help("columns and grouping of the lists, where they were changed")),
			List("imports", func(w *Workspace) *[]ImportMap { return &w.Imports }, []Field{
				Text("source", func(x *ImportMap) *string { return &x.Source }, Required()),
				Text("kind", func(x *ImportMap) *string { return &x.Kind }),
				Text("map", func(x *ImportMap) *string { return &x.Map }),
				Text("id", func(x *ImportMap) *string { return &x.ID }),
			}, Help("how the columns of imported files become fields")),
			Int("stale_days", func(w *Workspace) *int { return &w.StaleDays }, Between(1, 365), Help("no progress for so many days makes a status stale")),
			Int("quiet_days", func(w *Workspace) *int { return &w.QuietDays }, Between(1, 999), Help("no word from a customer for so many days means no evidence")),
			Int("soon_hours", func(w *Workspace) *int { return &w.SoonHours }, Between(1, 240), Help("a due time nearer than this counts as soon")),
		},
		Check: func(_ *Ctx, r Record) []Problem { return checkCurrency(r.(*Workspace).Currency) },
	})
}
