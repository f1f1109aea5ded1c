import { useEffect } from 'preact/hooks';
import {
  type Paper,
  PAPERS,
  type PaperKind,
  toHtml,
  toMarkdown,
} from '../../../shared/papers/index.ts';
import { Notice } from '../components/index.ts';
import { draft, saveFile } from '../draft/index.ts';
import { READING_LANGUAGES, type ReadingLanguage } from '../reading/index.ts';
import { linkTo } from '../routes/index.ts';
import { Controller } from './controller.tsx';
import { PaperView } from './paper-view.tsx';
import { choose, followDraft, hasFailed, kind, language, paper, paperFile } from './written.ts';

const NAMES: { readonly [kind in PaperKind]: string } = {
  record: 'Record of processing (Art. 30)',
  dpia: 'Impact assessment, draft (Art. 35)',
  notice: 'Notice for the privacy page (Art. 13)',
  retention: 'What is stored, and for how long',
  public: 'Public page',
};

const TYPES = { md: 'text/markdown', html: 'text/html' } as const;

async function save(extension: 'md' | 'html', write: (paper: Paper) => string): Promise<void> {
  const file = await paperFile(extension);
  if (file) saveFile(file.name, write(file.made), TYPES[extension]);
}

export function Page() {
  useEffect(followDraft, []);
  if (draft.id.value === null)
    return (
      <>
        <h1>No draft is open</h1>
        <p>
          <a href={linkTo('')}>Begin one, or open one</a> that this browser keeps: papers are of
          what it does.
        </p>
      </>
    );
  return (
    <>
      <h1>Papers</h1>
      <p class="soft measure">
        Written from the draft by what pages store by. What only you can decide stands as open
        questions. They are drafts, and no legal advice.
      </p>
      <Controller />
      <Chosen />
    </>
  );
}

function Chosen() {
  const made = paper.value;
  return (
    <section aria-labelledby="chosen-paper">
      <h2 id="chosen-paper">The papers</h2>
      <div class="papers__choice">
        <label>
          Paper
          <select
            value={kind.value}
            onChange={({ currentTarget }) => (kind.value = currentTarget.value as PaperKind)}
          >
            {PAPERS.map((one) => (
              <option key={one} value={one}>
                {NAMES[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          Language
          <select
            value={language.value}
            onChange={({ currentTarget }) => void choose(currentTarget.value as ReadingLanguage)}
          >
            {READING_LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one}>
                {new Intl.DisplayNames(one, { type: 'language' }).of(one) ?? one}
              </option>
            ))}
          </select>
        </label>
        <button
          class="button"
          type="button"
          disabled={!made}
          onClick={() => void save('md', toMarkdown)}
        >
          Save as Markdown
        </button>
        <button
          class="button"
          type="button"
          disabled={!made}
          onClick={() => void save('html', (one) => toHtml(one))}
        >
          Save as HTML
        </button>
      </div>
      {hasFailed.value && (
        <Notice amber alert>
          The words of this language could not be loaded. Choose it again when you are online.
        </Notice>
      )}
      {made ? (
        <>
          <p role="status" class="soft">
            {made.questions.length === 0
              ? 'No open question.'
              : made.questions.length === 1
                ? 'One open question, where its answer belongs and at the end.'
                : `${made.questions.length} open questions, each where its answer belongs, and all at the end.`}
          </p>
          <PaperView paper={made} />
        </>
      ) : draft.definitions.value ? (
        <p role="status" class="soft">
          The papers are being written.
        </p>
      ) : (
        <Notice amber>
          <p>
            The draft has errors, and papers of it would not be true.{' '}
            <a href={linkTo('draft')}>Mend them in the draft</a>.
          </p>
        </Notice>
      )}
    </section>
  );
}
