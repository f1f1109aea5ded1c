import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  answerFor,
  askedOf,
  periodAt,
  periodEnd,
  questionSet,
  truthFrom,
} from '../../../shared/counting/index.ts';
import type { Question, SubtleHmac } from '../../../shared/counting/index.ts';
import { cheapSubtle, definitionsOf, digest, randomness, seedOf, segmentsOf } from './helpers.ts';

const DAY_MS = 864e5;
const now = Date.UTC(2026, 10, 24, 12);
const subtle = crypto.subtle;
const setOf = (count: number, period: '7d' | '28d' = '28d') =>
  questionSet(definitionsOf({ segments: segmentsOf(count), counting: { period } }), digest);
const seed = (number: number) => seedOf(randomness(number));

describe('the answer of a device', () => {
  it('is the same however often it is asked for within a period', async () => {
    const set = await setOf(5);
    for (let device = 0; device < 20; device++) {
      const ask = (at: number) =>
        answerFor({ seed: seed(device), subtle, questionSet: set, now: at, truthOf: () => 1 });
      const period = periodAt(now, set.periodMs);
      const first = await ask(period * set.periodMs);
      expect(first).not.toBeNull();
      for (const at of [now, now + 1, periodEnd(period, set.periodMs) - 1]) {
        expect(await ask(at)).toEqual(first);
      }
    }
  });

  it('comes back unchanged when the question comes round again', async () => {
    const set = await setOf(3, '7d');
    const given = new Map<number, Set<number>>();
    for (let week = 0; week < 60; week++) {
      const answer = await answerFor({
        seed: seed(1),
        subtle,
        questionSet: set,
        now: now + week * 7 * DAY_MS,
        truthOf: () => 1,
      });
      const answers = given.get(answer!.question) ?? new Set();
      given.set(answer!.question, answers.add(answer!.answer));
    }
    expect([...given.keys()].toSorted()).toEqual([0, 1, 2]);
    for (const answers of given.values()) expect(answers.size).toBe(1);
  });

  it('follows from HMAC-SHA-256 as written down: anyone can recompute it', async () => {
    const set = await setOf(4);
    const key = Uint8Array.from({ length: 16 }, (_, index) => index);
    const draw = (text: string) =>
      createHmac('sha256', key).update(text).digest().readBigUInt64BE() >> 11n;
    const period = Math.floor(now / (28 * DAY_MS));
    const keys = set.questions.map((_, index) =>
      draw(`order ${[...set.id].join(',')} ${Math.floor(period / 4)} ${index}`),
    );
    const question = keys.indexOf(keys.toSorted((a, b) => (a < b ? -1 : 1))[period % 4]!);
    for (const truth of [0, 1]) {
      const coin = draw(`coin ${[...set.questions[question]!.hash].join(',')} ${truth}`);
      const lies = Number(coin) < 2 ** 53 / (Math.exp(2) + 1);
      expect(
        await answerFor({ seed: key, subtle, questionSet: set, now, truthOf: () => truth }),
      ).toEqual({
        questionSet: set.id,
        period,
        question,
        answer: lies ? 1 - truth : truth,
      });
    }
  });

  it('is one to every truth, for one draw of the order', async () => {
    const set = await setOf(7);
    let drawn = 0;
    const counting = {
      importKey: subtle.importKey.bind(subtle) as SubtleHmac['importKey'],
      sign(...given: Parameters<SubtleHmac['sign']>) {
        drawn++;
        return subtle.sign(given[0], given[1] as CryptoKey, given[2]);
      },
    };
    const input = { seed: seed(3), questionSet: set, now };
    const asked = (await askedOf({ ...input, subtle: counting }))!;
    for (const truth of [0, 1])
      expect(await asked.answerTo(truth)).toEqual(
        await answerFor({ ...input, subtle, truthOf: () => truth }),
      );
    expect(drawn).toBe(set.questions.length + 2);
  });

  it('reads the truth of the one question asked, and of no other', async () => {
    const set = await setOf(20);
    const read: string[] = [];
    const answer = await answerFor({
      seed: seed(2),
      subtle,
      questionSet: set,
      now,
      truthOf: ({ id }) => read.push(id) - 1,
    });
    expect(read).toEqual([set.questions[answer!.question]!.id]);
  });

  it('is none where nothing is asked, or the clock makes no sense', async () => {
    const ask = async (count: number, at: number) =>
      answerFor({
        seed: seed(3),
        subtle,
        questionSet: await setOf(count),
        now: at,
        truthOf: () => 0,
      });
    expect(await ask(0, now)).toBeNull();
    expect(await ask(3, NaN)).toBeNull();
    expect(await ask(3, Infinity)).toBeNull();
    expect(await ask(3, now)).not.toBeNull();
  });
});

