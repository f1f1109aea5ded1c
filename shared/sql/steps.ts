import type {
  AnyOrderStep,
  EventSelector,
  EventStep,
  NotStep,
  SequenceDefinition,
} from '../definitions/types.ts';
import type { Condition } from '../definitions/types.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { durationMs } from './scope.ts';

/** An event that a step waits for, or that must not happen. */
export interface Matcher {
  readonly event: EventSelector;
  readonly where: Condition | undefined;
}

/** One event further in a sequence: from one place to the next. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** Number of the event waited for. */
  readonly event: number;
  readonly atLeast: number;
  /** Null: any time. */
  readonly atMost: number | null;
  /** The event must be the very next one. */
  readonly next: boolean;
  /** The move completes a step: later gaps run from here. */
  readonly meets: boolean;
  /** Numbers of the events that must not come before it, since the move before. */
  readonly nots: readonly number[];
}

/** A sequence as places and moves between them. Place 0 is before the first step. */
export interface Steps {
  readonly matchers: readonly Matcher[];
  readonly moves: readonly Move[];
  readonly last: number;
  /** What must not happen after the last step, and for how long. */
  readonly trailing: readonly { readonly event: number; readonly forMs: number }[];
}

const MOST_MOVES = 500;

export const stepsOf = ({ sequence }: SequenceDefinition): Steps => {
  const matchers: Matcher[] = [];
  const keys: string[] = [];
  const number = ({ event, where }: Matcher): number => {
    const key = JSON.stringify([event, where]);
    if (!keys.includes(key)) {
      keys.push(key);
      matchers.push({ event, where });
    }
    return keys.indexOf(key);
  };

  const moves: Move[] = [];
  let place = 0;
  let nots: number[] = [];
  let trailing: { event: number; forMs: number }[] = [];
  for (const step of sequence) {
    if ('not' in step) {
      const event = number(forbidden(step));
      if (step.for === undefined) nots.push(event);
      else trailing.push({ event, forMs: durationMs(step.for) });
      continue;
    }
    const isBlock = 'anyOrder' in step;
    const wanted = (isBlock ? step.anyOrder : [step]).flatMap(({ event, where, times = 1 }) =>
      Array.from({ length: times }, () => number({ event, where })),
    );
    const common = { ...gaps(step), nots };
    // In order, each place is one event further; in any order, each is one more subset of the block.
    const places = isBlock ? 2 ** wanted.length - 1 : wanted.length;
    for (let done = 0; done < places; done++)
      for (const [i, event] of wanted.entries()) {
        const taken = isBlock ? (done & (1 << i)) !== 0 : i !== done;
        if (taken) continue;
        const now = isBlock ? done | (1 << i) : done + 1;
        moves.push({
          ...common,
          from: place + done,
          to: place + now,
          event,
          meets: now === places,
        });
      }
    if (moves.length > MOST_MOVES)
      throw new NoSqlForm('sequence', 'it has too many ways to be met');
    place += places;
    nots = [];
  }
  return { matchers, moves, last: place, trailing };
};

const forbidden = ({ not, where }: NotStep): Matcher => ({ event: not, where });

const gaps = (step: EventStep | AnyOrderStep) => ({
  atLeast: step.atLeast === undefined ? 0 : durationMs(step.atLeast),
  atMost: step.atMost === undefined ? null : durationMs(step.atMost),
  next: 'after' in step && step.after === 'next',
});
