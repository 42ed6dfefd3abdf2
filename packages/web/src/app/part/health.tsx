import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'

/** Status of a score: a shape and a word for each, so that colour only confirms. */
export type HealthWord = 'risk' | 'neutral' | 'healthy' | 'none'
const shapes: Readonly<Record<HealthWord, ReactNode>> = {
  risk: <path d="M5.200 1.600a.95.95 0 0 1 1.600 0l4.400 7.600a.9.9 0 0 1-.8 1.400H1.600a.9.9 0 0 1-.8-1.400Z" />,
  neutral: (
    <path
      fillRule="evenodd"
      d="M5.300.9a1 1 0 0 1 1.400 0l4.400 4.400a1 1 0 0 1 0 1.400l-4.400 4.400a1 1 0 0 1-1.400 0L.9 6.700a1 1 0 0 1 0-1.400ZM6 3.600 3.600 6 6 8.400 8.400 6Z"
    />
  ),
  healthy: <circle cx="6" cy="6" r="4.700" />,
  none: <circle cx="6" cy="6" r="4.400" />,
}

/** The word of a stored status; what is missing or unheard of is not scored. */
export function healthWordOf(status: unknown): HealthWord {
  return status === 'at-risk' ? 'risk' : status === 'neutral' || status === 'healthy' ? status : 'none'
}

/** Status and score of a health value: one of them is the value, the other lies beside it in the row, read through the same link. */
export function healthOf(
  value: unknown,
  field = '',
  row: Readonly<Record<string, unknown>> = {},
): { readonly status: HealthWord; readonly score: number | undefined } {
  const link = field.slice(0, field.lastIndexOf('.') + 1)
  const score = typeof value === 'number' ? value : row[`${link}healthScore`]
  const status = typeof value === 'string' ? value : row[`${link}healthStatus`]
  return { status: healthWordOf(status), score: typeof score === 'number' ? score : undefined }
}

/** The shape of a status. */
export function HealthShape({ status }: { readonly status: HealthWord }): ReactNode {
  return (
    <svg className={`g ${status}`} viewBox="0 0 12 12" aria-hidden="true">
      {shapes[status]}
    </svg>
  )
}

/** Shape, number, word: always in this order. */
export function Health({ status, score }: { readonly status: HealthWord; readonly score?: string }): ReactNode {
  const words = useWords().format.health
  return (
    <span className={`h ${status}${score === undefined ? ' bare' : ''}`}>
      <HealthShape status={status} />
      {score === undefined ? null : <span className="v">{score}</span>}
      <span className="w" title={words[status]}>
        {words[status]}
      </span>
    </span>
  )
}
