import { type Question, questionSet } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { writeOut } from '../../shared/experiences/index.ts';

/** What another version changes for visitors and counts. */
export interface Meaning {
  /** Segments of both that are decided by another rule, or read something that is. Names and order of writing are no difference. */
  readonly otherRules: readonly string[];
  /** Questions, by id: `anew` are of both, and draw new coins since what they ask is another. */
  readonly counted: {
    readonly on: readonly string[];
    readonly anew: readonly string[];
    readonly begun: readonly string[];
    readonly ended: readonly string[];
  };
}

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);

export async function meaningOf(before: Definitions, after: Definitions): Promise<Meaning> {
  const [were, are] = [await questionsOf(before), await questionsOf(after)];
  const both = Object.keys(after.segments).filter((id) => Object.hasOwn(before.segments, id));
  const otherRules: string[] = [];
  for (const id of both)
    if ((await ruleOf(before, id)) !== (await ruleOf(after, id))) otherRules.push(id);
  const kept = [...are.keys()].filter((id) => were.has(id));
  const isSame = (id: string) => were.get(id) === are.get(id);
  return {
    otherRules,
    counted: {
      on: kept.filter(isSame),
      anew: kept.filter((id) => !isSame(id)),
      begun: [...are.keys()].filter((id) => !were.has(id)),
      ended: [...were.keys()].filter((id) => !are.has(id)),
    },
  };
}

/** By id, what names the question and all that decides its answer. */
async function questionsOf(definitions: Definitions): Promise<ReadonlyMap<string, string>> {
  const { questions } = await questionSet(writeOut(definitions), digest);
  return new Map(questions.map((question) => [question.id, hashOf(question)]));
}

const hashOf = ({ hash }: Pick<Question, 'hash'>): string => Buffer.from(hash).toString('hex');

/** Names a segment's rule and all it reads, as if it alone were counted. */
async function ruleOf(definitions: Definitions, id: string): Promise<string> {
  const segments = Object.fromEntries(
    Object.entries(definitions.segments).map(([each, segment]) => [
      each,
      { ...segment, count: each === id },
    ]),
  );
  const groups = Object.fromEntries(
    Object.entries(definitions.groups ?? {}).map(([each, group]) => [
      each,
      { ...group, count: false },
    ]),
  );
  const { counting: _, histograms: __, experiences: ___, ...rest } = definitions;
  const { questions } = await questionSet({ ...rest, segments, groups }, digest);
  return questions.map(hashOf).join();
}
