import type { MetricDefinition, SegmentDefinition, TraitDefinition } from '../definitions/types.ts';
import { FIXED_FACTS, type FactType } from '../definitions/facts.ts';
import { LIMITS } from '../definitions/limits.ts';
import { canonical } from './json.ts';
import { identifier, isSafeName, properName, segmentId } from './names.ts';
import { DIFFERENCES, type DifferenceCode, type RefusalCode } from './notes.ts';
import type { DefinitionsFragment, ImportMap, ImportNote, ImportOptions } from './types.ts';

export type TraitType = TraitDefinition['type'];

/** A place in the source: its path and what it is called there. */
export interface At {
  readonly path: string;
  readonly construct: string;
}

/** What one segment of the source becomes, while it is being read. */
export interface Context {
  readonly map: ImportMap;
  /** Id of the segment being made; its metrics begin with it. */
  readonly id: string;
  /** Says that a part is not in the result. */
  refuse(code: RefusalCode, at: At, message: string): null;
  /** Says that a part means something slightly else. Once per code and construct. */
  differs(code: DifferenceCode, at: At, message: string, severity?: 'warning' | 'info'): void;
  /** Says that a part describes the segment or how it is shown, and not who is in. One note names all such parts. */
  notCarried(name: string): void;
  /** This clause of the source is in the result. */
  mapped(path: string): void;
  /** Keeps a metric; the same one has the same id. */
  metric(hint: string, definition: MetricDefinition): string;
  /** Keeps a segment that the imported one reads. */
  helper(hint: string, definition: SegmentDefinition): string;
  /** The fact of a declared property of the visitor, which becomes a trait. */
  trait(name: string, type: TraitType | undefined, at: At): string | null;
  /** The type of a fact, as far as is known by now. */
  typeOf(fact: string): FactType | undefined;
  /** Keeps a list; the same one has the same id. */
  savedGroup(id: string, values: readonly (string | number)[]): string;
  /** The result: `main` is refused where anything was, unless asked otherwise. */
  finish(main: SegmentDefinition | null): Part;
}

export interface Part {
  readonly definitions: DefinitionsFragment;
  readonly notes: readonly ImportNote[];
  readonly mapped: readonly string[];
}

/** What the segments of one import share, so that none takes another's names or types. */
export interface Names {
  readonly metrics: Map<string, string>;
  readonly segments: Map<string, string>;
  readonly savedGroups: Map<string, string>;
  readonly traits: Map<string, TraitType | undefined>;
  /** Names of the source's properties, as the traits that they became. */
  readonly traitNames: Map<string, string>;
}

export const createNames = (): Names => ({
  metrics: new Map(),
  segments: new Map(),
  savedGroups: new Map(),
  traits: new Map(),
  traitNames: new Map(),
});

