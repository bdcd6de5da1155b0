package model

import (
	"iter"

	"tandem/model/date"
	"tandem/model/money"
)

// Account is a customer.
type Account struct {
	Meta
	Name     string
	Tier     Tier
	Calendar ID
	Value    money.Amount // a year
	Currency string
	Renewal  date.Day
	Sponsor  ID // a contact
	Status   AccountStatus
	Target   int // health wanted, 0 to 100
}

// Tier is how much a customer matters.
type Tier string

// AccountStatus is where the relation stands.
type AccountStatus string

// CalendarID is the account's calendar.
func (a *Account) CalendarID() ID { return a.Calendar }

// OwnCurrency is the currency amounts of the account are in.
func (a *Account) OwnCurrency() money.Code { return money.Code(a.Currency) }

func accountKind() *Kind {
	return define(func() *Account { return &Account{Tier: "standard", Status: "active", Target: 75} }, Kind{
		Name: "account", Plural: "accounts", Prefix: AccountPrefix, Hat: DM,
		Help:    "A customer: what they are worth, who sponsors the work, when they renew.",
		Columns: []string{"name", "health", "tier", "value", "renewal", "sponsor", "open", "status"},
		Sort:    "name",
		Fields: append([]Field{
			Text("name", func(a *Account) *string { return &a.Name }, Named()),
			Enum("tier", func(a *Account) *Tier { return &a.Tier }, OneOf("strategic", "key", "standard", "small")),
			Ref("calendar", func(a *Account) *ID { return &a.Calendar }, To(CalendarPrefix), OnDelete(Clear), Help("business hours and time zone")),
			Money("value", func(a *Account) *money.Amount { return &a.Value }, Help("a year")),
			Text("currency", func(a *Account) *string { return &a.Currency }, Width(8)),
			Date("renewal", func(a *Account) *date.Day { return &a.Renewal }),
			Ref("sponsor", func(a *Account) *ID { return &a.Sponsor }, To(ContactPrefix), OnDelete(Clear)),
			Enum("status", func(a *Account) *AccountStatus { return &a.Status }, OneOf("prospect", "active", "at risk", "leaving", "former")),
			Int("health_target", func(a *Account) *int { return &a.Target }, Between(0, 100)),
			Calc("open", func(c *Ctx, a *Account) Val {
				n := c.Snap.openEscalations()[a.ID]
				if n == 0 {
					return None()
				}
				return ValNum(float64(n), 0)
			}, Width(5), Label("Open"), Help("open escalations"), Adds()),
		}, append(healthFields(), promiseFields()...)...),
		Check: func(c *Ctx, r Record) []Problem {
			a := r.(*Account)
			out := checkCurrency(a.Currency)
			if x, ok := Find[*Contact](c.Snap, a.Sponsor); ok && x.Account != a.ID {
				out = append(out, Problem{Field: "sponsor", Message: "is a contact of another account"})
			}
			return out
		},
	})
}

type openKey struct{}

// openEscalations counts the open escalations of each account.
func (s *Snapshot) openEscalations() map[ID]int {
	return Memo(s, EscalationPrefix, openKey{}, func(all iter.Seq[Record]) map[ID]int {
		n := map[ID]int{}
		for r := range all {
			if e := r.(*Escalation); e.Open() {
				n[e.Account]++
			}
		}
		return n
	})
}

// Contact is a person at a customer.
type Contact struct {
	Meta
	Name, Role   string
	Account      ID
	Influence    Influence
	Email, Phone string
	Reach        string // how to reach them best
}

// Influence is how much a contact's word weighs.
type Influence string

// Owner is the account.
func (x *Contact) Owner() ID { return x.Account }

