import { type Inputs, both } from '../graph/subscriptions.ts';
import { CompileError, duration, isRecord, recordOf } from '../values/values.ts';

/** How far a sequence has come. States stand in an order in which a match only moves forward. */
export interface PatternState {
  readonly transitions: { readonly bit: number; readonly to: number }[];
  /** What must not happen while here; with a time, only for so long. */
  readonly forbidden: { readonly bit: number; readonly forMs: number }[];
  /** Of the step ahead. */
  readonly atLeast: number;
  readonly atMost: number;
  /** The step ahead must be met by the very next event. */
  readonly mustBeNext: boolean;
  /** All bits of the transitions and of what is forbidden. */
  readonly bits: number;
  /** A step was just met here, so gaps run from the arrival. */
  readonly isStepMet: boolean;
}

export interface Pattern {
  readonly states: readonly PatternState[];
  /** How long a match has to rest in the last state to be complete. */
  readonly restMs: number;
  readonly spanMs: number;
  readonly inSession: boolean;
  readonly usesNext: boolean;
  readonly usesNot: boolean;
}

const MOST_STATES = 200;

/** Steps as states and transitions between them. `bitOf` gives the bit for an event. */
const compilePattern = (
  definition: { readonly [key: string]: unknown },
  bitOf: (selector: unknown, where: unknown) => number,
): Pattern => {
  const { sequence, span, scope } = definition;
  if (!Array.isArray(sequence)) throw new CompileError('bad "sequence"');
  if (scope !== undefined && scope !== 'session' && scope !== 'all')
    throw new CompileError('bad "scope"');
  const states: Omit<PatternState, 'bits'>[] = [];
  let restMs = 0;
  let usesNot = false;
  let usesNext = false;
  let forbidden: { readonly bit: number; readonly forMs: number }[] = [];
  let steps = 0;

  const addState = (
    ahead: { readonly [key: string]: unknown },
    isStepMet: boolean,
  ): Omit<PatternState, 'bits'> => {
    const mustBeNext = steps > 1 && ahead['after'] === 'next';
    usesNext ||= mustBeNext;
    const made: Omit<PatternState, 'bits'> = {
      transitions: [],
      forbidden,
      atLeast: ahead['atLeast'] === undefined ? 0 : duration(ahead['atLeast']),
      atMost: ahead['atMost'] === undefined ? Infinity : duration(ahead['atMost']),
      mustBeNext,
      isStepMet,
    };
    if (states.push(made) > MOST_STATES) throw new CompileError('bad "sequence"');
    return made;
  };

  sequence.forEach((written: unknown, index) => {
    const step = recordOf(written, 'step');
    if ('not' in step) {
      const isLast = sequence.slice(index).every((later) => isRecord(later) && 'not' in later);
      if (isLast !== (step['for'] !== undefined)) throw new CompileError('bad "for"');
      const forMs = isLast ? duration(step['for']) : Infinity;
      if (isLast) restMs = Math.max(restMs, forMs);
      usesNot = true;
      forbidden.push({ bit: bitOf(step['not'], step['where']), forMs });
      return;
    }
    if (steps++ === 0 && ['atLeast', 'atMost'].some((key) => key in step))
      throw new CompileError('bad "atLeast" or "atMost"');
    const inBlock = step['anyOrder'];
    const block: { readonly [key: string]: unknown }[] = [];
    for (const inside of Array.isArray(inBlock) ? inBlock : [step]) {
      const one = recordOf(inside, 'step');
      if (
        inBlock !== undefined &&
        ['after', 'atLeast', 'atMost', 'anyOrder', 'not'].some((key) => key in one)
      )
        throw new CompileError('bad "anyOrder"');
      const times = one['times'] ?? 1;
      if (!Number.isInteger(times) || (times as number) < 1 || (times as number) > MOST_STATES)
        throw new CompileError('bad "times"');
      for (let i = 0; i < (times as number); i++) block.push(one);
    }
    if (block.length === 0 || (inBlock !== undefined && block.length > 7))
      throw new CompileError('bad "anyOrder"');
    const bits = block.map(({ event, where }) => bitOf(event, where));
    // In order, each state is one event further; in any order, each is one more subset of the block.
    const base = states.length;
    if (inBlock !== undefined)
      for (let done = 0; done < 2 ** bits.length - 1; done++) {
        const made = addState(step, done === 0 && base > 0);
        bits.forEach((bit, i) => {
          if (!(done & (1 << i))) made.transitions.push({ bit, to: base + (done | (1 << i)) });
        });
      }
    else
      bits.forEach((bit, i) => {
        addState(step, i === 0 && base > 0).transitions.push({ bit, to: base + i + 1 });
      });
    forbidden = [];
  });
  if (steps === 0) throw new CompileError('bad "sequence"');
  addState({}, true);
  return {
    states: states.map((one) => ({
      ...one,
      bits: [...one.transitions, ...one.forbidden].reduce((bits, { bit }) => bits | bit, 0),
    })),
    restMs,
    spanMs: definition['span'] === undefined ? Infinity : duration(span),
    inSession: scope === 'session',
    usesNext,
    usesNot,
  };
};

/** Steps of a metric, taken down among its inputs; each also meets `everyStep`. */
export const subscribePattern = (
  definition: unknown,
  inputs: Inputs,
  everyStep?: unknown,
  forMs = Infinity,
): Pattern => {
  const pattern = compilePattern(recordOf(definition, 'sequence'), (selector, where) =>
    inputs.subscribe(selector, both(where, everyStep), forMs),
  );
  // Which event comes next is only seen in a log of all events.
  if (pattern.usesNext) inputs.need(['*'], [], forMs);
  return pattern;
};
