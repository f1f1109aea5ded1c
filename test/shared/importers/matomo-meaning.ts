// Whether the visit that goes on is in a segment of Matomo, as its documentation and its queries have it: read
// from the text of the segment, over the events of the visit, without a step through definitions.
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import type { Visited } from './matomo-sources.ts';
import { DAY, sessionsOf } from './run.ts';

type Test = (event: CoveyEvent) => boolean;
type Asked =
  boolean | { readonly table: 'action' | 'order'; readonly test: Test; readonly not: boolean };

const TABLE = /^(product(?!View)|order|visitConvertedGoal)/;

export const matomoHolds = (definition: string, visited: Visited): boolean => {
  const visit = sessionsOf(visited.log).at(-1)!;
  const groups = definition
    .split(';')
    .map((group) => group.split(',').map((text) => asks(text, visited, visit)));
  // Conditions on rows of one table are about one row.
  const rows = (table: 'action' | 'order') =>
    visit.length > 0 ? visit.map((event) => ({ table, event })) : [];
  return rows('action').some(({ event: action }) =>
    rows('order').some(({ event: order }) =>
      groups.every((group) => {
        const isMet = group.some(
          (asked) =>
            asked === true ||
            (typeof asked === 'object' &&
              !asked.not &&
              asked.test(asked.table === 'action' ? action : order)),
        );
        // Those that must not be: no row of the visit is all of them.
        const isNone = (['action', 'order'] as const).some((table) => {
          const none = group.filter(
            (asked) => typeof asked === 'object' && asked.not && asked.table === table,
          ) as { test: Test }[];
          return none.length > 0 && !visit.some((event) => none.every(({ test }) => test(event)));
        });
        return isMet || isNone;
      }),
    ),
  );
};

const asks = (text: string, visited: Visited, visit: readonly CoveyEvent[]): Asked => {
  const [, name = '', operator = '', raw = ''] = /^(\w+)(==|!=|>=|>|<=|<|=@|!@|=\^|=\$)(.*)$/.exec(
    text,
  )!;
  const value = decodeURIComponent(raw);
  const of = (table: 'action' | 'order', given: Test): Asked => ({
    table: TABLE.test(name) ? 'order' : table,
    test: given,
    not: operator === '!=' || operator === '!@' ? value !== '' : false,
  });
  const property = (events: string | null, key: string, how: 'text' | 'number' | 'url'): Asked =>
    of('action', (event) => {
      if (events !== null && event.name !== events) return false;
      const has = event.props?.[key];
      if (how === 'number')
        return number(positive(operator), has as number | undefined, Number(value));
      return compares(positive(operator), has, value, how === 'url' ? 'url' : 'action', operator);
    });
  const { facts, log, now } = visited;
  const index = sessionsOf(log).length;
  const before = sessionsOf(log).at(-2)?.at(-1)?.time;
  const orders = log.filter((event) => event.name === 'purchase');
  const count = (...names: readonly string[]) =>
    visit.filter((event) => names.includes(event.name)).length;
  const negative = operator === '!=' || operator === '!@';
  const onText = (has: unknown): boolean => {
    const isMet = compares(positive(operator), has, value, 'visit', operator);
    return negative && value !== '' ? !isMet : isMet;
  };
  const onNumber = (has: number | undefined): boolean => {
    const isMet = number(positive(operator), has, Number(value));
    return negative ? !isMet : isMet;
  };
  const whole = (ms: number | undefined, unit: number) =>
    ms === undefined ? undefined : Math.floor(ms / unit);
  switch (name) {
    case 'pageUrl':
      return property('page_view', 'page_location', 'url');
    case 'pageTitle':
      return property('page_view', 'page_title', 'text');
    case 'siteSearchKeyword':
      return property('search', 'search_term', 'text');
    case 'eventCategory':
      return property(null, 'event_category', 'text');
    case 'eventValue':
      return property(null, 'value', 'number');
    case 'eventAction':
      return of('action', (event) => event.name === value);
    case 'visitConvertedGoalId':
      return of('order', (event) => event.name === `goal_${value}`);
    case 'productName':
      return of(
        'order',
        (event) =>
          event.name === 'purchase' &&
          ((event.props?.['items'] ?? []) as { item_name: string }[]).some(
            (item) => item.item_name === value,
          ),
      );
    case 'actions':
      return onNumber(count('page_view', 'click', 'file_download', 'search'));
    case 'searches':
      return onNumber(count('search'));
    case 'visitCount':
      return onNumber(index);
    case 'visitDuration':
      return onNumber(whole(visit.at(-1)!.time - visit[0]!.time, 1000));
    case 'daysSinceFirstVisit':
      return onNumber(whole(now - log[0]!.time, DAY));
    case 'daysSinceLastVisit':
      return onNumber(whole(before === undefined ? undefined : visit[0]!.time - before, DAY));
    case 'daysSinceLastEcommerceOrder':
      return onNumber(whole(orders.length === 0 ? undefined : now - orders.at(-1)!.time, DAY));
    case 'visitorType': {
      const type = orders.length > 0 ? 'returningCustomer' : index > 1 ? 'returning' : 'new';
      return (type === value) !== negative;
    }
    case 'countryCode':
      return onText(facts.geo.country);
    case 'city':
      return onText(facts.geo.city);
    case 'deviceType':
      return onText({ mobile: 'smartphone', desktop: 'desktop' }[facts.device.type]);
    case 'referrerType': {
      const isCampaign = facts.source['session.campaign'] !== undefined;
      const type = { Direct: 'direct', 'Organic Search': 'search' }[
        facts.source['session.channel']!
      ];
      return ((isCampaign ? 'campaign' : type) === value) !== negative;
    }
    case 'campaignMedium':
      return onText(facts.source['session.medium']);
    case 'exitPageTitle': {
      const title = visit
        .filter((event) => event.name === 'page_view' && event.props?.['page_title'] !== undefined)
        .at(-1)?.props?.['page_title'];
      return (title === value) !== negative;
    }
    default: {
      const path = visit.find((event) => event.props?.['page_path'] !== undefined)?.props?.[
        'page_path'
      ];
      return (path === value.replace(/^(https?:\/\/)?[^/]*/, '')) !== negative;
    }
  }
};

const positive = (operator: string): string =>
  operator === '!=' ? '==' : operator === '!@' ? '=@' : operator;

const number = (operator: string, has: number | undefined, wanted: number): boolean => {
  if (has === undefined) return false;
  const compared: { readonly [operator: string]: boolean } = {
    '==': has === wanted,
    '<': has < wanted,
    '<=': has <= wanted,
    '>': has > wanted,
    '>=': has >= wanted,
  };
  return compared[operator]!;
};

const compares = (
  operator: string,
  has: unknown,
  wanted: string,
  how: 'url' | 'action' | 'visit',
  written: string,
): boolean => {
  if (wanted === '') return (has === undefined) === (written === '==');
  if (has === undefined) return false;
  const strip = (url: string) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/#.*$/, '');
  const [value, other] =
    how === 'url' ? [strip(String(has)), strip(wanted)] : [String(has), wanted];
  const [low, lowOther] = [value.toLowerCase(), other.toLowerCase()];
  if (operator === '==') return how === 'visit' ? low === lowOther : value === other;
  if (operator === '=^') return low.startsWith(lowOther);
  return operator === '=$' ? low.endsWith(lowOther) : low.includes(lowOther);
};
