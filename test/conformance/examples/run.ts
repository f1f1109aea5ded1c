import { checkDefinitions } from '../../../shared/definitions/index.ts';
import type { Definitions, Json } from '../../../shared/definitions/index.ts';
import {
  type Engine,
  type HostFacts,
  type Membership,
  createEngine,
} from '../../../shared/engine/index.ts';
import { compile } from '../../shared/engine/compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { History } from '../../shared/engine/history.ts';
import { type Entry, type Example, type Found, type Told, document, segmentOf } from './example.ts';
import { type Moment, OFFSET_MINUTES, timeline, turns } from './moments.ts';

/** What was looked at, when: answers of segments and values of metrics by name. */
export type Findings = readonly { readonly at: string; readonly [name: string]: Json }[];

export const isTold = (does: unknown): does is Told =>
  typeof does === 'object' && does !== null && 'facts' in does;
const isFound = (does: unknown): does is Found =>
  typeof does === 'object' &&
  does !== null &&
  ['members', 'metrics', 'shown'].some((key) => key in does);
const isEvent = (
  does: unknown,
): does is { readonly event: string; readonly props: { readonly [key: string]: Json } } =>
  typeof does === 'object' && does !== null && 'event' in does;

/** What the checker has to say: errors by code and message, warnings by code. */
export const checked = (
  example: Example,
): { readonly errors: readonly string[]; readonly warnings: readonly string[] } => {
  const result = checkDefinitions(JSON.parse(JSON.stringify(document(example.definitions))));
  return {
    errors: result.errors.map(({ code, message }) => `${code}: ${message}`),
    warnings: [...new Set(result.warnings.map(({ code }) => code))].toSorted(),
  };
};

/** What the example says must be found. */
export const expected = (example: Example, entries: readonly Entry[]): Findings =>
  timeline(entries).flatMap((moment) =>
    isTold(moment.does) || isEvent(moment.does)
      ? []
      : [
          finding(example, moment, {
            member: (_, answer) => answer,
            metric: (_, value) => value,
            shown: (ids) => ids,
          }),
        ],
  );

/** The engine in its host: fed, woken by its own timer, and at each entry asked. */
export const byEngine = (
  example: Example,
  entries: readonly Entry[],
  restarts = false,
): Findings => {
  const moments = timeline(entries);
  const plan = compile(document(example.definitions), kinds);
  for (const [id, reason] of plan.disabled) throw new Error(`${id} is disabled: ${reason}`);
  const host = { offsetAt: () => OFFSET_MINUTES };
  let engine: Engine = createEngine(plan, host, { now: moments[0]?.time ?? 0 });
  let facts: HostFacts = NOTHING_SET;
  engine.setFacts(facts);
  const findings: Findings[number][] = [];
  for (const moment of moments) {
    const { time, does } = moment;
    for (let next = engine.nextChange(); next !== null && next <= time; next = engine.nextChange())
      engine.advance(next);
    engine.advance(time);
    if (restarts) {
      const state = JSON.parse(JSON.stringify(engine.state())) as never;
      engine = createEngine(plan, host, { now: time, state });
      engine.setFacts(facts);
    }
    if (isEvent(does)) engine.apply({ name: does.event, time, props: does.props });
    else if (isTold(does)) engine.setFacts((facts = merged(facts, does)));
    else
      findings.push(
        finding(example, moment, {
          member: (id) => engine.member(id),
          metric: (id, value) => settled(engine.metricValues()[id] ?? null, value),
          shown: () => engine.current(),
        }),
      );
  }
  return findings;
};

/** What no answer looks at any closer, the engine knows from below only: that has to suffice. */
const settled = (known: Json, value: Json): Json => {
  const least =
    typeof known === 'object' && known !== null && 'atLeast' in known ? known['atLeast'] : null;
  return typeof least === 'number' && typeof value === 'number' && least <= value ? value : known;
};

/** The slow, obvious evaluator over the whole log, at every moment at which something could change. */
export const byMeaning = (example: Example, entries: readonly Entry[]): Findings => {
  const moments = timeline(entries);
  const definitions = document(example.definitions);
  const history = new History({
    offsetAt: () => OFFSET_MINUTES,
    now: moments[0]?.time ?? 0,
    // Where to look is told below.
    tick: Number.MAX_SAFE_INTEGER,
  });
  history.publish(listed(definitions) as never, compile(definitions, kinds).stored);
  let facts: HostFacts = NOTHING_SET;
  history.setFacts(facts);
  const waiting = [...turns(example.definitions, moments)];
  const findings: Findings[number][] = [];
  for (const moment of moments) {
    const { time, does } = moment;
    while (waiting[0] !== undefined && waiting[0] <= time) history.pass(waiting.shift() as number);
    history.pass(time);
    if (isEvent(does)) history.event({ name: does.event, time, props: does.props });
    else if (isTold(does)) history.setFacts((facts = merged(facts, does)));
    else
      findings.push(
        finding(example, moment, {
          member: (id) => history.member(id),
          metric: (id) => history.metricValues()[id] as Json,
          shown: () =>
            Object.entries(definitions.segments).flatMap(([id, { shadow }]) =>
              history.member(id) === true && !shadow ? [id] : [],
            ),
        }),
      );
  }
  return findings;
};

/** A saved group means its list. */
const listed = (definitions: Definitions): Definitions => {
  const list = (id: Json): Json => definitions.savedGroups?.[id as string] ?? [];
  return JSON.parse(JSON.stringify(definitions), (_, value: Json) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { $inGroup, $notInGroup, ...others } = value as { readonly [key: string]: Json };
    return {
      ...others,
      ...($inGroup !== undefined && { $in: list($inGroup) }),
      ...($notInGroup !== undefined && { $nin: list($notInGroup) }),
    };
  }) as Definitions;
};

/** Asked, and nothing known: absent, not unknown. */
const NOTHING_SET: HostFacts = { trait: {}, geo: {}, device: {}, source: {}, page: {} };

const merged = (facts: HostFacts, { facts: told }: Told): HostFacts => {
  const all: { [name: string]: unknown } = { ...facts, ...told };
  for (const [name, value] of Object.entries(all)) if (value === null) delete all[name];
  return all;
};

/** Who is asked; what is expected is given along. */
interface Asked {
  readonly member: (id: string, answer: Membership) => Membership;
  readonly metric: (id: string, value: Json) => Json;
  readonly shown: (ids: readonly string[]) => readonly string[];
}

const finding = (example: Example, { time, does }: Moment, asked: Asked): Findings[number] => {
  const at = new Date(time + OFFSET_MINUTES * 60_000)
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.000Z$|Z$/, '');
  const { members, metrics, shown }: Found = isFound(does)
    ? does
    : { members: { [segmentOf(example)]: does as Membership } };
  const found: { [name: string]: Json } = {};
  for (const [id, answer] of Object.entries(members ?? {})) found[id] = asked.member(id, answer);
  for (const [id, value] of Object.entries(metrics ?? {}))
    found[`metric.${id}`] = rounded(asked.metric(id, value));
  return { at, ...found, ...(shown && { shown: asked.shown(shown) }) };
};

const rounded = (value: Json): Json =>
  typeof value === 'number' ? Number(value.toPrecision(12)) : value;
