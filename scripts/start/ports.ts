import { createServer } from 'node:net';
import { Failure } from '../../cli/failure.ts';

/** Reads a port from the environment. @throws Failure when it is none. */
export function portFrom(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure('usage', `${name}=${text} is no port.`, ['Write a number from 1 to 65535.']);
}

/** `other`: a port that is spoken for. @throws Failure when something listens there already. */
export async function requireFree(
  port: number,
  name: string,
  what: string,
  other: number,
): Promise<void> {
  const taken = await Promise.all(['127.0.0.1', '::1'].map((host) => isTaken(port, host)));
  if (!taken.includes(true)) return;
  throw new Failure('usage', `Port ${port}, for ${what}, is in use.`, [
    `Stop what listens there, or choose another: ${name}=${nextPort(port, other)} npm start`,
  ]);
}

/** After the last comes one of those that anybody may listen on. */
const after = (port: number): number => (port < 65_535 ? port + 1 : 8080);

const nextPort = (port: number, other: number): number =>
  after(port) === other ? after(other) : after(port);

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 has no ::1 to listen on: nobody else listens there either.
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}
