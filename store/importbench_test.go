package store_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/store"
	"tandem/store/storetest"
	"tandem/store/transfer"
)

// An import is held against what bbolt alone takes to load as many records of that size in one
// transaction. The goal is 3 times that, with reading, checking and the journal (an import keeps
// what it wrote a second time, to be undone).

const imported = 50_000

// csvTasks is a table of tasks as another program writes them, a third of them waiting for another.
func csvTasks() []byte {
	var b bytes.Buffer
	b.WriteString("ID,Summary,Project,Assignee,Due Date,Start,Duration,% Complete,Labels,Description,Predecessors\n")
	for i := range imported {
		before := ""
		if i%3 == 1 {
			before = fmt.Sprintf("X-%d", i-1)
		}
		fmt.Fprintf(&b, "X-%d,\"Task number %d, with a name of some length\",Project %d,Person %d,2026-%02d-%02d,2026-%02d-%02d,3d,%d%%,\"alpha, beta\",\"Some text.\nAnd a second line of it.\",%s\n",
			i, i, i%20, i%60, i%12+1, i%28+1, i%12+1, i%28+1, i%101, before)
	}
	return b.Bytes()
}

// taskwarriorTasks is what task export writes, a third of the tasks waiting for another.
func taskwarriorTasks() []byte {
	id := func(i int) string { return fmt.Sprintf("%08x-0000-4000-8000-%012x", i*2654435761%(1<<32), i) }
	var b bytes.Buffer
	b.WriteString("[\n")
	for i := range imported {
		if i > 0 {
			b.WriteString(",\n")
		}
		depends := ""
		if i%3 == 1 {
			depends = fmt.Sprintf(`,"depends":["%s"]`, id(i-1))
		}
		fmt.Fprintf(&b, `{"id":%d,"description":"Task number %d, with a name of some length","entry":"202601%02dT080000Z","modified":"202602%02dT080000Z","due":"2026%02d%02dT170000Z","project":"home.part%d","status":"pending","uuid":"%s","tags":["alpha","beta"],"annotations":[{"entry":"20260105T090000Z","description":"Some text on it."}]%s}`,
			i+1, i, i%28+1, i%28+1, i%12+1, i%28+1, i%20, id(i), depends)
	}
	b.WriteString("\n]\n")
	return b.Bytes()
}

// load imports a file into a new workspace, durably.
func load(b testing.TB, name string, data []byte, opt transfer.Options) *store.Store {
	b.Helper()
	// Not by storetest, which would keep every workspace in memory until the end.
	s, err := store.Open(store.Options{Path: filepath.Join(b.TempDir(), "t.db"), Now: storetest.NewClock().Now})
	if err != nil {
		b.Fatal(err)
	}
	defer transfer.Roomy(int64(len(data)))()
	opt.Size = int64(len(data)) // as the program tells it
	var res transfer.Result
	_, err = s.Do("import", func(snap *model.Snapshot) (model.Batch, error) {
		var err error
		res, err = transfer.Import(context.Background(), snap, s.Now(), name, bytes.NewReader(data), opt)
		return res.Batch, err
	})
	if err != nil || res.Rejected() > 0 || s.Snapshot().Count(model.TaskPrefix) != imported {
		b.Fatal(err, res.Counts, res.Problems[:min(3, len(res.Problems))])
	}
	return s
}

// packed are the tasks of a workspace as bytes.
func packed(s *store.Store) [][]byte {
	k := model.Kinds().Prefix(model.TaskPrefix)
	var out [][]byte
	for r := range s.Snapshot().All(model.TaskPrefix) {
		out = append(out, k.Append(nil, r))
	}
	return out
}

// rawLoad writes values under rising keys with bbolt alone, in one synced transaction.
func rawLoad(b testing.TB, values [][]byte) time.Duration {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	from := time.Now()
	err = db.Update(func(tx *bbolt.Tx) error {
		bk, err := tx.CreateBucketIfNotExists([]byte("T"))
		if err != nil {
			return err
		}
		for i, v := range values {
			if err := bk.Put(binary.BigEndian.AppendUint64(nil, uint64(i+1)), v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(from)
}

// cpu is the processor time that the process has taken.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func benchmarkImport(b *testing.B, name string, data []byte, opt transfer.Options) {
	var values [][]byte
	raw, all := time.Hour, time.Hour // the best of each: what else the machine does says nothing
	var work, rawWork time.Duration
	for b.Loop() {
		from, busy := time.Now(), cpu()
		s := load(b, name, data, opt)
		all, work = min(all, time.Since(from)), work+cpu()-busy
		b.StopTimer()
		if values == nil {
			values = packed(s)
		}
		_ = s.Close()
		busy = cpu()
		raw = min(raw, rawLoad(b, values))
		rawWork += cpu() - busy
		b.StartTimer()
	}
	size := 0
	for _, v := range values {
		size += len(v)
	}
	b.ReportMetric(float64(raw.Milliseconds()), "raw-ms")
	b.ReportMetric(float64(all.Milliseconds()), "import-ms")
	b.ReportMetric(float64(size)/imported, "bytes/record")
	b.ReportMetric(float64(all)/float64(raw), "x-raw")
	b.ReportMetric(float64(work.Milliseconds())/float64(b.N), "import-cpu-ms")
	b.ReportMetric(float64(rawWork.Milliseconds())/float64(b.N), "raw-cpu-ms")
}

func BenchmarkImportCSV50k(b *testing.B) {
	benchmarkImport(b, "work.csv", csvTasks(), transfer.Options{As: "task"})
}

func BenchmarkImportTaskwarrior50k(b *testing.B) {
	benchmarkImport(b, "tasks.json", taskwarriorTasks(), transfer.Options{})
}
