import { compileClause } from '../graph/clause.ts';
import { metricFact } from '../graph/fact-node.ts';
import { compileLeaf } from '../graph/leaf.ts';
import type { Definition, MetricContext } from '../graph/metric-kind.ts';
import type { Metric } from '../graph/metric.ts';
import { both } from '../graph/subscriptions.ts';
import type { FactNode, VisitorState } from '../graph/visitor-state.ts';
import { CompileError, isRecord, own } from '../values/values.ts';
import { sessionsMetric } from './sessions.ts';

/** What facts of a session are made of, beside the names of events. */
const VISIT_EVENTS: { readonly [fact: string]: readonly [string, readonly string[]] } = {
  'session.landing': ['page_view', ['page_location', 'page_path']],
  'session.engaged': ['user_engagement', ['engagement_time_msec']],
};

const record = (value: unknown): Definition => (isRecord(value) ? value : {});

/** Sessions, the metrics of one of them, and the condition that they have to meet. */
export const compileSessions = (definition: Definition, context: MetricContext): Metric => {
  const { window, inputs, known, compile, derive } = context;
  if (definition['after'] !== undefined || definition['before'] !== undefined)
    throw new CompileError('bad "after" or "before"');
  const { forMs } = window;
  // Sessions are made of all events.
  inputs.subscribe('*', undefined, forMs);
  const each: Metric[] = [];
  const definitions = new Map(Object.entries(record(definition['each'])));
  const found = new Map<string, FactNode | null>();
  // Formulas read others, wherever those stand.
  const read = (fact: string): FactNode => {
    const id = /^metric\.(.*)$/s.exec(fact)?.[1];
    if (id !== undefined && definitions.has(id)) return sourceOf(id);
    const node = known.otherFacts?.visitFact(fact);
    if (!node) throw new CompileError(`no fact "${fact}" of a session`);
    inputs.facts.add(fact);
    return node;
  };
  const sourceOf = (id: string): FactNode => {
    const node = found.get(id);
    if (node === null) throw new CompileError(`"${id}" reads itself`);
    if (node) return node;
    found.set(id, null);
    const made = compilePart(id, record(definitions.get(id)));
    found.set(id, made);
    return made;
  };
  const compilePart = (id: string, part: Definition): FactNode => {
    const { within, where, ...rest } = part;
    if (within !== undefined) throw new CompileError(`bad "within" of "${id}"`);
    if ('sessions' in part) throw new CompileError(`bad "sessions" of "${id}"`);
    const derived = derive(part, read);
    if (derived) return derived;
    const metric = compile(
      { ...rest, where: both(where, definition['where']) },
      {
        ...inputs,
        subscribe: (selector, condition) => inputs.subscribe(selector, condition, forMs),
      },
    );
    return metricFact(metric, each.push(metric) - 1);
  };
  for (const id of definitions.keys()) sourceOf(id);
  const meets = compileClause<VisitorState>(definition['sessions'], (fact, operand) =>
    compileLeaf(fact, read(fact), operand, known),
  );
  for (const fact of inputs.facts) {
    const [name, properties] = own(VISIT_EVENTS, fact) ?? [];
    if (name && properties) inputs.need([name], properties, forMs);
  }
  return sessionsMetric({ each, meets }, window);
};
