/** How a figure is spread over visitors: which figure, and where one bin ends and the next begins. */
import { metricType } from '../../../shared/definitions/index.ts';
import type { MetricDefinition } from '../../../shared/definitions/types.ts';
import { ListField, SelectField } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { IdField } from './id-field.tsx';
import { listEdits } from './list-edits.ts';
import { choicesOf } from './names.ts';
import { OptionalText } from './optional-text.tsx';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';
import type { EditorProps } from './thing-editor.ts';
import { WrittenInJson } from './written-in-json.tsx';

export const FRESH_BINS = { number: [1, 2, 5], duration: ['7d', '30d', '90d'] } as const;

/** Whether a metric is a time, so that thresholds are durations. */
export const isDuration = (metric: unknown): boolean =>
  isObject(metric) && metricType(metric as unknown as MetricDefinition) === 'duration';

const isDurationText = (text: unknown) => /^\d+[smhdw]$/.test(String(text));

export function HistogramEditor({ id, definitions }: EditorProps) {
  const histogram: unknown = definitions.histograms?.[id];
  if (!isObject(histogram)) return <p>There is no such histogram in the draft.</p>;
  const path = ['histograms', id];
  const metric = String(histogram['metric']);
  const { bins } = histogram;
  const ofTime = (one: string) => isDuration(definitions.metrics?.[one]);
  return (
    <>
      <Said path={path} />
      <SelectField
        label="Counted is, of each visitor"
        value={metric}
        options={choicesOf(definitions, 'metrics')}
        onValue={(next) =>
          draft.editAll([
            { path: [...path, 'metric'], value: next },
            // Numbers are no times, and times no numbers.
            ...(ofTime(next) === ofTime(metric)
              ? []
              : [
                  {
                    path: [...path, 'bins'],
                    value: FRESH_BINS[ofTime(next) ? 'duration' : 'number'],
                  },
                ]),
          ])
        }
      />
      <Said path={[...path, 'metric']} />
      {definitions.metrics?.[metric] !== undefined && (
        <p>
          <a href={linkTo('draft', 'metrics', metric)}>Open the metric</a>
        </p>
      )}
      <Bins value={bins} path={[...path, 'bins']} isTime={ofTime(metric)} />
      <OptionalText label="Name" value={histogram['name']} path={[...path, 'name']} />
      <OptionalText
        label="Description"
        value={histogram['description']}
        path={[...path, 'description']}
      />
      <IdField
        part="histograms"
        id={id}
        definitions={definitions}
        help="With another id it is counted anew."
      />
    </>
  );
}

function Bins({
  value,
  path,
  isTime,
}: {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly isTime: boolean;
}) {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const isUsual = list.every((each) => (isTime ? isDurationText(each) : typeof each === 'number'));
  if (!Array.isArray(value) || !isUsual)
    return (
      <div>
        <WrittenInJson value={value} path={path} what="Thresholds" />
        <Said path={path} isDeep />
      </div>
    );
  return (
    <div>
      <ListField
        label="A bin begins at each of these"
        value={list as readonly (string | number)[]}
        isNumbers={!isTime}
        help={`From the least to the greatest, with commas between them${isTime ? ', each as 30d, 12h or 45m' : ''}. Below the first is a bin, too.`}
        onValue={(next) =>
          next.every((each) => !isTime || isDurationText(each)) &&
          draft.editAll(listEdits(path, list, next))
        }
      />
      <Said path={path} isDeep />
    </div>
  );
}