describe('the schedule', () => {
  it('asks each question once in a cycle, in an order of its own for each cycle and device', async () => {
    const set = await setOf(6, '7d');
    const cycleOf = async (device: number, cycle: number) => {
      const order: number[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const at = (cycle * 6 + turn) * set.periodMs + DAY_MS;
        const answer = await answerFor({
          seed: seed(device),
          subtle,
          questionSet: set,
          now: at,
          truthOf: () => 0,
        });
        order.push(answer!.question);
      }
      return order;
    };
    const orders = new Set<string>();
    for (const device of [1, 2, 3]) {
      for (const cycle of [400, 401, 402]) {
        const order = await cycleOf(device, cycle);
        expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
        orders.add(order.join());
      }
    }
    expect(orders.size).toBeGreaterThan(6);
  });

  it('asks every question equally often across devices', async () => {
    const set = await setOf(10);
    const devices = 40_000;
    const random = randomness(11);
    const asked = Array.from({ length: 10 }, () => 0);
    for (let device = 0; device < devices; device++) {
      const answer = await answerFor({
        seed: seedOf(random),
        subtle: cheapSubtle,
        questionSet: set,
        now,
        truthOf: () => 0,
      });
      asked[answer!.question]! += 1;
    }
    const expected = devices / 10;
    const chiSquare = asked.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 99.9 % point of χ² with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(27.88);
  });

  it('does not depend on what the device is', async () => {
    const set = await setOf(8);
    const random = randomness(12);
    for (let device = 0; device < 500; device++) {
      const key = seedOf(random);
      const asked = async (truth: (question: Question) => number) =>
        (await answerFor({ seed: key, subtle, questionSet: set, now, truthOf: truth }))!.question;
      const question = await asked(() => 0);
      expect(await asked(() => 1)).toBe(question);
      expect(await asked(({ id }) => Number(id < 's4'))).toBe(question);
    }
  });
});

describe('truth from memberships', () => {
  it('is the first segment of a group, and none where no segment holds', async () => {
    const set = await questionSet(
      definitionsOf({
        segments: {
          a: { when: {} },
          b: { when: {} },
          none: { when: {} },
          c: { when: {}, count: true },
        },
        groups: { tier: { segments: ['a', 'b'], count: true } },
      }),
      digest,
    );
    const [single, tier] = set.questions;
    const truth = (held: string[], question: Question) =>
      truthFrom((id) => held.includes(id))(question);
    expect(tier).toMatchObject({
      id: 'tier',
      kind: 'group',
      answers: 3,
      options: ['a', 'b', 'none'],
    });
    expect(truth(['a'], tier!)).toBe(0);
    expect(truth(['b'], tier!)).toBe(1);
    expect(truth(['b', 'a'], tier!)).toBe(0);
    expect(truth(['c'], tier!)).toBe(2);
    expect(truth(['none'], tier!)).toBe(2);
    expect(single).toMatchObject({ id: 'c', kind: 'segment', answers: 2, options: ['no', 'yes'] });
    expect(truth(['c'], single!)).toBe(1);
    expect(truth(['a'], single!)).toBe(0);
  });
});
