// For `node --import`: the databases' clients are found here, as where somebody has installed them beside Covey.
import { registerHooks } from 'node:module';

const CLIENTS = ['pg', '@clickhouse/client'];
const here = new URL('package.json', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, CLIENTS.includes(specifier) ? { ...context, parentURL: here } : context),
});
