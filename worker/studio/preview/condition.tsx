import { useSignal } from '@preact/signals';
import { draft } from '../draft/index.ts';

const written = (id: string): string => {
  const segments = (
    draft.value.value as { readonly segments?: { readonly [id: string]: unknown } } | undefined
  )?.segments;
  const { when = {} } = (segments?.[id] ?? {}) as { readonly when?: unknown };
  return JSON.stringify(when, null, 2);
};

/** The condition itself, to be changed here: the size follows as one types. */
export function Condition({ id }: { readonly id: string }) {
  /** What is being typed, while it says something else than the draft. */
  const typed = useSignal<string | null>(null);
  const problem = useSignal('');
  const type = (text: string) => {
    typed.value = text;
    try {
      const when: unknown = JSON.parse(text);
      problem.value = draft.edit(['segments', id, 'when'], when)
        ? ''
        : 'The draft is no JSON: mend it there first.';
    } catch {
      problem.value = 'This is no JSON yet. The draft stays as it was.';
    }
  };
  const text = typed.value ?? written(id);
  return (
    <details class="whole">
      <summary>The condition</summary>
      {/* Above the field, which grows as it is left. */}
      <p class="soft">
        What is written here changes the draft.{' '}
        <button
          class="plain"
          type="button"
          disabled={!draft.canUndo.value}
          onClick={() => {
            typed.value = null;
            problem.value = '';
            draft.undo();
          }}
        >
          Undo
        </button>
      </p>
      <label>
        When, as JSON
        <textarea
          class="code"
          spellcheck={false}
          rows={Math.min(16, text.split('\n').length + 1)}
          value={text}
          aria-invalid={problem.value !== ''}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onBlur={() => {
            if (problem.value === '') typed.value = null;
          }}
        />
      </label>
      <p class="error" role="status">
        {problem.value}
      </p>
    </details>
  );
}
