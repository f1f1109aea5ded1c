// Experiences written out, run by the engine, against their meaning as `docs/language.md` says it: slow and obvious,
// over all that happened.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truthFrom, questionSet } from '../../../shared/counting/index.ts';
import type { Definitions, ExperienceDefinition } from '../../../shared/definitions/types.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { drawFor, drawnAs, drawVariant, writeOut } from '../../../shared/experiences/index.ts';
import { randomness } from '../counting/helpers.ts';
import { compile } from '../engine/compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { DAY, define, HOUR, MONDAY } from '../engine/visitor.ts';

const RUNS = Number(process.env['COVEY_RUNS'] ?? 300);
const host = { offsetAt: () => 60 };
const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);

/** At least 0, below 1. */
const uniform = (luck: number) => {
  const random = randomness(luck);
  return () => random() / 2 ** 32;
};

/** In while the event happened less than so many hours ago. */
const HOURS = { one: 5, two: 30, goal: 9 } as const;
type Name = keyof typeof HOURS;
const NAMES = Object.keys(HOURS) as readonly Name[];
const segments: Definitions['segments'] = Object.fromEntries(
  NAMES.map((name) => [name, { when: { [`metric.${name}`]: { $gte: 1 } } }]),
);
const metrics: Definitions['metrics'] = Object.fromEntries(
  NAMES.map((name) => [name, { count: name, within: `${HOURS[name]}h` }]),
);
const document = (experiences: Definitions['experiences']): Definitions =>
  define({ metrics, segments, experiences: experiences ?? {} });

const day = (index: number): string => new Date(MONDAY + index * DAY).toISOString().slice(0, 10);

const experience: fc.Arbitrary<ExperienceDefinition> = fc
  .record({
    segments: fc.option(fc.subarray(['one', 'two'], { minLength: 1 }), { nil: undefined }),
    variants: fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.record({ weight: fc.integer({ min: 1, max: 3 }) }),
      { minKeys: 1 },
    ),
    holdout: fc.constantFrom(undefined, 0.2, 0.9),
    start: fc.option(fc.integer({ min: 0, max: 2 }).map(day), { nil: undefined }),
    end: fc.option(fc.integer({ min: 3, max: 5 }).map(day), { nil: undefined }),
    goal: fc.constantFrom(undefined, 'goal'),
    count: fc.constant(true),
  })
  .map((all) => JSON.parse(JSON.stringify(all)) as ExperienceDefinition);

type Step = readonly [hours: number, event: Name | 'other'];
const steps = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom<Step[1]>(...NAMES, 'other')),
  { minLength: 1, maxLength: 30 },
);

/** What is true of a visitor at a moment, from all events so far and all moments looked at before. */
function meaning(of: ExperienceDefinition, moments: readonly Moment[]) {
  const isIn = ({ now, log }: Moment, name: string) =>
    log.some((event) => event.name === name && now < event.time + HOURS[name as Name] * HOUR);
  const isEligible = (moment: Moment) => {
    const date = new Date(moment.now + HOUR).toISOString().slice(0, 10);
    return (
      (of.start === undefined || date >= of.start) &&
      (of.end === undefined || date < of.end) &&
      (of.segments === undefined || of.segments.some((name) => isIn(moment, name)))
    );
  };
  const first = moments.findIndex(isEligible);
  const last = moments.at(-1) as Moment;
  return {
    isDrawn: first >= 0,
    isShown: first >= 0 && isEligible(last),
    isConverted:
      first >= 0 &&
      of.goal !== undefined &&
      moments.slice(first).some((moment) => isIn(moment, of.goal as string)),
  };
}
interface Moment {
  readonly now: number;
  readonly log: readonly { readonly name: string; readonly time: number }[];
}

