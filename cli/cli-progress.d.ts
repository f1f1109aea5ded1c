// The part of cli-progress that progress.ts uses; the package brings no types.
declare module 'cli-progress' {
  export interface Options {
    readonly format: string;
    readonly stream: NodeJS.WritableStream;
    readonly hideCursor: boolean;
    readonly clearOnComplete: boolean;
    readonly barCompleteChar: string;
    readonly barIncompleteChar: string;
  }
  export class SingleBar {
    constructor(options: Options);
    start(total: number, value: number, payload?: { readonly [name: string]: string }): void;
    update(value: number, payload?: { readonly [name: string]: string }): void;
    stop(): void;
  }
  const progress: { readonly SingleBar: typeof SingleBar };
  export default progress;
}
