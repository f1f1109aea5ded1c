// What GA4, Adobe and Mixpanel say of a visitor, as their documentation has it: read straight from
// their JSON over the whole log, slowly, without a step through definitions. Where `docs/import.md`
// names a difference, this follows the result.
import type { CoveyEvent, HostFacts } from '../../../shared/engine/index.ts';
import { DAY, sessionsOf } from './run.ts';

type Any = { readonly [key: string]: any };
export interface World {
  readonly log: readonly CoveyEvent[];
  readonly facts: Required<HostFacts>;
  readonly now: number;
}

/** A step of a sequence: which events meet it, and how far from the step before. */
interface Checkpoint {
  readonly tests: readonly ((event: CoveyEvent) => boolean)[];
  readonly times: number;
  readonly excluded: boolean;
  readonly next: boolean;
  readonly atLeast: number;
  readonly atMost: number;
}

/** All occurrences of a sequence in these events: the positions of first and last event. */
const occurrences = (
  events: readonly CoveyEvent[],
  checkpoints: readonly Checkpoint[],
  {
    span = Infinity,
    sameSession,
  }: { span?: number; sameSession?: (a: CoveyEvent, b: CoveyEvent) => boolean },
): { start: number; end: number }[] => {
  const found: { start: number; end: number }[] = [];
  const go = (at: number, first: number, last: number, banned: readonly Checkpoint[]): void => {
    const checkpoint = checkpoints[at];
    if (checkpoint === undefined) {
      const end = events[last]!;
      const broken = banned.some(({ tests, atMost }) =>
        events.some(
          (event, i) =>
            i > last && tests.some((test) => test(event)) && event.time < end.time + atMost,
        ),
      );
      if (!broken) found.push({ start: first, end: last });
      return;
    }
    if (checkpoint.excluded) return go(at + 1, first, last, [...banned, checkpoint]);
    const { tests, times, next, atLeast, atMost } = checkpoint;
    const wanted = tests.flatMap((test) => Array.from({ length: times }, () => test));
    const choose = (
      left: readonly ((event: CoveyEvent) => boolean)[],
      used: readonly number[],
    ): void => {
      if (left.length === 0) {
        const [from, to] = [used[0]!, used.at(-1)!];
        const between = events.some(
          (event, i) =>
            i > last &&
            i < to &&
            !used.includes(i) &&
            banned.some((one) => one.tests.some((test) => test(event))),
        );
        if (!between) go(at + 1, first < 0 ? from : first, to, []);
        return;
      }
      for (let i = (used.at(-1) ?? last) + 1; i < events.length; i++) {
        const event = events[i]!;
        const start = events[first < 0 ? (used[0] ?? i) : first]!;
        if (event.time - start.time >= span || (sameSession && !sameSession(start, event)))
          continue;
        if (last >= 0) {
          const gap = event.time - events[last]!.time;
          if (gap < atLeast || gap >= atMost) continue;
          if (next && i !== (used.at(-1) ?? last) + 1) continue;
        }
        // In order where there is one test; any of those left where there are several.
        (tests.length > 1 ? left : left.slice(0, 1)).forEach((test, k) => {
          if (test(event)) choose(left.toSpliced(k, 1), [...used, i]);
        });
      }
    };
    choose(wanted, []);
  };
  go(0, -1, -1, []);
  return found;
};

const sessionIndex = (log: readonly CoveyEvent[]) => {
  const sessions = sessionsOf(log);
  return (event: CoveyEvent): number => sessions.findIndex((session) => session.includes(event));
};

const compare = (operator: string, a: number, b: number): boolean =>
  ({
    EQUAL: a === b,
    LESS_THAN: a < b,
    GREATER_THAN: a > b,
    eq: a === b,
    'not-eq': a !== b,
    gt: a > b,
    ge: a >= b,
    lt: a < b,
    le: a <= b,
  })[operator] ?? false;

// --- Google Analytics 4 -------------------------------------------------------------------------

const COUNTRIES: { readonly [name: string]: string } = { germany: 'DE' };

