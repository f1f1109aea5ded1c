import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  byReason,
  metricsNotCounted,
  notCounted,
  type NotCounted as Entry,
} from './not-counted.ts';

const KINDS: { readonly [kind in Entry['kind']]: string } = {
  segment: '',
  group: ' (group)',
  experience: ' (experience)',
  histogram: ' (histogram)',
};

const nameOf = ({ kind, name }: Entry) => `${name}${KINDS[kind]}`;

/** What the live definitions have that no question asks about, and who is in no count at all. */
export function NotCounted({ definitions }: { readonly definitions: Definitions }) {
  const entries = notCounted(definitions);
  const metrics = metricsNotCounted(definitions);
  return (
    <section class="question" aria-labelledby="not-counted">
      <h2 id="not-counted">Not counted</h2>
      <p class="soft measure">
        Whoever refused measurement or objects to it (Global Privacy Control), and devices that were
        not on the site long enough to report, are in no count. Nor is what no question asks about:
      </p>
      <ul class="plain-list">
        {[...byReason(entries)].map(([why, those]) => (
          <li key={why}>
            <strong>{those.map(nameOf).join(', ')}</strong>: {why}.
          </li>
        ))}
        {metrics.length > 0 && (
          <li>
            <details class="whole">
              <summary>
                {metrics.length === 1
                  ? 'One metric has no histogram'
                  : `${metrics.length} metrics have no histogram`}
              </summary>
              <p class="soft">How their values are spread is not counted: {metrics.join(', ')}.</p>
            </details>
          </li>
        )}
      </ul>
      {entries.length === 0 && (
        <p class="soft">
          Each segment, group and experience of version {definitions.version} is asked about.
        </p>
      )}
    </section>
  );
}