describe('an experience', () => {
  it('is shown, kept and counted as its meaning says, at every moment of random histories', async () => {
    await fc.assert(
      fc.asyncProperty(experience, steps, fc.nat(), async (of, history, luck) => {
        const definitions = writeOut(document({ it: of }));
        const plan = compile(definitions, kinds);
        const { questions } = await questionSet(definitions, digest);
        const random = uniform(luck);
        let engine = createEngine(plan, host, { now: MONDAY });
        let traits: { readonly [id: string]: string } = {};
        const draw = () => {
          const drawn = drawFor(definitions)(engine.has, traits, random);
          // What was drawn before stays.
          traits = { ...drawn, ...traits };
          engine.setFacts({ trait: traits });
        };
        draw();
        const moments: Moment[] = [{ now: MONDAY, log: [] }];
        const log: { name: string; time: number }[] = [];
        let now = MONDAY;
        let drawn: string | undefined;
        for (const [hours, name] of history) {
          // Time is looked at hour by hour, as each may change who is eligible.
          for (const end = now + hours * HOUR; now < end;) {
            now += HOUR;
            engine.advance(now);
            draw();
            moments.push({ now, log: [...log] });
          }
          log.push({ name, time: now });
          engine.apply({ name, time: now });
          draw();
          moments.push({ now, log: [...log] });
          // A new page goes on from what is stored.
          engine = createEngine(plan, host, { now, state: engine.state() });
          draw();

          const expected = meaning(of, moments);
          const [arm] = Object.values(traits);
          expect(arm !== undefined).toBe(expected.isDrawn);
          drawn ??= arm;
          expect(arm).toBe(drawn);
          const shown = engine.current().filter((id) => id.startsWith('it:'));
          const isVariant = drawn !== undefined && drawn !== 'holdout';
          expect(shown).toEqual(expected.isShown && isVariant ? [`it:${drawn}`] : []);
          const [question] = questions;
          const answer = question && question.options[truthFrom(engine.has)(question)];
          expect(answer).toBe(
            drawn === undefined ? 'none' : `it:${drawn}${expected.isConverted ? '+' : '-'}`,
          );
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('draws the hold-out by its share, and variants by their weights', () => {
    const random = uniform(7);
    const counts: Record<string, number> = {};
    const of = { variants: { a: { weight: 1 }, b: { weight: 3 } }, holdout: 0.2 };
    for (let i = 0; i < 40_000; i++) {
      const drawn = drawVariant(of, random);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const shares = Object.fromEntries(
      Object.entries(counts).map(([id, count]) => [id, count / 40_000]),
    );
    // Five standard errors.
    expect(shares['holdout']).toBeGreaterThan(0.19);
    expect(shares['holdout']).toBeLessThan(0.21);
    expect(shares['a']).toBeGreaterThan(0.19);
    expect(shares['a']).toBeLessThan(0.21);
    expect(shares['b']).toBeGreaterThan(0.588);
    expect(shares['b']).toBeLessThan(0.612);
  });

  const base: ExperienceDefinition = {
    variants: { a: {}, b: { weight: 2 } },
    holdout: 0.1,
    segments: ['one', 'two'],
  };
  it.each<[string, ExperienceDefinition]>([
    ['name', { ...base, name: 'Hero', variants: { a: { name: 'A' }, b: { weight: 2 } } }],
    ['order', { ...base, variants: { b: { weight: 2 }, a: {} }, segments: ['two', 'one'] }],
    ['default weight', { ...base, variants: { a: { weight: 1 }, b: { weight: 2 } } }],
    ['dates', { ...base, start: '2026-03-02', end: '2026-04-01' }],
    ['goal and counting', { ...base, goal: 'goal', count: true }],
  ])('keeps what it drew where only its %s is another', (_, other) => {
    expect(drawnAs('it', other)).toBe(drawnAs('it', base));
  });
  it.each<[string, ExperienceDefinition]>([
    ['weights', { ...base, variants: { a: {}, b: {} } }],
    ['variants', { ...base, variants: { a: {}, c: { weight: 2 } } }],
    ['hold-out', { ...base, holdout: 0.2 }],
    ['segments', { ...base, segments: ['one'] }],
  ])('draws anew where its %s are others', (_, other) => {
    expect(drawnAs('it', other)).not.toBe(drawnAs('it', base));
  });

  it('is not drawn for who is eligible by segments alone that may not be used for them', () => {
    const experiences = { hero: { segments: ['one', 'two'], variants: { a: {} } } };
    const definitions = define({ metrics, segments, experiences });
    const draw = (...has: string[]) =>
      drawFor(definitions)(
        (id) => has.includes(id),
        {},
        () => 0.5,
      );
    expect(draw('hero:?')).toBeNull();
    expect(draw('one')).toBeNull();
    expect(Object.values(draw('hero:?', 'two') ?? {})).toEqual(['a']);
  });

  it('is left out where it makes no sense, and everything else runs', () => {
    for (const nonsense of [null, 7, [], 'x', { variants: null }, { variants: { a: null } }]) {
      const definitions = writeOut(document({ it: nonsense as never }));
      const engine = createEngine(compile(definitions, kinds), host, { now: MONDAY });
      drawFor(definitions)(engine.has, {}, () => 0.5);
      engine.apply({ name: 'one', time: MONDAY });
      expect(engine.has('one')).toBe(true);
    }
    expect(writeOut({ ...document({}), experiences: 'x' as never }).segments).toMatchObject(
      segments,
    );
  });

  it('written out twice is the same', () => {
    const once = writeOut(document({ it: { ...base, goal: 'goal', count: true } }));
    expect(writeOut(once)).toEqual(once);
  });
});
