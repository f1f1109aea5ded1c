import { signal } from '@preact/signals';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { inOneLine, readerOf } from '../../../shared/reading/index.ts';
import { READY_SEGMENTS, type ReadySegment } from '../../../shared/ready-segments/index.ts';
import { NumberField, SelectField, TextField } from '../components/index.ts';
import { ChooseLanguage, spoken } from '../reading/index.ts';
import { Entry } from './entry.tsx';
import { dailyVisitors } from './traffic.ts';

const search = signal('');
const kind = signal('');
const stage = signal('');

const segmentsOf = ({ definitions }: ReadySegment) => Object.values(definitions.segments);
const all = (values: readonly (string | undefined)[]) =>
  [...new Set(values)].filter((value) => value !== undefined);
const KINDS = all(READY_SEGMENTS.flatMap(segmentsOf).map((segment) => segment.kind));
const STAGES = all(READY_SEGMENTS.flatMap(segmentsOf).map((segment) => segment.stage));

/** What its segments mean, as the opened entry shows it. */
const inWords = ({ definitions }: ReadySegment): string => {
  const reader = readerOf(
    { metrics: {}, ...definitions } as unknown as Definitions,
    spoken.value.voice,
  );
  const ids = Object.keys(definitions.segments);
  return ids.map((id) => inOneLine(reader.thing('segments', id))).join(' ');
};

/** All that is said of it, ids and names of events included. */
const textOf = (entry: ReadySegment) => {
  const { name, says, note = '', tune, definitions } = entry;
  const { language } = spoken.value;
  const found =
    texts[language]?.get(entry) ??
    [name, says, note, ...tune, inWords(entry), JSON.stringify(definitions)]
      .join(' ')
      .toLowerCase();
  (texts[language] ??= new Map()).set(entry, found);
  return found;
};
const texts: { [language: string]: Map<ReadySegment, string> } = {};

/** "abandoners" and "abandoned" are looked for as what begins both. */
const stemOf = (word: string) => (word.length > 4 ? word.replace(/(ed|s)$/, '') : word);

function isWanted(entry: ReadySegment): boolean {
  const words = search.value.toLowerCase().split(/\s+/).map(stemOf);
  const segments = segmentsOf(entry);
  return (
    words.every((word) => word === '' || textOf(entry).includes(word)) &&
    (kind.value === '' || segments.some((segment) => segment.kind === kind.value)) &&
    (stage.value === '' || segments.some((segment) => segment.stage === stage.value))
  );
}

export function Page() {
  const shown = READY_SEGMENTS.filter(isWanted);
  const choices = (of: readonly string[]) => [
    ['', 'all'] as const,
    ...of.map((each) => [each, each] as const),
  ];
  return (
    <>
      <h1>Ready segments</h1>
      <p class="measure soft">
        Each is tested on visitors. Using one puts it, with the metrics that it needs, into the open
        draft.
      </p>
      <div class="filters" role="search">
        <TextField
          label="Search"
          type="search"
          value={search.value}
          isEmptyAllowed
          onValue={(value) => (search.value = value)}
        />
        <SelectField
          label="Kind"
          value={kind.value}
          options={choices(KINDS)}
          onValue={(value) => (kind.value = value)}
        />
        <SelectField
          label="Stage"
          value={stage.value}
          options={choices(STAGES)}
          onValue={(value) => (stage.value = value)}
        />
        <NumberField
          label="Visitors on a usual day"
          value={dailyVisitors.value}
          min={1}
          onValue={(value) => (dailyVisitors.value = value)}
        />
      </div>
      <ChooseLanguage />
      <p class="soft" role="status">
        {shown.length === 0
          ? 'None of them is like that. Fewer words find more.'
          : `${shown.length} of ${READY_SEGMENTS.length}`}
      </p>
      <ul class="gallery">
        {shown.map((entry) => (
          <Entry key={entry.number} entry={entry} />
        ))}
      </ul>
    </>
  );
}
