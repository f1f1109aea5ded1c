import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { scopeIn } from '../../../shared/wire/index.ts';
import { Notice } from '../components/index.ts';
import { draft, saveFile } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { access } from '../site/index.ts';
import { held } from './keys.ts';
import { contentChanges } from './next.ts';
import { published } from './published.ts';
import { noteRefused, useRefused } from './refused.ts';
import { ReminderButton } from './reminder.tsx';
import { alone, send, type SendStep, type Sent } from './send.ts';
import { signDocument } from './sign.ts';
import { liveState, lookAtLive, next, publishSite, source } from './state.ts';
import { Step } from './steps.tsx';
import { TokenForm } from './token-form.tsx';
import { vouched } from './vouched.ts';

type Working = 'sign' | SendStep;
type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'working'; readonly step: Working }
  | { readonly kind: 'failed'; readonly message: string; readonly hints: readonly string[] }
  | { readonly kind: 'saved'; readonly message: string }
  | {
      readonly kind: 'published';
      readonly definitions: Definitions;
      readonly sent: Sent & { readonly ok: true };
    };

const STEPS: { readonly [step in Working]: string } = {
  sign: 'Signing …',
  compare: 'Looking whether the same is still live …',
  register: 'Registering the site with this key …',
  publish: 'Sending it to the Worker …',
  look: 'Reading it back …',
};

