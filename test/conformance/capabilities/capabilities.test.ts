import { describe, expect, it } from 'vitest';
import { describeExample, hasBothKinds } from '../examples/describe.ts';
import { peers } from './peers.ts';

describe.each(peers)('$name', ({ groups }) => {
  describe.each(Object.entries(groups))('%s', (_, capabilities) => {
    for (const capability of capabilities) {
      it(`${capability.says}: one who is in, one who is not`, () => {
        expect(hasBothKinds(capability)).toBe(true);
      });
      describeExample(capability.says, capability);
    }
  });
});
