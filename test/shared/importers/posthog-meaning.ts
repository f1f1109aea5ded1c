// What PostHog says of a person, as its documentation and its queries have it: read straight from its JSON over
// the whole log, slowly, without a step through definitions. Where `docs/import.md` names a difference, this
// follows the result.
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import { DAY } from './run.ts';
import type { World } from './tools-meaning.ts';

type Any = { readonly [key: string]: any };

export const cohortHolds = (json: Any, id: number, world: World): boolean => {
  const cohort = (json['results'] as Any[]).find((one) => one['id'] === id)!;
  const tree = (node: Any): boolean => {
    if (node['values']) {
      const parts = (node['values'] as Any[]).map(tree);
      return node['type'] === 'OR' ? parts.some(Boolean) : parts.every(Boolean);
    }
    return leaf(node) !== (node['negation'] ?? false);
  };
  const leaf = (node: Any): boolean => {
    if (node['type'] === 'cohort') return cohortHolds(json, node['value'], world);
    return node['type'] === 'behavioral'
      ? behaved(node, world)
      : compares(node, personValue(node['key'], world), world, false);
  };
  return tree(cohort['filters']['properties']);
};

export const flagHolds = (flag: Any, world: World): boolean =>
  (flag['filters']['groups'] as Any[]).some(
    ({ properties, rollout_percentage: share }) =>
      share !== 0 &&
      (properties as Any[]).every((property) =>
        compares(property, personValue(property['key'], world), world, true),
      ),
  );

const personValue = (key: string, { facts }: World): unknown =>
  key === '$geoip_city_name' ? facts.geo['city'] : facts.trait[key];

/** Whether a value meets a filter: of flags whole values in any case. */
const compares = (filter: Any, value: unknown, world: World, folds: boolean): boolean => {
  const { operator, value: wanted } = filter;
  const isThere = value !== undefined && value !== null;
  const list = [wanted].flat().map(String);
  const [has, other] = [String(value).toLowerCase(), list[0]!.toLowerCase()];
  const number = isThere ? Number(value) : NaN;
  const equal =
    isThere && list.some((one) => (folds ? one.toLowerCase() === has : one === String(value)));
  const time = isThere ? Date.parse(String(value)) : NaN;
  const [, days] = /^-(\d+)d$/.exec(String(wanted)) ?? [];
  const date =
    days === undefined
      ? Date.parse(String(wanted).replace(' ', 'T') + (String(wanted).length > 10 ? 'Z' : ''))
      : world.now - Number(days) * DAY;
  switch (operator) {
    case 'exact':
      return equal;
    case 'is_not':
      return !equal;
    case 'icontains':
      return isThere && has.includes(other);
    case 'not_icontains':
      return !(isThere && has.includes(other));
    case 'starts_with':
      return isThere && has.startsWith(other);
    case 'not_starts_with':
      return !(isThere && has.startsWith(other));
    case 'ends_with':
      return isThere && has.endsWith(other);
    case 'not_ends_with':
      return !(isThere && has.endsWith(other));
    case 'regex':
      return isThere && new RegExp(wanted).test(String(value));
    case 'not_regex':
      return !(isThere && new RegExp(wanted).test(String(value)));
    case 'is_set':
      return isThere;
    case 'is_not_set':
      return !isThere;
    case 'gt':
      return number > Number(wanted);
    case 'gte':
      return number >= Number(wanted);
    case 'lt':
      return number < Number(wanted);
    case 'lte':
      return number <= Number(wanted);
    case 'between':
      return number >= wanted[0] && number <= wanted[1];
    case 'not_between':
      return !(number >= wanted[0] && number <= wanted[1]);
    case 'is_date_before':
      return time < date;
    case 'is_date_after':
      return time > date;
    default:
      return isThere && String(value).slice(0, 10) === wanted;
  }
};

/** Events of that name that meet the filters, no longer ago than `from` days and at least `to`. */
const events = (
  node: Any,
  world: World,
  from: number,
  to = 0,
  filters: readonly Any[] = node['event_filters'] ?? [],
): readonly CoveyEvent[] =>
  world.log.filter(
    (event) =>
      event.name === node['key'] &&
      event.time > world.now - from * DAY &&
      event.time <= world.now - to * DAY &&
      filters.every((filter) =>
        compares(
          filter,
          filter['type'] === 'person'
            ? personValue(filter['key'], world)
            : event.props?.[filter['key']],
          world,
          false,
        ),
      ),
  );

const span = (node: Any): [from: number, to: number] => {
  const days = (text: string | undefined) => Number(/\d+/.exec(text ?? '0')![0]);
  return node['explicit_datetime'] === undefined
    ? [node['time_value'], 0]
    : [days(node['explicit_datetime']), days(node['explicit_datetime_to'])];
};

/** So often, of those who did it at all. */
const oftenEnough = (node: Any, n: number): boolean => {
  const wanted = node['operator_value'];
  if (n === 0) return false;
  const compared: { readonly [operator: string]: boolean } = {
    gte: n >= wanted,
    lte: n <= wanted,
    gt: n > wanted,
    lt: n < wanted,
  };
  return compared[node['operator']] ?? n === wanted;
};

const behaved = (node: Any, world: World): boolean => {
  const [from, to] = span(node);
  const [long, short] = [node['time_value'], node['seq_time_value']];
  const first = world.log.find(({ name }) => name === node['key']);
  switch (node['value']) {
    case 'performed_event':
      return events(node, world, from, to).length > 0;
    case 'performed_event_multiple':
      return oftenEnough(node, events(node, world, from, to).length);
    case 'performed_event_first_time':
      return first !== undefined && first.time > world.now - from * DAY;
    case 'performed_event_sequence': {
      const then = events({ ...node, key: node['seq_event'] }, world, from, to);
      return events(node, world, from, to).some((a) =>
        then.some(
          (b) =>
            world.log.indexOf(b) > world.log.indexOf(a) &&
            b.time - a.time < node['seq_time_value'] * DAY,
        ),
      );
    }
    case 'stopped_performing_event':
      return events(node, world, long).length > 0 && events(node, world, short).length === 0;
    case 'restarted_performing_event':
      return (
        events(node, world, short).length > 0 &&
        events(node, world, long, short).length === 0 &&
        first!.time <= world.now - short * DAY
      );
    default: {
      const periods = Array.from(
        { length: node['total_periods'] },
        (_, i) => events(node, world, long * (i + 1), long * i).length,
      );
      return periods.filter((n) => oftenEnough(node, n)).length >= node['min_periods'];
    }
  }
};