/** Signs, and publishes or saves what was signed. */
export function PublishStep() {
  const outcome = useSignal<Outcome>({ kind: 'none' });
  const document = next.value?.definitions ?? null;
  const now = outcome.value;
  const isWorking = now.kind === 'working';
  const token = access.value?.site === publishSite.value ? access.value.token : null;
  const refused = useRefused();
  const mayPublish =
    token !== null && token !== refused.value?.token && scopeIn(token) !== 'counts';
  // Of what the Worker alone says was written, nothing is signed.
  const isOwn = source.value.kind === 'draft' || vouched.value === true;
  const isReady = document !== null && held.value.length > 0 && isOwn && !isWorking;

  const button = useRef<HTMLButtonElement>(null);
  const could = useRef(mayPublish);
  useEffect(() => {
    // The field of the token is gone: what it was for comes next.
    if (mayPublish && !could.current) button.current?.focus();
    could.current = mayPublish;
  }, [mayPublish]);
  const live = liveState.value;
  // Nothing but version and dates would be another.
  const isRenewal =
    document !== null &&
    live.state === 'there' &&
    contentChanges(live.document.definitions, document).length === 0;

  const sign = async (definitions: Definitions) => {
    outcome.value = { kind: 'working', step: 'sign' };
    const signed = await signDocument(definitions, held.peek(), Date.now());
    if (!signed.ok) outcome.value = { kind: 'failed', message: signed.message, hints: [] };
    return signed;
  };
  /** Whatever happens, it ends in an outcome. */
  const ending = (task: () => Promise<void>) => {
    void task().catch(() => {
      const at = outcome.peek();
      if (at.kind !== 'working') return;
      const isSent = at.step !== 'sign' && at.step !== 'compare';
      outcome.value = {
        kind: 'failed',
        message: isSent
          ? 'It broke off, and it is not known whether it arrived.'
          : 'It broke off before anything was sent.',
        hints: isSent
          ? ['Publish again: the same document is taken once.']
          : ['Try again. If it breaks off again, reload this page.'],
      };
    });
  };
  const save = async () => {
    if (!document || outcome.peek().kind === 'working') return;
    const signed = await sign(document);
    if (!signed.ok) return;
    const name = `${document.site}-${document.version}.envelope.json`;
    saveFile(name, new TextDecoder().decode(signed.envelope));
    outcome.value = {
      kind: 'saved',
      message:
        signed.missing.length > 0
          ? `Saved as ${name}. More keys have to sign: covey sign ${name} --key THEIR-KEYFILE --out ${name}. Others that may: ${signed.missing.map(({ kid }) => kid).join(', ')}.`
          : `Saved as ${name}, and not published. To publish it: covey publish ${name} --edge ${location.origin}.`,
    };
  };
  const publish = async () => {
    const before = liveState.peek();
    // Two clicks may come before the button is shown as taken.
    if (!document || outcome.peek().kind === 'working' || token === null || !mayPublish) return;
    if (before.state !== 'there' && before.state !== 'none') return;
    const from = source.peek().kind === 'draft' ? draft.id.peek() : null;
    const signed = await sign(document);
    if (!signed.ok) return;
    if (signed.missing.length > 0) {
      outcome.value = {
        kind: 'failed',
        message: 'More keys have to sign before pages take it, so nothing was sent.',
        hints: [
          `Open another key above, or save what is signed and let its owner sign, too. Others that may: ${signed.missing.map(({ kid }) => kid).join(', ')}.`,
        ],
      };
      return;
    }
    const keys = document.keys?.keys ?? held.peek().map(({ publicKey }) => publicKey);
    const sent = await alone(document.site, () =>
      send(
        {
          site: document.site,
          token,
          envelope: signed.envelope,
          version: document.version,
          hash: signed.hash,
          follows: before.state === 'there' ? before.document.hash : null,
          keys,
        },
        (step) => (outcome.value = { kind: 'working', step }),
      ),
    );
    if (sent === null) {
      outcome.value = {
        kind: 'failed',
        message: 'Another tab is publishing for this site, so nothing was sent from here.',
        hints: ['Look at that tab. When it is done, what changes is shown anew here.'],
      };
    } else if (sent.ok) {
      outcome.value = { kind: 'published', definitions: document, sent };
      published(document, from);
    } else if (
      noteRefused(
        refused,
        { site: document.site, token },
        sent.code,
        ['Nothing was published.', ...sent.hints].join(' '),
      )
    ) {
      outcome.value = { kind: 'none' };
    } else {
      outcome.value = { kind: 'failed', message: sent.message, hints: sent.hints };
      if (sent.isStale) void lookAtLive();
    }
  };

  return (
    <Step number={4} title="Sign and publish">
      {!isReady && !isWorking && (
        <p class="soft">
          {held.value.length === 0
            ? 'First open the key, in step 1.'
            : document === null
              ? 'First mend the errors, in step 2.'
              : 'See step 3.'}
        </p>
      )}
      {publishSite.value !== '' && !mayPublish && (
        <>
          {token !== null && scopeIn(token) === 'counts' && (
            <p>The link that this tab was opened with reads counts, and does nothing else.</p>
          )}
          <TokenForm
            site={publishSite.value}
            needs="that publishes"
            refused={refused.value?.why ?? ''}
          />
        </>
      )}
      <div class="buttons">
        <button
          ref={button}
          class={isRenewal ? 'button' : 'button button--main'}
          type="button"
          disabled={!isReady || !mayPublish || !/^(there|none)$/.test(liveState.value.state)}
          onClick={() => ending(publish)}
        >
          {document === null
            ? 'Sign and publish'
            : isRenewal
              ? `Publish the same again, as version ${document.version}`
              : `Sign and publish version ${document.version}`}
        </button>
        <button class="button" type="button" disabled={!isReady} onClick={() => ending(save)}>
          Sign and save, without publishing
        </button>
      </div>
      <div role="status">
        {now.kind === 'working' && <p>{STEPS[now.step]}</p>}
        {now.kind === 'saved' && <p>{now.message}</p>}
        {now.kind === 'published' && <PublishedNote {...now} />}
      </div>
      {now.kind === 'failed' && (
        <Notice amber alert>
          <p>{now.message}</p>
          {now.hints.map((hint) => (
            <p key={hint}>{hint}</p>
          ))}
        </Notice>
      )}
    </Step>
  );
}

function PublishedNote({
  definitions,
  sent: { isRegistered, isSeen, warnings },
}: {
  readonly definitions: Definitions;
  readonly sent: Sent & { readonly ok: true };
}) {
  const { site: of, version, expires } = definitions;
  return (
    <Notice>
      <p>
        <strong>{`Version ${version} of ${of} is published.`}</strong>
        {isRegistered && ' The site was registered with this key first.'}
        {isSeen
          ? ' The Worker hands it out as it was signed; pages take it within five minutes.'
          : ' The Worker took it, and did not hand it out when it was read back: look at Live in a minute.'}
      </p>
      {/* Those of the checker stand in step 2. */}
      {warnings
        .filter(({ path }) => path.length === 0)
        .map(({ message }) => (
          <p key={message}>{message}</p>
        ))}
      <p>
        <a href={linkTo('live')}>See what is live</a>, or{' '}
        <a href={linkTo('watch')}>what is counted</a>.
      </p>
      <ReminderButton site={of} version={version} expires={expires} />
    </Notice>
  );
}
