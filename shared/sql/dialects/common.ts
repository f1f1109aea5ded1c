import type { Form, Forms } from './dialect.ts';

/** The little that an engine does in its own way, from which the forms that are alike everywhere are made. */
export type Primitives = Pick<Forms, Needed> & Partial<Omit<Forms, Needed>> & Helpers;

type Needed =
  | ('float' | 'int' | 'null' | 'finite' | 'digits' | 'lower' | 'start')
  | ('ms' | 'time' | 'hour' | 'weekday' | 'day' | 'months' | 'date')
  | (
      | 'props'
      | 'is_json'
      | 'value'
      | 'json'
      | 'object'
      | 'keys'
      | 'plain'
      | 'type'
      | 'same_json'
      | 'elements'
      | 'size'
    )
  | ('some' | 'filter' | 'flat' | 'range' | 'each' | 'first' | 'last' | 'any');

interface Helpers {
  readonly quote: (text: string) => string;
  /** A scalar's text, unquoted; of lists and objects their JSON. */
  readonly bare: Form;
  /** Text that looks like a number, as one; NULL where it is out of range. */
  readonly toFloat: Form;
  readonly trim: (text: string, characters: string) => string;
  readonly isAll: (text: string, pattern: string) => string;
  /** Replaces all that matches. */
  readonly replaced: (text: string, pattern: string, by: string) => string;
  /** What the pattern's group matches. */
  readonly extracted: (text: string, pattern: string) => string;
  /** A list of one. */
  readonly one: Form;
  /** The texts of all elements, with commas between. */
  readonly joined: (list: string, item: string, text: string) => string;
  readonly distinct: Form;
  /** `(list, name, number)`: the sum of a number of each element. */
  readonly total: (list: string, item: string, number: string) => string;
  readonly mapped: Form;
  /** The milliseconds of an instant in ISO 8601 with a zone, NULL where there is no such day or time. */
  readonly iso: Form;
  /** Of a numbered day, its month counted through; and the first day of such a month. */
  readonly monthsOfDay: Form;
  readonly monthStart: Form;
  /** An expression in which a value has a name, so that it is written once. */
  readonly let: (name: string, value: string, body: (name: string) => string) => string;
}

const BLANK = ' \t\n\v\f\r\u00a0\ufeff';
const NUMBER = '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?Infinity';
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const HOURS = '([01][0-9]|2[0-3]):[0-5][0-9]';
const ZONE = '(Z|[+-][0-9]{2}:[0-9]{2})';
/** Stands between the parts of a version; in no version itself. */
const BAR = '\u001f';

