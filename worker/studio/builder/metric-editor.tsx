/** A metric: its kind, what it is about, and within which bounds. Parameters follow from the kind's description. */
import {
  CheckField,
  DurationField,
  NumberField,
  SelectField,
  TextField,
} from '../components/index.ts';
import type { Definitions, MetricDefinition } from '../../../shared/definitions/types.ts';
import { WORDS } from '../../../shared/metrics/all-words.ts';
import type { Parameter } from '../../../shared/metrics/spec.ts';
import { type Kind, SPECS, kindOf } from '../../../shared/metrics/specs.ts';
import { draft, type Path } from '../draft/index.ts';
import { ConditionEditor } from './condition.tsx';
import { EventField, EventsField } from './events-field.tsx';
import { EVENT_FACTS, PROPERTIES, sessionFacts } from './facts.ts';
import { JsonField } from './json-field.tsx';
import { asKind, eventIn, KIND_NAMES, valueFor } from './metric-kinds.ts';
import { Optional } from './optional.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import { StepsEditor } from './steps-editor.tsx';
import { WindowField } from './window-field.tsx';

interface Props {
  readonly metric: unknown;
  readonly path: Path;
  readonly definitions: Definitions;
}

export function MetricEditor({ metric, path, definitions }: Props) {
  if (!isObject(metric)) return <p class="soft">This is no metric: see the JSON.</p>;
  const kind = kindOf(metric);
  const takes = kind && SPECS[kind].takes;
  const isOfEvents = takes !== undefined && takes !== 'formula' && takes !== 'condition';
  return (
    <div class="metric" role="group" aria-label="What is computed">
      <SelectField
        label="What is computed"
        value={kind ?? ('count' as Kind)}
        options={KIND_NAMES}
        onValue={(next) => draft.edit(path, asKind(metric, next))}
      />
      <Said path={path} />
      {kind && <Taken kind={kind} metric={metric} path={path} definitions={definitions} />}
      {kind && <Said path={[...path, kind]} isDeep={takes === 'events' || takes === 'property'} />}
      <div class="optionals">
        {kind &&
          Object.entries(SPECS[kind].parameters).map(([key, parameter]) => (
            <ParameterField
              key={key}
              name={key}
              parameter={parameter}
              help={WORDS[kind].parameters?.[key]}
              value={metric[key]}
              path={[...path, key]}
              definitions={definitions}
            />
          ))}
      </div>
      {takes !== 'formula' && (
        <>
          <WindowField value={metric['within']} path={[...path, 'within']} />
          <Said path={[...path, 'within']} isDeep />
        </>
      )}
      {isOfEvents && (
        <div class="optionals">
          <Optional
            name="a condition on the event"
            value={metric['where']}
            path={[...path, 'where']}
            fresh={{ item_category: 'value' }}
          >
            <ConditionEditor
              condition={metric['where']}
              path={[...path, 'where']}
              scope={{ facts: EVENT_FACTS, isOpen: true }}
              definitions={definitions}
              label="Only events where"
            />
          </Optional>
          {(['after', 'before'] as const).map((key) => (
            <Bound key={key} name={key} metric={metric} path={path} definitions={definitions} />
          ))}
        </div>
      )}
    </div>
  );
}

function Bound({
  name,
  metric,
  path,
  definitions,
}: {
  readonly name: 'after' | 'before';
  readonly metric: { readonly [key: string]: unknown };
  readonly path: Path;
  readonly definitions: Definitions;
}) {
  const value = metric[name];
  const at = [...path, name];
  return (
    <Optional
      name={
        name === 'after' ? 'a sequence after which it begins' : 'a sequence before which it ends'
      }
      value={value}
      path={at}
      fresh={{ sequence: [{ event: eventIn(metric) }] }}
    >
      <p class="field__label">
        {name === 'after'
          ? 'Only after this was last completed'
          : 'Only before this was first begun'}
      </p>
      <StepsEditor
        steps={isObject(value) ? value['sequence'] : undefined}
        path={[...at, 'sequence']}
        definitions={definitions}
      />
      {name === 'after' && (
        <CheckField
          label="Everything, where that never was"
          value={metric['orEver'] === true}
          onValue={(on) => draft.edit([...path, 'orEver'], on ? true : undefined)}
        />
      )}
    </Optional>
  );
}

