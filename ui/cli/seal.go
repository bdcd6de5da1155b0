package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tandem/store"
)

// sealFlags say where the passphrase of an encrypted backup comes from.
type sealFlags struct {
	on   bool
	file string
	fd   int
}

func (f *sealFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.file, "passphrase-file", "", "read the passphrase from the first line of `FILE`")
	c.Flags().IntVar(&f.fd, "passphrase-fd", -1, "read it from the open file `N`")
}

// newPassphrase is one for a new backup: asked for twice, so that a slip of a finger does not
// lock it for good.
func (a *app) newPassphrase(f sealFlags) (string, error) {
	first, asked, err := a.passphrase(f, "Passphrase for the backup: ")
	if err != nil || !asked {
		return first, err
	}
	second, _, err := a.passphrase(f, "The same once more: ")
	if err == nil && first != second {
		err = usagef("the two are not the same: nothing was written")
	}
	return first, err
}

// passphrase reads one from where the flags say, or asks on the terminal without showing it.
func (a *app) passphrase(f sealFlags, prompt string) (word string, asked bool, err error) {
	switch {
	case f.file != "":
		in, err := os.Open(a.file(f.file))
		if err != nil {
			return "", false, badField("--passphrase-file", err)
		}
		defer in.Close()
		word, err = firstLine(in)
		return word, false, err
	case a.held != nil:
		return "", false, usagef("the workspace is open on a screen, which cannot ask for a passphrase: write it to a private file and give --passphrase-file FILE")
	case f.fd >= 0:
		in := os.NewFile(uintptr(f.fd), "passphrase")
		if in == nil {
			return "", false, usagef("--passphrase-fd: %d is no open file", f.fd)
		}
		defer in.Close()
		word, err = firstLine(in)
		return word, false, err
	}
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return "", false, usagef("there is no terminal to ask for the passphrase on: give --passphrase-file or --passphrase-fd")
	}
	defer tty.Close()
	_, _ = io.WriteString(tty, prompt)
	b, err := term.ReadPassword(tty.Fd())
	_, _ = io.WriteString(tty, "\n")
	if err == nil && len(b) == 0 {
		err = usagef("a passphrase is wanted: without one everybody could open it")
	}
	return string(b), true, err
}

// firstLine is the passphrase in a file: its first line, without the break.
func firstLine(in io.Reader) (string, error) {
	s, err := bufio.NewReader(io.LimitReader(in, 64<<10)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if s = strings.TrimRight(s, "\r\n"); s == "" {
		return "", usagef("the passphrase's first line is empty")
	}
	return s, nil
}

// unsealed is a readable copy of a backup: the file itself where it is not encrypted. done
// removes what was made.
func (a *app) unsealed(path string, f sealFlags) (plain string, done func(), err error) {
	if !store.Sealed(path) {
		return path, func() {}, nil
	}
	word, _, err := a.passphrase(f, fmt.Sprintf("Passphrase of %s: ", filepath.Base(path)))
	if err != nil {
		return "", nil, err
	}
	plain, err = store.Unseal(path, word, filepath.Dir(a.path()))
	if errors.Is(err, store.ErrPassphrase) {
		return "", nil, &Fail{Code: Failed, Message: path + ": " + err.Error(), Err: err}
	}
	return plain, func() { _ = os.Remove(plain) }, err
}
