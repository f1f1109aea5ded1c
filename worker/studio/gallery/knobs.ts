import type { ReadyDefinitions } from '../../../shared/ready-segments/index.ts';
import { english } from '../../../shared/reading/index.ts';
import { KINDS, SPECS } from '../../../shared/metrics/specs.ts';

export type Path = readonly (string | number)[];

/** A value of ready definitions that an owner may want to set. */
export interface Knob {
  readonly path: Path;
  readonly label: string;
  readonly type: 'duration' | 'number' | 'text' | 'list';
  readonly value: string | number | readonly (string | number)[];
}

/** What is no value to tune, but what a thing is. */
const FIXED = new Set([
  'name',
  'description',
  'kind',
  'stage',
  'type',
  'unit',
  'scope',
  'longest',
  'formula',
  'question',
  'options',
  'show',
  'shadow',
]);

/** Every value that may be set, in the order of the text: first of the metrics, then of the segments. */
export function knobsOf(definitions: ReadyDefinitions): readonly Knob[] {
  const found: Knob[] = [];
  const visit = (value: unknown, path: Path): void => {
    const last = path.at(-1);
    if (typeof last === 'string' && path.length > 2 && FIXED.has(last)) return;
    if (Array.isArray(value)) {
      if (value.every((each) => typeof each === 'string' || typeof each === 'number'))
        found.push({ path, label: labelOf(path), type: 'list', value });
      else value.forEach((each, at) => visit(each, [...path, at]));
    } else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) visit(each, [...path, key]);
    else if (typeof value === 'number')
      found.push({ path, label: labelOf(path), type: 'number', value });
    else if (typeof value === 'string')
      found.push({
        path,
        label: labelOf(path),
        type: /^\d+[smhdw]$/.test(value) ? 'duration' : 'text',
        value,
      });
  };
  for (const part of ['metrics', 'savedGroups', 'segments'] as const)
    for (const [id, thing] of Object.entries(definitions[part] ?? {})) visit(thing, [part, id]);
  return found;
}

/** The definitions with one value set. */
export function withKnob(
  definitions: ReadyDefinitions,
  path: Path,
  value: Knob['value'],
): ReadyDefinitions {
  const set = (part: unknown, [key, ...rest]: Path): unknown => {
    if (key === undefined) return value;
    if (Array.isArray(part)) return part.map((each, at) => (at === key ? set(each, rest) : each));
    return { ...(part as object), [key]: set((part as { [key: string]: unknown })[key], rest) };
  };
  return set(definitions, path) as ReadyDefinitions;
}

const WORDS: { readonly [key: string]: string } = {
  within: 'counted in the last',
  for: 'not for',
  event: 'event',
  not: 'event that must not happen',
  atLeast: 'at least',
  atMost: 'at most',
  times: 'times',
  by: 'same',
  span: 'all in less than',
  first: 'from the first visit on, for',
  ago: 'ending so long ago',
  length: 'for so long',
  keep: 'stays in for',
  halfLife: 'halves every',
  from: 'from',
  to: 'until',
  where: 'where',
};

/** "Items viewed: counted in the last" */
function labelOf([part, id = '', ...rest]: Path): string {
  const title = String(id).replaceAll(/[_-]+/g, ' ');
  const words = rest.flatMap((key, at) => {
    if (typeof key === 'number') return rest.length > 1 ? [`${key + 1}.`] : [];
    const kind = at === 0 ? KINDS.find((one) => one === key) : undefined;
    if (kind)
      return SPECS[kind].takes === 'property'
        ? ['property']
        : SPECS[kind].takes === 'events'
          ? ['event']
          : [];
    if (/^\$(and|or|nor)$/.test(key) || key === 'when' || key === 'sequence') return [];
    if (key.startsWith('$'))
      return [
        (english.words.is as { readonly [key: string]: string })[key]?.replace(' {value}', '') ??
          key,
      ];
    if (key.startsWith('metric.')) return [key.slice('metric.'.length).replaceAll('_', ' ')];
    return [WORDS[key] ?? (english.words.facts as { readonly [key: string]: string })[key] ?? key];
  });
  const said = part === 'savedGroups' ? ['the list'] : words;
  return english.capital(`${title}: ${said.length > 0 ? said.join(' ') : 'value'}`);
}
