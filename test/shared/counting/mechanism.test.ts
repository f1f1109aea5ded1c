import { describe, expect, it } from 'vitest';
import { answerFor, MECHANISMS, questionSet } from '../../../shared/counting/index.ts';
import { traceOf } from '../../../shared/counting/budget.ts';
import { IMPLEMENTED } from '../../../shared/counting/mechanisms.ts';
import { prf } from '../../../shared/counting/prf.ts';
import { checkDefinitions } from '../../../shared/definitions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import { definitionsOf, digest } from './helpers.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const shop = (counting: object = {}): Definitions =>
  definitionsOf({
    counting: { epsilon: 1, period: '28d', ...counting },
    metrics: { orders: { count: 'purchase', within: '90d' } },
    segments: {
      loyal: { name: 'Loyal', when: { 'metric.orders': { $gte: 3 } }, count: true },
      first: { when: { 'metric.orders': { $gte: 9 } } },
      second: { when: { 'metric.orders': { $gte: 5 } } },
    },
    groups: { tier: { segments: ['first', 'second'], count: true } },
    experiences: { hero: { variants: { a: {}, b: {} }, goal: 'loyal', count: true } },
  });
async function hashesOf(definitions: Definitions) {
  const { id, questions } = await questionSet(writeOut(definitions), digest);
  return [hex(id), ...questions.map(({ hash }) => hex(hash))];
}

describe('the mechanism of the counts', () => {
  it('leaves the hashes of a document that names no mechanism as they were', async () => {
    // As computed before mechanisms had names: devices have drawn their coins for these.
    const before = [
      'e91a133c239890a666c87bb899ee0c3c',
      'c09ac674b932339c1e7d404e4657d81e',
      '530fa27a647affaa84592b95fd39a54b',
      'f28e8f015b2b63f54a703e2999e0e986',
    ];
    expect(await hashesOf(shop())).toEqual(before);
    expect(await hashesOf(shop({ mechanism: 'randomised-response' }))).toEqual(before);
  });

  it('is what a page draws by under its name, at the rates by which it is read', async () => {
    const { subtle } = crypto;
    const coins = new Set(Object.values(IMPLEMENTED).map(({ randomise }) => randomise));
    expect(coins.size).toBe(MECHANISMS.length);
    for (const mechanism of MECHANISMS) {
      const { randomise, rates } = IMPLEMENTED[mechanism];
      const set = await questionSet(writeOut(shop({ mechanism })), digest);
      const told = new Map<number, [kept: number, of: number]>();
      for (let device = 0; device < 1000; device++) {
        const seed = new Uint8Array(16).map((_, at) => (at < 2 ? device >> (8 * at) : 5));
        const input = { seed, subtle, questionSet: set, now: 0, truthOf: () => 1 };
        const { question: at, answer } = (await answerFor(input))!;
        const { hash, answers } = set.questions[at]!;
        const coin = await (await prf(subtle, seed))('coin', hash, 1);
        expect(answer).toBe(randomise(coin, 1, answers, set.epsilon));
        const [kept, of] = told.get(answers) ?? [0, 0];
        told.set(answers, [kept + Number(answer === 1), of + 1]);
      }
      for (const [answers, [kept, of]] of told) {
        const { p } = rates(set.epsilon, answers);
        expect(Math.abs(kept / of - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / of));
      }
    }
  });

  it('are all other where it is another mechanism', () => {
    const traces = [...MECHANISMS, 'prio3', 'one-bit', ''].map((name) =>
      JSON.stringify([1, '28d', [], ...traceOf(name)]),
    );
    expect(new Set(traces).size).toBe(traces.length);
  });

  it.each(['one-bit', 'Randomised-response', '', null, 1, ['randomised-response'], {}])(
    'asks nothing, and is no definition, where it is %j',
    async (mechanism) => {
      const definitions = shop({ mechanism });
      const set = await questionSet(writeOut(definitions), digest);
      expect(set).toMatchObject({ questions: [], periodMs: 0 });
      const { errors } = checkDefinitions(definitions);
      expect(errors.map(({ path, message }) => [path.join('.'), message])).toEqual([
        ['counting.mechanism', expect.stringContaining('"randomised-response"')],
      ]);
    },
  );
});
