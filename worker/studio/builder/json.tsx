/** The draft as JSON, beside the fields and in step with them. The editor is loaded when it is opened. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { draft } from '../draft/index.ts';
import { route } from '../routes/index.ts';
import { isJsonOpen, jsonAt } from './json-place.ts';

export function Json() {
  return (
    <details
      class="json"
      open={isJsonOpen.value}
      onToggle={({ currentTarget }) => (isJsonOpen.value = currentTarget.open)}
    >
      <summary>JSON, with comments</summary>
      {isJsonOpen.value && <Editor />}
    </details>
  );
}

function Editor() {
  const place = useRef<HTMLDivElement>(null);
  const failed = useSignal(false);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    import('./json-editor.ts').then(
      ({ showEditor }) => {
        if (!gone && place.current)
          stop = showEditor(place.current, draft, jsonAt, () => route.peek().inside);
      },
      () => {
        failed.value = true;
      },
    );
    return () => {
      gone = true;
      jsonAt.value = null;
      stop?.();
    };
  }, []);
  if (failed.value)
    return (
      <textarea
        class="code"
        rows={30}
        aria-label="JSON"
        spellcheck={false}
        value={draft.text.value}
        onInput={({ currentTarget }) => draft.replace(currentTarget.value, 'typed')}
      />
    );
  return <div class="json__editor" ref={place} />;
}
