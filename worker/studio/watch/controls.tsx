/** What is shown of the counts, and in which order. */
import { firstDayOf, MOST_TOGETHER, statsCsv } from '../../../shared/counting/index.ts';
import type { QuestionStats, Stats } from '../../../shared/wire/index.ts';
import { CheckField, SelectField, TextField } from '../components/index.ts';
import { saveFile } from '../draft/index.ts';
import { day } from './day.ts';
import { keyOf } from './labels.ts';
import { SORTS } from './order.ts';
import { show, type View } from './view.ts';

/** So that spreadsheets take it for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const TOGETHER = Array.from({ length: MOST_TOGETHER }, (_, before) => {
  const periods = before + 1;
  return [
    String(periods),
    periods === 1 ? 'This period alone' : `The last ${periods} periods`,
  ] as const;
});

export function Controls({
  stats,
  view,
  shown,
}: {
  readonly stats: Stats;
  readonly view: View;
  readonly shown: readonly QuestionStats[];
}) {
  const { query } = view;
  const save = () =>
    saveFile(
      `counts-${stats.site}-${stats.period.from.slice(0, 10)}.csv`,
      BYTE_ORDER_MARK + statsCsv(stats, shown),
      'text/csv',
    );
  const isAllFolded = shown.every((question) => view.folded.includes(keyOf(question)));
  return (
    <form class="controls" aria-label="What is shown" onSubmit={(event) => event.preventDefault()}>
      <TextField
        label="Search"
        type="search"
        isEmptyAllowed
        value={view.search}
        onValue={(search) => show({ ...view, search })}
      />
      <SelectField
        label="Sort by"
        value={view.sort}
        options={SORTS}
        onValue={(sort) => show({ ...view, sort })}
      />
      <SelectField
        label="Look back over"
        value={String(stats.together)}
        options={TOGETHER}
        onValue={(together) => show({ ...view, query: { ...query, together: Number(together) } })}
      />
      <SelectField
        label="Compare with the period from"
        value={String(stats.baseline.number)}
        options={baselines(stats)}
        onValue={(baseline) => show({ ...view, query: { ...query, baseline: Number(baseline) } })}
      />
      <div class="controls__row">
        <CheckField
          label="All on one axis"
          value={view.isOneAxis}
          onValue={(isOneAxis) => show({ ...view, isOneAxis })}
        />
        <button
          class="button"
          type="button"
          onClick={() => show({ ...view, folded: isAllFolded ? [] : stats.questions.map(keyOf) })}
        >
          {isAllFolded ? 'Unfold all' : 'Fold all'}
        </button>
        <button class="button" type="button" onClick={save}>
          Save as CSV
        </button>
        <span class="soft" role="status">
          {shown.length === stats.questions.length
            ? `${shown.length} ${shown.length === 1 ? 'question' : 'questions'}`
            : `${shown.length} of ${stats.questions.length} questions`}
        </span>
      </div>
    </form>
  );
}

/** The periods before this one, and the one that is compared with if it is another. */
function baselines({ period, baseline }: Stats): readonly (readonly [string, string])[] {
  const before = Array.from({ length: MOST_TOGETHER }, (_, back) => period.number - 1 - back);
  return [...new Set([...before, baseline.number])]
    .filter((number) => number >= 0 || number === baseline.number)
    .map((number) => [String(number), day(firstDayOf(number, period))]);
}