function Taken({
  kind,
  metric,
  path,
  definitions,
}: {
  readonly kind: Kind;
  readonly metric: { readonly [key: string]: unknown };
  readonly path: Path;
  readonly definitions: Definitions;
}) {
  const at = [...path, kind];
  const value = metric[kind];
  const set = (next: unknown) => void draft.edit(at, next);
  switch (SPECS[kind].takes) {
    case 'events':
      return <EventsField label="Of which event" value={value} onValue={set} />;
    case 'property': {
      const [event = '', ...rest] = String(value).split('.');
      return (
        <div class="together">
          <EventField
            label="Of which event"
            value={event}
            isAnyAllowed={false}
            onValue={(name) => set([name, ...rest].join('.'))}
          />
          <TextField
            label="Which property of it"
            value={rest.join('.')}
            list={PROPERTIES}
            onValue={(name) => set(`${event}.${name.trim()}`)}
          />
        </div>
      );
    }
    case 'steps':
      return <StepsEditor steps={value} path={at} definitions={definitions} />;
    case 'condition': {
      const each = isObject(metric['each'])
        ? (metric['each'] as { readonly [id: string]: MetricDefinition })
        : {};
      return (
        <ConditionEditor
          condition={value}
          path={at}
          scope={{ facts: sessionFacts(definitions, each), isOpen: false }}
          definitions={definitions}
          label="Visits in which"
        />
      );
    }
    case 'formula':
      return (
        <JsonField
          label="Formula"
          value={value}
          help='Such as { "divide": ["metric.a", "metric.b"] }: add, subtract, multiply, divide, min, max, log1p and logistic of numbers and facts.'
          onValue={set}
        />
      );
  }
}

function ParameterField({
  name,
  parameter,
  help,
  value,
  path,
  definitions,
}: {
  readonly name: string;
  readonly parameter: Parameter;
  readonly help: string | undefined;
  readonly value: unknown;
  readonly path: Path;
  readonly definitions: Definitions;
}) {
  const field = <ParameterInput {...{ name, parameter, help, value, path, definitions }} />;
  if (parameter.required)
    return (
      <div>
        {field}
        <Said path={path} isDeep />
      </div>
    );
  return (
    <Optional name={`“${name}”`} value={value} path={path} fresh={valueFor(parameter)} help={help}>
      {field}
    </Optional>
  );
}

function ParameterInput({
  name,
  parameter: { type, of = [], from, to },
  help,
  value,
  path,
  definitions,
}: Parameters<typeof ParameterField>[0]) {
  const label =
    name.charAt(0).toUpperCase() +
    name.slice(1).replace(/[A-Z]/g, (one) => ` ${one.toLowerCase()}`);
  const set = (next: unknown) => void draft.edit(path, next);
  const field = { label, help } as const;
  switch (type) {
    case 'duration':
      return <DurationField {...field} value={String(value)} onValue={set} />;
    case 'name':
      return <TextField {...field} value={String(value)} list={PROPERTIES} onValue={set} />;
    case 'text':
      return <TextField {...field} value={String(value)} onValue={set} />;
    case 'whole':
    case 'number':
      return (
        <NumberField
          {...field}
          value={Number(value)}
          min={from}
          max={to}
          onValue={(next) => set(type === 'whole' ? Math.round(next) : next)}
        />
      );
    case 'choice':
      return (
        <SelectField
          {...field}
          value={String(value)}
          options={of.map((each) => [each, each])}
          onValue={set}
        />
      );
    case 'metrics':
      return (
        <div>
          <p class="field__label">{label}</p>
          {help !== undefined && <small>{help}</small>}
          {Object.entries(isObject(value) ? value : {}).map(([id, metric]) => (
            <fieldset key={id} class="inner">
              <legend>{id}</legend>
              <MetricEditor metric={metric} path={[...path, id]} definitions={definitions} />
            </fieldset>
          ))}
        </div>
      );
  }
}
