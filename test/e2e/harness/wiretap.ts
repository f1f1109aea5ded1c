import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire, bodies in base64. */
export interface Tapped {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: string;
}

export interface Wiretap {
  /** Stands between page and Worker. */
  readonly origin: string;
  /** `GET` gives everything recorded so far, as JSON. */
  readonly recordings: string;
  readonly close: () => void;
}

/**
 * Passes requests on to the Worker and remembers them. A browser's own tooling does not see what a
 * page sends in its last moment; the wire does.
 */
export async function tapWorker(workerPort: number): Promise<Wiretap> {
  const recorded: Tapped[] = [];
  const tap = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method = '', url: path = '', headers } = incoming;
      recorded.push({ method, path, headers: { ...headers }, body: body.toString('base64') });
      const passed = forward(
        { host: '127.0.0.1', port: workerPort, method, path, headers },
        (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
        },
      );
      passed.on('error', () => answer.destroy());
      passed.end(body);
    });
  });
  const control = createServer((_request, answer) => {
    answer.end(JSON.stringify(recorded));
  });
  const [tapPort, controlPort] = [await listen(tap), await listen(control)];
  return {
    origin: `http://localhost:${tapPort}`,
    recordings: `http://127.0.0.1:${controlPort}/`,
    close() {
      for (const server of [tap, control]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
