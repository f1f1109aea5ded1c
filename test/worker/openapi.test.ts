import { expect, test } from 'vitest';
import { backupUrl } from '../../shared/wire/index.ts';
import { walk } from '../../scripts/fuzz/walk.ts';
import { randomFrom } from '../../shared/random/index.ts';
import { OPERATIONS } from '../../worker/openapi/operations.ts';
import { app } from '../../worker/app.ts';
import { call, definitionsOf, EDGE, newSite, reportFor, sign, TOKEN } from './edge.ts';

/** `get /v1/sites/{site}` of a route `/v1/sites/:site`. */
const routes = app.routes
  .filter(
    ({ method, path }) => /^(GET|PUT|POST|DELETE)$/.test(method) && /^\/(v1\/|metrics$)/.test(path),
  )
  .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);

test('every route is in the description, and nothing else is', () => {
  const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(described)).toEqual(new Set(routes));
  expect(described.length).toBe(new Set(described).size);
});

test('a fuzzing client walks all of it: no 5xx, no form but those described, no wrong count', async () => {
  const made = await Promise.all([newSite(), newSite()]);
  const sites = await Promise.all(
    made.map(async ({ site }) => ({ site, report: await reportFor(definitionsOf(site)) })),
  );
  const envelopes = await Promise.all(
    made.map(async ({ site, key }) =>
      new TextDecoder().decode(await sign(definitionsOf(site, { version: 2 }), key)),
    ),
  );
  const { statuses, accepted, faults } = await walk({
    edge: EDGE,
    send: call,
    token: 'test-token',
    random: randomFrom(20261129),
    requests: 700,
    sites,
    keys: made.map(({ key }) => key.public),
    envelopes,
  });
  expect(faults).toEqual([]);
  expect(Object.keys(statuses).length).toBe(OPERATIONS.length);
  const seen = Object.values(statuses).flatMap((each) => Object.keys(each));
  for (const status of ['200', '201', '204', '401', '404', '405', '409', '422'])
    expect(seen).toContain(status);
  for (const { site } of sites) {
    const backup = await call(backupUrl(EDGE, site), { headers: TOKEN });
    const text = new TextDecoder().decode(await backup.arrayBuffer());
    const counted = [...text.matchAll(/"table":"counts".*?"reports":(\d+)/g)];
    const sum = counted.reduce((all, [, reports]) => all + Number(reports), 0);
    expect([site, sum]).toEqual([site, accepted.get(site)]);
    expect(sum).toBeGreaterThan(0);
  }
});
