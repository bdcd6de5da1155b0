package storetest

import (
	"testing"
	"time"

	"tandem/model"
)

func TestSeed(t *testing.T) {
	s := Open(t)
	x := Seed(t, s)
	snap := s.Snapshot()
	for _, id := range []model.ID{x.Me, x.Account, x.Contact, x.Project, x.Task, x.Later, x.Risk, x.Escalation, x.Blocker} {
		if snap.Get(id) == nil {
			t.Errorf("%s is not there", id)
		}
	}
	if later, ok := model.Find[*model.Task](snap, x.Later); !ok || len(later.Links) != 1 || later.Links[0].Predecessor != x.Task {
		t.Errorf("the second task is %+v", later)
	}
}

func TestClock(t *testing.T) {
	c := NewClock()
	s := Open(t, With(c))
	before := s.Now()
	c.Add(time.Hour)
	if got := s.Now().Sub(before); got != time.Hour {
		t.Errorf("the store's clock moved by %v", got)
	}
}