/** `path` is where the segment stands in the input. */
export const createContext = (
  id: string,
  path: string,
  options: ImportOptions,
  names: Names = createNames(),
): Context => {
  const notes: ImportNote[] = [];
  const differences = new Set<string>();
  const mapped = new Set<string>();
  const metrics = new Map<string, MetricDefinition>();
  const segments = new Map<string, SegmentDefinition>();
  const traits = new Set<string>();
  const notCarried = new Set<string>();
  const savedGroups = new Map<string, readonly (string | number)[]>();

  return {
    map: options.map ?? {},
    id,
    refuse(code, at, message) {
      notes.push({ code, severity: 'error', path: at.path, construct: at.construct, message });
      return null;
    },
    differs(code, at, message, severity = 'warning') {
      // What is left out is said wherever it is left out.
      const key = `${code} ${code === 'ignored-by-source' ? at.path : at.construct}`;
      if (differences.has(key)) return;
      differences.add(key);
      notes.push({ code, severity, path: at.path, construct: at.construct, message });
    },
    notCarried(name) {
      notCarried.add(name);
    },
    mapped(clause) {
      mapped.add(clause);
    },
    metric(hint, definition) {
      const wanted = identifier(`${id}_${hint}`, 'metric');
      const key = ownName(names.metrics, wanted, `${id} ${canonical(definition)}`);
      metrics.set(key, definition);
      return key;
    },
    helper(hint, definition) {
      const wanted = segmentId(`${id.slice(0, 30)} ${hint}`);
      const key = ownName(names.segments, wanted, `${id} ${canonical(definition)}`);
      segments.set(key, definition);
      return key;
    },
    trait(name, type, at) {
      if (!isSafeName(name))
        return this.refuse('invalid', at, `"${name}" cannot be a trait's name.`);
      let trait = names.traitNames.get(name);
      if (trait === undefined) {
        const wanted = properName(name, 'trait');
        trait = wanted;
        for (let n = 2; names.traits.has(trait); n += 1) trait = `${wanted}_${n}`;
        names.traitNames.set(name, trait);
      }
      if (!traits.has(trait)) {
        traits.add(trait);
        if (trait !== name)
          this.differs(
            'renamed',
            { ...at, construct: name },
            `Declare "${name}" as the trait "${trait}": covey.identify({ ${trait}: … }).`,
            'info',
          );
      }
      const known = names.traits.get(trait);
      if (known !== undefined && type !== undefined && known !== type)
        return this.refuse(
          'ambiguous',
          { ...at, construct: name },
          `"${name}" is a ${known} in one place and a ${type} in another. A trait has one type: map one of them to another trait.`,
        );
      names.traits.set(trait, known ?? type);
      return `trait.${trait}`;
    },
    typeOf(fact) {
      const [, of, trait = ''] = /^(trait|since|until|segment)\.(.+)$/.exec(fact) ?? [];
      if (of === 'trait') return names.traits.get(trait);
      if (of === 'segment') return 'boolean';
      return of === undefined ? FIXED_FACTS.get(fact) : 'duration';
    },
    savedGroup(wanted, values) {
      const key = ownName(names.savedGroups, wanted, canonical(values));
      savedGroups.set(key, values);
      return key;
    },
    finish(main) {
      const said = main !== null && isTooMuch([main, ...metrics.values(), ...segments.values()]);
      if (said || metrics.size > LIMITS.metrics)
        this.refuse(
          'too-complex',
          { path, construct: 'segment' },
          'The segment nests deeper, lists more or needs more metrics than a document may hold. Split it.',
        );
      if (notCarried.size > 0)
        notes.push({
          code: 'not-carried',
          severity: 'info',
          path,
          construct: [...notCarried].toSorted().join(', '),
          message: DIFFERENCES['not-carried'],
        });
      const errors = notes.filter(({ severity }) => severity === 'error');
      const empty = main === null || (errors.length > 0 && options.partial !== true) || said;
      if (!empty) segments.set(id, main);
      return {
        definitions: empty
          ? { metrics: {}, segments: {} }
          : needed({
              traits: Object.fromEntries(
                [...traits].map((trait) => [trait, { type: names.traits.get(trait) ?? 'string' }]),
              ),
              savedGroups: Object.fromEntries(savedGroups),
              metrics: Object.fromEntries(metrics),
              segments: Object.fromEntries(segments),
              id,
            }),
        notes,
        // A clause is not there where the group around it was refused.
        mapped: [...mapped].filter((clause) => !errors.some((error) => isWithin(clause, error))),
      };
    },
  };
};

/** Only what the segment reads: parts of a clause that was refused may be there already. */
const needed = ({
  id,
  traits = {},
  savedGroups = {},
  metrics,
  segments,
}: DefinitionsFragment & { readonly id: string }): DefinitionsFragment => {
  const read = new Set<string>();
  const look = (name: string, definition: unknown): void => {
    if (definition === undefined || read.has(name)) return;
    read.add(name);
    const text = canonical(definition);
    for (const [, of, other = ''] of text.matchAll(
      /"(metric|segment|trait|since|until)\.([^"]+)"/g,
    ))
      look(
        `${of === 'metric' || of === 'segment' ? of : 'trait'}.${other}`,
        of === 'metric' ? metrics[other] : of === 'segment' ? segments[other] : traits[other],
      );
    for (const [, group = ''] of text.matchAll(/"\$(?:in|notIn)Group":"([^"]+)"/g))
      look(`group.${group}`, savedGroups[group]);
  };
  look(`segment.${id}`, segments[id]);
  const kept = <T>(of: string, all: { readonly [name: string]: T }): { [name: string]: T } =>
    Object.fromEntries(Object.entries(all).filter(([name]) => read.has(`${of}.${name}`)));
  const [declared, lists] = [kept('trait', traits), kept('group', savedGroups)];
  return {
    ...(Object.keys(declared).length > 0 && { traits: declared }),
    ...(Object.keys(lists).length > 0 && { savedGroups: lists }),
    metrics: kept('metric', metrics),
    segments: kept('segment', segments),
  };
};

/** A name that nothing else has; what is the same has the same. */
const ownName = (taken: Map<string, string>, wanted: string, text: string): string => {
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? wanted : `${wanted}_${n}`;
    const there = taken.get(key) ?? text;
    taken.set(key, there);
    if (there === text) return key;
  }
};

const isWithin = (path: string, { code, path: refused }: ImportNote): boolean =>
  code !== 'unknown-field' &&
  (path === refused || path.startsWith(`${refused}.`) || path.startsWith(`${refused}[`));

/** Nesting that leaves room for the document around it, and lists as long as a condition may have. */
const isTooMuch = (value: unknown, depth = 0): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > LIMITS.depth - 4) return true;
  const items = Object.values(value);
  return (
    (Array.isArray(value) && items.length > LIMITS.values) ||
    items.some((item) => isTooMuch(item, depth + 1))
  );
};
