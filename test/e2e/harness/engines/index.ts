// One small interface over three engines: Chromium by Playwright, Firefox by WebDriver BiDi, WebKit
// by WebDriver.
import { launchChromium } from './chromium.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { launchFirefox } from './firefox.ts';
import type { EngineName } from './found.ts';
import { launchWebkit } from './webkit.ts';

export type { Engine, EngineVisitor, Tab } from './engine.ts';
export { foundEngines, hasVariations } from './found.ts';

const launchers: { readonly [name in EngineName]: (options: EngineOptions) => Promise<Engine> } = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebkit,
};

export const launchEngine = (name: EngineName, options: EngineOptions = {}): Promise<Engine> =>
  launchers[name](options);