/** Whether a visitor meets the clauses of an audience now, membership aside. */
export const ga4Holds = (audience: Any, world: World): boolean => {
  const isMet = (clause: Any): boolean =>
    clause['simpleFilter']
      ? simple(clause['simpleFilter'], world)
      : inSequence(clause['sequenceFilter'], world);
  const of = (type: string) =>
    (audience['filterClauses'] as Any[]).filter((clause) => clause['clauseType'] === type);
  return of('INCLUDE').every(isMet) && !of('EXCLUDE').some(isMet);
};

const simple = ({ scope, filterExpression }: Any, world: World): boolean => {
  if (scope.endsWith('SAME_EVENT'))
    return (
      world.log.some((event) => ofEvent(filterExpression, event, world)) ||
      (world.log.length === 0 && false)
    );
  if (scope.endsWith('SAME_SESSION'))
    return sessionsOf(world.log).some((events, i) =>
      ofEvents(filterExpression, events, { ...world, session: i + 1 }),
    );
  return ofEvents(filterExpression, world.log, world);
};

type Looking = World & { readonly session?: number };

/** Each filter met by any of these events. */
const ofEvents = (expression: Any, events: readonly CoveyEvent[], world: Looking): boolean => {
  const {
    andGroup,
    orGroup,
    notExpression,
    dimensionOrMetricFilter: field,
    eventFilter,
  } = expression;
  const each = (group: Any) =>
    (group['filterExpressions'] as Any[]).map((part) => ofEvents(part, events, world));
  if (andGroup) return each(andGroup).every(Boolean);
  if (orGroup) return each(orGroup).some(Boolean);
  if (notExpression) {
    const inner = notExpression['dimensionOrMetricFilter'];
    if (isNumber(inner) || factOf(inner, world) !== undefined)
      return !ofEvents(notExpression, events, world);
    return within(events, inner, world).some((event) => !ofEvent(notExpression, event, world));
  }
  if (eventFilter) {
    const parameters: Any[] =
      eventFilter['eventParameterFilterExpression']?.['andGroup']['filterExpressions'] ?? [];
    const counting = parameters.find((part) => fieldIn(part)?.['fieldName'] === 'eventCount');
    const count = fieldIn(counting);
    const named = events.filter(({ name }) => name === eventFilter['eventName']);
    if (count)
      return (
        numeric(count, within(named, count, world).length) !== 'notExpression' in (counting ?? {})
      );
    const [first] = parameters.map(fieldIn);
    return within(named, first ?? {}, world).some((event) =>
      parameters.every((part) => ofEvent(part, event, world)),
    );
  }
  const fact = factOf(field, world);
  if (fact !== undefined) return fact;
  if (!isNumber(field))
    return within(events, field, world).some((event) => ofEvent(expression, event, world));
  const some = within(events, field, world);
  const purchases = some.filter(({ name }) => name === 'purchase');
  const sum = (list: readonly CoveyEvent[]) =>
    list.reduce((n, { props }) => n + (Number(props?.['value'] ?? 0) || 0), 0);
  const value = {
    eventCount: some.length,
    transactions: purchases.length,
    purchaseRevenue: sum(purchases),
    eventValue: sum(some),
    sessions: sessionsOf(world.log).filter((session) =>
      session.some((event) => some.includes(event)),
    ).length,
  }[field['fieldName'] as string];
  return numeric(field, value ?? NaN);
};

const fieldIn = (part: Any | undefined): Any | undefined =>
  part?.['dimensionOrMetricFilter'] ?? part?.['notExpression']?.['dimensionOrMetricFilter'];

const NUMBERS = new Set([
  'eventCount',
  'transactions',
  'purchaseRevenue',
  'sessions',
  'eventValue',
]);
const isNumber = (field: Any): boolean => NUMBERS.has(field['fieldName']);
const numeric = ({ numericFilter, betweenFilter }: Any, value: number): boolean =>
  betweenFilter
    ? value >= betweenFilter['fromValue']['doubleValue'] &&
      value <= betweenFilter['toValue']['doubleValue']
    : compare(numericFilter['operation'], value, Number(numericFilter['value']['int64Value']));

