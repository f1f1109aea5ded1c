import { describe, expect, it } from 'vitest';
import { describeExample, hasBothKinds } from '../examples/describe.ts';
import { GUIDES } from './index.ts';

describe.each(Object.entries(GUIDES))('audiences in the guide from %s', (_, audiences) => {
  for (const audience of audiences) {
    it(`${audience.says}: one who is in, one who is not`, () => {
      expect(hasBothKinds(audience)).toBe(true);
    });
    describeExample(audience.says, audience);
  }
});
