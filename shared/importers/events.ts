import { LIMITS } from '../definitions/limits.ts';
import type {
  Condition,
  EventSelector,
  Formula,
  Json,
  MetricDefinition,
  MetricOf,
  Window,
} from '../definitions/types.ts';
import { type KindTaking, specs } from '../metrics/specs.ts';
import { type Answer, conditionOf, withoutFacts } from './answers.ts';
import type { At, Context } from './context.ts';
import { canonical } from './json.ts';
import { identifier } from './names.ts';
import { type Tree, leaf, leavesOf, mapLeaves, or } from './tree.ts';

/** What can be asked of one event: its name, its properties, or a fact that holds whatever the event. */
export type EventLeaf =
  | { readonly names: readonly string[] }
  | { readonly where: Condition }
  | { readonly fact: Condition };
export type EventTest = Tree<EventLeaf>;

/** Where metrics are kept: for the visitor, or for each session. Gives the metric's id. */
export interface Scope {
  readonly metric: (hint: string, definition: MetricDefinition) => string;
  readonly kind: 'visitor' | 'session';
}

export const visitorScope = (ctx: Context): Scope => ({ metric: ctx.metric, kind: 'visitor' });

/** Events of these names under this condition, or, with `except`, of every other name. */
export interface Arm {
  readonly event: EventSelector;
  readonly where?: Condition;
  readonly except?: readonly string[];
}

/** What a test about names and properties selects: arms that no event shares. */
export const armsOf = (test: EventTest): readonly Arm[] => {
  const names = [...new Set(leavesOf(test).flatMap((l) => ('names' in l ? l.names : [])))];
  const other = forName(test, undefined);
  const arms = new Map<string, { names: string[]; where: Tree<Condition> }>();
  for (const name of names) {
    const where = forName(test, name);
    const key = canonical(where);
    if (where === false || key === canonical(other)) continue;
    const arm = arms.get(key) ?? { names: [], where };
    arm.names.push(name);
    arms.set(key, arm);
  }
  const found: Arm[] = [...arms.values()].flatMap((arm) =>
    chunks(arm.names).map((some) => withWhere(selector(some), arm.where)),
  );
  if (other === false) return found;
  const except = names.filter((name) => canonical(forName(test, name)) !== canonical(other));
  const rest = withWhere('*', other);
  if (isAboutPages(rest.where))
    return except.includes(PAGE) ? found : [...found, { ...rest, event: PAGE }];
  return [...found, except.length > 0 ? { ...rest, except } : rest];
};

/** Holds of at least one event. */
export const anyEvent = (
  ctx: Context,
  scope: Scope,
  at: At,
  test: EventTest,
  within?: Window,
): Answer | null =>
  factsOut(ctx, at, [test], true, ([events]) =>
    // A visitor who is looked at has an event, and so has a session.
    events === true && within === undefined
      ? true
      : counted(scope, events ?? false, within, { $gte: 1 }),
  );

/** Compares the number of such events. */
export const eventCount = (
  ctx: Context,
  scope: Scope,
  at: At,
  test: EventTest,
  operand: Json,
  within?: Window,
): Answer | null =>
  factsOut(ctx, at, [test], false, ([events]) => counted(scope, events ?? false, within, operand));

/** What is made of a property: a kind of metric, and what else its definition says. */
export interface Aggregate {
  readonly kind: KindTaking<'property'>;
  readonly parameters?: { readonly [key: string]: string | number };
}

/** Compares an aggregate of a property over such events. */
export const aggregate = (
  ctx: Context,
  scope: Scope,
  at: At,
  what: Aggregate & { readonly property: string },
  test: EventTest,
  operand: Json,
  within?: Window,
): Answer | null =>
  factsOut(ctx, at, [test], false, ([events]) => {
    const arms = armsOf(events ?? false).flatMap((arm) =>
      typeof arm.event === 'string' ? [arm] : arm.event.map((event) => ({ ...arm, event })),
    );
    // Of no events a sum or a number of different values is 0; others are absent.
    if (arms.length === 0) return specs[what.kind].empty === 'zero' ? holds(0, operand) : false;
    const dotted = arms.find(({ event }) => event.includes('.'));
    if (dotted !== undefined)
      return ctx.refuse(
        'unsupported',
        at,
        `A property of "${String(dotted.event)}" cannot be selected, because its name has a dot. Map the event to another name.`,
      );
    const [only, second] = arms;
    if (
      only === undefined ||
      only.except !== undefined ||
      (second !== undefined && what.kind !== 'sum')
    )
      return ctx.refuse(
        'unsupported',
        at,
        `The ${what.kind} of a property over different events is not one metric. Split the clause by event.`,
      );
    const ids = arms.map((arm) =>
      scope.metric(hint(what.property, what.kind, within), {
        ...({
          [what.kind]: `${String(arm.event)}.${what.property}`,
          ...what.parameters,
        } as unknown as MetricOf<'sum'>),
        ...(arm.where && { where: arm.where }),
        ...(within !== undefined && { within }),
      }),
    );
    return compare(
      scope,
      hint(what.property, what.kind, within),
      ids.map((id) => [1, id]),
      operand,
    );
  });