const within = (
  events: readonly CoveyEvent[],
  { inAnyNDayPeriod: days }: Any,
  { now }: World,
): readonly CoveyEvent[] => {
  if (days === undefined) return events;
  const start = days === 1 ? Math.floor(now / DAY) * DAY : now - days * DAY;
  return events.filter(({ time }) => (days === 1 ? time >= start : time > start));
};

/** Facts have one value for all events; undefined for what is none. */
const factOf = (field: Any, { facts, log, session }: Looking): boolean | undefined => {
  const name = field['fieldName'];
  if (name === 'newVsReturning') {
    const number = session ?? sessionsOf(log).length;
    const value = String(text(field)[0]).toLowerCase();
    return log.length > 0 && (value === 'new' ? number === 1 : number > 1);
  }
  const value = {
    country: facts.geo['country'],
    city: facts.geo['city'],
    deviceCategory: facts.device['type'],
    sessionMedium: facts.source['session.medium'],
    'customUser:plan': facts.trait['plan'],
  }[name as string];
  if (!['country', 'city', 'deviceCategory', 'sessionMedium', 'customUser:plan'].includes(name))
    return;
  if (name === 'country')
    return text(field).some((country) => COUNTRIES[country.toLowerCase()] === value);
  return matches(field, value);
};

const text = ({ stringFilter, inListFilter }: Any): string[] =>
  inListFilter?.['values'] ?? [stringFilter['value']];

const matches = (field: Any, value: unknown): boolean => {
  if (value === undefined || value === null) return false;
  const { stringFilter, inListFilter, numericFilter, betweenFilter } = field;
  if (numericFilter || betweenFilter) return typeof value === 'number' && numeric(field, value);
  const { caseSensitive, matchType } = stringFilter ?? inListFilter;
  const fold = (one: unknown) => (caseSensitive ? String(one) : String(one).toLowerCase());
  return text(field).some((wanted) => {
    const [a, b] = [fold(value), fold(wanted)];
    if (matchType === 'BEGINS_WITH') return a.startsWith(b);
    if (matchType === 'ENDS_WITH') return a.endsWith(b);
    if (matchType === 'CONTAINS') return a.includes(b);
    return a === b;
  });
};

/** All filters met by one event. */
const ofEvent = (expression: Any, event: CoveyEvent, world: World): boolean => {
  const {
    andGroup,
    orGroup,
    notExpression,
    dimensionOrMetricFilter: field,
    eventFilter,
  } = expression;
  const each = (group: Any) =>
    (group['filterExpressions'] as Any[]).map((part) => ofEvent(part, event, world));
  if (andGroup) return each(andGroup).every(Boolean);
  if (orGroup) return each(orGroup).some(Boolean);
  if (notExpression) return !ofEvent(notExpression, event, world);
  if (eventFilter) {
    const parameters = eventFilter['eventParameterFilterExpression'];
    return (
      event.name === eventFilter['eventName'] && (!parameters || ofEvent(parameters, event, world))
    );
  }
  const name: string = field['fieldName'];
  const fact = factOf(field, world);
  if (fact !== undefined) return fact;
  if (name === 'eventName')
    return matches(
      { ...field, inListFilter: { ...field['inListFilter'], caseSensitive: true } },
      event.name,
    );
  if (name === 'eventValue') return matches(field, event.props?.['value']);
  if (name === 'purchaseRevenue')
    return event.name === 'purchase' && matches(field, event.props?.['value']);
  const [, of, property = ''] = /^custom(Event|Item):(.*)$/.exec(name) ?? [];
  if (of === 'Event') return matches(field, event.props?.[property]);
  const items = event.props?.['items'];
  return Array.isArray(items) && items.some((item) => matches(field, (item as Any)[property]));
};

const seconds = (duration: string | undefined): number =>
  duration === undefined ? Infinity : Number(duration.slice(0, -1)) * 1000;

