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
  writtenTime,
} from './fields.ts';
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
    categories: objectOf(objectOf(context['consent'])['categoryPreferences']),
    allowed: listOf(consent['allowedConsentIds']),
    denied: listOf(consent['deniedConsentIds']),
  };
}

function fromTable(row: Row): Call {
  const event = firstText(row['event_text'], row['event']);
  const isPage = event === '' && ['url', 'path'].some((column) => textOf(row[column]) !== '');
  const lists = LISTS.flatMap((name) =>
    textOf(row[name]).startsWith('[') ? [[name, [...listOf(row[name])]] as const] : [],
  );
  const own = Object.keys(row).filter(
    (column) => META.includes(column) || column.startsWith('context_'),
  );
  const fields = { ...(without(row, own) as Row), ...Object.fromEntries(lists) };
  const page = Object.fromEntries(
    ['url', 'path', 'title', 'referrer'].map((name) => [name, row[`context_page_${name}`] ?? null]),
  );
  const categories = Object.entries(row).filter(([column]) => column.startsWith(CATEGORY));
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
  const call = isFields(row['context']) || 'type' in row ? fromJson(row) : fromTable(row);
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

const pageAt = (of: (name: string) => string): string =>
  pageSql({ location: of('url'), path: of('path'), title: of('title'), referrer: of('referrer') });
const first = (...values: readonly string[]): string =>
  `coalesce(${values.map((value) => `covey_log_text(${value})`).join(', ')})`;

const sql = (
  zone: string,
): string => `SELECT line, 0 AS place, coalesce(anonymous, person) AS visitor, covey_log_time(to_json(moment), ${zone}) AS time, id,
    CASE type WHEN 'page' THEN 'page_view' ELSE event END AS theirs,
    json_merge_patch(f, ${pageAt((name) => `(page->'/${name}')`)}) AS p,
    CASE
      WHEN type = 'screen' OR lower(device) IN (${APPS.map((app) => `'${app}'`).join(', ')}) THEN 'app'
      WHEN type IS NULL OR type NOT IN ('track', 'page') THEN 'other'
      WHEN (len(answers) > 0 AND len(list_filter(answers, lambda a: a <> 'false')) = 0) OR (len(denied) > 0 AND len(allowed) = 0) THEN 'no-consent'
      WHEN covey_log_true(bot) THEN 'bot'
    END AS reason
  FROM (
    SELECT line, covey_log_text(r->'/type') AS type, covey_log_text(r->'/anonymousId') AS anonymous, covey_log_text(r->'/userId') AS person,
      ${first("(r->'/timestamp')", "(r->'/originalTimestamp')", "(r->'/receivedAt')")} AS moment, covey_log_text(r->'/messageId') AS id,
      covey_log_text(r->'/event') AS event, f,
      CASE (r->>'/type') WHEN 'page' THEN json_merge_patch(covey_log_object(c->'/page'), f) ELSE covey_log_object(c->'/page') END AS page,
      (c->'/isBot') AS bot, covey_log_text(c->'/device/type') AS device,
      covey_log_answers(covey_log_object(c->'/consent/categoryPreferences')) AS answers,
      covey_log_list(c->'/consentManagement/allowedConsentIds') AS allowed, covey_log_list(c->'/consentManagement/deniedConsentIds') AS denied
    FROM (SELECT line, r, covey_log_object(r->'/context') AS c, covey_log_object(r->'/properties') AS f
      FROM source_rows WHERE json_type(r->'/context') = 'OBJECT' OR (r->'/type') IS NOT NULL)
    UNION ALL
    SELECT line, CASE WHEN event IS NOT NULL THEN 'track' WHEN is_page THEN 'page' END, covey_log_text(r->'/anonymous_id'), covey_log_text(r->'/user_id'),
      ${first("(r->'/timestamp')", "(r->'/original_timestamp')", "(r->'/received_at')")}, ${first("(r->'/message_id')", "(r->'/id')")}, event, f,
      CASE WHEN event IS NULL AND is_page THEN json_merge_patch(page, f) ELSE page END,
      (r->'/context_is_bot'), covey_log_text(r->'/context_device_type'),
      covey_log_answers(covey_log_members(r, '${CATEGORY}')),
      covey_log_list(r->'/context_consent_management_allowed_consent_ids'), covey_log_list(r->'/context_consent_management_denied_consent_ids')
    FROM (
      SELECT line, r, ${first("(r->'/event_text')", "(r->'/event')")} AS event, ${first("(r->'/url')", "(r->'/path')")} IS NOT NULL AS is_page,
        covey_log_clean(json_merge_patch(list_reduce(list_prepend(r, list_transform(list_filter(json_keys(r), lambda k: starts_with(k, 'context_')), lambda k: json_object(k, NULL))),
          lambda a, b: json_merge_patch(a, b)), json_merge_patch('{${META.map((name) => `"${name}":null`).join(',')}}'::JSON, covey_log_clean(json_object(
            ${LISTS.map((name) => `'${name}', CASE WHEN starts_with(covey_log_text(r->'/${name}'), '[') THEN covey_log_list(r->'/${name}') END`).join(', ')}))))) AS f,
        covey_log_clean(json_object(${['url', 'path', 'title', 'referrer'].map((name) => `'${name}', (r->'/context_page_${name}')`).join(', ')})) AS page
      FROM source_rows WHERE coalesce(json_type(r->'/context'), '') <> 'OBJECT' AND (r->'/type') IS NULL
    )
  )`;

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
  documented,
  guide,
  read,
  sql,
});
