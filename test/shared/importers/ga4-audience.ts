// Audiences as the Admin API writes them, in few words.
export type Part = { readonly [key: string]: unknown };

export const exact = (fieldName: string, value: string, more: Part = {}): Part => ({
  dimensionOrMetricFilter: { fieldName, stringFilter: { matchType: 'EXACT', value, ...more } },
});
export const text = (
  fieldName: string,
  matchType: string,
  value: string,
  caseSensitive?: boolean,
): Part => ({
  dimensionOrMetricFilter: {
    fieldName,
    stringFilter: { matchType, value, ...(caseSensitive !== undefined && { caseSensitive }) },
  },
});
export const inList = (fieldName: string, values: readonly string[], more: Part = {}): Part => ({
  dimensionOrMetricFilter: { fieldName, inListFilter: { values, ...more } },
});
export const number = (
  fieldName: string,
  operation: string,
  value: number,
  more: Part = {},
): Part => ({
  dimensionOrMetricFilter: {
    fieldName,
    numericFilter: { operation, value: { int64Value: String(value) } },
    ...more,
  },
});
export const between = (fieldName: string, from: number, to: number): Part => ({
  dimensionOrMetricFilter: {
    fieldName,
    betweenFilter: { fromValue: { doubleValue: from }, toValue: { doubleValue: to } },
  },
});
export const event = (eventName: string, ...parameters: readonly Part[]): Part => ({
  eventFilter: {
    eventName,
    ...(parameters.length > 0 && {
      eventParameterFilterExpression: { andGroup: { filterExpressions: parameters } },
    }),
  },
});
export const not = (part: Part): Part => ({ notExpression: part });
/** One of these. */
export const any = (...parts: readonly Part[]): Part => ({ orGroup: { filterExpressions: parts } });
/** All of these, as the API wants it: an AND of ORs. */
export const all = (...parts: readonly Part[]): Part => ({
  andGroup: { filterExpressions: parts.map((part) => ('orGroup' in part ? part : any(part))) },
});

export type Scope = 'WITHIN_SAME_EVENT' | 'WITHIN_SAME_SESSION' | 'ACROSS_ALL_SESSIONS';
export const scopeOf = (scope: Scope): string => `AUDIENCE_FILTER_SCOPE_${scope}`;

export const simple = (scope: Scope, filterExpression: Part, clauseType = 'INCLUDE'): Part => ({
  clauseType,
  simpleFilter: { scope: scopeOf(scope), filterExpression },
});
export const step = (
  filterExpression: Part,
  more: Part = {},
  scope: Scope = 'WITHIN_SAME_EVENT',
): Part => ({
  scope: scopeOf(scope),
  filterExpression,
  ...more,
});
export const sequence = (
  scope: Scope,
  steps: readonly Part[],
  more: Part = {},
  clauseType = 'INCLUDE',
): Part => ({
  clauseType,
  sequenceFilter: { scope: scopeOf(scope), sequenceSteps: steps, ...more },
});
export const audience = (filterClauses: readonly Part[], more: Part = {}): Part => ({
  name: 'properties/1/audiences/2',
  displayName: 'A',
  description: '',
  membershipDurationDays: 30,
  adsPersonalizationEnabled: true,
  filterClauses,
  ...more,
});
