package sheet

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// What the parts begin with and are called by.
const (
	xmlHead     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaceMain   = `http://schemas.openxmlformats.org/spreadsheetml/2006/main`
	spaceRel    = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	spacePack   = `http://schemas.openxmlformats.org/package/2006/`
	typeOfSheet = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
	relsPart    = `<Relationships xmlns="` + spacePack + `relationships"><Relationship Id="rId1" Type="` + spaceRel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
)

// workbook is the list of sheets, and what each filter covers, which programs keep as a name.
func (w *Writer) workbook() string {
	var b strings.Builder
	b.WriteString(`<workbook xmlns="` + spaceMain + `" xmlns:r="` + spaceRel + `"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	for i, name := range w.names {
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(name), i+1, i+1)
	}
	b.WriteString(`</sheets>`)
	names := ""
	for i, area := range w.areas {
		if area == "" {
			continue
		}
		first, last, _ := strings.Cut(area, ":")
		names += fmt.Sprintf(`<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!%s:%s</definedName>`,
			i, escaped(strings.ReplaceAll(w.names[i], "'", "''")), fixed(first), fixed(last))
	}
	if names != "" {
		b.WriteString(`<definedNames>` + names + `</definedNames>`)
	}
	b.WriteString(`</workbook>`)
	return b.String()
}

// fixed writes A1 as $A$1.
func fixed(ref string) string {
	i := strings.IndexAny(ref, "0123456789")
	return "$" + ref[:i] + "$" + ref[i:]
}

// workbookRels says where the sheets and the styles are.
func (w *Writer) workbookRels() string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + spacePack + `relationships">`)
	for i := range w.names {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, spaceRel, i+1)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(w.names)+1, spaceRel)
	return b.String()
}

// firstForm is the first number that a format of one's own can have.
const firstForm = 164

// styles are the plain look, the bold one, and one for each form.
func (w *Writer) styles() string {
	var b strings.Builder
	b.WriteString(`<styleSheet xmlns="` + spaceMain + `">`)
	if len(w.form) > 0 {
		fmt.Fprintf(&b, `<numFmts count="%d">`, len(w.form))
		for i, f := range w.form {
			fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstForm+i, escaped(string(f)))
		}
		b.WriteString(`</numFmts>`)
	}
	b.WriteString(`<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
	fmt.Fprintf(&b, `<cellXfs count="%d"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>`, len(w.form)+2)
	for i := range w.form {
		fmt.Fprintf(&b, `<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`, firstForm+i)
	}
	b.WriteString(`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`)
	return b.String()
}

// types says of what type each part is.
func (w *Writer) types() string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="` + spacePack + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + typeOfSheet + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + typeOfSheet + `styles+xml"/>`)
	for i := range w.names {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, typeOfSheet)
	}
	b.WriteString(`</Types>`)
	return b.String()
}

// escaped is a text for an attribute.
func escaped(s string) string { return string(appendText(nil, s)) }

// lawful reports whether XML can hold the character.
func lawful(r rune) bool {
	return r >= ' ' && r != 0xfffe && r != 0xffff || r == '\t' || r == '\n' || r == '\r'
}

// appendText writes a text for XML. What XML cannot hold is dropped, and so is a byte that is no
// character. A carriage return, which XML would lose, and what reads like its spelling are
// spelled as workbooks do.
func appendText(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		c, n, put := s[i], 1, ""
		switch {
		case c == '&':
			put = "&amp;"
		case c == '<':
			put = "&lt;"
		case c == '>':
			put = "&gt;"
		case c == '"':
			put = "&quot;"
		case c == '\r':
			put = "_x000D_"
		case c == '_':
			if _, spelled := unitAt([]byte(s[i:min(len(s), i+unitLen)])); !spelled {
				i++
				continue
			}
			put = "_x005F_"
		case c >= utf8.RuneSelf:
			var r rune
			if r, n = utf8.DecodeRuneInString(s[i:]); (r != utf8.RuneError || n > 1) && lawful(r) {
				i += n
				continue
			}
		case c >= ' ' || c == '\t' || c == '\n':
			i++
			continue
		}
		b = append(append(b, s[from:i]...), put...)
		i += n
		from = i
	}
	return append(b, s[from:]...)
}
