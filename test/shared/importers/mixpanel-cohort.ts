// Cohorts as Mixpanel's API writes them, in few words.
export type Part = { readonly [key: string]: unknown };

/** An entry of `behaviors`: how often an event happened. */
export const count = (event: string, more: Part = {}, selector: unknown = null): Part => ({
  count: { event_selector: { event, selector }, type: 'absolute' },
  ...more,
});
export const lastDays = (value: number, unit = 'day'): Part => ({ window: { unit, value } });
export const compare = (value: string, operator: string, operand: unknown): Part => ({
  property: 'behaviors',
  value,
  operator,
  operand,
});
export const user = (
  value: string,
  operator: string,
  operand?: unknown,
  type = 'string',
): Part => ({
  property: 'user',
  value,
  operator,
  operand,
  type,
});
export const node = (operator: string, ...children: readonly Part[]): Part => ({
  operator,
  children,
});
/** A cohort as a selector over behaviors. */
export const cohort = (selector: Part, behaviors: unknown = {}, more: Part = {}): Part => ({
  id: 7,
  name: 'A',
  description: null,
  count: 12,
  data_group_id: null,
  selector,
  behaviors,
  ...more,
});

/** A filter as reports write it. */
export const filter = (
  value: string,
  filterOperator: string,
  filterValue?: unknown,
  more: Part = {},
): Part => ({
  dataset: '$mixpanel',
  resourceType: 'events',
  filterType: 'string',
  defaultType: 'string',
  value,
  filterOperator,
  filterValue,
  ...more,
});
export const person = (value: string, operator: string, operand?: unknown, more: Part = {}): Part =>
  filter(value, operator, operand, { resourceType: 'people', ...more });
/** A behavior compared, as a filter. */
export const did = (
  event: string,
  filterOperator: string,
  filterValue: unknown,
  behavior: Part = {},
  more: Part = {},
): Part => ({
  dataset: '$mixpanel',
  resourceType: 'people',
  value: `${event} Frequency`,
  filterType: 'number',
  defaultType: 'number',
  filterOperator,
  filterValue,
  propertyObjectKey: null,
  dataGroupId: null,
  behavior: {
    behaviorType: '$frequency',
    aggregationOperator: 'total',
    event: { label: event, value: event },
    filters: [],
    filtersOperator: 'and',
    dateRange: null,
    ...behavior,
  },
  ...more,
});
export const inTheLast = (value: number, unit = 'day'): Part => ({
  dateRange: { type: 'in the last', unit, window: { unit, value } },
});
export const group = (filters: readonly Part[], more: Part = {}): Part => ({
  type: 'cohort_group',
  filters,
  behavioralFilters: [],
  filtersOperator: 'and',
  behavioralFiltersOperator: 'and',
  groupingOperator: 'and',
  ...more,
});
export const grouped = (...groups: readonly Part[]): Part => ({
  id: 7,
  name: 'A',
  selector: null,
  behaviors: null,
  groups,
});
export const funnel = (
  names: readonly string[],
  more: Part = {},
  steps: readonly Part[] = [],
): Part => ({
  type: 'funnel',
  resourceType: 'events',
  behaviors: names.map((name, i) => ({
    type: 'event',
    id: null,
    name,
    filters: [],
    filtersDeterminer: 'all',
    funnelOrder: 'loose',
    ...steps[i],
  })),
  conversionWindowDuration: 7,
  conversionWindowUnit: 'day',
  funnelOrder: 'loose',
  exclusions: [],
  aggregateBy: [],
  filter: [],
  ...more,
});
