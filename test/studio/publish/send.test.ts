import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodeBase64url } from '../../../shared/wire/index.ts';
import { type Parcel, send } from '../../../worker/studio/publish/send.ts';

const payloadOf = (version: number) =>
  new TextEncoder().encode(JSON.stringify({ site: 'hazel.example', version }));
const hashOf = async (version: number) =>
  encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', payloadOf(version))));
const envelopeOf = (version: number) => {
  const head = {
    alg: 'Ed25519',
    kid: encodeBase64url(new Uint8Array(32)),
    typ: 'covey-definitions+json',
  };
  return JSON.stringify({
    payload: encodeBase64url(payloadOf(version)),
    signatures: [
      {
        protected: encodeBase64url(new TextEncoder().encode(JSON.stringify(head))),
        signature: encodeBase64url(new Uint8Array(64)),
      },
    ],
  });
};
const error = (status: number, code: string, more: object = {}) =>
  Response.json({ error: { code, message: `It says ${code}.`, ...more } }, { status });

/** A Worker that has a version live, and answers to what is sent in turn. */
function worker(live: number | null, ...puts: (Response | Error)[]) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { method = 'GET' }: RequestInit = {}) => {
    const path = url.replace('/v1/sites/hazel.example', '');
    if (method === 'PUT') {
      asked.push(path);
      const answer = puts.shift();
      if (!answer || answer instanceof Error) throw answer ?? new Error('not expected');
      if (answer.ok && path === '/definitions') live = 5;
      return answer;
    }
    if (path === '/published') return error(404, 'not-found');
    return live === null ? error(404, 'not-found') : new Response(envelopeOf(live));
  });
  return asked;
}
const parcel = async (follows: number | null): Promise<Parcel> => ({
  site: 'hazel.example',
  token: 'token',
  envelope: new TextEncoder().encode(envelopeOf(5)),
  version: 5,
  hash: await hashOf(5),
  follows: follows === null ? null : await hashOf(follows),
  keys: [{ kid: 'a', x: 'b' }],
});
const published = () => Response.json({ version: 5, hash: '', warnings: [] });
const nobody = () => undefined;
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('publishing', () => {
  it('sends what follows what is live, and reads it back', async () => {
    const asked = worker(4, published());
    const steps: string[] = [];
    const sent = await send(await parcel(4), (step) => steps.push(step));
    expect(sent).toEqual({ ok: true, isRegistered: false, isSeen: true, warnings: [] });
    expect(asked).toEqual(['/definitions']);
    expect(steps).toEqual(['compare', 'publish', 'look']);
  });

  it('registers a site that is not known, and then publishes', async () => {
    const asked = worker(null, error(404, 'not-found'), Response.json({}), published());
    expect(await send(await parcel(null), nobody)).toMatchObject({ ok: true, isRegistered: true });
    expect(asked).toEqual(['/definitions', '', '/definitions']);
  });

  it('sends nothing where something else is live by now, or it is not known what', async () => {
    for (const [live, follows] of [
      [4, 3],
      [4, null],
      [null, 4],
    ] as const) {
      const asked = worker(live);
      expect(await send(await parcel(follows), nobody)).toMatchObject({ ok: false, isStale: true });
      expect(asked).toEqual([]);
    }
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    expect(await send(await parcel(4), nobody)).toMatchObject({ ok: false, isStale: false });
  });

  it('is done where the same is live already: the answer to the first attempt was lost', async () => {
    const asked = worker(5, published());
    expect(await send(await parcel(4), nobody)).toMatchObject({ ok: true, isSeen: true });
    expect(asked).toEqual(['/definitions']);
  });

  it('tells by which code, so that another token can be asked for', async () => {
    for (const [code, status] of [
      ['unauthorized', 401],
      ['forbidden', 403],
    ] as const) {
      worker(4, error(status, code));
      expect(await send(await parcel(4), nobody)).toMatchObject({ ok: false, code });
      worker(null, error(404, 'not-found'), error(status, code));
      expect(await send(await parcel(null), nobody)).toMatchObject({ ok: false, code });
    }
  });

  it('says what the Worker says, and what to do about it', async () => {
    const said = async (...puts: (Response | Error)[]) => {
      worker(4, ...puts);
      const sent = await send(await parcel(4), nobody);
      return sent.ok ? '' : [sent.message, ...sent.hints].join(' ');
    };
    expect(await said(error(401, 'unauthorized'))).toContain('scope "publish"');
    expect(await said(error(403, 'forbidden'))).toContain('for something else');
    expect(await said(error(409, 'conflict'))).toContain('nothing was published');
    expect(await said(error(422, 'invalid'))).toContain('registered with another key');
    const issues = [{ path: ['segments', 'a'], message: 'No.' }];
    expect(await said(error(422, 'invalid', { issues }))).toContain('segments.a: No.');
    expect(await said(new Response('<h1>Sign in to this network</h1>'))).toContain(
      'Something else than a Covey Worker answered',
    );
    expect(await said(new TypeError('cut off'))).toContain('the same document is taken once');
    expect(await said(error(404, 'not-found'), error(403, 'forbidden'))).toContain(
      'Registering needs a token with the scope "admin"',
    );
    expect(
      await said(error(404, 'not-found'), Response.json({}), error(409, 'conflict')),
    ).toContain('nothing was published');
  });
});
