import { registeredName } from './hosts.ts';

export type SiteKind = 'ai' | 'search' | 'social' | 'video' | 'shopping';

/**
 * Sites by what they are, the more particular first. `google` is a word of `utm_source` and a name under any country's
 * domain; `t.co` is that domain and what lies below it; `=fb` is the word alone. Google's own list is
 * longer and not public as a rule; these are its great names, and its documentation's for assistants.
 */
const SITES: { readonly [kind in SiteKind]: string } = {
  ai: '=chatgpt chatgpt.com chat.openai.com chatgpt.openai.com =gemini gemini.google.com =claude claude.ai =copilot copilot.microsoft.com copilot.com copilot.cloud.microsoft =deepseek deepseek.com =grok grok.com',
  search:
    'google bing yahoo duckduckgo ecosia baidu yandex ya.ru startpage qwant naver daum seznam sogou so.com aol ask.com msn =brave search.brave.com =kagi kagi.com mojeek swisscows metager dogpile lycos rambler.ru coccoc petalsearch virgilio =onet onet.pl',
  social:
    'facebook =fb fb.com fb.me instagram =ig linkedin lnkd.in twitter t.co x.com reddit pinterest pin.it tiktok threads.net threads.com snapchat vk.com vkontakte ok.ru tumblr quora bsky.app =bluesky =mastodon mastodon.social whatsapp wa.me telegram t.me discord discord.gg weibo wechat weixin.qq.com nextdoor xing meetup line.me news.ycombinator.com',
  video:
    'youtube youtu.be vimeo dailymotion twitch netflix disneyplus bilibili youku iqiyi hulu rumble.com ted.com wistia',
  shopping:
    'amazon ebay etsy aliexpress alibaba walmart shopify shop.app shopping.google.com =googleshopping mercadolibre mercadolivre rakuten flipkart zalando =otto otto.de kaufland allegro =bol bol.com cdiscount idealo geizhals pricerunner kelkoo temu.com shein',
};

const NAMES: ReadonlyMap<string, SiteKind> = new Map(
  (Object.keys(SITES) as SiteKind[]).flatMap((kind) =>
    SITES[kind].split(' ').map((name) => [name, kind] as const),
  ),
);

/** What may follow a name that is used in many countries: whoever has it below another suffix is another. */
const COUNTRY = /^(|com|net|org|[a-z]{2}|(com?|net|org)\.[a-z]{2})$/;
/** What may stand before a search engine's name: its mail and its news are no searches. */
const SEARCHES =
  /^(googlequicksearchbox\.android\.|((www\d?|m|search|r|html|lite|images?|lens|[a-z]{2})\.)*)$/;

/** The kind of site that a host name or a word of `utm_source` names, in small letters; null for all others. */
export function kindOf(source: string): SiteKind | null {
  const word = NAMES.get(`=${source.replace(/[ _-]/g, '')}`);
  if (word) return word;
  for (let host = source; host.includes('.'); host = host.slice(host.indexOf('.') + 1)) {
    const kind = NAMES.get(host);
    if (kind) return kind;
  }
  const registered = registeredName(source);
  const [name = '', ...suffix] = registered.split('.');
  const kind = COUNTRY.test(suffix.join('.')) ? NAMES.get(name) : undefined;
  const before = source.slice(0, -registered.length);
  return kind && (kind !== 'search' || SEARCHES.test(before)) ? kind : null;
}
