import type { Definitions } from '../../../shared/definitions/types.ts';
import { Boundary } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { go, linkTo, route } from '../routes/index.ts';
import { ListEditor, TraitEditor } from './declared-editors.tsx';
import { Findings } from './findings.tsx';
import { Json } from './json.tsx';
import { DocumentEditor, GroupEditor, MetricPage } from './other-editors.tsx';
import { ReadingOf } from './reading.tsx';
import { SegmentEditor } from './segment-editor.tsx';
import { shaped } from './shaped.ts';
import { nameOf, ONE, type Part, Things } from './things.tsx';
import { Toolbar } from './toolbar.tsx';

const EDITORS = {
  segments: SegmentEditor,
  metrics: MetricPage,
  groups: GroupEditor,
  traits: TraitEditor,
  savedGroups: ListEditor,
};
const isPart = (part: string): part is Part => Object.hasOwn(ONE, part);

export function Page() {
  if (!draft.isReady.value)
    return (
      <p class="soft" role="status">
        Looking for drafts …
      </p>
    );
  if (draft.id.value === null)
    return (
      <>
        <h1>No draft is open</h1>
        <p>
          <a href={linkTo('')}>Begin one, or open one</a> that this browser keeps.
        </p>
      </>
    );
  const definitions = shaped(draft.value.value);
  return (
    <>
      <Toolbar />
      <Findings />
      <div class="workbench">
        {definitions === null ? (
          <p class="notice">
            The text is no JSON at the moment, so there are no fields. Mend it below, or undo.
          </p>
        ) : (
          <Boundary
            of={draft.text.value}
            otherwise={
              <p class="notice">
                The text has a form for which there are no fields. Mend what the checker says in the
                JSON, or undo.
              </p>
            }
          >
            <div class="builder">
              <Things definitions={definitions} />
              <Thing definitions={definitions} />
            </div>
          </Boundary>
        )}
        <Json />
      </div>
    </>
  );
}

function Thing({ definitions }: { readonly definitions: Definitions }) {
  const [first = ''] = Object.keys(definitions.segments);
  const [part = 'segments', id = first] = route.value.inside;
  if (part === 'document')
    return (
      <div class="thing">
        <h2>The document</h2>
        <DocumentEditor definitions={definitions} />
      </div>
    );
  if (!isPart(part)) return <p>There is no such part of a draft.</p>;
  if (id === '')
    return (
      <p>
        Nothing is in the draft yet. Add a segment here, or take one from the{' '}
        <a href={linkTo('gallery')}>gallery</a>.
      </p>
    );
  const things: { readonly [id: string]: object } = definitions[part] ?? {};
  const Editor = EDITORS[part];
  return (
    <div class="thing" key={`${part}/${id}`}>
      <header class="thing__head">
        <div>
          <h2>{nameOf(things[id], id)}</h2>
          <p class="soft">
            {`${ONE[part].charAt(0).toUpperCase()}${ONE[part].slice(1)} `}
            <code>{id}</code>
          </p>
        </div>
        {things[id] !== undefined && (
          <button
            class="plain"
            type="button"
            onClick={() => {
              draft.remove([part, id]);
              go('draft');
            }}
          >
            {`Remove this ${ONE[part]}`}
          </button>
        )}
      </header>
      {things[id] !== undefined && <ReadingOf section={part} id={id} definitions={definitions} />}
      <Editor id={id} definitions={definitions} />
    </div>
  );
}
