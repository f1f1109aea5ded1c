/** What other tools and everyday words call things, so that a message can say what they are called here. */
import { FIELD_OPERATORS } from '../../conditions/index.ts';
import { WORDS } from '../../metrics/all-words.ts';
import { KINDS } from '../../metrics/specs.ts';
import { didYouMean } from './suggest.ts';

const words = (list: { readonly [meaning: string]: string }): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(list).flatMap(([meaning, names]) =>
      names.split(' ').map((name) => [name, meaning] as const),
    ),
  );

const plain = (name: string): string => name.toLowerCase().replace(/[\s_$-]/g, '');

const OPERATORS = words({
  '{ "$gte": 1, "$lte": 9 }': 'between range inrange',
  '{ "$regex": "word" }':
    'contains includes include like ilike has match matches pattern substring',
  '{ "$not": { "$regex": "word" } }': 'notcontains doesnotcontain notlike excludes notmatch',
  '{ "$regex": "^start" }': 'startswith beginswith begins starts prefix',
  '{ "$regex": "end$" }': 'endswith ends suffix',
  '"$eq"': '= == === is equal equals isequalto exactly',
  '"$ne"': '!= !== <> neq isnot notequal notequals not_eq doesnotequal',
  '"$gte"': '>= => ge greaterthanorequal atleast min minimum',
  '"$lte"': '<= =< le lessthanorequal atmost max maximum',
  '"$gt"': '> greater greaterthan above over more morethan after later',
  '"$lt"': '< less lessthan below under fewer fewerthan before earlier',
  '"$in"': 'any anyof oneof isoneof isanyof isin values',
  '"$nin"': 'notin none noneof isnotin isnoneof',
  '"$exists": true': 'isset isdefined present isnotnull notnull',
  '"$exists": false': 'isnotset notset isnull empty missing isempty',
  '"$regexi" instead of "$regex"': 'options flags iregex',
  '"$all"': 'allof containsall hasall',
});

/** ` Write { "$gte": 1, "$lte": 9 }.`, ` Did you mean "$gte"?`, or nothing. */
export const operatorMeant = (operator: string): string => {
  const known = OPERATORS.get(plain(operator));
  if (known !== undefined) return ` Write ${known}.`;
  const typo = didYouMean(`$${operator.replace(/^\$/, '')}`, FIELD_OPERATORS);
  return typo;
};

/** `>= 3` as one would write it: ` Write { "$gte": 3 }.` */
export const comparisonMeant = (text: string): string => {
  const [, sign = '', value = ''] = /^\s*([<>=!]=?|<>)\s*(\S.*?)\s*$/.exec(text) ?? [];
  const operator = OPERATORS.get(sign);
  if (operator === undefined) return '';
  const literal = /^-?\d+(\.\d+)?$/.test(value) ? value : JSON.stringify(value);
  return ` Write { ${operator}: ${literal} }.`;
};

const LOGIC: { readonly [word: string]: string } = {
  and: '$and',
  all: '$and',
  or: '$or',
  any: '$or',
  not: '$not',
  nor: '$nor',
  none: '$nor',
};
/** `$or` for `or`, `OR` and `any`. */
export const logicMeant = (key: string): string | undefined => {
  const word = plain(key);
  return Object.hasOwn(LOGIC, word) ? LOGIC[word] : undefined;
};

const KEYS: { readonly [key: string]: readonly string[] } = {
  filter: ['where', 'when'],
  filters: ['where', 'when'],
  conditions: ['when', 'where'],
  condition: ['when', 'where'],
  rule: ['when'],
  rules: ['when'],
  if: ['when'],
  definition: ['when'],
  unless: ['exclude'],
  except: ['exclude'],
  not: ['exclude'],
  excludeforever: ['excludeEver'],
  ttl: ['keep'],
  duration: ['keep', 'within'],
  membership: ['keep'],
  expires: ['keep'],
  title: ['name'],
  label: ['name'],
  category: ['kind'],
  lifecycle: ['stage'],
  window: ['within'],
  last: ['within'],
  period: ['within', 'unit'],
  during: ['within'],
  timeframe: ['within'],
  within: ['atMost', 'for'],
  maxgap: ['atMost'],
  mingap: ['atLeast'],
  in: ['within'],
  groupby: ['by'],
  enum: ['values'],
  options: ['values'],
  events: ['event', 'count'],
  name: ['event'],
  properties: ['where'],
  members: ['segments'],
  order: ['segments'],
};
/** The known key that another tool's key stands for. */
export const keyMeant = (key: string, known: readonly string[]): string | undefined => {
  const word = plain(key);
  const meanings = Object.hasOwn(KEYS, word) ? KEYS[word] : undefined;
  return meanings?.find((meaning) => known.includes(meaning));
};

