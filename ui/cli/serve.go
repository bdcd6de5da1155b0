package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tandem/store"
)

// server runs the commands of other processes on the workspace that is open here.
type server struct {
	app     *app // whose clock is used
	store   *store.Store
	changed func(args []string)
	in      net.Listener
	stop    context.CancelFunc
	ctx     context.Context
	busy    sync.WaitGroup
}

// serve begins to listen for commands that need the open workspace. changed is called, on any
// goroutine, after one of them has changed it. The function it returns stops listening and waits
// for the commands under way.
func (a *app) serve(s *store.Store, changed func(args []string)) (stop func(), err error) {
	path := socketPath(s.Path())
	if filepath.Dir(path) != filepath.Dir(s.Path()) {
		if err := privateDir(filepath.Dir(path)); err != nil {
			return nil, err
		}
	}
	// The file's lock is ours, so a socket that is there was left behind.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	in, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = in.Close()
		return nil, err
	}
	v := &server{app: a, store: s, changed: changed, in: in}
	v.ctx, v.stop = context.WithCancel(context.Background())
	v.busy.Go(v.listen)
	return v.close, nil
}

// privateDir makes a folder that only this user can enter, or refuses one that others can.
func privateDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if st, err := os.Lstat(dir); err != nil || !st.IsDir() || st.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("%s is not a private folder", dir)
	}
	return nil
}

func (v *server) close() {
	_ = v.in.Close() // takes the socket's file away
	v.stop()
	v.busy.Wait()
}

func (v *server) listen() {
	for {
		c, err := v.in.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			time.Sleep(50 * time.Millisecond) // no file handles left: try again
			continue
		}
		v.busy.Go(func() { v.answer(&wire{Conn: c}) })
	}
}

// answer runs one command line.
func (v *server) answer(w *wire) {
	defer func() { _ = w.Close() }()
	silent := time.AfterFunc(10*time.Second, func() { _ = w.Close() }) // it must say what it wants
	kind, payload, err := w.receive()
	silent.Stop()
	if err != nil || kind != 'r' {
		return
	}
	var req request
	if err := json.Unmarshal(payload, &req); err != nil || req.Protocol != protocol {
		_, _ = lane{w, 'e'}.Write([]byte("tandem: the workspace is open in another version of the program: close that one first\n"))
		_ = w.send('x', []byte{byte(Locked)})
		return
	}
	ctx, cancel := context.WithCancel(v.ctx)
	defer cancel()
	in := newPull(ctx, w)
	go in.listen(cancel)
	before := v.store.Snapshot()
	code := v.run(ctx, req, w, in)
	if v.store.Snapshot() != before && v.changed != nil {
		v.changed(req.Args)
	}
	_ = w.send('x', []byte{byte(code)})
}

// run executes the command line here. A panic in a command is the command's failure and not the
// end of the screen.
func (v *server) run(ctx context.Context, req request, w *wire, in io.Reader) (code int) {
	defer func() {
		if p := recover(); p != nil {
			_, _ = lane{w, 'e'}.Write(fmt.Appendf(nil, "tandem: a fault in the program: %v\n", p))
			code = int(Failed)
		}
	}()
	out := lane{w, 'o'}
	env := func(name string) string { return req.Env[name] }
	a := &app{held: v.store, getenv: env, dir: req.Dir, out: bufio.NewWriterSize(out, 32<<10),
		io: IO{In: in, Out: out, Err: lane{w, 'e'}, IsTTY: req.IsTTY, ErrTTY: req.ErrTTY, Width: req.Width, Now: v.app.now}}
	return a.main(ctx, req.Args)
}

// pull is the input of a command that runs here and was typed elsewhere: it is asked for when it
// is wanted.
type pull struct {
	ctx  context.Context
	w    *wire
	got  chan []byte
	rest []byte
	end  bool
}

func newPull(ctx context.Context, w *wire) *pull {
	return &pull{ctx: ctx, w: w, got: make(chan []byte)}
}

// listen takes what the other end sends; when it hangs up, the command is stopped.
func (p *pull) listen(cancel context.CancelFunc) {
	defer cancel()
	for {
		kind, payload, err := p.w.receive()
		if err != nil {
			return
		}
		if kind != 'i' {
			continue
		}
		select {
		case p.got <- payload:
		case <-p.ctx.Done():
			return
		}
	}
}

// Read implements io.Reader.
func (p *pull) Read(b []byte) (int, error) {
	if len(p.rest) == 0 && !p.end {
		if err := p.w.send('w', nil); err != nil {
			return 0, err
		}
		select {
		case p.rest = <-p.got:
			p.end = len(p.rest) == 0
		case <-p.ctx.Done():
			return 0, p.ctx.Err()
		}
	}
	if p.end {
		return 0, io.EOF
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}
