// What changes an answer changes the question: one coin for two meanings would tell whether they differ.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { questionSet, truthFrom, type Question } from '../../../shared/counting/index.ts';
import { createEngine, type Engine } from '../../../shared/engine/index.ts';
import { compile } from '../engine/compile.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { documents, history, type Step, TICK } from '../engine/generate.ts';
import { definitionsOf, digest } from './helpers.ts';

type Any = { [key: string]: unknown };
const SEGMENTS = ['s0', 's1', 's2'];
const START = Date.UTC(2026, 2, 27, 20);

/** Every place in a document, with what stands there. */
const placesIn = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  Object(value) !== value
    ? [path]
    : [
        path,
        ...Object.entries(value as Any).flatMap(([key, each]) => placesIn(each, [...path, key])),
      ];
/** Something else of its kind; undefined: it goes. */
const other = (value: unknown, way: number): unknown => {
  if (way === 0) return undefined;
  if (typeof value === 'number') return value + [1, -1, 0.5][way % 3]!;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return way % 2 === 0 ? value.slice(1) : value.toReversed();
  if (typeof value !== 'string') return way % 2 === 0 ? {} : value;
  const hours = /^(\d+)h$/.exec(value)?.[1];
  if (hours) return `${Number(hours) + way}h`;
  const alike = [
    ['a', 'b', 'c', 'page_view', '*'],
    ['x', 'y', 'z'],
    ['then', 'next'],
    ['longest', 'current'],
    ['first', 'last'],
    ['day', 'week', 'month', 'today', 'session'],
    ['k', 'v', 'item_id', 'tid'],
    ['a.v', 'b.v', 'a.k', 'b.item_id'],
    ['enter:s0', 'leave:s0', 'enter:s1'],
    ['s0', 's1', 's2'],
  ].find((list) => list.includes(value));
  return alike?.[(alike.indexOf(value) + way) % alike.length] ?? `${value}!`;
};
/** One member is another, `under` one of the document's. */
function changed(document: Any, pick: number, way: number, under = /./): Any {
  const copy = structuredClone(document);
  const places = placesIn(copy).filter((path) => path.length > 1 && under.test(path.join('.')));
  const path = places[pick % places.length] ?? [];
  const last = path.at(-1) ?? '';
  let parent: Any = copy;
  for (const key of path.slice(0, -1)) parent = parent[key] as Any;
  const next = other(parent[last], way);
  if (next !== undefined) parent[last] = next;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}
/** Null: a part of the document is no part of the language. */
function engineOf(document: Any): Engine | null {
  try {
    const plan = compile(document as never, kinds);
    return plan.disabled.size > 0
      ? null
      : createEngine(plan, { offsetAt: () => 60 }, { now: START });
  } catch {
    return null;
  }
}
/** What is seen after each step of a history. */
function playedTo<T>(engine: Engine, steps: readonly Step[], look: () => T): readonly T[] {
  let now = START;
  return steps.map((step) => {
    if (step.do === 'event') {
      engine.apply({ ...step, time: now + (step.wait - step.late) * TICK } as never);
      now = Math.max(now, now + (step.wait - step.late) * TICK);
    } else if (step.do === 'facts') engine.setFacts(step.facts);
    else if (step.do === 'pass') engine.advance((now += step.wait * TICK));
    return look();
  });
}
/** The answers of each segment over a history; null: a part of the document is no part of the language. */
function answersOf(document: Any, steps: readonly Step[]): string[] | null {
  const engine = engineOf(document);
  if (!engine) return null;
  const seen = playedTo(engine, steps, () => SEGMENTS.map((id) => engine.has(id)));
  return SEGMENTS.map((_, at) => seen.map((answers) => Number(answers[at])).join(''));
}
async function hashesOf(document: Any): Promise<readonly (string | undefined)[]> {
  const set = await questionSet(definitionsOf(document as Partial<Definitions>), digest);
  return SEGMENTS.map((id) => set.questions.find((each) => each.id === id)?.hash.join());
}
const counted = (document: Any): Any => ({
  ...document,
  segments: Object.fromEntries(
    Object.entries(document['segments'] as Any).map(([id, each]) => [
      id,
      { ...(each as Any), count: true },
    ]),
  ),
});

