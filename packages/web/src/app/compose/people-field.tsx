import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { Face } from '../part/mark.js'

/** Somebody who can take part. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly address?: string
}

/** The people who are associated with a record, as far as the record has them. */
export function peopleOf({ links }: RecordDetail): readonly Person[] {
  const rows = links.find(({ type }) => type === 'contact')?.rows ?? []
  return rows.map(({ id, title, detail }) => ({ id, name: title ?? '', ...(detail?.includes('@') && { address: detail }) }))
}

interface PeopleFieldProps {
  readonly label: string
  readonly people: readonly Person[]
  readonly chosen: readonly Person[]
  /** Who has no email address cannot be written to. */
  readonly needsAddress: boolean
  readonly choose: (ids: readonly string[]) => void
}

/** Chooses the people who take part, or to whom an email goes. */
export function PeopleField({ label, people, chosen, needsAddress, choose }: PeopleFieldProps): ReactNode {
  const words = useWords().compose
  const isChosen = (id: string) => chosen.some((person) => person.id === id)
  const ids = chosen.map(({ id }) => id)
  return (
    <fieldset className="with-whom wide">
      <legend>{label}</legend>
      {people.map(({ id, name, address }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={isChosen(id)}
            disabled={needsAddress && address === undefined}
            onChange={() => choose(isChosen(id) ? ids.filter((one) => one !== id) : [...ids, id])}
          />
          <Face id={id} name={name} />
          <span className="cut" dir="auto">
            {name}
          </span>
          {needsAddress ? <span className="small t3 cut">{address ?? words.noAddress}</span> : null}
        </label>
      ))}
    </fieldset>
  )
}
