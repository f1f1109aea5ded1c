// The script file `covey-consent-tcf.js`.
import { numbersOf, startTag } from '../../tag.ts';
import { connectTcf, type TcfOptions } from '../tcf.ts';

startTag((covey, { personalisation, measurement, activation, consents, vendor }) =>
  connectTcf(covey, {
    personalisation: numbersOf(personalisation),
    measurement: numbersOf(measurement),
    activation: numbersOf(activation),
    consents: consents as TcfOptions['consents'],
    vendor: Number(vendor) || undefined,
  }),
);
