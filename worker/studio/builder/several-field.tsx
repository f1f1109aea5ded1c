/** Some of what there is to choose from, in an order: each with a button that takes it out, and a field that adds one. */
import { PickField } from './pick-field.tsx';

export function SeveralField({
  label,
  value,
  options,
  onAdd,
  onRemove,
  none = '',
  least = 0,
  isLabelHidden = false,
  children,
}: {
  readonly label: string;
  readonly value: readonly string[];
  /** Values and their words; groups by a third. */
  readonly options: readonly (readonly [value: string, words: string, group?: string])[];
  readonly onAdd: (value: string) => void;
  readonly onRemove: (at: number) => void;
  /** Said where none is chosen. */
  readonly none?: string;
  /** So many stay. */
  readonly least?: number;
  readonly isLabelHidden?: boolean;
  /** What is said of one, below it. */
  readonly children?: (at: number) => preact.ComponentChildren;
}) {
  const wordsOf = (one: string) => options.find(([each]) => each === one)?.[1] ?? one;
  const free = options.filter(([each]) => !value.includes(each));
  return (
    <div class="several" role="group" aria-label={label}>
      {!isLabelHidden && <p class="field__label">{label}</p>}
      {value.length === 0 && none !== '' && <p class="soft">{none}</p>}
      <ul>
        {value.map((one, at) => (
          <li key={at}>
            <span>{wordsOf(one)}</span>{' '}
            {value.length > least && (
              <button
                class="plain"
                type="button"
                aria-label={`${label}: take out ${wordsOf(one)}`}
                onClick={() => onRemove(at)}
              >
                Take out
              </button>
            )}
            {children?.(at)}
          </li>
        ))}
      </ul>
      <PickField label={`${label}: another`} options={free} onPick={onAdd} />
    </div>
  );
}
