import { isWithin } from './hosts.ts';

/** Hosts that visitors are sent to in order to sign in or to pay, and come back from: no visit begins there. */
const USUAL =
  'accounts.google.com login.microsoftonline.com login.live.com b2clogin.com appleid.apple.com idmsa.apple.com login.yahoo.com access.line.me auth0.com okta.com onelogin.com amazoncognito.com ' +
  'paypal.com checkout.stripe.com hooks.stripe.com pay.google.com pay.amazon.com pay.klarna.com payments.klarna.com login.klarna.com checkout.klarna.com adyen.com mollie.com worldpay.com checkout.com ' +
  'braintreegateway.com authorize.net 2checkout.com squareup.com opayo.co.uk sagepay.com multisafepay.com payu.com przelewy24.pl tpay.com paytrail.com sofort.com giropay.de paydirekt.de paysafecard.com ' +
  'saferpay.com datatrans.com twint.ch afterpay.com clearpay.co.uk razorpay.com cardinalcommerce.com arcot.com ideal.nl';

/**
 * Says of a host whether a visit from there is none: the usual hosts for signing in and paying, and those that
 * definitions name (`pay.bank.example`), but for those they take off (`-paypal.com`).
 */
export function ignoredHosts(named: readonly string[] = []): (host: string) => boolean {
  const heeded = named.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const ignored = [...USUAL.split(' '), ...named];
  return (host) => {
    const below = (domain: string) => isWithin(host, domain);
    return ignored.some(below) && !heeded.some(below);
  };
}
