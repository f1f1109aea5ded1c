/** One ready segment: what it means, what to set, what it needs, and into the draft with it. */
import { useSignal } from '@preact/signals';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Merged } from '../../../shared/documents/index.ts';
import { english, readerOf } from '../../../shared/reading/index.ts';
import type { ReadyDefinitions, ReadySegment } from '../../../shared/ready-segments/index.ts';
import { called } from '../../../shared/reading/called.ts';
import {
  DurationField,
  ListField,
  Notice,
  NumberField,
  Said,
  TextField,
} from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { spoken } from '../reading/index.ts';
import { linkTo } from '../routes/index.ts';
import { type Knob, knobsOf, withKnob } from './knobs.ts';
import { needsOf } from './needs.ts';
import { renamed } from './renamed.ts';
import { errorOf } from './traffic.ts';

/** Above this a number would say nothing (`covey plan` refuses it). */
const TOO_UNCERTAIN = 0.5;

export function Entry({ entry }: { readonly entry: ReadySegment }) {
  const open = useSignal(false);
  const [first] = Object.values(entry.definitions.segments);
  const marks = [first?.kind, first?.stage].filter((mark) => mark !== undefined);
  return (
    <li class="ready">
      <details onToggle={({ currentTarget }) => (open.value = currentTarget.open)}>
        <summary>
          <span class="ready__name">{entry.name}</span> <span class="soft">{marks.join(', ')}</span>
          <span class="ready__says">{entry.says}</span>
        </summary>
        {open.value && <Inside entry={entry} />}
      </details>
    </li>
  );
}

function Inside({ entry }: { readonly entry: ReadySegment }) {
  const definitions = useSignal(entry.definitions);
  const { language, voice } = spoken.value;
  const reader = readerOf({ metrics: {}, ...definitions.value } as unknown as Definitions, voice);
  const knobs = knobsOf(definitions.value);
  return (
    <div class="ready__inside">
      {entry.note !== undefined && <p class="soft">{entry.note}</p>}
      <h2>In words</h2>
      {Object.keys(definitions.value.segments).map((id) => {
        const said = reader.thing('segments', id);
        return (
          <div key={id}>
            <p>{called('segments', id, definitions.value.segments[id])}</p>
            <div lang={language}>
              <Said parts={said.parts} />
            </div>
          </div>
        );
      })}
      {entry.tune.length > 0 && (
        <>
          <h2>To tune</h2>
          <p class="soft">{`Starting values, to be set for your site: ${entry.tune.join('; ')}.`}</p>
        </>
      )}
      {knobs.length > 0 && (
        <details>
          <summary>{`Set ${knobs.length === 1 ? 'the value' : `the ${knobs.length} values`}`}</summary>
          <div class="knobs">
            {knobs.map((knob) => (
              <KnobField
                key={knob.path.join('/')}
                knob={knob}
                onValue={(value) => {
                  definitions.value = withKnob(definitions.value, knob.path, value);
                }}
              />
            ))}
          </div>
        </details>
      )}
      <Needed of={definitions.value} />
      <Countable of={definitions.value} />
      <Use definitions={definitions.value} />
    </div>
  );
}

function KnobField({
  knob: { label, type, value },
  onValue,
}: {
  readonly knob: Knob;
  readonly onValue: (value: Knob['value']) => void;
}) {
  switch (type) {
    case 'duration':
      return <DurationField label={label} value={String(value)} onValue={onValue} />;
    case 'number':
      return <NumberField label={label} value={Number(value)} onValue={onValue} />;
    case 'list': {
      const values = [value].flat() as readonly (string | number)[];
      return (
        <ListField
          label={label}
          value={values}
          isNumbers={values.every((each) => typeof each === 'number')}
          onValue={onValue}
        />
      );
    }
    case 'text':
      return <TextField label={label} value={String(value)} onValue={onValue} />;
  }
}

function Needed({ of }: { readonly of: ReadyDefinitions }) {
  const { events, properties, traits } = needsOf(of);
  const did = english.words.did as { readonly [event: string]: string };
  const list = (title: string, names: readonly string[]) =>
    names.length > 0 && (
      <div>
        <dt>{title}</dt>
        <dd>
          {names.map((name) => (
            <span key={name} class="name">
              <code>{name}</code>
              {title === 'Events' && did[name] !== undefined ? ` ${did[name]}` : ''}
            </span>
          ))}
        </dd>
      </div>
    );
  if (events.length + properties.length + traits.length === 0)
    return (
      <p class="soft">It needs no events of yours: what the script sees by itself is enough.</p>
    );
  return (
    <>
      <h2>Data it needs</h2>
      <dl class="list">
        {list('Events', events)}
        {list('Properties', properties)}
        {list('Traits', traits)}
      </dl>
    </>
  );
}

function Countable({ of }: { readonly of: ReadyDefinitions }) {
  const { error, questions } = errorOf(of);
  const about = (share: number) => `${(Math.max(0, share) * 100).toFixed(1)} %`;
  const asked = questions === 1 ? 'the only question' : `one of ${questions} questions`;
  return (
    <p class="soft">
      {error > TOO_UNCERTAIN
        ? `Counted as ${asked}, it would be too uncertain at this traffic: a share of 5 % could not be told from none.`
        : `Counted as ${asked}, a true share of 5 % would be estimated between ${about(0.05 * (1 - 1.96 * error))} and ${about(0.05 * (1 + 1.96 * error))}, in nineteen periods of twenty.`}
    </p>
  );
}

function Use({ definitions }: { readonly definitions: ReadyDefinitions }) {
  const merged = useSignal<Merged | null>(null);
  const use = (what: ReadyDefinitions) => {
    const before = draft.text.value;
    merged.value = draft.merge(what);
    isThereAlready.value = merged.value.ok && merged.value.text === before;
  };
  const isThereAlready = useSignal(false);
  const answer = merged.value;
  const [id = ''] = Object.keys(definitions.segments);
  return (
    <div class="ready__use">
      <button class="button button--main" type="button" onClick={() => use(definitions)}>
        Use it
      </button>
      <div role="status">
        {answer?.ok && (
          <p>
            {isThereAlready.value
              ? 'The draft has it already, in the same words. '
              : `It is in the draft “${draft.name.value}”. `}
            <a href={linkTo('draft', 'segments', id)}>Open it there</a>
          </p>
        )}
      </div>
      {answer && !answer.ok && (
        <Notice amber alert>
          {answer.reason === 'not-json' &&
            `The draft is no JSON at the moment, so nothing was put into it: line ${answer.place.line}. ${answer.message}`}
          {answer.reason === 'errors' &&
            `With this the draft would have errors, so nothing was put into it: ${answer.errors.map(({ message }) => message).join(' ')}`}
          {answer.reason === 'taken' && (
            <>
              <p>
                {`The draft has something else under ${answer.taken.map(({ id: other }) => `“${other}”`).join(', ')}, so nothing was put into it.`}
              </p>
              <button
                class="button"
                type="button"
                onClick={() => use(renamed(definitions, answer.taken))}
              >
                Put it there under other names
              </button>
            </>
          )}
        </Notice>
      )}
    </div>
  );
}
