package transfer

import (
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
)

// aheadRows are as many rows as one processor makes ready at a time.
const aheadRows = 256

// ahead makes n rows ready on all processors, block by block, and gives each block to use in its
// order, on the calling goroutine. worker is called once for each goroutine that helps; what it
// returns makes the rows from, to ready and may touch nothing that use changes. The error is that
// of use, after which no more is made ready; when ahead returns nothing runs any more.
func ahead(n int, worker func() (ready func(from, to int)), use func(from, to int) error) error {
	blocks := make([]sync.Once, (n+aheadRows-1)/aheadRows)
	var next, stop atomic.Int64
	do := func(i int, ready func(from, to int)) {
		blocks[i].Do(func() { ready(i*aheadRows, min(n, (i+1)*aheadRows)) })
	}
	var all sync.WaitGroup
	defer all.Wait()
	defer stop.Store(1)
	for range min(len(blocks), runtime.GOMAXPROCS(0)) - 1 {
		all.Go(func() {
			ready := worker()
			for i := int(next.Add(1)); i < len(blocks) && stop.Load() == 0; i = int(next.Add(1)) {
				do(i, ready)
			}
		})
	}
	ready := worker()
	for i := range blocks {
		do(i, ready)
		if err := use(i*aheadRows, min(n, (i+1)*aheadRows)); err != nil {
			return err
		}
	}
	return nil
}

// beside gives what list yields to use, in its order, on the calling goroutine, while the list goes on
// yielding on another. The error is that of use, after which the list is stopped; when beside returns
// nothing runs any more.
func beside[T any](list iter.Seq[T], use func(T) error) (err error) {
	blocks, stop := make(chan []T, 16), make(chan struct{})
	go func() {
		defer close(blocks)
		block := make([]T, 0, aheadRows)
		give := func() bool {
			select {
			case blocks <- block:
				block = make([]T, 0, aheadRows)
				return true
			case <-stop:
				return false
			}
		}
		for x := range list {
			if block = append(block, x); len(block) == aheadRows && !give() {
				return
			}
		}
		give()
	}()
	for block := range blocks {
		for _, x := range block {
			if err == nil {
				if err = use(x); err != nil {
					close(stop)
				}
			}
		}
	}
	return err
}
