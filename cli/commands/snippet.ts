import type { Command } from 'commander';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { parseSite } from '../edge.ts';
import { Failure } from '../failure.ts';
import { rulesFor, snippetFor } from '../first-paint/index.ts';
import { tellJson } from '../json/index.ts';
import { wholeNumber } from '../options.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly site?: string;
  readonly consentText: number;
  readonly css?: boolean;
  readonly json?: boolean;
}

export function addSnippet(program: Command, terminal: Terminal): void {
  program
    .command('snippet')
    .summary('an inline script for the first paint, and its CSP hash')
    .description(
      'Prints the inline script with which a returning visitor sees at first paint what the page before knew,\nhowever late the tag comes; and the hash that a Content-Security-Policy wants for it.',
    )
    .argument('[file]', 'definitions: their site, and with --css their segments')
    .option('--site <host>', 'as in data-site, where no file says it', parseSite)
    .option('--consent-text <version>', 'as in data-consent-text', wholeNumber, 0)
    .option(
      '--css',
      "print rules for the site's stylesheet instead: show and hide before the script",
    )
    .option('--json', 'print all of it as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey snippet --site hazel.example\n  covey snippet --site hazel.example --consent-text 2\n  covey snippet segments.jsonc --css > covey.css',
    )
    .action(async (file: string | undefined, { site: named, consentText, css, json }: Options) => {
      const definitions =
        file === undefined ? null : acceptDefinitions(await readDefinitions(file), terminal);
      const site = named ?? definitions?.site;
      if (site === undefined)
        throw new Failure('usage', 'No site.', [
          'Give --site hazel.example, or a definitions file.',
        ]);
      if (css && !definitions)
        throw new Failure('usage', 'The rules name the segments, so --css needs the definitions.', [
          'covey snippet segments.jsonc --css',
        ]);
      const snippet = snippetFor({ site, consentText });
      const rules = definitions ? rulesFor(definitions) : null;
      if (json) return tellJson(terminal, 'snippet', { site, ...snippet, css: rules });
      if (css && rules !== null) return terminal.out(rules.trimEnd());
      terminal.out(snippet.html);
      terminal.note(
        [
          'Put it into <head>, before stylesheets and the tag. Where a policy forbids inline scripts, allow this one:',
          `  Content-Security-Policy: script-src '${snippet.hash}'`,
        ].join('\n'),
      );
    });
}
