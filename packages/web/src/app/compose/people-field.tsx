import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { Face } from '../part/mark.js'

/** Somebody who can take part. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly address?: string
  readonly phone?: string
}

/** The people who are associated with a record, as far as the record has them. */
export function peopleOf({ links }: RecordDetail): readonly Person[] {
  const rows = links.find(({ type }) => type === 'contact')?.rows ?? []
  return rows.map(({ id, title, detail, phone }) => ({
    id,
    name: title ?? '',
    ...(detail?.includes('@') && { address: detail }),
    ...(phone !== undefined && { phone }),
  }))
}

interface PeopleFieldProps {
  readonly label: string
  readonly people: readonly Person[]
  readonly chosen: readonly Person[]
  /** How they are reached: who has no email address cannot be written to; a number can be called from here. */
  readonly by?: 'email' | 'call'
  readonly choose: (ids: readonly string[]) => void
}

/** Chooses the people who take part, or to whom an email goes. */
export function PeopleField({ label, people, chosen, by, choose }: PeopleFieldProps): ReactNode {
  const words = useWords().compose
  const isChosen = (id: string) => chosen.some((person) => person.id === id)
  const ids = chosen.map(({ id }) => id)
  return (
    <fieldset className="with-whom wide">
      <legend>{label}</legend>
      {people.map(({ id, name, address, phone }) => (
        <div key={id} className="check">
          <label className="check grow">
            <input
              type="checkbox"
              checked={isChosen(id)}
              disabled={by === 'email' && address === undefined}
              onChange={() => choose(isChosen(id) ? ids.filter((one) => one !== id) : [...ids, id])}
            />
            <Face id={id} name={name} />
            <span className="cut" dir="auto">
              {name}
            </span>
            {by === 'email' ? <span className="small t3 cut">{address ?? words.noAddress}</span> : null}
          </label>
          {by === 'call' ? <PhoneLink phone={phone} name={name} /> : null}
        </div>
      ))}
    </fieldset>
  )
}

interface PhoneLinkProps {
  readonly phone: string | undefined
  readonly name: string
}

/** A number that the person's telephone or its program dials. */
export function PhoneLink({ phone, name }: PhoneLinkProps): ReactNode {
  const words = useWords().compose
  if (phone === undefined) return <span className="small t3">{words.noPhone}</span>
  return (
    <a className="small phone" href={`tel:${phone.replace(/[^+\d]/g, '')}`} aria-label={words.callOf(name, phone)}>
      {phone}
    </a>
  )
}
