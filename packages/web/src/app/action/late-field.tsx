import { type ReactNode, useState } from 'react'
import { FormValue } from '../compose/form-value.js'
import { currencyName } from '../compose/read-form.js'
import { useTextEnv } from '../compose/use-text-env.js'
import { humanise } from '../format/names.js'
import { useTranslate } from '../language/texts-provider.js'
import type { Offer } from './offer.js'
import '../styles/compose.css'

const kinds = { money: 'money', moment: 'datetime', user: 'user' } as const
type LateKind = keyof typeof kinds

interface LateFieldProps {
  readonly field: Offer['fields'][number]
  readonly kind: LateKind
  readonly error: string | undefined
}

/** An amount with its currency, a moment, or a user. What is chosen goes with the form in a field that is not seen. */
export function LateField({ field, kind, error }: LateFieldProps): ReactNode {
  const translate = useTranslate()
  const env = useTextEnv()
  const [text, setText] = useState('')
  const [currency, setCurrency] = useState(env.currency)
  const { field: name, label = translate(humanise(name)), required } = field
  return (
    <>
      <input type="hidden" name={name} value={text} />
      <input type="hidden" name={currencyName({ name })} value={currency} />
      <FormValue
        field={{ name, label, kind: kinds[kind], required }}
        text={text}
        set={setText}
        currency={currency}
        setCurrency={setCurrency}
        env={env}
        saysOptional
        isRich={false}
        send={() => undefined}
        fault={error === undefined ? undefined : { message: error }}
      />
    </>
  )
}
