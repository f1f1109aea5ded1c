import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternDanger } from '../../../shared/definitions/checks/pattern-danger.ts';

const dangerous = [
  '(a+)+$',
  '(a*)*b',
  '(a|a)*b',
  '(a|aa)+$',
  '(.*)*',
  '((ab)*)*',
  '(x+x+)+y',
  '(\\d+)*x',
  '(?:.+)+,',
  '(\\w+\\s?)*$',
  '(?=(a+)+$)b',
  '^(a|b|ab)*c$',
  '([a-zA-Z]+)*\\d',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(a{1,20}){1,20}b',
  '(.*a){12}',
  '\\s*\\s*\\s*\\s*\\s*x',
  'a?'.repeat(40),
  '.*.*.*x',
  // What is repeated may be empty, and is counted.
  '(a?){20}b',
  '^(?:a?){13}$',
  '(?:a|){30}',
  '(\\s*){13}x',
  '(?:a?b?){14}c',
  '(a?){0,40}',
  '(?:){20}',
  '((a?){5}){5}',
  // Alternatives that read the same, often, though no one character does it.
  '(?:ab|ab){12}(?:ab|ab){12}c',
  '(?:abc|a.c)*d',
  '(?:foo|fo+)*!',
  // What a group held may be read in many ways.
  '(a*)(?:\\1)*b',
  '^(a+)(a+)(?:\\1|\\2)+$',
  '(.+)\\1\\1\\1\\1',
  // Each look begins anew.
  '(?:(?=.*a.*b).)+c',
  '(?<=(?:a|a)*)b',
  // However the characters are written.
  '([\\u0600-\\u06ff]+)+x',
  '([x\\u0600-\\u06ff]|[y\\u0650-\\u0700])*!',
  '(?:[🐦]+)+x',
  '(?:\\141|a)*b',
  '(?:\\01|\\x01)*b',
  '(?:\\c|\\c)*x',
  '(?i:a|A)*b',
  '(?s:.|\\n)*b',
];
const harmless = [
  '^/products/',
  'a.*b.*c',
  '^(\\w+,)*$',
  '(checkout|cart)',
  '^https?://[^/]+/path',
  '(ab)*',
  '(a|b)+c',
  '^\\d{4}-\\d\\d',
  '[a-z]+-[a-z]+-[a-z]+-[a-z]+',
  '^([a-z]+-)*[a-z]+$',
  '(/[a-z]+)+/?$',
  '(?<year>\\d+)-\\k<year>',
  '^.{3,200}$',
  '[^]]*',
  'a{,3}',
  '{',
  'x{1}',
  '\\/blog\\/[^/]+\\/?$',
  '^\\/(?:de|en|fr)\\/(?:shop|journal)(?:\\/|$)',
  'utm_campaign=[^&]*(?:spring|summer)',
  '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{8,}$',
  '^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$',
  '(?:foo|bar|baz)+qux',
  '(?:a?){12}',
  '(?:a{0,9}b){12}',
  '^(?:[a-z]{1,8}-){1,8}\\d{1,10}$',
  '(?<!not )found',
  '\\bsale\\b',
  '[\\u0600-\\u06ff]+',
  '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$',
];

describe('a regular expression', () => {
  it.each(dangerous)('is refused where a text can be read in very many ways: %s', (source) => {
    expect(() => new RegExp(source)).not.toThrow();
    expect(patternDanger(source, false)).toBe('exponential');
  });
  it.each(harmless)('is fine where every text is read in few: %s', (source) => {
    expect(() => new RegExp(source)).not.toThrow();
    expect(patternDanger(source, false)).toBe('none');
  });
  it.each(['a.*b.*c.*d', '^a.*b.*c.*d.*e', 'a.*b.*c.*d$'])(
    'is pointed out where three loops share a text: %s',
    (source) => {
      expect(patternDanger(source, false)).toBe('slow');
    },
  );
  it('is read without regard to case where its flag says so', () => {
    expect(patternDanger('^(a|A)*b', false)).toBe('none');
    expect(patternDanger('^(a|A)*b', true)).toBe('exponential');
  });

  it('is judged, whatever it is made of', () => {
    const token = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '\\w',
      '[a-z]',
      '[^/]',
      '(',
      ')',
      '(?:',
      '(?=',
      '(?<!',
      '|',
      '*',
      '+',
      '?',
      '{2,3}',
      '{4}',
      '{20,}',
      '^',
      '$',
      '\\b',
      '\\1',
      '[',
      ']',
      '\\',
      '/',
      '{',
      '-',
      '\\u0041',
      '\\cA',
      '\\c',
      '\\k',
    );
    let judged = 0;
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), fc.boolean(), (tokens, ignoreCase) => {
        const source = tokens.join('');
        try {
          void new RegExp(source);
        } catch {
          return;
        }
        judged += 1;
        expect(['none', 'slow', 'exponential']).toContain(patternDanger(source, ignoreCase));
      }),
      { numRuns: 5_000 },
    );
    expect(judged).toBeGreaterThan(500);
  });
});
