// What Matomo's Live.getLastVisitsDetails gives: visits with their actions. A row here is an action, by the command that sends it.
import type { OffsetAt } from '../logs/index.ts';
import { matomo as mapping } from '../mappings/matomo.ts';
import { cleaned, objectOf, pageFields, textOf } from './fields.ts';
import { commandsOf } from './matomo-commands.ts';
import { matomoSql } from './matomo-sql.ts';
import { DEVICES, actionsIn, timeOf } from './matomo-visits.ts';
import type { Heard, LogSource, Row } from './types.ts';

function read(action: Row, offsetAt: OffsetAt): Heard {
  const visit = objectOf(action['visit']);
  const commands = commandsOf(action, visit['siteCurrency']);
  if (commands.length === 0) return 'other';
  const visitor = textOf(visit['visitorId']);
  if (visitor === '') return 'no-visitor';
  const idVisit = textOf(visit['idVisit']);
  const device = DEVICES[textOf(visit['deviceType'])];
  return commands.map(([name, fields], place) => ({
    visitor,
    time: timeOf(action['timestamp'], Number(visit['ahead'] ?? 0), offsetAt),
    id: idVisit && [idVisit, textOf(visit['place']), place].join('.'),
    name,
    fields: {
      ...cleaned(fields),
      ...pageFields({ location: action['url'], title: action['pageTitle'] }),
      ...(device && { device_type: device }),
    },
  }));
}

export const matomo: LogSource = {
  name: 'matomo',
  mapping,
  row: 'action',
  marks: ['visitorId', 'idVisit', 'actionDetails', 'visit.visitorId'],
  documented: 'https://developer.matomo.org/api-reference/reporting-api#Live',
  guide: {
    get: "The visits log, by the Reporting API ([`Live.getLastVisitsDetails`](https://developer.matomo.org/api-reference/reporting-api#Live)), a file for each day: `curl 'https://matomo.example/index.php' -o 2026-11-02.json -d token_auth=TOKEN -d 'module=API&method=Live.getLastVisitsDetails&idSite=1&period=day&date=2026-11-02&filter_limit=-1&format=JSON'`.",
    files: 'matomo/',
    forms: 'JSON lists, an object of lists by day, lines of JSON',
    elsewhere:
      'Matomo keeps its own tables in MySQL or MariaDB, for which no SQL is written here. No loader was found that brings its visits with their actions elsewhere in this form; DuckDB reads the files of the API',
    visitor:
      '`visitorId`: a browser; where Matomo runs without cookies, a browser for a day at most',
    leftOut:
      'nothing: robots, and who has opted out, Matomo does not keep; which visits had no consent it does not say',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'not said',
      robots: 'not kept',
      twice: 'once',
    },
    lost: [
      'Matomo tells actions by the clock of the site’s time zone, as if that were UTC, and visits by UTC: from the first action of each visit (`firstActionTimestamp`) the difference is known, to a quarter of an hour. `--source-time-zone Europe/Berlin` says the zone instead.',
      'Carts are told only where they were left: `ecommerceAbandonedCart`, which is `cart_update` as with the bridge. `--rename ecommerceAbandonedCart=add_to_cart` takes it for what was put in.',
      'Matomo’s visits end after 30 minutes, at midnight and with a new campaign; Covey’s only after `session.timeout`.',
      'Contents, forms and media (plugins) are no events here, and counted.',
    ],
  },
  rowsIn: actionsIn,
  read,
  sql: matomoSql,
  engines: ['duckdb'],
};
