// oxlint-disable-next-line typescript/triple-slash-reference -- whoever imports this file needs the types
/// <reference path="./cli-progress.d.ts" />
import progress from 'cli-progress';

/** Shows how far a long task is. */
export interface Progress {
  /** `note` stands behind the bar: "12,000 events". */
  update(value: number, note?: string): void;
  stop(): void;
}

/** A bar on standard error where that is a terminal; otherwise nothing. */
export function startProgress(title: string, total: number): Progress {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = new progress.SingleBar({
    format: `${title} {bar} {percentage} %  {note}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '━',
    barIncompleteChar: '┈',
  });
  bar.start(Math.max(1, total), 0, { note: '' });
  return {
    update: (value, note = '') => bar.update(value, { note }),
    stop: () => bar.stop(),
  };
}
