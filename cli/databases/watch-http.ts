import { channel } from 'node:diagnostics_channel';
import { KEEP_ALIVE_MS } from './database.ts';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Sees requests to a host and the heads of their answers, which a client keeps to itself. */
export function watchHttp(
  host: string,
  onResponse: (response: IncomingMessage) => void,
): { readonly hangUp: () => void; readonly stop: () => void } {
  const running = new Set<ClientRequest>();
  const [starts, heads] = [channel('http.client.request.start'), channel(HEAD)];
  const isThere = (request: ClientRequest) => request.getHeader('host') === host;
  const onStart = (message: unknown) => {
    const { request } = message as { readonly request: ClientRequest };
    if (!isThere(request)) return;
    running.add(request);
    const keepAlive = (socket: Socket) => socket.setKeepAlive(true, KEEP_ALIVE_MS);
    if (request.socket) keepAlive(request.socket);
    else request.once('socket', keepAlive);
    request.once('close', () => running.delete(request));
  };
  const onHead = (message: unknown) => {
    const { request, response } = message as Head;
    if (isThere(request)) onResponse(response);
  };
  starts.subscribe(onStart);
  heads.subscribe(onHead);
  return {
    hangUp: () => running.forEach((request) => request.destroy()),
    stop() {
      starts.unsubscribe(onStart);
      heads.unsubscribe(onHead);
    },
  };
}

const HEAD = 'http.client.response.finish';
interface Head {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}
