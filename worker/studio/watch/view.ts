/** What is looked at and how, as the address has it: so it survives a reload and can be handed on. */
import { MOST_TOGETHER } from '../../../shared/counting/index.ts';
import type { StatsQuery } from '../../../shared/wire/index.ts';
import { linkTo, parseRoute, route } from '../routes/index.ts';
import { isSort, type Sort } from './order.ts';

export interface View {
  /** Of the Worker; what is left out is as the Worker has it. */
  readonly query: Pick<StatsQuery, 'period' | 'version' | 'together' | 'baseline'>;
  readonly search: string;
  readonly sort: Sort;
  /** All questions on one axis, to be compared by eye. */
  readonly isOneAxis: boolean;
  /** Questions whose cards are folded, by `keyOf`. */
  readonly folded: readonly string[];
  /** Two numbers side by side, by `answerKeyOf`; empty: none chosen. */
  readonly compared: readonly [first: string, second: string];
}

const NUMBERS = ['period', 'version', 'together', 'baseline'] as const;

/** Pairs of a name and a value: `#/watch/sort/share/fold/segment:buyer`. What is none of these says nothing. */
export function parseView(inside: readonly string[]): View {
  const given = (wanted: string): readonly string[] =>
    inside.filter((_, at) => at % 2 === 1 && inside[at - 1] === wanted);
  const query: { -readonly [name in (typeof NUMBERS)[number]]?: number } = {};
  for (const name of NUMBERS) {
    const [text = ''] = given(name);
    const isGood = /^\d{1,10}$/.test(text) && (name !== 'together' || isTogether(Number(text)));
    if (isGood) query[name] = Number(text);
  }
  const [sort = ''] = given('sort');
  return {
    query,
    search: given('search')[0] ?? '',
    sort: isSort(sort) ? sort : 'defined',
    isOneAxis: given('axis')[0] === 'one',
    folded: given('fold'),
    compared: [given('first')[0] ?? '', given('second')[0] ?? ''],
  };
}

const isTogether = (periods: number) => periods >= 1 && periods <= MOST_TOGETHER;

/** The same as parts of a route; nothing of what goes without saying. */
export function writeView(view: View): readonly string[] {
  const { query, search, sort, isOneAxis, folded, compared } = view;
  const [first, second] = compared;
  return [
    ...NUMBERS.map((name) => [name, query[name]] as const),
    ['search', search] as const,
    ['sort', sort === 'defined' ? '' : sort] as const,
    ['axis', isOneAxis ? 'one' : ''] as const,
    ...folded.map((key) => ['fold', key] as const),
    ['first', first] as const,
    ['second', second] as const,
  ].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [name, String(value)]));
}

/** Shows the page so. `isStep`: the back button leads to what was before. */
export function show(view: View, isStep = false): void {
  const address = linkTo('watch', ...writeView(view));
  if (isStep) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  route.value = parseRoute(location.hash);
}
