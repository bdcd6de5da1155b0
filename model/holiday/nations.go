package holiday

import (
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// nation is a country with its rules; rules is nil where only parts are known.
type nation struct {
	code, name string
	rules      []*cal.Holiday
	parts      []part
}

// part is a region with its rules, those of the whole country included.
type part struct {
	code, name string
	rules      []*cal.Holiday
}

// nations is made anew when asked for, so that a start pays for no list that nobody looks at.
func nations() []nation {
	return []nation{
		{code: "AR", name: "Argentina", rules: ar.Holidays},
		{code: "AT", name: "Austria", rules: at.Holidays},
		{code: "AU", name: "Australia", parts: australia()},
		{code: "BE", name: "Belgium", rules: be.Holidays},
		{code: "BG", name: "Bulgaria", rules: bg.Holidays},
		{code: "BR", name: "Brazil", rules: br.Holidays},
		{code: "CA", name: "Canada", rules: ca.Holidays},
		{code: "CH", name: "Switzerland", rules: ch.Holidays, parts: switzerland()},
		{code: "CZ", name: "Czechia", rules: cz.Holidays},
		{code: "DE", name: "Germany", rules: de.Holidays, parts: germany()},
		{code: "DK", name: "Denmark", rules: dk.Holidays},
		{code: "ES", name: "Spain", rules: es.Holidays},
		{code: "FR", name: "France", rules: fr.Holidays},
		{code: "GB", name: "United Kingdom", rules: gb.Holidays},
		{code: "GR", name: "Greece", rules: gr.Holidays},
		{code: "HR", name: "Croatia", rules: hr.Holidays},
		{code: "IE", name: "Ireland", rules: ie.Holidays},
		{code: "IT", name: "Italy", rules: it.Holidays},
		{code: "JP", name: "Japan", rules: jp.Holidays},
		{code: "LT", name: "Lithuania", rules: lt.Holidays},
		{code: "LV", name: "Latvia", rules: lv.Holidays},
		{code: "NL", name: "Netherlands", rules: nl.Holidays},
		{code: "NO", name: "Norway", rules: no.Holidays},
		{code: "NZ", name: "New Zealand", rules: nz.Holidays},
		{code: "PL", name: "Poland", rules: pl.Holidays},
		{code: "RO", name: "Romania", rules: ro.Holidays},
		{code: "RU", name: "Russia", rules: ru.Holidays},
		{code: "SE", name: "Sweden", rules: se.Holidays},
		{code: "SI", name: "Slovenia", rules: si.Holidays},
		{code: "SK", name: "Slovakia", rules: sk.Holidays},
		{code: "UA", name: "Ukraine", rules: ua.Holidays},
		{code: "US", name: "United States", rules: us.Holidays},
		{code: "ZA", name: "South Africa", rules: za.Holidays},
	}
}

func australia() []part {
	return []part{
		{"ACT", "Australian Capital Territory", au.HolidaysACT},
		{"NSW", "New South Wales", au.HolidaysNSW},
		{"NT", "Northern Territory", au.HolidaysNT},
		{"QLD", "Queensland", au.HolidaysQLD},
		{"SA", "South Australia", au.HolidaysSA},
		{"TAS", "Tasmania", au.HolidaysTAS},
		{"VIC", "Victoria", au.HolidaysVIC},
		{"WA", "Western Australia", au.HolidaysWA},
	}
}

func switzerland() []part {
	return []part{
		{"AG", "Aargau", ch.HolidaysAG},
		{"AI", "Appenzell Innerrhoden", ch.HolidaysAI},
		{"AR", "Appenzell Ausserrhoden", ch.HolidaysAR},
		{"BE", "Bern", ch.HolidaysBE},
		{"BL", "Basel-Landschaft", ch.HolidaysBL},
		{"BS", "Basel-Stadt", ch.HolidaysBS},
		{"FR", "Fribourg", ch.HolidaysFR},
		{"GE", "Genève", ch.HolidaysGE},
		{"GL", "Glarus", ch.HolidaysGL},
		{"GR", "Graubünden", ch.HolidaysGR},
		{"JU", "Jura", ch.HolidaysJU},
		{"LU", "Luzern", ch.HolidaysLU},
		{"NE", "Neuchâtel", ch.HolidaysNE},
		{"NW", "Nidwalden", ch.HolidaysNW},
		{"OW", "Obwalden", ch.HolidaysOW},
		{"SG", "St. Gallen", ch.HolidaysSG},
		{"SH", "Schaffhausen", ch.HolidaysSH},
		{"SO", "Solothurn", ch.HolidaysSO},
		{"SZ", "Schwyz", ch.HolidaysSZ},
		{"TG", "Thurgau", ch.HolidaysTG},
		{"TI", "Ticino", ch.HolidaysTI},
		{"UR", "Uri", ch.HolidaysUR},
		{"VD", "Vaud", ch.HolidaysVD},
		{"VS", "Valais", ch.HolidaysVS},
		{"ZG", "Zug", ch.HolidaysZG},
		{"ZH", "Zürich", ch.HolidaysZH},
	}
}

func germany() []part {
	return []part{
		{"BB", "Brandenburg", de.HolidaysBB},
		{"BE", "Berlin", de.HolidaysBE},
		{"BW", "Baden-Württemberg", de.HolidaysBW},
		{"BY", "Bayern", de.HolidaysBY},
		{"HB", "Bremen", de.HolidaysHB},
		{"HE", "Hessen", de.HolidaysHE},
		{"HH", "Hamburg", de.HolidaysHH},
		{"MV", "Mecklenburg-Vorpommern", de.HolidaysMV},
		{"NI", "Niedersachsen", de.HolidaysNI},
		{"NW", "Nordrhein-Westfalen", de.HolidaysNW},
		{"RP", "Rheinland-Pfalz", de.HolidaysRP},
		{"SH", "Schleswig-Holstein", de.HolidaysSH},
		{"SL", "Saarland", de.HolidaysSL},
		{"SN", "Sachsen", de.HolidaysSN},
		{"ST", "Sachsen-Anhalt", de.HolidaysST},
		{"TH", "Thüringen", de.HolidaysTH},
	}
}
