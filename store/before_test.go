package store_test

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/store/sample"
	"tandem/store/storetest"
)

// TestBefore: the journal tells what was, and where it does not reach, the dates of the records do.
func TestBefore(t *testing.T) {
	clock := storetest.NewClock()
	s := storetest.Open(t, storetest.With(clock))
	storetest.Edit(t, s, "sample", func(e *model.Edit) error { return sample.Build(e, sample.Options{Seed: 1}) })
	filled := s.Now()
	account, err := model.ParseID("A-1")
	if err != nil {
		t.Fatal(err)
	}
	clock.Add(24 * time.Hour)
	storetest.Edit(t, s, "leave", func(e *model.Edit) error {
		return model.Update(e, account, func(a *model.Account) error { a.Status = "leaving"; return nil })
	})
	was, byDates, err := s.Before(s.Snapshot(), account, filled+60)
	if err != nil || byDates {
		t.Fatal(byDates, err)
	}
	if a, _ := model.Find[*model.Account](was, account); a.Status != "at risk" {
		t.Errorf("the account was %s", a.Status)
	}
	was, byDates, err = s.Before(s.Snapshot(), account, filled-30*86400)
	if err != nil || !byDates {
		t.Fatal(byDates, err)
	}
	if was.Count(model.InteractionPrefix) >= s.Snapshot().Count(model.InteractionPrefix) {
		t.Error("the contacts since are still there")
	}
	added := storetest.Edit(t, s, "add", func(e *model.Edit) error {
		e.Put(model.AccountPrefix, &model.Account{Name: "Late"})
		return nil
	})
	if was, byDates, err = s.Before(s.Snapshot(), added.IDs[0], filled+60); err != nil || !byDates || was.Get(added.IDs[0]) == nil {
		t.Error("an account that came in later has a past of its own dates", byDates, err)
	}
}

// TestBriefOfStore: told from the last meeting on, against what the journal has.
func TestBriefOfStore(t *testing.T) {
	clock := storetest.NewClock()
	s := storetest.Open(t, storetest.With(clock))
	storetest.Edit(t, s, "sample", func(e *model.Edit) error { return sample.Build(e, sample.Options{Seed: 1}) })
	clock.Add(48 * time.Hour)
	account, _ := model.ParseID("A-1")
	storetest.Edit(t, s, "leave", func(e *model.Edit) error {
		return model.Update(e, account, func(a *model.Account) error { a.Sponsor = 0; return nil })
	})
	c := s.Snapshot().Ctx(s.Now())
	b, err := s.Brief(c, account, s.Now()-86400, 0)
	if err != nil {
		t.Fatal(err)
	}
	if text := b.Markdown(); !strings.Contains(text, "No sponsor is named.") || b.Before == nil || b.Before.Score == b.Health.Score {
		t.Errorf("%+v\n%s", b.Before, text)
	}
	if _, err := s.Brief(c, account+7777, 0, 0); err == nil {
		t.Error("a brief for nobody")
	}
}
