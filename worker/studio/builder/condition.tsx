/** A condition as rows and blocks; every change is an edit of the text. */
import { useSignal } from '@preact/signals';
import {
  CommitField,
  DurationField,
  ListField,
  NumberField,
  SelectField,
  TextField,
} from '../components/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { draft, type Path } from '../draft/index.ts';
import { valuesOf } from './known-values.ts';
import { PROPERTIES } from './facts.ts';
import {
  clauseFor,
  isObject,
  LOGICS,
  type Logic,
  operandOf,
  operatorText,
  operatorsFor,
  type Row,
  rowsOf,
  withBound,
  withLogic,
  withOperator,
  withoutClause,
} from './rows.ts';
import { Said } from './said.tsx';
import type { Scope } from './scope.ts';

interface Props {
  readonly condition: unknown;
  readonly path: Path;
  readonly scope: Scope;
  readonly definitions: Definitions;
  /** Of what it is the condition, for those who do not see where it stands. */
  readonly label: string;
  /** More below a clause: the metric that it reads. */
  readonly about?: (fact: string) => preact.ComponentChildren;
}

export function ConditionEditor(props: Props) {
  const { condition, path, label } = props;
  if (!isObject(condition))
    return <p class="soft">What stands here is no condition: see the JSON.</p>;
  const rows = rowsOf(condition, path);
  return (
    <div class="condition" role="group" aria-label={label}>
      {rows.length === 0 && <p class="soft">Everybody: nothing is asked.</p>}
      {rows.map((row, at) => (
        // By its place: a row that gets another fact or operator is the same row, and keeps the focus.
        <div key={at} class="condition__row">
          {at > 0 && <span class="joint">and</span>}
          {row.type === 'clause' ? (
            <Clause row={row} whole={condition[row.fact]} {...props} />
          ) : (
            <Block row={row} {...props} />
          )}
        </div>
      ))}
      <Add {...props} condition={condition} />
    </div>
  );
}

function Clause({
  row,
  whole,
  scope,
  definitions,
  condition,
  about,
}: Props & { readonly row: Extract<Row, { type: 'clause' }>; readonly whole: unknown }) {
  const option = scope.facts.find(({ fact }) => fact === row.fact);
  const type = option?.type ?? 'value';
  const hasLists = Object.keys(definitions.savedGroups ?? {}).length > 0;
  const known = operatorsFor(type, hasLists);
  // What another bound of the fact says already would be the same key twice.
  const taken = Object.keys(isObject(whole) ? whole : {}).filter((each) => each !== row.operator);
  const free = known.filter(([each]) => !taken.includes(each === '' ? '$eq' : each));
  const operators = free.some(([each]) => each === row.operator)
    ? free
    : [...free, [row.operator, operatorText(row.operator)] as const];
  const bound = withBound(row, type, whole);
  const others = isObject(condition)
    ? Object.keys(condition).filter((key) => key !== row.fact)
    : [];
  const name = option?.words ?? row.fact;
  return (
    <div class="clause">
      {row.isFirst ? (
        <FactField
          fact={row.fact}
          scope={scope}
          except={others}
          onFact={(fact) => {
            const next = scope.facts.find((each) => each.fact === fact)?.type ?? 'value';
            draft.editAll([
              ...(next === type ? [] : [{ path: row.factPath, value: clauseFor(next) }]),
              { path: row.factPath, key: fact },
            ]);
          }}
        />
      ) : (
        <span class="clause__again">… and it</span>
      )}
      <SelectField
        label={`${name}: comparison`}
        isLabelHidden
        value={row.operator}
        options={operators}
        onValue={(operator) => draft.editAll(withOperator(row, operator, type, whole))}
      />
      <OperandField row={row} type={type} name={name} definitions={definitions} />
      <span class="clause__buttons">
        {bound && (
          <button
            class="plain"
            type="button"
            aria-label={`${name}: add a bound`}
            onClick={() => draft.editAll([bound])}
          >
            Add a bound
          </button>
        )}
        <button
          class="plain"
          type="button"
          aria-label={`${name}: remove`}
          onClick={() => draft.editAll([withoutClause(row, whole)])}
        >
          Remove
        </button>
      </span>
      <Said path={row.factPath} isDeep={row.isFirst} />
      {row.isFirst && about?.(row.fact)}
    </div>
  );
}

function FactField({
  fact,
  scope,
  except,
  onFact,
}: {
  readonly fact: string;
  readonly scope: Scope;
  readonly except: readonly string[];
  readonly onFact: (fact: string) => void;
}) {
  if (scope.isOpen)
    return (
      <CommitField
        label="Property"
        isLabelHidden
        value={fact}
        list={[...scope.facts.map((each) => each.fact), ...PROPERTIES]}
        isAllowed={(next) => next !== '' && !except.includes(next) && !next.startsWith('$')}
        onValue={onFact}
      />
    );
  return (
    <SelectField
      label="What is looked at"
      isLabelHidden
      value={fact}
      options={scope.facts
        .filter((each) => !except.includes(each.fact))
        .map((each) => [each.fact, each.words, each.group])}
      onValue={onFact}
    />
  );
}

