/** A condition as rows and blocks; every change is an edit of the text. */
import { CommitField, SelectField } from '../components/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { FactType } from '../../../shared/definitions/index.ts';
import { draft, type Edit, type Path } from '../draft/index.ts';
import { AddToCondition, firstClause, freshClause } from './add-to-condition.tsx';
import { attend, useAttention } from './attention.ts';
import { PROPERTIES } from './facts.ts';
import { valuesOf } from './known-values.ts';
import { OperandField } from './operand-field.tsx';
import {
  isObject,
  LOGICS,
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
import { WrittenInJson } from './written-in-json.tsx';

interface Props {
  readonly condition: unknown;
  readonly path: Path;
  readonly scope: Scope;
  readonly definitions: Definitions;
  /** Of what it is the condition, for those who do not see where it stands. */
  readonly label: string;
  /** More below a clause: the metric that it reads. */
  readonly about?: (fact: string, path: Path) => preact.ComponentChildren;
}

export function ConditionEditor(props: Props) {
  const { condition, path, label } = props;
  const place = useAttention<HTMLDivElement>(path, 'select, input');
  if (!isObject(condition)) return <WrittenInJson value={condition} path={path} what={label} />;
  const rows = rowsOf(condition, path);
  return (
    <div class="condition" role="group" aria-label={label} ref={place}>
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
      <AddToCondition {...props} condition={condition} />
    </div>
  );
}

/** What another fact is compared with: the same as this, unless it is of another type, or one of them has values of its own. */
function comparedAnew(
  { fact, factPath }: Extract<Row, { type: 'clause' }>,
  type: FactType,
  other: string,
  { scope, definitions }: Props,
): readonly Edit[] {
  const next = scope.facts.find((each) => each.fact === other)?.type ?? 'value';
  const hasOwn = [fact, other].some((each) => valuesOf(each, definitions)?.isAll);
  return next === type && !hasOwn
    ? []
    : [{ path: factPath, value: freshClause(other, next, definitions) }];
}

function Clause({
  row,
  whole,
  ...props
}: Props & { readonly row: Extract<Row, { type: 'clause' }>; readonly whole: unknown }) {
  const { scope, definitions, condition, about } = props;
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
  // Of a figure that is new, what it is compared with; of any other fact, which.
  const place = useAttention<HTMLDivElement>(
    row.factPath,
    row.fact.startsWith('metric.') ? 'label:nth-of-type(2) select' : 'select, input',
  );
  return (
    <div class="clause" ref={place}>
      {row.isFirst ? (
        <FactField
          fact={row.fact}
          scope={scope}
          except={others}
          onFact={(fact) => {
            draft.editAll([
              ...comparedAnew(row, type, fact, props),
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
      {row.isFirst && about?.(row.fact, row.factPath)}
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
        whyNot={(next) =>
          next.startsWith('$') ? 'no property begins with $.' : 'it is there already.'
        }
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

function Block({ row, ...props }: Props & { readonly row: Extract<Row, { type: 'block' }> }) {
  const isList = row.logic !== '$not';
  const name = LOGICS.find(([logic]) => logic === row.logic)?.[1] ?? row.logic;
  const there = Object.keys(isObject(props.condition) ? props.condition : {});
  const place = useAttention<HTMLDivElement>(row.path, 'select');
  return (
    <div class="block" ref={place}>
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
          onClick={() => {
            attend([...row.path, row.parts.length]);
            draft.edit([...row.path, -1], firstClause(props.scope, props.definitions));
          }}
        >
          Add a part
        </button>
      )}
    </div>
  );
}
