/** Where a document names by their ids what stands in another place of it, whatever JSON it is. */

/** A place that names one thing of a part. */
export interface Reference {
  readonly part: 'traits' | 'metrics' | 'segments' | 'savedGroups';
  readonly id: string;
  /** Leads to the text that names it, or to the member whose name does. */
  readonly path: Path;
  readonly at: 'key' | 'value';
  /** What stands before the id there, such as `metric.` and `enter:`. */
  readonly before: string;
}

type Path = readonly (string | number)[];
type Found = Generator<Reference>;
type Members = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): readonly [string, unknown][] =>
  isObject(value) ? Object.entries(value) : [];

/** All of them, in the order of the document. */
export function* referencesIn(definitions: unknown): Found {
  for (const [part, things] of membersOf(definitions))
    for (const [id, thing] of membersOf(things)) {
      const path = [part, id];
      if (part === 'metrics') yield* ofMetric(thing, path, false);
      else if (isObject(thing)) yield* ofThing(part, thing, path);
    }
}

function* ofThing(part: string, thing: Members, path: Path): Found {
  switch (part) {
    case 'segments':
      for (const key of ['when', 'exclude', 'excludeEver'])
        yield* ofCondition(thing[key], [...path, key], factOf);
      return;
    case 'groups':
      return yield* named('segments', thing['segments'], [...path, 'segments']);
    case 'experiences':
      yield* named('segments', thing['segments'], [...path, 'segments']);
      return yield* named('segments', thing['goal'], [...path, 'goal']);
    case 'surveys': {
      yield* named('traits', thing['trait'], [...path, 'trait']);
      const { show } = thing;
      if (isObject(show)) yield* named('segments', show['segments'], [...path, 'show', 'segments']);
      return;
    }
    case 'histograms':
      yield* named('metrics', thing['metric'], [...path, 'metric']);
  }
}

/** Ids that stand there by themselves: one, or a list of them. */
function* named(part: Reference['part'], value: unknown, path: Path): Found {
  if (typeof value === 'string') yield { part, id: value, path, at: 'value', before: '' };
  else if (Array.isArray(value))
    for (const [at, one] of value.entries()) yield* named(part, one, [...path, at]);
}

type Fact = Pick<Reference, 'part' | 'id' | 'before'>;
type FactOf = (fact: string) => Fact | null;

/** What a fact of the visitor names. */
const factOf: FactOf = (fact) => {
  const [, space = '', id] =
    /^(metric|segment|trait|until|since|anniversary)\.(.+)$/s.exec(fact) ?? [];
  if (id === undefined) return null;
  const part = space === 'metric' ? 'metrics' : space === 'segment' ? 'segments' : 'traits';
  return { part, id, before: `${space}.` };
};
/** Properties of an event, and figures of a visit, are nothing of the document. */
const noFact: FactOf = () => null;

function* ofCondition(condition: unknown, path: Path, read: FactOf): Found {
  if (Array.isArray(condition))
    for (const [at, one] of condition.entries()) yield* ofCondition(one, [...path, at], read);
  for (const [key, value] of membersOf(condition)) {
    const at = [...path, key];
    if (/^\$(i|notI)nGroup$/.test(key)) yield* named('savedGroups', value, at);
    else if (!key.startsWith('$')) {
      const fact = read(key);
      if (fact) yield { ...fact, path: at, at: 'key' };
      yield* ofCondition(value, at, noFact);
    } else yield* ofCondition(value, at, key === '$elemMatch' ? noFact : read);
  }
}

/** Texts of a metric that are no names of events. */
const NO_EVENTS = new Set(['name', 'value', 'by']);

function* ofMetric(metric: unknown, path: Path, isOfVisit: boolean): Found {
  for (const [key, value] of membersOf(metric)) {
    const at = [...path, key];
    if (NO_EVENTS.has(key)) continue;
    if (key === 'formula') yield* ofFormula(value, at, isOfVisit);
    else if (key === 'where' || key === 'sessions') yield* ofCondition(value, at, noFact);
    else if (key === 'each')
      for (const [id, one] of membersOf(value)) yield* ofMetric(one, [...at, id], true);
    else yield* ofEvents(value, at, isOfVisit);
  }
}

/** Coming into a segment and leaving it are events; steps and bounds hold more of them. */
function* ofEvents(value: unknown, path: Path, isOfVisit: boolean): Found {
  if (Array.isArray(value))
    for (const [at, one] of value.entries()) yield* ofEvents(one, [...path, at], isOfVisit);
  else if (typeof value === 'string') {
    const [, before, id] = /^((?:enter|leave):)(.+)$/s.exec(value) ?? [];
    if (before !== undefined && id !== undefined)
      yield { part: 'segments', id, path, at: 'value', before };
  } else yield* ofMetric(value, path, isOfVisit);
}

function* ofFormula(formula: unknown, path: Path, isOfVisit: boolean): Found {
  const read: FactOf = (fact) => (isOfVisit ? null : factOf(fact));
  if (typeof formula === 'string') {
    const fact = read(formula);
    if (fact) yield { ...fact, path, at: 'value' };
  } else if (Array.isArray(formula))
    for (const [at, one] of formula.entries()) yield* ofFormula(one, [...path, at], isOfVisit);
  for (const [key, value] of membersOf(formula)) {
    const at = [...path, key];
    if (key !== 'logistic') yield* ofFormula(value, at, isOfVisit);
    else if (isObject(value))
      for (const fact of Object.keys(isObject(value['weights']) ? value['weights'] : {})) {
        const found = read(fact);
        if (found) yield { ...found, path: [...at, 'weights', fact], at: 'key' };
      }
  }
}
