"""`summarize completion`: the script by which a shell completes the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline.console import print_all
from summarizer.commands.commandline.options import examples

if TYPE_CHECKING:
    import argparse

_BASH = r"""# bash completion of summarize; in ~/.bashrc: eval "$(summarize completion bash)"
_summarize() {
  local line=${COMP_LINE:0:COMP_POINT} begun prefix= answer files=
  begun=${line##*[[:space:]]}
  # bash takes what follows a colon or an equals sign for a word of its own
  [[ $COMP_WORDBREAKS == *:* ]] && prefix=${begun%"${begun##*[:=]}"}
  COMPREPLY=()
  while IFS= read -r answer; do
    case $answer in
      :files) files=1 ;;
      :nospace) compopt -o nospace ;;
      *)
        answer=${answer%%$'\t'*}
        COMPREPLY+=("${answer#"$prefix"}")
        ;;
    esac
  done < <("${COMP_WORDS[0]/#\~/$HOME}" __complete bash "$line" 2>/dev/null)
  if [[ -z $files ]]; then
    compopt +o default
  elif ((${#COMPREPLY[@]})); then
    while IFS= read -r answer; do
      compopt -o filenames
      COMPREPLY+=("${answer#"$prefix"}")
    done < <(compgen -f -- "$begun")
  fi
}
complete -o default -F _summarize summarize
"""
_ZSH = r"""#compdef summarize
# zsh completion of summarize; in ~/.zshrc, after compinit: source <(summarize completion zsh)
_summarize() {
  local -a found shown more
  local answer files=
  for answer in ${(f)"$(${(Q)words[1]} __complete zsh "${(@Q)words[2,CURRENT-1]}" \
      "${(Q)PREFIX}" 2>/dev/null)"}; do
    case $answer in
      (:files) files=1 ;;
      (:nospace) more=(-S '') ;;
      (*)
        found+=("${answer%%$'\t'*}")
        if [[ $answer == *$'\t'* ]]; then
          shown+=("${answer%%$'\t'*}  -- ${answer#*$'\t'}")
        else
          shown+=("$answer")
        fi
        ;;
    esac
  done
  (( $#found )) && compadd "${more[@]}" -ld shown -a found
  [[ -n $files ]] && _files
}
if [[ $funcstack[1] == _summarize ]]; then
  _summarize "$@"
else
  compdef _summarize summarize
fi
"""
_FISH = r"""# fish completion of summarize; in config.fish: summarize completion fish | source
function __summarize_complete
    set -l words (commandline -opc)
    set -l begun (commandline -ct)
    set -l files
    for answer in ($words[1] __complete fish $words[2..-1] "$begun" 2>/dev/null)
        switch $answer
            case ':files'
                set files 1
            case ':nospace'
            case '*'
                echo -- $answer
        end
    end
    test -n "$files"; and __fish_complete_path "$begun"
end
complete -c summarize -f -a '(__summarize_complete)'
"""
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Print the script that lets your shell complete commands, options, topics, stored days "
        "and files. Its first line says where to put it."
    )
    command.add_argument(
        "shell", choices=tuple(_SCRIPTS), metavar="SHELL", help="bash, zsh or fish"
    )
    examples(
        command,
        'eval "$(summarize completion bash)"',
        "source <(summarize completion zsh)",
        "summarize completion fish | source",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    print_all([_SCRIPTS[arguments.shell]])
    return 0
