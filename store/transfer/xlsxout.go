package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// writeXLSX writes a sheet a kind: numbers, dates and amounts as what they are, everything else
// as text, so that no cell is a formula.
func writeXLSX(ctx context.Context, s *model.Snapshot, now date.Instant, sheets []Sheet, out io.Writer) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if len(sheets) == 0 {
		return fmt.Errorf("%w: no kind of record was named", ErrNothing)
	}
	x := &sheetWriter{f: f, money: map[money.Code]int{}, clock: s.Ctx(now).Loc}
	if err := x.styles(); err != nil {
		return err
	}
	for i, sh := range sheets {
		name := sheetName(sh.Kind)
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = x.sheet(ctx, s.Ctx(now), name, sh.whole())
		}
		if err != nil {
			return err
		}
	}
	return f.Write(out)
}

// sheetName is a kind's plural as a sheet may be called.
func sheetName(k *model.Kind) string {
	n := strings.ToUpper(k.Plural[:1]) + k.Plural[1:]
	return n[:min(len(n), 31)]
}

type sheetWriter struct {
	f                        *excelize.File
	head, day, moment, share int // styles
	clock                    *time.Location
	money                    map[money.Code]int
}

func (x *sheetWriter) styles() (err error) {
	style := func(s excelize.Style) int {
		id, e := x.f.NewStyle(&s)
		err = errors.Join(err, e)
		return id
	}
	days, moments := "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
	x.head = style(excelize.Style{Font: &excelize.Font{Bold: true}})
	x.day = style(excelize.Style{CustomNumFmt: &days})
	x.moment = style(excelize.Style{CustomNumFmt: &moments})
	x.share = style(excelize.Style{NumFmt: 10})
	return err
}

// sheet writes one kind's records.
func (x *sheetWriter) sheet(ctx context.Context, c *model.Ctx, name string, sh Sheet) error {
	w, err := x.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, f := range sh.Fields {
		if err := w.SetColWidth(i+2, i+2, float64(min(max(f.Width, 8), 50))); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	row := []any{excelize.Cell{StyleID: x.head, Value: ToRef}}
	for _, f := range sh.Fields {
		row = append(row, excelize.Cell{StyleID: x.head, Value: f.Name})
	}
	if err := w.SetRow("A1", row); err != nil {
		return err
	}
	line := 1
	err = sh.each(ctx, c, func(c *model.Ctx, r model.Record) error {
		if line++; line > 1<<20 {
			return fmt.Errorf("%s: a sheet holds %d rows at most; CSV holds them all", sh.Kind.Plural, 1<<20)
		}
		row = append(row[:0], r.Base().ID.String())
		for _, f := range sh.Fields {
			v, err := x.value(f, c, r)
			if err != nil {
				return fmt.Errorf("%s %s: %w", r.Base().ID, f.Name, err)
			}
			row = append(row, v)
		}
		return w.SetRow(fmt.Sprintf("A%d", line), row)
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

// value is a field as a cell of its type; nil for none.
func (x *sheetWriter) value(f *model.Field, c *model.Ctx, r model.Record) (any, error) {
	text := f.Text(c, r)
	if text == "" {
		return nil, nil
	}
	key := f.Key(c, r)
	switch f.Type {
	case model.TypeInt:
		return int64(key.Num), nil
	case model.TypeNumber:
		if n := key.Num; fmt.Sprint(n) == text {
			return n, nil
		}
	case model.TypePercent:
		return excelize.Cell{StyleID: x.share, Value: key.Num / 100}, nil
	case model.TypeDate:
		if d, err := date.ParseDay(text, c.Now.Day(c.Loc)); err == nil && d > firstSheetDay {
			return excelize.Cell{StyleID: x.day, Value: int64(d - sheetEpoch)}, nil
		}
	case model.TypeTime:
		if own := r.Base().ID; own.Is(model.CalendarPrefix) || own.Is(model.WorkspacePrefix) {
			break // by whose clock they are read is in these very records
		}
		if v, ok := x.stamp(text, c.Now); ok {
			return v, nil
		}
	case model.TypeMoney:
		if a, err := money.Parse(text, ""); err == nil && a.Code != "" && a.Minor < 1<<50 && a.Minor > -1<<50 {
			id, err := x.moneyStyle(a.Code)
			return excelize.Cell{StyleID: id, Value: a.Float()}, err
		}
	case model.TypeCalc:
		if key.Set && key.Str == "" && fmt.Sprint(key.Num) == text {
			return key.Num, nil
		}
	}
	if utf8.RuneCountInString(text) > maxSheetCell {
		return nil, fmt.Errorf("is longer than the %d characters that a cell of a spreadsheet holds; CSV and JSON hold it", maxSheetCell)
	}
	return text, nil
}

// sheetEpoch is day 0 of a spreadsheet; before the first of March 1900 its count is wrong.
var (
	sheetEpoch    = date.YMD(1899, 12, 30)
	firstSheetDay = date.YMD(1900, 3, 1)
)

// stamp is a moment by the workspace's clock; one that the clock shows twice stays text.
func (x *sheetWriter) stamp(text string, now date.Instant) (any, bool) {
	at, err := date.Parse(text, now, x.clock)
	if err != nil || at.Day(x.clock) <= firstSheetDay {
		return nil, false
	}
	t := at.In(x.clock)
	if back, err := date.Parse(t.Format("2006-01-02T15:04:05"), now, x.clock); err != nil || back != at {
		return nil, false
	}
	sec := t.Hour()*3600 + t.Minute()*60 + t.Second()
	return excelize.Cell{StyleID: x.moment, Value: float64(at.Day(x.clock)-sheetEpoch) + float64(sec)/86400}, true
}

// moneyStyle is the look of amounts in a currency, which also keeps what currency it is.
func (x *sheetWriter) moneyStyle(c money.Code) (int, error) {
	if id, ok := x.money[c]; ok {
		return id, nil
	}
	form := "#,##0"
	if n := c.Digits(); n > 0 {
		form += "." + strings.Repeat("0", n)
	}
	form += ` "` + string(c) + `"`
	id, err := x.f.NewStyle(&excelize.Style{CustomNumFmt: &form})
	x.money[c] = id
	return id, err
}
