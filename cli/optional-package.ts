import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A package that does not come with Covey: the one beside it, or else the one of the folder where the command runs,
 * which a command that npx has fetched does not see by itself.
 */
export async function loadOptional<Module>(
  name: string,
  beside: () => Promise<Module>,
): Promise<Module> {
  try {
    return await beside();
  } catch (error) {
    const require = createRequire(join(process.cwd(), 'from-here.js'));
    if (!isThere(require, name)) throw error;
    const found: Module = require(name);
    return found;
  }
}

function isThere(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
