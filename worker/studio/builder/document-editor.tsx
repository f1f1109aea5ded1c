/** What holds for all of the document. */
import { EPSILONS, greatestEpsilon, type Period } from '../../../shared/counting/budget.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  CheckField,
  DurationField,
  InstantField,
  ListField,
  NumberField,
  SelectField,
  TextField,
} from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { Activation } from './activation-editor.tsx';
import { Policies } from './consent-editor.tsx';
import { EventsOnce, History } from './events-kept.tsx';
import { listEdits } from './list-edits.ts';
import { OptionalText } from './optional-text.tsx';
import { Optional } from './optional.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import { WrittenInJson } from './written-in-json.tsx';

export function DocumentEditor({ definitions }: { readonly definitions: Definitions }) {
  const whole = definitions as unknown as { readonly [key: string]: unknown };
  const field = (Field: typeof TextField, key: string, label: string, help?: string) => (
    <div>
      <Field
        label={label}
        value={typeof whole[key] === 'string' ? whole[key] : ''}
        help={help}
        onValue={(value) => draft.edit([key], value.trim())}
      />
      <Said path={[key]} />
    </div>
  );
  const check = (key: string, label: string) => (
    <div>
      <CheckField
        label={label}
        value={whole[key] === true}
        onValue={(on) => draft.edit([key], on ? true : undefined)}
      />
      <Said path={[key]} />
    </div>
  );
  return (
    <>
      <div class="fields">
        {field(TextField, 'site', 'Site', 'The host name that the definitions are for.')}
        <div>
          <NumberField
            label="Version"
            value={typeof whole['version'] === 'number' ? whole['version'] : 1}
            min={1}
            help="Grows with every document that is published."
            onValue={(value) => draft.edit(['version'], Math.round(value))}
          />
          <Said path={['version']} />
        </div>
        {field(InstantField, 'issued', 'Issued')}
        {field(
          InstantField,
          'expires',
          'Good until',
          'Then pages decide nothing until a new version is published.',
        )}
        <OptionalText
          label="Currency"
          value={whole['currency']}
          path={['currency']}
          help="Of every amount that events carry, such as EUR, where there is one alone."
        />
      </div>
      <Counting value={whole['counting']} />
      <h3>Visits</h3>
      <Visits session={whole['session']} sources={whole['sources']} />
      <h3>Consent</h3>
      <Policies value={whole['consent']} />
      <p>
        Who is responsible, and where the privacy notice stands, has its fields in{' '}
        <a href={linkTo('papers')}>Papers</a>.
      </p>
      <Said path={['controller']} isDeep />
      <h3>Handed to other scripts of the page</h3>
      <Activation value={whole['activation']} />
      <h3>Events</h3>
      <EventsOnce value={whole['events']} />
      <History value={whole['history']} />
      <h3>All of it</h3>
      {check('stop', 'Stopped: nothing is evaluated, and nothing counted')}
      {check('children', 'The site is for children: everything but context is off')}
      {(['keys', 'previous'] as const).map((key) =>
        whole[key] === undefined ? null : (
          <div key={key}>
            <p class="field__label">{key === 'keys' ? 'Who may sign' : 'What it follows'}</p>
            <WrittenInJson value={whole[key]} path={[key]} what={key} />
            <Said path={[key]} isDeep />
          </div>
        ),
      )}
      {whole['keys'] === undefined && (
        <p class="soft">
          Who may sign from now on, where that is to be more than one key, is written in the JSON:{' '}
          <code>keys</code>.
        </p>
      )}
    </>
  );
}

function Counting({ value }: { readonly value: unknown }) {
  const counting = isObject(value) ? value : {};
  const period: Period = counting['period'] === '7d' ? '7d' : '28d';
  const given = counting['epsilon'];
  return (
    <>
      <h3>Counting</h3>
      <div class="fields">
        <SelectField
          label="Counted every"
          value={period}
          options={[
            ['28d', '28 days'],
            ['7d', '7 days'],
          ]}
          onValue={(next) =>
            draft.editAll([
              { path: ['counting', 'period'], value: next },
              // What the other period does not allow goes: its greatest holds then.
              ...(given === undefined || EPSILONS[next].some((each) => each === given)
                ? []
                : [{ path: ['counting', 'epsilon'], value: undefined }]),
            ])
          }
        />
        <SelectField
          label="ε"
          value={String(given ?? greatestEpsilon(period))}
          options={EPSILONS[period].map((each) => [String(each), String(each)])}
          help="How sure an answer may be: more is more exact, and tells more of each device. Each period has its own."
          onValue={(next) => draft.edit(['counting', 'epsilon'], Number(next))}
        />
        <Hosts
          label="Further hosts whose pages may send counts"
          value={counting['hosts']}
          path={['counting', 'hosts']}
          help="The site's own, and those below it, may anyway. Several with commas between them."
        />
      </div>
      <Said path={['counting']} isDeep />
    </>
  );
}

/** Names of hosts; with the last of them the list is gone. */
function Hosts({
  label,
  value,
  path,
  help,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly path: Path;
  readonly help: string;
}) {
  const hosts = Array.isArray(value) ? value.map(String) : [];
  return (
    <ListField
      label={label}
      value={hosts}
      isEmptyAllowed
      help={help}
      onValue={(next) =>
        draft.editAll(
          next.length === 0 || !Array.isArray(value)
            ? [{ path, value: next.length === 0 ? undefined : next }]
            : listEdits(path, hosts, next),
        )
      }
    />
  );
}

function Visits({ session, sources }: { readonly session: unknown; readonly sources: unknown }) {
  const timeout = isObject(session) ? session['timeout'] : undefined;
  return (
    <>
      <Optional
        name="after which pause a visit ends"
        value={timeout}
        path={timeout === undefined ? ['session', 'timeout'] : ['session']}
        fresh="30m"
        help="Unless said, after half an hour without an event."
      >
        <DurationField
          label="A visit ends after so long without an event"
          value={String(timeout)}
          onValue={(next) => draft.edit(['session', 'timeout'], next)}
        />
      </Optional>
      <Said path={['session']} isDeep />
      <Hosts
        label="Hosts that no visit comes from"
        value={isObject(sources) ? sources['ignore'] : undefined}
        path={['sources', 'ignore']}
        help="Visitors were only sent there, to sign in or pay. The usual ones are known; -paypal.com takes one off."
      />
      <Said path={['sources']} isDeep />
    </>
  );
}
