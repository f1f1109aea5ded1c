import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
};

/** Serves the files of folders, each below its path. */
export async function serveFolders(folders: {
  readonly [path: string]: string;
}): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const server = createServer((request, answer) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    for (const [below, folder] of Object.entries(folders)) {
      if (!path.startsWith(below)) continue;
      try {
        const bytes = readFileSync(join(folder, path.slice(below.length)));
        answer.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
        return answer.end(bytes);
      } catch {
        // Perhaps in another folder.
      }
    }
    return answer.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
