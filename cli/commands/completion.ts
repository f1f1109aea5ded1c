import { Argument, type Command } from 'commander';
import { SCRIPTS, type Shell, SHELLS } from '../completion/index.ts';
import { tellJson } from '../json/index.ts';
import type { Terminal } from '../terminal.ts';

export function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .summary('completion for bash, zsh and fish')
    .description(
      'Prints a script with which a shell completes commands, options, closed lists of values, ids of segments and files. It asks the installed "covey" itself, so it stays right after an update.',
    )
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      `
Where it goes:
  bash  ~/.bashrc: eval "$(covey completion bash)"
  zsh   ~/.zshrc, after compinit: eval "$(covey completion zsh)"
  fish  covey completion fish > ~/.config/fish/completions/covey.fish`,
    )
    .action((shell: Shell, { json }: { json?: boolean }) => {
      const script = SCRIPTS[shell];
      if (json) tellJson(terminal, 'completion', { shell, script });
      else terminal.out(script.trimEnd());
    });
}
