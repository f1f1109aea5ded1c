import { isDurationFact, parseDuration } from '../definitions/durations.ts';
import type { Counted } from './counted.ts';
import { canonicalJson } from './canonical-json.ts';

/** Gives what stands for a thing that is read. */
export type NameOf = (read: string) => string;

export interface NormalForm {
  /** All that `segment.ID`, `group.ID`, `experience.ID` or `histogram.ID` reads: what is read before who reads it, itself last. */
  reached(root: string): readonly string[];
  /** What one of them means, as text: the same for two that are only written in different ways. */
  write(read: string, nameOf: NameOf): string;
}

interface Members {
  readonly [key: string]: unknown;
}
/** A fact as it is written down, and whether it is compared with durations. */
interface Fact {
  readonly text: unknown;
  readonly isDuration: boolean;
}
type Facts = (fact: string) => Fact;
/** All of its clauses hold. */
type Clauses = readonly unknown[];

/** Keys whose text is a duration, an instant, an event or a list of events. */
// Lists, and no patterns: a page writes each of a few things once, and a pattern has to be compiled first.
const DURATION = 'within first length ago halfLife atLeast atMost span for keep'.split(' ');
const INSTANT = ['from', 'to'];
const EVENTS = ['count', 'since', 'periods', 'event', 'not'];
/** What a segment or group is called, for whom it is shown, whether it is counted, and who is handed it. */
const LABEL = 'name description kind stage shadow count activate'.split(' ');
/** Conditions of a segment. */
const CONDITIONS = ['when', 'exclude', 'excludeEver'];
/** Operators that do not look at the order of their list. */
const SETS = ['$in', '$nin', '$ini', '$nini', '$all', '$alli'];
/** What holds where nothing is said. */
const DEFAULTS: Members = { of: 'last', after: 'then', scope: 'all', times: 1, atLeast: 1 };
/** Operators that name a list, and those that hold one. */
const GROUPS: { readonly [operator: string]: string } = { $inGroup: '$in', $notInGroup: '$nin' };
/** Between the id of a metric and that of one of its session's metrics. */
const PART = '\n';

/**
 * The meaning of definitions without the ways to write it: names, descriptions, kinds, stages and
 * ids, the order of keys and of what `$and`, `$or` and lists hold, `$and` around one, defaults and
 * the units of durations leave no trace. It never makes one of two that can differ; that two
 * different conditions come to the same it does not see.
 */
