/** The studio: counts and definitions of a site, for its owner. */
import { html } from 'htm/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isSite } from '../../shared/wire/index.ts';
import { type Access, forgetAccess, keepAccess, readAccess, readAddress } from './access.ts';
import { type Answer, fetchDefinitions, type SignedDefinitions } from './api.ts';
import { Counts } from './counts.ts';
import { DefinitionsView, Ending } from './definitions-view.ts';

const BIRDS =
  'M2 12 9 8 8 14zM10 7 17 3 16 9zM11 15 18 11 17 17zM19 10 26 6 25 12zM20 18 27 14 26 20z';
const mark = html`<svg class="mark" viewBox="0 0 29 23" aria-hidden="true">
  <path d=${BIRDS} />
</svg>`;

interface SignInProps {
  readonly site: string;
  readonly message: string;
  readonly onAccess: (access: Access) => void;
}

function SignIn({ site: known, message, onAccess }: SignInProps) {
  const [problem, setProblem] = useState(message);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const site = String(data.get('site') ?? '')
      .trim()
      .toLowerCase();
    const token = String(data.get('token') ?? '').trim();
    if (!isSite(site)) return setProblem('The site is a host name, such as hazel.example.');
    if (token === '') return setProblem('The token is missing.');
    onAccess({ site, token });
  };
  return html`<main class="sign-in">
    ${mark}
    <h1>Counts of a site</h1>
    <p class="soft">
      A token that reads counts (<code>covey token create</code>), or the Worker’s COVEY_TOKEN,
      which <code>npm start</code> prints below the link. It stays in this tab and is gone when you
      close it.
    </p>
    <form onSubmit=${submit} novalidate>
      <label
        >Site
        <input
          name="site"
          value=${known}
          autocomplete="off"
          autocapitalize="none"
          spellcheck=${false}
      /></label>
      <label>Token <input name="token" type="password" autocomplete="off" /></label>
      ${problem && html`<p class="error" role="alert">${problem}</p>`}
      <button class="button button--main" type="submit">Open</button>
    </form>
  </main>`;
}

type View = 'counts' | 'definitions';
const viewNow = (): View => (location.hash === '#definitions' ? 'definitions' : 'counts');

const TOKEN_IN_ADDRESS =
  'The token stood in the address, which the browser’s history keeps: change it, and paste the new one here.';

function Studio() {
  const [address, setAddress] = useState(readAddress);
  const [access, setAccess] = useState<Access | null>(() => {
    if (!address.access) return readAccess();
    keepAccess(address.access);
    return address.access;
  });
  const [message, setMessage] = useState(address.hasToken ? TOKEN_IN_ADDRESS : '');
  const [view, setView] = useState<View>(viewNow);
  const [signed, setSigned] = useState<Answer<SignedDefinitions> | null>(null);

  useEffect(() => {
    const follow = () => {
      // A link may be opened in a tab that shows the studio already.
      const linked = readAddress();
      setView(viewNow());
      if (!linked.access && !linked.hasToken) return;
      setAddress(linked);
      if (linked.access) keepAccess(linked.access);
      else forgetAccess();
      setMessage(linked.hasToken ? TOKEN_IN_ADDRESS : '');
      setSigned(null);
      setAccess(linked.access);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    if (access) void fetchDefinitions(access.site).then(setSigned);
  }, [access]);

  const leave = (why: string) => {
    forgetAccess();
    setMessage(why);
    setAccess(null);
    setSigned(null);
  };
  if (!access)
    return html`<${SignIn}
      key=${message}
      site=${address.site}
      message=${message}
      onAccess=${(given: Access) => {
        keepAccess(given);
        setMessage('');
        setAccess(given);
      }}
    />`;
  const names = Object.fromEntries(
    Object.entries(signed?.ok ? signed.value.definitions.segments : {}).map(([id, { name }]) => [
      id,
      name ?? id,
    ]),
  );
  const tab = (which: View, name: string) =>
    html`<a href=${`#${which}`} aria-current=${view === which ? 'page' : undefined}>${name}</a>`;
  return html`
    <a class="skip" href="#main">Skip to the content</a>
    <header class="head">
      <span class="brand">${mark} Covey</span>
      <nav aria-label="Studio">${tab('counts', 'Counts')} ${tab('definitions', 'Definitions')}</nav>
      <button class="plain" type="button" onClick=${() => leave('')}>Forget the token</button>
    </header>
    <main id="main" tabindex="-1">
      ${signed?.ok && html`<${Ending} expires=${signed.value.definitions.expires} now=${Date.now()} />`}
      ${
        view === 'counts' &&
        html`<${Counts} access=${access} names=${names} onRefused=${(why: string) => leave(why)} />`
      }
      ${
        view === 'definitions' &&
        (signed === null
          ? html`<p class="soft" role="status">Asking the Worker …</p>`
          : signed.ok
            ? html`<${DefinitionsView} signed=${signed.value} />`
            : html`<p class="notice notice--amber" role="alert">${signed.message}</p>`)
      }
    </main>
  `;
}

const place = document.getElementById('studio');
if (place) render(html`<${Studio} />`, place);
