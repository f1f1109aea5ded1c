import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snippetFor } from '../../cli/first-paint/index.ts';
import type { LocalRecord } from '../../sdk/consent/index.ts';
import { DAY, NAME, newDevice, newEdge, open, SITE, START, useClock } from './harness.ts';

useClock();
/** Runs the snippet as an inline script would, and gives what it set. */
function snippet(
  text: string | null,
  signals: object,
  consentText = 0,
  search = '',
): string | null {
  let set: string | null = null;
  const page = {
    localStorage: { getItem: (name: string) => (name === NAME ? text : null) },
    navigator: signals,
    location: { search },
    document: {
      documentElement: { setAttribute: (_name: string, value: string) => (set = value) },
    },
    Date: { now: () => START },
  };
  const { script } = snippetFor({ site: SITE, consentText });
  new Function(...Object.keys(page), script)(...Object.values(page));
  return set;
}
/** What the script sets before its engine has come, on a page where `earlier` was set already. */
function script(
  text: string | null,
  signals: object,
  consentText = 0,
  earlier: string | null = null,
): string | null {
  const device = newDevice();
  if (text !== null) device.storage.setItem(NAME, text);
  const { window } = open(
    device,
    newEdge(),
    { keys: '' },
    {
      consentText,
      code: { loadActive: () => new Promise(() => {}) },
      prepare({ navigator, document }) {
        for (const [name, value] of Object.entries(signals))
          Object.defineProperty(navigator, name, { value });
        if (earlier !== null) document.documentElement.setAttribute('data-covey', earlier);
      },
    },
  );
  return window.document.documentElement.getAttribute('data-covey');
}

const YEAR = 365 * DAY;
const LIFE = 395 * DAY;
const times = fc.constantFrom(
  ...[0, 1, -1, DAY, -YEAR, 1 - LIFE, -LIFE, -LIFE - 1, LIFE - 1, LIFE].map((by) => START + by),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 8 });
const records: fc.Arbitrary<{ [name in keyof LocalRecord]: LocalRecord[name] | undefined }> =
  fc.record({
    personalisation: fc.constantFrom(true, true, true, false, undefined),
    measurement: optional(fc.boolean()),
    time: optional(times),
    text: fc.constantFrom(undefined, 1, 2, 3),
    signal: fc.constantFrom(undefined, true as const),
    shown: optional(
      fc.dictionary(fc.constantFrom('fan', 'pro', 'new-2'), fc.oneof(fc.constant(0), times)),
    ),
    until: optional(fc.oneof(fc.constant(START + YEAR), times)),
    erased: optional(times),
  });
const signals = fc.constantFrom(
  {},
  { globalPrivacyControl: false, doNotTrack: '0' },
  { globalPrivacyControl: true },
  { doNotTrack: '1' },
);

describe('the snippet for the first paint', () => {
  it('shows what the script shows before its engine has come, whatever the record and the browser say', () => {
    let shown = 0;
    fc.assert(
      fc.property(records, signals, fc.constantFrom(0, 2), (record, signal, asks) => {
        const text = JSON.stringify(record);
        const found = snippet(text, signal, asks);
        if (found) shown++;
        // Where there is nothing to show, that may be said or left out.
        expect(found ?? '').toBe(script(text, signal, asks) ?? '');
      }),
      { numRuns: 400 },
    );
    expect(shown).toBeGreaterThan(10);
  });

  it('is corrected by the script, where the tag asks with a newer text than it knows of', () => {
    const record = {
      personalisation: true,
      time: START,
      text: 1,
      shown: { fan: 0 },
      until: START + DAY,
    };
    const text = JSON.stringify(record);
    expect(snippet(text, {})).toBe('fan');
    // A preview is nobody's visit.
    expect(snippet(text, {}, 0, '?a=1&covey-preview=pro')).toBe(null);
    expect(script(text, {}, 2, 'fan')).toBe(null);
  });

  it.each([null, '', '{', 'null', '[]', '7', '{"personalisation":true,"until":9e99,"shown":7}'])(
    'makes nothing of %j, and does not throw',
    (text) => expect(snippet(text, {}) || null).toBe(null),
  );

  it('does not throw where storage is blocked', () => {
    const blocked = {
      get localStorage(): never {
        throw new DOMException('blocked');
      },
    };
    const { script: code } = snippetFor({ site: SITE, consentText: 0 });
    expect(() => new Function('window', `with (window) { ${code} }`)(blocked)).not.toThrow();
  });
});