const inSequence = (
  { scope, sequenceSteps, sequenceMaximumDuration }: Any,
  world: World,
): boolean => {
  const session = sessionIndex(world.log);
  const checkpoints = (sequenceSteps as Any[]).map((step, i): Checkpoint => {
    const clauses: Any[] = step['filterExpression']['andGroup']['filterExpressions'];
    const isFact = (clause: Any): boolean =>
      (clause['orGroup']['filterExpressions'] as Any[]).every((part) => {
        const field =
          part['dimensionOrMetricFilter'] ?? part['notExpression']?.['dimensionOrMetricFilter'];
        return field !== undefined && factOf(field, world) !== undefined;
      });
    const [only] = clauses;
    const counted = clauses.length === 1 ? timesIn(only as Any) : undefined;
    const facts = clauses.filter(isFact);
    const others = clauses.filter((clause) => !isFact(clause));
    const all = (list: readonly Any[]) => (event: CoveyEvent) =>
      list.every((clause) => ofEvent(clause, event, world));
    const one = step['scope'].endsWith('SAME_EVENT') || others.length < 2;
    return {
      tests: counted
        ? [(event) => counted.name === undefined || event.name === counted.name]
        : one
          ? [all(clauses)]
          : others.map((clause) => all([clause, ...facts])),
      times: counted?.times ?? 1,
      excluded: false,
      next: i > 0 && step['immediatelyFollows'] === true,
      atLeast: 0,
      atMost: i > 0 ? seconds(step['constraintDuration']) : Infinity,
    };
  });
  return (
    occurrences(world.log, checkpoints, {
      span: seconds(sequenceMaximumDuration),
      ...(scope.endsWith('SAME_SESSION') && { sameSession: (a, b) => session(a) === session(b) }),
    }).length > 0
  );
};

/** A step that is the number of one event. */
const timesIn = (clause: Any): { name: string | undefined; times: number } | undefined => {
  const [part, other] = clause['orGroup']['filterExpressions'] as Any[];
  if (other !== undefined || part === undefined) return;
  const parameters: Any[] = part['eventFilter']?.['eventParameterFilterExpression']?.['andGroup'][
    'filterExpressions'
  ] ?? [part];
  const count = parameters
    .map((one) => one['dimensionOrMetricFilter'])
    .find((one) => ['eventCount', 'transactions'].includes(one?.['fieldName']));
  if (count === undefined) return;
  const name =
    count['fieldName'] === 'transactions' ? 'purchase' : part['eventFilter']?.['eventName'];
  return { name, times: Number(count['numericFilter']['value']['int64Value']) + 1 };
};

// --- Adobe Analytics ----------------------------------------------------------------------------

/** Properties by the names that the tests' mapping gives them. */
export const ADOBE_MAP = {
  fields: { 'variables/evar1': 'event.colour', 'variables/evar2': 'event.shape' },
  metrics: { 'metrics/event1': { count: 'sign_up' } },
  segments: { s1: 'vip' },
} as const;

export const adobeHolds = (segment: Any, world: World): boolean =>
  ofScope(segment['definition']['container'], world.log, world);

type Scoped = World & { readonly inVisit?: number };

/** Whether a visitor, or one visit, meets a node; `events` are all of its hits. */
const ofScope = (node: Any, events: readonly CoveyEvent[], world: Scoped): boolean => {
  const again = (part: Any) => ofScope(part, events, world);
  switch (node['func']) {
    case 'container':
      if (node['context'] === 'hits') return anyHit(node['pred'], events, world);
      if (node['context'] === 'visits' && world.inVisit === undefined)
        return sessionsOf(world.log).some((session, i) =>
          ofScope(node['pred'], session, { ...world, inVisit: i + 1 }),
        );
      if (node['context'] === 'visitors') return ofVisitor(node['pred'], world);
      return again(node['pred']);
    case 'and':
    case 'sequence-and':
      return (node['preds'] ?? node['checkpoints']).every(again);
    case 'or':
    case 'sequence-or':
      return (node['preds'] ?? node['checkpoints']).some(again);
    case 'without':
      return !again(node['pred']);
    case 'sequence':
    case 'sequence-prefix':
    case 'sequence-suffix':
      return sequenceIn(node, events, world).length > 0;
    case 'segment-ref':
      return world.log.length > 0;
    case 'datetime-within':
      return anyHit(node, events, world);
    case 'not-exists':
      return !anyHit({ ...node, func: 'exists' }, events, world);
    case 'event-exists':
      return metric(node['evt']['name'], events, world) > 0;
    case 'not-event-exists':
      return metric(node['evt']['name'], events, world) <= 0;
  }
  if (node['val']['func'] === 'total')
    return compareTotal(node, metric(node['val']['evt']['name'], events, world));
  if (node['val']['func'] === 'total-distinct') {
    const values = events.map((event) => dimension(node['val']['field']['name'], event, world));
    return compare(
      node['func'],
      new Set(values.filter((value) => value !== undefined)).size,
      node['num'],
    );
  }
  return factIn(node, world) ?? anyHit(node, events, world);
};

