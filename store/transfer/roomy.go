package transfer

import (
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// While a file is taken in nearly all that is made stays, so that looking for garbage as often as
// usual is a quarter of the work for nothing. A bound keeps 50,000 tasks within 500 MiB all the same;
// it grows with the file, for one that is too near would make the program look for garbage all day.
const (
	roomyShare = 400 // percent of what is alive
	roomyBlind = 200 // the same where the size is not known, and so no bound can be
	roomyBound = 250 << 20
	roomyTimes = 8 // what a byte of the file may become
)

// roomy is set while there is more room: of several imports at a time only the first makes it.
var roomy atomic.Bool

// Roomy lets the program hold more garbage than usual while a file of size bytes (0: unknown) is
// read and stored. What it returns sets that back, unless somebody has set it meanwhile; it must be
// called. Somebody who sets GOGC or GOMEMLIMIT means it.
func Roomy(size int64) (usual func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" || !roomy.CompareAndSwap(false, true) {
		return func() {}
	}
	bound, more := alive()+roomyBound+roomyTimes*size, roomyShare
	if size <= 0 {
		bound, more = math.MaxInt64, roomyBlind
	}
	limit, share := debug.SetMemoryLimit(bound), debug.SetGCPercent(more)
	return func() {
		defer roomy.Store(false)
		if now := debug.SetGCPercent(share); now != more {
			debug.SetGCPercent(now)
		}
		if now := debug.SetMemoryLimit(limit); now != bound {
			debug.SetMemoryLimit(now)
		}
	}
}

// alive is how many bytes were in use when last counted.
func alive() int64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(min(s[0].Value.Uint64(), 1<<50))
}
