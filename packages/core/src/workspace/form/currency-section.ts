import { z } from 'zod'
import { defineSettings, oneOf, type Settings } from '../../contract/settings.js'

/** In which currency an amount is that a person types without one. */
export interface CurrencySettings {
  readonly currency: string | null
}

/** The default currency of the account. A property of its own object type may name another one. */
export const currencySection: Settings<CurrencySettings> = defineSettings<CurrencySettings>({
  id: 'tenure.core/currency',
  scope: 'account',
  title: 'Currency',
  description: 'In which currency a new amount starts, in every workspace.',
  icon: 'money',
  order: { group: 'settings', rank: 5 },
  schema: z.strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'A currency is a code of three letters, such as EUR.')
      .nullable(),
  }),
  initial: { currency: null },
  labels: { currency: 'Default currency' },
  hints: { currency: 'A new amount starts in it, and can be in any other. Amounts that are there stay as they are.' },
  choices: { currency: oneOf(Intl.supportedValuesOf('currency').map((code) => ({ value: code, label: code }))) },
})