function OperandField({
  row,
  type,
  name,
  definitions,
}: {
  readonly row: Extract<Row, { type: 'clause' }>;
  readonly type: Parameters<typeof operandOf>[1];
  readonly name: string;
  readonly definitions: Definitions;
}) {
  const { operand, path, operator, fact } = row;
  const label = `${name}: value`;
  const field = { label, isLabelHidden: true } as const;
  const set = (value: unknown) => void draft.edit(path, value);
  const values = valuesOf(fact, definitions);
  switch (operandOf(operator, type, operand)) {
    case 'boolean': {
      const [yes, no] = operator === '$exists' ? ['known', 'not known'] : ['yes', 'no'];
      return (
        <SelectField
          {...field}
          value={operand ? 'yes' : 'no'}
          options={[
            ['yes', yes],
            ['no', no],
          ]}
          onValue={(value) => set(value === 'yes')}
        />
      );
    }
    case 'number':
      return <NumberField {...field} value={Number(operand)} onValue={set} />;
    case 'duration':
      return String(operand).startsWith('-') ? (
        <TextField {...field} value={String(operand)} onValue={set} />
      ) : (
        <DurationField {...field} value={String(operand)} onValue={set} />
      );
    case 'texts':
      return <ListField {...field} value={operand as readonly string[]} onValue={set} />;
    case 'numbers':
      return <ListField {...field} value={operand as readonly number[]} isNumbers onValue={set} />;
    case 'list':
      return (
        <SelectField
          {...field}
          value={String(operand)}
          options={Object.keys(definitions.savedGroups ?? {}).map((id) => [id, id])}
          onValue={set}
        />
      );
    case 'text':
    case 'date':
      return <TextField {...field} value={String(operand)} list={values} onValue={set} />;
    case 'json':
      return (
        <code class="clause__json" title="To be changed in the JSON">
          {JSON.stringify(operand)}
        </code>
      );
  }
}

function Block({ row, ...props }: Props & { readonly row: Extract<Row, { type: 'block' }> }) {
  const isList = row.logic !== '$not';
  const name = LOGICS.find(([logic]) => logic === row.logic)?.[1] ?? row.logic;
  const there = Object.keys(isObject(props.condition) ? props.condition : {});
  return (
    <div class="block">
      <div class="block__head">
        <SelectField
          label="How the block is combined"
          isLabelHidden
          value={row.logic}
          options={LOGICS.filter(([logic]) => logic === row.logic || !there.includes(logic))}
          onValue={(logic) => draft.editAll(withLogic(row, logic))}
        />
        <button class="plain" type="button" onClick={() => draft.remove(row.path)}>
          Remove the block
        </button>
      </div>
      <Said path={row.path} />
      <ul class="block__parts">
        {row.parts.map(({ path, condition }, at) => (
          <li key={at}>
            <ConditionEditor
              {...props}
              condition={condition}
              path={path}
              label={`${name}, ${at + 1}`}
            />
            {isList && row.parts.length > 1 && (
              <button
                class="plain"
                type="button"
                aria-label={`Remove part ${at + 1}`}
                onClick={() => draft.remove(path)}
              >
                Remove this part
              </button>
            )}
          </li>
        ))}
      </ul>
      {isList && (
        <button
          class="plain"
          type="button"
          onClick={() => draft.edit([...row.path, -1], firstClause(props.scope))}
        >
          Add a part
        </button>
      )}
    </div>
  );
}

/** A clause to begin with. */
function firstClause({ facts, isOpen }: Scope, taken: readonly string[] = []) {
  const free = facts.find(({ fact }) => !taken.includes(fact) && !fact.startsWith('segment.'));
  if (isOpen || free === undefined)
    return { [PROPERTIES.find((name) => !taken.includes(name)) ?? 'value']: 'value' };
  return { [free.fact]: clauseFor(free.type) };
}

type Addable = 'clause' | Logic;
const ADDABLE: readonly (readonly [Addable, string])[] = [
  ['clause', 'a condition'],
  ['$or', 'a block: one of these'],
  ['$and', 'a block: all of these'],
  ['$nor', 'a block: none of these'],
  ['$not', 'a block: not this'],
];

function Add({
  condition,
  path,
  scope,
  label,
}: Props & { readonly condition: { readonly [key: string]: unknown } }) {
  const what = useSignal<Addable>('clause');
  const there = Object.keys(condition);
  const add = () => {
    if (what.value === 'clause') {
      for (const [fact, value] of Object.entries(firstClause(scope, there)))
        draft.edit([...path, fact], value);
      return;
    }
    const logic = what.value;
    const part = firstClause(scope);
    if (logic !== '$not' && there.includes(logic)) draft.edit([...path, logic, -1], part);
    else if (!there.includes(logic)) draft.edit([...path, logic], logic === '$not' ? part : [part]);
    // A second "not" needs a block of its own.
    else
      draft.edit(
        there.includes('$and') ? [...path, '$and', -1] : [...path, '$and'],
        there.includes('$and') ? { $not: part } : [{ $not: part }],
      );
  };
  return (
    <div class="add">
      <SelectField
        label={`${label}: what to add`}
        isLabelHidden
        value={what.value}
        options={ADDABLE}
        onValue={(value) => (what.value = value)}
      />
      <button class="button" type="button" aria-label={`${label}: add`} onClick={add}>
        Add
      </button>
    </div>
  );
}