/** Leaves no fact in the tests that `render` gets. */
export const factsOut = (
  ctx: Context,
  at: At,
  tests: readonly EventTest[],
  rises: boolean,
  render: (tests: readonly EventTest[]) => Answer | null,
): Answer | null => {
  const answer = withoutFacts(tests, render, rises);
  return answer === 'too-complex'
    ? ctx.refuse('too-complex', at, 'More than four facts of the visitor in one test of an event.')
    : answer;
};

const counted = (
  scope: Scope,
  test: EventTest,
  within: Window | undefined,
  operand: Json,
): Answer => {
  const arms = armsOf(test);
  if (arms.length === 0) return holds(0, operand);
  const count = ({ event, where }: Arm): string =>
    scope.metric(hint(event === '*' ? 'events' : [event].flat()[0], 'count', within), {
      count: event,
      ...(where && { where }),
      ...(within !== undefined && { within }),
    });
  const atLeastOne = canonical(operand) === '{"$gte":1}';
  if (atLeastOne && arms.every(({ except }) => except === undefined))
    return or(arms.map((arm) => metricIs(count(arm), operand)));
  const terms = arms.flatMap((arm): [number, string][] => [
    [1, count(arm)],
    ...(arm.except === undefined
      ? []
      : chunks(arm.except).map((some): [number, string] => [
          -1,
          count({ ...arm, event: selector(some) }),
        ])),
  ]);
  return compare(scope, hint('events', 'count', within), terms, operand);
};

/** Compares a sum of metrics: the metric itself where it is one. */
const compare = (
  scope: Scope,
  name: string,
  terms: readonly (readonly [number, string])[],
  operand: Json,
): Answer => {
  const [first] = terms;
  if (first !== undefined && terms.length === 1 && first[0] === 1)
    return metricIs(first[1], operand);
  const added = terms.map(([sign, id]): Formula =>
    sign === 1 ? `metric.${id}` : { multiply: [sign, `metric.${id}`] },
  );
  return metricIs(scope.metric(name, { formula: { add: added } }), operand);
};

export const metricIs = (id: string, operand: Json): Answer =>
  leaf({ own: { [`metric.${id}`]: operand } });

/** Whether a number meets an operand made of orderings and equalities. */
export const holds = (value: number, operand: Json): boolean =>
  typeof operand !== 'object' || operand === null
    ? value === operand
    : Object.entries(operand).every(([operator, than]) => {
        const other = Number(than);
        if (operator === '$gte') return value >= other;
        if (operator === '$gt') return value > other;
        if (operator === '$lte') return value <= other;
        if (operator === '$lt') return value < other;
        if (operator === '$exists') return than === true;
        if (operator === '$in') return Array.isArray(than) && than.includes(value);
        if (operator === '$nin') return Array.isArray(than) && !than.includes(value);
        return operator === '$ne' ? value !== other : value === other;
      });

/** The test once the event's name is known; `undefined` is a name that the test does not say. */
const forName = (test: EventTest, name: string | undefined): Tree<Condition> =>
  mapLeaves<EventLeaf, Condition>(test, (l) => {
    if ('names' in l) return name !== undefined && l.names.includes(name);
    return leaf('where' in l ? l.where : l.fact);
  });

const withWhere = (event: EventSelector, where: Tree<Condition>): Arm =>
  where === true ? { event } : { event, where: conditionOf(where, (condition) => condition) };

/** As many names as one selector lists. */
const chunks = (all: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(all.length / LIMITS.events) }, (_, i) =>
    all.slice(i * LIMITS.events, (i + 1) * LIMITS.events),
  );

const selector = (names: readonly string[]): EventSelector => {
  const [only] = names;
  return names.length === 1 && only !== undefined ? only : names;
};

/** Properties that describe the page stand in `page_view`, wherever else a tool repeats them. */
export const PAGE = 'page_view';
const PAGE_PROPERTIES = new Set(['page_path', 'page_location', 'page_title', 'page_referrer']);

export const isPageProperty = (name: string): boolean => PAGE_PROPERTIES.has(name);

const isAboutPages = (where: Condition | undefined): boolean => {
  const properties = (where === undefined ? [] : [...propertiesOf(where)]).filter(
    (name) => !/^(time|session)\./.test(name),
  );
  return properties.length > 0 && properties.every(isPageProperty);
};

const propertiesOf = (where: Condition): Set<string> => {
  const found = new Set<string>();
  const look = (condition: Json): void => {
    if (Array.isArray(condition)) for (const part of condition as readonly Json[]) look(part);
    else if (typeof condition === 'object' && condition !== null)
      for (const [key, operand] of Object.entries(condition)) {
        if (key.startsWith('$')) look(operand);
        else found.add(key);
      }
  };
  look(where as Json);
  return found;
};

const hint = (of: string | undefined, kind: string, within: Window | undefined): string =>
  identifier(
    [
      of ?? 'events',
      kind,
      typeof within === 'string' ? within : within === undefined ? '' : 'window',
    ]
      .filter(Boolean)
      .join('_'),
    'metric',
  );
