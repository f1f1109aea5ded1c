/** Fields, each with its label. What is written is told as soon as it is a value; what is no value stays in the field and changes nothing. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { localTime } from './date.ts';

export interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly onValue: (value: T) => void;
  /** Said below the field. */
  readonly help?: string | undefined;
  /** For screen readers alone: what stands around it says it already. */
  readonly isLabelHidden?: boolean;
}

/** The text of a field, which follows the value unless it says the same already. */
function useText<T>(value: T, write: (value: T) => string, read: (text: string) => T | undefined) {
  const [text, setText] = useState(() => write(value));
  useEffect(() => {
    if (JSON.stringify(read(text)) !== JSON.stringify(value)) setText(write(value));
  }, [JSON.stringify(value)]);
  return [text, setText] as const;
}

export function Labelled({
  label,
  help,
  isLabelHidden = false,
  children,
}: Pick<FieldProps<unknown>, 'label' | 'isLabelHidden'> & {
  readonly help?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <label class="field">
      <span class={isLabelHidden ? 'unseen' : 'field__label'}>{label}</span>
      {children}
      {help !== undefined && <small>{help}</small>}
    </label>
  );
}

function Typed<T>({
  value,
  onValue,
  write,
  read,
  type = 'text',
  list,
  min,
  max,
  title,
  ...labelled
}: Omit<FieldProps<T>, 'help'> & {
  readonly help?: ComponentChildren;
  readonly title?: string;
  readonly write: (value: T) => string;
  readonly read: (text: string) => T | undefined;
  readonly type?: 'text' | 'number' | 'search' | 'date' | 'datetime-local';
  readonly list?: readonly string[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}) {
  const [text, setText] = useText(value, write, read);
  const id = useId();
  const isBad = read(text) === undefined;
  return (
    <Labelled {...labelled}>
      <input
        type={type}
        value={text}
        min={min}
        max={max}
        title={title}
        step={type === 'number' ? 'any' : undefined}
        autocomplete="off"
        spellcheck={false}
        list={list ? id : undefined}
        aria-invalid={isBad || undefined}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          const next = read(currentTarget.value);
          if (next !== undefined) onValue(next);
        }}
        onBlur={() => setText(write(value))}
      />
      {list && (
        <datalist id={id}>
          {list.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </Labelled>
  );
}

export function TextField({
  isEmptyAllowed = false,
  ...field
}: FieldProps<string> & {
  readonly list?: readonly string[] | undefined;
  readonly isEmptyAllowed?: boolean;
  readonly type?: 'text' | 'search' | 'date';
}) {
  return (
    <Typed
      {...field}
      write={(value) => value}
      read={(text) => (text.trim() === '' && !isEmptyAllowed ? undefined : text)}
    />
  );
}

const MINUTE_MS = 60_000;

/**
 * An instant, by the clock of whoever writes it: as the document has it, it stands in the title. What is no instant is
 * shown as it is written.
 */
export function InstantField({ help, ...field }: FieldProps<string>) {
  if (!/^\d{4}-/.test(field.value) || Number.isNaN(Date.parse(field.value)))
    return <TextField {...field} help={help} />;
  return (
    <Typed
      {...field}
      type="datetime-local"
      title={field.value}
      write={(value) => {
        const at = new Date(value);
        return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS)
          .toISOString()
          .slice(0, 16);
      }}
      read={(text) => {
        const at = Date.parse(text);
        return Number.isNaN(at) ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
      }}
      help={
        <>
          <time dateTime={field.value}>{localTime(field.value)}</time>, by your clock. {help}
        </>
      }
    />
  );
}

/** For an `<input>` whose text is told once it is whole. What is typed stays in it, whatever is rendered meanwhile. */
export function useCommitted(
  value: string,
  onValue: (text: string) => void,
  isAllowed: (text: string) => boolean = () => true,
  onRefused: (text: string) => void = () => {},
) {
  const [typed, setTyped] = useState<string | null>(null);
  type Told = { readonly currentTarget: HTMLInputElement };
  return {
    value: typed ?? value,
    onInput: ({ currentTarget }: Told) => setTyped(currentTarget.value),
    onChange: ({ currentTarget }: Told) => {
      const text = currentTarget.value.trim();
      if (!isAllowed(text)) return onRefused(text);
      setTyped(null);
      if (text !== value) onValue(text);
    },
    onBlur: () => setTyped(null),
  };
}

/**
 * A text that is told once it is whole, trimmed: on Enter, or when the field is left. What is not allowed is not told, and
 * gone when the field is left; why is said below it.
 */
export function CommitField({
  value,
  onValue,
  isAllowed,
  whyNot = () => 'it is there already.',
  list = [],
  ...labelled
}: FieldProps<string> & {
  readonly list?: readonly string[];
  readonly isAllowed: (text: string) => boolean;
  readonly whyNot?: (text: string) => string;
}) {
  const [refused, setRefused] = useState({ text: '', beside: value });
  const refuse = (text: string) => setRefused({ text, beside: value });
  const { onInput, ...typed } = useCommitted(value, onValue, isAllowed, refuse);
  const id = useId();
  return (
    <>
      <Labelled {...labelled}>
        <input
          {...typed}
          onInput={(event) => {
            refuse('');
            onInput(event);
          }}
          autocomplete="off"
          spellcheck={false}
          list={list.length > 0 ? id : undefined}
          aria-invalid={(typed.value !== value && !isAllowed(typed.value.trim())) || undefined}
        />
        <datalist id={id}>
          {list.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </Labelled>
      {refused.text !== '' && refused.beside === value && (
        <p
          class="error"
          role="alert"
        >{`“${refused.text}” is not taken: ${whyNot(refused.text)}`}</p>
      )}
    </>
  );
}

export function NumberField(
  field: FieldProps<number> & {
    readonly min?: number | undefined;
    readonly max?: number | undefined;
  },
) {
  const { min = -Infinity, max = Infinity } = field;
  const read = (text: string) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) && value >= min && value <= max ? value : undefined;
  };
  return <Typed {...field} type="number" write={String} read={read} />;
}

