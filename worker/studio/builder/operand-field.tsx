/** What a fact is compared with: a field of its kind, or the values that it can have. */
import type { FactType } from '../../../shared/definitions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  DurationField,
  ListField,
  NumberField,
  SelectField,
  TextField,
} from '../components/index.ts';
import { SeveralField } from './several-field.tsx';
import { draft } from '../draft/index.ts';
import { valuesOf } from './known-values.ts';
import { listEdits } from './list-edits.ts';
import { operandOf, type Row } from './rows.ts';
import { WrittenInJson } from './written-in-json.tsx';

const ONE_OF_THEM: readonly string[] = ['', '$eq', '$ne'];

export function OperandField({
  row,
  type,
  name,
  definitions,
}: {
  readonly row: Extract<Row, { type: 'clause' }>;
  readonly type: FactType;
  readonly name: string;
  readonly definitions: Definitions;
}) {
  const { operand, path, operator, fact } = row;
  const label = `${name}: value`;
  const field = { label, isLabelHidden: true } as const;
  const set = (value: unknown) => void draft.edit(path, value);
  const known = valuesOf(fact, definitions);
  const kind = operandOf(operator, type, operand);
  const isNumber = kind === 'number' || kind === 'numbers';
  if (known?.isAll && ONE_OF_THEM.includes(operator) && (kind === 'text' || isNumber))
    return (
      <SelectField
        {...field}
        value={String(operand)}
        options={known.values}
        onValue={(value) => set(isNumber ? Number(value) : value)}
      />
    );
  if (known?.isAll && (kind === 'texts' || kind === 'numbers')) {
    const chosen = operand as readonly (string | number)[];
    return (
      <SeveralField
        label={label}
        isLabelHidden
        least={1}
        value={chosen.map(String)}
        options={known.values}
        onAdd={(value) => draft.edit([...path, -1], isNumber ? Number(value) : value)}
        onRemove={(at) => draft.remove([...path, at])}
      />
    );
  }
  const list = (values: readonly unknown[]) =>
    void draft.editAll(listEdits(path, operand as readonly unknown[], values));
  switch (kind) {
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
      return <ListField {...field} value={operand as readonly string[]} onValue={list} />;
    case 'numbers':
      return <ListField {...field} value={operand as readonly number[]} isNumbers onValue={list} />;
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
      return (
        <TextField
          {...field}
          value={String(operand)}
          list={known?.values.map(([value]) => value)}
          onValue={set}
        />
      );
    case 'json':
      return <WrittenInJson value={operand} path={path} what={label} />;
  }
}
