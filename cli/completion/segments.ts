import { readFileSync, statSync } from 'node:fs';
import { ID_PATTERN } from '../../shared/definitions/schema.ts';
import { parseJsonDocument } from '../../shared/documents/index.ts';
import type { Candidate } from './candidate.ts';

/** A longer file is not read while somebody waits for a word. */
const MAX_BYTES = 2_000_000;

/**
 * Ids of the segments or metrics in a definitions file; none where it cannot be read. A module is not run for it. What can be no
 * id is left out: a shell would put it on the command line.
 */
export function idsIn(
  file: string | undefined,
  what: 'segments' | 'metrics' = 'segments',
): readonly Candidate[] {
  const { value } = parseJsonDocument(textOf(file));
  return Object.entries(membersOf(membersOf(value)[what]))
    .filter(([word]) => ID_PATTERN.test(word))
    .map(([word, one]) => {
      const name = membersOf(one)['name'];
      return { word, says: typeof name === 'string' ? name : '' };
    });
}

/** Nothing, where it is no file, may not be read, or is too long. */
function textOf(file: string | undefined): string {
  try {
    if (file === undefined) return '';
    const stats = statSync(file);
    return stats.isFile() && stats.size <= MAX_BYTES ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

const membersOf = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : {};
