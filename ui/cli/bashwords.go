package cli

import (
	"io"

	"github.com/spf13/cobra"
)

// bashWords stands before cobra's script for bash: that one takes the words of the line from the package
// bash-completion, and without it every tab would be an error. This reads them as that package does for
// the script: = and : part none. Where the package is there, or comes later, its own is used.
const bashWords = `# The words of the line, for a shell without the package bash-completion.
if ! declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
_get_comp_words_by_ref()
{
    local rest="${COMP_LINE}" piece gap i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece="${COMP_WORDS[i]}"
        gap=" "
        if [[ -n ${piece} ]]; then
            gap="${rest%%"${piece}"*}"
            rest="${rest#*"${piece}"}"
        fi
        if [[ i -gt 0 && -z ${gap} ]]; then
            words[${#words[@]}-1]+="${piece}"
        else
            words+=("${piece}")
        fi
    done
    cword=$((${#words[@]} - 1))
    cur="${words[cword]}"
    prev=""
    if [[ cword -gt 0 ]]; then
        prev="${words[cword-1]}"
    fi
}
fi

`

// selfContained lets the script for bash do without the package bash-completion.
func selfContained(c *cobra.Command) {
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		bare, err := cmd.Flags().GetBool("no-descriptions")
		if err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		if _, err := io.WriteString(out, bashWords); err != nil {
			return err
		}
		return cmd.Root().GenBashCompletionV2(out, !bare)
	}
}
