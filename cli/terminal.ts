import pc from 'picocolors';
import { notWritten } from './output.ts';
import { restyled, styleMark, visible } from './visible.ts';

type Colors = ReturnType<typeof pc.createColors>;

/**
 * Where a command writes: results to `out`, everything about them to `note`. Neither lets a control
 * character through, whatever a log, a document or an edge may hold; only our own styles are.
 */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** Characters in a line. */
  readonly columns: number;
  /** Styles for `out`, plain where it is no terminal. */
  readonly style: Colors;
  /** Styles for `note`. */
  readonly noteStyle: Colors;
}

/** A terminal over two writers. */
export function createTerminal(
  out: { readonly write: (text: string) => void; readonly colors: boolean },
  note: { readonly write: (text: string) => void; readonly colors: boolean },
  columns = 80,
): Terminal {
  return {
    out: (text) => out.write(`${restyled(visible(text))}\n`),
    note: (text) => note.write(`${restyled(visible(text))}\n`),
    columns,
    style: styles(out.colors),
    noteStyle: styles(note.colors),
  };
}

/** The process's own streams. `NO_COLOR` and `FORCE_COLOR` are honoured. */
export function processTerminal(): Terminal {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const writer = (stream: NodeJS.WriteStream) => ({
    write: (text: string) => void stream.write(text),
    colors: !NO_COLOR && (Boolean(FORCE_COLOR) || (stream.isTTY && TERM !== 'dumb')),
  });
  return createTerminal(
    writer(process.stdout),
    writer(process.stderr),
    process.stdout.isTTY ? process.stdout.columns : undefined,
  );
}

/** Ends a program once nothing more can be printed: in silence where the reader has enough ("covey … | head"). */
export function endWithOutput({ note, noteStyle }: Terminal, program: string): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    const { message, hints, exitCode } = notWritten('Standard output', error);
    note(`${noteStyle.red(`${program}:`)} ${message}`);
    for (const hint of hints) note(`  ${hint}`);
    process.exit(exitCode);
  });
  // What is said beside the answer may be lost, and changes nothing of what is done.
  process.stderr.on('error', () => {});
}

/** Styles that are marked as ours until they are written. */
function styles(on: boolean): Colors {
  const colors = pc.createColors(on);
  const marked = Object.entries(colors).map(([name, style]) => [
    name,
    typeof style === 'function' ? (text: string) => styleMark(style(text), text) : style,
  ]);
  return Object.fromEntries(marked) as Colors;
}
