import { connect } from 'node:net';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  /** The next body; each once. */
  readonly body?: () => Uint8Array;
}

export interface Answered {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each, in no order. */
  readonly latencies: readonly number[];
  readonly statuses: { readonly [status: string]: number };
}

/**
 * Asks one address over so many connections that stay open, each time anew once the answer is there, until the time is up.
 * A client of a few lines over sockets: it has to take less of the machine than what it measures.
 */
export async function load(
  port: number,
  asked: Asked,
  seconds: number,
  connections: number,
): Promise<Answered> {
  const latencies: number[] = [];
  const statuses: { [status: string]: number } = {};
  const start = performance.now();
  const end = start + seconds * 1000;
  const head = [
    `${asked.method} ${asked.path} HTTP/1.1`,
    'host: edge.example',
    ...Object.entries(asked.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  const plain = Buffer.from(`${head}\r\n\r\n`);
  const next = (): Buffer => {
    if (!asked.body) return plain;
    const body = asked.body();
    return Buffer.concat([Buffer.from(`${head}\r\ncontent-length: ${body.length}\r\n\r\n`), body]);
  };

  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      let since = 0;
      let got: Buffer = Buffer.alloc(0);
      const ask = () => {
        since = performance.now();
        if (since < end) socket.write(next());
        else socket.end(resolve);
      };
      socket.on('connect', ask);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
        const answer = completed(got);
        if (!answer) return;
        latencies.push(performance.now() - since);
        statuses[answer] = (statuses[answer] ?? 0) + 1;
        got = Buffer.alloc(0);
        ask();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return {
    requests: latencies.length,
    seconds: (performance.now() - start) / 1000,
    latencies,
    statuses,
  };
}

/** The status, once all of the answer is there. */
function completed(got: Buffer): string | null {
  const headEnd = got.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = got.toString('latin1', 0, headEnd);
  const status = head.slice(9, 12);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined || status === '304' || status === '204')
    return got.length >= headEnd + 4 + (status === '304' ? 0 : Number(length ?? 0)) ? status : null;
  return got.includes('\r\n0\r\n\r\n', headEnd) ? status : null;
}
