import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generated } from '../../../scripts/generate-docs.ts';
import { jsonSchema } from '../../../shared/definitions/json-schema.ts';

describe('generated documents', () => {
  it.each(Object.keys(generated))(
    'docs/%s is what the code says (node scripts/generate-docs.ts)',
    (file) => {
      expect(readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8')).toBe(
        generated[file],
      );
    },
  );

  it('every reference in the JSON Schema leads somewhere', () => {
    const schema = jsonSchema();
    const references = [
      ...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g),
    ].map(([, id]) => id);
    expect(references.length).toBeGreaterThan(50);
    expect(Object.keys(schema['definitions'] as object)).toEqual(
      expect.arrayContaining(references),
    );
  });
});
