import type { Command } from 'commander';
import { nearest } from '../../shared/definitions/index.ts';
import { Failure } from '../failure.ts';
import { type Answers, tellJson } from '../json/index.ts';
import type { Terminal } from '../terminal.ts';
import { type Task, taskNamed, TASKS } from './tasks.ts';

type Told = Answers['help'];

export function addHelp(program: Command, terminal: Terminal): void {
  program.helpCommand(false);
  program
    .command('help')
    .summary('what there is by task, or all of one task or command')
    .description('Lists the commands by task, or shows all of one task, or of one command.')
    .argument('[words...]', `a command, or a task: ${TASKS.map(({ name }) => name).join(', ')}`)
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey help\n  covey help publish-and-operate\n  covey help token create',
    )
    .action((words: readonly string[], { json }: { json?: boolean }) => {
      const [word] = words;
      if (word === undefined) {
        if (json) tellJson(terminal, 'help', { tasks: TASKS.map((task) => listed(task, program)) });
        else program.outputHelp();
        return;
      }
      const command = commandAt(program, words);
      const task = words.length === 1 ? taskNamed(word) : undefined;
      if (command) {
        if (json) tellJson(terminal, 'help', { command: described(command, words) });
        else command.outputHelp();
      } else if (task) {
        if (json) tellJson(terminal, 'help', { tasks: [listed(task, program)] });
        else terminal.out(textOf(task, program, terminal.style));
      } else throw unknown(program, words);
    });
}

const commandAt = (program: Command, words: readonly string[]): Command | undefined =>
  words.reduce<Command | undefined>(
    (from, word) => from?.commands.find((each) => each.name() === word),
    program,
  );

function unknown(program: Command, words: readonly string[]): Failure {
  const said = words.join(' ');
  const names = program.commands.flatMap((each) => [
    each.name(),
    ...each.commands.map((inner) => `${each.name()} ${inner.name()}`),
  ]);
  const near = nearest(said, [...names, ...TASKS.map(({ name }) => name)]);
  return new Failure('usage', `There is no command or task "${said}".`, [
    ...(near === undefined ? [] : [`Did you mean "covey help ${near}"?`]),
    '"covey help" lists all.',
  ]);
}

/** The commands of a task that this program has. */
const commandsOf = (task: Task, program: Command): readonly Command[] =>
  task.commands.flatMap((name) => commandAt(program, [name]) ?? []);

function textOf(task: Task, program: Command, { bold }: Terminal['style']): string {
  const commands = commandsOf(task, program);
  const width = Math.max(...commands.map((each) => each.name().length));
  const help = program.createHelp();
  help.prepareContext({ helpWidth: program.configureOutput().getOutHelpWidth?.() ?? 80 });
  return [
    help.boxWrap(`${task.title}: ${task.says}`, help.helpWidth ?? 80),
    '',
    bold('Commands:'),
    ...commands.map((each) => help.formatItem(each.name(), width, each.summary(), help)),
    '',
    bold('One after the other:'),
    ...task.steps.map((step) => `  ${step}`),
    '',
    '"covey help COMMAND" has every option of one.',
  ].join('\n');
}

const listed = (task: Task, program: Command): NonNullable<Told['tasks']>[number] => ({
  name: task.name,
  title: task.title,
  says: task.says,
  commands: commandsOf(task, program).map((each) => ({
    name: each.name(),
    summary: each.summary(),
  })),
  steps: task.steps,
});

const described = (command: Command, words: readonly string[]): NonNullable<Told['command']> => ({
  name: words.join(' '),
  description: command.description(),
  usage: `covey ${words.join(' ')} ${command.usage()}`,
  commands: command.commands.map((each) => each.name()),
  arguments: command.registeredArguments.map((argument) => ({
    name: argument.name(),
    description: argument.description,
    required: argument.required,
    variadic: argument.variadic,
    choices: argument.argChoices ?? null,
  })),
  options: command.options
    .filter(({ hidden }) => !hidden)
    .map((option) => ({
      flags: option.flags,
      description: option.description,
      required: option.mandatory,
      choices: option.argChoices ?? null,
    })),
});
