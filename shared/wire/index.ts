/**
 * Every message that crosses the network, one module each: addresses, shapes, strict parsers.
 * Definitions, context and the count report are all that a page ever sends; the others are the owner's.
 */
export {
  BACKUP_FORMAT,
  BACKUP_TYPE,
  backupUrl,
  MAX_BACKUP_BYTES,
  readBackup,
  sealOf,
} from './backup.ts';
export type {
  BackupBytes,
  BackupHeader,
  BackupRow,
  BackupSeal,
  BackupValue,
  ReadBackup,
  Restored,
} from './backup.ts';
export { decodeBase64url, encodeBase64url } from './base64url.ts';
export { contextUrl } from './context-url.ts';
export { parseContext } from './context.ts';
export type { Context } from './context.ts';
export { definitionsUrl, ENVELOPE_TYPE, keySetUrl, MAX_ENVELOPE_BYTES } from './definitions.ts';
export type { Published, WireIssue } from './definitions.ts';
export { parseError } from './errors.ts';
export type { ErrorBody, ErrorCode } from './errors.ts';
export { filesUrl, healthUrl, siteHealthUrl } from './files.ts';
export type { CountersRoom, Files, Health, ServedFile, SiteHealth, TakenBackup } from './files.ts';
export { isOf, isOwnHost } from './hosts.ts';
export { DEFINITION_PARTS, partsOf } from './parts.ts';
export type { DefinitionPart } from './parts.ts';
export { MAX_LISTED, publishedUrl } from './published.ts';
export type { PublishedDocument, PublishedList } from './published.ts';
export { auditUrl, MAX_AUDIT_BYTES, MAX_AUDITED, MAX_REASON } from './register.ts';
export type { Audit, AuditEntry, Registered, Registration } from './register.ts';
export { countsUrl, decodeReport, encodeReport, MAX_QUESTIONS, REPORT_BYTES } from './report.ts';
export type { DecodedReport, Report } from './report.ts';
export { isSite, siteUrl } from './site.ts';
export {
  isSendable,
  MAX_LABEL,
  MAX_OVERLAP_HOURS,
  MAX_TOKEN_DAYS,
  MAX_TOKENS,
  scopeIn,
  TOKEN_EXPIRES,
  TOKEN_SCOPES,
  tokensUrl,
  tokenUrl,
} from './tokens.ts';
export type {
  CreatedToken,
  NewToken,
  RevokedToken,
  Rotation,
  TokenEntry,
  TokenList,
  TokenScope,
} from './tokens.ts';
export { utf8 } from './utf8.ts';
export { statsUrl } from './stats.ts';
export type {
  AnswerStats,
  DisputeReason,
  Elsewhere,
  QuestionStats,
  Release,
  Stats,
  StatsQuery,
  WireChange,
  WireCombined,
  WireEstimate,
  WireRatio,
  WireTrendPoint,
} from './stats.ts';