it('changes the hash wherever it changes an answer, whatever member of a document is another', async () => {
  let differed = 0;
  await fc.assert(
    fc.asyncProperty(
      documents,
      history,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 })), { minLength: 8, maxLength: 8 }),
      async ([first], steps, changes) => {
        const document = counted(first as Any);
        const [answers, hashes] = [answersOf(document, steps), await hashesOf(document)];
        for (const [pick, way] of changes) {
          const next = changed(document, pick, way);
          const others = answersOf(next, steps);
          if (!answers || !others) continue;
          if (answers.join() === others.join()) continue;
          const after = await hashesOf(next);
          for (const [at, id] of SEGMENTS.entries()) {
            if (answers[at] === others[at] || after[at] === undefined) continue;
            differed++;
            if (hashes[at] === after[at])
              throw new Error(
                `${id}: one hash for ${JSON.stringify(document)} and ${JSON.stringify(next)}`,
              );
          }
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
  expect(differed).toBeGreaterThan(80);
});

it('changes the hash of a histogram wherever it changes the bin, whatever member of a document is another', async () => {
  let differed = 0;
  /** The bin at each moment; null: no part of the language. */
  const binsOf = (document: Any, question: Question, steps: readonly Step[]): string | null => {
    const engine = engineOf(document);
    return engine && playedTo(engine, steps, () => truthFrom(engine.has)(question)).join();
  };
  const asked = async (document: Any) =>
    (await questionSet(definitionsOf(document as Partial<Definitions>), digest)).questions.at(0);
  await fc.assert(
    fc.asyncProperty(
      documents,
      history,
      fc.nat(),
      fc.constantFrom([1], [1, 2], [1, 2, 5], ['2h', '9h']),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 })), { minLength: 8, maxLength: 8 }),
      async ([first], steps, at, bins, changes) => {
        const ids = Object.keys((first as Any)['metrics'] as Any);
        const metric = ids[at % ids.length];
        const document: Any = { ...(first as Any), histograms: { it: { metric, bins } } };
        const full = writeOut(document as never) as unknown as Any;
        const question = await asked(full);
        const answers = question && binsOf(full, question, steps);
        if (!answers) return;
        for (const [index, [pick, way]] of changes.entries()) {
          const under = [/./, /^histograms\.it\./, new RegExp(`^metrics\\.${metric}\\.`)][
            index % 3
          ];
          const next = writeOut(changed(document, pick, way, under) as never) as unknown as Any;
          const other = await asked(next);
          const others = other && binsOf(next, other, steps);
          if (!others || others === answers) continue;
          differed++;
          if (question.hash.join() === other.hash.join())
            throw new Error(
              `one hash for ${JSON.stringify(document)} and ${JSON.stringify(next['histograms'])}`,
            );
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
  expect(differed).toBeGreaterThan(80);
});

it('changes the hash of a histogram where something else decides with its bins', async () => {
  const hashOf = async (part: object) => {
    const document = definitionsOf({
      metrics: { spent: { sum: 'purchase.value' } },
      segments: { secret: { when: { 'geo.country': 'DE' } } },
      histograms: { spend: { metric: 'spent', bins: [20] } },
      ...part,
    } as never);
    const { questions } = await questionSet(writeOut(document), digest);
    return questions.find(({ id }) => id === 'spend')?.hash.join();
  };
  const plain = await hashOf({});
  expect(plain).toBeTypeOf('string');
  expect(await hashOf({ groups: { g: { segments: ['secret', 'spend:..20'] } } })).not.toBe(plain);
  expect(await hashOf({ groups: { g: { segments: ['spend:..20', 'secret'] } } })).toBe(plain);
});

it('takes an experience for one, whatever its id is', async () => {
  const kindOf = async (id: string) => {
    const document = definitionsOf({
      histograms: {},
      experiences: { [id]: { variants: { a: {}, b: {} }, count: true } },
    } as never);
    return (await questionSet(writeOut(document), digest)).questions[0]?.kind;
  };
  expect([await kindOf('hero'), await kindOf('constructor')]).toEqual(['experience', 'experience']);
});
