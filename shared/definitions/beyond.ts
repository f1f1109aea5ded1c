import { PAGE_LIMITS, SECTION_LIMITS } from './limits.ts';

const sizeOf = (value: unknown): number => Object.keys(value ?? {}).length;

/**
 * The first of the checker's limits that a document goes beyond, by its name; null: none. For the page, which
 * has no checker and compiles what the owner's key has signed: nothing signed may keep it busy.
 * `bytes` is the length of the JSON. Never throws.
 */
export const beyondLimits = (
  document: { readonly [section: string]: unknown },
  bytes: number,
): string | null => {
  let beyond: string | null = null;
  const hold = (name: keyof typeof PAGE_LIMITS, size: number): void => {
    const most = PAGE_LIMITS[name];
    if (size > most) beyond ??= `${name}: ${size} > ${most}`;
  };
  const walk = (value: unknown, key: string, depth: number): void => {
    if (typeof value === 'string' && /^\$regexi?$/.test(key)) hold('patternLength', value.length);
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      if (key === 'each') hold('sessionMetrics', sizeOf(value));
      if (key === 'variants') hold(key, sizeOf(value));
    }
    hold('depth', depth);
    // What is too long is not walked through.
    if (!beyond) for (const [name, inner] of Object.entries(value)) walk(inner, name, depth + 1);
  };
  hold('documentBytes', bytes);
  for (const name of Object.keys(SECTION_LIMITS) as (keyof typeof SECTION_LIMITS)[])
    hold(name, sizeOf(document[name]));
  const groups = Object.values(document['savedGroups'] ?? {});
  hold(
    'savedGroupValues',
    groups.reduce((sum: number, group) => sum + sizeOf(group), 0),
  );
  walk(document, '', 0);
  return beyond;
};