/** The visitor as a whole, from wherever it is asked. */
const ofVisitor = (pred: Any, { log, facts, now }: Scoped): boolean =>
  ofScope(pred, log, { log, facts, now });

const compareTotal = (node: Any, value: number): boolean => {
  if (node['func'] === 'eq-in') return node['list'].includes(value);
  if (node['func'] === 'not-eq-any-of') return !node['list'].includes(value);
  return compare(node['func'], value, node['num']);
};

const anyHit = (pred: Any, events: readonly CoveyEvent[], world: Scoped): boolean =>
  events.some((event) => ofHit(pred, event, events, world));

const ofHit = (
  node: Any,
  event: CoveyEvent,
  events: readonly CoveyEvent[],
  world: Scoped,
): boolean => {
  const again = (part: Any) => ofHit(part, event, events, world);
  switch (node['func']) {
    case 'container': {
      if (node['context'] === 'visitors') return ofVisitor(node['pred'], world);
      if (node['context'] !== 'visits') return again(node['pred']);
      const visit = visitOf(event, world);
      const inVisit = sessionIndex(world.log)(event) + 1;
      return ofScope(node['pred'], visit, { ...world, inVisit });
    }
    case 'and':
      return node['preds'].every(again);
    case 'or':
      return node['preds'].some(again);
    case 'sequence-or':
      return node['checkpoints'].some(again);
    case 'without':
      return !again(node['pred']);
    case 'sequence-prefix': {
      const found = sequenceIn(node, events, world);
      return found.some(({ end }) => events.indexOf(event) >= end);
    }
    case 'sequence-suffix': {
      const found = sequenceIn(node, events, world);
      return found.some(({ start }) => events.indexOf(event) <= start);
    }
    case 'segment-ref':
      return true;
    case 'datetime-within':
      return event.time >= Date.UTC(2026, 0, 1) && event.time < Date.UTC(2026, 1, 1);
    case 'event-exists':
      return node['evt']['name'] === 'metrics/orders'
        ? event.name === 'purchase'
        : event.name === 'purchase' && Number(event.props?.['value'] ?? 0) > 0;
    case 'not-event-exists':
      return !ofHit({ ...node, func: 'event-exists' }, event, events, world);
  }
  if (node['val']['func'] === 'total') {
    const value = event.props?.['value'];
    if (node['val']['evt']['name'] !== 'metrics/revenue')
      return compareTotal(node, metric(node['val']['evt']['name'], [event], world));
    const [, not, func = ''] = /^(not-)?(.*)$/.exec(node['func']) ?? [];
    const positive = func === 'eq-any-of' ? 'eq-in' : func;
    const isMet =
      event.name === 'purchase' &&
      typeof value === 'number' &&
      compareTotal({ ...node, func: positive }, value);
    return not ? !isMet : isMet;
  }
  if (node['val']['name'] === 'variables/visitnumber')
    return compare(node['func'], sessionIndex(world.log)(event) + 1, node['num']);
  if (node['val']['name'] === 'variables/entrypage') {
    const titles = visitOf(event, world).flatMap(({ name, props }) =>
      name === 'page_view' && props?.['page_title'] !== undefined ? [props['page_title']] : [],
    );
    return compared(node, titles[0]);
  }
  return factIn(node, world) ?? compared(node, dimension(node['val']['name'], event, world));
};

