/** Properties of the visitor by Mixpanel's own names. Others become traits. */
export const USER_FIELDS: { readonly [name: string]: string } = {
  ...places(),
  $os: 'device.os',
  $browser: 'device.browser',
  $initial_referring_domain: 'source.first.referrer',
  ...campaigns('initial_utm_', 'source.first'),
  ...campaigns('utm_', 'source.last'),
};

/** Properties of events by Mixpanel's own names. Others are properties of the same name. */
export const EVENT_FIELDS: { readonly [name: string]: string } = {
  ...places(),
  $os: 'device.os',
  $browser: 'device.browser',
  $current_url: 'event.page_location',
  current_url_path: 'event.page_path',
  current_page_title: 'event.page_title',
  $referrer: 'event.page_referrer',
  ...campaigns('utm_', 'source.last'),
};

/** Countries are written as codes there too. */
export const CODES: ReadonlySet<string> = new Set(['$country_code', 'mp_country_code']);

/** Properties that name one person. */
export const PERSONAL: ReadonlySet<string> = new Set([
  '$distinct_id',
  '$email',
  '$name',
  '$first_name',
  '$last_name',
  '$phone',
  '$avatar',
  '$user_id',
]);

export const EVENTS: { readonly [name: string]: string } = {
  $mp_web_page_view: 'page_view',
  $session_start: 'session_start',
};

export const ALL_EVENTS: ReadonlySet<string> = new Set(['$all_events', '$any_event']);

function places(): { readonly [name: string]: string } {
  return {
    $country_code: 'geo.country',
    mp_country_code: 'geo.country',
    $region: 'geo.region',
    $city: 'geo.city',
    $timezone: 'geo.timezone',
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
