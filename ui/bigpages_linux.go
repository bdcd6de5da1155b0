package ui

import (
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// bigPage is what the processor maps at once where the system grants it.
const bigPage = 2 << 20

// bigPages has the memory that reading the workspace will take mapped two megabytes at a time: by the
// usual four kilobytes mapping it takes longer than reading into it. The runtime asks for none, so room
// is made that asks, and given back to the runtime at once; nothing is in use by it until it is filled.
func bigPages(path string) {
	at, err := os.Stat(path)
	if err != nil || at.Size() < enoughForBig {
		return
	}
	room := make([]byte, min(at.Size()*roomPerByte, mostRoom))
	from := uintptr(unsafe.Pointer(&room[0]))
	skip := (bigPage - from%bigPage) % bigPage
	if err := unix.Madvise(room[skip:], unix.MADV_HUGEPAGE); err != nil {
		return // a kernel without them
	}
	runtime.KeepAlive(room)
	runtime.GC()
}
