/** All that is in the draft, to choose from and to add to. */
import { computed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { english, type Section, SECTIONS } from '../../../shared/reading/index.ts';
import { ONE } from '../../../shared/reading/called.ts';
import { TextField } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { go, linkTo, route } from '../routes/index.ts';
import { attend, useAttention } from './attention.ts';
import { nameIn } from './names.ts';
import { freshThing } from './fresh-things.ts';

const TITLES = english.words.sections;

export function Things({ definitions }: { readonly definitions: Definitions }) {
  const [part = 'segments', id = Object.keys(definitions.segments)[0]] = route.value.inside;
  const list = (of: Section) => {
    const ids = Object.keys(definitions[of] ?? {});
    return (
      <section key={of} aria-labelledby={`things-${of}`}>
        <h2 id={`things-${of}`}>{TITLES[of]}</h2>
        <ul>
          {ids.map((each) => (
            <li key={each}>
              <a
                href={linkTo('draft', of, each)}
                aria-current={part === of && id === each ? 'true' : undefined}
              >
                {nameIn(definitions, of, each)}
              </a>
              <Errors path={[of, each]} />
            </li>
          ))}
        </ul>
        <AddThing part={of} definitions={definitions} />
      </section>
    );
  };
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const [box, current] = [nav.current, nav.current?.querySelector<HTMLElement>('[aria-current]')];
    if (!box || !current) return;
    const from = current.offsetTop - box.scrollTop;
    // Where one came here by a link, it may be far down in the list.
    if (from < 0 || from + current.offsetHeight > box.clientHeight)
      box.scrollTop = current.offsetTop - box.clientHeight / 2;
  }, [part, id]);
  return (
    <nav class="things" aria-label="In the draft" ref={nav}>
      <button
        class="skip"
        type="button"
        onClick={() => document.querySelector<HTMLElement>('.thing h2')?.focus()}
      >
        Skip to the fields
      </button>
      {SECTIONS.map(list)}
      <section aria-labelledby="things-document">
        <h2 id="things-document">{TITLES.about}</h2>
        <ul>
          <li>
            <a
              href={linkTo('draft', 'document')}
              aria-current={part === 'document' ? 'true' : undefined}
            >
              Site, validity, counting, consent
            </a>
          </li>
        </ul>
      </section>
    </nav>
  );
}

/** How many errors each thing has, by its part and id. */
const errors = computed(() => {
  const found = new Map<string, number>();
  for (const { severity, path } of draft.findings.value) {
    const place = path.slice(0, 2).join('/');
    if (severity === 'error') found.set(place, (found.get(place) ?? 0) + 1);
  }
  return found;
});

function Errors({ path }: { readonly path: readonly string[] }) {
  const there = errors.value.get(path.join('/')) ?? 0;
  return there === 0 ? null : (
    <span class="error">{there === 1 ? ' 1 error' : ` ${there} errors`}</span>
  );
}

function AddThing({
  part,
  definitions,
}: {
  readonly part: Section;
  readonly definitions: Definitions;
}) {
  const one = ONE[part];
  const name = useSignal('');
  const open = useSignal(false);
  const place = useAttention<HTMLFormElement>(['new', part], 'input');
  if (!open.value)
    return (
      <button
        class="plain"
        type="button"
        onClick={() => {
          open.value = true;
          attend(['new', part]);
        }}
      >
        {`New ${one}`}
      </button>
    );
  return (
    <form
      class="one-line"
      ref={place}
      onSubmit={(event) => {
        event.preventDefault();
        const { id, edits } = freshThing(part, name.value.trim(), definitions);
        if (!draft.editAll(edits)) return;
        open.value = false;
        name.value = '';
        attend([part, id, 'added']);
        go('draft', part, id);
      }}
    >
      <TextField
        label={part === 'surveys' ? 'The question' : `Name of the ${one}`}
        value={name.value}
        isEmptyAllowed
        onValue={(value) => (name.value = value)}
      />
      <button class="button" type="submit">
        Add
      </button>
    </form>
  );
}
