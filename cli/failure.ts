/** What a command's exit code says. */
export const EXIT = {
  failed: 1,
  usage: 2,
  /** Definitions run out soon. */
  ending: 3,
  /** They ran out: pages decide nothing. */
  ended: 4,
} as const;

/** Where something is wrong in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** An expected failure: `main.ts` prints it and ends with its exit code. Nothing else is thrown on purpose. */
export class Failure extends Error {
  readonly exitCode: number;
  /** How to mend it, or details, a line each. */
  readonly hints: readonly string[];

  constructor(message: string, hints: readonly string[] = [], exitCode: number = EXIT.failed) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
    this.hints = hints;
  }

  /** The same with one more line. */
  with(hint: string): Failure {
    return new Failure(this.message, [...this.hints, hint], this.exitCode);
  }
}

/** Ends a command that has printed what is wrong. */
export const SAID_ALREADY = new Failure('');

/** `shop.json:12:7`, as editors and terminals make it a link. */
export function placeText({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** The message of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
