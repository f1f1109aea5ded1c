/** What visitors are told of who is handed ids of segments: what for, and who by which way. */
import type { ActivationTarget } from '../../../shared/definitions/types.ts';
import { ListField } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { WAYS } from './activate-field.tsx';
import { listEdits } from './list-edits.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import { TextsField } from './texts-field.tsx';

const PATH = ['activation'];
const FRESH = { purpose: 'To choose advertisements', recipients: { dataLayer: ['…'] } };

export function Activation({ value }: { readonly value: unknown }) {
  if (!isObject(value))
    return (
      <>
        <p class="soft">Nothing is handed to anybody.</p>
        <button class="plain" type="button" onClick={() => draft.edit(PATH, FRESH)}>
          Name who receives it
        </button>
        <Said path={PATH} isDeep />
      </>
    );
  const recipients = isObject(value['recipients']) ? value['recipients'] : {};
  const set = (way: ActivationTarget, next: readonly (string | number)[]) => {
    const path = [...PATH, 'recipients', way];
    const before: unknown = recipients[way];
    draft.editAll(
      next.length === 0 || !Array.isArray(before)
        ? [{ path, value: next.length === 0 ? undefined : next }]
        : listEdits(path, before, next),
    );
  };
  return (
    <>
      <TextsField
        label="What for"
        value={value['purpose']}
        path={[...PATH, 'purpose']}
        help="As a visitor reads it, before they are asked."
      />
      {WAYS.map(([way, words]) => (
        <div key={way}>
          <ListField
            label={`Who receives it by way of ${words}`}
            value={[recipients[way] ?? []].flat().map(String)}
            isEmptyAllowed
            onValue={(next) => set(way, next)}
          />
          <Said path={[...PATH, 'recipients', way]} isDeep />
        </div>
      ))}
      <button class="plain" type="button" onClick={() => draft.remove(PATH)}>
        Hand nothing to anybody
      </button>
      <Said path={PATH} />
      <Said path={[...PATH, 'recipients']} />
    </>
  );
}
