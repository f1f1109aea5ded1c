// Parts without imports: what a part takes from the core is handed to it when it has been loaded, so that the
// hash it is loaded by covers all that runs. The list of what is handed over, the kit, is made here: exactly
// what the parts take, by number, one list for all of them.
import { relative, resolve } from 'node:path';
import { rollup, type InputPluginOption, type Plugin, type TreeshakingOptions } from 'rollup';

const KIT_MODULE = resolve('sdk/parts/kit.ts');
const VIRTUAL = '\0kit:';

export interface KitOptions {
  /** Entry of the core. */
  readonly core: string;
  /** What reads the sources. */
  readonly plugins: () => InputPluginOption;
  readonly treeshake?: TreeshakingOptions;
}

export interface Kit {
  /** For each part, before it is minified: takes from the core what the core has. */
  readonly part: () => Plugin;
  /** For the core, after all parts: holds out what they take. */
  readonly core: () => Plugin;
}

export function createKit(options: KitOptions): Kit {
  /** What parts take, as `path#name`, in the order of its numbers. */
  const taken: string[] = [];
  /** Modules that are in a part, by the part that has them. */
  const placed = new Map<string, string>();
  let known: Promise<ReadonlyMap<string, readonly string[]>> | null = null;
  /** The core's modules, with what each exports. */
  const coreModules = () => (known ??= modulesOf(options));
  const isHere = (id: string) => id.startsWith(VIRTUAL);

  const part = (): Plugin => ({
    name: 'kit-part',
    async resolveId(source, importer, { isEntry }) {
      if (isEntry || !importer || isHere(importer)) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && (await coreModules()).has(found.id) ? VIRTUAL + found.id : null;
    },
    async load(id) {
      if (!isHere(id)) return null;
      const path = id.slice(VIRTUAL.length);
      const names = (await coreModules()).get(path) ?? [];
      const lines = names.map((name) => {
        const binding = `KIT[${JSON.stringify(`${relative('.', path)}#${name}`)}]`;
        return name === 'default'
          ? `export default ${binding};`
          : `export const ${name} = ${binding};`;
      });
      return { code: lines.join('\n'), moduleSideEffects: false };
    },
    renderChunk(code, chunk) {
      if (chunk.imports.length > 0 || chunk.dynamicImports.length > 0)
        this.error(`${chunk.fileName} is not self-contained: it imports ${chunk.imports.join()}`);
      for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
        if (isHere(id) || renderedLength === 0) continue;
        const other = placed.get(id);
        if (other !== undefined && other !== chunk.fileName)
          this.error(
            `${relative('.', id)} is in ${other} and in ${chunk.fileName}: put it into the core`,
          );
        placed.set(id, chunk.fileName);
      }
      const numbered = code.replaceAll(/\bKIT\["([^"]+)"\]/g, (_, binding: string) => {
        if (!taken.includes(binding)) taken.push(binding);
        return `KIT[${taken.indexOf(binding)}]`;
      });
      const body = numbered.replace(/export \{([^}]*)\};\s*$/, (_, list: string) => {
        const members = list.split(',').map((each) => {
          const [local = '', name = local] = each.trim().split(' as ');
          return name === local ? name : `${name}: ${local}`;
        });
        return `return { ${members.join(', ')} };\n`;
      });
      if (body === numbered) this.error(`${chunk.fileName} exports nothing`);
      return { code: `export default (KIT) => {\n${body}};\n`, map: null };
    },
  });

  const core = (): Plugin => ({
    name: 'kit-core',
    load(id) {
      if (id !== KIT_MODULE) return null;
      const imports = taken.map((binding, at) => {
        const [path = '', name = ''] = binding.split('#');
        return `import { ${name} as taken${at} } from ${JSON.stringify(resolve(path))};`;
      });
      const list = taken.map((_, at) => `taken${at}`).join(', ');
      return `${imports.join('\n')}\nexport const KIT = [${list}];\n`;
    },
  });
  return { part, core };
}

/** What is in the core by itself, without what parts take of it. */
async function modulesOf({
  core,
  plugins,
  treeshake,
}: KitOptions): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, readonly string[]>();
  const collect: Plugin = {
    name: 'exports',
    moduleParsed: ({ id, exports }) => void names.set(id, exports ?? []),
  };
  const bundle = await rollup({
    input: core,
    plugins: [plugins(), collect],
    ...(treeshake && { treeshake }),
    logLevel: 'warn',
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const rendered = Object.entries(output[0].modules).filter(([, one]) => one.renderedLength > 0);
  return new Map(rendered.map(([id]) => [id, names.get(id) ?? []]));
}
