import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { type Section, SECTIONS } from '../../../shared/reading/index.ts';
import { called, ONE } from '../../../shared/reading/called.ts';
import { Boundary } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { go, linkTo, route } from '../routes/index.ts';
import { useAttention } from './attention.ts';
import { ListEditor, TraitEditor } from './declared-editors.tsx';
import { DocumentEditor } from './document-editor.tsx';
import { ExperienceEditor } from './experience-editor.tsx';
import { Findings } from './findings.tsx';
import { HistogramEditor } from './histogram-editor.tsx';
import { Json } from './json.tsx';
import { GroupEditor, MetricPage } from './other-editors.tsx';
import { ReadingOf } from './reading.tsx';
import { SegmentEditor } from './segment-editor.tsx';
import { shaped } from './shaped.ts';
import { SurveyEditor } from './survey-editor.tsx';
import type { EditorProps } from './thing-editor.ts';
import { Things } from './things.tsx';
import { Toolbar } from './toolbar.tsx';

const EDITORS: { readonly [section in Section]: ComponentType<EditorProps> } = {
  segments: SegmentEditor,
  groups: GroupEditor,
  experiences: ExperienceEditor,
  surveys: SurveyEditor,
  histograms: HistogramEditor,
  metrics: MetricPage,
  traits: TraitEditor,
  savedGroups: ListEditor,
};
const isSection = (part: string): part is Section => (SECTIONS as readonly string[]).includes(part);

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
        <h2 tabIndex={-1}>The document</h2>
        <DocumentEditor definitions={definitions} />
      </div>
    );
  if (!isSection(part)) return <p>There is no such part of a draft.</p>;
  if (id === '')
    return (
      <p>
        Nothing is in the draft yet. Add a segment here, or take one from the{' '}
        <a href={linkTo('gallery')}>gallery</a>.
      </p>
    );
  return <One key={`${part}/${id}`} part={part} id={id} definitions={definitions} />;
}

function One({ part, id, definitions }: EditorProps & { readonly part: Section }) {
  // What was just added begins with its heading.
  const place = useAttention<HTMLDivElement>([part, id, 'added'], 'h2');
  useEffect(() => {
    // Chosen in the list beside it, however far down one had read.
    if ((place.current?.getBoundingClientRect().top ?? 0) < 0) place.current?.scrollIntoView();
  }, []);
  const things: { readonly [id: string]: object } = definitions[part] ?? {};
  const isThere = Object.hasOwn(things, id);
  const Editor = EDITORS[part];
  return (
    <div class="thing" ref={place}>
      <header class="thing__head">
        <div>
          <h2 tabIndex={-1}>{called(part, id, things[id])}</h2>
          <p class="soft">
            {`${ONE[part].charAt(0).toUpperCase()}${ONE[part].slice(1)} `}
            <code>{id}</code>
          </p>
        </div>
        {isThere && (
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
      {isThere && <ReadingOf section={part} id={id} definitions={definitions} />}
      <Editor id={id} definitions={definitions} />
      {part === 'segments' && isThere && (
        <p class="next">
          <a href={linkTo('preview', id)}>See in a preview what it comes to</a>, or{' '}
          <a href={linkTo('publish')}>sign and publish</a>.
        </p>
      )}
    </div>
  );
}
