/** Who asks, and by what password. */
export interface Secrets {
  readonly user: string;
  readonly password: string | undefined;
}

/** A shorter password stands in many words, and cutting it out of them would tell it. */
const SHORTEST = 6;

/** The password as it is and as an address writes it, and what HTTP makes of it and its user. */
export function withoutSecrets(said: string, secrets: Secrets | null): string {
  const { user, password = '' } = secrets ?? { user: '' };
  if (password === '') return said;
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  const written = [password, encodeURIComponent(password)];
  return [basic, ...(password.length < SHORTEST ? [] : written)].reduce(
    (text, secret) => text.replace(asWord(secret), '…'),
    said,
  );
}

/** Not inside another word. */
function asWord(text: string): RegExp {
  const inner = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const before = /^[\p{L}\p{N}]/u.test(text) ? '(?<![\\p{L}\\p{N}])' : '';
  const after = /[\p{L}\p{N}]$/u.test(text) ? '(?![\\p{L}\\p{N}])' : '';
  return new RegExp(`${before}${inner}${after}`, 'gu');
}
