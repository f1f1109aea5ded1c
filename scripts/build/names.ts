import { resolve } from 'node:path';
import type { Plugin } from 'rollup';

/** A JSON file is a module of its value. Of `package.json` a program has the version and the names of the packages alone. */
export const names: Plugin = {
  name: 'names',
  transform(code, id) {
    if (!id.endsWith('.json')) return null;
    if (id !== resolve('package.json'))
      return { code: `export default ${code};\n`, map: { mappings: '' } };
    const { version, packages } = JSON.parse(code) as { version: string; packages: object };
    const constants = Object.entries({ version, packages }).map(
      ([name, value]) => `export const ${name} = ${JSON.stringify(value)};`,
    );
    return {
      code: `${constants.join('\n')}\nexport default { version, packages };\n`,
      map: { mappings: '' },
    };
  },
};
