import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PublishedDocument } from '../../../shared/wire/index.ts';
import { date, Notice } from '../components/index.ts';
import { go, linkTo } from '../routes/index.ts';
import {
  type Answer,
  fetchDefinitions,
  fetchPublished,
  type SignedDefinitions,
} from '../site/index.ts';
import { Changes } from './changes-step.tsx';
import { ReminderButton } from './reminder.tsx';
import { liveState, publishSite, source } from './state.ts';

/** What was published, newest first; each can be looked at, and published again. */
export function History() {
  const list = useSignal<Answer<readonly PublishedDocument[]> | null>(null);
  const shown = useSignal<number | null>(null);
  const of = publishSite.value;
  useSignalEffect(() => {
    const asked = publishSite.value;
    // What is live changes what was published.
    void liveState.value;
    if (asked === '') return;
    void fetchPublished(asked).then((answer) => {
      if (publishSite.peek() === asked) list.value = answer;
    });
  });
  if (of === '') return <p>Open a draft, or sign in: then it is known of which site.</p>;
  const answer = list.value;
  if (answer === null) return <p role="status">Asking the Worker …</p>;
  if (!answer.ok)
    return answer.code === 'not-found' ? (
      <p>{`Nothing was published for ${of} yet.`}</p>
    ) : (
      <Notice amber alert>
        {answer.message}
      </Notice>
    );
  const [newest] = answer.value;
  return (
    <>
      {newest && <ReminderButton site={of} version={newest.version} expires={newest.expires} />}
      <div class="published" tabIndex={0} role="group" aria-label="Published versions">
        <table>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Published</th>
              <th scope="col">Signed by</th>
              <th scope="col">Good until</th>
              <th scope="col">Look at it</th>
            </tr>
          </thead>
          <tbody>
            {answer.value.map((one) => (
              <tr key={one.version}>
                <th scope="row">{one.version}</th>
                <td>{one.published === null ? 'not noted' : date(one.published)}</td>
                <td>
                  {one.signers === null
                    ? 'not noted'
                    : one.signers.map((kid) => (
                        <code key={kid} title={kid}>
                          {`${kid.slice(0, 8)}… `}
                        </code>
                      ))}
                </td>
                <td>{date(one.expires)}</td>
                <td>
                  <button
                    class="plain"
                    type="button"
                    aria-expanded={shown.value === one.version}
                    onClick={() => (shown.value = shown.value === one.version ? null : one.version)}
                  >
                    {`Look at ${one.version}`}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.value !== null && <Older key={shown.value} site={of} version={shown.value} />}
    </>
  );
}

function Older({ site, version }: { readonly site: string; readonly version: number }) {
  const answer = useSignal<Answer<SignedDefinitions> | null>(null);
  useEffect(() => {
    void fetchDefinitions(site, version).then((got) => (answer.value = got));
  }, []);
  const got = answer.value;
  if (got === null) return <p role="status">Asking the Worker …</p>;
  if (!got.ok)
    return (
      <Notice amber alert>
        {got.message}
      </Notice>
    );
  const live = liveState.value;
  const { definitions, envelope } = got.value;
  const isLive = live.state === 'there' && live.document.definitions.version === version;
  const again = () => {
    source.value = { kind: 'older', version, definitions, envelope };
    go('publish');
  };
  return (
    <section class="step" aria-labelledby="older">
      <h2 id="older">{`Version ${version}`}</h2>
      <div class="buttons">
        <button class="button" type="button" onClick={again}>
          {isLive
            ? 'Renew it: publish it again with new dates'
            : 'Roll forward: publish it again as a new version'}
        </button>
      </div>
      <p class="soft measure">
        A version never comes back under its own number: pages take newer ones alone. What it says
        is published anew; who may sign stays as it is now. The draft stays as it is.
      </p>
      {!isLive && live.state === 'there' && (
        <>
          <h3>What publishing it again would change</h3>
          <Changes before={live.document.definitions} after={definitions} />
        </>
      )}
      <details>
        <summary>The whole document</summary>
        <pre class="json-diff" tabIndex={0} aria-label={`Version ${version} as JSON`}>
          {JSON.stringify(definitions, null, 2)}
        </pre>
      </details>
      <p>
        <a href={linkTo('publish')}>Back to publishing</a>
      </p>
    </section>
  );
}
