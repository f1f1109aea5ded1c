/** The forms that ask for a site, alone or with its token. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isSite } from '../../../shared/wire/index.ts';
import { signIn, signInMessage, site } from './site.ts';

const NO_SITE = 'The site is a host name, such as hazel.example.';

function valuesOf(event: SubmitEvent) {
  event.preventDefault();
  const data = new FormData(event.target as HTMLFormElement);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  return { site: text('site').toLowerCase(), token: text('token') };
}

function SiteField() {
  return (
    <label>
      Site
      <input
        name="site"
        defaultValue={site.value}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
      />
    </label>
  );
}

function Problem({ text, id }: { text: string; id?: string }) {
  return text === '' ? null : (
    <p class="error" role="alert" id={id}>
      {text}
    </p>
  );
}

/** The field of a token, with what is wrong with it; a token that was refused can be written over at once. */
export function TokenField({ label, problem }: { label: string; problem: string }) {
  const field = useRef<HTMLInputElement>(null);
  const isBad = problem !== '';
  useEffect(() => {
    if (isBad) field.current?.focus();
  }, [problem]);
  return (
    <>
      <label>
        {label}
        <input
          ref={field}
          name="token"
          type="password"
          autocomplete="off"
          aria-invalid={isBad || undefined}
          aria-describedby={isBad ? 'token-problem' : undefined}
        />
      </label>
      <Problem text={problem} id="token-problem" />
    </>
  );
}

/** Asks for the site and a token that reads its counts. `refused`: why another is asked for. */
export function SignIn({ refused = '' }: { refused?: string }) {
  const [problem, setProblem] = useState('');
  const [missing, setMissing] = useState('');
  const submit = (event: SubmitEvent) => {
    const given = valuesOf(event);
    const isNoSite = !isSite(given.site);
    setProblem(isNoSite ? NO_SITE : '');
    setMissing(given.token === '' ? 'The token is missing.' : '');
    if (!isNoSite && given.token !== '') signIn(given);
  };
  return (
    <section class="sign-in">
      <h1>Counts of a site</h1>
      <p class="soft">
        A token that reads counts (<code>covey token create</code>), or the Worker’s COVEY_TOKEN,
        which <code>npm start</code> prints below the link. It stays in this tab and is gone when
        you close it.
      </p>
      <form onSubmit={submit} noValidate>
        <SiteField />
        <Problem text={problem} />
        <TokenField label="Token" problem={missing || refused || signInMessage.value} />
        <button class="button button--main" type="submit">
          Open
        </button>
      </form>
    </section>
  );
}

/** Asks for the site alone. */
export function SiteForm({ action, onSite }: { action: string; onSite?: (site: string) => void }) {
  const [problem, setProblem] = useState('');
  const submit = (event: SubmitEvent) => {
    const given = valuesOf(event);
    if (!isSite(given.site)) return setProblem(NO_SITE);
    setProblem('');
    site.value = given.site;
    onSite?.(given.site);
  };
  return (
    <form class="one-line" onSubmit={submit} noValidate>
      <SiteField />
      <button class="button" type="submit">
        {action}
      </button>
      <Problem text={problem} />
    </form>
  );
}
