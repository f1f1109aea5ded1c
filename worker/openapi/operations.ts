// Every operation of the Worker: from it docs/openapi.json is made, and walked by the fuzzing client.
import type { z } from 'zod/mini';
import { BACKUP_TYPE, ENVELOPE_TYPE, MAX_LISTED, REPORT_BYTES } from '../../shared/wire/index.ts';
import { newToken, registration, rotation } from '../requests.ts';
import * as form from './schemas.ts';

/** A body: JSON of a form, or bytes of a media type. */
export type Content = z.ZodMiniType | string;

export interface Operation {
  readonly method: 'get' | 'put' | 'post' | 'delete';
  /** Places in braces: `site`, `version`, `id`, `file`. */
  readonly path: string;
  readonly summary: string;
  /** What the bearer token must be for: a scope, or `operator` for COVEY_TOKEN alone, or `metrics`. */
  readonly token?: 'counts' | 'publish' | 'admin' | 'operator' | 'metrics';
  /** Query parameters, each of which may be left out. */
  readonly query?: readonly string[];
  readonly conditional?: true;
  readonly body?: Content;
  /** By status; null: no body. Refusals are the same everywhere. */
  readonly answers: { readonly [status: number]: Content | null };
}

const SITE = '/v1/sites/{site}';
const OBJECT = 'application/octet-stream';

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/health',
    summary: 'Whether the Worker runs.',
    answers: { 200: form.health },
  },
  {
    method: 'get',
    path: '/v1/files',
    summary: 'The files for pages, with their integrity.',
    answers: { 200: form.files },
  },
  {
    method: 'get',
    path: '/v1/context',
    summary: 'The coarse place of this request.',
    answers: { 200: form.context },
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Metrics of the whole Worker, where they are gathered.',
    token: 'metrics',
    answers: { 200: 'application/openmetrics-text' },
  },
  {
    method: 'put',
    path: SITE,
    summary: 'Registers a site, or replaces its keys.',
    token: 'admin',
    body: registration,
    answers: { 200: form.registered, 201: form.registered },
  },
  {
    method: 'get',
    path: `${SITE}/definitions`,
    summary: 'The newest definitions, as they were signed.',
    conditional: true,
    answers: { 200: ENVELOPE_TYPE, 304: null },
  },
  {
    method: 'put',
    path: `${SITE}/definitions`,
    summary: 'Publishes signed definitions.',
    token: 'publish',
    body: ENVELOPE_TYPE,
    answers: { 200: form.published },
  },
  {
    method: 'get',
    path: `${SITE}/definitions/{version}`,
    summary: 'One version of the definitions.',
    conditional: true,
    answers: { 200: ENVELOPE_TYPE, 304: null },
  },
  {
    method: 'get',
    path: `${SITE}/keys/{version}`,
    summary: 'The first document that listed a key set.',
    conditional: true,
    answers: { 200: ENVELOPE_TYPE, 304: null },
  },
  {
    method: 'get',
    path: `${SITE}/published`,
    summary: `The documents that were published, the newest ${MAX_LISTED} of them.`,
    answers: { 200: form.publishedList },
  },
  {
    method: 'get',
    path: `${SITE}/about`,
    summary: 'What the newest definitions do, for anyone to read.',
    query: ['language'],
    conditional: true,
    answers: { 200: 'text/html', 304: null },
  },
  {
    method: 'get',
    path: `${SITE}/health`,
    summary: 'Whether definitions, database and reports go on.',
    answers: { 200: form.siteHealth, 503: form.siteHealthEnded },
  },
  {
    method: 'post',
    path: `${SITE}/counts`,
    summary: `One randomised answer, of ${REPORT_BYTES} bytes.`,
    body: OBJECT,
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${SITE}/stats`,
    summary: 'Estimates of what is counted, as far as they are released.',
    token: 'counts',
    query: ['period', 'version', 'together', 'baseline'],
    answers: { 200: form.stats },
  },
  {
    method: 'get',
    path: `${SITE}/audit`,
    summary: 'Keys, and what was done with which token.',
    token: 'admin',
    answers: { 200: form.audit },
  },
  {
    method: 'get',
    path: `${SITE}/tokens`,
    summary: 'The tokens of a site.',
    token: 'admin',
    answers: { 200: form.tokenList },
  },
  {
    method: 'post',
    path: `${SITE}/tokens`,
    summary: 'Makes a token.',
    token: 'admin',
    body: newToken,
    answers: { 201: form.createdToken },
  },
  {
    method: 'post',
    path: `${SITE}/tokens/{id}`,
    summary: 'Gives a token a new secret.',
    token: 'admin',
    body: rotation,
    answers: { 200: form.createdToken },
  },
  {
    method: 'delete',
    path: `${SITE}/tokens/{id}`,
    summary: 'Ends a token.',
    token: 'admin',
    answers: { 200: form.revokedToken },
  },
  {
    method: 'get',
    path: `${SITE}/backup`,
    summary: 'What the Worker remembers of a site.',
    token: 'operator',
    answers: { 200: BACKUP_TYPE },
  },
  {
    method: 'put',
    path: `${SITE}/backup`,
    summary: 'Restores a backup of a site that was lost.',
    token: 'operator',
    body: BACKUP_TYPE,
    answers: { 201: form.restored },
  },
];
