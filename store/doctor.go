package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/model/date"
)

// Report is what Doctor found. OK is true where no finding is an error.
type Report struct {
	OK       bool
	Records  int
	Entries  int
	Size     int64 // of the file, in bytes
	Free     int64 // of it not in use; see Worth
	Findings []Finding
}

// Doctor checks all of a workspace that is not open, and writes nothing: pages, checksums,
// counts and hashes, the whole journal, then each record by the rules of its kind, unless the
// file waits for a migration, which is said. Damage is in the report; the error says that the file could not be looked at.
func Doctor(path string) (Report, error) {
	return DoctorWith(path, nil)
}

func clockNow() time.Time { return time.Now() }

// doctor checks an open file. pages lets bbolt look at it, too.
func doctor(f *os.File, path string, now date.Instant, progress Progress, pages func() []Finding) (Report, error) {
	c, err := load(f, path, model.Kinds(), migrations, depth{decode: true, journal: true, progress: progress})
	r := Report{Findings: c.findings, Entries: int(c.state.seq), Size: fileSize(path), Free: c.free}
	var damage *DamageError
	switch {
	case errors.As(err, &damage):
		if len(r.Findings) == 0 {
			r.Findings = []Finding{{Error, "file", string(damage.Kind) + ": " + damage.Detail}}
		}
		return r, nil
	case err != nil:
		return r, err
	}
	if w := compareSeen(path, c.state, c.fell); w != "" {
		r.Findings = append(r.Findings, Finding{Warning, "header", w})
	}
	for _, k := range c.state.kinds { // load has held them against what is there
		r.Records += int(k.count)
	}
	if c.snap != nil {
		r.Findings = append(r.Findings, rules(c.snap, now)...)
	} else if c.version < newest(migrations) {
		r.Findings = append(r.Findings, Finding{Warning, "file", waits(c.version)})
	}
	r.Findings = append(append(append(r.Findings, pages()...), wrongModes(path)...), strayFiles(path)...)
	if Worth(r.Size, r.Free) {
		r.Findings = append(r.Findings, Finding{Warning, "file", fmt.Sprintf("%d of %d MB are free: tandem compact gives them back", r.Free>>20, r.Size>>20)})
	}
	r.OK = true
	for _, x := range r.Findings {
		r.OK = r.OK && x.Level != Error
	}
	return r, nil
}

// waits says that a file is of an older format, which opening it changes.
func waits(version int) string {
	var names []string
	for _, m := range migrations {
		if m.version > version {
			names = append(names, m.name)
		}
	}
	return fmt.Sprintf("it is of format %d and waits for format %d (%s): opening the workspace brings it there, after a backup; until then its records are counted and their checksums hold, but their values are not checked",
		version, newest(migrations), strings.Join(names, "; "))
}

// rules holds every record against its kind: values, references, checks.
func rules(snap *model.Snapshot, now date.Instant) []Finding {
	var out []Finding
	ctx := snap.Ctx(now)
	for _, k := range snap.Schema().Kinds {
		for r := range snap.All(k.Prefix) {
			for _, p := range k.Problems(ctx, r) {
				id := p.ID
				p.ID = 0
				out = append(out, Finding{Warning, id.String(), p.Error()})
			}
			if len(out) > maxFindings {
				return out
			}
		}
	}
	return out
}

// boltCheck lets bbolt look at its pages with its own eyes. It runs only on what the image
// found whole, since bbolt may crash or circle on what is not.
func boltCheck(f *os.File, path string) []Finding {
	var out []Finding
	err := guard(path, func() error {
		db, err := readBolt(path, f)
		if err != nil {
			return err
		}
		defer db.Close()
		return db.View(func(tx *bbolt.Tx) error { out = checkTx(tx); return nil })
	})
	if err != nil {
		out = append(out, Finding{Error, "pages", err.Error()})
	}
	return out
}

// checkTx is what bbolt itself finds wrong with its pages.
func checkTx(tx *bbolt.Tx) (out []Finding) {
	for e := range tx.Check() {
		out = append(out, Finding{Error, "pages", e.Error()})
	}
	return out
}
