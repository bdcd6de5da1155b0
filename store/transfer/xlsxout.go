package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/store/transfer/sheet"
)

// writeXLSX writes a sheet a kind: numbers, dates and amounts as what they are, everything else
// as text, so that no cell is a formula.
func writeXLSX(ctx context.Context, s *model.Snapshot, now date.Instant, sheets []Sheet, out io.Writer) error {
	if len(sheets) == 0 {
		return fmt.Errorf("%w: no kind of record was named", ErrNothing)
	}
	x := &sheetWriter{out: sheet.NewWriter(out), money: map[money.Code]sheet.Form{}, clock: s.Ctx(now).Loc}
	for _, sh := range sheets {
		if err := x.sheet(ctx, s.Ctx(now), sheetName(sh.Kind), sh.whole()); err != nil {
			return err
		}
	}
	return x.out.Close()
}

// sheetName is a kind's plural as a sheet may be called.
func sheetName(k *model.Kind) string {
	n := strings.ToUpper(k.Plural[:1]) + k.Plural[1:]
	return n[:min(len(n), sheet.MaxName)]
}

type sheetWriter struct {
	out   *sheet.Writer
	clock *time.Location
	money map[money.Code]sheet.Form
}

// sheet writes one kind's records.
func (x *sheetWriter) sheet(ctx context.Context, c *model.Ctx, name string, sh Sheet) error {
	head := []sheet.Column{{Heading: ToRef}}
	for _, f := range sh.Fields {
		head = append(head, sheet.Column{Heading: f.Name, Width: float64(min(max(f.Width, 8), 50))})
	}
	customs := customsOf(sh)
	for _, h := range customs.headings() {
		head = append(head, sheet.Column{Heading: h, Width: 16})
	}
	if err := x.out.Sheet(name, head); err != nil {
		return err
	}
	line := 1
	row := make([]sheet.Value, 0, len(head))
	return sh.each(ctx, c, func(c *model.Ctx, r model.Record) error {
		if line++; line > sheet.MaxRows {
			return fmt.Errorf("%s: a sheet holds %d rows at most; CSV holds them all", sh.Kind.Plural, sheet.MaxRows)
		}
		row = append(row[:0], sheet.Words(r.Base().ID.String()))
		values, whole := customs.cells(r)
		for _, f := range sh.Fields {
			if isCustomField(f) && whole {
				row = append(row, sheet.Value{})
				continue
			}
			row = append(row, x.value(f, c, r))
		}
		for _, v := range values {
			row = append(row, customValue(v))
		}
		err := x.out.Row(row)
		var bad *sheet.RowError
		if errors.As(err, &bad) && bad.Column > 1 {
			return fmt.Errorf("%s %s: %s; CSV and JSON hold it", r.Base().ID, head[bad.Column-1].Heading, bad.Message)
		}
		return err
	})
}

// customValue is a custom value as a cell; blank for none.
func customValue(s string) sheet.Value {
	if s == "" {
		return sheet.Value{}
	}
	return sheet.Words(s)
}

// value is a field as a cell of its type; blank for none.
func (x *sheetWriter) value(f *model.Field, c *model.Ctx, r model.Record) sheet.Value {
	text := f.Text(c, r)
	if text == "" {
		return sheet.Value{}
	}
	key := f.Key(c, r)
	switch f.Type {
	case model.TypeInt:
		return sheet.Num(float64(int64(key.Num)), sheet.General)
	case model.TypeNumber:
		if n := key.Num; fmt.Sprint(n) == text {
			return sheet.Num(n, sheet.General)
		}
	case model.TypePercent:
		return sheet.Num(key.Num/100, sheet.ShareForm)
	case model.TypeDate:
		if d, err := date.ParseDay(text, c.Now.Day(c.Loc)); err == nil && d > firstSheetDay {
			return sheet.Num(float64(d-sheetEpoch), sheet.DayForm)
		}
	case model.TypeTime:
		if own := r.Base().ID; own.Is(model.CalendarPrefix) || own.Is(model.WorkspacePrefix) {
			break // by whose clock they are read is in these very records
		}
		if v, ok := x.stamp(text, c.Now); ok && !x.opens(f, c, r, text) {
			return v
		}
	case model.TypeMoney:
		if a, err := money.Parse(text, ""); err == nil && a.Code != "" && a.Minor < 1<<50 && a.Minor > -1<<50 {
			return sheet.Num(a.Float(), x.moneyForm(a.Code))
		}
	case model.TypeCalc:
		if key.Set && key.Str == "" && fmt.Sprint(key.Num) == text {
			return sheet.Num(key.Num, sheet.General)
		}
	}
	return sheet.Words(text)
}

// sheetEpoch is day 0 of a spreadsheet; before the first of March 1900 its count is wrong.
var (
	sheetEpoch    = date.YMD(1899, 12, 30)
	firstSheetDay = date.YMD(1900, 3, 1)
)

// stamp is a moment by the workspace's clock; one that the clock shows twice stays text.
func (x *sheetWriter) stamp(text string, now date.Instant) (sheet.Value, bool) {
	at, err := date.Parse(text, now, x.clock)
	if err != nil || at.Day(x.clock) <= firstSheetDay {
		return sheet.Value{}, false
	}
	t := at.In(x.clock)
	if back, err := date.Parse(t.Format("2006-01-02T15:04:05"), now, x.clock); err != nil || back != at {
		return sheet.Value{}, false
	}
	sec := t.Hour()*3600 + t.Minute()*60 + t.Second()
	return sheet.Num(float64(at.Day(x.clock)-sheetEpoch)+float64(sec)/86400, sheet.MomentForm), true
}

// opens reports a moment at midnight of a field that takes a bare day for another time of it, such as
// its start of business: a cell of a spreadsheet cannot tell the two apart, so it stays text.
func (x *sheetWriter) opens(f *model.Field, c *model.Ctx, r model.Record, text string) bool {
	at, err := date.Parse(text, c.Now, x.clock)
	if err != nil || at != at.Day(x.clock).At(0, 0, x.clock) {
		return false
	}
	k := c.Snap.Schema().Of(r.Base().ID)
	probe := k.Copy(r)
	return f.Parse(c, probe, at.Day(x.clock).String()) != nil || !f.Same(probe, r)
}

// moneyForm is the look of amounts in a currency, which also keeps what currency it is.
func (x *sheetWriter) moneyForm(c money.Code) sheet.Form {
	form, ok := x.money[c]
	if !ok {
		form = sheet.MoneyForm(string(c), c.Digits())
		x.money[c] = form
	}
	return form
}
