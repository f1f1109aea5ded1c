import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { checkDefinitions, LIMITS, usualDays } from '../../../shared/definitions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  type ChangedEntry,
  type ChangedReading,
  changesInWords,
  effectsInWords,
  meaningOf,
  midPeriodText,
  readingsOf,
} from '../../../shared/diff/index.ts';
import {
  english,
  type Reader,
  readerOf,
  type Reading,
  type Section,
  SECTIONS,
} from '../../../shared/reading/index.ts';
import { date, Notice, Said } from '../components/index.ts';
import { JsonDiff } from './json-diff.tsx';
import { contentChanges } from './next.ts';
import { daysGiven, leastVersion, liveState, next, source, versionGiven } from './state.ts';
import { Step } from './steps.tsx';
import { vouched } from './vouched.ts';

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
      {vouched.value === false && <NotVouched />}
      {live.state === 'there' && after && (
        <Changes before={live.document.definitions} after={after} />
      )}
      {after && <VersionForm document={after} />}
    </Step>
  );
}

/** The Worker may say anything; what a key has signed it cannot make up. */
function NotVouched() {
  return (
    <Notice amber alert>
      {source.value.kind === 'older'
        ? 'The key that is open has not signed what is to be published again, or not what is live, as this Worker gives them. So it is not signed anew: somebody else may have written it. Open the key that signed them, or publish from a file of your own.'
        : 'The key that is open has not signed what this Worker calls live. If the site has another key, open that one: the Worker will refuse this one. If it is the right key, somebody else may have put there what is compared with here, and its version.'}
    </Notice>
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
  if (!checkDefinitions(before).ok)
    return (
      <div class="changes">
        <p>
          What is live has errors by this studio’s checker, so it cannot be compared in words. Is
          the studio older than what signed it?
        </p>
        <JsonDiff before={before} after={after} />
      </div>
    );
  const changes = contentChanges(before, after);
  const { others, sections } = changesInWords(changes);
  const readings = readingsOf(before, after, undefined, SECTIONS);
  const readingOf = (name: string, one: string) =>
    readings.find(({ section, id }) => section === name && id === one);
  // Written as before, and reading something that is not.
  const byOthers = readings.filter(
    ({ section, id }) =>
      !sections.some(
        ({ name, entries }) => name === section && entries.some((entry) => entry.id === id),
      ),
  );
  const [was, is] = [readerOf(before), readerOf(after)];
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
            <section key={name} aria-label={titleOf(name)}>
              <h3>{titleOf(name)}</h3>
              <ul class="changes__list">
                {entries.map((entry) => (
                  <Entry
                    key={entry.id}
                    entry={entry}
                    was={readBy(was, name, entry.id)}
                    is={readBy(is, name, entry.id)}
                    reading={readingOf(name, entry.id)}
                  />
                ))}
              </ul>
            </section>
          ))}
          {byOthers.length > 0 && (
            <section aria-label="By what they read">
              <h3>By what they read</h3>
              <ul class="changes__list">
                {byOthers.map((reading) => (
                  <li key={`${reading.section}/${reading.id}`}>
                    <span class="change change--changed">{KINDS.changed}</span>{' '}
                    <code>{reading.id}</code>
                    <WasIs reading={reading} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
      <JsonDiff before={before} after={after} />
    </div>
  );
}

const isRead = (name: string): name is Section => (SECTIONS as readonly string[]).includes(name);

const titleOf = (name: string): string => (isRead(name) ? english.words.sections[name] : name);

const readBy = (reader: Reader, section: string, id: string): Reading | null =>
  isRead(section) ? reader.thing(section, id) : null;

const KINDS = { added: 'New', removed: 'Gone', changed: 'Changed' } as const;

function WasIs({ reading: { gone, come } }: { readonly reading: ChangedReading }) {
  return (
    <dl class="was-is">
      <dt>Was</dt>
      <dd>{gone.length > 0 ? <Said parts={gone.map(said)} /> : 'not said'}</dd>
      <dt>Becomes</dt>
      <dd>{come.length > 0 ? <Said parts={come.map(said)} /> : 'not said any more'}</dd>
    </dl>
  );
}

const said = (text: string): Reading => ({ text });

/** What is read out: the newer one, of what is gone the older; of what changed both, as far as they differ. */
function Entry({
  entry: { id, kind, lines },
  was,
  is,
  reading,
}: {
  readonly entry: ChangedEntry;
  readonly was: Reading | null;
  readonly is: Reading | null;
  readonly reading: ChangedReading | undefined;
}) {
  return (
    <li>
      <span class={`change change--${kind}`}>{KINDS[kind]}</span> <code>{id}</code>
      {kind !== 'changed' && <Said parts={(kind === 'added' ? is : was)?.parts} />}
      {kind === 'changed' && reading && <WasIs reading={reading} />}
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
        if (isGone) return;
        const warning = midPeriodText(before, meaning, Date.now());
        effects.value = [...(warning === null ? [] : [warning]), ...effectsInWords(meaning)];
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
