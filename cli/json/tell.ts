import { type Failure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import type { Answers, CommandName, FailureAnswer } from './shapes.ts';

/** One JSON document on standard output, which is all that goes there. */
export function tellJson<Name extends CommandName>(
  terminal: Pick<Terminal, 'out'>,
  _command: Name,
  answer: Answers[Name],
): void {
  terminal.out(asText(answer));
}

/** The same for a command that failed. */
export function tellFailure(
  terminal: Pick<Terminal, 'out'>,
  { code, message, hints, details }: Pick<Failure, 'code' | 'message' | 'hints' | 'details'>,
): void {
  const answer: FailureAnswer = { error: { code, message, hints, ...details } };
  terminal.out(asText(answer));
}

const asText = (answer: object): string => JSON.stringify(answer, null, 2);
