import type { Metric, Demand } from './metric.ts';
import type { Known } from '../graph/clause.ts';
import type { Inputs } from '../graph/subscriptions.ts';
import { sessionFor } from '../graph/visit.ts';
import type { IngestedEvent, MetricState, Session, VisitorState } from '../graph/visitor-state.ts';

/** An event kept for later, with what a metric reads of it. */
export interface RecordedEvent {
  readonly name: string;
  readonly time: number;
  readonly props: IngestedEvent['props'];
  readonly session: Session;
  /** Among all events of the visitor. */
  readonly position: number;
  /** Of the inputs that it meets. */
  readonly bits: number;
}

/** As it is stored. */
export type SavedEvent = readonly [
  name: string,
  time: number,
  props: RecordedEvent['props'] | null,
  session: Session,
  position: number,
  bits: number,
];

export const serializeEvent = ({
  name,
  time,
  props,
  session,
  position,
  bits,
}: RecordedEvent): SavedEvent => [name, time, props ?? null, session, position, bits];

export const deserializeEvent = ([
  name,
  time,
  props,
  session,
  position,
  bits,
]: SavedEvent): RecordedEvent => ({
  name,
  time,
  props: props ?? undefined,
  session,
  position,
  bits,
});

/** Records events for a metric, with what its inputs read of them. */
export const recorder = ({ needs, facts }: Inputs, { details }: Known) => {
  const paths = [...new Set(needs.flatMap((need) => need.paths))];
  return (
    visitor: VisitorState,
    { name, time, props, position }: IngestedEvent,
    bits: number,
  ): RecordedEvent => ({
    name,
    time,
    props: details?.reduceProps(props, paths),
    session: sessionFor(visitor.session, facts),
    position,
    bits,
  });
};

/** Adds a recorded event to a metric, as of then. */
export const replayInto = <State extends MetricState>(
  metric: Metric<State>,
  visitor: VisitorState,
  state: State,
  { name, time, props, session, position, bits }: RecordedEvent,
  demand: Demand,
): void => {
  const then: VisitorState = { ...visitor, now: time, session };
  const event: IngestedEvent = {
    name,
    time,
    props,
    session: session.number,
    position,
    host: visitor.host,
    stamp: NaN,
    item: undefined,
  };
  metric.add(then, state, event, bits, demand);
};

/** What a metric says of its values, for one that is made around it. */
export const traitsOf = <State extends MetricState>({
  followsSessions,
  isDuration,
  scale,
  forgets,
  isScore,
}: Metric<State>): Pick<
  Metric<State>,
  'followsSessions' | 'isDuration' | 'scale' | 'forgets' | 'isScore'
> => ({ followsSessions, isDuration, scale, forgets, isScore });
