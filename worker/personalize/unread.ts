import { endOfTag } from './start-tag.ts';

/** Bytes that went in, and have not come out yet. */
export class Unread {
  private chunks: Uint8Array[] = [];

  add(chunk: Uint8Array): void {
    this.chunks.push(chunk);
  }

  /** So many have come out as they were. */
  skip(length: number): void {
    let left = length;
    while (left > 0) {
      const [first] = this.chunks;
      if (!first) return;
      if (first.length > left) this.chunks[0] = first.subarray(left);
      else this.chunks.shift();
      left -= first.length;
    }
  }

  /** The start tag that is next has come out in another form. */
  skipTag(): void {
    this.skip(Math.max(0, endOfTag(this.all(), 0)));
  }

  /** All of them, in one piece. */
  all(): Uint8Array {
    const [first = new Uint8Array()] = this.chunks;
    if (this.chunks.length < 2) return first;
    const whole = joined(this.chunks);
    this.chunks = [whole];
    return whole;
  }
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, one) => length + one.length, 0));
  let at = 0;
  for (const one of chunks) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}
