import type { MetricDefinition, SegmentDefinition, TraitDefinition } from '../definitions/types.ts';
import { canonical } from './json.ts';
import { identifier, isSafeName, segmentId } from './names.ts';
import type {
  DefinitionsFragment,
  DifferenceCode,
  ImportMap,
  ImportNote,
  ImportOptions,
  RefusalCode,
} from './types.ts';

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
  /** This clause of the source is in the result. */
  mapped(path: string): void;
  /** Keeps a metric; the same one has the same id. */
  metric(hint: string, definition: MetricDefinition): string;
  /** Keeps a segment that the imported one reads. */
  helper(hint: string, definition: SegmentDefinition): string;
  /** The fact of a declared property of the visitor, which becomes a trait. */
  trait(name: string, type: TraitDefinition['type'], at: At): string | null;
  savedGroup(id: string, values: readonly (string | number)[]): void;
  /** The result: `main` is refused where anything was, unless asked otherwise. */
  finish(main: SegmentDefinition | null): Part;
}

export interface Part {
  readonly definitions: DefinitionsFragment;
  readonly notes: readonly ImportNote[];
  readonly mapped: readonly string[];
}

export const createContext = (id: string, options: ImportOptions): Context => {
  const notes: ImportNote[] = [];
  const differences = new Set<string>();
  const mapped = new Set<string>();
  const metrics = new Map<string, MetricDefinition>();
  const segments = new Map<string, SegmentDefinition>();
  const traits = new Map<string, TraitDefinition>();
  const traitNames = new Map<string, string>();
  const savedGroups = new Map<string, readonly (string | number)[]>();

  return {
    map: options.map ?? {},
    id,
    refuse(code, { path, construct }, message) {
      notes.push({ code, severity: 'error', path, construct, message });
      return null;
    },
    differs(code, { path, construct }, message, severity = 'warning') {
      const key = `${code} ${construct}`;
      if (differences.has(key)) return;
      differences.add(key);
      notes.push({ code, severity, path, construct, message });
    },
    mapped(path) {
      mapped.add(path);
    },
    metric: (hint, definition) => kept(metrics, identifier(`${id}_${hint}`, 'metric'), definition),
    helper: (hint, definition) =>
      kept(segments, segmentId(`${id.slice(0, 30)} ${hint}`), definition),
    trait(name, type, at) {
      if (!isSafeName(name))
        return this.refuse('invalid', at, `"${name}" cannot be a trait's name.`);
      let trait = traitNames.get(name);
      if (trait === undefined) {
        const wanted = identifier(name, 'trait');
        trait = wanted;
        for (let n = 2; traits.has(trait); n += 1) trait = `${wanted}_${n}`;
        traitNames.set(name, trait);
        traits.set(trait, { type });
        if (trait !== name)
          this.differs(
            'renamed',
            { ...at, construct: name },
            `Declare "${name}" as the trait "${trait}": covey.identify({ ${trait}: … }).`,
            'info',
          );
      } else if (traits.get(trait)?.type !== type) {
        this.differs(
          'trait-type',
          { ...at, construct: name },
          `"${name}" is compared as ${traits.get(trait)?.type} in one place and as ${type} in another. The trait "${trait}" has the first type.`,
        );
      }
      return `trait.${trait}`;
    },
    savedGroup(key, values) {
      savedGroups.set(key, values);
    },
    finish(main) {
      const errors = notes.filter(({ severity }) => severity === 'error');
      const empty = main === null || (errors.length > 0 && options.partial !== true);
      if (!empty) segments.set(id, main);
      return {
        definitions: empty
          ? { metrics: {}, segments: {} }
          : {
              ...(traits.size > 0 && { traits: Object.fromEntries(traits) }),
              ...(savedGroups.size > 0 && { savedGroups: Object.fromEntries(savedGroups) }),
              metrics: Object.fromEntries(metrics),
              segments: Object.fromEntries(segments),
            },
        notes,
        // A clause is not there where the group around it was refused.
        mapped: [...mapped].filter((path) => !errors.some((error) => isWithin(path, error))),
      };
    },
  };
};

const kept = <T>(all: Map<string, T>, wanted: string, value: T): string => {
  const text = canonical(value);
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? wanted : `${wanted}_${n}`;
    const there = all.get(key);
    if (there === undefined) all.set(key, value);
    if (there === undefined || canonical(there) === text) return key;
  }
};

const isWithin = (path: string, { code, path: refused }: ImportNote): boolean =>
  code !== 'unknown-field' &&
  (path === refused || path.startsWith(`${refused}.`) || path.startsWith(`${refused}[`));
