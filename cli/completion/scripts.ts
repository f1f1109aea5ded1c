/** What the scripts call; no command of its own, so that no list shows it. */
export const ASK = '__complete';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * For each shell, a function that hands the words up to the cursor to `covey __complete -- WORDS`. It answers with a
 * line `:words` or `:files`, and candidates, each on a line: the word, a tab, what it is. zsh and fish quote what
 * they insert; bash does not, so its script does.
 */
export const SCRIPTS: { readonly [shell in Shell]: string } = {
  // Without bash-completion, and as bash 3.2 has it. Words that bash broke at "=" and ":" are put together again.
  bash: `# covey in bash: eval "$(covey completion bash)" in ~/.bashrc
_covey() {
  local IFS=$' \\t\\n' words=() count=0 i word line=$COMP_LINE
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((i > 0)) && [[ $line != [[:blank:]]* ]]; then
      words[count-1]+=$word
    else
      words[count]=$word
      count=$((count + 1))
    fi
    line=\${line#"\${line%%[![:blank:]]*}"}
    line=\${line#"$word"}
  done
  local current=\${words[count-1]} typed=\${COMP_WORDS[COMP_CWORD]}
  case $typed in = | :) typed= ;; esac
  local before=\${current%"$typed"}
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    [[ $word == :* ]] && continue
    word=\${word#"$before"}
    [[ -z $word ]] || printf -v word %q "$word"
    COMPREPLY+=("$word")
  done < <("$1" ${ASK} -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -F _covey covey
`,
  zsh: `#compdef covey
# covey in zsh: eval "$(covey completion zsh)" in ~/.zshrc, after compinit; or save it as _covey in a folder of fpath
_covey() {
  local -a lines found
  local line word said
  lines=("\${(@f)$("$words[1]" ${ASK} -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ $lines[1] == ':files' ]]; then
    [[ $PREFIX == --*=* ]] && compset -P '--*='
    _files
    return
  fi
  for line in "\${(@)lines[2,-1]}"; do
    word=\${line%%$'\\t'*} said=\${line#*$'\\t'}
    [[ -n $word ]] && found+=("\${word//:/\\\\:}:$said")
  done
  _describe covey found
}
if [[ $funcstack[1] == _covey ]]; then _covey "$@"; else compdef _covey covey; fi
`,
  fish: `# covey in fish: covey completion fish > ~/.config/fish/completions/covey.fish
function __covey_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l lines ($words[1] ${ASK} -- $words[2..-1] "$current" 2>/dev/null)
  if test "$lines[1]" = ':files'
    __fish_complete_path (string replace -r '^--[^=]*=' '' -- "$current")
  else
    printf '%s\\n' $lines[2..-1]
  end
end
complete -c covey -f -a '(__covey_complete)'
`,
};