export function normalForm(definitions: Counted): NormalForm {
  const {
    metrics = {},
    segments,
    groups = {},
    savedGroups = {},
    traits = {},
    answersOf = {},
    histograms = {},
  } = definitions;

  const write = (read: string, nameOf: NameOf): string => {
    /** Facts of the visitor; in a session, the metrics of one session come first. */
    const factsIn =
      (metric: string): Facts =>
      (fact) => {
        const kind = ['metric', 'segment'].find((each) => fact.startsWith(`${each}.`));
        const id = kind ? fact.slice(kind.length + 1) : '';
        const part = `${metric}${PART}${id}`;
        const its = kind === 'metric' && metricOf(part) !== undefined ? part : id;
        const found = kind === 'metric' ? metricOf(its) : kind && own(segments, id);
        return {
          text: found === undefined ? declared(fact) : [nameOf(`${kind}.${its}`)],
          isDuration: kind === 'metric' ? 'since' in members(found) : isDurationFact(fact),
        };
      };
    /** A trait is what its declaration lets in. */
    const declared = (fact: string): unknown => {
      const trait = own(traits, fact.replace(/^(trait|until|since|anniversary)\./, ''));
      const { type, values } = members(trait);
      return trait ? [fact, type, values && unique(list(values))] : fact;
    };
    /** Properties of an event are compared as they are. */
    const properties: Facts = (fact) => ({ text: fact, isDuration: false });

    const condition = (value: unknown, facts: Facts): Clauses => {
      if (Object(value) !== value || Array.isArray(value)) return [['', value]];
      const clauses = Object.entries(members(value)).flatMap(([key, operand]): Clauses => {
        const parts = () => list(operand).map((each) => condition(each, facts));
        if (key === '$and') return parts().flat();
        if (key === '$or') return anyOf(parts());
        if (key === '$nor') return negated(anyOf(parts()));
        if (key === '$not') return negated(condition(operand, facts));
        return key.startsWith('$')
          ? [[key, operand, savedGroups]]
          : fieldClauses(facts(key), operand);
      });
      return unique(clauses);
    };
    const fieldClauses = ({ text, isDuration }: Fact, operand: unknown): Clauses => {
      const tests = Array.isArray(operand) ? [] : Object.entries(members(operand));
      if (tests.length === 0 || !tests.every(([key]) => key.startsWith('$')))
        return [[text, '', compared(operand, isDuration)]];
      return tests.map(([operator, expected]) => {
        const group = GROUPS[operator];
        const value = group ? (own(savedGroups, expected) ?? []) : compared(expected, isDuration);
        const isSet = SETS.includes(group ?? operator) && Array.isArray(value);
        return [text, group ?? operator, isSet ? unique(value) : value];
      });
    };

    const eventNames = (names: unknown): readonly unknown[] =>
      unique(
        [names].flat().map((name) => {
          const [, edge, id] = /^(enter|leave):(.*)$/s.exec(String(name)) ?? [];
          return own(segments, id) === undefined ? name : [edge, nameOf(`segment.${id}`)];
        }),
      );
    const formula = (part: unknown, facts: Facts): unknown => {
      if (typeof part === 'string') return facts(part).text;
      if (Array.isArray(part)) return part.map((each) => formula(each, facts));
      if (Object(part) !== part) return part;
      return Object.entries(members(part)).map(([key, operand]) =>
        key === 'weights'
          ? unique(Object.entries(members(operand)).map(([fact, w]) => [facts(fact).text, w]))
          : [key, formula(operand, facts)],
      );
    };
    /** A metric, and what stands in one: windows, sequences, steps. */
    const metric = (definition: unknown, id: string): Members =>
      Object.fromEntries(
        Object.entries(members(definition)).flatMap(([key, value]) =>
          key === 'name' ||
          key === 'each' ||
          DEFAULTS[key] === value ||
          (key === 'where' && canonicalJson(value) === '{}')
            ? []
            : [[key, part(key, value, id)]],
        ),
      );
    const part = (key: string, value: unknown, id: string): unknown => {
      if (key === 'where') return condition(value, properties);
      if (key === 'sessions') return condition(value, factsIn(id));
      if (key === 'formula') return formula(value, factsIn(id.split(PART)[0] ?? id));
      if (EVENTS.includes(key)) return eventNames(value);
      if (typeof value === 'string') {
        if (DURATION.includes(key)) return parseDuration(value) ?? value;
        return (INSTANT.includes(key) && Date.parse(value)) || value;
      }
      if (Array.isArray(value)) return value.map((each) => part('', each, id));
      return Object(value) === value ? metric(value, id) : value;
    };

    const id = read.slice(read.indexOf('.') + 1);
    if (read.startsWith('metric.')) return canonicalJson(metric(metricOf(id), id));
    const segment = (of: unknown) =>
      own(segments, of) === undefined ? '' : nameOf(`segment.${String(of)}`);
    if (read.startsWith('group.')) {
      const group = own(groups, id);
      return canonicalJson({ ...unlabelled(group), segments: listOf(group).map(segment) });
    }
    const answers = list(own(answersOf, id)).map(segment);
    if (read.startsWith('experience.')) return canonicalJson({ answers });
    const visitor = factsIn('');
    if (read.startsWith('histogram.')) {
      const { metric: of, bins } = members(own(histograms, id));
      const { text, isDuration } = visitor(`metric.${String(of)}`);
      // Its segments, too: a group that names one decides with it.
      return canonicalJson({ of: text, bins: compared(bins, isDuration), answers });
    }
    const { keep, ...rest } = unlabelled(own(segments, id));
    return canonicalJson({
      ...Object.fromEntries(
        Object.entries(rest).map(([key, value]) => [
          key,
          CONDITIONS.includes(key) ? condition(value, visitor) : value,
        ]),
      ),
      keep: parseDuration(keep) ?? keep,
      // A group decides among its segments: each depends on those before it.
      before: unique(
        Object.values(groups)
          .map(listOf)
          .map((all) => all.slice(0, Math.max(0, all.indexOf(id))).map(segment))
          .filter((before) => before.length > 0),
      ),
    });
  };

  /** By its id, or as one of a session's metrics. */
  function metricOf(id: string): unknown {
    const [metric, part] = id.split(PART);
    const found = own(metrics, metric);
    return part === undefined ? found : own(members(members(found)['each']), part);
  }

  /** Of what reads nothing else, and is written in one way. */
  const texts: { [read: string]: string } = {};
  return {
    write: (read, nameOf) => texts[read] ?? write(read, nameOf),
    reached(root) {
      const order = new Set<string>();
      const entered = new Set<string>();
      const visit = (read: string) => {
        if (entered.has(read)) return;
        entered.add(read);
        const below: string[] = [];
        const text = write(read, (other) => {
          below.push(other);
          return '';
        });
        below.forEach(visit);
        if (!below.length) texts[read] = text;
        order.add(read);
      };
      visit(root);
      return [...order];
    },
  };
}

/** Without what only describes. */
const unlabelled = (value: unknown): Members =>
  Object.fromEntries(Object.entries(members(value)).filter(([key]) => !LABEL.includes(key)));
const members = (value: unknown) => Object(value) as Members;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const listOf = (group: unknown) => list(members(group)['segments']);
const own = (of: object, id: unknown): unknown =>
  Object.hasOwn(of, String(id)) ? (of as Members)[String(id)] : undefined;

/** Each once, in one order. */
function unique<T>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values;
  const byText = new Map(values.map((value) => [canonicalJson(value), value]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/**
 * What a value is compared with: every duration as milliseconds, where a duration is what is compared; an object
 * that it has to equal with its members in the order in which they are written, as they are compared.
 */
function compared(operand: unknown, isDuration: boolean): unknown {
  if (Object(operand) !== operand)
    return isDuration ? (parseDuration(operand) ?? operand) : operand;
  if (Array.isArray(operand)) return operand.map((each) => compared(each, isDuration));
  const entries = Object.entries(members(operand)).map(
    ([key, each]) => [key, compared(each, isDuration)] as const,
  );
  return entries.every(([key]) => key.startsWith('$'))
    ? Object.fromEntries(entries)
    : { '': entries };
}

/** One of these holds. Of one alone, it is that one; inside another, it is part of it. */
function anyOf(parts: readonly Clauses[]): Clauses {
  const flat = unique(
    parts.flatMap((clauses) => {
      const [only, ...more] = clauses as readonly (readonly unknown[])[];
      const inner = only?.[0] === '$or' && more.length === 0 ? only.slice(1) : [];
      return inner.length > 0 ? (inner as readonly Clauses[]) : [clauses];
    }),
  );
  return flat.length === 1 ? (flat[0] ?? []) : [['$or', ...flat]];
}

/** Not of not is what it was. */
function negated(clauses: Clauses): Clauses {
  const [only, ...more] = clauses as readonly (readonly unknown[])[];
  return only?.[0] === '$not' && more.length === 0 ? (only[1] as Clauses) : [['$not', clauses]];
}
