/** What stands around every page: the navigation, what is open, and the page itself once it is loaded. */
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Boundary, Mark, Notice } from '../components/index.ts';
import { draft, fileNameOf, saveFile } from '../draft/index.ts';
import { linkTo, route } from '../routes/index.ts';
import { access, leave } from '../site/index.ts';
import { Keeping } from './keeping.tsx';
import { PAGES } from './pages.ts';
import { Start } from './start.tsx';

type Shown =
  | { readonly state: 'loading' }
  | { readonly state: 'there'; readonly id: string; readonly Page: ComponentType }
  | { readonly state: 'failed' };

function Navigation() {
  const { page } = route.value;
  return (
    <nav aria-label="Studio">
      {PAGES.map(({ id, name }) => (
        <a key={id} href={linkTo(id)} aria-current={page === id ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

/** In place of a page that cannot be shown, most likely for what the open draft says. */
function Unshown() {
  return (
    <>
      <h1>This page cannot be shown</h1>
      <Notice amber alert>
        Something in the open draft, or in what was loaded, has a form that this page does not know.
        The draft is kept as it is.
      </Notice>
      <p>
        <a href={linkTo('')}>Go to the start page</a>, where another draft can be opened, or this
        one discarded.
      </p>
      {draft.id.value !== null && (
        <button
          class="button"
          type="button"
          onClick={() => saveFile(fileNameOf(draft.name.value), draft.text.value)}
        >
          Save the draft as a file
        </button>
      )}
    </>
  );
}

function Content() {
  const shown = useSignal<Shown>({ state: 'loading' });
  const { page } = route.value;
  const entry = PAGES.find(({ id }) => id === page);
  useEffect(() => {
    document.title = `Covey: ${entry?.name ?? 'studio'}`;
    if (!entry) return;
    let gone = false;
    shown.value = { state: 'loading' };
    entry.load().then(
      ({ Page }) => {
        if (!gone) shown.value = { state: 'there', id: entry.id, Page };
      },
      () => {
        if (!gone) shown.value = { state: 'failed' };
      },
    );
    return () => {
      gone = true;
    };
  }, [entry]);
  if (!entry) return <Start />;
  const now = shown.value;
  if (now.state === 'failed')
    return (
      <Notice amber alert>
        This page could not be loaded. Reload: the Worker may have been updated meanwhile, or does
        not run. Drafts stay as they are.
      </Notice>
    );
  if (now.state === 'loading' || now.id !== entry.id)
    return (
      <p class="soft" role="status">
        Loading …
      </p>
    );
  return (
    <Boundary key={now.id} of={now.id} otherwise={<Unshown />}>
      <now.Page />
    </Boundary>
  );
}

export function Shell() {
  const main = useRef<HTMLElement>(null);
  const last = useRef(route.value.page);
  const { page } = route.value;
  useEffect(() => {
    if (last.current === page) return;
    last.current = page;
    // Another page begins at its top, for eyes and for screen readers.
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [page]);
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          // The hash is the route's.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <header class="head">
        <a class="brand" href={linkTo('')}>
          <Mark /> Covey
        </a>
        <Navigation />
        {access.value && (
          <button class="plain" type="button" onClick={() => leave()}>
            Forget the token
          </button>
        )}
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Keeping />
        <Content />
      </main>
    </>
  );
}
