package triage

import (
	"math"
	"strconv"
	"time"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// What waiting costs a working day, by the rules of the rank in money, for the signals of
// owedsignals.go. An amount is worked out in its own currency and turned into the workspace's by
// the newest dated rate; without a rate the term is left out, and said to be.

// Weights of the terms, where the settings do not tell them (weights account_value, rank.promise and
// rank.penalty_days; what is not among those is no setting).
const (
	accountDays   = 260    // working days in a year
	accountValue  = 50_000 // of a customer whose value nobody has told, a year, in the workspace's currency
	promiseWeight = .2
	penaltyDays   = 5  // account-days that stand in for a penalty nobody has agreed
	pressureDays  = 5  // working days over which the pressure of a due time rises from 0 to 1
	driveDays     = 10 // days of float over which the drive of a task falls from 1 to 0
	stakeEvery    = 2  // euros, or what the workspace counts in, a tenth of a point
	stakeMost     = 200
)

// severityWeights are the shares of an account-day at stake, by severity, where the settings do not tell
// (weights rank.severity_1 to rank.severity_5).
var severityWeights = [...]float64{1: 1, 2: .5, 3: .2, 4: .05, 5: .02}

// severityShare is that of a severity; one that is off the scale counts as the next on it.
func (l *look) severityShare(severity int) float64 {
	sev := min(max(severity, 1), 5)
	return l.c.Snap.Workspace().Weight("rank.severity_"+strconv.Itoa(sev), severityWeights[sev])
}

// Stake is what a working day of waiting costs by one rule.
type Stake struct {
	Label    string       // "promise", "breach", "delay"
	Amount   money.Amount // in the workspace's currency
	Evidence string       // "account-day €461 x 0.2"
	Ref      model.ID
}

// Stakes are the terms of what waiting costs that the item's signals bring, those of promises,
// vendors, purchases and hypercare; one whose currency has no rate has no amount and says so.
func (it *Item) Stakes() []Stake {
	var out []Stake
	for _, m := range it.marks {
		if s, ok := it.q.look.stake(it, it.record(), m); ok {
			out = append(out, s)
		}
	}
	return out
}

// stake is the term of one signal.
func (l *look) stake(it *Item, r model.Record, m mark) (Stake, bool) {
	switch m.sig {
	case PromiseOverdue, PromiseDue, PromiseBreaks:
		for _, x := range it.marks { // one promise costs once, by its weightiest signal
			if x.sig < m.sig && (x.sig == PromiseOverdue || x.sig == PromiseDue) {
				return Stake{}, false
			}
		}
		return l.accountStake(it.acct, "promise", l.c.Snap.Workspace().Weight("rank.promise", promiseWeight)), it.acct != 0
	case HypercareOpen, HandoverDue, WarrantyOpen:
		return l.accountStake(it.acct, "after delivery", l.c.Snap.Workspace().Weight("rank.promise", promiseWeight)), it.acct != 0
	case VendorTooLate:
		if x, ok := r.(*model.Escalation); ok {
			return l.breachStake(x)
		}
	case PurchaseHolds:
		if x, ok := r.(*model.Purchase); ok {
			return l.delayStake(x)
		}
	}
	return Stake{}, false
}

// accountDay is what a customer is worth a working day; assumed where nobody has told.
func (l *look) accountDay(id model.ID) (day money.Amount, assumed bool) {
	a, ok := l.get(id).(*model.Account)
	if ok && !a.Value.IsZero() {
		return times(a.Value, 1.0/accountDays), false
	}
	w := l.c.Snap.Workspace()
	minor := w.Weight("account_value", accountValue) * math.Pow10(l.c.Currency.Digits())
	return times(money.Amount{Minor: int64(math.Round(minor)), Code: l.c.Currency}, 1.0/accountDays), true
}

// times is a share of an amount, to the nearest minor unit.
func times(a money.Amount, share float64) money.Amount {
	a.Minor = int64(math.Round(float64(a.Minor) * share))
	return a
}

// accountStake is a share of an account-day.
func (l *look) accountStake(account model.ID, label string, share float64) Stake {
	day, assumed := l.accountDay(account)
	words := "account-day " + l.amount(day) + " x " + number(share)
	if assumed {
		words += ", its value a year is assumed"
	}
	return l.inOurs(Stake{Label: label, Amount: times(day, share), Evidence: words, Ref: account})
}

func number(x float64) string {
	d, err := decimal.NewFromFloat64(math.Round(x*100) / 100)
	if err != nil {
		return ""
	}
	return d.Trim(0).String()
}

// breachStake is the penalty of a clock that a vendor endangers, times how near it is due: 1 before
// today's closing, falling to 0 at five working days.
func (l *look) breachStake(x *model.Escalation) (Stake, bool) {
	for _, w := range l.c.VendorWaits(x) {
		late, ok := w.Late()
		if !ok || late <= 0 {
			continue
		}
		d := w.Dangers[0]
		day := max(d.Hours.Scale().Seconds(date.Days), 1)
		pressure := 1.0
		if d.Due.Day(d.Hours.Location()) > l.c.Now.Day(d.Hours.Location()) {
			pressure = max(0, 1-float64(d.Hours.Between(l.c.Now, d.Due))/float64(day)/pressureDays)
		}
		penalty, words := l.penalty(x)
		s := Stake{Label: "breach", Amount: times(penalty, pressure), Evidence: words + " x pressure " + number(pressure), Ref: x.ID}
		return l.inOurs(s), true
	}
	return Stake{}, false
}

// penalty is what a breach costs: as agreed, else five account-days by the weight of the severity.
func (l *look) penalty(x *model.Escalation) (money.Amount, string) {
	if a := l.c.Snap.Agreement(x, l.c); a != nil && !a.Penalty.IsZero() {
		return a.Penalty, "penalty " + l.amount(a.Penalty)
	}
	_, account := l.home(x)
	day, assumed := l.accountDay(account)
	share := l.severityShare(x.Severity()) * l.c.Snap.Workspace().Weight("rank.penalty_days", penaltyDays)
	words := "account-day " + l.amount(day) + " x " + number(share)
	if assumed {
		words += " (assumed)"
	}
	return times(day, share), words
}

// delayStake is the cost of a day's delay of the project (see model.Ctx.DelayPerDay) times the drive of
// the task that waits: 1 without float, falling to 0 at ten days of it.
func (l *look) delayStake(x *model.Purchase) (Stake, bool) {
	t, ok := l.get(x.Task).(*model.Task)
	if !ok {
		return Stake{}, false
	}
	p, ok := l.get(t.Project).(*model.Project)
	if !ok {
		return Stake{}, false
	}
	perDay, assumed := l.c.DelayPerDay(p)
	if perDay.IsZero() {
		return Stake{Label: "delay", Evidence: "what a day's delay of " + t.Project.String() + " costs is not set, and its plan has no cost", Ref: t.Project}, true
	}
	plan := l.c.Snap.Schedule(t.Project)
	d, ok := plan.Of(t.ID)
	drive := 1.0
	if ok && d.TotalFloat > 0 {
		day := max(l.c.HoursOf(t).Scale().Seconds(date.Days), 1)
		drive = max(0, 1-float64(d.TotalFloat)/float64(day)/driveDays)
	}
	words := "a day's delay " + l.amount(perDay)
	if assumed {
		words += " (planned cost / planned days)"
	}
	words += " x drive " + number(drive)
	return l.inOurs(Stake{Label: "delay", Amount: times(perDay, drive), Evidence: words, Ref: t.ID}), true
}

// inOurs turns an amount into the workspace's currency by the newest rate; without one it is left
// out, by name.
func (l *look) inOurs(s Stake) Stake {
	ours := l.c.Currency
	if s.Amount.Code == "" || s.Amount.Code == ours {
		s.Amount.Code = ours
		return s
	}
	rate, by, ok := l.c.Snap.RateOn(s.Amount.Code, ours, l.c.Now.Day(l.c.Loc))
	if !ok {
		s.Evidence += "; left out: no rate " + string(s.Amount.Code) + "/" + string(ours)
		s.Amount = money.Amount{Code: ours}
		return s
	}
	f, _ := rate.Float64()
	scale := math.Pow10(ours.Digits() - s.Amount.Code.Digits())
	s.Amount = money.Amount{Minor: int64(math.Round(float64(s.Amount.Minor) * f * scale)), Code: ours}
	if by != nil {
		s.Evidence += " at " + by.ID.String()
	}
	return s
}

// stakes adds what waiting costs to the score, a tenth of a point for every two units of money.
func (b *builder) stakes(it *Item, r model.Record, add func(term)) {
	for _, m := range it.marks {
		s, ok := b.look.stake(it, r, m)
		if !ok {
			continue
		}
		add(term{kind: termStake, sig: m.sig, at: m.at, pts: min(Points(s.Amount.Float()/stakeEvery), stakeMost), ref: s.Ref})
	}
}

// stakeWords are label and evidence of a stake among the terms of a score.
func (it *Item) stakeWords(t term) (label, evidence string) {
	s, ok := it.q.look.stake(it, it.record(), mark{t.sig, t.at})
	if !ok {
		return "stake", ""
	}
	from := ""
	if t.sig == PromiseBreaks {
		from = " from " + it.dueDay(it.zone()) + " on"
	}
	return s.Label, it.q.look.amount(s.Amount) + " a day" + from + ": " + s.Evidence
}

func (it *Item) dueDay(loc *time.Location) string {
	return it.own.Day(loc).Short(it.q.c.Now.Day(loc))
}

// amount is money as people read it, without the sign of its currency where only ASCII shows.
func (l *look) amount(a money.Amount) string {
	if l.c.ASCII {
		return a.String()
	}
	return a.Show()
}
