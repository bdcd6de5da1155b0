package store

import "io"

// Progress is told how much is done, of how much. It is called from the goroutine that works.
type Progress func(done, total int64)

// step tells of progress now and then: every few hundred steps, and the last.
func (p Progress) step(done, total int) {
	if p != nil && (done%256 == 0 || done == total) {
		p(int64(done), int64(total))
	}
}

// finest is the resolution of work that has parts.
const finest = 1 << 20

// part is the progress of part i, from 0, of n parts that take about the same time each, so that
// the whole of it goes from nothing to its end once.
func (p Progress) part(i, n int64) Progress {
	if p == nil {
		return nil
	}
	return func(done, total int64) {
		share := int64(finest)
		if total > 0 && done < total {
			share = int64(float64(max(done, 0)) / float64(total) * finest)
		}
		p(i*finest+share, n*finest)
	}
}

// watched counts what passes through a writer, of total bytes.
type watched struct {
	io.Writer
	done, total int64
	progress    Progress
}

func (w *watched) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	w.done += int64(n)
	if w.progress != nil {
		w.progress(w.done, w.total)
	}
	return n, err
}
