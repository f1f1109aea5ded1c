import type { Registration } from '../shared/wire/index.ts';
import { failure, type Failure } from './failure.ts';
import type { Registry } from './registry.ts';

export interface Registering {
  readonly ok: true;
  /** Nothing is done where these keys stood there already. */
  readonly done: 'created' | 'replaced' | 'nothing';
}

/**
 * Says which keys may sign a site's first document. Later the documents say so themselves; the token
 * can put other keys in the place of the registered ones, for a wrong registration or lost keys. That
 * changes what this Worker takes, never what a page takes, which goes by its tag and the lists it saw.
 */
export function register(
  registry: Registry,
  site: string,
  { keys, replace = false, reason }: Registration,
  now: number,
  by: string,
): Registering | Failure {
  if (registry.create(keys, now, by)) return { ok: true, done: 'created' };
  const state = registry.state();
  if (!replace || !state) {
    return failure(
      'exists',
      `${site} is registered. Its keys change by signed definitions that list others; a wrong registration or lost keys are mended with "covey publish --replace-keys".`,
    );
  }
  if (kidsOf(state.keys) === kidsOf(keys)) return { ok: true, done: 'nothing' };
  const { keys: listed = null, known = [] } = state.trust ?? {};
  const mayStillSign = ({ kid }: { readonly kid: string }) =>
    !listed || !known.includes(kid) || listed.keys.some((key) => key.kid === kid);
  const shutOut = keys.filter((key) => !mayStillSign(key));
  if (shutOut.length === keys.length) {
    return failure(
      'conflict',
      `A published list of keys has left out ${shutOut.map(({ kid }) => kid).join(', ')}, and pages that saw it refuse them for good. Make a new key: covey keygen.`,
    );
  }
  registry.replace(keys, reason ?? null, now, by);
  return { ok: true, done: 'replaced' };
}

const kidsOf = (keys: readonly { readonly kid: string }[]): string =>
  keys
    .map(({ kid }) => kid)
    .toSorted()
    .join(' ');
