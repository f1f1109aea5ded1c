import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  attack,
  forgedFor,
  mostUnnoticed,
  type Scene,
  sentFor,
} from '../../scripts/simulated-attacks/index.ts';
import { randomFrom } from '../../shared/random/index.ts';

const scene: Scene = { reports: 200_000, questions: 20, epsilon: 2, share: 0.05 };

describe('forging reports', () => {
  it('costs what the threat model says', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/simulate-attacks.ts'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(readFileSync('docs/threat-model.md', 'utf8')).toContain(stdout.trim());
  });

  it('without any, periods are released and right', () => {
    const honest = attack(scene, 'one', 0, 200, randomFrom(1));
    expect(honest.disputed).toBeLessThan(0.02);
    expect(honest.shown).toBeCloseTo(0.05, 2);
  });

  it('the reports that are reckoned show what they are to show, where they pass', () => {
    const small = { ...scene, reports: 20_000 };
    const forged = forgedFor(small, 0.1);
    for (const spread of ['one', 'even'] as const) {
      const { shown, released } = attack(small, spread, forged, 200, randomFrom(2));
      expect(released).toBeGreaterThan(0.5);
      expect(shown).toBeCloseTo(0.1, 2);
    }
    expect(forged / small.reports).toBeCloseTo(0.0024, 3);
    expect(sentFor(small, 'even', forged)).toBe(20 * forged);
  });

  it('the more reports are honest, the less far a number can be moved in a period before it is disputed', () => {
    const shown = [20_000, 200_000, 2_000_000].map(
      (reports) => mostUnnoticed({ ...scene, reports }, 'one', 40, randomFrom(3)).shown,
    );
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
    const far = attack(scene, 'one', scene.reports / 20, 50, randomFrom(4));
    expect(far).toMatchObject({ released: 0, disputed: 1 });
  });
});
