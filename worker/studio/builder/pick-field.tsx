/** One of what there is to choose from, taken with a button: a select tells of each choice that the keys pass. */
import { useSignal } from '@preact/signals';
import { SelectField } from '../components/index.ts';

export function PickField({
  label,
  options,
  act = 'Add',
  onPick,
}: {
  readonly label: string;
  /** Values and their words; groups by a third. */
  readonly options: readonly (readonly [value: string, words: string, group?: string])[];
  /** On the button. */
  readonly act?: string;
  readonly onPick: (value: string) => void;
}) {
  const picked = useSignal('');
  const [[first = ''] = []] = options;
  if (options.length === 0) return null;
  const value = options.some(([each]) => each === picked.value) ? picked.value : first;
  return (
    <div class="add">
      <SelectField
        label={label}
        isLabelHidden
        value={value}
        options={options}
        onValue={(next) => (picked.value = next)}
      />
      <button
        class="button"
        type="button"
        aria-label={`${label}: ${act}`}
        onClick={() => onPick(value)}
      >
        {act}
      </button>
    </div>
  );
}
