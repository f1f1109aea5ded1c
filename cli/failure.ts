import type { ErrorBody } from '../shared/wire/index.ts';

/** What a command's exit code says. */
export const EXIT = {
  failed: 1,
  usage: 2,
  /** Definitions run out soon. */
  ending: 3,
  /** They ran out: pages decide nothing. */
  ended: 4,
} as const;

/** What kind of failure it is, for programs. The words of a message may change, these do not. */
export const ERROR_CODES = {
  usage: 'the command line itself: an option, an argument or a value; the exit code is 2',
  file: 'a file that is not there, may not be read or written, or is not what is needed',
  definitions:
    'definitions with errors, or such as the command cannot work with; `issues` has the places',
  taken: 'a file or a name that is there already, and is not overwritten',
  key: 'keys and signatures that do not hold',
  unreachable: 'the Worker or a database does not answer, or what answers is none',
  refused:
    'the Worker or a database answered, and refuses; `worker` has the status and the code of a Worker',
  missing: 'something that has to be installed first',
  internal: 'a fault of Covey itself',
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** Where something is wrong in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One of several things that are wrong, where there are places for them. */
export interface FailureIssue extends Partial<Place> {
  readonly message: string;
  /** From the document's root. */
  readonly path?: readonly (string | number)[];
  /** The checker's or the importer's. */
  readonly code?: string;
}

export interface FailureDetails {
  readonly issues?: readonly FailureIssue[];
  /** What the Worker answered. */
  readonly worker?: { readonly status: number; readonly code: ErrorBody['error']['code'] };
}

/** An expected failure: `run` prints it and ends with its exit code. Nothing else is thrown on purpose. */
export class Failure extends Error {
  readonly code: ErrorCode;
  /** How to mend it, or details, a line each. */
  readonly hints: readonly string[];
  readonly details: FailureDetails;

  constructor(
    code: ErrorCode,
    message: string,
    hints: readonly string[] = [],
    details: FailureDetails = {},
  ) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.hints = hints;
    this.details = details;
  }

  get exitCode(): number {
    return this.code === 'usage' ? EXIT.usage : EXIT.failed;
  }

  /** The same with one more line. */
  with(hint: string): Failure {
    return new Failure(this.code, this.message, [...this.hints, hint], this.details);
  }
}

/** Ends a command that has answered with another exit code than 0: what it found is not as it should be. */
export class Answered extends Error {
  readonly exitCode: number;
  /** Told beside the answer. */
  readonly why: Failure | null;

  constructor(exitCode: number = EXIT.failed, why: Failure | null = null) {
    super('answered');
    this.exitCode = exitCode;
    this.why = why;
  }
}

/** `shop.json:12:7`, as editors and terminals make it a link. */
export function placeText({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** The message of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
