import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeReport, encodeReport, REPORT_BYTES } from '../../../shared/wire/index.ts';

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
const reports = fc.record({
  questionSet: sixteen,
  period: fc.nat({ max: 2 ** 32 - 1 }),
  question: fc.nat({ max: 63 }),
  answer: fc.nat({ max: 65535 }),
  reportId: sixteen,
});

test('every report is 56 bytes and comes back as it went', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const bytes = encodeReport(report);
      expect(bytes.length).toBe(REPORT_BYTES);
      const decoded = decodeReport(bytes);
      expect(decoded.ok && decoded.report).toEqual({
        ...report,
        questionSet: new Uint8Array(report.questionSet),
        reportId: new Uint8Array(report.reportId),
      });
    }),
  );
});

test('the layout is fixed: version, set, period, question, answer, id, zeros, big endian', () => {
  const bytes = encodeReport({
    questionSet: new Uint8Array(16).fill(0xaa),
    period: 0x01020304,
    question: 0x05,
    answer: 0x0607,
    reportId: new Uint8Array(16).fill(0xbb),
  });
  expect(Buffer.from(bytes).toString('hex')).toBe(
    `01${'aa'.repeat(16)}01020304${'0005'}${'0607'}${'bb'.repeat(16)}${'00'.repeat(15)}`,
  );
});

test('whatever decodes is exactly what would be encoded: no second form of a report', () => {
  fc.assert(
    fc.property(
      reports,
      fc.nat({ max: 55 }),
      fc.integer({ min: 1, max: 255 }),
      (report, at, mask) => {
        const bytes = encodeReport(report);
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        const decoded = decodeReport(bytes);
        if (decoded.ok) expect(encodeReport(decoded.report)).toEqual(bytes);
        else expect(decoded.code).not.toBe('length');
      },
    ),
    { numRuns: 2000 },
  );
});

test('a view into a larger buffer is read at its place', () => {
  const bytes = encodeReport({
    questionSet: new Uint8Array(16),
    period: 7,
    question: 1,
    answer: 1,
    reportId: new Uint8Array(16),
  });
  const larger = new Uint8Array(100).fill(9);
  larger.set(bytes, 3);
  const decoded = decodeReport(larger.subarray(3, 59));
  expect(decoded.ok && decoded.report.period).toBe(7);
});

test.each([
  ['length', (bytes: Uint8Array) => bytes.slice(0, 55)],
  ['length', (bytes: Uint8Array) => new Uint8Array([...bytes, 0])],
  ['version', (bytes: Uint8Array) => bytes.with(0, 2)],
  ['question', (bytes: Uint8Array) => bytes.with(22, 64)],
  ['padding', (bytes: Uint8Array) => bytes.with(41, 1)],
  ['padding', (bytes: Uint8Array) => bytes.with(55, 1)],
])('refuses a wrong %s', (code, change) => {
  const bytes = encodeReport({
    questionSet: new Uint8Array(16),
    period: 1,
    question: 0,
    answer: 0,
    reportId: new Uint8Array(16),
  });
  expect(decodeReport(change(bytes))).toEqual({ ok: false, code });
});

test('a field that does not fit is refused before it travels', () => {
  const good = {
    questionSet: new Uint8Array(16),
    period: 1,
    question: 0,
    answer: 0,
    reportId: new Uint8Array(16),
  };
  for (const bad of [
    { questionSet: new Uint8Array(15) },
    { reportId: new Uint8Array(17) },
    { period: 2 ** 32 },
    { period: -1 },
    { question: 64 },
    { answer: 0.5 },
    { answer: Number.NaN },
  ]) {
    expect(() => encodeReport({ ...good, ...bad })).toThrow(RangeError);
  }
});
