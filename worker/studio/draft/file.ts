/** Files: opened from the disk, and saved to it. They go nowhere else. */

/** The largest file that is read at all, in bytes: what is signed is far smaller, without its comments. */
const LARGEST = 1_000_000;

export type Read =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** The text of a file that is to become a draft. */
export async function readFile(file: File): Promise<Read> {
  if (file.size > LARGEST)
    return { ok: false, message: `${file.name} is larger than any definitions: over 1 MB.` };
  const text = await file.text().catch(() => null);
  if (text === null) return { ok: false, message: `${file.name} cannot be read.` };
  if (text.includes('\0')) return { ok: false, message: `${file.name} is no text.` };
  if (/"payload"\s*:/.test(text) && /"signatures"\s*:/.test(text))
    return {
      ok: false,
      message: `${file.name} is a signed envelope, and not the definitions in it. Open the file that was signed, or take what is live.`,
    };
  if (/"kty"\s*:|"covey-protected-key-/.test(text))
    return { ok: false, message: `${file.name} is a key file, and not definitions.` };
  return { ok: true, name: file.name.replace(/\.(jsonc?|txt)$/i, ''), text };
}

/** Hands a text to the browser as a download. */
export function saveFile(name: string, text: string, type = 'application/json'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** "segments.jsonc" for "Segments" */
export const fileNameOf = (name: string): string =>
  `${
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'segments'
  }.jsonc`;
