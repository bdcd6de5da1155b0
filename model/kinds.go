package model

import (
	"runtime"
	"sync"
)

// Kinds is the ordered list of all kinds of record. A kind is its file and its line here.
//
// It is made when first asked for, on all processors: before main begins there is just one.
func Kinds() *Schema { return schema() }

var schema = sync.OnceValue(func() *Schema {
	kinds := make([]*Kind, len(kindList))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(kinds))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(kinds); i += workers {
				kinds[i] = kindList[i]()
			}
		})
	}
	wg.Wait()
	return NewSchema(kinds)
})

var kindList = [...]func() *Kind{
	projectKind, taskKind, baselineKind, riskKind, costLineKind, ledgerKind, personKind,
	accountKind, contactKind, interactionKind, promiseKind, escalationKind, answerKind,
	blockerKind, actionKind, calendarKind, workspaceKind,
	sprintKind, timeEntryKind, changeRequestKind, decisionKind, stakeholderKind,
	agreementKind, standardKind, readingKind, orderKind, itemKind,
	benefitKind, opportunityKind, vendorKind, purchaseKind, reviewKind,
	rateKind, templateKind, reportKind, lessonKind,
	sourceFileKind, scenarioKind,
}

// The prefixes of the kinds, for code that must name one.
const (
	ProjectPrefix     = "P"
	TaskPrefix        = "T"
	BaselinePrefix    = "BL"
	RiskPrefix        = "R"
	CostLinePrefix    = "CL"
	LedgerPrefix      = "LE"
	PersonPrefix      = "H"
	AccountPrefix     = "A"
	ContactPrefix     = "C"
	InteractionPrefix = "I"
	PromisePrefix     = "M"
	EscalationPrefix  = "E"
	AnswerPrefix      = "N"
	BlockerPrefix     = "B"
	ActionPrefix      = "AC"
	CalendarPrefix    = "CAL"
	WorkspacePrefix   = "W"

	SprintPrefix        = "S"
	TimeEntryPrefix     = "TE"
	ChangeRequestPrefix = "CR"
	DecisionPrefix      = "D"
	StakeholderPrefix   = "SH"
	AgreementPrefix     = "AG"
	StandardPrefix      = "ST"
	ReadingPrefix       = "RD"
	OrderPrefix         = "O"
	ItemPrefix          = "IT"
	BenefitPrefix       = "BF"
	OpportunityPrefix   = "OP"
	VendorPrefix        = "V"
	PurchasePrefix      = "PU"
	ReviewPrefix        = "RV"
	RatePrefix          = "FX"
	TemplatePrefix      = "TP"
	ReportPrefix        = "RP"
	LessonPrefix        = "L"
	SourceFilePrefix    = "SF"
	ScenarioPrefix      = "SC"
)
