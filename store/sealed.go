package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"
)

// An encrypted backup is a file of the age format (age-encryption.org/v1) with a passphrase,
// made into a key by scrypt. Any program that reads age reads it; what is inside is a
// workspace file.

// sealWork is the power of two of scrypt's work: 2^18 takes about a second. Tests lower it.
var sealWork = 18

// maxSealWork is the most that is tried on a file from elsewhere: about eight seconds.
const maxSealWork = 21

var sealMagic = []byte("age-encryption.org/v1\n")

// ErrPassphrase says that an encrypted backup did not open with the passphrase.
var ErrPassphrase = errors.New("the passphrase does not open it: try again; without the right one nobody can read it")

// Sealed reports whether a file is an encrypted backup.
func Sealed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(sealMagic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, sealMagic)
}

// BackupSealed writes an encrypted copy of the workspace as it is now to a new file; an empty
// path is a name of its own in the folder backups. The copy is checked, encrypted, decrypted
// once more and compared before it gets its name. It returns the path.
func (s *Store) BackupSealed(path, passphrase string) (string, error) {
	return s.BackupSealedWith(path, passphrase, nil)
}

// BackupSealedWith is BackupSealed with a report of how far it is; see Progress.
func (s *Store) BackupSealedWith(path, passphrase string, progress Progress) (string, error) {
	if passphrase == "" {
		return "", errors.New("a passphrase is wanted: without one everybody could open it")
	}
	if path == "" {
		var err error
		if path, err = backupName(s.path, kindByHand, s.opt.Now()); err != nil {
			return "", err
		}
	}
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("%s is there already: name a new file", path)
	}
	// The plain copy lies where the plain workspace lies, never where the encrypted one goes.
	plain, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+".part-*")
	if err != nil {
		return "", &AccessError{path, err}
	}
	defer os.Remove(plain.Name())
	defer plain.Close()
	if err := s.copyInto(plain, path, progress.part(0, 2)); err != nil {
		return "", err
	}
	size, rest := fileSize(plain.Name()), progress.part(1, 2)
	return path, place(path, func(f *os.File) error {
		want, err := encrypt(&watched{Writer: f, total: size, progress: rest.part(0, 2)}, plain, passphrase)
		if err != nil {
			return err
		}
		got, err := decrypt(&watched{Writer: io.Discard, total: size, progress: rest.part(1, 2)}, f, passphrase)
		if err == nil && !bytes.Equal(got, want) {
			err = errors.New("what was written does not decrypt to what it was made of")
		}
		return err
	})
}

// encrypt writes all of from to to and returns the hash of what went in.
func encrypt(to io.Writer, from *os.File, passphrase string) ([]byte, error) {
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	r.SetWorkFactor(sealWork)
	w, err := age.Encrypt(to, r)
	if err != nil {
		return nil, err
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, h), from); err != nil {
		return nil, err
	}
	return h.Sum(nil), w.Close()
}

// decrypt writes what an encrypted file holds and returns its hash.
func decrypt(to io.Writer, from *os.File, passphrase string) ([]byte, error) {
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	id.SetMaxWorkFactor(maxSealWork)
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	r, err := age.Decrypt(from, id)
	var wrong *age.NoIdentityMatchError
	switch {
	case errors.As(err, &wrong):
		return nil, ErrPassphrase
	case err != nil:
		return nil, fmt.Errorf("the encrypted file is damaged: %w", err)
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(to, h), r); err != nil {
		return nil, fmt.Errorf("the encrypted file is damaged: %w", err)
	}
	return h.Sum(nil), nil
}

// Unseal decrypts a backup into a private file in dir and returns its path, which the caller
// removes. The error is ErrPassphrase where the passphrase is wrong.
func Unseal(path, passphrase, dir string) (plain string, err error) {
	from, err := os.Open(path)
	if err != nil {
		return "", &AccessError{path, err}
	}
	defer from.Close()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", &AccessError{dir, err}
	}
	f, err := os.CreateTemp(dir, filepath.Base(path)+".part-*")
	if err != nil {
		return "", &AccessError{dir, err}
	}
	_, err = decrypt(f, from, passphrase)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}
