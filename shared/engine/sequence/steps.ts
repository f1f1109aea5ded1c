import { type Inputs, both } from '../graph/subscriptions.ts';
import { CompileError, duration, isRecord, recordOf } from '../values/values.ts';

/** How far a sequence has come. States stand in an order in which it only moves forward. */
export interface Place {
  readonly moves: { readonly bit: number; readonly to: number }[];
  /** What must not happen while here; with a time, only for so long. */
  readonly nots: { readonly bit: number; readonly forMs: number }[];
  /** Of the step ahead. */
  readonly atLeast: number;
  readonly atMost: number;
  /** The step ahead must be met by the very next event. */
  readonly next: boolean;
  /** All bits of the moves and nots. */
  readonly bits: number;
  /** A step was just met here, so gaps run from the arrival. */
  readonly meets: boolean;
}

export interface Steps {
  readonly places: readonly Place[];
  /** How long the sequence has to rest in its last place to be complete. */
  readonly rest: number;
  readonly span: number;
  readonly inSession: boolean;
  readonly usesNext: boolean;
  readonly usesNot: boolean;
}

const MOST_PLACES = 200;

/** Steps as places and moves between them. `matcher` gives the bit for an event. */
const compileSteps = (
  definition: { readonly [key: string]: unknown },
  matcher: (selector: unknown, where: unknown) => number,
): Steps => {
  const { sequence, span, scope } = definition;
  if (!Array.isArray(sequence)) throw new CompileError('"sequence" is a list of steps');
  if (scope !== undefined && scope !== 'session' && scope !== 'all')
    throw new CompileError('"scope" is "session" or "all"');
  const places: Omit<Place, 'bits'>[] = [];
  let rest = 0;
  let usesNot = false;
  let usesNext = false;
  let nots: { readonly bit: number; readonly forMs: number }[] = [];
  let steps = 0;

  const place = (
    ahead: { readonly [key: string]: unknown },
    meets: boolean,
  ): Omit<Place, 'bits'> => {
    const next = steps > 1 && ahead['after'] === 'next';
    usesNext ||= next;
    const made: Omit<Place, 'bits'> = {
      moves: [],
      nots,
      atLeast: ahead['atLeast'] === undefined ? 0 : duration(ahead['atLeast']),
      atMost: ahead['atMost'] === undefined ? Infinity : duration(ahead['atMost']),
      next,
      meets,
    };
    if (places.push(made) > MOST_PLACES) throw new CompileError('the sequence is too long');
    return made;
  };

  sequence.forEach((written: unknown, index) => {
    const step = recordOf(written, 'a step');
    if ('not' in step) {
      const isLast = sequence.slice(index).every((later) => isRecord(later) && 'not' in later);
      if (isLast !== (step['for'] !== undefined))
        throw new CompileError('"for" stands at steps that must not happen and come last');
      const forMs = isLast ? duration(step['for']) : Infinity;
      if (isLast) rest = Math.max(rest, forMs);
      usesNot = true;
      nots.push({ bit: matcher(step['not'], step['where']), forMs });
      return;
    }
    if (steps++ === 0 && ['atLeast', 'atMost'].some((key) => key in step))
      throw new CompileError('the first step has no "atLeast" or "atMost"');
    const inBlock = step['anyOrder'];
    const block: { readonly [key: string]: unknown }[] = [];
    for (const inside of Array.isArray(inBlock) ? inBlock : [step]) {
      const one = recordOf(inside, 'a step');
      if (
        inBlock !== undefined &&
        ['after', 'atLeast', 'atMost', 'anyOrder', 'not'].some((key) => key in one)
      )
        throw new CompileError('a step in "anyOrder" has only "event", "where" and "times"');
      const times = one['times'] ?? 1;
      if (!Number.isInteger(times) || (times as number) < 1 || (times as number) > MOST_PLACES)
        throw new CompileError(`"times" is a whole number from 1 to ${MOST_PLACES}`);
      for (let i = 0; i < (times as number); i++) block.push(one);
    }
    if (block.length === 0 || (inBlock !== undefined && block.length > 7))
      throw new CompileError('"anyOrder" has 1 to 7 steps');
    const bits = block.map(({ event, where }) => matcher(event, where));
    // In order, each place is one event further; in any order, each is one more subset of the block.
    const base = places.length;
    if (inBlock !== undefined)
      for (let done = 0; done < 2 ** bits.length - 1; done++) {
        const made = place(step, done === 0 && base > 0);
        bits.forEach((bit, i) => {
          if (!(done & (1 << i))) made.moves.push({ bit, to: base + (done | (1 << i)) });
        });
      }
    else
      bits.forEach((bit, i) => {
        place(step, i === 0 && base > 0).moves.push({ bit, to: base + i + 1 });
      });
    nots = [];
  });
  if (steps === 0) throw new CompileError('a sequence needs a step that happens');
  place({}, true);
  return {
    places: places.map((one) => ({
      ...one,
      bits: [...one.moves, ...one.nots].reduce((bits, { bit }) => bits | bit, 0),
    })),
    rest,
    span: definition['span'] === undefined ? Infinity : duration(span),
    inSession: scope === 'session',
    usesNext,
    usesNot,
  };
};

/** Steps of a metric, taken down among its inputs; each also meets `everyStep`. */
export const subscribeSteps = (
  definition: unknown,
  inputs: Inputs,
  everyStep?: unknown,
  forMs = Infinity,
): Steps => {
  const steps = compileSteps(recordOf(definition, 'a sequence'), (selector, where) =>
    inputs.subscribe(selector, both(where, everyStep), forMs),
  );
  // Which event comes next is only seen in a log of all events.
  if (steps.usesNext) inputs.need(['*'], [], forMs);
  return steps;
};
