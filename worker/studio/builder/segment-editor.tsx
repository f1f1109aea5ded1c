/** One segment: who is in it, for how long, who is out, and what becomes of it. */
import { useSignal } from '@preact/signals';
import { CheckField, DurationField, SelectField, TextField } from '../components/index.ts';
import type { Definitions, SegmentKind, SegmentStage } from '../../../shared/definitions/types.ts';
import { english } from '../../../shared/reading/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { readersOf } from '../../../shared/documents/index.ts';
import { ActivateField } from './activate-field.tsx';
import { isNewest } from './attention.ts';
import { ConditionEditor } from './condition.tsx';
import { metricTitle, visitorFacts } from './facts.ts';
import { IdField } from './id-field.tsx';
import { MetricEditor } from './metric-editor.tsx';
import { Optional } from './optional.tsx';
import { nameIn } from './names.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';

const KINDS = Object.entries(english.words.kinds) as readonly (readonly [SegmentKind, string])[];
const STAGES = Object.entries(english.words.stages) as readonly (readonly [SegmentStage, string])[];
const NONE = '';

export function SegmentEditor({
  id,
  definitions,
}: {
  readonly id: string;
  readonly definitions: Definitions;
}) {
  const segment: unknown = definitions.segments[id];
  if (!isObject(segment)) return <p>There is no such segment in the draft.</p>;
  const path = ['segments', id];
  const at = (key: string): Path => [...path, key];
  const text = (key: string) => (typeof segment[key] === 'string' ? segment[key] : '');
  const setText = (key: string) => (value: string) =>
    void draft.edit(at(key), value === '' ? undefined : value);
  const scope = {
    facts: visitorFacts(definitions, id),
    isOpen: false,
    figures: { path: ['metrics'], there: definitions.metrics, within: '30d' },
  };
  const about = (fact: string, factPath: Path) =>
    fact.startsWith('metric.') ? (
      <OfMetric
        key={fact}
        id={fact.slice('metric.'.length)}
        self={id}
        isNew={isNewest(factPath)}
        definitions={definitions}
      />
    ) : null;
  const condition = (key: 'when' | 'exclude' | 'excludeEver', label: string) => (
    <ConditionEditor
      condition={segment[key]}
      path={at(key)}
      scope={scope}
      definitions={definitions}
      label={label}
      about={about}
    />
  );
  return (
    <>
      <Said path={path} />
      <h3>Who is in it</h3>
      {condition('when', 'Who is in it')}
      <Said path={at('when')} />
      <h3>For how long</h3>
      <Keep value={segment['keep']} path={at('keep')} />
      <Said path={at('keep')} />
      <h3>Who is out</h3>
      <div class="optionals">
        <Optional
          name="who is out meanwhile"
          value={segment['exclude']}
          path={at('exclude')}
          fresh={{ 'session.number': 1 }}
        >
          <p class="field__label">Out while this holds</p>
          {condition('exclude', 'Out while')}
        </Optional>
        <Optional
          name="who is out for ever"
          value={segment['excludeEver']}
          path={at('excludeEver')}
          fresh={{ 'session.number': 1 }}
        >
          <p class="field__label">Out for ever once this held</p>
          {condition('excludeEver', 'Out for ever once')}
        </Optional>
      </div>
      <h3>What it is called, and counted</h3>
      <div class="fields">
        <TextField label="Name" value={text('name')} isEmptyAllowed onValue={setText('name')} />
        <SelectField
          label="Kind"
          value={text('kind')}
          options={[[NONE, 'not said'], ...KINDS]}
          onValue={setText('kind')}
        />
        <SelectField
          label="Stage"
          value={text('stage')}
          options={[[NONE, 'not said'], ...STAGES]}
          onValue={setText('stage')}
        />
      </div>
      <TextField
        label="Description"
        value={text('description')}
        isEmptyAllowed
        onValue={setText('description')}
      />
      <CheckField
        label="Counted, by randomised answers"
        value={segment['count'] === true}
        onValue={(on) => draft.edit(at('count'), on ? true : undefined)}
      />
      <CheckField
        label="On trial: decided and never shown to the page"
        value={segment['shadow'] === true}
        onValue={(on) => draft.edit(at('shadow'), on ? true : undefined)}
      />
      {['name', 'description', 'kind', 'stage', 'count', 'shadow'].map((key) => (
        <Said key={key} path={at(key)} />
      ))}
      <ActivateField value={segment['activate']} path={at('activate')} definitions={definitions} />
      <IdField
        part="segments"
        id={id}
        definitions={definitions}
        help="By which pages ask for it. Another id begins its count anew, and pages have to ask for that one."
      />
    </>
  );
}

function Keep({ value, path }: { readonly value: unknown; readonly path: Path }) {
  const form = value === undefined ? 'while' : value === 'forever' ? 'forever' : 'for';
  return (
    <div class="together">
      <SelectField
        label="A visitor stays in it"
        value={form}
        options={[
          ['while', 'while the conditions hold'],
          ['for', 'for some time after they last held'],
          ['forever', 'for ever once they held'],
        ]}
        onValue={(next) =>
          draft.edit(path, next === 'while' ? undefined : next === 'for' ? '2d' : 'forever')
        }
      />
      {form === 'for' && (
        <DurationField
          label="For how long"
          value={String(value)}
          onValue={(next) => draft.edit(path, next)}
        />
      )}
    </div>
  );
}

/** The metric that a clause reads, to be changed where it is read. */
function OfMetric({
  id,
  self,
  isNew,
  definitions,
}: {
  readonly id: string;
  readonly self: string;
  readonly isNew: boolean;
  readonly definitions: Definitions;
}) {
  const metric = definitions.metrics?.[id];
  // Open while it is new; what is done to it later is the reader's own doing.
  const isOpen = useSignal(isNew);
  if (metric === undefined) return null;
  const others = readersOf(definitions, 'metrics', id)
    .filter(({ part, id: other }) => part !== 'segments' || other !== self)
    .map(({ part, id: other }) => nameIn(definitions, part, other));
  return (
    <details
      class="of-metric"
      open={isOpen.value}
      onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}
    >
      <summary>{`What is counted: ${metricTitle(id, definitions)}`}</summary>
      {others.length > 0 && (
        <p class="soft">{`A change here changes ${others.join(', ')}, too.`}</p>
      )}
      <MetricEditor metric={metric} path={['metrics', id]} definitions={definitions} />
      <a href={linkTo('draft', 'metrics', id)}>Its name, and who else reads it</a>
    </details>
  );
}
