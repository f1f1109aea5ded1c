import { checkDefinitions } from '../definitions/index.ts';
import type { Definitions, Issue } from '../definitions/index.ts';
import { parseJsonDocument, type JsonDocument, type TextPlace } from './json-document.ts';

/** What is wrong, or doubtful, at one place of a text. */
export type TextFinding = Omit<Issue, 'line' | 'column'> & Partial<TextPlace>;

export interface CheckedText {
  /** What the text holds; undefined where it is no JSON. */
  readonly value: unknown;
  /** Null where there are errors. */
  readonly definitions: Definitions | null;
  /** Errors first. */
  readonly findings: readonly TextFinding[];
}

/** Reads and checks the text of a document. `now`: milliseconds since the epoch. */
export function checkText(text: string, now: number): CheckedText {
  return checkDocument(parseJsonDocument(text), now);
}

/** The same for a text that was parsed. */
export function checkDocument({ faults, value, placeOf }: JsonDocument, now: number): CheckedText {
  if (faults.length > 0)
    return {
      value: undefined,
      definitions: null,
      findings: faults.map(({ code, place, message }) => ({
        severity: 'error',
        code,
        path: [],
        message,
        ...place,
      })),
    };
  const result = checkDefinitions(value, { now, placeOf });
  return {
    value,
    definitions: result.ok ? result.definitions : null,
    findings: [...result.errors, ...result.warnings],
  };
}
