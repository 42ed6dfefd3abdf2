import type { ReactNode } from 'react'
import type { Answer } from '../data/named.js'
import { humanise } from '../format/names.js'
import { useReading } from '../format/use-formats.js'
import { ValueIn } from '../format/value.js'
import { LoadingLines } from '../part/states.js'
import type { Blocks, Drawn } from './renderer.js'
import { WithAnswer } from './sourced.js'

/** The parts of one answer, by name. */
export function Detail({ block }: Drawn<'detail'>): ReactNode {
  return (
    <WithAnswer block={block} waiting={<LoadingLines lines={block.fields.length} />}>
      {(answer) => <FieldList fields={block.fields} answer={answer} />}
    </WithAnswer>
  )
}

interface FieldListProps {
  readonly fields: Blocks['detail']['fields']
  readonly answer: Answer
}

/** Fields with their labels, below each other. */
export function FieldList({ fields, answer }: FieldListProps): ReactNode {
  const reading = useReading()
  return (
    <dl className="facts">
      {fields.map(({ field, label, format = 'text' }) => (
        <div key={field}>
          <dt className="cut" title={label ?? reading.translate(humanise(field))}>
            {label ?? reading.translate(humanise(field))}
          </dt>
          <dd>
            <ValueIn value={answer[field]} format={format} field={field} row={answer} reading={reading} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
