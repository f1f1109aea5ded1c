/** Which texts a fact can be at all: its values, or the form that they have. */
import { CHANNELS } from '../../sources/index.ts';
import { notACountry } from './countries.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';

/** What the script calls device and channel; a host of one's own may know others. */
export const USUAL: { readonly [fact: string]: readonly string[] } = {
  'device.type': ['mobile', 'tablet', 'desktop'],
  'device.viewport': ['small', 'medium', 'large'],
  'device.os': ['Android', 'iOS', 'Windows', 'macOS', 'Linux', 'Chrome OS', 'Chromium OS'],
  'device.browser': [
    'Google Chrome',
    'Microsoft Edge',
    'Firefox',
    'Safari',
    'Opera',
    'Brave',
    'Samsung Internet',
    'Chromium',
  ],
  channel: CHANNELS,
};

/** The script says one of three words, and no host any other. */
const FIXED: ReadonlySet<string> = new Set(['device.type', 'device.viewport']);

const SYNONYMS: { readonly [word: string]: string } = {
  phone: 'mobile',
  smartphone: 'mobile',
  computer: 'desktop',
  laptop: 'desktop',
  pc: 'desktop',
  mac: 'macOS',
  osx: 'macOS',
  ipados: 'iOS',
};

const quoted = (values: readonly (string | number)[]): string =>
  values
    .slice(0, 12)
    .map((value) => JSON.stringify(value))
    .join(', ');

/** What is wrong with a text as the value of a fact; `certain` where it can never be that. */
export interface Impossible {
  readonly certain: boolean;
  readonly message: string;
}
const never = (message: string): Impossible => ({ certain: true, message });
const unusual = (message: string): Impossible => ({ certain: false, message });

/** The values of a trait as they are, and in small letters as text. */
const looked = new WeakMap<
  readonly (string | number)[],
  { readonly exact: ReadonlySet<string | number>; readonly small: ReadonlySet<string> }
>();
const isOneOf = (
  values: readonly (string | number)[],
  value: string | number,
  ignoreCase: boolean,
): boolean => {
  const known = looked.get(values) ?? {
    exact: new Set(values),
    small: new Set(values.map((one) => String(one).toLowerCase())),
  };
  looked.set(values, known);
  return known.exact.has(value) || (ignoreCase && known.small.has(String(value).toLowerCase()));
};

/** A literal that must be equal, or differ in capitals only, to the fact's value. */
export const impossibleValue = (
  fact: string,
  value: string | number,
  scope: Scope,
  ignoreCase: boolean,
): Impossible | undefined => {
  const trait = /^(?:An element of )?trait\.(.+)$/.exec(fact)?.[1];
  const values = trait === undefined ? undefined : scope.definitions.traits?.[trait]?.values;
  const same = (one: string | number): boolean =>
    one === value || (ignoreCase && String(one).toLowerCase() === String(value).toLowerCase());
  if (values !== undefined)
    return isOneOf(values, value, ignoreCase)
      ? undefined
      : never(
          `${fact} is never ${JSON.stringify(value)}: its values are ${quoted(values)}.${didYouMean(String(value), values.map(String))}`,
        );
  if (typeof value === 'number') return undefined;
  if (ignoreCase && /^geo\.(country|region)$/.test(fact))
    return impossibleText(fact, value.toUpperCase());
  const usual = USUAL[fact.endsWith('.channel') ? 'channel' : fact];
  if (usual === undefined) return impossibleText(fact, value);
  if (usual.some(same)) return undefined;
  const plain = value.toLowerCase();
  const near =
    SYNONYMS[plain] ??
    usual.find((one) => {
      const known = one.toLowerCase();
      return (
        known === plain || known.split(' ').includes(plain) || plain.split(/[ -]/).includes(known)
      );
    });
  return (FIXED.has(fact) ? never : unusual)(
    near === undefined
      ? `${fact} is ${FIXED.has(fact) ? 'never' : 'not known to be'} ${JSON.stringify(value)}: ${FIXED.has(fact) ? 'its values' : 'usual'} are ${quoted(usual)}.${didYouMean(value, usual)}`
      : `${fact} is ${FIXED.has(fact) ? 'never' : 'not known to be'} ${JSON.stringify(value)}. Did you mean "${near}"?`,
  );
};

const impossibleText = (fact: string, value: string): Impossible | undefined => {
  const text = JSON.stringify(value);
  switch (fact) {
    case 'geo.country': {
      const message = notACountry(value);
      return message === undefined ? undefined : never(message);
    }
    case 'geo.region': {
      if (/^[A-Z0-9]{1,3}$/.test(value)) return undefined;
      const part = /^[A-Za-z]{2}-([A-Za-z0-9]{1,3})$/.exec(value)?.[1]?.toUpperCase();
      return never(
        part === undefined
          ? `${text} is no region code. Write the second part of the ISO 3166-2 code: "CA" for California, "BE" for Berlin.`
          : `The region stands without its country: write "${part}".`,
      );
    }
    case 'geo.timezone':
      return value.includes('/') || value === 'UTC'
        ? undefined
        : unusual(`${text} is no usual time zone. Write its IANA name, such as "Europe/Berlin".`);
    case 'device.language':
      return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value)
        ? undefined
        : unusual(
            `${text} is no language tag. Write one such as "de" or "de-AT"; for every German write { "$regex": "^de" }.`,
          );
    case 'page.host':
      return /[/:]/.test(value)
        ? never(`page.host is a name such as "www.hazel.example", without "https://" and path.`)
        : undefined;
    case 'page.hash':
      return value.startsWith('#')
        ? never(`page.hash stands without "#": write ${JSON.stringify(value.slice(1))}.`)
        : undefined;
    case 'page.path':
      return pathFault(fact, value, never);
    case 'session.landing':
      return pathFault(fact, value, unusual);
    case 'page_path':
      return pathFault(fact, value, unusual);
    default:
      return undefined;
  }
};

const pathFault = (
  fact: string,
  value: string,
  as: (message: string) => Impossible,
): Impossible | undefined => {
  const address = /^https?:\/\/[^/]+(\/[^?#]*)?/.exec(value);
  if (address !== null)
    return as(`${fact} is the path alone: write ${JSON.stringify(address[1] ?? '/')}.`);
  if (!value.startsWith('/'))
    return as(`${fact} starts with "/": write ${JSON.stringify(`/${value}`)}.`);
  const end = value.search(/[?#]/);
  return end < 0
    ? undefined
    : as(
        `${fact} ends before "?" and "#": write ${JSON.stringify(value.slice(0, end))}. The whole address is page_location, a property of events.`,
      );
};
