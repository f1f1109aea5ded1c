import { describe, expect, it } from 'vitest';
import {
  CHANNELS,
  channelOf,
  ignoredHosts,
  isSameSite,
  kindOf,
} from '../../../shared/sources/index.ts';

describe('channels', () => {
  /** Source, medium, campaign, and what Google Analytics 4 calls that. */
  const cases: readonly (readonly [string, string, string | null, string])[] = [
    ['(direct)', '(none)', null, 'Direct'],
    ['(direct)', '(not set)', null, 'Direct'],
    ['google', 'cpc', 'summer cross-network', 'Cross-network'],
    ['amazon', 'cpc', null, 'Paid Shopping'],
    ['www.amazon.co.uk', 'paid', null, 'Paid Shopping'],
    ['google', 'cpc', 'Shopping DE', 'Paid Shopping'],
    ['google', 'cpc', 'e-shop', 'Paid Shopping'],
    ['google', 'cpc', 'eshop', 'Paid Shopping'],
    ['google', 'cpc', 'bishops', 'Paid Search'],
    ['google', 'cpc', null, 'Paid Search'],
    ['Google', 'CPC', null, 'Paid Search'],
    ['bing', 'ppc', null, 'Paid Search'],
    ['duckduckgo', 'retargeting', null, 'Paid Search'],
    ['yandex', 'paid-search', null, 'Paid Search'],
    ['facebook', 'cpc', null, 'Paid Social'],
    ['fb', 'paidsocial', null, 'Paid Social'],
    ['ig', 'paid_social', null, 'Paid Social'],
    ['l.instagram.com', 'cpm', null, 'Paid Social'],
    ['tiktok', 'cpa', null, 'Paid Social'],
    ['youtube', 'cpv', null, 'Paid Video'],
    ['vimeo.com', 'paid', null, 'Paid Video'],
    ['dbm', 'cpm', null, 'Display'],
    ['partner', 'display', null, 'Display'],
    ['partner', 'banner', null, 'Display'],
    ['partner', 'Interstitial', null, 'Display'],
    ['partner', 'cpc', null, 'Paid Other'],
    ['newsletter', 'retargeting', null, 'Paid Other'],
    ['chatgpt.com', 'ai-assistant', null, 'AI Assistant'],
    ['gemini.google.com', 'ai-assistant', null, 'AI Assistant'],
    ['ebay.de', 'referral', null, 'Organic Shopping'],
    ['google', 'organic', 'Shopping Free Listings', 'Organic Shopping'],
    ['m.facebook.com', 'referral', null, 'Organic Social'],
    ['t.co', 'referral', null, 'Organic Social'],
    ['club', 'social', null, 'Organic Social'],
    ['club', 'social-network', null, 'Organic Social'],
    ['club', 'social media', null, 'Organic Social'],
    ['club', 'sm', null, 'Organic Social'],
    ['youtube.com', 'referral', null, 'Organic Video'],
    ['youtu.be', 'referral', null, 'Organic Video'],
    ['club', 'video-post', null, 'Organic Video'],
    ['google', 'organic', null, 'Organic Search'],
    ['google', '(not set)', null, 'Organic Search'],
    ['anywhere', 'organic', null, 'Organic Search'],
    ['hazel-fans.example', 'referral', null, 'Referral'],
    ['perplexity.ai', 'referral', null, 'Referral'],
    ['club', 'app', null, 'Referral'],
    ['june', 'email', null, 'Email'],
    ['june', 'E-Mail', null, 'Email'],
    ['june', 'e_mail', null, 'Email'],
    ['june', 'e mail', null, 'Email'],
    ['e-mail', 'june', null, 'Email'],
    ['june', 'newsletter', null, 'Unassigned'],
    ['awin', 'affiliate', null, 'Affiliates'],
    ['awin', 'affiliates', null, 'Affiliates'],
    ['podcast', 'audio', null, 'Audio'],
    ['sms', 'june', null, 'SMS'],
    ['june', 'sms', null, 'SMS'],
    ['june', 'web-push', null, 'Mobile Push Notifications'],
    ['june', 'mobile-app', null, 'Mobile Push Notifications'],
    ['june', 'notification', null, 'Mobile Push Notifications'],
    ['firebase', 'june', null, 'Mobile Push Notifications'],
    ['june', '(not set)', null, 'Unassigned'],
    ['(not set)', '(not set)', 'spring', 'Unassigned'],
  ];

  it.each(cases)('%s / %s (%s) is %s', (source, medium, campaign, channel) => {
    expect(channelOf(source, medium, campaign)).toBe(channel);
  });

  it('every channel there is has an example', () => {
    expect([...new Set(cases.map(([, , , channel]) => channel))].toSorted()).toEqual(
      [...CHANNELS].toSorted(),
    );
  });
});

describe('sites', () => {
  it.each([
    ['google.co.jp', 'search'],
    ['google.com.br', 'search'],
    ['uk.search.yahoo.com', 'search'],
    ['cn.bing.com', 'search'],
    ['html.duckduckgo.com', 'search'],
    ['search.brave.com', 'search'],
    ['mail.google.com', null],
    ['news.google.com', null],
    ['mail.yahoo.com', null],
    ['brave.com', null],
    ['notgoogle.com', null],
    ['google.com.evil.example', null],
    ['google.evil', null],
    ['google.com.evil.com', null],
    ['facebook.com.login.example', null],
    ['myfacebook.com', null],
    ['xt.co', null],
    ['netflix.com', 'video'],
    ['box.com', null],
    ['x.com', 'social'],
    ['gemini.google.com', 'ai'],
    ['gemini.com', null],
    ['chatgpt.com', 'ai'],
    ['Google', null],
    ['ig', 'social'],
    ['ig.com', null],
    ['google shopping', 'shopping'],
    ['', null],
    ['.', null],
    ['..com', null],
    ['constructor', null],
  ])('%s is %s', (source, kind) => {
    expect(kindOf(source)).toBe(kind);
  });

  it.each([
    ['shop.hazel.example', 'hazel.example', true],
    ['shop.hazel.co.uk', 'blog.hazel.co.uk', true],
    ['hazel.co.uk', 'other.co.uk', false],
    ['hazel.com.au', 'other.com.au', false],
    ['hazel.example', 'hazel.example.com', false],
    ['nothazel.example', 'hazel.example', false],
    ['a.github.io', 'b.github.io', false],
    ['a.pages.dev', 'b.pages.dev', false],
    ['a.myshopify.com', 'b.myshopify.com', false],
    ['localhost', 'localhost', true],
    ['10.0.0.1', '10.9.0.1', false],
    ['[::1]', '[::1]', true],
  ])('%s and %s: one site is %s', (a, b, same) => {
    expect(isSameSite(a, b)).toBe(same);
  });

  it('hosts for signing in and paying are ignored, and those that are named; a minus takes one off', () => {
    const usual = ignoredHosts();
    expect(['paypal.com', 'de.paypal.com', 'hazel.auth0.com'].every(usual)).toBe(true);
    expect(['notpaypal.com', 'paypal.com.example', 'google.com', 'stripe.com'].some(usual)).toBe(
      false,
    );
    const own = ignoredHosts(['pay.bank.example', '-paypal.com']);
    expect(['pay.bank.example', 'acs.pay.bank.example', 'accounts.google.com'].every(own)).toBe(
      true,
    );
    expect(['bank.example', 'de.paypal.com'].some(own)).toBe(false);
  });
});
