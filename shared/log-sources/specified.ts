// The calls that Segment specified and RudderStack took over: as lines of JSON, and as tables of a warehouse, flat and in snake case.
import type { Json } from '../definitions/types.ts';
import type { OffsetAt } from '../logs/index.ts';
import type { Mapping } from '../mappings/types.ts';
import {
  firstText,
  isFields,
  isTrue,
  listOf,
  objectOf,
  pageFields,
  textOf,
  without,
  writtenLists,
  writtenTime,
} from './fields.ts';
import type { SourceForms } from './sql/engines/index.ts';
import { writtenListsSql } from './sql/lists.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row, SourceGuide } from './types.ts';

/** Columns of a warehouse that are the call's own. */
const META =
  'id anonymous_id user_id event event_text timestamp original_timestamp sent_at received_at loaded_at uuid uuid_ts message_id channel'.split(
    ' ',
  );
/** A warehouse has lists as text. */
const LISTS = ['items', 'products'];
const CATEGORY = 'context_consent_category_preferences_';
const APPS = ['ios', 'android'];
/** What nobody is asked for, and nobody can refuse; by the names that consent managers give it. */
const NECESSARY =
  'necessary Necessary strictly_necessary strictlyNecessary StrictlyNecessary essential Essential required Required C0001 c0001 c_0001'
    .split(' ')
    .concat('Strictly Necessary', 'Strictly necessary', 'strictly necessary', 'strictly-necessary');

/** The call as its library sent it, whichever way it was stored. */
interface Call {
  readonly type: string;
  readonly visitor: string;
  readonly person: string;
  readonly time: string;
  readonly id: string;
  readonly event: string;
  readonly fields: { readonly [name: string]: Json };
  /** Where it was made: its address, path, title and the page before. */
  readonly page: Row;
  readonly bot: unknown;
  readonly device: string;
  /** Purposes by name, and whether they were granted. */
  readonly categories: Row;
  readonly allowed: readonly Json[];
  readonly denied: readonly Json[];
}

function fromJson(row: Row): Call {
  const context = objectOf(row['context']);
  const fields = objectOf(row['properties']);
  const consent = objectOf(context['consentManagement']);
  return {
    type: textOf(row['type']),
    visitor: textOf(row['anonymousId']),
    person: textOf(row['userId']),
    time: firstText(row['timestamp'], row['originalTimestamp'], row['receivedAt']),
    id: textOf(row['messageId']),
    event: textOf(row['event']),
    fields,
    page: { ...objectOf(context['page']), ...(row['type'] === 'page' && fields) },
    bot: context['isBot'],
    device: textOf(objectOf(context['device'])['type']),
    categories: without(
      objectOf(objectOf(context['consent'])['categoryPreferences']),
      NECESSARY,
    ) as Row,
    allowed: listOf(consent['allowedConsentIds']),
    denied: listOf(consent['deniedConsentIds']),
  };
}

function fromTable(row: Row): Call {
  const event = firstText(row['event_text'], row['event']);
  const isPage = event === '' && ['url', 'path'].some((column) => textOf(row[column]) !== '');
  const own = Object.keys(row).filter(
    (column) => META.includes(column) || column.startsWith('context_'),
  );
  const fields = { ...(without(row, own) as Row), ...writtenLists(row, LISTS) };
  const page = Object.fromEntries(
    ['url', 'path', 'title', 'referrer'].map((name) => [name, row[`context_page_${name}`] ?? null]),
  );
  const categories = Object.entries(row).filter(
    ([column]) => column.startsWith(CATEGORY) && !NECESSARY.includes(column.slice(CATEGORY.length)),
  );
  return {
    type: event !== '' ? 'track' : isPage ? 'page' : '',
    visitor: textOf(row['anonymous_id']),
    person: textOf(row['user_id']),
    time: firstText(row['timestamp'], row['original_timestamp'], row['received_at']),
    id: firstText(row['message_id'], row['id']),
    event,
    fields,
    page: isPage ? { ...page, ...fields } : page,
    bot: row['context_is_bot'],
    device: textOf(row['context_device_type']),
    categories: Object.fromEntries(categories),
    allowed: listOf(row['context_consent_management_allowed_consent_ids']),
    denied: listOf(row['context_consent_management_denied_consent_ids']),
  };
}

/** Whether every purpose that was asked for was refused. */
const isRefused = ({ categories, allowed, denied }: Call): boolean => {
  const answers = Object.values(categories).filter((answer) => answer !== null && answer !== '');
  return (
    (answers.length > 0 && answers.every((answer) => String(answer) === 'false')) ||
    (denied.length > 0 && allowed.length === 0)
  );
};

