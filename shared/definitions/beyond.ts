import { PAGE_LIMITS as LIMITS } from './limits.ts';

const SECTIONS = [
  'segments',
  'metrics',
  'traits',
  'groups',
  'savedGroups',
  'history',
  'surveys',
  'experiences',
  'histograms',
] as const;

const sizeOf = (value: unknown): number => Object.keys(value ?? {}).length;

/**
 * The first of the checker's limits that a document goes beyond, in words; null: none. For the page, which
 * has no checker and compiles what the owner's key has signed: nothing signed may keep it busy.
 * `bytes` is the length of the JSON. Never throws.
 */
export const beyondLimits = (
  document: { readonly [section: string]: unknown },
  bytes: number,
): string | null => {
  const sizes: (readonly [what: string, size: number, most: number])[] = [
    ['bytes', bytes, LIMITS.documentBytes],
    ...SECTIONS.map((name) => [name, sizeOf(document[name]), LIMITS[name]] as const),
    [
      'values of saved groups',
      Object.values(document['savedGroups'] ?? {}).reduce((sum, group) => sum + sizeOf(group), 0),
      LIMITS.savedGroupValues,
    ],
  ];
  const walk = (value: unknown, key: string, depth: number): void => {
    if (typeof value === 'string' && /^\$regexi?$/.test(key))
      sizes.push(['characters of a pattern', value.length, LIMITS.patternLength]);
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      if (key === 'each')
        sizes.push(['metrics of a session', sizeOf(value), LIMITS.sessionMetrics]);
      if (key === 'variants') sizes.push([key, sizeOf(value), LIMITS.variants]);
    }
    if (depth > LIMITS.depth) sizes.push(['levels', depth, LIMITS.depth]);
    else for (const [name, inner] of Object.entries(value)) walk(inner, name, depth + 1);
  };
  // What is too long is not walked through.
  const isLong = () => sizes.find(([, size, most]) => size > most);
  if (!isLong()) walk(document, '', 0);
  const [what, size, most] = isLong() ?? [];
  return what === undefined ? null : `${size} ${what}; at most ${most} are allowed`;
};
