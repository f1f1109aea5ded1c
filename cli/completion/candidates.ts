import type { Argument, Command, Option } from 'commander';
import { TASKS } from '../help/index.ts';
import { READY_SEGMENTS } from '../../shared/ready-segments/index.ts';
import type { Candidate } from './candidate.ts';
import { idsIn } from './segments.ts';

/** What may stand at the cursor: one of these words, or a file. */
export type Completion = { readonly files: true } | { readonly words: readonly Candidate[] };

const FILES: Completion = { files: true };
const NOTHING: Completion = { words: [] };
/** Arguments and values of options that are files, by the name that the help gives them. */
const FILE_NAMES: readonly string[] = ['file', 'path', 'envelope', 'older'];

/** `words`: what stands after `covey`, up to the cursor; the last is what is being typed, and may be empty. */
export function complete(program: Command, words: readonly string[]): Completion {
  const current = words.at(-1) ?? '';
  const line = read(program, words.slice(0, -1));
  const { command, given, used, waiting } = line;
  if (waiting && !(waiting.variadic && current.startsWith('-')))
    return within(valuesOf(waiting, line), current);
  if (!line.isOver && current.startsWith('--') && current.includes('=')) {
    const [, flag = '', typed = ''] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
    const option = optionOf(command, flag);
    const values = option ? within(valuesOf(option, line), typed) : NOTHING;
    return 'files' in values
      ? values
      : { words: values.words.map(({ word, says }) => ({ word: `${flag}=${word}`, says })) };
  }
  if (!line.isOver && current.startsWith('-')) return within(optionsOf(command, used), current);
  if (command.commands.length > 0 && given.length === 0)
    return within(
      { words: command.commands.map((each) => ({ word: each.name(), says: each.summary() })) },
      current,
    );
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[given.length] ?? (last?.variadic ? last : undefined);
  return argument ? within(wordsOf(argument, line), current) : NOTHING;
}

interface Line {
  readonly command: Command;
  /** Arguments before the cursor. */
  readonly given: readonly string[];
  /** Options before the cursor. */
  readonly used: ReadonlySet<Option>;
  /** An option whose value is next, or may be. */
  readonly waiting: Option | null;
  /** The file of `--definitions`. */
  readonly definitions: string | undefined;
  /** After `--`, nothing is an option. */
  readonly isOver: boolean;
}

function read(program: Command, words: readonly string[]): Line {
  let command = program;
  const given: string[] = [];
  const used = new Set<Option>();
  let waiting: Option | null = null;
  let isOver = false;
  let definitions: string | undefined;
  for (const word of words) {
    if (waiting && !(waiting.variadic && word.startsWith('-'))) {
      if (waiting.long === '--definitions') definitions = word;
      if (!waiting.variadic) waiting = null;
      continue;
    }
    waiting = null;
    if (!isOver && word === '--') isOver = true;
    else if (!isOver && word.startsWith('-') && word !== '-') {
      const [flag = ''] = word.split('=');
      const option = optionOf(command, flag);
      if (!option) continue;
      used.add(option);
      if (takesValue(option) && !word.includes('=')) waiting = option;
    } else {
      const inner = command.commands.find((each) => each.name() === word);
      if (inner && given.length === 0) command = inner;
      else given.push(word);
    }
  }
  return { command, given, used, waiting, isOver, definitions };
}

const takesValue = ({ required, optional }: Option): boolean => required || optional;

const optionOf = (command: Command, flag: string): Option | undefined =>
  command.options.find(({ short, long }) => flag === short || flag === long);

/** Options that were not given; those that may be given again have a parser that keeps what was before. */
function optionsOf(command: Command, used: ReadonlySet<Option>): Completion {
  const left = command.options.filter(
    (option) => !option.hidden && (!used.has(option) || isRepeated(option)),
  );
  return {
    words: [
      ...left.map(({ long, short, description }) => ({
        word: long ?? short ?? '',
        says: description,
      })),
      { word: '--help', says: 'how it is used' },
    ],
  };
}

const isRepeated = ({ description, flags }: Option): boolean =>
  /again/.test(description) || /=/.test(flags);

/** The name in `--out <file>`. */
const valueName = ({ flags }: Option): string => /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? '';

function valuesOf(option: Option, line: Line): Completion {
  if (option.argChoices) return plain(option.argChoices);
  const name = valueName(option);
  if (FILE_NAMES.includes(name)) return FILES;
  // `plan --share champion=0.03`: of the document that stands before.
  if (name === 'id=share')
    return {
      words: idsIn(line.given[0]).map(({ word, says }) => ({ word: `${word}=`, says })),
    };
  // `analyse --compare champion`, `--metric spend`: of the document that was named before.
  if (option.long === '--compare' || option.long === '--metric')
    return { words: idsIn(line.definitions, option.long === '--metric' ? 'metrics' : 'segments') };
  return NOTHING;
}

function wordsOf(argument: Argument, { command, given }: Line): Completion {
  if (argument.argChoices) return plain(argument.argChoices);
  if (FILE_NAMES.includes(argument.name())) return FILES;
  if (command.name() === 'add')
    return { words: readySegments().filter(({ word }) => !given.includes(word)) };
  if (command.name() === 'help') return { words: helpWords(command, given) };
  return NOTHING;
}

const readySegments = (): readonly Candidate[] =>
  READY_SEGMENTS.flatMap(({ definitions, says }) =>
    Object.keys(definitions.segments).map((word) => ({ word, says })),
  );

function helpWords({ parent }: Command, given: readonly string[]): readonly Candidate[] {
  const from = given.reduce<Command | undefined>(
    (command, word) => command?.commands.find((each) => each.name() === word),
    parent ?? undefined,
  );
  const commands = from?.commands ?? [];
  return [
    ...(given.length === 0 ? TASKS.map(({ name, says }) => ({ word: name, says })) : []),
    ...commands.map((each) => ({ word: each.name(), says: each.summary() })),
  ];
}

const plain = (words: readonly string[]): Completion => ({
  words: words.map((word) => ({ word, says: '' })),
});

const within = (completion: Completion, typed: string): Completion =>
  'files' in completion
    ? completion
    : { words: completion.words.filter(({ word }) => word.startsWith(typed)) };
