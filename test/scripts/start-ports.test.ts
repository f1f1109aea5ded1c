import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireFree } from '../../scripts/start/ports.ts';

let server: Server;
let taken: number;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port: taken } = server.address() as AddressInfo);
});
afterEach(() => server.close());

test('instead of a port in use the next is proposed, unless it is the other one', async () => {
  const asked = (other: number) => requireFree(taken, 'PORT', 'the shop', other);
  const hints = (port: number) => ({
    hints: [expect.stringContaining(`: PORT=${port} npm start`)],
  });
  await expect(asked(8787)).rejects.toMatchObject(hints(taken + 1));
  await expect(asked(taken + 1)).rejects.toMatchObject(hints(taken + 2));
});
