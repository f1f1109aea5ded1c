import { evalCondition } from '@growthbook/growthbook';
import { describe, expect, it } from 'vitest';
import { matches } from '../../../shared/conditions/index.ts';
import { questionSet } from '../../../shared/counting/index.ts';
import { checkDefinitions } from '../../../shared/definitions/index.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import { compile } from '../../shared/engine/compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { describeExample, hasBothKinds } from '../examples/describe.ts';
import { document } from '../examples/example.ts';
import { byEngine } from '../examples/run.ts';
import { MISSING, SECTIONS, type Construct } from './index.ts';
import { schemaConstructs, schemaValues, writtenAs } from './schema-constructs.ts';

const title = ({ covers, title: own, means }: Construct): string => covers[0] ?? own ?? means;
const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);
const partOf = ({ part, example }: Construct) => document(part ?? example?.definitions ?? {});

describe('language reference', () => {
  it('names everything that the schema has, once, and nothing else', () => {
    const named = SECTIONS.flatMap(({ constructs }) => constructs.flatMap(({ covers }) => covers));
    expect(named.toSorted()).toEqual(schemaConstructs().toSorted());
  });

  const partsOf = ({ example, part }: Construct) => JSON.stringify([example?.definitions, part]);

  it('has each construct in the example that is to show it', () => {
    for (const construct of SECTIONS.flatMap(({ constructs }) => constructs))
      for (const name of construct.covers)
        for (const written of writtenAs(name))
          expect(partsOf(construct), `${name} in its own example`).toContain(written);
  });

  it('has every value that a key can take in some example', () => {
    const shown = SECTIONS.flatMap(({ constructs }) => constructs.map(partsOf)).join();
    const missing = schemaValues().filter((value) => !shown.includes(value));
    // One ε is enough. Then what holds where nothing is written; and what an absent value is not, since it is null.
    expect(missing.filter((value) => !value.startsWith('"epsilon"'))).toEqual([
      '"period":"28d"',
      '"of":"last"',
      '"scope":"all"',
      '"after":"then"',
      '"$type":"undefined"',
    ]);
  });

  describe.each(SECTIONS)('$title', ({ constructs }) => {
    for (const construct of constructs) {
      const { example, part, refused, keeps, asks } = construct;
      it(`${title(construct)}: has an example`, () => {
        expect(example ?? (part && refused)).toBeDefined();
        if (example) expect(hasBothKinds(example)).toBe(true);
      });
      if (example) describeExample(title(construct), example);
      if (part)
        it(`${title(construct)}: the checker accepts it`, () => {
          expect(checkDefinitions(document(part)).errors).toEqual([]);
        });
      if (refused)
        it(`${title(construct)}: the checker refuses what is wrong`, () => {
          const { errors } = checkDefinitions(document(refused.part));
          expect(errors.map(({ code }) => code)).toEqual([refused.code]);
        });
      if (keeps)
        it(`${title(construct)}: is what is kept`, () => {
          expect(Object.fromEntries(compile(partOf(construct), kinds).stored)).toEqual(keeps);
        });
      if (asks)
        it(`${title(construct)}: is what is asked`, async () => {
          const { questions } = await questionSet(writeOut(partOf(construct)), digest);
          expect(Object.fromEntries(questions.map(({ id, options }) => [id, options]))).toEqual(
            asks,
          );
        });
    }
  });

  it('ε and period reach the counts', async () => {
    const definitions = document({
      counting: { epsilon: 0.5, period: '7d' },
      segments: { german: { when: { 'geo.country': 'DE' }, count: true } },
    });
    expect(await questionSet(definitions, digest)).toMatchObject({
      epsilon: 0.5,
      periodMs: 7 * 86_400_000,
    });
  });
});

describe('missing values: where segments differ from GrowthBook', () => {
  it.each(MISSING)('$operand', ({ operand, type, growthbook, segment }) => {
    expect(evalCondition({}, { age: operand } as never)).toBe(growthbook);
    expect(matches({ age: operand }, {})).toBe(growthbook);
    const example = {
      definitions: { traits: { age: type }, segments: { it: { when: { 'trait.age': operand } } } },
      visitors: {},
    };
    expect(checkDefinitions(document(example.definitions)).errors).toEqual([]);
    expect(byEngine(example, [segment])).toEqual([{ at: '2026-03-02 10:00', it: segment }]);
  });
});
