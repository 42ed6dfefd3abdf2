import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { Mark } from '../part/mark.js'

interface IdentProps {
  readonly record: RecordDetail
  /** The name is the heading of a page, or one below it. */
  readonly level: 1 | 2
  /** What is beside the name. */
  readonly children?: ReactNode
}

/** Which record this is: its mark, its name, and what tells it from others of the name. */
export function Ident({ record, level, children }: IdentProps): ReactNode {
  const words = useWords().record
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="ident">
      <Mark id={record.id} name={record.title ?? ''} large />
      <div className="grow">
        <Heading className="cut" dir="auto" title={record.title ?? undefined}>
          {record.title || words.unnamed}
        </Heading>
        <p className="small t3 cut">{subtitleOf(record)}</p>
      </div>
      {children}
      {record.archived ? <span className="chip plain">{words.archived}</span> : null}
    </div>
  )
}

function subtitleOf(record: RecordDetail): string {
  const texts = ['domain', 'email', 'city', 'country'].flatMap((name) => {
    const value = record.properties.find((property) => property.name === name)?.value
    return typeof value === 'string' && value !== '' ? [value] : []
  })
  return [record.typeLabel, ...texts.slice(0, 2)].join(' · ')
}