const AGGREGATORS: ReadonlyMap<string, string> = new Map(
  KINDS.flatMap((kind) => (WORDS[kind].aliases ?? []).map((name) => [name, kind] as const)),
);
/** ` Did you mean "mean"?` for a metric that says `avg`, or nothing. */
export const aggregatorMeant = (keys: readonly string[]): string => {
  for (const key of keys) {
    const meaning = AGGREGATORS.get(plain(key));
    if (meaning !== undefined) return ` Did you mean "${meaning}" for "${key}"?`;
  }
  return '';
};

const UNITS: { readonly [name: string]: readonly [number, string] } = {
  s: [1, 's'],
  m: [1, 'm'],
  h: [1, 'h'],
  d: [1, 'd'],
  w: [1, 'w'],
  sec: [1, 's'],
  second: [1, 's'],
  min: [1, 'm'],
  minute: [1, 'm'],
  hr: [1, 'h'],
  hour: [1, 'h'],
  day: [1, 'd'],
  wk: [1, 'w'],
  week: [1, 'w'],
  mo: [30, 'd'],
  month: [30, 'd'],
  q: [91, 'd'],
  quarter: [91, 'd'],
  y: [365, 'd'],
  yr: [365, 'd'],
  year: [365, 'd'],
};
const SMALLER: { readonly [unit: string]: readonly [number, string] } = {
  w: [7, 'd'],
  d: [24, 'h'],
  h: [60, 'm'],
  m: [60, 's'],
};
/** ` Did you mean "7d"?` for `7 days`, `7D`, `P7D`; nothing where no duration can be guessed. */
export const durationMeant = (text: unknown): string => {
  const [, number = '', name = ''] =
    (typeof text === 'string' && /^p?\s*(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim())) || [];
  const word = name.toLowerCase();
  const found = [word, word.replace(/s$/, '')].find((one) => Object.hasOwn(UNITS, one));
  if (found === undefined) return '';
  const [factor, unit] = UNITS[found] ?? [1, 'd'];
  let amount = Number(number) * factor;
  let of = unit;
  while (!Number.isInteger(amount)) {
    const smaller = SMALLER[of];
    if (smaller === undefined) return '';
    amount = Math.round(amount * smaller[0] * 1000) / 1000;
    of = smaller[1];
  }
  return ` Did you mean "${amount}${of}"?`;
};

const FACTS: { readonly [word: string]: string } = {
  'visitor.visits': 'visitor.sessions',
  'visitor.sessioncount': 'visitor.sessions',
  visits: 'visitor.sessions',
  sessions: 'visitor.sessions',
  'visitor.new': 'session.number',
  'visitor.lastseen': 'visitor.away',
  'visitor.dayssincelastvisit': 'visitor.away',
  'session.pageviews': 'session.pages',
  'session.length': 'session.duration',
  'page.url': 'page.path',
  url: 'page.path',
  'page.location': 'page.path',
  'device.category': 'device.type',
  browser: 'device.browser',
  os: 'device.os',
  'geo.state': 'geo.region',
  state: 'geo.region',
  hour: 'now.hour',
  time: 'now.hour',
  'now.time': 'now.hour',
  'now.day': 'now.weekday',
  'now.dayofweek': 'now.weekday',
};
/** Facts by the names that other tools and everyday words give them. */
export const factMeant = (fact: string): string | undefined => {
  const [, namespace, field = ''] =
    /^(?:(source|traffic|session|user)\.)?(?:utm_)?([a-z]+)$/i.exec(fact) ?? [];
  if (/^(source|medium|campaign|term|content|channel|referrer)$/.test(field))
    return `source.${namespace === 'user' ? 'first' : 'session'}.${field}`;
  const word = fact.toLowerCase().replace(/[\s_-]/g, '');
  return Object.hasOwn(FACTS, word) ? FACTS[word] : undefined;
};
