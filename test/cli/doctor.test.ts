import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foundBrowser } from '../../cli/doctor/browser.ts';
import { covey, temporaryFolder } from './helpers.ts';

describe('covey doctor', () => {
  it('takes the browser that the environment names, or the first in the path', () => {
    const folder = temporaryFolder();
    const [named, inPath] = ['mine', 'chromium'].map((name) => {
      const path = join(folder, name);
      writeFileSync(path, '');
      chmodSync(path, 0o755);
      return path;
    });
    expect(foundBrowser({ CHROMIUM_PATH: named, PATH: folder })).toBe(named);
    expect(foundBrowser({ PATH: `/nowhere:${folder}` })).toBe(inPath);
  });

  it('says how to come by a browser', async () => {
    const { code, err } = await covey(['doctor', 'http://localhost:9/', '--browser', '/nowhere']);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('Name another browser with --browser'),
    ]);
  });

  it('wants the address of a page', async () => {
    const { code, err } = await covey(['doctor', 'hazel.example']);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('Write it like https://hazel.example/.'),
    ]);
  });
});
