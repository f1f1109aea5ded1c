import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../shared/sql/index.ts';

describe.each(Object.entries(DIALECTS))('the dialect %s', (name, { engine }) => {
  it.skipIf(name === 'duckdb')('is asked everything on an engine of its own', () => {
    const suites = readFileSync(`test/engines/${name}.test.ts`, 'utf8');
    expect(suites).toContain(`everySuite(${name});`);
  });

  it('stands in the table of engines', () => {
    const head = readFileSync('docs/sql.md', 'utf8').match(/^## Four engines[^|]*(\|.*)$/m)?.[1];
    expect(head).toContain(engine);
  });
});
