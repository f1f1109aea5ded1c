import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const controller = { name: 'Hazel Goods Ltd', contact: 'Kitchen Lane 1' };
const file = (change: object = {}) =>
  fileWith('segments.json', JSON.stringify({ ...definitionsOf({}), ...change }));

describe('covey record', () => {
  it('prints the record of processing, and says that nobody is named', async () => {
    const { code, out, err } = await covey(['record', file()]);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Record of processing activities/);
    expect(out).toContain('Art. 30(1)(a) GDPR');
    expect(err).toContain('"controller" is missing');
    const named = await covey(['record', file({ controller })]);
    expect(named.out).toContain('Hazel Goods Ltd');
    expect(named.err).not.toContain('is missing');
  });

  it('writes every paper into a folder, in a language, as HTML', async () => {
    const out = join(temporaryFolder(), 'papers');
    const { code, err } = await covey([
      'record',
      file({ controller }),
      '--format',
      'html',
      '--language',
      'en',
      '--out',
      out,
    ]);
    expect(code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(
      ['dpia', 'notice', 'public', 'record', 'retention'].map((name) => `${name}.html`),
    );
    expect(readFileSync(join(out, 'notice.html'), 'utf8')).toMatch(
      /^<!doctype html>\n<html lang="en">/,
    );
    expect(err).toMatch(/record\.html: \d+ open questions/);
  });

  it('says what each segment means, in the language of the paper', async () => {
    const document = file({
      metrics: { orders: { count: 'purchase', within: '90d' } },
      segments: { regular: { when: { 'metric.orders': { $gte: 3 } } } },
    });
    const meant = (language: string) =>
      covey(['record', document, '--paper', 'public', '--language', language]);
    const [english, german] = [await meant('en'), await meant('de')];
    const rowOf = (text: string) =>
      text.split('\n').find((line) => line.includes('`regular`')) ?? '';
    expect(rowOf(english.out)).toMatch(/at least|or more/);
    expect(rowOf(german.out)).toMatch(/mindestens|oder mehr/);
  });

  it('writes one paper alone, and nothing of definitions with errors', async () => {
    const out = join(temporaryFolder(), 'papers');
    expect((await covey(['record', file(), '--paper', 'dpia', '--out', out])).code).toBe(0);
    expect(readdirSync(out)).toEqual(['dpia.md']);
    const wrong = await covey([
      'record',
      file({ segments: { a: { when: { 'geo.contry': 'DE' } } } }),
      '--out',
      join(out, 'more'),
    ]);
    expect(wrong.code).toBe(1);
    expect(existsSync(join(out, 'more'))).toBe(false);
  });

  it('overwrites no paper that was filled in, unless --force is given, and writes none of the others', async () => {
    const out = join(temporaryFolder(), 'papers');
    const [first, later] = [file(), file({ controller })];
    const write = (...rest: readonly string[]) => covey(['record', ...rest, '--out', out]);
    expect((await write(first)).code).toBe(0);
    expect((await write(first)).code).toBe(0);
    const notice = join(out, 'notice.md');
    const filled = `${readFileSync(notice, 'utf8')}\nOur answer.\n`;
    writeFileSync(notice, filled);
    rmSync(join(out, 'record.md'));

    const refused = await write(first);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining(`${notice}\n`)]);
    expect(refused.err).toContain('--force');
    expect(refused.err).not.toContain('dpia.md');
    expect(existsSync(join(out, 'record.md'))).toBe(false);
    const { error } = JSON.parse((await write(later, '--json')).out) as { error: { code: string } };
    expect(error.code).toBe('taken');
    expect(readFileSync(notice, 'utf8')).toBe(filled);

    expect((await write(later, '--force')).code).toBe(0);
    expect(readFileSync(notice, 'utf8')).toContain('Hazel Goods Ltd');
  });

  it('refuses a language, a format and a paper that there are not, and names those there are', async () => {
    for (const more of [
      ['--language', 'xx'],
      ['--format', 'pdf'],
      ['--paper', 'novel'],
    ]) {
      const { code, err } = await covey(['record', file(), ...more]);
      expect([more, code]).toEqual([more, 2]);
      expect(err).toContain('Allowed choices are');
    }
  });
});
