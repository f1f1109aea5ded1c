// Random segments of LaunchDarkly, Unleash and Statsig in their own grammars, about the same few attributes.
// With `odd`, some parts have no equal.
import fc from 'fast-check';

type Node = { readonly [key: string]: unknown };
const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const some = <T>(values: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> =>
  fc.array(values, { minLength: 1, maxLength });
const small = fc.integer({ min: 0, max: 4 });
const plan = one('x', 'xl', 'l', 'L');
const release = one('1.9.0', '1.10.0', '2.0.0');
const person = one('u1', 'u2', 'u3');
const instant = one('2026-10-31T08:00:00Z', '2026-09-15T12:30:00Z', '2026-11-01T00:00:00Z');
const orElse = (odd: boolean, sound: fc.Arbitrary<Node>, other: fc.Arbitrary<Node>) =>
  odd ? fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: other }) : sound;

export const launchDarkly = (odd: boolean): fc.Arbitrary<Node> => {
  const clause = (
    attribute: string,
    op: fc.Arbitrary<string>,
    values: fc.Arbitrary<readonly unknown[]>,
  ): fc.Arbitrary<Node> =>
    fc.record({
      attribute: one(attribute),
      op,
      values,
      negate: fc.boolean(),
      contextKind: one('user'),
      _id: one('c'),
    });
  const clauses = orElse(
    odd,
    fc.oneof(
      clause('plan', one('in', 'startsWith', 'endsWith', 'contains'), some(plan)),
      clause('plan', one('matches'), some(one('^x', 'l$', 'x?l'))),
      clause(
        'age',
        one('in', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'),
        some(small),
      ),
      clause('beta', one('in'), some(fc.boolean())),
      clause('born', one('before', 'after'), some(fc.oneof(instant, instant.map(Date.parse)))),
      clause(
        'release',
        one('semVerEqual', 'semVerLessThan', 'semVerGreaterThan'),
        some(fc.oneof(release, one('1.10', '2'))),
      ),
      clause('country', one('in'), some(one('DE', 'FR'))),
      clause('key', one('in'), some(person)),
      clause('', one('segmentMatch'), one(['b'])),
    ),
    fc.oneof(
      clause('plan', one('near', 'in'), one<readonly unknown[]>([], ['x', 3], [{ a: 1 }])),
      clause('ip', one('in'), one(['127.0.0.1'])),
      clause('', one('segmentMatch'), one(['a'], ['nowhere'])),
      clause('name', one('in'), one(['acme'])).map((node) => ({
        ...node,
        contextKind: 'organization',
      })),
    ),
  );
  const segment = (key: string, within: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
    fc
      .record({
        included: fc.array(person, { maxLength: 1 }),
        excluded: fc.array(person, { maxLength: 2 }),
        rules: fc.array(
          fc.record(
            { clauses: some(within), weight: one(100_000, ...(odd ? [50_000] : [])) },
            { requiredKeys: ['clauses'] },
          ),
          { minLength: 1, maxLength: 3 },
        ),
      })
      .map((parts) => ({ key, name: key.toUpperCase(), tags: [], version: 3, ...parts }));
  const plain = clauses.filter(({ op }) => op !== 'segmentMatch');
  return fc
    .tuple(segment('a', clauses), segment('b', plain))
    .map((items) => ({ items, totalCount: 2 }));
};

export const unleash = (odd: boolean): fc.Arbitrary<Node> => {
  const constraint = (
    contextName: string,
    operator: fc.Arbitrary<string>,
    asked: fc.Arbitrary<Node>,
  ): fc.Arbitrary<Node> =>
    fc
      .tuple(operator, asked, fc.boolean())
      .map(([name, more, inverted]) => ({ contextName, operator: name, inverted, ...more }));
  const values = (list: fc.Arbitrary<string>) =>
    fc.tuple(some(list), fc.boolean()).map(([items, caseInsensitive]) => ({
      values: items,
      caseInsensitive,
    }));
  const value = (of: fc.Arbitrary<unknown>) => of.map((it) => ({ value: it, values: [] }));
  const constraints = orElse(
    odd,
    fc.oneof(
      constraint(
        'plan',
        one('IN', 'NOT_IN'),
        some(plan).map((items) => ({ values: items })),
      ),
      constraint('plan', one('STR_STARTS_WITH', 'STR_ENDS_WITH', 'STR_CONTAINS'), values(plan)),
      constraint('plan', one('REGEX'), value(one('^x', 'L$'))),
      constraint(
        'age',
        one('NUM_EQ', 'NUM_GT', 'NUM_GTE', 'NUM_LT', 'NUM_LTE'),
        value(small.map(String)),
      ),
      constraint(
        'release',
        one('SEMVER_EQ', 'SEMVER_GT', 'SEMVER_LT', 'SEMVER_GTE', 'SEMVER_LTE'),
        value(release),
      ),
      constraint(
        'userId',
        one('IN', 'NOT_IN'),
        some(person).map((items) => ({ values: items })),
      ),
      constraint(
        'currentTime',
        one('DATE_AFTER', 'DATE_BEFORE'),
        value(one('2026-11-03T00:00:00.000Z', '2026-11-05T00:00:00Z')),
      ),
    ),
    fc.oneof(
      constraint('plan', one('NEAR'), values(plan)),
      constraint('remoteAddress', one('IN_CIDR', 'IN'), values(one('10.0.0.0/8'))),
      constraint('age', one('NUM_GT'), value(one('old', ''))),
      constraint('currentTime', one('DATE_AFTER'), value(one('2026-11-03T12:00:00Z'))),
    ),
  );
  const segment = fc.array(constraints, { minLength: 1, maxLength: 3 });
  const strategy = fc
    .tuple(
      orElse(
        odd,
        fc.oneof(
          one({ name: 'default', parameters: {} }),
          one({ name: 'flexibleRollout', parameters: { rollout: '100', stickiness: 'default' } }),
          one({ name: 'userWithId', parameters: { userIds: 'u1, u2' } }),
        ),
        one<Node>(
          { name: 'flexibleRollout', parameters: { rollout: '50' } },
          { name: 'remoteAddress', parameters: { IPs: '127.0.0.1' } },
        ),
      ),
      fc.array(constraints, { maxLength: 2 }),
      fc.array(one(1, ...(odd ? [7] : [])), { maxLength: 1 }),
      fc.boolean(),
    )
    .map(([own, list, segments, disabled]) => ({ ...own, constraints: list, segments, disabled }));
  return fc
    .tuple(segment, fc.array(strategy, { minLength: 1, maxLength: 3 }))
    .map(([own, strategies]) => ({
      version: 2,
      features: [{ name: 'A', enabled: true, strategies }],
      segments: [{ id: 1, name: 'B', constraints: own }],
    }));
};

export const statsig = (odd: boolean): fc.Arbitrary<Node> => {
  const condition = (
    field: string,
    operator: fc.Arbitrary<string>,
    target: fc.Arbitrary<unknown>,
    type = 'custom_field',
  ): fc.Arbitrary<Node> =>
    fc.tuple(operator, target).map(([name, targetValue]) => ({
      type,
      ...(type === 'custom_field' && { field }),
      operator: name,
      targetValue,
    }));
  const conditions = orElse(
    odd,
    fc.oneof(
      condition(
        'plan',
        one(
          'any',
          'none',
          'any_case_sensitive',
          'none_case_sensitive',
          'str_starts_with_any',
          'str_ends_with_any',
          'str_contains_any',
          'str_contains_none',
        ),
        some(plan),
      ),
      condition('plan', one('str_matches'), one('^x', 'l$', 'nd')),
      condition('age', one('any', 'none'), some(small)),
      condition('age', one('gt', 'gte', 'lt', 'lte', 'eq', 'neq'), small),
      condition('beta', one('eq', 'neq'), fc.boolean()),
      condition(
        'release',
        one('version_gt', 'version_gte', 'version_lt', 'version_lte', 'version_eq', 'version_neq'),
        fc.oneof(release, one('1.10', '2')),
      ),
      condition('born', one('before', 'after'), fc.oneof(instant, instant.map(Date.parse))),
      condition('country', one('any', 'none'), some(one('DE', 'FR')), 'country'),
      condition('userID', one('any', 'none'), some(person), 'user_id'),
      condition('b', one('any'), one('b'), 'passes_segment'),
      condition('b', one('any'), one(['b']), 'fails_segment'),
    ),
    fc.oneof(
      condition('plan', one('near'), some(plan)),
      condition('plan', one('any'), one<unknown>([], [3, 'x'])),
      condition('ip', one('any'), one(['1']), 'ip_address'),
      condition('b', one('any'), one('nowhere'), 'passes_segment'),
      condition('prod', one('any'), one(['production']), 'environment_tier'),
    ),
  );
  const segment = (id: string, within: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
    fc
      .array(
        fc.record({
          name: one('Rule'),
          passPercentage: one(100, 100, 0, ...(odd ? [20] : [])),
          conditions: some(within),
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map((rules) => ({ id, type: 'rule_based', isEnabled: true, description: '', rules }));
  const plain = conditions.filter(({ type }) => !String(type).endsWith('segment'));
  return fc
    .tuple(segment('a', conditions), segment('b', plain))
    .map((data) => ({ message: 'Segments listed successfully.', data }));
};
