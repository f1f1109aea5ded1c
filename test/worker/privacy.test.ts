import { expect, test, vi } from 'vitest';
import { contextUrl, definitionsUrl, encodeReport } from '../../shared/wire/index.ts';
import { call, definitionsOf, EDGE, everythingStored, newSite, post, reportFor } from './edge.ts';

const PLANTED = {
  'cf-connecting-ip': '203.0.113.77',
  'x-forwarded-for': '203.0.113.77, 198.51.100.23',
  'x-real-ip': '198.51.100.23',
  'user-agent': 'PlantedAgent/9.9',
  cookie: 'planted_cookie=planted-value',
  referer: 'https://planted-referrer.example/secret',
  'accept-language': 'xx-planted',
  'sec-ch-ua': '"PlantedBrand"',
};

test('planted addresses, agents and cookies are found in no table, no answer and no log', async () => {
  const written: unknown[] = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => void written.push(parts));
  }
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const answers = [
    await call(definitionsUrl(EDGE, site), { headers: PLANTED }),
    await call(contextUrl(EDGE), { headers: PLANTED }),
    await post(site, report, PLANTED),
    await post(site, report, PLANTED),
    await post(site, new Uint8Array(56), PLANTED),
    await post(site, 'planted-body', PLANTED),
    await post(site, { ...report, answer: 9 }, PLANTED),
    await call('/nothing/here', { headers: PLANTED }),
  ];
  const told = await Promise.all(
    answers.map(async (answer) => JSON.stringify([...answer.headers]) + (await answer.text())),
  );
  const everywhere = `${await everythingStored()} ${JSON.stringify(written)} ${told.join(' ')}`;
  expect(everywhere).toContain(answers[0]?.headers.get('etag')?.slice(1, -1));
  for (const trace of ['203.0.113', '198.51.100', 'lanted', '203, 0, 113, 77']) {
    expect(everywhere).not.toContain(trace);
  }
  vi.restoreAllMocks();
});

const latin1 = (bytes: Uint8Array) =>
  JSON.stringify(new TextDecoder('latin1').decode(bytes)).slice(1, -1);

test('of a report only counters and a hash of its id stay, without the id, the time or the order', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const before = await everythingStored();
  await post(site, report);
  const after = await everythingStored();
  expect(after).not.toBe(before);
  expect(after).not.toContain(latin1(report.reportId));
  expect(after).not.toContain(latin1(encodeReport(report)));
  const hash = new Uint8Array(
    await crypto.subtle.digest('SHA-256', new Uint8Array(report.reportId)),
  );
  expect(after).toContain(latin1(hash));
});
