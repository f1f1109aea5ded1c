import { Notice } from '../components/index.ts';
import { draft } from '../draft/index.ts';

/** That another tab changed this draft, while it was changed here, too. */
export function Elsewhere() {
  if (draft.elsewhere.value === null) return null;
  return (
    <Notice amber alert>
      <p>
        Another tab has changed this draft since. Nothing is overwritten; nothing of this tab is
        kept until you choose.
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