function read(row: Row, offsetAt: OffsetAt): Heard {
  const call =
    isFields(row['context']) || (row['type'] ?? null) !== null ? fromJson(row) : fromTable(row);
  const { type, fields, page } = call;
  if (type === 'screen' || APPS.includes(call.device.toLowerCase())) return 'app';
  if (type !== 'track' && type !== 'page') return 'other';
  if (isRefused(call)) return 'no-consent';
  if (isTrue(call.bot)) return 'bot';
  if (call.visitor === '' && call.person === '') return 'no-visitor';
  return [
    {
      visitor: call.visitor || call.person,
      isPerson: call.visitor === '',
      time: writtenTime(call.time, offsetAt),
      id: call.id,
      name: type === 'page' ? 'page_view' : call.event,
      fields: {
        ...fields,
        ...pageFields({
          location: page['url'],
          path: page['path'],
          title: page['title'],
          referrer: page['referrer'],
        }),
      },
    },
  ];
}

const pageAt = (f: SourceForms, of: (name: string) => string): string =>
  pageSql(f, {
    location: of('url'),
    path: of('path'),
    title: of('title'),
    referrer: of('referrer'),
  });
const PAGE = ['url', 'path', 'title', 'referrer'];

const sql = (zone: string, f: SourceForms): string => {
  const row = (...path: string[]) => f.at('r', ...path);
  const text = (...path: string[]) => f.text(row(...path));
  const first = (...values: readonly string[]): string =>
    `coalesce(${values.map(f.text).join(', ')})`;
  const refused = `(NOT ${f.isEmpty('answers')} AND NOT ${f.some('answers', 'a', `${f.valued('a', ['false', '"false"'])} IS NOT NULL`)})`;
  return `SELECT line, 0 AS place, coalesce(anonymous, person) AS visitor, ${f.time(f.string('moment'), zone)} AS time, id,
    CASE type WHEN 'page' THEN 'page_view' ELSE event END AS theirs,
    ${f.beside(
      'f',
      pageAt(f, (name) => f.at('page', name)),
    )} AS p,
    CASE
      WHEN type = 'screen' OR lower(device) IN (${APPS.map((app) => `'${app}'`).join(', ')}) THEN 'app'
      WHEN type IS NULL OR type NOT IN ('track', 'page') THEN 'other'
      WHEN ${refused} OR (NOT ${f.isEmpty('denied')} AND ${f.isEmpty('allowed')}) THEN 'no-consent'
      WHEN ${f.isTrue('bot')} THEN 'bot'
    END AS reason
  FROM (
    SELECT line, ${text('type')} AS type, ${text('anonymousId')} AS anonymous, ${text('userId')} AS person,
      ${first(row('timestamp'), row('originalTimestamp'), row('receivedAt'))} AS moment, ${text('messageId')} AS id,
      ${text('event')} AS event, f,
      CASE WHEN ${text('type')} = 'page' THEN ${f.beside(f.object(f.at('c', 'page')), f.set('f'))} ELSE ${f.object(f.at('c', 'page'))} END AS page,
      ${f.at('c', 'isBot')} AS bot, ${f.text(f.at('c', 'device', 'type'))} AS device,
      ${f.starting(f.without(f.object(f.at('c', 'consent', 'categoryPreferences')), NECESSARY), '')} AS answers,
      ${f.list(f.at('c', 'consentManagement', 'allowedConsentIds'))} AS allowed, ${f.list(f.at('c', 'consentManagement', 'deniedConsentIds'))} AS denied
    FROM (SELECT line, r, ${f.object(row('context'))} AS c, ${f.object(row('properties'))} AS f
      FROM source_rows WHERE ${f.isObject(row('context'))} OR ${row('type')} IS NOT NULL) AS stored
    UNION ALL
    SELECT line, CASE WHEN event IS NOT NULL THEN 'track' WHEN is_page THEN 'page' END, ${text('anonymous_id')}, ${text('user_id')},
      ${first(row('timestamp'), row('original_timestamp'), row('received_at'))}, ${first(row('message_id'), row('id'))}, event, f,
      CASE WHEN event IS NULL AND is_page THEN ${f.beside('page', 'f')} ELSE page END,
      ${row('context_is_bot')}, ${text('context_device_type')}, ${f.starting(
        f.without(
          f.row,
          NECESSARY.map((name) => `${CATEGORY}${name}`),
        ),
        CATEGORY,
      )},
      ${f.list(row('context_consent_management_allowed_consent_ids'))}, ${f.list(row('context_consent_management_denied_consent_ids'))}
    FROM (
      SELECT line, r, ${first(row('event_text'), row('event'))} AS event, ${first(row('url'), row('path'))} IS NOT NULL AS is_page,
        ${f.set(f.beside(f.without(f.row, META, 'context_'), writtenListsSql(f, 'r', LISTS)))} AS f,
        ${f.built(Object.fromEntries(PAGE.map((name) => [name, row(`context_page_${name}`)])))} AS page
      FROM source_rows WHERE NOT ${f.isObject(row('context'))} AND ${row('type')} IS NULL
    ) AS tables
  ) AS calls`;
};

/** A source of such calls. */
export const specifiedSource = (
  name: string,
  mapping: Mapping,
  documented: string,
  guide: SourceGuide,
): LogSource => ({
  name,
  mapping,
  row: 'call',
  marks: ['anonymousId', 'anonymous_id', 'userId', 'messageId'],
  documented,
  guide,
  read,
  sql,
  engines: ['duckdb', 'clickhouse', 'postgresql', 'bigquery'],
});
