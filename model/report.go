package model

import "tandem/model/date"

// Report is what was told about a project or an account, kept word for word as it was sent.
type Report struct {
	Meta
	Title            string
	Type             ReportType
	Project, Account ID
	AsOf             date.Instant
	Colour           Colour // as told
	To               []ID   // contacts and people
	Recipients       string // others
	Sent             date.Instant
	Text             string // Markdown
}

// ReportType is the occasion of a report.
type ReportType string

// Owner is the project, or the account.
func (x *Report) Owner() ID {
	if x.Project != 0 {
		return x.Project
	}
	return x.Account
}

// LastReport is the report of a type that was sent last about a project or an account, nil
// where there is none. Drafts do not count.
func (s *Snapshot) LastReport(about ID, typ ReportType) *Report {
	var best *Report
	for x := range Each[*Report](s, ReportPrefix) {
		if x.Sent != 0 && x.Type == typ && (x.Project == about || x.Account == about && x.Project == 0) && (best == nil || x.Sent > best.Sent) {
			best = x
		}
	}
	return best
}

func reportKind() *Kind {
	return define(func() *Report { return &Report{Type: "status"} }, Kind{
		Name: "report", Plural: "reports", Prefix: ReportPrefix,
		Help:    "What was told about a project or an account, word for word as it was sent.",
		Columns: []string{"title", "type", "project", "as_of", "colour", "sent", "sent_to"},
		Sort:    "-as_of",
		Fields: []Field{
			Text("title", func(x *Report) *string { return &x.Title }, Named()),
			Enum("type", func(x *Report) *ReportType { return &x.Type }, OneOf("status", "steering", "brief", "review", "final")),
			Ref("project", func(x *Report) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Orphan)),
			Ref("account", func(x *Report) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Orphan)),
			Time("as_of", func(x *Report) *date.Instant { return &x.AsOf }, Required(), Help("the moment it tells of")),
			Enum("colour", func(x *Report) *Colour { return &x.Colour }, colours(), Width(7), Help("as it was told")),
			Refs("sent_to", func(x *Report) *[]ID { return &x.To }, To(ContactPrefix, PersonPrefix), OnDelete(Clear)),
			Text("recipients", func(x *Report) *string { return &x.Recipients }, Help("others it was sent to")),
			Time("sent", func(x *Report) *date.Instant { return &x.Sent }, Help("none: a draft")),
			Long("text", func(x *Report) *string { return &x.Text }, Search(), Help("as it was sent")),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			x := r.(*Report)
			var out []Problem
			if x.Project == 0 && x.Account == 0 {
				out = append(out, Problem{Field: "project", Message: "a report is about a project or an account"})
			}
			if x.Sent != 0 && x.Text == "" {
				out = append(out, Problem{Field: "text", Message: "what was sent is missing"})
			}
			return out
		},
	})
}
