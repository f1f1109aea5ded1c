import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { WHOLE } from '../../scripts/build/parts.ts';
import { nameCache, SHORT_NAMES } from '../../scripts/build/short-names.ts';

/** What a page loads, without types and comments. */
const sources = ['sdk', 'shared']
  .flatMap((root) => readdirSync(root, { recursive: true }).map((path) => join(root, String(path))))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(path, 'utf8'));
const code = sources
  .map((source) => transformSync(source, { loader: 'ts', format: 'esm' }).code)
  .join('\n');

const withoutComments = (source: string) =>
  source.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');

/** Public, stored or sent. */
const outside = [
  'sdk/api.ts',
  'sdk/host.ts',
  'sdk/settings.ts',
  'sdk/counted.ts',
  'sdk/consent/record.ts',
  'sdk/ingest/remote-commit.ts',
  'sdk/ingest/snapshot.ts',
  'shared/conditions/index.ts',
  'shared/definitions/schema.ts',
  'shared/definitions/types.ts',
  'shared/engine/runtime/saved-state.ts',
  'shared/signing/envelope.ts',
  'shared/wire/context.ts',
  'shared/wire/definitions.ts',
]
  .map((path) => withoutComments(readFileSync(path, 'utf8')))
  .join('\n');

/** States of metrics are stored with the names that they have; explanations are public. `VisitorState` is neither. */
const stored = sources
  .flatMap((source) => [
    ...withoutComments(source).matchAll(
      /interface (?!VisitorState\b)\w*(?:State|Saved\w*|Entries|Period|Session|Expla\w*|Touches|Kept)\b[^{]*\{([^]*?)^\}/gm,
    ),
  ])
  .map(([, members]) => members)
  .join('\n');

describe('names that the build shortens', () => {
  it.each(SHORT_NAMES)('%s is ours alone', (name) => {
    expect(code, 'is a property').toMatch(new RegExp(`(\\.${name}\\b|\\b${name}\\s*[:(,}])`));
    expect(code, 'is not written as text').not.toMatch(
      new RegExp(`['"\`.]${name}['"\`]|['"\`]${name}\\b`),
    );
    const word = new RegExp(`\\b${name}\\b`);
    expect(word.test(outside), 'is public, stored or sent').toBe(false);
    expect(word.test(stored), 'is part of a state').toBe(false);
  });

  // A module's exports are no properties, and keep their names.
  it.each(WHOLE)('are none that %s.js exports', (name) => {
    const { [name]: path = `sdk/${name}/index.ts` } = { preview: 'sdk/show-preview.ts' };
    const { code: built } = transformSync(readFileSync(path, 'utf8'), {
      loader: 'ts',
      format: 'esm',
    });
    const given = [...built.matchAll(/export \{([^}]*)\}/g)].flatMap(
      ([, all = '']) => all.match(/\w+/g) ?? [],
    );
    expect(given).not.toEqual([]);
    expect(given.filter((one) => SHORT_NAMES.includes(one))).toEqual([]);
  });

  it('become what no property of ours is called', () => {
    const short = Object.values(nameCache().props.props);
    expect(new Set(short).size).toBe(SHORT_NAMES.length);
    for (const name of short)
      expect(new RegExp(`\\.${name}\\b|\\b${name}\\s*:`).test(code), name).toBe(false);
  });
});
