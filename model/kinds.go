package model

// Kinds is the ordered list of all kinds of record. A kind is its file and its line here.
func Kinds() *Schema { return schema }

var schema = NewSchema([]*Kind{
	projectKind, taskKind, baselineKind, riskKind, costLineKind, ledgerKind, personKind,
	accountKind, contactKind, interactionKind, promiseKind, escalationKind, answerKind,
	blockerKind, actionKind, calendarKind, workspaceKind,
	sprintKind, timeEntryKind, changeRequestKind, decisionKind, stakeholderKind,
	agreementKind, standardKind, readingKind, orderKind, itemKind,
	benefitKind, opportunityKind, vendorKind, purchaseKind, reviewKind,
	rateKind, templateKind, reportKind, lessonKind,
	sourceFileKind, scenarioKind,
})

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
