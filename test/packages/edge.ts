import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatKeys, generateKey } from '../../shared/signing/index.ts';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { signed } from '../e2e/harness/stack.ts';

export interface Edge {
  readonly origin: string;
  readonly keys: string;
  readonly stop: () => void;
}

/** Hands out signed definitions of the docs' segment that need a part beside the engine, and nothing else. */
export async function startEdge(): Promise<Edge> {
  const key = await generateKey(crypto.subtle as never);
  const now = Date.now();
  const envelope = await signed(
    {
      covey: 1,
      site: 'localhost',
      version: 1,
      issued: new Date(now - 60_000).toISOString(),
      expires: new Date(now + 1e9).toISOString(),
      metrics: { worth: { mean: 'add_to_cart.value' } },
      segments: { 'cart-abandoner': { when: { 'metric.worth': { $gte: 5 } } } },
    },
    [key],
  );
  const path = new URL(definitionsUrl('http://x', 'localhost')).pathname;
  const server = createServer((request, answer) => {
    answer.setHeader('access-control-allow-origin', '*');
    answer.setHeader('access-control-allow-headers', 'if-none-match');
    if (request.method === 'OPTIONS') return answer.writeHead(204).end();
    if (request.url === path) return answer.end(envelope);
    return answer.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    keys: formatKeys([{ kid: key.kid, x: key.x }]),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
