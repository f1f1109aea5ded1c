import { listed } from '../../../shared/reading/called.ts';
import { binNames } from './bin-names.ts';
import { definitions, drafted, result } from './state.ts';
import { part, whole } from './said.ts';

const SHOWN = 12;

/** Whom the segment shares with the others, the most first. */
export function Overlaps({ id }: { readonly id: string }) {
  const { value: known } = result;
  const all = known?.overlaps;
  const members = known?.figure?.members ?? 0;
  const segments = definitions.value?.segments ?? {};
  if (!all || all.length === 0 || members === 0) return null;
  const bins = drafted.value ? binNames(drafted.value) : new Map<string, string>();
  const nameOf = (one: string) => bins.get(one) ?? listed(one, segments[one]);
  const ranked = all.filter(({ both }) => both > 0).toSorted((a, b) => b.both - a.both);
  const apart = all.length - ranked.length;
  return (
    <section aria-labelledby="preview-overlaps">
      <h2 id="preview-overlaps">Also in other segments</h2>
      <ul class="preview__overlaps">
        {ranked.slice(0, SHOWN).map(({ segment, members: its, both }) => (
          <li key={segment}>
            <span>{nameOf(segment)}</span>
            <svg width="100%" height="12" aria-hidden="true">
              <rect class="preview__ground" width="100%" height="12" rx="3" />
              <rect
                class="preview__bar preview__bar--met"
                width={`${(100 * both) / members}%`}
                height="12"
                rx="3"
              />
            </svg>
            <span class="soft">
              {part(both, members)} of {nameOf(id)}, {part(both, its)} of {nameOf(segment)}:{' '}
              {whole(both)} {both === 1 ? 'visitor' : 'visitors'}
            </span>
          </li>
        ))}
      </ul>
      {apart > 0 && (
        <p class="soft">
          {apart === 1 ? 'One other segment shares' : `${whole(apart)} other segments share`} nobody
          with it.
        </p>
      )}
    </section>
  );
}
