/** One segment: who is in it, for how long, who is out, and what becomes of it. */
import { CheckField, DurationField, SelectField, TextField } from '../components/index.ts';
import type { Definitions, SegmentKind, SegmentStage } from '../../../shared/definitions/types.ts';
import { english } from '../../../shared/reading/index.ts';
import { draft, type Path } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { ConditionEditor } from './condition.tsx';
import { metricTitle, visitorFacts } from './facts.ts';
import { freshId } from './ids.ts';
import { MetricEditor } from './metric-editor.tsx';
import { Optional } from './optional.tsx';
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
  const scope = { facts: visitorFacts(definitions, id), isOpen: false };
  const about = (fact: string) =>
    fact.startsWith('metric.') ? (
      <OfMetric key={fact} id={fact.slice('metric.'.length)} self={id} definitions={definitions} />
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
      <AddDone path={at('when')} definitions={definitions} />
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
        <TextField
          label="Description"
          value={text('description')}
          isEmptyAllowed
          onValue={setText('description')}
        />
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
  definitions,
}: {
  readonly id: string;
  readonly self: string;
  readonly definitions: Definitions;
}) {
  const metric = definitions.metrics?.[id];
  if (metric === undefined) return null;
  const others = Object.entries(definitions.segments)
    .filter(
      ([other, segment]) => other !== self && JSON.stringify(segment).includes(`"metric.${id}"`),
    )
    .map(([other, { name }]) => name ?? other);
  return (
    <details class="of-metric">
      <summary>{`What is counted: ${metricTitle(id, definitions)}`}</summary>
      {others.length > 0 && (
        <p class="soft">{`A change here changes ${others.join(', ')}, too.`}</p>
      )}
      <MetricEditor metric={metric} path={['metrics', id]} definitions={definitions} />
      <a href={linkTo('draft', 'metrics', id)}>Its name, and who else reads it</a>
    </details>
  );
}

/** A condition on something that visitors did: a metric of its own, and that it is at least one. */
function AddDone({
  path,
  definitions,
}: {
  readonly path: Path;
  readonly definitions: Definitions;
}) {
  return (
    <button
      class="button"
      type="button"
      onClick={() => {
        const id = freshId('did view item', definitions.metrics, '_');
        draft.editAll([
          { path: ['metrics', id], value: { count: 'view_item', within: '30d' } },
          { path: [...path, `metric.${id}`], value: { $gte: 1 } },
        ]);
      }}
    >
      Add something they did
    </button>
  );
}
