import type { ReactNode } from 'react'
import type { Words } from '../../words/en/index.js'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { dayText } from './day-text.js'
import { type MomentEnv, momentText } from './moment-text.js'
import type { FieldFault } from './parsed.js'

/** The sentence of a fault, with an example as the locale writes it. */
export function faultText(fault: FieldFault, words: Words['field']['fault'], env: MomentEnv): string {
  if (fault === 'number') return words.number(new Intl.NumberFormat(env.locale).format(1234.5))
  if (fault === 'money') return words.money(new Intl.NumberFormat(env.locale, { minimumFractionDigits: 2 }).format(1234.5))
  if (fault === 'day') return words.day(dayText(env.today, env.locale))
  if (fault === 'moment') return words.moment(momentText(Date.now(), env))
  return words[fault]
}

/** The sentences of faults for the page's user. */
export function useFaultText(): (fault: FieldFault) => string {
  const words = useWords().field.fault
  const { env } = useReading().formats
  return (fault) => faultText(fault, words, env)
}

/** What is wrong with a field, under it. */
export function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <p className="err" id={id} role="alert">
      <Icon name="alert" size={12} />
      <span>{children}</span>
    </p>
  )
}
