// Brings up the whole of Covey on this machine: the Worker, the shop, definitions signed with a
// development key. Ctrl-C ends it; what it made stays in .covey/ and .dev.vars for the next time.
import { once } from 'node:events';
import { Failure } from '../cli/failure.ts';
import { processTerminal } from '../cli/terminal.ts';
import { definitions } from '../demo/definitions.ts';
import { buildShop } from '../demo/build.ts';
import { serveShop } from '../demo/server.ts';
import { formatKeys } from '../shared/signing/index.ts';
import { developmentKey, developmentToken, KEY_FILE } from './start/local-files.ts';
import { portFrom, requireFree } from './start/ports.ts';
import { type RunningWorker, runQuietly, startWorker } from './start/processes.ts';
import { publishIfChanged } from './start/publish.ts';

/** Keys of sites, documents and counters of the Worker on this machine. */
const STATE_DIR = '.covey/worker';

const { out, note, style, noteStyle } = processTerminal();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => stopping.abort());

let worker: RunningWorker | undefined;
try {
  await run();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  note(`${noteStyle.red('start:')} ${error.message}`);
  for (const hint of error.hints) note(`  ${hint}`);
  process.exitCode = error.exitCode;
} finally {
  await worker?.stop();
}
process.exit();

async function run(): Promise<void> {
  const started = performance.now();
  const port = portFrom('PORT', 8080);
  const edgePort = portFrom('EDGE_PORT', 8787);
  if (port === edgePort) throw new Failure('usage', 'PORT and EDGE_PORT must differ.');
  await requireFree(port, 'PORT', 'the shop');
  await requireFree(edgePort, 'EDGE_PORT', 'the Worker');

  step('Building');
  runQuietly('scripts/build.ts');
  const key = await developmentKey();
  const token = developmentToken();
  const edge = { origin: `http://localhost:${edgePort}`, token };
  const { site } = definitions;
  const { pages } = await buildShop({
    edge: edge.origin,
    site,
    key: formatKeys([key.publicKey]),
  });
  if (stopping.signal.aborted) return;

  step('Starting the Worker');
  worker = await startWorker(edgePort, STATE_DIR);
  const published = await publishIfChanged(edge, definitions, key, STATE_DIR);
  const server = await serveShop({ edge: edge.origin, port });
  if (stopping.signal.aborted) return;

  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const link = (url: string) => style.cyan(url);
  out('');
  out(style.bold(`Covey is running`) + style.dim(`  (after ${seconds} s; Ctrl-C ends it)`));
  out('');
  out(`${label('Shop')}${link(`http://localhost:${port}/`)}  ${style.dim(`${pages} pages`)}`);
  out(`${label('Studio')}${link(`${edge.origin}/studio/`)}`);
  // Apart from the link: what stands in an address stays in the browser's history.
  out(`${label('Counts')}${link(`${edge.origin}/studio/#site=${site}`)}`);
  out(`${label('Token')}${token}`);
  out(
    `${label('Definitions')}version ${published.version} of ${site}, ${published.isNew ? 'signed and published' : 'unchanged'}`,
  );
  out(
    `${label('Key')}${KEY_FILE}${key.isNew ? ', made just now' : ''}. ${style.dim('It stays on this machine; the Worker never sees it.')}`,
  );
  out('');
  const elsewhere = edgePort === 8787 ? '' : ` -- --edge ${edge.origin}`;
  out(
    `  For counts to look at, send 20,000 simulated visitors: ${style.bold(`npm run simulate-counts${elsewhere}`)}`,
  );
  out('');

  const ended = await Promise.race([worker.ended, once(stopping.signal, 'abort').then(() => null)]);
  server.closeAllConnections();
  server.close();
  if (ended !== null)
    throw new Failure('internal', 'The Worker has ended.', ended.trim().split('\n').slice(-30));
  note(style.dim('Stopped.'));
}

function label(text: string): string {
  return `  ${text.padEnd(14)}`;
}

function step(text: string): void {
  note(noteStyle.dim(`${text} …`));
}
