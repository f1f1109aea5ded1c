import type { LocalRecord, RecordStore } from '../consent/index.ts';
import type { Page } from '../host.ts';
import { nameOf } from '../names.ts';
import { addressWithout } from './ids.ts';

const ABOUT = ['time', 'text', 'signal'] as const;

/**
 * A refusal holds wherever it is given. What is refused in a preview becomes the visitor's own answer, what rested on it
 * is left to be erased, and the page goes on without the preview, which does so. One that stands already changes nothing.
 */
export function honourRefusals(
  { localStorage, location }: Page,
  site: string,
  record: RecordStore,
): void {
  const { update } = record;
  record.update = (change) => {
    update(change);
    try {
      if (refuse(localStorage, nameOf(site), record.read()))
        location.replace(location.origin + addressWithout(location));
    } catch {
      // Where nothing can be kept nothing is to be refused.
    }
  };
}

/** Whether the visitor's own record was another. */
function refuse(storage: Storage, name: string, answer: LocalRecord): boolean {
  const text = storage.getItem(name);
  const own: LocalRecord = text === null ? {} : Object(JSON.parse(text));
  const purposes = (['personalisation', 'measurement', 'activation'] as const).filter(
    (purpose) => answer[purpose] === false && own[purpose] !== false,
  );
  // A remembered refusal yields to what the visitor has answered since.
  if (purposes.length === 0 || Number(own.time) >= Number(answer.time)) return false;
  const next: LocalRecord = { ...own };
  for (const purpose of purposes) next[purpose] = false;
  for (const each of ABOUT) Object.assign(next, { [each]: answer[each] });
  if (!next.personalisation) {
    delete next.shown;
    delete next.course;
    delete next.until;
  }
  if (!next.personalisation && !next.measurement) {
    delete next.erased;
    delete next.handed;
    next.erasing = true;
  }
  storage.setItem(name, JSON.stringify(next));
  return true;
}
