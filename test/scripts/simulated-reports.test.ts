import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { definitions } from '../../demo/definitions.ts';
import { sendReports } from '../../scripts/simulated-reports/index.ts';
import { visitorsFrom } from '../../scripts/start/visitors.ts';
import { countsUrl, decodeReport } from '../../shared/wire/index.ts';

const received: { url: string; type: string | undefined; body: Uint8Array }[] = [];
/** The first request is told to come again. */
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { url = '', headers } = request;
  received.push({ url, type: headers['content-type'], body: new Uint8Array(Buffer.concat(parts)) });
  response.writeHead(received.length === 1 ? 503 : 204).end();
});
let edge = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  edge = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

it('simulated visitors report as pages do, each once, and what was true of them is known', async () => {
  const { set, sent, members } = await sendReports({ edge, definitions, visitors: 60, seed: 1 });
  expect(sent).toBe(60);
  for (const answers of members) expect(answers.reduce((all, each) => all + each, 0)).toBe(60);
  const reports = received.map(({ url, type, body }) => {
    expect([url, type]).toEqual([new URL(countsUrl(edge, definitions.site)).pathname, undefined]);
    const decoded = decodeReport(body);
    if (!decoded.ok) throw new Error(decoded.code);
    expect(decoded.report.questionSet).toEqual(set.id);
    return decoded.report;
  });
  // A busy Worker was sent the same report again.
  const ids = new Set(reports.map(({ reportId }) => Buffer.from(reportId).toString('hex')));
  expect([reports.length, ids.size]).toEqual([61, 60]);
  expect(new Set(reports.map(({ question }) => question)).size).toBeGreaterThan(5);
});

it('stops where it is told to, and says how many there were', async () => {
  const isStopped = () => true;
  const stopped = await sendReports({ edge, definitions, visitors: 60, seed: 1, isStopped });
  expect(stopped.sent).toBe(0);
});

it('so many visitors come as the environment says, and no number is a mistake', () => {
  const ask = (value: string) => {
    process.env['COVEY_TEST_VISITORS'] = value;
    return visitorsFrom('COVEY_TEST_VISITORS', 12);
  };
  try {
    expect([ask(''), ask('0'), ask('500')]).toEqual([12, 0, 500]);
    for (const wrong of ['-1', 'many', '1e5', '99999999'])
      expect(() => ask(wrong)).toThrow(`COVEY_TEST_VISITORS=${wrong} is no number of visitors.`);
  } finally {
    delete process.env['COVEY_TEST_VISITORS'];
  }
});
