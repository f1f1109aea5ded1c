import { channel } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

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
