import { rudderstack as mapping } from '../mappings/rudderstack.ts';
import { specifiedSource } from './specified.ts';

export const rudderstack = specifiedSource(
  'rudderstack',
  mapping,
  'https://www.rudderstack.com/docs/destinations/warehouse-destinations/warehouse-schema/',
  {
    get: 'The destination for [object storage](https://www.rudderstack.com/docs/destinations/streaming-destinations/amazon-s3/) stores all calls as packed lines of JSON. From a [warehouse](https://www.rudderstack.com/docs/destinations/warehouse-destinations/warehouse-schema/), export the tables of the events (`order_completed`) and `pages`; `tracks` has no properties.',
    files: 'rudder-logs/',
    forms: 'lines of JSON; tables of a warehouse as Parquet, CSV or JSON',
    tables:
      'those of its [warehouses](https://www.rudderstack.com/docs/destinations/warehouse-destinations/warehouse-schema/), one for each event, and `pages`',
    visitor:
      '`anonymousId`, a browser, before and after somebody has signed in; without one `userId`',
    leftOut:
      '`context.consentManagement` with nothing but refusals; `context.isBot`; calls of apps (`screen`, `context.device.type`)',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'heeded',
      robots: 'heeded',
      twice: 'once',
    },
    lost: [
      'Which of your purposes is the one for personalisation RudderStack does not say: a call with one purpose granted is taken.',
      'Calls from a server have no `anonymousId`: their visitor is the person, and not the browser in which the person was. They are counted, of files, and named.',
      '`identify`, `group` and `alias` are not read: no log tells of traits.',
      'Its sessions (`context.sessionId`) end after 30 minutes too, unless that was set otherwise.',
    ],
  },
);
