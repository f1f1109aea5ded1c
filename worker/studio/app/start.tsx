/** The first page: where to begin, and what is there already. */
import { useSignal } from '@preact/signals';
import { Asking, date, Notice } from '../components/index.ts';
import { draft, newText, readFile } from '../draft/index.ts';
import { go, linkTo } from '../routes/index.ts';
import { fetchDefinitions, SiteForm } from '../site/index.ts';

/** Where the open draft has to stay, the shell says why. */
async function begin(name: string, text: string): Promise<void> {
  if (await draft.create(name, text)) go('draft');
}

export function Start() {
  const problem = useSignal('');
  const openFile = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    const read = await readFile(file);
    input.value = '';
    problem.value = read.ok ? '' : read.message;
    if (!read.ok) return;
    await begin(read.name, read.text);
  };
  const takeLive = async (from: string) => {
    problem.value = '';
    const answer = await fetchDefinitions(from);
    if (!answer.ok) {
      problem.value = `Nothing was taken from ${from}. ${answer.message}`;
      return;
    }
    await begin(from, `${JSON.stringify(answer.value.definitions, null, 2)}\n`);
  };
  return (
    <>
      <h1>Segments of a site</h1>
      <p class="measure soft">
        A draft is written in this browser and stays here until you save or publish it. Nothing on
        this page needs a token.
      </p>
      {problem.value !== '' && (
        <Notice amber alert>
          {problem.value}
        </Notice>
      )}
      {draft.all.value.length > 0 && <Drafts />}
      <h2 class="stage">Begin</h2>
      <ul class="segments segments--begin">
        <li class="segment">
          <h3>From ready segments</h3>
          <p class="soft">Common segments, each with what it needs and what to tune.</p>
          <p>
            <a href={linkTo('gallery')}>Open the gallery</a>
          </p>
        </li>
        <li class="segment">
          <h3>
            <label for="open-file">From a file</label>
          </h3>
          <p class="soft" id="open-file-says">
            A definitions file, such as <code>covey init</code> makes. Its comments stay.
          </p>
          <input
            id="open-file"
            type="file"
            accept=".json,.jsonc,application/json"
            aria-describedby="open-file-says"
            onChange={(event) => void openFile(event)}
          />
        </li>
        <li class="segment">
          <h3>From what is live</h3>
          <p class="soft">The definitions that this Worker hands to the pages of a site.</p>
          <SiteForm action="Take" onSite={(from) => void takeLive(from)} />
        </li>
        <li class="segment">
          <h3>From nothing</h3>
          <p class="soft">An empty draft, for the site of this name.</p>
          <SiteForm
            action="New draft"
            onSite={(of) => void begin('New draft', newText(of, Date.now()))}
          />
        </li>
      </ul>
      <p>
        <a href={linkTo('watch')}>Sign in to see what is counted</a>
      </p>
    </>
  );
}

function Drafts() {
  const problem = useSignal('');
  const open = async (id: string, name: string) => {
    const isOpen = await draft.open(id);
    // Where the open one has to stay, the shell says why.
    problem.value =
      isOpen || draft.isHeld.value
        ? ''
        : `“${name}” could not be opened: this browser keeps it no more, or does not give it. Load the page anew to see what is there.`;
    if (isOpen) go('draft');
  };
  const discard = async (id: string, name: string) => {
    problem.value = await draft.discard(id).then(
      () => '',
      () =>
        `“${name}” could not be discarded: the browser does not change what it keeps. It is still there; try again once the page is loaded anew.`,
    );
  };
  return (
    <section aria-labelledby="drafts">
      <h2 class="stage" id="drafts">
        Drafts in this browser
      </h2>
      {problem.value !== '' && (
        <Notice amber alert>
          {problem.value}
        </Notice>
      )}
      <ul class="drafts">
        {draft.all.value.map(({ id, name, changed }) => (
          <li key={id}>
            <span class="drafts__name">
              <button class="plain" type="button" onClick={() => void open(id, name)}>
                {name}
              </button>
              <span class="soft">
                {` changed on ${date(new Date(changed).toISOString())}${draft.id.value === id ? ', open' : ''}`}
              </span>
            </span>
            <Asking
              act="Discard"
              what={name}
              confirm="Discard it for good"
              onConfirm={() => void discard(id, name)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