export const createForms = (own: Primitives): Forms => {
  const { quote, type, bare, toFloat, elements, isAll, replaced } = own;
  const known = (x: string, then: string): string => `CASE WHEN ${x} THEN ${then} END`;
  /** Written once, where it is long. */
  const once = (name: string, value: string, body: (name: string) => string): string =>
    value.length < 40 ? body(value) : own.let(name, value, body);
  const digits: Form = (x = '') => once('digits', x, (one) => own.digits(one));
  const string: Form = (j = '') => known(`${type(j)} = 'string'`, bare(j));

  const parse: Form = (s = '') =>
    own.let(
      'written',
      own.trim(s, BLANK),
      (t) =>
        `CASE WHEN ${t} = '' THEN ${own.float('0')} WHEN ${isAll(t, NUMBER)} THEN ${toFloat(t)} END`,
    );
  /** The number in a text, where there is no doubt which; NULL for all else. */
  const amount: Form = (s = '') => {
    const plus = (t: string): string => replaced(t, '^[+]', '');
    return own.let(
      'amount',
      own.trim(s, ' '),
      (t) => `CASE
      WHEN length(${t}) > 40 THEN NULL
      WHEN ${isAll(t, '[+-]?[0-9]{1,3}((,[0-9]{3})+[.][0-9]+|(,[0-9]{3}){2,})')} THEN ${toFloat(`replace(${plus(t)}, ',', '')`)}
      WHEN ${isAll(t, '[+-]?[0-9]{1,3}(([.][0-9]{3})+,[0-9]+|([.][0-9]{3}){2,})')} THEN ${toFloat(`replace(replace(${plus(t)}, '.', ''), ',', '.')`)}
      WHEN ${isAll(t, '[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}')} THEN NULL
      WHEN ${isAll(t, '[+-]?([0-9]+|[0-9]*[.,][0-9]+)([eE][+-]?[0-9]+)?')} THEN ${toFloat(`replace(${plus(t)}, ',', '.')`)} END`,
    );
  };

  // What is most often there is asked first.
  const text: Form = (j = '') => `CASE ${type(j)} WHEN 'string' THEN ${bare(j)}
    WHEN 'number' THEN ${digits(toFloat(bare(j)))}
    WHEN 'array' THEN ${own.joined(elements(j), 'e', `CASE ${type('e')} WHEN 'null' THEN '' WHEN 'number' THEN ${digits(toFloat(bare('e')))} WHEN 'object' THEN '[object Object]' ELSE ${bare('e')} END`)}
    WHEN 'object' THEN '[object Object]' WHEN 'null' THEN NULL ELSE ${bare(j)} END`;
  /** Lists of lists are written as their JSON. */
  const number =
    (ofText: Form): Form =>
    (j = '') => `CASE ${type(j)}
    WHEN 'number' THEN ${toFloat(bare(j))}
    WHEN 'boolean' THEN CASE WHEN ${bare(j)} = 'true' THEN ${own.float('1')} ELSE ${own.float('0')} END
    WHEN 'string' THEN ${ofText(bare(j))}
    WHEN 'array' THEN ${parse(text(j))} END`;
  const inMillionths = (x: string): string =>
    own.let(
      'worth',
      x,
      (one) => `CASE WHEN ${one} > -1e200 AND ${one} < 1e200 THEN floor(${one} * 1e6 + 0.5) END`,
    );
  const millionths = (j: string, ofList = ''): string =>
    `CASE ${type(j)} WHEN 'number' THEN ${inMillionths(toFloat(bare(j)))} WHEN 'string' THEN ${inMillionths(amount(bare(j)))}${ofList} END`;
  const key: Form = (j = '') => `${type(j)} || ' ' || ${text(j)}`;
  const scalar: Form = (j = '') =>
    `CASE WHEN ${type(j)} IN ('string', 'boolean') THEN TRUE WHEN ${type(j)} = 'number' THEN ${own.finite(toFloat(bare(j)))} IS NOT NULL ELSE FALSE END`;

  const instant: Form = (j = '') =>
    own.let(
      'instant',
      string(j),
      (s) => `CASE
      WHEN ${isAll(s, DAY)} THEN ${own.iso(`${s} || 'T00:00:00Z'`)}
      WHEN ${isAll(s, `${DAY}T${HOURS}(:[0-5][0-9]([.][0-9]{1,3})?)?${ZONE}`)} THEN ${own.iso(replaced(s, 'T([0-9]{2}:[0-9]{2})(Z|[+-])', 'T\\1:00\\2'))} END`,
    );

  const anniversary: Form = (born = '', today = '') =>
    own.let('born', born, (b) =>
      own.let('today', today, (now) => {
        const [ofBorn, ofToday] = [own.monthsOfDay(b), own.monthsOfDay(now)];
        const inYear = (later: number): string => {
          const month = `(${ofToday} - mod(${ofToday} - 1, 12) + mod(${ofBorn} - 1, 12) + ${later})`;
          return `least(${own.monthStart(month)} + ${b} - ${own.monthStart(ofBorn)}, ${own.monthStart(`${month} + 1`)} - 1)`;
        };
        return `CASE WHEN ${inYear(0)} < ${now} THEN ${inYear(12)} ELSE ${inYear(0)} END - ${now}`;
      }),
    );

  const version: Form = (s = '') => {
    const bar = quote(BAR);
    const plain = replaced(
      replaced(`CASE WHEN coalesce(${s}, '') = '' THEN '0' ELSE ${s} END`, '^v', ''),
      '[+].*$',
      '',
    );
    // Each part between two bars of its own, so that all of one length are padded at once.
    const parts = `${bar} || ${replaced(plain, '[.-]', BAR + BAR)} || ${bar}`;
    const padded = [1, 2, 3, 4].reduce(
      (all, length) =>
        replaced(all, `${BAR}([0-9]{${length}})${BAR}`, `${BAR}${' '.repeat(5 - length)}\\1${BAR}`),
      parts,
    );
    return own.let('version', padded, (v) => {
      const part = `${BAR}[^${BAR}]*${BAR}`;
      const written = `replace(${replaced(v, `^${BAR}|${BAR}$`, '')}, ${quote(BAR + BAR)}, '-')`;
      return `${written} || CASE WHEN ${isAll(v, part + part + part)} THEN '-~' ELSE '' END`;
    });
  };

  return {
    answer: (x = '') => x,
    add: (a, b) => `${a} + ${b}`,
    subtract: (a, b) => `${a} - ${b}`,
    multiply: (a, b) => `${a} * ${b}`,
    divide: (a, b) => `${a} / ${b}`,
    // Exact for small x; NULL where it is no number.
    log1p: (of = '') =>
      once(
        'more',
        of,
        (x) =>
          `CASE WHEN 1 + ${x} = 1 THEN ${x} WHEN ${x} > -1 THEN ln(1 + ${x}) * (${x} / ((1 + ${x}) - 1)) END`,
      ),
    logistic: (x = '') =>
      own.let(
        'odds',
        x,
        (o) =>
          `CASE WHEN ${o} < -700 THEN ${own.float('0')} WHEN ${o} > 700 THEN ${own.float('1')} ELSE 1 / (1 + exp(-${o})) END`,
      ),
    power_of_two: (of = '') =>
      once(
        'exponent',
        of,
        (x) =>
          `CASE WHEN ${x} < -1000 THEN ${own.float('0')} ELSE power(${own.float('2')}, ${x}) END`,
      ),
    greatest: (...all) => `greatest(${all.join(', ')})`,
    month: (ms = '', zone = '') => `mod(${own.months(ms, zone)} - 1, 12) + 1`,
    // 1970 began on a Thursday.
    week: (ms = '', zone = '') => own.int(`floor((${own.float(own.day(ms, zone))} + 3) / 7)`),
    anniversary,
    string,
    boolean: (j = '') => known(`${type(j)} = 'boolean'`, `${bare(j)} = 'true'`),
    number: number(parse),
    measured: number(amount),
    millionths: (j = '') =>
      millionths(j, ` WHEN 'array' THEN ${own.total(elements(j), 'one', millionths('one'))}`),
    text,
    truthy: (j = '') => `CASE ${type(j)}
    WHEN 'number' THEN ${toFloat(bare(j))} <> 0 WHEN 'string' THEN ${bare(j)} <> ''
    WHEN 'boolean' THEN ${bare(j)} = 'true' WHEN 'null' THEN NULL ELSE TRUE END`,
    id: (j = '') =>
      `CASE ${type(j)} WHEN 'string' THEN nullif(${bare(j)}, '') WHEN 'number' THEN ${digits(toFloat(bare(j)))} END`,
    scalar,
    key,
    instant,
    path: (path = '', address = '') =>
      `coalesce(${string(path)}, ${known(
        `${string(address)} IS NOT NULL`,
        `coalesce(nullif(${own.extracted(string(address), '^[a-zA-Z]+://[^/?#]*([^?#]*)')}, ''), '/')`,
      )})`,
    list: (j = '') => `CASE WHEN ${type(j)} = 'array' THEN ${elements(j)} ELSE ${own.one(j)} END`,
    items: (j = '') =>
      `CASE WHEN ${type(j)} = 'array' AND ${own.size(j)} > 0 THEN ${elements(j)} ELSE ${own.one(own.null('json'))} END`,
    distinct_keys: (list = '') =>
      own.distinct(own.mapped(own.filter(list, 'one', scalar('one')), 'one', key('one'))),
    letter: (x, place) => `substr(${x}, ${place}, 1)`,
    lag: (x = '', rows = '1') => `lag(${x}, ${rows})`,
    lead: (x = '') => `lead(${x})`,
    parse,
    version,
    ...own,
    digits,
    finite: (x = '') => once('result', x, (one) => own.finite(one)),
  };
};