const visitOf = (event: CoveyEvent, { log }: World): readonly CoveyEvent[] =>
  sessionsOf(log).find((session) => session.includes(event)) ?? [];

const dimension = (name: string, { props, time }: CoveyEvent, world: World): unknown => {
  if (name === 'variables/evar1') return props?.['colour'];
  if (name === 'variables/evar2') return props?.['shape'];
  return name === 'variables/timeparthourofday'
    ? new Date(time).getUTCHours()
    : world.facts.source['last.campaign'];
};

const factIn = (node: Any, world: World): boolean | undefined => {
  const name = node['val']?.['name'];
  if (name === 'variables/campaign') return compared(node, world.facts.source['last.campaign']);
  if (name !== 'variables/geocountry') return;
  return compared(node, { DE: 'Germany', FR: 'France' }[String(world.facts.geo['country'])]);
};

const compared = (node: Any, value: unknown): boolean => {
  const [, not, func] = /^(not-)?(.*)$/.exec(node['func']) ?? [];
  const wanted: string[] = node['list'] ?? [node['str'] ?? node['glob']];
  const isThere = value !== undefined && value !== null;
  const has = String(value).toLowerCase();
  const test = (one: string): boolean => {
    if (typeof value === 'number') return value === (one === '9:00 AM' ? 9 : NaN);
    if (func === 'matches') {
      const [start = '', ...others] = one.split('*');
      const end = others.at(-1) ?? start;
      const text = String(value);
      return one === '*m?ny'
        ? text.endsWith('m?ny')
        : text.startsWith(start) && text.endsWith(end) && text.length >= start.length + end.length;
    }
    if (func === 'contains' || func === 'contains-any-of' || func === 'contains-all-of')
      return has.includes(one.toLowerCase());
    if (func === 'starts-with') return has.startsWith(one.toLowerCase());
    if (func === 'ends-with') return has.endsWith(one.toLowerCase());
    return func === 'strlt' ? String(value) < one : value === one;
  };
  const isMet =
    func === 'exists'
      ? isThere
      : isThere && (func === 'contains-all-of' ? wanted.every(test) : wanted.some(test));
  return not ? !isMet : isMet;
};

const metric = (name: string, events: readonly CoveyEvent[], world: Scoped): number => {
  const named = (wanted: string) => events.filter((event) => event.name === wanted);
  if (name === 'metrics/orders') return named('purchase').length;
  if (name === 'metrics/event1') return named('sign_up').length;
  if (name === 'metrics/visits')
    return world.inVisit === undefined ? sessionsOf(world.log).length : 1;
  return named('purchase').reduce(
    (n, { props }) => n + (typeof props?.['value'] === 'number' ? props['value'] : 0),
    0,
  );
};

const UNITS: { readonly [unit: string]: number } = { day: DAY, month: 30 * DAY };

const sequenceIn = (
  node: Any,
  events: readonly CoveyEvent[],
  world: Scoped,
): { start: number; end: number }[] => {
  const checkpoints: Checkpoint[] = [];
  let [excluded, atLeast, atMost, next] = [false, 0, Infinity, false];
  for (const item of node['stream'] as Any[]) {
    if (item['func'] === 'exclude-next-checkpoint') excluded = true;
    else if (item['func'] === 'container-restriction') next = true;
    else if (item['func'] === 'time-restriction') {
      const ms = item['count'] * (UNITS[item['unit']] ?? NaN);
      if (item['limit'] === 'within') atMost = ms;
      else atLeast = ms;
    } else {
      const inner = item['pred'];
      const test = (part: Any) => (event: CoveyEvent) => ofHit(part, event, events, world);
      const tests =
        inner['func'] === 'sequence-and' && inner['checkpoints'].length > 1 && !excluded
          ? inner['checkpoints'].map(test)
          : inner['func'] === 'sequence-and'
            ? [test(inner['checkpoints'][0])]
            : [test(item)];
      checkpoints.push({ tests, times: 1, excluded, next, atLeast, atMost });
      [excluded, atLeast, atMost, next] = [false, 0, Infinity, false];
    }
  }
  const session = sessionIndex(world.log);
  const sameSession = node['context'] === 'visits' && world.inVisit === undefined;
  const found = occurrences(events, checkpoints, {
    ...(sameSession && {
      sameSession: (a: CoveyEvent, b: CoveyEvent) => session(a) === session(b),
    }),
  });
  // An exclusion that lasts for a time is known to have been kept only once the time has passed.
  const last = checkpoints.at(-1);
  return last?.excluded && last.atMost < Infinity
    ? found.filter(({ end }) => events[end]!.time + last.atMost <= world.now)
    : found;
};

