import type { ReadyDefinitions } from '../../../shared/ready-segments/index.ts';
import { SPECS, kindOf } from '../../../shared/metrics/specs.ts';

/** What a page has to tell for a segment to be decided. */
export interface Needs {
  readonly events: readonly string[];
  readonly properties: readonly string[];
  readonly traits: readonly string[];
}

/** Which events, properties and traits definitions read. */
export function needsOf({ metrics = {}, segments }: ReadyDefinitions): Needs {
  const events = new Set<string>();
  const properties = new Set<string>();
  const traits = new Set<string>();
  const event = (name: unknown) =>
    [name].flat().forEach((one) => {
      if (typeof one === 'string' && one !== '*') events.add(one);
    });
  const property = (name: string) => {
    if (!/^(time|session|segment)\./.test(name)) properties.add(name);
  };
  const conditions = (condition: unknown, onFact: (fact: string) => void): void => {
    if (Array.isArray(condition)) condition.forEach((one) => conditions(one, onFact));
    if (!isObject(condition)) return;
    for (const [key, value] of Object.entries(condition)) {
      if (!key.startsWith('$')) onFact(key);
      else if (typeof value === 'object') conditions(value, onFact);
    }
  };
  const fact = (name: string) => {
    const [, space, id = ''] = /^(trait|until|since|anniversary)\.(.+)$/.exec(name) ?? [];
    if (space !== undefined) traits.add(id);
  };
  const steps = (list: unknown): void => {
    for (const step of Array.isArray(list) ? list : []) {
      if (!isObject(step)) continue;
      event(step['event'] ?? step['not']);
      conditions(step['where'], property);
      steps(step['anyOrder']);
    }
  };
  const metric = (definition: object): void => {
    const kind = kindOf(definition);
    if (kind === undefined) return;
    const said = definition as { readonly [key: string]: unknown };
    const taken = said[kind];
    switch (SPECS[kind].takes) {
      case 'events':
        event(taken);
        break;
      case 'property': {
        const [name, ...path] = String(taken).split('.');
        event(name);
        property(path.join('.'));
        break;
      }
      case 'steps':
        steps(taken);
        break;
      case 'condition':
        conditions(taken, fact);
        break;
      case 'formula':
        break;
    }
    for (const [key, { type }] of Object.entries(SPECS[kind].parameters)) {
      const given = said[key];
      if (type === 'name' && typeof given === 'string') property(given);
      if (type === 'metrics' && isObject(given))
        Object.values(given).forEach((one) => isObject(one) && metric(one));
    }
    conditions(said['where'], property);
    for (const bound of [said['after'], said['before']])
      if (isObject(bound)) {
        steps(bound['sequence']);
        if (typeof bound['by'] === 'string') property(bound['by']);
      }
  };
  for (const definition of Object.values(metrics)) metric(definition);
  for (const { when, exclude, excludeEver } of Object.values(segments))
    [when, exclude, excludeEver].forEach((one) => conditions(one, fact));
  return { events: [...events], properties: [...properties], traits: [...traits] };
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
