import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { useReading } from '../format/use-formats.js'
import { Health, HealthShape, healthWordOf } from '../part/health.js'

const ExplainedCard = lazily('ExplainedCard', () => import('./explained-card.js'))

/** The health of a record that can have one. Without a score it says so, and why; it never makes one up. */
export function HealthCard({ record }: { readonly record: RecordDetail }): ReactNode {
  const { formats } = useReading()
  const words = useWords().record
  const score = record.properties.find((property) => property.name === 'healthScore')
  const status = record.properties.find((property) => property.name === 'healthStatus')
  if (score === undefined && status === undefined) return null
  const word = healthWordOf(status?.value)
  const points = typeof score?.value === 'number' ? formats.number(Math.round(score.value)) : undefined
  const plain = (
    <div className="sum">
      {points === undefined ? null : <span className="big">{points}</span>}
      <Health status={word} />
    </div>
  )
  return (
    <section className="why" aria-label={words.health}>
      {points === undefined && word === 'none' ? (
        <div className="unscored">
          <HealthShape status="none" />
          <div>
            <p className="strong">{words.notScored}</p>
            <p className="small t3">{words.notJudged(record.typeLabel)}</p>
          </div>
        </div>
      ) : (
        <Suspense fallback={plain}>
          <ExplainedCard type={record.type} id={record.id} plain={plain} />
        </Suspense>
      )}
    </section>
  )
}
