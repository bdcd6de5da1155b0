package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestBashWithoutPackage sources the script in a bash that has no package bash-completion, and asks it what
// the words of a line are.
func TestBashWithoutPackage(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	db := sampled(t)
	code, script, errs := runMain(t, db, IO{}, "completion", "bash")
	if code != 0 {
		t.Fatal(code, errs)
	}
	file := filepath.Join(t.TempDir(), "tandem.bash")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ words, line, want string }{
		{`tandem show T-1`, "tandem show T-1", "tandem|show|T-1 cur T-1 prev show at 2"},
		{`tandem show ""`, "tandem show ", "tandem|show| cur  prev show at 2"},
		{`tandem set T-1 constraint = AS`, "tandem set T-1 constraint=AS", "tandem|set|T-1|constraint=AS cur constraint=AS prev T-1 at 3"},
		{`tandem set T-1 constraint =`, "tandem set T-1 constraint=", "tandem|set|T-1|constraint= cur constraint= prev T-1 at 3"},
		{`tandem list tasks --filter status : do`, "tandem list tasks --filter status:do", "tandem|list|tasks|--filter|status:do cur status:do prev --filter at 4"},
		{`tandem`, "tandem", "tandem cur tandem prev  at 0"},
	} {
		say := `source "$1"; COMP_WORDS=(` + x.words + `); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); COMP_LINE="$2"; COMP_POINT=${#COMP_LINE}
f() { local cur prev words cword; __tandem_init_completion -n =: ; local IFS='|'; echo "${words[*]} cur $cur prev $prev at $cword"; }; f`
		out, err := exec.Command(bash, "--noprofile", "--norc", "-c", say, "bash", file, x.line).CombinedOutput()
		if got := strings.TrimSuffix(string(out), "\n"); err != nil || got != x.want {
			t.Errorf("%s: %q, %v, want %q", x.line, got, err, x.want)
		}
	}
	if code, bare, _ := runMain(t, db, IO{}, "completion", "bash", "--no-descriptions"); code != 0 || bare == script || !strings.HasPrefix(bare, bashWords) {
		t.Error("--no-descriptions is passed over")
	}
}
