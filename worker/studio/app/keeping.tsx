import { Notice } from '../components/index.ts';
import { draft, saveDraft } from '../draft/index.ts';

/** That what is open is not kept, on whichever page: as another tab changed it, too, or as the browser stores nothing. */
export function Keeping() {
  if (draft.id.value === null) return null;
  if (draft.elsewhere.value !== null) return <Elsewhere />;
  if (draft.kept.value !== 'not-kept') return null;
  return (
    <Notice amber alert>
      <p>
        {draft.isHeld.value
          ? `“${draft.name.value}” stays open: it is nowhere but in this tab. Save it as a file, then open the other one.`
          : `“${draft.name.value}” is not kept: this browser stores nothing, or is full. Save it as a file before you close this tab.`}
      </p>
      <p class="notice__buttons">
        <button class="button" type="button" onClick={saveDraft}>
          Save the draft as a file
        </button>
      </p>
    </Notice>
  );
}

/** That another tab changed this draft, while it was changed here, too. */
function Elsewhere() {
  return (
    <Notice amber alert>
      <p>
        {`Another tab has changed “${draft.name.value}” since. Nothing is overwritten; nothing of this tab is kept until you choose.`}
      </p>
      <p class="notice__buttons">
        <button class="button" type="button" onClick={draft.keepBoth}>
          Keep both: this one becomes a draft of its own
        </button>
        <button class="button" type="button" onClick={draft.takeElsewhere}>
          Take the other tab’s; “Undo” brings this one back
        </button>
      </p>
    </Notice>
  );
}
