import { createInterface } from 'node:readline/promises';

/** Where a question is asked. */
interface Asking {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Whether somebody sits there who can be asked. */
export const isAnybodyThere = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** The line that is typed after a question; null where none is: the input ended, or was interrupted. */
export async function answerTo(
  question: string,
  { input, output }: Asking = { input: process.stdin, output: process.stderr },
): Promise<string | null> {
  const lines = createInterface({ input, output, terminal: true });
  const stop = new AbortController();
  lines.once('SIGINT', () => stop.abort());
  lines.once('close', () => stop.abort());
  try {
    return await lines.question(question, { signal: stop.signal });
  } catch {
    output.write('\n');
    return null;
  } finally {
    lines.close();
  }
}
