import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { requireFree } from '../../scripts/start/ports.ts';

let server: Server;
let taken: number;
const listen = async (port: number) => {
  server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  ({ port: taken } = server.address() as AddressInfo);
};
afterEach(() => server.close());

const asked = (other: number) => requireFree(taken, 'PORT', 'the shop', other);
const hints = (port: number) => ({
  hints: [expect.stringContaining(`: PORT=${port} npm start`)],
});

test('instead of a port in use the next is proposed, unless it is the other one', async () => {
  await listen(0);
  await expect(asked(8787)).rejects.toMatchObject(hints(taken + 1));
  await expect(asked(taken + 1)).rejects.toMatchObject(hints(taken + 2));
});

test('behind the last port there is none', async () => {
  await listen(65_534);
  await expect(asked(65_535)).rejects.toMatchObject(hints(8080));
});
