import type { Known } from '../graph/clause.ts';
import { type Predicate, makePredicate } from '../graph/predicate.ts';
import type { ProgramPredicate } from '../plan/program.ts';
import { canonical } from '../values/canonical.ts';
import { CompileError } from '../values/values.ts';

/** The conditions on events that a document's metrics have. Those that say the same are one. */
export interface Predicates {
  /** Throws a CompileError where the condition has no meaning. */
  readonly predicateOf: (where: unknown) => Predicate;
  readonly conditionOf: (predicate: Predicate) => { readonly [name: string]: unknown };
  readonly indexOf: (predicate: Predicate) => number;
  /** Says which metric asks for it. */
  readonly isAskedBy: (predicate: Predicate, metric: number) => void;
  /** In the order of their indexes. */
  readonly all: () => readonly ProgramPredicate[];
}

export const makePredicates = (known: Known): Predicates => {
  const byMeaning = new Map<string, Predicate>();
  const conditions = new Map<Predicate, unknown>();
  /** Those that metrics ask for. */
  const asked = new Map<Predicate, { readonly index: number; readonly metric: number }>();
  return {
    predicateOf(where) {
      const key = canonical(where);
      const found = byMeaning.get(key);
      if (found) return found;
      const made = analysePredicate(where, known);
      byMeaning.set(key, made);
      conditions.set(made, where);
      return made;
    },
    conditionOf: (predicate) => conditions.get(predicate) as ReturnType<Predicates['conditionOf']>,
    indexOf: (predicate) => asked.get(predicate)?.index ?? -1,
    isAskedBy(predicate, metric) {
      if (!asked.has(predicate)) asked.set(predicate, { index: asked.size, metric });
    },
    all: () => [...asked].map(([{ paths, ofItem }, { metric }]) => ({ metric, paths, ofItem })),
  };
};

const analysePredicate = (where: unknown, known: Known): Predicate => {
  const paths = new Set<string>();
  let ofItem = false;
  if (!known.details) throw new CompileError('no part for where');
  const clause = known.details.where(where, known, (read) => {
    read.paths.forEach((path) => paths.add(path));
    ofItem ||= read.ofItem;
  });
  return makePredicate({ paths: [...paths], ofItem }, () => clause);
};
