// The only globals outside ECMAScript that shared code may use: pure text codecs,
// present in every host. Everything else a host offers (clock, randomness, storage,
// crypto) is passed in as an argument.
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
declare function btoa(bytes: string): string;
declare function atob(text: string): string;
