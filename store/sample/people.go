package sample

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// team makes our own people.
func (b *builder) team() {
	b.people = map[string]*model.Person{}
	for _, t := range personRows {
		p := &model.Person{Name: t.name, Role: t.role, Department: t.department, Kind: "work", Skills: t.skills, Rate: euros(t.rate),
			Overtime: money.Amount{Minor: t.rate * 125, Code: "EUR"}, Capacity: t.capacity, Calendar: b.walkOf(t.place).id,
			Email: mail(t.name, "northbound.example"), Initials: initials(t.name)}
		p.Notes, p.Created = t.notes, b.ago(b.berlin, "200d")
		b.people[t.key] = p
		b.put(model.PersonPrefix, t.key, p)
	}
}

// accounts makes the customers, their contacts, and names the sponsors.
func (b *builder) accounts() {
	made := map[string]*model.Account{}
	for _, t := range accountRows {
		a := &model.Account{Name: t.name, Tier: t.tier, Calendar: b.walkOf(t.place).id, Value: euros(t.value), Currency: "EUR",
			Renewal: b.today() + date.Day(t.renewal), Status: t.status, Target: t.target}
		a.Tags, a.Notes, a.Created = t.tags, t.notes, b.ago(b.berlin, "190d")
		made[t.key] = a
		b.put(model.AccountPrefix, t.key, a)
	}
	for _, t := range contactRows {
		c := &model.Contact{Name: t.name, Role: t.role, Account: b.id(t.account), Influence: t.influence, Reach: t.reach,
			Email: mail(strings.TrimPrefix(t.name, "Dr "), t.account+".example"), Phone: fmt.Sprintf("+00 555 01%02d %03d", len(b.ids)%100, 100+b.rng.IntN(900))}
		c.Created = b.ago(b.berlin, "185d")
		b.put(model.ContactPrefix, t.key, c)
	}
	for _, t := range accountRows {
		made[t.key].Sponsor = b.id(t.sponsor)
	}
}

// mail is an address at a domain that cannot exist.
func mail(name, domain string) string {
	return strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@" + domain
}

func initials(name string) string {
	out := ""
	for _, w := range strings.Fields(name) {
		out += w[:1]
	}
	return out
}
