import { countingOf, type Digest, type Question, questionSet } from '../counting/index.ts';
import type { Definitions } from '../definitions/types.ts';
import { writeOut } from '../experiences/index.ts';
import { encodeBase64url } from '../wire/index.ts';
import { isSame } from './same.ts';

/** What another version changes for visitors and counts. */
export interface Meaning {
  /** Segments of both that are decided by another rule, or read something that is. Names and order of writing are no difference. */
  readonly otherRules: readonly string[];
  /** Segments, groups, experiences and surveys that are there no more, by section. */
  readonly gone: { readonly [section: string]: readonly string[] };
  /** Sessions, kinds of sources or events are others than before: whatever reads them may be decided otherwise. */
  readonly isAroundOther: boolean;
  /**
   * Questions, by id. `restarted` ask the same with the same coins, in periods of another length, so that their counts
   * begin at zero; `anew` are of both, and draw new coins since what they ask is another.
   */
  readonly counted: {
    readonly on: readonly string[];
    readonly restarted: readonly string[];
    readonly anew: readonly string[];
    readonly begun: readonly string[];
    readonly ended: readonly string[];
  };
}

/** What pages show and ask by. */
const DECIDED = ['segments', 'groups', 'experiences', 'surveys'] as const;

/** What every fact may hang on. */
const AROUND = ['session', 'sources', 'events'] as const;

/** What `after` changes of `before`. `digest`: SHA-256, as `(bytes) => crypto.subtle.digest('SHA-256', bytes)`. */
export async function meaningOf(
  before: Definitions,
  after: Definitions,
  digest: Digest,
): Promise<Meaning> {
  const [were, are] = [await questionsOf(before, digest), await questionsOf(after, digest)];
  const both = Object.keys(after.segments).filter((id) => Object.hasOwn(before.segments, id));
  const otherRules: string[] = [];
  for (const id of both)
    if ((await ruleOf(before, id, digest)) !== (await ruleOf(after, id, digest)))
      otherRules.push(id);
  const kept = [...are.keys()].filter((id) => were.has(id));
  const asksTheSame = (id: string) => were.get(id) === are.get(id);
  const samePeriod = countingOf(before)?.periodMs === countingOf(after)?.periodMs;
  const same = kept.filter(asksTheSame);
  const gone = DECIDED.map((section) => {
    const left = after[section] ?? {};
    return [
      section,
      Object.keys(before[section] ?? {}).filter((id) => !Object.hasOwn(left, id)),
    ] as const;
  });
  return {
    otherRules,
    gone: Object.fromEntries(gone.filter(([, ids]) => ids.length > 0)),
    isAroundOther: AROUND.some((name) => !isSame(before[name], after[name])),
    counted: {
      on: samePeriod ? same : [],
      restarted: samePeriod ? [] : same,
      anew: kept.filter((id) => !asksTheSame(id)),
      begun: [...are.keys()].filter((id) => !were.has(id)),
      ended: [...were.keys()].filter((id) => !are.has(id)),
    },
  };
}

/** By id, what names the question and all that decides its answer; none where definitions have nothing asked. */
async function questionsOf(
  definitions: Definitions,
  digest: Digest,
): Promise<ReadonlyMap<string, string>> {
  if (definitions.stop || definitions.children) return new Map();
  const { questions } = await questionSet(writeOut(definitions), digest);
  return new Map(questions.map((question) => [question.id, hashOf(question)]));
}

const hashOf = ({ hash }: Pick<Question, 'hash'>): string => encodeBase64url(hash);

/** Names a segment's rule and all it reads, as if it alone were counted. */
async function ruleOf(definitions: Definitions, id: string, digest: Digest): Promise<string> {
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
  const { covey, site, version, issued, expires, metrics, traits, savedGroups } = definitions;
  const { questions } = await questionSet(
    {
      covey,
      site,
      version,
      issued,
      expires,
      segments,
      groups,
      ...(metrics && { metrics }),
      ...(traits && { traits }),
      ...(savedGroups && { savedGroups }),
    },
    digest,
  );
  return questions.map(hashOf).join();
}
