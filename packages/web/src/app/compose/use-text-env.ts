import type { TextEnv } from '../field/value-text.js'
import { useReading } from '../format/use-formats.js'

const allCurrencies = Intl.supportedValuesOf('currency')

/** How what the user types is read: in the language, the zone and the currency of the session. */
export function useTextEnv(): TextEnv {
  const { formats, currency } = useReading()
  const { locale, timeZone, today } = formats.env
  return { locale, timeZone, today, currency, currencies: allCurrencies }
}
