import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { definitions } from '../../demo/definitions.ts';
import { fetchDefinitions } from '../../worker/studio/site/api.ts';
import { Ending } from '../../worker/studio/components/ending.tsx';
import { axisFor } from '../../worker/studio/watch/numbers.ts';
import { mismatch, parseTruth, trueShare } from '../../worker/studio/watch/truth.ts';

describe('numbers in the studio', () => {
  test('share one axis that holds them all', () => {
    expect(axisFor([]).end).toBe(0.05);
    expect(axisFor([0.031, 0.17]).end).toBe(0.2);
    expect(axisFor([0.93]).ticks).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
});

describe('the simulated truth', () => {
  const truth = {
    site: 'localhost',
    questionSet: '00ff10',
    period: 7,
    visitors: 200,
    questions: {
      fan: { no: 150, yes: 50 },
      tier: { gold: 20, none: 180 },
      spread: { 'spread:..1': 120, 'spread:1..': 60, none: 20 },
    },
  };

  test('is taken from the file that simulate-counts writes, and from nothing else', () => {
    expect(parseTruth(JSON.stringify(truth))).toEqual({ ok: true, truth });
    for (const text of [
      '',
      'null',
      '[]',
      '{"site":"x"}',
      JSON.stringify({ ...truth, visitors: 0 }),
    ])
      expect(parseTruth(text).ok, text).toBe(false);
  });

  test('is a share of the simulated visitors', () => {
    expect(trueShare(truth, { id: 'fan', kind: 'segment' }, 'fan')).toBe(0.25);
    expect(trueShare(truth, { id: 'tier', kind: 'group' }, 'gold')).toBe(0.1);
    expect(trueShare(truth, { id: 'tier', kind: 'group' }, null)).toBe(0.9);
    expect(trueShare(truth, { id: 'spread', kind: 'histogram' }, '1..')).toBe(0.3);
    expect(trueShare(truth, { id: 'spread', kind: 'histogram' }, null)).toBe(0.1);
    expect(trueShare(truth, { id: 'constructor', kind: 'segment' }, null)).toBeNull();
    expect(trueShare(null, { id: 'fan', kind: 'segment' }, 'fan')).toBeNull();
  });

  test('is refused beside other numbers than its own', () => {
    const stats = { site: 'localhost', questionSet: 'AP8Q', period: { number: 7 } };
    expect(mismatch(truth, stats)).toBeNull();
    expect(mismatch(truth, { ...stats, period: { number: 8 } })).toContain('period');
    expect(mismatch(truth, { ...stats, questionSet: 'AP8R' })).toContain('questions');
    expect(mismatch(truth, { ...stats, site: 'other.example' })).toContain('localhost');
  });
});

test('definitions that run out are pointed out from thirty days before', () => {
  const definitions = { issued: '2026-10-24T00:00:00Z', expires: '2027-01-24T00:00:00Z' };
  const at = (day: string) => JSON.stringify(Ending({ definitions, now: Date.parse(day) }));
  expect(at('2026-12-01')).toBe('null');
  expect(at('2027-01-10')).toContain('run out on 2027-01-24, in 14 days');
  expect(at('2027-02-01')).toContain('ran out on 2027-01-24');
});

describe('who signed', () => {
  const key = (at: number) => Buffer.alloc(32, at).toString('base64url');
  const envelopeOf = (...kids: string[]) => {
    const signature = Buffer.alloc(64).toString('base64url');
    const head = (kid: string) =>
      Buffer.from(JSON.stringify({ alg: 'Ed25519', kid, typ: 'covey-definitions+json' })).toString(
        'base64url',
      );
    return JSON.stringify({
      payload: Buffer.from(JSON.stringify(definitions)).toString('base64url'),
      signatures: kids.map((kid) => ({ protected: head(kid), signature })),
    });
  };
  const hash = createHash('sha256').update(JSON.stringify(definitions)).digest('base64url');
  const fetchWith = (documents: unknown) => async (url: string) => {
    if (!url.endsWith('/published')) return new Response(envelopeOf(key(1), key(2)));
    return documents === null ? new Response('{}', { status: 404 }) : Response.json({ documents });
  };
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  // Key 2 stands in the envelope; nobody checked it.
  test.each([
    ['are the keys that the Worker checked', [{ hash, signers: [key(1)] }], [key(1)]],
    ['are not known where it noted none', [{ hash, signers: null }], null],
    ['are not those of another document', [{ hash: 'other', signers: [key(2)] }], null],
    ['are not known to a Worker without the list', null, null],
  ])('%s', async (_, documents, signers) => {
    vi.stubGlobal('fetch', fetchWith(documents));
    const answer = await fetchDefinitions('hazel.example');
    expect(answer).toMatchObject({ ok: true, value: { hash, signers } });
  });
});
