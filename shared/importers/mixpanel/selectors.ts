import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { Context } from '../context.ts';
import { asText, isObject, own } from '../json.ts';
import { type Reader, read } from '../reading.ts';
import { negated } from '../tree.ts';
import { readBehavior, readCount } from './behaviors.ts';
import { cohortOf } from './cohorts.ts';
import { behaviorAnswer } from './compared.ts';
import { SHOWN, asAnswer, joinOf, joined, propertyFilter } from './filters.ts';
import { readQuestion } from './operators.ts';

/** The cohort that a selector stands in, and the behaviors that it has named. */
export interface Behaviors {
  readonly cohort: Reader;
  readonly asked: Set<string>;
}

/** Behaviors that no condition compares say nothing about who is in. */
export const unasked = (ctx: Context, cohort: Reader, asked: ReadonlySet<string>): void => {
  const behaviors = cohort.get('behaviors');
  if (!isObject(behaviors) && !Array.isArray(behaviors)) {
    if (behaviors !== undefined)
      ctx.refuse(
        'invalid',
        { path: cohort.pathOf('behaviors'), construct: 'behaviors' },
        '"behaviors" should be an object or a list.',
      );
    return;
  }
  for (const [key, behavior] of Object.entries(behaviors)) {
    const path = Array.isArray(behaviors)
      ? `${cohort.pathOf('behaviors')}[${key}]`
      : `${cohort.pathOf('behaviors')}.${key}`;
    const name = isObject(behavior) && Array.isArray(behaviors) ? asText(behavior['name']) : key;
    if (!asked.has(path))
      ctx.differs(
        'ignored-by-source',
        { path, construct: name },
        'No condition of the cohort compares this behavior.',
        'info',
      );
  }
};

/** Said of a condition when the behavior that it compares was refused. */
export const UNREAD =
  'The behavior that this compares could not be read, so all of it is left out.';

/** A tree of behaviors compared, properties of the user and other cohorts. */
export const selectorAnswer = (ctx: Context, behaviors: Behaviors, node: Reader): Answer | null => {
  const children = node.objects('children');
  if (children) {
    const isNot = node.get('operator') === 'not';
    const operator = isNot ? 'and' : joinOf(node, 'operator');
    node.done('selector', SHOWN);
    if (operator === null) return null;
    if (children.length === 0)
      return ctx.refuse(
        'invalid',
        { path: node.path, construct: 'children' },
        'An empty list of conditions.',
      );
    const found = joined(
      operator,
      children.map((child) => selectorAnswer(ctx, behaviors, child)),
    );
    return isNot ? negated(found) : found;
  }
  const property = node.string('property') ?? node.string('resourceType');
  switch (property) {
    case 'behaviors':
      return referenced(ctx, behaviors, node);
    case 'cohort': {
      const operator = node.oneOf('operator', ['in', 'not in'] as const);
      const answer = cohortOf(ctx, { path: node.path, construct: 'cohort' }, node.get('value'));
      node.done('selector', SHOWN);
      if (operator === null) return null;
      return operator === 'not in' ? negated(answer) : answer;
    }
    case 'user':
    case 'people': {
      const test = propertyFilter(ctx, node, 'user');
      return test === null ? null : asAnswer(test);
    }
    default:
      return ctx.refuse(
        'unsupported',
        { path: node.path, construct: property ?? 'property' },
        `A condition on "${property ?? ''}". Behaviors, properties of the user and cohorts are known.`,
      );
  }
};

const referenced = (ctx: Context, { cohort, asked }: Behaviors, node: Reader): Answer | null => {
  const key = asText(node.get('value'));
  const at = { path: node.path, construct: key };
  const behaviors = cohort.get('behaviors');
  const question = readQuestion(ctx, node, at);
  node.done('selector', SHOWN);
  const [found, index] = Array.isArray(behaviors)
    ? named(behaviors as readonly Json[], key)
    : [isObject(behaviors) ? own(behaviors, key) : undefined, key];
  if (!isObject(found)) return ctx.refuse('invalid', at, `There is no behavior "${key}".`);
  const path = Array.isArray(behaviors)
    ? `${cohort.pathOf('behaviors')}[${index}]`
    : `${cohort.pathOf('behaviors')}.${key}`;
  asked.add(path);
  const reader = read(ctx, found, path);
  const funnel = reader.object('funnel');
  const behavior = funnel ? readBehavior(ctx, funnel) : readCount(ctx, reader);
  if (behavior === null) return ctx.refuse('unsupported', { ...at, path }, UNREAD);
  const answer = question && behaviorAnswer(ctx, at, behavior, question);
  if (answer !== null) for (const there of [path, node.path]) ctx.mapped(there);
  return answer;
};

const named = (behaviors: readonly Json[], name: string): [Json | undefined, string] => {
  const index = behaviors.findIndex((one) => isObject(one) && one['name'] === name);
  return [behaviors[index], String(index)];
};
