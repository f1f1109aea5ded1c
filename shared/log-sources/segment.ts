import { segment as mapping } from '../mappings/segment.ts';
import { specifiedSource } from './specified.ts';

export const segment = specifiedSource(
  'segment',
  mapping,
  'https://segment.com/docs/connections/storage/warehouses/schema/',
  {
    get: 'The destination [AWS S3](https://segment.com/docs/connections/storage/catalog/aws-s3/) stores all calls as packed lines of JSON, `segment-logs/SOURCE/DAY/*.gz`. From a [warehouse](https://segment.com/docs/connections/storage/warehouses/schema/), export the tables of the events (`order_completed`) and `pages`; `tracks` has no properties.',
    files: 'segment-logs/',
    forms: 'lines of JSON; tables of a warehouse as Parquet, CSV or JSON',
    tables:
      'those of its [warehouses](https://segment.com/docs/connections/storage/warehouses/schema/), one for each event, and `pages`',
    visitor:
      '`anonymousId`, a browser, before and after somebody has signed in; without one `userId`',
    leftOut:
      '`context.consent.categoryPreferences`, where each category is refused that can be (`necessary`, `essential`, `C0001` and the like cannot); calls of apps (`screen`, `context.device.type`)',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'heeded',
      robots: 'not said',
      twice: 'once',
    },
    lost: [
      'Which of your categories is the one for personalisation Segment does not say: a call with one category granted is taken.',
      'Calls from a server have no `anonymousId`: their visitor is the person, and not the browser in which the person was. They are counted, of files, and named.',
      '`identify`, `group` and `alias` are not read: no log tells of traits.',
      'Robots are not marked.',
      'A warehouse writes the names of properties in snake case: `orderId` is `order_id` there.',
    ],
  },
);
