import { siteUrl } from './site.ts';

/** Length of every report, whatever it says. */
export const REPORT_BYTES = 56;

const VERSION = 1;

/** Questions a set may hold at most, so that an index above it can be refused unread. */
export const MAX_QUESTIONS = 64;

/** One randomised answer. Multi-byte numbers travel big endian. */
export interface Report {
  /** Hash of the question set, 16 bytes. */
  readonly questionSet: Uint8Array;
  /** `floor(unix ms / period length)`, u32. */
  readonly period: number;
  /** Index in the question set, 0 to 63. */
  readonly question: number;
  /** Index of the answer, u16. A binary question: 1 for yes. */
  readonly answer: number;
  /** Random, 16 bytes: lets the Worker count a repeated message once. */
  readonly reportId: Uint8Array;
}

export function countsUrl(edge: string, site: string): string {
  return `${siteUrl(edge, site)}/counts`;
}

/**
 * The 56 bytes: version u8, question set 16, period u32, question u16, answer u16, report id 16, zeros.
 * @throws RangeError when a field does not fit; the caller's own values, never outside input.
 */
export function encodeReport(report: Report): Uint8Array<ArrayBuffer> {
  const { questionSet, period, question, answer, reportId } = report;
  if (
    questionSet.length !== 16 ||
    reportId.length !== 16 ||
    !isUint(period, 2 ** 32) ||
    !isUint(question, MAX_QUESTIONS) ||
    !isUint(answer, 2 ** 16)
  ) {
    throw new RangeError('A field of the report does not fit its place.');
  }
  const bytes = new Uint8Array(REPORT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  bytes.set(questionSet, 1);
  view.setUint32(17, period);
  view.setUint16(21, question);
  view.setUint16(23, answer);
  bytes.set(reportId, 25);
  return bytes;
}

export type DecodedReport =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly code: 'length' | 'version' | 'question' | 'padding' };

/** Strict inverse of `encodeReport`: what it accepts is exactly what `encodeReport` writes. */
export function decodeReport(bytes: Uint8Array): DecodedReport {
  if (bytes.length !== REPORT_BYTES) return { ok: false, code: 'length' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, REPORT_BYTES);
  if (view.getUint8(0) !== VERSION) return { ok: false, code: 'version' };
  const question = view.getUint16(21);
  if (question >= MAX_QUESTIONS) return { ok: false, code: 'question' };
  if (bytes.subarray(41).some((byte) => byte !== 0)) return { ok: false, code: 'padding' };
  return {
    ok: true,
    report: {
      questionSet: bytes.slice(1, 17),
      period: view.getUint32(17),
      question,
      answer: view.getUint16(23),
      reportId: bytes.slice(25, 41),
    },
  };
}

function isUint(value: number, limit: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < limit;
}
