/** Shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish'] as const

/** A shell that completion is written for. */
export type Shell = (typeof shells)[number]

/** The script that asks this program, word by word, what may come next. */
export function completionScript(shell: Shell): string {
  return scripts[shell]
}

const bash = `# bodywork completion for bash: source this, or put it into /etc/bash_completion.d
_bodywork() {
  local IFS=$'\\n'
  COMPREPLY=($("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _bodywork bodywork bw
`

const zsh = `#compdef bodywork bw
# bodywork completion for zsh: put it into a folder of $fpath as _bodywork, or source it after compinit
_bodywork() {
  local -a found
  found=("\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[*]}" ]]; then compadd -- "\${found[@]}"; else _files; fi
}
compdef _bodywork bodywork bw
`

const fish = `# bodywork completion for fish: put it into ~/.config/fish/completions/bodywork.fish
function __bodywork_complete
  set -l words (commandline --tokenize --cut-at-cursor)
  set -l typed (commandline --current-token --cut-at-cursor)
  $words[1] __complete -- $words[2..-1] "$typed" 2>/dev/null
end
complete --command bodywork --arguments '(__bodywork_complete)'
complete --command bw --arguments '(__bodywork_complete)'
`

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish }
