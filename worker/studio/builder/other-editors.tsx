/** A metric by itself, a group, and the document. */
import { CheckField, NumberField, SelectField, TextField } from '../components/index.ts';
import { EPSILONS, greatestEpsilon, type Period } from '../../../shared/counting/budget.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { draft } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { MetricEditor } from './metric-editor.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';

interface Props {
  readonly id: string;
  readonly definitions: Definitions;
}

export function MetricPage({ id, definitions }: Props) {
  const metric: unknown = definitions.metrics?.[id];
  if (!isObject(metric)) return <p>There is no such metric in the draft.</p>;
  const path = ['metrics', id];
  const readers = Object.entries(definitions.segments).filter(([, segment]) =>
    JSON.stringify(segment).includes(`"metric.${id}"`),
  );
  return (
    <>
      <MetricEditor metric={metric} path={path} definitions={definitions} />
      <TextField
        label="Name"
        value={typeof metric['name'] === 'string' ? metric['name'] : ''}
        isEmptyAllowed
        help="As explanations and the panel call it."
        onValue={(name) => draft.edit([...path, 'name'], name === '' ? undefined : name)}
      />
      <Said path={[...path, 'name']} />
      <p class="soft">
        {readers.length === 0 ? 'No segment reads it.' : 'Read by '}
        {readers.map(([segment, { name }], at) => (
          <span key={segment}>
            {at > 0 && ', '}
            <a href={linkTo('draft', 'segments', segment)}>{name ?? segment}</a>
          </span>
        ))}
      </p>
    </>
  );
}

export function GroupEditor({ id, definitions }: Props) {
  const group: unknown = definitions.groups?.[id];
  if (!isObject(group)) return <p>There is no such group in the draft.</p>;
  const path = ['groups', id];
  const members = [group['segments']].flat().map(String);
  const free = Object.entries(definitions.segments).filter(([each]) => !members.includes(each));
  const set = (segments: readonly string[]) => void draft.edit([...path, 'segments'], segments);
  const swap = (at: number, by: -1 | 1) =>
    set(
      members.map(
        (each, index) =>
          (index === at ? members[at + by] : index === at + by ? members[at] : each) ?? each,
      ),
    );
  return (
    <>
      <Said path={path} />
      <p class="soft">Of these, the first that holds takes the visitor.</p>
      <ol class="members">
        {members.map((member, at) => (
          <li key={member}>
            <span>{definitions.segments[member]?.name ?? member}</span>
            <span class="clause__buttons">
              {at > 0 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Move ${member} up`}
                  onClick={() => swap(at, -1)}
                >
                  Up
                </button>
              )}
              {at < members.length - 1 && (
                <button
                  class="plain"
                  type="button"
                  aria-label={`Move ${member} down`}
                  onClick={() => swap(at, 1)}
                >
                  Down
                </button>
              )}
              <button
                class="plain"
                type="button"
                aria-label={`Take ${member} out`}
                onClick={() => draft.remove([...path, 'segments', at])}
              >
                Take out
              </button>
            </span>
            <Said path={[...path, 'segments', at]} isDeep />
          </li>
        ))}
      </ol>
      <Said path={[...path, 'segments']} />
      {free.length > 0 && (
        <SelectField
          label="Put a segment into it"
          value=""
          options={[
            ['', 'choose …'],
            ...free.map(([each, { name }]) => [each, name ?? each] as const),
          ]}
          onValue={(segment) => segment !== '' && draft.edit([...path, 'segments', -1], segment)}
        />
      )}
      <TextField
        label="Name"
        value={typeof group['name'] === 'string' ? group['name'] : ''}
        isEmptyAllowed
        onValue={(name) => draft.edit([...path, 'name'], name === '' ? undefined : name)}
      />
      <CheckField
        label="Counted, as one question with an answer for each of them"
        value={group['count'] === true}
        onValue={(on) => draft.edit([...path, 'count'], on ? true : undefined)}
      />
      <Said path={[...path, 'count']} />
    </>
  );
}

export function DocumentEditor({ definitions }: { readonly definitions: Definitions }) {
  const whole = definitions as unknown as { readonly [key: string]: unknown };
  const counting = isObject(whole['counting']) ? whole['counting'] : {};
  const period: Period = counting['period'] === '7d' ? '7d' : '28d';
  const given = counting['epsilon'];
  const text = (key: string, label: string, help?: string) => (
    <div>
      <TextField
        label={label}
        value={typeof whole[key] === 'string' ? whole[key] : ''}
        help={help}
        onValue={(value) => draft.edit([key], value.trim())}
      />
      <Said path={[key]} />
    </div>
  );
  return (
    <div class="fields">
      {text('site', 'Site', 'The host name that the definitions are for.')}
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
      {text('issued', 'Issued')}
      {text('expires', 'Good until', 'Then pages decide nothing until a new version is published.')}
      <div>
        <SelectField
          label="Counted every"
          value={period}
          options={[
            ['28d', '28 days'],
            ['7d', '7 days'],
          ]}
          onValue={(value) =>
            draft.editAll([
              { path: ['counting', 'period'], value },
              // What the other period does not allow goes: its greatest holds then.
              ...(given === undefined || EPSILONS[value].some((each) => each === given)
                ? []
                : [{ path: ['counting', 'epsilon'], value: undefined }]),
            ])
          }
        />
      </div>
      <div>
        <SelectField
          label="ε"
          value={String(given ?? greatestEpsilon(period))}
          options={EPSILONS[period].map((each) => [String(each), String(each)])}
          help="How sure an answer may be: more is more exact, and tells more of each device. Each period has its own."
          onValue={(value) => draft.edit(['counting', 'epsilon'], Number(value))}
        />
        <Said path={['counting']} isDeep />
      </div>
    </div>
  );
}
