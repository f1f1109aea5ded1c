/** The draft as a whole: its name, a step back and forth, and a file of it. */
import { useEffect } from 'preact/hooks';
import { CommitField } from '../components/index.ts';
import { draft, type Kept, saveDraft } from '../draft/index.ts';

const KEPT: { readonly [kept in Kept]: string } = {
  kept: 'Kept in this browser',
  keeping: 'Being kept …',
  'not-kept': 'Not kept',
};

/** What is typed there is no part of the draft's text: it has the browser's own undo. */
const isApart = (target: EventTarget | null) =>
  target instanceof Element && target.closest('.toolbar__name, form') !== null;

function keys(event: KeyboardEvent): void {
  // The JSON has done it already.
  if (event.defaultPrevented || isApart(event.target)) return;
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
  if (key !== 'z' && !isRedo) return;
  event.preventDefault();
  if (isRedo) draft.redo();
  else draft.undo();
}

export function Toolbar() {
  useEffect(() => {
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  }, []);
  return (
    <div class="toolbar">
      <h1 class="toolbar__name">
        <CommitField
          label="Name of the draft"
          isLabelHidden
          value={draft.name.value}
          isAllowed={(name) => name !== ''}
          onValue={draft.rename}
        />
      </h1>
      <div class="toolbar__buttons" role="group" aria-label="Draft">
        <button
          class="button"
          type="button"
          disabled={!draft.canUndo.value}
          aria-keyshortcuts="Control+Z"
          onClick={draft.undo}
        >
          Undo
        </button>
        <button
          class="button"
          type="button"
          disabled={!draft.canRedo.value}
          aria-keyshortcuts="Control+Shift+Z Control+Y"
          onClick={draft.redo}
        >
          Redo
        </button>
        <button class="button" type="button" onClick={saveDraft}>
          Save as a file
        </button>
      </div>
      <p class={draft.kept.value === 'not-kept' ? 'error' : 'soft'} role="status">
        {KEPT[draft.kept.value]}
      </p>
    </div>
  );
}