// --- Mixpanel -----------------------------------------------------------------------------------

export const mixpanelHolds = (cohort: Any, world: World): boolean => {
  if (cohort['selector']) return selected(cohort['selector'], cohort['behaviors'], world);
  const groups: Any[] = cohort['groups'];
  const met = groups.map(({ filters, filtersOperator }) =>
    joined(
      filtersOperator,
      (filters as Any[]).map((filter) => filterMet(filter, world)),
    ),
  );
  return joined(groups[1]?.['groupingOperator'], met);
};

const joined = (operator: string | undefined, parts: readonly boolean[]): boolean =>
  operator === 'or' ? parts.some(Boolean) : parts.every(Boolean);

const selected = (node: Any, behaviors: Any, world: World): boolean => {
  if (node['children']) {
    const parts = (node['children'] as Any[]).map((child) => selected(child, behaviors, world));
    return node['operator'] === 'not' ? !parts.every(Boolean) : joined(node['operator'], parts);
  }
  if (node['property'] === 'user') return question(node, world.facts.trait[node['value']]);
  const { count, window } = behaviors[node['value']];
  const { event, selector } = count['event_selector'];
  const filters: Any[] = selector?.['children'] ?? [];
  const events = lately(world, window?.['value']).filter(
    (one) => isNamed(one, event) && filters.every((filter) => eventFilterMet(filter, one, world)),
  );
  return question({ ...node, filterType: 'number' }, events.length);
};

const lately = ({ log, now }: World, days: number | undefined): readonly CoveyEvent[] =>
  days === undefined ? log : log.filter(({ time }) => time > now - days * DAY);

const isNamed = ({ name }: CoveyEvent, event: string): boolean =>
  event === '$all_events' || event === name;

const filterMet = (filter: Any, world: World): boolean => {
  const { behavior } = filter;
  if (filter['value'] === 'born') {
    const since = world.now - Date.parse(String(world.facts.trait['born']));
    const isNear = since >= 0 && since < filter['filterValue'] * DAY;
    if (filter['filterOperator'] === 'was in the') return isNear;
    return filter['filterOperator'] === 'before the last'
      ? since >= filter['filterValue'] * DAY
      : !isNear;
  }
  if (!behavior) return question(filter, userValue(filter['value'], world));
  if (behavior['type'] === 'funnel') return question(filter, conversions(behavior, world));
  const { event, filters, filtersOperator, dateRange, aggregationOperator } = behavior;
  const events = lately(world, dateRange?.['window']['value']).filter(
    (one) =>
      isNamed(one, event['value']) &&
      joined(
        filtersOperator,
        (filters as Any[]).map((inner) => eventFilterMet(inner, one, world)),
      ),
  );
  if (aggregationOperator === 'total') return question(filter, events.length);
  const values = events
    .map(({ props }) => props?.['amount'])
    .filter((value) => typeof value === 'number');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const value = {
    average: values.reduce((a, b) => a + b, 0) / values.length,
    min: sorted[0],
    max: sorted.at(-1),
    median: ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2,
    p25: atRank(sorted, 0.25),
    p99: atRank(sorted, 0.99),
    unique_values: new Set(values).size,
    first_value: values[0],
    last_value: values.at(-1),
  }[aggregationOperator as string];
  const isNone = values.length === 0 && aggregationOperator !== 'unique_values';
  return question(filter, isNone ? undefined : value);
};

