import { expect, it } from 'vitest';
import { isOwnHost } from '../../../shared/wire/hosts.ts';

it('a site takes its own pages, with or without www., and no top-level domain whole', () => {
  const own = (site: string, ...hosts: readonly string[]) =>
    hosts.filter((host) => isOwnHost(host, site));
  const hosts = ['hazel.example', 'www.hazel.example', 'shop.hazel.example', 'nothazel.example'];
  expect(own('hazel.example', ...hosts)).toEqual(hosts.slice(0, 3));
  expect(own('www.hazel.example', ...hosts)).toEqual(hosts.slice(0, 3));
  expect(own('www.com', 'www.com', 'a.www.com', 'evil.com', 'com')).toEqual([
    'www.com',
    'a.www.com',
  ]);
  expect(own('hazel.example', 'localhost', '127.0.0.1', 'localhost.evil.com')).toEqual([
    'localhost',
    '127.0.0.1',
  ]);
});
