import { describe, expect, it } from 'vitest';
import { binomial, randomness } from '../../shared/counting/helpers.ts';
import { estimateGroup } from '../../../shared/counting/index.ts';
import { differenceOf, numberAt } from '../../../worker/studio/watch/compared.ts';
import { questionOf, released, tooFew } from './helpers.ts';

const epsilon = 2;
const buyer = questionOf('buyer', [released('buyer', 0.2)]);
const reader = questionOf('reader', [released('reader', 0.26)]);
const tier = questionOf(
  'tier',
  [released('gold', 0.2), tooFew('silver'), released(null, 0.26)],
  'group',
);
const stats = { epsilon, questions: [buyer, reader, tier] };
const difference = (first: string, second: string) => {
  const [one, other] = [numberAt(stats, first), numberAt(stats, second)];
  return one && other && differenceOf(stats, one, other);
};

describe('two numbers side by side', () => {
  it('differ by the second less the first, as wide as two independent samples make it', () => {
    const found = difference('segment:buyer', 'segment:reader');
    expect(found?.difference).toBeCloseTo(0.06);
    // Each is two points either way.
    expect(found?.high).toBeCloseTo(0.06 + Math.hypot(0.02, 0.02));
    expect(found?.low).toBeCloseTo(0.06 - Math.hypot(0.02, 0.02));
  });

  it('have no difference where one is not shown, or both are the same', () => {
    expect(difference('segment:buyer', 'group:tier:silver')).toBeNull();
    expect(difference('group:tier:gold', 'group:tier:gold')).toBeNull();
    expect(difference('segment:buyer', 'segment:gone')).toBeNull();
  });

  it('are further apart by chance where they are answers of one question, and the interval takes it', () => {
    const random = randomness(5);
    const uniform = () => random() / 2 ** 32;
    const [q, reports] = [1 / (Math.exp(epsilon) + 2), 800];
    const p = Math.exp(epsilon) * q;
    const rates = [0.3, 0.35].map((share) => share * (p - q) + q);
    let held = 0;
    const runs = 2000;
    for (let run = 0; run < runs; run++) {
      const first = binomial(reports, rates[0]!, uniform);
      const second = binomial(reports - first, rates[1]! / (1 - rates[0]!), uniform);
      const estimates = estimateGroup({
        counts: [first, second, reports - first - second],
        epsilon,
      });
      const answers = ['a', 'b', null].map((id, at) => ({
        ...released(id, 0),
        ...estimates[at]!,
      }));
      const question = questionOf('tier', answers, 'group');
      const [one, other] = [answers[0]!, answers[1]!];
      const found = differenceOf(
        { epsilon },
        { question, answer: one },
        { question, answer: other },
      );
      if (found && found.low <= 0.05 && found.high >= 0.05) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.935);
    expect(held / runs).toBeLessThan(0.965);
  });
});
