import { NOTHING_SHOWN } from '../consent/index.ts';
import type { Ingest } from '../ingest/index.ts';
import type { ActiveContext } from './context.ts';
import type { DefinitionsInUse } from './definitions-in-use.ts';

/** What the next page shows first is noted when nothing has changed for so long. */
const AFTER_MS = 1000;

/** Leaves what the page is shown for the first paint of the next one: when each ends by itself (0: never), and all. */
export interface FirstPaint {
  /** `quick`: no more than is known without milliseconds of work. */
  write(quick: boolean): void;
  /** The same with no more to find, in the next task: later on, others may have noted what this page has not heard of. */
  writeNext(): void;
  onShown(isChanged: boolean): void;
  stop(): void;
}

export function createFirstPaint(
  context: ActiveContext,
  ingest: Ingest,
  definitions: DefinitionsInUse,
): FirstPaint {
  const { record, safely } = context;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const write = (quick: boolean) => {
    stop();
    // What the page before left holds until this one knows better.
    if (definitions.status() === 'starting' || !context.permitted()) return;
    const ids = context.shown();
    const loaded = (context.personal() && ingest.engine() && definitions.active()) || undefined;
    const { shown, until, course } = record.read();
    // So it does while a part is missing, but for what the visitor objects to.
    const endings = () =>
      ingest.isWhole()
        ? ingest.endings(ids, { shown: shown ?? {}, course }, quick)
        : {
            shown: Object.fromEntries(
              Object.entries(shown ?? {}).filter(
                ([id]) => !ingest.memory().objections.includes(id),
              ),
            ),
          };
    const next = {
      ...NOTHING_SHOWN,
      ...(loaded && endings()),
      until: loaded?.expires,
    };
    if (JSON.stringify(next) !== JSON.stringify({ shown, until, course })) record.update(next);
  };
  const writeAfter = (ms: number) => {
    stop();
    timer = setTimeout(() => safely(() => write(false), undefined), ms);
  };
  return {
    write,
    writeNext: () => writeAfter(0),
    onShown(isChanged) {
      if (isChanged || timer === undefined) writeAfter(AFTER_MS);
    },
    stop,
  };
}
