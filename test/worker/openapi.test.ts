import { expect, test } from 'vitest';
import { backupUrl, type CreatedToken, tokensUrl } from '../../shared/wire/index.ts';
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

test('every operation is open to the token that the description names, and to none that may do less', async () => {
  const [{ site }, other] = [await newSite(), await newSite()];
  const tokenOf = async (of: string, scope: string) => {
    const body = JSON.stringify({ scope });
    const made = await call(tokensUrl(EDGE, of), { method: 'POST', headers: TOKEN, body });
    return { authorization: `Bearer ${(await made.json<CreatedToken>()).token}` };
  };
  const holders = {
    none: {},
    foreign: await tokenOf(other.site, 'admin'),
    counts: await tokenOf(site, 'counts'),
    publish: await tokenOf(site, 'publish'),
    admin: await tokenOf(site, 'admin'),
    operator: TOKEN,
  };
  const addressOf = (path: string, at: string) =>
    path.replace('{site}', at).replace('{version}', '1').replace('{id}', 'none');
  for (const { method, path, token, body } of OPERATIONS) {
    if (token === 'metrics') continue;
    const ask = async (at: string, headers: object) => {
      // Read by nobody who is not let in, and good for nothing.
      const init = { method: method.toUpperCase(), headers: { ...headers } };
      const { status } = await call(addressOf(path, at), body ? { ...init, body: '{}' } : init);
      return status;
    };
    if (path.includes('{site}'))
      expect([method, path, await ask('No_Site', TOKEN)]).toEqual([method, path, 400]);
    if (token === undefined) {
      expect([401, 403]).not.toContain(await ask(site, {}));
      continue;
    }
    for (const [holder, headers] of Object.entries(holders)) {
      const status = await ask(site, headers);
      const isLetIn = holder === 'operator' || holder === token || holder === 'admin';
      const refused = holder === 'none' || holder === 'foreign' ? 401 : 403;
      const isOperators = token === 'operator' && holder !== 'operator';
      if (isLetIn && !isOperators)
        expect([method, path, holder, [401, 403].includes(status)]).toEqual([
          method,
          path,
          holder,
          false,
        ]);
      else expect([method, path, holder, status]).toEqual([method, path, holder, refused]);
    }
  }
});
