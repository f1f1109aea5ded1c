import type { Json } from '../../definitions/types.ts';
import type { Answer, AnswerLeaf } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type EventTest, type Scope, visitorScope } from '../events.ts';
import type { Reader } from '../reading.ts';
import { anySession } from '../sessions.ts';
import { type Tree, allOf, leaf, mapLeaves, negated, someOf } from '../tree.ts';
import { comparisonAnswer, comparisonHits } from './compared.ts';
import { readDates } from './dates.ts';
import { type Hits, type OfVisit, allHits, anyHit, plainTest } from './hits.ts';
import { readStream, sequenceAnswer, sequenceContext } from './streams.ts';

type Level = 'visitors' | 'visits' | 'hits';
const LEVELS: readonly string[] = ['visitors', 'visits', 'hits'] satisfies readonly Level[];

const isLevel = (text: string | undefined): text is Level =>
  text !== undefined && LEVELS.includes(text);

/** The level a container looks at. */
const levelOf = (ctx: Context, container: Reader): Level | null => {
  const context = container.string('context');
  const at = { path: container.path, construct: 'container' };
  return isLevel(context)
    ? context
    : ctx.refuse('invalid', at, 'The context is visitors, visits or hits.');
};

/** What is asked of the visitor, inside a visit or a hit: the same of each of them. */
const ofVisitor = (ctx: Context, node: Reader): Answer | null => {
  const answer = answerOf(ctx, visitorScope(ctx), node);
  return answer === null
    ? null
    : mapLeaves<AnswerLeaf, AnswerLeaf>(answer, (l) => leaf({ fact: 'own' in l ? l.own : l.fact }));
};

const preds = <T>(ctx: Context, node: Reader, read: (part: Reader) => T | null): (T | null)[] => {
  const parts = node.objects('preds') ?? node.objects('checkpoints') ?? [];
  node.done(node.string('func') ?? '', ['description']);
  if (parts.length === 0)
    ctx.refuse('invalid', { path: node.path, construct: 'preds' }, 'An empty list of conditions.');
  return parts.map(read);
};

const pred = <T>(
  ctx: Context,
  node: Reader,
  read: (part: Reader) => T | null,
  ignored: readonly string[] = [],
): T | null => {
  const part = node.object('pred');
  node.done(node.string('func') ?? '', ['description', ...ignored]);
  if (part) return read(part);
  return part === null
    ? null
    : ctx.refuse('invalid', { path: node.path, construct: 'pred' }, 'A "pred" is missing.');
};

/** Whether a visitor, or the session of `scope`, meets a node. */
export const answerOf = (ctx: Context, scope: Scope, node: Reader): Answer | null => {
  const func = node.string('func') ?? '';
  const at = { path: node.path, construct: func };
  const again = (part: Reader): Answer | null => answerOf(ctx, scope, part);
  switch (func) {
    case 'container': {
      const inner = levelOf(ctx, node);
      return pred(ctx, node, (part) => {
        if (inner === 'visits' && scope.kind === 'visitor')
          return anySession(ctx, scope, at, (session) => answerOf(ctx, session, part));
        if (inner === 'visitors' && scope.kind === 'session') return ofVisitor(ctx, part);
        if (inner !== 'hits') return inner === null ? null : again(part);
        const hits = hitsOf(ctx, part);
        return hits === null ? null : anyHit(ctx, scope, at, hits);
      });
    }
    case 'and':
    case 'sequence-and':
      return allOf(preds(ctx, node, again));
    case 'or':
    case 'sequence-or':
      return someOf(preds(ctx, node, again));
    case 'without':
      return negated(pred(ctx, node, again));
    case 'sequence':
    case 'sequence-prefix':
    case 'sequence-suffix':
      // Whoever has the sequence has a hit at its end and at its start.
      return sequenceAnswer(ctx, scope, node, (part) => hitsOf(ctx, part));
    case 'segment-ref':
      return segmentOf(ctx, node, at);
    case 'datetime-within': {
      const within = readDates(ctx, node);
      node.done(func, ['description']);
      if (within === null) return null;
      ctx.mapped(node.path);
      return anyHit(ctx, scope, at, { test: true, within });
    }
    default:
      return comparisonAnswer(ctx, scope, node, at);
  }
};

const bare = (test: EventTest | null): Hits | null => (test === null ? null : { test });
const ofVisit = (visit: OfVisit): Hits => ({ test: true, visit });

/** What a node asks of one hit. */
const hitsOf = (ctx: Context, node: Reader): Hits | null => {
  const func = node.string('func') ?? '';
  const at = { path: node.path, construct: func };
  const again = (part: Reader): Hits | null => hitsOf(ctx, part);
  const plain = (part: Reader): EventTest | null =>
    plainTest(ctx, { path: part.path, construct: func }, hitsOf(ctx, part));
  switch (func) {
    case 'container': {
      const inner = levelOf(ctx, node);
      return pred(ctx, node, (part) => {
        if (inner === 'visits') return ofVisit((session) => answerOf(ctx, session, part));
        if (inner === 'visitors') return bare(ofVisitor(ctx, part) as EventTest | null);
        return inner === null ? null : again(part);
      });
    }
    case 'and':
      return allHits(ctx, at, preds(ctx, node, again));
    case 'or':
    case 'sequence-or':
      return bare(someOf(preds(ctx, node, plain)));
    case 'without':
      return bare(negated(pred(ctx, node, plain)));
    case 'sequence-prefix':
    case 'sequence-suffix': {
      const context = sequenceContext(node);
      const steps = readStream(ctx, node, again);
      if (steps === null || context === null) return null;
      if (steps.trailing !== undefined || steps.steps.some((step) => 'for' in step))
        return ctx.refuse(
          'unsupported',
          at,
          'Hits before or after a sequence that ends with an exclusion.',
        );
      return {
        test: true,
        bound: {
          side: func === 'sequence-prefix' ? 'after' : 'before',
          steps: steps.steps,
          ...(context === 'visits' && { scope: 'session' as const }),
        },
      };
    }
    case 'segment-ref': {
      const answer = segmentOf(ctx, node, at);
      return bare(answer === null ? null : (answer as EventTest));
    }
    case 'datetime-within': {
      const within = readDates(ctx, node);
      node.done(func, ['description']);
      if (within === null) return null;
      ctx.mapped(node.path);
      return { test: true, within };
    }
    case 'sequence':
    case 'sequence-and':
      return ctx.refuse(
        'unsupported',
        at,
        'One hit cannot meet a sequence. Put it into a visit or visitor container.',
      );
    default:
      return comparisonHits(ctx, node, at);
  }
};

/** Another segment by its id, which the mapping turns into one of these definitions. */
const segmentOf = (
  ctx: Context,
  node: Reader,
  at: At,
): Tree<{ readonly fact: { readonly [key: string]: Json } }> | null => {
  const id = node.string('segmentId') ?? '';
  node.done('segment-ref', ['description']);
  const segments = ctx.map.segments ?? {};
  const segment = Object.hasOwn(segments, id) ? segments[id] : undefined;
  if (segment === undefined)
    return ctx.refuse(
      'unmapped-name',
      { ...at, construct: id === '' ? 'segment-ref' : id },
      `The segment "${id}" stands elsewhere. Import it, and map it: "segments": { "${id}": "its-id-here" }.`,
    );
  ctx.mapped(node.path);
  return leaf({ fact: { [`segment.${segment}`]: true } });
};
