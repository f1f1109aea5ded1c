import type { Definitions, IssueCode, Json } from '../../../shared/definitions/index.ts';
import type { RetentionRule } from '../../../shared/engine/index.ts';
import type { Example } from '../examples/example.ts';

/** One thing that the language has, its meaning in a line, and an example that is run. */
export interface Construct {
  /** Names as `schema-constructs.ts` takes them from the schema; the first is the title. */
  readonly covers: readonly string[];
  /** A title where the schema has no name for it. */
  readonly title?: string;
  readonly means: string;
  /** A definition with visitors of whom the answer is known. */
  readonly example?: Example;
  /** The part of the example that is shown, where the rest is frame. */
  readonly shows?: Json;
  /** For what no visitor can show: a part of a document that the checker accepts … */
  readonly part?: Partial<Definitions>;
  /** … and one that it refuses, with the code. */
  readonly refused?: { readonly part: Partial<Definitions>; readonly code: IssueCode };
  /** What the example makes the device keep, by event. */
  readonly keeps?: { readonly [event: string]: RetentionRule };
  /** The questions that the example asks in randomised counts, with their answers. */
  readonly asks?: { readonly [id: string]: readonly string[] };
}

export interface Section {
  readonly title: string;
  readonly text?: string;
  /** A row each, or a heading with example and visitors each. */
  readonly form: 'table' | 'examples';
  readonly constructs: readonly Construct[];
}
