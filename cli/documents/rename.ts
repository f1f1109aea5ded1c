import { nearest } from '../../shared/definitions/index.ts';
import {
  type Added,
  type NewName,
  renamed as underNewNames,
} from '../../shared/documents/index.ts';
import { Failure } from '../failure.ts';

/**
 * The same definitions under other names, as pairs such as `buyers=ga4-buyers` or `segments.buyers=ga4-buyers` say;
 * what reads them reads the new ones. All pairs hold at once: `a=b` with `b=a` changes two names.
 * @throws Failure for what is no such pair, for a name that is not there, and where two would have the same name.
 */
export function renamed<T extends Added>(definitions: T, pairs: readonly string[]): T {
  const places = Object.entries(definitions).flatMap(([part, entries]) =>
    Object.keys(entries ?? {}).map((id) => ({ part, id })),
  );
  const names = pairs.flatMap((pair) => namesOf(pair, places));
  refuseTwice(
    names.map(({ part, id }) => `${part}.${id}`),
    (twice) => `--rename gives ${twice} two names.`,
  );
  const toOf = ({ part, id }: Place): string =>
    names.find((each) => each.part === part && each.id === id)?.to ?? id;
  refuseTwice(
    places.map((place) => `${place.part}.${toOf(place)}`),
    (twice) => `--rename would make two things ${twice}, and one of them would be lost.`,
  );
  return underNewNames(definitions, names);
}

type Place = Omit<NewName, 'to'>;

function namesOf(pair: string, places: readonly Place[]): readonly NewName[] {
  const [, said = '', to = ''] = /^([^=]+)=([^=]+)$/.exec(pair) ?? [];
  if (to === '')
    throw new Failure('usage', `--rename ${pair}: it needs two names.`, [
      'Write it like --rename buyers=ga4-buyers.',
    ]);
  const meant = places.filter(({ part, id }) => said === id || said === `${part}.${id}`);
  if (meant.length > 0) return meant.map((place) => ({ ...place, to }));
  const near = nearest(said, [...new Set(places.map(({ id }) => id))]);
  throw new Failure('usage', `--rename ${pair}: nothing that was imported is called ${said}.`, [
    near === undefined
      ? `There are ${places.map(({ part, id }) => `${part}.${id}`).join(', ')}.`
      : `Did you mean ${near}?`,
  ]);
}

/** @throws Failure for the first that is there twice. */
function refuseTwice(all: readonly string[], told: (twice: string) => string): void {
  const seen = new Set<string>();
  for (const each of all) {
    if (seen.has(each))
      throw new Failure('usage', told(each), ['Give each a name of its own; nothing is written.']);
    seen.add(each);
  }
}
