/** The text's bytes. (Hosts' types differ in what they say of the buffer behind them; it is always a plain one.) */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