/** Texts or numbers with commas between them. */
export function ListField({
  isNumbers = false,
  isEmptyAllowed = false,
  ...field
}: FieldProps<readonly (string | number)[]> & {
  readonly isNumbers?: boolean;
  readonly isEmptyAllowed?: boolean;
}) {
  const read = (text: string) => {
    const parts = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const values = isNumbers ? parts.map(Number) : parts;
    return (values.length === 0 && !isEmptyAllowed) || values.some((each) => Number.isNaN(each))
      ? undefined
      : values;
  };
  return (
    <Typed
      {...field}
      write={(values) => values.join(', ')}
      read={read}
      help={field.help ?? 'Several with commas between them.'}
    />
  );
}

export function SelectField<T extends string>({
  value,
  onValue,
  options,
  ...labelled
}: FieldProps<T> & {
  /** Value and words; groups by a third. */
  readonly options: readonly (readonly [value: T, words: string, group?: string])[];
}) {
  const groups = [...new Set(options.map(([, , group = '']) => group))];
  const isKnown = options.some(([each]) => each === value);
  const of = (wanted: string) =>
    options
      .filter(([, , group = '']) => group === wanted)
      .map(([each, words]) => (
        <option key={each} value={each} selected={each === value}>
          {words}
        </option>
      ));
  return (
    <Labelled {...labelled}>
      <select value={value} onChange={({ currentTarget }) => onValue(currentTarget.value as T)}>
        {!isKnown && <option value={value}>{value}</option>}
        {groups.map((group) =>
          group === '' ? (
            of('')
          ) : (
            <optgroup key={group} label={group}>
              {of(group)}
            </optgroup>
          ),
        )}
      </select>
    </Labelled>
  );
}

export function CheckField({ label, value, onValue, help }: FieldProps<boolean>) {
  return (
    <label class="field field--check">
      <input
        type="checkbox"
        checked={value}
        onChange={({ currentTarget }) => onValue(currentTarget.checked)}
      />
      <span>{label}</span>
      {help !== undefined && <small>{help}</small>}
    </label>
  );
}

const UNITS = [
  ['s', 'seconds'],
  ['m', 'minutes'],
  ['h', 'hours'],
  ['d', 'days'],
  ['w', 'weeks'],
] as const;
type Unit = (typeof UNITS)[number][0];

/** "7d": a number and its unit. */
export function DurationField({ label, value, onValue, help, isLabelHidden }: FieldProps<string>) {
  const [, number = '1', unit = 'd'] = /^(\d+)([smhdw])$/.exec(value) ?? [];
  return (
    <div class="duration" role="group" aria-label={label}>
      <NumberField
        label={label}
        isLabelHidden={isLabelHidden ?? false}
        value={Number(number)}
        min={0}
        onValue={(next) => onValue(`${Math.round(next)}${unit}`)}
      />
      <SelectField
        label={`${label}: unit`}
        isLabelHidden
        value={unit as Unit}
        options={UNITS}
        onValue={(next) => onValue(`${number}${next}`)}
      />
      {help !== undefined && <small>{help}</small>}
    </div>
  );
}
