package sample

import "tandem/model"

// personRow is one of our own people. rate is in euros an hour.
type personRow struct {
	key, name, role, department, place string
	rate                               int64
	capacity                           model.Pct
	skills                             []string
	notes                              string
}

var personRows = []personRow{
	{"mara", "Mara Lindqvist", "Delivery manager", "Delivery", "berlin", 105, 100_00, []string{"delivery", "negotiation", "german", "swedish"}, "That is you."},
	{"jonas", "Jonas Albrecht", "Project manager", "Projects", "berlin", 98, 100_00, []string{"planning", "logistics", "german"}, ""},
	{"aylin", "Aylin Demir", "Integration engineer", "Engineering", "berlin", 92, 100_00, []string{"interfaces", "go", "sql"}, "The only one who knows the carrier interfaces from the inside."},
	{"tomasz", "Tomasz Wrona", "Warehouse systems analyst", "Engineering", "berlin", 88, 100_00, []string{"warehouse-systems", "sql", "polish"}, ""},
	{"carla", "Carla Reis", "Site rollout lead", "Field services", "berlin", 79, 100_00, []string{"hardware", "networks", "training"}, "Travels Monday to Thursday."},
	{"priya", "Priya Ramanan", "Product owner", "Products", "london", 97, 100_00, []string{"product", "retail", "workshops"}, ""},
	{"owen", "Owen Hartley", "Mobile developer", "Engineering", "london", 90, 100_00, []string{"kotlin", "swift", "testing"}, ""},
	{"sinead", "Sinead Molloy", "Backend developer", "Engineering", "london", 91, 80_00, []string{"go", "payments", "sql"}, "Four days a week, never on Friday."},
	{"kofi", "Kofi Badu", "Store support lead", "Support", "london", 74, 100_00, []string{"support", "tills", "coaching"}, ""},
	{"dana", "Dana Whitlock", "Programme manager", "Projects", "york", 110, 100_00, []string{"lean", "health", "planning"}, ""},
	{"marcus", "Marcus Oyelaran", "Process analyst", "Consulting", "york", 95, 100_00, []string{"lean", "laboratories", "statistics"}, ""},
	{"ines", "Ines Calloway", "Integration and compliance engineer", "Engineering", "york", 99, 60_00, []string{"interfaces", "health-records", "audits"}, "Shared with another programme: three days a week here."},
}

// contactRow is somebody at a customer.
type contactRow struct {
	key, name, role, account string
	influence                model.Influence
	reach                    string
}

var contactRows = []contactRow{
	{"helene", "Helene Brandt", "Chief operating officer", "northwind", "decides", "By phone, before nine. Reads no long mails."},
	{"sven", "Sven Kowalke", "Head of Depot North", "northwind", "high", "On the floor until two; then by phone."},
	{"ruta", "Ruta Janson", "Head of logistics systems", "northwind", "high", "Chat, or the Tuesday meeting."},
	{"olaf", "Olaf Petri", "Purchasing", "northwind", "medium", "Mail, with the order number in the subject."},
	{"fiona", "Fiona Carrick", "Director of stores", "brightside", "decides", "Her assistant books the calls."},
	{"dev", "Dev Malhotra", "Head of digital", "brightside", "high", "Chat at any time."},
	{"lucy", "Lucy Penhallow", "Regional store manager, South", "brightside", "medium", "Phone; she is in a store most days."},
	{"gareth", "Gareth Sowerby", "Service desk manager", "brightside", "medium", "Customer portal first, then phone."},
	{"ruth", "Dr Ruth Adeyemi-Cole", "Chief medical officer", "corvid", "decides", "Mail to her office. Wants one page, no slides."},
	{"peter", "Peter Vance", "Director of laboratories", "corvid", "high", "Phone between one and two."},
	{"joyce", "Joyce Tan", "Intake supervisor, main laboratory", "corvid", "high", "Visit her: she says more at the bench than in any meeting."},
	{"alan", "Alan Birch", "Patient services manager", "corvid", "medium", "Mail."},
}

// accountRow is a customer. renewal is in calendar days from today.
type accountRow struct {
	key, name string
	tier      model.Tier
	place     string
	value     int64
	renewal   int
	sponsor   string
	status    model.AccountStatus
	target    int
	tags      []string
	notes     string
}

var accountRows = []accountRow{
	{"northwind", "Northwind Logistics", "strategic", "berlin", 1_450_000, 40, "helene", "at risk", 80, []string{"logistics", "framework-contract"},
		"Three depots, one more planned next year.\n\nWhat they care about: trucks leaving on time. Everything else is detail.\n\n- Renewal is decided by Helene with the depot heads in the room.\n- The label printers are the symbol of the whole rollout for them."},
	{"brightside", "Brightside Retail", "key", "london", 620_000, 155, "fiona", "active", 75, []string{"retail"},
		"84 stores. No changes in stores from mid November to the first week of January.\n\nThey grew used to us fixing things by phone; the portal must be easier than that."},
	{"corvid", "Corvid Health", "key", "york", 780_000, 96, "ruth", "active", 80, []string{"health", "regulated"},
		"Two laboratories and eleven clinics.\n\nOn paper everything is fine here. The people at the benches say something else: ask Joyce before believing the report."},
}
