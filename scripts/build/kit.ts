// Parts without imports: what a part takes from the core is handed to it when it has been loaded, so that the
// hash it is loaded by covers all that runs. The list of what is handed over, the kit, is made here: exactly
// what the parts take, by number, one list for all of them.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { MagicString } from 'magic-string';
import { rollup, type InputPluginOption, type Plugin, type TreeshakingOptions } from 'rollup';

/** What a part has of a divisible module stands at this path, for `.ts`. */
const REST = '.rest.ts';
const restOf = (path: string) => path.replace(/\.ts$/, REST);
const wholeOf = (path: string) => path.replace(REST, '.ts');

interface Exports {
  readonly all: readonly string[];
  /** Those that the core has use for by itself. */
  readonly used: readonly string[];
}

export interface KitOptions {
  /** Entry of the core. */
  readonly core: string;
  /** The source that exports the kit, under this name. */
  readonly module: string;
  readonly name: string;
  /** What reads the sources. */
  readonly plugins: () => InputPluginOption;
  readonly treeshake?: TreeshakingOptions;
  /** What the core itself is a part of: it hands on what that has. */
  readonly beneath?: Kit;
  /**
   * Modules of the core that hold nothing but data and functions, of which a part may have what the core has not. All
   * others stand once, whole, so that what they remember is one and the same everywhere.
   */
  readonly isDivisible: (id: string) => boolean;
}

export interface Kit {
  /**
   * For each part, before it is minified: takes from the core what the core has. A bundle of parts has what these have:
   * a page loads the one or the others.
   */
  readonly part: (isBundle?: boolean) => Plugin;
  /** For the core, after all parts: holds out what they take. */
  readonly core: () => Plugin;
  /** Modules of which a part has none of its own. */
  readonly modules: () => Promise<ReadonlyMap<string, Exports>>;
}

export function createKit(options: KitOptions): Kit {
  const { name: NAME } = options;
  const kitModule = resolve(options.module);
  const virtual = `\0${NAME}:`;
  const binding = new RegExp(`\\b${NAME}\\["([^"]+)"\\]`, 'g');
  /** What parts take, as `path#name`, in the order of its numbers. */
  const taken: string[] = [];
  /** Modules that are in a part, by the part that has them. */
  const placed = new Map<string, string>();
  let known: Promise<ReadonlyMap<string, Exports>> | null = null;
  /** The core's modules, with what each exports. */
  const coreModules = () =>
    (known ??= Promise.all([options.beneath?.modules() ?? [], modulesOf(options)]).then(
      ([beneath, own]) => new Map([...beneath, ...own]),
    ));
  const isHere = (id: string) => id.startsWith(virtual);

  const part = (isBundle = false): Plugin => ({
    name: `part-of-${options.core}`,
    async resolveId(source, importer, { isEntry }) {
      if (source.endsWith(REST)) return source;
      if (isEntry || !importer || isHere(importer)) return null;
      const from = wholeOf(importer);
      const found = await this.resolve(source, from, { skipSelf: true });
      return found && (await coreModules()).has(found.id) ? virtual + found.id : null;
    },
    async load(id) {
      if (id.endsWith(REST)) return readFileSync(wholeOf(id), 'utf8');
      if (!isHere(id)) return null;
      const path = id.slice(virtual.length);
      const { all = [], used = [] } = (await coreModules()).get(path) ?? {};
      const lines = all.map((name) => {
        if (options.isDivisible(path) && !used.includes(name))
          return `export { ${name} } from ${JSON.stringify(restOf(path))};`;
        return `export const ${name} = ${NAME}[${JSON.stringify(`${relative('.', path)}#${name}`)}];`;
      });
      return { code: lines.join('\n'), moduleSideEffects: false };
    },
    renderChunk(code, chunk) {
      if (chunk.imports.length > 0 || chunk.dynamicImports.length > 0)
        this.error(`${chunk.fileName} is not self-contained: it imports ${chunk.imports.join()}`);
      for (const [id, { renderedLength, renderedExports }] of Object.entries(chunk.modules)) {
        if (isBundle || isHere(id) || renderedLength === 0) continue;
        const path = wholeOf(id);
        const held = options.isDivisible(path)
          ? renderedExports.map((name) => `${path}#${name}`)
          : [path];
        for (const each of held) {
          const other = placed.get(each);
          if (other !== undefined && other !== chunk.fileName)
            this.error(
              `${relative('.', each)} is in ${other} and in ${chunk.fileName}: put it into the core`,
            );
          placed.set(each, chunk.fileName);
        }
      }
      const text = new MagicString(code);
      text.replaceAll(binding, (_, one: string) => {
        if (!taken.includes(one)) taken.push(one);
        return `${NAME}[${taken.indexOf(one)}]`;
      });
      const ending = /export \{([^}]*)\};\s*$/.exec(code);
      if (!ending) return this.error(`${chunk.fileName} exports nothing`);
      const members = (ending[1] ?? '').split(',').map((each) => {
        const [local = '', name = local] = each.trim().split(' as ');
        return name === local ? name : `${name}: ${local}`;
      });
      text.overwrite(ending.index, code.length, `return { ${members.join(', ')} };\n`);
      text.prepend(`export default (${NAME}) => {\n`).append('};\n');
      return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) };
    },
  });

  const core = (): Plugin => ({
    name: `core-of-${options.module}`,
    load(id) {
      if (id !== kitModule) return null;
      const imports = taken.map((one, at) => {
        const [path = '', name = ''] = one.split('#');
        return `import { ${name} as taken${at} } from ${JSON.stringify(resolve(path))};`;
      });
      const list = taken.map((_, at) => `taken${at}`).join(', ');
      return `${imports.join('\n')}\nexport const ${NAME} = [${list}];\n`;
    },
  });
  return { part, core, modules: coreModules };
}

/** What is in the core by itself, without what parts take of it. */
async function modulesOf({
  core,
  plugins,
  treeshake,
}: KitOptions): Promise<ReadonlyMap<string, Exports>> {
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
  return new Map(
    rendered.map(([id, { renderedExports }]) => [
      id,
      { all: names.get(id) ?? [], used: renderedExports },
    ]),
  );
}
