import { existsSync, readFileSync, statSync } from 'node:fs';
import { ID_PATTERN } from '../../shared/definitions/schema.ts';
import { parseJsonDocument } from '../../shared/documents/index.ts';
import type { Candidate } from './candidate.ts';

/** A longer file is not read while somebody waits for a word. */
const MAX_BYTES = 2_000_000;

/**
 * Ids of the segments in a definitions file; none where it cannot be read. A module is not run for it. What can be no
 * id is left out: a shell would put it on the command line.
 */
export function segmentsIn(file: string | undefined): readonly Candidate[] {
  if (file === undefined || !existsSync(file)) return [];
  const stats = statSync(file);
  if (!stats.isFile() || stats.size > MAX_BYTES) return [];
  const { value } = parseJsonDocument(readFileSync(file, 'utf8'));
  return Object.entries(membersOf(membersOf(value)['segments']))
    .filter(([word]) => ID_PATTERN.test(word))
    .map(([word, segment]) => {
      const name = membersOf(segment)['name'];
      return { word, says: typeof name === 'string' ? name : '' };
    });
}

const membersOf = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : {};
