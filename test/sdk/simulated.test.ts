// A page and `covey simulate` over the log of what happened on it: the same members at every instant.
import { Readable } from 'node:stream';
import { beforeAll, expect, it } from 'vitest';
import { simulate } from '../../cli/simulate/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  MINUTE,
  define,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  pass,
  settle,
  useClock,
} from './harness.ts';

useClock();

const numbers = (metric: string, upTo: number) =>
  Object.fromEntries(
    Array.from({ length: upTo + 1 }, (_, number) => [
      `${metric}${number}`,
      { when: { [`metric.${metric}`]: number } },
    ]),
  );

const definitions: Definitions = define({
  session: { timeout: '20m' },
  metrics: {
    firsts: { count: 'first_visit' },
    starts: { count: 'session_start' },
    all: { count: '*' },
    inVisit: { count: '*', within: 'session' },
    began: {
      sequence: [
        { event: 'session_start' },
        { event: 'view', after: 'next' },
        { event: 'buy', after: 'next' },
      ],
    },
    again: { sequence: [{ event: 'buy' }, { event: 'session_start', atMost: '1h' }] },
    since: { since: 'session_start' },
  },
  segments: {
    ...numbers('firsts', 2),
    ...numbers('starts', 6),
    ...numbers('all', 20),
    ...numbers('inVisit', 8),
    ...numbers('began', 3),
    ...numbers('again', 3),
    fresh: { when: { 'metric.since': { $lt: '5m' } } },
    regular: { when: { 'visitor.sessions': { $gte: 3 } } },
  },
});

let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(definitions);
});

it('simulate says what the page does', async () => {
  const { covey } = open(newDevice(), newEdge(envelope), owner, {
    capture: 'off',
  });
  covey.consent.set({ personalisation: true });
  await covey.ready;
  await settle();
  const log: string[] = [];
  // One instant twice, a gap of just under and of just the time-out, a long one.
  for (const [waitMs, event] of [
    [0, 'view'],
    [0, 'buy'],
    [20 * MINUTE - 1, 'view'],
    [20 * MINUTE, 'view'],
    [MINUTE, 'buy'],
    [90 * MINUTE, 'buy'],
    [30 * MINUTE, 'view'],
    [10, 'buy'],
    [6 * MINUTE, 'view'],
  ] as const) {
    await pass(waitMs);
    covey.track(event);
    log.push(JSON.stringify({ visitor: 'a', time: Date.now(), event }));
    await settle();
    let members: readonly string[] = [];
    await simulate({
      definitions,
      input: {
        name: 'log',
        size: undefined,
        stream: () => Readable.from([Buffer.from(log.join('\n'))]),
      },
      at: Date.now(),
      offsetAt: () => 0,
      complete: true,
      skipBad: false,
      onVisitor: (_, segments) => (members = segments),
      startProgress: () => ({ update() {}, stop() {} }),
    });
    expect(covey.segments()).toEqual(members);
  }
  expect(covey.segments()).toEqual(
    expect.arrayContaining(['firsts1', 'starts4', 'all14', 'regular']),
  );
});
