import { describe, expect, it } from 'vitest';
import { parseJsonDocument } from '../../shared/documents/index.ts';

describe('members that are there twice', () => {
  it('are told of a hundred times, and then that there are more', () => {
    const inner = (times: number) => `{${'"a":1,'.repeat(times)}"a":1}`;
    const { faults, value } = parseJsonDocument(
      `{"x":${inner(60)},"y":[${inner(60)}],"z":1,"z":2}`,
    );
    expect(value).toBeUndefined();
    expect(faults).toHaveLength(101);
    expect(faults.at(-1)?.message).toMatch(/^More members are there twice/);
    expect(parseJsonDocument(inner(100)).faults).toHaveLength(100);
  });
});
