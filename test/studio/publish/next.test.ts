import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { nextDocument } from '../../../worker/studio/publish/next.ts';

const now = Date.parse('2026-12-01T10:00:00Z');
const written = {
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-10-01T00:00:00Z',
  expires: '2026-11-30T00:00:00Z',
  segments: {},
} as const;
const keys = { version: 2, keys: [{ kid: 'a', x: 'b' }] };
const live = (changes: Partial<Definitions> = {}) => ({
  definitions: { ...written, version: 4, ...changes } as Definitions,
  hash: 'hash-of-4',
});

describe('the next version', () => {
  it('is the first where nothing is live, from today on, as long as it was written for', () => {
    expect(nextDocument({ ...written, previous: 'left over' }, { live: null, now })).toEqual({
      ...written,
      issued: '2026-12-01T00:00:00Z',
      expires: '2027-01-30T00:00:00Z',
    });
  });

  it('follows what is live, by number and by hash', () => {
    for (const [version, expected] of [
      [1, 5],
      [4, 5],
      [5, 5],
      [9, 9],
    ])
      expect(nextDocument({ ...written, version }, { live: live(), now })).toMatchObject({
        version: expected,
        previous: 'hash-of-4',
      });
    expect(nextDocument(written, { live: live(), now, version: 12, days: 7 })).toMatchObject({
      version: 12,
      expires: '2026-12-08T00:00:00Z',
    });
  });

  it('takes back what an older version said, and not who may sign', () => {
    const options = { live: live({ keys }), now, isOlder: true };
    expect(nextDocument(written, options)).toMatchObject({ version: 5, keys });
    const without = { ...options, live: live() };
    expect(nextDocument({ ...written, keys }, without)).not.toHaveProperty('keys');
    expect(nextDocument({ ...written, keys }, { live: live(), now })).toMatchObject({ keys });
  });

  it('has dates, whatever is written', () => {
    for (const odd of [
      { issued: 3 },
      { issued: Object.create(null) as object },
      { expires: { toString: 1 } },
      { expires: 'soon' },
      { version: 'x' },
      { version: -2.5 },
    ])
      expect(nextDocument({ ...written, ...odd }, { live: null, now })).toMatchObject({
        version: 1,
        issued: '2026-12-01T00:00:00Z',
        expires: expect.stringMatching(/^2027-01-30T/) as string,
      });
  });
});
