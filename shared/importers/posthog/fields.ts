/** Properties of persons by PostHog's own names. Others become traits. */
export const PERSON_FIELDS: { readonly [name: string]: string } = {
  ...places(),
  ...devices(),
  $initial_referring_domain: 'source.first.referrer',
  $referring_domain: 'source.last.referrer',
  ...campaigns('$initial_utm_', 'source.first'),
  ...campaigns('utm_', 'source.last'),
};

/** Properties of events by PostHog's own names. Others are properties of the same name. */
export const EVENT_FIELDS: { readonly [name: string]: string } = {
  ...places(),
  ...devices(),
  $current_url: 'event.page_location',
  $pathname: 'event.page_path',
  $referrer: 'event.page_referrer',
  $host: 'page.host',
  title: 'event.page_title',
  ...campaigns('utm_', 'source.last'),
};

/** Countries are written as names there. */
export const NAMES: ReadonlySet<string> = new Set(['$geoip_country_name']);

/** Properties that name one person. */
export const PERSONAL: ReadonlySet<string> = new Set([
  'email',
  '$email',
  'name',
  'username',
  'phone',
  'distinct_id',
  '$user_id',
  '$ip',
]);

export const EVENTS: { readonly [name: string]: string } = {
  $pageview: 'page_view',
  $autocapture: 'click',
  $exception: 'exception',
};

function places(): { readonly [name: string]: string } {
  return {
    $geoip_country_code: 'geo.country',
    $geoip_country_name: 'geo.country',
    $geoip_subdivision_1_code: 'geo.region',
    $geoip_city_name: 'geo.city',
    $geoip_time_zone: 'geo.timezone',
  };
}

function devices(): { readonly [name: string]: string } {
  return {
    $os: 'device.os',
    $browser: 'device.browser',
    $device_type: 'device.type',
    $browser_language: 'device.language',
  };
}

function campaigns(prefix: string, touch: string): { readonly [name: string]: string } {
  return Object.fromEntries(
    ['source', 'medium', 'campaign', 'term', 'content'].map((field) => [
      prefix + field,
      `${touch}.${field}`,
    ]),
  );
}
