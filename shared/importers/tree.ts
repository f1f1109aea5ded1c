import { canonical } from './json.ts';

/** A boolean expression over leaves of some kind. */
export type Tree<L> =
  | boolean
  | { readonly leaf: L }
  | { readonly and: readonly Tree<L>[] }
  | { readonly or: readonly Tree<L>[] }
  | { readonly not: Tree<L> };

export const leaf = <L>(value: L): Tree<L> => ({ leaf: value });

export const and = <L>(parts: readonly Tree<L>[]): Tree<L> => {
  const kept = distinct(parts.flatMap((part) => (isAnd(part) ? part.and : [part]))).filter(
    (part) => part !== true,
  );
  if (kept.includes(false)) return false;
  return kept.length > 1 ? { and: kept } : (kept[0] ?? true);
};

export const or = <L>(parts: readonly Tree<L>[]): Tree<L> => {
  const kept = distinct(parts.flatMap((part) => (isOr(part) ? part.or : [part]))).filter(
    (part) => part !== false,
  );
  if (kept.includes(true)) return true;
  return kept.length > 1 ? { or: kept } : (kept[0] ?? false);
};

export const not = <L>(part: Tree<L>): Tree<L> => {
  if (typeof part === 'boolean') return !part;
  return 'not' in part ? part.not : { not: part };
};

/** Replaces leaves, and simplifies what follows from that. */
export const mapLeaves = <L, M>(tree: Tree<L>, change: (leaf: L) => Tree<M>): Tree<M> => {
  if (typeof tree === 'boolean') return tree;
  if ('leaf' in tree) return change(tree.leaf);
  if ('and' in tree) return and(tree.and.map((part) => mapLeaves(part, change)));
  if ('or' in tree) return or(tree.or.map((part) => mapLeaves(part, change)));
  return not(mapLeaves(tree.not, change));
};

export const leavesOf = <L>(tree: Tree<L>): readonly L[] => {
  if (typeof tree === 'boolean') return [];
  if ('leaf' in tree) return [tree.leaf];
  if ('and' in tree) return tree.and.flatMap(leavesOf);
  if ('or' in tree) return tree.or.flatMap(leavesOf);
  return leavesOf(tree.not);
};

/** Whether such a leaf stands under a `not`, so that its truth can make the whole false. */
export const isUnderNot = <L>(tree: Tree<L>, found: (leaf: L) => boolean): boolean => {
  if (typeof tree === 'boolean' || 'leaf' in tree) return false;
  if ('not' in tree) return leavesOf(tree.not).some(found);
  return ('and' in tree ? tree.and : tree.or).some((part) => isUnderNot(part, found));
};

const isAnd = <L>(part: Tree<L>): part is { readonly and: readonly Tree<L>[] } =>
  typeof part === 'object' && 'and' in part;
const isOr = <L>(part: Tree<L>): part is { readonly or: readonly Tree<L>[] } =>
  typeof part === 'object' && 'or' in part;

const distinct = <L>(parts: readonly Tree<L>[]): readonly Tree<L>[] => [
  ...new Map(parts.map((part) => [canonical(part), part])).values(),
];

/** As `mapLeaves`, where a leaf may be refused (null): its group goes on without it; a group without parts is refused. */
export const resolve = <L, M>(
  tree: Tree<L>,
  change: (leaf: L) => Tree<M> | null,
): Tree<M> | null => {
  if (typeof tree === 'boolean') return tree;
  if ('leaf' in tree) return change(tree.leaf);
  if ('not' in tree) return negated(resolve(tree.not, change));
  const parts = ('and' in tree ? tree.and : tree.or).map((part) => resolve(part, change));
  return 'and' in tree ? allOf(parts) : someOf(parts);
};

export const allOf = <L>(parts: readonly (Tree<L> | null)[]): Tree<L> | null => {
  const kept = parts.filter((part) => part !== null);
  return kept.length > 0 || parts.length === 0 ? and(kept) : null;
};

export const someOf = <L>(parts: readonly (Tree<L> | null)[]): Tree<L> | null => {
  const kept = parts.filter((part) => part !== null);
  return kept.length > 0 || parts.length === 0 ? or(kept) : null;
};

export const negated = <L>(part: Tree<L> | null): Tree<L> | null =>
  part === null ? null : not(part);