/** Of values in order, the one so far on; between two in proportion. */
const atRank = (sorted: readonly number[], share: number): number => {
  const rank = share * (sorted.length - 1);
  const [low = NaN, high = NaN] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low + (rank % 1) * (high - low);
};

const userValue = (name: string, { facts }: World): unknown =>
  name === '$city' ? facts.geo['city'] : facts.trait[name];

const eventFilterMet = (filter: Any, { props }: CoveyEvent, world: World): boolean => {
  const name: string = filter['value'];
  const isUser = filter['resourceType'] === 'people' || name === '$city';
  return question(filter, isUser ? userValue(name, world) : props?.[name]);
};

/** Whether a value meets a filter's operator. */
const question = (filter: Any, value: unknown): boolean => {
  const operator: string = filter['filterOperator'] ?? filter['operator'];
  const operand = filter['filterValue'] ?? filter['operand'];
  const isThere = value !== undefined && value !== null;
  const [has, wanted] = [String(value).toLowerCase(), String(operand).toLowerCase()];
  const number = typeof value === 'number';
  const equals = Array.isArray(operand) ? operand.includes(value) : value === operand;
  const within = number && Array.isArray(operand) && value >= operand[0] && value <= operand[1];
  switch (operator) {
    case 'is between':
      return within;
    case 'not between':
      return !within;
    case 'ends with':
      return isThere && [operand].flat().some((one) => has.endsWith(String(one).toLowerCase()));
    case 'equals':
    case 'is equal to':
    case '==':
      return equals;
    case 'does not equal':
    case '!=':
      return !equals;
    case 'contains':
    case 'in':
      return isThere && has.includes(wanted);
    case 'does not contain':
      return !(isThere && has.includes(wanted));
    case 'starts with':
      return isThere && has.startsWith(wanted);
    case 'is set':
    case 'defined':
      return isThere;
    case 'is not set':
      return !isThere;
    case 'is at least':
    case '>=':
      return number && value >= operand;
    case 'is at most':
      return number && value <= operand;
    default:
      return number && value < operand;
  }
};

/** How often a funnel was gone through: one after the other, each as early as it can end. */
const conversions = (funnel: Any, { log }: World): number => {
  const { behaviors, funnelOrder, exclusions, aggregateBy, conversionWindowUnit } = funnel;
  const named = (name: string) => (event: CoveyEvent) => isNamed(event, name);
  const step = { times: 1, excluded: false, next: false, atLeast: 0, atMost: Infinity };
  const [first, ...others] = (behaviors as Any[]).map(({ name }) => ({
    ...step,
    tests: [named(name)],
  }));
  const bans = (exclusions as Any[]).map(({ event }) => ({
    ...step,
    excluded: true,
    tests: [named(event)],
  }));
  const checkpoints =
    funnelOrder === 'any'
      ? [{ ...step, tests: (behaviors as Any[]).map(({ name }) => named(name)) }]
      : [first!, ...bans, ...others];
  const session = sessionIndex(log);
  const options =
    conversionWindowUnit === 'session'
      ? { sameSession: (a: CoveyEvent, b: CoveyEvent) => session(a) === session(b) }
      : { span: 7 * DAY };
  const property = aggregateBy[0]?.['value'];
  if (property === undefined) return timesThrough(log, checkpoints, options);
  const values = new Set(log.flatMap(({ props }) => props?.[property] ?? []));
  return [...values].reduce<number>(
    (n, value) =>
      n +
      timesThrough(
        log.filter(({ props }) => props?.[property] === value),
        checkpoints,
        options,
      ),
    0,
  );
};

const timesThrough = (
  log: readonly CoveyEvent[],
  checkpoints: readonly Checkpoint[],
  options: Parameters<typeof occurrences>[2],
): number => {
  let [count, left] = [0, log];
  for (;;) {
    const ends = occurrences(left, checkpoints, options).map(({ end }) => end);
    if (ends.length === 0) return count;
    count += 1;
    left = left.slice(Math.min(...ends) + 1);
  }
};
