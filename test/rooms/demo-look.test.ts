import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Palette = { readonly [name: string]: string };

/** The custom properties of a style sheet that are colours: light, and dark on top of light. */
function palettes(
  file: string,
  selector: string,
): { readonly light: Palette; readonly dark: Palette } {
  const css = readFileSync(file, 'utf8');
  const blocks = css.split(selector).slice(1, 3);
  const [light = {}, dark = {}] = blocks.map((block) =>
    Object.fromEntries(
      [...block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(
        ([, name, color]) => [name, color],
      ),
    ),
  ) as Palette[];
  return { light, dark: { ...light, ...dark } };
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const sheets = [
  {
    name: 'Hazel',
    ...palettes('demo/styles/base.css', ':root {'),
    text: [
      ['ink', 'ground'],
      ['ink', 'raised'],
      ['ink', 'tint'],
      ['ink', 'tint-2'],
      ['ink', 'sage-tint'],
      ['ink', 'accent-tint'],
      ['soft', 'ground'],
      ['soft', 'tint'],
      ['soft', 'raised'],
      ['accent-deep', 'ground'],
      ['on-accent', 'accent'],
      ['on-accent', 'accent-deep'],
      ['sage', 'ground'],
      ['sage', 'raised'],
      ['sage-ink', 'sage-tint'],
      ['sage-ink', 'ground'],
      ['error', 'ground'],
      ['error', 'raised'],
      ['error', 'tint'],
      ['ground', 'ink'],
    ],
    edges: [
      ['line-strong', 'ground'],
      ['line-strong', 'raised'],
      ['accent', 'ground'],
      ['accent', 'raised'],
    ],
  },
  {
    name: 'studio',
    ...palettes('worker/studio/styles/base.css', ':root {'),
    text: [
      ['ink', 'ground'],
      ['ink', 'raised'],
      ['soft', 'ground'],
      ['soft', 'raised'],
      ['sky', 'ground'],
      ['sky', 'raised'],
      ['on-moss', 'moss'],
      ['moss', 'raised'],
      ['amber', 'ground'],
      ['ink', 'amber-tint'],
      ['brick', 'ground'],
    ],
    edges: [
      ['strong', 'ground'],
      ['strong', 'raised'],
      ['sky', 'band'],
      ['grey', 'grey-band'],
      ['amber', 'ground'],
    ],
  },
  {
    name: 'demonstration bar',
    ...palettes('demo/client/bar/bar.css', ':host {'),
    text: [
      ['ink', 'ground'],
      ['ink', 'raised'],
      ['soft', 'ground'],
      ['soft', 'raised'],
      ['moss', 'ground'],
      ['ink', 'moss-tint'],
      ['amber', 'ground'],
    ],
    edges: [
      ['moss', 'ground'],
      ['sky', 'ground'],
    ],
  },
] as const;

describe.each(sheets)('the colours of $name', ({ light, dark, text, edges }) => {
  test.each([
    ['light', light],
    ['dark', dark],
  ] as const)('can be read, %s', (_theme, palette) => {
    for (const [front, back] of text)
      expect(
        contrast(palette[front]!, palette[back]!),
        `${front} on ${back}`,
      ).toBeGreaterThanOrEqual(4.5);
    for (const [front, back] of edges)
      expect(
        contrast(palette[front]!, palette[back]!),
        `${front} on ${back}`,
      ).toBeGreaterThanOrEqual(3);
  });
});

test('the two brands share no ground and no accent', () => {
  const [hazel, studio] = sheets;
  for (const theme of ['light', 'dark'] as const) {
    expect(hazel[theme]['ground']).not.toBe(studio[theme]['ground']);
    expect(hazel[theme]['accent']).not.toBe(studio[theme]['moss']);
  }
});
