/** Who is responsible: fields that write into the draft, with what the checker says at each. */
import { signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type {
  ControllerDefinition,
  ProcessorDefinition,
} from '../../../shared/definitions/index.ts';
import { useCommitted } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';

type Field = 'name' | 'contact' | 'officer' | 'notice';

const FIELDS: readonly {
  readonly field: Field;
  readonly label: string;
  readonly hint: string;
}[] = [
  { field: 'name', label: 'Controller', hint: 'Who decides why and how data is handled.' },
  { field: 'contact', label: 'Contact', hint: 'A postal address, an e-mail address, or both.' },
  {
    field: 'officer',
    label: 'Data protection officer',
    hint: 'And how to reach them. Leave it empty where there is none.',
  },
  {
    field: 'notice',
    label: 'Privacy notice',
    hint: 'The whole address, such as https://shop.example/privacy.',
  },
];

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands in the draft, however wrong. */
function written(): Partial<ControllerDefinition> {
  const { value } = draft.value;
  const controller = isObject(value) ? value['controller'] : null;
  return isObject(controller) ? controller : {};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An empty field is none; the last one takes the whole entry with it. */
function write(field: Field | 'processors', value: unknown): void {
  const before = written();
  if (value !== undefined && Object.keys(before).length === 0) {
    draft.edit(['controller'], { name: '', contact: '', [field]: value });
    return;
  }
  const left = Object.entries({ ...before, [field]: value }).filter(
    ([, one]) => one !== undefined && one !== '' && !(Array.isArray(one) && one.length === 0),
  );
  if (left.length === 0) draft.remove(['controller']);
  else if (value === undefined) draft.remove(['controller', field]);
  else draft.edit(['controller', field], value);
}

const messagesAt = (path: Path): readonly string[] =>
  draft.findings.value
    .filter((finding) => finding.path.join('/') === path.join('/'))
    .map(({ message }) => message);

function Entry({
  label,
  hint,
  value,
  path,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly path: Path;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const messages = messagesAt(path);
  const typed = useCommitted(value, onChange);
  return (
    <div class="papers__field">
      <label for={id}>{label}</label>
      <input
        {...typed}
        id={id}
        aria-describedby={`${id}-hint`}
        aria-invalid={messages.length > 0}
      />
      <p id={`${id}-hint`} class={messages.length > 0 ? 'error' : 'soft'}>
        {messages.length > 0 ? messages.join(' ') : hint}
      </p>
    </div>
  );
}

/** A text in several languages: one field would take the place of them all. */
function ByLanguage({
  label,
  texts,
}: {
  readonly label: string;
  readonly texts: { readonly [language: string]: unknown };
}) {
  return (
    <div class="papers__field">
      <p>{label}</p>
      <ul>
        {Object.entries(texts).map(([language, text]) => (
          <li key={language}>
            <code>{language}</code>: <span lang={language}>{textOf(text)}</span>
          </li>
        ))}
      </ul>
      <p class="soft">
        In several languages: <a href={linkTo('draft')}>change it in the JSON</a>.
      </p>
    </div>
  );
}

const EMPTY: ProcessorDefinition = { name: '' };
/** A processor that is being written, and has no name yet. */
const isAdding = signal(false);

function Processors() {
  const all = written().processors ?? [];
  const listed = (Array.isArray(all) ? (all as readonly unknown[]) : []).map((one) =>
    isObject(one) ? (one as unknown as ProcessorDefinition) : EMPTY,
  );
  const shown = isAdding.value || listed.length === 0 ? [...listed, EMPTY] : listed;
  const change = (at: number, part: Partial<ProcessorDefinition>) => {
    const next = shown.map((one, index) => (index === at ? { ...one, ...part } : one));
    isAdding.value = false;
    write(
      'processors',
      next
        .map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== '')))
        .filter((one) => Object.keys(one).length > 0),
    );
  };
  return (
    <>
      {shown.map((one, at) => (
        <fieldset key={at} class="papers__processor">
          <legend>{`Processor ${at + 1}`}</legend>
          <Entry
            label="Name"
            hint="Who handles data on your behalf: whoever runs the edge, for one."
            value={textOf(one.name)}
            path={['controller', 'processors', at, 'name']}
            onChange={(name) => change(at, { name })}
          />
          {isObject(one.for) ? (
            <ByLanguage label="What it does" texts={one.for} />
          ) : (
            <Entry
              label="What it does"
              hint="Such as: runs the edge."
              value={textOf(one.for)}
              path={['controller', 'processors', at, 'for']}
              onChange={(value) => change(at, { for: value })}
            />
          )}
          <Entry
            label="Country"
            hint="Where it handles the data, as two capital letters, such as DE."
            value={textOf(one.country)}
            path={['controller', 'processors', at, 'country']}
            onChange={(country) => change(at, { country })}
          />
          {at < listed.length && (
            <button
              class="plain plain--grave"
              type="button"
              onClick={() =>
                write(
                  'processors',
                  listed.filter((_, index) => index !== at),
                )
              }
            >
              {`Remove processor ${at + 1}`}
            </button>
          )}
        </fieldset>
      ))}
      {shown.length === listed.length && (
        <button class="button" type="button" onClick={() => (isAdding.value = true)}>
          Add a processor
        </button>
      )}
    </>
  );
}

export function Controller() {
  const controller = written();
  return (
    <section aria-labelledby="controller">
      <h2 class="stage" id="controller">
        Who is responsible
      </h2>
      <p class="soft measure">
        Signed with the definitions, and public with them. No count begins anew for it.
      </p>
      {isObject(draft.value.value) ? (
        <Fields controller={controller} />
      ) : (
        <p class="notice">
          The text is no JSON object at the moment, so there are no fields.{' '}
          <a href={linkTo('draft')}>Mend it in the draft</a>.
        </p>
      )}
    </section>
  );
}

function Fields({ controller }: { readonly controller: Partial<ControllerDefinition> }) {
  return (
    <div class="papers__fields">
      {FIELDS.map(({ field, label, hint }) => (
        <Entry
          key={field}
          label={label}
          hint={hint}
          value={textOf(controller[field])}
          path={['controller', field]}
          onChange={(value) =>
            write(
              field,
              value === '' && field !== 'name' && field !== 'contact' ? undefined : value,
            )
          }
        />
      ))}
      <Processors />
    </div>
  );
}
