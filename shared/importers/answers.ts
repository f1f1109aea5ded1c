import type { Condition } from '../definitions/types.ts';
import { canonical } from './json.ts';
import { type Tree, and, isUnderNot, leavesOf, mapLeaves, not, or } from './tree.ts';

/** A clause about the visitor: a fact of the moment, or a metric of this scope. */
export type AnswerLeaf = { readonly fact: Condition } | { readonly own: Condition };
export type Answer = Tree<AnswerLeaf>;

/** A tree as one condition; clauses about different facts stand side by side. */
export const conditionOf = <L>(tree: Tree<L>, leafOf: (leaf: L) => Condition): Condition => {
  if (tree === true) return {};
  if (tree === false) return { $not: {} };
  if ('leaf' in tree) return leafOf(tree.leaf);
  if ('not' in tree) return { $not: conditionOf(tree.not, leafOf) };
  if ('or' in tree) return { $or: tree.or.map((part) => conditionOf(part, leafOf)) };
  const parts = tree.and.map((part) => conditionOf(part, leafOf));
  const keys = parts.flatMap((part) => Object.keys(part));
  return new Set(keys).size === keys.length ? Object.assign({}, ...parts) : { $and: parts };
};

export const answerCondition = (answer: Answer): Condition =>
  conditionOf(answer, (leaf) => ('fact' in leaf ? leaf.fact : leaf.own));

/** At most 2⁴ cases. */
const MOST_FACTS = 4;

/**
 * Facts of the moment do not depend on which event is looked at, so they come out of a test of
 * events: P = (F and P with F true) or (not F and P with F false), fact by fact.
 * `rises` says that `render` can only gain by a test that holds for more.
 */
export const withoutFacts = <L extends object>(
  trees: readonly Tree<L>[],
  render: (trees: readonly Tree<L>[]) => Answer | null,
  rises: boolean,
): Answer | null | 'too-complex' => {
  const facts = new Map<string, Condition>();
  for (const leaf of trees.flatMap(leavesOf)) {
    const fact = factOf(leaf);
    if (fact !== undefined) facts.set(canonical(fact), fact);
  }
  if (facts.size > MOST_FACTS) return 'too-complex';
  const split = (
    list: readonly Tree<L>[],
    [first, ...rest]: readonly Condition[],
  ): Answer | null => {
    if (first === undefined) return render(list);
    const key = canonical(first);
    const isFirst = (leaf: L): boolean => {
      const fact = factOf(leaf);
      return fact !== undefined && canonical(fact) === key;
    };
    const assume = (value: boolean) =>
      list.map((tree) => mapLeaves<L, L>(tree, (leaf) => (isFirst(leaf) ? value : { leaf })));
    const yes = split(assume(true), rest);
    const no = split(assume(false), rest);
    if (yes === null || no === null) return null;
    if (canonical(yes) === canonical(no)) return yes;
    const fact: Answer = { leaf: { fact: first } };
    const onlyRises = rises && !list.some((tree) => isUnderNot(tree, isFirst));
    return or([and([fact, yes]), onlyRises ? no : and([not(fact), no])]);
  };
  return split(trees, [...facts.values()]);
};

const factOf = (leaf: object): Condition | undefined =>
  'fact' in leaf ? (leaf.fact as Condition) : undefined;
