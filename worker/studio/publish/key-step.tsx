import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatKeys, MIN_PASSPHRASE } from '../../../shared/signing/index.ts';
import { saveFile } from '../draft/index.ts';
import { forget, held, type HeldKey, hold, makeKey, openKey, readKeyFile } from './keys.ts';
import { publishSite } from './state.ts';
import { Step } from './steps.tsx';

/** The key: opened from its file, or made. */
export function KeyStep() {
  const keys = held.value;
  const list = useRef<HTMLUListElement>(null);
  const before = useRef(keys.length);
  useEffect(() => {
    // What opened the key is gone; its line has the focus then.
    if (keys.length > before.current) list.current?.focus();
    before.current = keys.length;
  }, [keys.length]);
  return (
    <Step number={1} title="The key that signs">
      {keys.length === 0 ? (
        <p class="soft measure">
          Pages take only what your key has signed. It is opened in this tab, cannot be taken out of
          it again, is sent nowhere, and is forgotten when you leave this page.
        </p>
      ) : (
        <>
          <ul class="keys" tabIndex={-1} ref={list} aria-label="Keys that are open">
            {keys.map(({ publicKey, file }) => (
              <li key={publicKey.kid}>
                {`Open: ${file}`}
                <KeyLine name="Its public key, for data-key of the tag" keys={[publicKey]} />
              </li>
            ))}
          </ul>
          <button class="button" type="button" onClick={forget}>
            Forget the key
          </button>
        </>
      )}
      <OpenKey key={keys.length} isFirst={keys.length === 0} />
      {keys.length === 0 && <MakeKey />}
    </Step>
  );
}

function KeyLine({
  name,
  keys,
}: {
  readonly name: string;
  readonly keys: readonly HeldKey['publicKey'][];
}) {
  return (
    <label class="key-line">
      {name}
      <input
        class="code"
        readOnly
        value={formatKeys(keys)}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </label>
  );
}

function Problem({ text }: { readonly text: string }) {
  return text === '' ? null : (
    <p class="error" role="alert">
      {text}
    </p>
  );
}

function OpenKey({ isFirst }: { readonly isFirst: boolean }) {
  const problem = useSignal('');
  const isBusy = useSignal(false);
  const open = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const file = data.get('file');
    if (!(file instanceof File) || file.name === '') {
      problem.value = 'Choose the key file first.';
      return;
    }
    isBusy.value = true;
    problem.value = '';
    const read = await readKeyFile(file);
    const opened = read.ok
      ? await openKey(read, String(data.get('passphrase') ?? ''), file.name)
      : read;
    isBusy.value = false;
    if (!opened.ok) {
      problem.value = opened.message;
      return;
    }
    form.reset();
    hold(opened.value);
  };
  const form = (
    <form class="one-line" onSubmit={(event) => void open(event)} noValidate>
      <label>
        Key file
        <input name="file" type="file" accept=".json,application/json" />
      </label>
      <label>
        Its passphrase, if it has one
        <input name="passphrase" type="password" autocomplete="current-password" />
      </label>
      <Problem text={problem.value} />
      <button
        class={`button${isFirst ? ' button--main' : ''}`}
        type="submit"
        disabled={isBusy.value}
      >
        {isBusy.value ? 'Opening …' : 'Open the key'}
      </button>
    </form>
  );
  return isFirst ? (
    <>
      <h3>Open it</h3>
      {form}
    </>
  ) : (
    <details>
      <summary>Sign with another key, too</summary>
      {form}
    </details>
  );
}

interface Made {
  readonly text: string;
  readonly key: HeldKey;
}

function MakeKey() {
  const problem = useSignal('');
  const isBusy = useSignal(false);
  const isSaved = useSignal(false);
  const made = useSignal<Made | null>(null);
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '');
    isBusy.value = true;
    const file = `covey-key-${publishSite.value || 'site'}.json`;
    const result = await makeKey(text('passphrase'), text('again'), file);
    isBusy.value = false;
    problem.value = result.ok ? '' : result.message;
    if (!result.ok) return;
    form.reset();
    made.value = result.value;
  };
  const ready = made.value;
  if (ready)
    return (
      <section class="made" aria-label="The new key">
        <h3>Save it first</h3>
        <p class="measure">
          The file is the only copy of the key. Keep it in more than one place, where only you can
          read it, and the passphrase apart from it: neither can be had again.
        </p>
        <div class="buttons">
          <button
            class="button button--main"
            type="button"
            onClick={() => {
              saveFile(ready.key.file, ready.text);
              isSaved.value = true;
            }}
          >
            Save the key file
          </button>
          <button
            class="button"
            type="button"
            disabled={!isSaved.value}
            onClick={() => hold(ready.key)}
          >
            It is saved: sign with it
          </button>
        </div>
        <KeyLine name="Its public key, for data-key of the tag" keys={[ready.key.publicKey]} />
      </section>
    );
  return (
    <details>
      <summary>Make a new key</summary>
      <p class="soft measure">
        For a site that has none yet. A site that is published already goes on with its key: pages
        refuse what another one signs.
      </p>
      <form class="one-line" onSubmit={(event) => void make(event)} noValidate>
        <label>
          {`A passphrase for its file, of ${MIN_PASSPHRASE} characters or more`}
          <input name="passphrase" type="password" autocomplete="new-password" />
        </label>
        <label>
          Again
          <input name="again" type="password" autocomplete="new-password" />
        </label>
        <Problem text={problem.value} />
        <button class="button" type="submit" disabled={isBusy.value}>
          {isBusy.value ? 'Making …' : 'Make the key'}
        </button>
      </form>
    </details>
  );
}
