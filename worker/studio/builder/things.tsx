/** All that is in the draft, to choose from and to add to. */
import { useSignal } from '@preact/signals';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { english } from '../../../shared/reading/index.ts';
import { TextField } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { go, linkTo, route } from '../routes/index.ts';
import { metricTitle } from './facts.ts';
import { freshId } from './ids.ts';

export type Part = 'segments' | 'metrics' | 'groups' | 'traits' | 'savedGroups';

const FRESH: {
  readonly [part in Part]: (name: string, definitions: Definitions) => object;
} = {
  segments: (name) => ({ name, when: { 'session.pages': { $gte: 2 } } }),
  metrics: (name) => ({ name, count: 'page_view', within: '30d' }),
  groups: (name, { segments }) => ({ name, segments: Object.keys(segments).slice(0, 1) }),
  traits: () => ({ type: 'string', values: ['value'] }),
  savedGroups: () => ['value'],
};
/** One of a section, as its button says it; sections are called as they are everywhere. */
export const ONE: { readonly [part in Part]: string } = {
  segments: 'segment',
  groups: 'group',
  metrics: 'metric',
  traits: 'trait',
  savedGroups: 'list',
};
const TITLES = english.words.sections;

/** What a thing is called: traits and lists have no name but their id. */
export const nameOf = (thing: object | undefined, id: string): string => {
  const name = thing && 'name' in thing ? thing.name : undefined;
  return typeof name === 'string' ? name : id;
};

export function Things({ definitions }: { readonly definitions: Definitions }) {
  const [part, id] = route.value.inside;
  const list = (of: Part) => {
    const things: { readonly [id: string]: object } = definitions[of] ?? {};
    return (
      <section key={of} aria-labelledby={`things-${of}`}>
        <h2 id={`things-${of}`}>{TITLES[of]}</h2>
        <ul class={of === 'metrics' ? 'things__long' : undefined}>
          {Object.entries(things).map(([each, thing]) => (
            <li key={each}>
              <a
                href={linkTo('draft', of, each)}
                aria-current={part === of && id === each ? 'true' : undefined}
              >
                {of === 'metrics' ? metricTitle(each, definitions) : nameOf(thing, each)}
              </a>
              <Errors path={[of, each]} />
            </li>
          ))}
        </ul>
        <AddThing part={of} one={ONE[of]} definitions={definitions} />
      </section>
    );
  };
  return (
    <nav class="things" aria-label="In the draft">
      {list('segments')}
      {list('groups')}
      {list('metrics')}
      {list('traits')}
      {list('savedGroups')}
      <section aria-labelledby="things-document">
        <h2 id="things-document">{TITLES.about}</h2>
        <ul>
          <li>
            <a
              href={linkTo('draft', 'document')}
              aria-current={part === 'document' ? 'true' : undefined}
            >
              Site, version, validity, counting
            </a>
          </li>
        </ul>
      </section>
    </nav>
  );
}

function Errors({ path }: { readonly path: readonly string[] }) {
  const errors = draft.findings.value.filter(
    (finding) => finding.severity === 'error' && path.every((key, at) => finding.path[at] === key),
  ).length;
  return errors === 0 ? null : (
    <span class="error">{errors === 1 ? ' 1 error' : ` ${errors} errors`}</span>
  );
}

function AddThing({
  part,
  one,
  definitions,
}: {
  readonly part: Part;
  readonly one: string;
  readonly definitions: Definitions;
}) {
  const name = useSignal('');
  const open = useSignal(false);
  if (!open.value)
    return (
      <button class="plain" type="button" onClick={() => (open.value = true)}>
        {`New ${one}`}
      </button>
    );
  return (
    <form
      class="one-line"
      onSubmit={(event) => {
        event.preventDefault();
        const called = name.value.trim() || `New ${one}`;
        const taken = { ...definitions.segments, ...definitions.groups, ...definitions[part] };
        const id = freshId(called, taken, part === 'segments' || part === 'groups' ? '-' : '_');
        if (!draft.edit([part, id], FRESH[part](called, definitions))) return;
        open.value = false;
        name.value = '';
        go('draft', part, id);
      }}
    >
      <TextField
        label={`Name of the ${one}`}
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
