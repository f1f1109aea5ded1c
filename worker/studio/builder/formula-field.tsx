/** A formula as fields: what it is, and its parts, each of them a formula. */
import type { FactType } from '../../../shared/definitions/index.ts';
import { NumberField, SelectField } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import type { FactOption } from './facts.ts';
import { asForm, FORMS, formOfFormula, type FormulaForm, isPair, JOINTS } from './formulas.ts';
import { objectEdits } from './list-edits.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import { WrittenInJson } from './written-in-json.tsx';

interface Props {
  readonly label: string;
  readonly value: unknown;
  readonly path: Path;
  readonly facts: readonly FactOption[];
}

const COMPUTED: readonly FactType[] = ['number', 'duration', 'boolean', 'value'];

/** The facts that a formula computes with. `self`: the metric whose formula it is. */
export function FormulaField({
  facts,
  self,
  ...props
}: Props & { readonly self: string | number | undefined }) {
  const own = `metric.${self}`;
  const usable = facts.filter(({ type, fact }) => COMPUTED.includes(type) && fact !== own);
  return <Part {...props} facts={usable} />;
}

function Part({ label, value, path, facts }: Props) {
  const form = formOfFormula(value);
  if (form === null) return <WrittenInJson value={value} path={path} what={label} />;
  const first = facts.find(({ fact }) => fact.startsWith('metric.')) ?? facts[0];
  const become = (next: FormulaForm) => {
    const made = asForm(value, next, first?.fact ?? 'visitor.sessions');
    draft.editAll(
      isObject(value) && isObject(made)
        ? objectEdits(path, value, made as { readonly [key: string]: unknown }, [form, next])
        : [{ path, value: made }],
    );
  };
  const at = [...path, form];
  return (
    <div class="formula" role="group" aria-label={label}>
      <div class="together">
        <SelectField label={label} value={form} options={FORMS} onValue={become} />
        {form === 'number' && (
          <NumberField
            label={`${label}: number`}
            value={Number(value)}
            onValue={(next) => draft.edit(path, next)}
          />
        )}
        {form === 'fact' && (
          <FactOf
            label={`${label}: which`}
            value={String(value)}
            facts={facts}
            onValue={(next) => draft.edit(path, next)}
          />
        )}
      </div>
      <Said path={path} isDeep={form === 'number' || form === 'fact'} />
      {isObject(value) &&
        (form === 'logistic' ? (
          <Score value={value[form]} path={at} facts={facts} label={label} />
        ) : form === 'log1p' ? (
          <div class="formula__parts">
            <Part label="of" value={value[form]} path={at} facts={facts} />
          </div>
        ) : (
          <Parts form={form} parts={value[form]} path={at} facts={facts} />
        ))}
    </div>
  );
}

function FactOf({
  label,
  value,
  facts,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly facts: readonly FactOption[];
  readonly onValue: (fact: string) => void;
}) {
  return (
    <SelectField
      label={label}
      value={value}
      options={facts.map(({ fact, words, group }) => [fact, words, group] as const)}
      onValue={onValue}
    />
  );
}

function Parts({
  form,
  parts,
  path,
  facts,
}: {
  readonly form: FormulaForm;
  readonly parts: unknown;
  readonly path: Path;
  readonly facts: readonly FactOption[];
}) {
  const list: readonly unknown[] = Array.isArray(parts) ? parts : [];
  const isMovable = isPair(form);
  return (
    <div class="formula__parts">
      {list.map((part, at) => (
        <div key={at}>
          <Part
            label={at === 0 ? 'Of' : (JOINTS[form] ?? 'and')}
            value={part}
            path={[...path, at]}
            facts={facts}
          />
          {!isMovable && list.length > 1 && (
            <button
              class="plain"
              type="button"
              aria-label={`Remove part ${at + 1}`}
              onClick={() => draft.remove([...path, at])}
            >
              Remove
            </button>
          )}
        </div>
      ))}
      {isMovable ? (
        list.length === 2 && (
          <button
            class="plain"
            type="button"
            onClick={() => draft.editAll([{ path: [...path, 0], swap: [...path, 1] }])}
          >
            Let them change places
          </button>
        )
      ) : (
        <button class="plain" type="button" onClick={() => draft.edit([...path, -1], 1)}>
          Add a part
        </button>
      )}
    </div>
  );
}

/** A logistic score: a bias, and a weight for each fact. */
function Score({
  value,
  path,
  facts,
  label,
}: {
  readonly value: unknown;
  readonly path: Path;
  readonly facts: readonly FactOption[];
  readonly label: string;
}) {
  const score = isObject(value) ? value : {};
  const weights = isObject(score['weights']) ? score['weights'] : {};
  const free = facts.filter(({ fact }) => !Object.hasOwn(weights, fact));
  return (
    <div class="formula__parts">
      <NumberField
        label={`${label}: bias`}
        value={Number(score['bias'])}
        help="What it is before any fact is looked at: 0 is a score of one half."
        onValue={(next) => draft.edit([...path, 'bias'], next)}
      />
      {Object.entries(weights).map(([fact, weight], at) => (
        <div key={at} class="together">
          <FactOf
            label={`Fact ${at + 1}`}
            value={fact}
            facts={facts.filter((each) => each.fact === fact || free.includes(each))}
            onValue={(next) => draft.editAll([{ path: [...path, 'weights', fact], key: next }])}
          />
          <NumberField
            label={`Weight ${at + 1}`}
            value={Number(weight)}
            onValue={(next) => draft.edit([...path, 'weights', fact], next)}
          />
          <button
            class="plain"
            type="button"
            aria-label={`Remove fact ${at + 1}`}
            onClick={() => draft.remove([...path, 'weights', fact])}
          >
            Remove
          </button>
          <Said path={[...path, 'weights', fact]} isDeep />
        </div>
      ))}
      {free[0] && (
        <button
          class="plain"
          type="button"
          onClick={() => draft.edit([...path, 'weights', free[0]?.fact ?? ''], 1)}
        >
          Add a fact
        </button>
      )}
    </div>
  );
}
