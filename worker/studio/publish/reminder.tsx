import { expiryOf } from '../../../shared/definitions/index.ts';
import { date } from '../components/index.ts';
import { saveFile } from '../draft/index.ts';
import { reminder } from './calendar.ts';

/** Saves a calendar file that reminds of the end. */
export function ReminderButton({
  site,
  version,
  expires,
}: {
  readonly site: string;
  readonly version: number;
  readonly expires: string;
}) {
  const now = Date.now();
  if (expiryOf(Date.parse(expires), now).state === 'ended') return null;
  const save = () =>
    saveFile(
      `renew-${site}.ics`,
      reminder({ site, version, expires, studio: `${location.origin}/studio/#/publish` }, now),
      'text/calendar',
    );
  return (
    <p>
      {`What is live runs out on ${date(expires)}. `}
      <button class="plain" type="button" onClick={save}>
        Save a reminder for the calendar
      </button>
    </p>
  );
}
