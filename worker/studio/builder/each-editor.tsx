/** Figures that are made for each visit: each a metric by itself, without a window. */
import type { MetricDefinition } from '../../../shared/definitions/types.ts';
import { inWords } from '../../../shared/reading/called.ts';
import { CommitField } from '../components/index.ts';
import { ID_PATTERN } from '../../../shared/definitions/schema.ts';
import { draft, type Edit, type Path } from '../draft/index.ts';
import { freshId, whyNoId } from './ids.ts';
import { isObject } from './rows.ts';
import { Said } from './said.tsx';

type Figures = { readonly [id: string]: MetricDefinition };

export function EachEditor({
  value,
  path,
  help,
  children,
}: {
  readonly value: unknown;
  readonly path: Path;
  readonly help: string | undefined;
  /** The fields of one of them. */
  readonly children: (metric: unknown, path: Path, visit: Figures) => preact.ComponentChildren;
}) {
  const each = isObject(value) ? value : {};
  const ids = Object.keys(each);
  return (
    <div>
      <p class="field__label">Figures of a visit</p>
      {help !== undefined && <small>{help}</small>}
      {Object.entries(each).map(([id, metric], at) => (
        <fieldset key={at} class="inner">
          <legend>{inWords(id)}</legend>
          {children(metric, [...path, id], each as Figures)}
          <CommitField
            label="Id"
            value={id}
            isAllowed={(to) => to === id || (ID_PATTERN.test(to) && !ids.includes(to))}
            whyNot={whyNoId}
            onValue={(to) => draft.editAll(renamedInVisit(path, id, to))}
          />
          <button
            class="plain"
            type="button"
            aria-label={`Remove this figure: ${inWords(id)}`}
            onClick={() => draft.remove(ids.length > 1 ? [...path, id] : path)}
          >
            Remove this figure
          </button>
          <Said path={[...path, id]} />
        </fieldset>
      ))}
      <button
        class="plain"
        type="button"
        onClick={() => draft.edit([...path, freshId('figure', each, '_')], { count: 'page_view' })}
      >
        Add a figure of the visit
      </button>
    </div>
  );
}

/** The figure itself, and wherever the visits' condition and the formulas beside it read it. */
function renamedInVisit(path: Path, id: string, to: string): readonly Edit[] {
  const metric = path
    .slice(0, -1)
    .reduce<unknown>(
      (part, key) => (isObject(part) ? part[String(key)] : undefined),
      draft.value.peek(),
    );
  if (!isObject(metric)) return [];
  const fact = `metric.${id}`;
  const edits: Edit[] = [];
  const visit = (value: unknown, at: Path): void => {
    if (value === fact) edits.push({ path: at, value: `metric.${to}` });
    else if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...at, index]));
    else if (isObject(value))
      for (const [key, one] of Object.entries(value)) {
        visit(one, [...at, key]);
        // What is deeper comes first: its path leads through this name.
        if (key === fact) edits.push({ path: [...at, key], key: `metric.${to}` });
      }
  };
  const own = path.slice(0, -1);
  visit(metric['sessions'], [...own, 'sessions']);
  for (const [each, figure] of Object.entries(isObject(metric['each']) ? metric['each'] : {}))
    if (isObject(figure)) visit(figure['formula'], [...path, each, 'formula']);
  return [...edits, { path: [...path, id], key: to }];
}