func contactKind() *Kind {
	return define(func() *Contact { return &Contact{Influence: "medium"} }, Kind{
		Name: "contact", Plural: "contacts", Prefix: ContactPrefix, Hat: DM,
		Help:    "A person at a customer.",
		Columns: []string{"name", "account", "role", "influence", "email"},
		Sort:    "account,name",
		Fields: []Field{
			Text("name", func(x *Contact) *string { return &x.Name }, Named()),
			Ref("account", func(x *Contact) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
			Text("role", func(x *Contact) *string { return &x.Role }, Search()),
			Enum("influence", func(x *Contact) *Influence { return &x.Influence }, OneOf("decides", "high", "medium", "low")),
			Text("email", func(x *Contact) *string { return &x.Email }, Search()),
			Text("phone", func(x *Contact) *string { return &x.Phone }),
			Text("reach", func(x *Contact) *string { return &x.Reach }, Help("how and when to reach them")),
		},
	})
}

// Answer is one customer's answer to a satisfaction question.
type Answer struct {
	Meta
	Measure                   Measure
	Scale                     Scale
	Score                     int
	Verbatim                  string
	Contact, Account, Project ID
	Touchpoint                Touchpoint
	When                      date.Instant
	FollowUp                  string
	FollowedUp                date.Instant
}

// Measure is what was asked: NPS, CSAT or CES.
type Measure string

// Scale is the range of a score, such as 0-10.
type Scale string

// Touchpoint is the occasion of a question.
type Touchpoint string

// Owner is the account.
func (a *Answer) Owner() ID { return a.Account }

var scaleEnds = map[Scale][2]int{"0-10": {0, 10}, "1-3": {1, 3}, "1-4": {1, 4}, "1-5": {1, 5}, "1-6": {1, 6}, "1-7": {1, 7}, "1-10": {1, 10}}

// Detractor reports an answer that asks for a follow-up: NPS 0 to 6, or the lower two
// fifths of any other scale.
func (a *Answer) Detractor() bool {
	if a.Measure == "NPS" {
		return a.Score <= 6
	}
	e, ok := scaleEnds[a.Scale]
	return ok && 5*(a.Score-e[0]) <= 2*(e[1]-e[0])
}

func answerKind() *Kind {
	return define(func() *Answer { return &Answer{Measure: "NPS", Scale: "0-10", Score: NoScore, Touchpoint: "quarterly"} }, Kind{
		Name: "answer", Plural: "answers", Prefix: AnswerPrefix, Hat: DM,
		Help:    "What a customer answered when asked how satisfied they are.",
		Columns: []string{"when", "account", "measure", "score", "verbatim", "touchpoint", "followed_up"},
		Sort:    "-when",
		Fields: []Field{
			Time("when", func(a *Answer) *date.Instant { return &a.When }, Required()),
			measureField(),
			scaleField(),
			scoreField(),
			Text("verbatim", func(a *Answer) *string { return &a.Verbatim }, Search(), Width(30), Help("in the customer's own words")),
			Ref("account", func(a *Answer) *ID { return &a.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
			Ref("contact", func(a *Answer) *ID { return &a.Contact }, To(ContactPrefix), OnDelete(Clear)),
			Ref("project", func(a *Answer) *ID { return &a.Project }, To(ProjectPrefix), OnDelete(Clear)),
			Enum("touchpoint", func(a *Answer) *Touchpoint { return &a.Touchpoint }, OneOf("kick-off", "milestone", "acceptance", "go-live", "support", "quarterly")),
			Text("follow_up", func(a *Answer) *string { return &a.FollowUp }, Help("what was done about it")),
			Time("followed_up", func(a *Answer) *date.Instant { return &a.FollowedUp }),
			Calc("group", func(_ *Ctx, a *Answer) Val {
				switch {
				case a.Measure != "NPS":
					return None()
				case a.Score >= 9:
					return ValText("promoter")
				case a.Score >= 7:
					return ValText("passive")
				}
				return ValText("detractor")
			}, Width(10)),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			a := r.(*Answer)
			if e, ok := scaleEnds[a.Scale]; ok && a.Score != NoScore && (a.Score < e[0] || a.Score > e[1]) {
				return []Problem{{Field: "score", Message: "lies outside its scale " + string(a.Scale)}}
			}
			if a.Measure == "NPS" && a.Scale != "0-10" {
				return []Problem{{Field: "scale", Message: "NPS is asked on 0-10"}}
			}
			return nil
		},
	})
}
