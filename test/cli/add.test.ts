import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { READY_SEGMENTS } from '../../shared/ready-segments/index.ts';
import { READY } from '../conformance/ready-segments/index.ts';
import { covey, fileWith } from './helpers.ts';

const ids = READY_SEGMENTS.map(({ definitions }) => Object.keys(definitions.segments)[0] ?? '');

const started = () =>
  fileWith(
    'segments.jsonc',
    `{
  "covey": 1,
  "site": "hazel.example", // ours
  "version": 1,
  "issued": "${new Date(Date.now() - 86_400_000).toISOString()}",
  "expires": "${new Date(Date.now() + 80 * 86_400_000).toISOString()}",
  "metrics": { "orders": { "count": "purchase", "within": "365d" } },
  "segments": { "buyer": { "when": { "metric.orders": { "$gte": 1 } } } }
}
`,
  );

describe('covey add', () => {
  it('lists every ready segment that the examples test, by the id it is added by', async () => {
    const { code, out } = await covey(['add']);
    expect(code).toBe(0);
    const listed = out.trimEnd().split('\n').slice(1);
    const all = READY.flatMap(({ definitions }) => Object.keys(definitions['segments'] as object));
    expect(listed.map((line) => line.split(' ')[0])).toEqual(all);
    expect(out).toContain('Something put into the cart in the last 7 days');
    const json = JSON.parse((await covey(['add', '--json'])).out) as {
      ready: typeof READY_SEGMENTS;
    };
    expect(json.ready.map(({ name }) => name)).toEqual(READY.map(({ name }) => name));
  });

  it.each(ids)('adds %s to a file without an error, with all that it reads', async (id) => {
    const file = started();
    const { code, out, err } = await covey(['add', id, '--into', file]);
    expect([code, out]).toEqual([0, `Wrote ${file}. Next: covey check ${file}\n`]);
    expect(err).toContain(`${id}`);
    const written = readFileSync(file, 'utf8');
    // Comments of the file stay.
    expect(written).toContain('// ours');
    expect(written).toContain(`"${id}": {`);
    expect((await covey(['check', file])).code).toBe(0);
    // A second time there is nothing to do.
    const again = await covey(['add', id, '--into', file]);
    expect(again.err).toContain('has all of it already');
    expect(readFileSync(file, 'utf8')).toBe(written);
  });

  it('says what to tune, and what comes with it', async () => {
    const { err } = await covey(['add', 'champions', 'loyal']);
    expect(err).toContain('champions, loyal: ');
    expect(err).toContain('It comes with cannot-lose, at-risk-customer, ');
    expect(err).toContain('Tune: ');
  });

  it('prints several as one part of a document, and as JSON with what to know of them', async () => {
    const { out } = await covey(['add', 'cart-abandoner', 'deep-reader']);
    const part = JSON.parse(out) as { segments: object; metrics: object };
    expect(Object.keys(part.segments)).toEqual(['cart-abandoner', 'deep-reader']);
    expect(Object.keys(part.metrics)).toEqual(['since_cart', 'bought_since_cart', 'topic_time']);
    const json = JSON.parse((await covey(['add', 'deep-reader', '--json'])).out) as {
      chosen: { tune: string[] }[];
    };
    expect(json).toMatchObject({ file: null, written: false });
    expect(json.chosen[0]?.tune.length).toBeGreaterThan(0);
    const file = started();
    const into = await covey(['add', 'deep-reader', '--into', file, '--json']);
    expect(JSON.parse(into.out)).toEqual({ ...json, file, written: true });
    const again = await covey(['add', 'deep-reader', '--into', file, '--json']);
    expect(JSON.parse(again.out)).toEqual({ ...json, file, written: false });
    expect(into.err).toContain('Wrote ');
  });

  it('warns of what the checker warns of since then, and of nothing else', async () => {
    const file = started();
    // Sums of money are of one currency, and this file names none.
    const { err } = await covey(['add', 'champions', '--into', file]);
    expect(err).toMatch(/warning {2}metrics\.rfm_spend\.sum: .*currenc/);
    expect((await covey(['add', 'cart-abandoner', '--into', file])).err).not.toContain('warning');
  });

  it('leaves a file as it is where a name is taken, and says where', async () => {
    const text = readFileSync(started(), 'utf8').replace('"orders":', '"since_cart":');
    const file = fileWith('segments.jsonc', text.replace('metric.orders', 'metric.since_cart'));
    const before = readFileSync(file, 'utf8');
    const { code, err } = await covey(['add', 'cart-abandoner', '--into', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/segments\.jsonc:\d+:\d+ {2}metrics\.since_cart/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('says what is wrong with a file whose parts are none, and leaves it as it is', async () => {
    for (const segments of ['[]', 'null', '"x"']) {
      const text = readFileSync(started(), 'utf8').replace(
        /"segments": .*/,
        `"segments": ${segments}`,
      );
      const file = fileWith('segments.jsonc', text);
      const { code, err } = await covey(['add', 'cart-abandoner', '--into', file]);
      expect([code, readFileSync(file, 'utf8')]).toEqual([1, text]);
      expect(err).toMatch(
        /^covey: With this, .* would have errors; nothing is written\.\n {2}segments: /,
      );
    }
  });

  it('knows no other ids, and says which is meant', async () => {
    const { code, err } = await covey(['add', 'cart-abandoners']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "cart-abandoner"?');
    expect((await covey(['add', '--into', 'x.jsonc'])).code).toBe(2);
    const missing = await covey(['add', 'deep-reader', '--into', '/nowhere/segments.jsonc']);
    expect(missing.code).toBe(1);
    expect(missing.err).not.toContain('at ');
  });
});
