import pc from 'picocolors';

type Colors = ReturnType<typeof pc.createColors>;

/** Where a command writes: results to `out`, everything about them to `note`. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** Styles for `out`, plain where it is no terminal. */
  readonly style: Colors;
  /** Styles for `note`. */
  readonly noteStyle: Colors;
}

/** The process's own streams. `NO_COLOR` and `FORCE_COLOR` are honoured. */
export function processTerminal(): Terminal {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const colorsOn = (stream: NodeJS.WriteStream) =>
    !NO_COLOR && (Boolean(FORCE_COLOR) || (stream.isTTY && TERM !== 'dumb'));
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    style: pc.createColors(colorsOn(process.stdout)),
    noteStyle: pc.createColors(colorsOn(process.stderr)),
  };
}
