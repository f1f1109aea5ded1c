import { type TextTest, textHolds } from './text.ts';

/** English names that the tools use and that are not the ones Unicode gives. */
const OTHER_NAMES: { readonly [name: string]: string } = {
  'bosnia and herzegovina': 'BA',
  'cape verde': 'CV',
  "cote d'ivoire": 'CI',
  'czech republic': 'CZ',
  'congo (drc)': 'CD',
  'hong kong': 'HK',
  macau: 'MO',
  macedonia: 'MK',
  'macedonia (fyrom)': 'MK',
  myanmar: 'MM',
  palestine: 'PS',
  russia: 'RU',
  'south korea': 'KR',
  swaziland: 'SZ',
  'the bahamas': 'BS',
  'the gambia': 'GM',
  'trinidad and tobago': 'TT',
  turkey: 'TR',
  türkiye: 'TR',
  'united states of america': 'US',
};

/**
 * ISO 3166 codes of the countries whose English name meets the test. Covey knows countries by
 * code (`geo.country`), other tools by name. Empty where no country has such a name.
 */
export const countryCodes = (test: TextTest): readonly string[] => {
  const found = new Set<string>();
  for (const [name, code] of countryNames()) if (textHolds(test, name)) found.add(code);
  return [...found].toSorted();
};

let names: readonly (readonly [string, string])[] | undefined;

/** From the same Unicode data in every host; built when first asked. */
const countryNames = (): readonly (readonly [string, string])[] => {
  if (names !== undefined) return names;
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const unicode = letters
    .flatMap((a) => letters.map((b) => a + b))
    .filter((code) => !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code)
    .flatMap((code) => {
      const name = display.of(code);
      return name === undefined ? [] : [[name, code] as const];
    });
  names = [...unicode, ...Object.entries(OTHER_NAMES)];
  return names;
};

/** Unions, the unknown, codes for private use, and islands that Unicode names and ISO 3166 does not. */
const NO_COUNTRY = new Set('EU EZ UN QO XA XB ZZ AC CP CQ DG EA IC TA'.split(' '));
