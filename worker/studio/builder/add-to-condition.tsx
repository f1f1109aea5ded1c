/** What a condition gets more: a fact, a block, or something that visitors did, for which a figure is made. */
import { useSignal } from '@preact/signals';
import type { FactType } from '../../../shared/definitions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { SelectField } from '../components/index.ts';
import { draft, type Edit, type Path } from '../draft/index.ts';
import { attend } from './attention.ts';
import { EventField } from './events-field.tsx';
import { MADE, PROPERTIES } from './facts.ts';
import { freshId } from './ids.ts';
import { valuesOf } from './known-values.ts';
import { clauseFor, type Logic } from './rows.ts';
import type { Scope } from './scope.ts';

const DONE = [
  ['did', 'something they did'],
  ['not', 'something they did not do'],
  ['steps', 'things they did one after the other'],
] as const;
type Done = (typeof DONE)[number][0];
type Addable = Done | 'clause' | Logic;
const OTHERS: readonly (readonly [Addable, string])[] = [
  ['clause', 'another fact: place, visit, source …'],
  ['$or', 'a block: one of these'],
  ['$and', 'a block: all of these'],
  ['$nor', 'a block: none of these'],
  ['$not', 'a block: not this'],
];
const isDone = (what: Addable): what is Done => DONE.some(([each]) => each === what);

/** Where the browser is, to begin with. */
function ownCountry(): string {
  try {
    return new Intl.Locale(navigator.language).maximize().region ?? 'US';
  } catch {
    return 'US';
  }
}

/** What a fact is compared with to begin with: a value that it can have, where these are known. */
export function freshClause(fact: string, type: FactType, definitions: Definitions): unknown {
  if (fact === 'geo.country') return ownCountry();
  return clauseFor(type, valuesOf(fact, definitions)?.values[0]?.[0]);
}

/** A clause to begin with. */
export function firstClause(
  { facts, isOpen }: Scope,
  definitions: Definitions,
  taken: readonly string[] = [],
): { readonly [fact: string]: unknown } {
  const isFree = (fact: string) => !taken.includes(fact) && !/^(segment|metric)\./.test(fact);
  const free =
    facts.find(({ fact }) => isFree(fact)) ?? facts.find(({ fact }) => !taken.includes(fact));
  if (isOpen || free === undefined)
    return { [PROPERTIES.find((name) => !taken.includes(name)) ?? 'value']: 'value' };
  return { [free.fact]: freshClause(free.fact, free.type, definitions) };
}

/** A figure of what was done, and the clause that reads it. */
function doneEdits(
  what: Done,
  event: string,
  path: Path,
  { path: figures, there, within }: NonNullable<Scope['figures']>,
): { readonly fact: string; readonly edits: readonly Edit[] } {
  const id = freshId(`${MADE}${event === '*' ? 'anything' : event}`, there, '_');
  const window = within === undefined ? {} : { within };
  const last = event === 'purchase' ? 'view_item' : 'purchase';
  const metric = what === 'steps' ? { sequence: [{ event }, { event: last }] } : { count: event };
  const fact = `metric.${id}`;
  return {
    fact,
    edits: [
      { path: [...figures, id], value: { ...metric, ...window } },
      { path: [...path, fact], value: what === 'not' ? 0 : { $gte: 1 } },
    ],
  };
}

export function AddToCondition({
  condition,
  path,
  scope,
  label,
  definitions,
}: {
  readonly condition: { readonly [key: string]: unknown };
  readonly path: Path;
  readonly scope: Scope;
  readonly label: string;
  readonly definitions: Definitions;
}) {
  const { figures } = scope;
  const what = useSignal<Addable>(figures ? 'did' : 'clause');
  const event = useSignal('view_item');
  const there = Object.keys(condition);
  const addBlock = (logic: Logic) => {
    const part = firstClause(scope, definitions);
    attend([...path, logic]);
    if (!there.includes(logic)) draft.edit([...path, logic], logic === '$not' ? part : [part]);
    else if (logic !== '$not') draft.edit([...path, logic, -1], part);
    // A second "not" needs a block of its own.
    else if (Array.isArray(condition['$and'])) draft.edit([...path, '$and', -1], { $not: part });
    else draft.edit([...path, '$and'], [{ $not: part }]);
  };
  const add = () => {
    const kind = what.value;
    if (figures && isDone(kind)) {
      const { fact, edits } = doneEdits(kind, event.value, path, figures);
      attend([...path, fact]);
      draft.editAll(edits);
    } else if (kind === 'clause')
      for (const [fact, value] of Object.entries(firstClause(scope, definitions, there))) {
        attend([...path, fact]);
        draft.edit([...path, fact], value);
      }
    else if (!isDone(kind)) addBlock(kind);
  };
  return (
    <div class="add">
      <SelectField
        label={`${label}: what to add`}
        isLabelHidden
        value={what.value}
        options={figures ? [...DONE, ...OTHERS] : OTHERS}
        onValue={(value) => (what.value = value)}
      />
      {isDone(what.value) && (
        <EventField
          label={`${label}: ${what.value === 'steps' ? 'first step' : 'which event'}`}
          isLabelHidden
          value={event.value}
          onValue={(next) => (event.value = next)}
        />
      )}
      <button class="button" type="button" aria-label={`${label}: add`} onClick={add}>
        Add
      </button>
    </div>
  );
}
