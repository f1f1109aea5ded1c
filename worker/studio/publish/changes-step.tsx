import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { LIMITS, usualDays } from '../../../shared/definitions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  type ChangedEntry,
  changesInWords,
  effectsInWords,
  meaningOf,
} from '../../../shared/diff/index.ts';
import { date } from '../components/index.ts';
import { JsonDiff } from './json-diff.tsx';
import { contentChanges } from './next.ts';
import { daysGiven, leastVersion, liveState, next, versionGiven } from './state.ts';
import { Step } from './steps.tsx';

/** What the next version is, against what is live. */
export function ChangesStep() {
  const live = liveState.value;
  const after = next.value?.definitions ?? null;
  return (
    <Step number={3} title="What changes">
      {live.state === 'asking' && <p role="status">Asking the Worker what is live …</p>}
      {live.state === 'unknown' && (
        <p>
          {`${live.message} What is live is not known, so nothing can be compared: what is signed here can be saved, and published later.`}
        </p>
      )}
      {live.state === 'none' && (
        <p>Nothing is live for this site yet: this is the first version.</p>
      )}
      {live.state === 'there' && after && (
        <Changes before={live.document.definitions} after={after} />
      )}
      {after && <VersionForm document={after} />}
    </Step>
  );
}

/** What is live, the changes, and what they mean. */
export function Changes({
  before,
  after,
}: {
  readonly before: Definitions;
  readonly after: Definitions;
}) {
  const changes = contentChanges(before, after);
  const { others, sections } = changesInWords(changes);
  return (
    <div class="changes">
      {changes.length === 0 ? (
        <p>{`The same as version ${before.version}, which is live: only version and dates are others.`}</p>
      ) : (
        <>
          <Effects before={before} after={after} />
          {others.length > 0 && (
            <ul class="changes__list">
              {others.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          {sections.map(({ name, entries }) => (
            <section key={name} aria-label={name}>
              <h3>{name}</h3>
              <ul class="changes__list">
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
      <JsonDiff before={before} after={after} />
    </div>
  );
}

const KINDS = { added: 'New', removed: 'Gone', changed: 'Changed' } as const;

function Entry({ entry: { id, kind, lines } }: { readonly entry: ChangedEntry }) {
  return (
    <li>
      <span class={`change change--${kind}`}>{KINDS[kind]}</span> <code>{id}</code>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What it means for visitors and counts. */
function Effects({ before, after }: { readonly before: Definitions; readonly after: Definitions }) {
  const effects = useSignal<readonly string[]>([]);
  useEffect(() => {
    let isGone = false;
    void meaningOf(before, after, (bytes) => crypto.subtle.digest('SHA-256', bytes)).then(
      (meaning) => {
        if (!isGone) effects.value = effectsInWords(meaning);
      },
    );
    return () => {
      isGone = true;
    };
  }, [before, after]);
  return (
    <ul class="effects" aria-label="What it means for visitors and counts">
      {effects.value.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function VersionForm({ document }: { readonly document: Definitions }) {
  // As it is typed, not once it is left: else what is clicked next would move away under the pointer.
  return (
    <div class="version-form">
      <label>
        Version
        <input
          type="number"
          min={leastVersion.value}
          step={1}
          value={versionGiven.value ?? document.version}
          onInput={({ currentTarget }) => (versionGiven.value = currentTarget.value)}
        />
      </label>
      <label>
        Good for, in days
        <input
          type="number"
          min={1}
          max={LIMITS.validityDays}
          step={1}
          value={daysGiven.value ?? usualDays(document)}
          onInput={({ currentTarget }) => (daysGiven.value = currentTarget.value)}
        />
      </label>
      <p class="soft">
        {`It becomes version ${document.version}, good until ${date(document.expires)}. Then pages decide nothing, unless a new version is published before.`}
      </p>
    </div>
  );
}
