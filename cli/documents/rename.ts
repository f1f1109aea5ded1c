import { nearest } from '../../shared/definitions/index.ts';
import type { Added } from '../../shared/documents/index.ts';
import { Failure } from '../failure.ts';

/** How conditions name what stands in a part. */
const FACTS: { readonly [part: string]: string } = {
  traits: 'trait',
  metrics: 'metric',
  segments: 'segment',
};
const GROUP_OPERATORS: readonly string[] = ['$inGroup', '$notInGroup'];

/**
 * The same definitions under other names, as pairs such as `buyers=ga4-buyers` or `segments.buyers=ga4-buyers` say;
 * what reads them reads the new ones. @throws Failure for what is no such pair, and for a name that is not there.
 */
export function renamed<T extends Added>(definitions: T, pairs: readonly string[]): T {
  return pairs.reduce((before, pair) => {
    const [, said = '', to = ''] = /^([^=]+)=([^=]+)$/.exec(pair) ?? [];
    if (to === '')
      throw new Failure('usage', `--rename ${pair}: it needs two names.`, [
        'Write it like --rename buyers=ga4-buyers.',
      ]);
    const places = Object.entries(before).flatMap(([part, entries]) =>
      Object.keys(entries ?? {}).map((id) => ({ part, id })),
    );
    const meant = places.filter(({ part, id }) => said === id || said === `${part}.${id}`);
    if (meant.length > 0)
      return meant.reduce((all, { part, id }) => moved(all, part, id, to), before);
    const near = nearest(said, [...new Set(places.map(({ id }) => id))]);
    throw new Failure('usage', `--rename ${pair}: nothing that was imported is called ${said}.`, [
      near === undefined
        ? `There are ${places.map(({ part, id }) => `${part}.${id}`).join(', ')}.`
        : `Did you mean ${near}?`,
    ]);
  }, definitions);
}

function moved<T extends Added>(all: T, part: string, from: string, to: string): T {
  const fact = FACTS[part];
  const walk = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    if (typeof value === 'string') return renamedText(value, key);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        fact !== undefined && name === `${fact}.${from}` ? `${fact}.${to}` : name,
        walk(member, name),
      ]),
    );
  };
  const renamedText = (text: string, key: string): string => {
    if (part === 'savedGroups' && text === from && GROUP_OPERATORS.includes(key)) return to;
    // Coming into a segment and leaving it are events.
    if (part === 'segments' && (text === `enter:${from}` || text === `leave:${from}`))
      return text.replace(from, to);
    return text;
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, entries]) => [
      name,
      Object.fromEntries(
        Object.entries(entries ?? {}).map(([id, entry]) => [
          name === part && id === from ? to : id,
          walk(entry),
        ]),
      ),
    ]),
  ) as T;
}
