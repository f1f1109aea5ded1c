import { describe, expect, it } from 'vitest';
import { Failure } from '../../cli/failure.ts';
import { previousEdge } from '../../scripts/build/previous.ts';

describe('--previous of the build', () => {
  it('is the origin of an edge, or is refused with how to write it', () => {
    expect(previousEdge(['node', 'build.ts'])).toBeUndefined();
    expect(previousEdge(['--previous', 'https://edge.example/'])).toBe('https://edge.example');
    for (const wrong of [['edge.example'], ['https://edge.example/covey.js'], []]) {
      const attempt = () => previousEdge(['--previous', ...wrong]);
      expect(attempt).toThrow(Failure);
      expect(attempt).toThrow(/^--previous .*is no address of an edge/);
    }
  });
});
