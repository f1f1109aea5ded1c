import { useEffect, useState } from 'preact/hooks';
import { type FieldProps, Labelled } from '../components/index.ts';

/** A value as JSON, for what has no fields of its own. What is no JSON stays in the field and changes nothing. */
export function JsonField({ label, value, onValue, help }: FieldProps<unknown>) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const read = (from: string): unknown => {
    try {
      return JSON.parse(from) as unknown;
    } catch {
      return undefined;
    }
  };
  useEffect(() => {
    if (JSON.stringify(read(text)) !== JSON.stringify(value))
      setText(JSON.stringify(value, null, 2));
  }, [JSON.stringify(value)]);
  return (
    <Labelled label={label} help={help}>
      <textarea
        class="code"
        rows={4}
        spellcheck={false}
        value={text}
        aria-invalid={read(text) === undefined || undefined}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          const next = read(currentTarget.value);
          if (next !== undefined) onValue(next);
        }}
      />
    </Labelled>
  );
}
