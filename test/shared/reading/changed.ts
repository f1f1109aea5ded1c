// Documents that differ from another in one place, and whether they still mean the same.
import { canonicalJson } from '../../../shared/counting/canonical-json.ts';
import { normalForm } from '../../../shared/counting/normal-form.ts';
import { parseDuration } from '../../../shared/definitions/durations.ts';
import { definitionsSchema } from '../../../shared/definitions/schema.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';

type Members = { readonly [key: string]: unknown };
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Changed {
  readonly path: readonly (string | number)[];
  readonly document: Definitions;
}

/** Others that one value may become. */
const others = (value: unknown): readonly unknown[] => {
  if (typeof value === 'number') return [value + 1, value * 2 + 0.5, -value - 1];
  if (typeof value === 'boolean') return [!value];
  if (value === null) return [0, 'null'];
  if (typeof value !== 'string') return [];
  const [, count = '', unit = ''] = /^(\d+)([smhdw])$/.exec(value) ?? [];
  const durations = unit
    ? [`${Number(count) + 1}${unit}`, `${count}${unit === 'm' ? 'h' : 'm'}`]
    : [];
  const [, before = '', digit = ''] = /^(.*)(\d)(?=\D*$)/s.exec(value) ?? [];
  const next = `${before}${(Number(digit) + 1) % 10}${value.slice(before.length + 1)}`;
  return [
    ...durations,
    ...(digit ? [next] : []),
    `${value}x`,
    `${value}” or “x`,
    value.toUpperCase(),
    ...CHOICES,
  ];
};
/** Words of the language that may stand in place of one another. */
const CHOICES: readonly string[] =
  'then next session all last first longest current day week month today forever ask inform choice scale nps order corner slot gpt prebid string number demographic geographic acquisition retention * purchase enter:s0'.split(
    ' ',
  );
/** Keys that may stand in place of one another. */
const KEYS: readonly (readonly string[])[] = [
  '$eq $ne $lt $lte $gt $gte $in $nin $ini $nini $inGroup $notInGroup $all $alli $size $exists $type $regex $regexi $veq $vne $vlt $vlte $vgt $vgte $not $elemMatch'.split(
    ' ',
  ),
  ['$and', '$or', '$nor', '$not'],
  ['after', 'before'],
  ['exclude', 'excludeEver'],
  ['atLeast', 'atMost'],
  ['sum', 'mean', 'min', 'max', 'median', 'distinct', 'first', 'last', 'top'],
  ['count', 'since'],
  ['add', 'multiply', 'subtract', 'divide', 'min', 'max'],
  ['start', 'end'],
  ['low', 'high'],
];

type Path = readonly (string | number)[];

/** All that come of one change anywhere in a value: a member gone, renamed or another; an entry gone, doubled or moved. */
function* changes(value: unknown): Generator<readonly [path: Path, make: () => unknown]> {
  for (const other of others(value)) yield [[], () => other];
  if (Array.isArray(value)) {
    const list = value as readonly unknown[];
    for (let i = 0; i < list.length; i++) {
      yield [[i], () => list.toSpliced(i, 1)];
      yield [[i], () => list.toSpliced(i, 0, list[i])];
      if (i > 0) yield [[i], () => list.toSpliced(i - 1, 2, list[i], list[i - 1])];
      for (const [path, make] of changes(list[i])) yield [[i, ...path], () => list.with(i, make())];
    }
  }
  if (!isMembers(value)) return;
  for (const [key, each] of Object.entries(value)) {
    const without = () => Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));
    yield [[key], without];
    for (const name of KEYS.filter((keys) => keys.includes(key)).flat())
      if (!Object.hasOwn(value, name)) yield [[key], () => ({ ...without(), [name]: each })];
    for (const [path, make] of changes(each))
      yield [[key, ...path], () => ({ ...value, [key]: make() })];
  }
}

/** Of documents that are looked at so seldom, members are not all looked at. */
const SELDOM = 100;

/** One in so many changes, from the given one on, and of each member the first; those that the schema accepts. */
export function* changedDocuments(document: Definitions, every = 1, first = 0): Generator<Changed> {
  let count = first % every;
  let last = '';
  for (const [path, make] of changes(document)) {
    const isFirst = path.join('.') !== last;
    last = path.join('.');
    if (++count % every !== 0 && !(isFirst && every < SELDOM)) continue;
    const made = make();
    if (definitionsSchema.safeParse(made).success) yield { path, document: made as Definitions };
  }
}

const DEFAULTS: Members = {
  threshold: 1,
  weight: 1,
  holdout: 0,
  cap: 3,
  place: 'corner',
  count: false,
  shadow: false,
  stop: false,
  children: false,
};
const DURATION = /^(for|timeout|every|keep)$/;
/** Of what has no normal form: without defaults, durations and instants by their length. */
const plain = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => plain(each));
  if (typeof value === 'string' && DURATION.test(key)) return parseDuration(value) ?? value;
  if (typeof value === 'string' && /^(issued|expires)$/.test(key))
    return Date.parse(value) || value;
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      DEFAULTS[name] === each ? [] : [[name, plain(each, name)]],
    ),
  );
};

/** What a document means and says, as text: the same for two that differ only in how they are written. */
export const meaningOf = (definitions: Definitions): string => {
  const form = normalForm(definitions as never);
  const { $schema: _, segments, metrics = {}, groups, histograms = {}, ...rest } = definitions;
  const written = (kind: string, id: string) =>
    form.write(`${kind}.${id}`, (read) => read).replaceAll('{"sessions":1}', '"session"');
  const bins = (id: string, values: readonly unknown[]) =>
    values.map((bin) => ('since' in (metrics[id] ?? {}) ? (parseDuration(bin) ?? bin) : bin));
  const isScale = (type: string) => type === 'scale';
  return canonicalJson({
    ...(plain(rest) as object),
    // In their order: the first is the most important.
    surveys: Object.entries(definitions.surveys ?? {}).map(([id, one]) => [
      id,
      plain(isScale(one.type) ? { ...one, steps: one.steps ?? 5 } : one),
    ]),
    session: plain(definitions.session ?? { timeout: '30m' }),
    counting: { mechanism: null, ...countingOf(definitions) },
    segments: Object.entries(segments).map(
      ([id, { when: _w, exclude: _x, excludeEver: _e, ...more }]) => [
        id,
        plain(more),
        written('segment', id),
      ],
    ),
    metrics: Object.entries(metrics).map(([id, one]) => [
      id,
      one.name ?? null,
      written('metric', id),
      'each' in one
        ? Object.entries(one.each ?? {}).map(([part, of]) => [
            part,
            of.name ?? null,
            written('metric', `${id}\n${part}`),
          ])
        : [],
    ]),
    groups: plain(groups ?? {}),
    histograms: Object.entries(histograms).map(([id, { bins: all, ...more }]) => [
      id,
      more,
      bins(more.metric, all),
    ]),
  } as never);
};

const countingOf = ({ counting = {} }: Definitions): object => {
  const { period = '28d', epsilon, hosts = [], ...more } = counting;
  return { ...more, period, epsilon: epsilon ?? (period === '7d' ? 0.5 : 2), hosts };
};
