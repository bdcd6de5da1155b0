package cli

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// While the screen has the workspace open it listens on a socket beside the file, and a command
// that needs the workspace is run there: the same command line, in the same process that holds
// the file, with its input and output carried to and fro. So there is never a second writer, and
// no command needs a second way of doing what it does.
//
// A connection carries frames: a letter, the length as four bytes, the payload.
//
//	client  r request, once and first (JSON)     i input (none: its end)
//	server  o output   e errors   w wants input   x exit code, last (one byte)
//
// A connection that ends without x was cut: the command may have been done or not, and the
// client says so.

const (
	protocol   = 1
	mostFrame  = 1 << 20
	socketMost = 100 // a path of a socket may have 104 bytes on some systems
)

// request is what a command line was called with.
type request struct {
	Protocol      int
	Args          []string
	Dir           string // relative paths are relative to it
	Env           map[string]string
	IsTTY, ErrTTY bool
	Width         int
}

// envNames are the variables that change what a command prints.
var envNames = []string{"NO_COLOR", "TERM", "TANDEM_ASCII", "LC_ALL", "LC_CTYPE", "LANG"}

// socketPath is where the process that has a workspace open listens: beside the file, or in a
// private folder where that path would be too long.
func socketPath(db string) string {
	if p := db + ".sock"; len(p) <= socketMost {
		return p
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, db)
	dir := filepath.Join(os.TempDir(), "tandem-"+strconv.Itoa(os.Getuid()))
	return filepath.Join(dir, strconv.FormatUint(h.Sum64(), 36)+".sock")
}

// wire sends and receives frames; sending is safe from several goroutines.
type wire struct {
	net.Conn
	mu sync.Mutex
}

func (w *wire) send(kind byte, payload []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		part := payload[:min(len(payload), mostFrame)]
		head := append(binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(part))), part...)
		if _, err := w.Write(head); err != nil {
			return err
		}
		if payload = payload[len(part):]; len(payload) == 0 {
			return nil
		}
	}
}

func (w *wire) receive() (kind byte, payload []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(w, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > mostFrame {
		return 0, nil, fmt.Errorf("a frame of %d bytes", n)
	}
	payload = make([]byte, n)
	_, err = io.ReadFull(w, payload)
	return head[0], payload, err
}

// lane is one direction of output as a writer.
type lane struct {
	w    *wire
	kind byte
}

// Write implements io.Writer.
func (l lane) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if err := l.w.send(l.kind, p); err != nil {
		return 0, err
	}
	return len(p), nil
}

// dial connects to the process that has the workspace open; nil where none has.
func dial(db string) *wire {
	if db == "" {
		return nil
	}
	c, err := net.DialTimeout("unix", socketPath(db), time.Second)
	if err != nil {
		return nil // no socket, or one that a killed process left behind
	}
	return &wire{Conn: c}
}

// forward has the command line run by the process at the other end and passes on what it prints.
// The result is its exit code as a Fail that has been said already, or nil.
func (a *app) forward(w *wire, args []string) error {
	defer func() { _ = w.Close() }()
	dir, _ := os.Getwd()
	req := request{Protocol: protocol, Args: args, Dir: dir, Env: map[string]string{}, IsTTY: a.io.IsTTY, ErrTTY: a.io.ErrTTY, Width: a.io.Width}
	for _, name := range envNames {
		if v, ok := os.LookupEnv(name); ok {
			req.Env[name] = v
		}
	}
	b, err := json.Marshal(req)
	if err == nil {
		err = w.send('r', b)
	}
	for err == nil {
		var kind byte
		var payload []byte
		if kind, payload, err = w.receive(); err != nil {
			break
		}
		switch kind {
		case 'o':
			if _, err := a.out.Write(payload); err != nil {
				return err // the reader went away: nothing more is wanted
			}
		case 'e':
			if err := a.out.Flush(); err != nil {
				return err
			}
			_, _ = a.io.Err.Write(payload)
		case 'w':
			err = a.feed(w)
		case 'x':
			if len(payload) == 1 && payload[0] == 0 {
				return nil
			}
			if len(payload) == 1 {
				return &Fail{Code: Code(payload[0])}
			}
			err = errors.New("no exit code")
		}
	}
	return &Fail{Code: Failed, Message: "the open workspace went away before it answered", Hint: "tandem log shows whether it was done", Err: err}
}

// feed sends a piece of the input.
func (a *app) feed(w *wire) error {
	buf := make([]byte, 64<<10)
	n, err := a.io.In.Read(buf)
	if n == 0 && err != nil {
		return w.send('i', nil)
	}
	return w.send('i', buf[:n])
}
