import { expect, it } from 'vitest';
import { withoutSecrets } from '../../cli/databases/secrets.ts';
import { covey, definitionsOf, fileWith } from './helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(definitionsOf({ segments: { all: { when: { 'visitor.sessions': 1 } } } })),
);
const ask = (url: string, ...more: readonly string[]) =>
  covey(['simulate', '--definitions', definitions, '--url', url, ...more]);

it('says what of an address cannot be read, and never shows a password', async () => {
  for (const [url, said] of [
    ['postgres://analyst:s3cretpw@db:notaport/shop', 'the port is no number up to 65535'],
    ['https://u:s3cretpw@h:99999/db', 'the port is no number up to 65535'],
    ['postgres://analyst:s3cretpw', 'the port is no number up to 65535'],
    ['postgres://analyst:s3cretpw@[::bad/shop', 'the host in brackets is no IPv6 address'],
    ['postgres://analyst:s3cretpw@d b/shop', 'the host cannot be read'],
    ['postgres:analyst:s3cretpw@db/shop', '// is missing'],
    ['https://u%zz:s3cretpw@h/db', 'a % in it is not followed by two digits'],
    ['jdbc:postgresql://h/db?password=s3cretpw', 'is of no engine'],
    ['mysql://analyst:s3cretpw@db/shop', 'is of no engine'],
  ] as const)
    for (const more of [[], ['--json']]) {
      const { code, out, err } = await ask(url, ...more);
      expect([url, code, err + out]).toEqual([url, 2, expect.stringContaining(said)]);
      expect(err + out).not.toContain('s3cret');
    }
});

it('shows no password in the name of a file that is none', async () => {
  const { code, err } = await ask('analyst:s3cretpw@db/shop?password=s3cretpw');
  expect([code, err]).toEqual([1, expect.stringContaining('There is no file analyst:…@db/shop?…')]);
});

it('refuses a password in a parameter, however it is called', async () => {
  for (const name of ['password', 'PASSWORD', 'sslpassword', 'access_token', 'user_pwd'])
    expect([name, await ask(`postgres://analyst@db.example/shop?${name}=s3cretpw`)]).toEqual([
      name,
      expect.objectContaining({ code: 2, err: expect.stringContaining('holds a password') }),
    ]);
});

it('hides a password as it is, as an address and as HTTP write it, and no part of another word', () => {
  const hidden = (said: string, password: string) =>
    withoutSecrets(said, { user: 'analyst', password });
  const basic = Buffer.from('analyst:s3cret/pw').toString('base64');
  expect(hidden(`s3cret/pw, s3cret%2Fpw. Basic ${basic}`, 's3cret/pw')).toBe('…, …. Basic …');
  expect(hidden('the table of users', 'a')).toBe('the table of users');
  expect(hidden('shopping in shopping_cart and myshopping', 'shopping')).toBe(
    '… in …_cart and myshopping',
  );
});
